"""Names of files that cannot be printed: in a report they would be letters lost, on the screen whatever they say."""

from __future__ import annotations

import unicodedata
from pathlib import Path

_NOT_PRINTED = frozenset({"Cc", "Cs"})  # control characters, and what is left of a name that is not in UTF-8


def printable(path: Path) -> str:
    r"""Return a path as it can be printed: a character that cannot be stands as its number, \x1b."""
    return "".join(map(_shown, str(path)))


def _shown(character: str) -> str:
    if unicodedata.category(character) not in _NOT_PRINTED:
        return character
    return f"\\x{ord(character) & 0xFF:02x}"
