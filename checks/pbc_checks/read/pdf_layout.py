"""Lines of a PDF put together to what a reader sees: headings, paragraphs, list items and table rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pbc_checks.read.assemble import LONGEST_HEADING, is_contents_line, reads_as_heading, split_list_marker
from pbc_checks.read.pdf_lines import Line, Page

_MUCH = 0.3  # of the text: headings are never so much
_LARGER = 1.1  # times the size of the running text: a heading
_LINE_PITCH = 1.62  # times the size, between lines of one paragraph at the most
_SINGLE_PITCH = 1.3  # times the size, between lines that no space was put between
_LONG_LINE = 300.0  # points
_DASHES = ("– ", "— ", "- ")
_ENDS = (".", ":", ";", "?", "!", ",")
_SUSPENDED = re.compile(r"(?:and|or|to)\b")  # "6- and 12-month"
_BREAKS_AFTER = ("/", "–", "—")
_INDENT = 3.0  # points that two left edges may differ and still be the same
_FAR_LEFT = 60.0  # points to the left: further than any indent, so another column begins
_MARKER = re.compile(r"[-*•‣◦▪▫●○■□➢✓·–—]|o|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]")
_MARKER_GAP = 60.0  # points from a bullet to its text, at the most
_IN_BRACKETS = re.compile(r"\(\d")
_FIGURE = re.compile(r"[(–-]?\s?£?\d")
_COLUMN_HEIGHT = 0.4  # of the page's height: a jump up over more than this begins a column of text, not a cell


@dataclass(slots=True)
class Cell:
    """Lines one under the other in one column; `left` and `right` are their outermost edges in points."""

    lines: list[Line]
    left: float = field(init=False)
    right: float = field(init=False)

    def __post_init__(self) -> None:
        """Find the edges."""
        self.left = min((line.left for line in self.lines), default=0.0)
        self.right = max((line.right for line in self.lines), default=0.0)

    def add(self, line: Line) -> None:
        """Add a line below the others."""
        self.lines.append(line)
        self.left, self.right = min(self.left, line.left), max(self.right, line.right)

    def has_larger(self, body: float) -> bool:
        """Return whether a line is so much larger than the running text that it may be a heading."""
        return any(line.size >= _LARGER * body for line in self.lines)

    @property
    def text(self) -> str:
        """Return the text of all lines, divided words put together."""
        return joined(self.lines)


@dataclass(slots=True)
class Row:
    """Cells side by side; running text is a row of one cell."""

    cells: list[Cell] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, heading or list item.

    `level` is that of a heading which the file names as such, `heading` the font size of one that stands out by it.
    """

    text: str
    lines: tuple[Line, ...]
    level: int = 0
    heading: float = 0.0
    label: bool = False  # wholly bold
    item: bool = False


def body_size(pages: Iterable[Page]) -> float:
    """Return the font size of the running text, in points: that of most of the text, or a larger one of much of it.

    In a form most of the text may stand in tables, in smaller letters.
    """
    sizes: Counter[float] = Counter()
    exact: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            for word in line.words:
                exact[word.size] += len(word.text)
    for size, letters in exact.items():
        sizes[round(size * 2) / 2] += letters
    much = _MUCH * sizes.total()
    return max(
        sizes, key=lambda size: (sizes[size] >= much, size if sizes[size] >= much else sizes[size]), default=11.0
    )


def rows(lines: Sequence[Line], page_height: float) -> list[Row]:
    """Return the lines as rows of cells.

    PDF has no tables. What programs write cell by cell shows in the order of the lines: the next cell of a row
    begins to the right and not lower than the one before; a new row begins at the left again.
    """
    made: list[Row] = []
    row = Row()
    for line in _with_markers(lines):
        if row.cells and _next_cell(row, line, page_height):
            row = _cut_off_text_above(made, row, line)
            row.cells.append(Cell([line]))
        elif row.cells and _same_cell(row, line):
            row.cells[-1].add(line)
        else:
            row = Row([Cell([line])])
            made.append(row)
    return _with_empty_cells(made)


