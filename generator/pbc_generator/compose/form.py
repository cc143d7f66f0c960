"""Forms that practices complete: one question, its guidance and a tagged answer for each requirement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbc_frameworks.tags import answer_tag
from pbc_generator.document import (
    Answer,
    Block,
    Document,
    Field,
    FieldKind,
    Heading,
    Paragraph,
    ParagraphKind,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pbc_frameworks.model import FormField, Requirement, SubmissionDefinition
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


def _question(context: Context, definition: SubmissionDefinition, requirement: Requirement, number: str) -> list[Block]:
    tag = answer_tag(context.framework.id, definition.kind, requirement.id, definition.version)
    return [
        Heading(2, f"{number} {requirement.title}", requirement.id),
        Paragraph(context.writer.strong(requirement.prompt), ParagraphKind.GUIDANCE),
        *context.writer.blocks(requirement.guidance, ParagraphKind.GUIDANCE),
        Answer(tag, requirement.title, f"Type your answer here: {requirement.title[0].lower()}{requirement.title[1:]}"),
        Paragraph(
            (Text(f"Criterion: {requirement.criterion} ({context.cite(requirement.source)})"),), ParagraphKind.NOTE
        ),
    ]
