"""Copies of submissions with remarks, written beside their reports or on their own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.checking import Checked
from pbc_app.output import make_folder, write_file
from pbc_app.submitted import submitted_bytes
from pbc_frameworks.errors import PbcgovError

if TYPE_CHECKING:
    from pbc_checks.annotate.remarks import Annotated
    from pbc_checks.findings import Report
    from pbc_frameworks.load import Library

CAN_BE_ANNOTATED = ("docx", "pdf")


def annotated_files(
    checked: Checked, targets: Mapping[str, Path], library: Library, day: date | None, *, missing: bool
) -> None:
    """Write a copy with remarks of each file that was checked; what cannot be annotated becomes a problem."""
    for report in checked.reports:
        name = report.submission.name
        try:
            made = annotated(report, submitted_bytes(Path(name)), library, day, missing=missing)
        except PbcgovError as error:
            checked.problems[name] = str(error)
            continue
        path = targets[name]
        make_folder(path.parent)
        write_file(path, made.data)
        click.echo(f"{path}  {_told(made)}")
        if missing and report.submission.form:
            click.echo(
                f"Note: {name} is a completed form, which asks for everything already: nothing was put in.", err=True
            )
        elif missing and report.submission.format == "pdf":
            click.echo(f"Note: {name} is a PDF: empty answers can be put into Word files alone.", err=True)
        for remark in made.not_placed:
            click.echo(f"Note: {name}: “{remark.title}” stands at the head: its words were not found.", err=True)


def _told(made: Annotated) -> str:
    from pbc_checks.report.wording import counted

    put_in = f", {counted(made.put_in, 'empty answer')} put in" if made.put_in else ""
    return f"{counted(made.placed, 'remark')}{put_in}"


def annotated(report: Report, data: bytes, library: Library, day: date | None, *, missing: bool) -> Annotated:
    """Return a copy of a submission with the remarks of its report.

    Raises UnreadableFileError for a file that is neither Word nor PDF, or is not the one that was checked.
    """
    import hashlib

    from pbc_checks.annotate.pdf import annotate_pdf
    from pbc_checks.annotate.word import annotate_word
    from pbc_checks.read.errors import UnreadableFileError

    submission = report.submission
    if submission.format not in CAN_BE_ANNOTATED:
        raise UnreadableFileError(
            submission.name, "only Word and PDF files can be annotated.", "Save it as .docx or PDF, and check that."
        )
    if hashlib.sha256(data).hexdigest() != submission.sha256:
        raise UnreadableFileError(
            submission.name, "the file has changed since it was checked.", "Check it again, then annotate it."
        )
    if submission.format == "pdf":
        return annotate_pdf(submission.name, data, report, day)
    return annotate_word(submission.name, data, report, library, day, missing=missing)
