"""Sums of money as people write them: £1,234.56, £120k, £1.2m, (450) in a table."""

from __future__ import annotations

import re
from decimal import Decimal

_TIMES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000, "bn": 1_000_000_000}
# A row of digits beyond any sum of money is none: arithmetic to the penny gives up on it.
_FIGURES = r"\d{1,10}(?!\d)(?:,\d{3}){0,3}(?!,\d{3})(?:\.\d{1,9}(?!\d))?"
SUM = re.compile(rf"£\s?({_FIGURES})(?:\s?(k|m|bn|million|thousand)\b)?", re.IGNORECASE)
_CELL = re.compile(rf"(?:£\s?(?=[(–−-]))?(\()?([-–−])?\s?£?\s?({_FIGURES})\s?(k|m|bn)?\)?", re.IGNORECASE)


def in_pounds(match: re.Match[str]) -> Decimal:
    """Return a match of SUM in pounds."""
    return _pounds(match.group(1), match.group(2))


def cell_amount(cell: str) -> Decimal | None:
    """Return the amount that a table cell holds, in its own unit; None where it holds anything but one number."""
    match = _CELL.fullmatch(cell.strip())
    if match is None:
        return None
    amount = _pounds(match.group(3), match.group(4))
    return -amount if match.group(1) or match.group(2) else amount


def decimals(cell: str) -> int:
    """Return how many digits a cell has after the point; thousands as "k" count as having fewer than none."""
    match = _CELL.fullmatch(cell.strip())
    if match is None:
        return 0
    after = len(match.group(3).partition(".")[2])
    return after - {"k": 3, "m": 6, "bn": 9}.get((match.group(4) or "").lower(), 0)


def said(amount: Decimal) -> str:
    """Return an amount as a table has it: 12,345 or 12,345.60."""
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"


def _pounds(figures: str, unit: str | None) -> Decimal:
    return Decimal(figures.replace(",", "")) * _TIMES.get((unit or "").lower(), 1)
