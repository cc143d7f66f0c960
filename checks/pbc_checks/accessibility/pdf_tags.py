"""The tags of a PDF in reading order: what each thing on its pages is, for screen readers."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdf
import pypdfium2

from pbc_checks.read.assemble import fold

_RAW = pypdfium2.raw
_DEEPEST_TAG = 200  # no document nests deeper; a file made to do harm may
_MOST_ROLES = 10  # a role mapped to itself must not hang the reader
_DEEPEST = 5  # levels of objects in objects on a page
_NOT_MARKED = -1
_HEADINGS = {f"H{level}": level for level in range(1, 7)}


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of a page that a tag has; `number` tells it from the others of the page."""

    page: int
    number: int


@dataclass(slots=True)
class Tag:
    """One tag: its kind in the standard's own words ("H1", "Table"), how deep it stands, and whether it has alt text.

    `page` is where it starts, 0 if nothing says so.
    """

    kind: str
    depth: int
    described: bool
    page: int = 0
    marks: list[Mark] = field(default_factory=list)

    @property
    def level(self) -> int:
        """Return the level of a heading, 0 for anything else."""
        return _HEADINGS.get(self.kind, 0)


@dataclass(frozen=True, slots=True)
class Tags:
    """All tags of a file in reading order."""

    tags: tuple[Tag, ...]

    def of(self, *kinds: str) -> Iterator[tuple[Tag, list[Tag]]]:
        """Yield the tags of some kinds, each with those inside it."""
        for position, tag in enumerate(self.tags):
            if tag.kind in kinds:
                yield tag, self._inside(position)

    def _inside(self, position: int) -> list[Tag]:
        inside = []
        for below in range(position + 1, len(self.tags)):
            if self.tags[below].depth <= self.tags[position].depth:
                break
            inside.append(self.tags[below])
        return inside


def read_tags(reader: pypdf.PdfReader) -> Tags | None:
    """Return the tags of a file, None if it has none. Raises whatever a broken file makes pypdf stumble over."""
    root = _resolved(reader.root_object.get("/StructTreeRoot"))
    if not isinstance(root, dict) or "/K" not in root:
        return None
    numbered = enumerate(reader.pages, start=1)
    pages = {page.indirect_reference.idnum: number for number, page in numbered if page.indirect_reference}
    tags = _Walk(_resolved(root.get("/RoleMap")) or {}, pages).walk(root)
    return Tags(tuple(tags)) if tags else None


class _Walk:
    """One pass over the tags, without recursion: nothing limits how deep a file makes them."""

    def __init__(self, roles: dict[str, Any], pages: dict[int, int]) -> None:
        self._roles = roles
        self._pages = pages
        self._seen: set[int] = set()
        self._tags: list[Tag] = []

    def walk(self, root: Any) -> list[Tag]:
        """Return the tags below the root."""
        waiting: list[tuple[Any, Tag | None, int]] = [(root.raw_get("/K"), None, 0)]
        while waiting:
            element, parent, page = waiting.pop()
            if isinstance(element, pypdf.generic.IndirectObject):
                if element.idnum in self._seen:
                    continue
                self._seen.add(element.idnum)
                element = element.get_object()
            if isinstance(element, list):
                waiting += [(child, parent, page) for child in reversed(list.copy(element))]
            elif isinstance(element, int) and parent is not None:
                self._mark(parent, page, int(element))
            elif isinstance(element, dict):
                page = self._page(element) or page
                if "/S" in element:
                    tag = self._tag(element, parent, page)
                    if "/K" in element and tag.depth < _DEEPEST_TAG:
                        waiting.append((element.raw_get("/K"), tag, page))  # type: ignore[attr-defined]
                elif "/MCID" in element and parent is not None:
                    self._mark(parent, page, int(element["/MCID"]))
                elif parent is not None:
                    parent.page = parent.page or page  # a form field or a link, which is no part of the page's text
        return self._tags

    def _tag(self, element: Any, parent: Tag | None, page: int) -> Tag:
        described = any(str(_resolved(element.get(key)) or "").strip() for key in ("/Alt", "/ActualText"))
        own = page if self._page(element) else 0
        tag = Tag(self._kind(str(element["/S"])), parent.depth + 1 if parent else 0, described, own)
        self._tags.append(tag)
        return tag

    def _kind(self, name: str) -> str:
        for _ in range(_MOST_ROLES):
            mapped = _resolved(self._roles.get(name))
            if mapped is None or mapped == name or name.removeprefix("/") in _HEADINGS:
                break
            name = str(mapped)
        return name.removeprefix("/")

    def _mark(self, tag: Tag, page: int, number: int) -> None:
        tag.page = tag.page or page
        tag.marks.append(Mark(page, number))

    def _page(self, element: Any) -> int:
        reference = element.raw_get("/Pg") if "/Pg" in element else None
        return self._pages.get(reference.idnum, 0) if isinstance(reference, pypdf.generic.IndirectObject) else 0


class MarkedWords:
    """The words that tags have; a page is read when the first of its words is asked for."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._document = document
        self._pages: dict[int, dict[int, str]] = {}

    def of(self, tag: Tag, inside: list[Tag]) -> str:
        """Return the words of a tag and those inside it. Raises PdfiumError for a broken page."""
        words = ("".join(self._page(mark.page).get(mark.number, "") for mark in each.marks) for each in (tag, *inside))
        return fold(" ".join(words))

    def _page(self, number: int) -> dict[int, str]:
        if not 0 < number <= len(self._document):
            return {}
        if number not in self._pages:
            self._pages[number] = _marked(self._document[number - 1])
        return self._pages[number]


def page_of(tag: Tag, inside: list[Tag]) -> int:
    """Return the page that a tag, or what is inside it, starts on; 0 if nothing says so."""
    return next((each.page for each in (tag, *inside) if each.page), 0)


def _marked(page: pypdfium2.PdfPage) -> dict[int, str]:
    text = page.get_textpage()
    found: dict[int, str] = {}
    try:
        for item in page.get_objects(max_depth=_DEEPEST):
            number = _RAW.FPDFPageObj_GetMarkedContentID(item.raw)
            if item.type == _RAW.FPDF_PAGEOBJ_TEXT and number != _NOT_MARKED:
                found[number] = found.get(number, "") + _words(item.raw, text.raw)
    finally:
        text.close()
        page.close()
    return found


def _words(item: Any, text: Any) -> str:
    size = _RAW.FPDFTextObj_GetText(item, text, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    _RAW.FPDFTextObj_GetText(item, text, buffer, size)
    return bytes(buffer)[:size].decode("utf-16-le", errors="replace").rstrip("\0")


def _resolved(element: Any) -> Any:
    return element.get_object() if element is not None and hasattr(element, "get_object") else element
