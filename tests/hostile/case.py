"""One file of the hostile set: what is wrong with it, its bytes, and all that is said of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """A file to hand to a command; its name says what is wrong with it.

    `says` is the one line of error after the file's name, empty for a file that is read; `unread` is then what its
    receipt says was not read.
    """

    name: str
    make: Callable[[], bytes]
    says: str = ""
    unread: tuple[str, ...] = ()
