"""What a PDF says of itself beside its pages: properties, standards, fonts, form fields, protection."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdf
import pypdfium2
from lxml import etree
from pypdf.errors import PyPdfError

from pbc_checks.read.assemble import fold
from pbc_checks.read.word_package import Element, xml_parser

_RAW = pypdfium2.raw
_READ_ALOUD = 1 << 9  # the permission to take out text for assistive technology
_UNPROTECTED = -1
_FURTHEST_PARENT = 20  # a field that is its own parent must not hang the reader
_PDF_UA = "{http://www.aiim.org/pdfua/ns/id/}"
_PDF_A = "{http://www.aiim.org/pdfa/ns/id/}"
_XMP_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_HIDDEN = 2


@dataclass(frozen=True, slots=True)
class Standards:
    """What the metadata claim: the part of PDF/UA, the part and conformance of PDF/A; each empty if not claimed."""

    ua: str
    archive: str
    conformance: str
    title: str


def may_be_read_aloud(document: pypdfium2.PdfDocument) -> bool | None:
    """Return whether a protected file lets assistive technology have its text; None if it is not protected."""
    if _RAW.FPDF_GetSecurityHandlerRevision(document) == _UNPROTECTED:
        return None
    return bool(_RAW.FPDF_GetDocPermissions(document) & _READ_ALOUD)


def unprotected(document: pypdfium2.PdfDocument, data: bytes) -> bytes:
    """Return the bytes of a file without its protection, which pypdf cannot always take off; `data` if it has none."""
    if may_be_read_aloud(document) is None:
        return data
    buffer = io.BytesIO()
    document.save(buffer, flags=_RAW.FPDF_REMOVE_SECURITY)
    return buffer.getvalue()


def standards(root: Any) -> Standards:
    """Return what the metadata of a file's catalogue claim; nothing if they cannot be read."""
    stream = _resolved(root.get("/Metadata"))
    try:
        data = stream.get_data() if stream is not None else b""
        metadata = etree.fromstring(data.strip(b"\0 \r\n\t"), xml_parser()) if data else None
    except (etree.XMLSyntaxError, ValueError, AttributeError, PyPdfError):
        metadata = None
    if metadata is None or metadata.getroottree().docinfo.internalDTD is not None:
        return Standards("", "", "", "")
    titles = [fold("".join(map(str, each.itertext()))) for each in metadata.iter(_XMP_TITLE)]
    return Standards(
        _said(metadata, f"{_PDF_UA}part"),
        _said(metadata, f"{_PDF_A}part"),
        _said(metadata, f"{_PDF_A}conformance"),
        next(filter(None, titles), ""),
    )


def fonts_outside(reader: pypdf.PdfReader) -> tuple[int, dict[str, int]]:
    """Return how many fonts the pages have, and the first page of each that is not in the file, by its name."""
    seen: set[int] = set()
    outside: dict[str, int] = {}
    names: set[str] = set()
    for number, page in enumerate(reader.pages, start=1):
        for font in _fonts(page, seen):
            name = str(_resolved(font.get("/BaseFont")) or "/without a name").removeprefix("/")
            name = name.split("+", 1)[-1]
            names.add(name)
            if not _is_embedded(font):
                outside.setdefault(name, number)
    return len(names), outside


def fields(reader: pypdf.PdfReader) -> Iterator[tuple[str, int, bool]]:
    """Yield the name and page of each form field that is shown, and whether it has a description."""
    for number, page in enumerate(reader.pages, start=1):
        for note in _resolved(page.get("/Annots")) or []:
            widget = _resolved(note)
            if widget.get("/Subtype") != "/Widget" or int(_resolved(widget.get("/F")) or 0) & _HIDDEN:
                continue
            names: list[str] = []
            described = False
            element = widget
            for _ in range(_FURTHEST_PARENT):
                names.insert(0, str(_resolved(element.get("/T")) or ""))
                described = described or bool(str(_resolved(element.get("/TU")) or "").strip())
                element = _resolved(element.get("/Parent"))
                if element is None:
                    break
            yield ".".join(filter(None, names)), number, described


def pages_out_of_order(reader: pypdf.PdfReader) -> tuple[int, list[int]]:
    """Return how many pages have links or fields, and those whose Tab key does not follow the tags."""
    noted = [(number, page) for number, page in enumerate(reader.pages, start=1) if _resolved(page.get("/Annots"))]
    return len(noted), [number for number, page in noted if _resolved(page.get("/Tabs")) != "/S"]


def _said(metadata: Element, name: str) -> str:
    """Return a property, which stands in an element of its own or in an attribute."""
    for element in metadata.iter():
        if element.tag == name:
            return fold(element.text or "")
        if element.get(name):
            return fold(element.get(name, ""))
    return ""


def _fonts(page: Any, seen: set[int]) -> Iterator[Any]:
    """Yield the fonts of a page and of the forms on it that were not met before."""
    waiting = [page.get("/Resources")]
    while waiting:
        resources = _new(waiting.pop(), seen, again=True)
        if not isinstance(resources, dict):
            continue
        for font in _values(resources, "/Font"):
            found = _new(font, seen)
            if isinstance(found, dict):
                yield found
        for kind in ("/XObject", "/Pattern"):
            for each in _values(resources, kind):
                form = _new(each, seen)
                if isinstance(form, dict) and "/Resources" in form:
                    waiting.append(form.raw_get("/Resources"))  # type: ignore[attr-defined]


def _values(resources: Any, kind: str) -> list[Any]:
    found = _resolved(resources.get(kind))
    return [found.raw_get(name) for name in found] if isinstance(found, dict) else []  # type: ignore[attr-defined]


def _new(element: Any, seen: set[int], *, again: bool = False) -> Any:
    """Return what is referred to the first time, None after that; resources shared by pages are looked at `again`."""
    if isinstance(element, pypdf.generic.IndirectObject):
        if element.idnum in seen and not again:
            return None
        seen.add(element.idnum)
    return _resolved(element)


def _is_embedded(font: Any) -> bool:
    if _resolved(font.get("/Subtype")) == "/Type3":
        return True  # its letters are drawings in the file
    descendants = _resolved(font.get("/DescendantFonts")) or [font]
    descriptors = [_resolved(_resolved(each).get("/FontDescriptor")) or {} for each in descendants]
    return all(any(key in each for key in ("/FontFile", "/FontFile2", "/FontFile3")) for each in descriptors)


def _resolved(element: Any) -> Any:
    return element.get_object() if element is not None and hasattr(element, "get_object") else element
