"""`pbcgov checks`: the catalogue of rules."""

from __future__ import annotations

import click

from pbc_app.groups import LazyGroup

COMMANDS = {"list": "catalogue", "show": "catalogue"}
"""Each command with the module of this package that has it, under its own name and `_command`."""


@click.group("checks", cls=LazyGroup, package=__name__, modules=COMMANDS)
def command() -> None:
    """Say what the rules look at beside the requirements, and what they cannot see."""
