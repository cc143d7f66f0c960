"""A run that is stopped keeps what it has finished, and goes on from there to the same files as one that was not."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from command import Result, pbcgov
from running import COMMAND, children

ROOT = Path(__file__).parents[1]
KIND = ("--framework", "hertfordshire-2007", "--document", "business-case", "--rules-only", "--jobs", "2")

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent as a signal")


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """Return a folder of submissions."""
    folder = tmp_path / "cases"
    folder.mkdir()
    for number in range(1, 9):
        shutil.copy(ROOT / "corpus" / f"dev-d-0{number}.md", folder)
    return folder


def stopped(partial: Path, *arguments: str | Path, least: int = 1) -> Result:
    """Return what is printed by a run that is stopped with Ctrl-C when it has finished something."""
    with subprocess.Popen([*COMMAND, *map(str, arguments)], stdout=-1, stderr=-1, text=True) as run:
        while run.poll() is None and len(list(partial.glob("*.json"))) < least:
            time.sleep(0.01)
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=60)
    return Result(run.returncode, out, err)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@on_posix
def test_one_report_on_all_is_the_same_after_a_stop(cases: Path, tmp_path: Path) -> None:
    out, partial = tmp_path / "reports.json", tmp_path / "reports.json.partial"
    asked = ("check", cases, *KIND, "--format", "json", "--out")
    ended = stopped(partial, *asked, out)
    done = len(list(partial.glob("*.json")))
    verb = "report is" if done == 1 else "reports are"
    assert (ended.status, ended.out) == (130, "")
    assert ended.err == f"Stopped: {done} of 8 {verb} finished. Go on with --resume.\n"
    assert not out.exists()
    assert pbcgov(*asked, out, "--resume").status == 1
    assert not partial.exists()
    assert pbcgov(*asked, tmp_path / "whole.json").status == 1
    assert out.read_bytes() == (tmp_path / "whole.json").read_bytes()


@on_posix
@pytest.mark.parametrize("file_format", ["docx", "html"])
def test_a_report_each_is_the_same_after_a_stop(file_format: str, cases: Path, tmp_path: Path) -> None:
    out = tmp_path / "reports"
    asked = ("check", cases, *KIND, "--format", file_format, "--date", "2008-05-03", "--out")
    assert stopped(out / "check.partial", *asked, out).status == 130
    finished = len(list((out / "check.partial").glob("*.json")))
    assert 0 < finished < 8
    resumed = pbcgov(*asked, out, "--resume")
    assert (resumed.status, resumed.out.count("finished before")) == (1, finished)
    assert pbcgov(*asked, tmp_path / "whole").status == 1
    assert files(out) == files(tmp_path / "whole")


@on_posix
def test_a_report_that_was_written_and_not_yet_kept_is_made_again(cases: Path, tmp_path: Path) -> None:
    out = tmp_path / "reports"
    asked = ("check", cases, *KIND, "--format", "html", "--date", "2008-05-03", "--out")
    stopped(out / "check.partial", *asked, out)
    for kept in (out / "check.partial").glob("*.json"):  # as if the run had been killed a moment before
        kept.rename(kept.with_name(f"{kept.name.partition('-')[0]}.begun"))
    resumed = pbcgov(*asked, out, "--resume")
    assert (resumed.status, resumed.out.count("finished before"), resumed.err) == (1, 0, "")
    assert pbcgov(*asked, tmp_path / "whole").status == 1
    assert files(out) == files(tmp_path / "whole")


@on_posix
def test_a_report_that_has_gone_is_made_again_even_on_a_file_without_words(cases: Path, tmp_path: Path) -> None:
    (cases / "a.md").write_text("***\n", "utf-8")
    out = tmp_path / "reports"
    asked = ("check", cases, *KIND, "--format", "html", "--date", "2008-05-03", "--out")
    stopped(out / "check.partial", *asked, out, least=3)
    for report in out.glob("*.html"):
        report.unlink()
    assert pbcgov(*asked, out, "--resume").status == 2
    assert pbcgov(*asked, tmp_path / "whole").status == 2
    assert files(out) == files(tmp_path / "whole")


@on_posix
def test_a_report_is_not_taken_for_that_on_a_file_of_the_same_name(cases: Path, tmp_path: Path) -> None:
    (cases / "one").mkdir()
    (cases / "two").mkdir()
    one = (cases / "dev-d-01.md").rename(cases / "one" / "case.md")
    two = (cases / "dev-d-02.md").rename(cases / "two" / "case.md")
    out = tmp_path / "reports"
    asked = (*KIND, "--format", "html", "--date", "2008-05-03", "--out")
    stopped(out / "check.partial", "check", one, two, cases, *asked, out, least=3)
    other_order = ("check", two, one, cases, *asked)
    refused = pbcgov(*other_order, out, "--resume")
    assert (refused.status, "These files exist already" in refused.err) == (2, True)
    assert pbcgov(*other_order, out, "--resume", "--force").status == 1
    assert pbcgov(*other_order, tmp_path / "whole").status == 1
    assert files(out) == files(tmp_path / "whole")


@pytest.mark.parametrize("choice", ["--resume", "--force"])
def test_what_a_stopped_run_has_left_is_not_read_by_the_run_that_removes_it(choice: str, tmp_path: Path) -> None:
    partial = tmp_path / "report.partial"
    partial.mkdir()
    (partial / "kept.json").write_text("{}", "utf-8")
    refused = pbcgov("report", partial / "kept.json", "--for", "lead", "--out", tmp_path, choice)
    assert refused == Result(
        2,
        "",
        f"pbcgov: {partial} is where this run would keep what it has finished: it is not read too. Name another folder "
        "with --out.\n",
    )
    assert (partial / "kept.json").exists()


@on_posix
def test_a_board_paper_is_the_same_after_a_stop(cases: Path, tmp_path: Path) -> None:
    out = tmp_path / "papers"
    asked = ("report", cases, "--for", "board", "--format", "html,xlsx", *KIND, "--meeting", "2008-05-03", "--out")
    assert stopped(out / "report.partial", *asked, out).status == 130
    assert files(out) == {}
    assert pbcgov(*asked, out, "--resume").status == 0
    assert pbcgov(*asked, tmp_path / "whole").status == 0
    assert files(out) == files(tmp_path / "whole")
    assert not (out / "report.partial").exists()


def test_what_a_stopped_run_has_left_is_not_passed_over(cases: Path, tmp_path: Path) -> None:
    partial = tmp_path / "reports.json.partial"
    partial.mkdir()
    asked = ("check", cases, *KIND, "--format", "json", "--out", tmp_path / "reports.json")
    assert pbcgov(*asked) == Result(
        2,
        "",
        f"pbcgov: {partial} has the finished reports of a run that was stopped. Go on with --resume, or begin again "
        "with --force.\n",
    )
    assert pbcgov(*asked, "--force").status == 1
    assert not partial.exists()


@on_posix
@pytest.mark.parametrize("change", ["the file", "what is known of it", "what it may hold", "nothing"])
def test_only_what_is_still_the_same_is_not_checked_again(change: str, cases: Path, tmp_path: Path) -> None:
    out, partial = tmp_path / "reports.json", tmp_path / "reports.json.partial"
    asked = ["check", cases, *KIND, "--format", "json", "--out", out]
    stopped(partial, *asked)
    [*kept] = sorted(partial.glob("*.json"))
    report = json.loads(kept[0].read_text("utf-8"))
    path = Path(report["reports"][0]["submission"]["path"])
    report["reports"][0]["findings"][0]["action"] = "Taken from what was kept."
    altered = json.dumps(report).encode()
    name = f"{kept[0].stem.rpartition('-')[0]}-{hashlib.sha256(altered).hexdigest()[:24]}.json"
    kept[0].rename(partial / name).write_bytes(altered)
    if change == "the file":
        path.write_text(path.read_text("utf-8") + "\n\nOne more line.\n", "utf-8")
    if change == "what is known of it":
        (cases / "submissions.yaml").write_text("submitted: 2007-04-16\n", "utf-8")
    limit = ("--limit", "pages=9") if change == "what it may hold" else ()
    assert pbcgov(*asked, "--resume", *limit).status == 1
    assert ("Taken from what was kept." in out.read_text("utf-8")) == (change == "nothing")


@on_posix
def test_a_kept_report_that_was_damaged_is_made_again(cases: Path, tmp_path: Path) -> None:
    out, partial = tmp_path / "reports.json", tmp_path / "reports.json.partial"
    asked = ("check", cases, *KIND, "--format", "json", "--out")
    stopped(partial, *asked, out)
    for kept in partial.glob("*.json"):
        kept.write_bytes(kept.read_bytes()[:100])
    assert pbcgov(*asked, out, "--resume").status == 1
    assert pbcgov(*asked, tmp_path / "whole.json").status == 1
    assert out.read_bytes() == (tmp_path / "whole.json").read_bytes()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="the children of a process are found in /proc")
def test_without_a_place_for_them_a_stop_says_that_nothing_is_kept(cases: Path) -> None:
    asked = map(str, ("check", cases, *KIND, "--format", "json"))
    with subprocess.Popen([*COMMAND, *asked], stdout=-1, stderr=-1, text=True) as run:
        while run.poll() is None and not children(run.pid):
            time.sleep(0.001)
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=60)
    assert (run.returncode, out) == (130, "")
    assert err.endswith("Nothing is kept without --out.\n")


@on_posix
def test_a_command_that_keeps_nothing_ends_with_the_status_of_a_stop_too(tmp_path: Path) -> None:
    waiting = tmp_path / "plan.docx"
    os.mkfifo(waiting)  # whoever reads it waits
    with subprocess.Popen([*COMMAND, "inspect", str(waiting)], stdout=-1, stderr=-1, text=True) as run:
        while run.poll() is None:
            try:
                writer = os.open(waiting, os.O_WRONLY | os.O_NONBLOCK)
                break
            except OSError:  # it is not yet read
                time.sleep(0.01)
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=60)
        os.close(writer)
    assert (run.returncode, out, err) == (130, "", "Stopped: nothing more was written.\n")
