"""What one worker does: read and check one file, and say what came of it. It prints nothing and ends nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pbc_app.circumstances import Around
from pbc_frameworks.errors import PbcgovError
from pbc_frameworks.load import Library

if TYPE_CHECKING:
    from pbc_checks.findings import Report
    from pbc_checks.learned.model import Model
    from pbc_checks.submission import Submission


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
    """What came of a file: a report, or why there is none, or both where nothing could be read; and notes."""

    report: Report | None = None
    problem: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Worker:
    """What checks files one by one: the frameworks there are, and the learned scorers, or None for the rules alone."""

    library: Library
    model: Model | None = None

    def prepare(self) -> None:
        """Load what every file needs."""
        import pbc_checks.choose
        import pbc_checks.engine
        import pbc_checks.read  # noqa: F401

        self.library.concepts()

    def check(self, task: Task) -> Outcome:
        """Return what comes of one file."""
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
        problem = "" if choice.submission.words else _no_words(choice.submission)
        return Outcome(report, problem, (choice.note,) if choice.note else ())


def _no_words(submission: Submission) -> str:
    why = submission.receipt.unread[0].what if submission.receipt.unread else "it holds no text"
    return f"{submission.name}: no words could be read: {why}. Send the file it was made from, or a PDF with text."
