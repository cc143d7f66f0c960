"""`pbcgov letter` and `pbcgov dates`: letters of decision with their reasons, and by when a decision is due."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pypdf
import pytest

from command import pbcgov
from made_reports import finding, report, rule
from pbc_checks.findings import Severity, Status
from pbc_checks.report.json_report import json_report
from pbc_checks.report.letter import letter_on
from pbc_checks.review.model import Review, with_opinion
from pbc_generator.compose.letter import Decision

BUSINESS_CASE = ("--framework", "hertfordshire-2007", "--document", "business-case")
SAYS_NOT_DONE = """# Community dermatology

## Service

A weekly clinic at Market Square Practice, run by a general practitioner with a special interest.

## Tendering

We have not yet considered whether a tender is needed.

## Affordability

To follow.
"""


def letter(folder: Path, *options: object, text: str = SAYS_NOT_DONE) -> tuple[int, str]:
    submission = folder / "case.md"
    submission.write_text(text, encoding="utf-8")
    result = pbcgov("letter", submission, *BUSINESS_CASE, *options, "--out", folder / "out")
    return result.status, result.err


def table(path: Path, first_heading: str) -> list[list[str]]:
    document = docx.Document(str(path))
    found = next(each for each in document.tables if each.cell(0, 0).text == first_heading)
    return [[cell.text for cell in row.cells] for row in found.rows[1:]]


def test_a_refusal_gives_each_criterion_not_met_with_what_would_resolve_it(tmp_path: Path) -> None:
    assert letter(tmp_path, "--decision", "refuse", "--format", "docx")[0] == 0
    rows = table(tmp_path / "out" / "case-decision-letter-refuse.docx", "Criterion")
    reasons = {row[0].split(" [")[0]: row[1:] for row in rows}
    assert reasons["Whether to tender"] == [
        "The proposal says itself that this has not been done: “We have not yet considered whether a tender is "
        'needed.” (line 9, under "Tendering").',
        "Say whether formal tendering is required, and why. If that cannot be done yet, say who will do it and by "
        "when.",
    ]
    assert reasons["Affordability"][0] == 'The answer is left open: “To follow.” (line 13, under "Affordability").'
    assert reasons["Value for money"][0] == "The proposal does not say anything on this."


@pytest.mark.parametrize(
    ("decided", "said"), [("2007-06-11", "the decision came in time"), ("2007-06-12", "the decision came late")]
)
def test_a_letter_says_whether_the_decision_came_within_eight_weeks(decided: str, said: str, tmp_path: Path) -> None:
    options = ("--decision", "approve", "--submitted", "2007-04-16", "--decided", decided, "--format", "docx")
    status, note = letter(tmp_path, *options)
    assert status == 0
    assert "the letter approves all the same" in note
    rows = dict(table(tmp_path / "out" / "case-decision-letter-approve.docx", "About this decision"))
    assert rows["Submitted on"] == "16 April 2007"
    assert rows["Time for the decision"].startswith("by 11 June 2007, within 8 weeks of submission")
    assert rows["Time for the decision"].endswith(said)


def test_conditions_that_are_given_take_the_place_of_the_checks_actions(tmp_path: Path) -> None:
    given = (
        "--condition",
        "Agree the price with the director of finance; 1 July 2007",
        "--condition",
        "Tell the hospital",
    )
    assert letter(tmp_path, "--decision", "conditions", *given, "--format", "docx,pdf")[0] == 0
    rows = table(tmp_path / "out" / "case-decision-letter-conditions.docx", "Condition")
    assert rows == [
        ["Agree the price with the director of finance", "1 July 2007"],
        ["Tell the hospital", ""],
    ]
    pages = pypdf.PdfReader(io.BytesIO((tmp_path / "out" / "case-decision-letter-conditions.pdf").read_bytes()))
    assert "approved with conditions" in pages.pages[0].extract_text()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--decision", "approve", "--condition", "Tell us"), "--condition goes with --decision conditions."),
        (
            ("--decision", "approve", "--submitted", "2007-05-02", "--decided", "2007-05-01"),
            "--decided is before --submitted. Correct one of the two dates.",
        ),
    ],
)
def test_options_that_contradict_each_other_are_refused(options: tuple[str, ...], said: str, tmp_path: Path) -> None:
    status, error = letter(tmp_path, *options)
    assert (status, said in error) == (2, True)
    assert not (tmp_path / "out").exists()


def test_a_kind_of_document_that_nobody_decides_on_gets_no_letter(tmp_path: Path) -> None:
    submission = tmp_path / "agreement.md"
    submission.write_text("# Agreement\n\nThe cluster and the PCT agree.\n", encoding="utf-8")
    kind = ("--framework", "brent-2006", "--document", "agreement-clauses")
    result = pbcgov("letter", submission, *kind, "--decision", "approve", "--out", tmp_path / "out")
    assert (result.status, result.err) == (
        2,
        "pbcgov: brent-2006 has letters of decision on commissioning-plan, not on agreement-clauses.\n",
    )


def test_dates_are_printed_with_their_working_days_and_source(example: Path) -> None:
    result = pbcgov("dates", "--framework", "hertfordshire-2007", "--submitted", "2007-04-16")
    assert result.out == (
        "Submitted on Monday 16 April 2007\n"
        "  Aim: decided by Monday 14 May 2007, 19 working days (4 weeks; Hertfordshire 2007, sections 2.2.2 and 2.2.4 "
        "(item 4))\n"
        "  Limit: decided by Monday 11 June 2007, 38 working days (8 weeks; Hertfordshire 2007, sections 2.2.2 and "
        "2.2.4 (item 4))\n"
    )
    own = pbcgov(
        "dates", "--framework", "hertfordshire-2007", "--submitted", "2007-04-16", "--profile", example / "profile.yaml"
    )
    assert "Friday 4 May 2007, 14 working days (3 weeks" in own.out
    assert "First review by Monday 1 October 2007, 6 months after 1 April 2007 (Hertfordshire 2007," in own.out
    silent = pbcgov("dates", "--framework", "dartford-2006", "--submitted", "2007-04-16")
    assert (silent.status, silent.err) == (2, "pbcgov: dartford-2006 sets no time for decisions.\n")


def test_a_kept_report_needs_no_framework_and_gives_what_must_be_fixed_as_a_reason(tmp_path: Path) -> None:
    made = report(
        finding("service"),
        finding("risks", Status.ABSENT),
        checks=(
            rule(Severity.MUST_FIX, "The rows add up to £400 and not to £450.", action="Correct the total."),
            rule(Severity.SHOULD_FIX, "2 places still hold a placeholder.", "care"),
        ),
    )
    path = tmp_path / "report.json"
    path.write_text(json_report([made], {}, "1"), encoding="utf-8")
    options = ("--decided", "2010-03-01", "--format", "docx", "--out", tmp_path)
    assert pbcgov("letter", path, "--decision", "refuse", *options).status == 0
    refusal = tmp_path / "clinic-decision-letter-refuse.docx"
    assert table(refusal, "Criterion") == [
        [
            "About risks [Hertfordshire 2007, section 2.2.2]",
            "The proposal does not say anything on this.",
            "Say more of risks.",
        ],
        ["Totals", "The rows add up to £400 and not to £450.", "Correct the total."],
    ]
    assert dict(table(refusal, "About this decision"))["Submitted on"] == "11 January 2010"
    assert pbcgov("letter", path, "--decision", "conditions", *options).status == 0
    assert [row[0] for row in table(tmp_path / "clinic-decision-letter-conditions.docx", "Condition")] == [
        "Say more of risks.",
        "Correct the total.",
    ]


def test_refusals_of_two_submissions_lie_in_one_folder_each_with_what_its_submission_is_called(tmp_path: Path) -> None:
    both = [
        report(finding("risks", Status.ABSENT), name="one.md", title="A skin clinic", proposer="Mill Lane Surgery"),
        report(finding("risks", Status.ABSENT), name="two.md", title="An ear clinic", proposer=""),
    ]
    path = tmp_path / "report.json"
    path.write_text(json_report(both, {}, "1"), encoding="utf-8")
    options = ("--decision", "refuse", "--format", "docx", "--out", tmp_path)
    assert pbcgov("letter", path, "--submission", "one.md", *options).status == 0
    assert pbcgov("letter", path, "--submission", "two.md", "--to", "Dr Ash", *options).status == 0
    told = [
        dict(table(tmp_path / f"{name}-decision-letter-refuse.docx", "About this decision")) for name in ("one", "two")
    ]
    assert [(each["To"], each["Proposal"]) for each in told] == [
        ("Mill Lane Surgery", "A skin clinic"),
        ("Dr Ash", "An ear clinic"),
    ]


def test_what_the_assessor_says_decides_unless_it_has_lapsed() -> None:
    before = report(finding("service"), finding("risks", Status.ABSENT), finding("costs", Status.PARTIAL))
    review = with_opinion(Review("J. Lead"), before, "service", Status.PARTIAL, "")
    review = with_opinion(review, before, "risks", Status.MET, "They are in the annex.")
    review = with_opinion(review, before, "costs", Status.ABSENT, "No costs at all")
    reasons = letter_on(before, Decision.REFUSE, review).reasons
    assert [(each.criterion, each.why, each.action) for each in reasons] == [
        (
            "About service",
            "The proposal covers this only in part.",
            "Show how the proposal meets the criterion: The service criterion.",
        ),
        ("About costs", "No costs at all.", "Say more of costs."),
    ]
    again = report(finding("service"), finding("costs", Status.PARTIAL, quote="About £400."))
    (lapsed, *rest) = reversed(letter_on(again, Decision.REFUSE, review).reasons)
    assert (lapsed.criterion, lapsed.why) == (
        "About costs",
        "The proposal covers this only in part. Not shown firmly: the costs part.",
    )
    assert [each.criterion for each in rest] == ["About service"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--framework", "brent-2006"), "A kept report says what it was checked as"),
        (("--submission", "other.md"), "There is no submission 'other.md'. Choose one of: cases/clinic.md."),
        (("--decided", "2010-01-01"), "--decided is before the proposal came in, which was 2010-01-11."),
    ],
)
def test_what_does_not_fit_a_kept_report_is_refused(options: tuple[str, ...], said: str, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(json_report([report(finding("service"))], {}, "1"), encoding="utf-8")
    result = pbcgov("letter", path, "--decision", "refuse", "--out", tmp_path / "out", *options)
    assert (result.status, said in result.err) == (2, True)
    assert not (tmp_path / "out").exists()
