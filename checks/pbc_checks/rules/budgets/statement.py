"""A budget statement: a position for each practice, read from whatever tables the finance team has made of it.

A table has a row for each practice, a row for each part of one practice's budget, or a row for each month. Totals and
sub-totals are no practices. Of several months the newest is judged; the others are what went before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pbc_checks.findings import Evidence
from pbc_checks.rules.budgets.statement_columns import NAMES, PEOPLE, PERCENTAGES, Column, Kind, column
from pbc_checks.rules.budgets.statement_sections import Section, around, sections, unit_of_all
from pbc_checks.rules.matter import Matter, evidence
from pbc_checks.rules.sums import cell_amount, decimals, said
from pbc_checks.submission import Block

_HALF = Decimal("0.5")
_NOTHING = Decimal(0)
_TOTAL = re.compile(
    r"\b(?:sub-? ?)?totals?\b|\b(?:average|mean|median|sum|overall|unallocated|check|difference)\b"
    r"|^(?:all (?:practices|localities)|county|england|(?:pct|nhs|grand|contingency|risk pool|reserves?)\b.*)$",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\btotals?\b|^overall\b", re.IGNORECASE)
_GROUP = re.compile(r"\b(?:localit(?:y|ies)|clusters?|consorti(?:um|a)|alliances?)\b", re.IGNORECASE)
_CODE = re.compile(r"\b[A-Z]\d{5}\b")
_WORDED = re.compile(r"(?P<amount>.*\d[^a-z]*?)\s*(?P<way>over|under)(?:spen[dt])?", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:practice|surgery)\s?[:–-]\s?([^\n|]{3,80}?)(?:\s?[(|,]|$)"
    r"|\b((?:[A-Z][\w'’&.]{1,20} ){1,5}(?:Surgery|Practice|Health Centre|Medical (?:Centre|Group|Practice)))",
    re.MULTILINE,
)
_ADDED_UP = frozenset({Kind.BUDGET, Kind.BUDGET_TO_DATE, Kind.SPENDING, Kind.FORECAST})
_MOST_LABELS = 100
_FEWEST_LABELS = 2
THE_PRACTICE = "the practice"
"""What the one practice of a statement is called that does not name it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in pounds, patients or percent, as a cell of `block` has it in `words`.

    `half` is by how much rounding may have moved it. `way` is over or under where the cell says so in words.
    """

    amount: Decimal
    half: Decimal
    words: str
    column: Column
    block: Block
    way: str = ""

    @property
    def evidence(self) -> Evidence:
        """Return the figure's row as a quotation."""
        return evidence(self.block, self.words)


@dataclass(frozen=True, slots=True)
class Position:
    """What one table says of a practice, or of a part of its budget: its figures by kind, and its row."""

    name: str
    figures: Mapping[Kind, Figure]
    block: Block
    section: Section
    code: str = ""

    @property
    def key(self) -> str:
        """Return what tells that two positions are of one practice."""
        return self.code or key(self.name)

    def amount(self, kind: Kind) -> Decimal | None:
        """Return a figure in pounds, patients or percent, or None."""
        figure = self.figures.get(kind)
        return figure.amount if figure else None


@dataclass(frozen=True, slots=True)
class Statement:
    """What the newest statement in a file says.

    `positions` are those of whole practices, `parts` those of parts of a practice's budget, `earlier` the practices'
    positions of months before, the oldest first. `months` are the titles of the months in the file, oldest first.
    """

    positions: tuple[Position, ...]
    parts: tuple[Position, ...] = ()
    earlier: tuple[Position, ...] = ()
    months: tuple[str, ...] = ()

    def figure(self, position: Position, kind: Kind) -> Figure | None:
        """Return a practice's figure from its own table, or from others of the statement where they agree."""
        own = position.figures.get(kind)
        others = [each.figures[kind] for each in self.positions if each.key == position.key and kind in each.figures]
        return own or (others[0] if len({each.amount for each in others}) == 1 else None)

    def before(self, position: Position) -> tuple[Position, ...]:
        """Return a practice's positions of earlier months, the oldest first."""
        return tuple(each for each in self.earlier if each.key == position.key)


def key(name: str) -> str:
    """Return a practice's name without what people write now so, now so."""
    bare = re.sub(r"[^a-z0-9 ]", "", _CODE.sub("", name).lower().replace("&", " and ").replace("center", "centre"))
    return " ".join(word for word in bare.split() if word not in {"the", "dr", "drs"})


