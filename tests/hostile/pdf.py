"""PDFs written byte by byte: pages of lines that stand where a test puts them, and what can befall a PDF on its way."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pypdf

_PAGE = b"/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>"


@dataclass(frozen=True, slots=True)
class Written:
    """A line of text with the left end of its baseline, in points from the bottom left corner of an A4 page."""

    text: str
    left: float
    baseline: float
    size: float = 11
    bold: bool = False


def written_pdf(pages: Sequence[Iterable[Written]]) -> bytes:
    """Return a PDF of such pages, its fonts Helvetica and Helvetica-Bold, without any structure."""
    contents = [b"\n".join(map(_shown, page)) for page in pages]
    numbers = range(5, 5 + 2 * len(contents), 2)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(contents), b" ".join(b"%d 0 R" % number for number in numbers)),
        _FONT % b"Helvetica",
        _FONT % b"Helvetica-Bold",
    ]
    for number, content in zip(numbers, contents, strict=True):
        objects.append(b"<</Type/Page/Parent 2 0 R%s/Contents %d 0 R>>" % (_PAGE, number + 1))
        objects.append(b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content))
    return _file(objects)


def _shown(line: Written) -> bytes:
    text = line.text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    font = b"F2" if line.bold else b"F1"
    return b"BT /%s %g Tf %g %g Td (%s) Tj ET" % (font, line.size, line.left, line.baseline, text)


def _file(objects: Sequence[bytes]) -> bytes:
    file = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    file += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(file)


def protected(pdf: bytes, algorithm: str) -> bytes:
    """Return a PDF that opens without a password, but whose contents are encrypted."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    writer.encrypt("", "owner", algorithm=algorithm)
    return _saved(writer)


def protected_by_something_else(pdf: bytes) -> bytes:
    """Return a PDF whose protection is that of a product, not the one that the standard describes."""
    return protected(pdf, "RC4-128").replace(b"/Filter /Standard", b"/Filter /Acme.DRM")


def joined(*pdfs: bytes) -> bytes:
    """Return the pages of some PDFs in one, as when a signed and scanned page is put behind the text."""
    writer = pypdf.PdfWriter()
    for pdf in pdfs:
        writer.append(io.BytesIO(pdf))
    return _saved(writer)


def _saved(writer: pypdf.PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
