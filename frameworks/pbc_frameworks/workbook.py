"""Excel workbooks: opened for reading, within limits, whatever is in them."""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from pbc_frameworks.archive import DeclarationError, open_archive, survey
from pbc_frameworks.errors import PbcgovError
from pbc_frameworks.limits import TooLargeError

DAMAGE = (
    BadZipFile, InvalidFileException, AttributeError, EOFError, LookupError, NotImplementedError, OSError,
    RuntimeError, SyntaxError, TypeError, ValueError, zlib.error,
)  # fmt: skip
"""What openpyxl raises over files that Excel would not have written, also while rows are read."""
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
