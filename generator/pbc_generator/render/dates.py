"""Dates as the NHS writes them, whatever the language of the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def long_date(day: date) -> str:
    """Return a date as printed: `1 April 2007`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
