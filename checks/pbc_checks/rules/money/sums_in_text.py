"""Sums of money in running text, and what the words right beside them say: a year, per patient, set-up, about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import islice

from pbc_checks.rules.sums import SUM, in_pounds

_MOST_SUMS = 200  # in one sentence: more is a table whose cells were run together, and comparing all takes too long
_BESIDE = 60  # characters before and after a sum in which the words beside it are looked for

HEDGED = re.compile(
    r"(?:^|[\s(])(?:about|around|roughly|some|circa|c\.?|ca\.?|approx(?:\.|imately)?|nearly|almost"
    r"|(?:just |a little |well )?(?:over|under)|above|below|up to|at (?:least|most)|say|perhaps|something like"
    r"|in the (?:region|order) of|(?:of|in) the order of|near|estimated at|an estimated|a maximum of|no more than"
    r"|(?:not )?(?:less|more) than|between|from|~)\s?$",
    re.IGNORECASE,
)
_HEDGED_AFTER = re.compile(r"\s?(?:or so\b|or thereabouts|odd\b|approx|or more\b|\+|plus\b|ish\b)", re.IGNORECASE)
_RANGE_AFTER = re.compile(r"\s?(?:[-–—]|to|or)\s?£?\d", re.IGNORECASE)
_RANGE_BEFORE = re.compile(r"(?:\d[kKmM]?\s?(?:[-–—]|to|or)|between £?[\d,.]+[kKmM]? and) ?$")

_PERIODS = {"year": "year", "annum": "year", "month": "month", "week": "week", "quarter": "quarter", "day": "day"}
_PER = re.compile(
    r"\s?(?:(?:per|an?|for (?:each|every|an?|one)|each|every|/)\s?(?:[a-z]+\s)?(?:head|patient|person|people|man|woman"
    r"|child|case|session|visit|test|contact|appointment|attendance|clinic|hour|hr|item|course|referral|scan|episode"
    r"|place|bed|bed day|mile|practice|unit|slot|review|letter|admission|call|consultation|follow[- ]?up|assessment"
    r"|treatment|trip|go|time|kit|dose|fit|fitting|procedure|nurse|gp|doctor|plan)\b"
    r"|(?:each(?! (?:full |whole )?(?:year|month|week|quarter|day)\b)|apiece|pp)\b)",
    re.IGNORECASE,
)
_EACH_BEFORE = re.compile(r"(?:@|\bat|\bx|×|\b(?:price|tariff|rate|fee) of|\beach)\s?$", re.IGNORECASE)
_EVERY = re.compile(
    r"\s?\(?(?:per|an?|(?:in )?(?:each|every)|in a(?: full)?|for a(?: full)?|for the|/)\s?(?:full |whole |working )?"
    r"(year|annum|month|week|quarter|day)\b",
    re.IGNORECASE,
)
_YEARLY = re.compile(r"\s?\(?(?:p\.?\s?a\b\.?|annually|yearly|full[- ]year)", re.IGNORECASE)
_RECURS = re.compile(
    r"\b(?:running|annual|yearly|(?<!non-)(?<!non )recurr\w+|revenue|(?:each|every|a|per|full)[- ]year|per annum)\b"
    r"[^.;,£]{0,30}$",
    re.IGNORECASE,
)
_RECURS_AFTER = re.compile(r"\s?\(?(?:recurr\w+|running|annually|yearly|to run)\b", re.IGNORECASE)
_ONCE_WORDS = (
    r"one[- ]?off|non[- ]?recurr\w+|set(?:ting)?[- ]?up|start(?:ing)?[- ]?up|once(?:[- ]only)?(?! an?\b)|capital"
    r"|up[- ]?front|pump[- ]priming|initial|outset|at the start|to start|to begin with"
)
_ONCE = re.compile(rf"\b(?:{_ONCE_WORDS})\b[^.;,£]{{0,30}}$", re.IGNORECASE)
_ONCE_AFTER = re.compile(rf"\s?\(?(?:(?:as|for|in|of|at|to|the|an?|just) )*(?:{_ONCE_WORDS})\b", re.IGNORECASE)
_ONCE_ANYWHERE = re.compile(rf"\b(?:{_ONCE_WORDS})\b", re.IGNORECASE)
_RECURS_ANYWHERE = re.compile(
    r"\b(?:running|annual|yearly|(?<!non-)(?<!non )recurr(?:ing|ent)|(?:per|a|each|every|full)[- ]year|per annum|p\.?a"
    r"|ongoing|later years)\b|^\W*year\W*$",
    re.IGNORECASE,
)
_PART_YEAR = re.compile(
    r"\s?\(?(?:(?:in|for|over|to) )?(?:the )?(?:this year|part[- ]year|half[- ]year|(?:first |last |remaining )?"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|\d{1,2}) (?:months|weeks)|first (?:half|quarter))",
    re.IGNORECASE,
)
_YEAR_NUMBERS = {"first": "1", "one": "1", "1": "1", "1st": "1", "second": "2", "two": "2", "2": "2", "2nd": "2"}
_YEAR = re.compile(
    r"\b(?:year|yr) ?(one|two|1|2)\b|\b(first|second|1st|2nd)(?: full)?[- ](?:year|yr)\b|\b((?:20)?\d\d ?/ ?\d\d)\b",
    re.IGNORECASE,
)


def year_named(words: str) -> str:
    """Return the year that some words name: "1", "2", or a financial year as "09/10"; empty where they name none."""
    match = _YEAR.search(words)
    if match is None:
        return ""
    if match.group(3):
        return match.group(3).replace(" ", "")[-5:]
    return _YEAR_NUMBERS[(match.group(1) or match.group(2)).lower()]


def recurs(words: str) -> bool | None:
    """Return whether a label such as "Set-up £" or "Each year" is of recurrent money; None where it does not say."""
    once, yearly = bool(_ONCE_ANYWHERE.search(words)), bool(_RECURS_ANYWHERE.search(words))
    return None if once == yearly else yearly


@dataclass(frozen=True)
class Sum:
    """A sum of money in running text, and what the words right beside it say of it.

    `start` and `end` are its place in `sentence`, `step` is what its last digit that is not a nought stands for.
    """

    pounds: Decimal
    sentence: str
    start: int
    end: int
    step: Decimal

    @property
    def text(self) -> str:
        """Return the sum as it is written."""
        return self.sentence[self.start : self.end]

    @property
    def before(self) -> str:
        """Return the words just before it."""
        return self.sentence[max(0, self.start - _BESIDE) : self.start]

    @property
    def after(self) -> str:
        """Return the words just after it."""
        return self.sentence[self.end : self.end + _BESIDE]

    @cached_property
    def hedged(self) -> bool:
        """Return whether it is said to be rough, a limit, or one end of a range."""
        before, after = self.before, self.after
        around = HEDGED.search(before) or _RANGE_BEFORE.search(before)
        return bool(around or _HEDGED_AFTER.match(after) or _RANGE_AFTER.match(after))

    @cached_property
    def a_price(self) -> bool:
        """Return whether it is the price of one of many: a patient, a session, an hour."""
        return bool(_PER.match(self.after) or _EACH_BEFORE.search(self.before))

    @cached_property
    def every(self) -> str:
        """Return the time that it is counted by: year, month, week, quarter or day; empty where that is not said."""
        match = _EVERY.match(self.after)
        if match:
            return _PERIODS[match.group(1).lower()]
        return "year" if _YEARLY.match(self.after) else ""

    @cached_property
    def year(self) -> str:
        """Return the year it is of, as `year_named` has it; empty where its clause does not say."""
        after, before = re.split(r"[.;,]\s", self.after)[0], re.split(r"[.;,]\s", self.before)[-1]
        return year_named(after) or year_named(before)

    @cached_property
    def part_year(self) -> bool:
        """Return whether it is of a part of a year."""
        return bool(_PART_YEAR.match(self.after))

    @cached_property
    def recurs(self) -> bool | None:
        """Return whether it comes again each year or is spent once; None where the words beside it say neither."""
        if _ONCE_AFTER.match(self.after):
            return False
        if self.every or _RECURS_AFTER.match(self.after):
            return True
        once, yearly = bool(_ONCE.search(self.before)), bool(_RECURS.search(self.before))
        return None if once == yearly else yearly

    def agrees(self, other: Decimal) -> bool:
        """Return whether another amount may be the same one, allowing for how far this one is rounded."""
        return abs(self.pounds - other) <= max(self.step, self.pounds / 10 if self.hedged else Decimal(0))


def sums_in(sentence: str) -> Iterator[Sum]:
    """Yield the sums of money in a sentence, in their order; no more than a sentence can have."""
    for match in islice(SUM.finditer(sentence), _MOST_SUMS):
        pounds = in_pounds(match)
        yield Sum(pounds, sentence, match.start(), match.end(), rounded_to(pounds))


def rounded_to(pounds: Decimal) -> Decimal:
    """Return what the last digit of an amount that is not a nought stands for; two digits count at the least."""
    step = Decimal(1)
    while pounds and pounds % (step * 10) == 0 and pounds >= step * 100:
        step *= 10
    return step
