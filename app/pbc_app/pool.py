"""Workers in processes of their own, within limits of time and memory: one that breaks a limit is stopped."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as TooLong
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pbc_app.working import Outcome, Task, Worker

if TYPE_CHECKING:
    from concurrent.futures import Future

_MEGABYTE = 1024 * 1024
_ATTEMPTS = 2  # a worker that dies may have died of something else than its file
_OUT_OF_MEMORY = 77  # the exit status of a worker that ended because its memory did


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take: `seconds`, and `memory` in megabytes."""

    seconds: int = 120
    memory: int = 4096


def outcomes(tasks: Sequence[Task], worker: Worker, limits: Limits, jobs: int = 1) -> Iterator[Outcome]:
    """Yield what comes of each file, in the order of the tasks, from some workers at once.

    A file that breaks a limit, or brings its worker down twice, has an outcome that says so; the others go on.
    """
    with _pool(worker, limits, jobs) as submit:
        futures = [submit(task) for task in tasks]
        for task, future in zip(tasks, futures, strict=True):
            yield _outcome(task, future, submit, limits)


def _outcome(task: Task, future: Future[Outcome], submit: Callable[[Task], Future[Outcome]], limits: Limits) -> Outcome:
    from pebble import ProcessExpired

    for attempt in range(1, _ATTEMPTS + 1):
        try:
            return future.result()
        except TooLong:
            return Outcome(
                problem=f"{task.name}: it took longer than {limits.seconds} seconds and was stopped. Save it again "
                "from the program it was made with, or give it more time: --time-limit SECONDS."
            )
        except ProcessExpired as expired:
            if expired.exitcode == _OUT_OF_MEMORY:
                return _too_large(task, limits)
            if attempt < _ATTEMPTS:
                future = submit(task)
        except Exception as error:  # whatever a file brings about, the others go on
            return Outcome(
                problem=f"{task.name}: it could not be checked because of a fault in pbcgov "
                f"({type(error).__name__}: {error}). Save it again from the program it was made with, and report it."
            )
    return Outcome(
        problem=f"{task.name}: the process that read it came down twice, and may have needed more than "
        f"{limits.memory:,} MB of memory. Save it again from the program it was made with, or allow more: "
        "--memory-limit MB."
    )


def _too_large(task: Task, limits: Limits) -> Outcome:
    return Outcome(
        problem=f"{task.name}: it needed more than {limits.memory:,} MB of memory and was stopped. Save it again from "
        "the program it was made with, or allow more: --memory-limit MB."
    )


@contextmanager
def _pool(worker: Worker, limits: Limits, jobs: int) -> Iterator[Callable[[Task], Future[Outcome]]]:
    from pebble import ProcessPool

    # A forked worker has everything loaded; where forking is not safe it loads for itself.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    pool: Any = ProcessPool(max_workers=jobs, initializer=_begin, initargs=[worker, limits.memory], context=context)

    def submit(task: Task) -> Future[Outcome]:
        future: Future[Outcome] = pool.schedule(_check, args=[task], timeout=limits.seconds)
        return future

    try:
        yield submit
        pool.close()
    except BaseException:
        pool.stop()
        raise
    finally:
        pool.join()


_worker: Worker | None = None  # of this process, once it has begun


def _begin(worker: Worker, memory: int) -> None:
    global _worker  # the one thing that a worker process is given
    _worker = worker
    _limit_memory(memory)


def _limit_memory(megabytes: int) -> None:
    """Limit the memory of this process; on Windows, which has no such limit for a process itself, it is left out."""
    if sys.platform == "win32":
        return
    import resource

    allowed = megabytes * _MEGABYTE
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (allowed if most < 0 else min(allowed, most), most))


def _check(task: Task) -> Outcome:
    if _worker is None:
        raise RuntimeError("a worker was given a file before it had begun")
    try:
        return _worker.check(task)
    except MemoryError:
        # Without memory nothing more can be relied on, not even to hand an exception over: the process ends at once.
        os._exit(_OUT_OF_MEMORY)
