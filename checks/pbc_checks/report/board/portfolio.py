"""Many reports as a board looks at them: by kind of document, by practice, by what is most often missing, by time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from pbc_checks.findings import Finding, Report, RuleFinding, Severity, Status
from pbc_checks.report.wording import file_name, listed, shortened
from pbc_checks.review.model import Review, Reviewed, reviewed
from pbc_checks.rules.interests.nothing_said import RULE as SILENCE
from pbc_checks.rules.table import ABOUT_INTERESTS

_DAYS_A_WEEK = 7
_LONGEST_NAME = 120  # characters of a submission's name, which may be any text
_Thing = TypeVar("_Thing")
NOTHING_SAID = SILENCE.id
"""The rule that finds that nothing is said of interests."""
_MOST_NAMED = 12  # submissions that are named one by one
NOT_SAID = "Not said"
"""What stands in place of a proposer whom neither the submission nor anybody else has named."""


class Standing(StrEnum):
    """Whether a submission can be decided on as it is."""

    COMPLETE = "complete"
    NOT_COMPLETE = "not-complete"
    UNREAD = "unread"


class Pace(StrEnum):
    """Where a submission stands in the time there is to decide on it, on the day of a meeting."""

    IN_TIME = "in-time"
    PAST_THE_AIM = "past-the-aim"
    LATE = "late"
    NOT_KNOWN = "not-known"


@dataclass(frozen=True)
class Entry:
    """One submission of a portfolio: its number and name there, its report, and what the assessor says of it."""

    number: int
    name: str
    report: Report
    reviewed: tuple[Reviewed, ...]

    @property
    def proposer(self) -> str:
        """Return from whom it comes."""
        return self.report.submission.proposer or NOT_SAID

    def count(self, *statuses: Status) -> int:
        """Return how many requirements have one of some verdicts, the assessor's where there is one."""
        return sum(each.status in statuses for each in self.reviewed)

    @property
    def missing(self) -> tuple[Reviewed, ...]:
        """Return the requirements that are missing."""
        return tuple(each for each in self.reviewed if each.status.missing)

    @property
    def must_fix(self) -> tuple[RuleFinding, ...]:
        """Return what rules found that must be fixed."""
        return tuple(each for each in self.report.checks if each.severity is Severity.MUST_FIX)

    @property
    def interests(self) -> tuple[RuleFinding, ...]:
        """Return what rules found of interests that bear on it, as far as they could tell."""
        about = ABOUT_INTERESTS - {NOTHING_SAID}
        return tuple(each for each in self.report.checks if each.rule in about and each.determined)

    @property
    def silent_on_interests(self) -> tuple[RuleFinding, ...]:
        """Return the finding that it says nothing of interests, if it does not."""
        return tuple(each for each in self.report.checks if each.rule == NOTHING_SAID and each.determined)

    @property
    def standing(self) -> Standing:
        """Return whether it can be decided on: nothing is missing or must be fixed, and all of it was read."""
        if self.missing or self.must_fix:
            return Standing.NOT_COMPLETE
        return Standing.UNREAD if self.count(Status.UNREADABLE) else Standing.COMPLETE

    def weeks(self, meeting: date | None) -> float | None:
        """Return the weeks from the day it came in to a meeting, to a tenth; None where a day is not known."""
        submitted = self.report.times.submitted
        return round((meeting - submitted).days / _DAYS_A_WEEK, 1) if submitted and meeting else None

    def after(self, meeting: date | None) -> bool:
        """Return whether it is said to have come in after a meeting: one of the two days must be wrong."""
        submitted = self.report.times.submitted
        return bool(submitted and meeting and submitted > meeting)

    def pace(self, meeting: date | None) -> Pace:
        """Return where it stands in the time there is to decide on it."""
        times = self.report.times
        if meeting is None or (times.aim is None and times.limit is None) or self.after(meeting):
            return Pace.NOT_KNOWN
        if times.limit and meeting > times.limit:
            return Pace.LATE
        return Pace.PAST_THE_AIM if times.aim and meeting > times.aim else Pace.IN_TIME


