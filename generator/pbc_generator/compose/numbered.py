"""Clauses: made from the statements of a definition, and numbered within their chapter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from pbc_generator.document import Block, Clause, Reference, Runs, Text

if TYPE_CHECKING:
    from pbc_frameworks import model
    from pbc_generator.compose.context import Context


def statements(context: Context, entries: Iterable[model.Statement | model.Clause | model.ConflictRule]) -> list[Block]:
    """Return statements as clauses without numbers."""
    return [
        Clause(
            "",
            _words(context.writer.runs(entry.text)),
            tuple(_words(context.writer.runs(item)) for item in entry.items),
            context.cite(entry.source),
        )
        for entry in entries
    ]


def _words(runs: Runs) -> Runs:
    """Return runs with the agreement's references as words: outside the agreement there is nothing to link to."""
    return tuple(Text(f"{run} of the agreement") if isinstance(run, Reference) else run for run in runs)


def numbered(prefix: str, blocks: Iterable[Block]) -> list[Block]:
    """Return blocks with their clauses numbered below a prefix: 4.1, 4.2, 4.3, whatever headings stand between.

    A clause that has a number already (a step that the source numbers) keeps it.
    """
    numbers = count(1)
    return [
        replace(block, number=f"{prefix}.{next(numbers)}") if isinstance(block, Clause) and not block.number else block
        for block in blocks
    ]