def statement(matter: Matter) -> Statement:
    """Return what a submission says as a budget statement; without positions where it has no table of one."""
    found = [section for section in sections(matter) if not section.hidden]
    without_year = any(section.month and not section.month[0] for section in found)
    order = {id(section): _order(section, without_year=without_year) for section in found}
    later = [section for section in found if _newer(section, found, order)]
    current = [section for section in found if section not in later]
    read = [_read(matter, section) for section in current]
    before = [_read(matter, section).whole for section in sorted(later, key=lambda section: order[id(section)])]
    spent = [section for section in current if section.month and _spends(section)]
    months = [*(section.month_words for section in sorted(later, key=lambda section: order[id(section)]))]
    months += [section.month_words for section in spent[:1]] if months else []
    return Statement(
        tuple(position for each in read for position in each.whole) + tuple(_labelled(matter, found)),
        tuple(position for each in read for position in each.parts),
        (*(each for whole in before for each in whole), *(each for one in read for each in one.before)),
        tuple(dict.fromkeys(months)),
    )


def _order(section: Section, *, without_year: bool) -> tuple[int, int]:
    year, month = section.month or (0, 0)
    return (0 if without_year else year), month


def _spends(section: Section) -> bool:
    return any(section.column(kind) for kind in (Kind.SPENDING, Kind.FORECAST, Kind.VARIANCE))


def _newer(section: Section, found: list[Section], order: dict[int, tuple[int, int]]) -> bool:
    """Return whether another section says mostly the same of a later month."""
    if section.month is None:
        return False
    own = _figures_of(section)
    return any(
        other.month is not None
        and order[id(other)] > order[id(section)]
        and 2 * len(own & _figures_of(other)) >= len(own)
        for other in found
    )


def _figures_of(section: Section) -> set[Kind]:
    return {column.kind for column in section.columns} - NAMES


@dataclass(frozen=True, slots=True)
class _Read:
    """The positions of one section: whole practices, parts of a budget, and months before."""

    whole: list[Position]
    parts: list[Position] = field(default_factory=list)
    before: list[Position] = field(default_factory=list)


def _read(matter: Matter, section: Section) -> _Read:
    rows = list(_positions(section))
    match section.rows_are:
        case Kind.LINE:
            return _Read(
                _whole(matter, section, rows), [row for row in rows if row.figures and not _is_total(row.name)]
            )
        case Kind.MONTH:
            name = _practice(matter, section.titles)
            return _by_month([replace(row, name=name, code="") for row in rows if not _is_total(row.name)])
        case _:
            practices = _practices(matter, rows)
            several = len({row.key for row in practices}) < len(practices)
            if several and section.column(Kind.MONTH):
                return _by_month(practices)
            if several and section.column(Kind.LINE):
                return _Read([], practices)
            return _Read(practices)


def _by_month(rows: list[Position]) -> _Read:
    """Return rows that follow each other by month: the last of each practice that has figures is the newest."""
    filled = [row for row in rows if any(kind in row.figures for kind in (Kind.SPENDING, Kind.FORECAST, Kind.VARIANCE))]
    last = {row.key: row for row in filled}
    return _Read(list(last.values()), [], [row for row in filled if row is not last[row.key]])


def _labelled(matter: Matter, found: list[Section]) -> Iterator[Position]:
    """Yield the positions of tables whose rows have the labels that other tables have as headers."""
    headed = {line.block for section in found for line in section.lines}
    for table in matter.tables:
        if any(row in headed or row.guidance for row in table.rows):
            continue
        labels = [(row, column(0, row.cells[0])) for row in table.rows[:_MOST_LABELS] if row.cells and row.cells[0]]
        known = [(row, label) for row, label in labels if label and label.kind not in NAMES]
        if len({label.kind for _, label in known}) < _FEWEST_LABELS:
            continue
        titles = around(matter, table.rows[0])
        section = Section((), (), table.rows[0], titles, Kind.PRACTICE)
        unit = max(map(unit_of_all, (*titles, *table.rows[0].cells)))
        for place in range(1, max(len(row.cells) for row in table.rows)):
            figures: dict[Kind, Figure] = {}
            for row, label in known:
                cell = row.cells[place] if place < len(row.cells) else ""
                figure = _figure(cell, replace(label, unit=max(unit, label.unit)), row)
                if figure is not None:
                    figures.setdefault(label.kind, figure)
            head = table.rows[0].cells[place] if place < len(table.rows[0].cells) else ""
            if len(figures) >= _FEWEST_LABELS:
                named = head if re.search(r"[A-Za-z]{4}", head) and column(place, head) is None else ""
                block = next(iter(figures.values())).block
                yield Position(named or _practice(matter, titles), figures, block, section)


