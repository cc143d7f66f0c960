"""The compliance report: the board's summary first, every verdict with its evidence, and what nobody could read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pbc_checks.findings import Evidence, Finding, PartFinding, Received, Report, Status
from pbc_checks.report.compliance_report import compliance_report
from pbc_checks.report.text_report import text_report
from pbc_checks.report.wording import conclusion, reading
from pbc_checks.submission import Block, BlockKind, Place, Receipt, Submission, Unread
from pbc_generator.document import Document, Heading, ItemList, Paragraph, Quotation, Table, plain

WORDS = "The nurse may leave; bank cover is arranged."
SUBMISSION = Submission(
    name="folder/case.docx",
    format="docx",
    sha256="0" * 64,
    size=100,
    blocks=(Block(WORDS, BlockKind.PARAGRAPH, Place(paragraph=1)),),
    receipt=Receipt({"paragraphs": 1}),
    title="A clinic",
)


def finding(requirement: str, status: Status, *, parts: int = 1) -> Finding:
    found = (Evidence(WORDS, "paragraph 1"),) if status in {Status.MET, Status.PARTIAL} else ()
    part = PartFinding("risk", "risks with what is done about them", status, found, "Said in plain words.")
    action = "" if status in {Status.MET, Status.NOT_APPLICABLE} else f"Say more of {requirement}."
    return Finding(
        requirement=requirement,
        title=f"About {requirement}",
        criterion=f"The {requirement} criterion.",
        source="Hertfordshire 2007, section 2.2.2",
        status=status,
        parts=(part,) * parts,
        evidence=found,
        nearest=(),
        reason="Said in plain words.",
        action=action,
    )


def report(*findings: Finding, submission: Submission = SUBMISSION) -> Report:
    return Report(
        submission, "hertfordshire-2007", "Hertfordshire", "business-case", "PBC business case", "1", findings
    )


ALL = report(*(finding(status.value, status) for status in Status))


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def table(document: Document, caption: str) -> list[list[str]]:
    (found,) = [block for block in document.blocks if isinstance(block, Table) and block.caption == caption]
    return [[plain(cell) for cell in row if isinstance(cell, tuple)] for row in found.rows]


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        ([Status.MET, Status.MET], "Of 2 requirements 2 are met."),
        ([Status.MET, Status.PARTIAL], "Of 2 requirements 1 is met and 1 partly met."),
        ([Status.ABSENT, Status.PLACEHOLDER], "Of 2 requirements none are met and 2 missing."),
        (
            [Status.MET, Status.SAID_NOT_DONE, Status.NOT_APPLICABLE],
            "Of 3 requirements 1 is met, 1 missing and 1 not applicable.",
        ),
        (
            [Status.UNREADABLE],
            "Of 1 requirements none are met and 1 not to be judged because part of the file could not be read.",
        ),
    ],
)
def test_the_outcome_is_one_sentence(statuses: list[Status], said: str) -> None:
    assert conclusion(report(*(finding(f"r{n}", status) for n, status in enumerate(statuses)))) == said


def test_the_board_reads_counts_then_what_is_missing_then_each_requirement() -> None:
    document = compliance_report(ALL, date(2007, 5, 21), "Mereford PCT")
    assert headings(document) == [
        "Summary for the board",
        "What is missing, and what to do",
        "What could not be judged",
        "What is only partly met",
        "Requirement by requirement",
        *(f"{number}. About {status.value}" for number, status in enumerate(Status, start=1)),
        "How the submission was read",
        "What the verdicts mean",
    ]
    assert [row[0::2] for row in table(document, "Verdicts")] == [
        ["✓ Met", "1"],
        ["◐ Partly met", "1"],
        ["✗ Absent", "1"],
        ["✗ Placeholder", "1"],
        ["✗ Said not done", "1"],
        ["? Could not be read", "1"],
        ["- Not applicable", "1"],
        ["All", "7"],
    ]
    assert [row[0] for row in table(document, "What is missing")] == [
        "About placeholder",
        "About said-not-done",
        "About absent",
    ]
    assert table(document, "What is partly met") == [["About partial", "◐ Partly met", "Say more of partial."]]


def test_every_requirement_has_criterion_source_verdict_quotation_and_action() -> None:
    document = compliance_report(report(finding("risks", Status.PARTIAL)), None)
    start = headings(document).index("1. About risks")
    blocks = document.blocks[
        document.blocks.index(
            next(b for b in document.blocks if isinstance(b, Heading) and b.text == headings(document)[start])
        )
        + 1 :
    ]
    told = [plain(block.runs) if isinstance(block, Paragraph) else block for block in blocks[:7]]
    assert told == [
        "◐ Partly met",
        "Criterion: The risks criterion.",
        "Hertfordshire 2007, section 2.2.2; requirement risks",
        "Evidence:",
        Quotation(WORDS, "paragraph 1"),
        "Reason: Said in plain words.",
        "What to do: Say more of risks.",
    ]


def test_a_requirement_of_several_parts_has_a_table_of_them() -> None:
    document = compliance_report(report(finding("risks", Status.PARTIAL, parts=2)), None)
    assert (
        table(document, "Essential parts of: About risks")
        == [["Risks with what is done about them", "◐ Partly met", "Said in plain words."]] * 2
    )


def test_an_undated_report_leaves_the_date_to_be_filled_in() -> None:
    assert compliance_report(ALL).placeholders() == ("date of the check",)
    assert compliance_report(ALL, date(2007, 5, 21)).placeholders() == ()


def test_the_words_of_comments_are_told_apart_where_it_is_said_how_much_was_read() -> None:
    some = Received("case.docx", "docx", "0" * 64, 9, 2361, None, "A case", False, Receipt({"comments": 21}))
    assert reading(some) == "Word, 2,361 words (with those of 21 comments)"
    assert reading(replace(some, receipt=Receipt({"paragraphs": 3}))) == "Word, 2,361 words"


def test_what_could_not_be_read_is_listed_for_the_board() -> None:
    unread = (Unread("page 2 has no text: it is probably a scan"), Unread("pictures", 3, blocks_absence=False))
    scanned = replace(SUBMISSION, receipt=Receipt({"paragraphs": 1}, unread))
    document = compliance_report(report(finding("risks", Status.UNREADABLE), submission=scanned))
    lists = [[plain(item) for item in block.items] for block in document.blocks if isinstance(block, ItemList)]
    assert lists == [
        ["Page 2 has no text: it is probably a scan"],
        ["Page 2 has no text: it is probably a scan (it may hold an answer)", "Pictures"],
    ]


def test_the_plain_text_report() -> None:
    found = report(finding("service", Status.MET), finding("risks", Status.PARTIAL), finding("costs", Status.ABSENT))
    assert (
        text_report(found)
        == """\
folder/case.docx
PBC business case, Hertfordshire (definition version 1)
Read as: Word, 8 words
Judged by the rules alone, without learned scorers.
Of 3 requirements 1 is met, 1 partly met and 1 missing.

✗ ABSENT: About costs [costs]
    Said in plain words.
    What to do: Say more of costs.

◐ PARTLY MET: About risks [risks]
    Said in plain words.
    What to do: Say more of risks.
    "The nurse may leave; bank cover is arranged." (paragraph 1)

✓ MET: About service [service]
    "The nurse may leave; bank cover is arranged." (paragraph 1)
"""
    )
