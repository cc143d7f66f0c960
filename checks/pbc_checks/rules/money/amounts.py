"""The money of a submission by what it is: net savings, savings, and costs that are spent once or every year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pbc_checks.findings import Evidence
from pbc_checks.rules.matter import evidence
from pbc_checks.rules.money.stated import Quantity, Stated, surely_of_this
from pbc_checks.rules.money.sums_in_text import Sum, recurs
from pbc_checks.rules.money.table_figures import Figure

Shown = tuple[Sum | Figure, Evidence]
"""A sum of the text or of a table, with where it stands."""


@dataclass(frozen=True, slots=True)
class Money:
    """What the submission states, for a full year or without a time: each sum as often as it stands there."""

    nets: tuple[Shown, ...]
    savings: tuple[Shown, ...]
    gross: tuple[Shown, ...]  # those and savings of parts
    yearly: tuple[Shown, ...]
    once: tuple[Shown, ...]


def money_of(named: Sequence[Stated], totals: Sequence[Figure]) -> Money:
    """Return the money that a submission names in its text and totals in its tables."""
    every: list[tuple[Stated | Figure, bool, Shown]] = [
        (each, each.whole, (each.sum, evidence(each.block, each.sum.sentence)))
        for each in named
        if not each.sum.part_year and surely_of_this(each.sum.sentence)
    ]
    every.extend((each, _unmixed(each), (each, evidence(each.block))) for each in totals)

    def of(quantity: Quantity, *times: bool | None, parts: bool = False) -> tuple[Shown, ...]:
        return tuple(
            shown
            for each, whole, shown in every
            if each.quantity is quantity and each.recurs in times and not each.year and (whole or parts)
        )

    return Money(
        nets=of(Quantity.NET, True, None),
        savings=of(Quantity.SAVING, True, None),
        gross=of(Quantity.SAVING, True, None, parts=True),
        yearly=of(Quantity.COST, True, parts=True),
        once=of(Quantity.COST, False, parts=True),
    )


def _unmixed(total: Figure) -> bool:
    return not any(recurs(label) is False for label, _ in total.above)
