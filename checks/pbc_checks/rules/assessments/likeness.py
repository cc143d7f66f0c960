"""Which of several known texts a row of a submission repeats, shortened or in words of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz import fuzz

_LIKE = 60.0  # of 100: with less, a text is in other words if it is the same at all
_APART = 6.0  # by which the likest has to lead, or it could be either
_WORD = re.compile(r"[a-z]+|\d+")
_FIGURE = re.compile(r"\d{2,}")
# Groups write what the definitions spell out. For comparing only: nothing of this is printed.
_SHORT_FOR = {
    "ahp": "allied health professional",
    "des": "directed enhanced service",
    "eoe": "east england",
    "exec": "executive",
    "gp": "general practitioner",
    "gps": "general practitioner",
    "hcc": "county council",
    "les": "local enhanced service",
    "lpc": "local pharmaceutical committee",
    "ned": "non executive director",
    "pbc": "practice based commissioning",
    "qof": "quality outcomes framework",
    "rep": "representative",
    "sus": "secondary uses service",
}
_NO_MATTER = re.compile(
    r"(?:an?|all|and|are|as|at|be|been|by|for|from|has|have|in|is|its?|least|of|on|or|out|that|the|their|them|there|they|this"
    r"|to|which|who|whose|with)"
)


def likest(text: str, known: Mapping[str, str]) -> str | None:
    """Return the key of the known text that a text repeats; None where none is like it, or several are as like it.

    Texts that differ by little else are told apart by the figures that the text gives.
    """
    same = [key for key, each in known.items() if _words(each) == _words(text)]
    if len(same) == 1:
        return same[0]
    scores = {key: likeness(text, each) for key, each in known.items()}
    best = max(scores.values(), default=0.0)
    if best < _LIKE:
        return None
    close = [key for key, score in scores.items() if score > best - _APART]
    figures = set(_FIGURE.findall(text))
    if len(close) > 1 and figures:
        close = [key for key in close if figures <= set(_FIGURE.findall(known[key]))]
    return close[0] if len(close) == 1 else None


def likeness(text: str, known: str) -> float:
    """Return how like two texts are, from 0 to 100: above all by the words that they share, in any order."""
    one, other = _words(text), _words(known)
    return float(0.6 * fuzz.token_set_ratio(one, other) + 0.4 * fuzz.token_sort_ratio(one, other))


@lru_cache(maxsize=1024)
def _words(text: str) -> str:
    """Return the words that tell a text from others, each cut to its stem, abbreviations spelt out."""
    words = (word for found in _WORD.findall(text.lower()) for word in _SHORT_FOR.get(found, found).split())
    return " ".join(word[:6] for word in words if not _NO_MATTER.fullmatch(word))
