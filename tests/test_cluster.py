"""The same work on a Dask cluster: a real scheduler with two workers, all processes of their own on loopback."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from command import Result, pbcgov
from pbc_app import version
from running import COMMAND

ROOT = Path(__file__).parents[1]
KIND = ("--framework", "hertfordshire-2007", "--document", "business-case", "--rules-only")
JSON = (*KIND, "--format", "json")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the processes are ended with signals")


@dataclass(frozen=True)
class Running:
    address: str
    workers: tuple[int, ...]  # process ids


@contextmanager
def running(folder: Path, workers: int = 2) -> Iterator[Running]:
    """Start a scheduler with some workers, each of one thread and without a nanny that would start it again."""
    file = folder / "scheduler.json"

    def start(stack: ExitStack, what: str, *options: str) -> int:
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--scheduler-file", str(file), *options]
        started = stack.enter_context(subprocess.Popen([*command, "--no-dashboard"], stdout=-3, stderr=-3, cwd=folder))
        stack.callback(started.kill)
        return started.pid

    with ExitStack() as stack:
        start(stack, "scheduler", "--host", "127.0.0.1", "--port", "0")
        while not file.exists() or not file.read_text("utf-8").endswith("}"):
            time.sleep(0.05)
        pids = tuple(start(stack, "worker", "--nthreads", "1", "--no-nanny") for _ in range(workers))
        yield Running(json.loads(file.read_text("utf-8"))["address"], pids)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(tmp_path_factory.mktemp("cluster")) as there:
        yield there.address


def command(*arguments: str | Path) -> Result:
    """Run the command line in a process of its own: Dask leaves threads behind."""
    run = subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, text=True, check=False, timeout=120)
    return Result(run.returncode, run.stdout, run.stderr)


def test_a_worker_that_is_killed_loses_no_file(tmp_path: Path) -> None:
    cases = [ROOT / "corpus" / f"dev-e-0{number}.{ending}" for number in range(1, 7) for ending in ("md", "docx")]
    out, partial = tmp_path / "reports.json", tmp_path / "reports.json.partial"
    with running(tmp_path) as cluster:
        asked = ("check", *cases, *JSON, "--out", out, "--scheduler", cluster.address)
        with subprocess.Popen([*COMMAND, *map(str, asked)], stdout=-3, stderr=-1, text=True) as run:
            while run.poll() is None and not any(partial.glob("*.json")):
                time.sleep(0.01)
            assert not out.exists()
            os.kill(cluster.workers[0], signal.SIGKILL)
            assert run.communicate(timeout=100)[1] == ""
    assert out.read_text("utf-8") == pbcgov("check", *cases, *JSON).out


def test_limits_and_frameworks_of_ones_own_go_with_the_work(address: str, tmp_path: Path) -> None:
    own = tmp_path / "frameworks"
    assert pbcgov("frameworks", "new", own / "ourtown-2008", "--from", "hertfordshire-2007").status == 0
    long = tmp_path / "long.md"
    long.write_text(
        "\n\n".join(f"## Part {n}\n\n{'The clinic costs £48,200 a year. ' * 60}" for n in range(400)), "utf-8"
    )
    case = ROOT / "corpus" / "dev-a-02.md"
    asked = ("--frameworks", own, "--framework", "ourtown-2008", "--document", "business-case", "--rules-only")
    there = command("check", long, case, *asked, "--format", "json", "--scheduler", address, "--time-limit", "2")
    here = pbcgov("check", case, *asked, "--format", "json")
    assert there.err == (
        f"pbcgov: {long}: it took longer than 2 seconds and was stopped. Save it again from the program it was made "
        "with, or give it more time: --time-limit SECONDS.\n"
    )
    assert (there.status, json.loads(there.out)["reports"]) == (2, json.loads(here.out)["reports"])


def test_documents_are_the_same_as_from_one_machine(address: str, tmp_path: Path) -> None:
    asked = ("--document", "agreement", "--document", "nil-return")
    options = ("generate", "--framework", "hertfordshire-2007", *asked, "--format", "docx,pdf,html", "--out")
    assert command(*options, tmp_path / "there", "--scheduler", address).status == 0
    assert command(*options, tmp_path / "processes", "--jobs", "2").status == 0
    assert pbcgov(*options, tmp_path / "here").status == 0
    here = {path.name: path.read_bytes() for path in (tmp_path / "here").iterdir()}
    for other in ("there", "processes"):
        assert {path.name: path.read_bytes() for path in (tmp_path / other).iterdir()} == here


def test_another_version_on_a_worker_is_said_and_nothing_is_sent(address: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(Path(version.__file__).parent, site / "pbc_app")
    (site / "pbc_app" / "version.py").write_text('VERSION = "9.9"\n', "utf-8")
    asked = ["check", str(ROOT / "corpus" / "dev-a-02.md"), *KIND, "--scheduler", address]
    path = os.pathsep.join([str(site), *filter(None, sys.path)])
    run = subprocess.run(
        [*COMMAND, *asked], capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": path}
    )
    assert run.returncode == 2
    assert "and this is pbcgov 9.9. Install the same version on all machines" in run.stderr
    assert len(run.stderr.splitlines()) == 1
