"""Make house.docx, the default Word house template: `python templates/word/build_house.py`.

Run it after changing this file or house_styles.py, look at a rendered document, and commit house.docx with
the change. A PCT that wants a template of its own starts from house.docx in Word, not from here.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.enum.section import WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Length, Pt, Twips
from house_styles import TEXT_WIDTH, TINT, numbering_xml, styles_xml

from pbc_generator.render.word.package import file_bytes

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.section import Section
    from docx.text.paragraph import Paragraph

HOUSE = Path(__file__).with_name("house.docx")
MARGIN = Cm(2.2)
WHOLE_WIDTH = 5000  # in fiftieths of a per cent: the table fits the page, upright or on its side
CONTROL_WIDTHS = (Twips(3000), Twips(TEXT_WIDTH - 3000))

SETTINGS = f"""
<w:settings {nsdecls("w")}>
  <w:zoom w:percent="100"/>
  <w:defaultTabStop w:val="720"/>
  <w:characterSpacingControl w:val="doNotCompress"/>
  <w:compat>
    <w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
    <w:compatSetting w:name="overrideTableStyleFontSizeAndJustification"
      w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>
    <w:compatSetting w:name="enableOpenTypeFeatures"
      w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>
    <w:compatSetting w:name="doNotFlipMirrorIndents"
      w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>
    <w:compatSetting w:name="differentiateMultirowTableHeaders"
      w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>
  </w:compat>
  <w:themeFontLang w:val="en-GB"/>
  <w:decimalSymbol w:val="."/>
  <w:listSeparator w:val=","/>
</w:settings>
"""

FONTS = f"""
<w:fonts {nsdecls("w")}>
  <w:font w:name="Arial"><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>
  <w:font w:name="MS Gothic"><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font>
</w:fonts>
"""

CONTROL_ROWS = (
    ("Item", "Detail"),
    ("{%tr for line in control %}", ""),
    ("{{ line.label }}", "{{r line.runs }}"),
    ("{%tr endfor %}", ""),
)
CONTROL_STYLES = (
    ("PBC Table Heading", "PBC Table Heading"),
    *3 * (("PBC Table Row Heading", "PBC Table Text"),),
)
CONTROL_PROPERTIES = f"""
<w:tblPr {nsdecls("w")}>
  <w:tblStyle w:val="PBCTable"/>
  <w:tblW w:w="{WHOLE_WIDTH}" w:type="pct"/>
  <w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0"
    w:noHBand="1" w:noVBand="1"/>
  <w:tblCaption w:val="Document control"/>
  <w:tblDescription w:val="What is recorded about this document, one line for each item."/>
