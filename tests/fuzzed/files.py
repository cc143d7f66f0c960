"""What real files turned into by damage, made again here from as little as shows it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence

import openpyxl

from hostile import files as hostile

Parts = dict[str, bytes]


def changed(data: bytes, change: Callable[[Parts], object]) -> bytes:
    """Return a Word or Excel file whose parts something was done to."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    return hostile.zipped(dict(parts))


def without(part: str) -> Callable[[Parts], object]:
    return lambda parts: parts.pop(part)


def replaced(part: str, pattern: bytes, new: bytes) -> Callable[[Parts], object]:
    def change(parts: Parts) -> None:
        parts[part], count = re.subn(pattern, new, parts[part])
        assert count

    return change


def workbook() -> bytes:
    """Two sheets of three rows, a word or number in each cell."""
    book = openpyxl.Workbook()
    book.active.title = "Budget"
    for sheet in (book.active, book.create_sheet("Actual")):
        for row in (("Line", "Pounds"), ("Prescribing", 1200), ("Outpatients", 3400)):
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


NOTE = '<w:footnote w:id="2"><w:p><w:r><w:t>The note says it all.</w:t></w:r></w:p></w:footnote>'
CALL = '<w:p><w:r><w:t>We have asked them.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'


def word_with_note() -> bytes:
    return hostile.word(CALL, footnotes=NOTE)


def pdf(objects: Sequence[bytes], end: bytes = b"%%EOF\n") -> bytes:
    """Return a PDF of some objects, the first its catalogue."""
    file, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    file += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n" % (len(objects) + 1, start)
    return bytes(file) + end


def stream(content: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    return b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (entries, len(packed), packed)


_RESOURCES = b"/Resources<</Font<</F1 3 0 R>>/XObject<</X0 6 0 R>>>>"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
LINES = b"BT /F1 11 Tf 60 780 Td (We propose a clinic in town.) Tj 0 -16 Td (It costs ten pounds.) Tj ET"


def page(content: bytes, times: int = 1, font: bytes = _FONT, further: Sequence[bytes] = ()) -> list[bytes]:
    """Return the objects of a PDF with one page, which its tree may list several times."""
    return [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (times, b"5 0 R " * times),
        font,
        content,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R%s>>" % _RESOURCES,
        *further,
    ]


def many_lines(count: int) -> bytes:
    return stream(b"BT /F1 9 Tf 50 700 Td " + b"(xy zz) Tj 0 -9 Td " * count + b"ET")


def forms_in_forms(depth: int) -> list[bytes]:
    """Return forms each of which draws the next ten times over."""
    made = []
    for number in range(depth):
        names = b"/Resources<</XObject<</X%d %d 0 R>>/Font<</F1 3 0 R>>>>" % (number + 1, number + 7)
        entries = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]" + names
        made.append(stream(b"/X%d Do " % (number + 1) * 10 if number < depth - 1 else LINES, entries))
    return made
