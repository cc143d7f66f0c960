"""The zip file that a Word document is: its parts, opened without trusting a byte of them."""

from __future__ import annotations

import posixpath
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree

from pbc_checks.read.errors import UnreadableFileError, too_deep, too_large
from pbc_frameworks.archive import BROKEN, elements_of, larger, open_archive, refuse_more
from pbc_frameworks.limits import TooLargeError, allowed

Element: TypeAlias = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

_STRICT = b"http://purl.oclc.org/ooxml/"
_TOO_DEEP = "Excessive depth"  # what libxml2 says of it
_SEND_AGAIN = "Open it in Word, save it under a new name, and send that."

# Word can save in the "strict" dialect, which says the same things under other names.
STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/chart", b"http://schemas.openxmlformats.org/drawingml/2006/chart"),
    (b"http://purl.oclc.org/ooxml/drawingml/diagram", b"http://schemas.openxmlformats.org/drawingml/2006/diagram"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to another part; `kind` is the last word of its type ("header", "footnotes")."""

    kind: str
    part: str


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of one Word file; `name` is the file's, for messages. A part is read once."""

    name: str
    archive: zipfile.ZipFile
    _roots: dict[str, Element | None] = field(default_factory=dict)
    _elements: Counter[str] = field(default_factory=Counter)  # of each part

    def xml(self, part: str) -> Element | None:
        """Return the root of a part, or None if there is no such part. Raises UnreadableFileError."""
        if part not in self._roots:
            self._roots[part] = self._parsed(part)
        return self._roots[part]

    def data(self, part: str) -> bytes | None:
        """Return the bytes of a part, or None if there is no such part. Raises UnreadableFileError."""
        try:
            if self.archive.getinfo(part).file_size > allowed().part_bytes:
                raise too_large(self.name, TooLargeError(larger("a part of the file", allowed().part_bytes)))
            return self.archive.read(part)
        except KeyError:
            return None
        except BROKEN:
            raise self.damaged() from None

    def inside(self, data: bytes) -> Package:
        """Return the package in a part of this one; the limit on elements holds for both together.

        Raises UnreadableFileError.
        """
        inner = open_package(self.name, data)
        return Package(self.name, inner.archive, _elements=self._elements)

    def _parsed(self, part: str) -> Element | None:
        data = self.data(part)
        if data is None:
            return None
        self._elements[part] += elements_of(data)
        try:
            refuse_more(self._elements.total())
        except TooLargeError as error:
            raise too_large(self.name, error) from None
        for strict, usual in STRICT if _STRICT in data else ():
            data = data.replace(strict, usual)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise self._declares()
        try:
            root = etree.fromstring(data, xml_parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            raise too_deep(self.name) if _TOO_DEEP in str(error) else self.damaged() from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._declares()  # in an encoding whose bytes do not show it
        return root

    def references(self, part: str) -> dict[str, Reference]:
        """Return the references of a part to others by their ids."""
        folder = posixpath.dirname(part)
        found: dict[str, Reference] = {}
        root = self.xml(_references_of(part))
        for relationship in root.iter(RELATIONSHIP) if root is not None else ():
            if relationship.get("TargetMode") != "External":
                kind = relationship.get("Type", "").rsplit("/", 1)[-1]
                target = posixpath.normpath(posixpath.join("/", folder, relationship.get("Target", "")))
                found[relationship.get("Id", "")] = Reference(kind, target.lstrip("/"))
        return found

    def elsewhere(self, part: str) -> dict[str, str]:
        """Return the addresses outside the file that a part refers to, by the ids of the references."""
        root = self.xml(_references_of(part))
        return {
            relationship.get("Id", ""): relationship.get("Target", "")
            for relationship in (root.iter(RELATIONSHIP) if root is not None else ())
            if relationship.get("TargetMode") == "External"
        }

    def related(self, part: str) -> dict[str, list[str]]:
        """Return the parts that a part refers to, each once, by the kind of reference."""
        found: dict[str, dict[str, None]] = {}
        for reference in self.references(part).values():
            found.setdefault(reference.kind, {})[reference.part] = None
        return {kind: list(parts) for kind, parts in found.items()}

    def _declares(self) -> UnreadableFileError:
        # Word never writes a declaration; it is how XML is made to swallow memory or reach other files.
        return UnreadableFileError(self.name, "the file holds declarations that no Word document has.", _SEND_AGAIN)

    def damaged(self) -> UnreadableFileError:
        """Return what to say of a file whose insides are broken."""
        return UnreadableFileError(self.name, "the Word document is damaged inside.", _SEND_AGAIN)


def child(parent: Element | None, tag: str) -> Element | None:
    """Return the first child with a tag, or None: what `find` does in twice the time."""
    return None if parent is None else next(parent.iterchildren(tag), None)


def children(parent: Element) -> dict[str, Element]:
    """Return the children of an element by their tags, of each the first."""
    return {each.tag: each for each in reversed(parent)}


def _references_of(part: str) -> str:
    """Return the name of the part with the references of another; that of the file itself for no name."""
    folder, file = posixpath.split(part)
    return f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"


def open_package(name: str, data: bytes) -> Package:
    """Return the package in some bytes; raises UnreadableFileError if it is broken or unpacks to far too much."""
    try:
        return Package(name, open_archive(data))
    except TooLargeError as error:
        raise too_large(name, error) from None
    except BROKEN:
        raise UnreadableFileError(
            name, "the file is damaged: it seems to have been cut off, or changed on its way.", _SEND_AGAIN
        ) from None


def xml_parser() -> etree.XMLParser:
    """Return a parser that follows no reference out of a file, and fills in none inside it."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
