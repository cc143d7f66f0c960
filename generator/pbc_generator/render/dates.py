"""Dates as the NHS writes them, whatever the language of the machine."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pbc_generator.document import Document

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


def date_words(document: Document) -> str:
    """Return the date as it is printed on a document; empty for none on one page, which has no room to say so."""
    return "" if document.one_page and document.date is None else long_date(document.date)


def file_date(day: date | None) -> date:
    """Return the date for a file's properties, where Word and PDF/A insist on one; a day long past for none."""
    return day or _EARLIEST
