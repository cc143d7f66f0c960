"""Where the figures of a budget statement stand: the parts of its tables below a header that says what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pbc_checks.rules.budgets.statement_columns import NAMES, Column, Kind, column, is_figure, unit_said, year_of
from pbc_checks.rules.budgets.statement_months import month_of
from pbc_checks.rules.matter import Matter
from pbc_checks.rules.tables import Line, Table
from pbc_checks.submission import HIDDEN_SHEET, Block, BlockKind

_MOST_ROWS = 2_000
_FEWEST = 2  # columns of a header that are known
_NAMES_OF_PARTS = re.compile(
    r"prescribing|elective|out-? ?patient|mental health|community|\bA ?& ?E\b|accident and emergency|maternity|tariff"
    r"|payment by results|\bPbR\b|enhanced services",
    re.IGNORECASE,
)
_UNITS_FOR_ALL = re.compile(
    r"\b(?:figures|sums|amounts|all|shown|in)\b.{0,40}(?:000|thousand|£k|million)", re.IGNORECASE
)
_LONGEST_TITLE = 60  # characters of a remark that may be all about the unit
_AT_THE_END = re.compile(
    r"(?:[,;:(–-]|\b(?:in|all))\s*(\S{1,9}(?: thousands?| millions?| of pounds)?)\s*\)?\.?\s*$", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"\(([^()]{1,30})\)")
_SPREADSHEETS = frozenset({"xlsx", "csv"})


@dataclass(frozen=True, slots=True)
class Section:
    """A header and the rows below it. `rows_are` is practice, line (a part of the budget) or month.

    `titles` are the words above: headings, and rows of the table that are only words. `month` is the financial year
    (by its first year; 0 if not said) and the number of the month in it, where the titles name one.
    """

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    header: Block
    titles: tuple[str, ...]
    rows_are: Kind
    month: tuple[int, int] | None = None
    month_words: str = ""
    hidden: bool = False
    doubtful: tuple[Kind, ...] = ()  # kinds that several columns may be

    def column(self, kind: Kind) -> Column | None:
        """Return the column of a kind, or None."""
        return next((each for each in self.columns if each.kind is kind), None)


def sections(matter: Matter) -> Iterator[Section]:
    """Yield the sections of all tables, in their order."""
    for table in matter.tables:
        if table.rows[0].guidance and len(table.rows) == 1:
            continue
        yield from _of_table(matter, table)


def _of_table(matter: Matter, table: Table) -> Iterator[Section]:
    rows = table.rows[:_MOST_ROWS]
    aligned = matter.submission.format in _SPREADSHEETS
    headers = [(place, found) for place in range(len(rows)) if len(found := _header(rows, place, aligned=aligned)) > 0]
    above = around(matter, rows[0])
    for number, (place, columns) in enumerate(headers):
        until = headers[number + 1][0] if number + 1 < len(headers) else len(rows)
        lines = [Line(row) for row in rows[place + 1 : until] if _belongs(row, columns, rows[place])]
        if not lines:
            continue
        before = headers[number - 1][0] + 1 if number else 0
        words = [cell for row in rows[before:place] for cell in row.cells if cell and not is_figure(cell)]
        yield _section(rows[place], columns, tuple(lines), (*above, *words))


def around(matter: Matter, row: Block) -> tuple[str, ...]:
    """Return what stands above a row's table: the document's title, headings, and its last lines before the table."""
    blocks = matter.submission.blocks
    place = next((number for number, block in enumerate(blocks) if block is row), 0)
    before = []
    for block in reversed(blocks[max(0, place - 3) : place]):
        if block.kind is BlockKind.TABLE_ROW:
            break
        before.append(block.text)
    first = [block.text for block in blocks[:4] if block.kind is not BlockKind.TABLE_ROW and not block.guidance]
    return (matter.submission.title, *first, *row.headings, *reversed(before))


def _header(rows: Sequence[Block], place: int, *, aligned: bool) -> tuple[Column, ...]:
    """Return the columns that a row names; none where it is no header. Labels of groups of columns stand above it."""
    cells = rows[place].cells
    if sum(map(bool, cells)) < _FEWEST or any(map(is_figure, cells)):
        return ()
    groups = _groups(rows[place - 1].cells, cells) if place and aligned else ("",) * len(cells)
    found: list[Column] = []
    before: Kind | None = None
    for number, cell in enumerate(cells):
        one = column(number, f"{groups[number]} {cell}".strip() if cell else "", before) if cell else None
        if one is None and cell and groups[number]:
            one = column(number, cell, before)
        before = one.kind if one else None
        if one is not None:
            found.append(one)
    figures = {each.kind for each in found if each.kind not in NAMES}
    return tuple(found) if len(figures) >= _FEWEST or (figures and len(found) > len(figures)) else ()


def _groups(above: tuple[str, ...], cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return, for each cell of a header, the label of its group from the row above: merged cells, read as one."""
    if len(above) != len(cells) or any(map(is_figure, above)) or above[0]:
        return ("",) * len(cells)
    labels, last = [], ""
    for label in above:
        last = label or last
        labels.append(last)
    return tuple(labels)


