"""`pbcgov frameworks trace`: every section of a source, with the definitions that carry it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from pbc_app.cli import SOMETHING_MISSING
from pbc_app.options import frameworks_option

if TYPE_CHECKING:
    from pbc_frameworks.load import Library
    from pbc_frameworks.trace import Traced

_MOST_SHOWN = 6  # carriers of a section; --full shows all


@click.command("trace")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--all", "everything", is_flag=True, help="Every framework there is.")
@click.option("--full", is_flag=True, help="Every definition that carries a section, not only the first few.")
@frameworks_option
def trace_command(ids: tuple[str, ...], everything: bool, full: bool, library: Library) -> None:
    """List every section and table of a framework's source with what carries it, or why it is background only.

    The exit status is 1 if a section has neither.
    """
    from pbc_frameworks.files import read_folder
    from pbc_frameworks.trace import trace

    if bool(ids) == everything:
        raise click.UsageError("Name a framework, or give --all.")
    lost = 0
    for framework_id in ids or library.ids():
        traced = trace(read_folder(library.folder(framework_id)))
        if not traced:
            click.echo(f"{framework_id}: there is no outline.yaml, so nothing can be traced. Add one.")
            lost += 1
            continue
        click.echo(f"{framework_id}: {_summary(traced)}")
        for entry in traced:
            click.echo(_line(entry, None if full else _MOST_SHOWN))
        lost += sum(entry.lost for entry in traced)
    sys.exit(SOMETHING_MISSING if lost else 0)


def _summary(traced: list[Traced]) -> str:
    sections = [entry for entry in traced if not entry.part]
    background = sum(bool(entry.background) for entry in sections)
    lost = sum(entry.lost for entry in traced)
    carried = sum(bool(entry.carriers) for entry in sections)
    return f"{len(sections)} sections, {carried} carried, {background} background only, {lost} lost"


def _line(entry: Traced, most: int | None) -> str:
    name = f"    {entry.part}" if entry.part else f"  {entry.section}  {entry.title}"
    if entry.lost:
        return f"{name}\n      LOST: no definition cites it, and nothing says why"
    if entry.background:
        return f"{name}\n      background: {entry.background}"
    shown = entry.carriers if most is None else entry.carriers[:most]
    more = f" and {len(entry.carriers) - len(shown)} more" if len(shown) < len(entry.carriers) else ""
    places = ", ".join(f"{carrier.file}:{carrier.line} {carrier.entry}" for carrier in shown)
    return f"{name}\n      {places}{more}"
