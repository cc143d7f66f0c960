"""What follows from an overspend by a framework: a recovery plan, close monitoring, its end, or nothing of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.report.wording import listed
from pbc_checks.rules.budgets.statement import Figure, Position, Statement
from pbc_checks.rules.budgets.statement_arithmetic import per_cent, pounds, quoted, sentence, share
from pbc_checks.rules.budgets.statement_columns import Kind
from pbc_checks.rules.budgets.statement_spending import VARIANCES, Spent, judged, spent
from pbc_checks.rules.budgets.statement_words import on_recovery, recovery_form
from pbc_checks.rules.matter import Matter
from pbc_frameworks.model import Parameter
from pbc_frameworks.schedules import FreedUpResources, Overspends
from pbc_generator.schedules.freed_up_resources import YearEnd
from pbc_generator.schedules.overspends import PLAN, WATCH, overspends

_IN_RECOVERY = re.compile(r"\brecovery (?:plan|strategy)\b|\bFRP\b|\bin recovery\b", re.IGNORECASE)
_NO_PLAN = re.compile(
    r"\b(?:no|not|without|none|needs?|required?|requires)\b[^.|]{0,40}(?:recovery|FRP)"
    r"|(?:recovery|FRP)[^.|]{0,40}\b(?:not|needed|required|outstanding|awaited|due|to be)\b",
    re.IGNORECASE,
)

_Known = Sequence[tuple[Position, Spent]]


def followed(rule: str, matter: Matter, schedule: Overspends, read: Statement, known: _Known) -> Iterator[RuleFinding]:
    """Yield what the framework's trigger and end make of each practice's overspend."""
    trigger = matter.framework.parameters[schedule.trigger]
    end = matter.framework.parameters[schedule.end] if schedule.end else None
    rows = [YearEnd(position.name, over.budget.amount, over.budget.amount + over.over) for position, over in known]
    what = overspends(rows, trigger, end).column("What follows")
    between: list[tuple[Position, Spent]] = []
    for (position, over), follows in zip(known, what, strict=True):
        percentage = share(over.over, over.slack, over.budget, "")
        if percentage is None:
            continue
        limits = [limit for limit in (trigger, end) if limit]
        if over.budget.column.unit > 1 and any(
            abs(percentage.amount - each.value) < percentage.slack for each in limits
        ):
            yield _too_rounded(rule, position, over, percentage.amount)
        elif follows == PLAN:
            yield _plan(rule, matter, trigger, position, over)
        elif (ahead := _forecast(position, trigger.value)) is not None and ahead is not over:
            yield _plan(rule, matter, trigger, position, ahead)
        elif end and _in_monitoring(read, position, trigger.value, end.value):
            yield _monitored(rule, matter, end, position, over, goes_on=follows == WATCH)
        elif follows == WATCH:
            between.append((position, over))
    if between and end and not read.earlier:
        yield _between(rule, matter, trigger, end, between)


def without_a_trigger(rule: str, matter: Matter, known: _Known) -> Iterator[RuleFinding]:
    """Yield a note on overspends under a framework that names none from which something follows."""
    over = [(position, each) for position, each in known if each.over > each.slack]
    if not over:
        return
    names = [f"{position.name} by {pounds(each.over)}{_in_brackets(each)}" for position, each in over]
    words = on_recovery(matter)
    whole = next((each for each in matter.framework.schedules.values() if isinstance(each, FreedUpResources)), None)
    if not words and whole and whole.saving_of == "locality":
        words = f"Overspends count for the locality as a whole ({matter.framework.source.cite(whole.source)})."
    conventions = dict.fromkeys(each.convention for _, each in over)
    said = [f"Above budget: {listed(names)}.", "The framework names no overspend from which a recovery plan is needed."]
    yield RuleFinding(
        rule,
        Severity.NOTE,
        " ".join(filter(None, (*said, words, *conventions))),
        "Discuss with the practices what causes it.",
        tuple(each for _, spending in over[:3] for each in quoted(spending.budget)),
    )


def _plan(rule: str, matter: Matter, trigger: Parameter, position: Position, over: Spent) -> RuleFinding:
    forecast = over.variance is Kind.FORECAST_VARIANCE
    running = _running(matter, position)
    form = recovery_form(matter)
    percentage = share(over.over, over.slack, over.budget, "")
    what = (
        f"{sentence(position.name)} {'is forecast to be' if forecast else 'is'} {pounds(over.over)} above its budget, "
        f"{per_cent(percentage.amount) if percentage else ''}: above {trigger} a recovery plan is agreed "
        f"({matter.cite(trigger.id)})."
    )
    said = "The statement speaks of one." if running else "The statement speaks of none."
    action = f"Agree one; the form “{form}” is there for it." if form else "Agree one."
    return RuleFinding(
        rule,
        Severity.NOTE if running or forecast else Severity.SHOULD_FIX,
        " ".join(filter(None, (what, said, over.convention))),
        "Compare the position with the plan." if running else action,
        quoted(*over.figures, *_stated(position)),
    )


def _monitored(
    rule: str, matter: Matter, end: Parameter, position: Position, over: Spent, *, goes_on: bool
) -> RuleFinding:
    percentage = share(over.over, over.slack, over.budget, "")
    amount = percentage.amount if percentage else Decimal(0)
    return RuleFinding(
        rule,
        Severity.NOTE,
        f"{sentence(position.name)} was above the overspend that calls for a recovery plan, and is now {_way(amount)} "
        f"its budget: close monitoring {'goes on until' if goes_on else 'may end, as'} the variance is within {end} "
        f"({matter.cite(end.id)}).",
        "Tell the practice and the group.",
        quoted(*over.figures, *_stated(position)),
    )


def _between(rule: str, matter: Matter, trigger: Parameter, end: Parameter, known: _Known) -> RuleFinding:
    return RuleFinding(
        rule,
        Severity.NOTE,
        f"Between {end} and {trigger} above budget: {listed([position.name for position, _ in known])}. Where a "
        f"recovery plan runs already, close monitoring goes on until the variance is within {end} "
        f"({matter.cite(end.id)}). Whether one runs cannot be told from one month.",
        "Look at the statements of the months before.",
        tuple(each for _, over in known[:3] for each in quoted(over.budget)),
        determined=False,
    )


def _too_rounded(rule: str, position: Position, over: Spent, percentage: Decimal) -> RuleFinding:
    return RuleFinding(
        rule,
        Severity.NOTE,
        f"{sentence(position.name)} is about {_way(percentage)} its budget. The figures are rounded so far that it "
        "cannot be told on which side of the framework's limit that is.",
        "Look at the figures in pounds.",
        quoted(*over.figures),
        determined=False,
    )


def _running(matter: Matter, position: Position) -> bool:
    """Return whether a practice's row, or a sentence that names it, says that there is a recovery plan."""
    texts = [position.block.text]
    texts += [block.text for block in matter.running if not block.cells and position.name in block.text]
    return any(_IN_RECOVERY.search(text) and not _NO_PLAN.search(text) for text in texts)


def _forecast(position: Position, trigger: Decimal) -> Spent | None:
    """Return what a practice is forecast to spend, where that is above the trigger."""
    for each in spent(position):
        percentage = share(each.over, each.slack, each.budget, "")
        if each.variance is Kind.FORECAST_VARIANCE and percentage and percentage.amount > trigger:
            return each
    return None


def _in_monitoring(read: Statement, position: Position, trigger: Decimal, end: Decimal) -> bool:
    """Return whether a practice was above the trigger in an earlier month, and not within the end since."""
    for before in reversed(read.before(position)):
        over = judged(before, read.earlier)
        percentage = share(over.over, over.slack, over.budget, "") if over and over.sure else None
        if percentage and percentage.amount > trigger:
            return True
        if percentage and percentage.amount <= end:
            return False
    return False


def _stated(position: Position) -> list[Figure]:
    return [position.figures[kind] for kind in VARIANCES if kind in position.figures]


def _in_brackets(over: Spent) -> str:
    percentage = share(over.over, over.slack, over.budget, "")
    return f" ({per_cent(percentage.amount)})" if percentage else ""


def _way(percentage: Decimal) -> str:
    return f"{per_cent(abs(percentage))} {'above' if percentage > 0 else 'below'}"
