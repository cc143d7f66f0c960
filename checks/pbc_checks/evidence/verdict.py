"""From concepts to a verdict: the best concept of each part, all parts of a requirement, and the reason in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pbc_checks.evidence.match import EVIDENCE, ConceptResult, Level, Match, NearMiss
from pbc_checks.evidence.passages import Passage
from pbc_checks.evidence.quotation import quote, quotes
from pbc_checks.findings import Evidence, Finding, PartFinding, Status
from pbc_checks.submission import Block, Submission
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


@dataclass(frozen=True, slots=True)
class Case:
    """What a verdict on one requirement is reached from."""

    framework: Framework
    requirement: Requirement
    submission: Submission
    parts: tuple[PartResult, ...]
    not_applicable: Passage | None = None
    answer_empty: bool = False  # the form's own answer was left as it was


def part_result(part: Part, results: Sequence[ConceptResult]) -> PartResult:
    """Return a part with its concepts, the best evidenced first."""
    return PartResult(part, tuple(sorted(results, key=lambda result: (-result.level, -result.weight))))


def finding(case: Case) -> Finding:
    """Return the verdict on a requirement with evidence, reason and action."""
    requirement = case.requirement
    parts = tuple(_part_finding(case, part) for part in case.parts)
    status = _status(case)
    evidence = _evidence(case, status)
    return Finding(
        requirement=requirement.id,
        title=requirement.title,
        criterion=requirement.criterion,
        source=case.framework.source.cite(requirement.source),
        status=status,
        parts=parts,
        evidence=evidence,
        nearest=_nearest(case, evidence) if status.missing or status is Status.UNREADABLE else (),
        reason=_reason(case, status, parts),
        action=_action(case, status),
    )


def _status(case: Case) -> Status:
    if case.not_applicable is not None:
        return Status.NOT_APPLICABLE
    levels = [part.level for part in case.parts]
    if all(level is Level.MET for level in levels):
        return Status.MET
    if any(levels):
        return Status.PARTIAL
    return _nothing(case.parts, case.submission)


def _nothing(parts: Sequence[PartResult], submission: Submission) -> Status:
    """Return which kind of nothing was found."""
    results = [result for part in parts for result in part.concepts]
    if any(result.denials for result in results):
        return Status.SAID_NOT_DONE
    if any(not miss.passage.empty for result in results for miss in result.placeholders):
        return Status.PLACEHOLDER
    if (
        any(miss.passage for result in results for miss in result.near if "guidance" in miss.why)
        and submission.form is None
    ):
        return Status.PLACEHOLDER
    return Status.ABSENT if submission.receipt.complete else Status.UNREADABLE


def _part_status(part: PartResult, submission: Submission) -> Status:
    match part.level:
        case Level.MET:
            return Status.MET
        case Level.PARTIAL:
            return Status.PARTIAL
        case Level.NOTHING:
            return _nothing((part,), submission)


def _part_finding(case: Case, part: PartResult) -> PartFinding:
    status = _part_status(part, case.submission)
    return PartFinding(
        part=part.part.id,
        title=part.part.title,
        status=status,
        evidence=quotes(_cited(part, status), case.submission.blocks, MOST_QUOTATIONS),
        reason=_part_reason(case, part, status),
    )


def _cited(part: PartResult, status: Status) -> list[Passage]:
    """Return the passages a part's status rests on, best first."""
    best = part.best
    if status in {Status.MET, Status.PARTIAL}:
        strong = [match.passage for match in best.matches if match.weight >= EVIDENCE]
        return strong or [match.passage for match in best.matches]
    if status is Status.SAID_NOT_DONE:
        return [miss.passage for result in part.concepts for miss in result.denials]
    if status is Status.PLACEHOLDER:
        return [miss.passage for result in part.concepts for miss in result.placeholders if not miss.passage.empty]
    return []


def _evidence(case: Case, status: Status) -> tuple[Evidence, ...]:
    """Return the quotations of a finding: each part's best first, then the others."""
    if case.not_applicable is not None:
        return quotes([case.not_applicable], case.submission.blocks, 1)
    if status in {Status.ABSENT, Status.UNREADABLE}:
        return ()
    cited = [
        _cited(part, _part_status(part, case.submission))
        for part in case.parts
        if status not in {Status.MET, Status.PARTIAL} or part.level
    ]
    turns = [passages[turn] for turn in range(MOST_QUOTATIONS) for passages in cited if turn < len(passages)]
    return quotes(turns, case.submission.blocks, MOST_QUOTATIONS)


