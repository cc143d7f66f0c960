"""One file of the hostile set: its name says what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Case(NamedTuple):
    """A file to hand to a command, and how it is made."""

    name: str
    make: Callable[[], bytes]
