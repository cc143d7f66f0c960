"""`pbcgov compare`: a resubmission held against the submission before it."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.circumstances import Beside, organisation_of
from pbc_app.cli import SOMETHING_MISSING
from pbc_app.inputs import inputs
from pbc_app.options import DAY, frameworks_option, limit_options
from pbc_app.output import make_folder, refuse_existing, write_file
from pbc_app.reports import Asked, gather, is_kept
from pbc_app.scorers import model_options
from pbc_app.workers import Work
from pbc_frameworks.errors import OutputError

if TYPE_CHECKING:
    from pbc_app.workers.place import Allowance
    from pbc_checks.findings import Report
    from pbc_frameworks.load import Library


@click.command("compare")
@click.argument("before", type=click.Path(path_type=Path), metavar="OLD")
@click.argument("now", type=click.Path(path_type=Path), metavar="NEW")
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["text", "docx", "pdf", "html"]),
    default="text",
    show_default=True,
    help="How to report.",
)
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="The file; text is printed without it.")
@click.option("--date", "given", type=DAY, metavar="YYYY-MM-DD", help="The date printed on it.")
@click.option("--profile", "profile_path", type=click.Path(path_type=Path), metavar="FILE", help="The PCT's details.")
@click.option("--framework", "framework_id", default="", metavar="ID", help="What to check submissions against.")
@click.option("--document", default="", metavar="KIND", help="The kind of document that submissions are.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@model_options
@limit_options
@frameworks_option
def command(
    before: Path,
    now: Path,
    file_format: str,
    out: Path | None,
    given: datetime | None,
    profile_path: Path | None,
    framework_id: str,
    document: str,
    force: bool,
    model_path: Path | None,
    rules_only: bool,
    limits: Allowance,
    library: Library,
) -> None:
    """Say what a resubmission has resolved, what is still open and what got worse.

    OLD and NEW are submissions, or reports kept with `check --format json`; beside a report, a submission is checked as
    what that was. The exit status is 1 if something is still open or got worse.
    """
    from pbc_checks.report.comparison import Change, compare, comparison_report, comparison_text
    from pbc_generator.render import render

    if file_format != "text" and out is None:
        raise click.UsageError("Say where to: --out FILE.")
    if out:
        refuse_existing([out], force, inputs(library, model_path, profile=profile_path, reports=(before, now)))
    asked = Asked(framework_id, document, Beside(library, profile_path), model_path, rules_only, Work(limits=limits))
    if is_kept(now) and not is_kept(before):
        new = _only(now, asked)
        old = _only(before, _as(new, asked))
    else:
        old = _only(before, asked)
        new = _only(now, _as(old, asked) if is_kept(before) else asked)
    comparison = compare(old, new)
    if out is None:
        click.echo(comparison_text(comparison), nl=False)
    else:
        made = (
            comparison_text(comparison).encode("utf-8")
            if file_format == "text"
            else render(
                comparison_report(comparison, given.date() if given else None, organisation_of(profile_path, library)),
                file_format,
            )
        )
        make_folder(out.parent)
        write_file(out, made)
        click.echo(out)
    left_to_do = (Change.OPEN, Change.NEWLY_ASKED, Change.BETTER, Change.WORSE)
    unsettled = any(comparison.count(change) for change in left_to_do)
    sys.exit(SOMETHING_MISSING if unsettled or comparison.new or comparison.stayed else 0)


def _as(kept: Report, asked: Asked) -> Asked:
    """Return what is asked, with what a kept report was checked as where the command does not say it."""
    if asked.framework or asked.document:
        return asked
    return replace(asked, framework=kept.framework, document=kept.document)


def _only(path: Path, asked: Asked) -> Report:
    """Return the one report of a file. Raises OutputError where there is none, or more than one."""
    found = gather([path], asked)
    if found.problems:
        raise OutputError("\n".join(found.problems.values()))
    if len(found.held) != 1:
        raise OutputError(f"{path} holds {len(found.held)} reports. Compare two files with one report each.")
    return found.held[0].report
