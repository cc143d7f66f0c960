"""`pbcgov register`: a register of interests as data, from Excel and back."""

from __future__ import annotations

import click

from pbc_app.groups import LazyGroup

COMMANDS = {"import": "bring_in", "validate": "validate", "export": "export", "meeting": "meeting"}
"""Each command with the module of this package that has it, under its own name and `_command`."""


@click.group("register", cls=LazyGroup, package=__name__, modules=COMMANDS)
def command() -> None:
    """Keep the register of interests: import it from Excel, validate it, export it, prepare a meeting."""
