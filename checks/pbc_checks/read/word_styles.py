"""What a paragraph's style says of it: heading and level, list item, bold, or the form's own guidance."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from pbc_checks.read.word_package import Element, W, child

_HEADING_NAME = re.compile(r"heading ([1-9])$", re.IGNORECASE)
_LIST_NAME = re.compile(r"list\b|bullet", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"toc \d|table of (?:figures|contents)", re.IGNORECASE)
_GUIDANCE = ("PBCGuidance", "PBCGuidanceBullet", "PBCGuidanceNumber")
_NOTE = "PBCNote"
PARAGRAPH_PROPERTIES = f"{W}pPr"
RUN_PROPERTIES = f"{W}rPr"
VALUE = f"{W}val"
_PARAGRAPH_STYLE = f"{W}pStyle"
_OUTLINE_LEVEL = f"{W}outlineLvl"
_NUMBERING = f"{W}numPr"
_LIST = f"{W}numId"
_LIST_LEVEL = f"{W}ilvl"
_OFF = frozenset({"0", "false", "off", "none"})
_OUTLINE_LEVELS = frozenset("0123456789")
_MOST_STYLES = 5_000  # Word stops at 4,079
_MOST_ANCESTORS = 20  # a style based on itself must not hang the reader


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it inherits. `level` is a heading's (1 to 9), 0 for others."""

    level: int = 0
    list_item: bool = False
    bold: bool = False
    guidance: bool = False
    title: bool = False
    note: bool = False  # the form's own small print
    hidden: bool = False
    contents: bool = False  # a line of the contents page
    list_id: str = ""  # of the numbered list that its paragraphs belong to
    list_level: int | None = None


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by their ids.

    Each is worked out when it is first asked for: a document uses few of those that it brings.
    """

    elements: dict[str, Element] = field(default_factory=dict)
    default: Style = field(default_factory=Style)
    _known: dict[str, Style] = field(default_factory=dict)

    def of(self, style_id: str | None) -> Style:
        """Return a style; the default paragraph style where the id is unknown or missing."""
        if not style_id or style_id not in self.elements:
            return self.default
        style = self._known.get(style_id)
        if style is None:
            style = self._known[style_id] = _style(style_id, self.elements)
        return style

    def of_paragraph(self, paragraph: Element) -> Style:
        """Return the style of a paragraph."""
        return self.of(style_named(child(paragraph, PARAGRAPH_PROPERTIES)))

    def numbering(self, properties: Element | None) -> tuple[str, int | None]:
        """Return the id of the list that a paragraph with such properties belongs to, and its level there.

        The id is empty for a paragraph that belongs to none, the level None where the style decides.
        """
        style = self.of(style_named(properties))
        list_id, level = _numbering(properties)
        if list_id is None:
            return style.list_id, style.list_level if level is None else level
        return ("" if list_id == "0" else list_id), 0 if level is None else level

    def level(self, paragraph: Element) -> int:
        """Return the level (1 to 9) of the heading that a paragraph is by its style or by itself, 0 for others."""
        properties = child(paragraph, PARAGRAPH_PROPERTIES)
        own = outline_level(properties)
        return self.of(style_named(properties)).level if own is None else own


def styles(root: Element | None) -> Styles:
    """Return the styles of a styles part."""
    if root is None:
        return Styles()
    elements = {element.get(f"{W}styleId", ""): element for element in islice(root.iter(f"{W}style"), _MOST_STYLES)}
    default = next(
        (
            style_id
            for style_id, element in elements.items()
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in {"1", "true", "on"}
        ),
        "",
    )
    return Styles(elements, _style(default, elements) if default in elements else Style())


def style_named(properties: Element | None) -> str:
    """Return the id of the style that paragraph properties name, or nothing."""
    named = child(properties, _PARAGRAPH_STYLE)
    return named.get(VALUE, "") if named is not None else ""


def switched_on(properties: Element | None, name: str) -> bool | None:
    """Return whether properties switch something (b, vanish) on or off; None if they do not say."""
    return is_on(child(properties, f"{W}{name}"))


def is_on(found: Element | None) -> bool | None:
    """Return whether an element of properties switches something on or off; None if there is none."""
    return None if found is None else found.get(VALUE, "1") not in _OFF


def outline_level(properties: Element | None) -> int | None:
    """Return the heading level (1 to 9) that paragraph properties give, 0 for body text, None if they do not say."""
    found = child(properties, _OUTLINE_LEVEL)
    value = found.get(VALUE, "") if found is not None else ""
    return (int(value) + 1) % 10 if value in _OUTLINE_LEVELS else None


def is_numbered(properties: Element | None) -> bool | None:
    """Return whether paragraph properties make a list item of it; None if they do not say."""
    found = child(child(properties, _NUMBERING), _LIST)
    return None if found is None else found.get(VALUE) != "0"


def _numbering(properties: Element | None) -> tuple[str | None, int | None]:
    """Return the list and the level in it that paragraph properties give; None for what they do not say."""
    numbered = child(properties, _NUMBERING)
    if numbered is None:
        return None, None
    list_id, level = child(numbered, _LIST), child(numbered, _LIST_LEVEL)
    at = level.get(VALUE, "") if level is not None else ""
    return (None if list_id is None else list_id.get(VALUE, "")), (int(at) if at in _OUTLINE_LEVELS else None)


def _style(style_id: str, elements: dict[str, Element]) -> Style:
    chain = _chain(style_id, elements)
    names = [_name(element) for element in chain]
    paragraph = [child(element, PARAGRAPH_PROPERTIES) for element in chain]
    words = [child(element, RUN_PROPERTIES) for element in chain]
    level = 0
    for properties, name in zip(paragraph, names, strict=True):
        heading = _HEADING_NAME.search(name)
        outline = outline_level(properties)
        if heading or outline is not None:
            level = int(heading[1]) if heading else outline or 0
            break
    numbered = next((said for properties in paragraph if (said := is_numbered(properties)) is not None), False)
    numbering = [_numbering(properties) for properties in paragraph]
    list_id = next((said for said, _ in numbering if said is not None), "")
    return Style(
        level=level,
        list_id="" if list_id == "0" else list_id,
        list_level=next((at for _, at in numbering if at is not None), None),
        list_item=not level and (numbered or bool(_LIST_NAME.match(names[0]) if names else False)),
        bold=_said(words, "b"),
        hidden=_said(words, "vanish"),
        guidance=any(element.get(f"{W}styleId") in _GUIDANCE for element in chain),
        note=any(element.get(f"{W}styleId") == _NOTE for element in chain),
        contents=bool(names) and bool(_CONTENTS_NAME.match(names[0])),
        title=bool(names) and names[0].lower() == "title",
    )


def _said(words: list[Element | None], name: str) -> bool:
    """Return whether a style switches something on for its words: the nearest that says so decides."""
    return next((said for properties in words if (said := switched_on(properties, name)) is not None), False)


def _chain(style_id: str, elements: dict[str, Element]) -> list[Element]:
    """Return a style and those it is based on, nearest first."""
    chain: list[Element] = []
    while style_id in elements and len(chain) < _MOST_ANCESTORS:
        chain.append(elements[style_id])
        based_on = elements[style_id].find(f"{W}basedOn")
        style_id = based_on.get(f"{W}val", "") if based_on is not None else ""
    return chain


def _name(style: Element) -> str:
    name = style.find(f"{W}name")
    return name.get(f"{W}val", "") if name is not None else ""
