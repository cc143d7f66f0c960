"""`pbcgov letter`: the letter of decision on a submission, with reasons or conditions from its check."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.circumstances import Beside, beside_files
from pbc_app.commands.check import check_files
from pbc_app.commands.generate import formats_option, write_documents
from pbc_app.options import frameworks_option
from pbc_app.output import read_file
from pbc_app.scorers import load_scorers, model_options
from pbc_frameworks.errors import OutputError

if TYPE_CHECKING:
    from pbc_checks.findings import Report
    from pbc_checks.learned.model import Model
    from pbc_frameworks.load import Library
    from pbc_generator.compose.letter import Condition

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("letter")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--decision", required=True, type=click.Choice(["approve", "conditions", "refuse"]), help="What was decided."
)
@click.option("--framework", "framework_id", default="", metavar="ID", help="The framework the decision is made under.")
@click.option("--document", default="", metavar="KIND", help="The kind of document, such as business-case.")
@click.option("--profile", "profile_path", type=click.Path(path_type=Path), metavar="FILE", help="The PCT's details.")
@click.option("--to", "addressee", default="", metavar="NAME", help="To whom the letter goes.")
@click.option("--proposal", default="", metavar="NAME", help="The name of the proposal.")
@click.option("--reference", default="", metavar="TEXT", help="The PCT's reference.")
@click.option("--submitted", type=_DAY, metavar="YYYY-MM-DD", help="When the proposal came in.")
@click.option("--decided", type=_DAY, metavar="YYYY-MM-DD", help="When it was decided.")
@click.option(
    "--condition",
    "conditions",
    multiple=True,
    metavar="TEXT",
    help='A condition, "what; by when"; may be given several times. Without it, the actions of the check.',
)
@formats_option
@click.option("--house", "house_path", type=click.Path(path_type=Path), metavar="FILE", help="Your own Word template.")
@click.option("--out", "folder", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Where to.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@model_options
@frameworks_option
def command(
    file: Path,
    decision: str,
    framework_id: str,
    document: str,
    profile_path: Path | None,
    addressee: str,
    proposal: str,
    reference: str,
    submitted: datetime | None,
    decided: datetime | None,
    conditions: tuple[str, ...],
    formats: tuple[str, ...],
    house_path: Path | None,
    folder: Path,
    force: bool,
    model_path: Path | None,
    rules_only: bool,
    library: Library,
) -> None:
    """Write the letter of decision on a business case or plan.

    The submission is checked first. A refusal gives every criterion that is not met as a reason, with the action that
    would resolve it. Read the letter before you send it: the decision and its reasons are yours.
    """
    from pbc_checks.report.letter import letter_on
    from pbc_frameworks.profile import Profile, load_profile
    from pbc_generator.compose.context import context
    from pbc_generator.compose.letter import Decision, decision_letter

    if conditions and decision != "conditions":
        raise click.UsageError("--condition goes with --decision conditions.")
    received, day = _date(submitted), _date(decided)
    if received and day and day < received:
        raise click.UsageError("--decided is before --submitted. Correct one of the two dates.")
    report = _report(file, framework_id, document, library, load_scorers(model_path, rules_only))
    framework = library.load(report.framework)
    if framework.letters is None or report.document not in framework.letters.decides:
        kinds = ", ".join(framework.letters.decides) if framework.letters else "nothing"
        raise OutputError(f"{framework.id} has letters of decision on {kinds}, not on {report.document}.")
    profile = load_profile(profile_path, framework) if profile_path else Profile(framework.id)
    letter = letter_on(
        report,
        Decision(decision),
        proposal=proposal,
        addressee=addressee,
        reference=reference,
        submitted=received,
        decided=day,
        conditions=map(_condition, conditions),
    )
    house = read_file(house_path, "house template") if house_path else None
    inputs = (*beside_files([file]), profile_path, house_path, model_path)
    made = decision_letter(context(framework, profile), framework.letters, letter)
    for path in write_documents([made], formats, folder, force, house, inputs):
        click.echo(path)
    count = len(letter.reasons)
    if count and decision == "approve":
        criteria = "1 criterion" if count == 1 else f"{count} criteria"
        click.echo(
            f"Note: the check finds {criteria} not met or partly met; the letter approves all the same.", err=True
        )
    unsure = [finding.title for finding in report.findings if finding.unsure]
    if unsure:
        click.echo(
            f"Note: of these the check is unsure, so read the submission on them: {'; '.join(unsure)}.", err=True
        )
    if not count and decision == "refuse":
        click.echo("Note: the check finds every criterion met; the reasons are left for you to fill in.", err=True)


def _report(file: Path, framework_id: str, document: str, library: Library, model: Model | None) -> Report:
    checked = check_files((file,), framework_id, document, model, Beside(library))
    if checked.problems:
        raise OutputError("\n".join(checked.problems.values()))
    return checked.reports[0]


def _condition(words: str) -> Condition:
    from pbc_generator.compose.letter import Condition

    text, _, by = words.partition(";")
    return Condition(text.strip(), by.strip())


def _date(given: datetime | None) -> date | None:
    return given.date() if given else None
