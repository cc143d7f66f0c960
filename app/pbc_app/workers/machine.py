"""A place to work on this machine: some processes of its own, each within limits of time and memory."""

from __future__ import annotations

import queue
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from types import TracebackType
from typing import Generic, TypeVar

from pbc_app.workers.place import Allowance, Worker, WorkError
from pbc_app.workers.process import WorkerProcess

Task = TypeVar("Task")
Result = TypeVar("Result")

_AHEAD = 2  # tasks for each process: one that it works on, and the next


class ThisMachine(Generic[Task, Result]):
    """So many processes on this machine, started at once and stopped at the end of the context."""

    def __init__(self, worker: Worker[Task, Result], limits: Allowance, jobs: int) -> None:
        forked = _can_fork(worker)
        if forked:
            worker.prepare()  # once, for all of them
        self._jobs = jobs
        self._idle: queue.SimpleQueue[WorkerProcess[Task, Result]] = queue.SimpleQueue()
        self._processes = [WorkerProcess(worker, limits, forked=forked) for _ in range(jobs)]
        for process in self._processes:
            if forked:
                with suppress(WorkError):  # it is tried again with its first task
                    process.start()  # a fork is safest while there is but one thread
            self._idle.put(process)
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="pbcgov-worker")

    @property
    def ahead(self) -> int:
        """Return how many tasks to hand over at once."""
        return self._jobs * _AHEAD

    def submit(self, task: Task) -> Future[Result]:
        """Return what will come of a task; a process that comes down is started again, and tries once more."""
        return self._threads.submit(self._do, task)

    def look(self) -> None:
        """Say nothing: a limit of time ends whatever does not come to an end."""

    def _do(self, task: Task) -> Result:
        process = self._idle.get()
        try:
            return process.do(task)
        finally:
            self._idle.put(process)

    def __enter__(self) -> ThisMachine[Task, Result]:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for process in self._processes:
            process.stop()
        self._threads.shutdown(wait=True)
        for process in self._processes:
            process.close()


def _can_fork(worker: Worker[Task, Result]) -> bool:
    """Return whether a process may be a copy of this one, which is quick and shares what is loaded.

    Elsewhere than on Linux that is not safe; nor is it once Typst has begun its threads, which no copy has.
    """
    return sys.platform == "linux" and not (worker.typesets and "typst" in sys.modules)
