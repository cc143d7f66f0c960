"""`pbcgov dates`: by when a submission is to be decided."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.options import DAY, frameworks_option
from pbc_frameworks.errors import OutputError

if TYPE_CHECKING:
    from pbc_frameworks.load import Library


@click.command("dates")
@click.option("--framework", "framework_id", required=True, metavar="ID", help="The framework.")
@click.option(
    "--submitted",
    required=True,
    type=DAY,
    metavar="YYYY-MM-DD",
    help="When the submission came in, complete.",
)
@click.option("--profile", "profile_path", type=click.Path(path_type=Path), metavar="FILE", help="The PCT's own times.")
@frameworks_option
def command(framework_id: str, submitted: datetime, profile_path: Path | None, library: Library) -> None:
    """Print by when a plan or business case is to be decided, and with a profile when the agreement is first reviewed.

    Each date is the last working day within the framework's time: Monday to Friday, without bank holidays in England.
    """
    from pbc_frameworks.profile import load_profile, with_local_figures
    from pbc_frameworks.schedules import DecisionDates
    from pbc_generator.compose.text import printed_date
    from pbc_generator.schedules.dates import months_after, weeks_after

    framework = library.load(framework_id)
    start = None
    if profile_path:
        profile = load_profile(profile_path, framework)
        framework = with_local_figures(framework, profile)
        start = profile.dates.get("agreement-start")
    found = [each for each in framework.schedules.values() if isinstance(each, DecisionDates)]
    if not found:
        raise OutputError(f"{framework_id} sets no time for decisions.")
    day = submitted.date()
    click.echo(f"Submitted on {day:%A} {printed_date(day)}")
    for what, name in (("Aim", found[0].aim), ("Limit", found[0].limit)):
        if name:
            figure = framework.parameters[name]
            due = weeks_after(day, int(figure.value))
            where = framework.source.cite(figure.source)
            when = f"{due.day:%A} {printed_date(due.day)}, {due.working_days} working days"
            click.echo(f"  {what}: decided by {when} ({figure}; {where})")
    if found[0].review and start:
        figure = framework.parameters[found[0].review]
        due = months_after(start, int(figure.value))
        where = framework.source.cite(figure.source)
        click.echo(
            f"First review by {due.day:%A} {printed_date(due.day)}, {figure} after {printed_date(start)} ({where})"
        )
