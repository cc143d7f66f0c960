"""The workbook of raw findings: sheets with filters, headings that stay in sight, words that are never formulas."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from made_reports import finding, report, rule
from pbc_checks.findings import Severity, Status
from pbc_checks.report.board.portfolio import portfolio
from pbc_checks.report.board.workbook import findings_workbook
from pbc_checks.review.model import Review, with_opinion

HOSTILE = report(
    finding("service"),
    finding("risks", Status.ABSENT, unsure=True),
    name="a/=cmd.md",
    title='=cmd|"/c calc"!A0',
    proposer="@SUM(1)",
    checks=(rule(Severity.MUST_FIX, "+1 bell \x07 " + "w" * 40_000, quote="-2"),),
)
REVIEW = with_opinion(Review("J. Lead"), HOSTILE, "service", Status.PARTIAL, "=HYPERLINK(1)")


@pytest.fixture(scope="module")
def data() -> bytes:
    return findings_workbook(portfolio([(HOSTILE, REVIEW)], {"bad.pdf": "It is damaged."}))


@pytest.fixture(scope="module")
def book(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def rows(sheet: Any) -> list[dict[str, Any]]:
    headings, *values = sheet.iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in values]


def test_each_sheet_has_filters_and_headings_that_stay_in_sight_and_repeat_on_paper(book: Any) -> None:
    assert {sheet.title: (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) for sheet in book} == {
        "Submissions": ("B2", "A1:U2", "$1:$1"),
        "Verdicts": ("B2", "A1:R3", "$1:$1"),
        "Rules": ("B2", "A1:J2", "$1:$1"),
        "Not checked": ("B2", "A1:B2", "$1:$1"),
    }


def test_the_checkers_verdict_and_the_assessors_stand_side_by_side(book: Any) -> None:
    wanted = ("Id", "Checker's verdict", "Unsure", "Assessor's verdict", "Assessor's comment", "Verdict that counts")
    assert [tuple(row[name] for name in wanted) for row in rows(book["Verdicts"])] == [
        ("service", "Met", None, "Partly met", "=HYPERLINK(1)", "Partly met"),
        ("risks", "Absent", "yes", None, None, "Absent"),
    ]


def test_nothing_that_somebody_wrote_is_a_formula(book: Any) -> None:
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s", "n", "d"}
    (submission,) = rows(book["Submissions"])
    assert (submission["Submission"], submission["From"]) == ('=cmd|"/c calc"!A0', "@SUM(1)")


def test_days_are_days_and_counts_are_numbers(book: Any) -> None:
    (submission,) = rows(book["Submissions"])
    assert {
        name: submission[name] for name in ("Submitted", "Decision due by", "Met", "Partly met", "Absent", "Must fix")
    } == {
        "Submitted": datetime(2010, 1, 11),
        "Decision due by": datetime(2010, 3, 8),
        "Met": 0,
        "Partly met": 1,
        "Absent": 1,
        "Must fix": 1,
    }


def test_what_a_cell_cannot_hold_is_cut_or_replaced(book: Any) -> None:
    (found,) = rows(book["Rules"])
    assert (found["What was found"][:10], len(found["What was found"])) == ("+1 bell \ufffd ", 30_000)


def test_the_file_is_the_same_each_time(data: bytes) -> None:
    assert findings_workbook(portfolio([(HOSTILE, REVIEW)], {"bad.pdf": "It is damaged."})) == data
