"""Word to a submission: everything in the file that a reader would see, each piece with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pbc_checks.read.assemble import (
    LONGEST_HEADING,
    PLAIN,
    RUNNING_TEXT,
    Assembler,
    Marks,
    fold,
    is_contents_line,
    reads_as_heading,
    split_list_marker,
)
from pbc_checks.read.errors import UnreadableFileError
from pbc_checks.read.word_form import Form, prompts, ticked
from pbc_checks.read.word_package import Element, Package, W, open_package
from pbc_checks.read.word_styles import is_numbered, outline_level, styles
from pbc_checks.read.word_text import TextReader, Words
from pbc_checks.submission import BlockKind, Place, Submission

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_WRAPPERS = {f"{W}ins", f"{W}moveTo", f"{W}smartTag", f"{W}customXml"}
_QUESTION_WORDS = 40  # a left-hand cell with more is no question that the right-hand cell answers
_ANSWER_WORDS = 60
_WORDS_OF_A_SCAN = 60  # a document with fewer words a picture may be nothing but scanned pages
_NUMBER = re.compile(r"\d+")


def read(name: str, data: bytes) -> Submission:
    """Return the submission in a Word file; raises UnreadableFileError."""
    package = open_package(name, data)
    main = next(iter(package.related("").get("officeDocument", [])), "word/document.xml")
    root = package.xml(main)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise package.damaged()
    return _Reader(package, main).read(data, body)


class _Reader:
    """One pass over a Word file."""

    def __init__(self, package: Package, main: str) -> None:
        self._package = package
        self._parts = package.related(main)
        self._styles = styles(self._part("styles"))
        self._assembler = Assembler()
        self._text = TextReader(self._styles)
        self._form = Form(prompts(self._part("glossaryDocument")))
        self._title = ""
        self._question = ""  # the requirement whose heading in the form was read last

    def read(self, data: bytes, body: Element) -> Submission:
        self._text.prompted = self._prompted(body)
        for control in body.iter(f"{W}sdt"):
            self._form.marks(control, PLAIN)  # so that the form is known before its first question is read
        self._blocks(body, PLAIN, RUNNING_TEXT)
        self._notes("footnotes", "footnote")
        self._notes("endnotes", "endnote")
        self._comments()
        for kind in ("header", "footer"):
            self._header_or_footer(kind)
        self._report_unread()
        form = self._form
        return self._assembler.submission(
            self._package.name,
            data,
            "docx",
            title=self._core_title() or self._title,
            form=form.identity,
            answers=form.answers,
            fields=form.fields if form.identity else {},
        )

    def _prompted(self, body: Element) -> set[Element]:
        """Return the controls that still show their prompt."""
        return {control for control in body.iter(f"{W}sdt") if self._form.shows_prompt(control, _text_of(control))}

    def _blocks(self, parent: Element, marks: Marks, place: Place) -> None:
        """Add everything that stands in a body, a cell, a text box or a content control."""
        for element in parent:
            tag = element.tag
            if tag == f"{W}p":
                self._paragraph(element, marks, place)
            elif tag == f"{W}tbl":
                self._table(element, marks, place)
            elif tag == f"{W}sdt":
                self._control(element, marks, place)
            elif tag in _WRAPPERS:
                self._blocks(element, marks, place)
            elif tag == f"{_MC}AlternateContent":
                chosen = element.find(f"{_MC}Choice")
                if chosen is not None:
                    self._blocks(chosen, marks, place)
            elif tag == f"{W}altChunk":
                self._text.seen["chunks"] += 1

    def _control(self, control: Element, outside: Marks, place: Place) -> None:
        marks = self._form.marks(control, outside)
        if control in self._text.prompted:
            return
        content = control.find(f"{W}sdtContent")
        if content is not None:
            if marks != outside:
                self._form.keep(marks, _text_of(control))
            self._blocks(content, marks, place)

    def _paragraph(self, paragraph: Element, marks: Marks, place: Place) -> None:
        words = self._text.words(paragraph)
        for control, text in words.controls:
            inside = self._keep(control, text, marks)
            if inside.requirement or (inside != marks and fold(words.text) == fold(text)):
                marks = inside
        self._classify(paragraph, words, marks, place)
        for box in words.text_boxes:
            self._text_box(box)

    def _keep(self, control: Element, text: str, outside: Marks) -> Marks:
        """Keep what a control in a line holds, if it is one of the form's, and return the marks of its words."""
        marks = self._form.marks(control, outside)
        tick = ticked(control)
        if marks != outside and tick is not None:
            self._form.keep(marks, "yes" if tick else "")
        elif marks != outside and control not in self._text.prompted:
            self._form.keep(marks, text.strip())
        return marks

    def _classify(self, paragraph: Element, words: Words, marks: Marks, place: Place) -> None:
        """Add a paragraph as the heading, list item or running text that it is."""
        text = fold(words.text)
        if not text:
            return
        properties = paragraph.find(f"{W}pPr")
        style_id = properties.find(f"{W}pStyle") if properties is not None else None
        style = self._styles.of(style_id.get(f"{W}val") if style_id is not None else None)
        if (style.guidance or (style.note and self._form.identity)) and not marks.requirement:
            marks = Marks(guidance=True, field=marks.field)
        if style.title and not self._title:
            self._title = text
        level = outline_level(properties)
        level = style.level if level is None else level
        # What is typed into an answer is the answer, however it is dressed: headings in it would close the question.
        if (level or style.title) and len(text) <= LONGEST_HEADING and not marks.guidance and not marks.requirement:
            self._question = self._form.question(paragraph)
            self._assembler.heading(text, level or 1, place)
            return
        if self._question and marks == PLAIN:
            # Typed above or below the box instead of in it; LibreOffice also leaves the box with its first paragraph.
            marks = Marks(requirement=self._question)
            self._form.keep(marks, words.text.strip())
        if words.wholly_bold and reads_as_heading(text) and marks == PLAIN and not place.part:
            self._assembler.label(text, place)
            return
        if style.contents or is_contents_line(text):
            self._assembler.text(BlockKind.CONTENTS, text, place)
            return
        numbered = is_numbered(properties)
        marker, rest = split_list_marker(text)
        item = bool(marker) or (style.list_item if numbered is None else numbered)
        self._assembler.text(BlockKind.LIST_ITEM if item else BlockKind.PARAGRAPH, rest, place, marks)

    def _text_box(self, box: Element) -> None:
        self._assembler.counts["text boxes"] += 1
        for paragraph in _outermost(box, f"{W}p"):
            words = self._text.words(paragraph)
            self._assembler.text(BlockKind.TEXT_BOX, words.text, Place(part="text box"))
            for inner in words.text_boxes:
                self._text_box(inner)

    def _table(self, table: Element, marks: Marks, outer: Place) -> None:
        number = self._assembler.start_table()
        rows = [row for row in _outermost(table, f"{W}tr") if row.find(f"{W}trPr/{W}del") is None]
        cells = [list(_outermost(row, f"{W}tc")) for row in rows]
        single = all(len(row) <= 1 for row in cells)
        for index, row_cells in enumerate(cells, start=1):
            place = Place(table=number, row=index, part=outer.part)
            if single or self._is_form_row(row_cells):
                # A table that only draws boxes: what stands in a box is running text.
                if not single:
                    self._assembler.label(_text_of(row_cells[0]), place)
                for cell in row_cells[0 if single else 1 :]:
                    self._blocks(cell, marks, place)
            else:
                self._row(row_cells, place, marks)

    def _is_form_row(self, cells: list[Element]) -> bool:
        """Return whether a row is a question with an answer of several paragraphs, as forms made in Word have it."""
        if len(cells) != 2:
            return False
        question, answer = _text_of(cells[0]), _text_of(cells[1])
        paragraphs = [text for text in answer.split("\n") if text.strip()]
        return (
            0 < len(question.split()) <= _QUESTION_WORDS
            and len(paragraphs) > 1
            and len(answer.split()) >= _ANSWER_WORDS
        )

    def _row(self, cells: list[Element], place: Place, marks: Marks) -> None:
        texts = []
        for cell in cells:
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            continued = merged is not None and merged.get(f"{W}val", "continue") == "continue"
            texts.append("" if continued else self._cell(cell))
        if self._question and marks == PLAIN:
            marks = Marks(requirement=self._question)
            self._form.keep(marks, "\t".join(texts))
        self._assembler.row(texts, place, marks)

    def _cell(self, cell: Element) -> str:
        """Return the words of a cell, a table inside it included, and keep what its controls hold."""
        texts = []
        for element in cell.iter(f"{W}p"):
            if any(above.tag in {f"{W}txbxContent", f"{W}del"} for above in _up_to(element, cell)):
                continue
            controls = [above for above in _up_to(element, cell) if above.tag == f"{W}sdt"]
            if any(control in self._text.prompted for control in controls):
                continue
            words = self._text.words(element)
            texts.append(words.text)
            for control, text in words.controls:
                self._keep(control, text, PLAIN)
            for box in words.text_boxes:
                self._text_box(box)
        return "\n".join(filter(None, map(fold, texts)))

    def _notes(self, kind: str, word: str) -> None:
        root = self._part(kind)
        notes = root.iter(f"{W}{word}") if root is not None else iter(())
        real = [note for note in notes if note.get(f"{W}type") is None]
        for number, note in enumerate(real, start=1):
            text = " ".join(self._text.words(paragraph).text for paragraph in note.iter(f"{W}p"))
            if fold(text):
                self._assembler.counts[f"{word}s"] += 1
                self._assembler.text(BlockKind.FOOTNOTE, text, Place(part=f"{word} {number}"))

    def _comments(self) -> None:
        root = self._part("comments")
        for comment in root.iter(f"{W}comment") if root is not None else ():
            text = " ".join(self._text.words(paragraph).text for paragraph in comment.iter(f"{W}p"))
            author = fold(comment.get(f"{W}author", ""))
            if fold(text):
                self._assembler.counts["comments"] += 1
                part = f"comment by {author}" if author else "comment"
                self._assembler.text(BlockKind.COMMENT, text, Place(part=part))

    def _header_or_footer(self, kind: str) -> None:
        said: dict[str, None] = {}
        for part in sorted(self._parts.get(kind, []), key=_by_number):
            root = self._xml(part)
            for paragraph in root.iter(f"{W}p") if root is not None else ():
                text = fold(self._text.words(paragraph).text)
                if text and text not in said:
                    said[text] = None
                    self._assembler.text(BlockKind.HEADER_FOOTER, text, Place(part=kind))
        if said:
            self._assembler.counts[f"{kind} lines"] += len(said)

    def _report_unread(self) -> None:
        seen, unread = self._text.seen, self._assembler.unread
        words = self._assembler.words
        if seen["pictures"]:
            # A picture may be a logo or a scanned page. With hardly any words beside it, it is taken for the latter.
            scan = words < _WORDS_OF_A_SCAN * seen["pictures"]
            what = "pictures: words in them are not read" + (", and the document has few others" if scan else "")
            unread(what, count=seen["pictures"], blocks_absence=scan)
        if seen["charts"]:
            unread("charts: words and figures in them are not read", count=seen["charts"], blocks_absence=False)
        if seen["objects"]:
            unread("embedded objects, such as a spreadsheet: what is in them is not read", count=seen["objects"])
        if seen["chunks"]:
            unread("other documents embedded whole: what is in them is not read", count=seen["chunks"])
        if seen["deletions"]:
            unread("tracked deletions: left out, as if accepted", count=seen["deletions"], blocks_absence=False)
        if seen["hidden"]:
            unread("pieces of hidden text: left out", count=seen["hidden"], blocks_absence=False)

    def _part(self, kind: str) -> Element | None:
        """Return the root of the one part of a kind that the document refers to."""
        names = self._parts.get(kind)
        return self._xml(names[0]) if names else None

    def _xml(self, part: str) -> Element | None:
        return self._package.xml(part)

    def _core_title(self) -> str:
        try:
            root = self._package.xml("docProps/core.xml")
        except UnreadableFileError:
            return ""  # of no consequence: the text has a title too
        return (root.findtext(_TITLE) or "") if root is not None else ""


def _text_of(element: Element) -> str:
    """Return the plain words of an element, a line for each paragraph and line break, as they were typed."""
    lines: list[str] = []
    paragraphs = list(element.iter(f"{W}p")) or [element]
    for paragraph in paragraphs:
        words: list[str] = []
        for piece in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen"):
            if any(above.tag in {f"{W}del", f"{W}moveFrom", f"{W}pPr"} for above in _up_to(piece, paragraph)):
                continue
            match piece.tag.removeprefix(W):
                case "t":
                    words.append(piece.text or "")
                case "tab":
                    words.append("\t")
                case "noBreakHyphen":
                    words.append("-")
                case _:
                    words.append("\n")
        lines.append("".join(words))
    return "\n".join(lines).strip()


def _up_to(element: Element, top: Element) -> Iterator[Element]:
    """Yield the ancestors of an element below another, nearest first."""
    for above in element.iterancestors():
        if above is top:
            return
        yield above


def _outermost(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the nearest descendants with a tag, not those inside one of them."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag != f"{W}del":
            yield from _outermost(element, tag)


def _by_number(part: str) -> tuple[int, str]:
    number = _NUMBER.search(part.rsplit("/", 1)[-1])
    return int(number.group()) if number else 0, part
