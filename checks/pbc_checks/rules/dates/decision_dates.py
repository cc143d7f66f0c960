"""Decision dates: by when the PCT has to decide on a submission."""

from __future__ import annotations

from collections.abc import Iterator

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.rules.matter import PLANS, PROPOSALS, Matter, Rule
from pbc_frameworks.schedules import DecisionDates
from pbc_generator.compose.text import printed_date
from pbc_generator.schedules.dates import weeks_after


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield the dates by which a decision is due, or why they cannot be told."""
    dates = next((each for each in matter.framework.schedules.values() if isinstance(each, DecisionDates)), None)
    if dates is None:
        return
    if matter.submitted is None:
        yield RuleFinding(
            RULE.id,
            Severity.NOTE,
            "When the decision is due cannot be told: the day on which the submission came in is not known.",
            "Note the day on which it came in.",
            determined=False,
        )
        return
    for name, words in ((dates.aim, "should be made"), (dates.limit, "has to be made")):
        if name:
            figure = matter.framework.parameters[name]
            due = weeks_after(matter.submitted, int(figure.value))
            yield RuleFinding(
                RULE.id,
                Severity.NOTE,
                f"Submitted on {printed_date(matter.submitted)}: the decision {words} by {printed_date(due.day)}, "
                f"within {figure} ({matter.cite(name)}). This is the {figure.title[0].lower()}{figure.title[1:]}.",
                "Put it on the agenda of a meeting before that day.",
            )


RULE = Rule(
    id="decision-dates",
    title="When a decision is due",
    looks_at="Counts the framework's weeks from the day given with `--submitted`, to the last working day within them.",
    example=(
        "Submitted on 1 March 2010 under a framework with four and eight weeks: the decision should be made by "
        "29 March, and has to be made by 26 April."
    ),
    limits=(
        "Whether the submission was complete on that day, from which some frameworks count, is for a person to say. "
        "Holidays are those of England. Frameworks without a time for decisions have no dates."
    ),
    find=find,
    of=(*PROPOSALS, *PLANS),
)
