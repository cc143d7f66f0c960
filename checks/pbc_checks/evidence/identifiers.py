"""What tells who a person is: numbers and names of patients, dates of birth, private addresses. Never quoted.

What is found here is neither quoted nor printed in any report: see `discretion`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from nhs_number.validate import is_valid

LEFT_OUT = "[personal detail left out]"
"""What a report prints instead."""

_GROUPED = re.compile(r"(?<![\d-])\d{3}[ -]\d{3}[ -]\d{4}(?![\d-])")
_RUN = re.compile(r"(?<![\d£.,-])\d(?:[ -]?\d){9}(?![ -]?\d)")
_NHS_NUMBER_NAMED = re.compile(r"\bNHS (?:no\b|num|id\b)", re.IGNORECASE)
_POSSIBLE = re.compile(r"\d|@|\bpatient|\bpt\b", re.IGNORECASE)  # a text in which none stands has no identifier
_NEAR = 40  # characters before a run of ten digits in which it has to be named
_IS = r"\s*(?:\([^()]{1,20}\)\s*)?(?:[:=|–-]|\bis\b|\bwas\b)?\s*"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DATE = (
    r"\d{1,2}(?:st|nd|rd|th)?(?: of)?[\s-][a-z]+\.?,?[\s-](?:19|20)?\d\d\b"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d\b"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|(?:19|20)\d\d-\d\d-\d\d"
)
# A whole date: babies "born in April" are a group, not a person.
_BIRTH = re.compile(rf"\b(?:DOB|D\.O\.B\.?|date of birth|born(?: on)?(?: the)?){_IS}({_DATE})", re.IGNORECASE)
# Only where it is called so, and with a digit too many for a count of patients to have.
_HOSPITAL_NUMBER = re.compile(
    r"\b(?i:(?:hospital|patient(?:['’]s)?|unit|case ?notes?|records?|PAS)\s(?:no\b\.?|number\b|id\b)|MRN\b)"
    r"\s*[:=|#]?\s*([A-Z]{0,3}[ /-]?\d{6,9}[A-Z]?|[A-Z]{1,3}[ /-]?\d{4,9}[A-Z]?)(?![\w,]\d|\w)",
)
_NATIONAL_INSURANCE = re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b")
_TITLED = r"(?:Mrs?|Ms|Miss|Master|Mx)\b\.?"
_NOT_A_NAME = r"(?!(?:Date|DOB|NHS|Age|Address|Sex|Gender|GP|Practice|Hospital|Signature|Name|Number|Details|Group)\b)"
_WORD_OF_NAME = rf"{_NOT_A_NAME}[A-Z](?:\.|[\w’'-]+|(?=\s))"
_PATIENT_NAME = re.compile(
    r"\b(?i:patient(?:['’]s)? (?:full |sur)?name|name of (?:the )?patient)(?i:\s*[:=|]|\s+(?:is|was))\s*"
    rf"((?:{_TITLED}\s)?{_WORD_OF_NAME}(?:\s{_WORD_OF_NAME}){{1,3}}|{_TITLED}\s{_WORD_OF_NAME})"
    rf"|\b(?i:patient|pt)\s*[:=]\s*({_TITLED}\s{_WORD_OF_NAME}(?:\s{_WORD_OF_NAME}){{0,2}})"
    r"(?=[^.;\n]{0,40}\b(?:DOB|NHS no|NHS num|born|aged)\b)"  # a patient among those present is no case
)
_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b"
_STREET = (
    r"\d{1,4}[A-Za-z]?,?\s(?:[A-Z][\w’'-]+\s){1,3}"
    r"(?:Road|Rd|Street|St|Lane|Ln|Avenue|Ave|Close|Drive|Way|Crescent|Court|Gardens|Terrace|Place|Row|Hill|Green|Park|Walk)\b"
)
_LIVES = (
    r"(?i:\b(?:home|private|patient(?:['’]s)?) address|\baddress of (?:the )?patient"
    r"|\b(?:lives?|lived|living|resides|residing) at)"
)
_ADDRESS = re.compile(
    rf"{_LIVES}(?:\s*[:=|]|\s+is)?\s*({_STREET}(?:,?\s[A-Z][a-z’'-]+){{0,4}}(?:,?\s{_POSTCODE})?|[^.;|\n]{{0,60}}?{_POSTCODE})"
)
_MOBILE = re.compile(r"(?<![\d.])(?:\+44\s?(?:\(0\)\s?)?7|\(?07)\d(?:[\s)-]{0,2}\d){8}(?!\d)")
_HOME_TELEPHONE = re.compile(
    r"(?:\b(?:home|private)(?:\s(?:tel(?:ephone)?\b\.?|phone|number|no\b\.?)){0,2}\s*[:=|]?|\(h\))\s*"
    r"(\(?(?:\+44|0)[\d\s()-]{8,14}\d)(?!\d)",
    re.IGNORECASE,
)
_PRIVATE_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]++@(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|rocketmail|btinternet|btopenworld|aol"
    r"|talktalk|talk21|icloud|me|mac|ntlworld|virgin|virginmedia|blueyonder|tiscali|tesco|sky|orange|o2|freeserve|fsnet"
    r"|lineone|supanet|onetel|waitrose)\.[\w.]+",
    re.IGNORECASE,
)


class Kind(Enum):
    """What a piece of text gives away, and how a report calls it."""

    NHS_NUMBER = "an NHS number"
    BIRTH = "a date of birth"
    PATIENT_NAME = "the name of a patient"
    HOSPITAL_NUMBER = "a patient's number in a hospital or practice"
    NATIONAL_INSURANCE = "a National Insurance number"
    ADDRESS = "a private address"
    MOBILE = "a mobile telephone number"
    HOME_TELEPHONE = "a private telephone number"
    PRIVATE_MAIL = "a private e-mail address"


_PATTERNS = (
    (Kind.BIRTH, _BIRTH),
    (Kind.PATIENT_NAME, _PATIENT_NAME),
    (Kind.HOSPITAL_NUMBER, _HOSPITAL_NUMBER),
    (Kind.NATIONAL_INSURANCE, _NATIONAL_INSURANCE),
    (Kind.ADDRESS, _ADDRESS),
    (Kind.MOBILE, _MOBILE),
    (Kind.HOME_TELEPHONE, _HOME_TELEPHONE),
    (Kind.PRIVATE_MAIL, _PRIVATE_MAIL),
)
"""Each kind with what it is found by; where the pattern has groups, one of them is what gives away."""


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
        if named and not _GROUPED.fullmatch(match.group()) and is_valid(re.sub(r"\D", "", match.group())):
            yield Identifier(Kind.NHS_NUMBER, *match.span())
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield Identifier(kind, *match.span(match.lastindex or 0))
