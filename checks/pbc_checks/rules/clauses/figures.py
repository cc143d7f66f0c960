"""Figures of clauses and of documents, with what they count, so that the same figure is known in other words."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pbc_checks.rules.clauses.words import AT_LEAST, AT_MOST, singular
from pbc_frameworks.model import Framework, Parameter

_FIGURE = re.compile(r"(£?)(\d+(?:\.\d+)?)(%?)")
_YEAR = re.compile(r"(?:19|20)\d\d|0\d")
TIMES = {
    "day": ("day", 1),
    "week": ("day", 7),
    "fortnight": ("day", 14),
    "month": ("month", 1),
    "quarter": ("month", 3),
    "year": ("month", 12),
}
"""Spans of time by their unit: what they are counted in, and how many of those they are."""
_BOUND_BEFORE = 2  # words in which "at least" stands before a figure
_REACH = 3  # words within which stands what a figure counts


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and its unit: `%`, `£`, `day` or `month` for spans of time, or the noun that it counts.

    `said` is how it is written, `bound` whether at least or at most so much, if either.
    """

    value: Decimal
    unit: str
    said: str
    bound: str = ""


def counted_nouns(framework: Framework) -> frozenset[str]:
    """Return what the figures of a framework count beside money, shares and time: patients, clusters, payments."""
    return frozenset(_noun(parameter) for parameter in framework.parameters.values()) - {*TIMES, "percent", "pound"}


def figures(words: Sequence[str], nouns: Collection[str]) -> tuple[Figure, ...]:
    """Return the figures of some words in their order; the unit is empty where nothing near says what they count."""
    found = (_figure(words, place, nouns) for place in range(len(words)))
    return tuple(figure for figure in found if figure is not None)


def _figure(words: Sequence[str], place: int, nouns: Collection[str]) -> Figure | None:
    """Return the figure that a word is; None if it is none, or a year."""
    match = _FIGURE.fullmatch(words[place])
    if match is None or is_year(words[place]):
        return None
    value = Decimal(match.group(2))
    bound = next((word for word in words[max(0, place - _BOUND_BEFORE) : place] if word in (AT_LEAST, AT_MOST)), "")
    if match.group(1) or match.group(3):
        return Figure(value, match.group(1) or match.group(3), words[place], bound)
    for number in range(place + 1, min(place + 1 + _REACH, len(words))):
        word, said = singular(words[number]), " ".join(words[place : number + 1])
        if word in TIMES:
            unit, times = TIMES[word]
            return Figure(value * times, unit, said, bound)
        if word in nouns:
            return Figure(value, word, said, bound)
    return Figure(value, "", words[place], bound)


def is_year(word: str) -> bool:
    """Return whether a word is a year, or the end of one such as the second half of 2005/06."""
    return bool(_YEAR.fullmatch(word))


def _noun(parameter: Parameter) -> str:
    return singular(parameter.unit.split()[-1].lower())