def pieces(cell: Cell, body: float) -> Iterator[Piece]:
    """Yield the paragraphs, headings and list items of running text."""
    group: list[Line] = []
    for line in cell.lines:
        if group and not _same_piece(group, line, body):
            yield _piece(group, body)
            group = []
        group.append(line)
    if group:
        yield _piece(group, body)


def joined(lines: Iterable[Line]) -> str:
    """Return lines as running text; a word divided at the end of a line is put together."""
    text = ""
    for line in lines:
        if text.endswith("\xad"):
            text = text[:-1] + line.text
        elif text and not _goes_on_after_sign(text, line.text):
            text = f"{text} {line.text}"
        else:
            text += line.text
    return text.rstrip("\u00ad")


def overleaf(text: str, rest: str) -> str:
    """Return text put together with its rest on the next page, where the last line may end with a word's hyphen."""
    divided = text.endswith("-") and text[-2:-1].isalpha()
    return text + rest if divided or _goes_on_after_sign(text, rest) else f"{text} {rest}"


def _goes_on_after_sign(text: str, rest: str) -> bool:
    """Return whether a line ends within "and/or", "5–7", "one—two" or "12-month", where programs break them."""
    sign, before = text[-1:], text[-2:-1]
    if rest[:1] == "—":
        return sign.isalnum() and rest[1:2].isalnum()
    if sign == "-":
        return before.isnumeric() and rest[:1].isalnum() and not _SUSPENDED.match(rest)
    return sign in _BREAKS_AFTER and before.isalnum() and rest[:1].isalnum()


