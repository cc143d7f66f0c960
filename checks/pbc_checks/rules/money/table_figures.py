"""The totals of a submission's tables of money: what they are totals of, and of which year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pbc_checks.rules.matter import Matter
from pbc_checks.rules.money.stated import Quantity
from pbc_checks.rules.money.sums_in_text import recurs, year_named
from pbc_checks.rules.sums import cell_amount
from pbc_checks.rules.tables import Line, Table
from pbc_checks.submission import Block

_TOTAL = re.compile(
    r"(?:grand |overall )?totals?,?(?: (?:first|1st|second|2nd) year| year (?:1|2|one|two))?"
    r"(?: ?\(?(?:running|recurr\w+|annual|yearly|set[- ]up|one[- ]off|a year|per year|costs?|expenditure|£)\)?){0,3}:?"
    r"|(?:running|recurrent|recurring|yearly|annual|one[- ]off|set[- ]up) (?:total|costs? total)"
    r"|running(?:,? (?:a year|per year|yearly))?|all[- ]in",
    re.IGNORECASE,
)
_COST = re.compile(r"\b(?:costs?|expenditure|spend)\b", re.IGNORECASE)
_SAVING = re.compile(
    r"(?:(?:total|gross|annual|yearly|expected)\s){0,2}(?:savings?|(?:money )?released)(?:,? (?:a year|per year))?:?",
    re.IGNORECASE,
)
_NET = re.compile(
    r"net(?:\s(?:annual|yearly|recurr\w+|full[- ]year))?(?:\s(?:savings?|gain|benefit|release|surplus))?"
    r"(?:,? (?:a year|per year|p\.?a\.?))?:?",
    re.IGNORECASE,
)
_A_SAVING = re.compile(r"\bsavings?\b", re.IGNORECASE)
# Words by which a table is of what is saved, moved or paid for by whom, and not of what is spent.
_NOT_COSTS = re.compile(
    r"\b(?:sav\w+|releas\w+|avoid\w*|no longer|freed|fewer|moving|moved|attendances|admissions|firsts?|follow[- ]?ups?"
    r"|bed days|income|funding|funded|source|budget|contribution|contract|tariff|hospital|activity|price|substituted"
    r"|share|per (?:test|patient|head|case)|less|minus|now|before|today|current)\b",
    re.IGNORECASE,
)
TAKEN_OFF = re.compile(r"^\W*(?:less|minus|deduct\w*)\b", re.IGNORECASE)
"""What the label of a line begins with whose amount is taken off what stands above it."""
_THOUSANDS = re.compile(r"£ ?['’]?000|£ ?k\b|000s", re.IGNORECASE)
_NO_MONEY = re.compile(
    r"\b(?:no\.?|number|wte|hours|hrs|sessions|patients|cases|%|%age|rate|change)(?:\W|$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A total in a table: its amount in pounds, what `column` it stands in, and the lines that it is the total of."""

    quantity: Quantity
    pounds: Decimal
    recurs: bool | None
    year: str
    column: str
    line: Line
    above: tuple[tuple[str, Decimal], ...]  # label and amount of each line, less than 0 if so written

    @property
    def block(self) -> Block:
        """Return the row."""
        return self.line.block


def of_money(table: Table) -> bool:
    """Return whether a table has sums of money: a pound sign in its header or in a number, or a line “Net saving”."""
    return (
        any("£" in cell for cell in table.rows[0].cells)
        or any("£" in cell and cell_amount(cell) is not None for row in table.rows for cell in row.cells[1:])
        or any(
            _NET.fullmatch(row.cells[0].strip()) and _A_SAVING.search(row.cells[0]) for row in table.rows if row.cells
        )
    )


def figures(matter: Matter) -> Iterator[Figure]:
    """Yield the totals of the tables of money."""
    for table in matter.tables:
        if of_money(table):
            yield from _of_table(table)


def all_amounts(matter: Matter) -> set[Decimal]:
    """Return every amount that stands alone in a cell of a table, in pounds."""
    return {
        abs(amount) * unit(table)
        for table in matter.tables
        for row in table.rows
        for cell in row.cells
        if (amount := cell_amount(cell)) is not None
    }


def unit(table: Table) -> int:
    """Return how many pounds the table counts by: 1, or 1,000 where its first row says so."""
    return 1_000 if any(_THOUSANDS.search(cell) for cell in table.rows[0].cells) else 1


def _of_table(table: Table) -> Iterator[Figure]:
    header = table.header or _loose_header(table)
    lines = table.lines
    labels = [line.cell(0) for line in lines]
    for number, line in enumerate(lines):
        quantity = _quantity(line.cell(0), header, [label for label in labels if label != line.cell(0)])
        if quantity is None:
            continue
        for place in range(1, len(line.block.cells)):
            name = header[place] if place < len(header) else ""
            amount = cell_amount(line.cell(place))
            if amount is None or _NO_MONEY.search(name):
                continue
            above = tuple(
                (each.cell(0), known * unit(table))
                for each in lines[:number]
                if (known := cell_amount(each.cell(place))) is not None
            )
            net = quantity is Quantity.SAVING and any(TAKEN_OFF.match(label) or below < 0 for label, below in above)
            words = (line.cell(0), name, header[0] if header else "")
            says = next((recurs(each) for each in words if recurs(each) is not None), None)
            year = next((year_named(each) for each in words if year_named(each)), "")
            of = Quantity.NET if net else quantity
            yield Figure(of, abs(amount) * unit(table), says, year, name.strip(), line, above)


def _loose_header(table: Table) -> tuple[str, ...]:
    first = table.rows[0].cells
    return first if not any(cell_amount(cell) is not None for cell in first[1:]) else ()


def _quantity(label: str, header: tuple[str, ...], others: list[str]) -> Quantity | None:
    """Return what a row is the total of, by its label and the rest of the table; None where it is none, or unclear."""
    label = label.strip(" *")
    if _NET.fullmatch(label):
        return Quantity.NET
    if _SAVING.fullmatch(label):
        return Quantity.SAVING
    if not _TOTAL.fullmatch(label):
        return None
    if any(_NOT_COSTS.search(cell) for cell in header):
        return None
    if _COST.search(label):
        return Quantity.COST
    return None if any(_NOT_COSTS.search(other) for other in others) else Quantity.COST
