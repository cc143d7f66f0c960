"""The columns of a budget statement: what each holds, by the words of its header.

Finance teams word their headers each in their own way, so this is a list of words in an order: the first that fits.
What fits none has no kind, and is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from pbc_checks.rules.sums import cell_amount


class Kind(StrEnum):
    """What a column, or a row of a table with labels, holds; the values are words for a report."""

    PRACTICE = "practice"
    CODE = "practice code"
    LINE = "part of the budget"
    MONTH = "month"
    BUDGET = "budget of the year"
    BUDGET_TO_DATE = "budget to date"
    SPENDING = "spending"
    FORECAST = "forecast outturn"
    VARIANCE = "variance"
    VARIANCE_PERCENT = "variance in percent"
    FORECAST_VARIANCE = "forecast variance"
    FORECAST_VARIANCE_PERCENT = "forecast variance in percent"
    ACUTE_BUDGET = "acute budget"
    CONTRIBUTION = "contribution"
    CONTRIBUTION_PERCENT = "contribution in percent"
    LEFT = "budget after the contribution"
    FAIR_SHARE = "fair share"
    DISTANCE = "distance from the fair share"
    DISTANCE_PERCENT = "distance in percent"
    MOVEMENT = "movement towards the fair share"
    LIST_SET = "list size when the budget was set"
    LIST_NOW = "list size now"
    LIST = "list size"
    CHANGE = "change"
    CHANGE_PERCENT = "change in percent"


NAMES = frozenset({Kind.PRACTICE, Kind.CODE, Kind.LINE, Kind.MONTH})
PEOPLE = frozenset({Kind.LIST_SET, Kind.LIST_NOW, Kind.LIST})
PERCENT = {
    Kind.VARIANCE: Kind.VARIANCE_PERCENT,
    Kind.FORECAST_VARIANCE: Kind.FORECAST_VARIANCE_PERCENT,
    Kind.DISTANCE: Kind.DISTANCE_PERCENT,
    Kind.CONTRIBUTION: Kind.CONTRIBUTION_PERCENT,
    Kind.CHANGE: Kind.CHANGE_PERCENT,
}
"""What a figure in pounds or patients is called when it is given in percent."""
PERCENTAGES = frozenset(PERCENT.values())


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its place from 0; `unit` is how many pounds or patients one of its figures is, 1 or more."""

    place: int
    kind: Kind
    header: str
    unit: int = 1

    @property
    def to_date(self) -> bool:
        """Return whether the header says that the figures are of part of the year."""
        return bool(TO_DATE.search(self.header))

    @property
    def of_the_year(self) -> bool:
        """Return whether the header says that the figures are of the whole year."""
        return bool(_YEARLY.search(self.header))


_LONGEST = 90  # characters of a header; what is longer is a sentence
_MONTHS = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
TO_DATE = re.compile(
    r"to[- ]date|\bytd\b|cumulative|profiled|phased|\b(?:m|month|period|p)\s?\d{1,2}\b|\bq(?:uarter)?\s?\d\b"
    rf"|\b(?:to|at)\s(?:the\s)?(?:end\sof\s)?(?:\d\d?\s)?{_MONTHS}\b",
    re.IGNORECASE,
)
_YEARLY = re.compile(r"\bannual|indicative|full[- ]year|whole year|year[- ]end|end of year|\byear\b(?!\s?to)", re.I)
_THOUSANDS = re.compile(r"£\s?['’]?000s?\b|['’]000s?\b|\(000s?\)|£\s?ks?\b|\bthousands\b|\(k\)", re.IGNORECASE)
_MILLIONS = re.compile(r"£\s?mn?\b|£\s?millions?\b|\bmillions of pounds\b", re.IGNORECASE)
_LETTER = re.compile(r"^[A-Z][.)]\s+")
_RATE = re.compile(r"\d+(?:\.\d+)?\s?(?:%|per ?cent)", re.IGNORECASE)
_PERCENT = re.compile(r"%|per ?cent|percentage", re.IGNORECASE)
_YEAR = re.compile(r"\b20(\d\d)\b")
_FINANCIAL_YEAR = re.compile(r"\b(?:20)?(\d\d)\s?[/–-]\s?(?:20)?(\d\d)\b")

_PRACTICE = re.compile(
    r"(?:name of (?:the )?)?(?:gp |pbc |member )?(?:practices?|surger(?:y|ies))(?: names?)?|name"
    r"|(?:practice|locality|cluster|consortium) ?(?:/|and|or) ?(?:practice|locality|cluster|consortium)",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?:(?:gp|practice|surgery|national|nacs|ods|nhs) ?)*(?:codes?|no\.?|numbers?|id|ref\.?)", re.I)