def _near_misses(parts: Sequence[PartResult]) -> list[NearMiss]:
    misses = [miss for part in parts for result in part.concepts for miss in (*result.placeholders, *result.near)]
    touched = [
        NearMiss(match.passage, match.note or "it is outweighed", match.weight)
        for part in parts
        for result in part.concepts
        for match in result.matches
    ]
    return sorted((*misses, *touched), key=lambda miss: -miss.closeness)


def _nearest(case: Case, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    passages = [miss.passage for miss in _near_misses(case.parts) if not miss.passage.empty]
    found = quotes(passages, case.submission.blocks, _MOST_NEAR + len(evidence))
    return tuple(near for near in found if near not in evidence)[:_MOST_NEAR]


def _reason(case: Case, status: Status, parts: tuple[PartFinding, ...]) -> str:
    if status is Status.NOT_APPLICABLE:
        return "The submission says that this does not apply, and why."
    if case.answer_empty and status is Status.ABSENT:
        return "The form's answer was left empty, and nothing elsewhere in the document answers it."
    lead = "The form's own answer was left empty; this was found elsewhere. " if case.answer_empty else ""
    if len(parts) == 1:
        return lead + parts[0].reason
    return lead + " ".join(f"{_capital(part.title)}: {_small(part.reason)}" for part in parts)


def _part_reason(case: Case, part: PartResult, status: Status) -> str:
    best = part.best
    match status:
        case Status.MET:
            return f"Found, {_carried(best.matches[0])}."
        case Status.PARTIAL:
            return f"Only partly there: {best.lacking}. Looked for: {_looked_for(part)}."
        case Status.SAID_NOT_DONE:
            denial = next(miss for result in part.concepts for miss in result.denials)
            return f"The submission says it has not been done: {_shown(denial.passage, case.submission.blocks)}."
        case Status.PLACEHOLDER:
            return f"Only a placeholder or the form's own guidance stands here. Looked for: {_looked_for(part)}."
        case _:
            return _absence(case, part, status)


def _absence(case: Case, part: PartResult, status: Status) -> str:
    """Return what was looked for and not found, with the nearest passages and why each failed."""
    places = [miss for result in part.concepts for miss in result.placeholders if miss.passage.empty]
    said = f"Nothing found. Looked for: {_looked_for(part)}."
    if places:
        name = places[0].passage.label or places[0].passage.heading
        said += f" The heading '{name}' has nothing under it." if name else ""
    near = [
        f"{_shown(miss.passage, case.submission.blocks)} does not count, because {miss.why}."
        for miss in _near_misses((part,))
        if not miss.passage.empty
    ]
    if near:
        said += " " + " ".join(near[:_MOST_NEAR])
    if status is Status.UNREADABLE:
        unread = next(unread.what for unread in case.submission.receipt.unread if unread.blocks_absence)
        said += f" Part of the file could not be read ({unread}), so this is not called absent."
    return said


def _looked_for(part: PartResult) -> str:
    """Return what a part asks for in words: the concepts and what each means."""
    return "; or ".join(f"{result.concept.title}. {result.concept.means}".rstrip(".") for result in part.concepts)


def _carried(match: Match) -> str:
    """Return what makes a match evidence: its wording and its details."""
    words = []
    if match.phrasings:
        words.append(f"in the wording “{match.phrasings[0]}”")
    if match.headed:
        words.append(
            f"under “{match.passage.label or match.passage.heading}”"
            if match.passage.label or match.passage.heading
            else "in its place"
        )
    if match.specifics:
        words.append("with " + ", ".join(detail.text for detail in match.specifics[:4]))
    return " ".join(words) or "in so many words"


def _shown(passage: Passage, blocks: Sequence[Block]) -> str:
    evidence = quote(passage, blocks)
    return f"“{evidence.quote}” ({evidence.where})" if evidence else f"the passage at {passage.place}"


def _action(case: Case, status: Status) -> str:
    if status in {Status.MET, Status.NOT_APPLICABLE}:
        return ""
    lacking = [part.part.title for part in case.parts if part.level is not Level.MET]
    if status is Status.PARTIAL and len(case.parts) > 1 and len(lacking) < len(case.parts):
        return f"{case.requirement.action} Still wanted: {'; '.join(lacking)}."
    return case.requirement.action


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
