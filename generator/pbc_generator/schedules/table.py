"""A schedule as a table: given columns, columns worked out from them, and totals. Columns have letters, A first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pbc_frameworks.model import Citation

Value: TypeAlias = Decimal | str | None
"""A figure, a word (which route, whether outside a limit), or None where a figure it needs was not given."""


class Unit(StrEnum):
    """What the figures of a column are."""

    POUNDS = "pounds"
    PATIENTS = "patients"
    PERCENT = "percent"
    PER_WEEK = "a week"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `formula` says in words and letters how it is worked out, `source` where that rule stands.

    With `total` its figures are added up.
    """

    title: str
    unit: Unit
    formula: str = ""
    source: Citation | None = None
    total: bool = True


@dataclass(frozen=True, slots=True)
class Worked:
    """A column with how each row's figure is worked out from those of earlier columns, by their places from 0.

    `work` returns None where there is no such figure: a percentage of nothing.
    """

    column: Column
    of: tuple[int, ...]
    work: Callable[..., Value]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a schedule: what it is for, and a value for each column."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """A schedule, worked out. `totals` has a value for each column, an empty text where nothing is added up.

    It is empty where the whole schedule has no totals.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: tuple[Value, ...]

    def column(self, title: str) -> tuple[Value, ...]:
        """Return the values of a column. Raises ValueError if there is none of that title."""
        place = [column.title for column in self.columns].index(title)
        return tuple(row.values[place] for row in self.rows)

    def total(self, title: str) -> Value:
        """Return the total of a column. Raises ValueError if there is none of that title."""
        return self.totals[[column.title for column in self.columns].index(title)]


def letter(place: int) -> str:
    """Return the letter of a column by its place from 0."""
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place]


def worked_out(
    rows: Sequence[tuple[str, tuple[Value, ...]]], given: Sequence[Column], worked: Sequence[Worked]
) -> Schedule:
    """Return a schedule from its given values (a name and a value for each given column) and how to go on.

    What depends on a value that is None is None, and so is a total of which a part is.
    """
    columns = (*given, *(entry.column for entry in worked))
    lines = tuple(Row(name, _line(values, worked)) for name, values in rows)
    totals = tuple(_total(column, [line.values[n] for line in lines]) for n, column in enumerate(columns))
    return Schedule(columns, lines, totals)


def _line(given: tuple[Value, ...], worked: Sequence[Worked]) -> tuple[Value, ...]:
    values = list(given)
    for entry in worked:
        needed = [values[place] for place in entry.of]
        values.append(None if None in needed else entry.work(*needed))
    return tuple(values)


def _total(column: Column, values: Sequence[Value]) -> Value:
    if not column.total:
        return ""
    figures = [value for value in values if isinstance(value, Decimal)]
    return sum(figures, Decimal(0)) if len(figures) == len(values) else None
