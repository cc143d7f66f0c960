"""Forms that practices complete: one question, its guidance and a tagged answer for each requirement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbc_frameworks.model import SubmissionDefinition
from pbc_frameworks.tags import answer_tag
from pbc_generator.document import (
    Answer,
    Block,
    Cell,
    Document,
    Field,
    FieldKind,
    Heading,
    Paragraph,
    ParagraphKind,
    Table,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pbc_frameworks.model import AnswerTable, DocumentDefinition, FormField, Requirement
    from pbc_generator.compose.context import Context


def form(context: Context, definition: SubmissionDefinition) -> Document:
    """Return the blank form; each answer carries `framework/document/requirement@version` as its tag."""
    blocks: list[Block] = [
        Heading(1, "How to use this form", "how-to"),
        *context.writer.blocks(definition.introduction, ParagraphKind.GUIDANCE),
        Heading(1, "About this submission", "about"),
        *form_fields(context, definition.kind, definition.version, definition.fields),
    ]
    for number, group in enumerate(definition.groups, start=1):
        blocks += [
            Heading(1, f"{number}. {group.title}", group.id),
            *context.writer.blocks(group.introduction, ParagraphKind.GUIDANCE),
        ]
        for position, requirement in enumerate(group.requirements, start=1):
            blocks += _question(context, definition, requirement, f"{number}.{position}")
    return Document(
        name=f"{definition.kind}-form",
        title=definition.title,
        subtitle="Form to complete",
        organisation=context.organisation,
        subject=f"{context.framework.title}: {definition.title}, form to complete",
        date=context.issued,
        control=context.control(f"{definition.title} form", definition.version),
        version=definition.version,
        blocks=tuple(blocks),
        keywords=("practice based commissioning", definition.kind.replace("-", " "), context.framework.id),
    )


def form_fields(context: Context, document: str, version: str, fields: Iterable[FormField]) -> list[Field]:
    """Return short fields, each tagged `framework/document/field.<id>@version`."""
    return [
        Field(
            answer_tag(context.framework.id, document, f"field.{field.id}", version),
            field.label,
            FieldKind(field.kind),
            field.choices,
        )
        for field in fields
    ]


def answer_table(
    context: Context,
    definition: SubmissionDefinition | DocumentDefinition,
    name: str,
    title: str,
    asked: AnswerTable,
) -> Table:
    """Return a table to fill in, its cells tagged `name.column`.

    Rows may be added unless its first column says already what they are.
    """

    def tag(part: str) -> str:
        return answer_tag(context.framework.id, definition.kind, part, definition.version)

    cells: tuple[Cell, ...] = tuple(
        Field(tag(f"{name}.{column.id}"), column.label, FieldKind(column.kind), column.choices)
        for column in asked.columns
    )
    rows = [((Text(words),), *cells[1:]) for words in asked.first] or [cells] * asked.rows
    labels = tuple(column.label for column in asked.columns)
    return Table(
        header=labels,
        rows=tuple(rows),
        caption=title,
        summary=f"To be filled in: {', '.join(labels)}.",
        widths=asked.widths,
        row_headers=bool(asked.first),
        repeats="" if asked.first else tag(name if name not in _answered(definition) else f"{name}.rows"),
    )


def _answered(definition: SubmissionDefinition | DocumentDefinition) -> set[str]:
    """Return the ids whose tags stand at an answer in words already."""
    return {each.id for each in definition.requirements} if isinstance(definition, SubmissionDefinition) else set()


def _question(context: Context, definition: SubmissionDefinition, requirement: Requirement, number: str) -> list[Block]:
    tag = answer_tag(context.framework.id, definition.kind, requirement.id, definition.version)
    return [
        Heading(2, f"{number} {requirement.title}", requirement.id),
        Paragraph(context.writer.strong(requirement.prompt), ParagraphKind.GUIDANCE),
        *context.writer.blocks(requirement.guidance, ParagraphKind.GUIDANCE),
        Answer(tag, requirement.title, f"Type your answer here: {requirement.title[0].lower()}{requirement.title[1:]}"),
        *_rows(context, definition, requirement),
        Paragraph(
            (Text(f"Criterion: {requirement.criterion} ({context.cite(requirement.source)})"),), ParagraphKind.NOTE
        ),
    ]


def table_caption(requirement: Requirement) -> str:
    """Return what stands above the table of a requirement."""
    return f"{requirement.title}: table"


def _rows(context: Context, definition: SubmissionDefinition, requirement: Requirement) -> list[Block]:
    if requirement.table is None:
        return []
    return [answer_table(context, definition, requirement.id, table_caption(requirement), requirement.table)]
