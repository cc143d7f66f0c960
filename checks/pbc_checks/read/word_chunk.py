"""Documents that a Word file takes in whole (`w:altChunk`): Word shows their text as part of its own."""

from __future__ import annotations

import email
import re

from pbc_checks.read.decode import decode
from pbc_checks.read.html_words import words_of_html
from pbc_frameworks.limits import allowed

MOST_CHUNKS = 20
"""How many are read in one file."""

_BLANK_LINE = "\n\n"
_CONTENT_HEADER = re.compile(rb"content-[a-z-]{1,30}:[^\r\n]*(?:(?:\r\n|\r|\n)[ \t][^\r\n]*)*", re.IGNORECASE)
_LONGEST_HEADER = 2_000  # bytes; the email package takes quadratic time over its parameters


def is_word(data: bytes) -> bool:
    """Return whether a chunk is a Word document."""
    return data.startswith(b"PK")


def chunk_texts(part: str, data: bytes) -> list[str] | None:
    """Return the paragraphs of a web page, web archive or plain text; None for what is not read (RTF, XML, too large).

    Raises UnreadableFileError where it is no text.
    """
    ending = part.rpartition(".")[2].lower()
    if len(data) > allowed().text_bytes:
        return None
    if data.lstrip()[:5].lower() == b"{\\rtf" or ending in {"rtf", "xml", "doc", "bin"}:
        return None
    if ending in {"mht", "mhtml"}:
        text = _page_of_archive(part, data)
        return None if text is None else words_of_html(text)[0]
    text = decode(part, data)
    start = text[:2000].lower()
    if ending in {"htm", "html", "xhtml"} or "<html" in start or "<body" in start:
        return words_of_html(text)[0]
    return text.split(_BLANK_LINE)


def _page_of_archive(name: str, data: bytes) -> str | None:
    """Return the web page in a web archive (MIME), or None if there is none."""
    if any(len(header.group()) > _LONGEST_HEADER for header in _CONTENT_HEADER.finditer(data)):
        return None
    try:
        for part in email.message_from_bytes(data).walk():
            page = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
            if isinstance(page, bytes):
                encoding = part.get_content_charset()
                return page.decode(encoding, "replace") if encoding else decode(name, page)
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError):
        return None  # what the email package raises over damage
    return None
