"""Measuring: works run in turn, again and again, so that what else the machine does falls on all of them alike."""

from __future__ import annotations

import gc
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_PEAK = """
import json, re, time
start = time.perf_counter()
{code}
seconds = time.perf_counter() - start
status = open("/proc/self/status", encoding="utf-8").read()  # getrusage has the peak of whoever started it, too
peak = int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) / 1024
print(json.dumps([seconds, peak]))
"""


@dataclass(frozen=True, slots=True)
class Timing:
    """The median of some runs in seconds, and the quickest and slowest of them."""

    median: float
    least: float
    most: float
    runs: int


def paired(works: Mapping[str, Callable[[], object]], times: int, within: float = 60.0) -> dict[str, Timing]:
    """Return how long each work takes: all are run in turn, `times` times after one turn that is not counted.

    No further turn is begun once the turns have taken `within` seconds; where the first alone takes so long, it counts.
    """
    taken: dict[str, list[float]] = {}
    begun = time.perf_counter()
    for turn in range(times + 1):
        if turn and time.perf_counter() - begun > within:
            break
        if turn == 1:
            taken.clear()
        for name, work in works.items():
            gc.collect()
            start = time.perf_counter()
            work()
            taken.setdefault(name, []).append(time.perf_counter() - start)
    return {name: _timing(seconds) for name, seconds in taken.items()}


def _timing(seconds: list[float]) -> Timing:
    return Timing(statistics.median(seconds), min(seconds), max(seconds), len(seconds))


def command(*arguments: str, folder: str | None = None) -> Callable[[], None]:
    """Return the work of running a command; its exit status is not looked at, what it prints is dropped."""

    def run() -> None:
        subprocess.run(arguments, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)

    return run


def in_a_process(code: str) -> tuple[float, float]:
    """Return the seconds that some code takes in a fresh Python, and the most memory it had, in megabytes (Linux)."""
    printed = subprocess.run(
        [sys.executable, "-c", _PEAK.format(code=code)], capture_output=True, text=True, check=True
    ).stdout
    seconds, peak = json.loads(printed.splitlines()[-1])
    return seconds, peak


def command_in_a_process(*arguments: str) -> tuple[float, float]:
    """Return the seconds that a command takes, and the most memory that it and its workers had together, in megabytes.

    Memory is looked at ten times a second, so that a peak shorter than that may be missed. What forked workers share
    with the process they come from is counted once.
    """
    import psutil

    start = time.perf_counter()
    process = psutil.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, _taken(process))
        time.sleep(0.1)
    return time.perf_counter() - start, peak


def _taken(process: object) -> float:
    import psutil

    total = 0
    try:
        family = [process, *process.children(recursive=True)]  # type: ignore[attr-defined]
    except psutil.Error:
        return 0.0
    for each in family:
        try:
            total += each.memory_full_info().pss
        except (psutil.Error, AttributeError):
            continue  # it has ended meanwhile
    return total / 1_048_576
