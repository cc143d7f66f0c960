"""Milestones: whether the dates of a plan of action still lie ahead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dateutil.relativedelta import relativedelta

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.rules.matter import Matter, Rule, evidence

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1
    )
    for name in names.split()
}  # fmt: skip
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_MONTH_YEAR = re.compile(rf"(?:(\d{{1,2}})(?:st|nd|rd|th)?\s)?\b({_NAMES})\.?\s((?:19|20)\d\d)\b", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b(?:will|to) (?:start|begin|open|be (?:in place|recruited|appointed|completed?|live|ready|running))\b"
    r"|\bgo(?:es)? live\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*[:–-]?\s*(?:in|on|by|from|before|at)?\s*(?:the )?(?:end of|beginning of|start of|early|mid|late)?[\s-]*",
    re.IGNORECASE,
)


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield a finding for each thing that is still to be done on a day before the submission came in."""
    if matter.submitted is None:
        return
    for block in matter.running:
        if not _PLANNED.search(block.text):
            continue
        for sentence in re.split(r"(?<=[.;])\s+", block.text):
            planned, when = _PLANNED.search(sentence), list(_MONTH_YEAR.finditer(sentence))
            if not planned or len(when) != 1 or not _BETWEEN.fullmatch(sentence, planned.end(), when[0].start()):
                continue
            last = _last_day(when[0])
            if last is not None and last < matter.submitted:
                yield RuleFinding(
                    RULE.id,
                    Severity.SHOULD_FIX,
                    f"“{when[0].group()}” lies before the day on which the submission came in, but what is planned for "
                    "it is still to come.",
                    "Bring the dates up to date.",
                    (evidence(block, sentence.strip()),),
                )


def _last_day(match: re.Match[str]) -> date | None:
    """Return the last day that a date can mean; None for one that there is not."""
    day, month, year = match.group(1), _MONTHS[match.group(2).lower()], int(match.group(3))
    try:
        return date(year, month, int(day)) if day else date(year, month, 1) + relativedelta(months=1, days=-1)
    except ValueError:
        return None


RULE = Rule(
    id="milestones",
    title="Milestones in the past",
    looks_at="Looks for what will start, open or be done on a date before the day given with `--submitted`.",
    example="“The clinic will start in April 2009” in a submission that came in on 4 January 2010: should fix.",
    limits="Only dates with month and year, in the same sentence as what is planned. Tables are not compared.",
    find=find,
)
