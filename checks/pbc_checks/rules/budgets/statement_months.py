"""The month that a sheet, a title or a row of a budget statement is of."""

from __future__ import annotations

import re

_NAMES = ("apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "jan", "feb", "mar")
_WORD = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)? )?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:[a-z]{0,6})\b\.?"
    r"(?:[\s'’\-–_/]*(20\d\d|\d\d)\b(?![/\d]))?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\b(?:m|month|period|p)\s?(\d{1,2})\b", re.IGNORECASE)
_BARE = re.compile(r"\d{1,2}")
_LAST = 12


def month_of(text: str, *, bare: bool = False) -> tuple[int, int] | None:
    """Return the month that a text names: the year in which its financial year begins (0 if not said), and its number.

    April is month 1 of a financial year. With `bare` a number alone is a month too, as in a column of months.
    """
    number = _NUMBER.search(text) or (_BARE.fullmatch(text.strip()) if bare else None)
    if number:
        place = int(number.group(number.lastindex or 0))
        return (0, place) if 1 <= place <= _LAST else None
    word = _WORD.search(text)
    if word is None or (word.group().lower() == "may" and word.group(2) is None):
        return None
    place = _NAMES.index(word.group(1).lower()) + 1
    if not word.group(2):
        return 0, place
    year = int(word.group(2)) % 100 + 2000
    return (year if place <= _NAMES.index("jan") else year - 1), place
