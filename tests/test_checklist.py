"""The practice's checklist: what to do and nothing else, the most important first, on one page."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest

from document_text import document_text
from golden import golden
from made_reports import PARTLY_READ, finding, report, rule
from pbc_checks.accessibility import inspect
from pbc_checks.findings import Report, Severity, Status
from pbc_checks.report.checklist import ToDo, checklist, checklist_text, to_do
from pbc_checks.report.wording import SEND_TEXT
from pbc_generator.render import render
from second_program.test_opened_elsewhere import convert

EVERYTHING = report(
    *(finding(status.value, status, unsure=status is Status.ABSENT) for status in Status),
    checks=(
        rule(Severity.MUST_FIX, "The rows add up to £400 and not to £450.", quote="Total | 450"),
        rule(Severity.SHOULD_FIX, "2 places still hold a placeholder.", "care", "Put in what is missing."),
        rule(Severity.NOTE, "The route is the PEC.", "approval-route"),
    ),
)
WORST = report(
    *(
        replace(
            finding(f"r{number}", Status.ABSENT), title="Clinical safety, quality and governance", action="Say. " * 40
        )
        for number in range(20)
    ),
    name=f"{'x' * 500}.docx",
    title="A very long title of a business case " * 12,
    checks=(rule(Severity.MUST_FIX, "Much does not add up. " * 100, action="Put it right. " * 300, quote="q" * 900),),
)


def test_must_fix_comes_first_then_what_is_missing_then_should_fix_then_what_is_incomplete() -> None:
    assert [(each.about, each.stands) for each in to_do(EVERYTHING)] == [
        ("Totals", "Wrong"),
        ("About placeholder", "Left open"),
        ("About said-not-done", "Not done yet"),
        ("About absent", "Missing"),
        ("About unreadable", "Not readable"),
        ("What was left in", "To put right"),
        ("About partial", "Incomplete"),
    ]


def test_of_a_file_without_a_word_there_is_one_thing_to_do() -> None:
    scanned = report(finding("risks", Status.UNREADABLE), finding("costs", Status.UNREADABLE), receipt=PARTLY_READ)
    assert [each.about for each in to_do(scanned)] == ["About risks", "About costs"]  # some of it was read
    scan = replace(scanned, submission=replace(scanned.submission, words=0))
    assert to_do(scan) == (ToDo("The whole file", "Not readable", SEND_TEXT),)


def test_the_text_says_what_to_do_and_nothing_else() -> None:
    assert checklist_text(EVERYTHING) == golden("reports/checklist.txt", checklist_text(EVERYTHING))


def test_the_page_says_what_to_do_and_nothing_else() -> None:
    written = document_text(checklist(EVERYTHING))
    assert written == golden("reports/checklist-page.txt", written)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (report(finding("risks")), "A clinic (clinic.md): there is nothing to put right.\n"),
        (
            report(finding("risks"), receipt=PARTLY_READ),
            "A clinic (clinic.md): there is nothing to put right. Part of the file could not be read: look there "
            "yourself.\n",
        ),
        (
            report(finding("risks", Status.ABSENT), title=""),
            "clinic.md: 1 thing to do, the most important first.\n\n[ ] About risks (missing): Say more of risks.\n",
        ),
        (report(document="agreement"), "A clinic (clinic.md): there is nothing to put right.\n"),
    ],
)
def test_a_submission_with_little_to_do_gets_a_short_list(made: Report, said: str) -> None:
    assert checklist_text(made) == said


def test_the_worst_submission_still_gets_one_page_and_is_told_how_much_is_left_out() -> None:
    (page,) = pypdf.PdfReader(io.BytesIO(render(checklist(WORST), "pdf"))).pages
    assert "more things: check the submission again once these are done." in " ".join(page.extract_text().split())


MANY = report(*(replace(finding(f"r{number}", Status.ABSENT), title="Costs", action="Say.") for number in range(60)))


@pytest.mark.parametrize("made", [WORST, MANY, EVERYTHING], ids=["worst", "many", "everything"])
def test_the_page_is_one_page_in_word_too(made: Report, tmp_path: Path) -> None:
    path = tmp_path / "list.docx"
    path.write_bytes(render(checklist(made, date(2010, 1, 1), "Mereford and Wealdham PCT"), "docx"))
    (printed,) = convert([path], "pdf", tmp_path)
    assert len(pypdf.PdfReader(printed).pages) == 1


def test_many_short_things_get_one_page() -> None:
    assert len(pypdf.PdfReader(io.BytesIO(render(checklist(MANY), "pdf"))).pages) == 1


def test_the_web_page_is_printed_close_and_says_no_word_of_a_date_that_is_not_known() -> None:
    page = render(checklist(EVERYTHING), "html").decode()
    assert '<body class="one-page">' in page
    assert "@page one-page" in page
    assert "Undated" not in page
    assert (
        '<time datetime="2010-01-01">1 January 2010</time>'
        in render(checklist(EVERYTHING, date(2010, 1, 1)), "html").decode()
    )


@pytest.mark.parametrize("file_format", ["docx", "pdf"])
def test_everybody_can_use_the_page(file_format: str) -> None:
    found = inspect(f"checklist.{file_format}", render(checklist(EVERYTHING), file_format))
    assert [result for result in found.results if result.outcome == "failed"] == []


def test_a_name_that_windows_does_not_allow_is_not_the_name_of_a_file() -> None:
    names = {
        "C:\\Users\\PCT lead\\case.docx": "case-checklist",
        "../a: b?.md": "a b-checklist",
        "..": "submission-checklist",
        f"{'😀' * 200}.md": f"{'😀' * 30}-checklist",
    }
    assert {name: checklist(report(name=name)).name for name in names} == names
