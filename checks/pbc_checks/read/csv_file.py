"""CSV to a submission: one table, whatever separates its cells."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from io import StringIO
from itertools import islice

from pbc_checks.read.assemble import Assembler
from pbc_checks.read.decode import decode
from pbc_checks.read.errors import UnreadableFileError
from pbc_checks.read.sheet_rows import as_table
from pbc_checks.submission import Place, Submission
from pbc_frameworks.limits import allowed

_SEPARATORS = ",;\t|"
_SAMPLE = 50  # rows by which the separator is told
_SAID = "sep="  # Excel's own first line, which names the separator


def read(name: str, data: bytes) -> Submission:
    """Return the submission in a CSV file; rows are counted as a spreadsheet numbers them.

    Raises UnreadableFileError.
    """
    text = decode(name, data)
    first, _, rest = text.partition("\n")
    said = first.lower().startswith(_SAID) and len(first) == len(_SAID) + 1
    assembler = Assembler()
    table = assembler.start_table()
    try:
        rows = csv.reader(StringIO(rest if said else text), delimiter=first[-1] if said else _separator(text))
        read_rows = list(islice(rows, allowed().rows))
        _report_unread(assembler, read_rows, more=sum(map(any, rows)))
    except csv.Error as error:
        raise UnreadableFileError(
            name, f"the file is not CSV that can be read ({error}).", "Open it in Excel and save it as CSV or .xlsx."
        ) from error
    typed = (
        (number, [_as_typed(cell) for cell in cells[: allowed().columns]])
        for number, cells in enumerate(read_rows, start=1)
    )
    for number, cells in as_table(typed):
        assembler.row(cells, Place(table=table, row=number))
    return assembler.submission(name, data, "csv")


def _report_unread(assembler: Assembler, rows: Iterable[list[str]], more: int) -> None:
    """Note the rows that are wider than is read, and how many more there are than are read."""
    if wide := sum(any(cells[allowed().columns :]) for cells in rows):
        assembler.unread(f"cells to the right of column {allowed().columns}, in so many rows", count=wide)
    if more:
        assembler.unread(f"rows after row {allowed().rows}", count=more)


def _separator(text: str) -> str:
    """Return what separates cells: that by which most of the first rows have the same number of them."""
    return max(_SEPARATORS, key=lambda separator: _evenness(text, separator))


def _evenness(text: str, separator: str) -> tuple[int, int]:
    """Return how many of the first rows have the commonest number of cells, and that number; of more than one cell."""
    rows = [len(row) for row in islice(csv.reader(StringIO(text), delimiter=separator), _SAMPLE)]
    widths = Counter(width for width in rows if width > 1)
    return max(((rows_of_it, width) for width, rows_of_it in widths.items()), default=(0, 0))


def _as_typed(cell: str) -> str:
    """Return a cell without the apostrophe that keeps Excel from taking it for a formula."""
    return cell[1:] if cell[:2] in {"'=", "'+", "'-", "'@"} else cell
