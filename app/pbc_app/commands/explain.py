"""`pbcgov explain`: why a requirement got its verdict, and what would change it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.options import frameworks_option
from pbc_app.scorers import load_scorers, model_options
from pbc_app.submitted import submitted_bytes

if TYPE_CHECKING:
    from pbc_frameworks.load import Library


@click.command("explain")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.argument("requirement", metavar="REQUIREMENT")
@click.option("--framework", "framework_id", default="", metavar="ID", help="The framework it is checked against.")
@click.option("--document", default="", metavar="KIND", help="The kind of document, such as business-case.")
@model_options
@frameworks_option
def command(
    file: Path,
    requirement: str,
    framework_id: str,
    document: str,
    model_path: Path | None,
    rules_only: bool,
    library: Library,
) -> None:
    """Explain the verdict of `pbcgov check` on one requirement of a submission.

    REQUIREMENT is the id that a report prints beside the title. Printed are the passages that bear on it with their
    scores, the words and rules that carried the verdict, and what the verdict would be without the passages, or with
    what is missing.
    """
    from pbc_checks.choose import choose
    from pbc_checks.engine import Study
    from pbc_checks.explain import explain
    from pbc_checks.read import read
    from pbc_checks.report.explanation import explanation_text

    choice = choose(read(str(file), submitted_bytes(file), library), framework_id, document, library)
    if choice.note:
        click.echo(f"Note: {choice.note}", err=True)
    model = load_scorers(model_path, rules_only)
    study = Study(choice.submission, library.concepts(), model=model)
    explanation = explain(study, choice.framework, choice.definition, requirement)
    click.echo(explanation_text(explanation), nl=False)
