"""`pbcgov frameworks`: what frameworks there are, whether they are right, how they stand, where they come from."""

from __future__ import annotations

import click

from pbc_app.groups import LazyGroup

COMMANDS = {
    "list": "look",
    "show": "look",
    "validate": "look",
    "audit": "rules",
    "compare": "rules",
    "trace": "trace",
    "new": "new",
}
"""Each command with the module of this package that has it, under its own name and `_command`."""


@click.group("frameworks", cls=LazyGroup, package=__name__, modules=COMMANDS)
def command() -> None:
    """List, validate, audit, compare and trace framework definitions, and start your own."""
