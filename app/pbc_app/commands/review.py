"""`pbcgov review`: an assessor's own verdicts on a kept report, in a file beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.output import read_file, write_file
from pbc_app.reports import review_path
from pbc_frameworks.errors import OutputError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pbc_checks.findings import Report, Status
    from pbc_checks.review.model import Review


@click.command("review")
@click.argument("file", type=click.Path(path_type=Path), metavar="REPORT.json")
@click.option("--by", "assessor", default="", metavar="NAME", help="Who assesses.")
@click.option(
    "--set",
    "verdicts",
    multiple=True,
    metavar="REQUIREMENT=VERDICT",
    help="Your verdict on a requirement; =none takes it back. May be given several times.",
)
@click.option("--comment", default="", metavar="TEXT", help="Why; goes with --set.")
@click.option("--submission", default="", metavar="FILE", help="Which submission, where the report is on several.")
def command(file: Path, assessor: str, verdicts: tuple[str, ...], comment: str, submission: str) -> None:
    """Begin, change or bring up to date the review of a report that was kept with `check --format json`.

    The review is a small file, `report.review.yaml` beside `report.json`, which you may also edit yourself. The
    checker's verdicts stay as they are; `report` and `letter` print yours beside them. After a new check say `review`
    again: a verdict whose passages have changed is marked as lapsed.
    """
    from dataclasses import replace

    from pbc_checks.report.kept import read_kept
    from pbc_checks.review.kept import read_review, review_text
    from pbc_checks.review.model import NO_REVIEW, brought_up_to_date

    reports = read_kept(str(file), read_file(file, "report")).reports
    path = review_path(file)
    review = read_review(path) if path.is_file() else NO_REVIEW
    if assessor:
        review = replace(review, assessor=assessor)
    for asked in verdicts:
        review = _with(review, _report(reports, submission), asked, comment)
    review = brought_up_to_date(review, reports)
    write_file(path, review_text(review, {report.submission.name: report for report in reports}).encode("utf-8"))
    click.echo(f"{path}: {_summary(review)}")


def _report(reports: Sequence[Report], submission: str) -> Report:
    names = {report.submission.name: report for report in reports}
    if not submission and len(reports) == 1:
        return reports[0]
    if submission not in names:
        if not submission:
            raise OutputError(f"The report is on several submissions. Say which: --submission {next(iter(names), '')}")
        raise UnknownNameError("submission", submission, names)
    return names[submission]


def _with(review: Review, report: Report, asked: str, comment: str) -> Review:
    from pbc_checks.review.model import with_opinion

    requirement, _, verdict = asked.partition("=")
    try:
        return with_opinion(review, report, requirement.strip(), _status(verdict.strip()), comment)
    except KeyError:
        known = [finding.requirement for finding in report.findings]
        raise UnknownNameError("requirement", requirement.strip(), known) from None


def _status(verdict: str) -> Status | None:
    from pbc_checks.findings import Status

    if verdict in {"", "none"}:
        return None
    try:
        return Status(verdict)
    except ValueError:
        raise UnknownNameError("verdict", verdict, [*Status, "none"]) from None


def _summary(review: Review) -> str:
    opinions = [opinion for said in review.submissions.values() for opinion in said.values()]
    given = sum(opinion.verdict is not None for opinion in opinions)
    lapsed = sum(opinion.lapsed for opinion in opinions)
    words = f"{len(opinions)} requirements, {given} with a verdict of the assessor's"
    return words + (f", {lapsed} of them lapsed because the passages have changed" if lapsed else "")
