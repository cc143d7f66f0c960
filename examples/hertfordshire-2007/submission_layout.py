"""The Word side of build_submission.py: headings, text, bullets, ruled tables, footnotes and page numbers."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, cast

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from docx.styles.style import CharacterStyle, ParagraphStyle
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

FONT = "Arial"
FIGURES = re.compile(r"£?[\d,.]+%?|nil|")
MARKED = re.compile(r"(\*\*.+?\*\*|\[\^\w+\])")

# Name, size in points, space before and after it in points.
STYLES = (
    ("Normal", 11, 0, 7),
    ("Title", 22, 0, 2),
    ("Subtitle", 13, 0, 10),
    ("Heading 1", 14, 14, 5),
    ("Heading 2", 11.5, 9, 4),
    ("List Bullet", 11, 0, 4),
    ("Caption", 10, 8, 3),
    ("Footer", 9, 0, 0),
    ("Table text", 10, 2, 2),
    ("Table end", 6, 0, 0),
    ("footnote text", 9, 0, 2),
)

# Left out of python-docx's blank document: a picture of another document and parts nothing here uses.
LEFT_OUT = ("thumbnail", "stylesWithEffects", "customXml")


class Paper:
    """A Word document in the making. In its texts **words** are bold and [^name] marks a footnote."""

    def __init__(self, footnotes: Mapping[str, str]) -> None:
        """Start an A4 paper; `footnotes` are given by name, in the order in which they are marked."""
        self._document = Document()
        self._footnotes = dict(footnotes)
        self._set_styles()
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2.3)

    def title(self, title: str, subtitle: str) -> None:
        """Add the title and the line below it."""
        self._document.add_paragraph(title, style="Title")
        self._document.add_paragraph(subtitle, style="Subtitle")

    def heading(self, text: str, level: int = 1) -> None:
        """Add a heading."""
        self._document.add_heading(text, level)

    def text(self, *paragraphs: str) -> None:
        """Add paragraphs of running text."""
        for text in paragraphs:
            self._write(self._document.add_paragraph(), text)

    def bullets(self, *items: str) -> None:
        """Add a bulleted list."""
        for text in items:
            self._write(self._document.add_paragraph(style="List Bullet"), text)

    def caption(self, text: str) -> None:
        """Add the caption of the table that follows."""
        paragraph = self._document.add_paragraph(style="Caption")
        paragraph.paragraph_format.keep_with_next = True
        self._write(paragraph, text)

    def table(
        self,
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        description: str,
        *,
        header: bool = True,
        bold_rows: Sequence[str] = (),
    ) -> None:
        """Add a ruled table. Widths are in centimetres; `bold_rows` are the first cells of bold rows."""
        table = self._document.add_table(len(rows), len(widths), style="Table Grid")
        table.autofit = False
        _describe(table, description)
        for column, width in enumerate(widths):
            table.columns[column].width = Cm(width)
            figures = column > 0 and all(FIGURES.fullmatch(row[column]) for row in rows[header:])
            for number, row in enumerate(rows):
                head = header and number == 0
                bold = head or row[0] in bold_rows or (not header and column == 0)
                cell = table.cell(number, column)
                cell.width = Cm(width)
                _fill(cell, row[column], bold=bold, right=figures, head=head, keep=number + 1 < len(rows))
        for number, line in enumerate(table.rows):
            line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            if header and number == 0:
                line._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        self._document.add_paragraph(style="Table end")

    def to_bytes(self, *, title: str, author: str, dated: datetime, footer: str) -> bytes:
        """Return the Word file, with nothing in it that depends on the time at which it is made."""
        properties = self._document.core_properties
        properties.title, properties.language, properties.comments = title, "en-GB", ""
        properties.author = properties.last_modified_by = author
        properties.created = properties.modified = dated
        properties.revision = 1
        self._add_footer(footer)
        self._add_footnotes()
        for relations in (self._document.part.rels, self._document.part.package.rels):
            for name in [name for name, each in relations.items() if each.reltype.endswith(LEFT_OUT)]:
                del relations[name]
        made = io.BytesIO()
        self._document.save(made)
        return _with_fixed_times(made.getvalue(), dated)

    def _write(self, paragraph: Paragraph, text: str) -> None:
        for piece in filter(None, MARKED.split(text)):
            if piece.startswith("[^"):
                reference = OxmlElement("w:footnoteReference")
                reference.set(qn("w:id"), str(list(self._footnotes).index(piece[2:-1]) + 1))
                paragraph.add_run(style="footnote reference")._r.append(reference)
            elif piece.startswith("**"):
                paragraph.add_run(piece[2:-2]).bold = True
            else:
                paragraph.add_run(piece)

    def _set_styles(self) -> None:
        styles = self._document.styles
        for name, size, before, after in STYLES:
            if name not in styles:
                styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style = cast("ParagraphStyle", styles[name])
            _set_font(style, size)
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        cast("ParagraphStyle", styles["Normal"]).paragraph_format.line_spacing = 1.1
        for name, unwanted in (
            ("Title", "w:pPr/w:pBdr"),
            ("Title", "w:rPr/w:spacing"),
            ("Subtitle", "w:rPr/w:spacing"),
        ):
            for element in styles[name].element.xpath(unwanted):
                element.getparent().remove(element)
        mark = cast("CharacterStyle", styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER))
        mark.font.superscript = True

    def _add_footer(self, text: str) -> None:
        paragraph = self._document.sections[0].footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(f"{text}, page ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        paragraph._p.append(field)

    def _add_footnotes(self) -> None:
        """Add the part that holds the footnotes, for which python-docx has no means of its own."""
        notes = [
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
            for number, kind, mark in (
                (-1, "separator", "separator"),
                (0, "continuationSeparator", "continuationSeparator"),
            )
        ]
        styles = self._document.styles
        text_style, mark_style = styles["footnote text"].style_id, styles["footnote reference"].style_id
        notes += [
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{text_style}"/></w:pPr><w:r><w:rPr>'
            f'<w:rStyle w:val="{mark_style}"/></w:rPr><w:footnoteRef/></w:r>'
            f'<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
            for number, text in enumerate(self._footnotes.values(), 1)
        ]
        body = f"<w:footnotes {nsdecls('w')}>{''.join(notes)}</w:footnotes>"
        xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{body}'
        package = self._document.part.package
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, xml.encode(), package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _set_font(style: ParagraphStyle, size: float) -> None:
    """Set upright black type of one face; the blank document's headings are blue and follow its theme."""
    style.font.size, style.font.italic, style.font.color.rgb = Pt(size), False, RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)


def _fill(cell: _Cell, text: str, *, bold: bool, right: bool, head: bool, keep: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = "Table text"
    paragraph.paragraph_format.keep_with_next = keep
    paragraph.add_run(text).bold = bold or None
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if head:
        shade = OxmlElement("w:shd")
        for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", "E3E3E3")):
            shade.set(qn(name), value)
        cell._tc.get_or_add_tcPr().append(shade)


def _describe(table: Table, description: str) -> None:
    """Give a table the description that a screen reader speaks."""
    element = OxmlElement("w:tblDescription")
    element.set(qn("w:val"), description)
    table._tbl.tblPr.append(element)


def _with_fixed_times(file: bytes, dated: datetime) -> bytes:
    """Return the same zip file with one time on every part."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(file)) as parts,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as again,
    ):
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name, dated.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # else it names the system that made it
            again.writestr(entry, parts.read(name))
    return packed.getvalue()
