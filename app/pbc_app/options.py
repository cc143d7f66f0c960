"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pbc_frameworks.load import Library


def _library(_ctx: click.Context, _parameter: click.Parameter, folder: Path | None) -> Library:
    from pbc_frameworks.load import library

    return library(folder)


frameworks_option = click.option(
    "--frameworks",
    "library",
    type=click.Path(path_type=Path),
    metavar="DIR",
    callback=_library,
    help="A folder with frameworks of your own, beside those that come with pbcgov.",
)
"""Gives a command `library`, the frameworks there are for it."""
