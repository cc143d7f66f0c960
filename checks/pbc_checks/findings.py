"""Findings: what the checker concludes of one requirement in one submission, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pbc_checks.submission import Receipt


class Status(StrEnum):
    """The seven verdicts."""

    MET = "met"
    PARTIAL = "partial"
    PLACEHOLDER = "placeholder"
    SAID_NOT_DONE = "said-not-done"
    ABSENT = "absent"
    UNREADABLE = "unreadable"
    NOT_APPLICABLE = "not-applicable"

    @property
    def missing(self) -> bool:
        """Return whether a board would call the requirement missing."""
        return self in {Status.PLACEHOLDER, Status.SAID_NOT_DONE, Status.ABSENT}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the submission, exactly as they stand there, and their place."""

    quote: str
    where: str


@dataclass(frozen=True, slots=True)
class PartFinding:
    """The verdict on one essential part of a requirement."""

    part: str
    title: str
    status: Status
    evidence: tuple[Evidence, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on one requirement.

    `evidence` is what the verdict rests on, best first. For an absence it is empty, and `nearest` holds the passages
    that came closest, with why each failed in `reason`. `action` says what to do, and is empty when met.

    `confidence` is how often a verdict like this one is right, from 0 to 1, None where the rules alone judge; `unsure`
    says that it is too low to go by. `by_rules` is what the rules alone say.
    """

    requirement: str
    title: str
    criterion: str
    source: str
    status: Status
    parts: tuple[PartFinding, ...]
    evidence: tuple[Evidence, ...]
    nearest: tuple[Evidence, ...]
    reason: str
    action: str
    confidence: float | None = None
    unsure: bool = False
    by_rules: Status | None = None


class Severity(StrEnum):
    """How much a finding of a rule matters: to a decision, to a reader, or only to know."""

    MUST_FIX = "must-fix"
    SHOULD_FIX = "should-fix"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """What a rule found: `what` is wrong, with quotations, and what to do. The texts are sentences.

    With `determined` false the rule could not tell, and says why.
    """

    rule: str
    severity: Severity
    what: str
    action: str
    evidence: tuple[Evidence, ...] = ()
    determined: bool = True


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How well verdicts on one requirement agree with assessors', measured on submissions not learned from.

    `items` are the assessed submissions, `agreed` those with the same of met, partly met and missing. Of `wanted`,
    which assessors call missing, and `said`, which the checker does, `found` are the same.
    """

    items: int
    agreed: int
    wanted: int
    said: int
    found: int


@dataclass(frozen=True, slots=True)
class Scorers:
    """The learned scorers that had a say in a report: what they are, and how well they do by requirement id."""

    name: str
    submissions: int
    unsure_below: float
    accuracy: Mapping[str, Accuracy]


@dataclass(frozen=True, slots=True)
class Received:
    """What a report says of the submission's file, without its words.

    `form` says that it was read as a completed form. `proposer` is the practice, cluster or locality that it comes
    from, empty where that is not known.
    """

    name: str
    format: str
    sha256: str
    size: int  # bytes
    words: int
    pages: int | None
    title: str
    form: bool
    receipt: Receipt
    proposer: str = ""


@dataclass(frozen=True, slots=True)
class Times:
    """When a submission came in, and by when a decision should and has to be made; None is what is not known."""

    submitted: date | None = None
    aim: date | None = None
    limit: date | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All findings on one submission, in the order of the framework's requirements. It holds all that is reported.

    `scorers` is None where the rules alone judge. `checks` are what the kinds of rule found, the gravest first.
    """

    submission: Received
    framework: str
    framework_title: str
    document: str
    document_title: str
    version: str
    findings: tuple[Finding, ...]
    scorers: Scorers | None = None
    checks: tuple[RuleFinding, ...] = ()
    times: Times = Times()

    @property
    def learned(self) -> bool:
        """Return whether the learned scorers had a say in any finding."""
        return any(finding.confidence is not None for finding in self.findings)

    def count(self, status: Status) -> int:
        """Return how many requirements have this status."""
        return sum(finding.status is status for finding in self.findings)

    def weighing(self, severity: Severity) -> int:
        """Return how many findings of rules have this severity."""
        return sum(finding.severity is severity for finding in self.checks)

    @property
    def something_missing(self) -> bool:
        """Return whether any requirement is missing or could not be judged."""
        return any(finding.status.missing or finding.status is Status.UNREADABLE for finding in self.findings)
