"""A table of a submission: its header, its lines, and cells by what the header calls their column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pbc_checks.submission import Block

_FIGURE = re.compile(r"[\d£%]")
_YEAR_OR_UNIT = re.compile(
    r"\b(?:19|20)\d\d(?:\s?[/–-]\s?(?:19|20)?\d\d)?\b|\b(?:year|quarter|q|month|level)\s?\d\b|[£%]", re.IGNORECASE
)


@dataclass(frozen=True)
class Line:
    """One row of a table below its header."""

    block: Block

    def cell(self, place: int | None) -> str:
        """Return what stands in a column, by its place from 0; empty where there is no such column or cell."""
        cells = self.block.cells
        return cells[place].strip() if place is not None and place < len(cells) else ""


@dataclass(frozen=True)
class Table:
    """The rows of one table, as they stand in the file. The header is the first row, if it has no figures."""

    rows: tuple[Block, ...]

    @cached_property
    def header(self) -> tuple[str, ...]:
        """Return the header's cells; empty where the first row has a figure, or the table has one row only."""
        first = self.rows[0].cells if self.rows else ()
        figures = any(_FIGURE.search(cell) and not _is_year_or_unit(cell) for cell in first)
        return first if len(self.rows) > 1 and not figures else ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return the rows below the header."""
        return tuple(Line(row) for row in self.rows[1 if self.header else 0 :])

    def column(self, words: re.Pattern[str], but: re.Pattern[str] | None = None) -> int | None:
        """Return the place, from 0, of the first column whose header has some words and none of those of `but`."""
        return next(self.columns(words, but), None)

    def columns(self, words: re.Pattern[str], but: re.Pattern[str] | None = None) -> Iterator[int]:
        """Yield the places of all columns whose header has some words and none of those of `but`."""
        for place, cell in enumerate(self.header):
            if words.search(cell) and not (but and but.search(cell)):
                yield place


def _is_year_or_unit(cell: str) -> bool:
    """Return whether what looks like a figure in a header names a year or a unit: 2009/10, Cost (£), Year 1."""
    return not re.search(r"\d", _YEAR_OR_UNIT.sub("", cell))
