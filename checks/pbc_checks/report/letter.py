"""From findings to a letter of decision: what is not met becomes reasons, or conditions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pbc_checks.findings import Finding, Report, Status
from pbc_generator.compose.letter import Condition, Decision, Letter, Reason

_NOT_MET = {Status.PARTIAL, Status.PLACEHOLDER, Status.SAID_NOT_DONE, Status.ABSENT, Status.UNREADABLE}


def letter_on(
    report: Report,
    decision: Decision,
    *,
    proposal: str = "",
    addressee: str = "",
    reference: str = "",
    submitted: date | None = None,
    decided: date | None = None,
    conditions: Iterable[Condition] = (),
) -> Letter:
    """Return the letter on a submission.

    A refusal gives every criterion that is not met as a reason, with the action that would resolve it. An approval on
    conditions has those that are given, or else the actions.
    """
    open_findings = [finding for finding in report.findings if finding.status in _NOT_MET]
    given = tuple(conditions)
    return Letter(
        decision=decision,
        kind=report.document,
        kind_title=report.document_title,
        proposal=proposal,
        addressee=addressee,
        reference=reference,
        submitted=submitted,
        decided=decided,
        reasons=tuple(map(_reason, open_findings)),
        conditions=given or tuple(Condition(finding.action) for finding in open_findings),
    )


def _reason(finding: Finding) -> Reason:
    return Reason(finding.title, _why(finding), finding.action, finding.source)


def _why(finding: Finding) -> str:
    """Return in a sentence or two why a criterion is not met, as a letter would say it."""
    quoted = f": “{finding.evidence[0].quote}” ({finding.evidence[0].where})" if finding.evidence else ""
    match finding.status:
        case Status.PLACEHOLDER:
            return f"The answer is left open{quoted}."
        case Status.SAID_NOT_DONE:
            return f"The proposal says itself that this has not been done{quoted}."
        case Status.UNREADABLE:
            return "Nothing was found on this, and part of the file could not be read."
        case Status.PARTIAL:
            lacking = "; ".join(part.title for part in finding.parts if part.status is not Status.MET)
            shown = f" Not shown firmly: {lacking}." if lacking else ""
            return f"The proposal covers this only in part.{shown}"
        case _ if finding.nearest and finding.by_rules in {Status.MET, Status.PARTIAL}:
            nearest = finding.nearest[0]
            return f"What the proposal says on this was not enough: “{nearest.quote}” ({nearest.where})."
        case _:
            return "The proposal does not say anything on this."
