"""What a file may hold, and what reading it may take: both can be set, and hold in every command that reads one."""

from __future__ import annotations

import json
import time
from pathlib import Path

import openpyxl
import pytest

from command import pbcgov
from hostile.pdf import Written, written_pdf
from pbc_app.apart import apart
from pbc_app.workers.place import Allowance
from pbc_frameworks.errors import PbcgovError
from pbc_frameworks.limits import Limits, allowed, allowing

KIND = ("--framework", "hertfordshire-2007", "--document", "business-case")
SENTENCE = "The clinic costs £48,200 a year and is paid from freed-up resources, as the PBC group agreed. "


@pytest.fixture
def two_pages(tmp_path: Path) -> Path:
    path = tmp_path / "case.pdf"
    path.write_bytes(written_pdf([[Written("We propose a clinic.", 60, 780)], [Written("It costs £500.", 60, 780)]]))
    return path


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "case.txt"
    path.write_text(SENTENCE * 5, "utf-8")
    return path


def unread(printed: str) -> list[list[str]]:
    reports = json.loads(printed)["reports"]
    return [[each["what"] for each in report["submission"]["receipt"]["unread"]] for report in reports]


@pytest.mark.parametrize("more", [(), ("--jobs", "2")])
def test_fewer_pages_are_read_where_that_is_set(more: tuple[str, ...], two_pages: Path) -> None:
    arguments = ("check", two_pages, *KIND, "--rules-only", "--format", "json", *more)
    assert unread(pbcgov(*arguments).out) == [[]]
    assert unread(pbcgov(*arguments, "--limit", "pages=1").out) == [["pages after page 1"]]


def test_limits_hold_in_a_process_that_is_started_anew(two_pages: Path, tmp_path: Path) -> None:
    """Once Typst has begun its threads, workers are no copies of this process any more."""
    pbcgov("check", two_pages, *KIND, "--rules-only", "--format", "pdf", "--out", tmp_path / "first.pdf")
    arguments = ("--rules-only", "--format", "pdf", "--out", tmp_path / "second.pdf", "--limit", "words=3")
    result = pbcgov("check", two_pages, *KIND, *arguments)
    assert (result.status, result.err) == (
        2,
        f"pbcgov: {two_pages}: the file holds 7 words, and at most 3 are read. "
        "Send the submission by itself, without what it draws on.\n",
    )


