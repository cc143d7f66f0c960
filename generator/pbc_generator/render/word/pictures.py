"""Diagrams and charts as pictures in the line of text, never floating, with their alternatives."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from pbc_generator.render.drawing import picture, size
from pbc_generator.render.word.markup import attribute, caption, paragraph

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from pbc_generator.document import Chart, Diagram

_EMU = 12_700  # to a point
_TWENTIETHS = 20
_NAMESPACES = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_FIRST_NUMBER = 9_000  # beyond those of pictures that a house template has


@dataclass(slots=True)
class Pictures:
    """Adds pictures to one document, no wider than its text (`text_width` in twentieths of a point)."""

    word: WordDocument
    text_width: int
    _count: int = field(default=0)

    def picture(self, drawn: Diagram | Chart) -> str:
        """Return a diagram or chart with its caption above it."""
        relation, _ = self.word.part.get_or_add_image(BytesIO(picture(drawn, "png")))
        width, height = size(drawn)
        scale = min(1.0, self.text_width / _TWENTIETHS / width)
        extent = f'cx="{round(width * scale * _EMU)}" cy="{round(height * scale * _EMU)}"'
        self._count += 1
        called = f"{type(drawn).__name__} {self._count}"
        name = f'id="{_FIRST_NUMBER + self._count}" name="{called}" descr="{attribute(drawn.alt)}"'
        drawing = (
            f"<w:drawing><wp:inline {_NAMESPACES}><wp:extent {extent}/><wp:docPr {name}/>"
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f"<pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
            f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
        )
        return caption(drawn.caption) + paragraph("", f"<w:r>{drawing}</w:r>")
