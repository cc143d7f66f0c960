"""Checking files: what to check each as, what is known beside it, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.apart import why_nothing_came
from pbc_app.cli import COULD_NOT_BE_USED, SOMETHING_MISSING
from pbc_app.output import make_folder, write_file
from pbc_app.progress import progress
from pbc_app.stopped import Stopped
from pbc_app.submitted import submitted_bytes
from pbc_app.unfinished import Unfinished
from pbc_app.workers import ONE_BY_ONE, Work, workplace
from pbc_app.workers.cluster import ClusterError
from pbc_app.workers.place import Allowance, Place, done, in_order
from pbc_app.working import Checker, Outcome, Task
from pbc_checks.findings import Report, Severity
from pbc_frameworks.errors import PbcgovError
from pbc_frameworks.escaped import escaped

if TYPE_CHECKING:
    from pbc_app.circumstances import Around, Beside
    from pbc_app.finishing import Finish
    from pbc_checks.learned.model import Model


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
    """What came of some files: the reports, and for each file that could not be checked why.

    Where each report was written to a file at once, there are `lines` to say so in place of the reports.
    """

    reports: list[Report] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    wanting: bool = False

    @property
    def exit_status(self) -> int:
        """Return 0 if nothing is missing, 1 if something is or must be fixed, 2 if a file could not be used."""
        if self.problems:
            return COULD_NOT_BE_USED
        return SOMETHING_MISSING if self.wanting else 0


@dataclass(frozen=True, slots=True)
class Handing:
    """How reports are handed out, each as soon as it is finished: as which file, and to where by the path of each."""

    finish: Finish
    targets: Mapping[str, Path]


def check_files(
    wanted: Sequence[Job],
    model: Model | None,
    beside: Beside,
    work: Work = ONE_BY_ONE,
    handing: Handing | None = None,
    unfinished: Unfinished | None = None,
) -> Checked:
    """Return what comes of checking some files, in their order; one that cannot be used does not stop the others.

    What a job knows beside its file comes before `beside`. `work` says where, on how many at once, and within which
    limits. What is finished is kept in `unfinished`, and what is there already is not done again. On a terminal,
    progress is shown for more than a few files. Raises Stopped on Ctrl-C, and ClusterError.
    """
    kept = unfinished or Unfinished()
    checker = Checker(beside.library, model, handing.finish if handing else None, kept.folder is not None)
    checked = Checked()
    run: _Run | None = None
    try:
        with workplace(checker, work, len(wanted)) as place, progress("Checking", len(wanted)) as bar:
            run = _Run(place, beside, work.limits, handing, kept, bar)
            for job, ended in in_order(wanted, run.begin, run.finished, place):
                _add(checked, job, ended, beside, handing)
    except KeyboardInterrupt:
        raise Stopped(_told(run.count if run else 0, len(wanted), kept)) from None
    except ClusterError as error:
        if not (run and run.count):
            raise
        raise ClusterError(f"{error} {_told(run.count, len(wanted), kept)}") from None
    return checked


@dataclass(slots=True)
class _Ended:
    """What came of a file, and what was known beside it; None for one that could not be opened."""

    outcome: Outcome
    around: Around | None


@dataclass(slots=True)
class _Run:
    """Files on their way to a place of work and back; `count` of them are finished."""

    place: Place[Task, Outcome]
    beside: Beside
    limits: Allowance
    handing: Handing | None
    kept: Unfinished
    bar: Callable[[str], None]
    count: int = 0
    _tasks: dict[Future[Outcome], tuple[Around, str]] = field(default_factory=dict)

    def begin(self, job: Job) -> Future[Outcome]:
        """Read a file and hand it over, unless it cannot be opened or is finished already."""
        try:
            data = submitted_bytes(job.path)
            around = (job.beside or self.beside).around(job.path, job.proposer, job.title)
        except PbcgovError as error:
            return done(Outcome(problem=str(error)))
        task = Task(str(job.path), data, job.framework, job.document, around)
        target = self.handing.targets[str(job.path)] if self.handing else None
        name = self.kept.name(task, target) if self.kept.folder else ""
        before = self._before(job, name)
        future = done(before) if before else self.place.submit(task)
        self._tasks[future] = (around, name)
        return future

    def finished(self, job: Job, future: Future[Outcome]) -> _Ended:
        """Hand out and keep what came of a file, and return it without its bytes. Raises OutputError."""
        around, name = self._tasks.pop(future, (None, ""))
        outcome = _outcome(job, future, self.limits)
        if outcome.made and self.handing:
            target = self.handing.targets[str(job.path)]
            self.kept.begun(name)
            make_folder(target.parent)
            write_file(target, outcome.made.data)
        self.kept.keep(name, outcome)
        self.count += 1
        self.bar(job.path.name)
        made = replace(outcome.made, data=b"") if outcome.made else None
        return _Ended(replace(outcome, made=made, kept=b""), around)

    def _before(self, job: Job, name: str) -> Outcome | None:
        """Return what a run before has made of a file, if that is still there."""
        found = self.kept.find(name)
        if found is None or self.handing is None or found.report is None:
            return found
        return found if self.handing.targets[str(job.path)].exists() else None


def _add(checked: Checked, job: Job, ended: _Ended, beside: Beside, handing: Handing | None) -> None:
    """Add what came of a file to that of the files before it."""
    outcome, report = ended.outcome, ended.outcome.report
    for note in (*outcome.notes, *(outcome.made.notes if outcome.made else ())):
        click.echo(f"Note: {note}", err=True)
    if report and ended.around:
        beside.used(ended.around, report.framework)
        checked.wanting |= report.something_missing or report.weighing(Severity.MUST_FIX) > 0
        if handing is None:
            checked.reports.append(report)
        elif not outcome.problem or outcome.made:
            line = outcome.made.line if outcome.made else "finished before"
            checked.lines.append(f"{handing.targets[str(job.path)]}  {line}")
    if outcome.problem:
        checked.problems[escaped(str(job.path))] = outcome.problem


def _told(count: int, total: int, kept: Unfinished) -> str:
    said = f"{count:,} of {total:,} {'report is' if count == 1 else 'reports are'} finished."
    if kept.folder:
        return f"{said} Go on with --resume."
    return f"{said} Nothing is kept without --out." if total > 1 else said


def _outcome(job: Job, future: Future[Outcome], limits: Allowance) -> Outcome:
    """Return what came of a file, in words for the reader where nothing did."""
    try:
        return future.result()
    except Exception as error:  # whatever a file brings about, the others go on
        return Outcome(problem=f"{job.path}: {why_nothing_came(error, limits)}")
