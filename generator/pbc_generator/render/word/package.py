"""The parts around the text: page, language, properties, and the zip file that holds them."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from pbc_generator.render.characters import printable
from pbc_generator.render.dates import file_date
from pbc_generator.render.word.markup import attribute, number

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Any

    from docx.document import Document as WordDocument

    from pbc_generator.document import Document

_LONGEST_PROPERTY = 255  # Word's limit
_CLOSE_MARGINS = {"top": 1080, "bottom": 900, "header": 480, "footer": 420}  # twentieths of a point
_USUAL_WIDTH = 9412  # A4 between margins of 2.2 cm
_EARLIEST_TIME = (1980, 1, 1, 0, 0, 0)  # what a zip file can say at the least; says nothing about the clock
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_BEFORE_PROTECTION = frozenset(
    [
        "writeProtection",
        "view",
        "zoom",
        "removePersonalInformation",
        "removeDateAndTime",
        "doNotDisplayPageBoundaries",
        "displayBackgroundShape",
        "printPostScriptOverText",
        "printFractionalCharacterWidth",
        "printFormsData",
        "embedTrueTypeFonts",
        "embedSystemFonts",
        "saveSubsetFonts",
        "saveFormsData",
        "mirrorMargins",
        "alignBordersAndEdges",
        "bordersDoNotSurroundHeader",
        "bordersDoNotSurroundFooter",
        "gutterAtTop",
        "hideSpellingErrors",
        "hideGrammaticalErrors",
        "activeWritingStyle",
        "proofState",
        "formsDesign",
        "attachedTemplate",
        "linkStyles",
        "stylePaneFormatFilter",
        "stylePaneSortMethod",
        "documentType",
        "mailMerge",
        "revisionView",
        "trackRevisions",
        "doNotTrackMoves",
        "doNotTrackFormatting",
    ]  # one a line is no clearer
)
_CONTENT_TYPES = "[Content_Types].xml"


def turn_pages(word: WordDocument) -> None:
    """Turn every upright page on its side, and move the tab stops at the right margin with it."""
    for section in word.element.iter(qn("w:sectPr")):
        size = section.find(qn("w:pgSz"))
        if size is None:
            continue
        before = text_width(section)
        width, height = size.get(qn("w:w")), size.get(qn("w:h"))
        if number(size, qn("w:w")) >= number(size, qn("w:h")):
            continue
        size.set(qn("w:w"), height)
        size.set(qn("w:h"), width)
        size.set(qn("w:orient"), "landscape")
        roots = [word.styles.element, *(part.element for part in _headers_and_footers(word))]
        for stop in (stop for root in roots for stop in root.iter(qn("w:tab"))):
            if stop.get(qn("w:pos")) == str(before) and stop.get(qn("w:val")) == "right":
                stop.set(qn("w:pos"), str(text_width(section)))


def narrow_margins(word: WordDocument) -> None:
    """Leave less room above and below the text, as far as it has more, for what has to fit on one page."""
    for margins in word.element.iter(qn("w:pgMar")):
        for side, most in _CLOSE_MARGINS.items():
            margins.set(qn(f"w:{side}"), str(min(number(margins, qn(f"w:{side}")), most)))


def text_width(section: Any) -> int:
    """Return the page width between the margins in twentieths of a point; of A4 if the template has none."""
    size, margins = (None, None) if section is None else (section.find(qn("w:pgSz")), section.find(qn("w:pgMar")))
    if size is None or margins is None:
        return _USUAL_WIDTH
    sides = sum(number(margins, qn(f"w:{side}")) for side in ("left", "right", "gutter"))
    return number(size, qn("w:w")) - sides


def _headers_and_footers(word: WordDocument) -> list[Any]:
    kinds = {RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER}
    return [relation.target_part for relation in word.part.rels.values() if relation.reltype in kinds]


def set_language(word: WordDocument, language: str) -> None:
    """Say in which language the document is written, where Word and screen readers look for it."""
    language = attribute(language)
    defaults = word.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")
    if not defaults:
        defaults = [_add_defaults(word.styles.element)]
    for properties in defaults:
        found = properties.find(qn("w:lang"))
        if found is None:
            found = parse_xml(f"<w:lang {nsdecls('w')}/>")
            properties.append(found)
        found.set(qn("w:val"), language)
    for found in word.settings.element.iter(qn("w:themeFontLang")):
        found.set(qn("w:val"), language)


def _add_defaults(styles: Any) -> Any:
    for defaults in styles.findall(qn("w:docDefaults")):
        styles.remove(defaults)
    added = parse_xml(
        f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr/></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    styles.insert(0, added)
    return added[0][0]


def set_properties(word: WordDocument, document: Document) -> None:
    """Replace the properties of the house template's file by the document's own."""
    core = word.core_properties
    for element in list(core._element):  # python-docx has no way to take a property away
        core._element.remove(element)
    core.title = _property(document.title)
    core.subject = _property(document.subject)
    core.author = _property(document.organisation)
    core.keywords = _property(", ".join(document.keywords))
    core.language = _property(document.language)
    core.last_modified_by = _property(document.organisation)
    core.revision = 1
    core.created = core.modified = _midnight(file_date(document.date))
    package = word.part.package
    replaced = {RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, RELATIONSHIP_TYPE.THUMBNAIL}
    for key in [key for key, relation in package.rels.items() if relation.reltype in replaced]:
        del package.rels[key]
    blob = (
        f'<Properties xmlns="{_EXTENDED}"><Application>pbcgov</Application>'
        f"<Company>{attribute(document.organisation)}</Company></Properties>"
    ).encode()
    part = Part(PackURI("/docProps/app.xml"), CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, blob, package)
    package.relate_to(part, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)


def _property(text: str) -> str:
    return " ".join(printable(text).split())[:_LONGEST_PROPERTY]


def _midnight(day: date) -> datetime:
    # python-docx writes the hour as it stands and calls it UTC.
    return datetime(day.year, day.month, day.day)


def file_bytes(word: WordDocument, inserted: Mapping[str, str]) -> bytes:
    """Return the Word file, the same bytes for the same content.

    `inserted` says which markup takes the place of which comment in the main part.
    """
    saved = BytesIO()
    word.save(saved)
    main = str(word.part.partname).lstrip("/")
    result = BytesIO()
    with ZipFile(saved) as source, ZipFile(result, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != _CONTENT_TYPES, name)):
            content = source.read(name)
            if name == main:
                for mark, markup in inserted.items():
                    content = content.replace(_comment(mark), markup.encode())
            entry = ZipInfo(name, _EARLIEST_TIME)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3  # otherwise the machine's
            target.writestr(entry, content)
    return result.getvalue()


def detach(word: WordDocument) -> None:
    """Untie the file from the template that the house template was itself made from.

    Word would fetch it, from wherever it says, for everybody who opens the document.
    """
    for settings in [
        each.target_part for each in word.part.rels.values() if each.reltype == RELATIONSHIP_TYPE.SETTINGS
    ]:
        for attached in word.settings.element.findall(qn("w:attachedTemplate")):
            attached.getparent().remove(attached)
        for name in [name for name, each in settings.rels.items() if each.reltype.endswith("/attachedTemplate")]:
            del settings.rels[name]


def remove_cover(place: Any, head: str) -> None:
    """Put a letter's head in the place of what stands before the body.

    A section that goes with the cover leaves its headers and footers to the one that follows, which would have
    inherited them.
    """
    references = []
    for element in list(place.itersiblings(preceding=True)):
        references += element.xpath(".//w:sectPr/*[self::w:headerReference or self::w:footerReference]")
        element.getparent().remove(element)
    following = place.xpath("following::w:sectPr")
    for section in following[:1]:
        kinds = {(reference.tag, reference.get(qn("w:type"))) for reference in section}
        for reference in reversed(references):
            if (reference.tag, reference.get(qn("w:type"))) not in kinds:
                section.insert(0, reference)
    for element in parse_xml(f"<w:body {nsdecls('w')}>{head}</w:body>"):
        place.addprevious(element)


def stamp_draft(word: WordDocument) -> None:
    """Put the word DRAFT behind the text of every page, as Word's own watermark does: in each header.

    The first section gets the headers it lacks; those after it inherit them.
    """
    first = word.sections[0]
    wanted = [first.header]
    if first.different_first_page_header_footer:
        wanted.append(first.first_page_header)
    if word.settings.odd_and_even_pages_header_footer:
        wanted.append(first.even_page_header)
    for header in wanted:
        if header.is_linked_to_previous:
            header.is_linked_to_previous = False
    # By their relations: docxtpl has put other parts in the place of those that python-docx remembers.
    headers = [each.target_part for each in word.part.rels.values() if each.reltype == RELATIONSHIP_TYPE.HEADER]
    for place, part in enumerate(headers, start=1):
        paragraphs = part.element.findall(qn("w:p"))
        if not paragraphs:
            paragraphs = [parse_xml(f"<w:p {nsdecls('w')}/>")]
            part.element.append(paragraphs[0])
        paragraphs[0].append(parse_xml(_watermark(place)))


def _watermark(name: int) -> str:
    style = (
        "position:absolute;margin-left:0;margin-top:0;width:440pt;height:165pt;rotation:315;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    return (
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:o="urn:schemas-microsoft-com:office:office">'
        "<w:rPr><w:noProof/></w:rPr><w:pict>"
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
        'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="PowerPlusWaterMarkObject{name}" o:spid="_x0000_s20{name}" type="#_x0000_t136" alt="Draft" '
        f'style="{style}" o:allowincell="f" fillcolor="#8a96a0" stroked="f">'
        '<v:fill opacity=".3"/><v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt" string="DRAFT"/>'
        "</v:shape></w:pict></w:r>"
    )


def protect_form(word: WordDocument) -> None:
    """Let nothing but the answers of a form be changed; no password, so that its owner can lift it in Word."""
    settings = word.settings.element
    for old in settings.findall(qn("w:documentProtection")):
        settings.remove(old)
    protection = parse_xml(f'<w:documentProtection {nsdecls("w")} w:edit="forms" w:enforcement="1"/>')
    # Its place in the order of the schema is after these, whichever of them a template has.
    earlier = [element for element in settings if etree.QName(element).localname in _BEFORE_PROTECTION]
    if earlier:
        earlier[-1].addnext(protection)
    else:
        settings.insert(0, protection)


def leave_comment(element: Any, mark: str) -> None:
    """Put a comment in the place of an element, for `file_bytes` to find."""
    element.getparent().replace(element, etree.Comment(mark))


def _comment(mark: str) -> bytes:
    return f"<!--{mark}-->".encode()
