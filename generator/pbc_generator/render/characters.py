"""Characters that a printed page cannot carry, or that would make it read differently from what it says."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDINGS = re.compile("\r\n?|[\v\f\u0085\u2028\u2029]")

# Control characters, bidirectional overrides (they reorder the words that follow them), the byte order mark,
# and the code points Unicode reserves for never being characters.
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufff9-\ufffb]")
_NEVER_CHARACTERS = re.compile("[\ud800-\udfff\ufffe\uffff]")

_CONTINUES_A_CLUSTER = frozenset({"Mn", "Mc", "Me", "Cf"})


def printable(text: str) -> str:
    """Return the text with what no page can show taken out: lines end in a newline, tabs are spaces."""
    lines = _LINE_ENDINGS.sub("\n", text).replace("\t", " ")
    return _NEVER_CHARACTERS.sub("\ufffd", _INVISIBLE.sub("", lines))


def clusters(text: str) -> list[str]:
    """Return the characters of a text, each together with the marks and joiners that belong to it."""
    found: list[str] = []
    for character in text:
        if found and unicodedata.category(character) in _CONTINUES_A_CLUSTER:
            found[-1] += character
        else:
            found.append(character)
    return found
