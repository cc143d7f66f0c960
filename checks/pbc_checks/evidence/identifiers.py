"""What tells who a person is: NHS numbers, dates of birth, private telephone numbers and addresses. Never quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from nhs_number.validate import is_valid

_GROUPED = re.compile(r"(?<![\d-])\d{3}[ -]\d{3}[ -]\d{4}(?![\d-])")
_RUN = re.compile(r"(?<![\d£.,])\d{10}(?!\d)")
_NHS_NUMBER_NAMED = re.compile(r"\bNHS (?:no\b|num|id\b)", re.IGNORECASE)
_POSSIBLE = re.compile(r"\d|@")  # a text in which neither stands has no identifier
_NEAR = 40  # characters before a run of ten digits in which it has to be named
# A whole date: babies "born in April" are a group, not a person.
_BIRTH = re.compile(
    r"\b(?:DOB|D\.O\.B\.?|date of birth|born(?: on)?)\s*[:=]?\s*"
    r"(\d{1,2}(?:st|nd|rd|th)?\s[a-z]+\.?\s(?:19|20)?\d\d\b|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4})",
    re.IGNORECASE,
)
_MOBILE = re.compile(r"(?<!\d)(?:\+44\s?7|07)\d{3}[\s-]?\d{3}[\s-]?\d{3}(?!\d)")
_PRIVATE_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]++@(?:gmail|googlemail|hotmail|outlook|live|yahoo|btinternet|aol|talktalk|icloud|ntlworld|tiscali)\.[\w.]+",
    re.IGNORECASE,
)


class Kind(Enum):
    """What a piece of text gives away, and how a report calls it."""

    NHS_NUMBER = "an NHS number"
    BIRTH = "a date of birth"
    MOBILE = "a mobile telephone number"
    PRIVATE_MAIL = "a private e-mail address"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A piece of a text that tells who a person is, and where it stands in the text."""

    kind: Kind
    start: int
    end: int


@lru_cache(maxsize=4096)
def identifiers(text: str) -> tuple[Identifier, ...]:
    """Return what in a text tells who a person is. A text that was looked at before is remembered while it is checked.

    Ten digits are an NHS number if their check digit is right and they are grouped as on a card, or called so.
    """
    return tuple(_identifiers(text)) if _POSSIBLE.search(text) else ()


def _identifiers(text: str) -> Iterator[Identifier]:
    for match in _GROUPED.finditer(text):
        if is_valid(re.sub(r"\D", "", match.group())):
            yield Identifier(Kind.NHS_NUMBER, *match.span())
    for match in _RUN.finditer(text):
        named = _NHS_NUMBER_NAMED.search(text, max(0, match.start() - _NEAR), match.start())
        if named and is_valid(match.group()):
            yield Identifier(Kind.NHS_NUMBER, *match.span())
    for match in _BIRTH.finditer(text):
        yield Identifier(Kind.BIRTH, *match.span(1))
    for kind, pattern in ((Kind.MOBILE, _MOBILE), (Kind.PRIVATE_MAIL, _PRIVATE_MAIL)):
        for match in pattern.finditer(text):
            yield Identifier(kind, *match.span())
