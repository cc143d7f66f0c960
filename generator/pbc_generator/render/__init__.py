"""One module a format: Document -> the bytes of a file. This table is the one list of formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbc_frameworks.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pbc_generator.document import Document


def _word(document: Document, house: bytes | None) -> bytes:
    from pbc_generator.render import word

    return word.render(document, house)


def _pdf(document: Document, _house: bytes | None) -> bytes:
    from pbc_generator.render import pdf

    return pdf.render(document)


def _html(document: Document, _house: bytes | None) -> bytes:
    from pbc_generator.render import html

    return html.render(document).encode("utf-8")


FORMATS: dict[str, Callable[[Document, bytes | None], bytes]] = {"docx": _word, "pdf": _pdf, "html": _html}
"""Each format by the ending of its files. Renderers are imported when first used: each brings a heavy library."""


def render(document: Document, file_format: str, house: bytes | None = None) -> bytes:
    """Return a document as a file of one format (docx, pdf, html); `house` is a PCT's own Word template.

    Raises UnknownNameError for another format, and the renderer's own PbcgovError where the house template is wrong.
    """
    if file_format not in FORMATS:
        raise UnknownNameError("format", file_format, FORMATS)
    return FORMATS[file_format](document, house)