def _belongs(row: Block, columns: Sequence[Column], header: Block) -> bool:
    """Return whether a row is as wide as its header, or has something below one of its figures' columns."""
    cells = row.cells
    if row.guidance or len(cells) > len(header.cells):
        return False
    figures = (each.place for each in columns if each.kind not in NAMES)
    return len(cells) == len(header.cells) or any(place < len(cells) and cells[place].strip() for place in figures)


def _section(header: Block, columns: tuple[Column, ...], lines: tuple[Line, ...], titles: tuple[str, ...]) -> Section:
    own = tuple(title for title in titles if title)
    chosen, doubtful = _one_of_each(columns)
    unit = max(map(unit_of_all, own), default=1)
    chosen = tuple(replace(each, unit=unit) if each.unit == 1 and unit > 1 else each for each in chosen)
    words, month = _month(header.headings, own)
    hidden = any(heading.endswith(HIDDEN_SHEET) for heading in header.headings)
    return Section(chosen, lines, header, own, _rows_are(chosen, lines), month, words, hidden, doubtful)


def unit_of_all(title: str) -> int:
    """Return how many pounds one figure is, by a title: alone, short, in brackets or at its end, however long it is."""
    if _UNITS_FOR_ALL.search(title) or len(title) < _LONGEST_TITLE:
        return unit_said(title)
    last = _AT_THE_END.search(title)
    return max(map(unit_said, (*_IN_BRACKETS.findall(title), last.group(1) if last else "")))


def _month(headings: tuple[str, ...], titles: tuple[str, ...]) -> tuple[str, tuple[int, int] | None]:
    """Return the title that names a month, the sheet's own first, and that month."""
    for title in (*reversed(headings), *reversed(titles)):
        month = month_of(title) if len(title) < 120 else None
        if month is not None:
            return title, month
    return "", None


def _rows_are(columns: Sequence[Column], lines: Sequence[Line]) -> Kind:
    kinds = {each.kind for each in columns}
    if Kind.PRACTICE in kinds:
        return Kind.PRACTICE
    if Kind.MONTH in kinds:
        return Kind.MONTH
    if Kind.LINE in kinds:
        return Kind.LINE
    parts = sum(bool(_NAMES_OF_PARTS.search(line.cell(0))) for line in lines)
    months = sum(month_of(line.cell(0)) is not None for line in lines)
    return Kind.LINE if parts > 1 else Kind.MONTH if months > 1 else Kind.PRACTICE


def _one_of_each(columns: tuple[Column, ...]) -> tuple[tuple[Column, ...], tuple[Kind, ...]]:
    """Return one column for each kind, and the kinds of which there are several that nothing tells apart.

    Of several years the newest counts; of two list sizes on different days the earlier is when the budget was set.
    """
    columns = _lists(_budgets(columns))
    newest = max((year for each in columns if (year := year_of(each.header)) is not None), default=None)
    chosen: list[Column] = []
    doubtful: list[Kind] = []
    for kind in dict.fromkeys(each.kind for each in columns):
        several = [each for each in columns if each.kind is kind]
        if len(several) > 1 and kind not in NAMES:
            several = [each for each in several if year_of(each.header) == newest] if newest else several
        if len(several) == 1 or kind in NAMES:
            year = year_of(several[0].header)
            old = year is not None and newest is not None and year < newest and kind not in {Kind.LIST_SET, Kind.LIST}
            if not old:
                chosen.append(several[0])
        else:
            doubtful.append(kind)
    return tuple(chosen), tuple(doubtful)


def _budgets(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Return the columns with a plain “Budget” beside one of the year taken as the budget to date."""
    budgets = [each for each in columns if each.kind is Kind.BUDGET]
    plain = [each for each in budgets if not each.of_the_year and year_of(each.header) is None]
    if len(budgets) != _FEWEST or len(plain) != 1 or any(each.kind is Kind.BUDGET_TO_DATE for each in columns):
        return columns
    return tuple(replace(each, kind=Kind.BUDGET_TO_DATE) if each is plain[0] else each for each in columns)


def _lists(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Return the columns with two list sizes told apart by the months or years of their headers."""
    dated = [(month, each) for each in columns if each.kind is Kind.LIST and (month := month_of(each.header))]
    plain = [each for each in columns if each.kind in {Kind.LIST, Kind.LIST_SET, Kind.LIST_NOW}]
    told: dict[int, Kind] = {}
    if len(dated) == len(plain) == _FEWEST and dated[0][0] != dated[1][0]:
        first, last = sorted(dated, key=lambda entry: entry[0])
        told = {first[1].place: Kind.LIST_SET, last[1].place: Kind.LIST_NOW}
    elif len(plain) == _FEWEST and {Kind.LIST, Kind.LIST_SET} == {each.kind for each in plain}:
        told = {each.place: Kind.LIST_NOW for each in plain if each.kind is Kind.LIST}
    return tuple(replace(each, kind=told.get(each.place, each.kind)) for each in columns)
