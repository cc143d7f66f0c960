"""`pbcgov review`: the assessor's verdicts kept beside a report, typed into a sheet, printed in reports and letters."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from command import pbcgov
from pbc_checks.report.kept import read_kept
from pbc_checks.review.sheet import field_tag
from pbc_frameworks.tags import LONGEST_TAG

CASE = """# Community dermatology

## Service

A weekly clinic at Market Square Practice, run by a general practitioner with a special interest, for 400 patients.

## Tendering

We have not yet considered whether a tender is needed.
"""


def check(folder: Path, *options: str) -> None:
    kind = ("--framework", "hertfordshire-2007", "--document", "business-case", "--rules-only")
    case = folder / "case.md"
    pbcgov("check", case, *kind, "--format", "json", "--out", folder / "report.json", *options)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a submission, its kept report and its empty appraisal sheet."""
    folder = tmp_path_factory.mktemp("kept")
    (folder / "case.md").write_text(CASE, encoding="utf-8")
    check(folder)
    assert pbcgov("report", folder / "report.json", "--for", "lead", "--out", folder).status == 0
    return folder


@pytest.fixture
def folder(kept: Path, tmp_path: Path) -> Path:
    """Return a copy of that folder, with nothing reviewed."""
    return Path(shutil.copytree(kept, tmp_path / "work"))


def fill_in(folder: Path, typed: dict[tuple[str, str], str], *, without_tags: bool = False) -> Path:
    """Type into fields of the sheet, as Word does, and return it; LibreOffice leaves controls without tags."""
    (report,) = read_kept("r", (folder / "report.json").read_bytes()).reports
    left = {field_tag(report, requirement, name): words for (requirement, name), words in typed.items()}
    sheet = folder / "case-appraisal.docx"
    document = docx.Document(str(sheet))
    for control in document.element.body.iter(qn("w:sdt")):
        properties = control.find(qn("w:sdtPr"))
        tag = properties.find(qn("w:tag"))
        name = tag.get(qn("w:val"))
        if without_tags:
            properties.remove(tag)
        if name in left:
            properties.remove(properties.find(qn("w:showingPlcHdr")))
            first, *rest = control.iter(qn("w:t"))
            first.text = left.pop(name)
            for other in rest:
                other.text = ""
    assert left == {}
    document.save(str(sheet))
    return sheet


def said(folder: Path) -> list[str]:
    """Return the lines of the review that say something: by whom, verdicts, comments, and what has lapsed."""
    lines = [line.strip() for line in (folder / "report.review.yaml").read_text("utf-8").splitlines()]
    return [line for line in lines if line.startswith(("assessor: ", "verdict: ", "comment: ", "lapsed: "))]


TYPED = {
    ("service", "verdict"): "Partly met",
    ("service", "comment"): "No figures for follow-up.",
    ("patient-stakeholder-support", "comment"): "Ask the patients' group.",
    ("tendering", "verdict"): "not applicable",
}


@pytest.mark.parametrize("without_tags", [False, True])
def test_what_was_typed_into_the_sheet_comes_back(folder: Path, without_tags: bool) -> None:
    sheet = fill_in(folder, TYPED, without_tags=without_tags)
    result = pbcgov("review", folder / "report.json", "--from", sheet, "--by", "J. Lead")
    assert (result.status, result.err) == (0, "")
    (submission,) = read_kept("r", (folder / "report.json").read_bytes()).reports
    assert result.out.splitlines() == [
        "  service: Partly met – No figures for follow-up.",
        "  patient-stakeholder-support: no verdict – Ask the patients' group.",
        "  tendering: not applicable",
        f"Taken over from {sheet}, for {submission.submission.name}: 3 requirements.",
        f"{folder / 'report.review.yaml'}: 16 requirements, 2 with a verdict of the assessor's",
    ]
    assert said(folder) == [
        'assessor: "J. Lead"',
        "verdict: partial",
        'comment: "No figures for follow-up."',
        'comment: "Ask the patients\' group."',
        "verdict: not-applicable",
    ]


def test_a_sheet_adds_to_what_was_said_before_and_an_empty_one_changes_nothing(folder: Path) -> None:
    pbcgov("review", folder / "report.json", "--set", "service=absent", "--comment", "Too short.")
    result = pbcgov("review", folder / "report.json", "--from", folder / "case-appraisal.docx")
    assert result.out.startswith("Nothing stands in the fields of ")
    sheet = fill_in(folder, {("service", "comment"): "Far too short."})
    assert pbcgov("review", folder / "report.json", "--from", sheet).status == 0
    assert said(folder) == ["verdict: absent", 'comment: "Far too short."']


def test_a_sheet_on_another_file_or_with_another_word_is_refused_and_nothing_is_written(folder: Path) -> None:
    sheet = fill_in(folder, {("service", "verdict"): "Fine"})
    result = pbcgov("review", folder / "report.json", "--from", sheet)
    assert result.status == 2
    assert result.err.endswith(
        ": “Fine” of service is no verdict. Choose from: Met, Partly met, Absent, Placeholder, Said not done, Could "
        "not be read, Not applicable. Nothing was taken over.\n"
    )
    (folder / "case.md").write_text(CASE + "More.\n", encoding="utf-8")
    check(folder, "--force")
    result = pbcgov("review", folder / "report.json", "--from", sheet)
    assert (result.status, "holds no report on the file that this sheet was made for" in result.err) == (2, True)
    other = folder / "other.docx"
    docx.Document().save(str(other))
    result = pbcgov("review", folder / "report.json", "--from", other)
    assert (result.status, "this is not an appraisal sheet" in result.err) == (2, True)
    assert not (folder / "report.review.yaml").exists()


