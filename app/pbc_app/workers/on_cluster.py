"""What a worker of a Dask cluster keeps while it works for us: a process for each task that it works on at once."""

from __future__ import annotations

import queue
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from distributed import WorkerPlugin

from pbc_app.workers.place import Allowance, Worker
from pbc_app.workers.process import WorkerProcess


class Processes(WorkerPlugin):  # type: ignore[misc]
    """Goes to each worker of the cluster once, also to one that joins later; it starts processes as they are needed.

    They are new interpreters: a worker of a cluster has threads, and may not be forked.
    """

    def __init__(self, name: str, worker: Worker[Any, Any], limits: Allowance) -> None:
        self.name = name
        self._given = worker
        self._limits = limits

    def setup(self, worker: object) -> None:  # noqa: ARG002 - the interface of a plugin
        """Begin, on a worker of the cluster."""
        self._folder = TemporaryDirectory(prefix="pbcgov-", ignore_cleanup_errors=True)
        self._worker = self._given.unpacked(Path(self._folder.name))
        self._idle: queue.SimpleQueue[WorkerProcess[Any, Any]] = queue.SimpleQueue()
        self._all: list[WorkerProcess[Any, Any]] = []

    def teardown(self, worker: object) -> None:  # noqa: ARG002 - the interface of a plugin
        """End all processes."""
        for process in self._all:
            process.stop()
            process.close()
        self._folder.cleanup()

    def do(self, task: Any) -> Any:
        """Return what comes of a task. Raises WorkError."""
        try:
            process = self._idle.get_nowait()
        except queue.Empty:
            process = WorkerProcess(self._worker, self._limits, forked=False)
            self._all.append(process)
        try:
            return process.do(task)
        finally:
            self._idle.put(process)
