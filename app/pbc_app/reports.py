"""Reports to work on: kept ones with their reviews, and those of submissions that are checked first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pbc_app.checking import Checked, Job, check_files
from pbc_app.output import read_file
from pbc_app.portfolio_file import folder_jobs
from pbc_app.scorers import load_scorers

if TYPE_CHECKING:
    from pbc_app.circumstances import Beside
    from pbc_checks.findings import Report
    from pbc_checks.review.model import Review

_KEPT = ".json"


@dataclass(slots=True)
class Gathered:
    """Reports from many places, why some files have none, and what assessors say of them."""

    reports: list[Report] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)
    reviews: list[Review] = field(default_factory=list)

    @property
    def review(self) -> Review:
        """Return all reviews as one."""
        from pbc_checks.review.model import Review

        names = [review.assessor for review in self.reviews if review.assessor]
        said = {name: opinions for review in self.reviews for name, opinions in review.submissions.items()}
        return Review(", ".join(dict.fromkeys(names)), said)


@dataclass(frozen=True, slots=True)
class Asked:
    """How submissions are to be checked that have no kept report."""

    framework: str
    document: str
    beside: Beside
    model_path: Path | None = None
    rules_only: bool = False


def gather(sources: Iterable[Path], asked: Asked) -> Gathered:
    """Return the reports in files and folders, in their order: kept ones (.json), and those of submissions.

    In a folder a submission that a kept report there is on is not checked again, if the file is still the same. Raises
    KeptReportError and DefinitionError for reports, reviews and lists of submissions that are wrong.
    """
    found = Gathered()
    jobs: list[Job] = []
    for source in sources:
        if source.is_dir():
            for path in sorted(each for each in source.iterdir() if each.suffix.lower() == _KEPT):
                _add_kept(found, path)
            known = {(Path(report.submission.name).name, report.submission.sha256) for report in found.reports}
            inside = folder_jobs(source, asked.framework, asked.document, asked.beside)
            jobs += [job for job in inside if (job.path.name, _checksum(job.path)) not in known]
        elif source.suffix.lower() == _KEPT:
            _add_kept(found, source)
        else:
            jobs.append(Job(source, asked.framework, asked.document))
    if jobs:
        checked: Checked = check_files(jobs, load_scorers(asked.model_path, asked.rules_only), asked.beside)
        found.reports += checked.reports
        found.problems.update(checked.problems)
    return found


def review_path(report_file: Path) -> Path:
    """Return where the review of a kept report lies: `report.review.yaml` beside `report.json`."""
    from pbc_checks.review.kept import ENDING

    return report_file.with_name(report_file.stem + ENDING)


def _add_kept(found: Gathered, path: Path) -> None:
    from pbc_checks.report.kept import read_kept
    from pbc_checks.review.kept import read_review

    kept = read_kept(str(path), read_file(path, "report"))
    found.reports += kept.reports
    found.problems.update(kept.problems)
    beside = review_path(path)
    if beside.is_file():
        found.reviews.append(read_review(beside))


def _checksum(path: Path) -> str:
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()
