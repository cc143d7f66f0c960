"""What a Word file holds that accessibility depends on, piece by piece in reading order, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pbc_checks.accessibility.outcome import quoted
from pbc_checks.read.assemble import fold
from pbc_checks.read.word_package import Element, Package, W
from pbc_checks.read.word_styles import Style, Styles, outline_level, styles
from pbc_checks.read.word_text import ALTERNATIVES, MOST_OPEN_FIELDS, TextReader, chosen, is_deleted_row, outermost

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BOX = f"{W}txbxContent"
RUNNING = ("header", "footer")
_BESIDE = (*RUNNING, "footnotes", "endnotes")
_GONE = {f"{W}del", f"{W}moveFrom"}
_LONGEST_RESULT = 10_000  # letters of a field that are looked at; a link has fewer
_LINK = re.compile(r"\s*HYPERLINK\b")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of the running text or a table; `level` is a heading's (1 to 9), 0 for others.

    `heading` is the one it stands under, `before` the last words above it, `stretch` the same for paragraphs that
    follow each other directly.
    """

    element: Element
    text: str
    bold: bool
    level: int
    style: Style
    caption: bool
    heading: str
    before: str
    table: int
    stretch: int

    @property
    def place(self) -> str:
        """Return where a person finds it."""
        if self.level and self.text:
            return quoted(self.text)
        after = f"after {quoted(self.before)}" if self.before else "at the start"
        table = [f"table {self.table}"] if self.table else []
        heading = self.heading if self.text or self.heading != self.before else ""
        return ", ".join([quoted(self.text) if self.text else after, *table, *_under(heading)])


@dataclass(frozen=True, slots=True)
class Table:
    """A table, numbered from 1 as it stands in the text; `name` is its caption, or else the words it starts with."""

    element: Element
    number: int
    name: str
    heading: str
    nested: bool

    @property
    def rows(self) -> list[Element]:
        """Return its rows, without those of tables inside it and deleted ones."""
        return [row for row in outermost(self.element, f"{W}tr") if not is_deleted_row(row)]

    @property
    def place(self) -> str:
        """Return where a person finds it."""
        return ", ".join([f"table {self.number}" + (f" {self.name}" if self.name else ""), *_under(self.heading)])


@dataclass(frozen=True, slots=True)
class Link:
    """A link's words and where it stands; `pictured` if it has a picture, whose own text is then read."""

    text: str
    place: str
    pictured: bool


@dataclass(slots=True)
class Pieces:
    """All pieces of a Word file. `parts` are the roots of the text and what stands beside it, by what they are."""

    styles: Styles
    paragraphs: list[Piece] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    parts: list[tuple[str, Element]] = field(default_factory=list)
    _by_element: dict[Element, Piece | Table] = field(default_factory=dict)

    @property
    def headings(self) -> list[Piece]:
        """Return the headings that have words."""
        return [piece for piece in self.paragraphs if piece.level and piece.text]

    def visible(self, *tags: str, running: bool = True) -> Iterator[tuple[str, Element]]:
        """Yield the elements with some tags that a reader sees, each with the part it stands in.

        Deleted ones and those meant for older programs are left out; headers and footers too unless `running`.
        """
        for part, root in self.parts:
            if running or part not in RUNNING:
                yield from ((part, element) for element in root.iter(*tags) if _is_shown(element))

    def place(self, part: str, element: Element) -> str:
        """Return where a person finds an element of a part."""
        if part:
            return part
        for inside in (element, *element.iterancestors(), *element.iter(f"{W}p")):
            if inside in self._by_element:
                return self._by_element[inside].place
        return "the document"

    def add(self, piece: Piece | Table) -> None:
        """Add the next piece."""
        self._by_element[piece.element] = piece
        if isinstance(piece, Piece):
            self.paragraphs.append(piece)
        else:
            self.tables.append(piece)

    def links(self) -> list[Link]:
        """Return all links in reading order of each part."""
        found: list[Link] = []
        reader = TextReader(self.styles)
        for part, element in self.visible(f"{W}hyperlink", f"{W}fldSimple"):
            if element.tag == f"{W}hyperlink" or _LINK.match(element.get(f"{W}instr", "")):
                pictured = next(element.iter(f"{W}drawing", f"{W}pict"), None) is not None
                found.append(Link(fold(reader.words(element).text), self.place(part, element), pictured))
        found += [
            Link(fold(each.text), self.place(each.part, each.start), each.pictured)
            for each in self.fields()
            if _LINK.match(each.instruction)
        ]
        return found

    def fields(self) -> Iterator[Field]:
        """Yield the fields that are written in several runs, each when it ends."""
        tags = (f"{W}fldChar", f"{W}instrText", f"{W}t", f"{W}drawing", f"{W}pict")
        open_fields: list[Field] = []
        for part, element in self.visible(*tags):
            if element.tag == f"{W}fldChar":
                kind = element.get(f"{W}fldCharType")
                if kind == "begin":
                    open_fields = [*open_fields[-MOST_OPEN_FIELDS:], Field(part, element)]
                elif open_fields and kind == "separate":
                    open_fields[-1].begun = True
                elif open_fields and kind == "end":
                    yield open_fields.pop()
            elif open_fields and element.tag == f"{W}instrText":
                open_fields[-1].instruction += element.text or ""
            elif open_fields and element.tag != f"{W}t":
                open_fields[-1].pictured = True
            elif open_fields:
                for each in open_fields:
                    if each.begun and len(each.text) < _LONGEST_RESULT:
                        each.text += element.text or ""


