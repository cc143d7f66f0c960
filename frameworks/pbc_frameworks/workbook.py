"""Excel workbooks: opened for reading, within limits, whatever is in them."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from pbc_frameworks.errors import PbcgovError

DAMAGE = (
    BadZipFile, InvalidFileException, AttributeError, EOFError, KeyError, IndexError, NotImplementedError, OSError,
    RuntimeError, SyntaxError, TypeError, ValueError, zlib.error,
)  # fmt: skip
"""What openpyxl raises over files that Excel would not have written, also while rows are read."""
_LARGEST_FILE = 20_000_000  # bytes
_LARGEST_UNPACKED = 200_000_000


class WorkbookError(PbcgovError):
    """An Excel file that cannot be opened; the message says what is wrong and what to do."""


def open_workbook(data: bytes) -> Any:
    """Return a workbook, opened for reading: formulas are read as the values that were saved with them.

    Raises WorkbookError for a file that is no workbook or too large.
    """
    if len(data) > _LARGEST_FILE:
        raise WorkbookError("The file is larger than 20 MB. Save the sheet on its own, and use that.")
    try:
        with ZipFile(BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST_UNPACKED:
                raise WorkbookError("The file unpacks to more than 200 MB. It was not opened.")
        return load_workbook(BytesIO(data), read_only=True, data_only=True)
    except DAMAGE as error:
        raise WorkbookError(
            "This is not an Excel workbook (.xlsx). Open it in Excel and save it as 'Excel Workbook (*.xlsx)', "
            "without a password."
        ) from error
