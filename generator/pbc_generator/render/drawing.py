"""Where the boxes and arrows of a diagram stand, in points; diagrams and charts as Typst source and as pictures.

PDF sets the drawing itself; Word and HTML take pictures of it, so that all three show the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pbc_generator.document import Diagram
from pbc_generator.render import charting
from pbc_generator.render.characters import printable
from pbc_generator.render.typeset import compile_picture, drawable, string_literal

if TYPE_CHECKING:
    from pbc_generator.document import Chart, Node

_WIDTH = 460.0  # what fits between the margins of an A4 page
_GAP = 14.0
_BETWEEN_ROWS = 22.0
_LANE = 12.0
_TALLEST = 610.0  # what fits on an A4 page below a heading
_WIDEST = 215.0
_LINE = 12.5
_LETTER = 5.4  # an average letter of the drawing's text
_PADDING = 8.0
_MOST_IN_A_ROW = 5


@dataclass(frozen=True, slots=True)
class Box:
    """A box with its upper left corner."""

    node: Node
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A diagram laid out; an arrow is a bent line of points, and ends with its head."""

    boxes: tuple[Box, ...]
    arrows: tuple[tuple[tuple[float, float], ...], ...]
    height: float


def laid_out(diagram: Diagram) -> Drawing:
    """Return a diagram with a place for every box and arrow, 460 points wide.

    A layer of more than five boxes takes several rows. An arrow past other rows goes down a lane at the right, so that
    it runs through no box.
    """
    rows = [
        layer[start : start + _MOST_IN_A_ROW]
        for layer in diagram.layers
        for start in range(0, len(layer), _MOST_IN_A_ROW)
    ]
    row_of = {node.id: place for place, row in enumerate(rows) for node in row}
    far = [arrow for arrow in diagram.arrows if abs(row_of[arrow[0]] - row_of[arrow[1]]) > 1]
    room = _WIDTH - _LANE * len(far)
    boxes: dict[str, Box] = {}
    top = 0.0
    for row in rows:
        width = min(_WIDEST, (room - _GAP * (len(row) - 1)) / len(row))
        height = max(_height(node.text, width) for node in row)
        left = (room - len(row) * width - (len(row) - 1) * _GAP) / 2
        for place, node in enumerate(row):
            boxes[node.id] = Box(node, left + place * (width + _GAP), top, width, height)
        top += height + _BETWEEN_ROWS
    right = max((box.x + box.width for box in boxes.values()), default=0.0)
    lanes = {arrow: right + _LANE * (place + 1) for place, arrow in enumerate(far)}
    arrows = tuple(_arrow(boxes[start], boxes[end], lanes.get((start, end))) for start, end in diagram.arrows)
    return Drawing(tuple(boxes.values()), arrows, top - _BETWEEN_ROWS)


def _height(text: str, width: float) -> float:
    across = max(int((width - 2 * _PADDING) / _LETTER), 8)
    lines = sum(_lines(words, across) for words in text.split("\n"))
    return lines * _LINE + 2 * _PADDING


def _lines(words: str, across: int) -> int:
    lines, used = 1, 0
    for word in words.split():
        if used and used + 1 + len(word) > across:
            lines, used = lines + 1, 0
        used += len(word) + (1 if used else 0)
    return lines


def _arrow(start: Box, end: Box, lane: float | None) -> tuple[tuple[float, float], ...]:
    """Return an arrow between two boxes: straight where they stand over each other, else bent between the rows."""
    down = end.y > start.y
    x1, x2 = start.x + start.width / 2, end.x + end.width / 2
    y1 = start.y + start.height if down else start.y
    y2 = end.y if down else end.y + end.height
    if start.y == end.y:
        right = end.x > start.x
        edge = start.x + start.width if right else start.x
        return (edge, start.y + start.height / 2), (end.x if right else end.x + end.width, end.y + end.height / 2)
    half = _BETWEEN_ROWS / 2 if down else -_BETWEEN_ROWS / 2
    if lane is not None:
        # Not half way, where other arrows bend.
        out = y1 + half * 0.6
        return (x1, y1), (x1, out), (lane, out), (lane, y2 - half), (x2, y2 - half), (x2, y2)
    if abs(x1 - x2) < 1:
        return (x1, y1), (x2, y2)
    return (x1, y1), (x1, y2 - half), (x2, y2 - half), (x2, y2)


def typst_call(drawn: Diagram | Chart) -> str:
    """Return the house style's call that draws a diagram or a chart."""
    return _diagram_call(drawn) if isinstance(drawn, Diagram) else charting.typst_call(drawn)


def _diagram_call(diagram: Diagram) -> str:
    drawing = laid_out(diagram)
    boxes = "".join(
        f"(x: {_pt(box.x)}, y: {_pt(box.y)}, width: {_pt(box.width)}, height: {_pt(box.height)}, "
        f"words: {string_literal(drawable(printable(box.node.text)))}, strong: {str(box.node.strong).lower()}), "
        for box in drawing.boxes
    )
    arrows = "".join("(" + "".join(f"({_pt(x)}, {_pt(y)}), " for x, y in arrow) + "), " for arrow in drawing.arrows)
    scale = f"{100 * _scale(drawing):.1f}%"
    return f"drawing({_pt(_WIDTH)}, {_pt(drawing.height)}, {scale}, ({boxes}), ({arrows}))"


def _scale(drawing: Drawing) -> float:
    """Return by how much a drawing has to shrink to fit on a page."""
    return min(1.0, _TALLEST / drawing.height) if drawing.height else 1.0


def _pt(points: float) -> str:
    return f"{points:.2f}pt"


def picture(drawn: Diagram | Chart, file_format: str) -> bytes:
    """Return a diagram or chart as a picture, png (for print, 200 dots an inch) or svg; the same bytes each time."""
    return compile_picture(f'#import "house.typ": *\n#picture-page({typst_call(drawn)})\n', file_format)


def size(drawn: Diagram | Chart) -> tuple[float, float]:
    """Return the width and height of a diagram or chart in points, as it is printed."""
    if not isinstance(drawn, Diagram):
        return charting.size(drawn)
    drawing = laid_out(drawn)
    return _WIDTH * _scale(drawing), drawing.height * _scale(drawing)
