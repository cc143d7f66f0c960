"""What an assessor says of a report, and what of it holds when the submission is checked again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from pbc_checks.findings import Finding, Report, Status
from pbc_checks.paths import last_of


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the assessor says of one requirement: a verdict (None lets the checker's stand) and a comment.

    `checker` and `passages` are the checker's verdict and the quotations that it rested on when the assessor looked;
    where `passages` is None, the assessor speaks of whatever is quoted now. `lapsed` says
    that the passages have changed since: the verdict is kept and no longer counts.
    """

    checker: Status
    passages: tuple[str, ...] | None = None
    verdict: Status | None = None
    comment: str = ""
    lapsed: bool = False

    @property
    def given(self) -> bool:
        """Return whether the assessor has said anything."""
        return self.verdict is not None or bool(self.comment)

    @property
    def counts(self) -> bool:
        """Return whether the assessor's verdict stands in place of the checker's."""
        return self.verdict is not None and not self.lapsed


@dataclass(frozen=True, slots=True)
class Review:
    """The opinions on some submissions: by the submission's path, then by requirement."""

    assessor: str = ""
    submissions: Mapping[str, Mapping[str, Opinion]] = field(default_factory=dict)

    def opinions(self, report: Report) -> Mapping[str, Opinion]:
        """Return the opinions on the requirements of a report."""
        return self.submissions.get(self.known_as(report) or "", {})

    def known_as(self, report: Report) -> str | None:
        """Return the path under which a report's submission stands in the review, None where it does not.

        A file that was checked from another folder has another path: then its name tells, if only one has it.
        """
        path = report.submission.name
        if path in self.submissions:
            return path
        same = [known for known in self.submissions if last_of(known) == last_of(path)]
        return same[0] if len(same) == 1 else None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A finding with what the assessor says of it, or None where nobody has said anything."""

    finding: Finding
    opinion: Opinion | None = None

    @property
    def status(self) -> Status:
        """Return the verdict that counts: the assessor's, if it holds, else the checker's."""
        opinion = self.opinion
        return opinion.verdict if opinion and opinion.counts and opinion.verdict else self.finding.status

    @property
    def overridden(self) -> bool:
        """Return whether the assessor's verdict counts and differs from the checker's."""
        return self.status is not self.finding.status


NO_REVIEW = Review()


def reviewed(report: Report, review: Review = NO_REVIEW) -> tuple[Reviewed, ...]:
    """Return the findings of a report with what the assessor says of each, in the report's order.

    An opinion on passages that are no longer those of the report has lapsed.
    """
    opinions = review.opinions(report)
    return tuple(Reviewed(each, _as_it_stands(opinions.get(each.requirement), each)) for each in report.findings)


def brought_up_to_date(review: Review, reports: Iterable[Report]) -> Review:
    """Return a review with an opinion, empty where nobody has said anything, on each requirement of some reports.

    What was said of passages that have changed is marked as lapsed. Submissions that are in no report are kept.
    """
    submissions = dict(review.submissions)
    for report in reports:
        known_as = review.known_as(report)
        if known_as not in {None, report.submission.name}:
            submissions.pop(known_as or "", None)
        opinions = dict(review.opinions(report))
        opinions.update({each.finding.requirement: _known(each) for each in reviewed(report, review)})
        submissions[report.submission.name] = opinions
    return replace(review, submissions=submissions)


def on_nothing(review: Review, reports: Iterable[Report]) -> list[str]:
    """Return what a review speaks of that no report has, each as its submission and requirement.

    Words that nobody would see otherwise: a slip of the pen, or a requirement that is not asked any more.
    """
    asked = {review.known_as(report): {each.requirement for each in report.findings} for report in reports}
    return [
        f"{submission}, {requirement}"
        for submission, opinions in review.submissions.items()
        for requirement, opinion in opinions.items()
        if opinion.given and requirement not in asked.get(submission, ())
    ]


def with_opinion(review: Review, report: Report, requirement: str, verdict: Status | None, comment: str) -> Review:
    """Return a review in which the assessor says something of a requirement of a report, as it is quoted now.

    Raises KeyError for a requirement that the report does not have.
    """
    finding = next((each for each in report.findings if each.requirement == requirement), None)
    if finding is None:
        raise KeyError(requirement)
    opinion = Opinion(finding.status, passages(finding), verdict, comment)
    known = brought_up_to_date(review, [report])
    said = {**known.opinions(report), requirement: opinion}
    return replace(known, submissions={**known.submissions, report.submission.name: said})


def passages(finding: Finding) -> tuple[str, ...]:
    """Return the quotations that a finding rests on: its evidence, or what came nearest."""
    quoted = [each.quote for part in finding.parts for each in part.evidence]
    return tuple(dict.fromkeys([*(each.quote for each in finding.evidence or finding.nearest), *quoted]))


def _as_it_stands(opinion: Opinion | None, finding: Finding) -> Opinion | None:
    if opinion is None or not opinion.given:
        return None
    now = passages(finding)
    if opinion.passages is None:
        return replace(opinion, passages=now, checker=finding.status, lapsed=False)
    return replace(opinion, lapsed=opinion.passages != now)


def _known(each: Reviewed) -> Opinion:
    """Return the opinion to keep on file: as it was given, or an empty one on the finding as it is now."""
    return each.opinion or Opinion(each.finding.status, passages(each.finding))
