"""Contributions to a contingency fund or risk pool: whether they are the framework's share of the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.report.wording import listed
from pbc_checks.rules.budgets.statement import Figure, Position, Statement, statement
from pbc_checks.rules.budgets.statement_arithmetic import Outcome, differs, less, per_cent, pounds, quoted, share
from pbc_checks.rules.budgets.statement_columns import Kind
from pbc_checks.rules.budgets.statement_profile import against_profile
from pbc_checks.rules.matter import BUDGET_STATEMENTS, Matter, Rule
from pbc_frameworks.model import Parameter
from pbc_frameworks.schedules import Contribution
from pbc_generator.schedules.contribution import contributions

_BASES = {"indicative-budget": Kind.BUDGET, "acute-budget": Kind.ACUTE_BUDGET}
_RATE = re.compile(r"(\d{1,2}(?:\.\d+)?)\s?(?:%|per ?cent)", re.IGNORECASE)
_RAISED = re.compile(r"contingenc|risk[- ](?:pool|shar)|top[- ]?slic", re.IGNORECASE)
_CLOSE = Decimal("0.5")  # percent of a contribution that rounding it to thousands may explain


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield contributions that are worked out wrong, or are not the framework's share, and what could not be told."""
    schedule = next((each for each in matter.framework.schedules.values() if isinstance(each, Contribution)), None)
    read = statement(matter)
    if schedule is None or not read.positions:
        return
    yield from against_profile(RULE.id, matter, read, Kind.ACUTE_BUDGET)
    base = _BASES[schedule.of]
    given = [position for position in read.positions if Kind.CONTRIBUTION in position.figures]
    for position in read.positions:
        yield from _wrong(read, position)
    without = [position for position in given if _base(read, position, base) is None]
    if without:
        names = listed([position.name for position in without])
        yield RuleFinding(
            RULE.id,
            Severity.NOTE,
            f"Whether the contribution is right cannot be told for {names}: the {base} that it is a share of is not "
            f"given ({matter.framework.source.cite(schedule.source)}).",
            f"Give the {base} beside it.",
            tuple(each for position in without[:3] for each in quoted(position.figures[Kind.CONTRIBUTION])),
            determined=False,
        )
    for position in given:
        budget = _base(read, position, base)
        if budget is not None and budget.amount > 0:
            yield from _share(matter, schedule, position, position.figures[Kind.CONTRIBUTION], budget)
    if not given:
        yield from _missing(matter, schedule, read, base)


def _base(read: Statement, position: Position, base: Kind) -> Figure | None:
    """Return the budget that a contribution is a share of: as given, or what is left of it and the contribution."""
    budget, left = read.figure(position, base), position.figures.get(Kind.LEFT)
    paid = position.figures[Kind.CONTRIBUTION]
    if budget is not None or left is None or base is not Kind.BUDGET:
        return budget
    return replace(
        left, amount=left.amount + abs(paid.amount), half=left.half + paid.half, words=f"{left.words} and itself"
    )


def _wrong(read: Statement, position: Position) -> Iterator[RuleFinding]:
    """Yield a percentage, or a budget after the contribution, that contradicts the contribution beside it."""
    paid = position.figures.get(Kind.CONTRIBUTION)
    if paid is None:
        return
    bases = [each for kind in (Kind.BUDGET, Kind.ACUTE_BUDGET) if (each := read.figure(position, kind)) is not None]
    size = Outcome(abs(paid.amount), paid.half, "")
    rates = [
        outcome
        for base in bases
        if (outcome := share(size.amount, size.slack, base, f"{paid.words} of {base.words}")) is not None
    ]
    stated = position.figures.get(Kind.CONTRIBUTION_PERCENT)
    if stated is not None and not (rates and _of_what_is_before(paid, bases, stated.amount)):
        yield from differs(RULE.id, position.name, stated, rates, (paid, *bases))
    left = position.figures.get(Kind.LEFT)
    after = [less(base, _positive(paid), f"{base.words} less {paid.words}") for base in bases]
    if left is not None:
        yield from differs(RULE.id, position.name, left, after, (paid, *bases))
    said = _RATE.search(paid.column.header)
    rate = Decimal(said.group(1)) if said else None
    if rate is None or not rates or _of_what_is_before(paid, bases, rate):
        return
    if not any(_close(paid, base, rate) for base in bases):
        yield RuleFinding(
            RULE.id,
            Severity.MUST_FIX,
            f"The contribution of {position.name} stands in a column “{paid.column.header}”, but {rates[0].how} is "
            f"{per_cent(rates[0].amount)}.",
            "Correct the sum, or the percentage in the header.",
            quoted(paid, *bases),
        )


