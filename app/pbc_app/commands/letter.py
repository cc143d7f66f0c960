"""`pbcgov letter`: the letter of decision on a submission, with reasons or conditions from its check."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.checking import Job, check_files
from pbc_app.circumstances import Beside
from pbc_app.commands.generate import formats_option, write_documents
from pbc_app.inputs import inputs
from pbc_app.options import DAY, frameworks_option, limit_options
from pbc_app.output import read_file
from pbc_app.reports import Held, is_kept, kept, only
from pbc_app.scorers import load_scorers, model_options
from pbc_app.workers import Work
from pbc_frameworks.errors import OutputError

if TYPE_CHECKING:
    from pbc_app.workers.place import Allowance
    from pbc_checks.learned.model import Model
    from pbc_frameworks.load import Library
    from pbc_generator.compose.letter import Condition


@click.command("letter")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--decision", required=True, type=click.Choice(["approve", "conditions", "refuse"]), help="What was decided."
)
@click.option("--framework", "framework_id", default="", metavar="ID", help="The framework the decision is made under.")
@click.option("--document", default="", metavar="KIND", help="The kind of document, such as business-case.")
@click.option("--submission", default="", metavar="NAME", help="Which submission, where a report is on several.")
@click.option("--profile", "profile_path", type=click.Path(path_type=Path), metavar="FILE", help="The PCT's details.")
@click.option(
    "--to", "addressee", default="", metavar="NAME", help="To whom the letter goes; from whom it came, if left out."
)
@click.option(
    "--proposal", default="", metavar="NAME", help="The name of the proposal; as the submission has it, if left out."
)
@click.option("--reference", default="", metavar="TEXT", help="The PCT's reference.")
@click.option("--submitted", type=DAY, metavar="YYYY-MM-DD", help="When the proposal came in.")
@click.option("--decided", type=DAY, metavar="YYYY-MM-DD", help="When it was decided.")
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
@limit_options
@frameworks_option
def command(
    file: Path,
    decision: str,
    framework_id: str,
    document: str,
    submission: str,
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
    limits: Allowance,
    library: Library,
) -> None:
    """Write the letter of decision on a business case or plan.

    FILE is a submission, which is checked first, or a report kept with `check --format json`: then the verdicts and
    comments of the review beside it count. A refusal gives every criterion that is not met as a reason, with the action
    that would resolve it. Read the letter before you send it: the decision and its reasons are yours.
    """
    from pbc_checks.report.letter import letter_on
    from pbc_frameworks.profile import Profile, load_profile
    from pbc_generator.compose.context import context
    from pbc_generator.compose.letter import Decision, decision_letter

    if conditions and decision != "conditions":
        raise click.UsageError("--condition goes with --decision conditions.")
    held = _kept(file, submission, framework_id, document) if is_kept(file) else None
    if held is None and submission:
        raise click.UsageError("--submission goes with a kept report (.json).")
    day, received = _date(decided), _date(submitted)
    if received and day and day < received:
        raise click.UsageError("--decided is before --submitted. Correct one of the two dates.")
    if held and held.report.times.submitted and day and not received and day < held.report.times.submitted:
        came = held.report.times.submitted.isoformat()
        raise click.UsageError(f"--decided is before the proposal came in, which was {came}. Correct the date.")
    held = held or _checked(
        Job(file, framework_id, document),
        Beside(library, submitted=received),
        load_scorers(model_path, rules_only),
        limits,
    )
    report = held.report
    framework = library.load(report.framework)
    if framework.letters is None or report.document not in framework.letters.decides:
        kinds = ", ".join(framework.letters.decides) if framework.letters else "nothing"
        raise OutputError(f"{framework.id} has letters of decision on {kinds}, not on {report.document}.")
    profile = load_profile(profile_path, framework) if profile_path else Profile(framework.id)
    letter = letter_on(
        report,
        Decision(decision),
        held.review,
        proposal=proposal,
        addressee=addressee,
        reference=reference,
        submitted=received,
        decided=day,
        conditions=map(_condition, conditions),
    )
    house = read_file(house_path, "house template") if house_path else None
    read = inputs(library, house_path, model_path, profile=profile_path, reports=[file])
    made = decision_letter(context(framework, profile), framework.letters, letter)
    for path in write_documents([made], formats, folder, force, house, read):
        click.echo(path)
    count = len(letter.reasons)
    if count and decision == "approve":
        still_open = "1 point is" if count == 1 else f"{count} points are"
        click.echo(f"Note: {still_open} still open; the letter approves all the same.", err=True)
    _tell_of_doubts(held)
    if not count and decision == "refuse":
        click.echo("Note: every criterion is met; the reasons are left for you to fill in.", err=True)


def _kept(file: Path, submission: str, framework_id: str, document: str) -> Held:
    if framework_id or document:
        raise click.UsageError("A kept report says what it was checked as: leave out --framework and --document.")
    found = kept(file)
    if not found.held and found.problems:
        raise OutputError("\n".join(found.problems.values()))
    return only(found.held, submission, file)


def _checked(job: Job, beside: Beside, model: Model | None, limits: Allowance) -> Held:
    from pbc_checks.review.model import NO_REVIEW

    checked = check_files([job], model, beside, Work(limits=limits))
    if checked.problems:
        raise OutputError("\n".join(checked.problems.values()))
    return Held(checked.reports[0], NO_REVIEW)


def _tell_of_doubts(held: Held) -> None:
    """Say of which verdicts the check is unsure and nobody else has judged, and which of the assessor's lapsed."""
    from pbc_checks.review.model import reviewed

    every = reviewed(held.report, held.review)
    unsure = [
        each.finding.title for each in every if each.finding.unsure and not (each.opinion and each.opinion.counts)
    ]
    if unsure:
        click.echo(
            f"Note: of these the check is unsure, so read the submission on them: {'; '.join(unsure)}.", err=True
        )
    lapsed = [each.finding.title for each in every if each.opinion and each.opinion.lapsed]
    if lapsed:
        click.echo(
            "Note: the passages have changed since you judged these, so that your verdict does not count: "
            f"{'; '.join(lapsed)}.",
            err=True,
        )


def _condition(words: str) -> Condition:
    from pbc_generator.compose.letter import Condition

    text, _, by = words.partition(";")
    return Condition(text.strip(), by.strip())


def _date(given: datetime | None) -> date | None:
    return given.date() if given else None
