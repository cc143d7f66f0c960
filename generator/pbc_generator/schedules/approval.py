"""Which way a proposal goes for approval, by its value."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal


def route(value: Decimal, ceilings: Sequence[Decimal | None]) -> int:
    """Return the place, from 0, of the first route whose ceiling a value in pounds does not exceed.

    `ceilings` rise; the last is None and takes every value. Raises ValueError for a value below nothing.
    """
    if value < 0:
        raise ValueError(f"a proposal cannot be worth {value} pounds")
    return next(place for place, ceiling in enumerate(ceilings) if ceiling is None or value <= ceiling)
