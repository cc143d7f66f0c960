"""`pbcgov register import`: the sheet that a PCT keeps in Excel becomes register.yaml."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.circumstances import register_sheet
from pbc_app.cli import SOMETHING_MISSING
from pbc_app.options import DAY, limit_options
from pbc_app.output import make_folder, refuse_existing, write_file

if TYPE_CHECKING:
    from pbc_app.workers.place import Allowance


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.xlsx")
@click.option("--sheet", default="", metavar="NAME", help="The sheet; without it, the first that is a register.")
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("register.yaml"), show_default=True, help="What to write."
)
@click.option(
    "--updated",
    type=DAY,
    metavar="YYYY-MM-DD",
    help="When the sheet was last brought up to date.",
)
@click.option(
    "--declared",
    type=DAY,
    metavar="YYYY-MM-DD",
    help="When the entries were declared that have no date of declaration.",
)
@click.option("--partial", is_flag=True, help="Write what could be read, although some rows could not.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@limit_options
def import_command(
    file: Path,
    sheet: str,
    out: Path,
    updated: datetime | None,
    declared: datetime | None,
    partial: bool,
    force: bool,
    limits: Allowance,
) -> None:
    """Import a register from an Excel sheet.

    The headings are recognised by their names, wherever they stand in the first rows. Rows that cannot be read are
    listed with their cells; nothing is written then, unless you say --partial. The exit status is 0 if every row was
    read, 1 if some were not, and 2 if the file could not be used.
    """
    from pbc_frameworks.register.load import parse_register
    from pbc_frameworks.register.text import register_text

    refuse_existing([out], force, [file])
    reading = register_sheet(file, sheet, declared.date() if declared else None, limits)
    for what in reading.unused:
        click.echo(f"Not used: {what}", err=True)
    for problem in reading.problems:
        click.echo(f"{file}: {problem}", err=True)
    if not reading.problems or partial:
        register = replace(reading.register, updated=updated.date()) if updated else reading.register
        text = register_text(register, f"Register of interests, imported from {file.name}.")
        parse_register(text, out)
        make_folder(out.parent)
        write_file(out, text.encode("utf-8"))
        click.echo(f"{out}: {_count(len(register.interests), len(register.nil_returns))}")
        if register.updated is None:
            click.echo("The register does not say when it was brought up to date: give --updated, or add it.", err=True)
    else:
        click.echo("Nothing was written. Correct the sheet, or say --partial to leave these rows out.", err=True)
    sys.exit(SOMETHING_MISSING if reading.problems else 0)


def _count(interests: int, nil_returns: int) -> str:
    one = "1 interest" if interests == 1 else f"{interests} interests"
    other = "1 nil return" if nil_returns == 1 else f"{nil_returns} nil returns"
    return f"{one}, {other}"
