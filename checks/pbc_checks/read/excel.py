"""Excel to a submission: each sheet a heading and a table, cells as a reader of the sheet sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from pbc_checks.read.assemble import Assembler
from pbc_checks.read.errors import UnreadableFileError
from pbc_checks.read.number_format import shown
from pbc_checks.read.sheet_rows import as_table
from pbc_checks.submission import HIDDEN_SHEET, Place, Submission
from pbc_frameworks.workbook import DAMAGE, WorkbookError, open_workbook

_MOST_ROWS = 20_000
_MOST_COLUMNS = 200
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
# A formula whose value was never saved: a program wrote it, and Excel has not opened the file since.
_WITHOUT_VALUE = re.compile(rb"</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")


def read(name: str, data: bytes) -> Submission:
    """Return the submission in a workbook (.xlsx): the saved values of formulas, numbers as their formats show them.

    Rows are counted as the sheet numbers them. Hidden sheets are read, and their headings say so. Raises
    UnreadableFileError.
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
        _without_values(assembler, data)
    except DAMAGE as error:
        raise UnreadableFileError(
            name, "a sheet of the workbook is damaged.", "Open it in Excel, save it again, and send that."
        ) from error
    if getattr(book, "chartsheets", ()):
        assembler.unread(f"charts in {name}", count=len(book.chartsheets), blocks_absence=False)
    return assembler.submission(name, data, "xlsx", title=_title(book))


def _sheet(assembler: Assembler, sheet: Any) -> None:
    hidden = sheet.sheet_state != "visible"
    assembler.heading(f"{sheet.title} {HIDDEN_SHEET}" if hidden else sheet.title, 1)
    assembler.counts["hidden sheets"] += hidden
    table = assembler.start_table()
    errors = 0
    for number, cells in as_table(_rows(assembler, sheet)):
        errors += sum(cell.startswith("#") and cell.rstrip("!?") in _ERRORS for cell in cells)
        assembler.row(cells, Place(table=table, row=number))
    if errors:
        assembler.unread(f"cells of the sheet {sheet.title} that show an error", count=errors, blocks_absence=False)


_ERRORS = frozenset({"#REF", "#DIV/0", "#VALUE", "#NAME", "#NUM", "#NULL", "#N/A"})


def _rows(assembler: Assembler, sheet: Any) -> Iterator[tuple[int, list[str]]]:
    rows = 0
    for number, row in enumerate(sheet.iter_rows(max_col=_MOST_COLUMNS), start=1):
        if rows == _MOST_ROWS:
            assembler.unread(f"rows of the sheet {sheet.title} after row {number - 1}")
            return
        cells = [_words(cell) for cell in row]
        rows += any(cells)
        yield number, cells


def _words(cell: Any) -> str:
    """Return what a cell shows, near enough: 12345.5, £12,345, (450), 5%, 1 April 2009, Yes."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime | date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, int | float):
        number = Decimal(str(value))
        return shown(number, str(cell.number_format)) if number.is_finite() else ""
    return str(value)


def _without_values(assembler: Assembler, data: bytes) -> None:
    """Note the formulas that have no saved value: their cells are empty here, and have a figure in Excel."""
    with ZipFile(BytesIO(data)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if _SHEET.match(name)]
    count = sum(len(_WITHOUT_VALUE.findall(sheet)) for sheet in sheets)
    if count:
        assembler.unread(
            "formulas without a saved value (open the file in Excel and save it)", count=count, blocks_absence=False
        )


def _title(book: Any) -> str:
    return str(getattr(book.properties, "title", "") or "")
