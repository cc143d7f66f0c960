"""What a Word file holds beside its text: words in diagrams, and the receipt's lines on what was not read."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import unquote

from pbc_checks.read.assemble import Assembler, fold
from pbc_checks.read.word_package import RELATION, Element, Package, W
from pbc_checks.submission import STRUCK_OUT, Tracked

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_POINT = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}pt"
_POINT_PROPERTIES = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}prSet"
_LONGEST_NAME = 60  # characters
_MOST_NAMES = 10
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
        ("charts", "charts: words and figures in them are not read", True),
        ("typed over", "fields of the kind ActiveX: what was typed into them is not read", True),
        ("ink", "handwriting: it is not read", True),
        ("small ink", "handwriting in a small space, such as a signature: it is not read", False),
        ("chunks", "other documents embedded whole: what is in them is not read", True),
        ("hidden", "pieces of hidden text: left out", False),
        ("lost notes", "footnotes and endnotes that the text refers to, and the file does not hold", True),
        ("lost comments", "comments that the text refers to, and the file does not hold", False),
        ("lost diagrams", "diagrams whose words the file does not hold", True),
        ("lost headers", "headers and footers that the text refers to, and the file does not hold", False),
    ):
        if seen[kind]:
            assembler.unread(what, count=seen[kind], blocks_absence=blocks)


def report_objects(assembler: Assembler, objects: list[Element], package: Package, main: str) -> None:
    """Note in the receipt the documents that are embedded in the text of part `main` or linked to it, with names."""
    if not objects:
        return
    inside, outside = package.references(main), package.elsewhere(main)
    root = package.xml(main)
    embedded, linked = [], []
    for each in objects:
        of_main = each.getroottree().getroot() is root
        reference = each.get(RELATION, "") if of_main else ""  # headers have references of their own
        kind = each.get("ProgID") or each.get(f"{W}progId") or ""
        if reference in outside or each.tag == f"{W}subDoc":
            linked.append(_file(outside.get(reference, "")) or kind)
        else:
            embedded.append(kind or (_file(inside[reference].part) if reference in inside else ""))
    for names, what in (
        (embedded, "embedded objects, such as a spreadsheet: what is in them is not read"),
        (linked, "linked documents: they lie elsewhere and are not read"),
    ):
        if names:
            known = list(dict.fromkeys(filter(None, map(fold, names))))
            said = ", ".join(name[:_LONGEST_NAME] for name in known[:_MOST_NAMES])
            more = ", and more" if len(known) > _MOST_NAMES else ""
            assembler.unread(f"{what} ({said}{more})" if said else what, count=len(names))


def _file(address: str) -> str:
    """Return the name of the file at an address, without where it lies."""
    return unquote(re.split(r"[/\\]", address.rstrip("/"))[-1])
