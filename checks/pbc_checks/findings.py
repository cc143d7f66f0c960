"""Findings: what the checker concludes of one requirement in one submission, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pbc_checks.submission import Submission


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


@dataclass(frozen=True, slots=True)
class Report:
    """All findings on one submission, in the order of the framework's requirements."""

    submission: Submission
    framework: str
    framework_title: str
    document: str
    document_title: str
    version: str
    findings: tuple[Finding, ...]

    def count(self, status: Status) -> int:
        """Return how many requirements have this status."""
        return sum(finding.status is status for finding in self.findings)

    @property
    def something_missing(self) -> bool:
        """Return whether any requirement is missing or could not be judged."""
        return any(finding.status.missing or finding.status is Status.UNREADABLE for finding in self.findings)
