"""Excel to a submission: each sheet a heading and a table, cells as a reader of the sheet sees them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pbc_checks.read.assemble import Assembler
from pbc_checks.read.errors import UnreadableFileError
from pbc_checks.submission import Place, Submission
from pbc_frameworks.workbook import DAMAGE, WorkbookError, open_workbook

_MOST_ROWS = 20_000
_MOST_COLUMNS = 200


def read(name: str, data: bytes) -> Submission:
    """Return the submission in a workbook (.xlsx): the saved values of formulas, dates and percentages in words.

    Rows are counted as the sheet numbers them. Hidden sheets are read. Raises UnreadableFileError.
    """
    try:
        book = open_workbook(data)
    except WorkbookError as error:
        problem, _, remedy = str(error).partition(". ")
        raise UnreadableFileError(name, f"{problem[:1].lower()}{problem[1:]}.", remedy) from error
    assembler = Assembler()
    try:
        for sheet in book.worksheets:
            _sheet(assembler, sheet)
    except DAMAGE as error:
        raise UnreadableFileError(
            name, "a sheet of the workbook is damaged.", "Open it in Excel, save it again, and send that."
        ) from error
    if getattr(book, "chartsheets", ()):
        assembler.unread(f"charts in {name}", count=len(book.chartsheets), blocks_absence=False)
    return assembler.submission(name, data, "xlsx", title=_title(book))


def _sheet(assembler: Assembler, sheet: Any) -> None:
    assembler.heading(sheet.title, 1)
    table = assembler.start_table()
    rows = 0
    for number, row in enumerate(sheet.iter_rows(max_col=_MOST_COLUMNS), start=1):
        if rows == _MOST_ROWS:
            assembler.unread(f"rows of the sheet {sheet.title} after row {number - 1}")
            return
        cells = [_words(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            rows += 1
            assembler.row(cells, Place(table=table, row=number))


def _words(cell: Any) -> str:
    """Return what a cell shows, near enough: 12345.5, 5%, 1 April 2009, Yes."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime | date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, int | float):
        number = Decimal(str(value))
        percent = "%" in str(cell.number_format)
        return _number(number * 100) + "%" if percent else _number(number)
    return str(value)


def _number(number: Decimal) -> str:
    """Return a number without the noise of binary fractions: at most four places after the point."""
    return f"{round(number, 4).normalize():f}"


def _title(book: Any) -> str:
    return str(getattr(book.properties, "title", "") or "")
