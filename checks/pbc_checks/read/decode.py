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
_SAMPLE = 4_000  # bytes by which UTF-16 without its mark is known
_MAC = frozenset(b"\xa5\xc9\xd0\xd1\xd2\xd3\xd4\xd5")  # bullet, ellipsis, dashes, quotation marks of Mac OS Roman
_WINDOWS = frozenset((0x85, *range(0x91, 0x98), *range(0xE0, 0x100)))  # the same of Windows-1252, and its é
_NOT_WINDOWS = frozenset(b"\x81\x8d\x8f\x90\x9d")
_FOREIGN = 20  # of a hundred bytes: text in English has fewer beyond ASCII
_PRINTED_CONTROLS = frozenset("\t\n\r\f\v\x1a")


def decode(name: str, data: bytes) -> str:
    """Return the characters of a text file, lines ended by line feeds; raises UnreadableFileError for binary data.

    Read as UTF-8, as UTF-16 or UTF-32 where a byte order mark or the zeros between the letters say so, and else as
    Windows-1252, in which Notepad saved files in those years, or as Mac OS Roman where its dashes and quotation marks
    or line ends show it.
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
    first, second = data[:_SAMPLE:2], data[1:_SAMPLE:2]
    if second.count(0) * 2 > len(second) and not first.count(0):
        return "utf-16-le"
    if first.count(0) * 2 > len(first) and not second.count(0):
        return "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "mac_roman" if _is_of_a_mac(data) else "cp1252"
    return "utf-8"


def _is_of_a_mac(data: bytes) -> bool:
    """Return whether text that is in Windows-1252 or Mac OS Roman is likely to be in the latter."""
    beyond = [byte for byte in data if byte > 0x7F]
    if len(beyond) * 100 > len(data) * _FOREIGN:
        return False
    if not _NOT_WINDOWS.isdisjoint(beyond) or (b"\r" in data and b"\n" not in data):
        return True
    return sum(byte in _MAC for byte in beyond) > sum(byte in _WINDOWS for byte in beyond)


def _binary(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        name,
        "the file has the ending of a text file, but what it holds is not text.",
        "Open it in the program it was made with and save it as Word, PDF or plain text.",
    )
