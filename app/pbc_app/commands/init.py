"""`pbcgov init`: a commented profile and register to start from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.inputs import inputs
from pbc_app.options import frameworks_option
from pbc_app.output import make_folder, refuse_existing, write_files

if TYPE_CHECKING:
    from pbc_frameworks.load import Library


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--framework", "framework_id", required=True, metavar="ID", help="The framework, such as hertfordshire-2007."
)
@click.option("--force", is_flag=True, help="Replace files that exist.")
@frameworks_option
def command(folder: Path, framework_id: str, force: bool, library: Library) -> None:
    """Write a profile and a register of interests to start from into DIR."""
    from pbc_frameworks.starter import starter_profile, starter_register

    framework = library.load(framework_id)
    files = {
        folder / "profile.yaml": starter_profile(framework),
        folder / "register.yaml": starter_register(framework),
    }
    refuse_existing(files, force, inputs(library))
    make_folder(folder)
    write_files({path: text.encode("utf-8") for path, text in files.items()})
    for path in files:
        click.echo(path)
    profile = folder / "profile.yaml"
    own = f" --frameworks {library.own}" if library.own else ""
    click.echo(
        f"\nFill in {profile} with a text editor such as Notepad, then:\n"
        f"  pbcgov frameworks validate --profile {profile}{own}\n"
        f"  pbcgov generate --framework {framework_id}{own} --all --profile {profile} --out documents"
    )
