"""Files are checked in processes of their own: one that breaks a limit or dies takes no other with it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from command import pbcgov
from obedient import Obedient, Order
from pbc_app.workers.inside import GRACE, receive, send
from pbc_app.workers.machine import ThisMachine
from pbc_app.workers.place import Allowance, CameDownError, FaultError, TooLongError, TooMuchMemoryError, in_order
from pbc_app.workers.process import WorkerProcess
from running import COMMAND, children

HERE = Path(__file__).parent
ROOT = HERE.parent
MORE = [ROOT / "corpus" / f"dev-b-0{number}.md" for number in (1, 2, 3, 5)]
CASES = [ROOT / "corpus" / f"dev-a-0{number}.md" for number in (2, 4, 6)]
KIND = ("--framework", "hertfordshire-2007", "--document", "business-case", "--rules-only")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
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
        f"pbcgov: {long_case}: it took longer than 1 second and was stopped. Save it again from the program it was "
        "made with, or give it more time: --time-limit SECONDS.\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit that a process could set for itself")
def test_a_file_that_needs_too_much_memory_is_stopped_and_the_others_go_on(tmp_path: Path) -> None:
    greedy = tmp_path / "greedy.md"
    greedy.write_text(f"{'| a ' * 5}|\n{'|---' * 5}|\n" + f"{'| a ' * 5}|\n" * 54_000, "utf-8")
    arguments = ("check", greedy, CASES[0], *KIND, "--format", "json", "--memory-limit", "512")
    run = subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert (run.returncode, paths(run.stdout)) == (2, [CASES[0].name])
    assert run.stderr == (
        f"pbcgov: {greedy}: it needed more than 512 MB of memory and was stopped. Save it again from the program it "
        "was made with, or allow more: --memory-limit MB.\n"
    )


def process(forked: bool, worker: Obedient | None = None, limits: Allowance | None = None) -> WorkerProcess[Order, Any]:
    return WorkerProcess(worker or Obedient(), limits or Allowance(), forked=forked)


KINDS = pytest.mark.parametrize("forked", [pytest.param(True, marks=on_linux), False], ids=["forked", "launched"])


@KINDS
def test_a_process_answers_one_task_after_another_and_what_it_prints_is_no_answer(forked: bool) -> None:
    with closing(process(forked)) as worker:
        data = bytes(3_000_000)
        answers = [worker.do(Order(what, data=data)) for what in ("read", "print", "read")]
    assert answers == [("read", 3_000_000), ("print", 3_000_000), ("read", 3_000_000)]


@KINDS
def test_a_process_that_dies_is_started_again_and_the_task_is_tried_once_more(forked: bool, tmp_path: Path) -> None:
    with closing(process(forked)) as worker:
        assert worker.do(Order("die", once=tmp_path / "died")) == "die, then done"
        with pytest.raises(CameDownError):
            worker.do(Order("die"))
        assert worker.do(Order("read")) == ("read", 0)


def test_a_process_that_dies_while_it_loads_is_started_again(tmp_path: Path) -> None:
    with closing(process(False, Obedient(tmp_path / "died"))) as worker:
        assert worker.do(Order("read")) == ("read", 0)
    assert (tmp_path / "died").exists()


@KINDS
def test_a_task_that_hangs_is_stopped_and_the_next_one_is_done(forked: bool) -> None:
    with closing(process(forked, limits=Allowance(seconds=1))) as worker:
        with pytest.raises(TooLongError):
            worker.do(Order("hang"))
        assert worker.do(Order("read")) == ("read", 0)


@KINDS
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit that a process could set for itself")
def test_a_task_that_swallows_memory_is_stopped_and_the_next_one_is_done(forked: bool) -> None:
    with closing(process(forked, limits=Allowance(memory=8192))) as worker:
        with pytest.raises(TooMuchMemoryError):
            worker.do(Order("swallow memory"))
        assert worker.do(Order("read")) == ("read", 0)


@KINDS
def test_a_fault_is_told_and_the_next_task_is_done(forked: bool) -> None:
    with closing(process(forked)) as worker:
        with pytest.raises(FaultError, match="ValueError: of no use"):
            worker.do(Order("fail"))
        assert worker.do(Order("read")) == ("read", 0)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no alarm")
def test_a_task_that_nobody_stops_any_more_ends_by_itself() -> None:
    """As when the first process was killed by force."""
    with subprocess.Popen(
        [sys.executable, "-m", "pbc_app.workers.inside"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=HERE
    ) as alone:
        assert alone.stdin and alone.stdout
        send(alone.stdin, (Obedient(), Allowance(seconds=1 - GRACE)))
        assert receive(alone.stdout) == (True, None)
        send(alone.stdin, Order("hang"))
        assert alone.wait() == -signal.SIGALRM


def test_results_come_in_order_and_no_more_tasks_are_begun_than_are_needed(tmp_path: Path) -> None:
    begun: list[int] = []
    ended: list[int] = []
    orders = [Order("hang" if number == 3 else "read", data=bytes(number)) for number in range(40)]
    with ThisMachine(Obedient(), Allowance(seconds=2), jobs=2) as place:

        def begin(order: Order) -> Future[Any]:
            begun.append(len(order.data))
            assert len(begun) - len(ended) <= place.ahead
            return place.submit(order)

        def finished(order: Order, future: Future[Any]) -> object:
            ended.append(len(order.data))
            return future.exception() or future.result()

        results = [result for _, result in in_order(orders, begin, finished, place)]
    assert isinstance(results.pop(3), TooLongError)
    assert results == [("read", number) for number in range(40) if number != 3]
    assert begun == list(range(40))
    assert ended[-1] == 3  # the others did not wait for it


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="the children of a process are found in /proc")
@pytest.mark.parametrize("at_once", [True, False], ids=["as it starts", "as it works"])
def test_a_worker_that_is_killed_loses_no_file(at_once: bool, tmp_path: Path) -> None:
    out = tmp_path / "reports.json"
    arguments = ("check", *CASES, *MORE, *KIND, "--format", "json", "--jobs", "2", "--out", out)
    command = [*COMMAND, *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as run:
        finished = out.with_name("reports.json.partial")
        while run.poll() is None and not (children(run.pid) and (at_once or finished.is_dir())):
            time.sleep(0.001)
        os.kill(children(run.pid)[0], signal.SIGKILL)
        assert run.communicate(timeout=100)[1] == ""
    assert out.read_text("utf-8") == pbcgov("check", *CASES, *MORE, *KIND, "--format", "json").out
