"""Shares of practices as evidence gives them: 62% of practices, 8 of 13 practices, 8/13, all practices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from pbc_checks.rules.number_words import NUMBERS

_NUMBERS = ("no", *NUMBERS)  # by what they count
_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(_NUMBERS[1:])})"
_WHOM = r"(?:the |our |its |all |member |local |GP |group['’]s |\w+ing |of ){0,4}"
_WHO = r"(?:practices?|surger(?:y|ies)|members?|membership)\b"
_SOME_OF = re.compile(
    rf"(?<![\w/.,£])(?P<some>{_NUMBER})(?:(?: {_WHO})?\s(?:out )?of {_WHOM}|\s?(?P<slash>/)\s?)(?P<whole>{_NUMBER})\b"
    r"(?![/%.,]\d|%)"
    rf"(?P<who>\s(?:\w+ )?{_WHO})?(?P<after>\s?\w*)",
    re.IGNORECASE,
)
_ALL_BUT = re.compile(rf"\ball but (?P<some>{_NUMBER}) of {_WHOM}(?P<whole>{_NUMBER})\b", re.IGNORECASE)
_PERCENT = re.compile(
    rf"(?<![\w.,£])(?P<percent>\d{{1,3}}(?:\.\d+)?)\s?(?:%|per\s?cent\b)\+?(?P<who>\s?\)?\s{_WHOM}{_WHO})?(?P<of>\sof\s)?",
    re.IGNORECASE,
)
_ALL = re.compile(rf"\b(?:all {_WHOM}(?:{_NUMBER} )?{_WHO}|every (?:member )?practice)", re.IGNORECASE)
_NONE = re.compile(rf"\b(?:none of {_WHOM}(?:{_NUMBER} )?{_WHO}|no practices? (?:has|have|yet))", re.IGNORECASE)
_PART = re.compile(r"[;.]\s+|,\s|(?<!all )\bbut\b|\n|\s[–-]\s")
_DOING = re.compile(
    r"(?:|have|has|had|are|is|were|was|provide\w*|sign\w*|tak\w+|mak\w+|meets?|report\w*|reach\w*|scor\w+|agreed|now|in|at"
    r"|attend\w*|with|manage\w*|represent\w*|offer\w*|by)",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:not|yet to|declin\w+|refus\w+|outstanding|await\w*|will|would|planned|plans? to|expect\w*|target\w*|aim\w*"
    r"|hop(?:e|ing)|need\w*|required?|threshold|invited|last year|previous\w*|formerly|from|another|further"
    r"|(?:\d|and|some|few|one|two|three|four|five) more|additional|plus|remaining|below|fewer|less|fell|under)\b",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    r"\b(?:at least|over|more than|above|nearly|almost|about|around|some|approx\w*)\s*$|[~>c]\.?\s*$"
)
# What has been added to a share, or has come in its place: the share may not be the last word.
_MORE = re.compile(
    r"\b(?:since|another|further|(?:\d|and|some|few|one|two|three|four|five) more|additional|joined|plus"
    r"|as well|also)\b",
    re.IGNORECASE,
)
_NOW = re.compile(r"\bnow\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Share:
    """A share in percent, with the words that give it.

    `sure` says that it is of practices or members, as things stand; `floor` that the words leave it open upwards.
    """

    percent: Fraction
    words: str
    sure: bool = True
    floor: bool = False

    def __str__(self) -> str:
        """Return the words as they stand, with the percentage where they have none: 8 of 13 practices (61.5%)."""
        return self.words if "%" in self.words or "cent" in self.words else f"{self.words} ({printed(self.percent)}%)"


def printed(percent: Fraction) -> str:
    """Return a percentage with one place after the point at most."""
    return f"{round(float(percent), 1):g}"


def shares(text: str) -> Iterator[Share]:
    """Yield each share in a text, part of a sentence by part."""
    parts = [part for part in _PART.split(text) if part]
    for part in parts:
        later = _MORE.search(part) or any(
            _NOW.search(other) or _MORE.search(other) for other in parts if other is not part
        )
        for share in _shares(part):
            unsure = bool(later or _UNSURE.search(part))
            yield Share(share.percent, share.words, share.sure and not unsure, share.floor)


def _shares(part: str) -> Iterator[Share]:
    for match in _ALL_BUT.finditer(part):
        some, whole = _number(match["some"]), _number(match["whole"])
        if 0 < whole >= some:
            yield Share(Fraction(100 * (whole - some), whole), match.group())
    if _ALL_BUT.search(part):
        return
    for match in _SOME_OF.finditer(part):
        some, whole = _number(match["some"]), _number(match["whole"])
        if not 0 < whole >= some:
            continue
        named = bool(match["who"]) or re.search(_WHO, match.group()) is not None
        # 3/4 may be a date or a fraction of something else; 8/13 is neither.
        bare = _DOING.fullmatch(match["after"].strip()) is not None and not (match["slash"] and whole <= 12)
        words = part[match.start() : match.end("who") if match["who"] else match.end("whole")]
        yield Share(Fraction(100 * some, whole), words, named or bare, _leaves_open(part, match))
    for match in _PERCENT.finditer(part):
        first = not part[: match.start()].strip(" (") and not match["of"]
        percent = Fraction(match["percent"])
        if percent <= 100:
            words = match.group().removesuffix(match["of"] or "").strip()
            yield Share(percent, words, bool(match["who"]) or first, _leaves_open(part, match))
    for pattern, value in ((_ALL, 100), (_NONE, 0)):
        if said := pattern.search(part):
            yield Share(Fraction(value), said.group())


def _leaves_open(part: str, match: re.Match[str]) -> bool:
    return _AT_LEAST.search(part[: match.start()]) is not None or "+" in match.group()


def _number(words: str) -> int:
    return int(words) if words.isdigit() else _NUMBERS.index(words.lower())
