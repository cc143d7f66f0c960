"""Nothing is written over a file that is read; what is written appears whole or not at all."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from command import pbcgov
from pbc_app.output import write_files
from pbc_checks.learned.model import PACKAGED
from pbc_frameworks.errors import OutputError

HERTFORDSHIRE = ("--framework", "hertfordshire-2007")
KIND = (*HERTFORDSHIRE, "--document", "business-case", "--rules-only")
OWN = ("--frameworks", "own")
PROFILE = ("--profile", "profile.yaml")


class Writes(NamedTuple):
    """A command that writes: what it is called with, one file that it would write, and all files that it reads."""

    command: tuple[str, ...]
    output: str
    reads: tuple[str, ...]


BESIDE = ("cases/profile.yaml", "cases/interests.yaml", "cases/register.yaml")
OWN_FILE = "own/ourtown-2008/framework.yaml"
COMMANDS = {
    "check": Writes(
        ("check", "cases/case.md", *KIND, *OWN, "--model", "model.json", "--format", "json",
         "--out", "out/report.json"),
        "out/report.json",
        ("cases/case.md", "model.json", OWN_FILE, *BESIDE),
    ),
    "check, on paper": Writes(
        ("check", "cases/case.md", *KIND, *PROFILE, "--register", "register.yaml", "--format", "html", "--out", "out"),
        "out/case-report.html",
        ("cases/case.md", "profile.yaml", "register.yaml"),
    ),
    "check, annotated": Writes(
        ("check", "case.docx", *KIND, "--format", "annotated", "--out", "out"),
        "out/case-annotated.docx",
        ("case.docx",),
    ),
    "check, a folder": Writes(
        ("check", "cases", *KIND, "--out", "out/report.txt"),
        "out/report.txt",
        ("cases/case.md", "cases/submissions.yaml"),
    ),
    "report": Writes(
        ("report", "report.json", "--for", "practice", *PROFILE, "--format", "html", "--out", "out"),
        "out/case-checklist.html",
        ("report.json", "report.review.yaml", "profile.yaml", "register.yaml"),
    ),
    "report, a folder": Writes(
        ("report", "kept", "--for", "board", "--format", "xlsx", "--out", "out"),
        "out/findings.xlsx",
        ("kept/report.json", "kept/report.review.yaml", "kept/submissions.yaml"),
    ),
    "compare": Writes(
        ("compare", "report.json", "report.json", "--out", "out/new.txt"), "out/new.txt",
        ("report.json", "report.review.yaml"),
    ),
    "letter": Writes(
        ("letter", "report.json", "--decision", "refuse", *PROFILE, "--house", "house.docx", "--format", "docx",
         "--out", "out"),
        "out/case-decision-letter-refuse.docx",
        ("report.json", "report.review.yaml", "house.docx", "profile.yaml", "register.yaml"),
    ),
    "generate": Writes(
        ("generate", "--framework", "ourtown-2008", *OWN, "--document", "risk-register", "--house", "house.docx",
         "--profile", "own-profile.yaml", "--format", "docx", "--out", "out"),
        "out/risk-register.docx",
        ("house.docx", "own-profile.yaml", OWN_FILE),
    ),
    "generate, the whole set": Writes(
        ("generate", *HERTFORDSHIRE, "--all", *PROFILE, "--format", "html", "--out", "out"), "out/index.html",
        ("profile.yaml", "register.yaml"),
    ),
    "register import": Writes(
        ("register", "import", "interests.xlsx", "--out", "out/register.yaml"), "out/register.yaml", ("interests.xlsx",)
    ),
    "register export": Writes(
        ("register", "export", "register.yaml", *PROFILE, "--format", "csv", "--out", "out"),
        "out/register-of-interests.csv",
        ("register.yaml", "profile.yaml"),
    ),
    "register meeting": Writes(
        ("register", "meeting", *PROFILE, "--body", "pbc-governance-committee", "--date", "2007-05-10",
         "--format", "html", "--out", "out"),
        "out/meeting-sheet-pbc-governance-committee.html",
        ("profile.yaml", "register.yaml"),
    ),
    "init": Writes(("init", "out", "--framework", "ourtown-2008", *OWN), "out/profile.yaml", (OWN_FILE,)),
    "frameworks new": Writes(
        ("frameworks", "new", "out/ourtown-2009", "--from", "ourtown-2008", *OWN), "out/ourtown-2009/framework.yaml",
        (OWN_FILE, "own/ourtown-2008/background.md"),
    ),
    "frameworks compare": Writes(
        ("frameworks", "compare", "ourtown-2008", *OWN, "--out", "out/rules.txt"), "out/rules.txt", (OWN_FILE,)
    ),
    "accuracy": Writes(
        ("accuracy", "--model", "model.json", "--out", "out/accuracy.md"), "out/accuracy.md", ("model.json",)
    ),
    "train": Writes(
        ("train", "corpus", "--output", "out/model.json", "--parts", "out/parts"), "out/parts/parts.json",
        ("corpus/a-01.md", "corpus/labels/a-01.json"),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def stage(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with all that the commands above read."""
    folder = tmp_path_factory.mktemp("stage")
    for name in ("cases", "kept", "corpus/labels"):
        (folder / name).mkdir(parents=True)
    words = "We propose a clinic in town. It costs £5,000 a year.\n"
    for name in ("case.md", "cases/case.md", "kept/case.md", "corpus/a-01.md"):
        (folder / name).write_text(words, encoding="utf-8")
    profile = (example / "profile.yaml").read_text(encoding="utf-8")
    for name in ("profile.yaml", "register.yaml"):
        shutil.copy(example / name, folder / name)
        shutil.copy(example / name, folder / "cases" / name)
    shutil.copy(example / "register.yaml", folder / "cases" / "interests.yaml")
    (folder / "cases/profile.yaml").write_text(profile.replace("register.yaml", "interests.yaml"), encoding="utf-8")
    (folder / "own-profile.yaml").write_text("framework: ourtown-2008\n", encoding="utf-8")
    for name in ("cases", "kept"):
        (folder / name / "submissions.yaml").write_text("document: business-case\n", encoding="utf-8")
    shutil.copy(example / "submission.docx", folder / "case.docx")
    shutil.copy(Path(__file__).parents[1] / "templates" / "word" / "house.docx", folder / "house.docx")
    shutil.copy(PACKAGED, folder / "model.json")
    (folder / "corpus/labels/a-01.json").write_text('{"labels": {}}', encoding="utf-8")
    assert pbcgov("frameworks", "new", folder / "own/ourtown-2008", "--from", "hertfordshire-2007").status == 0
    assert pbcgov("register", "export", folder / "register.yaml", "--out", folder).status == 0
    (folder / "register-of-interests.xlsx").rename(folder / "interests.xlsx")
    for name in ("", "kept/"):
        kept = folder / f"{name}report.json"
        assert pbcgov("check", folder / f"{name}case.md", *KIND, "--format", "json", "--out", kept).status == 1
        assert pbcgov("review", kept, "--by", "J. Lead").status == 0
    return folder


