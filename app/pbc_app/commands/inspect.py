"""`pbcgov inspect`: whether Word and PDF files can be used by everybody, one report a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.apart import apart
from pbc_app.cli import COULD_NOT_BE_USED, SOMETHING_MISSING
from pbc_app.options import limit_options
from pbc_app.submitted import submitted_bytes
from pbc_app.version import VERSION

if TYPE_CHECKING:
    from pbc_app.workers.place import Allowance
    from pbc_checks.accessibility import Inspection


@click.command("inspect")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to report.",
)
@limit_options
def command(files: tuple[Path, ...], file_format: str, limits: Allowance) -> None:
    """Inspect Word and PDF files for accessibility (.docx, .pdf).

    Any file will do, whoever made it. The exit status is 0 if no check failed, 1 if one did, and 2 if a file could not
    be read.
    """
    from pbc_checks.accessibility import inspect
    from pbc_frameworks.errors import PbcgovError

    inspections: list[Inspection] = []
    problems: dict[str, str] = {}
    with apart(inspect, limits) as inspected:
        for path in dict.fromkeys(files):
            try:
                inspections.append(inspected(path, str(path), submitted_bytes(path)))
            except PbcgovError as error:
                problems[str(path)] = str(error)
    click.echo(_report(inspections, problems, file_format), nl=False)
    for problem in problems.values():
        click.echo(f"pbcgov: {problem}", err=True)
    if problems:
        sys.exit(COULD_NOT_BE_USED)
    sys.exit(SOMETHING_MISSING if any(inspection.something_failed for inspection in inspections) else 0)


def _report(inspections: list[Inspection], problems: dict[str, str], file_format: str) -> str:
    if file_format == "text":
        from pbc_checks.accessibility.text_report import text_report

        return "\n\n".join(map(text_report, inspections))
    from pbc_checks.accessibility.json_report import json_report

    return json_report(inspections, problems, VERSION)
