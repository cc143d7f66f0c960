"""Words of others as they can be printed: what is in a file's name or in a file must not speak to the screen."""

from __future__ import annotations

import unicodedata

_NOT_PRINTED = frozenset({"Cc", "Cs"})  # control characters, and what is left of a name that is not in UTF-8


def escaped(words: str) -> str:
    r"""Return words on one line; a character that cannot be printed stands as its number, \x1b."""
    return "".join(map(_shown, words))


def _shown(character: str) -> str:
    if unicodedata.category(character) not in _NOT_PRINTED:
        return character
    return f"\\x{ord(character) & 0xFF:02x}"
