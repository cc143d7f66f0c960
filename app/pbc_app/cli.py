"""The command `pbcgov`: the list of its commands, and the one place where errors become messages and exit statuses."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from pbc_app.stopped import STATUS, Stopped
from pbc_app.version import VERSION
from pbc_frameworks.errors import PbcgovError

COMMANDS = {
    "demo": "Try it: generate, check and report on an example.",
    "init": "Write a profile and a register to start from.",
    "generate": "Generate a framework's documents as Word, PDF and HTML.",
    "check": "Check submissions against a framework's requirements.",
    "checks": "List the rules that look beyond the requirements.",
    "explain": "Explain a verdict: passages, words and rules behind it.",
    "report": "Report to a practice, the governance lead or the board.",
    "review": "Keep an assessor's own verdicts beside the checker's.",
    "compare": "Hold a resubmission against the one before it.",
    "letter": "Write the letter of decision on a submission.",
    "register": "Keep the register of interests, from Excel and back.",
    "dates": "Print by when a submission is to be decided.",
    "house": "Check your own Word template before you use it.",
    "inspect": "Inspect Word and PDF files for accessibility.",
    "accuracy": "Print how often the checker is right.",
    "train": "Train the checker on assessed submissions of your own.",
    "frameworks": "List, validate, audit and compare frameworks; start your own.",
}
"""Each command with its line in the help; its module is pbc_app.commands.<name>."""

SOMETHING_MISSING = 1
COULD_NOT_BE_USED = 2


class _Commands(click.Group):
    """A group that imports a command's module only when the command is called, so that starting is quick."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:  # click ends with 1, which says that something is missing
            raise Stopped("nothing more was written.") from None

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"pbc_app.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _print_version(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"pbcgov {VERSION}")
        ctx.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_print_version, help="Print the version."
)
def pbcgov() -> None:
    """Governance documents for practice based commissioning: generate them, and check what practices submit.

    Nothing you generate or check leaves this computer, unless you hand the work to a cluster with --scheduler.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; errors the user can put right are printed, and the exit status is 2."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may not know the pound sign or a tick; a replaced character beats a crash.
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
    try:
        pbcgov.main(args=arguments, prog_name="pbcgov", standalone_mode=True)
    except Stopped as stopped:
        click.echo(f"Stopped: {stopped}", err=True)
        sys.exit(STATUS)
    except PbcgovError as error:
        click.echo(f"pbcgov: {error}", err=True)
        sys.exit(COULD_NOT_BE_USED)
    except OSError as error:
        if not isinstance(error, BrokenPipeError):
            click.echo(f"pbcgov: A file or the screen cannot be written: {error.strerror}.", err=True)
            sys.exit(COULD_NOT_BE_USED)
        # The reader of a pipe (head, less) has gone: that is not the user's mistake.
        sys.stderr.close()
        sys.exit(0)
