"""The hostile set: each file is read or refused in one line, and nothing is written but what was asked for.

What is defended, and how, is in docs/security.md; `tests/hostile/` has a generator for each file.
"""

from __future__ import annotations

import csv
import json
import os
import socket
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from command import Result, pbcgov
from hostile.registers import changed_names
from hostile.set import OTHERS, SUBMISSIONS, expected
from hostile.templates import tied_to
from hostile.word_files import with_external_references
from pbc_checks.read import read
from pbc_frameworks.register.load import load_register

FRAMEWORK = ("--framework", "hertfordshire-2007")
KIND = (*FRAMEWORK, "--document", "business-case", "--rules-only")


def written(folder: Path, family: Mapping[str, Any] | Any) -> dict[Path, bytes]:
    """Write the files of a family, and return them with what is in them."""
    made = {folder / case.name: case.make() for case in family}
    for path, data in made.items():
        path.write_bytes(data)
    return made


def there(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("family", SUBMISSIONS)
def test_each_submission_is_read_with_its_losses_said_or_refused_in_one_line(family: str, tmp_path: Path) -> None:
    files = written(tmp_path, SUBMISSIONS[family])
    result = pbcgov("check", *files, *KIND, "--format", "json", "--jobs", "2")
    said = json.loads(result.out)
    found: dict[str, Any] = {
        Path(report["submission"]["path"]).name: [each["what"] for each in report["submission"]["receipt"]["unread"]]
        for report in said["reports"]
    }
    found |= {Path(each["path"]).name: each["error"].removeprefix(f"{each['path']}: ") for each in said["problems"]}
    assert found == expected(family)
    assert result.status == 2
    assert result.err.splitlines() == [f"pbcgov: {each['error']}" for each in said["problems"]]
    assert there(tmp_path) == files


def handed(family: str, path: Path, out: Path) -> Result:
    """Return what the command for such files says of one."""
    match family:
        case "profiles":
            return pbcgov("dates", *FRAMEWORK, "--submitted", "2007-04-16", "--profile", path)
        case "templates":
            kind = ("--document", "risk-register", "--format", "docx")
            return pbcgov("generate", *FRAMEWORK, *kind, "--house", path, "--out", out)
        case "registers":
            return pbcgov("register", "import", path, "--out", out / "register.yaml")
        case _:
            return pbcgov("report", path, "--for", "lead", "--out", out)


@pytest.mark.parametrize("family", OTHERS)
def test_each_other_file_is_used_or_refused_in_one_line(family: str, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    files = written(folder, OTHERS[family])
    (folder / "letter.txt").write_text("Our own words. " * 100, encoding="utf-8")
    before = there(tmp_path)
    found: dict[str, str] = {}
    for path in files:
        result = handed(family, path, out / path.stem)
        said = result.err.removeprefix("pbcgov: ").removesuffix("\n").replace(f"{folder}{os.sep}", "")
        found[path.name] = said.removeprefix(f"{path.name}: ") if result.status else "is used"
    assert found == expected(family)
    used = {Path(name).stem for name, said in found.items() if said == "is used" and family != "profiles"}
    assert {path.relative_to(out).parts[0] for path in there(tmp_path) if path.is_relative_to(out)} == used
    assert before.items() <= there(tmp_path).items()


@pytest.mark.parametrize("family", ["word", "pdf"])
def test_each_is_inspected_and_annotated_without_harm(family: str, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    files = written(folder, SUBMISSIONS[family])
    inspected = pbcgov("inspect", *files)
    annotated = pbcgov("check", *list(files)[::4], *KIND, "--format", "annotated", "--out", out, "--jobs", "2")
    for result in (inspected, annotated):
        refused = [line for line in result.err.splitlines() if not line.startswith("Note: ")]
        assert result.status == 2
        assert [line for line in refused if not line.startswith(f"pbcgov: {folder}")] == []
        assert [line for line in refused if "fault in pbcgov" in line] == []
    assert there(folder) == files


# Nothing is fetched, and nothing in a file is run or taken for more than words.


def test_nothing_that_a_file_refers_to_is_fetched(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        case, house = tmp_path / "case.docx", tmp_path / "house.docx"
        case.write_bytes(with_external_references(address))
        house.write_bytes(tied_to(address))
        assert pbcgov("check", case, *KIND).status == 1
        assert pbcgov("inspect", case).status == 1
        assert pbcgov("house", "check", house).status == 1
        assert handed("templates", house, tmp_path / "out").status == 0
        with pytest.raises(TimeoutError):
            server.accept()
    with zipfile.ZipFile(tmp_path / "out" / "risk-register.docx") as made:
        assert [name for name in made.namelist() if b"127.0.0.1" in made.read(name)] == []


def test_words_that_begin_like_a_formula_come_in_and_go_out_as_words(tmp_path: Path) -> None:
    sheet, register = tmp_path / "interests.xlsx", tmp_path / "register.yaml"
    names = [f"{first}1+1 Dr A" for first in "=+-@＝"]
    sheet.write_bytes(changed_names(names))
    assert pbcgov("register", "import", sheet, "--out", register, "--updated", "2007-03-01").status == 0
    assert [each.name for each in load_register(register).interests] == names
    assert pbcgov("register", "export", register, "--format", "xlsx,csv", "--out", tmp_path).status == 0
    book = openpyxl.load_workbook(tmp_path / "register-of-interests.xlsx")
    cells = [row[0] for row in book.worksheets[0].iter_rows(min_row=2, max_col=1)]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in cells] == [(name, "s", True) for name in names]
    text = (tmp_path / "register-of-interests.csv").read_text(encoding="utf-8-sig")
    assert [row[0] for row in csv.reader(text.splitlines())][1:] == [f"'{name}" for name in names]


SCRIPT = "<script>alert(1)</script>"
TYPST = '#read("/etc/passwd")'
JINJA = "{{ 7 * 7 }}"


def test_words_of_a_submission_are_words_in_a_report(tmp_path: Path) -> None:
    case, page = tmp_path / "case & <b>.md", tmp_path / "report.html"
    case.write_text(f"We propose a clinic for `{SCRIPT}` at a cost of £5,000 a year.\n", encoding="utf-8")
    assert pbcgov("check", case, *KIND, "--format", "html", "--out", page).status == 1
    written_page = page.read_text(encoding="utf-8")
    assert "alert(1)" in written_page
    assert SCRIPT not in written_page
    assert "<b>.md" not in written_page


def test_words_of_a_profile_are_words_in_every_format(tmp_path: Path) -> None:
    profile, name = tmp_path / "profile.yaml", f"{SCRIPT} {TYPST} {JINJA} PCT"
    profile.write_text(f"framework: hertfordshire-2007\npct:\n  name: '{name}'\n", encoding="utf-8")
    result = pbcgov("generate", *FRAMEWORK, "--document", "risk-register", "--profile", profile, "--out", tmp_path)
    assert result.status == 0
    assert SCRIPT not in (tmp_path / "risk-register.html").read_text(encoding="utf-8")
    for ending in ("docx", "pdf"):
        path = tmp_path / f"risk-register.{ending}"
        text = " ".join(block.text for block in read(path.name, path.read_bytes()).blocks)
        assert TYPST in text
        assert JINJA in text


# Names of files.

LONG = "a" * 251
NAMES = ["two  words.txt", "Zoë’s café.txt", "-case.txt", "--help.txt", f"{LONG}.txt", "a%n{}$.txt", "..a.txt"]


def test_reports_are_written_whatever_the_names_of_submissions_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        (tmp_path / name).write_text("We propose a clinic in town.", encoding="utf-8")
    result = pbcgov("check", *KIND, "--format", "html", "--out", "out", "--", *NAMES)
    assert result.status == 1
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "two words-report.html", "Zoë’s café-report.html", "-case-report.html", "--help-report.html",
        f"{'a' * 120}-report.html", "a%n{}$-report.html", "a-report.html",
    }  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_cannot_be_printed_or_be_there_is_refused_and_the_others_go_on(tmp_path: Path) -> None:
    made = {"we\x1b[31m\nird.txt": "we\\x1b[31m\\x0aird.txt", os.fsdecode(b"caf\xe9.txt"): "caf\\xe9.txt"}
    for name in (*made, "case.txt"):
        (tmp_path / name).write_text("We propose a clinic in town.", encoding="utf-8")
    too_long = tmp_path / ("b" * 300)
    files = (*(tmp_path / name for name in made), too_long, tmp_path / "case.txt")
    out = tmp_path / "report.json"
    result = pbcgov("check", *files, *KIND, "--format", "json", "--out", out)
    said = "the name holds characters that cannot be printed. Rename the file, or its folder."
    assert result.err.splitlines() == [
        *(f"pbcgov: {tmp_path / name}: {said}" for name in made.values()),
        f"pbcgov: {too_long}: the file cannot be opened (File name too long). Check its name, or close it elsewhere.",
    ]
    reports = json.loads(out.read_text("utf-8"))["reports"]
    assert [report["submission"]["path"] for report in reports] == [str(files[-1])]


@pytest.mark.parametrize("path", ["../../../out", "/out", "C:\\out", "..\\..\\out", "CON", ".."])
def test_a_name_in_a_kept_report_leads_nowhere(path: str, tmp_path: Path) -> None:
    case, report, out = tmp_path / "case.txt", tmp_path / "in" / "report.json", tmp_path / "a" / "b" / "c"
    case.write_text("We propose a clinic in town.", encoding="utf-8")
    assert pbcgov("check", case, *KIND, "--format", "json", "--out", report).status == 1
    said = json.loads(report.read_text(encoding="utf-8"))
    said["reports"][0]["submission"]["path"] = path
    report.write_text(json.dumps(said), encoding="utf-8")
    before = there(tmp_path)
    assert pbcgov("report", report, "--for", "practice", "--format", "text", "--out", out).status == 0
    assert {file.parent for file in there(tmp_path).keys() - before.keys()} == {out}


def test_a_file_of_more_than_fifty_megabytes_is_not_read(tmp_path: Path) -> None:
    case = tmp_path / "case.docx"
    with case.open("wb") as file:
        file.truncate(50_000_001)
    larger = "larger than 50 MB, the most that is read."
    assert pbcgov("check", case, *KIND).err == (
        f"pbcgov: {case}: the file is {larger} Send the submission by itself, without what it draws on.\n"
    )
    assert pbcgov("register", "import", case, "--out", tmp_path / "r.yaml").err == (
        f"pbcgov: The Excel file {case} is {larger} Take out what does not belong in it.\n"
    )
