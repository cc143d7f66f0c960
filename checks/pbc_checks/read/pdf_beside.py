"""What lies on the pages of a PDF beside their own text: form fields, text boxes typed over it, comments, files."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

import pypdf
from pypdf.generic import StreamObject

from pbc_checks.read.assemble import fold
from pbc_checks.read.pdf_frame import Frame
from pbc_checks.read.pdf_whole import Losses, losses, unpacked
from pbc_checks.submission import BlockKind

_FURTHEST_PARENT = 20  # a field that is its own parent must not hang the reader
_FIRST_LINE = 20.0  # points
_HANDWRITING = 0.1  # of a page: strokes over less are a signature or an arrow
_KINDS = {"/FreeText": BlockKind.TEXT_BOX} | dict.fromkeys(
    (
        *("/Text", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Caret", "/Square", "/Circle", "/Line"),
        *("/Polygon", "/PolyLine", "/Ink", "/Stamp"),
    ),
    BlockKind.COMMENT,
)
_SHOWS_TEXT = re.compile(rb"(?:T[jJ]|['\"])(?:\s|$)")
_NO_LETTER = "\N{REPLACEMENT CHARACTER}"  # for one of which the font does not say what it is
_LARGEST_STAMP = 50_000  # bytes unpacked, of which the words are read

# pypdf logs what it mends in a damaged file; what matters to the user is in the receipt.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Laid:
    """Words that lie on a page; those of a form field have its `label`.

    Text whose baseline is below `height`, in points above the bottom of the page, comes after them.
    """

    kind: BlockKind
    page: int
    height: float
    text: str
    label: str = ""


@dataclass(slots=True)
class Beside:
    """All that lies on the pages, from the top of the first down, and what of it could not be read."""

    laid: list[Laid] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    handwritten: int = 0  # pages
    stamps: int = 0  # with words that were not read
    unreadable_form: bool = False
    damaged: bool = False
    losses: Losses = field(default_factory=Losses)


def beside_the_text(data: bytes) -> Beside:
    """Return what lies on the pages of the PDF in `data`."""
    beside = Beside()
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            reader.decrypt("")
        beside.losses = losses(reader)
        fields: set[str] = set()
        for number, page in enumerate(reader.pages, start=1):
            notes = [_resolved(note) for note in _resolved(page.get("/Annots")) or []]
            left, bottom, right, top = map(float, page.cropbox)
            frame = Frame(left, bottom, right, top, page.rotation)
            beside.laid += _laid(notes, number, frame, fields)
            for stamp in (note for note in notes if note.get("/Subtype") == "/Stamp"):
                words = _stamped(page, stamp)
                beside.stamps += words is None
                if words:
                    beside.laid.append(Laid(BlockKind.TEXT_BOX, number, _height(stamp, frame), words))
            beside.attachments += [_attached(note) for note in notes if note.get("/Subtype") == "/FileAttachment"]
            size = abs(float(page.mediabox.width) * float(page.mediabox.height))  # a damaged page may be below nothing
            strokes = sum(_area(note) for note in notes if note.get("/Subtype") == "/Ink")
            beside.handwritten += strokes > _HANDWRITING * size
        form = _resolved(reader.root_object.get("/AcroForm")) or {}
        # What Adobe LiveCycle made: its answers stand in a language of their own, the pages only say "Please wait".
        beside.unreadable_form = "/XFA" in form and not fields
        beside.attachments += [fold(name) for name in reader.attachments]
    except Exception:  # pypdf raises whatever a broken file makes it stumble over
        beside.damaged = True
        if not beside.losses.looked_for and b"/Encrypt" not in data:
            beside.losses = Losses(unsound=True)
    beside.laid.sort(key=lambda each: (each.page, -each.height))
    return beside


def _laid(notes: list[Any], page: int, frame: Frame, fields: set[str]) -> Iterator[Laid]:
    """Yield the words of a page's annotations; `fields` are the names of those met before: a value is shown once."""
    for note in notes:
        height = _height(note, frame)
        if note.get("/Subtype") == "/Widget":
            name, label, value = _field(note)
            if value and name not in fields:
                yield Laid(BlockKind.TABLE_ROW, page, height, value, label)
            fields.add(name)
        elif note.get("/Subtype") in _KINDS and isinstance(text := _resolved(note.get("/Contents")), str):
            yield Laid(_KINDS[note["/Subtype"]], page, height, text.replace("\r", "\n"))


def _field(widget: Any) -> tuple[str, str, str]:
    """Return the full name of a form field, what it is called on the screen, and what was entered."""
    names: list[str] = []
    found: dict[str, Any] = {}
    element = widget
    for _ in range(_FURTHEST_PARENT):
        if isinstance(name := _resolved(element.get("/T")), str):
            names.insert(0, name)
        for key in ("/TU", "/V"):
            if key in element:
                found.setdefault(key, _resolved(element[key]))
        element = _resolved(element.get("/Parent"))
        if element is None:
            break
    name = ".".join(names)
    label = fold(str(found.get("/TU") or name))
    return name, label, _value(found.get("/V"))


def _value(value: Any) -> str:
    """Return what was entered: text, the choices made, the name of a ticked box; nothing for an empty one."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_value, map(_resolved, value))))
    if not isinstance(value, str) or value == "/Off":
        return ""
    return value.removeprefix("/").replace("\r\n", "\n").replace("\r", "\n").strip()


def _stamped(page: pypdf.PageObject, stamp: Any) -> str | None:
    """Return the words that a stamp shows, nothing if it is a picture; None if there are words that cannot be had."""
    appearance = _resolved((_resolved(stamp.get("/AP")) or {}).get("/N"))
    if not isinstance(appearance, StreamObject):
        return ""
    content, whole = unpacked(appearance)
    more = _holds_forms(appearance)
    if whole and not more and not _SHOWS_TEXT.search(content):
        return ""
    if not whole or more or len(content) > _LARGEST_STAMP:
        return None
    try:
        words = page.extract_xform_text(cast(Any, appearance)).strip()  # it takes any stream
    except Exception:  # pypdf raises whatever a broken drawing makes it stumble over
        return None
    return words if words and _NO_LETTER not in words else None


def _holds_forms(appearance: Any) -> bool:
    """Return whether an appearance may draw others, and not only pictures."""
    drawn = _resolved((_resolved(appearance.get("/Resources")) or {}).get("/XObject")) or {}
    return any((_resolved(each) or {}).get("/Subtype") != "/Image" for each in drawn.values())


def _attached(note: Any) -> str:
    """Return the name of the file that hangs on a page, as somebody sees it who opens it."""
    file = _resolved(note.get("/FS"))
    name = (file.get("/UF") or file.get("/F")) if isinstance(file, dict) else file
    return fold(str(_resolved(name) or "")) or "a file without a name"


def _height(note: Any, frame: Frame) -> float:
    """Return where a note stands among the lines: below the label that is printed beside its first line."""
    left, low, right, high = (float(edge) for edge in note["/Rect"])
    bottom, top = sorted((frame.point(left, low)[1], frame.point(right, high)[1]))
    return min((bottom + top) / 2, top - _FIRST_LINE)


def _area(note: Any) -> float:
    left, bottom, right, top = (float(edge) for edge in note["/Rect"])
    return abs(right - left) * abs(top - bottom)


def _resolved(element: Any) -> Any:
    return element.get_object() if element is not None else None
