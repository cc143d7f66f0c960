"""The zip file that a Word document is: its parts, opened without trusting a byte of them."""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree

from pbc_checks.read.errors import UnreadableFileError

Element: TypeAlias = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

# Words of a long document take a few megabytes; what unpacks to more than this is made to fill a machine.
_LARGEST_PART = 64 * 1024 * 1024
_LARGEST_FILE = 512 * 1024 * 1024
_LARGEST_WORDS = 128 * 1024 * 1024  # of all parts in XML together
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)
_SEND_AGAIN = "Open it in Word, save it under a new name, and send that."

# Word can save in the "strict" dialect, which says the same things under other names.
STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/chart", b"http://schemas.openxmlformats.org/drawingml/2006/chart"),
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
    """The parts of one Word file; `name` is the file's, for messages."""

    name: str
    archive: zipfile.ZipFile

    def xml(self, part: str) -> Element | None:
        """Return the root of a part, or None if there is no such part. Raises UnreadableFileError."""
        try:
            if self.archive.getinfo(part).file_size > _LARGEST_PART:
                raise _far_too_much(self.name)
            data = self.archive.read(part)
        except KeyError:
            return None
        except BROKEN:
            raise self.damaged() from None
        for strict, usual in STRICT:
            data = data.replace(strict, usual)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise self._declares()
        try:
            root = etree.fromstring(data, xml_parser())
        except (etree.XMLSyntaxError, ValueError):
            raise self.damaged() from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._declares()  # in an encoding whose bytes do not show it
        return root

    def references(self, part: str) -> dict[str, Reference]:
        """Return the references of a part to others by their ids."""
        folder, file = posixpath.split(part)
        found: dict[str, Reference] = {}
        root = self.xml(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        for relationship in root.iter(RELATIONSHIP) if root is not None else ():
            if relationship.get("TargetMode") != "External":
                kind = relationship.get("Type", "").rsplit("/", 1)[-1]
                target = posixpath.normpath(posixpath.join("/", folder, relationship.get("Target", "")))
                found[relationship.get("Id", "")] = Reference(kind, target.lstrip("/"))
        return found

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


def open_package(name: str, data: bytes) -> Package:
    """Return the package in some bytes; raises UnreadableFileError if it is broken or unpacks to far too much."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except BROKEN:
        raise UnreadableFileError(
            name, "the file is damaged: it seems to have been cut off, or changed on its way.", _SEND_AGAIN
        ) from None
    xml = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
    if (
        any(part.file_size > _LARGEST_PART for part in xml)
        or sum(part.file_size for part in xml) > _LARGEST_WORDS
        or sum(part.file_size for part in parts) > _LARGEST_FILE
    ):
        raise _far_too_much(name)
    return Package(name, archive)


def _far_too_much(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        name,
        "the file unpacks to far more than any document needs, so it was not opened.",
        "Make a new document with the text of this one, and send that.",
    )


def xml_parser() -> etree.XMLParser:
    """Return a parser that follows no reference out of a file, and fills in none inside it."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
