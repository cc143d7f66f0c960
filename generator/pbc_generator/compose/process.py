"""The decision process, stage by stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbc_generator.compose.numbered import statements
from pbc_generator.document import Block, Clause, Heading, Strong, Text

if TYPE_CHECKING:
    from pbc_frameworks.model import DecisionProcess, Step
    from pbc_generator.compose.context import Context


def process_blocks(context: Context, process: DecisionProcess) -> list[Block]:
    """Return the introduction, a heading for each stage with its steps by the source's numbers, and the notes."""
    blocks: list[Block] = []
    if process.introduction:
        blocks += context.writer.blocks(process.introduction)
    names = context.actors()
    for stage in process.stages:
        blocks.append(Heading(2, stage.title, f"stage-{stage.id}"))
        blocks += [_step(context, step, names) for step in stage.steps]
    return [*blocks, *statements(context, process.notes)]


def _step(context: Context, step: Step, names: dict[str, str]) -> Clause:
    by = ", ".join(names[actor] for actor in step.by)
    return Clause(
        step.number,
        (Strong(f"{step.title} "), Text(f"({by}). "), *context.writer.runs(step.text)),
        tuple(context.writer.runs(item) for item in step.items),
        context.cite(step.source),
    )
