"""A register in Excel: the sheets that PCTs already keep, read; and one of our own, written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any, TypeAlias

from openpyxl import Workbook
from openpyxl.packaging.custom import DateTimeProperty
from openpyxl.utils import get_column_letter

from pbc_frameworks.errors import PbcgovError
from pbc_frameworks.limits import allowed
from pbc_frameworks.register.columns import COLUMNS, TYPES, column_of, simplified
from pbc_frameworks.register.model import Interest, NilReturn, Register
from pbc_frameworks.workbook import DAMAGE, LAST_ROW, Heading, WorkbookError, fill, open_workbook, quietly, saved

_HEADER_WITHIN = 20  # rows
_NIL = {"nil", "none", "n a", "na", "nothing", "nil return", "no interests", "none declared", "nothing to declare"}
_TICKED = {"x", "y", "yes", "true", "✓", "✔", "☑", "☒", "1", "p"}  # p is a tick in the font Wingdings 2
_NOT_TICKED = {"", "-", "–", "—", "☐", "n", "no", "false", "0", "n/a"}
_ERRORS = ("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!")
_UPDATED = "pbcgov-updated"
_OPENED = "pbcgov-opened"
_DATES = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y")


class SheetError(PbcgovError):
    """An Excel file that cannot be read as a register."""


@dataclass(frozen=True, slots=True)
class SheetReading:
    """What a sheet held: the register, what could not be read (each with its cell), and columns that were not used."""

    register: Register
    problems: tuple[str, ...]
    unused: tuple[str, ...]


@dataclass(slots=True)
class _Row:
    """One row while it is read: its values by column, where it stands, and what is wrong with it."""

    sheet: str
    number: int
    values: dict[str, Any]
    letters: dict[str, str]
    problems: list[str] = field(default_factory=list)

    def text(self, key: str) -> str:
        """Return what a cell says, on one line."""
        return " ".join(self.lines(key).split())

    def lines(self, key: str) -> str:
        """Return what a cell says, its lines kept."""
        value = self.values.get(key)
        if isinstance(value, str) and value.strip() in _ERRORS:
            self.problems.append(f"{self.cell(key)}: the cell shows {value.strip()}. Correct the formula.")
            self.values[key] = None
            return ""
        lines = str(value if value is not None else "").strip().splitlines()
        return "\n".join(" ".join(line.split()) for line in lines)

    def cell(self, key: str) -> str:
        return f"{self.letters.get(key, f'{self.sheet} row ')}{self.number}"

    def need(self, key: str, what: str) -> str:
        text = self.text(key)
        if not text:
            self.problems.append(f"{self.cell(key)}: no {what}. Fill it in.")
        return text

    def day(self, key: str, what: str, *, needed: bool = False) -> date | None:
        value = self.values.get(key)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        words = self.text(key)
        if not words or words in {"-", "–"} or words.casefold() in {"present", "current", "ongoing", "to date"}:
            if needed:
                self.problems.append(f"{self.cell(key)}: no {what}. Fill it in.")
            return None
        words = re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", words)
        words = re.sub(r"\bSept\b", "Sep", words, flags=re.IGNORECASE)
        for form in _DATES:
            try:
                return datetime.strptime(words, form).date()
            except ValueError:
                continue
        self.problems.append(f"{self.cell(key)}: '{words}' {_no_day(words)}")
        return None


def _no_day(words: str) -> str:
    """Return what is wrong with a date in words that is none, and what to do."""
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d\d", words):
        return "has a year of two digits. Write it with four: 01/04/2007."
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", words):
        return "is no day of the calendar. Write day, month and year: 01/04/2007."
    return "is not a whole date. Write day, month and year: 01/04/2007."


def read_sheet(data: bytes, sheet: str = "", declared: date | None = None) -> SheetReading:
    """Return the register that an Excel file (.xlsx) holds, of one sheet or of all that have the headings.

    `declared` stands where a sheet has no dates of declaration. Raises SheetError for a file that is no workbook or too
    large, and where no row of a sheet has the headings of a register.
    """
    book = _opened(data)
    names = [each.title for each in book.worksheets]
    if sheet and sheet not in names:
        raise SheetError(f"There is no sheet '{sheet}'. Choose one of: {', '.join(names)}.")
    interests: list[Interest] = []
    nil_returns: list[NilReturn] = []
    problems: list[str] = []
    unused: list[str] = []
    registers = 0
    for name in [sheet] if sheet else names:
        rows = _rows(book[name])
        head = _header(rows)
        if head is None:
            unused += [f"sheet {name}"] if rows else []
            continue
        registers += 1
        reading = _read(rows, head, name, declared)
        interests += reading.register.interests
        nil_returns += reading.register.nil_returns
        problems += reading.problems
        unused += reading.unused
    if not registers:
        wanted = "Name, Position, Organisation, Type, Nature, From, Declared, Action"
        raise SheetError(
            f"No sheet has the headings of a register in its first {_HEADER_WITHIN} rows. A register has columns such "
            f"as: {wanted}. Rename your headings, or name the sheet with --sheet."
        )
    if not (interests or nil_returns or problems):
        raise SheetError("The sheet has the headings of a register and no entry below them.")
    days = _own_dates(book)
    register = Register(days.get(_UPDATED), tuple(interests), tuple(nil_returns), days.get(_OPENED))
    return SheetReading(register, tuple(problems), tuple(unused))


def _opened(data: bytes) -> Any:
    try:
        return open_workbook(data)
    except WorkbookError as error:
        raise SheetError(str(error)) from error


def _own_dates(book: Any) -> dict[str, date]:
    """Return when a workbook of ours says that its register was updated and opened."""
    return {
        each.name: each.value.date()
        for each in book.custom_doc_props.props
        if each.name in {_UPDATED, _OPENED} and isinstance(each.value, datetime)
    }


_Rows: TypeAlias = list[tuple[int, tuple[Any, ...]]]


def _rows(sheet: Any) -> _Rows:
    """Return the rows that hold anything, with their numbers."""
    rows: _Rows = []
    try:
        with quietly():
            for number, row in enumerate(islice(sheet.iter_rows(values_only=True), LAST_ROW), start=1):
                if any(value not in (None, "") for value in row):
                    rows.append((number, tuple(row)))
                if len(rows) > allowed().rows:
                    raise SheetError(
                        f"The sheet has more than {allowed().rows:,} rows, the most that are read. "
                        "Delete those below the last entry."
                    )
    except DAMAGE as error:
        raise SheetError("A sheet of the file is damaged. Open it in Excel and save it again.") from error
    return rows


@dataclass(frozen=True, slots=True)
class _Head:
    """The headings of a sheet: in which row they end, and the words of each column."""

    last: int
    headings: tuple[str, ...]


def _header(rows: _Rows) -> _Head | None:
    """Return the headings: of one row, or of two read together, that name a person and three more columns."""
    for place, (number, row) in enumerate(rows):
        if number > _HEADER_WITHIN:
            break
        one = tuple(str(value or "") for value in row)
        both = one
        if place + 1 < len(rows):
            below = rows[place + 1][1]
            both = tuple(
                f"{words} {below[n] or ''}".strip() if n < len(below) else words for n, words in enumerate(one)
            )
            both = tuple(
                low if not column_of(pair) and column_of(low) else pair
                for pair, low in zip(both, map(str, below), strict=False)
            )
        for headings, last in ((one, number), (both, rows[min(place + 1, len(rows) - 1)][0])):
            keys = {key for key in map(column_of, headings) if key}
            if "name" in keys and len(keys) > 3:
                return _Head(last, headings)
    return None


def _read(rows: _Rows, head: _Head, sheet: str, declared: date | None) -> SheetReading:
    places: dict[str, int] = {}
    unused = []
    for place, heading in enumerate(head.headings):
        key = column_of(heading)
        if key and key not in places:
            places[key] = place
        elif simplified(heading):
            unused.append(f"{sheet} {get_column_letter(place + 1)}: {heading}")
    letters = {key: f"{sheet} {get_column_letter(place + 1)}" for key, place in places.items()}
    all_nil = simplified(sheet) in {"nil return", "nil returns"}
    interests: list[Interest] = []
    nil_returns: list[NilReturn] = []
    problems: list[str] = []
    for number, values in rows:
        if number <= head.last:
            continue
        row = _Row(sheet, number, {key: values[place] for key, place in places.items() if place < len(values)}, letters)
        if not any(row.text(key) for key in row.values):
            problems += row.problems
            continue
        if declared and not row.text("declared"):
            row.values["declared"] = declared
        if all_nil or _is_nil(row):
            nil_return = _nil_return(row)
            nil_returns += [nil_return] if nil_return and not row.problems else []
        else:
            found = list(_interests(row))
            interests += found if not row.problems else []
        problems += dict.fromkeys(row.problems)
    return SheetReading(Register(None, tuple(interests), tuple(nil_returns)), tuple(problems), tuple(unused))


def _is_nil(row: _Row) -> bool:
    said = [simplified(row.text(key)) for key in ("organisation", "nature")]
    if not any(said):
        said = [simplified(row.text("type"))]
    ticked = _mark(row, "nil")
    nothing = any(said) and all(each in _NIL for each in said if each)
    if ticked and any(each and each not in _NIL for each in said):
        row.problems.append(f"{row.cell('nil')}: a nil return and an interest in one row. Clear one of them.")
    return ticked or nothing


def _mark(row: _Row, key: str) -> bool:
    """Return whether a cell is ticked; a mark that may mean either is a problem."""
    mark = row.text(key).casefold()
    if mark not in _TICKED | _NOT_TICKED:
        row.problems.append(f"{row.cell(key)}: '{row.text(key)}' is neither a tick nor empty. Write x, or clear it.")
    return mark in _TICKED


def _nil_return(row: _Row) -> NilReturn | None:
    name, role = row.need("name", "name"), row.need("role", "position")
    declared = row.day("declared", "date of declaration", needed=True)
    for key in ("from", "to", "action", "relationship"):
        said = simplified(row.text(key))
        if said and said not in _NIL:
            row.problems.append(
                f"{row.cell(key)}: filled in beside a nil return. Clear it, or say what the interest is."
            )
    return NilReturn(name, role, declared, _list(row.text("bodies"))) if declared else None


def _interests(row: _Row) -> Iterator[Interest]:
    """Yield an interest for each type that a row names: one with several ticks is several interests."""
    name, role = row.need("name", "name"), row.need("role", "position")
    nature = row.lines("nature") or row.text("organisation")
    if not nature:
        row.problems.append(f"{row.cell('organisation')}: no interest. Say where it lies, or 'nil'.")
    since = row.day("from", "date from which the interest is held", needed=True)
    declared = row.day("declared", "date of declaration", needed=True)
    until, changed = row.day("to", "end date"), row.day("changed", "date of change")
    if since and until and until < since:
        row.problems.append(f"{row.cell('to')}: the interest ends before it begins. Correct one of the dates.")
    if declared and changed and changed < declared:
        row.problems.append(f"{row.cell('changed')}: the interest changed before it was declared. Correct a date.")
    for kind in _types(row):
        if since and declared:
            yield Interest(
                name=name,
                role=role,
                organisation=row.text("organisation") or nature,
                type=kind,
                nature=nature,
                since=since,
                declared=declared,
                action=row.lines("action"),
                until=until,
                changed=changed,
                relationship=row.text("relationship"),
                practice=row.text("practice"),
                bodies=_list(row.text("bodies")),
                services=_list(row.text("services")),
                withheld=row.text("withheld-because"),
            )


def _types(row: _Row) -> list[str]:
    ticked = [key.removeprefix("type:") for key in row.values if key.startswith("type:") and _mark(row, key)]
    said = simplified(row.text("type"))
    named = [kind for kind, title in TYPES.items() if said and said in {kind, simplified(title), f"{kind} interest"}]
    if said and not named:
        row.problems.append(
            f"{row.cell('type')}: '{row.text('type')}' is no type. Choose: {', '.join(TYPES.values())}."
        )
    elif not said and not ticked:
        row.problems.append(f"{row.cell('type')}: no type of interest. Choose: {', '.join(TYPES.values())}.")
    return named or ticked


def _list(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(";") if word.strip())


_NIL_SHEET = "Nil returns"
_NIL_HEADINGS = ("Name", "Position", "Declared", "Bodies")


def write_sheet(register: Register, title: str) -> bytes:
    """Return a register as an Excel workbook: a sheet of interests, one of nil returns; the same bytes each time.

    Words stay words: none is ever taken for a formula. Raises SheetError for a text longer than Excel can hold.
    """
    book: Any = Workbook()
    sheet = book.active or book.create_sheet()
    sheet.title = "Interests"
    columns = [column for column in COLUMNS if column.key != "nil"]
    headings = [Heading(column.title, column.width) for column in columns]
    nil = book.create_sheet(_NIL_SHEET)
    rows = [[entry.name, entry.role, entry.declared, "; ".join(entry.bodies)] for entry in register.nil_returns]
    nil_headings = [Heading(*each) for each in zip(_NIL_HEADINGS, (24, 36, 14, 24), strict=True)]
    try:
        fill(sheet, headings, [_cells(entry) for entry in register.interests])
        fill(nil, nil_headings, rows)
    except WorkbookError as error:
        raise SheetError(str(error)) from error
    for name, day in ((_UPDATED, register.updated), (_OPENED, register.opened)):
        if day:
            when = datetime(day.year, day.month, day.day)
            book.custom_doc_props.append(DateTimeProperty(name=name, value=when))
    return saved(book, title)


def _cells(entry: Interest) -> list[Any]:
    return [
        entry.name,
        entry.role,
        entry.practice,
        "; ".join(entry.bodies),
        entry.organisation,
        TYPES[entry.type],
        entry.relationship,
        entry.nature,
        "; ".join(entry.services),
        entry.since,
        entry.until,
        entry.declared,
        entry.changed,
        entry.action,
        entry.withheld,
    ]
