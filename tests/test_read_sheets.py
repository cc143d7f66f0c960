"""Excel and CSV: cells as a reader of the sheet sees them, and what of a sheet could not be read."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from hostile.files import zipped
from pbc_checks.read import UnreadableFileError, read
from pbc_checks.read.number_format import shown
from pbc_checks.submission import Submission, Unread

ACCOUNTING = '_-£* #,##0.00_-;-£* #,##0.00_-;_-£* "-"??_-;_-@_-'


@pytest.mark.parametrize(
    ("number", "number_format", "words"),
    [
        ("1e30", "General", "1.00000E+30"),
        ("-2.5e300", "£#,##0.00", "-2.50000E+300"),
        ("1e-300", "General", "0"),
        ("12.345", "0." + "0" * 40, "12.345000"),
        ("12345678901234567890", "#,##0.00", "12,345,678,901,234,567,890.00"),
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
        Unread("formulas without a saved value (open the file in Excel and save it)", 1),
    )


def test_a_hidden_sheet_is_read_and_said_to_be_hidden() -> None:
    submission = read("a.xlsx", workbook([["Draft", 4]], state="hidden"))
    assert submission.blocks[0].text == "Budgets (hidden sheet)"
    assert submission.receipt.read["hidden sheets"] == 1


def test_text_boxes_notes_and_charts_are_read_and_pictures_said_to_be_unread() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Item", "Cost"], ["Nurse", 5000]):
        sheet.append(row)
    sheet["A2"].comment = Comment("Two practices were asked.", "Lead")
    chart = BarChart()
    chart.title = "Costs by item"
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=2))
    sheet.add_chart(chart, "E5")
    data = BytesIO()
    book.save(data)
    with ZipFile(data) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    drawing = next(name for name in parts if name.startswith("xl/drawings/drawing"))
    spaces = (
        'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    )
    lying = f"<xdr:sp {spaces}><a:p><a:r><a:t>The nurse may leave.</a:t></a:r></a:p></xdr:sp><xdr:pic {spaces}/>"
    parts[drawing] = parts[drawing].replace(b"</wsDr>", lying.encode() + b"</wsDr>")
    submission = read("a.xlsx", zipped(parts))
    assert [f"{block.text} ({block.place.part})" for block in submission.blocks if block.place.part] == [
        "The nurse may leave. (text box)",
        "Costs by item (chart)",
        "Two practices were asked. (comment on cell A2)",
    ]
    assert submission.receipt.unread == (Unread("pictures: words in them are not read", 1, blocks_absence=False),)


def test_what_lies_over_several_sheets_is_under_none_of_them_and_each_remark_is_read_once() -> None:
    book = Workbook()
    costs, other = book.active, book.create_sheet("Other")
    assert costs is not None
    costs.title = "Costs"
    costs.append(["Nurse", 5000])
    other.append(["Room", 700])
    chart = BarChart()
    chart.title = "Costs by item"
    book.create_chartsheet("Graph").add_chart(chart)
    data = BytesIO()
    book.save(data)
    with ZipFile(data) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    spaces = " ".join(
        f'xmlns:{prefix}="http://schemas.openxmlformats.org/drawingml/2006/{name}"'
        for prefix, name in (("a", "main"), ("cdr", "chartDrawing"), ("dgm", "diagram"))
    )
    parts["xl/drawings/drawing9.xml"] = (
        f"<x {spaces}><cdr:sp><a:p><a:r><a:t>Over the chart.</a:t></a:r></a:p></cdr:sp></x>".encode()
    )
    parts["xl/diagrams/data1.xml"] = (
        f"<x {spaces}><dgm:pt><dgm:t><a:p><a:r><a:t>Refer.</a:t></a:r></a:p></dgm:t></dgm:pt></x>".encode()
    )
    parts["xl/comments1.xml"] = (
        b'<x><comment ref="A1"><t>[Threaded comment]\n\nYour version of Excel\n\nComment:\n    Ask Anna.</t></comment>'
        b'<comment ref="A2"><t>A note.</t></comment></x>'
    )
    parts["xl/threadedComments/threadedComment1.xml"] = (
        b'<x><threadedComment ref="A1"><text>Ask Anna.</text></threadedComment></x>'
    )
    submission = read("a.xlsx", zipped(parts))
    assert [str(block.place) for block in submission.blocks if block.text == "Room | 700"] == [
        'table 2, row 1, under "Other"'
    ]
    assert [f"{block.text} ({block.place})" for block in submission.blocks if block.place.part] == [
        "Over the chart. (text box)",
        "Refer. (diagram)",
        "Costs by item (chart)",
        "A note. (comment on cell A2)",
        "Ask Anna. (comment on cell A1)",
    ]
    assert submission.receipt.unread == ()


def test_a_workbook_in_the_strict_dialect_is_refused() -> None:
    with ZipFile(BytesIO(workbook([["Nurse", 5000]]))) as archive:
        strict = {
            name: archive.read(name).replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            )
            for name in archive.namelist()
        }
    with pytest.raises(UnreadableFileError) as refused:
        read("a.xlsx", zipped(strict))
    assert str(refused.value) == (
        "a.xlsx: the workbook is saved as 'Strict Open XML Spreadsheet'. Open it in Excel and save it as "
        "'Excel Workbook (*.xlsx)', and use that."
    )


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
