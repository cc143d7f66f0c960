"""CSV to a submission: one table, whatever separates its cells."""

from __future__ import annotations

import csv
from io import StringIO

from pbc_checks.read.assemble import Assembler
from pbc_checks.read.decode import decode
from pbc_checks.read.errors import UnreadableFileError
from pbc_checks.submission import Place, Submission

_SEPARATORS = ",;\t|"
_SAMPLE = 20_000  # characters by which the separator is told


def read(name: str, data: bytes) -> Submission:
    """Return the submission in a CSV file; rows are counted as a spreadsheet numbers them.

    Raises UnreadableFileError.
    """
    text = decode(name, data)
    assembler = Assembler()
    table = assembler.start_table()
    try:
        for number, cells in enumerate(csv.reader(StringIO(text), _dialect(text)), start=1):
            assembler.row([_as_typed(cell) for cell in cells], Place(table=table, row=number))
    except csv.Error as error:
        raise UnreadableFileError(
            name, f"the file is not CSV that can be read ({error}).", "Open it in Excel and save it as CSV or .xlsx."
        ) from error
    return assembler.submission(name, data, "csv")


def _dialect(text: str) -> type[csv.Dialect]:
    try:
        return csv.Sniffer().sniff(text[:_SAMPLE], _SEPARATORS)
    except csv.Error:
        return csv.excel


def _as_typed(cell: str) -> str:
    """Return a cell without the apostrophe that keeps Excel from taking it for a formula."""
    return cell[1:] if cell[:2] in {"'=", "'+", "'-", "'@"} else cell
