"""What each practice pays into a contingency fund or a risk pool: a percentage of its budget."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from pbc_generator.schedules.money import percent_of
from pbc_generator.schedules.table import Column, Schedule, Unit, Worked, worked_out

if TYPE_CHECKING:
    from pbc_frameworks.model import Parameter


def contributions(
    budgets: Sequence[tuple[str, Decimal | None]], budget: str, share: Parameter, most: Parameter | None = None
) -> Schedule:
    """Return each practice's contribution in pounds, and what is left of its budget.

    `budgets` are pairs of a practice and its budget in pounds; `budget` names that budget ("Acute budget"). With
    `most` the source gives a range, and the least and the most are printed side by side.
    """
    given = [Column(budget, Unit.POUNDS)]
    if most:
        worked = [_share("At the least", share), _share("At the most", most)]
    else:
        left = Column("Left to commission with", Unit.POUNDS, "A − B")
        worked = [_share("Contribution", share), Worked(left, (0, 1), lambda whole, paid: whole - paid)]
    return worked_out([(name, (value,)) for name, value in budgets], given, worked)


def _share(title: str, share: Parameter) -> Worked:
    column = Column(title, Unit.POUNDS, f"A × {share}", share.source)
    return Worked(column, (0,), lambda whole: percent_of(whole, share.value))