@dataclass(slots=True)
class Field:
    """A field: where it starts, its instruction and its result."""

    part: str
    start: Element
    instruction: str = ""
    begun: bool = False
    text: str = ""
    pictured: bool = False


def pieces(package: Package, main: str, body: Element) -> Pieces:
    """Return the pieces of a Word file. Raises UnreadableFileError where a part is damaged."""
    related = package.related(main)

    def roots(kind: str) -> list[Element]:
        return [root for part in related.get(kind, []) if (root := package.xml(part)) is not None]

    found = Pieces(styles(next(iter(roots("styles")), None)))
    found.parts.append(("", body))
    found.parts += [(kind.removesuffix("s"), root) for kind in _BESIDE for root in roots(kind)]
    _Walk(found).walk(body, 0)
    return found


class _Walk:
    """One pass over the running text."""

    def __init__(self, found: Pieces) -> None:
        self._found = found
        self._reader = TextReader(found.styles)
        self._heading = ""
        self._before = ""
        self._tables = 0
        self._stretch = 0

    def walk(self, parent: Element, table: int) -> None:
        """Add everything in an element; `table` is the number of the one it stands in, or 0."""
        for element in parent:
            tag = element.tag
            if tag == f"{W}p":
                self._paragraph(element, table)
            elif tag == f"{W}tbl":
                self._table(element, table)
            elif tag == f"{W}tc":
                self._stretch += 1
                self.walk(element, table)
                self._stretch += 1
            elif tag == ALTERNATIVES:
                alternative = chosen(element)
                if alternative is not None:
                    self.walk(alternative, table)
            elif tag not in _GONE and not is_deleted_row(element):
                self.walk(element, table)

    def _paragraph(self, paragraph: Element, table: int) -> None:
        properties = paragraph.find(f"{W}pPr")
        style_id = properties.find(f"{W}pStyle") if properties is not None else None
        name = style_id.get(f"{W}val", "") if style_id is not None else ""
        style = self._found.styles.of(name)
        level = outline_level(properties)
        level = style.level if level is None else level
        words = self._reader.words(paragraph)
        text = fold(words.text)
        caption = name.lower() == "caption"
        piece = Piece(
            paragraph, text, words.wholly_bold, level, style, caption, self._heading, self._before, table, self._stretch
        )
        self._found.add(piece)
        self._heading = text if level and text else self._heading
        self._before = text or self._before

    def _table(self, table: Element, outer: int) -> None:
        self._tables += 1
        number = self._tables
        before = self._found.paragraphs[-1] if self._found.paragraphs else None
        # Of a table without a caption above it the first words are the easiest to find.
        captioned = before is not None and before.caption and before.stretch == self._stretch
        name = before.text if before is not None and captioned else self._first_words(table)
        self._found.add(Table(table, number, quoted(name) if name else "", self._heading, outer > 0))
        self._stretch += 1
        self.walk(table, number)
        self._stretch += 1

    def _first_words(self, table: Element) -> str:
        reader = TextReader(self._found.styles)
        texts = (fold(reader.words(paragraph).text) for paragraph in table.iter(f"{W}p"))
        return next((text for text in texts if text), "")


def _under(heading: str) -> list[str]:
    return [f"under {quoted(heading)}"] if heading else []


def _is_shown(element: Element) -> bool:
    return not any(above.tag == FALLBACK or above.tag in _GONE for above in element.iterancestors())
