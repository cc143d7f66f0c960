"""How far a practice's spending is from its budget, by what its line of a budget statement has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pbc_checks.rules.budgets.statement import Figure, Position
from pbc_checks.rules.budgets.statement_arithmetic import Outcome, agrees, less, share
from pbc_checks.rules.budgets.statement_columns import PERCENT, Kind

VARIANCES = (
    Kind.VARIANCE, Kind.VARIANCE_PERCENT, Kind.FORECAST_VARIANCE, Kind.FORECAST_VARIANCE_PERCENT,
)  # fmt: skip
"""The kinds of figure that say how far spending is from the budget."""
_MONTHS = 12
_OVER_IN_BRACKETS = re.compile(r"\(\s?over", re.IGNORECASE)
_UNDER_IN_BRACKETS = re.compile(r"\(\s?under", re.IGNORECASE)
_OVER = re.compile(r"\bover(?:spen\w+)?\b|deficit", re.IGNORECASE)
_UNDER = re.compile(r"\bunder(?:spen\w+)?\b|surplus|saving", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spent:
    """A practice's spending, or what it is forecast to be, beside the budget of the same time, in pounds.

    `over` is what is spent above the budget, a minus is a saving, and `slack` by how much rounding may have moved it.
    `words` say what was compared. `sure` is false where the file does not say whether both are of the same months.
    """

    budget: Figure
    spending: Figure | None
    over: Decimal
    slack: Decimal
    variance: Kind
    words: str
    sure: bool = True
    convention: str = ""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Return what it was worked out from."""
        return tuple(each for each in (self.budget, self.spending) if each is not None)


def spent(position: Position) -> list[Spent]:
    """Return what a position says of spending and budget, first to date and then as forecast."""
    month = position.section.month[1] if position.section.month else None
    figures = position.figures
    budget, to_date = figures.get(Kind.BUDGET), figures.get(Kind.BUDGET_TO_DATE)
    spending, forecast = figures.get(Kind.SPENDING), figures.get(Kind.FORECAST)
    found = []
    if spending and to_date:
        found.append(_of(to_date, spending, Kind.VARIANCE, "to date"))
    elif spending and budget:
        one = _of(budget, spending, Kind.VARIANCE, "")
        stated = figures.get(Kind.VARIANCE)
        told = stated is not None and agrees(stated, Outcome(one.over, one.slack, ""))
        found.append(
            one if told or _same_time(budget, spending, month) else _of(budget, spending, Kind.VARIANCE, "", sure=False)
        )
    if forecast and budget:
        found.append(_of(budget, forecast, Kind.FORECAST_VARIANCE, "forecast"))
    return found


def by_variance(position: Position, others: tuple[Position, ...]) -> Spent | None:
    """Return a position's overspend where only the variance is given; `sure` is false if its sign could be either."""
    stated = position.figures.get(Kind.VARIANCE) or position.figures.get(Kind.FORECAST_VARIANCE)
    wanted = Kind.BUDGET_TO_DATE if stated and stated.column.kind is Kind.VARIANCE else Kind.BUDGET
    budget = position.figures.get(wanted) or position.figures.get(Kind.BUDGET)
    if stated is None or budget is None:
        return None
    over, convention = _signed(stated, others)
    return Spent(
        budget, None, over or abs(stated.amount), budget.half + stated.half, stated.column.kind, "as stated",
        over is not None, convention,
    )  # fmt: skip


def overspend_sign(positions: tuple[Position, ...], kind: Kind) -> int:
    """Return 1 where the variances of a statement show overspends as they are, -1 where as negatives, 0 if not told."""
    signs = [sign for position in positions for sign in signs_of(position, kind)]
    return 1 if signs and all(sign > 0 for sign in signs) else -1 if signs and all(sign < 0 for sign in signs) else 0


def signs_of(position: Position, kind: Kind) -> Iterator[int]:
    """Yield 1 where a stated variance has the sign of the overspend, -1 where the other; nothing where none is told."""
    stated = position.figures.get(kind)
    for each in spent(position):
        told = stated and each.variance is kind and each.over and stated.amount and not stated.way
        if stated and told and agrees(stated, Outcome(each.over, each.slack, "")):
            yield 1 if (each.over > 0) == (stated.amount > 0) else -1
            return


def outcomes(position: Position, kind: Kind) -> list[tuple[Outcome, Spent]]:
    """Return what a stated variance, in pounds or percent, may be; the likeliest first. Empty where nothing is told."""
    forecast = kind in {Kind.FORECAST_VARIANCE, Kind.FORECAST_VARIANCE_PERCENT}
    known = spent(position)
    if any(not each.sure for each in known):
        return []
    own = [each for each in known if (each.variance is Kind.FORECAST_VARIANCE) == forecast] or (
        [] if forecast else known
    )
    rest = [] if forecast else [each for each in known if each not in own]
    whole, spending = position.figures.get(Kind.BUDGET), position.figures.get(Kind.SPENDING)
    if whole and spending and not forecast:
        rest.append(_of(whole, spending, Kind.VARIANCE, ""))  # what is left of the year's budget
    found = []
    for each in (*own, *rest):
        compared = _compared(each)
        if kind in PERCENT:
            found.append((Outcome(each.over, each.slack, compared), each))
            continue
        for base in (each.budget, whole):
            percentage = share(each.over, each.slack, base, f"{compared}, in percent of the budget,") if base else None
            if percentage:
                found.append((percentage, each))
    return found


def _compared(each: Spent) -> str:
    spending = each.spending.words if each.spending else ""
    return f"the difference between {spending} and {each.budget.words}"


def _of(budget: Figure, spending: Figure, variance: Kind, words: str, *, sure: bool = True) -> Spent:
    over = less(spending, budget, "")
    return Spent(budget, spending, over.amount, over.slack, variance, words, sure)


def _same_time(budget: Figure, spending: Figure, month: int | None) -> bool:
    """Return whether a budget and spending without a budget to date are of the same months, as far as headers say."""
    if spending.column.to_date and not budget.column.to_date:
        return month == _MONTHS
    part = month is not None and month < _MONTHS
    return not (part and budget.column.of_the_year and not spending.column.of_the_year)


def _signed(stated: Figure, others: tuple[Position, ...]) -> tuple[Decimal | None, str]:
    """Return a stated variance with overspends above nothing, and which convention that is; None where not told."""
    header = stated.column.header
    if stated.way:
        return abs(stated.amount) * (1 if stated.way == "over" else -1), ""
    over, under = bool(_OVER.search(header)), bool(_UNDER.search(header))
    bracketed = bool(_OVER_IN_BRACKETS.search(header)), bool(_UNDER_IN_BRACKETS.search(header))
    if over and under and any(bracketed):
        words = "an overspend" if bracketed[0] else "a saving"
        signed = -stated.amount if bracketed[0] else stated.amount
        return signed, f"A minus or brackets are taken as {words}, as the header “{header}” says."
    if over != under and not any(bracketed):
        return stated.amount if over else -stated.amount, f"The sign is taken as the header “{header}” says."
    sign = overspend_sign(others, stated.column.kind)
    words = "an overspend" if sign < 0 else "a saving"
    return (stated.amount * sign, f"A minus is taken as {words}, as in the other lines.") if sign else (None, "")


def judged(position: Position, others: tuple[Position, ...]) -> Spent | None:
    """Return the overspend that counts, to date rather than as forecast; None where a position has none."""
    known = spent(position)
    return next((each for each in known if each.sure), known[0] if known else by_variance(position, others))
