"""Tables of a PDF: heads printed again overleaf, rows that go on there, and cells that touch their neighbours."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from pbc_checks.read.assemble import Assembler, split_list_marker
from pbc_checks.read.pdf_layout import Cell, Row, joined, overleaf, pieces
from pbc_checks.read.pdf_lines import Line
from pbc_checks.submission import Place

_SAME_EDGE = 4.0  # points
_EXACT_EDGE = 0.6  # points: programs put the cells of a column at exactly the same place
_SAME_BASELINE = 1.0  # points
_WIDER_THAN_A_SPACE = 0.7  # times the font size
_LONGEST_HEAD = 60  # lines, each cell's counted by itself
_LEAST_CELLS = 2  # beside others, before their left edge is taken for a column's
_SENTENCE_END = re.compile(r"[.?!:;]$")


class TableRows:
    """Adds rows to an assembler one by one; the last is kept open, as it may go on overleaf."""

    def __init__(self, assembler: Assembler, body: float) -> None:
        self._assembler = assembler
        self._body = body
        self._columns: list[float] = []  # left edges of the table that the last row belonged to
        self._table = 0
        self._row = 0
        self._header: list[str] = []
        self._page = 0  # of the last row
        self._open: tuple[list[str], Place] | None = None

    def add(self, row: Row, page: int) -> None:
        """Add a row; one with none of the columns of the row before begins a table."""
        self.close()
        cells = [self._words(cell) for cell in row.cells]
        lefts = [cell.left for cell in row.cells if cell.lines]
        if sum(self._column(left) is not None for left in lefts) < _LEAST_CELLS:
            self._table, self._row = self._assembler.start_table(), 0
            self._columns, self._header = [], cells
        elif cells == self._header and page != self._page:
            self._page = page
            return  # printed again at the top of a page
        self._page = page
        self._columns = sorted({*self._columns, *lefts})
        self._row += 1
        self._open = (cells, Place(page=page, table=self._table, row=self._row))

    def leave(self) -> None:
        """End the table: running text follows."""
        self._columns = []

    def close(self) -> None:
        """Add the row that was kept open."""
        if self._open:
            self._assembler.row(*self._open)
        self._open = None

    def go_on(self, row: Row, page: int, *, headed: bool) -> Row | None:
        """Return what is left of the row that begins a page after adding to the open row what belongs to that.

        A cell of the last column does; one of another column where it begins in the middle of a sentence; several side
        by side where one does and the table's head was printed again (`headed`).
        """
        if self._open is None or self._open[1].page == page or len(self._columns) < _LEAST_CELLS:
            return row
        cells = self._open[0]
        if len(row.cells) > 1:
            whole = headed and len(row.cells) == len(cells) and any(map(self._goes_on, cells, row.cells))
            if whole:
                for at, cell in enumerate(row.cells):
                    self._add_to(cells, at, self._words(cell))
            return None if whole else row
        column = self._column(row.cells[0].left)
        if column is None or column >= len(cells):
            return row
        if column == len(self._columns) - 1:
            self._add_to(cells, column, self._words(row.cells[0]))
            return None
        cell, rest = _within(row.cells[0], self._columns[column + 1])
        if not cell.lines or not self._goes_on(cells[column], cell):
            return row
        self._add_to(cells, column, self._words(cell))
        return Row([rest]) if rest.lines else None

    def _goes_on(self, text: str, cell: Cell) -> bool:
        rest = self._words(cell)
        return bool(text) and rest[:1].islower() and not text[:1].islower() and not _SENTENCE_END.search(text)

    def _add_to(self, cells: list[str], column: int, text: str) -> None:
        divided = bool(cells[column]) and not _SENTENCE_END.search(cells[column])
        cells[column] = overleaf(cells[column], text) if divided else f"{cells[column]}\n{text}".strip()

    def _words(self, cell: Cell) -> str:
        # With their numbers: "3. Costs" in a cell is a question's name, not an item of a list.
        return "\n".join(joined(piece.lines) for piece in pieces(cell, self._body)) if cell.lines else ""

    def _column(self, left: float) -> int | None:
        return next((at for at, column in enumerate(self._columns) if abs(left - column) <= _SAME_EDGE), None)


def without_head(lines: Sequence[Line], before: Sequence[Line]) -> tuple[list[Line], bool]:
    """Return the lines of a page without a table's head that the page before has too, and whether there was one."""
    head = 0
    for start in range(len(before)):
        if head >= min(len(before) - start, _LONGEST_HEAD):
            break  # no head that begins further down can be longer
        head = max(head, _head(lines, before, start))
    return list(lines[head:]), head > 0