def _positions(section: Section) -> Iterator[Position]:
    names = [column for column in section.columns if column.kind in NAMES and column.kind is not Kind.CODE]
    codes = [column.place for column in section.columns if column.kind is Kind.CODE]
    label = names[0].place if names else 0
    for line in section.lines:
        name = " ".join(line.cell(label).split())
        code = _CODE.search(" ".join([name, *map(line.cell, codes)]))
        figures = {}
        for each in section.columns:
            figure = _figure(line.cell(each.place), each, line.block) if each.kind not in NAMES else None
            if figure is not None:
                figures[each.kind] = figure
        yield Position(name, figures, line.block, section, code.group() if code else "")


def _figure(cell: str, of: Column, block: Block) -> Figure | None:
    """Return the figure in a cell; None for words, and where a percentage stands among sums or the other way round."""
    words, way = cell, ""
    match = _WORDED.fullmatch(cell)
    if match:
        words, way = match.group("amount").strip(" ,-–"), match.group("way").lower()
    bare = words.replace("%", "").strip()
    amount = cell_amount(bare)
    if amount is None or ("%" in words and of.kind not in PERCENTAGES):
        return None
    unit = 1 if of.kind in PERCENTAGES | PEOPLE or re.search(r"\d\s?(?:k|m|bn)\b", bare, re.I) else of.unit
    half = _HALF * Decimal(10) ** -decimals(bare)
    return Figure(amount * unit, half * unit, cell, of, block, way)


def _practices(matter: Matter, rows: list[Position]) -> list[Position]:
    """Return the rows that are of practices; of localities where there are no others."""
    known = {key(locality.name) for locality in matter.profile.localities} if matter.profile else set()
    named = [row for row in rows if row.figures and row.name and not _is_total(row.name)]
    practices = [row for row in named if row.code or not (_GROUP.search(row.name) or key(row.name) in known)]
    sums = _sums_of_those_above(rows)
    return [row for row in practices if row.block not in sums] or named


def _sums_of_those_above(rows: list[Position]) -> list[Block]:
    """Return the rows whose budget is what two or more rows above add up to: sub-totals that have a locality's name."""
    found = []
    for kind in (Kind.BUDGET, Kind.BUDGET_TO_DATE, Kind.SPENDING, Kind.FAIR_SHARE):
        added, count = Decimal(0), 0
        for row in rows:
            amount = row.amount(kind)
            if amount is None:
                continue
            if count > 1 and abs(amount - added) <= count:
                found.append(row.block)
                added, count = Decimal(0), 0
            else:
                added, count = added + amount, count + 1
    return found


def _whole(matter: Matter, section: Section, rows: list[Position]) -> list[Position]:
    """Return the position of the practice whose budget the parts make up: the table's total, or what they add up to."""
    name = _practice(matter, section.titles)
    totals = [row for row in rows if _WHOLE.search(row.name) and row.figures]
    if totals:
        return [replace(totals[-1], name=name, code="")]
    filled = [row for row in rows if row.figures]
    if len(filled) < len(rows):
        return []  # a form that is not finished yet has no sum
    figures = {}
    for each in section.columns:
        parts = [row.figures[each.kind] for row in filled if each.kind in row.figures]
        if len(parts) == len(filled) > 1 and each.kind in _ADDED_UP:
            amount, half = sum((one.amount for one in parts), _NOTHING), sum((one.half for one in parts), _NOTHING)
            figures[each.kind] = replace(parts[0], amount=amount, half=half, words=said(amount), way="")
    return [Position(name, figures, filled[0].block, section)] if figures else []


def _practice(matter: Matter, titles: tuple[str, ...]) -> str:
    """Return the name of the one practice that titles name: one of the profile's, or as they say it."""
    localities = matter.profile.localities if matter.profile else ()
    known = [practice.name for locality in localities for practice in locality.practices]
    for title in reversed(titles):  # the nearest first
        named = [name for name in known if key(name) in key(title)]
        match = _SAID.search(title)
        if len(named) == 1 or match:
            return named[0] if len(named) == 1 else (match.group(1) or match.group(2)).strip() if match else ""
    return THE_PRACTICE


def _is_total(name: str) -> bool:
    return bool(_TOTAL.search(name))
