"""Excel workbooks: opened for reading within limits, whatever is in them; written the same each time."""

from __future__ import annotations

import re
import warnings
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from lzma import LZMAError
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from pbc_frameworks.archive import DeclarationError, open_archive, survey
from pbc_frameworks.errors import PbcgovError
from pbc_frameworks.limits import TooLargeError

DAMAGE = (
    BadZipFile, InvalidFileException, AttributeError, EOFError, LZMAError, LookupError, NotImplementedError, OSError,
    RuntimeError, SyntaxError, TypeError, ValueError, zlib.error,
)  # fmt: skip
"""What openpyxl raises over files that Excel would not have written, also while rows are read."""
_WORKBOOK = re.compile(r"xl/workbook[^/]*\.xml")
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"  # openpyxl takes its sheets for empty
_LONGEST_CELL = 32_767  # Excel's limit
_EARLIEST_TIME = (1980, 1, 1, 0, 0, 0)
_FIXED = datetime(1980, 1, 1)
TAKEN_FOR_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a text begins that Excel would take for a formula, the wide letters of East Asian keyboards too."""
LAST_ROW = 1_048_576
"""The last row that a sheet has in Excel; openpyxl makes up all rows before one that says that it is the billionth."""


class WorkbookError(PbcgovError):
    """An Excel file that cannot be opened; the message says what is wrong and what to do."""


@contextmanager
def quietly() -> Iterator[None]:
    """Keep openpyxl from telling the user what it leaves out of a workbook: styles, lists to choose from, links."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def open_workbook(data: bytes) -> Any:
    """Return a workbook, opened for reading: formulas are read as the values that were saved with them.

    Raises WorkbookError for a file that is no workbook or too large.
    """
    try:
        with open_archive(data) as archive, quietly():
            survey(archive)
            if any(_STRICT in archive.read(part) for part in archive.namelist() if _WORKBOOK.fullmatch(part)):
                raise WorkbookError(
                    "The workbook is saved as 'Strict Open XML Spreadsheet'. Open it in Excel and save it as "
                    "'Excel Workbook (*.xlsx)', and use that."
                )
            return load_workbook(BytesIO(data), read_only=True, data_only=True)
    except TooLargeError as error:
        said = str(error)
        raise WorkbookError(f"{said[:1].upper()}{said[1:]}. Save the sheet on its own, and use that.") from error
    except DeclarationError as error:
        raise WorkbookError(
            "The file holds declarations that no workbook has. "
            "Open it in Excel, save it under a new name, and use that."
        ) from error
    except DAMAGE as error:
        raise WorkbookError(
            "This is not an Excel workbook (.xlsx). Open it in Excel and save it as 'Excel Workbook (*.xlsx)', "
            "without a password."
        ) from error


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a column, and the column's width in characters."""

    title: str
    width: int


def fill(sheet: Any, headings: Sequence[Heading], rows: Iterable[Sequence[Any]]) -> None:
    """Fill a sheet: headings that stay in sight, filters, dates as dates; words are never taken for a formula.

    Raises WorkbookError for a text longer than Excel can hold.
    """
    sheet.append([heading.title for heading in headings])
    for place, heading in enumerate(headings, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = heading.width
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8F1F9")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for number, values in enumerate(rows, start=2):
        for place, value in enumerate(values, start=1):
            if value in ("", None):
                continue
            cell = sheet.cell(row=number, column=place)
            cell.value = _writable(value, sheet.title, number)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(value, date):
                cell.number_format = "dd/mm/yyyy"
            elif isinstance(value, str):
                cell.data_type = "s"  # a text that begins with = stays a text
                cell.quotePrefix = value.startswith(TAKEN_FOR_FORMULAS)  # also once somebody has edited it
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4


def _writable(value: Any, sheet: str, number: int) -> Any:
    """Return a value as Excel takes it; a character that it cannot hold is replaced."""
    if not isinstance(value, str):
        return value
    if len(value) > _LONGEST_CELL:
        raise WorkbookError(
            f"A text in row {number} of {sheet} has {len(value):,} characters; Excel holds {_LONGEST_CELL:,}."
        )
    return ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)


def saved(book: Any, title: str) -> bytes:
    """Return a workbook as a file, with a title and fixed times."""
    properties = book.properties
    properties.title, properties.creator, properties.language = title, "pbcgov", "en-GB"
    properties.created = properties.modified = _FIXED
    out = BytesIO()
    book.save(out)
    return _with_fixed_times(out.getvalue())


def _with_fixed_times(data: bytes) -> bytes:
    """Return a workbook with the same times inside, whenever it is saved."""
    result = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(result, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"1980-01-01T00:00:00Z", content)
            entry = ZipInfo(name, _EARLIEST_TIME)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3
            target.writestr(entry, content)
    return result.getvalue()
