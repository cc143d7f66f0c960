"""A worker that does what its task says: it shows what becomes of work that goes wrong."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Order:
    """What to do, and for what is done once only, a file that says that it was done."""

    what: str
    once: Path | None = None
    data: bytes = b""


@dataclass(frozen=True)
class Obedient:
    """`dies_loading` is a file that says that it has died while it was loading, which it does once."""

    dies_loading: Path | None = None
    typesets = True

    def prepare(self) -> None:
        if self.dies_loading and not self.dies_loading.exists():
            self.dies_loading.touch()
            os._exit(9)

    def packed(self) -> Obedient:
        return self

    def unpacked(self, folder: Path) -> Obedient:
        return self

    def work(self, order: Order) -> object:
        if order.once:
            if order.once.exists():
                return f"{order.what}, then done"
            order.once.touch()
        if order.what == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if order.what == "hang":
            time.sleep(3600)
        if order.what == "fail":
            raise ValueError("of no use")
        if order.what == "swallow memory":
            return len(bytearray(16 * 1024**3))
        if order.what == "print":
            print("words that are no answer")  # noqa: T201 - what a library may do
        return order.what, len(order.data)
