"""The finding on a requirement: its judgement with quotations, reason and action."""

from __future__ import annotations

from pbc_checks.evidence.match import EVIDENCE
from pbc_checks.evidence.passages import Passage
from pbc_checks.evidence.quotation import quotes
from pbc_checks.evidence.verdict import PartResult
from pbc_checks.findings import Evidence, Finding, PartFinding, Status
from pbc_checks.judgement import reasons
from pbc_checks.judgement.weigh import Judgement

MOST_QUOTATIONS = 3
_MOST_RANKED = 5  # quotations of passages that the scorers have ranked
_MOST_NEAR = 3
_SOMETHING = (Status.MET, Status.PARTIAL)


def finding(judgement: Judgement, unsure_below: float = 0.0) -> Finding:
    """Return the finding of a judgement; one whose confidence is below `unsure_below` is for a person to decide."""
    case = judgement.case
    requirement = case.requirement
    evidence = _evidence(judgement)
    confidence = judgement.confidence
    return Finding(
        requirement=requirement.id,
        title=requirement.title,
        criterion=requirement.criterion,
        source=case.framework.source.cite(requirement.source),
        status=judgement.status,
        parts=_parts(judgement, evidence),
        evidence=evidence,
        nearest=_nearest(judgement, evidence),
        reason=reasons.of_requirement(judgement),
        action=reasons.action(judgement),
        confidence=None if confidence is None else round(confidence, 2),
        unsure=confidence is not None and confidence < unsure_below,
        by_rules=judgement.rules.status,
    )


def _parts(judgement: Judgement, evidence: tuple[Evidence, ...]) -> tuple[PartFinding, ...]:
    """Return the findings on the parts: what the rules found of each, or the whole's where the scorers judged one."""
    case = judgement.case
    if len(case.parts) == 1 and judgement.confidence is not None:
        part = case.parts[0].part
        reason = reasons.of_requirement(judgement)
        return (PartFinding(part.id, part.title, judgement.parts[0], evidence, reason),)
    return tuple(
        PartFinding(
            part=part.part.id,
            title=part.part.title,
            status=status,
            evidence=quotes(_cited(part, status), case.submission.blocks, MOST_QUOTATIONS),
            reason=reasons.of_part(case, part, status, judgement.passages),
        )
        for part, status in zip(case.parts, judgement.parts, strict=True)
    )


def _cited(part: PartResult, status: Status) -> list[Passage]:
    """Return the passages that the rules rest a part's status on, best first."""
    best = part.best
    if status in _SOMETHING:
        strong = [match.passage for match in best.matches if match.weight >= EVIDENCE]
        return strong or [match.passage for match in best.matches]
    if status is Status.SAID_NOT_DONE:
        return [miss.passage for miss in part.denials]
    if status is Status.PLACEHOLDER:
        return [miss.passage for miss in part.placeholders or part.guidance]
    return []


def _evidence(judgement: Judgement) -> tuple[Evidence, ...]:
    """Return the quotations of a finding, the best first."""
    case, status = judgement.case, judgement.status
    blocks = case.submission.blocks
    if status is Status.NOT_APPLICABLE and case.not_applicable is not None:
        return quotes([case.not_applicable], blocks, 1)
    if status in {Status.ABSENT, Status.UNREADABLE}:
        return ()
    if judgement.against is not None:
        return quotes([judgement.against], blocks, 1)
    if status in _SOMETHING and judgement.passages:
        return quotes(judgement.passages[: judgement.worth_quoting], blocks, _MOST_RANKED)
    # Each part's best first, then the others.
    if status in _SOMETHING:
        pairs = [(part, said) for part, said in zip(case.parts, judgement.parts, strict=True) if said in _SOMETHING]
    else:
        said_of = zip(case.parts, judgement.parts, strict=True)
        pairs = [(part, said if said.missing else status) for part, said in said_of]
    cited = [_cited(part, said) for part, said in pairs]
    turns = [passages[turn] for turn in range(MOST_QUOTATIONS) for passages in cited if turn < len(passages)]
    return quotes(turns, blocks, MOST_QUOTATIONS)


def _nearest(judgement: Judgement, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Return what came closest to a requirement of which nothing was found."""
    case, status = judgement.case, judgement.status
    if not (status.missing or status is Status.UNREADABLE):
        return ()
    misses = [miss for part in case.parts for miss in part.near_misses if not (miss.guidance and case.submission.form)]
    ranked = [miss.passage for miss in sorted(misses, key=lambda miss: -miss.closeness)]
    passages = [*judgement.passages[:1], *ranked, *case.answer, *judgement.passages[1:]]
    found = quotes(passages, case.submission.blocks, _MOST_NEAR + len(evidence))
    return tuple(near for near in found if near not in evidence)[:_MOST_NEAR]