_LINE = re.compile(
    r"(?:parts? of the budget|elements?|key elements?|budget (?:lines?|headings?|areas?|elements?|heads?)|lines?"
    r"|headings?|categor(?:y|ies)|services?(?: areas?)?|descriptions?|areas? of spend(?:ing)?|items?|expenditure types?"
    r"|programmes?)",
    re.IGNORECASE,
)
_MONTH = re.compile(r"months?(?: no\.?)?|periods?|month ended|month ending", re.IGNORECASE)

_OVER_UNDER = (
    r"varian|\bover\b|\bunder\b|overspen|underspen|difference|surplus|deficit|against (?:the )?(?:budget|plan)"
)
_BUDGET = r"budget|\bplan(?:ned)?\b|allocation|\bbaseline\b"
_SPENT = r"\bspen[dt]|\bactuals?\b|expenditure|outturn"
_FORECAST = r"forecast|project(?:ed|ion)|predict|\bfot\b|full[- ]year|year[- ]end|end of year"
# In order: the first pattern that is found, and whose second is not, says what a column holds. None: nothing here.
_FIGURES: tuple[tuple[re.Pattern[str], re.Pattern[str] | None, Kind | None], ...] = tuple(
    (re.compile(words, re.IGNORECASE), re.compile(but, re.IGNORECASE) if but else None, kind)
    for words, but, kind in (
        (
            r"\bper (?:head|patient|capita|1,?000|registered)\b|tariff|weighted (?:list|pop)|\bindex\b|\brank\b",
            "",
            None,
        ),
        (r"\b(?:last|previous|prior|preceding) (?:financial )?(?:year|month|quarter|period)", "budget was set", None),
        (r"\b(?:in|this|current)[- ](?:the )?month\b|\bmonthly\b", "", None),
        (r"\bwithin\b|\boutside\b|\brange\b|tolerance|what follows|status|comment|threshold", "", None),
        (r"\bspen[dt]\w* against\b", "", None),
        (r"\bremaining\b|\bbalance\b|\bavailable\b(?! to commission)|budget (?:used|spent)", "", None),
        (r"(?:\blists?\b|registered|\bpatients\b|population).*(?:change|movement|growth|difference)", "", Kind.CHANGE),
        (
            r"(?:\blists?\b|registered|\bpatients\b|population).*(?:\bset\b|baseline|opening|when)",
            "budget in|sum",
            Kind.LIST_SET,
        ),
        (
            r"(?:set|baseline|opening|original|start(?:ing)?)\b.*(?:\blist|registered|\bpatients\b|population)",
            _BUDGET,
            Kind.LIST_SET,
        ),
        (r"(?:\blists?\b|registered|\bpatients\b|population).*(?:now|current|latest|closing|today)", "", Kind.LIST_NOW),
        (r"(?:now|current|latest|closing)\b.*(?:\blist|registered|\bpatients\b|population)", "", Kind.LIST_NOW),
        (
            r"\blist ?sizes?\b|\bregistered (?:list|patients|population)\b|^(?:number of )?patients$|\bpractice list\b",
            "",
            Kind.LIST,
        ),
        (r"\blists?\b|registered|\bpatients\b|population", "", None),
        (
            r"\bdistance\b|\bdft\b|(?:from|above|over|under|below|to|and) (?:the )?(?:fair|target|capitation)",
            "movement|shift|pace",
            Kind.DISTANCE,
        ),
        (r"\bmovement\b|pace of change|\bshift\b", "", Kind.MOVEMENT),
        (r"fair[- ]shares?|\bcapitation\b|\btarget\b", _SPENT, Kind.FAIR_SHARE),
        (
            r"left to commission|(?:net of|after)\b.*(?:contingenc|top[- ]?slic|risk|contribution)"
            r"|available to commission|\bnet (?:indicative )?budget",
            _SPENT,
            Kind.LEFT,
        ),
        (r"(?:before|gross of|excluding|including)\b.*(?:contingenc|top[- ]?slic|risk)", "", Kind.BUDGET),
        (
            r"contingenc|risk[- ](?:pool|shar|reserve)|top[- ]?slic|contribution",
            r"spent|spend|drawn|used?\b|claim|call|released|least|most|minimum|maximum|varian",
            Kind.CONTRIBUTION,
        ),
        (r"contingenc|risk[- ]pool|risk[- ]shar|top[- ]?slic|contribution", "", None),
        (
            r"(?:\bacute\b|secondary care|hospital).*(?:budget|baseline|allocation)|budget.*\bacute\b|^acute$",
            rf"{_SPENT}|{_OVER_UNDER}",
            Kind.ACUTE_BUDGET,
        ),
        (r"\bacute\b|secondary care|hospital|prescribing|non[- ]acute|community", "", None),
        (rf"(?:{_FORECAST}).*(?:{_OVER_UNDER})|(?:{_OVER_UNDER}).*(?:{_FORECAST})", "", Kind.FORECAST_VARIANCE),
        (rf"(?:full[- ]year|year[- ]end|end of year).*(?:{_BUDGET})", "forecast|outturn|project", Kind.BUDGET),
        (rf"(?:{_FORECAST})", "to date|ytd", Kind.FORECAST),
        (_OVER_UNDER, "", Kind.VARIANCE),
        (r"\bchange\b", "", Kind.CHANGE),
        (rf"(?:{_BUDGET}).*(?:{TO_DATE.pattern})|(?:{TO_DATE.pattern}).*(?:{_BUDGET})", _SPENT, Kind.BUDGET_TO_DATE),
        (_BUDGET, _SPENT, Kind.BUDGET),
        (r"historical use", "", Kind.BUDGET),
        (rf"{_SPENT}|\bcosts?\b", "", Kind.SPENDING),
    )
)
_SUM = re.compile(r"sums?(?: in pounds)?|amounts?|totals?|pounds|value", re.IGNORECASE)


