"""The words of a Word paragraph as a reader sees them: insertions kept, deletions and hidden text left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pbc_checks.read.word_package import Element, W
from pbc_checks.read.word_styles import Styles, switched_on

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_OLD_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"

# Ticks and boxes of the Wingdings fonts; every other symbol is decoration.
_SYMBOLS = {"F0FE": "☒", "F0FC": "✓", "F0A8": "☐", "F06F": "☐", "F0FD": "☒", "F0FB": "☒"}
_DELETED = {f"{W}del", f"{W}moveFrom"}
_PASSED_OVER = {
    f"{W}pPr",
    f"{W}rPr",
    f"{W}sdtPr",
    f"{W}sdtEndPr",
    f"{W}instrText",
    f"{W}delText",
    f"{W}rt",
    f"{W}tblPr",
}


@dataclass(slots=True)
class Words:
    """What was found in a paragraph: its text, whether all of it is bold, and what hangs on it."""

    text: str = ""
    bold: bool = False
    plain: bool = False  # some of it is not bold
    text_boxes: list[Element] = field(default_factory=list)
    controls: list[tuple[Element, str]] = field(default_factory=list)  # each with its text

    @property
    def wholly_bold(self) -> bool:
        """Return whether every word is bold."""
        return self.bold and not self.plain


class TextReader:
    """Reads paragraphs one after the other; fields (page numbers, dates) may run over several.

    `seen` counts what stands there but is not read as text: pictures, objects, deletions, hidden words.
    `prompted` are the content controls that show only their prompt: their words are not read.
    """

    def __init__(self, styles: Styles) -> None:
        self.seen: Counter[str] = Counter()
        self.prompted: set[Element] = set()
        self._styles = styles
        self._fields: list[bool] = []  # of each open field: whether its result has begun

    def words(self, paragraph: Element) -> Words:
        """Return the words of a paragraph, a table cell's paragraph or anything else that holds runs."""
        found = Words()
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        bold = self._styles.of(style.get(f"{W}val") if style is not None else None).bold
        self._walk(paragraph, found, bold)
        return found

    def _walk(self, parent: Element, found: Words, bold: bool) -> None:
        for element in parent:
            tag = element.tag
            if tag == f"{W}r":
                self._run(element, found, bold)
            elif tag in _DELETED:
                self.seen["deletions"] += 1
            elif tag == f"{W}sdt":
                self._control(element, found, bold)
            elif tag == _MATHS_TEXT:
                found.text += element.text or ""
                found.plain = True
            elif tag == f"{_MC}AlternateContent":
                self._alternative(element, found, bold)
            elif isinstance(tag, str) and tag not in _PASSED_OVER:
                self._walk(element, found, bold)

    def _control(self, control: Element, found: Words, bold: bool) -> None:
        before, before_bold, before_plain = found.text, found.bold, found.plain
        for content in control.iterchildren(f"{W}sdtContent"):
            self._walk(content, found, bold)
        found.controls.append((control, found.text[len(before) :]))
        if control in self.prompted:
            found.text, found.bold, found.plain = before, before_bold, before_plain

    def _alternative(self, element: Element, found: Words, bold: bool) -> None:
        choice = element.find(f"{_MC}Choice")
        chosen = choice if choice is not None else element.find(f"{_MC}Fallback")
        if chosen is not None:
            self._inside(chosen, found, bold)

    def _run(self, run: Element, found: Words, paragraph_bold: bool) -> None:
        properties = run.find(f"{W}rPr")
        if switched_on(properties, "vanish"):
            if any((text.text or "").strip() for text in run.iter(f"{W}t")):
                self.seen["hidden"] += 1
            return
        style = properties.find(f"{W}rStyle") if properties is not None else None
        bold = switched_on(properties, "b")
        if bold is None:
            styled = style is not None and self._styles.of(style.get(f"{W}val")).bold
            bold = styled or paragraph_bold
        self._inside(run, found, bold)

    def _inside(self, run: Element, found: Words, bold: bool) -> None:
        for element in run:
            match element.tag:
                case t if t == f"{W}t":
                    self._add(found, element.text or "", bold)
                case t if t in {f"{W}tab", f"{W}ptab"}:
                    self._add(found, "\t", bold)
                case t if t in {f"{W}br", f"{W}cr"}:
                    self._add(found, "\n", bold)
                case t if t == f"{W}noBreakHyphen":
                    self._add(found, "-", bold)
                case t if t == f"{W}sym":
                    self._add(found, _SYMBOLS.get(element.get(f"{W}char", "").upper(), ""), bold)
                case t if t == f"{W}fldChar":
                    self._field(element.get(f"{W}fldCharType", ""))
                case t if t == f"{_MC}AlternateContent":
                    self._alternative(element, found, bold)
                case t if t in {f"{W}drawing", f"{W}pict", f"{W}object"}:
                    self._drawing(element, found)
                case t if t == f"{W}r":
                    self._run(element, found, bold)
                case _:
                    pass

    def _add(self, found: Words, text: str, bold: bool) -> None:
        if self._fields and not all(self._fields):
            return  # the instruction of a field, not its result
        found.text += text
        if text.strip():
            found.bold, found.plain = found.bold or bold, found.plain or not bold

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _drawing(self, drawing: Element, found: Words) -> None:
        # A box inside a box is read with the outer one.
        boxes = [box for box in drawing.iter(f"{W}txbxContent") if not _inside_box(box, drawing)]
        found.text_boxes += boxes
        self.seen["pictures"] += sum(1 for _ in drawing.iter(_BLIP, _OLD_IMAGE)) if not boxes else 0
        self.seen["charts"] += sum(1 for _ in drawing.iter(_CHART))
        self.seen["objects"] += sum(1 for _ in drawing.iter(_OLE))


def _inside_box(box: Element, drawing: Element) -> bool:
    return any(above.tag == f"{W}txbxContent" for above in box.iterancestors() if drawing in above.iterancestors())
