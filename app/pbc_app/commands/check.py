"""`pbcgov check`: submissions against a framework's requirements, one report a file."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.circumstances import Beside, beside_files
from pbc_app.cli import COULD_NOT_BE_USED, SOMETHING_MISSING
from pbc_app.options import frameworks_option
from pbc_app.output import make_folder, refuse_existing, write_file
from pbc_app.scorers import load_scorers, model_options
from pbc_app.submitted import submitted_bytes
from pbc_checks.findings import Report, Severity
from pbc_checks.submission import Submission
from pbc_frameworks.errors import PbcgovError
from pbc_frameworks.load import Library
from pbc_frameworks.model import Framework

if TYPE_CHECKING:
    from pbc_checks.choose import Choice
    from pbc_checks.circumstances import Circumstances
    from pbc_checks.learned.model import Model
    from pbc_frameworks.concepts import Concept

_ON_PAPER = ("docx", "pdf", "html")


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


@click.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--framework", "framework_id", default="", metavar="ID", help="The framework to check against.")
@click.option("--document", default="", metavar="KIND", help="The kind of document, such as business-case.")
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["text", "json", *_ON_PAPER]),
    default="text",
    show_default=True,
    help="How to report.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="The report's file; a folder if there are several reports. Text and JSON are printed without it.",
)
@click.option(
    "--profile",
    "profile_path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The PCT's details; without it, profile.yaml beside each submission.",
)
@click.option(
    "--register",
    "register_path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The register of interests (.yaml, .xlsx); without it, the profile's, or that beside each submission.",
)
@click.option(
    "--date",
    "checked_on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The date printed on a report for the board.",
)
@click.option(
    "--submitted",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day the submissions came in: for the dates of decision, and milestones in the past.",
)
@click.option("--force", is_flag=True, help="Replace files that exist.")
@model_options
@frameworks_option
def command(
    files: tuple[Path, ...],
    framework_id: str,
    document: str,
    file_format: str,
    out: Path | None,
    profile_path: Path | None,
    register_path: Path | None,
    checked_on: datetime | None,
    submitted: datetime | None,
    force: bool,
    model_path: Path | None,
    rules_only: bool,
    library: Library,
) -> None:
    """Check business cases, plans, agreements and statements (.docx, .pdf, .md, .txt; .xlsx and .csv for figures).

    A completed form says what it is; for any other file give --framework and --document. The exit status is 0 if
    nothing is missing, 1 if something is or must be fixed, and 2 if a file could not be used.
    """
    if framework_id:
        _refuse_unknown(library.load(framework_id), document)
    targets = report_files(files, file_format, out)
    refuse_existing(targets.values(), force, (*beside_files(files), profile_path, register_path, model_path))
    organisation = _organisation(profile_path, library)
    beside = Beside(library, profile_path, register_path, submitted.date() if submitted else None)
    checked = check_files(files, framework_id, document, load_scorers(model_path, rules_only), beside)
    day = checked_on.date() if checked_on else None
    if file_format in _ON_PAPER:
        _write_documents(checked.reports, file_format, targets, day, organisation)
    else:
        _write_text(checked, file_format, targets)
    for problem in checked.problems.values():
        click.echo(f"pbcgov: {problem}", err=True)
    sys.exit(checked.exit_status)


def check_files(
    files: tuple[Path, ...],
    framework_id: str,
    document: str,
    model: Model | None,
    beside: Beside,
) -> Checked:
    """Return what comes of checking some files; one that cannot be used does not stop the others."""
    from pbc_checks.choose import choose
    from pbc_checks.read import read

    checked = Checked()
    library, concepts = beside.library, beside.library.concepts()
    for path in files:
        try:
            choice = choose(read(str(path), submitted_bytes(path), library), framework_id, document, library)
            known = beside.of(path, choice.framework)
        except PbcgovError as error:
            checked.problems[str(path)] = str(error)
            continue
        if choice.note:
            click.echo(f"Note: {choice.note}", err=True)
        checked.reports.append(_report(choice, concepts, model, known))
        if not choice.submission.words:
            checked.problems[str(path)] = _no_words(choice.submission)
    return checked


def _report(choice: Choice, concepts: Mapping[str, Concept], model: Model | None, known: Circumstances) -> Report:
    from pbc_checks.engine import check

    return check(choice.submission, choice.framework, choice.definition, concepts, model=model, circumstances=known)


def report_files(files: tuple[Path, ...], file_format: str, out: Path | None) -> dict[str, Path]:
    """Return the file that each report is written to, by the submission's path; of text and JSON only the one file.

    Raises UsageError where the ending of `out` belongs to another format.
    """
    if file_format not in _ON_PAPER:
        return {"": out} if out else {}
    if out and len(files) == 1 and out.suffix and not out.is_dir():
        if out.suffix.lower() != f".{file_format}":
            raise click.UsageError(f"{out} does not end in .{file_format}. Change the name, or the --format.")
        return {str(files[0]): out}
    folder = out or Path()
    targets: dict[str, Path] = {}
    for path in dict.fromkeys(files):
        # a.docx and a.pdf, or two files of one name in different folders, need different reports.
        names = [path.stem, f"{path.stem}-{path.suffix[1:]}", *(f"{path.stem}-{number}" for number in range(2, 1000))]
        possible = (folder / f"{name}-report.{file_format}" for name in names)
        targets[str(path)] = next(target for target in possible if target not in targets.values())
    return targets


def _refuse_unknown(framework: Framework, document: str) -> None:
    from pbc_checks.documents import checkable
    from pbc_frameworks.errors import UnknownNameError

    if document and document not in checkable(framework):
        raise UnknownNameError("document", document, checkable(framework))


def _organisation(profile_path: Path | None, library: Library) -> str:
    if profile_path is None:
        return ""
    from pbc_frameworks.profile import load_profile, profile_framework

    framework = library.load(profile_framework(profile_path))
    return load_profile(profile_path, framework).pct_short_name


def _no_words(submission: Submission) -> str:
    why = submission.receipt.unread[0].what if submission.receipt.unread else "it holds no text"
    return f"{submission.name}: no words could be read: {why}. Send the file it was made from, or a PDF with text."


def _write_documents(
    reports: list[Report], file_format: str, targets: dict[str, Path], day: date | None, organisation: str
) -> None:
    from pbc_checks.report.compliance_report import compliance_report
    from pbc_checks.report.wording import conclusion
    from pbc_generator.render import render

    made = [
        (targets[report.submission.name], render(compliance_report(report, day, organisation), file_format), report)
        for report in reports
    ]
    for path, data, report in made:
        make_folder(path.parent)
        write_file(path, data)
        click.echo(f"{path}  {conclusion(report)}")
    if made and day is None:
        click.echo("The date of the check is left open in the report: give --date to print it.", err=True)


def _write_text(checked: Checked, file_format: str, targets: dict[str, Path]) -> None:
    text = _json(checked) if file_format == "json" else _plain(checked.reports)
    if targets:
        make_folder(targets[""].parent)
        write_file(targets[""], text.encode("utf-8"))
        click.echo(targets[""])
    elif file_format == "text" and sys.stdout.isatty():
        from rich.console import Console

        from pbc_app.terminal import print_report

        for report in checked.reports:
            print_report(report, Console())
    else:
        click.echo(text, nl=False)


def _json(checked: Checked) -> str:
    from importlib.metadata import version

    from pbc_checks.report.json_report import json_report

    return json_report(checked.reports, checked.problems, version("pbcgov"))


def _plain(reports: list[Report]) -> str:
    from pbc_checks.report.text_report import text_report

    return "\n\n".join(text_report(report) for report in reports)
