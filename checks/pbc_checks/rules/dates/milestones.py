"""Milestones: whether the dates of a plan of action still lie ahead, are in order and within the plan's period."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from pbc_checks.evidence.passages import sentences
from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.report.wording import counted
from pbc_checks.rules.dates.action_plan import ActionPlan, Step, action_plans
from pbc_checks.rules.dates.dated import written
from pbc_checks.rules.dates.milestone_order import out_of_order, starts_before_interview
from pbc_checks.rules.dates.plan_period import title_years
from pbc_checks.rules.matter import Matter, Rule, evidence
from pbc_checks.rules.spans import spans
from pbc_checks.submission import BlockKind
from pbc_generator.compose.text import printed_date

_MOST_SHOWN = 3
_PLANNED = re.compile(
    r"\b(?:will|to) (?:start|begin|open|be (?:in place|recruited|appointed|completed?|live|ready|running|open"
    r"|signed))\b|\bgo(?:es)? live\b",
    re.IGNORECASE,
)
# “Start: May 2009”, in a line of its own.
_STARTS = re.compile(r"(?:planned |proposed )?(?:start|opening|go[- ]live|launch)(?: date)?\s?[:–-]\s?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[:–-]?\s*(?:again )?(?:in|on|by|from|before|at)?\s*(?:the )?[\s-]*", re.IGNORECASE)
_FROM_TO = re.compile(r"\bfrom\s+(?:the\s)?$", re.IGNORECASE)
_UNTIL = re.compile(r"\s(?:to|until|till)\s(?:the\s)?", re.IGNORECASE)
_CHANGED = re.compile(
    r"\b(?:mov|brought|bring|chang|revis|postpon|earlier|forward|slip|amend|correct|rename|instead)", re.IGNORECASE
)
# What has happened is put so as well as what will: “Protocols signed off”.
_PARTICIPLE = re.compile(
    r"\b(?!need|speed|seed|feed|bed|shared|based|led\b|agreed to\b)\w{2,}ed\b|\b(?:met|held|sent|begun|began|written"
    r"|made|set|found|chosen|sought|given|taken|built|bought|in post|in place)\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:by|before|in)\s(?:the\s)?$")
_A_YEAR = timedelta(days=366)
_AFTERWARDS = re.compile(
    r"\b(?:review|report|evaluat|audit|account|refresh|results?|decision|decide|next plan|publish|year[- ]end|final)",
    re.IGNORECASE,
)


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield a finding for what is still to be done on a day gone by, is out of order or after the plan's period."""
    today, since = _today(matter)
    plans = list(action_plans(matter))
    for block in matter.running:
        for sentence in sentences(block.text) if spans(block.text) else ():
            if today and (past := _past_in_words(sentence, today)):
                yield RuleFinding(
                    RULE.id,
                    Severity.SHOULD_FIX,
                    f"“{past}” lies before {since}, but what is planned for it is still to come.",
                    "Bring the dates up to date.",
                    (evidence(block, sentence),),
                )
            if reversed_ := _reversed(sentence):
                yield RuleFinding(
                    RULE.id,
                    Severity.MUST_FIX,
                    f"What is said to run “{reversed_}” would end before it starts.",
                    "Correct one of the two dates.",
                    (evidence(block, reversed_),),
                )
        yield from starts_before_interview(block, RULE.id)
    for plan in plans:
        if today:
            yield from _past(plan, today, since)
        yield from out_of_order(plan, RULE.id)
    yield from _after_the_period(matter, plans)
    yield from _untold(plans)


def _untold(plans: Sequence[ActionPlan]) -> Iterator[RuleFinding]:
    """Yield a note on a plan none of whose dates can be read, so that nothing can be said of it."""
    undated = next((plan for plan in plans if plan.steps and not plan.dated), None)
    if undated:
        yield RuleFinding(
            RULE.id,
            Severity.NOTE,
            "Whether the milestones lie ahead and in order cannot be told: no line of the plan has a day, month or "
            "quarter with its year.",
            "Give each milestone its month and year.",
            (evidence(undated.steps[0].block),),
            determined=False,
        )


def _today(matter: Matter) -> tuple[date | None, str]:
    """Return the day that dates are compared with, and what it is in words; None where none is known."""
    if matter.submitted is not None:
        return matter.submitted, "the day on which the submission came in"
    own = written(matter)
    if own is None:
        return None, ""
    return own.span.first, f"the document's own date, {own.span.said}"


