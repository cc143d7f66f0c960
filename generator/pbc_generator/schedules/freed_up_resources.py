"""What is left of budgets at the end of the year, and how practices and PCT share it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pbc_generator.schedules.money import percent_of
from pbc_generator.schedules.table import Column, Schedule, Unit, Value, Worked, worked_out

if TYPE_CHECKING:
    from pbc_frameworks.model import Citation, Parameter

_GIVEN = (Column("Indicative budget", Unit.POUNDS), Column("Spending", Unit.POUNDS))
_VARIANCE = Column("Left over", Unit.POUNDS, "A − B; a minus is an overspend")


@dataclass(frozen=True, slots=True)
class YearEnd:
    """A practice's indicative budget and spending of the year in pounds; None where not given."""

    name: str
    budget: Decimal | None
    spending: Decimal | None


def of_each_practice(practices: Sequence[YearEnd], practice_share: Parameter) -> Schedule:
    """Return each practice's freed-up resources in pounds, its share and the PCT's, where savings count one by one.

    A practice that overspent has none; its overspend does not lessen those of others.
    """
    freed = Column("Freed-up resources", Unit.POUNDS, "C where it is more than nothing")
    worked = [
        Worked(_VARIANCE, (0, 1), _less),
        Worked(freed, (2,), lambda left: max(left, Decimal(0))),
        *_shares(3, "D", practice_share),
    ]
    return worked_out(_rows(practices), _GIVEN, worked)


def variances(practices: Sequence[YearEnd]) -> Schedule:
    """Return what each practice has left over in pounds, to be added up where the locality counts as one."""
    return worked_out(_rows(practices), _GIVEN, [Worked(_VARIANCE, (0, 1), _less)])


def of_the_locality(locality: str, practices: Sequence[YearEnd], practice_share: Parameter, rule: Citation) -> Schedule:
    """Return the freed-up resources of a locality that is treated as one practice, and their shares, in pounds.

    If the locality as a whole overspent there are none, even where single practices saved; `rule` is where that stands.
    """
    left = variances(practices).total("Left over")
    given = [Column("Left over by the locality", Unit.POUNDS, "the total of the practices", total=False)]
    freed = Column("Freed-up resources", Unit.POUNDS, "A where it is more than nothing", rule, total=False)
    worked = [Worked(freed, (0,), lambda whole: max(whole, Decimal(0))), *_shares(1, "B", practice_share, total=False)]
    return worked_out([(locality, (left,))], given, worked)


def _shares(place: int, name: str, practice_share: Parameter, *, total: bool = True) -> list[Worked]:
    """Return the two shares of the column at `place`; the PCT's is the rest, so that no penny is lost."""
    own = Column("Practices' share", Unit.POUNDS, f"{name} × {practice_share}", practice_share.source, total)
    rest = Column("PCT's share", Unit.POUNDS, f"{name} − {chr(ord(name) + 1)}", practice_share.source, total)
    return [
        Worked(own, (place,), lambda freed: percent_of(freed, practice_share.value)),
        Worked(rest, (place, place + 1), _less),
    ]


def _rows(practices: Sequence[YearEnd]) -> list[tuple[str, tuple[Value, ...]]]:
    return [(practice.name, (practice.budget, practice.spending)) for practice in practices]


def _less(whole: Decimal, part: Decimal) -> Decimal:
    return whole - part
