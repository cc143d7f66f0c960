"""How long a plan says that it is, and from when to when it runs, beside the years in its title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.rules.dates.plan_period import Years, years
from pbc_checks.rules.matter import Matter, evidence
from pbc_checks.rules.number_words import NUMBERS
from pbc_checks.rules.spans import spans
from pbc_checks.submission import Block

_OWN_LENGTH = re.compile(
    r"\bthis (?P<count>one|two|three|four|five|six|seven|ten|[1-9]|10)[\s-]years? (?:\w+ )?(?:plan|strategy)\b"
    r"|\bthis (?:plan|strategy) (?:for|of) (?P<of>one|two|three|four|five|six|seven|ten|[1-9]|10) years?\b",
    re.IGNORECASE,
)
# “It” is the plan only where the sentence before speaks of the plan.
_RUNS = re.compile(
    r"(?:(?:^|(?<=[.!?]\s))(?:This|The|Our) (?:[\w-]+ )?(?:plan|strategy)"
    r"|\b(?:This|The|Our|this|our) (?:[\w-]+ ){0,2}(?:plan|strategy)\b[^.!?]{0,200}[.!?]\sIt)"
    r" (?:runs|covers|is for|lasts) (?:the time )?(?:from )?$"
    r"|(?:^|(?<=[.!?]\s))[Tt]he period (?:of|covered by) (?:this|the|our) (?:[\w-]+ )?(?:plan|strategy) is (?:from )?$"
    r"|^[Pp]eriod (?:of|covered by) (?:this|the) (?:[\w-]+ )?(?:plan|strategy)\s?[:|]\s?(?:from )?$"
)


def other_length(matter: Matter, period: Years, title: Block, rule: str) -> Iterator[RuleFinding]:
    """Yield “this two-year plan” where the title names three years; one year may be the one of them that is meant."""
    for block in matter.running:
        said = _OWN_LENGTH.search(block.text) if period.first != period.last else None
        if said is None:
            continue
        words = (said["count"] or said["of"]).lower()
        if (NUMBERS.get(words) or int(words)) not in period.counts and not any(years(block.text)):
            yield RuleFinding(
                rule,
                Severity.MUST_FIX,
                f"The title names {counted(period)}, {period.said}; the text says “{said.group()}”.",
                "Correct the wrong one.",
                (evidence(title), evidence(block, said.group())),
            )
            return


def other_days(matter: Matter, period: Years, title: Block, rule: str) -> Iterator[RuleFinding]:
    """Yield “it runs from … to …” where neither its first nor its last month is that of the title's years."""
    for block in matter.running:
        for first, last in pairwise(spans(block.text)):
            between = block.text[first.end : last.start].strip()
            if between not in {"to", "until", "–", "-"} or not _RUNS.search(block.text[: first.start]):
                continue
            begins, ends = (first.first, period.span.first), (last.last, period.span.last)
            if all((one.year, one.month) != (other.year, other.month) for one, other in (begins, ends)):
                words = block.text[first.start : last.end]
                yield RuleFinding(
                    rule,
                    Severity.MUST_FIX if period.financial else Severity.SHOULD_FIX,
                    f"The title says that the plan is for {period.said}; the text has it run from {words}.",
                    "Correct the wrong one.",
                    (evidence(title), evidence(block, words)),
                )
                return


def counted(each: Years) -> str:
    """Return how many years these are: “3 years”, or “2 or 3 years” where they can be either."""
    return f"{' or '.join(map(str, each.counts))} years"
