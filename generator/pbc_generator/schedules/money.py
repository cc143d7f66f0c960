"""Rounding and dividing sums of money so that no penny is lost."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

PENNY = Decimal("0.01")


def to_the_penny(pounds: Decimal) -> Decimal:
    """Return a sum in pounds rounded to the penny, a half penny away from zero."""
    return pounds.quantize(PENNY, ROUND_HALF_UP)


def down_to_the_penny(pounds: Decimal) -> Decimal:
    """Return a sum in pounds without its part of a penny, for sums that may not exceed a limit."""
    return pounds.quantize(PENNY, ROUND_DOWN)


def percent_of(pounds: Decimal, percentage: Decimal) -> Decimal:
    """Return a percentage of a sum in pounds, rounded to the penny."""
    return to_the_penny(pounds * percentage / 100)


def equal_parts(pounds: Decimal, number: int) -> tuple[Decimal, ...]:
    """Return a sum in pounds, to the penny, as so many parts that add up to it.

    They are equal but for a penny: what does not divide goes to the first ones. Raises ValueError for no parts, or a
    sum with part of a penny.
    """
    pennies = pounds / PENNY
    if number < 1 or pennies != pennies.to_integral_value():
        raise ValueError(f"{pounds} cannot be paid in {number} parts")
    each, left = divmod(int(abs(pennies)), number)
    sign = -1 if pounds < 0 else 1
    return tuple(sign * PENNY * (each + (1 if n < left else 0)) for n in range(number))
