"""`pbcgov frameworks new`: a framework of the PCT's own, outside the package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.inputs import inputs
from pbc_app.options import frameworks_option
from pbc_app.output import make_folder, refuse_existing, write_files

if TYPE_CHECKING:
    from pbc_frameworks.load import Library


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--from", "origin", required=True, metavar="ID", help="The framework to start from.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@frameworks_option
def new_command(folder: Path, origin: str, force: bool, library: Library) -> None:
    """Start a framework of your own in DIR, such as our-frameworks/ourtown-2008; its name becomes the id."""
    from pbc_frameworks.copy import copied

    files = {folder / path: text for path, text in copied(library.folder(origin), folder.resolve().name)}
    refuse_existing(files, force, inputs(library, *library.folder(origin).rglob("*")))
    for path in files:
        make_folder(path.parent)
    write_files({path: text.encode("utf-8") for path, text in files.items()})
    for path in files:
        click.echo(path)
    parent = folder.parent
    click.echo(
        f"\nChange the files with a text editor such as Notepad, framework.yaml first, then:\n"
        f"  pbcgov frameworks validate {folder}\n"
        f"  pbcgov frameworks audit {folder.resolve().name} --frameworks {parent}\n"
        f"  pbcgov generate --frameworks {parent} --framework {folder.resolve().name} --all --out documents"
    )
