"""Dates that follow from others: decisions from the day of submission, reviews from the day something starts.

A date by which something is to be done is brought forward to a working day: Monday to Friday, without the bank
holidays of England.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays
from dateutil.relativedelta import relativedelta

_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when something is to be done, and how many working days there are for it after the first day."""

    day: date
    working_days: int


def is_working_day(day: date) -> bool:
    """Return whether a day is neither at the weekend nor a bank holiday in England."""
    return day.weekday() <= _FRIDAY and day not in _holidays(day.year)


@cache
def _holidays(year: int) -> frozenset[date]:
    """Return the bank holidays of England in a year; making the calendar takes milliseconds each time."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def weeks_after(submitted: date, weeks: int) -> Deadline:
    """Return by when a submission is to be decided that has so many weeks: the last working day within them."""
    return _deadline(submitted, submitted + timedelta(weeks=weeks))


def months_after(start: date, months: int) -> Deadline:
    """Return by when something is to be reviewed so many months after it starts: the last working day within them."""
    return _deadline(start, start + relativedelta(months=months))


def _deadline(first: date, last: date) -> Deadline:
    while last > first and not is_working_day(last):
        last -= timedelta(days=1)
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return Deadline(last, sum(map(is_working_day, days)))
