"""What a report is handed out as, made where it was checked: on paper, or as a copy of the submission with remarks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Protocol

if TYPE_CHECKING:
    from pbc_app.working import Task
    from pbc_checks.annotate.remarks import Annotated
    from pbc_checks.findings import Report
    from pbc_frameworks.load import Library


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file, what to say of it in a line, and notes on it."""

    data: bytes
    line: str
    notes: tuple[str, ...] = ()


class Finish(Protocol):
    """How a file is made of a report. Its `repr` says all that decides what comes of it."""

    typesets: ClassVar[bool]
    """Whether it may use Typst."""

    def make(self, report: Report, task: Task, library: Library) -> Made:
        """Return the file of a report on a submission. Raises PbcgovError."""


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A report for the board on one submission, as docx, pdf or html.

    `organisation` is the PCT's name, empty for that of the profile beside the submission.
    """

    typesets: ClassVar[bool] = True
    file_format: str
    day: date | None = None
    organisation: str = ""

    def make(self, report: Report, task: Task, library: Library) -> Made:  # noqa: ARG002 - the interface
        """Return the report on paper."""
        from pbc_checks.report.compliance_report import compliance_report
        from pbc_checks.report.wording import conclusion
        from pbc_generator.render import render

        profile = task.around.circumstances(report.framework).profile
        organisation = self.organisation or (profile.pct_short_name if profile else "")
        document = compliance_report(report, self.day, organisation)
        return Made(render(document, self.file_format), conclusion(report))


@dataclass(frozen=True, slots=True)
class Annotation:
    """A copy of the Word or PDF file with remarks at the passages; `missing` puts empty answers into Word files."""

    typesets: ClassVar[bool] = False
    day: date | None = None
    missing: bool = False

    def make(self, report: Report, task: Task, library: Library) -> Made:
        """Return the copy. Raises UnreadableFileError for a file that is neither Word nor PDF."""
        from pbc_checks.report.wording import counted

        made = self._annotated(report, task, library)
        put_in = f", {counted(made.put_in, 'empty answer')} put in" if made.put_in else ""
        notes = [
            f"{task.name}: “{each.title}” stands at the head: its words were not found." for each in made.not_placed
        ]
        if self.missing and report.submission.form:
            notes.insert(0, f"{task.name} is a completed form, which asks for everything already: nothing was put in.")
        elif self.missing and report.submission.format == "pdf":
            notes.insert(0, f"{task.name} is a PDF: empty answers can be put into Word files alone.")
        return Made(made.data, f"{counted(made.placed, 'remark')}{put_in}", tuple(notes))

    def _annotated(self, report: Report, task: Task, library: Library) -> Annotated:
        from pbc_checks.annotate.pdf import annotate_pdf
        from pbc_checks.annotate.word import annotate_word
        from pbc_checks.read.errors import UnreadableFileError

        if report.submission.format == "pdf":
            return annotate_pdf(task.name, task.data, report, self.day)
        if report.submission.format == "docx":
            return annotate_word(task.name, task.data, report, library, self.day, missing=self.missing)
        raise UnreadableFileError(
            task.name, "only Word and PDF files can be annotated.", "Save it as .docx or PDF, and check that."
        )
