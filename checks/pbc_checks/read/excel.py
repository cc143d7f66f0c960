"""Excel to a submission: each sheet a heading and a table, cells as a reader of the sheet sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from pbc_checks.read.assemble import Assembler
from pbc_checks.read.errors import UnreadableFileError
from pbc_checks.read.excel_beside import read_beside
from pbc_checks.read.number_format import shown
from pbc_checks.read.sheet_rows import as_table
from pbc_checks.submission import HIDDEN_SHEET, Place, Submission
from pbc_frameworks.limits import allowed
from pbc_frameworks.workbook import DAMAGE, LAST_ROW, WorkbookError, open_workbook, quietly

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_WORKBOOK = re.compile(r"xl/workbook[^/]*\.xml")
_SHEET_NAMED = re.compile(rb"<(?:\w+:)?sheet\s")
_VALUE = re.compile(rb"<v(?:\s[^<>]*)?>[^<]|<is(?:\s[^<>]*)?>")
# A formula whose value was never saved: a program wrote it, and Excel has not opened the file since.
_WITHOUT_VALUE = re.compile(rb"</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")


def read(name: str, data: bytes) -> Submission:
    """Return the submission in a workbook (.xlsx): the saved values of formulas, numbers as their formats show them.

    Rows are counted as the sheet numbers them. What lies over the cells comes after the last sheet. Hidden sheets are
    read, and their headings say so. Raises UnreadableFileError.
    """
    try:
        book = open_workbook(data)
    except WorkbookError as error:
        problem, _, remedy = str(error).partition(". ")
        raise UnreadableFileError(name, f"{problem[:1].lower()}{problem[1:]}.", remedy) from error
    assembler = Assembler()
    try:
        held = _Held(data)
        with quietly():
            read_cells = sum(_sheet(assembler, sheet) for sheet in book.worksheets)
        _report_unread(assembler, held, len(book.sheetnames), read_cells)
        if len(book.worksheets) > 1:
            assembler.leave_sections()  # which of the sheets it lies on is not looked for
        read_beside(assembler, data)
    except DAMAGE as error:
        raise UnreadableFileError(
            name, "a sheet of the workbook is damaged.", "Open it in Excel, save it again, and send that."
        ) from error
    return assembler.submission(name, data, "xlsx", title=_title(book))


def _sheet(assembler: Assembler, sheet: Any) -> int:
    """Add a sheet and return how many of its cells were read."""
    hidden = sheet.sheet_state != "visible"
    assembler.heading(f"{sheet.title} {HIDDEN_SHEET}" if hidden else sheet.title, 1)
    assembler.counts["hidden sheets"] += hidden
    table = assembler.start_table()
    errors = 0
    rows = list(_rows(assembler, sheet))
    for number, cells in as_table((number, list(map(_words, cells))) for number, cells in rows):
        errors += sum(cell.startswith("#") and cell.rstrip("!?") in _ERRORS for cell in cells)
        assembler.row(cells, Place(table=table, row=number))
    if errors:
        assembler.unread(f"cells of the sheet {sheet.title} that show an error", count=errors, blocks_absence=False)
    return sum(cell.value is not None for _, cells in rows for cell in cells)


_BEYOND_BOUNDS = "#NUM!"
_ERRORS = frozenset({"#REF", "#DIV/0", "#VALUE", "#NAME", "#NUM", "#NULL", "#N/A"})


def _rows(assembler: Assembler, sheet: Any) -> Iterator[tuple[int, Sequence[Any]]]:
    """Yield the rows that have cells, with their numbers."""
    sheet.reset_dimensions()  # what a sheet says of its own size may be wrong; what lies beyond would be left out
    rows = 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if rows == allowed().rows or number > LAST_ROW:
            assembler.unread(f"rows of the sheet {sheet.title} after row {number - 1}")
            return
        if cells:
            rows += any(cell.value is not None for cell in cells)
            yield number, cells[: allowed().columns]


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
        return shown(number, str(cell.number_format)) if number.is_finite() else _BEYOND_BOUNDS
    return str(value)


class _Held:
    """What the parts of a workbook hold by their own account, to be held against what openpyxl makes of them."""

    def __init__(self, data: bytes) -> None:
        with ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            workbooks = [archive.read(name) for name in names if _WORKBOOK.fullmatch(name)]
            sheets = [archive.read(name) for name in names if _SHEET.match(name)]
        self.sheets = max((len(_SHEET_NAMED.findall(workbook)) for workbook in workbooks), default=0)
        self.emptied = sum(b"sheetData" not in sheet.replace(b"\0", b"") for sheet in sheets)
        self.cells = sum(len(_VALUE.findall(sheet)) for sheet in sheets)
        self.without_value = sum(len(_WITHOUT_VALUE.findall(sheet)) for sheet in sheets)


def _report_unread(assembler: Assembler, held: _Held, sheets: int, cells: int) -> None:
    """Note what the workbook holds and was not read; openpyxl leaves out in silence what it cannot place."""
    if held.sheets > sheets:
        assembler.unread("sheets that the workbook names, and the file does not hold", count=held.sheets - sheets)
    if held.emptied:
        assembler.unread("sheets that hold something else than cells: the file is damaged", count=held.emptied)
    if held.cells > cells:
        assembler.unread(
            "cells: they lie too far to the right or below, or not where they say", count=held.cells - cells
        )
    if held.without_value:
        # Their cells are empty here, and have a figure in Excel.
        assembler.unread(
            "formulas without a saved value (open the file in Excel and save it)",
            count=held.without_value,
        )


def _title(book: Any) -> str:
    return str(getattr(book.properties, "title", "") or "")