def column(place: int, header: str, before: Kind | None = None) -> Column | None:
    """Return what a column holds by its header; `before` is what the column to its left holds. None if not known."""
    words = _LETTER.sub("", " ".join(header.split()))
    unit = 1_000 if _THOUSANDS.search(words) else 1_000_000 if _MILLIONS.search(words) else 1
    bare = _RATE.sub("", _MILLIONS.sub("", _THOUSANDS.sub("", words)))
    percent = bool(_PERCENT.search(bare))
    bare = re.sub(r"[£()%]|\bin pounds\b|\bin per ?cent\b", " ", bare)
    bare = " ".join(bare.split()).strip(" -–:*")
    kind = _name(bare) or _figure(bare)
    if kind in NAMES:
        return Column(place, kind, words) if not percent else None
    if percent:
        kind = PERCENT.get(kind or before or Kind.LINE) if kind or not re.search(r"[A-Za-z]{3}", bare) else None
        return Column(place, kind, words) if kind else None
    if kind is None and before is Kind.LINE and _SUM.fullmatch(bare):
        kind = Kind.BUDGET
    return Column(place, kind, words, unit) if kind else None


def unit_said(text: str) -> int:
    """Return how many pounds one figure is where a title or sentence says so: £'000 gives 1,000; else 1."""
    return 1_000 if _THOUSANDS.search(text) else 1_000_000 if _MILLIONS.search(text) else 1


def financial_year(text: str) -> int | None:
    """Return the year in which the first financial year that a text names (2009/10) begins, or None."""
    years = (match.groups() for match in _FINANCIAL_YEAR.finditer(text))
    return next((2000 + int(first) for first, second in years if int(second) == (int(first) + 1) % 100), None)


def year_of(text: str) -> int | None:
    """Return the year that a header names: the first of a financial year, or one alone; None where it names none."""
    year, match = financial_year(text), _YEAR.search(text)
    return year if year is not None or match is None else 2000 + int(match.group(1))


def is_figure(cell: str) -> bool:
    """Return whether a cell holds a figure, and no calendar year that a header may have."""
    amount = cell_amount(cell.strip().rstrip("%"))
    return amount is not None and not re.fullmatch(r"(?:19|20)\d\d", cell.strip())


def _name(words: str) -> Kind | None:
    kinds = ((_PRACTICE, Kind.PRACTICE), (_CODE, Kind.CODE), (_LINE, Kind.LINE), (_MONTH, Kind.MONTH))
    return next((kind for pattern, kind in kinds if pattern.fullmatch(words)), None)


@lru_cache(maxsize=4096)
def _figure(words: str) -> Kind | None:
    if len(words) > _LONGEST:
        return None
    for pattern, but, kind in _FIGURES:
        if pattern.search(words) and not (but and but.search(words)):
            return kind
    return None
