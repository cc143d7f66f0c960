"""Totals: whether a column of a table, or the sums that a sentence lists, add up to what their total says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.report.wording import listed
from pbc_checks.rules.matter import Matter, Rule, evidence
from pbc_checks.rules.money.listed_sums import wrong_totals
from pbc_checks.rules.money.sums_in_text import recurs, year_named
from pbc_checks.rules.money.table_figures import of_money
from pbc_checks.rules.sums import cell_amount, decimals, said
from pbc_checks.submission import Block

_OF_A_YEAR = r"(?:annual|yearly|recurr(?:ent|ing)|running)"
_TOTAL = re.compile(
    rf"(?:(?:grand |overall )?totals?(?: {_OF_A_YEAR})?(?: costs?| savings?| expenditure| income)?"
    r"(?: (?:p\.?a\.?|per annum|per year|a year))?|sum(?: total)?|all|altogether|in all)"
    r"(?: \(.*\))?:?",
    re.IGNORECASE,
)
_TOTAL_OF_A_YEAR = re.compile(rf"\b(?:{_OF_A_YEAR}|p\.?a\.?|per annum|per year|a year)\b", re.IGNORECASE)
_NO_SUM_YET = re.compile(
    r"(?:to follow|to be (?:\w+ ?){1,4}|t\.?b\.?[cad]\.?|awaited|pending|not (?:yet )?known|unknown|\?+|xx+)\W*",
    re.IGNORECASE,
)
_ROW_TOTAL = re.compile(r"(?:grand |overall )?totals?(?: costs?)?(?: \(?£\)?)?", re.IGNORECASE)
_ALL = re.compile(r"all\b", re.IGNORECASE)
_PART_OF_ANOTHER = re.compile(
    r"\b(?:of which|thereof|memo(?:randum)?|includ\w+ (?:above|in)|(?:shown|counted) above)\b"
    r"|^\W*(?:incl(?:uding|\.)?|includes|included)\b",
    re.IGNORECASE,
)
_ADDED_UP_ALREADY = re.compile(r"\bcumulative|\brunning total|\bto[- ]date\b|\bytd\b", re.IGNORECASE)
_SUBTOTAL = re.compile(r"sub-? ?total|total", re.IGNORECASE)
_NET = re.compile(
    r"\bnet\b|\bper\b|\brate\b|\beach\b|price|tariff|unit|less|minus|saving|balance|surplus|deficit|difference|average|mean|%"
    r"|per cent",
    re.IGNORECASE,
)
_HOW_OFTEN = re.compile(r"\(\d[^()£]*\)")  # (2 per week): what a sum pays for, and no price
_FEWEST = 2  # rows that a total has above it


@dataclass(frozen=True, slots=True)
class _Column:
    """A column above a total: the cells, and the total's."""

    name: str
    cells: tuple[str, ...]
    total: str


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield a finding for each column of money or numbers, and each list of sums in a text, whose total is wrong."""
    for table in matter.tables:
        yield from _table(table.rows)
        yield from _rows(table.rows)
        if of_money(table):
            yield from _untold(table.rows)
    for wrong in wrong_totals(matter):
        yield RuleFinding(
            RULE.id,
            Severity.MUST_FIX,
            f"The text gives {wrong.total.text} as the total, but {listed([part.text for part in wrong.parts])} add up "
            f"to £{said(wrong.added)}.",
            "Add the sums up again, and correct the total or the wrong sum here and where it is repeated.",
            (evidence(wrong.block, wrong.words),),
        )


def _table(rows: Sequence[Block]) -> Iterator[RuleFinding]:
    body = [row for row in rows if len(row.cells) >= 2]
    totals = [number for number, row in enumerate(body) if _TOTAL.fullmatch(row.cells[0].strip())]
    # Two totals in one table may be of parts or of all before: which, the table does not say.
    if len(totals) != 1:
        return
    row = body[totals[0]]
    above = body[: totals[0]]
    labels = [_HOW_OFTEN.sub("", each.cells[0]) for each in above]
    if any(pattern.search(label) for pattern in (_SUBTOTAL, _NET, _PART_OF_ANOTHER) for label in labels):
        return
    totalled = _aligned(row.cells, above)
    if any(len(each.cells) != len(totalled) for each in above):
        return
    # A yearly total may leave out what is spent once.
    if _TOTAL_OF_A_YEAR.search(row.cells[0]) and any(recurs(each.cells[0]) is False for each in above):
        return
    header = above[0].cells if above and not any(map(cell_amount, above[0].cells[1:])) else None
    lines = above[1:] if header else above
    if len(lines) < _FEWEST:
        return
    for place in range(1, len(totalled)):
        name = header[place] if header else ""
        column = _Column(name, tuple(each.cells[place] for each in lines), totalled[place])
        wrong = None if _NET.search(name) or _ADDED_UP_ALREADY.search(name) else _wrong(column)
        # A row “All” may have averages.
        a_part = bool(_TOTAL_OF_A_YEAR.search(row.cells[0])) and wrong is not None and _leaves_one_out(column, wrong)
        if wrong is not None and not a_part and not (_ALL.match(row.cells[0].strip()) and _within(column)):
            of = f" of “{name}”" if name else ""
            yield RuleFinding(
                RULE.id,
                Severity.MUST_FIX,
                f"The total{of} is given as {column.total.strip()}, but the lines above it add up to {said(wrong)}.",
                "Add the column up again, and correct the total or the wrong line here and where it is repeated.",
                (evidence(row),),
            )


def _aligned(cells: Sequence[str], above: Sequence[Block]) -> Sequence[str]:
    """Return the cells of a total, each under its column, where a PDF has lost the empty ones between.

    That is told where the total is one sum and the rows above have all their cells, with sums in the last alone.
    """
    widths = {len(each.cells) for each in above}
    if len(cells) != 2 or len(widths) != 1 or min(widths) <= 2:
        return cells
    width = min(widths)
    of_sums = [
        place for place in range(1, width) if all(cell_amount(each.cells[place]) is not None for each in above[1:])
    ]
    return (cells[0], *[""] * (width - 2), cells[1]) if of_sums == [width - 1] else cells


def _untold(rows: Sequence[Block]) -> Iterator[RuleFinding]:
    """Yield a note for a column of money with a total and words among the sums above it: “to follow”."""
    body = [row for row in rows if len(row.cells) >= 2]
    totals = [number for number, row in enumerate(body) if _TOTAL.fullmatch(row.cells[0].strip())]
    row = body[totals[0]] if len(totals) == 1 else None
    above = body[1 : totals[0]] if totals else []
    if row is None or any(len(each.cells) != len(row.cells) for each in above):
        return
    for place in range(1, len(row.cells)):
        words = [each.cells[place].strip() for each in above if _NO_SUM_YET.fullmatch(each.cells[place].strip())]
        known = [each for each in above if cell_amount(each.cells[place]) is not None]
        if words and known and cell_amount(row.cells[place]) is not None:
            yield RuleFinding(
                RULE.id,
                Severity.NOTE,
                f"Whether the total {row.cells[place].strip()} is right cannot be told: “{words[0]}” stands among the "
                "sums above it.",
                "Put the sum in, and add the column up again.",
                (evidence(row),),
                determined=False,
            )
            return


def _rows(rows: Sequence[Block]) -> Iterator[RuleFinding]:
    """Yield each row that its own last cell, under “Total”, does not add up; some other row has to add up there."""
    header = rows[0].cells if rows else ()
    years = header[1:-1]
    if len(years) < _FEWEST or not _ROW_TOTAL.fullmatch(header[-1].strip()) or not all(map(year_named, years)):
        return
    if len(set(map(year_named, years))) < len(years):
        return
    right, wrong = 0, []
    for row in rows[1:]:
        amounts = [cell_amount(cell) for cell in row.cells[1:]]
        if len(row.cells) != len(header) or any(amount is None for amount in amounts):
            continue
        added = _wrong(_Column("", row.cells[1:-1], row.cells[-1]))
        if added is not None:
            wrong.append((row, added))
        elif len([amount for amount in amounts[:-1] if amount]) >= _FEWEST:
            right += 1
    if right < len(wrong):
        return
    for row, added in wrong:
        yield RuleFinding(
            RULE.id,
            Severity.MUST_FIX,
            f"The total of “{row.cells[0].strip()}” is given as {row.cells[-1].strip()}, but its years add up to "
            f"{said(added)}.",
            "Add the row up again, and correct the total or the wrong year here and where it is repeated.",
            (evidence(row),),
        )


def _wrong(column: _Column) -> Decimal | None:
    """Return what a column adds up to where its total says something else; None where it is right or cannot be told."""
    total = cell_amount(column.total)
    amounts = [cell_amount(cell) for cell in column.cells if cell.strip(" -–")]
    if total is None or len(amounts) < _FEWEST or any(amount is None for amount in amounts):
        return None
    known = [amount for amount in amounts if amount is not None]
    if total == known[-1]:
        return None  # a running total, or the same figure in every line
    added = sum(known, Decimal(0))
    # Each line may have been rounded by half a unit of its last digit, and so may the total.
    slack = Decimal("0.5") * sum(
        (Decimal(10) ** -decimals(cell) for cell in (*column.cells, column.total) if cell_amount(cell) is not None),
        Decimal(0),
    )
    whole = all(amount == amount.to_integral_value() for amount in (*known, total))
    allowed = slack if not whole or any(decimals(cell) < 0 for cell in (*column.cells, column.total)) else Decimal(1)
    # Twice the total: sub-totals stand among the lines under names of their own.
    if abs(added - total) <= allowed or abs(added - 2 * total) <= 2 * allowed:
        return None
    return added


def _leaves_one_out(column: _Column, added: Decimal) -> bool:
    """Return whether a total is what all lines but one come to: that one may be spent once, without being called so."""
    total = cell_amount(column.total)
    return any(added - amount == total for cell in column.cells if (amount := cell_amount(cell)))


def _within(column: _Column) -> bool:
    """Return whether a total is no larger than the largest of its lines."""
    total = cell_amount(column.total)
    return total is not None and total <= max(filter(None, map(cell_amount, column.cells)), default=total)


RULE = Rule(
    id="table-totals",
    title="Totals",
    looks_at=(
        "Adds up every column of numbers above a row called “Total”, “Sum” or “All”, every row of years before a "
        "column “Total”, and the sums that a sentence lists before it says what they come to in all, and compares."
    ),
    example="Nurse 3,900, room 1,200, Total 5,000: must fix, because the lines add up to 5,100.",
    limits=(
        "Only tables with one total, in which every cell above it is a number or empty. In a PDF, where empty cells "
        "are lost, the total is taken for that of the last column if no other has sums. Tables with sub-totals, net "
        "figures, averages, rows “of which” or cells with words in them are not added up, nor are running totals. "
        "Rows only where others of the table add up. In a text only lists whose total is called one, and in which "
        "every sum before it is a part. What rounding explains is let pass."
    ),
    find=find,
)
