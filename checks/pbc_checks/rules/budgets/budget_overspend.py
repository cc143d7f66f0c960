"""Overspends: whether a statement's variances are right, and what the framework asks of a practice above its budget."""

from __future__ import annotations

from collections.abc import Iterator

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.report.wording import listed
from pbc_checks.rules.budgets.overspend_following import followed, without_a_trigger
from pbc_checks.rules.budgets.statement import Position, Statement, statement
from pbc_checks.rules.budgets.statement_arithmetic import agrees, differs, per_cent, quoted, share
from pbc_checks.rules.budgets.statement_columns import Kind
from pbc_checks.rules.budgets.statement_profile import against_profile, not_in_profile
from pbc_checks.rules.budgets.statement_spending import VARIANCES, Spent, judged, outcomes, signs_of
from pbc_checks.rules.matter import BUDGET_STATEMENTS, Matter, Rule
from pbc_frameworks.schedules import Overspends

_FEWEST = 3  # lines whose signs tell which of them is the odd one


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield wrong variances, overspends that call for a plan, and what could not be told."""
    read = statement(matter)
    if not (read.positions or read.parts):
        return
    yield from _wrong(read)
    yield from _signs(read)
    yield from against_profile(RULE.id, matter, read, Kind.BUDGET)
    yield from not_in_profile(RULE.id, matter, read)
    known = [(position, over) for position in read.positions if (over := judged(position, read.positions)) is not None]
    sure = [(position, over) for position, over in known if over.sure]
    yield from _newest(read, [position for position, _ in known])
    yield from _unsure([(position, over) for position, over in known if not over.sure])
    schedule = next((each for each in matter.framework.schedules.values() if isinstance(each, Overspends)), None)
    if schedule is None:
        yield from without_a_trigger(RULE.id, matter, sure)
    else:
        yield from followed(RULE.id, matter, schedule, read, sure)


def _wrong(read: Statement) -> Iterator[RuleFinding]:
    for position in (*read.positions, *read.parts, *read.earlier):
        for kind in VARIANCES:
            stated = position.figures.get(kind)
            known = outcomes(position, kind) if stated else []
            if not stated or not known:
                continue
            right, over = [outcome for outcome, _ in known], known[0][1]
            of_spending = share(over.over, over.slack, over.spending, "") if over.spending else None
            if not of_spending or "percent" not in kind or not agrees(stated, of_spending) or agrees(stated, right[0]):
                yield from differs(RULE.id, position.name, stated, right, over.figures)
                continue
            yield RuleFinding(
                RULE.id,
                Severity.SHOULD_FIX,
                f"The {kind} of {position.name} is given as {stated.words}, which is a percentage of its spending; of "
                f"its budget it is {per_cent(abs(right[0].amount))}.",
                "Give it in percent of the budget.",
                quoted(stated, *over.figures),
            )


def _signs(read: Statement) -> Iterator[RuleFinding]:
    """Yield the variance whose sign is the other way round than that of all others of its kind."""
    for kind in (Kind.VARIANCE, Kind.FORECAST_VARIANCE):
        told = [(position, sign) for position in read.positions for sign in signs_of(position, kind)]
        minuses = {position.figures[kind].amount < 0 for position, _ in told}
        for sign in (1, -1):
            odd = [position.figures[kind] for position, own in told if own == sign]
            name = next((position.name for position, own in told if own == sign), "")
            if len(odd) == 1 and len(told) >= _FEWEST and len(minuses) > 1:
                yield RuleFinding(
                    RULE.id,
                    Severity.MUST_FIX,
                    f"The {kind} of {name} is given as {odd[0].words}: its sign is the other way round than in the "
                    "other lines.",
                    "Show overspends in the same way in every line.",
                    quoted(odd[0], *(position.figures[kind] for position, own in told if own != sign))[:2],
                )


def _newest(read: Statement, known: list[Position]) -> Iterator[RuleFinding]:
    if known and len(read.months) > 1:
        yield RuleFinding(
            RULE.id,
            Severity.NOTE,
            f"The file has statements of {len(read.months)} months: the newest, “{read.months[-1]}”, was judged by the "
            "framework's figures.",
            "Send the statement of one month if another was meant.",
            quoted(next(iter(known[0].figures.values()))),
        )


def _unsure(unsure: list[tuple[Position, Spent]]) -> Iterator[RuleFinding]:
    """Yield why overspends cannot be told: other months than the budget's, or a variance whose sign may mean either."""
    for by_spending in (True, False):
        several = [(position, over) for position, over in unsure if (over.spending is not None) == by_spending]
        if not several:
            continue
        header = several[0][1].budget.column.header
        why = (
            f"whether “{header}” is of the same months as the spending is not said"
            if by_spending
            else "the variance is given without the spending, and whether a minus is an overspend is not said"
        )
        yield RuleFinding(
            RULE.id,
            Severity.NOTE,
            f"Whether {listed([position.name for position, _ in several])} overspent cannot be told: {why}.",
            "Give the budget to date beside the spending to date." if by_spending else "Say it in the column's header.",
            tuple(each for _, over in several[:3] for each in quoted(over.budget)),
            determined=False,
        )


RULE = Rule(
    id="budget-overspend",
    title="Spending against the budget",
    looks_at=(
        "Works out each practice's variance from budget and spending, compares it with the one that is stated, and "
        "with the overspend from which the framework asks for a recovery plan. With a profile, budgets are compared "
        "with its own."
    ),
    example="Budget to date £1,250,000, spending £1,325,000, in a framework with 5%: a recovery plan is needed.",
    limits=(
        "Columns are known by the words of their headers. Hidden sheets are left out, and of several months the newest "
        "is judged. Spending to date beside a budget of the year is not judged, unless the stated variance shows that "
        "both are of the same months. Which sign an overspend has is left to the finance team, as long as it is the "
        "same in all lines."
    ),
    find=find,
    of=BUDGET_STATEMENTS,
)
