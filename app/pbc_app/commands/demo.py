"""`pbcgov demo`: the whole job once, on a fictional PCT and an example submission."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.output import make_folder, read_file, refuse_existing, write_files
from pbc_app.version import VERSION

if TYPE_CHECKING:
    from pbc_checks.findings import Report
    from pbc_generator.document import Document

_FRAMEWORK = "hertfordshire-2007"
_DOCUMENT = "business-case"
# The example happens in 2007, and a demo run twice writes the same bytes.
_CHECKED_ON = date(2007, 5, 21)
_SUBMISSION = "dermatology-business-case.docx"
_REPORT = "compliance-report"


@click.command("demo")
@click.argument("folder", type=click.Path(path_type=Path), metavar="[DIR]", default=Path("pbcgov-demo"))
@click.option("--force", is_flag=True, help="Replace files that exist.")
def command(folder: Path, force: bool) -> None:
    """Try pbcgov: generate, check and report on an example, into DIR (pbcgov-demo if left out)."""
    from pbc_frameworks.data import data_folder
    from pbc_frameworks.load import load_framework
    from pbc_frameworks.profile import load_profile
    from pbc_generator.compose.kinds import compose, kinds
    from pbc_generator.render import FORMATS

    example = data_folder("examples") / _FRAMEWORK
    framework = load_framework(_FRAMEWORK)
    profile = load_profile(example / "profile.yaml", framework)
    submission = read_file(example / "submission.docx", "example submission")
    documents = list(compose(framework, profile, kinds(framework)))
    report, paper = _check(submission, profile.pct_short_name)
    targets = [folder / "submission" / _SUBMISSION]
    targets += [folder / "documents" / f"{document.name}.{name}" for document in documents for name in FORMATS]
    targets += [folder / "report" / f"{_REPORT}.{name}" for name in (*FORMATS, "json")]
    refuse_existing(targets, force)

    click.echo(f"Framework: {framework.title}. PCT: {profile.pct_name} (fictional).")
    made: dict[Path, bytes] = {targets[0]: submission}
    files = [(folder / "documents", document, name) for document in documents for name in FORMATS]
    files += [(folder / "report", paper, name) for name in FORMATS]
    with click.progressbar(files, label=f"Making {len(files)} files", item_show_func=_shown) as waiting:
        made |= dict(_rendered(waiting))
    made[folder / "report" / f"{_REPORT}.json"] = _as_json(report)
    for path in made:
        make_folder(path.parent)
    write_files(made)
    _closing_list(folder, documents, report)


def _shown(item: tuple[Path, Document, str] | None) -> str:
    return f"{item[1].name}.{item[2]}" if item else ""


def _rendered(files: Iterator[tuple[Path, Document, str]]) -> Iterator[tuple[Path, bytes]]:
    from pbc_generator.render import render

    for folder, document, name in files:
        yield folder / f"{document.name}.{name}", render(document, name)


def _check(submission: bytes, organisation: str) -> tuple[Report, Document]:
    """Return the findings on the example submission, and the report made of them."""
    from dataclasses import replace

    from pbc_app.scorers import load_scorers
    from pbc_checks.choose import choose
    from pbc_checks.engine import check
    from pbc_checks.read import read
    from pbc_checks.report.compliance_report import compliance_report
    from pbc_frameworks.load import Library

    library = Library()
    choice = choose(read(_SUBMISSION, submission), _FRAMEWORK, _DOCUMENT, library)
    scorers = load_scorers(None, rules_only=False)
    report = check(choice.submission, choice.framework, choice.definition, library.concepts(), model=scorers)
    return report, replace(compliance_report(report, _CHECKED_ON, organisation), name=_REPORT)


def _as_json(report: Report) -> bytes:
    from pbc_checks.report.json_report import json_report

    return json_report([report], {}, VERSION).encode("utf-8")


def _closing_list(folder: Path, documents: list[Document], report: Report) -> None:
    from pbc_checks.report.wording import conclusion

    click.echo(f"\n{folder / 'documents'}: {len(documents)} documents, each as Word, PDF and HTML")
    for document in documents:
        click.echo(f"  {document.name:52} {document.title}")
    click.echo(f"{folder / 'submission'}: an example business case from a practice, with gaps")
    click.echo(f"{folder / 'report'}: the compliance report on it, as Word, PDF, HTML and JSON")
    click.echo(f"  {conclusion(report)}")
    click.echo("\nOpen first:")
    click.echo(f"  1. {folder / 'report' / f'{_REPORT}.pdf'}: what a board reads")
    click.echo(f"  2. {folder / 'documents' / 'business-case-form.docx'}: the form practices complete in Word")
    click.echo(f"  3. {folder / 'documents' / f'{documents[0].name}.docx'}: the agreement, ready to sign")
    click.echo("\nThen fill in the form, save it, and check it (it says itself what it is):")
    click.echo(f"  pbcgov check {folder / 'documents' / 'business-case-form.docx'}")