@dataclass(frozen=True)
class Group:
    """The submissions of one kind of document of one framework, and the requirements that they are held against."""

    framework_title: str
    document_title: str
    entries: tuple[Entry, ...]

    @property
    def title(self) -> str:
        """Return the kind of document with its framework."""
        return f"{self.document_title}: {self.framework_title}"

    @property
    def requirements(self) -> tuple[Finding, ...]:
        """Return the requirements, as the first report has them."""
        return self.entries[0].report.findings

    def status(self, entry: Entry, requirement: str) -> Reviewed | None:
        """Return the verdict on a requirement in a submission; None where its report does not have it."""
        return next((each for each in entry.reviewed if each.finding.requirement == requirement), None)


@dataclass(frozen=True, slots=True)
class Gap:
    """A requirement that is missing in some submissions of a kind."""

    title: str
    document: str
    missing: int
    of: int


@dataclass(frozen=True)
class Portfolio:
    """The submissions that go to one meeting; `problems` maps files that could not be checked to why."""

    entries: tuple[Entry, ...]
    problems: Mapping[str, str]
    meeting: date | None = None

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Return the submissions by framework and kind of document, in the order in which they first come."""
        found: dict[tuple[str, str, str], list[Entry]] = {}
        for entry in self.entries:
            report = entry.report
            found.setdefault((report.framework, report.document, report.version), []).append(entry)
        kinds = Counter((framework, document) for framework, document, _ in found)
        return tuple(
            Group(
                entries[0].report.framework_title,
                entries[0].report.document_title + (f", version {version}" if kinds[framework, document] > 1 else ""),
                tuple(entries),
            )
            for (framework, document, version), entries in found.items()
        )

    @cached_property
    def by_proposer(self) -> Mapping[str, tuple[Entry, ...]]:
        """Return the submissions by whom they come from, by name; those of nobody named come last."""
        names = sorted({entry.proposer for entry in self.entries}, key=lambda name: (name == NOT_SAID, name.casefold()))
        return {name: tuple(entry for entry in self.entries if entry.proposer == name) for name in names}

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Return the requirements that are missing anywhere, the most often missing first."""
        found = []
        for group in self.groups:
            missing = Counter(each.finding.requirement for entry in group.entries for each in entry.missing)
            found += [
                Gap(finding.title, group.document_title, missing[finding.requirement], len(group.entries))
                for finding in group.requirements
                if missing[finding.requirement]
            ]
        return tuple(sorted(found, key=lambda gap: (-gap.missing, gap.title, gap.document)))

    def standing(self, standing: Standing) -> tuple[Entry, ...]:
        """Return the submissions that stand so."""
        return tuple(entry for entry in self.entries if entry.standing is standing)

    def pace(self, pace: Pace) -> tuple[Entry, ...]:
        """Return the submissions that stand so in time."""
        return tuple(entry for entry in self.entries if entry.pace(self.meeting) is pace)


def portfolio(
    held: Sequence[tuple[Report, Review]], problems: Mapping[str, str], meeting: date | None = None
) -> Portfolio:
    """Return some reports, each with its review, as the portfolio of a meeting, numbered in their order.

    One without a title, or with the title of another, is called by its file as well.
    """
    titles = Counter(report.submission.title for report, _ in held)
    return Portfolio(
        tuple(
            Entry(number, _name(report, titles), report, reviewed(report, review))
            for number, (report, review) in enumerate(held, start=1)
        ),
        problems,
        meeting,
    )


def _name(report: Report, titles: Mapping[str, int]) -> str:
    title, file = " ".join(report.submission.title.split()), file_name(report.submission)
    if not title:
        return file
    return shortened(title if titles[report.submission.title] == 1 else f"{title} ({file})", _LONGEST_NAME)


def in_parts(every: Sequence[_Thing], most: int) -> list[Sequence[_Thing]]:
    """Return a list in parts of about the same length, none longer than `most`."""
    count = -(-len(every) // most)
    size = -(-len(every) // count) if count else 0
    return [every[start : start + most] for start in range(0, len(every), most)] if size else []


def named(entries: Sequence[Entry]) -> str:
    """Return some submissions by their numbers, or how many they are where they are many."""
    if len(entries) > _MOST_NAMED:
        return f"{len(entries)} submissions"
    numbers = listed([str(entry.number) for entry in entries])
    return f"submission {numbers}" if len(entries) == 1 else f"submissions {numbers}"
