"""Dates as people write them, each as the first and the last day that it can mean.

“April 2009” is a month, “Q2 2009/10” a quarter, “2009/10” a year: rules compare spans, so that only what is certainly
earlier counts as earlier. The financial year runs from 1 April to 31 March. What names no day, month, quarter or year
(“autumn 2009”, “to be confirmed”) is not read. A month without a year is read only within a year that is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from pbc_generator.compose.text import printed_date

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1
    )
    for name in names.split()
}  # fmt: skip
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_APRIL = 4
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_YEAR = r"(?:19|20)\d\d"
_PAIR = rf"{_YEAR}\s?[/–-]\s?(?:{_YEAR}|\d\d)"
_TH = r"(?:st|nd|rd|th)?"
_NOT_INSIDE = r"(?<![\w/.£-])"
_AFTER = r"(?![\w/]|[.-]\d)"
_DATE = re.compile(
    rf"""{_NOT_INSIDE}(?:(?:the\s)?(?P<part>end|beginning|start|middle|early|mid|late)(?:\sof)?(?:\sthe)?[\s-]\s?)?
    (?:
      (?P<iso>(?P<iso_y>{_YEAR})-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)){_AFTER}
    | (?P<num>(?P<num_d>\d{{1,2}})(?P<sep>[/.-])(?P<num_m>\d{{1,2}})(?P=sep)(?P<num_y>{_YEAR}|(?<=/)\d\d)){_AFTER}
    | (?P<range>(?:(?P<r_day>\d{{1,2}}){_TH}\s)?(?P<r_month>{_NAMES})\.?\s?(?:to|and|until|&|[–-])\s?
       (?:(?P<r_day2>\d{{1,2}}){_TH}\s)?(?P<r_month2>{_NAMES})\.?,?\s(?P<r_year>{_YEAR})){_AFTER}
    | (?P<quarter>(?:q|quarter\s)(?P<q_number>[1-4])|(?P<q_word>first|second|third|fourth|last)\squarter)
       (?:\sof|,|\sin)?\s(?:(?:the\s)?financial\syear\s)?(?P<q_year>{_PAIR}|{_YEAR}){_AFTER}
    | (?P<named>(?:(?P<day>\d{{1,2}}){_TH}(?:\s?(?:[–&-]|to|and)\s?(?P<day2>\d{{1,2}}){_TH})?\s(?:of\s)?)?
       (?P<month>{_NAMES})\b\.?
       (?:,?\s(?P<year>{_YEAR})(?!\s?[/–-]\s?\d\d\b)|\s?['’-](?P<short>\d\d)|\s(?P<zero>0\d))?)(?![\w/])
    | (?P<pair>(?P<p_from>{_YEAR})\s?[/–-]\s?(?P<p_to>{_YEAR}|\d\d)){_AFTER}
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_LEADS = re.compile(
    r"(?:(?:by|from|before|until|till|in|on|at|during|starting|due|no(?:t)? later than|the|financial year|fy"
    r"|week (?:commencing|beginning|of)|w/c|(?:mon|tues|wednes|thurs|fri|satur|sun)(?:day)?,?)\s+)*",
    re.IGNORECASE,
)
_JOINS = re.compile(r"\s*(?:to|until|till|[–-])\s*", re.IGNORECASE)
_WITH_POINTS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(0[4-9]|1[0-3])(?![\w/.-])")
_BARE_YEAR = re.compile(rf"{_NOT_INSIDE}{_YEAR}(?![\w/]|[.,-]\d|\s?[/–-]\s?\d)")


@dataclass(frozen=True, slots=True)
class Span:
    """The days that words can mean, both included, and where in their text the words begin and end."""

    first: date
    last: date
    start: int = 0
    end: int = 0

    def before(self, other: Span) -> bool:
        """Return whether it is certain that this lies before the other."""
        return self.last < other.first

    @property
    def said(self) -> str:
        """Return the days in words: 3 March 2009, March 2009, or the first and the last one."""
        if self.first == self.last:
            return printed_date(self.first)
        if self.first + relativedelta(months=1, days=-1) == self.last and self.first.day == 1:
            return f"{self.first:%B %Y}"
        return f"{printed_date(self.first)} to {printed_date(self.last)}"

    def of(self, text: str) -> str:
        """Return the words in their text."""
        return text[self.start : self.end]


def financial_year(day: date) -> int:
    """Return the year in which the financial year of a day begins."""
    return day.year if day.month >= _APRIL else day.year - 1


def year_from(start: int, count: int = 1) -> Span:
    """Return so many financial years from 1 April of a year."""
    return Span(date(start, _APRIL, 1), date(start + count, _APRIL, 1) - timedelta(days=1))


def year_said(start: int) -> str:
    """Return a financial year by the year it begins in, as it is written: 2009/10."""
    return f"{start}/{(start + 1) % 100:02}"


@lru_cache(maxsize=4096)
def spans(text: str, within: Span | None = None) -> tuple[Span, ...]:
    """Return the dates in a text, in order. `within` is the year of months that are written without one."""
    if within is None and not re.search(r"\d\d", text):
        return ()
    found = ((_meant(match, text, within), match) for match in _DATE.finditer(text))
    return tuple(
        Span(*_part(span.first, span.last, match["part"]), match.start(), match.end()) for span, match in found if span
    )


def only(cell: str, within: Span | None = None) -> Span | None:
    """Return what a table cell means that holds one date or one period and nothing else; otherwise None."""
    lead = _LEADS.match(cell.strip())
    text = with_strokes(cell.strip()[lead.end() if lead else 0 :].rstrip(" .;,"))
    found = spans(text, within)
    if not found or found[0].start or found[-1].end != len(text):
        return None
    if len(found) == 1:
        return found[0]
    joined = len(found) == 2 and _JOINS.fullmatch(text, found[0].end, found[1].start)
    return Span(found[0].first, found[1].last, 0, len(text)) if joined and found[0].first <= found[1].last else None


def with_strokes(text: str) -> str:
    """Return a text that begins with a day such as 30.6.08 with strokes: by its place it is no section's number."""
    return _WITH_POINTS.sub(r"\1/\2/\3", text, count=1) if _WITH_POINTS.match(text) else text


def year_of(heading: str) -> Span | None:
    """Return the year that a heading or the head of a column names, financial or calendar, if it names just one."""
    found = [*financial_years(heading), *_bare_years(heading)]
    return found[0] if len(found) == 1 else None


def financial_years(text: str) -> tuple[Span, ...]:
    """Return the financial years in a text: 2009/10, 2009-10, 2009/2010. No months, no quarters."""
    return tuple(
        span
        for match in _DATE.finditer(text)
        if match["pair"] and (span := _pair(match["p_from"], match["p_to"], match.start("pair"), match.end()))
    )


def _bare_years(text: str) -> Iterator[Span]:
    for match in _BARE_YEAR.finditer(text):
        yield Span(date(int(match.group()), 1, 1), date(int(match.group()), 12, 31), match.start(), match.end())


def _meant(match: re.Match[str], text: str, within: Span | None) -> Span | None:
    """Return the days that a match of _DATE means; None for a day that there is not."""
    try:
        if match["iso"]:
            return _days(int(match["iso_y"]), int(match["iso_m"]), int(match["iso_d"]))
        if match["num"]:
            return _days(_full(match["num_y"]), int(match["num_m"]), int(match["num_d"]))
        if match["range"]:
            return _range(match)
        if match["quarter"]:
            return _quarter(match)
        if match["pair"]:
            return _pair(match["p_from"], match["p_to"])
        return _named(match, text, within)
    except ValueError:
        return None


def _days(year: int, month: int, day: int | None, last: int | None = None) -> Span:
    """Return a day, the days up to another of the month, or the month. Raises ValueError if there is no such day."""
    first = date(year, month, day or 1)
    return Span(first, date(year, month, last or day) if day else first + relativedelta(months=1, days=-1))


def _range(match: re.Match[str]) -> Span:
    year, first, last = int(match["r_year"]), _month(match["r_month"]), _month(match["r_month2"])
    begins = _days(year if first <= last else year - 1, first, _number(match["r_day"]))
    return Span(begins.first, _days(year, last, _number(match["r_day2"])).last)


def _quarter(match: re.Match[str]) -> Span | None:
    number = int(match["q_number"] or _QUARTERS[match["q_word"].lower()])
    year, *second = re.findall(r"\d+", match["q_year"])
    if second and _pair(year, second[0]) is None:
        return None
    financial = date(int(year), _APRIL, 1) + relativedelta(months=3 * (number - 1))
    # “Q2 2009” may be of the calendar year or of the financial year.
    return Span(
        financial if second else date(int(year), 3 * number - 2, 1), financial + relativedelta(months=3, days=-1)
    )


def _pair(first: str, second: str, start: int = 0, end: int = 0) -> Span | None:
    """Return the financial year that two years name, if the second follows the first."""
    begins = int(first)
    if int(second) % 100 != (begins + 1) % 100 or (len(second) == len("2010") and int(second) != begins + 1):
        return None
    year = year_from(begins)
    return Span(year.first, year.last, start, end)


def _named(match: re.Match[str], text: str, within: Span | None) -> Span | None:
    month, day, last = _month(match["month"]), _number(match["day"]), _number(match["day2"])
    year = match["year"] or match["short"] or (match["zero"] if day else None)
    if year:
        return _days(_full(year), month, day, last)
    # Without a year, “may” and “march” are words like others.
    if within is None or not text[match.start("month")].isupper():
        return None
    for each in sorted({within.first.year, within.last.year}):
        if within.first <= date(each, month, 1) <= within.last:
            return _days(each, month, day, last)
    return None


def _part(first: date, last: date, part: str | None) -> tuple[date, date]:
    """Return the third of a span that “end of”, “mid” or “early” means."""
    third = timedelta(days=(last - first).days // 3)
    match (part or "").lower():
        case "end" | "late":
            return last - third, last
        case "beginning" | "start" | "early":
            return first, first + third
        case "mid" | "middle":
            return first + third, last - third
        case _:
            return first, last


def _month(name: str) -> int:
    return _MONTHS[name.lower()]


def _number(words: str | None) -> int | None:
    return int(words) if words else None


def _full(year: str) -> int:
    """Return a year of four digits; one of two is of this century."""
    return int(year) if len(year) == len("2009") else 2000 + int(year)
