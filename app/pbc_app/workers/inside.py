"""What runs in a process that works: it is told its work, then answers each task until nobody asks any more."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from pbc_app.workers.place import Allowance, Worker

OUT_OF_MEMORY = 77
"""The exit status of a process that ended because its memory did."""
GRACE = 10
"""Seconds beyond its limit after which a task is ended even if nobody stops it."""
_MEGABYTE = 1024 * 1024
_LENGTH = 8  # bytes before each message, which say how long it is


class Ended(Exception):  # noqa: N818
    """The other process has ended, perhaps in the middle of a message."""


def send(writer: BinaryIO, message: object) -> None:
    """Send a message. Raises OSError if the other process has ended."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    writer.write(len(data).to_bytes(_LENGTH, "big"))
    writer.write(data)
    writer.flush()


def receive(reader: BinaryIO) -> Any:
    """Return the next message. Raises Ended."""
    length = int.from_bytes(_exactly(reader, _LENGTH), "big")
    return pickle.loads(_exactly(reader, length))  # noqa: S301 - from a process that this one started


def _exactly(reader: BinaryIO, count: int) -> bytes:
    data = reader.read(count)
    if len(data) < count:
        raise Ended
    return data


def serve(reader: BinaryIO, writer: BinaryIO, worker: Worker[Any, Any], limits: Allowance) -> None:
    """Say that the worker is ready, then answer tasks: (True, result) or (False, what went wrong)."""
    gc.freeze()  # what is loaded stays: the garbage collector need not go through it again with every task
    try:
        _limit_memory(limits.memory)
        send(writer, (True, None))
        while True:
            task = receive(reader)
            try:
                with _ended_after(limits.seconds + GRACE):
                    answer = (True, worker.work(task))
            except MemoryError:
                raise
            except Exception as error:  # whatever a task brings about, the others go on
                answer = (False, f"{type(error).__name__}: {error}")
            send(writer, answer)
    except MemoryError:
        # Without memory nothing more can be relied on, not even to hand an exception over: the process ends at once.
        os._exit(OUT_OF_MEMORY)
    except (Ended, OSError):
        os._exit(0)  # nobody asks any more


@contextmanager
def _ended_after(seconds: int) -> Iterator[None]:
    """End this process after some seconds, for want of the one that should have stopped it before: it was killed."""
    if sys.platform == "win32":
        yield
        return
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def _limit_memory(megabytes: int) -> None:
    """Limit the memory of this process, 0 for no limit; Windows has none that it could set, and macOS may refuse it."""
    if sys.platform == "win32" or not megabytes:
        return
    import resource

    allowed = megabytes * _MEGABYTE
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    with suppress(ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (allowed if most < 0 else min(allowed, most), most))


def _main() -> None:
    writer = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints is no message
    try:
        worker, limits = receive(sys.stdin.buffer)
        worker.prepare()
    except Ended:
        return
    except Exception as error:
        send(writer, (False, f"{type(error).__name__}: {error}"))
        return
    serve(sys.stdin.buffer, writer, worker, limits)


if __name__ == "__main__":
    _main()
