"""A copy of a Word file with comments at the passages that a report quotes, and headed forms for what is missing.

Beside the document's own part, comments and what names them, every part keeps its bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date

from lxml import etree

from pbc_checks.annotate.find_words import Folded, folded, pieces
from pbc_checks.annotate.missing import insert_missing
from pbc_checks.annotate.remarks import AUTHOR, INITIALS, Remark, remarks
from pbc_checks.annotate.word_parts import (
    parsed,
    relationships_of,
    with_content_type,
    with_parts,
    with_relationship,
    written,
)
from pbc_checks.findings import Report
from pbc_checks.read.word_package import Element, Package, open_package
from pbc_generator.render.characters import printable

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONSHIP_TYPES = {
    _TRANSITIONAL: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "http://purl.oclc.org/ooxml/officeDocument/relationships/comments",
}
_FIRST_COMMENT_FILE = "comments.xml"


@dataclass(frozen=True, slots=True)
class Annotated:
    """A copy of a file with remarks: how many, and which could not be put at the words that they are about."""

    data: bytes
    placed: int
    not_placed: tuple[Remark, ...]


def annotate_word(
    name: str, data: bytes, report: Report, day: date | None = None, *, missing: bool = False
) -> Annotated:
    """Return a Word file with the remarks of its report as comments, dated `day` if that is given.

    With `missing` a heading with an empty answer is put in for each requirement of which nothing was found, after the
    section on the one before it. Raises UnreadableFileError.
    """
    package = open_package(name, data)
    main = next(iter(package.related("").get("officeDocument", [])), "word/document.xml")
    try:
        root = parsed(package, main)
    except KeyError:
        raise package.damaged() from None
    w = f"{{{etree.QName(root).namespace}}}"
    body = root.find(f"{w}body")
    if body is None:
        raise package.damaged()
    comments = _Comments(package, main, w, day)
    placed, left = _place_all(_Text(body, w), comments, remarks(report))
    if missing:
        for answer, remark in insert_missing(body, w, report, placed):
            comments.around(answer, remark)
            left = [each for each in left if each.requirement != remark.requirement]
    _at_the_head(body, w, comments, left)
    parts = {main: written(root), **comments.parts()} if comments.count else {}
    return Annotated(with_parts(package, parts), comments.count, tuple(each for each in left if each.about))


def _place_all(text: _Text, comments: _Comments, every: Sequence[Remark]) -> tuple[dict[str, Element], list[Remark]]:
    """Put each remark at its words; return the paragraph of each requirement that has one, and what was not placed."""
    placed: dict[str, Element] = {}
    left: list[Remark] = []
    for remark in every:
        runs = next((found for evidence in remark.about for found in [text.runs(evidence.quote)] if found), None)
        if runs is None:
            left.append(remark)
            continue
        comments.around(runs, remark)
        if remark.requirement:
            placed[remark.requirement] = runs[0]
    return placed, left


def _at_the_head(body: Element, w: str, comments: _Comments, left: Sequence[Remark]) -> None:
    """Put what is about no words, or about words that were not found, as comments on the first paragraph with any."""
    first = next((run for run in body.iter(f"{w}r") if _commentable(run, w) and run.find(f"{w}t") is not None), None)
    if first is None and left:
        paragraph = next(body.iter(f"{w}p"), None)
        if paragraph is None:
            paragraph = etree.Element(f"{w}p")
            body.insert(0, paragraph)
        first = etree.SubElement(paragraph, f"{w}r")
    for remark in left:
        if first is not None:
            comments.around([first], remark)


class _Text:
    """The paragraphs of a document as they read, in which words are found and their runs cut out."""

    def __init__(self, body: Element, w: str) -> None:
        self._w = w
        self._paragraphs = [_Paragraph(each, w) for each in body.iter(f"{w}p") if _readable(each, w)]

    def runs(self, quotation: str) -> list[Element] | None:
        """Return the runs that hold a quotation and nothing else, cut out of longer ones; None where it is not found.

        Of a quotation over several cells the first that stands here is taken.
        """
        for words in [quotation, *sorted(pieces(quotation), key=len, reverse=True)]:
            for paragraph in self._paragraphs:
                found = paragraph.text.find(words)
                if found:
                    return paragraph.cut(*found)
        return None


class _Paragraph:
    """A paragraph with the run of each of its characters."""

    def __init__(self, paragraph: Element, w: str) -> None:
        self._w = w
        self._paragraph = paragraph
        self._read()

    def _read(self) -> None:
        self._letters: list[tuple[Element, int]] = []  # the text element of each character, and its place there
        raw: list[str] = []
        for element, characters in _characters(self._paragraph, self._w):
            raw.append(characters)
            self._letters += [(element, place) for place in range(len(characters))]
        self.text: Folded = folded("".join(raw))

    def cut(self, start: int, end: int) -> list[Element]:
        """Return the runs that hold the characters from start to end, cut so that they hold nothing else."""
        for border in (end, start):
            self._cut_at(border)
        runs: dict[Element, None] = {}
        for element, _ in self._letters[start:end]:
            run = element.getparent()
            if run is not None:
                runs[run] = None
        self._read()
        return list(runs)

    def _cut_at(self, border: int) -> None:
        """Cut a run in two, so that one of its characters begins a run."""
        if not 0 < border < len(self._letters):
            return
        element, place = self._letters[border]
        run = element.getparent()
        if run is None or run is not self._letters[border - 1][0].getparent():
            return
        behind = etree.Element(run.tag, {str(name): str(value) for name, value in run.attrib.items()})
        properties = run.find(f"{self._w}rPr")
        if properties is not None:
            behind.append(deepcopy(properties))
        if place:
            rest = etree.SubElement(behind, element.tag)
            rest.text = (element.text or "")[place:]
            rest.set(_XML_SPACE, "preserve")
            element.text = (element.text or "")[:place]
            element.set(_XML_SPACE, "preserve")
            following = list(element.itersiblings())
        else:
            following = [element, *element.itersiblings()]
        for sibling in following:
            behind.append(sibling)
        run.addnext(behind)
        self._read()


def _characters(paragraph: Element, w: str) -> Iterator[tuple[Element, str]]:
    """Yield what each element of a paragraph's runs reads as, as the reader of submissions does."""
    for element in paragraph.iter(f"{w}t", f"{w}tab", f"{w}br", f"{w}cr", f"{w}noBreakHyphen"):
        run = element.getparent()
        if run is None or run.tag != f"{w}r" or not _commentable(run, w, paragraph):
            continue
        if element.tag == f"{w}t":
            yield element, element.text or ""
        else:
            yield element, "-" if element.tag == f"{w}noBreakHyphen" else " "


