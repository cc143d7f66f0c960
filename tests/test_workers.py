"""Files are checked in processes of their own: one that breaks a limit or dies takes no other with it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from command import pbcgov
from pbc_app.workers.machine import ThisMachine
from pbc_app.workers.place import Limits, TooMuchMemoryError
from pbc_app.working import Checker, Task
from pbc_frameworks.load import Library

ROOT = Path(__file__).parents[1]
CASES = [ROOT / "corpus" / f"dev-a-0{number}.md" for number in (2, 4, 6)]
KIND = ("--framework", "hertfordshire-2007", "--document", "business-case", "--rules-only")
SENTENCE = "The clinic costs £48,200 a year and is paid from freed-up resources, as the PBC group agreed in May 2009. "


@pytest.fixture
def long_case(tmp_path: Path) -> Path:
    """Return a submission of several hundred pages."""
    path = tmp_path / "long.md"
    path.write_text("\n\n".join(f"## Part {n}\n\n{SENTENCE * 40}" for n in range(300)), encoding="utf-8")
    return path


def paths(printed: str) -> list[str]:
    return [Path(report["submission"]["path"]).name for report in json.loads(printed)["reports"]]


def test_reports_come_in_the_order_of_the_files_however_many_work_at_once() -> None:
    one = pbcgov("check", *CASES, *KIND, "--format", "json")
    two = pbcgov("check", *CASES, *KIND, "--format", "json", "--jobs", "3")
    assert paths(one.out) == [case.name for case in CASES]
    assert (two.status, two.out) == (one.status, one.out)


def test_a_file_that_takes_too_long_is_stopped_and_the_others_go_on(long_case: Path) -> None:
    result = pbcgov("check", long_case, CASES[0], *KIND, "--format", "json", "--time-limit", "1")
    assert (result.status, paths(result.out)) == (2, [CASES[0].name])
    assert result.err == (
        f"pbcgov: {long_case}: it took longer than 1 seconds and was stopped. Save it again from the program it was "
        "made with, or give it more time: --time-limit SECONDS.\n"
    )


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="what this process has taken of memory is found in /proc")
def test_a_file_that_needs_too_much_memory_is_stopped_and_the_others_go_on() -> None:
    """A worker begins with what this process has taken; the limit leaves it room for a page, and not for hundreds."""
    Checker(Library()).prepare()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    taken = pages * os.sysconf("SC_PAGE_SIZE") // 1_048_576
    cell = b"| words of a cell | and of another |\n"
    greedy = Task("greedy.md", b"| a | b |\n|---|---|\n" + cell * 70_000)
    with ThisMachine(Checker(Library()), Limits(seconds=120, memory=taken + 100), jobs=1) as place:
        futures = [place.submit(task) for task in (greedy, Task("empty.md", b""))]
        assert isinstance(futures[0].exception(), TooMuchMemoryError)
        assert futures[1].result().problem.startswith("empty.md: the file is empty.")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="the children of a process are found in /proc")
def test_a_worker_that_is_killed_loses_no_file(long_case: Path) -> None:
    command = [sys.executable, "-c", "from pbc_app.cli import main; main()", "check"]
    run = subprocess.Popen(
        [*command, str(long_case), str(CASES[0]), *KIND, "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
    found: list[str] = []
    while not found and run.poll() is None:
        found = [child for task in Path(f"/proc/{run.pid}/task").iterdir() for child in _children(task)]
        time.sleep(0.05)
    assert children.exists()
    os.kill(int(found[0]), signal.SIGKILL)
    out, _ = run.communicate(timeout=300)
    assert paths(out) == [long_case.name, CASES[0].name]


def _children(task: Path) -> list[str]:
    try:
        return (task / "children").read_text("ascii").split()
    except OSError:
        return []
