"""The language, font and size that a Word file's running text has unless it says otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from pbc_checks.read.word_package import Element, W

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_UNSAID_FONT = "Times New Roman"  # what Word takes where a file says nothing
_UNSAID_SIZE = 20  # half-points
_MOST_ANCESTORS = 20
_SERIF = {
    "baskerville old face",
    "bell mt",
    "bodoni mt",
    "book antiqua",
    "bookman old style",
    "californian fb",
    "calisto mt",
    "cambria",
    "centaur",
    "century",
    "century schoolbook",
    "constantia",
    "courier",
    "courier new",
    "garamond",
    "georgia",
    "goudy old style",
    "high tower text",
    "liberation serif",
    "palatino linotype",
    "perpetua",
    "rockwell",
    "sylfaen",
    "times",
    "times new roman",
}
_SANS_SERIF = {
    "aptos",
    "arial",
    "arimo",
    "calibri",
    "candara",
    "century gothic",
    "corbel",
    "frutiger",
    "gill sans mt",
    "helvetica",
    "liberation sans",
    "lucida sans unicode",
    "open sans",
    "segoe ui",
    "tahoma",
    "trebuchet ms",
    "verdana",
}


@dataclass(frozen=True, slots=True)
class Body:
    """How running text looks and reads: its language (empty if the file does not say), font, and size in points.

    `serif` is None where nothing says of what kind the font is.
    """

    language: str
    font: str
    serif: bool | None
    points: float


def body_text(styles: Element | None, theme: Element | None, fonts: Element | None) -> Body:
    """Return what the styles part says of running text; `fonts` is the font table."""
    properties = _properties(styles)
    language = _nearest(properties, "lang", "val")
    size = _nearest(properties, "sz", "val")
    half_points = int(size) if size.isdecimal() and len(size) < 5 else _UNSAID_SIZE
    font = _font(properties, theme)
    return Body(language, font, _serif(font, fonts), half_points / 2)


def _properties(styles: Element | None) -> list[Element]:
    """Return the properties of a run in the default paragraph style, nearest first."""
    if styles is None:
        return []
    elements = {element.get(f"{W}styleId", ""): element for element in styles.iter(f"{W}style")}
    style = next(
        (
            element
            for element in elements.values()
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in {"1", "true", "on"}
        ),
        None,
    )
    found: list[Element | None] = []
    while style is not None and len(found) < _MOST_ANCESTORS:
        found.append(style.find(f"{W}rPr"))
        based_on = style.find(f"{W}basedOn")
        style = elements.get(based_on.get(f"{W}val", "")) if based_on is not None else None
    found.append(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    return [properties for properties in found if properties is not None]


def _nearest(properties: list[Element], name: str, attribute: str) -> str:
    for each in properties:
        element = each.find(f"{W}{name}")
        if element is not None and element.get(f"{W}{attribute}"):
            return element.get(f"{W}{attribute}", "").strip()
    return ""


def _font(properties: list[Element], theme: Element | None) -> str:
    for each in properties:
        fonts = each.find(f"{W}rFonts")
        if fonts is None:
            continue
        # The theme's font, where one is named, goes before the other.
        themed = fonts.get(f"{W}asciiTheme") or fonts.get(f"{W}hAnsiTheme")
        if themed and theme is not None:
            kind = "majorFont" if themed.startswith("major") else "minorFont"
            latin = next(theme.iter(f"{_DRAWING}{kind}"), None)
            latin = latin.find(f"{_DRAWING}latin") if latin is not None else None
            if latin is not None and latin.get("typeface"):
                return latin.get("typeface", "")
        named = fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")
        if named:
            return named
    return _UNSAID_FONT


def _serif(font: str, fonts: Element | None) -> bool | None:
    name = font.lower()
    if name in _SERIF or name in _SANS_SERIF:
        return name in _SERIF
    for entry in fonts.iter(f"{W}font") if fonts is not None else ():
        family = entry.find(f"{W}family")
        if entry.get(f"{W}name", "").lower() == name and family is not None:
            return {"roman": True, "modern": True, "swiss": False}.get(family.get(f"{W}val", ""))
    return None
