"""The learned scorers for a command: those that come with pbcgov, a PCT's own, or none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pbc_checks.learned.model import Model


def model_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options `--model FILE` and `--rules-only`, as `model_path` and `rules_only`."""
    command = click.option("--rules-only", is_flag=True, help="Judge by the rules alone, without learned scorers.")(
        command
    )
    return click.option(
        "--model",
        "model_path",
        type=click.Path(path_type=Path),
        envvar="PBCGOV_MODEL",
        metavar="FILE",
        help="Learned scorers of your own, made with `pbcgov train` (or set PBCGOV_MODEL).",
    )(command)


def load_scorers(model_path: Path | None, rules_only: bool) -> Model | None:
    """Return the scorers to use, or None for the rules alone, which a note says where it was not asked for."""
    from pbc_checks.learned.model import PACKAGED, ModelError, load_model

    if rules_only:
        return None
    try:
        return load_model(model_path or PACKAGED)
    except ModelError as error:
        click.echo(f"Note: {error} The verdicts are by the rules alone.", err=True)
        return None


def scorers_mark(model_path: Path | None, rules_only: bool) -> str:
    """Return what tells learned scorers from others: a checksum of their file, empty for the rules alone."""
    import hashlib

    from pbc_checks.learned.model import PACKAGED

    try:
        return "" if rules_only else hashlib.sha256((model_path or PACKAGED).read_bytes()).hexdigest()
    except OSError:
        return ""  # it cannot be used, and the rules judge alone
