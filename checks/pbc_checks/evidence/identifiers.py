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
_NHS_NUMBER_NAMED = re.compile(r"\bNHS (?:no\b|num|id\b)|\b(?:NHS|patient)[\s:#]{1,3}$", re.IGNORECASE)
# Ten digits of another kind can have a check digit that fits by chance.
_ANOTHER_NUMBER = re.compile(
    r"\b(?:order|invoice|ref|reference|tel|telephone|phone|fax|account|a/c|contract|charity|company|grant|serial|policy"
    r"|licence|cheque|batch|stock|catalogue|quotation|quote)\b\.?\s?(?:no\b\.?|num\b\.?|numbers?\b)?\s*(?:[:=#|–-]|\bis\b)?\s*$",
    re.IGNORECASE,
)
_OF_A_PATIENT = re.compile(r"\bNHS (?:no\b|num|id\b)|\bpatient", re.IGNORECASE)
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
_ROAD = (
    r"(?:Road|Rd|Street|St|Lane|Ln|Avenue|Ave|Close|Drive|Way|Crescent|Court|Gardens|Terrace|Place|Row|Hill|Green|Park"
    r"|Walk)\b"
)
_NOT_AT_WORK = r"(?!\s(?:Surgery|Practice|Medical|Health|Clinic|Dental|Centre|Pharmacy|Hospital|School|Church|Hall)\b)"
_NAMED = rf"{_TITLED}\s{_WORD_OF_NAME}(?:\s{_WORD_OF_NAME}){{0,2}}"
_PARTICULARS = r"\b(?:DOB|date of birth|NHS (?:no|num)|born|aged)\b"
_AGE = r"(?:aged?\s\d{1,3}\b|\d{1,3}(?: |-)years?(?: |-)old\b)"
_SOME_STREET = rf"(?:\d{{1,4}}[A-Za-z]?,?\s)?(?:[A-Z][\w’'-]+\s){{1,3}}{_ROAD}"
# A person who is called a patient and is told by more than the name; patients on a panel are no case.
_KNOWN_AS_PATIENT = re.compile(
    rf"\b(?i:(?:the|our|my|a|one|this) patient,?)\s({_NAMED})"
    rf"(?=[^.;\n]{{0,40}}(?:{_PARTICULARS}|\b(?:of|at) {_SOME_STREET}))"
    rf"|\b(?i:(?:our|my) patient,?)\s({_WORD_OF_NAME}\s{_WORD_OF_NAME})(?=[^.;\n]{{0,10}}{_PARTICULARS})"
    rf"|\b({_NAMED})(?=[^.;\n]{{0,60}}\b(?:whose|his|her) (?:NHS|hospital) (?:no\b|num))"
    rf"|\b({_NAMED})(?=,? (?:of|at) {_SOME_STREET}[^.;\n]{{0,30}}\ba patient\b)"
    # An age is told of nobody in a proposal but a patient.
    rf"|\b({_TITLED}\s(?:{_WORD_OF_NAME}\s){{0,2}}[A-Z][\w’'-]+)(?=,?\s\(?{_AGE})"
    # A name with a birthday or an NHS number right behind it is nobody's but a patient's; an initial is no name.
    rf"|\b({_TITLED}\s(?:{_WORD_OF_NAME}\s){{0,2}}[A-Z][\w’'-]+)"
    rf"(?=,?\s\(?(?i:(?:DOB|date of birth|born(?: on)?)\b{_IS}(?:{_DATE})|NHS (?:no\b|num)))"
)
_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b"
_STREET = rf"\d{{1,4}}[A-Za-z]?,?\s(?:[A-Z][\w’'-]+\s){{1,3}}{_ROAD}"
_LIVES = (
    r"(?i:\b(?:home|private|his|her|patient(?:['’]s)?) address|\baddress of (?:the )?patient"
    r"|\b(?:lives?|lived|living|resides|residing) at)"
)
_ADDRESS = re.compile(
    rf"{_LIVES}(?:\s*[:=|]|\s+is)?\s*({_STREET}(?:,?\s[A-Z][a-z’'-]+){{0,4}}(?:,?\s{_POSTCODE})?|[^.;|\n]{{0,60}}?{_POSTCODE})"
)
_OF_THE_ADDRESS = re.compile(
    rf"\b(?:(?i:patient,?)\s{_NAMED},?\s(?:of|at)\s({_SOME_STREET})|{_NAMED}(?:,?\s\(?{_AGE}\)?)?,?\sof\s({_STREET}))"
    rf"{_NOT_AT_WORK}"
)
_OF_AN_OFFICE = (
    r"(?:clinic|service|surgery|practice|team|ward|reception|on[- ]call|duty(?: doctor| nurse)?|out[- ]of[- ]hours)"
    r"(?:['’]s)?"
)
_TELEPHONE = r"(?:mobile|phone|telephone|tel|number|line)\b"
_CALLED_AN_OFFICES = re.compile(rf"\b{_OF_AN_OFFICE} (?:mobile )?{_TELEPHONE}[^.;\d]{{0,25}}$", re.IGNORECASE)
_IS_AN_OFFICES = re.compile(
    rf"[\s,(]{{0,3}}(?:is |= ?)?(?:the |our |its )?{_OF_AN_OFFICE} (?:mobile )?{_TELEPHONE}", re.IGNORECASE
)
_MOBILE = re.compile(r"(?<![\d.])(?:\+44\s?(?:\(0\)\s?)?7|\(?07)\d(?:[\s)-]{0,2}\d){8}(?!\d)")
_HOME_TELEPHONE = re.compile(
    r"(?:\b(?:home|private)(?:\s(?:tel(?:ephone)?\b\.?|phone|number|no\b\.?)){0,2}\s*(?:[:=|]|\bon\b)?|\(h\))\s*"
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
    (Kind.PATIENT_NAME, _KNOWN_AS_PATIENT),
    (Kind.HOSPITAL_NUMBER, _HOSPITAL_NUMBER),
    (Kind.NATIONAL_INSURANCE, _NATIONAL_INSURANCE),
    (Kind.ADDRESS, _ADDRESS),
    (Kind.ADDRESS, _OF_THE_ADDRESS),
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

    Ten digits are an NHS number if their check digit is right and they are grouped as on a card, and not called the
    number of something else, or called so.
    """
    return tuple(_identifiers(text)) if _POSSIBLE.search(text) else ()


def _identifiers(text: str) -> Iterator[Identifier]:
    for match in _GROUPED.finditer(text):
        if is_valid(re.sub(r"\D", "", match.group())) and not _is_another(text, match.start()):
            yield Identifier(Kind.NHS_NUMBER, *match.span())
    for match in _RUN.finditer(text):
        named = _NHS_NUMBER_NAMED.search(text[max(0, match.start() - _NEAR) : match.start()])
        if named and not _GROUPED.fullmatch(match.group()) and is_valid(re.sub(r"\D", "", match.group())):
            yield Identifier(Kind.NHS_NUMBER, *match.span())
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if kind is not Kind.MOBILE or not _is_of_an_office(text, match):
                yield Identifier(kind, *match.span(match.lastindex or 0))


def _is_another(text: str, start: int) -> bool:
    """Return whether a number is called by another name, such as that of an order, and not a patient's."""
    before = text[max(0, start - _NEAR) : start]
    return bool(_ANOTHER_NUMBER.search(before)) and not _OF_A_PATIENT.search(before)


def _is_of_an_office(text: str, number: re.Match[str]) -> bool:
    """Return whether a mobile is called that of the clinic, the practice or whoever is on call."""
    before = text[max(0, number.start() - _NEAR) : number.start()]
    return bool(_CALLED_AN_OFFICES.search(before) or _IS_AN_OFFICES.match(text, number.end()))
