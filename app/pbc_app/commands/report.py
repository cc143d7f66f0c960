"""`pbcgov report`: what was found, for whoever has to act on it: the practice, the governance lead, the board."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

from pbc_app.circumstances import Beside, organisation_of
from pbc_app.cli import COULD_NOT_BE_USED
from pbc_app.free_names import FreeNames
from pbc_app.inputs import inputs
from pbc_app.options import DAY, frameworks_option, resume_option, work_options
from pbc_app.output import make_folder, refuse_existing, write_file
from pbc_app.progress import progress
from pbc_app.reports import Asked, Gathered, Held, gather
from pbc_app.scorers import model_options, scorers_mark
from pbc_app.stopped import Stopped
from pbc_app.unfinished import unfinished
from pbc_frameworks.errors import OutputError

if TYPE_CHECKING:
    from pbc_app.workers import Work
    from pbc_checks.findings import Report
    from pbc_frameworks.load import Library
    from pbc_generator.document import Document

_File: TypeAlias = tuple[Path, Callable[[], bytes]]  # where to, and how to make it
_FORMATS = {
    "practice": ("text", "html", "pdf", "docx"),
    "lead": ("docx", "pdf", "html"),
    "board": ("docx", "pdf", "html", "xlsx"),
}
"""What each reader may be given; the first is what they get without --format, the board everything."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What was asked for: formats, the day printed, and the PCT's name."""

    formats: tuple[str, ...]
    day: date | None
    organisation: str


@click.command("report")
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="REPORT|FOLDER|FILE...")
@click.option("--for", "reader", required=True, type=click.Choice(list(_FORMATS)), help="Who reads it.")
@click.option(
    "--format",
    "formats",
    default="",
    metavar="LIST",
    help="text, html, pdf, docx for a practice; docx, pdf, html for the lead; docx, pdf, html, xlsx for the board.",
)
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where to; text is printed without it.")
@click.option("--meeting", type=DAY, metavar="YYYY-MM-DD", help="The day of the board's meeting.")
@click.option("--date", "given", type=DAY, metavar="YYYY-MM-DD", help="The date printed on the other reports.")
@click.option("--profile", "profile_path", type=click.Path(path_type=Path), metavar="FILE", help="The PCT's details.")
@click.option("--register", "register_path", type=click.Path(path_type=Path), metavar="FILE",
              help="The register of interests.")  # fmt: skip