def split_at_columns(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with those cut in two that run from one column of a table into the next."""
    columns = _columns(lines)
    return [piece for line in lines for piece in (_pieces(line, columns) if columns else (line,))]


def _head(lines: Sequence[Line], before: Sequence[Line], start: int) -> int:
    """Return how many of the first lines are a head that the page before has from a line on."""
    count = 0
    for line, other in zip(lines[:_LONGEST_HEAD], before[start : start + _LONGEST_HEAD], strict=False):
        if line.heading or line.text != other.text or abs(line.left - other.left) > _EXACT_EDGE:
            break
        count += 1
    while count and not (
        _stands_beside(lines[count - 1], lines[: count - 1])
        or start == 0  # where a head goes on every page: at the top
        or _heads_rows(before, start + count)
    ):
        count -= 1
    return count


def _heads_rows(lines: Sequence[Line], place: int) -> bool:
    """Return whether lines have cells side by side from a place on."""
    below = lines[place : place + _LONGEST_HEAD]
    return any(_stands_beside(line, below) for line in below[:1])


def _within(cell: Cell, right: float) -> tuple[Cell, Cell]:
    """Return the lines that the first paragraph of a cell has left of an edge, and the rest."""
    count = 0
    for line, previous in zip(cell.lines, cell.lines[:1] + cell.lines, strict=False):
        if (
            line.right > right
            or abs(line.size - previous.size) > 0.5
            or previous.baseline - line.baseline > (1.3 * line.size)
        ):
            break
        count += 1
    return Cell(cell.lines[:count]), Cell(cell.lines[count:])


def _stands_beside(line: Line, others: Sequence[Line]) -> bool:
    return any(abs(line.baseline - other.baseline) <= _SAME_BASELINE and other is not line for other in others)


def _columns(lines: Sequence[Line]) -> list[float]:
    """Return the left edges at which cells of a table begin, those of its first column left out."""
    first: dict[int, float] = {}
    for line in lines:
        baseline = round(line.baseline)
        first[baseline] = min(line.left, first.get(baseline, line.left))
    found: defaultdict[float, int] = defaultdict(int)
    for line in lines:
        if line.left > first[round(line.baseline)] + _SAME_EDGE:
            found[round(line.left, 1)] += 1
        for index in range(1, len(line.words)):
            if _is_gap(line, index) and line.words[index].source != line.words[index - 1].source:
                found[round(line.words[index].left, 1)] += 1
    return [edge for edge, count in found.items() if count >= _LEAST_CELLS]


def _pieces(line: Line, columns: Sequence[float]) -> Iterator[Line]:
    start = 0
    for index in range(1, len(line.words)):
        if _is_gap(line, index):
            left = line.words[index].left
            if any(abs(left - column) <= _EXACT_EDGE for column in columns):
                yield Line(line.words[start:index])
                start = index
    yield Line(line.words[start:]) if start else line


def _is_gap(line: Line, index: int) -> bool:
    """Return whether a word of a line stands further from the one before than words do, a list's marker left out."""
    word = line.words[index]
    if word.left - line.words[index - 1].right <= _WIDER_THAN_A_SPACE * word.size:
        return False
    return not (index == 1 and split_list_marker(f"{line.words[0].text} ")[0])
