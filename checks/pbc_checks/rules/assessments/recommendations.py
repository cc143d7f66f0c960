"""Recommendations: what a self-assessment claims of each, whether it is evidenced, and what is missing, for whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.report.wording import counted, listed
from pbc_checks.rules.assessments.answer_rows import assessed
from pbc_checks.rules.assessments.recommendation_rows import Answered, SelfAssessment, State, self_assessment
from pbc_checks.rules.matter import SELF_ASSESSMENTS, Matter, Rule
from pbc_frameworks.model import Recommendations
from pbc_generator.compose.text import printed_date

_SHOWN = 3  # rows quoted beside a finding on several
ID = "recommendations"


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield what is claimed of each recommendation and what is missing, or why it cannot be told."""
    known = matter.framework.recommendations
    if known is None:
        return
    found = self_assessment(matter, known)
    if found is None:
        yield RuleFinding(
            ID,
            Severity.NOTE,
            "What is done cannot be told: no table was found with a column for the recommendations and one for whether "
            "they are done.",
            "Use the form, or a table with the columns: number, recommendation, done, evidence and action, by when.",
            determined=False,
        )
    elif found.blank:
        yield RuleFinding(
            ID,
            Severity.SHOULD_FIX,
            f"Nothing is filled in: none of the {counted(len(found.answers), 'recommendation')} has an answer.",
            "Fill in the form before it goes to the Board.",
        )
    else:
        yield from _denied(found)
        yield from _table(matter, found)
        yield from _answers(matter, found)
        yield _summary(known, found)


def _denied(found: SelfAssessment) -> Iterator[RuleFinding]:
    """Yield each recommendation that is claimed as done beside words that say it is still to be done."""
    for each in found.answers:
        if each.row and each.state is State.AGAINST:
            words = each.denial
            yield RuleFinding(
                ID,
                Severity.MUST_FIX,
                f"Recommendation {each.number} is claimed as done, but what stands beside it says that it is not: "
                f"“{words.rstrip('.')}”.",
                "Correct the answer, or the evidence.",
                (each.row.quoted("number", "what"), each.row.quoted("said", "why", "action", words=words)),
            )


def _table(matter: Matter, found: SelfAssessment) -> Iterator[RuleFinding]:
    """Yield what is wrong with the table itself: rows that are not known, missing, or there twice."""
    if found.unmatched:
        yield RuleFinding(
            ID,
            Severity.NOTE,
            f"{counted(len(found.unmatched), 'row')} of the table could not be told: neither the number nor the words "
            "are those of one recommendation. What stands there is left out of account.",
            "Give each row the number of its recommendation.",
            tuple(row.quoted("number", "what") for row in found.unmatched[:_SHOWN]),
            determined=False,
        )
    for one, other in found.differing:
        yield RuleFinding(
            ID,
            Severity.SHOULD_FIX,
            "One recommendation stands in the table twice, once as done and once as not done.",
            "Keep one of the two rows.",
            (one.quoted("what", "said"), other.quoted("what", "said")),
        )
    missing = [each for each in found.answers if each.row is None]
    if missing:
        unsure = bool(found.unmatched) or not matter.submission.receipt.complete
        yield RuleFinding(
            ID,
            Severity.NOTE if unsure else Severity.SHOULD_FIX,
            f"{_are(missing)} not in the table."
            + (" They may stand in what could not be read or told." if unsure else ""),
            "Add a row for each of them.",
            determined=not unsure,
        )


