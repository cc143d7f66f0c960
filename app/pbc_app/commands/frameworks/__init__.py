"""`pbcgov frameworks`: what frameworks there are, whether they are right, how they stand, where they come from."""

from __future__ import annotations

import importlib

import click

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


class _Frameworks(click.Group):
    """A group that imports a command's module only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"pbc_app.commands.frameworks.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command


@click.group("frameworks", cls=_Frameworks)
def command() -> None:
    """List, validate, audit, compare and trace framework definitions, and start your own."""
