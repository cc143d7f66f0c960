"""`pbcgov check`: submissions against a framework's requirements, one report a file."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.checking import Checked, Handing, check_files
from pbc_app.circumstances import Beside, organisation_of
from pbc_app.finishing import Annotation, OnPaper
from pbc_app.free_names import FreeNames
from pbc_app.inputs import inputs
from pbc_app.options import DAY, frameworks_option, resume_option, work_options
from pbc_app.output import make_folder, refuse_existing, write_file
from pbc_app.portfolio_file import submission_jobs
from pbc_app.scorers import load_scorers, model_options, scorers_mark
from pbc_app.unfinished import unfinished
from pbc_app.version import VERSION

if TYPE_CHECKING:
    from pbc_app.finishing import Finish
    from pbc_app.workers import Work
    from pbc_checks.findings import Report
    from pbc_frameworks.load import Library
    from pbc_frameworks.model import Framework

_ON_PAPER = ("docx", "pdf", "html")
_ANNOTATED = "annotated"


@click.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--framework", "framework_id", default="", metavar="ID", help="The framework to check against.")
@click.option("--document", default="", metavar="KIND", help="The kind of document, such as business-case.")
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["text", "json", *_ON_PAPER, _ANNOTATED]),
    default="text",
    show_default=True,
    help="How to report; annotated gives a copy of each Word or PDF file with remarks at the passages.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="The report's file; a folder if there are several reports. Text and JSON are printed without it.",
)
@click.option(
    "--insert-missing",
    is_flag=True,
    help="In annotated Word files, put in a headed, empty answer for each missing requirement.",
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
    type=DAY,
    metavar="YYYY-MM-DD",
    help="The date printed on a report for the board, and on remarks.",
)
@click.option(
    "--submitted",
    type=DAY,
    metavar="YYYY-MM-DD",
    help="The day the submissions came in: for the dates of decision, and milestones in the past.",
)
@click.option("--force", is_flag=True, help="Replace files that exist.")
@resume_option
@model_options
@work_options
@frameworks_option
def command(
    files: tuple[Path, ...],
    framework_id: str,
    document: str,
    file_format: str,
    out: Path | None,
    insert_missing: bool,
    profile_path: Path | None,
    register_path: Path | None,
    checked_on: datetime | None,
    submitted: datetime | None,
    force: bool,
    resume: bool,
    model_path: Path | None,
    rules_only: bool,
    work: Work,
    library: Library,
) -> None:
    """Check business cases, plans, agreements and statements (.docx, .pdf, .md, .txt; .xlsx and .csv for figures).

    A folder stands for the submissions in it, with what its submissions.yaml says of each. A completed form says what
    it is; for any other file give --framework and --document.
    The exit status is 0 if nothing is missing, 1 if something is or must be fixed, and 2 if a file could not be used.
    """
    if framework_id:
        _refuse_unknown(library.load(framework_id), document)
    if insert_missing and file_format != _ANNOTATED:
        raise click.UsageError("--insert-missing goes with --format annotated.")
    beside = Beside(library, profile_path, register_path, submitted.date() if submitted else None)
    wanted = submission_jobs(files, framework_id, document, beside)
    if not wanted:
        raise click.UsageError("There is no submission in the folder: no .docx, .pdf, .md, .txt, .xlsx or .csv.")
    paths = [job.path for job in wanted]
    targets = report_files(paths, file_format, out)
    day = checked_on.date() if checked_on else None
    finish = _finish(file_format, day, organisation_of(profile_path, library), missing=insert_missing)
    handing = Handing(finish, targets) if finish else None
    where = None if len(wanted) == 1 else (out or Path()) if finish else out
    scorers = scorers_mark(model_path, rules_only)
    kept = unfinished(where, "check" if finish else "", library, scorers, finish)
    kept.begin(resume=resume, force=force)
    new = [target for path, target in targets.items() if not kept.knows(path, target)]
    read = inputs(library, register_path, model_path, profile=profile_path, submissions=(*files, *paths))
    refuse_existing(new, force, read)
    checked = check_files(wanted, load_scorers(model_path, rules_only), beside, work, handing, kept)
    if finish is None:
        _write_text(checked, file_format, targets)
    for line in checked.lines:
        click.echo(line)
    if checked.lines and day is None and file_format in _ON_PAPER:
        click.echo("The date of the check is left open in the report: give --date to print it.", err=True)
    kept.clear()
    for problem in checked.problems.values():
        click.echo(f"pbcgov: {problem}", err=True)
    sys.exit(checked.exit_status)


def report_files(files: Sequence[Path], file_format: str, out: Path | None) -> dict[str, Path]:
    """Return the file that each report is written to, by the submission's path; of text and JSON only the one file.

    An annotated copy keeps the ending of its submission. Raises UsageError where the ending of `out` belongs to another
    format.
    """
    from pbc_checks.report.wording import stem_of

    if file_format not in (*_ON_PAPER, _ANNOTATED):
        return {"": out} if out else {}
    if out and len(files) == 1 and out.suffix and not out.is_dir():
        ending = _ending(files[0], file_format)
        if out.suffix.lower() != ending:
            raise click.UsageError(f"{out} does not end in {ending}. Change the name, or the --format.")
        return {str(files[0]): out}
    folder = out or Path()
    targets: dict[str, Path] = {}
    names: defaultdict[str, FreeNames] = defaultdict(FreeNames)
    what = _ANNOTATED if file_format == _ANNOTATED else "report"
    for path in dict.fromkeys(files):
        ending = _ending(path, file_format)
        name = names[ending].take(stem_of(path.name), path.suffix[1:])
        targets[str(path)] = folder / f"{name}-{what}{ending}"
    return targets


def _ending(path: Path, file_format: str) -> str:
    return path.suffix.lower() if file_format == _ANNOTATED else f".{file_format}"


def _refuse_unknown(framework: Framework, document: str) -> None:
    from pbc_checks.documents import checkable
    from pbc_frameworks.errors import UnknownNameError

    if document and document not in checkable(framework):
        raise UnknownNameError("document", document, checkable(framework))


def _finish(file_format: str, day: date | None, organisation: str, *, missing: bool) -> Finish | None:
    """Return what is made of each report, None where all are reported on together."""
    if file_format == _ANNOTATED:
        return Annotation(day, missing)
    return OnPaper(file_format, day, organisation) if file_format in _ON_PAPER else None


def _write_text(checked: Checked, file_format: str, targets: dict[str, Path]) -> None:
    pieces = _json(checked) if file_format == "json" else iter([_plain(checked.reports)])
    if targets:
        make_folder(targets[""].parent)
        write_file(targets[""], (piece.encode("utf-8") for piece in pieces))
        click.echo(targets[""])
    elif file_format == "text" and sys.stdout.isatty():
        from rich.console import Console

        from pbc_app.terminal import print_report

        for report in checked.reports:
            print_report(report, Console())
    else:
        for piece in pieces:
            click.echo(piece, nl=False)


def _json(checked: Checked) -> Iterator[str]:
    from pbc_checks.report.json_report import json_pieces

    return json_pieces(checked.reports, checked.problems, VERSION)


def _plain(reports: list[Report]) -> str:
    from pbc_checks.report.text_report import text_report

    return "\n\n".join(text_report(report) for report in reports)
