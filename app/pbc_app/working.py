"""What one worker does: read and check one file, and say what came of it. It prints nothing and ends nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pbc_app.circumstances import Around
from pbc_app.version import VERSION
from pbc_frameworks.errors import PbcgovError
from pbc_frameworks.limits import Limits, allowed, allowing
from pbc_frameworks.load import Library

if TYPE_CHECKING:
    from pbc_app.finishing import Finish, Made
    from pbc_checks.findings import Received, Report
    from pbc_checks.learned.model import Model


@dataclass(frozen=True, slots=True)
class Task:
    """A file to check: its path for messages, its bytes, what was asked for, and what is known beside it."""

    name: str
    data: bytes
    framework: str = ""
    document: str = ""
    around: Around = field(default_factory=Around)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a file: a report, or why there is none, or both where nothing could be read; and notes.

    `made` is the file that the report is handed out as, if one was asked for. `kept` is the report as JSON, to go on
    with after a stop; empty where that was not asked for, or nothing came of the file that would come of it again.
    """

    report: Report | None = None
    problem: str = ""
    notes: tuple[str, ...] = ()
    made: Made | None = None
    kept: bytes = b""


@dataclass(frozen=True, slots=True)
class Checker:
    """What checks files one by one: the frameworks there are, and the learned scorers, or None for the rules alone.

    `finish` makes a file of each report, and with `keep` each comes as JSON too. `held` are the limits on what a file
    may hold. `files` are frameworks of one's own, by their paths, on their way to another machine.
    """

    library: Library
    model: Model | None = None
    finish: Finish | None = None
    keep: bool = False
    held: Limits = field(default_factory=allowed)
    files: tuple[tuple[str, bytes], ...] = ()

    @property
    def typesets(self) -> bool:
        """Return whether it may use Typst."""
        return self.finish is not None and self.finish.typesets

    def prepare(self) -> None:
        """Load what every file needs."""
        import pbc_checks.choose
        import pbc_checks.engine
        import pbc_checks.read  # noqa: F401

        self.library.concepts()

    def packed(self) -> Checker:
        """Return the same checker with the frameworks of one's own in it, for a machine that has no such folder."""
        own = self.library.own
        if own is None:
            return self
        inside = sorted(path for path in own.rglob("*") if path.is_file())
        files = tuple((path.relative_to(own).as_posix(), path.read_bytes()) for path in inside)
        return replace(self, files=files)

    def unpacked(self, folder: Path) -> Checker:
        """Return a checker that was packed, with what was in it in a folder of this machine."""
        if not self.files:
            return self
        for name, data in self.files:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return replace(self, library=Library(folder), files=())

    def work(self, task: Task) -> Outcome:
        """Return what comes of one file."""
        with allowing(self.held):
            return self._worked(task)

    def _worked(self, task: Task) -> Outcome:
        outcome = self._checked(task)
        if outcome.report and self.finish:
            try:
                outcome = replace(outcome, made=self.finish.make(outcome.report, task, self.library))
            except PbcgovError as error:
                outcome = replace(outcome, problem=str(error))
        return replace(outcome, kept=_kept(task, outcome)) if self.keep else outcome

    def _checked(self, task: Task) -> Outcome:
        from pbc_checks.choose import choose
        from pbc_checks.engine import check
        from pbc_checks.read import read

        try:
            choice = choose(read(task.name, task.data, self.library), task.framework, task.document, self.library)
        except PbcgovError as error:
            return Outcome(problem=str(error))
        known = task.around.circumstances(choice.framework.id)
        report = check(
            choice.submission,
            choice.framework,
            choice.definition,
            self.library.concepts(),
            model=self.model,
            circumstances=known,
        )
        problem = "" if choice.submission.words else _no_words(report.submission)
        return Outcome(report, problem, (choice.note,) if choice.note else ())


def _kept(task: Task, outcome: Outcome) -> bytes:
    from pbc_checks.report.json_report import json_report

    reports = [outcome.report] if outcome.report else []
    problems = {task.name: outcome.problem} if outcome.problem else {}
    return json_report(reports, problems, VERSION).encode("utf-8")


def _no_words(submission: Received) -> str:
    why = submission.receipt.unread[0].what if submission.receipt.unread else "it holds no text"
    return f"{submission.name}: no words could be read: {why}. Send the file it was made from, or a PDF with text."