LINKS: tuple[Callable[[Path, Path], object], ...] = (os.link, os.symlink)


@pytest.mark.parametrize(("name", "read"), [(name, read) for name, each in COMMANDS.items() for read in each.reads])
def test_no_command_writes_over_what_it_reads(
    name: str, read: str, stage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(stage)
    command, output, _ = COMMANDS[name]
    before = Path(read).read_bytes()
    for link in LINKS:
        shutil.rmtree("out", ignore_errors=True)
        Path(output).parent.mkdir(parents=True)
        link(stage / read, Path(output))
        result = pbcgov(*command, "--force")
        assert (result.status, result.err.splitlines()[-1]) == (
            2, f"pbcgov: {Path(output)} is a file that is read: it is never written over. Name another file or folder.",
        )  # fmt: skip
        assert Path(read).read_bytes() == before
        assert [path for path in Path("out").rglob("*") if path.is_file()] == [Path(output)]
    shutil.rmtree("out")


def test_a_file_by_another_spelling_is_the_same_file(stage: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(stage)
    spelled = Path("cases") / ".." / "cases" / "case.md"
    result = pbcgov("check", "cases/case.md", *KIND, "--out", spelled, "--force")
    assert (result.status, result.out) == (2, "")
    assert "is a file that is read: it is never written over." in result.err


# A full disk, a file that is not to be replaced, and a run that is killed.

KINDS = [word for kind in ("risk-register", "business-case", "agreement") for word in ("--document", kind)]
GENERATE = ("generate", *HERTFORDSHIRE, *KINDS, "--format", "docx", "--force", "--out")
MAIN = "from pbc_app.cli import main; main()"
LITTLE_ROOM = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); "
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit on a file's size is a Unix one")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@LINUX
def test_where_there_is_no_room_nothing_is_written_and_the_old_files_stay(tmp_path: Path) -> None:
    made = [Path(line) for line in pbcgov(*GENERATE, tmp_path, "--draft").out.splitlines()]
    old = contents(tmp_path)
    run = subprocess.run(
        [sys.executable, "-c", LITTLE_ROOM + MAIN, *GENERATE, str(tmp_path)], capture_output=True, text=True
    )
    too_large = next(path for path in made if len(old[path.name]) > 20_000)
    assert (run.returncode, run.stdout, run.stderr) == (
        2, "",
        f"pbcgov: {too_large} cannot be written: File too large. "
        "Name another folder, or close the file if it is open in Word.\n",
    )  # fmt: skip
    assert contents(tmp_path) == old


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is needed")
@pytest.mark.parametrize("command", [("frameworks", "list"), ("checks", "list"), ("accuracy",)], ids=" ".join)
def test_a_screen_that_takes_nothing_is_one_line(command: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        run = subprocess.run([sys.executable, "-c", MAIN, *command], stdout=full, stderr=subprocess.PIPE, text=True)
    assert (run.returncode, run.stderr) == (
        2, "pbcgov: A file or the screen cannot be written: No space left on device.\n",
    )  # fmt: skip


def test_of_several_files_none_is_written_if_one_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old", encoding="utf-8")
    with pytest.raises(OutputError) as error:
        write_files({tmp_path / "a.txt": b"new", tmp_path / "nowhere" / "b.txt": b"new"})
    assert str(error.value) == (
        f"{tmp_path / 'nowhere' / 'b.txt'} cannot be written: No such file or directory. "
        "Name another folder, or close the file if it is open in Word."
    )
    assert contents(tmp_path) == {"a.txt": b"old"}


@LINUX
def test_a_run_that_is_killed_leaves_each_file_as_it_was_or_whole(tmp_path: Path) -> None:
    folder, again = tmp_path / "documents", tmp_path / "again"
    assert pbcgov(*GENERATE, folder, "--draft").status == 0
    assert pbcgov(*GENERATE, again).status == 0
    old, new = contents(folder), contents(again)
    run = subprocess.Popen([sys.executable, "-c", MAIN, *GENERATE, str(folder)], stdout=subprocess.DEVNULL)
    while run.poll() is None and not any(path.name.startswith(".pbcgov-") for path in folder.iterdir()):
        time.sleep(0.0005)
    run.send_signal(signal.SIGKILL)
    run.wait()
    found = {name: data for name, data in contents(folder).items() if not name.startswith(".pbcgov-")}
    assert found.keys() == old.keys()
    assert [name for name, data in found.items() if data not in (old[name], new[name])] == []
