"""Fair shares: whether distances are right, and what the framework asks of a practice outside the tolerated range."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.report.wording import listed
from pbc_checks.rules.budgets.statement import Position, Statement, statement
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
    for position in known:
        if position not in without:
            yield from _outside(matter, schedule, read, position)


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


def _outside(matter: Matter, schedule: FairShares, read: Statement, position: Position) -> Iterator[RuleFinding]:
    """Yield what follows from a distance beyond the tolerance, and a movement beyond the largest."""
    budget, fair = read.figure(position, Kind.BUDGET), position.figures[Kind.FAIR_SHARE]
    if budget is None or fair.amount <= 0:
        return
    tolerance = matter.framework.parameters[schedule.tolerance]
    movement = matter.framework.parameters[schedule.movement] if schedule.movement else None
    worked = distances([Shares(position.name, budget.amount, fair.amount)], tolerance, movement)
    row = dict(zip([column.title for column in worked.columns], worked.rows[0].values, strict=True))
    place = worked.rows[0].values[4]
    said = next((each for each in _PLACES if each in position.block.cells), None)
    if said is not None and said != place:
        yield RuleFinding(
            RULE.id,
            Severity.MUST_FIX,
            f"{sentence(position.name)} is called “{said}”, but {budget.words} beside a fair share of {fair.words} is "
            f"“{place}” ({matter.cite(tolerance.id)}).",
            "Correct what the table says, or its figures.",
            quoted(fair, budget),
        )
    moved, largest = position.figures.get(Kind.MOVEMENT), row.get("Largest movement this year")
    percentage = row["Distance in percent"]
    if isinstance(largest, Decimal) and movement and moved and _too_far(moved.amount, moved.half, largest):
        yield RuleFinding(
            RULE.id,
            Severity.SHOULD_FIX,
            f"The budget of {position.name} moves by {moved.words}; the largest movement of the year is "
            f"{pounds(abs(largest))}, at most {movement} of the budget and not past the tolerated range "
            f"({matter.cite(movement.id)}).",
            "Keep to the largest movement.",
            quoted(moved, budget, fair),
        )
    if place == WITHIN or not isinstance(percentage, Decimal):
        return
    slack = share(budget.amount - fair.amount, budget.half + fair.half, fair, "")
    if fair.column.unit > 1 and slack and abs(abs(percentage) - tolerance.value) < slack.slack:
        yield _too_rounded(position)
        return
    duty = first_duty(matter, schedule.source)
    asks = bool(movement) and not _REVIEWED.search(position.block.text)
    cited = matter.framework.source.cite(schedule.source)
    way = "up" if isinstance(largest, Decimal) and largest > 0 else "down"
    limit = f" It may move {way} by {pounds(abs(largest))} this year." if isinstance(largest, Decimal) else ""
    yield RuleFinding(
        RULE.id,
        Severity.SHOULD_FIX if asks else Severity.NOTE,
        f"The budget of {position.name}, {budget.words}, is {per_cent(abs(percentage))} "
        f"{'above' if percentage > 0 else 'below'} its fair share of {fair.words}: the tolerance is {tolerance} "
        f"({cited}).{limit}",
        duty or "Agree with the practice how and when it moves towards the fair share.",
        quoted(budget, fair),
    )


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
