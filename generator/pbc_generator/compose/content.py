"""What else of a framework a document may print, by the names that definitions use: one table, one function each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from pbc_frameworks.tags import answer_tag
from pbc_generator.compose.agreement import practices_table
from pbc_generator.compose.diagrams import organisation_diagram, process_diagram
from pbc_generator.compose.levels import commitment_blocks, level_blocks
from pbc_generator.compose.process import process_blocks
from pbc_generator.document import Block, Field, FieldKind, Heading, Paragraph, ParagraphKind, Table, Text

if TYPE_CHECKING:
    from pbc_frameworks.model import DocumentDefinition
    from pbc_generator.compose.context import Context

_MET = ("Met", "Not yet", "Not applicable")


def content_blocks(context: Context, definition: DocumentDefinition, name: str) -> Iterator[Block]:
    """Yield a piece of the framework by its name in a definition. Raises KeyError for a name that no schema knows."""
    yield from _CONTENT[name](context, definition)


def _practices(context: Context, _definition: DocumentDefinition) -> Iterator[Block]:
    yield practices_table(context, "Practices")


def _levels(context: Context, _definition: DocumentDefinition) -> Iterator[Block]:
    if context.framework.levels:
        yield from level_blocks(context, context.framework.levels)


def _commitments(context: Context, _definition: DocumentDefinition) -> Iterator[Block]:
    if context.framework.levels:
        yield from commitment_blocks(context, context.framework.levels)


def _self_assessment(context: Context, definition: DocumentDefinition) -> Iterator[Block]:
    """Yield, for each objective, its criteria at each level with whether they are met, the evidence, and by when."""
    levels = context.framework.levels
    if levels is None:
        return
    titles = {level.id: level.title for level in levels.levels}
    for objective in levels.objectives:
        criteria = [each for each in levels.criteria if each.objective == objective.id]
        yield Heading(2, objective.title, f"assess-{objective.id}")
        yield Table(
            header=("Criterion", "Level", "Met?", "Evidence", "If not yet: by when"),
            rows=tuple(
                (
                    context.writer.runs(each.text),
                    (Text(titles[each.level]),),
                    _field(context, definition, f"{each.id}.met", "Met?", FieldKind.CHOICE, _MET),
                    _field(context, definition, f"{each.id}.why", "Evidence"),
                    _field(context, definition, f"{each.id}.due", "By when", FieldKind.DATE),
                )
                for each in sorted(criteria, key=lambda each: list(titles).index(each.level))
            ),
            caption=f"Self-assessment: {objective.title}",
            summary="Each criterion with its level; to be filled in: whether it is met, the evidence, and by when.",
            widths=(36, 10, 14, 24, 16),
        )
        yield Paragraph((Text(f"Source: {context.cite(objective.source)}"),), ParagraphKind.NOTE)


def _recommendations(context: Context, definition: DocumentDefinition) -> Iterator[Block]:
    """Yield the recommendations, each with where the PCT stands, its evidence, what it will do, and by when."""
    found = context.framework.recommendations
    if found is None:
        return
    for group in found.groups:
        yield Heading(2, group.title, f"assess-{group.id}")
        yield Table(
            header=(
                "No.",
                "Recommendation, and whom it is for",
                "What would show it",
                "Done?",
                "Evidence and action",
                "By when",
            ),
            rows=tuple(
                (
                    (Text(str(each.number)),),
                    (
                        *context.writer.runs(each.text),
                        Text(f" ({', '.join(found.audiences[audience] for audience in each.audiences)})"),
                    ),
                    (Text(each.evidence or "–"),),
                    _field(
                        context, definition, f"r{each.number}.done", "Done?", FieldKind.CHOICE, ("Yes", "Partly", "No")
                    ),
                    _field(context, definition, f"r{each.number}.action", "Evidence and action"),
                    _field(context, definition, f"r{each.number}.due", "By when", FieldKind.DATE),
                )
                for each in group.recommendations
            ),
            caption=f"Recommendations: {group.title}",
            summary="Each recommendation with what would show it; to be filled in: whether done, the action, by when.",
            widths=(6, 28, 24, 10, 20, 12),
        )


def _process(context: Context, _definition: DocumentDefinition) -> Iterator[Block]:
    if context.framework.process:
        yield from process_blocks(context, context.framework.process)


def _process_diagram(context: Context, _definition: DocumentDefinition) -> Iterator[Block]:
    if context.framework.process:
        yield from process_diagram(context, context.framework.process)


def _organisation(context: Context, _definition: DocumentDefinition) -> Iterator[Block]:
    yield from organisation_diagram(context)


def _field(
    context: Context,
    definition: DocumentDefinition,
    name: str,
    label: str,
    kind: FieldKind = FieldKind.TEXT,
    choices: tuple[str, ...] = (),
) -> Field:
    return Field(answer_tag(context.framework.id, definition.kind, name, definition.version), label, kind, choices)


_CONTENT: dict[str, Callable[[Context, DocumentDefinition], Iterator[Block]]] = {
    "practices": _practices,
    "levels": _levels,
    "level-commitments": _commitments,
    "level-self-assessment": _self_assessment,
    "process": _process,
    "process-diagram": _process_diagram,
    "recommendations-self-assessment": _recommendations,
    "organisation-diagram": _organisation,
}
