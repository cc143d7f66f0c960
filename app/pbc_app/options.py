"""Options that several commands have."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pbc_frameworks.escaped import escaped
from pbc_frameworks.limits import MEGABYTE, Limits, allowed, allowing

if TYPE_CHECKING:
    from pbc_app.workers.place import Allowance
    from pbc_frameworks.load import Library

# Far beyond any use, and what every system can still count: clocks and limits of memory overflow.
_LONGEST = 1_000_000  # seconds
_MOST_MEMORY = 1_000_000_000  # MB
_SETTING = re.compile(r"(?P<name>[a-z-]+)=(?P<number>[1-9]\d{0,11})\s?(?P<megabytes>MB)?", re.IGNORECASE)


class _Day(click.DateTime):
    """A day on the command line, as 2007-04-16; one that is written otherwise is told how, in plain words."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the day. Raises BadParameter where the text is no day in this form."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"'{escaped(str(value))}' is not a date. Write a date as 2007-04-16.", param, ctx)


DAY = _Day()
"""The type of an option that is a day."""


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


def limit_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `limits`: what one file may take of time and memory; and let others hold on what is in a file."""

    @click.option("--time-limit", type=click.IntRange(1, _LONGEST), default=120, show_default=True, metavar="SECONDS",
                  envvar="PBCGOV_TIME_LIMIT", help="What one file may take of time.")  # fmt: skip
    @click.option("--memory-limit", type=click.IntRange(512, _MOST_MEMORY), default=4096, show_default=True,
                  metavar="MB", envvar="PBCGOV_MEMORY_LIMIT", help="What one file may take of memory.")  # fmt: skip
    @click.option("--limit", "holding", multiple=True, metavar="NAME=NUMBER", envvar="PBCGOV_LIMIT", callback=_holding,
                  help="What a file may hold, such as pages=3000 or file-bytes=80MB; may be given several times. "
                       "docs/security.md lists the names.")  # fmt: skip
    @wraps(command)
    def limited(*args: Any, time_limit: int, memory_limit: int, holding: Limits, **options: Any) -> Any:
        from pbc_app.workers.place import Allowance

        with allowing(holding):
            return command(*args, limits=Allowance(time_limit, memory_limit), **options)

    return limited


def work_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `work`: where and on how many files at once, and what one file may take of time and memory."""

    @place_options
    @limit_options
    @wraps(command)
    def placed(*args: Any, jobs: int, scheduler: str, limits: Allowance, **options: Any) -> Any:
        from pbc_app.workers import Work

        return command(*args, work=Work(jobs, scheduler, limits), **options)

    return placed


def _holding(_ctx: click.Context, _parameter: click.Parameter, settings: tuple[str, ...]) -> Limits:
    """Return the limits on what a file may hold, with those that are set in place of the safe ones."""
    names = {each.name.replace("_", "-"): each.name for each in fields(Limits)}
    changed = {}
    for setting in settings:
        match = _SETTING.fullmatch(setting.strip())
        if match is None or match["name"] not in names or (match["megabytes"] and not _in_bytes(match["name"])):
            raise click.BadParameter(
                f"'{escaped(setting)}' sets no limit. Give a name and a whole number of at most twelve figures, "
                "such as pages=3000, or megabytes where bytes are counted, such as file-bytes=80MB. "
                f"The names are {', '.join(names)}."
            )
        changed[names[match["name"]]] = int(match["number"]) * (MEGABYTE if match["megabytes"] else 1)
    return replace(allowed(), **changed)


def _in_bytes(name: str) -> bool:
    return name.endswith("-bytes")


resume_option = click.option(
    "--resume", is_flag=True, help="Go on where a run was stopped: what it finished is not done again."
)