def _with_markers(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines, a bullet or number that stands by itself put before the text beside it."""
    waiting: Line | None = None
    for line in lines:
        if waiting is not None:
            if _marks(waiting, line):
                line = Line((*waiting.words, *line.words))
            else:
                yield waiting
            waiting = None
        if len(line.words) == 1 and _MARKER.fullmatch(line.words[0].text):
            waiting = line
        else:
            yield line
    if waiting is not None:
        yield waiting


def _marks(marker: Line, line: Line) -> bool:
    """Return whether a bullet or number stands right before a line; "(450)" in a table is a sum, not a number."""
    beside = abs(line.baseline - marker.baseline) <= 0.5 * line.size and line.left > marker.left
    near = line.left - marker.right <= _MARKER_GAP
    return beside and near and not (_IN_BRACKETS.match(marker.text) and _FIGURE.match(line.text))


def _next_cell(row: Row, line: Line, page_height: float) -> bool:
    last = row.cells[-1].lines[-1]
    first = row.cells[-1].lines[0]
    beside = line.left > row.cells[-1].right - _INDENT or line.left > first.left + 30
    if not beside or (
        line.baseline < first.baseline - 0.5 * line.size and line.baseline < last.baseline - 0.5 * line.size
    ):
        return False
    return line.baseline - last.baseline < _COLUMN_HEIGHT * page_height


def _cut_off_text_above(made: list[Row], row: Row, line: Line) -> Row:
    """Return the row that a line beside it belongs to, running text above it put into a row of its own."""
    cell = row.cells[0]
    above = [each for each in cell.lines if each.baseline > line.baseline + 0.5 * line.size]
    if len(row.cells) > 1 or not above or len(above) == len(cell.lines):
        return row
    above = above[: -_lines_of_cell(cell.lines[: len(above) + 1], line) or None]
    if not above:
        return row
    row.cells[0] = Cell(above)
    made.append(Row([Cell(cell.lines[len(above) :])]))
    return made[-1]


def _lines_of_cell(lines: Sequence[Line], beside: Line) -> int:
    """Return how many lines above the last stand in its cell, whose text was set at the foot of the row."""
    count = 0
    for line, following in zip(lines[-2::-1], lines[:0:-1], strict=False):
        pitch = line.baseline - following.baseline
        alike = line.bold == following.bold and abs(line.size - following.size) < 0.5
        if pitch > _SINGLE_PITCH * line.size or not alike:
            break
        if line.right > beside.left - _INDENT:
            return 0  # a paragraph, of which only the last line is short
        count += 1
    return count


def _same_cell(row: Row, line: Line) -> bool:
    cell = row.cells[-1]
    last = cell.lines[-1]
    pitch = last.baseline - line.baseline
    if pitch < 0:
        return False
    if len(row.cells) > 1:
        # In the last column every line that starts there is the cell's, however far below.
        return line.left >= cell.left - _INDENT and pitch <= 3 * max(line.size, last.size)
    return line.left > cell.lines[-1].left - _FAR_LEFT


def _with_empty_cells(made: list[Row]) -> list[Row]:
    """Return the rows with running text between the rows of a table told apart from rows whose last cell is empty."""
    result: list[Row] = []
    for index, row in enumerate(made):
        before = made[index - 1] if index else None
        if len(row.cells) == 1 and before is not None and len(before.cells) == 2:
            left, column = before.cells[0].left, before.cells[1].left
            cell = row.cells[0]
            kept: list[Line] = []
            for line in cell.lines:
                narrow = line.right < column and abs(line.left - left) <= _INDENT
                if not narrow or line.heading or line.size >= _LARGER * before.cells[0].lines[0].size:
                    break
                kept.append(line)
            after = made[index + 1] if index + 1 < len(made) else None
            in_table = after is not None and len(after.cells) == 2 and abs(after.cells[1].left - column) <= _INDENT
            if kept and in_table and len(kept) == len(cell.lines):
                result += [Row([Cell(group), Cell([])]) for group in _by_pitch(kept)]
                continue
        result.append(row)
    return result


def _by_pitch(lines: list[Line]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if group and group[-1].baseline - line.baseline > _LINE_PITCH * line.size:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _same_piece(group: list[Line], line: Line, body: float) -> bool:
    last = group[-1]
    if last.heading or line.heading:
        return last.heading == line.heading
    if split_list_marker(line.text)[0] and not _dash_in_sentence(group, line):
        return False
    if is_contents_line(line.text) or is_contents_line(last.text):
        return False
    if abs(last.size - line.size) > 0.12 * body or (last.bold != line.bold and group[0].bold == last.bold):
        return bool(last.bold == line.bold and abs(last.size - line.size) <= 0.12 * body)
    pitch = last.baseline - line.baseline
    if not 0 < pitch <= _LINE_PITCH * max(last.size, line.size):
        return False
    listed = bool(split_list_marker(group[0].text)[0])
    if listed:
        # A line back at the bullet's own edge is no longer the bullet's text, unless it is in the middle of a sentence.
        return line.left > group[0].left + _INDENT or (line.text[:1].islower() and last.text[-1:] not in ".;:")
    return abs(line.left - group[-1].left) <= _INDENT or (len(group) == 1 and abs(line.left - last.left) < 40)


def _dash_in_sentence(group: Sequence[Line], line: Line) -> bool:
    """Return whether a dash that begins a line is no bullet: the long line above it has not finished its sentence."""
    last = group[-1]
    return (
        line.text.startswith(_DASHES)
        and not group[0].text.startswith(_DASHES)
        and abs(line.left - last.left) <= _INDENT
        and last.right - last.left > _LONG_LINE
        and last.text[-1:] not in _ENDS
    )


def _piece(lines: list[Line], body: float) -> Piece:
    text = joined(lines)
    size = max(line.size for line in lines)
    named = lines[0].heading
    if (named or size >= _LARGER * body) and _may_head(text):
        return Piece(text, tuple(lines), level=named.level) if named else Piece(text, tuple(lines), heading=size)
    if all(line.bold for line in lines) and reads_as_heading(text):
        return Piece(text, tuple(lines), label=True)
    marker, rest = split_list_marker(text)
    if not marker or is_contents_line(text):
        return Piece(text, tuple(lines))
    return Piece(rest, tuple(lines), item=True)


def _may_head(text: str) -> bool:
    return len(text) <= LONGEST_HEADING and any(map(str.isalpha, text)) and not is_contents_line(text)
