"""Reports to work on: kept ones with their reviews, and those of submissions that are checked first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from pbc_app.checking import Checked, Job, check_files
from pbc_app.output import read_file
from pbc_app.portfolio_file import folder_jobs
from pbc_app.scorers import load_scorers
from pbc_app.submitted import is_folder
from pbc_app.unfinished import Unfinished
from pbc_app.workers import Work
from pbc_frameworks.errors import OutputError, UnknownNameError

if TYPE_CHECKING:
    from pbc_app.circumstances import Beside
    from pbc_checks.findings import Report
    from pbc_checks.review.model import Review

_KEPT = ".json"


class Held(NamedTuple):
    """A report with the review that lies beside it, empty where there is none."""

    report: Report
    review: Review


@dataclass(slots=True)
class Gathered:
    """Reports from many places with what assessors say of them, and why some files have none."""

    held: list[Held] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)
    _there: set[tuple[str, ...]] = field(default_factory=set)

    def add(self, more: Iterable[Held]) -> None:
        """Add reports; of two on the same file as the same kind of document the first counts."""
        for each in more:
            identity = _identity(each.report)
            if identity in self._there:
                click.echo(
                    f"Note: {each.report.submission.name} was reported on twice; the first report counts.", err=True
                )
                continue
            self._there.add(identity)
            self.held.append(each)


@dataclass(frozen=True, slots=True)
class Asked:
    """How submissions are to be checked that have no kept report, and where what is finished is kept meanwhile."""

    framework: str
    document: str
    beside: Beside
    model_path: Path | None = None
    rules_only: bool = False
    work: Work = field(default_factory=Work)
    unfinished: Unfinished = field(default_factory=Unfinished)


def gather(sources: Iterable[Path], asked: Asked) -> Gathered:
    """Return the reports in files and folders, in their order: kept ones (.json), and those of submissions.

    In a folder a submission that a kept report there is on is not checked again, if the file is still the same. Raises
    KeptReportError and DefinitionError for reports, reviews and lists of submissions that are wrong, and OutputError
    for a folder without any.
    """
    from pbc_checks.review.model import NO_REVIEW

    found = Gathered()
    jobs: list[Job] = []
    for source in sources:
        if is_folder(source):
            jobs += _in_folder(found, source, asked)
        elif is_kept(source):
            _add_kept(found, source)
        else:
            jobs.append(Job(source, asked.framework, asked.document))
    if jobs:
        scorers = load_scorers(asked.model_path, asked.rules_only)
        checked: Checked = check_files(jobs, scorers, asked.beside, asked.work, unfinished=asked.unfinished)
        found.add(Held(report, NO_REVIEW) for report in checked.reports)
        found.problems.update(checked.problems)
    return found


def is_kept(path: Path) -> bool:
    """Return whether a file is to be read as a kept report."""
    return path.suffix.lower() == _KEPT


def kept(path: Path) -> Gathered:
    """Return the reports that a file holds, with the review beside it. Raises KeptReportError and DefinitionError."""
    found = Gathered()
    _add_kept(found, path)
    return found


def only(held: Sequence[Held], submission: str, file: Path) -> Held:
    """Return the one report that is meant: that on the submission of this name, path or file name, or the only one.

    Raises OutputError where it has to be said which, and UnknownNameError where none is.
    """
    from pbc_checks.paths import last_of

    if not held:
        raise OutputError(f"{file} holds no report: none of its submissions could be checked.")
    names = [each.report.submission.name for each in held]
    if not submission:
        if len(held) == 1:
            return held[0]
        raise OutputError(
            f"{file} holds the reports on {len(held)} submissions. Say which: --submission {_quoted(names[0])}"
        )
    meant = [each for each in held if each.report.submission.name == submission]
    meant = meant or [each for each in held if last_of(each.report.submission.name) == last_of(submission)]
    if not meant:
        raise UnknownNameError("submission", submission, names)
    if len(meant) > 1:
        raise OutputError(f"{file} has {len(meant)} submissions of that name. Give the path: {', '.join(names)}.")
    return meant[0]


def review_path(report_file: Path) -> Path:
    """Return where the review of a kept report lies: `report.review.yaml` beside `report.json`."""
    from pbc_checks.review.kept import ENDING

    return report_file.with_name(report_file.stem + ENDING)


def _in_folder(found: Gathered, folder: Path, asked: Asked) -> list[Job]:
    """Add the kept reports of a folder, and return its other submissions."""
    from pbc_checks.paths import last_of
    from pbc_checks.report.kept import KeptReportError, NotAReportError

    before = len(found.held)
    for path in sorted(each for each in folder.iterdir() if is_kept(each) and each.is_file()):
        try:
            _add_kept(found, path)
        except NotAReportError:
            click.echo(f"Note: {path} is not a report and was left out.", err=True)
        except KeptReportError as error:
            found.problems[str(path)] = str(error)
    inside = folder_jobs(folder, asked.framework, asked.document, asked.beside)
    if not inside and len(found.held) == before and not found.problems:
        raise OutputError(f"There is no report and no submission in {folder}.")
    named: dict[str, list[Report]] = {}
    for each in found.held:
        named.setdefault(last_of(each.report.submission.name), []).append(each.report)
    return [job for job in inside if not _known(job, named.get(job.path.name, []))]


def _known(job: Job, named: Sequence[Report]) -> bool:
    """Return whether one of the kept reports on files of its name is on a submission as it is now.

    Says so where that report says other things of it.
    """
    if not named:
        return False
    checksum = _checksum(job.path)
    report = next((each for each in named if each.submission.sha256 == checksum), None)
    if report is None:
        return False
    submitted = job.beside.submitted if job.beside else None
    pairs = (
        (job.framework, report.framework, "the framework"),
        (job.document, report.document, "the kind of document"),
        (submitted, report.times.submitted, "the day it came in"),
        (job.proposer, report.submission.proposer, "from whom it comes"),
        (job.title, report.submission.title, "what it is called"),
    )
    differing = [what for wanted, is_now, what in pairs if wanted and wanted != is_now]
    if differing:
        click.echo(
            f"Note: {job.path}: its kept report says otherwise on {' and '.join(differing)}, and counts. Check the "
            "submission again to change that.",
            err=True,
        )
    return True


def _add_kept(found: Gathered, path: Path) -> None:
    from pbc_checks.report.kept import read_kept
    from pbc_checks.review.kept import read_review
    from pbc_checks.review.model import NO_REVIEW, on_nothing

    read = read_kept(str(path), read_file(path, "report"))
    beside = review_path(path)
    review = read_review(beside) if beside.is_file() else NO_REVIEW
    for what in on_nothing(review, read.reports):
        click.echo(f"Note: {beside} speaks of {what}, of which there is no report; that has no effect.", err=True)
    found.add(Held(report, review) for report in read.reports)
    found.problems.update(read.problems)


def _identity(report: Report) -> tuple[str, ...]:
    from pbc_checks.paths import last_of

    name = last_of(report.submission.name)
    return name, report.submission.sha256, report.framework, report.document, report.version


def _checksum(path: Path) -> str:
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()


def _quoted(words: str) -> str:
    return f'"{words}"' if " " in words else words
