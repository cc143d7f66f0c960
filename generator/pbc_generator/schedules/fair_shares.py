"""How far budgets are from the fair share, and how far they may move towards it in the year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pbc_generator.schedules.money import down_to_the_penny
from pbc_generator.schedules.table import Column, Schedule, Unit, Worked, worked_out

if TYPE_CHECKING:
    from pbc_frameworks.model import Parameter

ABOVE, BELOW, WITHIN = "Above the range", "Below the range", "Within the range"


@dataclass(frozen=True, slots=True)
class Shares:
    """A practice's indicative budget and its fair share by the national tool, in pounds; None where not given."""

    name: str
    budget: Decimal | None
    fair_share: Decimal | None


def distances(practices: Sequence[Shares], tolerance: Parameter, movement: Parameter | None = None) -> Schedule:
    """Return each practice's distance from its fair share in pounds and percent, and whether it is tolerated.

    With `movement`, a percentage of the budget, also the largest movement of the year: towards the edge of the
    tolerated range, never past it, never more than the cap. A minus lowers the budget.
    """
    given = [Column("Indicative budget", Unit.POUNDS), Column("Fair share", Unit.POUNDS)]
    percent = Column("Distance in percent", Unit.PERCENT, "C ÷ B", total=False)
    place = Column(f"Within {tolerance} of the fair share", Unit.WORDS, f"B ± {tolerance}", tolerance.source, False)
    worked = [
        Worked(Column("Distance", Unit.POUNDS, "A − B"), (0, 1), lambda budget, fair: budget - fair),
        Worked(percent, (2, 1), lambda distance, fair: distance / fair * 100 if fair else None),
        Worked(place, (0, 1), lambda budget, fair: _place(budget, fair, tolerance.value)),
    ]
    if movement:
        formula = f"towards the range, at most A × {movement}"
        moved = Column("Largest movement this year", Unit.POUNDS, formula, movement.source)
        limits = (tolerance.value, movement.value)
        worked.append(Worked(moved, (0, 1), lambda budget, fair: largest_movement(budget, fair, *limits)))
    return worked_out([(each.name, (each.budget, each.fair_share)) for each in practices], given, worked)


def largest_movement(budget: Decimal, fair_share: Decimal, tolerance: Decimal, movement: Decimal) -> Decimal:
    """Return by how many pounds a budget may move in the year; `tolerance` and `movement` in percent.

    It never exceeds the cap, so a part of a penny is left off.
    """
    low, high = _range(fair_share, tolerance)
    cap = budget * movement / 100
    if budget > high:
        return -down_to_the_penny(min(budget - high, cap))
    if budget < low:
        return down_to_the_penny(min(low - budget, cap))
    return Decimal(0)


def _range(fair_share: Decimal, tolerance: Decimal) -> tuple[Decimal, Decimal]:
    return fair_share * (100 - tolerance) / 100, fair_share * (100 + tolerance) / 100


def _place(budget: Decimal, fair_share: Decimal, tolerance: Decimal) -> str:
    low, high = _range(fair_share, tolerance)
    return ABOVE if budget > high else BELOW if budget < low else WITHIN
