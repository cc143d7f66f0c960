"""The words of a Word paragraph as a reader sees them: insertions kept, deletions and hidden text left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from pbc_checks.read.word_maths import MATHS_SIGNS, MATHS_TEXT, signs
from pbc_checks.read.word_notes import Call, call_of
from pbc_checks.read.word_package import RELATION, Element, W, child, children
from pbc_checks.read.word_styles import PARAGRAPH_PROPERTIES, RUN_PROPERTIES, VALUE, Styles, is_on, switched_on
from pbc_checks.read.word_symbols import form_field, in_font, symbol, symbol_font
from pbc_checks.submission import STRUCK_OUT

ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWN_PARAGRAPH = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"
_DRAWN_WORDS = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_CHARTS = (
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart",
)
_OLD_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_DIAGRAM_WORDS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}dm"
_OLE = ("{urn:schemas-microsoft-com:office:office}OLEObject", f"{W}objectEmbed", f"{W}objectLink")
_BOX = f"{W}txbxContent"
_INK = "{http://schemas.microsoft.com/office/word/2010/wordml}contentPart"
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_LARGE = 8_000_000_000_000  # a tenth of a page of A4, in square EMU of 360,000 to the centimetre
_SAYING = (*_CHARTS, _INK, _DIAGRAM, _DRAWN_WORDS, _WORD_ART, _BLIP, _OLD_IMAGE)
MOST_OPEN_FIELDS = 20  # one inside another: more are fields that have lost their end

CELL_PROPERTIES = f"{W}tcPr"
DELETED = {f"{W}del", f"{W}moveFrom"}
_PARAGRAPH, _RUN, _TEXT, _CONTROL = f"{W}p", f"{W}r", f"{W}t", f"{W}sdt"
_RUN_STYLE = f"{W}rStyle"
_FONTS = f"{W}rFonts"
_BOLD, _HIDDEN, _STRUCK, _STRUCK_TWICE = f"{W}b", f"{W}vanish", f"{W}strike", f"{W}dstrike"
_FIELD_SIGN = f"{W}fldChar"
_SYMBOL = f"{W}sym"
_FRAME = f"{W}framePr"
_READS_AS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_DRAWN = {f"{W}drawing", f"{W}pict", f"{W}object"}
_CLOSED = {f"{W}del", f"{W}moveFrom", _BOX}
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
    """What was found in a paragraph: its text, whether all of it is bold, and what hangs on it.

    `pieces` are the elements that the text comes from, in its order, each with what it reads as.
    """

    pieces: list[tuple[Element, str]] = field(default_factory=list)
    bold: bool = False
    plain: bool = False  # some of it is not bold
    struck: bool = False  # the last words have a line through them
    text_boxes: list[Element] = field(default_factory=list)
    controls: list[tuple[Element, str]] = field(default_factory=list)  # each with its text
    diagrams: list[str] = field(default_factory=list)  # ids of the references to their words
    charts: list[str] = field(default_factory=list)  # the same of charts
    drawn: list[str] = field(default_factory=list)  # words that a drawing holds itself: WordArt, an old canvas
    calls: list[Call] = field(default_factory=list)  # of notes and comments

    @property
    def text(self) -> str:
        """Return the words as they read."""
        return "".join(text for _, text in self.pieces)

    def add(self, more: Words) -> None:
        """Add the words of the next paragraph, which is one with this."""
        self.bold, self.plain, self.struck = self.bold or more.bold, self.plain or more.plain, more.struck
        self.pieces += more.pieces
        self.text_boxes += more.text_boxes
        self.controls += more.controls
        self.diagrams += more.diagrams
        self.charts += more.charts
        self.drawn += more.drawn
        self.calls += more.calls

    @property
    def wholly_bold(self) -> bool:
        """Return whether every word is bold."""
        return self.bold and not self.plain


class TextReader:
    """Reads paragraphs one after the other; fields (page numbers, dates) may run over several.

    `seen` counts what stands there but is not read as text (pictures, objects, hidden words), and words struck out.
    `prompted` are the content controls that show only their prompt: their words are not read.
    """

    def __init__(self, styles: Styles) -> None:
        self.seen: Counter[str] = Counter()
        self.prompted: set[Element] = set()
        self.objects: list[Element] = []  # documents embedded or linked
        self._styles = styles
        self._fields: list[bool] = []  # of each open field: whether its result has begun
        self._hidden = False  # whether the style of the paragraph hides its words
        self._font = ""  # of the run, if its letters are pictures

    def words(self, paragraph: Element) -> Words:
        """Return the words of a paragraph, a table cell's paragraph or anything else that holds runs."""
        found = Words()
        style = self._styles.of_paragraph(paragraph)
        self._hidden = style.hidden
        self._walk(paragraph, found, style.bold)
        # No instruction runs over paragraphs; one that seems to has lost its end, and must not swallow the document.
        self._fields = [begun for begun in self._fields if begun]
        return found

    def typed(self, element: Element) -> str:
        """Return the words of a control or cell exactly, a line for each paragraph, text boxes after theirs."""
        text = ""
        for paragraph in list(paragraphs(element)) or [element]:
            words = self.words(paragraph)
            text += "\n".join([words.text, *map(self.typed, words.text_boxes)])
            text += "" if _ends_in_deletion(child(paragraph, PARAGRAPH_PROPERTIES)) else "\n"
        return text.strip()

    def lines(self, parent: Element) -> Iterator[str]:
        """Yield the words of a header or note, paragraph by paragraph, each text box after its paragraph."""
        for paragraph in paragraphs(parent):
            if self.prompted.isdisjoint(paragraph.iterancestors(f"{W}sdt")):
                words = self.words(paragraph)
                self.seen["charts"] += len(words.charts)  # nobody keeps one there, and its words are not looked for
                self.seen["lost diagrams"] += len(words.diagrams)
                yield from (words.text, *words.drawn)
                for box in words.text_boxes:
                    yield from self.lines(box)

    def _walk(self, parent: Element, found: Words, bold: bool) -> None:
        for element in parent:
            tag = element.tag
            if tag == _RUN:
                self._run(element, found, bold)
            elif tag in DELETED or tag in _PASSED_OVER:
                continue
            elif tag == _CONTROL:
                self._control(element, found, bold)
            elif tag == MATHS_TEXT:
                found.pieces.append((element, element.text or ""))
                found.plain = True
            elif tag in MATHS_SIGNS:
                self._formula(element, found, bold)
            elif tag == _TEXT:  # outside a run, where no program writes it
                self._add(found, element, element.text or "", bold)
            elif tag == ALTERNATIVES:
                self._alternative(element, found, bold)
            elif isinstance(tag, str):
                self._walk(element, found, bold)

    def _formula(self, formula: Element, found: Words, bold: bool) -> None:
        """Add a part of a formula with the signs that Word draws between its pieces: 1/2, 10^6."""
        for sign, piece in signs(formula):
            found.pieces += [(formula, sign)] if sign else []
            if piece is not None:
                self._walk(piece, found, bold)

    def _control(self, control: Element, found: Words, bold: bool) -> None:
        before, before_bold, before_plain = len(found.pieces), found.bold, found.plain
        for content in control.iterchildren(f"{W}sdtContent"):
            self._walk(content, found, bold)
        found.controls.append((control, "".join(text for _, text in found.pieces[before:])))
        if control in self.prompted:
            del found.pieces[before:]
            found.bold, found.plain = before_bold, before_plain

    def _alternative(self, element: Element, found: Words, bold: bool) -> None:
        alternative = chosen(element)
        if alternative is not None:
            self._inside(alternative, found, bold)

    def _run(self, run: Element, found: Words, paragraph_bold: bool) -> None:
        properties = child(run, RUN_PROPERTIES)
        said = children(properties) if properties is not None else {}
        style_id = said.get(_RUN_STYLE)
        style = self._styles.of(style_id.get(VALUE)) if style_id is not None else None
        hidden = is_on(said.get(_HIDDEN))
        if hidden is None:
            hidden = self._hidden or (style is not None and style.hidden)
        if hidden:
            if holds_words(run):
                self.seen["hidden"] += 1
            return
        struck = bool(is_on(said.get(_STRUCK)) or is_on(said.get(_STRUCK_TWICE))) and holds_words(run)
        self.seen[STRUCK_OUT] += struck and not found.struck
        found.struck = struck
        bold = is_on(said.get(_BOLD))
        if bold is None:
            bold = paragraph_bold or (style is not None and style.bold)
        before, self._font = self._font, symbol_font(said.get(_FONTS))
        self._inside(run, found, bold)
        self._font = before

    def _inside(self, run: Element, found: Words, bold: bool) -> None:
        for element in run:
            tag = element.tag
            if tag == _TEXT:
                self._add(found, element, in_font(self._font, element.text or ""), bold)
            elif tag in _PASSED_OVER:
                continue
            elif tag in _READS_AS:
                self._add(found, element, _READS_AS[tag], bold)
            elif tag == _SYMBOL:
                self._add(found, element, symbol(element), bold)
            elif tag == _FIELD_SIGN:
                self._add(found, element, form_field(element), bold)
                self._field(element.get(f"{W}fldCharType", ""))
            elif tag == ALTERNATIVES:
                self._alternative(element, found, bold)
            elif tag in _DRAWN:
                self._drawing(element, found)
            elif tag == _RUN:
                self._run(element, found, bold)
            else:
                call = call_of(element)
                found.calls += [call] if call is not None else []
                if holds_words(element):
                    self._walk(element, found, bold)  # words with a gloss (w:ruby), or where no program writes them

    def _add(self, found: Words, element: Element, text: str, bold: bool) -> None:
        if self._fields and not all(self._fields):
            return  # the instruction of a field, not its result
        found.pieces.append((element, text))
        if text.strip():
            found.bold, found.plain = found.bold or bold, found.plain or not bold

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields = [*self._fields[-MOST_OPEN_FIELDS:], False]
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _drawing(self, drawing: Element, found: Words) -> None:
        # A box inside a box, and a picture in one, are met when the outer box is read.
        found.text_boxes += [box for box in drawing.iter(_BOX) if not _boxed(box, drawing)]
        found.diagrams += [diagram.get(_DIAGRAM_WORDS, "") for diagram in drawing.iter(_DIAGRAM)]
        # What a box holds is read with the box.
        found.drawn += [path.get("string", "") for path in drawing.iter(_WORD_ART) if not _boxed(path, drawing)]
        found.drawn += [
            "".join(text.text or "" for text in paragraph.iter(_DRAWN_WORDS))
            for paragraph in drawing.iter(_DRAWN_PARAGRAPH)
            if not _boxed(paragraph, drawing)
        ]
        self.seen["typed over"] += sum(1 for _ in drawing.iter(f"{W}control"))
        for _ in drawing.iter(_INK):
            self.seen["ink" if _large(drawing) else "small ink"] += 1
        held = list(drawing.iter(*_OLE))
        self.objects += held
        objects = len(held)
        pictures = [picture for picture in drawing.iter(_BLIP, _OLD_IMAGE) if not _boxed(picture, drawing)]
        self.seen["pictures"] += 0 if objects else len(pictures)  # an object's picture is what it looks like
        found.charts += [chart.get(RELATION, "") for chart in drawing.iter(*_CHARTS) if not _boxed(chart, drawing)]


