"""Figures in the text against tables: whether both say the same of the cost, the saving and the net saving."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.rules.matter import PLANS, PROPOSALS, Matter, Rule, evidence
from pbc_checks.rules.money.stated import Quantity, Stated, stated, surely_of_this
from pbc_checks.rules.money.sums_in_text import Sum, recurs
from pbc_checks.rules.money.table_figures import Figure, all_amounts, figures
from pbc_checks.rules.sums import said

_FARTHEST = 3  # times as much: beyond it, the two are hardly of the same thing
_NEARLY = 5  # the part of it by which two sums of a whole year differ at most
_PART_YEAR = re.compile(
    r"\b(?:part|half|full)[- ]year\b|\b(?:three|four|five|six|seven|eight|nine|ten|eleven|\d{1,2}) months\b",
    re.IGNORECASE,
)
_SEVERAL = 2
_MOST_TOLD = 3
_LONGEST = 5  # years that a total may run over


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield a finding for each sum that a table or another sentence contradicts."""
    claims = [each for each in stated(matter) if each.whole and _plain(each)]
    if not claims:
        return
    totals = list(figures(matter))
    amounts = all_amounts(matter)
    part_years = any(_PART_YEAR.search(block.text) for block in matter.submission.blocks)
    told: list[Stated] = []
    for claim in claims:
        found = _against_tables(claim, totals, amounts, part_years=part_years)
        if found is not None:
            told.append(claim)
            yield found
        elif (unclear := _several(claim, totals, amounts)) is not None:
            yield unclear
    explained = amounts | _derived(totals)
    for first, second in combinations(claims, 2):
        if first not in told and second not in told and _differ(first, second, explained):
            told.append(second)
            yield _two_sentences(first, second)


def _plain(claim: Stated) -> bool:
    """Return whether a sum is of the whole scheme over a time that can be compared."""
    return not claim.sum.part_year and surely_of_this(claim.sum.sentence)


def _against_tables(
    claim: Stated, totals: Sequence[Figure], amounts: set[Decimal], *, part_years: bool
) -> RuleFinding | None:
    same = [total for total in totals if total.quantity is claim.quantity]
    rivals = [total for total in same if total.year == claim.year and _same_time(claim, total) is not None]
    one_year = claim.recurs is True and not claim.year and len({total.year for total in same}) == 1 and not part_years
    if one_year and not rivals:
        # The one year that the tables are of is the one that the text means by “a year”, if it is a whole one.
        rivals = [total for total in same if _same_time(claim, total) is not None and _nearly(claim.sum, total.pounds)]
    if len({rival.pounds for rival in rivals}) != 1:
        return None
    rival = rivals[0]
    if any(claim.sum.agrees(amount) for amount in amounts | _derived(same)) or not _near(claim.sum, rival.pounds):
        return None
    sure = (
        rival.year == claim.year
        and bool(_same_time(claim, rival))
        and len({total.pounds for total in same if total.recurs is None}) <= 1
    )
    name = rival.line.cell(0).strip()
    place = f"“{name}”, “{rival.column}”" if rival.column.strip("£ ") else f"“{name}”"
    return RuleFinding(
        RULE.id,
        Severity.MUST_FIX if sure else Severity.SHOULD_FIX,
        f"The text gives {claim.sum.text} as the {_called(claim)}, but the table has £{said(rival.pounds)} ({place}).",
        "Find out which figure is right, and give the same one in both places.",
        (evidence(claim.block, claim.sum.sentence), evidence(rival.block)),
    )


def _several(claim: Stated, totals: Sequence[Figure], amounts: set[Decimal]) -> RuleFinding | None:
    """Return a note on a sum that is none of several totals of its kind, where it is not said which is meant."""
    same = [total for total in totals if total.quantity is claim.quantity]
    rivals = [total for total in same if _near(claim.sum, total.pounds)]
    if claim.year or len({rival.pounds for rival in rivals}) < _SEVERAL:
        return None
    if any(claim.sum.agrees(amount) for amount in amounts | _derived(same)):
        return None
    listed_ = " and ".join(f"£{said(pounds)}" for pounds in sorted({rival.pounds for rival in rivals})[:_MOST_TOLD])
    return RuleFinding(
        RULE.id,
        Severity.NOTE,
        f"The text gives {claim.sum.text} as the {_called(claim)}. Whether a table contradicts it cannot be told: the "
        f"tables have {listed_}, and which is meant is not said.",
        "Say of which year the sum is, or how it comes about.",
        (evidence(claim.block, claim.sum.sentence), evidence(rivals[0].block)),
        determined=False,
    )


