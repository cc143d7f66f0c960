"""`pbcgov report`: three readers, from kept reports or from submissions, in the formats that each reader uses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import html

from command import pbcgov
from made_reports import finding, report, rule
from pbc_checks.findings import Report, Severity, Status
from pbc_checks.report.checklist import checklist_text
from pbc_checks.report.json_report import json_report

HERTFORDSHIRE = ("--framework", "hertfordshire-2007", "--document", "business-case", "--rules-only")
CASE = "# Skin clinic\n\n## Service\n\nA weekly clinic at Mill Lane for 400 patients, run by Dr Ash.\n"
ONE = report(finding("service"), finding("risks", Status.ABSENT), name="a/case.md", title="One")
_CHECKLISTS = ["case-checklist-md.pdf", "case-checklist-md.txt", "case-checklist.pdf", "case-checklist.txt"]
TWO = report(finding("service", Status.PARTIAL), name="b/case.md", title="Two")


def kept(path: Path, *reports: Report, problems: dict[str, str] | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json_report(reports, problems or {}, "1"), encoding="utf-8")
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def sheet(path: Path, name: str) -> list[dict[str, Any]]:
    headings, *rows = openpyxl.load_workbook(path)[name].iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_a_checklist_is_printed_from_a_kept_report(tmp_path: Path) -> None:
    result = pbcgov("report", kept(tmp_path / "r.json", ONE, TWO), "--for", "practice")
    assert (result.status, result.err) == (0, "")
    assert result.out == f"{checklist_text(ONE)}\n{checklist_text(TWO)}"


@pytest.mark.parametrize(
    ("reader", "formats", "made"),
    [
        ("practice", " Pdf , TEXT,pdf", _CHECKLISTS),
        ("lead", "html", ["case-appraisal-md.html", "case-appraisal.html"]),
        ("board", "html,xlsx", ["board-paper.html", "findings.xlsx"]),
    ],
)  # fmt: skip
def test_each_reader_gets_what_was_asked_for_and_nothing_is_overwritten(
    reader: str, formats: str, made: list[str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    asked = ("report", kept(tmp_path / "r.json", ONE, TWO), "--for", reader, "--format", formats, "--out", out)
    assert pbcgov(*asked).status == 0
    assert names(out) == made
    first = {path.name: path.read_bytes() for path in out.iterdir()}
    again = pbcgov(*asked)
    assert (again.status, "These files exist already and were left as they are" in again.err) == (2, True)
    assert pbcgov(*asked, "--force").status == 0
    assert {path.name: path.read_bytes() for path in out.iterdir()} == first


def test_each_report_has_the_review_that_lies_beside_it(tmp_path: Path) -> None:
    """Two folders, each with a report on a file of the same name, and each with its own review."""
    one = kept(tmp_path / "a" / "r.json", report(finding("service"), name="case.md", title="One"))
    other = report(finding("service", quote="Another clinic."), name="case.md", title="Two")
    data = json.loads(json_report([other], {}, "1"))
    data["reports"][0]["submission"]["sha256"] = "2" * 64
    two = tmp_path / "b" / "r.json"
    two.parent.mkdir()
    two.write_text(json.dumps(data), encoding="utf-8")
    pbcgov("review", one, "--set", "service=absent", "--comment", "No premises.")
    pbcgov("review", two, "--set", "service=partial")
    assert pbcgov("report", one, two, "--for", "board", "--format", "xlsx", "--out", tmp_path).status == 0
    rows = sheet(tmp_path / "findings.xlsx", "Verdicts")
    assert [(row["Submission"], row["Verdict that counts"], row["Assessor's comment"]) for row in rows] == [
        ("One", "Absent", "No premises."),
        ("Two", "Partly met", None),
    ]


def test_a_report_that_is_given_twice_counts_once(tmp_path: Path) -> None:
    path = kept(tmp_path / "r.json", ONE)
    result = pbcgov("report", path, path, "--for", "practice")
    assert (result.out, result.err) == (
        checklist_text(ONE),
        "Note: a/case.md was reported on twice; the first report counts.\n",
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with two submissions, a list of what is known of them, a kept report and a stray file."""
    folder = tmp_path_factory.mktemp("submissions")
    (folder / "skin.md").write_text(CASE, encoding="utf-8")
    (folder / "leg.md").write_text(CASE.replace("Skin", "Leg"), encoding="utf-8")
    (folder / "settings.json").write_text("{}", encoding="utf-8")
    (folder / "submissions.yaml").write_text(
        "framework: hertfordshire-2007\ndocument: business-case\nsubmitted: 2010-01-11\nsubmissions:\n"
        "  - {file: leg.md, from: Mill Lane, title: Leg ulcers, submitted: 2010-01-18}\n",
        encoding="utf-8",
    )
    return folder


def test_a_folder_is_checked_by_what_its_list_says(folder: Path, tmp_path: Path) -> None:
    result = pbcgov("report", folder, "--for", "board", "--rules-only", "--format", "xlsx", "--out", tmp_path)
    assert (result.status, result.err) == (0, f"Note: {folder / 'settings.json'} is not a report and was left out.\n")
    found = sheet(tmp_path / "findings.xlsx", "Submissions")
    assert [(row["Submission"], row["From"], row["Submitted"].date().isoformat()) for row in found] == [
        ("Leg ulcers", "Mill Lane", "2010-01-18"),
        ("Skin clinic", None, "2010-01-11"),
    ]


