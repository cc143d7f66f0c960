"""How long a folder of submissions takes, in one process and in several, and how much memory all of them have."""

from __future__ import annotations

import os
import statistics
from pathlib import Path

from bench.performance.material import portfolio
from bench.performance.measuring import command_in_a_process
from bench.performance.results import Section, Table, Target, at_most, seconds
from bench.performance.starting import COMMAND

SIZES = (10, 100, 1000)
_KIND = ("--framework", "hertfordshire-2007", "--document", "business-case")


def measured(folder: Path, quick: bool) -> Section:
    """Return what `pbcgov check FOLDER` takes for ten to a thousand submissions."""
    jobs = min(os.cpu_count() or 1, 8)
    section = Section(
        "A portfolio",
        "`pbcgov check FOLDER --format json` on submissions of the corpus in Word, PDF and Markdown in turn, as a "
        "command: starting, loading, and one report with all findings are part of it. Memory is that of the command "
        "and its workers together; what forked workers share is counted once.",
    )
    taken: dict[tuple[int, int], tuple[float, float]] = {}
    for size in SIZES[:2] if quick else SIZES:
        where = portfolio(folder, size)
        for count in dict.fromkeys((1, jobs)):
            print(f"portfolio {size}, {count} at once", flush=True)
            runs = [_run(where, folder, count) for _ in range(3 if size == min(SIZES) else 1)]
            taken[size, count] = (statistics.median(run[0] for run in runs), max(run[1] for run in runs))
    rows = tuple(
        (str(size), str(count), seconds(time), seconds(time / size), f"{size / time:.1f}", f"{memory:.0f} MB")
        for (size, count), (time, memory) in taken.items()
    )
    header = ("submissions", "at once", "time", "a submission", "submissions a second", "memory")
    section.tables.append(Table("A folder of submissions", header, rows))
    _targets(section, taken, jobs)
    return section


def _run(where: Path, folder: Path, jobs: int) -> tuple[float, float]:
    out = str(folder / "portfolio.json")
    options = (*_KIND, "--format", "json", "--out", out, "--force", "--jobs", str(jobs))
    return command_in_a_process(COMMAND, "check", str(where), *options)


def _targets(section: Section, taken: dict[tuple[int, int], tuple[float, float]], jobs: int) -> None:
    for small, large in ((10, 100), (100, 1000)):
        if (large, 1) in taken:
            ratio = taken[large, 1][0] / taken[small, 1][0]
            section.targets.append(at_most(f"{large:,} submissions", f"the time of {small}", ratio, 11))
    if (1000, jobs) in taken and jobs > 1:
        ratio = taken[1000, 1][0] / taken[1000, jobs][0]
        aim = 0.9 * jobs
        section.targets.append(
            Target(
                f"1,000 submissions on {jobs} cores", f"{aim:g} × faster than on one", f"{ratio:.2f} ×", ratio >= aim
            )
        )
