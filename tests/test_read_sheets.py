"""Excel and CSV: cells as a reader of the sheet sees them, and what of a sheet could not be read."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook

from pbc_checks.read import read
from pbc_checks.read.number_format import shown
from pbc_checks.submission import Submission, Unread

ACCOUNTING = '_-£* #,##0.00_-;-£* #,##0.00_-;_-£* "-"??_-;_-@_-'


@pytest.mark.parametrize(
    ("number", "number_format", "words"),
    [
        ("12345.5", "General", "12345.5"),
        ("1234", "£#,##0;(£#,##0)", "£1,234"),
        ("-1234", "£#,##0;(£#,##0)", "(£1,234)"),
        ("1234.567", "£#,##0", "£1,234.57"),
        ("-5", "[$£-809]#,##0;[Red]-[$£-809]#,##0", "-£5"),
        ("-5", r"#,##0_);[Red]\(#,##0\)", "(5)"),
        ("0", '#,##0;(#,##0);"-"', "-"),
        ("1234.5", ACCOUNTING, "£1,234.50"),
        ("0", ACCOUNTING, "-"),
        ("0.034517", "0.0%", "3.5%"),
        ("-0.05", "0.0%;(0.0%)", "(5.0%)"),
        ("0.05", "0%", "5%"),
        ("10437300", "#,##0,", "10,437.30"),
        ("10437300", '#,##0.0,,"m"', "10.44m"),
        ("7", "0.00E+00", "7"),
        ("0.5", "# ?/?", "0.5"),
    ],
)
def test_a_number_is_shown_as_its_format_has_it(number: str, number_format: str, words: str) -> None:
    assert shown(Decimal(number), number_format) == words


def workbook(rows: list[list[object]], title: str = "Budgets", state: str = "visible") -> bytes:
    book = Workbook()
    book.create_sheet("Notes")
    sheet = book.active
    assert sheet is not None
    sheet.title, sheet.sheet_state = title, state
    for row in rows:
        sheet.append(row)
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def rows(submission: Submission) -> list[tuple[str, ...]]:
    return [block.cells for block in submission.blocks if block.cells]


def test_rows_are_as_wide_as_the_sheet_and_a_title_stands_alone() -> None:
    data = workbook([["Month 6"], [], ["Practice", "Budget", "Note"], ["Ash", 5, None], ["Beech", 6, "late"]])
    submission = read("a.xlsx", data)
    assert rows(submission) == [("Month 6",), ("Practice", "Budget", "Note"), ("Ash", "5", ""), ("Beech", "6", "late")]
    assert [block.place.row for block in submission.blocks if block.cells] == [1, 3, 4, 5]


def test_errors_and_formulas_without_values_are_said_to_be_unread() -> None:
    submission = read("a.xlsx", workbook([["Budget", "#REF!"], ["Spending", "=A1+A2"], ["Total", "#DIV/0!"]]))
    assert submission.receipt.unread == (
        Unread("cells of the sheet Budgets that show an error", 2, blocks_absence=False),
        Unread("formulas without a saved value (open the file in Excel and save it)", 1, blocks_absence=False),
    )


def test_a_hidden_sheet_is_read_and_said_to_be_hidden() -> None:
    submission = read("a.xlsx", workbook([["Draft", 4]], state="hidden"))
    assert submission.blocks[0].text == "Budgets (hidden sheet)"
    assert submission.receipt.read["hidden sheets"] == 1


@pytest.mark.parametrize(
    "text",
    [
        'Practice,Budget\nAsh,"£1,200"\n',
        "Practice;Budget\nAsh;£1,200\n",
        "sep=;\nPractice;Budget\nAsh;£1,200\n",
        "Practice\tBudget\nAsh\t£1,200\n",
        'Month 6,\nPractice,Budget\nAsh,"£1,200"\n',
    ],
)
def test_csv_is_read_whatever_separates_its_cells(text: str) -> None:
    assert rows(read("a.csv", text.encode()))[-2:] == [("Practice", "Budget"), ("Ash", "£1,200")]