@click.option("--framework", "framework_id", default="", metavar="ID", help="What to check submissions against.")
@click.option("--document", default="", metavar="KIND", help="The kind of document that submissions are.")
@click.option("--submitted", type=DAY, metavar="YYYY-MM-DD", help="The day submissions came in.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@resume_option
@model_options
@work_options
@frameworks_option
def command(
    sources: tuple[Path, ...],
    reader: str,
    formats: str,
    out: Path | None,
    meeting: datetime | None,
    given: datetime | None,
    profile_path: Path | None,
    register_path: Path | None,
    framework_id: str,
    document: str,
    submitted: datetime | None,
    force: bool,
    resume: bool,
    model_path: Path | None,
    rules_only: bool,
    work: Work,
    library: Library,
) -> None:
    """Write reports for a practice (a checklist), the governance lead (the appraisal sheet) or the board (one paper).

    From reports kept with `check --format json`, with the assessor's review beside them, nothing is checked again. A
    folder may hold reports and submissions; its submissions.yaml says what is known of each. The exit status is 2 if a
    file could not be used.
    """
    wanted = _Wanted(_chosen(reader, formats), given.date() if given else None, organisation_of(profile_path, library))
    printed = wanted.formats == ("text",) and out is None
    if out is None and not printed:
        raise click.UsageError("Say where to: --out DIR.")
    if meeting and reader != "board":
        raise click.UsageError("--meeting goes with --for board; the date on other reports is --date.")
    if given and reader == "board":
        raise click.UsageError("--date goes with other reports; the board's has the day of the meeting: --meeting.")
    beside = Beside(library, profile_path, register_path, submitted.date() if submitted else None)
    partial = unfinished(out, "report", library, scorers_mark(model_path, rules_only))
    partial.begin(resume=resume, force=force, sources=sources)
    found = gather(sources, Asked(framework_id, document, beside, model_path, rules_only, work, partial))
    if not found.held:
        partial.clear()
        raise OutputError("\n".join(["There is nothing to report on.", *found.problems.values()]))
    if printed:
        click.echo("\n".join(_checklists(found)), nl=False)
    elif out is not None:
        if reader == "board":
            files = dict(_for_the_board(found, wanted, meeting.date() if meeting else None, out))
        else:
            files = dict(_one_each(found, reader, wanted, out))
        read = inputs(library, register_path, model_path, profile=profile_path, reports=sources)
        refuse_existing(files, force, read)
        make_folder(out)
        _write(files)
        for path in files:
            click.echo(path)
        partial.clear()
    for problem in found.problems.values():
        click.echo(f"pbcgov: {problem}", err=True)
    sys.exit(COULD_NOT_BE_USED if found.problems else 0)


def _write(files: Mapping[Path, Callable[[], bytes]]) -> None:
    """Write each file as soon as it is made. Raises OutputError, and Stopped on Ctrl-C."""
    written = 0
    try:
        with progress("Writing", len(files)) as bar:
            for path, make in files.items():
                write_file(path, make())
                written += 1
                bar(path.name)
    except KeyboardInterrupt:
        raise Stopped(f"{written:,} of {len(files):,} files are written. Go on with --resume --force.") from None


def _chosen(reader: str, formats: str) -> tuple[str, ...]:
    known = _FORMATS[reader]
    names = tuple(dict.fromkeys(name.strip().lower() for name in formats.split(",") if name.strip()))
    unknown = [name for name in names if name not in known]
    if unknown:
        raise click.UsageError(f"There is no {unknown[0]} for the {reader}. Choose from: {', '.join(known)}.")
    return names or (known if reader == "board" else known[:1])


def _checklists(found: Gathered) -> Iterator[str]:
    from pbc_checks.report.checklist import checklist_text

    return (checklist_text(each.report) for each in found.held)


def _one_each(found: Gathered, reader: str, wanted: _Wanted, folder: Path) -> Iterator[_File]:
    """Yield the file of each report in each format, with how to make it."""
    names = FreeNames()
    for each in found.held:
        made = _document(each, reader, wanted)
        name = names.take(made.name, each.report.submission.format)
        for ending in wanted.formats:
            if ending == "text":
                yield folder / f"{name}.txt", _as_text(each.report)
            else:
                yield folder / f"{name}.{ending}", _rendered(made, ending)


def _document(held: Held, reader: str, wanted: _Wanted) -> Document:
    from pbc_checks.report.appraisal import appraisal_sheet
    from pbc_checks.report.checklist import checklist

    if reader == "practice":
        return checklist(held.report, wanted.day, wanted.organisation)
    return appraisal_sheet(held.report, held.review, wanted.day, wanted.organisation)


def _for_the_board(found: Gathered, wanted: _Wanted, meeting: date | None, folder: Path) -> Iterator[_File]:
    from pbc_checks.report.board.paper import board_paper
    from pbc_checks.report.board.portfolio import portfolio
    from pbc_checks.report.board.workbook import findings_workbook

    whole = portfolio(found.held, found.problems, meeting)
    paper = board_paper(whole, wanted.organisation)
    for ending in wanted.formats:
        if ending == "xlsx":
            yield folder / "findings.xlsx", lambda: findings_workbook(whole)
        else:
            yield folder / f"{paper.name}.{ending}", _rendered(paper, ending)


def _rendered(made: Document, ending: str) -> Callable[[], bytes]:
    def make() -> bytes:
        from pbc_generator.render import render

        return render(made, ending)

    return make


def _as_text(report: Report) -> Callable[[], bytes]:
    def make() -> bytes:
        from pbc_checks.report.checklist import checklist_text

        return checklist_text(report).encode("utf-8")

    return make
