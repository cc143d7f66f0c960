"""`pbcgov register validate`: what is late, missing or past its time."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.cli import SOMETHING_MISSING
from pbc_app.options import DAY, frameworks_option

if TYPE_CHECKING:
    from pbc_frameworks.load import Library


@click.command("validate")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.yaml")
@click.option(
    "--profile",
    "profile_path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The PCT's details: who has to be on the register.",
)
@click.option(
    "--date",
    "given",
    type=DAY,
    metavar="YYYY-MM-DD",
    help="The day of the review; without it, the day on which the register was updated.",
)
@frameworks_option
def validate_command(file: Path, profile_path: Path | None, given: datetime | None, library: Library) -> None:
    """Validate a register: late declarations, people without an entry, entries past their time.

    The exit status is 0 if nothing is wrong (notes do not count), 1 if something is, and 2 if the file could not be
    used.
    """
    from pbc_frameworks.profile import load_profile, profile_framework
    from pbc_frameworks.register.load import load_register
    from pbc_frameworks.register.review import Severity, review
    from pbc_frameworks.shared import register_times
    from pbc_generator.compose.people import people_of

    register = load_register(file)
    day = given.date() if given else register.updated
    if day is None:
        raise click.UsageError("The register does not say when it was updated. Give the day of the review with --date.")
    people = []
    if profile_path:
        framework = library.load(profile_framework(profile_path))
        people = people_of(framework, load_profile(profile_path, framework))
    remarks = review(register, register_times(), day, people)
    for remark in remarks:
        place = f"{file}:{remark.line}" if remark.line else str(file)
        who = f"{remark.who}: " if remark.who else ""
        label = "note: " if remark.severity is Severity.NOTE else ""
        click.echo(f"{place}: {label}{who}{remark.text}")
    wrong = sum(remark.severity is Severity.WRONG for remark in remarks)
    count = f"{_counted(len(register.interests), 'interest')}, {_counted(len(register.nil_returns), 'nil return')}"
    click.echo(f"{file}: {count}; {wrong or 'nothing'} to put right, {len(remarks) - wrong} to note, on {day}")
    sys.exit(SOMETHING_MISSING if wrong else 0)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
