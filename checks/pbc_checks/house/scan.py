"""The placeholders of a Word file, each with its place, and what Word has put between their letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from lxml import etree

from pbc_checks.accessibility.outcome import quoted
from pbc_checks.house.tags import TAG
from pbc_checks.read.assemble import fold
from pbc_checks.read.errors import UnreadableFileError
from pbc_checks.read.word_package import Element, Package, W

_RELATIONSHIP_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MOST = 2000  # placeholders
_BODY = re.compile(r"\{\{p?\s+body\s")
_BOX = f"{W}txbxContent"
_RUNNING = {f"{W}headerReference": "header", f"{W}footerReference": "footer"}
_PAGES = {"first": " of the first page", "even": " of even pages"}
_NO_LOOK = {f"{W}lang", f"{W}noProof", f"{W}webHidden"}  # of a run's properties, what nobody sees
# What may stand between the letters of a placeholder without harm: docxtpl takes it out.
_HARMLESS = {
    f"{W}{name}" for name in ("proofErr", "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak", "softHyphen")
}
_WRAPPERS = {f"{W}hyperlink", f"{W}ins", f"{W}moveTo", f"{W}sdt", f"{W}smartTag", f"{W}fldSimple"}


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters of one run: its text, the run's parent, what it looks like, and whether something stands before it."""

    text: str
    parent: Element | None
    look: bytes
    after_thing: bool


@dataclass(frozen=True)
class Line:
    """A paragraph of a part, or an attribute or a field whose text holds braces (then `element` is where it is)."""

    part: str
    element: Element
    pieces: tuple[Letters, ...]
    before: str
    table: int
    row: int
    boxed: bool
    in_attribute: bool = False

    @cached_property
    def text(self) -> str:
        """Return its words."""
        return "".join(piece.text for piece in self.pieces)

    @cached_property
    def place(self) -> str:
        """Return where a person finds it."""
        words = fold(self.text)
        first = TAG.match(words)
        alone = first is not None and first.end() == len(words)
        around = f"after {quoted(self.before)}" if self.before else "at the start"
        told = [self.part]
        if self.table:
            told.append(f"table {self.table}, row {self.row}")
        if self.boxed:
            told.append("in a text box")
        if self.in_attribute:
            told.append("in what is not shown as text, such as a field or a picture's alternative text")
        elif alone or not words:
            told.append(around)
        else:
            told.append(f"in {quoted(words)}")
        return ", ".join(told)

    def cell(self) -> Element | None:
        """Return the table cell that it stands in."""
        return self._above(f"{W}tc")

    def row_element(self) -> Element | None:
        """Return the table row that it stands in."""
        return self._above(f"{W}tr")

    def table_element(self) -> Element | None:
        """Return the table that it stands in."""
        return self._above(f"{W}tbl")

    def _above(self, tag: str) -> Element | None:
        return next(self.element.iterancestors(tag), None)


@dataclass(slots=True)
class Part:
    """A part that placeholders are filled in in (or, unless `filled`, are not): what to call it, and its lines."""

    name: str
    root: Element
    filled: bool
    lines: list[Line] = field(default_factory=list)

    @property
    def main(self) -> bool:
        """Return whether it is the text itself."""
        return self.name == "the text"


def scanned(package: Package, main: str, root: Element) -> list[Part]:
    """Return the parts of a Word file with their lines.

    Raises UnreadableFileError where a part is damaged, or holds more placeholders than any template needs.
    """
    parts = [Part("the text", root, True)]
    parts += running_parts(package, main, root)
    related = package.related(main)
    for kind, name in (("footnotes", "a footnote"), ("endnotes", "an endnote"), ("comments", "a comment")):
        for path in related.get(kind, []):
            found = package.xml(path)
            if found is not None:
                parts.append(Part(name, found, kind == "footnotes"))
    for part in parts:
        part.lines = list(_Walk(part.name).lines(part.root))
    if sum(1 for part in parts for line in part.lines for _ in TAG.finditer(line.text)) > _MOST:
        raise UnreadableFileError(
            package.name,
            f"the file holds more than {_MOST:,} placeholders, far more than any template needs.",
            "Start again from templates/word/house.docx.",
        )
    parts[0].lines = _by_body(parts[0].lines)
    return parts


