"""Findings on the criteria that a self-assessment leaves for later: whether each has a date, and one in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dateutil.relativedelta import relativedelta

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.rules.assessments.level_standing import TIME, Standing, are
from pbc_checks.rules.spans import Span
from pbc_frameworks.model import LevelCriterion
from pbc_generator.compose.text import printed_date


def plan_findings(rule: str, standing: Standing, target: int) -> Iterator[RuleFinding]:
    """Yield which criteria up to a level remain without a date, with one that is past, or with one too late.

    The time allowed runs from the day of the assessment, or from the day on which it came in if that is later. `rule`
    is the id under which the findings are reported.
    """
    form = standing.form
    left = [
        each
        for each in standing.criteria
        if form.level(each) <= target and each.id in form.rows and not standing.met(each) and not standing.open(each)
    ]
    yield from _undated(
        rule,
        standing,
        [each for each in left if standing.due(each) is None and each.id not in standing.fallen_short],
    )
    dated = [(each, due) for each in left if (due := standing.due(each))]
    known = [day for day in (form.assessed and form.assessed.last, standing.matter.submitted) if day]
    if dated and known:
        yield from _dated(rule, standing, dated, max(known))
    elif dated:
        yield RuleFinding(
            rule,
            Severity.NOTE,
            "Whether the dates for the remaining criteria are in time cannot be told: neither the day of the "
            "assessment nor the day on which it came in is known.",
            "Date the form, and note the day on which it came in.",
            determined=False,
        )


def _undated(rule: str, standing: Standing, criteria: Sequence[LevelCriterion]) -> Iterator[RuleFinding]:
    if not criteria:
        return
    beside = standing.form.plans
    time = standing.matter.framework.parameters[TIME]
    yield RuleFinding(
        rule,
        Severity.NOTE if beside else Severity.SHOULD_FIX,
        f"{are(len(criteria))} not met, without a date in the table by which it will be: {standing.titles(criteria)}. "
        f"The remaining criteria need clear plans to be met within {time} ({standing.matter.cite(TIME)})."
        + (" What is said of plans beside the table may have the dates." if beside else ""),
        "Give for each what will be done, and the date.",
        standing.quoted(criteria, "why"),
        determined=not beside,
    )


def _dated(
    rule: str, standing: Standing, dated: Sequence[tuple[LevelCriterion, Span]], start: date
) -> Iterator[RuleFinding]:
    time = standing.matter.framework.parameters[TIME]
    end = start + relativedelta(months=int(time.value))
    late = [each for each, due in dated if due.first > end]
    past = [each for each, due in dated if due.last < start]
    if late:
        yield RuleFinding(
            rule,
            Severity.SHOULD_FIX,
            f"{are(len(late))} to be met later than {printed_date(end)}, which is {time} after {printed_date(start)}: "
            f"{standing.titles(late)} ({standing.matter.cite(TIME)}).",
            "Bring the plans forward, or agree with the committee what happens otherwise.",
            standing.quoted(late, "why", "due"),
        )
    if past:
        yield RuleFinding(
            rule,
            Severity.SHOULD_FIX,
            f"{are(len(past))} not met, with a date before {printed_date(start)}: {standing.titles(past)}.",
            "Say whether they were met by then, or give a new date.",
            standing.quoted(past, "why", "due"),
        )
