"""Freed-up resources: whether they are committed in the time that the framework gives after their release."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pbc_checks.evidence.passages import sentences
from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.rules.dates.dated import written
from pbc_checks.rules.matter import PLANS, PROPOSALS, Matter, Rule, evidence
from pbc_checks.rules.spans import Span, financial_year, spans, year_from, year_said
from pbc_checks.submission import Block

_TIME = "fur-commitment-time"
_FREED_UP = re.compile(
    r"\bfreed[- ]up (?:resources?|money|funds?|savings?)|\bresources (?:that (?:are|were) )?freed up\b|\bFURs?\b"
    r"|\befficiency gains?\b",
    re.IGNORECASE,
)
_RELEASE = re.compile(
    r"\breleased? (?:to (?:us|the (?:practices?|cluster|group|locality|consortium)) )?(?:by [\w ]{2,30} )?"
    r"(?:in|on|during|from|at the)\s+(?:the\s)?(?:financial year\s)?$",
    re.IGNORECASE,
)
_COMMIT = re.compile(
    r"\b(?:commit(?:ted|s|ment)?|spen[dt]|spending|use[ds]?|invest(?:ed)?|bought|buy|pay|paid)\b", re.I
)
_COMMITTED = re.compile(r"\b(?:have|has|had|were|was|are|is) (?:all |fully |already |been )*committed\b", re.IGNORECASE)
_TO_COME = re.compile(
    r"\b(?:will|would|shall|plan(?:ned|s)? to|propose[sd]? to|intend(?:s|ed)? to|to be|ask to|wish(?:es)? to"
    r"|want(?:s)? to|is for|are for)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:in|on|during|from|by|until|between|over|for|to)\s+(?:the\s)?(?:financial year\s)?$", re.IGNORECASE
)
_NOT_THEIRS = re.compile(
    r"\b(?:sav(?:e|es|ed|ings? (?:from|of))|recurrent|thereafter|report|audit|evaluat|review|target|contract|tariff)\b",
    re.IGNORECASE,
)
_REACH = 90  # characters between the word for spending and its date


@dataclass(frozen=True, slots=True)
class _Said:
    """A date with what is said of freed-up resources on it, and where."""

    span: Span
    words: str
    block: Block


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield what is planned for later than the framework allows, or why that cannot be told."""
    parameter = matter.framework.parameters.get(_TIME)
    if parameter is None:
        return
    about = [block for block in matter.running if _FREED_UP.search(block.text)]
    if not about or any(_COMMITTED.search(block.text) for block in about):
        return
    released = [each for block in about for each in _released(block)]
    planned = [each for block in about for each in _planned(block)]
    years = {financial_year(each.span.last) for each in released}
    by = matter.set_by(_TIME)
    rule = f"{by[:1].upper()}{by[1:]} has them committed within {parameter} of their release ({matter.cite(_TIME)})."
    if len(years) != 1:
        to_come = next((block for block in about if _to_come(block)), None)
        if to_come is not None:
            why = "several years of release are named" if years else "when they were released is not said"
            yield RuleFinding(
                RULE.id,
                Severity.NOTE,
                f"Freed-up resources are to be used, but whether in time cannot be told: {why}. {rule}",
                "Say in which financial year they were released, and when they will be committed.",
                (evidence(to_come, next(_with_freed_up(to_come), "")),),
                determined=False,
            )
        return
    allowed = year_from(years.pop(), int(parameter.value))
    late = [each for each in planned if allowed.before(each.span)]
    # Something committed in time may be paid for later.
    if not late or any(each.span.first <= allowed.last for each in planned):
        return
    year = year_said(financial_year(released[0].span.last))
    yield RuleFinding(
        RULE.id,
        Severity.SHOULD_FIX,
        f"Freed-up resources released in {year} are to be used in {late[0].words}, after the time in which they "
        f"have to be committed. {rule}",
        _action(matter, Span(allowed.last, allowed.last)),
        tuple(dict.fromkeys((evidence(released[0].block, released[0].words), evidence(late[0].block, late[0].words)))),
    )


def _action(matter: Matter, end: Span) -> str:
    """Return what to do, by whether the time was over when the submission came in, or else when it was written."""
    own = written(matter)
    day = matter.submitted or (own.span.first if own else None)
    if day is not None and end.last < day:
        return f"Show the PCT's agreement to a later date: the time was over on {end.said}."
    return f"Commit them by {end.said}, or show the PCT's agreement to a later date."


def _released(block: Block) -> Iterator[_Said]:
    """Yield each date that a block gives for the release of freed-up resources."""
    for span in spans(block.text):
        if _RELEASE.search(block.text[max(0, span.start - _REACH) : span.start]):
            yield _Said(span, span.of(block.text), block)


def _planned(block: Block) -> Iterator[_Said]:
    """Yield each date on which a block plans to use them."""
    for sentence in sentences(block.text):
        if not _TO_COME.search(sentence) or _NOT_THEIRS.search(sentence):
            continue
        for span in spans(sentence):
            before = sentence[max(0, span.start - _REACH) : span.start]
            if _COMMIT.search(before) and _WHEN.search(before) and not _RELEASE.search(before):
                yield _Said(span, span.of(sentence), block)


def _with_freed_up(block: Block) -> Iterator[str]:
    return (sentence for sentence in sentences(block.text) if _FREED_UP.search(sentence))


def _to_come(block: Block) -> bool:
    """Return whether a sentence says of freed-up resources that they will be used."""
    return any(_TO_COME.search(sentence) and _COMMIT.search(sentence) for sentence in _with_freed_up(block))


RULE = Rule(
    id="freed-up-commitment",
    title="When freed-up resources are committed",
    looks_at=(
        "Compares when freed-up resources are to be used with when they were released, by the framework's time for "
        "committing them."
    ),
    example=(
        "“Freed-up resources released in 2008/09 will be spent in 2010/11” in County Durham, where they are committed "
        "within one financial year: should fix."
    ),
    limits=(
        "Only frameworks with such a time. “2008/09 freed-up resources” says in which year they were freed up, not "
        "when they were released. The time is taken to end with the financial year of the release; what is committed "
        "in time may be paid for later."
    ),
    find=find,
    of=(*PROPOSALS, *PLANS, "outline-statement", "practice-plan", "annual-work-plan", "five-year-strategy"),
)
