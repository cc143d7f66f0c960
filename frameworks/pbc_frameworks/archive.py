"""Zip files, which Word documents and Excel workbooks are: opened without trusting what they say of themselves.

Parts are only ever read into memory. Nothing is unpacked to the disk, so a part's name, whatever folder it points to,
is a name and nothing more; a zip inside a zip stays closed.
"""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from lzma import LZMAError
from zipfile import BadZipFile, ZipFile, ZipInfo

from pbc_frameworks.limits import MEGABYTE, Limits, TooLargeError, allowed

BROKEN = (
    BadZipFile,
    EOFError,
    LZMAError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What zipfile raises over a damaged file, also while parts are read."""

_ENTRY = b"PK\x01\x02"  # begins the entry of each part in the list at the end of the file
_SMALL = 10 * MEGABYTE  # unpacked: below that, a part may be as empty as it likes
_PROLOG = 64 * 1024  # bytes within which the first element of a part has to begin
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?[^<>]*\?>\s*|<!--[^<>]*-->\s*)*<[A-Za-z_]")


class DeclarationError(ValueError):
    """A part in XML does not begin with its first element.

    No Office program writes a declaration; it is how XML is made to swallow memory or to reach other files.
    """


def is_xml(part: ZipInfo) -> bool:
    """Return whether a part of a document is in XML, by its name."""
    return part.filename.lower().endswith((".xml", ".rels", ".vml"))


def open_archive(data: bytes, limits: Limits | None = None) -> ZipFile:
    """Return a zip file. Raises TooLargeError where it goes beyond a limit, and the errors in BROKEN."""
    limits = limits or allowed()
    if len(data) > limits.file_bytes:
        raise TooLargeError(larger("the file", limits.file_bytes))
    entries = data.count(_ENTRY)
    if entries > limits.parts:  # counted before the list of them is built
        raise TooLargeError(f"the file has {entries:,} parts inside, and at most {limits.parts:,} are opened")
    archive = ZipFile(BytesIO(data))
    parts = archive.infolist()
    xml = [part for part in parts if is_xml(part)]
    if len({part.filename.casefold() for part in xml}) < len(xml):
        raise BadZipFile("two parts have one name")  # each program would read the one it likes
    for most, size in (
        (limits.part_bytes, max((part.file_size for part in xml), default=0)),
        (limits.xml_bytes, sum(part.file_size for part in xml)),
        (limits.unpacked_bytes, sum(part.file_size for part in parts)),
    ):
        if size > most:
            raise TooLargeError(
                f"the file unpacks to far more than any document needs ({_megabytes(size)}; "
                f"at most {_megabytes(most)}), so it was not opened"
            )
    if any(part.file_size > max(_SMALL, limits.ratio * part.compress_size) for part in xml):
        raise TooLargeError(
            f"a part of the file unpacks to more than {limits.ratio} times its size, as in no document, "
            "so it was not opened"
        )
    return archive


def survey(archive: ZipFile, limits: Limits | None = None) -> None:
    """Look through all parts in XML before a library reads them that trusts them more than we do.

    Raises DeclarationError where one begins with a declaration, TooLargeError, and the errors in BROKEN.
    """
    elements = 0
    for part in filter(is_xml, archive.infolist()):
        data = archive.read(part)
        if data.strip() and not _BEGINS.match(data[:_PROLOG]):
            raise DeclarationError(part.filename)
        elements += elements_of(data)
        refuse_more(elements, limits)


def elements_of(data: bytes) -> int:
    """Return how many elements a part in XML has, or a few more, without reading it."""
    return data.count(b"<") - data.count(b"</")


def refuse_more(elements: int, limits: Limits | None = None) -> None:
    """Raise TooLargeError where the parts of a document have more elements than is read."""
    limits = limits or allowed()
    if elements > limits.elements:
        raise TooLargeError(f"the file has more than {limits.elements:,} pieces inside, the most that are read")


def larger(what: str, limit: int) -> str:
    """Return what to say of a file that has more bytes than a limit."""
    return f"{what} is larger than {_megabytes(limit)}, the most that is read"


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.0f} MB"
