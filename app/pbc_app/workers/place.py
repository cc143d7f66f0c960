"""The one interface of the places where work is done, and results in the order of the tasks from any of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

Task_contra = TypeVar("Task_contra", contravariant=True)
Result_co = TypeVar("Result_co", covariant=True)
Result = TypeVar("Result")
Item = TypeVar("Item")
Ended = TypeVar("Ended")

_LOOK_EVERY = 2.0  # seconds without a result, after which a place is asked whether it is still there
_WAITING = 256  # results, small beside the files, that may wait for the one whose turn it is


class Worker(Protocol[Task_contra, Result_co]):
    """What is done with a task. It is sent once to each process that works, so it can be pickled."""

    @property
    def typesets(self) -> bool:
        """Return whether it may use Typst."""

    def prepare(self) -> None:
        """Load what every task needs."""

    def work(self, task: Task_contra) -> Result_co:
        """Return what comes of a task."""

    def packed(self) -> Worker[Task_contra, Result_co]:
        """Return the same worker for another machine, which has none of the files of this one."""

    def unpacked(self, folder: Path) -> Worker[Task_contra, Result_co]:
        """Return a worker that was packed, with the files that it needs in a folder of this machine."""


class Place(Protocol[Task_contra, Result]):
    """Where work is done. A future that fails has a `WorkError`."""

    @property
    def ahead(self) -> int:
        """Return how many tasks to hand over at once, so that nobody waits for one."""

    def submit(self, task: Task_contra) -> Future[Result]:
        """Return what will come of a task."""

    def look(self) -> None:
        """Raise PbcgovError if nothing will ever come from here any more."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one task may take: `seconds`, and `memory` in megabytes, 0 for no limit."""

    seconds: int = 120
    memory: int = 4096


class WorkError(Exception):
    """Why nothing came of a task."""


class TooLongError(WorkError):
    """It took longer than it may, and was stopped."""


class TooMuchMemoryError(WorkError):
    """It needed more memory than it may have, and was stopped."""


class CameDownError(WorkError):
    """The process that worked on it came down, and so did the one that tried again."""


class FaultError(WorkError):
    """The worker itself is at fault; the message has the kind of the exception and its words."""


def done(result: Result) -> Future[Result]:
    """Return a future that has its result already."""
    future: Future[Result] = Future()
    future.set_result(result)
    return future


def in_order(
    items: Iterable[Item],
    begin: Callable[[Item], Future[Result]],
    finished: Callable[[Item, Future[Result]], Ended],
    place: Place[Task_contra, Result],
) -> Iterator[tuple[Item, Ended]]:
    """Yield items with what came of them, in the order of the items however they finish.

    `begin` hands an item over, only when its turn comes near: what it reads for that is not held for all items at once.
    `finished` is called for each as soon as it has finished, in whatever order that is, and says what to yield of it.
    Both are called on the thread of the caller. Raises what `place.look` does.
    """
    coming = enumerate(items)
    running: dict[Future[Result], tuple[int, Item]] = {}
    waiting: dict[int, tuple[Item, Ended]] = {}
    turn = 0
    more = True
    while more or running or waiting:
        while more and len(running) < place.ahead and len(waiting) < _WAITING:
            following = next(coming, None)
            more = following is not None
            if following is not None:
                running[begin(following[1])] = following
        for future in [each for each in running if each.done()]:
            number, item = running.pop(future)
            waiting[number] = (item, finished(item, future))
        while turn in waiting:
            yield waiting.pop(turn)
            turn += 1
        if running and not wait(running, timeout=_LOOK_EVERY, return_when=FIRST_COMPLETED).done:
            place.look()
