"""How much of a file is taken in: what goes beyond was made to fill a machine or to hang it, or is no submission."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import BinaryIO

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a file may hold. The longest real submissions and registers come to a tenth of it."""

    file_bytes: int = 50 * MEGABYTE
    """Of any file that is handed in: a submission, a register in Excel, a house template."""
    yaml_bytes: int = 5 * MEGABYTE
    """Of a profile, a register in YAML, or a file of a framework."""

    parts: int = 10_000
    """Files in a zip: in a Word document or an Excel workbook."""
    unpacked_bytes: int = 500 * MEGABYTE
    """Of all parts of a zip, pictures too, by what the file says of itself."""
    part_bytes: int = 64 * MEGABYTE
    """Of one part that is read."""
    xml_bytes: int = 128 * MEGABYTE
    """Of all parts in XML."""
    ratio: int = 250
    """How many times larger than in the file a part may be once it is unpacked; Word comes to fifty."""
    elements: int = 1_000_000
    """Of XML, in all parts of a document or workbook that are read."""

    pages: int = 2_000
    """Of a PDF. What comes after is not read, and the receipt says so."""
    scanned_pages: int = 20
    """Of a PDF whose words are recognised, where that can be done. The rest stays unread, and the receipt says so."""
    page_bytes: int = 40 * MEGABYTE
    """That a program goes through for all pages of a PDF, unpacked, with what they draw again and again."""
    lines: int = 100_000
    """Of a PDF. The pages after are not read, and the receipt says so."""

    text_bytes: int = 3 * MEGABYTE
    """Of plain text, Markdown or CSV."""
    words: int = 500_000
    """Of a submission: a thousand pages; to judge more takes longer than anybody waits."""
    characters: int = 4_000_000
    """Of a submission."""
    blocks: int = 100_000
    """Paragraphs, table rows and notes of a submission."""
    rows: int = 20_000
    """Of a sheet. What lies below is not read, and the receipt says so."""
    columns: int = 200
    """Of a sheet. What lies to the right is not read, and the receipt says so."""


_allowed: ContextVar[Limits] = ContextVar("allowed", default=Limits())  # noqa: B039 - frozen


def allowed() -> Limits:
    """Return the limits that hold: the safe ones, unless the user has set others."""
    return _allowed.get()


@contextmanager
def allowing(limits: Limits) -> Iterator[None]:
    """Let other limits hold for what is read within."""
    before = _allowed.set(limits)
    try:
        yield
    finally:
        _allowed.reset(before)


def read_at_most(file: BinaryIO, count: int) -> bytes:
    """Return what is in a file; of one with more than `count` bytes one more than these, by which it is known.

    Room is made for what there is, not for all that may be.
    """
    data = bytearray()
    while piece := file.read(min(MEGABYTE, count + 1 - len(data))):
        data += piece
    return bytes(data)


class TooLargeError(Exception):
    """A file goes beyond a limit; the message says which, beginning with "the file"."""
