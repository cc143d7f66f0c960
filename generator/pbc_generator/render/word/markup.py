"""WordprocessingML in small pieces: runs and paragraphs. All words are escaped, so none can become markup."""

from __future__ import annotations

import re
from typing import Any, assert_never

from pbc_generator.document import Badge, Inline, Placeholder, Reference, Runs, Strong, Text, plain
from pbc_generator.render.characters import printable

TAB = "<w:r><w:tab/></w:r>"
KEEP_WITH_NEXT = "<w:keepNext/>"
BODY = ""  # the house's own default paragraph style

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def escaped(text: str) -> str:
    """Return text as XML character data, without the characters that XML 1.0 cannot carry."""
    return printable(text).translate(_ENTITIES)


def attribute(text: str, longest: int | None = None) -> str:
    """Return text as the value of an attribute: on one line, at most `longest` characters."""
    line = " ".join(printable(text).split())
    if longest is not None and len(line) > longest:
        line = line[: longest - 1].rstrip() + "…"
    return line.translate(_ENTITIES)


def number(element: Any, name: str) -> int:
    """Return an attribute of an element as a number; 0 if it has none, or one that Word would not have written."""
    try:
        return int(element.get(name, "0"))
    except ValueError:
        return 0


def run(text: str, properties: str = "") -> str:
    """Return a run of text; a newline becomes a line break."""
    if not text:
        return ""
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{line}</w:t>' if line else "" for line in escaped(text).split("\n")
    )
    return f"<w:r><w:rPr>{properties}</w:rPr>{lines}</w:r>" if properties else f"<w:r>{lines}</w:r>"


def styled(text: str, style: str) -> str:
    """Return a run of text in a character style."""
    return run(text, f'<w:rStyle w:val="{style}"/>')


def inline(piece: Inline) -> str:
    """Return the run of one inline."""
    match piece:
        case Text():
            return run(piece.text)
        case Strong():
            return styled(piece.text, "Strong")
        case Placeholder():
            # Word ignores a highlight that only a style asks for, so it stands on the run.
            return run(plain((piece,)), '<w:rStyle w:val="PBCPlaceholder"/><w:highlight w:val="yellow"/>')
        case Reference():
            return _reference(piece)
        case Badge():
            # The spaces are part of the badge: its tint gets a margin, symbol and words stay together.
            words = f"{piece.symbol}\u00a0{piece.shown}" if piece.shown else piece.symbol
            return styled(f"\u00a0{words}\u00a0", f"PBCBadge{piece.tone.value.capitalize()}")
        case _:
            assert_never(piece)


def reference_mark(target: str) -> str:
    """Return the name of the bookmark that references to something point at, at most 40 characters as Word allows."""
    return "pbc_" + re.sub(r"\W", "_", target, flags=re.ASCII)[:36]


def _reference(reference: Reference) -> str:
    """Return a link with a field that Word refreshes (F9) when the number of its target has changed."""
    name = reference_mark(reference.target)
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> REF {name} \\h \\* CHARFORMAT </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(reference.number)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{run(reference.label + chr(160))}{field}</w:hyperlink>'


def runs(pieces: Runs) -> str:
    """Return the runs of some inlines."""
    return "".join(map(inline, pieces))


def caption(text: str) -> str:
    """Return the caption of what follows, on the page of that: Word's own style for captions does not see to it."""
    return paragraph("Caption", run(text), KEEP_WITH_NEXT)


def paragraph(style: str, content: str, properties: str = "") -> str:
    """Return a paragraph in a style, with further paragraph properties in the order of the schema."""
    if style:
        properties = f'<w:pStyle w:val="{style}"/>{properties}'
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>" if properties else f"<w:p>{content}</w:p>"