def test_more_is_read_where_that_is_set(tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    long.write_text(f"{SENTENCE}\n\n" * 300 + " " * 3_000_000, "utf-8")
    arguments = ("check", long, *KIND, "--rules-only", "--format", "json")
    assert pbcgov(*arguments).err == (
        f"pbcgov: {long}: the text is larger than 3 MB, the most that is read. "
        "Send the submission by itself, without what it draws on.\n"
    )
    assert unread(pbcgov(*arguments, "--limit", "text-bytes=4MB").out) == [[]]


def test_limits_are_taken_from_the_environment(two_pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PBCGOV_LIMIT", "pages=1 words=4")
    arguments = ("check", two_pages, *KIND, "--rules-only", "--format", "json")
    assert unread(pbcgov(*arguments).out) == [["pages after page 1"]]


def test_explain_keeps_to_a_limit(text: Path) -> None:
    result = pbcgov("explain", text, "affordability", *KIND, "--rules-only", "--limit", "words=10")
    assert (result.status, result.out, result.err) == (
        2,
        "",
        f"pbcgov: {text}: the file holds 85 words, and at most 10 are read. "
        "Send the submission by itself, without what it draws on.\n",
    )


def test_inspect_keeps_to_a_limit_and_goes_on_with_the_next_file(two_pages: Path, tmp_path: Path) -> None:
    one = tmp_path / "one.pdf"
    one.write_bytes(written_pdf([[Written("We propose a clinic.", 60, 780)]]))
    result = pbcgov("inspect", two_pages, one, "--format", "json", "--limit", "pages=1")
    said = json.loads(result.out)
    assert result.status == 2
    assert [each["path"] for each in said["files"]] == [str(one)]
    assert [each["error"] for each in said["problems"]] == [
        f"{two_pages}: the file has 2 pages, and at most 1 are read. "
        "Send the submission by itself, without what it draws on."
    ]


def test_a_house_template_keeps_to_a_limit(tmp_path: Path) -> None:
    import docx

    template = tmp_path / "house.docx"
    docx.Document().save(str(template))
    result = pbcgov("house", "check", template, "--limit", "parts=3")
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(f"pbcgov: {template}: the file has ")
    assert "at most 3 are opened" in result.err


def test_an_imported_register_keeps_to_a_limit(tmp_path: Path) -> None:
    book, register = openpyxl.Workbook(), tmp_path / "register.xlsx"
    for row in [["Name", "Position", "Interest"], *[[f"Dr {n}", "Member", "A share"] for n in range(9)]]:
        book.active.append(row)
    book.save(register)
    result = pbcgov("register", "import", register, "--out", tmp_path / "register.yaml", "--limit", "rows=5")
    assert result.status == 2
    assert result.err.startswith(f"pbcgov: {register}: The sheet has more than 5 rows, the most that are read.")


def test_the_largest_limits_that_can_be_set_ask_for_no_more_than_a_file_needs(text: Path) -> None:
    limits = ("--limit", "file-bytes=999999999999MB", "--limit", "text-bytes=999999999999MB")
    result = pbcgov("check", text, *KIND, "--time-limit", "1000000", "--memory-limit", "1000000000", *limits)
    assert (result.status, result.err) == (1, "")


@pytest.mark.parametrize(
    "setting",
    [
        "pages",
        "pages=",
        "pages=0",
        "pages=-1",
        "pages=many",
        "pages=5MB",
        "page=5",
        "file-bytes=9999999999999MB",
        "file_bytes=5",
        "=5",
    ],
)
def test_what_sets_no_limit_is_refused_with_the_names_there_are(setting: str, text: Path) -> None:
    result = pbcgov("check", text, *KIND, "--limit", setting)
    assert result.status == 2
    said = " ".join(result.err.split())
    assert f"'{setting}' sets no limit." in said
    assert "file-bytes, yaml-bytes, parts, unpacked-bytes" in said


@pytest.mark.parametrize(
    "command",
    [("explain", "affordability", *KIND, "--rules-only"), ("inspect",), ("house", "check"), ("register", "import")],
    ids=lambda command: command[0],
)
def test_every_command_that_reads_a_file_has_limits_of_time_and_memory(command: tuple[str, ...]) -> None:
    names = command[: 2 if command[0] in ("house", "register") else 1]
    said = pbcgov(*names, "--help").out
    assert [
        each for each in ("--time-limit SECONDS", "--memory-limit MB", "--limit NAME=NUMBER") if each not in said
    ] == []


def test_explain_stops_at_its_limit_of_time(tmp_path: Path) -> None:
    long = tmp_path / "long.md"
    long.write_text("\n\n".join(f"## Part {n}\n\n{SENTENCE * 40}" for n in range(300)), encoding="utf-8")
    result = pbcgov("explain", long, "affordability", *KIND, "--rules-only", "--time-limit", "1")
    assert (result.status, result.out, result.err) == (
        2,
        "",
        f"pbcgov: {long}: it took longer than 1 second and was stopped. Save it again from the program it was made "
        "with, or give it more time: --time-limit SECONDS.\n",
    )


def obey(order: str, seconds: float = 0.0) -> str:
    time.sleep(seconds)
    if order == "refuse":
        raise PbcgovError("case.docx: it holds nothing. Send another.")
    if order == "fail":
        raise ValueError("no such thing")
    return f"{order}, at most {allowed().pages} pages"


def test_a_function_works_apart_and_what_is_wrong_comes_back_in_words() -> None:
    path, again = Path("case.docx"), "Save it again from the program it was made with"
    with allowing(Limits(pages=7)), apart(obey, Allowance(seconds=1)) as obeyed:
        assert obeyed(path, "read") == "read, at most 7 pages"
        with pytest.raises(PbcgovError, match=r"^case\.docx: it holds nothing\. Send another\.$"):
            obeyed(path, "refuse")
        with pytest.raises(PbcgovError, match=rf"^case\.docx: it took longer than 1 second and was stopped\. {again}"):
            obeyed(path, "sleep", 60)
        fault = r"it could not be read because of a fault in pbcgov \(ValueError: no such thing\)"
        with pytest.raises(PbcgovError, match=rf"^case\.docx: {fault}\. {again}, and report it\.$"):
            obeyed(path, "fail")
        assert obeyed(path, "read") == "read, at most 7 pages"
