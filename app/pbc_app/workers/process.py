"""One process that works: started, given tasks, stopped at a limit, and started again when it has come down.

Each has pipes of its own, so that one that is killed at any moment, while it loads or in the middle of a result, is
seen by the end of its pipe, and holds nothing that another one waits for.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, BinaryIO, Generic, TypeVar, cast

from pbc_app.workers.inside import OUT_OF_MEMORY, Ended, receive, send, serve
from pbc_app.workers.place import Allowance, CameDownError, FaultError, TooLongError, TooMuchMemoryError, Worker

if TYPE_CHECKING:
    from multiprocessing.context import ForkProcess

Task = TypeVar("Task")
Result = TypeVar("Result")

_ATTEMPTS = 2  # a process that dies may have died of something else than its task
_SECONDS_TO_START = 120  # the least that a process has to load what it needs
_starting = threading.Lock()


class WorkerProcess(Generic[Task, Result]):
    """A process that works on one task at a time; one caller at a time may use it.

    `forked` makes it a copy of this process, with all that is loaded; else it is a new interpreter that loads for
    itself.
    """

    def __init__(self, worker: Worker[Task, Result], limits: Allowance, *, forked: bool) -> None:
        self._worker = worker
        self._limits = limits
        self._forked = forked
        self._line: _Line | None = None
        self._stopped = False

    def start(self) -> None:
        """Start it, unless it runs. Raises CameDownError, TooLongError and others if it does not come up."""
        if self._line is None:
            try:
                self._line = (_fork if self._forked else _launch)(self._worker, self._limits)
            except OSError as error:
                raise CameDownError(str(error)) from None
            self._answer(max(self._limits.seconds, _SECONDS_TO_START))

    def do(self, task: Task) -> Result:
        """Return what comes of a task. Raises WorkError."""
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                self.start()
                result: Result = self._answer(self._limits.seconds, task)
            except CameDownError:
                if self._stopped or attempt == _ATTEMPTS:
                    raise
            else:
                return result
        raise AssertionError("not reached")

    def stop(self) -> None:
        """Stop it for good, from any thread, whatever it is doing."""
        self._stopped = True
        line = self._line
        if line is not None:
            line.kill()

    def close(self) -> None:
        """Wait for the end of a process that was stopped, and give back what it held."""
        line, self._line = self._line, None
        if line is not None:
            line.end()

    def _answer(self, seconds: float, *task: Task) -> Any:
        """Send a task, if there is one, and return the answer."""
        line = self._line
        if line is None or self._stopped:
            raise CameDownError("it was stopped")
        try:
            with line.killed_after(seconds) as expired:
                if task:
                    send(line.writer, task[0])
                good, value = receive(line.reader)
        except (Ended, OSError):
            self._line = None
            status = line.end()
            if expired.is_set():
                raise TooLongError from None
            if status == OUT_OF_MEMORY:
                raise TooMuchMemoryError from None
            raise CameDownError from None
        if expired.is_set():  # its answer and its end have crossed
            self._line = None
            line.end()
        if not good:
            raise FaultError(value)
        return value


class _Line:
    """The pipes to a process, and how to end it."""

    def __init__(
        self, reader: BinaryIO, writer: BinaryIO, kill: Callable[[], None], wait: Callable[[], int | None]
    ) -> None:
        self.reader = reader
        self.writer = writer
        self._kill = kill
        self._wait = wait

    def kill(self) -> None:
        with suppress(OSError, ValueError):  # it has ended of itself
            self._kill()

    def end(self) -> int | None:
        """End the process and return its exit status."""
        self.kill()
        status = self._wait()
        for pipe in (self.reader, self.writer):
            with suppress(OSError):
                pipe.close()
        return status

    @contextmanager
    def killed_after(self, seconds: float) -> Iterator[threading.Event]:
        """Kill the process unless the work within is done in some seconds; the event says whether it was."""
        expired = threading.Event()

        def expire() -> None:
            expired.set()
            self.kill()

        timer = threading.Timer(seconds, expire)
        timer.daemon = True
        timer.start()
        try:
            yield expired
        finally:
            timer.cancel()


def _fork(worker: Worker[Any, Any], limits: Allowance) -> _Line:
    with _starting:  # no other fork may inherit the ends that are closed here: they have to end with their process
        from_us, to_it = os.pipe()
        from_it, to_us = os.pipe()
        # Ctrl-C is for this process to deal with, from the first moment of the other one.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        process: ForkProcess = multiprocessing.get_context("fork").Process(
            target=_in_the_fork, args=(worker, limits, from_us, to_us, (to_it, from_it)), daemon=True
        )
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            os.close(from_us)
            os.close(to_us)

    def wait() -> int | None:
        process.join()
        return process.exitcode

    return _Line(os.fdopen(from_it, "rb"), os.fdopen(to_it, "wb"), process.kill, wait)


def _in_the_fork(
    worker: Worker[Any, Any], limits: Allowance, source: int, target: int, others: tuple[int, ...]
) -> None:
    for descriptor in others:
        os.close(descriptor)
    with os.fdopen(source, "rb") as reader, os.fdopen(target, "wb") as writer:
        serve(reader, writer, worker, limits)


def _launch(worker: Worker[Any, Any], limits: Allowance) -> _Line:
    """Start an interpreter of its own, which a process may do that has threads, or is itself a worker of others."""
    apart: dict[str, Any] = {"start_new_session": True}  # Ctrl-C is for this process to deal with
    if sys.platform == "win32":
        apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    with _starting:
        process: subprocess.Popen[bytes] = subprocess.Popen(
            [sys.executable, "-P", "-m", "pbc_app.workers.inside"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            **apart,
        )
    line = _Line(cast(BinaryIO, process.stdout), cast(BinaryIO, process.stdin), process.kill, process.wait)
    with suppress(OSError):  # it has come down already, which its answer will say
        send(line.writer, (worker, limits))
    return line
