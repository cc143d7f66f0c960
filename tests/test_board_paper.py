"""The board's paper: what a meeting has to decide, by whom it is delayed, and what is wrong, in words and pictures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from document_text import document_text
from golden import golden
from made_reports import PARTLY_READ, TIMES, finding, report, rule
from pbc_checks.accessibility import inspect
from pbc_checks.findings import Report, Severity, Status, Times
from pbc_checks.report.board.paper import board_paper
from pbc_checks.report.board.portfolio import Pace, Portfolio, Standing, named, portfolio
from pbc_checks.report.wording import SEND_TEXT, WHOLE_FILE
from pbc_checks.review.model import NO_REVIEW, Review, with_opinion
from pbc_generator.document import Block, Chart, Document, Heading, Paragraph, Table, plain
from pbc_generator.render import render

MET, PARTIAL, ABSENT, UNREADABLE = Status.MET, Status.PARTIAL, Status.ABSENT, Status.UNREADABLE
LATE = Times(date(2009, 12, 1), date(2009, 12, 29), date(2010, 1, 26))
EARLY = Times(date(2010, 2, 1), date(2010, 3, 1), date(2010, 3, 29))
MEETING = date(2010, 2, 10)
WHOLE = report(
    finding("service"), finding("risks", PARTIAL), name="a/whole.md", title="A whole one", proposer="Mill Lane"
)
WANTING = report(
    finding("service"),
    finding("risks", ABSENT),
    name="b/wanting.md",
    title="A wanting one",
    proposer="High Street",
    times=LATE,
    checks=(
        rule(Severity.MUST_FIX, "The rows add up to £400 and not to £450."),
        rule(Severity.SHOULD_FIX, "Nothing is said of interests.", "interests", "Say who has one."),
    ),
)
UNREAD = report(
    finding("service"), finding("risks", UNREADABLE), name="c/unread.pdf", title="", times=EARLY, receipt=PARTLY_READ
)
AGREEMENT = report(
    name="d/agreement.md",
    title="An agreement",
    document="agreement",
    times=Times(),
    checks=(rule(Severity.NOTE, "Dr Ash owns shares in the provider.", "proposer-provides", "Dr Ash withdraws."),),
)
REPORTS = (WHOLE, WANTING, UNREAD, AGREEMENT)
OTHERWISE = with_opinion(Review("J. Lead"), WHOLE, "risks", ABSENT, "No risks are named.")


def held(*reports: Report, review: Review = NO_REVIEW) -> list[tuple[Report, Review]]:
    return [(each, review) for each in reports]


@pytest.fixture(scope="module")
def whole() -> Portfolio:
    return portfolio(held(*REPORTS, review=OTHERWISE), {"C:\\PBC\\bad.pdf": "It is damaged."}, MEETING)


@pytest.fixture(scope="module")
def paper(whole: Portfolio) -> Document:
    return board_paper(whole, "Mereford PCT")


def section(document: Document, heading: str) -> list[Block]:
    """Return the blocks below a heading of the first level, to the next one."""
    starts = [place for place, each in enumerate(document.blocks) if isinstance(each, Heading) and each.level == 1]
    start = next(place for place in starts if getattr(document.blocks[place], "text", "") == heading)
    end = min((place for place in starts if place > start), default=len(document.blocks))
    return list(document.blocks[start + 1 : end])


def rows(blocks: list[Block], caption: str) -> list[list[str]]:
    (found,) = [each for each in blocks if isinstance(each, Table) and each.caption == caption]
    return [[plain(cell) for cell in row if isinstance(cell, tuple)] for row in found.rows]


def test_of_a_file_without_a_word_the_annex_says_one_thing() -> None:
    scan = replace(UNREAD, submission=replace(UNREAD.submission, words=0), findings=UNREAD.findings[1:])
    annexed = section(board_paper(portfolio(held(scan), {}, MEETING), ""), "Annex: submission by submission")
    assert rows(annexed, "What there is to do about submission 1") == [
        [WHOLE_FILE, "? Could not be read", SEND_TEXT],
    ]


def test_the_paper_reads_from_the_decision_to_the_detail(paper: Document) -> None:
    written = document_text(paper)
    assert written == golden("reports/board-paper.txt", written)


def test_the_most_urgent_submission_comes_first_with_its_verdicts_in_numbers(paper: Document) -> None:
    assert rows(section(paper, "What needs a decision"), "Submissions for decision") == [
        ["2", "A wanting one", "High Street", "26 January 2010", "! Late", "✗ Not complete", "1", "0", "1"],
        ["1", "A whole one", "Mill Lane", "8 March 2010", "◐ Past the aim", "✗ Not complete", "1", "0", "1"],
        ["3", "unread.pdf", "–", "29 March 2010", "✓ In time", "? Not all read", "1", "0", "0"],
        ["4", "An agreement", "–", "not known", "- Not known", "✓ Complete", "0", "0", "0"],
    ]


def test_the_assessors_verdict_counts_in_the_matrix_and_is_marked(paper: Document) -> None:
    blocks = section(paper, "Submissions by criterion")
    assert rows(blocks, "Verdicts on criteria 1 to 2") == [
        ["1", "A whole one", "✓ Met", "✗* Absent, by the assessor"],
        ["2", "A wanting one", "✓ Met", "✗ Absent"],
        ["3", "unread.pdf", "✓ Met", "? Could not be read"],
    ]


def test_what_is_declared_and_what_is_not_said_stand_apart(whole: Portfolio) -> None:
    declared = [[each.what for each in entry.interests] for entry in whole.entries]
    silent = [[each.what for each in entry.silent_on_interests] for entry in whole.entries]
    assert declared == [[], [], [], ["Dr Ash owns shares in the provider."]]
    assert silent == [[], ["Nothing is said of interests."], [], []]


def test_every_picture_has_a_table_of_its_numbers(paper: Document) -> None:
    charts = [each for each in paper.blocks if isinstance(each, Chart)]
    assert [each.caption for each in charts] == [
        "Commonest gaps: in how many submissions a requirement is missing",
        "Verdicts by criterion: PBC business case",
        "Verdicts by practice",
        "Weeks from submission to this meeting",
    ]
    pairs = zip(paper.blocks, paper.blocks[1:], strict=False)
    after = {one.caption: other for one, other in pairs if isinstance(one, Chart)}
    assert all(isinstance(each, Table) for each in after.values())
    assert charts[3].marks == ((4, "aim: 4 weeks"), (8, "limit: 8 weeks"))
    assert [row[:2] for row in rows(list(after.values()), "Weeks from submission to this meeting, in numbers")] == [
        ["2. A wanting one", "10.1"],
        ["1. A whole one", "4.3"],
        ["3. unread.pdf", "1.3"],
    ]


@pytest.mark.parametrize("file_format", ["docx", "pdf"])
def test_everybody_can_use_the_paper_and_it_is_the_same_each_time(paper: Document, file_format: str) -> None:
    made = render(paper, file_format)
    found = inspect(f"board-paper.{file_format}", made)
    assert [result for result in found.results if result.outcome == "failed"] == []
    assert render(paper, file_format) == made


def test_a_submission_after_the_meeting_is_an_exception_and_has_no_pace() -> None:
    made = portfolio(held(WHOLE), {}, date(2009, 1, 1))
    assert made.entries[0].pace(made.meeting) is Pace.NOT_KNOWN
    written = document_text(board_paper(made))
    assert "The day on which submission 1 came in is after the day of the meeting." in written
    assert "Weeks from submission" not in written


def test_without_a_meeting_the_day_is_left_to_fill_in() -> None:
    paper = board_paper(portfolio(held(WHOLE), {}))
    assert paper.placeholders() == ("date of the meeting", "name and position")
    assert plain(paper.control[3].value) == "The submission is complete."


def test_two_versions_of_a_definition_are_two_groups() -> None:
    other = report(finding("service"), finding("care"), name="e/new.md", version="2")
    made = portfolio(held(WHOLE, other), {}, MEETING)
    assert [group.title for group in made.groups] == [
        "PBC business case, version 1: Hertfordshire framework",
        "PBC business case, version 2: Hertfordshire framework",
    ]


def test_submissions_of_the_same_title_are_told_apart_by_their_files() -> None:
    names = ["a/one.md", "b\\two.md"]
    made = portfolio(held(*(report(finding("service"), name=name) for name in names)), {}, MEETING)
    assert [entry.name for entry in made.entries] == ["A clinic (one.md)", "A clinic (two.md)"]


def test_many_submissions_are_shown_week_by_week_and_counted_where_they_are_named() -> None:
    many = [report(finding("service"), name=f"{n}.md", title=f"Case {n}", times=TIMES) for n in range(30)]
    made = portfolio(held(*many), {}, MEETING)
    pictures = section(board_paper(made), "In pictures")
    (chart,) = [each for each in pictures if isinstance(each, Chart) and each.caption.startswith("How many")]
    assert (chart.labels, chart.values) == (
        ("0 to 1 weeks", "1 to 2 weeks", "2 to 3 weeks", "3 to 4 weeks", "4 weeks and more"),
        ((0,), (0,), (0,), (0,), (30,)),
    )
    assert rows(pictures, f"{chart.caption}, in numbers") == [
        ["0 to 1 weeks", "0"],
        ["1 to 2 weeks", "0"],
        ["2 to 3 weeks", "0"],
        ["3 to 4 weeks", "0"],
        ["4 weeks and more", "30"],
    ]
    assert named(made.entries) == "30 submissions"
    assert named(made.entries[:2]) == "submissions 1 and 2"


def test_what_is_only_partly_met_in_a_complete_submission_is_not_called_wrong() -> None:
    written = document_text(board_paper(portfolio(held(WHOLE), {}, MEETING)))
    assert "PBC business case, from Mill Lane. Nothing is missing. What could be fuller:" in written
    assert "To be put right:" not in written


def test_exceptions_do_not_say_that_nothing_is_missing() -> None:
    paper = board_paper(portfolio(held(report(finding("risks", ABSENT))), {}, MEETING))
    (words,) = [plain(each.runs) for each in section(paper, "Exceptions") if isinstance(each, Paragraph)]
    assert words == (
        "None: every file was read whole, and no rule found anything that must be put right first. What each "
        "submission does not deal with stands in the annex."
    )


def test_the_standing_needs_everything_read_nothing_missing_and_nothing_to_fix(whole: Portfolio) -> None:
    assert [entry.standing for entry in whole.entries] == [
        Standing.NOT_COMPLETE,  # by the assessor's verdict
        Standing.NOT_COMPLETE,
        Standing.UNREAD,
        Standing.COMPLETE,
    ]


def test_a_meeting_without_submissions_says_so() -> None:
    assert "No submission was checked." in document_text(board_paper(portfolio([], {"bad.pdf": "Damaged."}, MEETING)))
