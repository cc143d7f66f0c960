"""`pbcgov explain`: why a requirement got its verdict, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.apart import apart
from pbc_app.options import frameworks_option, limit_options
from pbc_app.scorers import load_scorers, model_options
from pbc_app.submitted import submitted_bytes
from pbc_frameworks.errors import PbcgovError

if TYPE_CHECKING:
    from pbc_app.workers.place import Allowance
    from pbc_checks.learned.model import Model
    from pbc_frameworks.load import Library


@click.command("explain")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.argument("requirement", required=False, default="", metavar="REQUIREMENT")
@click.option("--framework", "framework_id", default="", metavar="ID", help="The framework it is checked against.")
@click.option("--document", default="", metavar="KIND", help="The kind of document, such as business-case.")
@model_options
@limit_options
@frameworks_option
def command(
    file: Path,
    requirement: str,
    framework_id: str,
    document: str,
    model_path: Path | None,
    rules_only: bool,
    limits: Allowance,
    library: Library,
) -> None:
    """Explain the verdict of `pbcgov check` on one requirement of a submission.

    REQUIREMENT is the id that a report prints beside the title. Printed are the passages that bear on it with their
    scores, the words and rules that carried the verdict, and what the verdict would be without the passages, or with
    what is missing.
    """
    explainer = Explainer(framework_id, document, requirement, load_scorers(model_path, rules_only), library)
    with apart(explainer.explained, limits) as explained:
        text, note = explained(file, str(file), submitted_bytes(file))
    if note:
        click.echo(f"Note: {note}", err=True)
    click.echo(text, nl=False)


@dataclass(frozen=True, slots=True)
class Explainer:
    """What explains the verdict on a requirement in the file that it is given."""

    framework: str
    document: str
    requirement: str
    model: Model | None
    library: Library

    def explained(self, name: str, data: bytes) -> tuple[str, str]:
        """Return the explanation, and a note on what the file was taken for, if there is one to make."""
        from pbc_checks.choose import choose
        from pbc_checks.engine import Study
        from pbc_checks.explain import explain
        from pbc_checks.read import read
        from pbc_checks.report.explanation import explanation_text
        from pbc_checks.rules.table import RULES

        choice = choose(read(name, data, self.library), self.framework, self.document, self.library)
        known = [requirement.id for requirement in choice.definition.requirements]
        if not self.requirement:
            raise PbcgovError(
                "Say which requirement, after the file: the id that `pbcgov check` prints in square brackets. Choose "
                f"one of: {', '.join(known) or 'none'}."
            )
        if self.requirement not in known and any(rule.id == self.requirement for rule in RULES):
            raise PbcgovError(
                f"'{self.requirement}' is a rule and not a requirement: `pbcgov checks show {self.requirement}` says "
                "what it looks at."
            )
        study = Study(choice.submission, self.library.concepts(), model=self.model)
        explanation = explain(study, choice.framework, choice.definition, self.requirement)
        return explanation_text(explanation), choice.note
