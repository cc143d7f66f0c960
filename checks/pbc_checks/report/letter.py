"""From findings to a letter of decision: what is not met becomes reasons, or conditions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pbc_checks.findings import Finding, Report, RuleFinding, Severity, Status
from pbc_checks.report.wording import stem
from pbc_checks.review.model import NO_REVIEW, Review, Reviewed, reviewed
from pbc_checks.rules.table import RULES
from pbc_generator.compose.letter import Condition, Decision, Letter, Reason

_NOT_MET = {Status.PARTIAL, Status.PLACEHOLDER, Status.SAID_NOT_DONE, Status.ABSENT, Status.UNREADABLE}


def letter_on(
    report: Report,
    decision: Decision,
    review: Review = NO_REVIEW,
    *,
    proposal: str = "",
    addressee: str = "",
    reference: str = "",
    submitted: date | None = None,
    decided: date | None = None,
    conditions: Iterable[Condition] = (),
) -> Letter:
    """Return the letter on a submission.

    A refusal gives as a reason, with the action that would resolve it, every criterion that is not met, and what rules
    found that must be fixed. Whether a criterion is met the assessor decides, where there is a verdict that has not
    lapsed, and the assessor's comment is the reason. An approval on conditions has those that are given, or the
    actions. What is not given of proposal, addressee and day is taken from the submission.
    """
    not_met = [each for each in reviewed(report, review) if each.status in _NOT_MET]
    must_fix = [check for check in report.checks if check.severity is Severity.MUST_FIX]
    reasons = (*map(_reason, not_met), *map(_reason_of_rule, must_fix))
    given = tuple(conditions)
    return Letter(
        decision=decision,
        kind=report.document,
        kind_title=report.document_title,
        proposal=proposal or report.submission.title,
        addressee=addressee or report.submission.proposer,
        reference=reference,
        submitted=submitted or report.times.submitted,
        decided=decided,
        reasons=reasons,
        conditions=given or tuple(Condition(action) for action in dict.fromkeys(each.action for each in reasons)),
        file=stem(report.submission),
    )


def _reason(each: Reviewed) -> Reason:
    finding, opinion = each.finding, each.opinion
    action = finding.action or f"Show how the proposal meets the criterion: {finding.criterion}"
    if opinion and opinion.comment and not opinion.lapsed:
        return Reason(finding.title, _sentence(opinion.comment), action, finding.source)
    why = _by_the_assessor(each) if each.overridden else _why(finding)
    return Reason(finding.title, why, action, finding.source)


def _reason_of_rule(check: RuleFinding) -> Reason:
    title = next((rule.title for rule in RULES if rule.id == check.rule), "Whether the proposal holds together")
    return Reason(title, check.what, check.action)


def _by_the_assessor(each: Reviewed) -> str:
    """Return why a criterion is not met of which the assessor judges otherwise than the checker, without a comment."""
    quoted = each.finding.evidence[:1]
    match each.status:
        case Status.PARTIAL:
            return "The proposal covers this only in part."
        case Status.PLACEHOLDER:
            return "The answer is left open."
        case Status.SAID_NOT_DONE:
            return "The proposal says itself that this has not been done."
        case Status.UNREADABLE:
            return "Part of the file could not be read, and may hold it."
        case _ if quoted:
            return f"What the proposal says on this was not enough: “{quoted[0].quote}” ({quoted[0].where})."
        case _:
            return "The proposal does not say anything on this."


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


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."
