"""`pbcgov house check`: whether a PCT's own Word template can be used, and everything that keeps it from it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.apart import apart
from pbc_app.cli import SOMETHING_MISSING
from pbc_app.options import limit_options
from pbc_app.submitted import submitted_bytes
from pbc_app.version import VERSION

if TYPE_CHECKING:
    from pbc_app.workers.place import Allowance


@click.command("check")
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="FILE.docx")
@click.option("--list", "listing", is_flag=True, help="Print what a template may use, and check none.")
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to report.",
)
@limit_options
def check_command(file: Path | None, listing: bool, file_format: str, limits: Allowance) -> None:
    """Check a Word template of your own before you give it to `generate --house`.

    Everything is reported at once, and a short document is made with the template as a trial. The exit status is 0 if
    the template can be used (there may be things to look at), 1 if something has to be put right, and 2 if the file
    could not be read.
    """
    if listing == (file is not None):
        raise click.UsageError("Name the template to check, such as house.docx; or give --list alone.")
    if file is None:
        click.echo(_offered(file_format), nl=False)
        return
    from pbc_checks.house import check_house

    with apart(check_house, limits) as checked:
        check = checked(file, str(file), submitted_bytes(file))
    if file_format == "json":
        from pbc_checks.house.json_report import json_report

        click.echo(json_report(check, VERSION), nl=False)
    else:
        from pbc_checks.house.text_report import text_report

        click.echo(text_report(check), nl=False)
    sys.exit(0 if check.usable else SOMETHING_MISSING)


def _offered(file_format: str) -> str:
    from pbc_checks.house.offered import offered, offered_text

    if file_format == "text":
        return offered_text()
    import json

    return json.dumps(offered(), ensure_ascii=False, indent=2) + "\n"
