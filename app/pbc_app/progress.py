"""How far a run is: done of all, how many a second, and the time left, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pbc_frameworks.escaped import escaped

_FEWEST = 3  # files: fewer are done before anybody looks


@contextmanager
def progress(what: str, count: int) -> Iterator[Callable[[str], None]]:
    """Give a function to call with the name of each file as it is finished; it moves a bar on a terminal."""
    if count < _FEWEST or not sys.stderr.isatty():
        yield lambda _name: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:.1f} a second" if speed else "")

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    name = TextColumn("{task.description}", markup=False)  # [a] in the name of a file is no style
    with Progress(*columns, name, console=Console(stderr=True), transient=True, speed_estimate_period=30) as bar:
        task = bar.add_task("", total=count)
        yield lambda name: bar.update(task, advance=1, description=escaped(name))
