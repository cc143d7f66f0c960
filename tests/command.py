"""Runs the command line in this process, as a user would type it."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from pbc_app.cli import main


@dataclass(frozen=True)
class Result:
    status: int
    out: str
    err: str


def pbcgov(*arguments: str | Path) -> Result:
    """Return the exit status and what was printed."""
    out, err = io.StringIO(), io.StringIO()
    status = 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
    return Result(status, out.getvalue(), err.getvalue())
