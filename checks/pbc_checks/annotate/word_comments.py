"""The comments of a Word file: those of others as they are, ours behind them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import count

from lxml import etree

from pbc_checks.annotate.remarks import AUTHOR, INITIALS, Remark
from pbc_checks.annotate.word_parts import relationships_of, with_content_type, with_relationship, written
from pbc_checks.annotate.word_runs import XML_SPACE
from pbc_checks.read.word import WordSubmission
from pbc_checks.read.word_package import Element, Package, W
from pbc_generator.render.characters import printable

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_ID = f"{W}id"
_RANGE_START, _RANGE_END, _REFERENCE = f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference"


class Comments:
    """The comments of a document, to which some are added; `written` counts these."""

    def __init__(self, document: WordSubmission, day: date | None) -> None:
        self._package, self._main, self._day = document.package, document.main, day
        referred = self._package.related(self._main).get("comments", [])
        self._referred = bool(referred)
        self._part = referred[0] if referred else _free(self._package, self._main.rpartition("/")[0])
        root = self._package.xml(self._part) if referred else None
        self._new = root is None
        self._root: Element = etree.Element(f"{W}comments", nsmap={"w": W[1:-1]}) if root is None else root
        taken = {
            each.get(_ID)
            for each in (*self._root.iter(f"{W}comment"), *document.root.iter(_RANGE_START, _RANGE_END, _REFERENCE))
        }
        self._ids = (str(number) for number in count() if str(number) not in taken)
        self.written = 0

    def around(self, runs: Sequence[Element], remark: Remark) -> None:
        """Put a comment around some runs of one paragraph; one around the same runs as another comes after it."""
        number = next(self._ids)
        self.written += 1
        runs[0].addprevious(etree.Element(_RANGE_START, {_ID: number}))
        end = etree.Element(_RANGE_END, {_ID: number})
        _behind_others(runs[-1]).addnext(end)
        reference = etree.Element(f"{W}r")
        etree.SubElement(reference, _REFERENCE, {_ID: number})
        # Outside of an insertion, link or field, which others may reject, take away or have filled in anew.
        _behind_others(_behind_field(_within_paragraph(end))).addnext(reference)
        about = {_ID: number, f"{W}author": AUTHOR, f"{W}initials": INITIALS}
        if self._day:
            about[f"{W}date"] = f"{self._day.isoformat()}T00:00:00Z"
        comment = etree.SubElement(self._root, f"{W}comment", about)
        _paragraph(comment, remark.title, bold=True)
        for line in remark.lines:
            _paragraph(comment, line)

    def parts(self) -> dict[str, bytes]:
        """Return the parts that name and hold the comments. Raises UnreadableFileError."""
        made = {self._part: written(self._root, self._package, self._main if self._new else self._part)}
        if not self._referred:
            target = self._part.rpartition("/")[2]
            made[relationships_of(self._main)] = with_relationship(self._package, self._main, "comments", target)
        if self._new:
            made["[Content_Types].xml"] = with_content_type(self._package, self._part, _CONTENT_TYPE)
        return made


def _behind_others(element: Element) -> Element:
    """Return the last of the ends of comments, and references to them, that follow an element at once."""
    for sibling in element.itersiblings():
        names = {each.tag for each in sibling} if sibling.tag == f"{W}r" else {sibling.tag}
        if names - {f"{W}rPr"} not in ({_RANGE_END}, {_REFERENCE}):
            break
        element = sibling
    return element


def _behind_field(element: Element) -> Element:
    """Return what ends the field whose result an element of a paragraph stands in, or the element itself."""
    begun = 0
    for sibling in element.itersiblings():
        for mark in sibling.iter(f"{W}fldChar"):
            kind = mark.get(f"{W}fldCharType")
            if kind == "begin":
                begun += 1
            elif kind == "end" and begun:
                begun -= 1
            elif kind == "end":
                element = sibling
    return element


def _within_paragraph(element: Element) -> Element:
    """Return an element itself, or the one directly in its paragraph that holds it."""
    held = element
    for above in element.iterancestors():
        if above.tag == f"{W}p":
            return held
        held = above
    return element


def _paragraph(parent: Element, words: str, *, bold: bool = False) -> None:
    run = etree.SubElement(etree.SubElement(parent, f"{W}p"), f"{W}r")
    if bold:
        etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}b")
    text = etree.SubElement(run, f"{W}t")
    text.text = printable(words)
    text.set(XML_SPACE, "preserve")


def _free(package: Package, folder: str) -> str:
    """Return a name for a part with comments that no part has."""
    taken = {name.lower() for name in package.archive.namelist()}
    names = ("comments.xml", *(f"comments{number}.xml" for number in range(2, len(taken) + 3)))
    return next(path for name in names if (path := f"{folder}/{name}".lstrip("/")) not in taken)
