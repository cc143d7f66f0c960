"""Headings that the tags of a PDF name as such, whatever they look like."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2

from pbc_checks.read.pdf_address import ADDRESS, NUMBER, SIZE, address_of, by_address

_RAW = pypdfium2.raw
LOWEST_LEVEL = 9
_LEVELLED = re.compile(r"H([1-9])")
_SECTIONS = ("Part", "Art", "Sect")  # of which a tag without a level is the heading
# A heading in a cell heads no section, one among contents only names it, and in the others there is none.
_WITHOUT_HEADINGS = ("Table", "TOC", "P", "Span", "Link", "Figure")
_MOST_ELEMENTS = 20_000  # looked at on a page
_LONGEST_TYPE = 64  # bytes

_type_of = by_address(_RAW.FPDF_StructElement_GetType, SIZE, ADDRESS, ADDRESS, SIZE)
_count_of = by_address(_RAW.FPDF_StructElement_CountChildren, NUMBER, ADDRESS)
_child_of = by_address(_RAW.FPDF_StructElement_GetChildAtIndex, ADDRESS, ADDRESS, NUMBER)
_content_of = by_address(_RAW.FPDF_StructElement_GetChildMarkedContentID, NUMBER, ADDRESS, NUMBER)


class Heading(NamedTuple):
    """A heading that the file names as such: its level (1 to 9), and a number that tells it from others of its page."""

    level: int
    number: int


def tagged(page: ctypes.c_void_p) -> dict[int, Heading]:
    """Return the headings that a page's tags name, by the numbers of the marked contents that hold their words."""
    tree = _RAW.FPDF_StructTree_GetForPage(page)
    if not tree:
        return {}
    try:
        return dict(_marked(tree))
    finally:
        _RAW.FPDF_StructTree_Close(tree)


def _marked(tree: ctypes.c_void_p) -> Iterator[tuple[int, Heading]]:
    name = ctypes.create_string_buffer(_LONGEST_TYPE)
    count = min(_RAW.FPDF_StructTree_CountChildren(tree), _MOST_ELEMENTS)
    # Each element with the heading that it is part of, if any, and how many sections it is in.
    waiting: list[tuple[int, Heading | None, int]] = [
        (address_of(_RAW.FPDF_StructTree_GetChildAtIndex(tree, index)), None, 0) for index in reversed(range(count))
    ]
    for number in range(_MOST_ELEMENTS):
        if not waiting:
            return
        element, heading, sections = waiting.pop()
        kind = _type(element, name) if element else ""
        if not element or (heading is None and kind in _WITHOUT_HEADINGS):
            continue
        sections += kind in _SECTIONS
        if heading is None and (level := _level(kind, sections)):
            heading = Heading(level, number)
        children = range(min(_count_of(element), _MOST_ELEMENTS))
        for index in children if heading else ():
            content = _content_of(element, index)
            if content >= 0 and heading:
                yield content, heading
        # What stands on other pages counts as a child, and is nothing: in a long document that is nearly all.
        waiting += [(child, heading, sections) for index in reversed(children) if (child := _child_of(element, index))]


def _type(element: int, name: ctypes.Array[ctypes.c_char]) -> str:
    """Return the standard type of a tag, or that which its own stands for; nothing for a name too long for one."""
    length = _type_of(element, ctypes.addressof(name), len(name))
    return name.raw[: length - 2].decode("utf-16-le", "replace") if 2 < length <= len(name) else ""


def _level(kind: str, sections: int) -> int:
    """Return the level of a heading that a tag marks, 0 for other tags."""
    levelled = _LEVELLED.fullmatch(kind)
    if levelled:
        return int(levelled[1])
    if kind == "H":
        return min(max(sections, 1), LOWEST_LEVEL)
    return 1 if kind == "Title" else 0
