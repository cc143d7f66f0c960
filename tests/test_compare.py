"""`pbcgov compare`: what a resubmission resolved, what is still open, what got worse, for a board to read."""

from __future__ import annotations

from pathlib import Path

import pytest

from command import pbcgov
from document_text import document_text
from golden import golden
from made_reports import finding, report, rule
from pbc_checks.accessibility import inspect
from pbc_checks.findings import Evidence, RuleFinding, Severity, Status
from pbc_checks.report.comparison import Change, Comparison, compare, comparison_report, comparison_text
from pbc_checks.report.json_report import json_report
from pbc_generator.render import render

MET, PARTIAL, ABSENT = Status.MET, Status.PARTIAL, Status.ABSENT
BEFORE = report(
    finding("service"),
    finding("risks", ABSENT),
    finding("costs", PARTIAL),
    finding("benefits", ABSENT),
    finding("tendering"),
    finding("gone", ABSENT),
    checks=(
        rule(Severity.MUST_FIX, "The rows add up to £400 and not to £450.", quote="Total | 450"),
        rule(Severity.SHOULD_FIX, "2 places still hold a placeholder.", "care"),
        rule(Severity.NOTE, "The route is the PEC.", "approval-route"),
    ),
)
NOW = report(
    finding("service", ABSENT),
    finding("risks"),
    finding("costs", PARTIAL),
    finding("benefits", PARTIAL),
    finding("tendering"),
    finding("new", ABSENT),
    name="cases/clinic-2.docx",
    title="A clinic, again",
    version="2",
    checks=(
        # The same words are quoted; what is found of them is put with another figure.
        rule(Severity.MUST_FIX, "The rows add up to £410 and not to £450.", quote="Total | 450"),
        rule(Severity.SHOULD_FIX, "Nothing is said of interests.", "interests"),
    ),
)


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(BEFORE, NOW)


def test_each_requirement_is_told_by_what_became_of_it(comparison: Comparison) -> None:
    assert {each.title.removeprefix("About "): each.change for each in comparison.requirements} == {
        "service": Change.WORSE,
        "risks": Change.RESOLVED,
        "costs": Change.OPEN,
        "benefits": Change.BETTER,
        "tendering": Change.STILL_MET,
        "new": Change.NEWLY_ASKED,
        "gone": Change.NOT_ASKED,
    }


def test_what_rules_found_is_gone_still_there_or_new(comparison: Comparison) -> None:
    found = (comparison.gone, comparison.stayed, comparison.new)
    assert [[check.what for check in checks] for checks in found] == [
        ["2 places still hold a placeholder."],
        ["The rows add up to £410 and not to £450."],
        ["Nothing is said of interests."],
    ]


def test_what_was_counted_is_still_there_while_one_of_the_places_is() -> None:
    def counted(what: str, *quotes: str) -> RuleFinding:
        where = tuple(Evidence(quote, "line 3") for quote in quotes)
        return RuleFinding("care", Severity.SHOULD_FIX, what, "Take it out.", where)

    before = report(
        checks=(
            counted("3 places still hold a placeholder.", "Cost: TBC.", "Date: TBC.", "XXX"),
            counted("2 comments are still in the file."),
        )
    )
    fewer = (
        counted("1 place still holds a placeholder.", "Date: TBC."),
        counted("1 comment is still in the file."),
    )
    found = compare(before, report(checks=fewer))
    assert (found.gone, found.stayed, found.new) == ((), fewer, ())
    another = (counted("1 place still holds a placeholder.", "Name: to follow."),)
    found = compare(before, report(checks=another))
    assert (found.gone, found.stayed, found.new) == (before.checks, (), another)


def test_a_submission_is_checked_as_what_the_report_beside_it_says(tmp_path: Path) -> None:
    (tmp_path / "case.md").write_text("# Our case\n\nWe would like a clinic.\n", encoding="utf-8")
    old = tmp_path / "old.json"
    checked = ("--framework", "hertfordshire-2007", "--document", "business-case", "--rules-only")
    assert pbcgov("check", tmp_path / "case.md", *checked, "--format", "json", "--out", old).status == 1
    for pair in ((old, tmp_path / "case.md"), (tmp_path / "case.md", old)):
        result = pbcgov("compare", *pair, "--rules-only")
        assert (result.status, result.err) == (1, "")
        assert result.out.splitlines()[:2] == [
            f"{tmp_path / 'case.md'} -> {tmp_path / 'case.md'}",
            "Of 16 requirements 16 are still open.",
        ]


def test_the_table_puts_what_got_worse_first(comparison: Comparison) -> None:
    written = document_text(comparison_report(comparison, None, "Mereford PCT"))
    assert written == golden("reports/comparison.txt", written)


def test_the_text_puts_what_got_worse_first(comparison: Comparison) -> None:
    written = comparison_text(comparison)
    assert written == golden("reports/comparison-text.txt", written)


@pytest.mark.parametrize("file_format", ["docx", "pdf"])
def test_everybody_can_use_the_table(comparison: Comparison, file_format: str) -> None:
    found = inspect(f"comparison.{file_format}", render(comparison_report(comparison), file_format))
    assert [result for result in found.results if result.outcome == "failed"] == []


def kept(folder: Path, name: str, *reports: object) -> Path:
    path = folder / name
    path.write_text(json_report(reports, {}, "1"), encoding="utf-8")  # type: ignore[arg-type]
    return path


def test_the_exit_status_says_whether_anything_is_left_to_do(tmp_path: Path) -> None:
    before, now = kept(tmp_path, "before.json", BEFORE), kept(tmp_path, "now.json", NOW)
    done = kept(tmp_path, "done.json", report(finding("risks")))
    result = pbcgov("compare", before, now)
    assert (result.status, result.err) == (1, "")
    assert result.out == comparison_text(compare(BEFORE, NOW))
    asked = kept(tmp_path, "asked.json", report(finding("risks", ABSENT)))
    assert pbcgov("compare", asked, done).status == 0
    out = tmp_path / "comparison.html"
    assert pbcgov("compare", before, now, "--format", "html", "--out", out).out == f"{out}\n"
    again = pbcgov("compare", before, now, "--format", "html", "--out", out)
    assert (again.status, "exist already" in again.err) == (2, True)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ((), "holds 0 reports. Compare two files with one report each."),
        ((BEFORE, NOW), "holds 2 reports. Compare two files with one report each."),
        (
            (report(document="agreement"),),
            "clinic.md was checked as hertfordshire-2007, business-case, and clinic.md as hertfordshire-2007, "
            "agreement. Check both as the same.",
        ),
    ],
)
def test_what_cannot_be_compared_says_so(now: tuple[object, ...], said: str, tmp_path: Path) -> None:
    result = pbcgov("compare", kept(tmp_path, "before.json", BEFORE), kept(tmp_path, "now.json", *now))
    assert (result.status, said in result.err) == (2, True)