def test_every_tag_is_short_enough_for_word(folder: Path) -> None:
    (report,) = read_kept("r", (folder / "report.json").read_bytes()).reports
    tags = [field_tag(report, each.requirement, name) for each in report.findings for name in ("verdict", "comment")]
    assert (len(set(tags)), max(map(len, tags)) <= LONGEST_TAG) == (32, True)


def test_a_verdict_lapses_when_the_passage_changes_and_counts_again_when_it_is_back(folder: Path) -> None:
    pbcgov("review", folder / "report.json", "--set", "service=absent", "--comment", "Too short.", "--by", "J. Lead")
    (folder / "case.md").write_text(CASE.replace("weekly", "daily"), encoding="utf-8")
    check(folder, "--force")
    result = pbcgov("review", folder / "report.json")
    assert result.out.endswith(
        "1 with a verdict of the assessor's, 1 of them lapsed because the passages have changed\n"
    )
    assert said(folder) == ['assessor: "J. Lead"', "verdict: absent", 'comment: "Too short."', "lapsed: true"]
    (folder / "case.md").write_text(CASE, encoding="utf-8")
    check(folder, "--force")
    pbcgov("review", folder / "report.json")
    assert said(folder) == ['assessor: "J. Lead"', "verdict: absent", 'comment: "Too short."']


def test_a_review_is_found_when_the_submission_was_checked_from_another_folder(folder: Path) -> None:
    pbcgov("review", folder / "report.json", "--set", "service=absent")
    data = json.loads((folder / "report.json").read_text("utf-8"))
    data["reports"][0]["submission"]["path"] = "C:\\PBC\\case.md"
    (folder / "report.json").write_text(json.dumps(data), encoding="utf-8")
    pbcgov("review", folder / "report.json")
    review = (folder / "report.review.yaml").read_text("utf-8")
    assert [line for line in review.splitlines() if line.endswith('.md":')] == ['  "C:\\\\PBC\\\\case.md":']
    assert said(folder) == ["verdict: absent"]


def test_what_speaks_of_nothing_is_said(folder: Path) -> None:
    pbcgov("review", folder / "report.json", "--set", "service=absent")
    review = folder / "report.review.yaml"
    review.write_text(review.read_text("utf-8").replace("    service:", "    servise:"), encoding="utf-8")
    result = pbcgov("report", folder / "report.json", "--for", "lead", "--format", "html", "--out", folder)
    assert (result.status, "servise, of which there is no report; that has no effect." in result.err) == (0, True)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--set", "servise=met"), "There is no requirement 'servise'."),
        (("--set", "service=good"), "There is no verdict 'good'."),
        (("--set", "service"), "say REQUIREMENT=VERDICT, such as service=met."),
        (("--comment", "Why not"), "--comment goes with --set REQUIREMENT=VERDICT."),
        (("--set", "service=met", "--submission", "other.md"), "There is no submission 'other.md'."),
    ],
)
def test_a_slip_is_said_and_nothing_is_written(options: tuple[str, ...], said: str, folder: Path) -> None:
    result = pbcgov("review", folder / "report.json", *options)
    assert (result.status, said in result.err) == (2, True)
    assert not (folder / "report.review.yaml").exists()


def test_a_report_on_several_submissions_asks_which(folder: Path) -> None:
    data = json.loads((folder / "report.json").read_text("utf-8"))
    again = json.loads(json.dumps(data["reports"][0]))
    again["submission"] |= {"path": "elsewhere/second.md", "sha256": "1" * 64}
    (folder / "report.json").write_text(json.dumps({**data, "reports": [*data["reports"], again]}), encoding="utf-8")
    result = pbcgov("review", folder / "report.json", "--set", "service=absent")
    assert "holds the reports on 2 submissions. Say which: --submission" in result.err
    result = pbcgov("review", folder / "report.json", "--set", "service=absent", "--submission", "second.md")
    assert result.out.endswith("32 requirements, 1 with a verdict of the assessor's\n")


def letter(folder: Path, *options: str) -> list[list[str]]:
    """Return the rows of the letter's table of reasons."""
    out = folder / "letter"
    result = pbcgov(
        "letter", folder / "report.json", "--decision", "refuse", "--format", "docx", "--out", out, *options
    )
    assert result.status == 0
    document = docx.Document(str(out / "case-decision-letter-refuse.docx"))
    (table,) = [each for each in document.tables if each.cell(0, 0).text == "Criterion"]
    return [[cell.text.partition(" [")[0] for cell in row.cells] for row in table.rows[1:]]


def test_the_letter_gives_the_assessors_reasons_in_place_of_the_checkers(folder: Path) -> None:
    before = {row[0]: row[1:] for row in letter(folder)}
    assert "Service to be provided" not in before
    pbcgov("review", folder / "report.json", "--set", "service=absent", "--comment", "The clinic has no premises yet")
    pbcgov("review", folder / "report.json", "--set", "tendering=met")
    pbcgov("review", folder / "report.json", "--set", "risks=none", "--comment", "Say what happens in August.")
    now = {row[0]: row[1:] for row in letter(folder, "--force")}
    assert now["Service to be provided"] == [
        "The clinic has no premises yet.",
        "Show how the proposal meets the criterion: The service to be provided: what, for whom, where and how much.",
    ]
    assert now["Risks, and what they mean for the hospital"][0] == "Say what happens in August."
    assert set(before) - set(now) == {"Whether to tender"}
