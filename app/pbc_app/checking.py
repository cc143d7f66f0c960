"""Checking files: what to check each as, what is known beside it, and what came of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.cli import COULD_NOT_BE_USED, SOMETHING_MISSING
from pbc_app.pool import Limits, outcomes
from pbc_app.submitted import submitted_bytes
from pbc_app.working import Outcome, Task, Worker
from pbc_checks.findings import Report, Severity
from pbc_frameworks.errors import PbcgovError
from pbc_frameworks.escaped import escaped

if TYPE_CHECKING:
    from collections.abc import Callable

    from pbc_app.circumstances import Beside
    from pbc_checks.learned.model import Model

_FEWEST_WITH_PROGRESS = 3  # files: fewer are done before anybody looks


@dataclass(frozen=True, slots=True)
class Job:
    """A file to check, with what was asked for: the framework, the kind of document, or empty.

    `proposer` is from whom it comes and `title` what it is called, each empty where only the file may say.
    """

    path: Path
    framework: str = ""
    document: str = ""
    beside: Beside | None = None
    proposer: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """How files are worked on: in how many processes at once, and what one file may take."""

    jobs: int = 1
    limits: Limits = field(default_factory=Limits)


@dataclass(slots=True)
class Checked:
    """What came of some files: the reports, and for each file that could not be checked why."""

    reports: list[Report] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def exit_status(self) -> int:
        """Return 0 if nothing is missing, 1 if something is or must be fixed, 2 if a file could not be used."""
        if self.problems:
            return COULD_NOT_BE_USED
        wanting = any(report.something_missing or report.weighing(Severity.MUST_FIX) for report in self.reports)
        return SOMETHING_MISSING if wanting else 0


def check_files(wanted: Sequence[Job], model: Model | None, beside: Beside, work: Work = Work()) -> Checked:
    """Return what comes of checking some files; one that cannot be used does not stop the others.

    What a job knows beside its file comes before `beside`. `work` says in how many processes, and within which limits.
    On a terminal, progress is shown for more than a few files.
    """
    checked = Checked()
    tasks: list[Task | str] = [_task(job, beside) for job in wanted]
    to_do = [task for task in tasks if isinstance(task, Task)]
    found = outcomes(to_do, Worker(beside.library, model), work.limits, work.jobs)
    with progress("Checking", len(wanted)) as done:
        for job, task in zip(wanted, tasks, strict=True):
            done(job.path.name)
            outcome = next(found) if isinstance(task, Task) else Outcome(problem=task)
            for note in outcome.notes:
                click.echo(f"Note: {note}", err=True)
            if isinstance(task, Task) and outcome.report:
                beside.used(task.around, outcome.report.framework)
                checked.reports.append(outcome.report)
            if outcome.problem:
                checked.problems[escaped(str(job.path))] = outcome.problem
    return checked


def _task(job: Job, beside: Beside) -> Task | str:
    """Return what a worker is given of a file, or why it cannot be opened."""
    try:
        data = submitted_bytes(job.path)
        around = (job.beside or beside).around(job.path, job.proposer, job.title)
    except PbcgovError as error:
        return str(error)
    return Task(str(job.path), data, job.framework, job.document, around)


@contextmanager
def progress(what: str, count: int) -> Iterator[Callable[[str], None]]:
    """Give a function to call with the name of each file as it is begun; it moves a bar on a terminal."""
    if count < _FEWEST_WITH_PROGRESS or not sys.stderr.isatty():
        yield lambda _name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    bars = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*bars, TextColumn("{task.description}"), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=count)
        begun = 0

        def done(name: str) -> None:
            nonlocal begun
            bar.update(task, completed=begun, description=name)
            begun += 1

        yield done
