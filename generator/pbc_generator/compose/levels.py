"""The levels that groups of practices pass through: the gateway rule, criteria by objective, the PCT's commitments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbc_generator.compose.numbered import statements
from pbc_generator.document import Block, Heading, Paragraph, ParagraphKind, Runs, Table, Text

if TYPE_CHECKING:
    from pbc_frameworks.model import Level, Levels, Objective
    from pbc_generator.compose.context import Context


def level_blocks(context: Context, levels: Levels) -> list[Block]:
    """Return the rule for passing, a table of criteria for each objective, and the commitments of each level."""
    blocks: list[Block] = [Heading(2, "Passing from level to level", "levels-rule")]
    blocks += statements(context, levels.introduction)
    for objective in levels.objectives:
        blocks += _objective(context, levels, objective)
    blocks += commitment_blocks(context, levels)
    if levels.notes:
        blocks.append(Heading(2, "Notes on the levels", "levels-notes"))
        blocks += statements(context, levels.notes)
    return blocks


def commitment_blocks(context: Context, levels: Levels) -> list[Block]:
    """Return what the PCT commits at each level."""
    blocks: list[Block] = []
    for level in levels.levels:
        blocks.append(Heading(2, f"What the PCT commits at {level.title}", f"levels-{level.id}"))
        blocks += statements(context, level.commitments)
    return blocks


def _objective(context: Context, levels: Levels, objective: Objective) -> list[Block]:
    rows = tuple(
        _row(context, levels, objective, level)
        for level in levels.levels
        if any(each.objective == objective.id and each.level == level.id for each in levels.criteria)
    )
    blocks: list[Block] = [
        Heading(2, objective.title, f"objective-{objective.id}"),
        Table(
            header=("Level", "Criterion"),
            rows=tuple(row for group in rows for row in group),
            caption=f"Criteria: {objective.title}",
            summary="Each criterion of this objective with the level at which it is asked for.",
            widths=(16, 84),
            row_headers=True,
        ),
        Paragraph((Text(context.cite(objective.source)),), ParagraphKind.NOTE),
    ]
    return [*blocks, Paragraph((Text(objective.note),), ParagraphKind.NOTE)] if objective.note else blocks


def _row(context: Context, levels: Levels, objective: Objective, level: Level) -> tuple[tuple[Runs, ...], ...]:
    return tuple(
        ((Text(level.title),), context.writer.runs(criterion.text))
        for criterion in levels.criteria
        if criterion.objective == objective.id and criterion.level == level.id
    )
