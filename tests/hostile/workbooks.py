"""Excel workbooks and CSV files made to do harm, or that came to harm on their way."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from functools import cache

import openpyxl

from fuzzed.files import changed, replaced, without, workbook
from hostile.archives import bit_flipped, says_of_a_part, with_parts
from hostile.case import Case
from hostile.files import ENCRYPTED_WORD, EXCEL, JUNK, OLE, PNG
from hostile.word_files import NOWHERE, OFFICE

_SHEET = "xl/worksheets/sheet1.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEADINGS = ("Name", "Position", "Organisation", "Type", "Nature", "From", "Declared", "Action")
ENTRY = ("Dr A", "GP", "Clinic Ltd", "Financial", "Partner", "01/02/2007", "10/02/2007", "Withdraws")


@cache
def sound() -> bytes:
    return workbook()


def saved(*rows: Sequence[object]) -> bytes:
    """Return a workbook of one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]  # a new book has a sheet
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _sheet(rows: str, before: str = "", after: str = "") -> bytes:
    """Return a workbook whose first sheet is made of such rows."""
    return with_parts(
        sound(), {_SHEET: f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'}
    )


def _cell(place: str, content: str, kind: str = "") -> str:
    return f'<c r="{place}"{f" t={chr(34)}{kind}{chr(34)}" if kind else ""}>{content}</c>'


def _figure(value: str) -> str:
    return f'<row r="1">{_cell("A1", "<v>12</v>")}{_cell("B1", f"<v>{value}</v>")}</row>'


_FORMULA = "<f>HYPERLINK(&quot;http://127.0.0.1:9/&quot;,&quot;x&quot;)</f><v>Nurse</v>"
_DDE = "<f>cmd|'/c calc'!A1</f><v>Five pounds</v>"


def _laughing(part: str = _SHEET) -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return with_parts(sound(), {part: f'<!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><x>&a9;</x>'})


def _linked() -> bytes:
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/externalLinkPath" Target="{NOWHERE}x.xlsx" TargetMode="External"/>'
        "</Relationships>"
    )
    link = f'<externalLink xmlns="{_MAIN}"><externalBook/></externalLink>'
    return with_parts(
        sound(),
        {"xl/externalLinks/externalLink1.xml": link, "xl/externalLinks/_rels/externalLink1.xml.rels": relation},
    )


def _lines(cells: Iterable[str], count: int) -> bytes:
    return (",".join(cells) + "\n").encode() * count


CASES = (
    Case("one sheet of 80 MB.xlsx", lambda: with_parts(sound(), {_SHEET: b" " * 80_000_000})),
    Case("a sheet a thousand times its size.xlsx", lambda: with_parts(sound(), {_SHEET: b" " * 20_000_000})),
    Case("a sheet larger than it says.xlsx", lambda: says_of_a_part(
        with_parts(sound(), {_SHEET: b" " * 20_000_000}), _SHEET, size=500)),
    Case("ten thousand sheets.xlsx", lambda: with_parts(
        sound(), {f"xl/worksheets/a{n}.xml": b"" for n in range(10_000)})),
    Case("a million cells and more.xlsx", lambda: _sheet("<row>" + "<c/>" * 1_000_001 + "</row>")),
    Case("a billion laughs.xlsx", _laughing),
    Case("a billion laughs in the strings.xlsx", lambda: _laughing("xl/sharedStrings.xml")),
    Case("a file from elsewhere.xlsx", lambda: with_parts(
        sound(), {"xl/workbook.xml": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'})),
    Case("another workbook from elsewhere.xlsx", _linked),
    Case("formulas with values.xlsx", lambda: _sheet(
        f'<row r="1">{_cell("A1", _FORMULA, "str")}{_cell("B1", _DDE, "str")}</row>')),
    Case("formulas without values.xlsx", lambda: saved(("Nurse", "=1+1", "=cmd|'/c calc'!A1"))),
    Case("a row after the last.xlsx", lambda: _sheet('<row r="2000000000"><c r="A2000000000"><v>1</v></c></row>')),
    Case("300 columns.xlsx", lambda: saved(range(300))),
    Case("a cell at the end of the sheet.xlsx", lambda: _sheet(
        f'<row r="1048576">{_cell("XFD1048576", "<v>1</v>")}</row>')),
    Case("every cell merged.xlsx", lambda: _sheet(
        _figure("5"), after='<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
    Case("a size that is not its own.xlsx", lambda: _sheet(_figure("5"), before='<dimension ref="A1:XFD1048576"/>')),
    Case("strings that are not there.xlsx", lambda: _sheet(f'<row r="1">{_cell("A1", "<v>999999</v>", "s")}</row>')),
    Case("figures beyond all bounds.xlsx", lambda: _sheet(_figure("1e999"))),
    Case("figures of ten thousand digits.xlsx", lambda: _sheet(_figure("9" * 10_000))),
    Case("figures that are none.xlsx", lambda: _sheet(_figure("nan"))),
    Case("a style that is not there.xlsx", lambda: _sheet('<row r="1"><c r="A1" s="99999"><v>1</v></c></row>')),
    Case("a day after all days.xlsx", lambda: _sheet('<row r="1"><c r="A1" t="d"><v>99999-99-99</v></c></row>')),
    Case("a sheet that is not there.xlsx", lambda: changed(sound(), without("xl/worksheets/sheet2.xml"))),
    Case("no list of sheets.xlsx", lambda: changed(sound(), without("xl/workbook.xml"))),
    Case("a list of contents that says picture.xlsx", lambda: changed(
        sound(), replaced("[Content_Types].xml", b"spreadsheetml", b"drawingml"))),
    Case("its sheet a picture.xlsx", lambda: with_parts(sound(), {_SHEET: PNG})),
    Case("elements five thousand deep.xlsx", lambda: _sheet("<row>" * 5_000 + "</row>" * 5_000)),
    Case("macros.xlsx", lambda: with_parts(sound(), {"xl/vbaProject.bin": JUNK})),
    Case("paths that lead out of the zip.xlsx", lambda: with_parts(sound(), {"../../out.xml": "<x/>"})),
    Case("cut off.xlsx", lambda: sound()[:-40]),
    Case("one bit turned.xlsx", lambda: bit_flipped(sound(), sound().index(_SHEET.encode()) / len(sound()) + 0.02)),
    Case("a sheet behind a password.xlsx", lambda: says_of_a_part(sound(), _SHEET, flags=1)),
    Case("behind a password.xlsx", lambda: ENCRYPTED_WORD),
    Case("of Excel 97.xlsx", lambda: OLE + "Workbook".encode("utf-16-le") + b"\0" * 512),
    Case("nothing to speak of.xlsx", lambda: EXCEL),
    Case("nothing but bytes.xlsx", lambda: JUNK),
    Case("cells that begin like formulas.csv", lambda: b"Nurse,=1+1,@SUM(A1),+5,-5,\"=cmd|'/c calc'!A1\"\n"),
    Case("20,001 rows.csv", lambda: b"\n" * 20_000 + b"Nurse,5\n"),
    Case("a thousand columns.csv", lambda: _lines(["5"] * 1000, 2)),
    Case("a cell of 200,000 letters.csv", lambda: _lines(("Nurse", "a" * 200_000), 1)),
    Case("a quotation that never ends.csv", lambda: b'Nurse,"5\n' + _lines(("Clerk", "6"), 1000)),
    Case("bytes without meaning.csv", lambda: b"Nurse,\0\0\0,5\n" * 20),
    Case("four million letters.csv", lambda: _lines(["pounds"] * 10, 60_000)),
)  # fmt: skip
