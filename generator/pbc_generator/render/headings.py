"""What every format asks of a document's headings, so that a reader can move by them and links find them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbc_generator.document import Heading
from pbc_generator.render.errors import RenderError

if TYPE_CHECKING:
    from pbc_generator.document import Document


def check_headings(document: Document) -> None:
    """Raise `RenderError` where a heading skips a level (PDF/UA-1 7.4.2, WCAG 1.3.1) or two have one id."""
    level = 0
    ids: set[str] = set()
    for heading in document.blocks:
        if not isinstance(heading, Heading):
            continue
        if heading.level > level + 1:
            after = f"straight after level {level}" if level else "and is the first"
            raise RenderError(document.title, f"the heading '{heading.text}' has level {heading.level} {after}")
        if heading.id in ids:
            raise RenderError(document.title, f"two headings have the id '{heading.id}'")
        level = heading.level
        ids.add(heading.id)