def _by_body(lines: list[Line]) -> list[Line]:
    """Return the lines of the text with those before the body as lines of the cover."""
    body = next((at for at, line in enumerate(lines) if _BODY.search(line.text)), 0)
    return [replace(line, part="the cover") for line in lines[:body]] + lines[body:]


def running_parts(package: Package, main: str, root: Element) -> list[Part]:
    """Return the headers and footers, each once, named by the pages on which they stand."""
    references = package.references(main)
    sections = list(root.iter(f"{W}sectPr"))
    found: dict[str, Part] = {}
    for number, section in enumerate(sections, start=1):
        for reference in section:
            kind = _RUNNING.get(reference.tag) if isinstance(reference.tag, str) else None
            target = references.get(reference.get(_RELATIONSHIP_ID, ""))
            if kind is None or target is None or target.part in found:
                continue
            content = package.xml(target.part)
            if content is not None:
                which = _PAGES.get(reference.get(f"{W}type", ""), "")
                where = f", section {number}" if len(sections) > 1 and number > 1 else ""
                found[target.part] = Part(f"the {kind}{which}{where}", content, True)
    return list(found.values())


class _Walk:
    """One pass over a part."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._before = ""
        self._tables = 0

    def lines(self, root: Element) -> Iterator[Line]:
        """Yield the paragraphs in order; then what has braces and is no paragraph's words."""
        numbers: dict[Element, int] = {}  # of each table in the part, and of each row in its table
        rows: dict[Element | None, int] = {}
        odd: list[Line] = []
        for element in root.iter():
            tag = element.tag
            if not isinstance(tag, str) or any(above.tag == _FALLBACK for above in element.iterancestors(_FALLBACK)):
                continue
            if tag == f"{W}tbl":
                self._tables += 1
                numbers[element] = self._tables
            elif tag == f"{W}tr":
                table = element.getparent()
                rows[table] = numbers[element] = rows.get(table, 0) + 1
            elif tag == f"{W}p":
                yield self._line(element, _letters(element), numbers)
            if tag in {f"{W}instrText", f"{W}delText"} and element.text and "{" in element.text:
                odd.append(self._line(element, (Letters(element.text, None, b"", False),), numbers, odd=True))
            odd += [
                self._line(element, (Letters(str(value), None, b"", False),), numbers, odd=True)
                for value in element.attrib.values()
                if TAG.search(str(value))
            ]
        yield from odd

    def _line(
        self, element: Element, letters: tuple[Letters, ...], numbers: dict[Element, int], *, odd: bool = False
    ) -> Line:
        table = next(element.iterancestors(f"{W}tbl"), None)
        row = next(element.iterancestors(f"{W}tr"), None)
        boxed = next(element.iterancestors(_BOX), None) is not None
        number = numbers.get(table, 0) if table is not None else 0
        place = numbers.get(row, 0) if row is not None else 0
        line = Line(self._part, element, letters, self._before, number, place, boxed, odd)
        words = fold(line.text)
        if words and not odd:
            self._before = words
        return line


def _letters(paragraph: Element) -> tuple[Letters, ...]:
    """Return the letters of a paragraph's own runs; those of a text box in it belong to the paragraphs in the box."""
    found: list[Letters] = []
    thing = False
    for element in _own(paragraph):
        tag = element.tag
        if tag == f"{W}t":
            run = element.getparent()
            above = run.getparent() if run is not None else None
            properties = run.find(f"{W}rPr") if run is not None else None
            found.append(Letters(element.text or "", above, _look(properties), thing))
            thing = False
        elif tag in {f"{W}tab", f"{W}br", f"{W}cr"}:
            found.append(Letters(" ", None, b"", False))
        elif tag not in _HARMLESS and tag not in {f"{W}r", f"{W}rPr"} and tag not in _WRAPPERS:
            thing = True
    return tuple(found)


def _own(parent: Element) -> Iterator[Element]:
    for element in parent:
        tag = element.tag
        if not isinstance(tag, str) or tag in {f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}p", f"{W}del"}:
            continue
        yield element
        if tag in {f"{W}r", f"{W}sdtContent"} or tag in _WRAPPERS:
            yield from _own(element)


def _look(properties: Element | None) -> bytes:
    if properties is None:
        return b""
    return b"".join(
        etree.tostring(each, with_tail=False)
        for each in properties
        if isinstance(each.tag, str) and each.tag not in _NO_LOOK
    )
