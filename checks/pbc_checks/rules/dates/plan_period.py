"""The years that a plan is for, by its title; and years and ranges of years as plans write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pbc_checks.rules.matter import Matter
from pbc_checks.rules.spans import Span, year_from, year_said
from pbc_checks.submission import Block, BlockKind

_TITLE = 3  # blocks in which a title stands
_TITLE_WORDS = 16
_CENTURY = 100
_MOST_YEARS = 15  # of a range: more is no plan
_FINANCIAL = r"(?:19|20)\d\d\s?[/–-]\s?(?:(?:19|20)\d\d|\d\d)(?![\d/])"
_TO = r"\s?(?:to|until|through to|[–-])\s?"
_RANGE = re.compile(
    rf"(?<![\w/.£-])(?:(?P<first>{_FINANCIAL})(?:{_TO}(?P<last>{_FINANCIAL}))?"
    rf"|(?P<from>(?:19|20)\d\d){_TO}(?P<to>(?:19|20)\d\d))(?![\w/])"
)
PLAN = re.compile(r"\b(?:plan|strategy|strategic framework|programme)\b", re.IGNORECASE)
_NOT_ITS_OWN = re.compile(
    r"\b(?:towards|under|review of|response to|comments on|reply to|paper for|note)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Years:
    """Years that stand together, from the first to the last; `financial` if each is a financial year by its name."""

    first: int
    last: int
    financial: bool
    words: str
    start: int = 0

    @property
    def counts(self) -> tuple[int, ...]:
        """Return how many years these can be: 2009–2012 are three or four, 2009/10 to 2011/12 are three."""
        years = self.last - self.first
        return (years + 1,) if self.financial else (years, years + 1)

    @property
    def span(self) -> Span:
        """Return the days that these can mean, the longer way where a year may be financial or calendar."""
        financial = year_from(self.first, self.last - self.first + 1)
        return financial if self.financial else Span(date(self.first, 1, 1), financial.last)

    @property
    def said(self) -> str:
        """Return these years as they are written."""
        if not self.financial:
            return f"{self.first} to {self.last}"
        ends = "" if self.first == self.last else f" to {year_said(self.last)}"
        return f"{year_said(self.first)}{ends}"

    def meets(self, other: Years) -> bool:
        """Return whether these have a year in common with others."""
        return self.span.first <= other.span.last and other.span.first <= self.span.last


def years(text: str) -> Iterator[Years]:
    """Yield the years in a text: 2009/10, 2009/10 to 2011/12, 2009–2014, 2008-13. Years that cannot be are left out."""
    for match in _RANGE.finditer(text):
        found = _calendar(match["from"], match["to"]) if match["from"] else _financial(match["first"], match["last"])
        if found and 0 <= found[1] - found[0] <= _MOST_YEARS:
            yield Years(*found, match.group(), match.start())


def title_years(matter: Matter) -> tuple[Years, Block] | None:
    """Return the years that the title of a plan names, with the title; None where it names none, or several."""
    for number, block in enumerate(matter.submission.blocks[:_TITLE]):
        by_its_place = number == 0 and block.kind is BlockKind.PARAGRAPH and not block.text.endswith(".")
        if not (block.kind is BlockKind.HEADING or by_its_place) or len(block.text.split()) > _TITLE_WORDS:
            continue
        found = list(years(block.text))
        if len(found) == 1 and PLAN.search(block.text) and not _NOT_ITS_OWN.search(block.text):
            return found[0], block
    return None


def _calendar(first: str, last: str) -> tuple[int, int, bool]:
    """Return two years that are written in full; with the next one, “2009-2010”, a financial year."""
    if int(last) == int(first) + 1:
        return int(first), int(first), True
    return int(first), int(last), False


def _financial(first: str, last: str | None) -> tuple[int, int, bool] | None:
    """Return one financial year, or the range of two; “2009–11” names the years 2009 to 2011."""
    begins, ends = _pair(first), _pair(last or first)
    if begins[1] == begins[0] + 1 and ends[1] == ends[0] + 1:
        return begins[0], ends[0], True
    return (*begins, False) if last is None else None


def _pair(written: str) -> tuple[int, int]:
    first, second = re.findall(r"\d+", written)
    if len(second) == len("2009"):
        return int(first), int(second)
    century = int(first) // _CENTURY * _CENTURY
    year = century + int(second)
    return int(first), year if year > int(first) or int(first) % _CENTURY != _CENTURY - 1 else year + _CENTURY