def holds_words(run: Element) -> bool:
    """Return whether there is a word in a run."""
    return any((text.text or "").strip() for text in run.iter(_TEXT))


def holds_picture(element: Element) -> bool:
    """Return whether there is a picture in an element."""
    return next(element.iter(_BLIP, _OLD_IMAGE), None) is not None


def chosen(alternatives: Element) -> Element | None:
    """Return the one of several alternatives that is read: the newest that holds anything, as Word does.

    Word passes over one in a dialect that it does not know.
    """
    given = [*alternatives.iterchildren(f"{_MC}Choice"), *alternatives.iterchildren(f"{_MC}Fallback")]
    return next((each for each in given if _says_something(each)), given[0] if given else None)


def _says_something(alternative: Element) -> bool:
    return holds_words(alternative) or next(alternative.iter(*_SAYING), None) is not None


def up_to(element: Element, top: Element) -> Iterator[Element]:
    """Yield the ancestors of an element below another, nearest first."""
    for above in element.iterancestors():
        if above is top:
            return
        yield above


def outermost(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the nearest descendants with a tag, not those inside one of them."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag != f"{W}del":
            yield from outermost(element, tag)


def runs_on(paragraph: Element) -> bool:
    """Return whether a paragraph is one with the next: the end of it is deleted, or it is the large first letter."""
    properties = child(paragraph, PARAGRAPH_PROPERTIES)
    if properties is None:
        return False
    frame = child(properties, _FRAME)
    dropped = frame is not None and frame.get(f"{W}dropCap", "none") in {"drop", "margin"}
    if not dropped and not _ends_in_deletion(properties):
        return False
    following = next(paragraph.itersiblings(f"{W}p", f"{W}tbl", f"{W}sdt"), None)
    return following is not None and following.tag == f"{W}p"


def _ends_in_deletion(properties: Element | None) -> bool:
    """Return whether the end of a paragraph with such properties was deleted."""
    return child(child(properties, RUN_PROPERTIES), f"{W}del") is not None


def cells(row: Element) -> list[Element]:
    """Return the cells of a table row, without those whose deletion is tracked."""
    return [cell for cell in outermost(row, f"{W}tc") if child(child(cell, CELL_PROPERTIES), f"{W}cellDel") is None]


def is_deleted_row(element: Element) -> bool:
    """Return whether an element is a table row that is deleted or hidden."""
    properties = element.find(f"{W}trPr") if element.tag == f"{W}tr" else None
    return properties is not None and (
        properties.find(f"{W}del") is not None or switched_on(properties, "hidden") is True
    )


def paragraphs(parent: Element) -> Iterator[Element]:
    """Yield the paragraphs in an element that are not in a text box, deleted or an alternative."""
    for element in parent:
        if element.tag == _PARAGRAPH:
            yield element
        elif element.tag == ALTERNATIVES:
            alternative = chosen(element)
            if alternative is not None:
                yield from paragraphs(alternative)
        elif element.tag not in _CLOSED and not is_deleted_row(element):
            yield from paragraphs(element)


def _large(drawing: Element) -> bool:
    """Return whether a drawing covers more than a tenth of a page, or does not say how much it covers."""
    extent = next(drawing.iter(_EXTENT), None)
    sides = [extent.get(side, "") for side in ("cx", "cy")] if extent is not None else []
    known = len(sides) == 2 and all(side.isdecimal() and len(side) < 12 for side in sides)
    return not known or int(sides[0]) * int(sides[1]) > _LARGE


def _boxed(element: Element, drawing: Element) -> bool:
    return any(above.tag == _BOX for above in up_to(element, drawing))
