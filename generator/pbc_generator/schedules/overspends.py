"""Whose spending calls for a recovery plan, and whose close monitoring may end."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from pbc_generator.schedules.table import Column, Schedule, Unit, Value, Worked, worked_out

if TYPE_CHECKING:
    from pbc_frameworks.model import Parameter
    from pbc_generator.schedules.freed_up_resources import YearEnd

PLAN, WATCH, ENDS, NOTHING = "Recovery plan", "Monitoring goes on where a plan runs", "Monitoring ends", "No plan"


def overspends(practices: Sequence[YearEnd], trigger: Parameter, end: Parameter | None = None) -> Schedule:
    """Return each practice's overspend in pounds and percent of its budget, and what follows from it.

    More than the trigger calls for a recovery plan. With `end`, close monitoring goes on until the variance is within
    it.
    """
    given = [Column("Budget", Unit.POUNDS), Column("Spending", Unit.POUNDS)]
    percent = Column("Variance in percent", Unit.PERCENT, "C ÷ A", total=False)
    formula = f"a plan above {trigger}" + (f", monitoring ends within {end}" if end else "")
    what = Column("What follows", Unit.WORDS, formula, trigger.source, total=False)
    worked = [
        Worked(
            Column("Variance", Unit.POUNDS, "B − A; a minus is a saving"), (0, 1), lambda whole, spent: spent - whole
        ),
        Worked(percent, (2, 0), lambda over, whole: over / whole * 100 if whole else None),
        Worked(what, (3,), lambda over: _what_follows(over, trigger.value, end.value if end else None)),
    ]
    rows: list[tuple[str, tuple[Value, ...]]] = [(each.name, (each.budget, each.spending)) for each in practices]
    return worked_out(rows, given, worked)


def _what_follows(percentage: Decimal, trigger: Decimal, end: Decimal | None) -> str:
    if percentage > trigger:
        return PLAN
    if end is None:
        return NOTHING
    return WATCH if percentage > end else ENDS
