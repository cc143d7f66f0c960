"""Specificity: the concrete details of a passage, sums of money, counts, dates, names, and what kind each is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from pbc_frameworks.phrasing import DATE, DATE_POSSIBLE, NUMBER, PERCENTAGE, SUM


class Kind(StrEnum):
    """The kinds of concrete detail that a concept file may ask for."""

    SUM_OF_MONEY = "sum-of-money"
    PERCENTAGE = "percentage"
    COUNT = "count"
    DATE = "date"
    GUIDELINE = "guideline"
    NAMED_BODY = "named-body"
    NAMED_PERSON = "named-person"
    NAME = "name"


NUMERIC = frozenset({Kind.SUM_OF_MONEY, Kind.PERCENTAGE, Kind.COUNT})


@dataclass(frozen=True, slots=True)
class Specific:
    """One concrete detail as it stands in the passage."""

    kind: Kind
    text: str


_BODIES = (
    r"PCTs?|LMC|LPC|LOC|LDC|NICE|NPSA|LINk|PEC|SFIs?|SUS|QOF|JSNA|SHA|EMIS|SystmOne|Datix|IR1|NHS|MHRA|CQC|GMC|RCGP|BMJ|NSF|"
    r"LES|DES|APMS|SPMS|PMS|SLA|HRG|DH|MDT|PALS|CRB|PGDs?|RTT"
)
_PART_OF = (
    r"(?<!\w)(?:half|a third|two thirds|a quarter|three quarters|a fifth|three fifths|nine in ten|\w+ in ten) of\b"
)
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.SUM_OF_MONEY, re.compile(rf"{SUM}|\b\d+p\b", re.IGNORECASE)),
    (Kind.PERCENTAGE, re.compile(rf"{PERCENTAGE}|{_PART_OF}", re.IGNORECASE)),
    (
        Kind.DATE,
        re.compile(
            rf"{DATE}|(?<!\w)(?:months? \d+|week \d+|Q[1-4]|(?:19|20)\d\d(?:[/-]\d\d)?|\d\d/\d\d)\b",
            re.IGNORECASE,
        ),
    ),
    (Kind.GUIDELINE, re.compile(r"\b(?:CG|TA|IPG|PH|QS) ?\d{1,3}\b|\bSIGN \d+")),
    (Kind.NAMED_PERSON, re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Miss|Sr|Sister|Prof|Professor)\.? [A-Z]\w*")),
    (Kind.NAMED_BODY, re.compile(rf"\b(?:{_BODIES})\b")),
    (Kind.COUNT, re.compile(NUMBER, re.IGNORECASE)),
    (Kind.NAME, re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,}(?: [A-Z][a-z]+)*")),
)
_YEAR = re.compile(r"(?:19|20)?\d\d(?:[/-]\d\d)?")
_DIGIT = re.compile(r"\d")
# Words of which one stands in every text with a percentage; looking for them takes a fraction of the pattern's time.
_PERCENTAGE_WORDS = ("%", "cent", "half", "third", "quarter", "fifth", "in ten")
_OF_DIGITS = frozenset({Kind.SUM_OF_MONEY, Kind.GUIDELINE})  # a number or percentage can be in words
_MOST_NAMES = 3  # names beyond this make a passage no more specific


def specifics(folded: str) -> tuple[Specific, ...]:
    """Return the distinct concrete details of a folded text, by kind; no stretch of text counts as two kinds."""
    found: dict[tuple[Kind, str], Specific] = {}
    left = folded
    figures_possible = bool(_DIGIT.search(folded))
    date_possible = figures_possible or bool(DATE_POSSIBLE.search(folded))
    lower = folded.lower()
    impossible = set() if figures_possible else set(_OF_DIGITS)
    if not date_possible:
        impossible.add(Kind.DATE)
    if not any(word in lower for word in _PERCENTAGE_WORDS):
        impossible.add(Kind.PERCENTAGE)
    for kind, pattern in _KINDS:
        if kind in impossible:
            continue

        def take(match: re.Match[str], kind: Kind = kind) -> str:
            text = match.group()
            found.setdefault((kind, text.lower()), Specific(kind, text))
            return " " * len(text)

        left = pattern.sub(take, left)
    return tuple(found.values())


def weight(details: tuple[Specific, ...], kinds: frozenset[Kind]) -> int:
    """Return how many details of the kinds asked for there are; years alone and repeated names count little."""
    names = 0
    others = 0
    for detail in details:
        if detail.kind not in kinds:
            continue
        if detail.kind in {Kind.NAME, Kind.NAMED_BODY, Kind.NAMED_PERSON}:
            names += 1
        elif detail.kind is not Kind.DATE or not _is_year(detail.text):
            others += 1
    return others + min(names, _MOST_NAMES)


@lru_cache(maxsize=1024)
def _is_year(text: str) -> bool:
    return bool(_YEAR.fullmatch(text))


def figures(details: tuple[Specific, ...]) -> int:
    """Return how many sums, percentages and counts there are."""
    return sum(detail.kind in NUMERIC for detail in details)
