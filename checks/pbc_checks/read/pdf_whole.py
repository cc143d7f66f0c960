"""Whether a PDF still holds all that its pages show; programs that show a damaged file leave out what is lost."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pypdf
from pypdf.generic import DictionaryObject, IndirectObject, NameObject, StreamObject

from pbc_frameworks.limits import allowed

_MOST_LAYERS = 20  # in which a stream is packed one in another; nobody packs twice
_DRAWN = re.compile(rb"(/[^\s/<>\[\]()]+)\s+Do\b")
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_NAMED = NameObject("/Identity-H")
_RAW = -15  # zlib's way of saying that no checksum is looked for


@dataclass(frozen=True, slots=True)
class Losses:
    """What of a file's pages is lost: the numbers of those with damage, and how many pages the file lists itself.

    `unsound` is whether the damage is such that this could not be told, `excessive` whether it was not looked for
    because the file unpacks to far too much.
    """

    looked_for: bool = False
    pages: int = 0
    broken: tuple[int, ...] = ()
    unsound: bool = False
    excessive: bool = False


def losses(reader: pypdf.PdfReader) -> Losses:
    """Return what of a file's pages is lost. Raises whatever pypdf stumbles over."""
    look, broken, size = _Look(), [], 0
    for number, page in enumerate(reader.pages, start=1):
        if not all(look.is_whole(part) for part in _parts(page)):
            broken.append(number)
        size += sum(look.drawn(content, page) for content in _contents(page))
        if size > allowed().page_bytes:
            return Losses(excessive=True)
    return Losses(True, len(reader.pages), tuple(broken))


class _Look:
    """Looks at the streams of one file; fonts and forms that many pages share are looked at once."""

    def __init__(self) -> None:
        self._unpacked: dict[int, tuple[bytes, bool]] = {}
        self._drawn: dict[int, int] = {}
        self._most = allowed().page_bytes

    def is_whole(self, part: Any) -> bool:
        """Return whether a stream is there and can be unpacked to its end."""
        return self._of(part)[1]

    def drawn(self, part: Any, holder: Any) -> int:
        """Return how many bytes a program goes through to draw a stream, with all the forms that it draws in turn.

        Forms that draw others many times over are how a small file is made to hang whoever opens it. `holder` has the
        names of the forms.
        """
        return self._size(part, _forms(holder) or {})

    def _size(self, part: Any, forms: Mapping[str, Any]) -> int:
        content = self._of(part)[0]
        names = Counter(_DRAWN.findall(content)) if forms else {}
        return len(content) + sum(
            count * self._form(forms.get(name.decode("latin-1")), forms) for name, count in names.items()
        )

    def _form(self, form: Any, around: Mapping[str, Any]) -> int:
        held = _resolved(form)
        if not isinstance(held, StreamObject) or held.get("/Subtype") != "/Form":
            return 0
        key = id(held)
        if key not in self._drawn:
            self._drawn[key] = self._most + 1  # of one that draws itself there is no end
            own = _forms(held)
            self._drawn[key] = min(self._size(form, around if own is None else own), self._most + 1)
        return self._drawn[key]

    def _of(self, part: Any) -> tuple[bytes, bool]:
        if not isinstance(part, IndirectObject):
            return unpacked(part)
        if part.idnum not in self._unpacked:
            self._unpacked[part.idnum] = unpacked(part.get_object())
        return self._unpacked[part.idnum]


def _contents(page: Any) -> list[Any]:
    """Return the streams of a page's own lines."""
    if "/Contents" not in page:
        return []
    contents = page.raw_get("/Contents")
    held = _resolved(contents)
    return held if isinstance(held, list) else [contents]


def _forms(holder: Any) -> Mapping[str, Any] | None:
    """Return the names of what a page or form may draw; None for a form that uses those of whoever draws it."""
    return _dictionary(_dictionary(holder, "/Resources"), "/XObject") if "/Resources" in holder else None


def _parts(page: Any) -> Iterator[Any]:
    """Yield what words of a page are in, as far as the page refers to it."""
    yield from _contents(page)
    resources = _dictionary(page, "/Resources")
    for form in _dictionary(resources, "/XObject").values():
        held = _resolved(form)
        if isinstance(held, DictionaryObject) and held.get("/Subtype") == "/Form":
            yield form
    for font in _dictionary(resources, "/Font").values():
        yield from _letters(_resolved(font))


def _letters(font: Any) -> Iterator[Any]:
    """Yield what says which letters a font has, and how wide they are; None for what the file has lost of it."""
    if not isinstance(font, DictionaryObject):
        yield None
        return
    if not isinstance(_resolved(font.get("/ToUnicode", _NAMED)), NameObject):
        yield font.raw_get("/ToUnicode")
    for descendant in _resolved(font.get("/DescendantFonts")) or []:
        yield from _letters(_resolved(descendant))
    if "/FontDescriptor" in font:
        descriptor = _resolved(font.raw_get("/FontDescriptor"))
        if not isinstance(descriptor, DictionaryObject):
            yield None
            return
        yield from (descriptor.raw_get(key) for key in _FONT_FILES if key in descriptor)


def unpacked(stream: Any) -> tuple[bytes, bool]:
    """Return what a stream holds, and whether it is there and whole; of other ways to pack than the usual, as it is."""
    if not isinstance(stream, StreamObject):
        return b"", False
    filters = _resolved(stream.get("/Filter"))
    layers = filters if isinstance(filters, list) else [filters]
    if set(map(_resolved, layers)) != {"/FlateDecode"} or len(layers) > _MOST_LAYERS:
        return stream._data, True
    content, whole = stream._data, True
    for _ in layers:
        content, complete = _inflated(content)
        whole = whole and complete
    return content, whole


def _inflated(packed: bytes) -> tuple[bytes, bool]:
    """Return what was packed, up to the most that is gone through, and whether it is whole as far as that."""
    unpacking, most = zlib.decompressobj(_RAW), allowed().page_bytes
    try:
        content = unpacking.decompress(packed[2:], most + 1)
    except zlib.error:
        return b"", False
    if not unpacking.eof:
        return content, len(content) > most
    said = unpacking.unused_data[:4]  # some programs leave the checksum out
    return content, len(said) < 4 or int.from_bytes(said, "big") == zlib.adler32(content)


def _dictionary(holder: Any, key: str) -> dict[str, Any]:
    found = _resolved(holder.get(key))
    return found if isinstance(found, dict) else {}


def _resolved(element: Any) -> Any:
    return element.get_object() if element is not None else None