def test_check_takes_a_folder_by_its_list_too_and_report_checks_nothing_again(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    assert pbcgov("check", folder, "--rules-only", "--format", "json", "--out", path).status == 1
    data = json.loads(path.read_text("utf-8"))
    assert [(each["submission"]["title"], each["submitted"]) for each in data["reports"]] == [
        ("Leg ulcers", "2010-01-18"),
        ("Skin clinic", "2010-01-11"),
    ]
    for name in ("leg.md", "skin.md"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    (tmp_path / "submissions.yaml").write_text("submissions:\n- {file: leg.md, from: High Street}\n", encoding="utf-8")
    result = pbcgov("report", tmp_path, "--for", "practice")
    assert result.out == pbcgov("report", path, "--for", "practice").out
    assert result.err == (
        f"Note: {tmp_path / 'leg.md'}: its kept report says otherwise on from whom it comes, and counts. Check the "
        "submission again to change that.\n"
    )


def test_a_file_that_cannot_be_checked_is_an_exception_in_the_paper(tmp_path: Path) -> None:
    path = kept(tmp_path / "r.json", ONE, problems={"C:\\PBC\\bad.pdf": "C:\\PBC\\bad.pdf: the file is damaged."})
    result = pbcgov("report", path, "--for", "board", "--format", "html", "--out", tmp_path)
    assert (result.status, result.err) == (2, "pbcgov: C:\\PBC\\bad.pdf: the file is damaged.\n")
    page = html.fromstring((tmp_path / "board-paper.html").read_bytes())
    assert "bad.pdf" in [cell.text_content().strip() for cell in page.iter("th", "td")]


def test_words_that_somebody_wrote_stay_words(tmp_path: Path) -> None:
    hostile = report(
        finding("service"),
        name='C:\\PBC\\=cmd "<b>" \n😀.md',
        title='<script>alert(1)</script> "=cmd|" ' + "y" * 500,
        checks=(rule(Severity.MUST_FIX, "<img src=x onerror=alert(1)> " * 50),),
    )
    path = kept(tmp_path / "r.json", hostile)
    for reader in ("practice", "lead", "board"):
        assert pbcgov("report", path, "--for", reader, "--format", "html", "--out", tmp_path / reader).status == 0
    pages = [path.read_text("utf-8") for path in sorted(tmp_path.rglob("*.html"))]
    assert [("<script>alert" in page, "<img src=x" in page) for page in pages] == [(False, False)] * 3
    assert names(tmp_path / "lead") == ["=cmd b 😀-appraisal.html"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--for", "practice", "--format", "xlsx"), "There is no xlsx for the practice. Choose from: text, html, pdf"),
        (("--for", "lead"), "Say where to: --out DIR."),
        (("--for", "lead", "--meeting", "2010-02-10", "--out", "out"), "--meeting goes with --for board"),
        (("--for", "board", "--date", "2010-02-10", "--out", "out"), "--date goes with other reports"),
    ],
)
def test_what_does_not_go_together_is_refused(options: tuple[str, ...], said: str, tmp_path: Path) -> None:
    result = pbcgov("report", kept(tmp_path / "r.json", ONE), *options)
    assert (result.status, said in result.err) == (2, True)


@pytest.mark.parametrize("reader", ["practice", "lead", "board"])
def test_nothing_to_report_on_is_said_and_nothing_is_written(reader: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    out = tmp_path / "out"
    nothing = kept(tmp_path / "r.json", problems={"bad.pdf": "bad.pdf: the file is damaged."})
    asked = ("--for", reader, "--format", "html", "--out", out)
    assert [pbcgov("report", source, *asked).err for source in (nothing, tmp_path / "empty", tmp_path / "none")] == [
        "pbcgov: There is nothing to report on.\nbad.pdf: the file is damaged.\n",
        f"pbcgov: There is no report and no submission in {tmp_path / 'empty'}.\n",
        f"pbcgov: There is nothing to report on.\n{tmp_path / 'none'}: there is no such file. Check the name, its "
        "ending and the folder.\n",
    ]
    assert not out.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"status": "fine"}, "reports/0/findings/0/status: 'fine' is not one of"),
        ({"unsure": "no"}, "reports/0/findings/0/unsure: 'no' is not of type 'boolean'"),
        ({"confidence": float("nan")}, "this is not a report: it is not JSON"),
    ],
)
def test_a_report_edited_by_hand_to_hold_nonsense_says_where(change: dict[str, Any], said: str, tmp_path: Path) -> None:
    data = json.loads(json_report([ONE], {}, "1"))
    data["reports"][0]["findings"][0] |= change
    (tmp_path / "r.json").write_text(json.dumps(data), encoding="utf-8")
    result = pbcgov("report", tmp_path / "r.json", "--for", "practice")
    assert (result.status, said in result.err) == (2, True)


def test_a_day_that_is_none_says_where(tmp_path: Path) -> None:
    text = json_report([ONE], {}, "1").replace("2010-01-11", "2010-13-45")
    (tmp_path / "r.json").write_text(text, encoding="utf-8")
    result = pbcgov("report", tmp_path / "r.json", "--for", "practice")
    assert (result.status, "reports/0/submitted: '2010-13-45' is not a 'date'" in result.err) == (2, True)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    path = kept(tmp_path / "r.json", ONE)
    result = pbcgov("report", path, "--for", "lead", "--format", "html", "--out", path)
    assert (result.status, f"{path} cannot be a folder: a file has that name" in result.err) == (2, True)