def _commentable(run: Element, w: str, paragraph: Element | None = None) -> bool:
    """Return whether a run is read and may carry a comment: not deleted, not in a text box, not an alternative."""
    never = {f"{w}del", f"{w}moveFrom", f"{w}txbxContent", f"{_MC}Fallback", f"{w}ruby"}
    for above in run.iterancestors():
        if above is paragraph:
            return True
        if above.tag in never:
            return False
        if above.tag == f"{w}p" and paragraph is not None:
            return False
    return True


def _readable(paragraph: Element, w: str) -> bool:
    return not any(above.tag in {f"{w}txbxContent", f"{_MC}Fallback"} for above in paragraph.iterancestors())


class _Comments:
    """The comments of a file: those of others as they are, ours behind them."""

    def __init__(self, package: Package, main: str, w: str, day: date | None) -> None:
        self._package, self._main, self._w, self._day = package, main, w, day
        known = package.related(main).get("comments", [])
        folder = main.rpartition("/")[0]
        self._part = known[0] if known else f"{folder}/{_free(package, folder)}".lstrip("/")
        self._new = not known
        self._root = etree.Element(f"{w}comments", nsmap={"w": w[1:-1]}) if self._new else parsed(package, self._part)
        numbers = [int(each.get(f"{w}id", "0")) for each in self._root.iter(f"{w}comment")]
        self._next = max(numbers, default=-1) + 1
        self.count = 0

    def around(self, runs: Sequence[Element], remark: Remark) -> None:
        """Put a comment around some runs, which follow one another."""
        w, number = self._w, str(self._next)
        self._next += 1
        self.count += 1
        runs[0].addprevious(etree.Element(f"{w}commentRangeStart", {f"{w}id": number}))
        end = etree.Element(f"{w}commentRangeEnd", {f"{w}id": number})
        runs[-1].addnext(end)
        reference = etree.Element(f"{w}r")
        etree.SubElement(reference, f"{w}commentReference", {f"{w}id": number})
        # Outside of an insertion or link, which others may reject or take away.
        _within_paragraph(end, w).addnext(reference)
        about = {f"{w}id": number, f"{w}author": AUTHOR, f"{w}initials": INITIALS}
        if self._day:
            about[f"{w}date"] = f"{self._day.isoformat()}T00:00:00Z"
        comment = etree.SubElement(self._root, f"{w}comment", about)
        _paragraph(comment, w, remark.title, bold=True)
        for line in remark.lines:
            _paragraph(comment, w, line)

    def parts(self) -> dict[str, bytes]:
        """Return the parts that name and hold the comments."""
        made = {self._part: written(self._root)}
        if self._new:
            kind = _RELATIONSHIP_TYPES.get(self._w[1:-1], _RELATIONSHIP_TYPES[_TRANSITIONAL])
            target = self._part.rpartition("/")[2]
            made[relationships_of(self._main)] = with_relationship(self._package, self._main, kind, target)
            made["[Content_Types].xml"] = with_content_type(self._package, self._part, _COMMENTS_TYPE)
        return made


def _within_paragraph(element: Element, w: str) -> Element:
    """Return an element itself, or the one directly in its paragraph that holds it."""
    held = element
    for above in element.iterancestors():
        if above.tag == f"{w}p":
            return held
        held = above
    return element


def _paragraph(parent: Element, w: str, words: str, *, bold: bool = False) -> None:
    run = etree.SubElement(etree.SubElement(parent, f"{w}p"), f"{w}r")
    if bold:
        etree.SubElement(etree.SubElement(run, f"{w}rPr"), f"{w}b")
    text = etree.SubElement(run, f"{w}t")
    text.text = printable(words)
    text.set(_XML_SPACE, "preserve")


def _free(package: Package, folder: str) -> str:
    """Return a name for a file of comments that no part has."""
    taken = set(package.archive.namelist())
    names = [_FIRST_COMMENT_FILE, *(f"comments{number}.xml" for number in range(2, len(taken) + 3))]
    return next(name for name in names if f"{folder}/{name}".lstrip("/") not in taken)
