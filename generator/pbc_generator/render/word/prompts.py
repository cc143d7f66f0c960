"""The glossary part: building blocks from which Word puts the prompt back when somebody empties a control."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from pbc_generator.render.word.controls import PROMPT_STYLE
from pbc_generator.render.word.markup import paragraph, styled
from pbc_generator.render.word.styles import renamed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document as WordDocument


def add_prompts(word: WordDocument, prompts: Mapping[str, str], ids: Mapping[str, str]) -> None:
    """Add a building block for each prompt, by name; `ids` are the document's own style ids."""
    if not prompts:
        return
    blocks = renamed("".join(_block(name, prompt) for name, prompt in prompts.items()), ids)
    try:
        part = word.part.part_related_by(RELATIONSHIP_TYPE.GLOSSARY_DOCUMENT)
        glossary = parse_xml(part.blob)
    except KeyError:
        part = _new_part(word)
        glossary = parse_xml(f"<w:glossaryDocument {nsdecls('w')}><w:docParts/></w:glossaryDocument>")
    existing = glossary.find(qn("w:docParts"))
    if existing is None:
        existing = etree.SubElement(glossary, qn("w:docParts"))
    existing.extend(parse_xml(f"<w:docParts {nsdecls('w')}>{blocks}</w:docParts>"))
    part._blob = etree.tostring(glossary, encoding="UTF-8", standalone=True)  # python-docx has no setter


def _block(name: str, prompt: str) -> str:
    guid = f"{{{name[:8]}-{name[8:12]}-{name[12:16]}-{name[16:20]}-{name[20:]}}}"
    return (
        f'<w:docPart><w:docPartPr><w:name w:val="{name}"/>'
        '<w:category><w:name w:val="General"/><w:gallery w:val="placeholder"/></w:category>'
        '<w:types><w:type w:val="bbPlcHdr"/></w:types>'
        '<w:behaviors><w:behavior w:val="content"/></w:behaviors>'
        f'<w:guid w:val="{guid}"/></w:docPartPr>'
        f"<w:docPartBody>{paragraph('', styled(prompt, PROMPT_STYLE))}</w:docPartBody></w:docPart>"
    )


def _new_part(word: WordDocument) -> Part:
    """Return an empty glossary part with a copy of the styles: building blocks do not see the document's."""
    package = word.part.package
    glossary = Part(PackURI("/word/glossary/document.xml"), CONTENT_TYPE.WML_DOCUMENT_GLOSSARY, None, package)
    word.part.relate_to(glossary, RELATIONSHIP_TYPE.GLOSSARY_DOCUMENT)
    # Lists are not copied along, and a style must not point at a list that its part lacks.
    styles = parse_xml(etree.tostring(word.styles.element))
    for properties in styles.iter(qn("w:pPr")):
        for reference in properties.findall(qn("w:numPr")):
            properties.remove(reference)
    blob = etree.tostring(styles, encoding="UTF-8", standalone=True)
    copy = Part(PackURI("/word/glossary/styles.xml"), CONTENT_TYPE.WML_STYLES, blob, package)
    glossary.relate_to(copy, RELATIONSHIP_TYPE.STYLES)
    return glossary
