"""Plain text and Markdown made to do harm, or that is not what its name says."""

from __future__ import annotations

from hostile.case import Case
from hostile.files import JUNK, PNG, ZIP
from hostile.word_files import sound

_SENTENCE = "We propose a clinic in town. "

CASES = (
    Case("half a million words and more.txt", lambda: b"a " * 500_001),
    Case("a hundred thousand paragraphs and more.txt", lambda: b"a\n\n" * 100_001),
    Case("more than three megabytes.txt", lambda: b"clinics " * 400_000),
    Case("quotations a thousand deep.md", lambda: b">" * 1000 + _SENTENCE.encode()),
    Case("lists three hundred deep.md", lambda: b"".join(b" " * n + b"- a\n" for n in range(300))),
    Case("ten thousand brackets and more.md", lambda: b"[" * 20_000 + _SENTENCE.encode()),
    Case("two thousand emphases.md", lambda: b"*a **b " * 2_000),
    Case("a table of 4,000 cells.md", lambda: b"|a" * 2_000 + b"\n" + b"|-" * 2_000 + b"\n"),
    Case("references that refer to each other.md", lambda: b"[a]: <b>\n[b]: <a>\n\n[a][b] " + _SENTENCE.encode()),
    Case("scripts.md", lambda: b"<script>alert(1)</script> <img src=x onerror=alert(1)>\n\n" + _SENTENCE.encode()),
    Case("signs for the screen.txt", lambda: _SENTENCE.encode() * 20 + b"\x1b]0;title\x07\x1b[31m\n"),
    Case("a line of 200,000 letters.txt", lambda: b"a" * 200_000),
    Case("letters that are no letters.txt", lambda: b"\xff\xfe\xfd " * 500),
    Case("half a letter.txt", lambda: "We propose a clinic in town".encode("utf-16")[:-1]),
    Case("nothing but bytes.txt", lambda: JUNK),
    Case("nothing but spaces.txt", lambda: b" \r\n\t\n"),
    Case("a picture.txt", lambda: PNG),
    Case("a Word document.txt", sound),
    Case("a zip.md", lambda: ZIP),
    Case("a web page.md", lambda: b"<html><script>alert(1)</script></html>"),
    Case("XML.txt", lambda: b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'),
    Case("rich text.txt", lambda: b"{\\rtf1 clinic}"),
    Case("a program.txt", lambda: b"\x7fELF" + JUNK),
    Case("words without an ending", lambda: _SENTENCE.encode()),
)  # fmt: skip