def _share(
    matter: Matter, schedule: Contribution, position: Position, paid: Figure, budget: Figure
) -> Iterator[RuleFinding]:
    """Yield a contribution that is not the framework's share, or is outside its range."""
    least, most = _range(matter, schedule)
    own = matter.framework.parameters[schedule.share]
    wanted = contributions([(position.name, budget.amount)], "Budget", least, most if most is not least else None)
    low = wanted.rows[0].values[1]
    high = wanted.rows[0].values[2] if most is not least else low
    if not isinstance(low, Decimal) or not isinstance(high, Decimal):
        return
    size, slack = abs(paid.amount), paid.half + budget.half * most.value / 100 + high * _CLOSE / 100
    bases = [budget]
    if _of_what_is_before(paid, bases, least.value) or _of_what_is_before(paid, bases, most.value):
        return
    actual = per_cent(size / budget.amount * 100)
    what = f"The contribution of {position.name}, {paid.words} of {budget.words}, is {actual}"
    if low - slack <= size <= high + slack:
        exact = budget.amount * own.value / 100
        if least is not most and not schedule.most and abs(size - exact) > slack:
            yield RuleFinding(
                RULE.id,
                Severity.SHOULD_FIX if own.varied_from is not None else Severity.NOTE,
                f"{what}: {'the PCT has set' if own.varied_from is not None else 'the framework proposes'} {own} "
                f"({matter.cite(own.id)}).",
                f"Contribute {pounds(exact)}, or show where another share was agreed.",
                quoted(paid, budget),
            )
        return
    limits = f"{least} to {most}" if most is not least else f"{own}"
    source = schedule.source if schedule.most else own.source
    sums = f"{pounds(low)} to {pounds(high)}" if most is not least else pounds(low)
    yield RuleFinding(
        RULE.id,
        Severity.SHOULD_FIX,
        f"{what}; the framework has {limits} ({matter.framework.source.cite(source)}).",
        f"Contribute {sums}, or show where another share was agreed.",
        quoted(paid, budget),
    )


def _missing(matter: Matter, schedule: Contribution, read: Statement, base: Kind) -> Iterator[RuleFinding]:
    """Yield a note that no contribution is shown, in a statement that sets budgets and says nothing of a fund.

    Only where the framework has one share for all. A range, or a share for the PCT to set, is for those who pool.
    """
    if schedule.most or matter.framework.parameters[schedule.share].local:
        return
    set_here = [position for position in read.positions if (position.amount(base) or 0) > 0]
    followed = any(Kind.SPENDING in position.figures for position in read.positions)
    raised = any(_RAISED.search(block.text) for block in matter.submission.blocks)
    if not set_here or followed or raised or matter.submission.form is not None:
        return
    own = matter.framework.parameters[schedule.share]
    yield RuleFinding(
        RULE.id,
        Severity.NOTE,
        f"No contribution is shown beside the {base}. “{schedule.title}”: {own.whole} "
        f"({matter.framework.source.cite(schedule.source)}).",
        "Show it, or say that there is none and why.",
        quoted(set_here[0].figures[base]),
    )


def _range(matter: Matter, schedule: Contribution) -> tuple[Parameter, Parameter]:
    """Return the least and the most that the framework has; the same figure twice where it has one share.

    A share that a PCT may vary within limits has those limits.
    """
    own = matter.framework.parameters[schedule.share]
    if schedule.most:
        return own, matter.framework.parameters[schedule.most]
    if own.local and own.minimum is not None and own.maximum is not None and own.varied_from is None:
        return _with(own, own.minimum), _with(own, own.maximum)
    return own, own


def _with(figure: Parameter, value: Decimal) -> Parameter:
    return replace(figure, value=value)


def _positive(paid: Figure) -> Figure:
    return replace(paid, amount=abs(paid.amount))


def _close(paid: Figure, base: Figure, rate: Decimal) -> bool:
    """Return whether a contribution is a percentage of a budget, but for rounding."""
    wanted = base.amount * rate / 100
    return abs(abs(paid.amount) - wanted) <= paid.half + base.half * rate / 100 + wanted * _CLOSE / 100


def _of_what_is_before(paid: Figure, bases: list[Figure], rate: Decimal) -> bool:
    """Return whether a contribution is a percentage of a budget from which it has been taken already."""
    return any(
        abs(abs(paid.amount) - (base.amount + abs(paid.amount)) * rate / 100)
        <= paid.half + (base.amount + abs(paid.amount)) * rate / 100 * Decimal("0.001")
        for base in bases
    )


RULE = Rule(
    id="budget-contribution",
    title="Contributions to a contingency fund or risk pool",
    looks_at=(
        "Compares what each practice contributes with the framework's share or range of its budget, and with the "
        "percentage and the remaining budget that the statement itself gives."
    ),
    example="A top slice of £30,000 from a budget of £1,000,000 in a framework with 5%: should fix.",
    limits=(
        "The budget has to stand in the same file. What rounding to thousands explains is let pass, and so is a share "
        "of the budget before the contribution was taken from it. How a fund was used is not looked at."
    ),
    find=find,
    of=BUDGET_STATEMENTS,
)
