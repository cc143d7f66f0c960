"""Where work is done: processes of this machine, or a Dask cluster, behind one interface: a task in, a future out.

What a worker does is told it by a `Worker` (checking a file, rendering a document); this folder knows of neither.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from pbc_app.workers.place import Allowance, Place, Worker

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Work:
    """How tasks are worked on: how many at once (0: one a core), on which cluster if any, and what one may take."""

    jobs: int = 1
    scheduler: str = ""
    limits: Allowance = field(default_factory=Allowance)


ONE_BY_ONE = Work()
"""On this machine, in a single process."""


@contextmanager
def workplace(worker: Worker[Task, Result], work: Work, count: int) -> Iterator[Place[Task, Result]]:
    """Give the place where some tasks, `count` of them, are worked on. Raises ClusterError."""
    if work.scheduler:
        from pbc_app.workers.cluster import cluster

        with cluster(work.scheduler, worker, work.limits) as there:
            yield there
        return
    from pbc_app.workers.machine import ThisMachine

    with ThisMachine(worker, work.limits, max(1, min(work.jobs or _cores(), count))) as here:
        yield here


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
