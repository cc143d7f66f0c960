"""Dates as the NHS writes them, whatever the language of the machine."""

from __future__ import annotations

from datetime import date

_EARLIEST = date(1980, 1, 1)

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


def long_date(day: date | None) -> str:
    """Return a date as printed: `1 April 2007`; `Undated` for none."""
    if day is None:
        return "Undated"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def file_date(day: date | None) -> date:
    """Return the date for a file's properties, where Word and PDF/A insist on one; a day long past for none."""
    return day or _EARLIEST
