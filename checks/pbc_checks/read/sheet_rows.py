"""Rows of a spreadsheet as rows of a table: as wide as the sheet, but for titles, which stand alone in theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def as_table(rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that have words, with their numbers: all of one width, so that columns can be compared.

    A row with words in its first cell only is a title or a remark across the sheet, and has that one cell.
    """
    filled = [(number, cells) for number, cells in ((number, _trimmed(cells)) for number, cells in rows) if cells]
    width = max((len(cells) for _, cells in filled), default=0)
    for number, cells in filled:
        yield number, cells if len(cells) == 1 else cells + [""] * (width - len(cells))


def _trimmed(cells: list[str]) -> list[str]:
    """Return cells without the empty ones at their end."""
    last = max((place for place, cell in enumerate(cells) if cell.strip()), default=-1)
    return cells[: last + 1]
