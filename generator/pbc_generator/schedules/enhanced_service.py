"""Payments by the head in parts; what practices pool, and what they are paid back from the pool in instalments."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from pbc_generator.schedules.money import equal_parts, to_the_penny
from pbc_generator.schedules.table import Column, Schedule, Unit, Value, Worked, letter, worked_out

if TYPE_CHECKING:
    from pbc_frameworks.model import Parameter

_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")
LIST_SIZE = Column("List size", Unit.PATIENTS)


def payments(
    list_sizes: Sequence[tuple[str, int]], parts: Sequence[Parameter], practice_payment: Parameter | None = None
) -> Schedule:
    """Return what each practice (name, registered patients) earns by each part, and in all.

    `parts` are sums in pounds for each head. With a practice payment the sum is pooled: the payment comes back to the
    practice and the balance stays in the pool.
    """
    rows: list[tuple[str, tuple[Value, ...]]] = [(name, (Decimal(size),)) for name, size in list_sizes]
    names = ("Part one", "Part two", "Part three") if len(parts) > 1 else ("Payment",)
    worked = [
        Worked(_by_head(title, part), (0,), lambda size, rate=part.value: to_the_penny(size * rate))
        for title, part in zip(names, parts, strict=False)
    ]
    every = tuple(range(1, 1 + len(parts)))
    together = " + ".join(letter(place) for place in every)
    title = "Paid into the pool" if practice_payment else "In all"
    whole = len(parts) + 1
    worked.append(Worked(Column(title, Unit.POUNDS, together), every, lambda *sums: sum(sums, Decimal(0))))
    if practice_payment:
        rate = practice_payment.value
        worked.append(
            Worked(_by_head("Practice payment", practice_payment), (0,), lambda size: to_the_penny(size * rate))
        )
        formula = f"{letter(whole)} − {letter(whole + 1)}"
        balance = Column("Balance of the pool", Unit.POUNDS, formula)
        worked.append(Worked(balance, (whole, whole + 1), lambda pool, paid: pool - paid))
    return worked_out(rows, [LIST_SIZE], worked)


def instalments(list_sizes: Sequence[tuple[str, int]], practice_payment: Parameter, number: Parameter) -> Schedule:
    """Return each practice's payment, pounds a head, in so many instalments that add up to it.

    They are equal but for a penny that does not divide, which is paid with the first.
    """
    rows: list[tuple[str, tuple[Value, ...]]] = [(name, (Decimal(size),)) for name, size in list_sizes]
    count = int(number.value)
    payment = Worked(
        _by_head("Practice payment", practice_payment), (0,), lambda size: to_the_penny(size * practice_payment.value)
    )
    pieces = [
        Worked(
            Column(f"{_ordinal(n)} instalment", Unit.POUNDS, f"B ÷ {count}", number.source),
            (1,),
            lambda paid, n=n: equal_parts(paid, count)[n],
        )
        for n in range(count)
    ]
    return worked_out(rows, [LIST_SIZE], [payment, *pieces])


def _by_head(title: str, rate: Parameter) -> Column:
    return Column(title, Unit.POUNDS, f"A × {rate}", rate.source)


def _ordinal(place: int) -> str:
    return _ORDINALS[place] if place < len(_ORDINALS) else f"{place + 1}th"
