"""`pbcgov review`: an assessor's own verdicts on a kept report, in a file beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.output import read_file, write_file
from pbc_app.reports import Gathered, is_kept, kept, only, review_path
from pbc_frameworks.errors import OutputError, UnknownNameError

if TYPE_CHECKING:
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
@click.option(
    "--from",
    "sheet",
    type=click.Path(path_type=Path),
    metavar="SHEET.docx",
    help="Take over what was typed into the fields of an appraisal sheet in Word.",
)
@click.option("--submission", default="", metavar="NAME", help="Which submission, where the report is on several.")
def command(
    file: Path, assessor: str, verdicts: tuple[str, ...], comment: str, sheet: Path | None, submission: str
) -> None:
    """Begin, change or bring up to date the review of a report that was kept with `check --format json`.

    The review is a small file, `report.review.yaml` beside `report.json`, which you may also edit yourself. The
    checker's verdicts stay as they are; `report` and `letter` print yours beside them. After a new check say `review`
    again: a verdict whose passages have changed is marked as lapsed.
    """
    from pbc_checks.review.kept import review_text
    from pbc_checks.review.model import brought_up_to_date

    if not is_kept(file):
        raise OutputError(f"{file} is not a kept report. Make one with `pbcgov check FILE --format json --out X.json`.")
    if comment and not verdicts:
        raise click.UsageError("--comment goes with --set REQUIREMENT=VERDICT.")
    found = kept(file)
    if not found.held:
        raise OutputError(f"{file} holds no report: none of its submissions could be checked.")
    reports = [each.report for each in found.held]
    review = found.held[0].review
    if assessor:
        review = replace(review, assessor=" ".join(assessor.split()))
    for asked in verdicts:
        review = _with(review, only(found.held, submission, file).report, asked, comment)
    if sheet:
        review = _from_sheet(review, found, submission, file, sheet)
    review = brought_up_to_date(review, reports)
    path = review_path(file)
    write_file(path, review_text(review, {report.submission.name: report for report in reports}).encode("utf-8"))
    click.echo(f"{path}: {_summary(review)}")


def _with(review: Review, report: Report, asked: str, comment: str) -> Review:
    from pbc_checks.review.model import with_opinion

    requirement, equals, verdict = asked.partition("=")
    if not equals:
        raise click.UsageError(f"--set {asked}: say REQUIREMENT=VERDICT, such as {asked}=met.")
    try:
        return with_opinion(
            review, report, requirement.strip(), _status(verdict.strip().lower()), " ".join(comment.split())
        )
    except KeyError:
        known = [finding.requirement for finding in report.findings]
        raise UnknownNameError("requirement", requirement.strip(), known) from None


def _from_sheet(review: Review, found: Gathered, submission: str, file: Path, path: Path) -> Review:
    """Return a review with what was typed into a sheet, and print what was taken over."""
    from pbc_checks.report.wording import VERDICTS, counted
    from pbc_checks.review.model import with_opinion
    from pbc_checks.review.sheet import NotASheetError, read_sheet, typed

    sheet = read_sheet(str(path), read_file(path, "sheet"))
    on_it = [each for each in found.held if each.report.submission.sha256 in sheet.fingerprints]
    if not on_it:
        raise NotASheetError(
            f"{path}: {file} holds no report on the file that this sheet was made for: the submission has changed "
            "since, or was checked into another report. Make a new sheet from this report, or name the other one."
        )
    report = only(on_it, submission, file).report
    every = list(typed(sheet, report))
    labels = {verdict.label.casefold(): status for status, verdict in VERDICTS.items()}
    unknown = [each for each in every if each.verdict and each.verdict.casefold() not in labels]
    if unknown:
        raise NotASheetError(
            f"{path}: “{unknown[0].verdict}” of {unknown[0].requirement} is no verdict. Choose from: "
            f"{', '.join(verdict.label for verdict in VERDICTS.values())}. Nothing was taken over."
        )
    for each in every:
        before = review.opinions(report).get(each.requirement)
        verdict = labels[each.verdict.casefold()] if each.verdict else before.verdict if before else None
        words = each.comment or (before.comment if before else "")
        review = with_opinion(review, report, each.requirement, verdict, words)
        click.echo(
            f"  {each.requirement}: {each.verdict or 'no verdict'}" + (f" – {each.comment}" if each.comment else "")
        )
    if not every:
        click.echo(f"Nothing stands in the fields of {path}: nothing was taken over.")
        return review
    click.echo(f"Taken over from {path}, for {report.submission.name}: {counted(len(every), 'requirement')}.")
    return review


def _status(verdict: str) -> Status | None:
    from pbc_checks.findings import Status

    if verdict in {"", "none"}:
        return None
    try:
        return Status(verdict)
    except ValueError:
        raise UnknownNameError("verdict", verdict, [*Status, "none"]) from None


def _summary(review: Review) -> str:
    from pbc_checks.report.wording import counted

    opinions = [opinion for said in review.submissions.values() for opinion in said.values()]
    given = sum(opinion.verdict is not None for opinion in opinions)
    lapsed = sum(opinion.lapsed for opinion in opinions)
    words = f"{counted(len(opinions), 'requirement')}, {given} with a verdict of the assessor's"
    return words + (f", {lapsed} of them lapsed because the passages have changed" if lapsed else "")
