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


def place_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `jobs` and `scheduler`: in how many processes work is done, and where."""
    command = click.option(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="Do the work on a Dask cluster: the address of its scheduler, such as tcp://10.0.0.5:8786.",
    )(command)
    return click.option(
        "--jobs",
        type=click.IntRange(0, 256),
        default=1,
        show_default=True,
        metavar="N",
        help="How many files are worked on at once; 0 for as many as there are cores.",
    )(command)


def work_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `work`: where and on how many files at once, and what one file may take of time and memory."""

    @place_options
    @click.option("--time-limit", type=click.IntRange(1), default=120, show_default=True, metavar="SECONDS",
                  envvar="PBCGOV_TIME_LIMIT", help="What one file may take of time.")  # fmt: skip
    @click.option("--memory-limit", type=click.IntRange(512), default=4096, show_default=True, metavar="MB",
                  envvar="PBCGOV_MEMORY_LIMIT", help="What one file may take of memory.")  # fmt: skip
    @wraps(command)
    def limited(*args: Any, jobs: int, scheduler: str, time_limit: int, memory_limit: int, **options: Any) -> Any:
        from pbc_app.workers import Work
        from pbc_app.workers.place import Limits

        return command(*args, work=Work(jobs, scheduler, Limits(time_limit, memory_limit)), **options)

    return limited


resume_option = click.option(
    "--resume", is_flag=True, help="Go on where a run was stopped: what it finished is not done again."
)
