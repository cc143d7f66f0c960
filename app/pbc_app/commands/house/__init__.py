"""`pbcgov house`: the PCT's own Word template."""

from __future__ import annotations

import click

from pbc_app.groups import LazyGroup

COMMANDS = {"check": "check"}
"""Each command with the module of this package that has it, under its own name and `_command`."""


@click.group("house", cls=LazyGroup, package=__name__, modules=COMMANDS)
def command() -> None:
    """Make a Word template of the PCT's own fit for `generate --house`."""