</w:tblPr>
"""

# What python-docx's blank document brings along and a house template has no use for.
UNUSED_PARTS = ("stylesWithEffects", "customXml", "webSettings")


def build() -> bytes:
    """Return the house template."""
    word = docx.Document()
    _keep_only_what_is_used(word)
    _replace(word.styles.element, styles_xml())
    _replace(word.part.numbering_part.element, numbering_xml())
    _replace(word.settings.element, SETTINGS)
    word.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)._blob = FONTS.strip().encode()
    front = word.sections[0]
    _set_page(front)
    front.different_first_page_header_footer = True  # the cover has none
    _write_header_and_footer(front)
    _write_cover(word)
    _write_contents(word)
    body = word.add_section(WD_SECTION.NEW_PAGE)
    word.paragraphs[-1].style = "PBC End"  # holds nothing but the break
    body.different_first_page_header_footer = False
    word.add_paragraph("{{p body }}")
    _set_properties(word)
    return file_bytes(word, {})


def _keep_only_what_is_used(word: WordDocument) -> None:
    for key, relation in list(word.part.rels.items()):
        if relation.reltype.rsplit("/", 1)[-1] in UNUSED_PARTS:
            del word.part.rels[key]
    package = word.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]


def _replace(element: object, xml: str) -> None:
    """Put other children into the root of a part."""
    for child in list(element):
        element.remove(child)
    element.extend(list(parse_xml(xml)))


def _set_page(section: Section) -> None:
    section.page_width, section.page_height = Twips(11906), Twips(16838)  # A4
    section.left_margin = section.right_margin = section.bottom_margin = Twips(1247)  # 2.2 cm
    section.top_margin = Cm(2.6)
    section.header_distance = section.footer_distance = Cm(1.1)
    section._sectPr.remove(section._sectPr.find("{*}docGrid"))


def _write_header_and_footer(section: Section) -> None:
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    header.style, footer.style = "Header", "Footer"
    header.add_run("{{ organisation }} – {{ title }}")
    footer.add_run("{{ date }}\tPage ")
    _add_field(footer, "PAGE")
    footer.add_run(" of ")
    _add_field(footer, "NUMPAGES")
    # The empty header and footer of the cover.
    section.first_page_header.paragraphs[0].style = "Normal"
    section.first_page_footer.paragraphs[0].style = "Normal"


def _add_field(paragraph: Paragraph, instruction: str) -> None:
    paragraph._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" {instruction} "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    )


def _write_cover(word: WordDocument) -> None:
    word.add_paragraph("{{ organisation }}", "PBC Cover Organisation")
    _write_by_page(word, "{{ title }}", "Title", Pt(28))
    word.add_paragraph("{%p if subtitle %}")
    word.add_paragraph("{{ subtitle }}", "Subtitle")
    word.add_paragraph("{%p endif %}")
    _write_by_page(word, "{{ date }}", "PBC Cover Date", None, Pt(6))
    word.add_paragraph("{%p if control %}")
    word.add_paragraph("Document control", "Caption")
    _write_control_table(word)
    word.add_paragraph("{%p endif %}")


def _write_by_page(
    word: WordDocument, text: str, style: str, before: Length | None, after: Length | None = None
) -> None:
    """Write a line of the cover that needs less space around it on a page on its side."""
    word.add_paragraph("{%p if landscape %}")
    low = word.add_paragraph(text, style)
    low.paragraph_format.space_before = before
    low.paragraph_format.space_after = after
    word.add_paragraph("{%p else %}")
    word.add_paragraph(text, style)
    word.add_paragraph("{%p endif %}")


def _write_control_table(word: WordDocument) -> None:
    table = word.add_table(rows=len(CONTROL_ROWS), cols=2, style="PBC Table")
    for row, words, styles in zip(table.rows, CONTROL_ROWS, CONTROL_STYLES, strict=True):
        heads = styles[0] == "PBC Table Heading"
        row_properties = row._tr.get_or_add_trPr()
        row_properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        if heads:
            row_properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        for cell, text, style, width in zip(row.cells, words, styles, CONTROL_WIDTHS, strict=True):
            cell.width = width
            share = cell._tc.tcPr.find(qn("w:tcW"))
            share.set(qn("w:type"), "pct")
            share.set(qn("w:w"), str(round(width / Twips(TEXT_WIDTH) * WHOLE_WIDTH)))
            cell.text = text
            cell.paragraphs[0].style = style
            if heads:
                cell._tc.get_or_add_tcPr().append(
                    parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{TINT}"/>')
                )
    for column, width in zip(table.columns, CONTROL_WIDTHS, strict=True):
        column.width = width
    _replace(table._tbl.tblPr, CONTROL_PROPERTIES)


def _write_contents(word: WordDocument) -> None:
    word.add_paragraph("{%p if contents %}")
    word.add_paragraph("Contents", "TOC Heading")
    word.add_paragraph("{{p contents }}")
    word.add_paragraph("{%p endif %}")


def _set_properties(word: WordDocument) -> None:
    core = word.core_properties
    core.title = "House template"
    core.author = core.last_modified_by = "pbcgov"
    core.comments = core.keywords = ""
    core.language = "en-GB"
    core.created = core.modified = datetime(2007, 1, 1)


if __name__ == "__main__":
    HOUSE.write_bytes(build())
