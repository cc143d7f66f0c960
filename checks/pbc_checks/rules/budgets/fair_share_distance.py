"""Fair shares: whether distances are right, and what the framework asks of a practice outside the tolerated range."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.report.wording import listed
from pbc_checks.rules.budgets.statement import Figure, Position, Statement, statement
from pbc_checks.rules.budgets.statement_arithmetic import (
    agrees,
    differs,
    less,
    per_cent,
    pounds,
    quoted,
    sentence,
    share,
)
from pbc_checks.rules.budgets.statement_columns import Kind
from pbc_checks.rules.budgets.statement_profile import against_profile
from pbc_checks.rules.budgets.statement_words import first_duty
from pbc_checks.rules.matter import BUDGET_STATEMENTS, Matter, Rule
from pbc_frameworks.schedules import FairShares
from pbc_generator.schedules.fair_shares import ABOVE, BELOW, WITHIN, Shares, distances

_PLACES = (ABOVE, BELOW, WITHIN)
_REVIEWED = re.compile(r"\b(?:utili[sz]ation |practice |budget )?review(?:ed|s)?\b|pace of change", re.IGNORECASE)


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield wrong distances, and practices outside the framework's tolerance."""
    read = statement(matter)
    known = [position for position in read.positions if Kind.FAIR_SHARE in position.figures]
    yield from against_profile(RULE.id, matter, read, Kind.FAIR_SHARE)
    for position in known:
        yield from _wrong(read, position)
    schedule = next((each for each in matter.framework.schedules.values() if isinstance(each, FairShares)), None)
    if schedule is None:
        return
    without = [position for position in known if read.figure(position, Kind.BUDGET) is None]
    if without and not any(Kind.DISTANCE in position.figures for position in without):
        names, verb = listed([position.name for position in without]), "is" if len(without) == 1 else "are"
        yield RuleFinding(
            RULE.id,
            Severity.NOTE,
            f"How far {names} {verb} from the fair share cannot be told: the budget of the year is not given.",
            "Give it beside the fair share.",
            tuple(each for position in without[:3] for each in quoted(position.figures[Kind.FAIR_SHARE])),
            determined=False,
        )
    distances_known = [each for each in (_distance(matter, schedule, read, position) for position in known) if each]
    for distance in distances_known:
        yield from _wrongly_said(matter, schedule, distance)
    beyond = [each for each in distances_known if each.percentage is not None]
    yield from (_too_rounded(each.position) for each in beyond if _near_the_tolerance(matter, schedule, each))
    sure = [each for each in beyond if not _near_the_tolerance(matter, schedule, each)]
    asked = [each for each in sure if schedule.movement and not _REVIEWED.search(each.position.block.text)]
    yield from _outside(matter, schedule, Severity.SHOULD_FIX, asked)
    yield from _outside(matter, schedule, Severity.NOTE, [each for each in sure if each not in asked])


def _wrong(read: Statement, position: Position) -> Iterator[RuleFinding]:
    """Yield a stated distance that is not what budget and fair share come to."""
    budget, fair = read.figure(position, Kind.BUDGET), position.figures[Kind.FAIR_SHARE]
    if budget is None:
        return
    distance = less(budget, fair, f"the difference between {budget.words} and {fair.words}")
    stated = position.figures.get(Kind.DISTANCE) or position.figures.get(Kind.VARIANCE)
    if stated is not None and _about_shares(position, stated.column.kind):
        yield from differs(RULE.id, position.name, stated, [distance], (budget, fair))
    percent = position.figures.get(Kind.DISTANCE_PERCENT) or position.figures.get(Kind.VARIANCE_PERCENT)
    of_fair = share(distance.amount, distance.slack, fair, f"{distance.how}, in percent of the fair share,")
    of_budget = share(distance.amount, distance.slack, budget, "")
    if (
        percent is None
        or of_fair is None
        or not _about_shares(position, percent.column.kind)
        or agrees(percent, of_fair)
    ):
        return
    if of_budget is not None and agrees(percent, of_budget):
        yield RuleFinding(
            RULE.id,
            Severity.SHOULD_FIX,
            f"The distance of {position.name} is given as {percent.words}, which is a percentage of its budget; of its "
            f"fair share it is {per_cent(of_fair.amount)}.",
            "Give it in percent of the fair share, by which the tolerance goes.",
            quoted(percent, budget, fair),
        )
    else:
        yield from differs(RULE.id, position.name, percent, [of_fair], (budget, fair))


def _about_shares(position: Position, kind: Kind) -> bool:
    """Return whether a distance is of the fair share: a “variance” is only where nothing is said of spending."""
    if kind in {Kind.DISTANCE, Kind.DISTANCE_PERCENT}:
        return True
    return not {Kind.SPENDING, Kind.FORECAST, Kind.BUDGET_TO_DATE} & set(position.figures)


@dataclass(frozen=True, slots=True)
class _Distance:
    """How far a practice's budget is from its fair share: what it is called, and beyond the tolerance the percentage.

    `largest` is the largest movement of the year in pounds, less than 0 where the budget goes down.
    """

    position: Position
    budget: Figure
    fair: Figure
    place: str
    percentage: Decimal | None
    largest: Decimal | None


