"""Word to a submission: everything in the file that a reader would see, each piece with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

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
from pbc_checks.read.chart import chart_texts
from pbc_checks.read.errors import UnreadableFileError
from pbc_checks.read.word_bound import fill_in
from pbc_checks.read.word_chunk import MOST_CHUNKS, chunk_texts, is_word
from pbc_checks.read.word_form import Form, prompts, ticked
from pbc_checks.read.word_notes import KINDS, Call, Notes
from pbc_checks.read.word_numbers import Numbers, numbers
from pbc_checks.read.word_package import RELATION, Element, Package, W, child, open_package
from pbc_checks.read.word_styles import (
    PARAGRAPH_PROPERTIES,
    Styles,
    is_numbered,
    outline_level,
    style_named,
    styles,
)
from pbc_checks.read.word_text import (
    ALTERNATIVES,
    CELL_PROPERTIES,
    DELETED,
    TextReader,
    Words,
    cells,
    chosen,
    holds_picture,
    holds_words,
    is_deleted_row,
    outermost,
    runs_on,
    up_to,
)
from pbc_checks.read.word_tracked import tracked_changes
from pbc_checks.read.word_unread import diagram_texts, report_changes, report_objects, report_unread
from pbc_checks.submission import Block, BlockKind, Place, Submission
from pbc_frameworks.load import Library

_HEADER_REFERENCES = (f"{W}headerReference", f"{W}footerReference")
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_WRAPPERS = {f"{W}ins", f"{W}moveTo", f"{W}smartTag", f"{W}customXml"}
_WRAPPERS_IN_CELLS = {*_WRAPPERS, f"{W}sdt", f"{W}sdtContent"}
_QUESTION_WORDS = 40  # a left-hand cell with more is no question that the right-hand cell answers
_ANSWER_WORDS = 60
_MOST_CONTROLS = 20  # one inside another: what they hold is read once for each
EMBEDDED = "embedded document"
_NUMBER = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True)
class WordSubmission:
    """A submission with the document it was read from: `sources` are the elements that its blocks stand in.

    A row is the source of its block, a paragraph of one that stands in it or hangs on it, and the call of one in a
    note. What stands in no place of the document, such as a header, has none.
    """

    submission: Submission
    package: Package
    main: str  # the part that holds the document
    root: Element
    body: Element
    sources: tuple[Element | None, ...]
    text: TextReader
    styles: Styles

    @property
    def blocks(self) -> list[tuple[Block, Element | None]]:
        """Return the blocks with their sources."""
        return list(zip(self.submission.blocks, self.sources, strict=True))


def read(name: str, data: bytes, library: Library) -> Submission:
    """Return the submission in a Word file; raises UnreadableFileError.

    `library` holds the frameworks by whose forms a completed form is known.
    """
    return read_word(name, data, library).submission


def read_word(name: str, data: bytes, library: Library) -> WordSubmission:
    """Return the submission in a Word file with the elements that it was read from; raises UnreadableFileError."""
    package = open_package(name, data)
    main = main_part(package)
    root = package.xml(main)
    body = root.find(f"{W}body") if root is not None else None
    if root is None or body is None:
        raise package.damaged()
    fill_in(root, package, package.related(main).get("customXml", []))
    reader = _Reader(package, main, body, library)
    return WordSubmission(
        reader.read(data), package, main, root, body, tuple(reader.sources), reader.text, reader.styles
    )


def main_part(package: Package) -> str:
    """Return the name of the part that holds the document."""
    return next(iter(package.related("").get("officeDocument", [])), "word/document.xml")


class _Reader:
    """One pass over a Word file."""

    def __init__(self, package: Package, main: str, body: Element, library: Library, *, within: bool = False) -> None:
        self._package = package
        self._within = within  # whether it is taken in whole by another
        self._body = body
        self._parts = package.related(main)
        self._references = package.references(main)
        self.styles = styles(self._part("styles"))
        self._assembler = Assembler()
        self.sources: list[Element | None] = []  # of the blocks so far: what each was read from
        self.text = TextReader(self.styles)
        self._typed = TextReader(self.styles).typed  # a reader of its own: what it sees is counted once, by the other
        self._form = Form(prompts(self._part("glossaryDocument")), library)
        self._numbers = self._lists()
        self._main = main
        self._chunks = 0  # documents taken in whole that were read
        self._notes = Notes(body, {kind: self._part(f"{kind}s") for kind in KINDS})
        self._title = ""
        self._question = ""  # the requirement whose heading in the form was read last
        self._prompt = ""  # of the answer that is being read
        self._running_on: Words | None = None  # of the paragraphs before that are one with the next

    def read(self, data: bytes) -> Submission:
        """Return the submission in the file, whose bytes are `data`."""
        body = self._body
        self.text.prompted = self._prompted(body)
        for part in self._beside_body():
            root = self._xml(part)
            self.text.prompted |= self._prompted(root) if root is not None else set()
        for control in body.iter(f"{W}sdt"):
            self._form.marks(control, PLAIN)  # so that the form is known before its first question is read
        self._blocks(body, PLAIN, RUNNING_TEXT)
        for call in self._notes.never_called():
            self._note(call)
        pictures = self.text.seen["pictures"]
        for kind in ("header", "footer"):
            self._header_or_footer(kind)
        self._came_from(None)
        self.text.seen["lost notes"] = self._notes.lost["footnote"] + self._notes.lost["endnote"]
        self.text.seen["lost comments"] = self._notes.lost["comment"]
        self.text.seen["lost headers"] = self._lost_headers()
        self.text.seen.update(tracked_changes([body, *map(self._xml, self._beside_body())]))
        report_changes(self._assembler, self.text.seen)
        report_unread(self._assembler, self.text.seen, self.text.seen["pictures"] - pictures)
        report_objects(self._assembler, self.text.objects, self._package, self._main)
        form = self._form
        return self._assembler.submission(
            self._package.name,
            data,
            "docx",
            title=self._core_title() or self._title,
            form=form.identity,
            answers={name: text.strip() for name, text in form.answers.items()},
            fields={name: text.strip() for name, text in form.fields.items()} if form.identity else {},
        )

    def _came_from(self, source: Element | None) -> None:
        """Note what the blocks were read from that were added since this was last noted."""
        self.sources += [source] * (len(self._assembler.blocks) - len(self.sources))

    def _prompted(self, body: Element) -> set[Element]:
        """Return the controls that still show their prompt."""
        return {
            control
            for control in body.iter(f"{W}sdt")
            if _nesting(control) < _MOST_CONTROLS and self._form.shows_prompt(control, self._typed)
        }

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
            elif tag == ALTERNATIVES:
                alternative = chosen(element)
                if alternative is not None:
                    self._blocks(alternative, marks, place)
            elif tag == f"{W}altChunk":
                self._chunk(element, marks)
            elif tag == f"{W}subDoc":
                self.text.objects.append(element)
            elif tag not in DELETED and holds_words(element):
                # No program that follows the standard puts words there; they are in the file all the same.
                inside = next(element.iter(f"{W}p", f"{W}tbl"), None)
                if inside is None:
                    self._paragraph(element, marks, place)
                else:
                    self._blocks(element, marks, place)

    def _control(self, control: Element, outside: Marks, place: Place) -> None:
        marks = self._form.marks(control, outside) if _nesting(control) < _MOST_CONTROLS else outside
        if control in self.text.prompted:
            return
        if marks.field and len(list(control.iter(f"{W}p"))) > 1:
            marks = outside  # no short field: LibreOffice draws such a control around whole pages when it saves twice
        content = control.find(f"{W}sdtContent")
        if content is not None:
            before = self._prompt
            if marks != outside:
                self._prompt, text = self._form.without_prompt(control, self._typed(control))
                self._form.keep(marks, text)
                self.text.seen["pictured answers"] += not text and holds_picture(content)
            self._blocks(content, marks, place)
            self._prompt = before

    def _paragraph(self, paragraph: Element, marks: Marks, place: Place) -> None:
        words = self._words(paragraph)
        if words is None:
            return
        number = self._number(paragraph)
        place = replace(place, number=number) if number else place
        if self._prompt and fold(words.text) == self._prompt:
            return  # somebody typed below the prompt
        for control, text in words.controls:
            inside = self._keep(control, text, marks, words.text)
            if inside.requirement or (inside != marks and fold(words.text) == fold(text)):
                marks = inside
        own = self._classify(paragraph, words, marks, place)
        self._came_from(paragraph)
        self._beside(words, marks, own)
        self._came_from(paragraph)

    def _words(self, paragraph: Element) -> Words | None:
        """Return the words of a paragraph, after those that run on into it; None if it runs on into the next."""
        words = self.text.words(paragraph)
        if self._running_on is not None:
            self._running_on.add(words)
            words = self._running_on
        self._running_on = words if runs_on(paragraph) else None
        return words if self._running_on is None else None

    def _keep(self, control: Element, text: str, outside: Marks, line: str) -> Marks:
        """Keep what a control in a line holds, if it is one of the form's, and return the marks of its words."""
        marks = self._form.marks(control, outside, line)
        tick = ticked(control)
        if marks != outside and tick is not None:
            self._form.keep(marks, "yes" if tick else "")
        elif marks != outside and control not in self.text.prompted:
            self._form.keep(marks, text.strip())
        return marks

    def _classify(self, paragraph: Element, words: Words, marks: Marks, place: Place) -> Marks:
        """Add a paragraph as the heading, list item or running text that it is; return the marks that it got."""
        text = fold(words.text)
        if not text:
            self._answering(marks, "")  # an empty line between what is typed below the box
            return marks
        properties = child(paragraph, PARAGRAPH_PROPERTIES)
        style = self.styles.of(style_named(properties))
        if (style.guidance or (style.note and self._form.identity)) and not marks.requirement:
            marks = Marks(guidance=True, field=marks.field)
        if marks == PLAIN and self._form.own_words(text):
            marks = Marks(guidance=True)
        if style.title and not self._title:
            self._title = text
        level = outline_level(properties)
        if level is None:
            level = style.level
        # What is typed into an answer is the answer, however it is dressed: headings in it would close the question.
        if (level or style.title) and len(text) <= LONGEST_HEADING and not marks.guidance and not marks.requirement:
            self._question = self._form.question(paragraph)
            self._assembler.heading(text, level or 1, place)
            return marks
        marks = self._answering(marks, words.text)
        if (style.contents or is_contents_line(text)) and not marks.requirement:
            self._assembler.text(BlockKind.CONTENTS, text, place)
            return marks
        if words.wholly_bold and reads_as_heading(text) and marks == PLAIN and not place.part:
            self._assembler.label(text, place)
            return marks
        numbered = is_numbered(properties)
        marker, rest = split_list_marker(text)
        if not place.number and len(marker) > 1:
            place = replace(place, number=marker.rstrip("."))
        item = bool(marker) or (style.list_item if numbered is None else numbered)
        self._assembler.text(BlockKind.LIST_ITEM if item else BlockKind.PARAGRAPH, rest, place, marks)
        return marks

    def _answering(self, marks: Marks, text: str) -> Marks:
        """Return the marks of what is typed above, over or below the box instead of in it; it answers all the same.

        LibreOffice, too, leaves the box with its first paragraph.
        """
        if not self._question or marks != PLAIN:
            return marks
        answer = Marks(requirement=self._question)
        self._form.keep(answer, text)
        return answer

    def _beside(self, words: Words, marks: Marks, own: Marks) -> None:
        """Add what hangs on a paragraph whose `own` marks are known.

        Text boxes and diagrams have the marks of what they stand in: nobody draws one for a line of guidance.
        """
        for text in words.drawn:
            self._drawn(text, marks)
        for box in words.text_boxes:
            self._text_box(box, marks)
        for chart in words.charts:
            self._chart(chart, marks)
        for diagram in words.diagrams:
            self._diagram(diagram, marks)
        for call in words.calls:
            self._note(call, own)

    def _text_box(self, box: Element, marks: Marks) -> None:
        self._assembler.counts["text boxes"] += 1
        for paragraph in outermost(box, f"{W}p"):
            if not self.text.prompted.isdisjoint(up_to(paragraph, box)):
                continue
            self._number(paragraph)
            words = self.text.words(paragraph)
            for control, text in words.controls:
                self._keep(control, text, marks, words.text)
            answering = self._answering(marks, words.text)
            self._assembler.text(BlockKind.TEXT_BOX, words.text, Place(part="text box"), answering)
            self._came_from(paragraph)
            self._beside(words, marks, answering)

    def _table(self, table: Element, marks: Marks, outer: Place) -> None:
        number = self._assembler.start_table()
        rows = [row for row in outermost(table, f"{W}tr") if not self._is_gone(row)]
        held = [cells(row) for row in rows]
        single = all(len(row) <= 1 for row in held)
        for index, (row, row_cells) in enumerate(zip(rows, held, strict=True), start=1):
            place = Place(table=number, row=index, part=outer.part)
            if single or self._is_form_row(row_cells):
                # A table that only draws boxes: what stands in a box is running text.
                labelled = not single and marks == PLAIN and not self._question
                if labelled:
                    self._assembler.label(self._typed(row_cells[0]), place)
                    self._came_from(row)
                for cell in row_cells[1 if labelled else 0 :]:
                    self._blocks(cell, marks, place)
            else:
                self._row(row, row_cells, place, marks)
                self._came_from(row)

    def _is_gone(self, row: Element) -> bool:
        """Return whether a row is deleted or hidden, and count it if it is hidden."""
        gone = is_deleted_row(row)
        if gone and row.find(f"{W}trPr/{W}del") is None:
            self.text.seen["hidden"] += 1
        return gone

    def _is_form_row(self, cells: list[Element]) -> bool:
        """Return whether a row is a question with an answer of several paragraphs, as forms made in Word have it."""
        if len(cells) != 2:
            return False
        question, answer = self._typed(cells[0]), self._typed(cells[1])
        paragraphs = [text for text in answer.split("\n") if text.strip()]
        return (
            0 < len(question.split()) <= _QUESTION_WORDS
            and len(paragraphs) > 1
            and len(answer.split()) >= _ANSWER_WORDS
        )

    def _row(self, row: Element, row_cells: list[Element], place: Place, marks: Marks) -> None:
        texts = []
        for cell in row_cells:
            merged = child(child(cell, CELL_PROPERTIES), f"{W}vMerge")
            continued = merged is not None and merged.get(f"{W}val", "continue") == "continue"
            prompted = any(above in self.text.prompted for above in up_to(cell, row))
            texts.append("" if continued or prompted else self._cell(cell))
        if marks == PLAIN and self._form.own_words(" ".join(texts)):
            self._assembler.row(texts, place, Marks(guidance=True))
        else:
            self._assembler.row(texts, place, self._answering(marks, "\t".join(texts) if any(texts) else ""))

    def _cell(self, parent: Element) -> str:
        """Return the words of a cell, and keep what its controls hold; a table inside it has a line for each row."""
        lines: list[str] = []
        for element in parent:
            if element.tag == f"{W}p":
                lines += self._cell_paragraph(element).split("\n")
            elif element.tag == f"{W}tbl":
                rows = [row for row in outermost(element, f"{W}tr") if not self._is_gone(row)]
                lines += [" | ".join(filter(None, map(self._cell, cells(row)))) for row in rows]
            elif element.tag in _WRAPPERS_IN_CELLS:
                if element not in self.text.prompted:
                    lines.append(self._cell(element))
            elif element.tag == ALTERNATIVES:
                alternative = chosen(element)
                lines.append(self._cell(alternative) if alternative is not None else "")
            elif element.tag == f"{W}altChunk":
                self._chunk(element, PLAIN)
            elif element.tag not in DELETED and holds_words(element):
                inside = next(element.iter(f"{W}p", f"{W}tbl"), None)
                lines += self._cell_paragraph(element).split("\n") if inside is None else [self._cell(element)]
        return "\n".join(filter(None, (fold(line) for text in lines for line in text.split("\n"))))

    def _cell_paragraph(self, paragraph: Element) -> str:
        words = self._words(paragraph)
        if words is None:
            return ""
        self._number(paragraph)
        for control, text in words.controls:
            if not self._form.in_table(control):  # the row as a whole is kept
                self._keep(control, text, PLAIN, words.text)
        self._beside(words, PLAIN, PLAIN)
        self._came_from(paragraph)
        return words.text

    def _note(self, call: Call, marks: Marks = PLAIN) -> None:
        """Add a footnote, endnote or comment after the paragraph that calls it; a note to an answer is part of it."""
        note = self._notes.take(call)
        if note is None:
            return
        part = self._notes.part(call, note)
        text = " ".join(self.text.lines(note))
        if fold(text):
            self._assembler.counts[f"{call.kind}s"] += 1
            self._assembler.text(KINDS[call.kind], text, Place(part=part), PLAIN if call.kind == "comment" else marks)
            self._came_from(self._notes.caller(call))

    def _diagram(self, reference: str, marks: Marks) -> None:
        """Add the words of a diagram; in an answer they are part of it."""
        referred = self._references.get(reference)
        root = self._xml(referred.part) if referred is not None else None
        self.text.seen["lost diagrams"] += root is None
        texts = diagram_texts(root) if root is not None else []
        self._assembler.counts["diagrams"] += any(map(fold, texts))
        for text in texts:
            if marks.requirement:
                self._form.keep(marks, text)
            answering = self._answering(marks, text)
            self._assembler.text(BlockKind.TEXT_BOX, text, Place(part="diagram"), answering)

    def _drawn(self, text: str, marks: Marks, part: str = "text box") -> None:
        """Add words that a drawing holds; in an answer they are part of it."""
        if marks.requirement:
            self._form.keep(marks, text)
        self._assembler.text(BlockKind.TEXT_BOX, text, Place(part=part), self._answering(marks, text))

    def _chart(self, reference: str, marks: Marks) -> None:
        """Add the words and figures of a chart."""
        referred = self._references.get(reference)
        try:
            root = self._xml(referred.part) if referred is not None else None
        except UnreadableFileError:
            root = None
        texts = chart_texts(root) if root is not None else []
        self._assembler.counts["charts"] += bool(texts)
        self.text.seen["charts"] += not texts
        for text in texts:
            self._drawn(text, marks, "chart")

    def _chunk(self, chunk: Element, marks: Marks) -> None:
        """Add what stands in a document that this one takes in whole; one that it takes in itself stays closed."""
        referred = self._references.get(chunk.get(RELATION, ""))
        self._chunks += 1
        if referred is None or self._chunks > MOST_CHUNKS or self._within:
            self.text.seen["chunks"] += 1
            return
        try:
            data = self._package.data(referred.part)
            if data is not None and is_word(data):
                self._document(data)
                return
            texts = chunk_texts(referred.part, data) if data is not None else None
        except UnreadableFileError:
            texts = None
        self.text.seen["chunks"] += texts is None
        self._assembler.counts["documents embedded whole"] += texts is not None
        for text in texts or ():
            answering = self._answering(marks, text)
            self._assembler.text(BlockKind.PARAGRAPH, text, Place(part=EMBEDDED), answering)

    def _document(self, data: bytes) -> None:
        """Add the blocks of a Word document that this one takes in."""
        package = self._package.inside(data)
        main = main_part(package)
        root = package.xml(main)
        body = root.find(f"{W}body") if root is not None else None
        if root is None or body is None:
            self.text.seen["chunks"] += 1
            return
        inside = _Reader(package, main, body, Library(), within=True).read(data)
        self._assembler.counts["documents embedded whole"] += 1
        tables: dict[int | None, int] = {}
        for block in inside.blocks:
            place = Place(part=EMBEDDED, number=block.place.number)
            if block.kind is BlockKind.HEADING:
                self._assembler.heading(block.text, block.level, place)
            elif block.kind is BlockKind.TABLE_ROW:
                if block.place.table not in tables:
                    tables[block.place.table] = self._assembler.start_table()
                numbered = replace(place, table=tables[block.place.table], row=block.place.row)
                self._assembler.row(list(block.cells), numbered)
            else:
                self._assembler.text(block.kind, block.text, place)
        for unread in inside.receipt.unread:
            what = f"{unread.what} (in a document embedded whole)"
            self._assembler.unread(what, count=unread.count, blocks_absence=unread.blocks_absence)

    def _lists(self) -> Numbers:
        """Return the lists of the document; none, and a note in the receipt, where the part with them is damaged."""
        try:
            return numbers(self._part("numbering"))
        except UnreadableFileError:
            what = "numbers of lists and headings: the part of the file that holds them is damaged"
            self._assembler.unread(what, blocks_absence=False)
            return Numbers()

    def _number(self, paragraph: Element) -> str:
        """Count on in the list that a paragraph belongs to, and return its number: 2.1; nothing where it has none."""
        if not self._numbers.any:
            return ""
        properties = child(paragraph, PARAGRAPH_PROPERTIES)
        list_id, level = self.styles.numbering(properties)
        return self._numbers.next(list_id, level, style_named(properties)).rstrip(".") if list_id else ""

    def _header_or_footer(self, kind: str) -> None:
        said: dict[str, None] = {}
        for part in sorted(self._parts.get(kind, []), key=_by_number):
            root = self._xml(part)
            for line in self.text.lines(root) if root is not None else ():
                text = fold(line)
                if text and text not in said:
                    said[text] = None
                    self._assembler.text(BlockKind.HEADER_FOOTER, text, Place(part=kind))
        if said:
            self._assembler.counts[f"{kind} lines"] += len(said)

    def _lost_headers(self) -> int:
        """Return how many headers and footers are referred to that are not in the file."""
        wanted = {element.get(RELATION, "") for element in self._body.iter(*_HEADER_REFERENCES)}
        found = {name: self._references.get(name) for name in wanted}
        return sum(reference is None or self._xml(reference.part) is None for reference in found.values())

    def _beside_body(self) -> list[str]:
        """Return the names of the parts with words of their own: headers, footers, notes."""
        return [part for kind in ("header", "footer", "footnotes", "endnotes") for part in self._parts.get(kind, [])]

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


def _nesting(control: Element) -> int:
    """Return how many controls stand around one."""
    return sum(1 for _ in control.iterancestors(f"{W}sdt"))


def _by_number(part: str) -> tuple[int, str]:
    number = _NUMBER.search(part.rsplit("/", 1)[-1])
    return int(number.group()) if number else 0, part
