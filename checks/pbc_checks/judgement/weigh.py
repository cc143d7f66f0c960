"""Which of the two counts: the rules' verdict on a requirement, or what the learned scorers make of its passages."""

from __future__ import annotations

from dataclasses import dataclass

from pbc_checks.evidence.match import EVIDENCE
from pbc_checks.evidence.passages import Passage
from pbc_checks.evidence.verdict import Case, Verdict, judge, nothing
from pbc_checks.findings import Status
from pbc_checks.learned.assessment import Assessment
from pbc_checks.learned.candidates import Pages

WORTH_QUOTING = 0.02  # probability from which a passage is shown, after the first two
_LIKELY = 0.5  # probability from which a passage is taken to be the answer, so that its denial is the answer's


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a requirement, and how it was reached.

    `rules` is what the rules alone say. Where the scorers had a say, `confidence` is the probability of the verdict,
    `passages` are those it rests on, the best first, of which the first `worth_quoting` are likely to bear on it, and
    `against` the one that says it was not done, or nothing yet.
    """

    case: Case
    rules: Verdict
    status: Status
    parts: tuple[Status, ...]
    confidence: float | None = None
    passages: tuple[Passage, ...] = ()
    worth_quoting: int = 0
    against: Passage | None = None

    @property
    def by_rules(self) -> bool:
        """Return whether the rules alone come to the same verdict."""
        return self.against is None and self.status is self.rules.status


def weigh(
    case: Case, assessment: Assessment | None = None, pages: Pages | None = None, unsure_below: float = 0.0
) -> Judgement:
    """Return the verdict on a requirement: the rules' own where there is no assessment.

    The rules also have the last word where a file has no words, a reason is given why a requirement does not apply, the
    box of a form was left empty, or no passage is anything but headings, placeholders and the form's own words; and
    where a form's own box says firmly what was asked and the scorers, which have not learned from forms, are unsure:
    their confidence is less than `unsure_below`.
    """
    rules = judge(case.parts, case.submission, case.not_applicable)
    alone = Judgement(case, rules, rules.status, rules.parts)
    if assessment is None or pages is None or case.answer_empty:
        return alone
    if not case.submission.words or rules.status is Status.NOT_APPLICABLE:
        return alone
    if assessment.confidence < unsure_below and rules.status is Status.MET and _in_its_box(case):
        return alone
    possible = [ranked for ranked in assessment.ranked if pages.evidence_possible[ranked.order]]
    if not possible:
        return alone
    status, against = _status(case, assessment, pages)
    parts = (status,) if len(case.parts) == 1 else rules.parts
    return Judgement(
        case,
        rules,
        status,
        parts,
        assessment.confidence,
        passages=tuple(pages.passages[ranked.order] for ranked in possible),
        worth_quoting=max(2, sum(ranked.probability >= WORTH_QUOTING for ranked in possible)),
        against=against,
    )


def _in_its_box(case: Case) -> bool:
    """Return whether each part is firmly evidenced by the form's own answer to the requirement."""
    own = {passage.order for passage in case.answer}
    return all(
        any(match.weight >= EVIDENCE and match.passage.order in own for match in part.best.matches)
        for part in case.parts
    )


def _status(case: Case, assessment: Assessment, pages: Pages) -> tuple[Status, Passage | None]:
    """Return the status that is likeliest, and the passage that says so where it says that nothing is there."""
    match assessment.best:
        case "met":
            return Status.MET, None
        case "partial":
            return Status.PARTIAL, None
        case _:
            status = nothing(case.parts, case.submission)
            first = assessment.ranked[0]
            if status is not Status.ABSENT or first.probability < _LIKELY:
                return status, None
            passage, features = pages.passages[first.order], pages.features[first.order]
            if features.denial:
                return Status.SAID_NOT_DONE, passage
            return (Status.PLACEHOLDER, passage) if features.placeholder and not passage.empty else (status, None)
