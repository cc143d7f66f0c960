"""Word and PDF files to inspect: a Word file with nothing to object to, for a test to spoil; PDFs from Typst source."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache
from typing import Any

import docx
import fontpkg_arimo
import pypdf
import typst
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

WORDS = "The nurse sees patients at the surgery. "


def good_word() -> Any:
    """Return a short document that passes every check, open in python-docx."""
    word = docx.Document()
    word.core_properties.title = "A clinic for Mereford"
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(12)
    normal.element.rPr.rFonts.attrib.pop(qn("w:asciiTheme"), None)
    word.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}").set(qn("w:val"), "en-GB")
    word.add_heading("Our case", 1)
    word.add_paragraph(WORDS)
    return word


def add_table(word: Any, rows: int = 2, caption: str = "") -> Any:
    """Add a table that passes every check; return it."""
    if caption:
        word.add_paragraph(caption, style="Caption")
    table = word.add_table(rows, 2)
    for number, row in enumerate(table.rows, start=1):
        properties = row._tr.get_or_add_trPr()
        properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        if number == 1:
            properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        for cell in row.cells:
            cell.text = f"Row {number}"
    table._tbl.tblPr.append(parse_xml(f'<w:tblCaption {nsdecls("w")} w:val="What each practice spends"/>'))
    return table


def add_markup(word: Any, markup: str) -> None:
    """Add WordprocessingML to the end of the document; the prefixes w, v, o, mc, wp and wps are declared."""
    declared = nsdecls("w", "wp", "a", "r") + (
        ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    holder = parse_xml(f"<w:body {declared}>{markup}</w:body>")
    section = word.element.body.sectPr
    for element in list(holder):
        section.addprevious(element)


def add_picture(word: Any, description: str = "", *, decorative: bool = False) -> None:
    """Add a picture in a paragraph of its own."""
    word.add_picture(io.BytesIO(png()))
    properties = next(reversed(list(word.element.iter(qn("wp:docPr")))))
    if description:
        properties.set("descr", description)
    if decorative:
        properties.append(
            parse_xml(
                f'<a:extLst {nsdecls("a")}><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">'
                '<d:decorative xmlns:d="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
                "</a:ext></a:extLst>"
            )
        )


def saved(word: Any) -> bytes:
    """Return the bytes of a document."""
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


@cache
def png() -> bytes:
    """Return a grey picture of four by four points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x80" * 4 for _ in range(4))
    header = struct.pack(">IIBBBBB", 4, 4, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def typst_pdf(source: str, *, standards: tuple[Any, ...] = ("a-2a", "ua-1"), tags: bool = True) -> bytes:
    """Return the PDF of Typst source in British English, with the title that PDF/UA asks for."""
    start = '#set document(title: "A clinic for Mereford")\n#set text(font: "Arimo", lang: "en", region: "GB")\n'
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(fontpkg_arimo.ROOT)])
    made = typst.Compiler(font_paths=fonts).compile(
        (start + source).encode(), format="pdf", pdf_standards=list(standards), timestamp=0, pdf_tags=tags
    )
    assert isinstance(made, bytes)
    return made


def changed(pdf: bytes, change: Any) -> bytes:
    """Return a PDF after a change to its pypdf writer."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    change(writer)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def add_field(writer: pypdf.PdfWriter, name: str, description: str) -> None:
    """Add a text field to the first page of a PDF."""
    key = pypdf.generic.NameObject
    field = pypdf.generic.DictionaryObject(
        {
            key("/Subtype"): key("/Widget"),
            key("/FT"): key("/Tx"),
            key("/T"): pypdf.generic.TextStringObject(name),
            key("/TU"): pypdf.generic.TextStringObject(description),
            key("/Rect"): pypdf.generic.RectangleObject((50, 50, 150, 70)),
        }
    )
    annotations = writer.pages[0].setdefault(key("/Annots"), pypdf.generic.ArrayObject())
    annotations.append(writer._add_object(field))
