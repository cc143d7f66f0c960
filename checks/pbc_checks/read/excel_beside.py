"""What lies over the cells of a workbook and beside them: text boxes, diagrams, charts, notes to cells.

Pictures are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from pbc_checks.read.assemble import Assembler
from pbc_checks.read.chart import chart_texts
from pbc_checks.read.word_package import Element, xml_parser
from pbc_checks.read.word_unread import diagram_texts
from pbc_checks.submission import BlockKind, Place
from pbc_frameworks.archive import BROKEN

_DRAWING = re.compile(r"xl/drawings/[^/]+\.xml")
_NOTES = re.compile(r"xl/(?:comments|threadedComments/)[^/]*\.xml|xl/comments/[^/]+\.xml")
_CHART = re.compile(r"xl/charts/chart[^/]*\.xml")
_EMBEDDED = re.compile(r"xl/embeddings/[^/]+")
_DIAGRAM = re.compile(r"xl/diagrams/data[^/]*\.xml")
_SHAPES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}sp",
    "{http://schemas.openxmlformats.org/drawingml/2006/chartDrawing}sp",  # over a chart
)
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}pic"
_PARAGRAPH = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"
_WORDS = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_NOTE = ("comment", "threadedComment")
_STANDS_FOR_OTHER = "[Threaded comment]"  # a note for older versions of Excel, which repeats one that is read as well


def read_beside(assembler: Assembler, data: bytes) -> None:
    """Add the words of text boxes, diagrams, charts and notes of the workbook in `data`.

    The receipt says what may hold others. A part that is damaged is said to be unread. Raises TooLargeError.
    """
    pictures = 0
    with ZipFile(BytesIO(data)) as archive:
        names = sorted(archive.namelist())
        for root in _roots(assembler, archive, names, _DRAWING):
            pictures += sum(1 for _ in root.iter(_PICTURE))
            for shape in root.iter(*_SHAPES):
                text = "\n".join(_text(paragraph) for paragraph in shape.iter(_PARAGRAPH))
                assembler.counts["text boxes"] += bool(text.strip())
                assembler.text(BlockKind.TEXT_BOX, text, Place(part="text box"))
        for root in _roots(assembler, archive, names, _DIAGRAM):
            for text in diagram_texts(root):
                assembler.text(BlockKind.TEXT_BOX, text, Place(part="diagram"))
        for root in _roots(assembler, archive, names, _CHART):
            assembler.counts["charts"] += 1
            for text in chart_texts(root):
                assembler.text(BlockKind.TEXT_BOX, text, Place(part="chart"))
        threads = any(name.startswith("xl/threadedComments/") for name in names)
        for root in _roots(assembler, archive, names, _NOTES):
            for note in root.iter(*(f"{{*}}{name}" for name in _NOTE)):
                text = "".join(map(str, note.itertext()))
                if threads and text.lstrip().startswith(_STANDS_FOR_OTHER):
                    continue
                cell = note.get("ref", "")[:10]
                assembler.counts["comments"] += 1
                assembler.text(BlockKind.COMMENT, text, Place(part=f"comment on cell {cell}" if cell else "comment"))
        embedded = sum(1 for name in names if _EMBEDDED.fullmatch(name))
    if pictures:
        assembler.unread("pictures: words in them are not read", count=pictures, blocks_absence=False)
    if embedded:
        assembler.unread("embedded objects, such as a document: what is in them is not read", count=embedded)


def _roots(assembler: Assembler, archive: ZipFile, names: list[str], wanted: re.Pattern[str]) -> Iterator[Element]:
    """Yield the roots of the parts of one kind, in the order of their names."""
    for name in filter(wanted.fullmatch, names):
        try:
            root = etree.fromstring(archive.read(name), xml_parser())
        except (*BROKEN, etree.XMLSyntaxError):
            assembler.unread("text boxes, diagrams, charts or notes: a part of the file that holds them is damaged")
        else:
            yield root


def _text(paragraph: Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(_WORDS))
