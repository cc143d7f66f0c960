"""Registers of interests in Excel whose cells mean more than they show."""

from __future__ import annotations

from collections.abc import Sequence

from fuzzed.files import changed, replaced
from hostile import workbooks
from hostile.archives import with_parts
from hostile.case import Case
from hostile.workbooks import ENTRY, HEADINGS

_SHEET = "xl/worksheets/sheet1.xml"
_AS_SUBMISSIONS = (
    "one sheet of 80 MB.xlsx", "a sheet a thousand times its size.xlsx", "ten thousand sheets.xlsx",
    "a million cells and more.xlsx", "a billion laughs.xlsx", "strings that are not there.xlsx", "cut off.xlsx",
    "one bit turned.xlsx", "behind a password.xlsx", "nothing but bytes.xlsx",
)  # fmt: skip
COMMAND = "=cmd|'/c calc'!A1"


def register(*rows: tuple[object, ...]) -> bytes:
    """Return a workbook with the headings of a register and some rows."""
    return workbooks.saved(HEADINGS, *rows)


def _with(column: int, value: object) -> tuple[object, ...]:
    return (*ENTRY[:column], value, *ENTRY[column + 1 :])


def _calculated(value: str) -> bytes:
    """Return a register whose name is a formula, with the value that Excel saved for it."""
    cell = b'<c r="A2" t="str"><f>HYPERLINK("http://127.0.0.1:9/","x")</f><v>%s</v></c>' % value.encode()
    return changed(register(ENTRY), replaced(_SHEET, b'<c r="A2"[^>]*>.*?</c>', cell))


def changed_names(names: Sequence[str]) -> bytes:
    """Return a register with an entry for each name; each is the value of a formula."""
    data = register(*(ENTRY for _ in names))
    for row, name in enumerate(names, start=2):
        cell = f'<c r="A{row}" t="str"><f>CONCATENATE(B1,B2)</f><v>{name}</v></c>'
        data = changed(data, replaced(_SHEET, b'<c r="A%d"[^>]*>.*?</c>' % row, cell.encode()))
    return data


CASES = (
    Case("formulas without values.xlsx", lambda: register(_with(0, COMMAND), _with(2, "=1+1"))),
    Case("a formula with an error.xlsx", lambda: _calculated("#REF!")),
    Case("a day after all days.xlsx", lambda: register(_with(5, "31/31/9999"))),
    Case("a name of 100,000 letters.xlsx", lambda: changed(
        register(ENTRY), replaced(_SHEET, b'<c r="A2"[^>]*>.*?</c>',
                                  b'<c r="A2" t="inlineStr"><is><t>' + b"a" * 100_000 + b"</t></is></c>"))),
    Case("20,001 rows.xlsx", lambda: with_parts(register(ENTRY), {_SHEET: _many(20_001)})),
    Case("no entry.xlsx", lambda: register()),
    *(case for case in workbooks.CASES if case.name in _AS_SUBMISSIONS),
)  # fmt: skip


def _many(rows: int) -> str:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    row = '<row><c t="inlineStr"><is><t>a</t></is></c></row>'
    return f'<worksheet xmlns="{main}"><sheetData>{row * rows}</sheetData></worksheet>'
