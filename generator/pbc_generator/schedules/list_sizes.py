"""Whose list of patients has changed enough for a budget to be worked out again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pbc_generator.schedules.table import Column, Schedule, Unit, Value, Worked, worked_out

if TYPE_CHECKING:
    from pbc_frameworks.model import Parameter

RECALCULATE, STAYS = "May be worked out again", "Stays"


@dataclass(frozen=True, slots=True)
class ListSize:
    """A practice's registered patients when the budget was set (None where not given) and now."""

    name: str
    when_set: int | None
    now: int


def changes(practices: Sequence[ListSize], change: Parameter) -> Schedule:
    """Return how each list has changed, in patients and percent, and whether that reaches the change that counts."""
    given = [Column("Patients when the budget was set", Unit.PATIENTS), Column("Patients now", Unit.PATIENTS)]
    percent = Column("Change in percent", Unit.PERCENT, "C ÷ A", total=False)
    what = Column(
        "Budget by capitation", Unit.WORDS, f"again if D is {change} or more either way", change.source, False
    )
    worked = [
        Worked(Column("Change", Unit.PATIENTS, "B − A"), (0, 1), lambda before, now: now - before),
        Worked(percent, (2, 0), lambda changed, before: changed / before * 100),
        Worked(what, (3,), lambda percentage: RECALCULATE if abs(percentage) >= change.value else STAYS),
    ]
    rows: list[tuple[str, tuple[Value, ...]]] = [
        (each.name, (None if each.when_set is None else Decimal(each.when_set), Decimal(each.now)))
        for each in practices
    ]
    return worked_out(rows, given, worked)
