"""Bytes of a text file to characters, whichever of the usual encodings they are in."""

from __future__ import annotations

import codecs

from pbc_checks.read.errors import UnreadableFileError, too_large
from pbc_frameworks.archive import larger
from pbc_frameworks.limits import TooLargeError, allowed

# Byte order marks, the longer first: UTF-32's little-endian mark starts with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PRINTED_CONTROLS = frozenset("\t\n\r\f\v\x1a")


def decode(name: str, data: bytes) -> str:
    """Return the characters of a text file, lines ended by line feeds; raises UnreadableFileError for binary data.

    Read as UTF-8, as UTF-16 or UTF-32 where a byte order mark says so, and else as Windows-1252, in which Notepad
    saved files in those years.
    """
    if len(data) > allowed().text_bytes:
        raise too_large(name, TooLargeError(larger("the text", allowed().text_bytes)))
    try:
        text = data.decode(_encoding(data))
    except UnicodeDecodeError:
        raise _binary(name) from None
    controls = sum(character < " " and character not in _PRINTED_CONTROLS for character in text)
    if "\0" in text or controls * 100 > len(text):
        raise _binary(name)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _encoding(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _binary(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        name,
        "the file has the ending of a text file, but what it holds is not text.",
        "Open it in the program it was made with and save it as Word, PDF or plain text.",
    )
