"""How long the command takes to start."""

from __future__ import annotations

import sys
from pathlib import Path

from bench.performance.measuring import command, paired
from bench.performance.results import Section, Table, at_most, timing

COMMAND = str(Path(sys.executable).with_name("pbcgov"))


def measured(quick: bool) -> Section:
    """Return what starting takes, beside a Python that does nothing but import click."""
    works = {
        "Python alone": command(sys.executable, "-c", "pass"),
        "Python that imports click": command(sys.executable, "-c", "import click"),
        "`pbcgov --version`": command(COMMAND, "--version"),
        "`pbcgov --help`": command(COMMAND, "--help"),
        "`pbcgov check --help`": command(COMMAND, "check", "--help"),
    }
    times = paired(works, 5 if quick else 25)
    floor = times["Python that imports click"].median
    rows = tuple((name, timing(time), f"{time.median / floor:.2f} ×") for name, time in times.items())
    section = Section("Start", "Each command in a new process.")
    section.tables.append(Table("Starting", ("work", "time", "of Python with click"), rows))
    section.targets += [
        at_most(name, "a bare Python that imports click", times[name].median / floor, 1.5)
        for name in ("`pbcgov --version`", "`pbcgov --help`")
    ]
    return section