def _distance(matter: Matter, schedule: FairShares, read: Statement, position: Position) -> _Distance | None:
    """Return how far a budget is from its fair share; None where one of the two is not given."""
    budget, fair = read.figure(position, Kind.BUDGET), position.figures[Kind.FAIR_SHARE]
    if budget is None or fair.amount <= 0:
        return None
    tolerance = matter.framework.parameters[schedule.tolerance]
    movement = matter.framework.parameters[schedule.movement] if schedule.movement else None
    worked = distances([Shares(position.name, budget.amount, fair.amount)], tolerance, movement)
    row = dict(zip([column.title for column in worked.columns], worked.rows[0].values, strict=True))
    place, percentage, largest = (
        worked.rows[0].values[4],
        row["Distance in percent"],
        row.get("Largest movement this year"),
    )
    return _Distance(
        position,
        budget,
        fair,
        str(place),
        percentage if isinstance(percentage, Decimal) and place != WITHIN else None,
        largest if isinstance(largest, Decimal) else None,
    )


def _wrongly_said(matter: Matter, schedule: FairShares, of: _Distance) -> Iterator[RuleFinding]:
    """Yield a wrong word for a distance, and a movement beyond the largest."""
    said = next((each for each in _PLACES if each in of.position.block.cells), None)
    if said is not None and said != of.place:
        yield RuleFinding(
            RULE.id,
            Severity.MUST_FIX,
            f"{sentence(of.position.name)} is called “{said}”, but {of.budget.words} beside a fair share of "
            f"{of.fair.words} is “{of.place}” ({matter.cite(schedule.tolerance)}).",
            "Correct what the table says, or its figures.",
            quoted(of.fair, of.budget),
        )
    moved = of.position.figures.get(Kind.MOVEMENT)
    if moved and schedule.movement and of.largest is not None and _too_far(moved.amount, moved.half, of.largest):
        yield RuleFinding(
            RULE.id,
            Severity.SHOULD_FIX,
            f"The budget of {of.position.name} moves by {moved.words}; the largest movement of the year is "
            f"{pounds(abs(of.largest))}, at most {matter.framework.parameters[schedule.movement]} of the budget and "
            f"not past the tolerated range ({matter.cite(schedule.movement)}).",
            "Keep to the largest movement.",
            quoted(moved, of.budget, of.fair),
        )


def _near_the_tolerance(matter: Matter, schedule: FairShares, of: _Distance) -> bool:
    """Return whether rounding hides on which side of the tolerance a distance is."""
    slack = share(of.budget.amount - of.fair.amount, of.budget.half + of.fair.half, of.fair, "")
    limit = matter.framework.parameters[schedule.tolerance].value
    return bool(of.fair.column.unit > 1 and slack and abs(abs(of.percentage or limit) - limit) < slack.slack)


def _outside(
    matter: Matter, schedule: FairShares, severity: Severity, practices: Sequence[_Distance]
) -> Iterator[RuleFinding]:
    """Yield what follows from distances beyond the tolerance: one finding for all, as the same follows for each."""
    if not practices:
        return
    tolerance = matter.framework.parameters[schedule.tolerance]
    allowed = f"the tolerance is {tolerance} ({matter.framework.source.cite(schedule.source)})"
    movers = "the practice moves" if len(practices) == 1 else "the practices move"
    if len(practices) == 1:
        movement = _movement(practices[0])
        what = f"{sentence(_how_far(practices[0]))}: {allowed}.{f' It {movement}.' if movement else ''}"
    else:
        every = (" and ".join(filter(None, (_how_far(each), _movement(each)))) for each in practices)
        what = f"{sentence(allowed)}. {sentence('; '.join(every))}."
    yield RuleFinding(
        RULE.id,
        severity,
        what,
        first_duty(matter, schedule.source) or f"Agree how and when {movers} towards the fair share.",
        tuple(dict.fromkeys(quotation for each in practices for quotation in quoted(each.budget, each.fair))),
    )


def _how_far(of: _Distance) -> str:
    percentage = of.percentage or Decimal(0)
    far = f"{per_cent(abs(percentage))} {'above' if percentage > 0 else 'below'}"
    return f"the budget of {of.position.name}, {of.budget.words}, is {far} its fair share of {of.fair.words}"


def _movement(of: _Distance) -> str:
    if of.largest is None:
        return ""
    return f"may move {'up' if of.largest > 0 else 'down'} by {pounds(abs(of.largest))} this year"


def _too_far(moved: Decimal, half: Decimal, largest: Decimal) -> bool:
    """Return whether a movement is larger than the largest, or goes the other way; pounds."""
    return abs(moved) > abs(largest) + half + 1


def _too_rounded(position: Position) -> RuleFinding:
    return RuleFinding(
        RULE.id,
        Severity.NOTE,
        f"Whether {position.name} is within the tolerance cannot be told: the figures are rounded too far.",
        "Look at the figures in pounds.",
        quoted(position.figures[Kind.FAIR_SHARE]),
        determined=False,
    )


RULE = Rule(
    id="fair-share-distance",
    title="Distance from the fair share",
    looks_at=(
        "Works out how far each budget is from the practice's fair share, compares it with the distance that is "
        "stated, and with the framework's tolerance and largest movement of a year."
    ),
    example="A budget of £880,000 beside a fair share of £1,000,000 under a tolerance of 10%: outside, by 12.0%.",
    limits=(
        "Budget and fair share have to stand in the same file. Signs are not compared: some show a budget below the "
        "fair share as a minus, others as what is to come."
    ),
    find=find,
    of=BUDGET_STATEMENTS,
)
