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
from pbc_app.submitted import submitted_bytes
from pbc_checks.findings import Report, Severity
from pbc_frameworks.errors import PbcgovError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pbc_app.circumstances import Beside
    from pbc_checks.choose import Choice
    from pbc_checks.circumstances import Circumstances
    from pbc_checks.learned.model import Model
    from pbc_checks.submission import Submission
    from pbc_frameworks.concepts import Concept

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


def check_files(wanted: Sequence[Job], model: Model | None, beside: Beside) -> Checked:
    """Return what comes of checking some files; one that cannot be used does not stop the others.

    What a job knows beside its file comes before `beside`. On a terminal, progress is shown for more than a few files.
    """
    from pbc_checks.choose import choose
    from pbc_checks.read import read

    checked = Checked()
    library, concepts = beside.library, beside.library.concepts()
    with progress("Checking", len(wanted)) as done:
        for job in wanted:
            done(job.path.name)
            try:
                submission = read(str(job.path), submitted_bytes(job.path), library)
                choice = choose(submission, job.framework, job.document, library)
                known = (job.beside or beside).of(job.path, choice.framework, job.proposer, job.title)
            except PbcgovError as error:
                checked.problems[str(job.path)] = str(error)
                continue
            if choice.note:
                click.echo(f"Note: {choice.note}", err=True)
            checked.reports.append(_report(choice, concepts, model, known))
            if not choice.submission.words:
                checked.problems[str(job.path)] = _no_words(choice.submission)
    return checked


def _report(choice: Choice, concepts: Mapping[str, Concept], model: Model | None, known: Circumstances) -> Report:
    from pbc_checks.engine import check

    return check(choice.submission, choice.framework, choice.definition, concepts, model=model, circumstances=known)


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


def _no_words(submission: Submission) -> str:
    why = submission.receipt.unread[0].what if submission.receipt.unread else "it holds no text"
    return f"{submission.name}: no words could be read: {why}. Send the file it was made from, or a PDF with text."
