"""What each level brings a group of practices: sessions, hours and money, by its population."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from pbc_generator.schedules.money import to_the_penny
from pbc_generator.schedules.table import Column, Schedule, Unit, Value, Worked, worked_out

if TYPE_CHECKING:
    from pbc_frameworks.model import Parameter

PER = Decimal(100_000)
WEEKS = 52
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Rates:
    """What a level brings a week for each 100,000 people: sessions of clinicians, hours of staff, pounds an hour."""

    sessions: Parameter
    hours: Parameter
    rate: Parameter


def resources(populations: Sequence[tuple[str, int]], rates: Rates) -> Schedule:
    """Return what one level brings each group (name, registered patients) a week, and its staff budget in pounds.

    Sessions and hours are rounded to hundredths; the money is worked out from the population itself. The year has
    52 weeks.
    """
    sessions = Column("Clinical sessions", Unit.PER_WEEK, f"A ÷ 100,000 × {rates.sessions}", rates.sessions.source)
    hours = Column("Staff hours", Unit.PER_WEEK, f"A ÷ 100,000 × {rates.hours}", rates.hours.source)
    formula = f"A ÷ 100,000 × {rates.hours} × {rates.rate}"
    budget = Column("Staff budget a week", Unit.POUNDS, formula, rates.rate.source)
    worked = [
        Worked(sessions, (0,), lambda people: _hundredths(people * rates.sessions.value / PER)),
        Worked(hours, (0,), lambda people: _hundredths(people * rates.hours.value / PER)),
        Worked(budget, (0,), lambda people: to_the_penny(people * rates.hours.value * rates.rate.value / PER)),
        Worked(Column("Staff budget a year", Unit.POUNDS, f"D × {WEEKS} weeks"), (3,), lambda weekly: weekly * WEEKS),
    ]
    rows: list[tuple[str, tuple[Value, ...]]] = [(name, (Decimal(people),)) for name, people in populations]
    return worked_out(rows, [Column("Registered patients", Unit.PATIENTS)], worked)


def _hundredths(figure: Decimal) -> Decimal:
    return figure.quantize(_HUNDREDTH, ROUND_HALF_UP)
