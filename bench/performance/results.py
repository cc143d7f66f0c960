"""What a section of the measurements gives: tables to print, and targets with what was measured of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.performance.measuring import Timing
from pbc_generator.document import Chart


@dataclass(frozen=True, slots=True)
class Table:
    """A table to print; the first column names the row, figures stand in the others."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Target:
    """What was aimed at, what was measured, and whether that meets it."""

    work: str
    aim: str
    measured: str
    met: bool


@dataclass(slots=True)
class Section:
    """One part of the page."""

    title: str
    about: str
    tables: list[Table] = field(default_factory=list)
    charts: dict[str, Chart] = field(default_factory=dict)
    """By the name of their file."""
    targets: list[Target] = field(default_factory=list)


def at_most(work: str, what: str, ratio: float, most: float) -> Target:
    """Return the target that a ratio is at most a figure; `what` says of what it is a multiple."""
    return Target(work, f"at most {most:g} × {what}", f"{ratio:.2f} ×", ratio <= most)


def times_faster(work: str, what: str, ours: float, theirs: float, least: float) -> Target:
    """Return the target that a work is so many times faster than another."""
    ratio = theirs / ours
    aim = f"{least:g} × faster than {what}" if least > 1 else f"faster than {what}"
    return Target(work, aim, f"{ratio:.1f} × faster", ratio >= least)


def seconds(value: float) -> str:
    """Return a time as people read it: `3.2 ms`, `0.41 s`, `12.5 s`."""
    if value < 0.1:
        return f"{value * 1000:.1f} ms"
    return f"{value:.2f} s" if value < 10 else f"{value:.1f} s"


def timing(value: Timing) -> str:
    """Return the median with the quickest and slowest run."""
    return f"{seconds(value.median)} ({seconds(value.least)} to {seconds(value.most)})"


def markdown(table: Table) -> list[str]:
    """Return the lines of a table in Markdown."""
    lines = [f"**{table.title}**", "", _row(table.header), _row(["---", *["---:"] * (len(table.header) - 1)])]
    return [*lines, *map(_row, table.rows), ""]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
