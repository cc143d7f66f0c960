"""The order of the lines of a plan: what ends before it starts, or comes before what it depends on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.rules.dates.action_plan import ActionPlan, Step
from pbc_checks.rules.matter import evidence
from pbc_checks.rules.spans import Span, spans
from pbc_checks.submission import Block

_AFTER_STEP = re.compile(
    r"\b(?:after|once|following|depends on|dependent on|follows)\s(?:step|stage|phase)\s(\d{1,2})\b", re.IGNORECASE
)
# What has to come before the next one, in the words of plans. The first kind that fits is a line's.
_KINDS = (
    (
        "the evaluation",
        re.compile(r"^(?:final |full |first-year )?evaluation\b|\bevaluate the (?:pilot|service)", re.IGNORECASE),
    ),
    ("the advertisement", re.compile(r"^(?:post |job )?advert", re.IGNORECASE)),
    ("the interview", re.compile(r"^interviews?\b", re.IGNORECASE)),
    (
        "the appointment",
        re.compile(
            r"^(?:recruit|appoint)|\b(?:nurse|therapist|worker|post-?holder|staff|manager) "
            r"(?:in post|starts|appointed|recruited)",
            re.IGNORECASE,
        ),
    ),
    (
        "the opening",
        re.compile(
            r"^(?:clinic|service|pilot|trial)s? (?:opens?|starts?|goes live|begins?)"
            r"|^(?:open|launch|go[- ]live|first clinic|first patients?)\b",
            re.IGNORECASE,
        ),
    ),
)
_ORDER = ("the advertisement", "the interview", "the appointment", "the opening", "the evaluation")
_NOT_THE_FIRST = re.compile(
    r"\b(?:second|third|2nd|3rd|further|additional|another|other|more|remaining|extra|next|replacement|permanent|phase|full"
    r"|re-?open|all|both)\b",
    re.IGNORECASE,
)


_POST_STARTS = re.compile(
    r"\b(?:post(?:-?holder)?|nurse|therapist|worker)\s(?:(?:will |to )?(?:starts?|begins?)(?: work)?"
    r"|(?:will )?takes? up (?:the )?post)\s(?:on |in )?$",
    re.IGNORECASE,
)
_INTERVIEWS = re.compile(
    r"\binterviews?\s(?:(?:will )?take place|(?:is|are|will be)(?: held)?)\s(?:on |in )?$", re.IGNORECASE
)
_ADVERTISED = re.compile(
    r"\badvertis(?:e|es|ed|ing) (?:for )?(?:the|a|this) "
    r"(?:(?!second|third|further|other|new|replac)\w+ )?(?:post|job|vacancy|nurse|therapist|worker)\s"
    r"(?:on |in )?$"
    r"|\b(?:post|job|vacancy) (?:is|will be) advertised\s(?:on |in )?$",
    re.IGNORECASE,
)


_REACH = 120  # characters before a date that say what it is the date of


def _before(span: Span, block: Block) -> str:
    """Return the words right before a date."""
    return block.text[max(0, span.start - _REACH) : span.start]


def starts_before_interview(block: Block, rule: str) -> Iterator[RuleFinding]:
    """Yield a post that starts before the interviews or the advertisement for it, where one text says both."""
    found = spans(block.text) if "nterview" in block.text or "dvert" in block.text else ()
    starts = [span for span in found if _POST_STARTS.search(_before(span, block))]
    for what, words in (("interviews", _INTERVIEWS), ("advertisement", _ADVERTISED)):
        first = [span for span in found if words.search(_before(span, block))]
        if len(starts) == len(first) == 1 and starts[0].before(first[0]):
            dates = [span.of(block.text) for span in (starts[0], first[0])]
            yield RuleFinding(
                rule,
                Severity.SHOULD_FIX,
                f"The post is dated {starts[0].said}, before the {what} for it, {first[0].said}.",
                "Correct the dates.",
                tuple(dict.fromkeys(evidence(block, each) for each in dates)),
            )
            return


def out_of_order(plan: ActionPlan, rule: str) -> Iterator[RuleFinding]:
    """Yield what is wrong with the order of a plan's lines, as findings of a rule."""
    yield from _ends_before_it_starts(plan, rule)
    by_words = list(_before_what_it_waits_for(plan, rule))
    yield from by_words or _numbered(plan, rule)
    yield from _kinds(plan, rule)


def _ends_before_it_starts(plan: ActionPlan, rule: str) -> Iterator[RuleFinding]:
    for step in plan.steps:
        if step.begins and step.ends and step.ends.before(step.begins):
            yield RuleFinding(
                rule,
                Severity.MUST_FIX,
                f"“{step.what}” would end before it starts.",
                "Correct one of the two dates.",
                (evidence(step.block),),
            )


def _before_what_it_waits_for(plan: ActionPlan, rule: str) -> Iterator[RuleFinding]:
    numbered = {step.number: step for step in plan.steps if step.number}
    for step in numbered.values():
        for match in _AFTER_STEP.finditer(step.block.text):
            first = numbered.get(int(match.group(1)))
            if first and first.when and (step.begins or step.when or first.when).before(first.when):
                yield _finding(
                    rule, f"Step {step.number} is dated before step {first.number}, which it waits for.", first, step
                )


def _numbered(plan: ActionPlan, rule: str) -> Iterator[RuleFinding]:
    """Yield the first step whose date lies before that of the step that is numbered before it."""
    numbers = [step.number for step in plan.steps]
    # Steps with a start and an end can run side by side.
    if any(step.begins for step in plan.steps):
        return
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))) or not numbers[0]:
        return
    dated = [step for step in plan.steps if step.when]
    for first, second in pairwise(dated):
        if _certainly_before(second, first):
            yield _finding(rule, f"Step {second.number} is dated before step {first.number}.", first, second)
            return


def _kinds(plan: ActionPlan, rule: str) -> Iterator[RuleFinding]:
    """Yield the first line that comes before what has to come first: an opening before the appointment."""
    found: dict[str, list[Step]] = {}
    for step in plan.steps:
        name = next((name for name, words in _KINDS if words.search(step.what)), "")
        if name and not _NOT_THE_FIRST.search(step.what):
            found.setdefault(name, []).append(step)
    single = [(name, found[name][0]) for name in _ORDER if len(found.get(name, [])) == 1]
    for (name, first), (after, second) in pairwise(single):
        if _certainly_before(second, first):
            yield _finding(rule, f"In the plan {after} is dated before {name}.", first, second)
            return


def _certainly_before(step: Step, other: Step) -> bool:
    return bool(step.when and other.when and step.when.before(other.when))


def _finding(rule: str, what: str, first: Step, second: Step) -> RuleFinding:
    return RuleFinding(
        rule,
        Severity.SHOULD_FIX,
        what,
        "Correct the dates, or the order of the plan.",
        (evidence(first.block), evidence(second.block)),
    )