def _same_time(claim: Stated, total: Figure) -> bool | None:
    """Return whether both are yearly, or both spent once; False where that is likely only, None where it is not so."""
    if claim.recurs == total.recurs:
        marked = any(recurs(label) is not None for label, _ in total.above)
        return claim.recurs is not None or not marked
    if claim.recurs is False or total.recurs is False or claim.quantity is not Quantity.COST:
        return None
    return None if any(recurs(label) is False for label, _ in total.above) else False


def _derived(totals: Sequence[Figure]) -> set[Decimal]:
    """Return what can be made of totals: set-up with one or more years, or a total without one of its lines."""
    found: set[Decimal] = set()
    for total in totals:
        found.update(total.pounds * years for years in range(1, _LONGEST + 1))
        found.update(total.pounds - abs(amount) for _, amount in total.above)
        found.add(sum((amount for _, amount in total.above), Decimal(0)))
        found.add(total.pounds - sum((amount for label, amount in total.above if recurs(label) is False), Decimal(0)))
    for first, second in combinations(totals, 2):
        found.update(first.pounds + second.pounds * years for years in range(1, _LONGEST + 1))
        found.update(second.pounds + first.pounds * years for years in range(1, _LONGEST + 1))
        found.add(abs(first.pounds - second.pounds))
    return found


def _near(one: Sum, other: Decimal) -> bool:
    return bool(other) and other / _FARTHEST <= one.pounds <= other * _FARTHEST


def _nearly(one: Sum, other: Decimal) -> bool:
    return bool(other) and abs(one.pounds - other) <= other / _NEARLY


def _differ(first: Stated, second: Stated, explained: set[Decimal]) -> bool:
    same = (first.quantity, first.recurs, first.year) == (second.quantity, second.recurs, second.year)
    if not same or first.sum.sentence == second.sum.sentence or not _near(first.sum, second.sum.pounds):
        return False
    if first.sum.agrees(second.sum.pounds) or second.sum.agrees(first.sum.pounds):
        return False
    # Where a table bears out both, they are of different things.
    return not all(any(each.sum.agrees(amount) for amount in explained) for each in (first, second))


def _called(claim: Stated) -> str:
    """Return what a sum is of, in words: the yearly cost, the one-off cost, the net saving."""
    time = {True: "yearly ", False: "one-off ", None: ""}[claim.recurs]
    return f"{time if claim.quantity is Quantity.COST else ''}{claim.quantity.value}"


def _two_sentences(first: Stated, second: Stated) -> RuleFinding:
    return RuleFinding(
        RULE.id,
        Severity.SHOULD_FIX,
        f"The {_called(first)} is given as {first.sum.text} in one place and as {second.sum.text} in another.",
        "Find out which figure is right, and give the same one in both places; or say how the two differ.",
        (evidence(first.block, first.sum.sentence), evidence(second.block, second.sum.sentence)),
    )


RULE = Rule(
    id="figure-against-table",
    title="Figures in the text against tables",
    looks_at=(
        "Compares the total cost, the total saving and the net saving that sentences give with the total of that name "
        "in the tables, and with one another."
    ),
    example="“The total cost is £48,200 a year” above a table of yearly costs with the total 42,800: must fix.",
    limits=(
        "Only sentences that call a sum the total, all that the scheme costs in a year, or net; and only where one "
        "total in the tables is of the same kind and time. Sums per patient, for a part of a year, for other schemes "
        "or with and without something are not compared, and what rounding explains is let pass."
    ),
    find=find,
    of=(*PROPOSALS, *PLANS),
)