def _answers(matter: Matter, found: SelfAssessment) -> Iterator[RuleFinding]:
    """Yield answers that are missing, unclear or without what belongs to them."""
    document = matter.framework.documents.get(matter.definition.kind)
    own = document.each if document else ""
    there = [each for each in found.answers if each.row is not None]
    left = [each for each in there if each.state in {State.PARTLY, State.NOT_DONE}]
    ours = [each for each in left if own in each.recommendation.audiences]
    yield from _several(
        [each for each in there if each.state is State.UNANSWERED],
        "not answered",
        "Say of each whether it is done.",
    )
    yield from _several(
        [each for each in there if each.state is State.UNCLEAR],
        "answered neither with yes nor with partly or no",
        "Answer yes, partly or no.",
        determined=False,
    )
    yield from _several(
        [each for each in there if each.state is State.CLAIMED],
        "claimed as done without evidence",
        "Say what shows it: the paper, its date, the figures.",
    )
    yield from _several(
        [each for each in ours if not each.words or each.due is None],
        "not done, or done in part, without an action and a date",
        "Say what will be done, and by when.",
        lambda each: f" ({listed([what for what, lacks in _lacking(each) if lacks])})",
    )
    yield from _several(
        [each for each in there if own not in each.recommendation.audiences and each in left and not each.words],
        "for others, and nothing is said beside the answer",
        "Say what was received from those whom it is for, or why it does not concern you.",
    )
    day = _today(matter)
    if day:
        yield from _several(
            [each for each in left if each.due and each.due.last < day],
            f"not done, or done in part, with a date before {printed_date(day)}",
            "Say whether it was done by then, or give a new date.",
            lambda each: f" ({each.due.said})" if each.due else "",
        )


def _several(
    answers: Sequence[Answered],
    what: str,
    action: str,
    beside: Callable[[Answered], str] = lambda _: "",
    *,
    determined: bool = True,
) -> Iterator[RuleFinding]:
    """Yield one finding on all recommendations that have a fault, if any has."""
    if answers:
        yield RuleFinding(
            ID,
            Severity.SHOULD_FIX if determined else Severity.NOTE,
            f"{_are(answers, beside)} {what}.",
            action,
            tuple(each.row.quoted("number", "what") for each in answers[:_SHOWN] if each.row),
            determined,
        )


def _summary(known: Recommendations, found: SelfAssessment) -> RuleFinding:
    """Return how many recommendations are where, of all and of those for each audience."""
    audiences = [
        f"for {title} ({len(theirs)}): {_counts(theirs)}"
        for audience, title in known.audiences.items()
        if (theirs := [each for each in found.answers if audience in each.recommendation.audiences])
    ]
    return RuleFinding(
        ID,
        Severity.NOTE,
        f"Of {len(found.answers)} recommendations: {_counts(found.answers)}. By whom they are for, some for several: "
        f"{'; '.join(audiences)}.",
        "Put this before the Board with the form.",
    )


def _counts(answers: Sequence[Answered]) -> str:
    states = Counter(each.state for each in answers)
    return listed([f"{states[state]} {state}" for state in State if states[state]])


def _are(answers: Sequence[Answered], beside: Callable[[Answered], str] = lambda _: "") -> str:
    """Return "Recommendation 6 is" or "Recommendations 6, 7 and 11 are", with something beside each number."""
    numbers = listed([f"{each.number}{beside(each)}" for each in answers])
    return f"Recommendation {numbers} is" if len(answers) == 1 else f"Recommendations {numbers} are"


def _lacking(each: Answered) -> tuple[tuple[str, bool], ...]:
    return (("no action", not each.words), ("no date", each.due is None))


def _today(matter: Matter) -> date | None:
    """Return the day by which dates are past: the day it came in, or that of the assessment if that is all we know."""
    own = assessed(matter, "date-assessed")
    return matter.submitted or (own.last if own else None)


RULE = Rule(
    id=ID,
    title="Self-assessment against the recommendations",
    looks_at=(
        "Reads a self-assessment recommendation by recommendation: what is claimed as done, with what evidence, what "
        "is left without an action and a date, what is not answered or not there, and whom it is for."
    ),
    example="“Yes”, with “Policy not yet drafted” as evidence: must fix.",
    limits=(
        "Only tables with a column for the recommendations and one for whether they are done. Whether evidence is "
        "enough is for a person to say; that it denies the answer is found only where all of it does."
    ),
    find=find,
    of=SELF_ASSESSMENTS,
)
