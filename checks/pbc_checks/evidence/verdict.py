"""From concepts to a verdict: the best concept of each part, all parts of a requirement, one finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pbc_checks.evidence import why
from pbc_checks.evidence.match import EVIDENCE
from pbc_checks.evidence.passages import Passage
from pbc_checks.evidence.quotation import quotes
from pbc_checks.evidence.result import ConceptResult, Level, NearMiss
from pbc_checks.findings import Evidence, Finding, PartFinding, Status
from pbc_checks.submission import Submission
from pbc_frameworks.model import Framework, Part, Requirement

MOST_QUOTATIONS = 3
_MOST_NEAR = 3


@dataclass(frozen=True, slots=True)
class PartResult:
    """A part of a requirement with the results of its concepts, the best first."""

    part: Part
    concepts: tuple[ConceptResult, ...]

    @property
    def best(self) -> ConceptResult:
        """Return the result that evidences the part furthest."""
        return self.concepts[0]

    @property
    def level(self) -> Level:
        """Return how far the part is evidenced."""
        return self.best.level

    @property
    def denials(self) -> list[NearMiss]:
        """Return what says that it was not done."""
        return [miss for result in self.concepts for miss in result.denials]

    @property
    def placeholders(self) -> list[NearMiss]:
        """Return what stands where the answer should be."""
        return [miss for result in self.concepts for miss in result.placeholders if not miss.passage.empty]

    @property
    def guidance(self) -> list[NearMiss]:
        """Return the form's own guidance where nothing else stands with it."""
        return [miss for result in self.concepts if not result.answered for miss in result.near if miss.guidance]

    @property
    def near_misses(self) -> list[NearMiss]:
        """Return what came closest without counting, the closest first."""
        misses = [miss for result in self.concepts for miss in (*result.placeholders, *result.near)]
        touched = [
            NearMiss(match.passage, match.note or why.OUTWEIGHED, match.weight)
            for result in self.concepts
            for match in result.matches
        ]
        stated = (miss for miss in (*misses, *touched) if not miss.passage.empty)
        return sorted(stated, key=lambda miss: -miss.closeness)


@dataclass(frozen=True, slots=True)
class Case:
    """What a verdict on one requirement is reached from.

    In a completed form `answer` are the passages of its own answer to the requirement, and `answer_empty` says that the
    box was left as it was.
    """

    framework: Framework
    requirement: Requirement
    submission: Submission
    parts: tuple[PartResult, ...]
    not_applicable: Passage | None = None
    answer: tuple[Passage, ...] = ()
    answer_empty: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The status of a requirement and of each of its parts."""

    status: Status
    parts: tuple[Status, ...]


def part_result(part: Part, results: Sequence[ConceptResult]) -> PartResult:
    """Return a part with its concepts, the best evidenced first."""
    return PartResult(part, tuple(sorted(results, key=lambda result: (-result.level, -result.weight))))


def finding(case: Case) -> Finding:
    """Return the verdict on a requirement with evidence, reason and action."""
    from pbc_checks.evidence import reasons

    requirement = case.requirement
    verdict = judge(case)
    evidence = _evidence(case, verdict)
    return Finding(
        requirement=requirement.id,
        title=requirement.title,
        criterion=requirement.criterion,
        source=case.framework.source.cite(requirement.source),
        status=verdict.status,
        parts=tuple(
            PartFinding(
                part=part.part.id,
                title=part.part.title,
                status=status,
                evidence=quotes(_cited(part, status), case.submission.blocks, MOST_QUOTATIONS),
                reason=reasons.of_part(case, part, status),
            )
            for part, status in zip(case.parts, verdict.parts, strict=True)
        ),
        evidence=evidence,
        nearest=_nearest(case, verdict.status, evidence),
        reason=reasons.of_requirement(case, verdict),
        action=reasons.action(case, verdict),
    )


def judge(case: Case) -> Verdict:
    """Return the status of a requirement and of its parts."""
    parts = tuple(_part_status(part, case.submission) for part in case.parts)
    if not case.submission.words:
        return Verdict(Status.UNREADABLE, parts)
    if all(status is Status.MET for status in parts):
        return Verdict(Status.MET, parts)
    if case.not_applicable is not None:
        return Verdict(Status.NOT_APPLICABLE, parts)
    if any(part.level for part in case.parts):
        return Verdict(Status.PARTIAL, parts)
    return Verdict(_nothing(case.parts, case.submission), parts)


def _part_status(part: PartResult, submission: Submission) -> Status:
    match part.level:
        case Level.MET:
            return Status.MET
        case Level.PARTIAL:
            return Status.PARTIAL
        case Level.NOTHING:
            return _nothing((part,), submission)


def _nothing(parts: Sequence[PartResult], submission: Submission) -> Status:
    """Return which kind of nothing was found."""
    if any(part.denials for part in parts):
        return Status.SAID_NOT_DONE
    if any(part.placeholders for part in parts):
        return Status.PLACEHOLDER
    if submission.form is None and any(part.guidance for part in parts):
        return Status.PLACEHOLDER
    return Status.ABSENT if submission.receipt.complete and submission.words else Status.UNREADABLE


def _cited(part: PartResult, status: Status) -> list[Passage]:
    """Return the passages a part's status rests on, best first."""
    best = part.best
    if status in {Status.MET, Status.PARTIAL}:
        strong = [match.passage for match in best.matches if match.weight >= EVIDENCE]
        return strong or [match.passage for match in best.matches]
    if status is Status.SAID_NOT_DONE:
        return [miss.passage for miss in part.denials]
    if status is Status.PLACEHOLDER:
        return [miss.passage for miss in part.placeholders or part.guidance]
    return []


def _evidence(case: Case, verdict: Verdict) -> tuple[Evidence, ...]:
    """Return the quotations of a finding: each part's best first, then the others."""
    if verdict.status is Status.NOT_APPLICABLE and case.not_applicable is not None:
        return quotes([case.not_applicable], case.submission.blocks, 1)
    if verdict.status in {Status.ABSENT, Status.UNREADABLE}:
        return ()
    found = {Status.MET, Status.PARTIAL}
    cited = [
        _cited(part, status)
        for part, status in zip(case.parts, verdict.parts, strict=True)
        if verdict.status not in found or status in found
    ]
    turns = [passages[turn] for turn in range(MOST_QUOTATIONS) for passages in cited if turn < len(passages)]
    return quotes(turns, case.submission.blocks, MOST_QUOTATIONS)


def _nearest(case: Case, status: Status, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Return what came closest to a requirement of which nothing was found."""
    if not (status.missing or status is Status.UNREADABLE):
        return ()
    misses = [miss for part in case.parts for miss in part.near_misses if not (miss.guidance and case.submission.form)]
    ranked = [miss.passage for miss in sorted(misses, key=lambda miss: -miss.closeness)]
    found = quotes([*ranked, *case.answer], case.submission.blocks, _MOST_NEAR + len(evidence))
    return tuple(near for near in found if near not in evidence)[:_MOST_NEAR]
