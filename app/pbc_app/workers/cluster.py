"""A Dask cluster as a place to work: the same work on other machines, which get everything they need as bytes.

Each worker of the cluster hands its tasks to processes of its own, with the same limits as on one machine: a file
that hangs or swallows memory ends such a process, and never a worker of the cluster.
"""

from __future__ import annotations

import asyncio
import logging
import re
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import uuid4

from pbc_app.version import VERSION
from pbc_app.workers.place import Allowance, CameDownError, Worker
from pbc_frameworks.errors import PbcgovError

if TYPE_CHECKING:
    from distributed import Client

Task = TypeVar("Task")
Result = TypeVar("Result")

_ADDRESS = re.compile(r"(tcp|tls|ws|wss)://[^/\s]+:\d{1,5}")
_TALKERS = ("distributed", "distributed.client", "distributed.core", "tornado", "asyncio")
_AHEAD = 3  # tasks for each thread of the cluster: the way to it takes longer than that to a process here
_SECONDS_TO_ANSWER = 10
_SECONDS_WITHOUT_WORKERS = 60  # in which a cluster may put new ones in the place of those that it has lost
_LOOK_EVERY = 5.0  # seconds


class ClusterError(PbcgovError):
    """A cluster that cannot be used; the message says why and what to do."""


@contextmanager
def cluster(address: str, worker: Worker[Task, Result], limits: Allowance) -> Iterator[Cluster[Task, Result]]:
    """Give a cluster as a place to work, by the address of its scheduler. Raises ClusterError."""
    client = _connected(address)
    name = f"pbcgov-{uuid4().hex}"
    try:
        _refuse_others(client, address)
        client.register_plugin(_plugin(name, worker.packed(), limits))
        try:
            yield Cluster(client, address, name)
        finally:
            _forget(client, name)
    finally:
        client.close(timeout=_SECONDS_TO_ANSWER)


class Cluster(Generic[Task, Result]):
    """The workers of a scheduler; one that is lost or joins changes nothing but the pace."""

    def __init__(self, client: Client, address: str, name: str) -> None:
        self._client = client
        self._address = address
        self._name = name
        self._executor = client.get_executor(pure=False)
        self._looked = time.monotonic()
        self._seen = self._looked
        self._threads = _threads(client)

    @property
    def ahead(self) -> int:
        """Return how many tasks to hand over at once: more as workers join."""
        if time.monotonic() - self._looked > _LOOK_EVERY:
            self.look()
        return max(self._threads, 1) * _AHEAD

    def submit(self, task: Task) -> Future[Result]:
        """Return what will come of a task. Dask gives it to another worker when one is lost, several times."""
        inner: Future[Result] = self._executor.submit(_do, self._name, task)
        future: Future[Result] = Future()
        inner.add_done_callback(partial(_pass_on, future))
        return future

    def look(self) -> None:
        """Raise ClusterError if the scheduler has gone, or has had no workers for a while."""
        self._looked = time.monotonic()
        try:
            self._threads = _threads(self._client)
        except (OSError, ValueError, RuntimeError):
            raise ClusterError(f"The scheduler at {self._address} does not answer any more. Start it again.") from None
        if self._threads:
            self._seen = self._looked
        elif self._looked - self._seen > _SECONDS_WITHOUT_WORKERS:
            raise _no_workers(self._address)


def _pass_on(future: Future[Result], inner: Future[Result]) -> None:
    from distributed import KilledWorker

    try:
        future.set_result(inner.result())
    except (KilledWorker, CancelledError):
        future.set_exception(CameDownError("the workers that it was given to came down"))
    except Exception as error:
        future.set_exception(error)


def _connected(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError:
        raise ClusterError(
            "--scheduler needs the package distributed. Install it with: pip install 'pbcgov[dask]'"
        ) from None
    for name in _TALKERS:  # what is wrong is said in our own words
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    warnings.filterwarnings("ignore", message="Sending large graph", category=UserWarning)
    warnings.filterwarnings("ignore", message=r"(?s).*Mismatched versions found", category=UserWarning)
    if not _ADDRESS.fullmatch(address):
        raise ClusterError(f"'{address}' is no address of a scheduler. Give it as tcp://HOST:PORT or tls://HOST:PORT.")
    try:
        asyncio.run(_try(address))  # a client that cannot connect takes long to give up, and says much
        return Client(address, timeout=_SECONDS_TO_ANSWER, set_as_default=False, name="pbcgov")
    except OSError:  # a TimeoutError is one
        raise ClusterError(
            f"Nobody answers as a Dask scheduler at {address}. Start one with `dask scheduler`, and give the address "
            "that it prints, such as tcp://10.0.0.5:8786."
        ) from None
    except (TypeError, ValueError, RuntimeError) as error:
        raise ClusterError(f"The scheduler at {address} cannot be used: {error}.") from None


async def _try(address: str) -> None:
    from distributed import Security
    from distributed.comm import connect

    comm = await connect(address, timeout=_SECONDS_TO_ANSWER, **Security().get_connection_args("client"))
    await comm.close()


def _refuse_others(client: Client, address: str) -> None:
    """Refuse a cluster without workers, or with workers that have another pbcgov or none."""
    try:
        client.wait_for_workers(1, timeout=_SECONDS_TO_ANSWER)
    except TimeoutError:
        raise _no_workers(address) from None
    ours = VERSION
    for worker, theirs in sorted(client.run(_version, on_error="return").items()):
        if theirs != ours:
            has = f"pbcgov {theirs}" if isinstance(theirs, str) else "no pbcgov that can be used"
            raise ClusterError(
                f"The worker {worker} has {has}, and this is pbcgov {ours}. Install the same version on all machines: "
                f"pip install 'pbcgov[dask]=={ours}'"
            )


def _no_workers(address: str) -> ClusterError:
    return ClusterError(f"The scheduler at {address} has no workers. Start some with `dask worker {address}`.")


def _threads(client: Client) -> int:
    return sum(client.nthreads().values())


def _version() -> str:
    import pbc_app  # noqa: F401 - is it there?

    return VERSION


def _forget(client: Client, name: str) -> None:
    """Let the workers put away what they were given; where that cannot be said any more, it ends with them."""
    with suppress(Exception):  # whatever Dask raises of a cluster that has gone
        client.unregister_worker_plugin(name)


def _plugin(name: str, worker: Worker[Any, Any], limits: Allowance) -> Any:
    from pbc_app.workers.on_cluster import Processes

    return Processes(name, worker, limits)


def _do(name: str, task: Any) -> Any:
    """Work on a task, in a worker of the cluster."""
    from distributed import get_worker

    return get_worker().plugins[name].do(task)