def _past_in_words(sentence: str, today: date) -> str:
    """Return the date of a sentence before which something is still to be done, if it has gone by; else nothing."""
    planned = _PLANNED.search(sentence)
    when = spans(sentence)
    if len(when) == 1 and when[0].last < today and _STARTS.fullmatch(sentence[: when[0].start]):
        return when[0].of(sentence)
    if (
        not planned
        or len(when) != 1
        or not _BETWEEN.fullmatch(sentence, planned.end(), max(planned.end(), when[0].start))
    ):
        return ""
    return when[0].of(sentence) if planned.end() <= when[0].start and when[0].last < today else ""


def _reversed(sentence: str) -> str:
    """Return “from … to …” with the later date first; nothing where dates were changed from one to another."""
    found = spans(sentence)
    for first, second in pairwise(found):
        lead = _FROM_TO.search(sentence[: first.start])
        joined = _UNTIL.fullmatch(sentence, first.end, second.start)
        if lead and joined and second.before(first) and not _CHANGED.search(sentence):
            return sentence[lead.start() : second.end]
    return ""


def _past(plan: ActionPlan, today: date, since: str) -> Iterator[RuleFinding]:
    """Yield one finding for all lines of a plan that are past and not said to be done."""
    past = [step for step in plan.dated if step.when and step.when.last < today and not step.marked_done]
    # Only a plan that is wholly past is out of date in what may have been done.
    everything = len(past) == len(plan.dated) and len(past) > 1
    left = past if everything else [step for step in past if not _PARTICIPLE.search(step.what)]
    if left:
        yield RuleFinding(
            RULE.id,
            Severity.SHOULD_FIX,
            f"{counted(len(left), 'milestone')} of the plan {'lies' if len(left) == 1 else 'lie'} before {since}, and "
            f"nothing says that {'it is' if len(left) == 1 else 'they are'} done: {_listed(left)}.",
            "Say what has been done, and bring the other dates up to date.",
            tuple(evidence(step.block) for step in left[:_MOST_SHOWN]),
        )


def _after_the_period(matter: Matter, plans: Sequence[ActionPlan]) -> Iterator[RuleFinding]:
    """Yield one finding for all lines of plans, and of lists, after the years that the title names.

    A report or an evaluation has another year.
    """
    titled = title_years(matter)
    if titled is None:
        return
    period, title = titled
    known = {id(step.block) for plan in plans for step in plan.dated}
    steps = [step for plan in plans for step in plan.dated]
    steps += [step for step in _by_a_day(matter) if id(step.block) not in known]
    late = []
    for step in steps:
        end = period.span.last + (_A_YEAR if _AFTERWARDS.search(step.what) else timedelta())
        if step.when and step.when.first > end:
            late.append(step)
    if late:
        yield RuleFinding(
            RULE.id,
            Severity.SHOULD_FIX,
            f"{counted(len(late), 'milestone')} {'lies' if len(late) == 1 else 'lie'} after the end of the plan's "
            f"period, {period.said}, on {printed_date(period.span.last)}: {_listed(late)}.",
            "Bring what belongs to the plan into its period, or say that the plan goes on beyond it.",
            (evidence(title), *(evidence(step.block) for step in late[:_MOST_SHOWN])),
        )


def _by_a_day(matter: Matter) -> Iterator[Step]:
    """Yield the items of lists that end with the day by which they are done: “pathway agreed by September 2007”."""
    for block in matter.running:
        when = spans(block.text) if block.kind is BlockKind.LIST_ITEM else ()
        if len(when) == 1 and _BY.search(block.text[: when[0].start]) and not block.text[when[0].end :].strip(" .;"):
            yield Step(block, _BY.sub("", block.text[: when[0].start]).strip(), when[0])


def _listed(steps: list[Step]) -> str:
    """Return the first few lines of a plan, with their dates, and how many more there are."""
    shown = [f"“{step.what or step.block.text}”" for step in steps[:_MOST_SHOWN]]
    more = len(steps) - len(shown)
    return "; ".join(shown) + (f"; and {more} more" if more else "")


RULE = Rule(
    id="milestones",
    title="Milestones that are past, out of order or too late",
    looks_at=(
        "Looks for what is still to be done before the day given with `--submitted`, or else before the document's own "
        "date; for steps that end before they start or come before what they depend on; and for milestones after the "
        "period in a plan's title. It reads sentences, tables and dated lists."
    ),
    example=(
        "“The clinic will start in April 2009” in a submission that came in on 4 January 2010: should fix. A step with "
        "the start 1 June 2010 and the end 1 March 2010: must fix."
    ),
    limits=(
        "Dates without a year are read only where the heading or the head of the column gives it; seasons never. In a "
        "plan that is partly past, what may be done by its wording (“Protocols signed off”) is let pass."
    ),
    find=find,
)
