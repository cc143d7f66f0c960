"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

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


def work_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `work`: how many files are worked on at once, and what one file may take of time and memory."""

    @click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, metavar="N",
                  help="How many files are worked on at once.")  # fmt: skip
    @click.option("--time-limit", type=click.IntRange(1), default=120, show_default=True, metavar="SECONDS",
                  envvar="PBCGOV_TIME_LIMIT", help="What one file may take of time.")  # fmt: skip
    @click.option("--memory-limit", type=click.IntRange(512), default=4096, show_default=True, metavar="MB",
                  envvar="PBCGOV_MEMORY_LIMIT", help="What one file may take of memory.")  # fmt: skip
    @wraps(command)
    def limited(*args: Any, jobs: int, time_limit: int, memory_limit: int, **options: Any) -> Any:
        from pbc_app.checking import Work
        from pbc_app.pool import Limits

        return command(*args, work=Work(jobs, Limits(time_limit, memory_limit)), **options)

    return limited
