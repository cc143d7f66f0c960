"""From concepts to the rules' verdict: the best concept of each part, all parts of a requirement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pbc_checks.evidence import why
from pbc_checks.evidence.passages import Passage
from pbc_checks.evidence.result import ConceptResult, Level, NearMiss
from pbc_checks.findings import Status
from pbc_checks.submission import Submission
from pbc_frameworks.model import Framework, Part, Requirement


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
    """The status that the rules give a requirement and each of its parts."""

    status: Status
    parts: tuple[Status, ...]


def part_result(part: Part, results: Sequence[ConceptResult]) -> PartResult:
    """Return a part with its concepts, the best evidenced first."""
    return PartResult(part, tuple(sorted(results, key=lambda result: (-result.level, -result.weight))))


def judge(parts: Sequence[PartResult], submission: Submission, not_applicable: Passage | None = None) -> Verdict:
    """Return the status of a requirement and of its parts; `not_applicable` says that it does not apply, and why."""
    statuses = tuple(_part_status(part, submission) for part in parts)
    if not submission.words:
        return Verdict(Status.UNREADABLE, statuses)
    if all(status is Status.MET for status in statuses):
        return Verdict(Status.MET, statuses)
    if not_applicable is not None:
        return Verdict(Status.NOT_APPLICABLE, statuses)
    if any(part.level for part in parts):
        return Verdict(Status.PARTIAL, statuses)
    return Verdict(nothing(parts, submission), statuses)


def _part_status(part: PartResult, submission: Submission) -> Status:
    match part.level:
        case Level.MET:
            return Status.MET
        case Level.PARTIAL:
            return Status.PARTIAL
        case Level.NOTHING:
            return nothing((part,), submission)


def nothing(parts: Sequence[PartResult], submission: Submission) -> Status:
    """Return which kind of nothing was found."""
    if any(part.denials for part in parts):
        return Status.SAID_NOT_DONE
    if any(part.placeholders for part in parts):
        return Status.PLACEHOLDER
    if submission.form is None and any(part.guidance for part in parts):
        return Status.PLACEHOLDER
    return Status.ABSENT if submission.receipt.complete and submission.words else Status.UNREADABLE
