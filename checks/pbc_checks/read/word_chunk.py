"""Documents that a Word file takes in whole (`w:altChunk`): Word shows their text as part of its own."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage

from pbc_checks.read.decode import decode
from pbc_checks.read.html_words import words_of_html
from pbc_frameworks.limits import allowed

MOST_CHUNKS = 20
"""How many are read in one file."""

_BLANK_LINE = "\n\n"


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
        text = _page_of_archive(data)
        return None if text is None else words_of_html(text)[0]
    text = decode(part, data)
    start = text[:2000].lower()
    if ending in {"htm", "html", "xhtml"} or "<html" in start or "<body" in start:
        return words_of_html(text)[0]
    return text.split(_BLANK_LINE)


def _page_of_archive(data: bytes) -> str | None:
    """Return the web page in a web archive (MIME), or None if there is none."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        for part in message.walk():
            if part.get_content_type() == "text/html" and isinstance(part, EmailMessage):
                return str(part.get_content())
    except (LookupError, ValueError, TypeError, AttributeError, IndexError):
        pass  # what the email package raises over damage
    return None
