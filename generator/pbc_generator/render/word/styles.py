"""Styles and lists: what a PCT's own house template lacks is added from the default one."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart

from pbc_generator.render.word.house import default_house
from pbc_generator.render.word.markup import number
from pbc_generator.render.word.style_uses import STYLE_USES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document as WordDocument

_STYLE_REFERENCE = re.compile(r'(<w:[pr]Style w:val="|<w:tblStyle w:val=")(\w+)"')


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a document's numbering part."""

    numbering: Any
    by_style: Mapping[str, str]  # style id of ours -> id of the list definition that the house's style uses

    def new_list(self, style: str) -> int:
        """Add a numbered list in a style, beginning again at 1, and return its number."""
        new = _next(self.numbering, "w:num", "w:numId")
        self.numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{new}"><w:abstractNumId w:val="{self.by_style[style]}"/>'
                '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            )
        )
        return new


def complete(word: WordDocument) -> tuple[dict[str, str], Lists]:
    """Give a document the styles and lists it lacks.

    Returns the id that each of our styles has in this document, and the document's lists. Word knows its
    built-in styles by name, and some languages of Word give them other ids.
    """
    styles = word.styles.element
    default = _default_styles()
    present = {_name(style): style for style in styles.iterchildren(qn("w:style"))}
    taken = {_id(style) for style in present.values()}
    ids: dict[str, str] = {}
    missing: list[Any] = []
    for name, style in ((use.name.lower(), default[use.name.lower()]) for use in STYLE_USES):
        if name in present:
            ids[_id(style)] = _id(present[name])
        else:
            ids[_id(style)] = _id(style) if _id(style) not in taken else f"{_id(style)}PBC"
            missing.append(deepcopy(style))
    numbering = _numbering(word)
    for style in missing:
        for reference in style.iterchildren(qn("w:basedOn"), qn("w:next"), qn("w:link")):
            reference.set(qn("w:val"), ids[reference.get(qn("w:val"))])
        for reference in style.iter(qn("w:numPr")):
            reference.getparent().remove(reference)
        style.set(qn("w:styleId"), ids[_id(style)])
        style.attrib.pop(qn("w:default"), None)
        styles.append(style)
    by_id = {_id(style): style for style in styles.iterchildren(qn("w:style"))}
    ours = [_id(default[use.name.lower()]) for use in STYLE_USES if use.listed]
    lists = {style: _list_of(by_id[ids[style]], style, numbering) for style in ours}
    return ids, Lists(numbering, lists)


def renamed(xml: str, ids: Mapping[str, str]) -> str:
    """Return markup with our style ids replaced by those of the document it goes into."""
    if all(ours == theirs for ours, theirs in ids.items()):
        return xml
    return _STYLE_REFERENCE.sub(lambda found: f'{found[1]}{ids.get(found[2], found[2])}"', xml)


@cache
def _default_word() -> WordDocument:
    return docx.Document(BytesIO(default_house()))


@cache
def _default_styles() -> dict[str, Any]:
    return {_name(style): style for style in _default_word().styles.element.iterchildren(qn("w:style"))}


def _name(style: Any) -> str:
    name: str = style.find(qn("w:name")).get(qn("w:val"))
    return name.lower()


def _id(style: Any) -> str:
    identity: str = style.get(qn("w:styleId"))
    return identity


def _next(numbering: Any, tag: str, attribute: str) -> int:
    return max((number(element, qn(attribute)) for element in numbering.iterchildren(qn(tag))), default=0) + 1


def _numbering(word: WordDocument) -> Any:
    """Return the root of the numbering part, added if the document has none."""
    try:
        return word.part.numbering_part.element
    except NotImplementedError:  # python-docx cannot make this part
        blob = f"<w:numbering {nsdecls('w')}/>".encode()
        package = word.part.package
        part = NumberingPart.load(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, blob, package)
        word.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
        return part.element


def _list_of(style: Any, ours: str, numbering: Any) -> str:
    """Return the id of the list definition a style uses; a style without one gets ours."""
    used = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
    if used is not None:
        for each in numbering.iterchildren(qn("w:num")):
            if each.get(qn("w:numId")) == used.get(qn("w:val")):
                found: str = each.find(qn("w:abstractNumId")).get(qn("w:val"))
                return found
    definition = _default_list(ours)
    identity = str(_next(numbering, "w:abstractNum", "w:abstractNumId"))
    new = _next(numbering, "w:num", "w:numId")
    definition.set(qn("w:abstractNumId"), identity)
    definition.find(f"{qn('w:lvl')}/{qn('w:pStyle')}").set(qn("w:val"), _id(style))
    numbering.insert(sum(1 for _ in numbering.iterchildren(qn("w:abstractNum"))), definition)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{new}"><w:abstractNumId w:val="{identity}"/></w:num>'))
    properties = style.get_or_add_pPr()
    properties._remove_numPr()  # its place in the schema's order is python-docx's to know
    properties.get_or_add_numPr().get_or_add_numId().val = new
    return identity


def _default_list(style: str) -> Any:
    for definition in _default_word().part.numbering_part.element.iterchildren(qn("w:abstractNum")):
        if definition.find(f"{qn('w:lvl')}/{qn('w:pStyle')}").get(qn("w:val")) == style:
            return deepcopy(definition)
    raise LookupError(f"the default house template has no list for the style {style}")
