"""What a Word file holds beside its text: words in diagrams, and the receipt's lines on what was not read."""

from __future__ import annotations

from collections import Counter

from pbc_checks.read.assemble import Assembler
from pbc_checks.read.word_package import Element
from pbc_checks.submission import STRUCK_OUT, Tracked

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_POINT = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}pt"
_POINT_PROPERTIES = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}prSet"
_WORDS_OF_A_SCAN = 60  # a document with fewer words a picture may be nothing but scanned pages


def diagram_texts(data: Element) -> list[str]:
    """Return the texts of a diagram (SmartArt), without those that only invite to type one."""
    texts = []
    for point in data.iter(_POINT):
        properties = point.find(_POINT_PROPERTIES)
        if properties is None or properties.get("phldr") not in {"1", "true"}:
            for paragraph in point.iter(f"{_DRAWING}p"):
                texts.append("".join(text.text or "" for text in paragraph.iter(f"{_DRAWING}t")))
    return texts


def report_changes(assembler: Assembler, seen: Counter[str]) -> None:
    """Note in the receipt the tracked changes, which are read as if accepted, and what is struck out."""
    for kind in (Tracked.INSERTIONS, Tracked.MOVES, Tracked.FORMATTING, STRUCK_OUT):
        assembler.counts[str(kind)] += seen[kind]
    if seen[Tracked.DELETIONS]:
        assembler.left_out_deletions(seen[Tracked.DELETIONS])


def report_unread(assembler: Assembler, seen: Counter[str], outside: int) -> None:
    """Note in the receipt what was seen but not read; `outside` is the number of pictures in headers and footers."""
    pictures = seen["pictures"] - outside
    if seen["pictures"]:
        # A picture may be a logo or a scanned page. With hardly any words beside it, it is taken for the latter; not
        # so in a header, where nobody keeps a page.
        scan = assembler.words < _WORDS_OF_A_SCAN * pictures
        what = "pictures: words in them are not read" + (", and the document has few others" if scan else "")
        assembler.unread(what, count=seen["pictures"], blocks_absence=scan)
    for kind, what, blocks in (
        ("pictured answers", "answers that are pictures: words in them are not read", True),
        ("charts", "charts: words and figures in them are not read", False),
        ("objects", "embedded objects, such as a spreadsheet: what is in them is not read", True),
        ("chunks", "other documents embedded whole: what is in them is not read", True),
        ("hidden", "pieces of hidden text: left out", False),
        ("lost notes", "footnotes and endnotes that the text refers to, and the file does not hold", True),
        ("lost comments", "comments that the text refers to, and the file does not hold", False),
        ("lost diagrams", "diagrams whose words the file does not hold", True),
        ("lost headers", "headers and footers that the text refers to, and the file does not hold", False),
    ):
        if seen[kind]:
            assembler.unread(what, count=seen[kind], blocks_absence=blocks)
