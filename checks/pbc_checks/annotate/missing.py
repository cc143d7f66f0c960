"""Headed, empty answers for what a submission says nothing of, put in where they belong."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy

from lxml import etree

from pbc_checks.annotate.remarks import Remark, remarks
from pbc_checks.annotate.word_runs import XML_SPACE
from pbc_checks.findings import Report
from pbc_checks.read.word import WordSubmission
from pbc_checks.read.word_package import Element, W
from pbc_checks.submission import BlockKind
from pbc_generator.render.characters import printable

PROMPT = "[Type your answer here]"
_LONGEST_NAME = 64  # characters, of a control: Word takes no more
_KEPT = ("pStyle", "keepNext", "keepLines", "numPr", "spacing", "ind", "jc")  # of a heading, in Word's order


def wanting(report: Report) -> frozenset[str]:
    """Return the ids of the requirements that a submission says nothing of; none of a form, which asks for each."""
    if report.submission.form:
        return frozenset()
    return frozenset(each.requirement for each in report.findings if each.status.missing and not each.evidence)


def insert_missing(
    document: WordSubmission, report: Report, put_in: Collection[str], placed: Mapping[str, Element]
) -> Iterator[tuple[list[Element], Remark]]:
    """Put in a heading and an empty answer for some requirements; yield the runs of the heading and the remark.

    Each stands at the end of the section on the requirement before it in the framework's order, or else above the
    section on the one after it, or at the end. `placed` are the runs that remarks on requirements stand at.
    """
    order = [finding.requirement for finding in report.findings]
    known = {remark.requirement: remark for remark in remarks(report)}
    sections = _Sections(document)
    last: Element | None = None  # what was put in last: those that follow one another keep their order
    for place, finding in enumerate(report.findings):
        if finding.requirement not in put_in:
            last = None
            continue
        before = next((placed[each] for each in reversed(order[:place]) if each in placed), None)
        after = next((placed[each] for each in order[place + 1 :] if each in placed), None)
        heading, answer = sections.heading_like(finding.title, before if before is not None else after), _answer()
        if last is not None:
            last.addnext(heading)
        elif before is None and after is not None:
            sections.put_above(heading, after)
        else:
            sections.put_at_end(heading, before)
        heading.addnext(answer)
        _name(answer, finding.title)
        last = answer
        yield list(heading.iterchildren(f"{W}r")), known[finding.requirement]


class _Sections:
    """A document as sections under headings; a title on top of it all is not one of these."""

    def __init__(self, document: WordSubmission) -> None:
        self._body = document.body
        read = [(block, source) for block, source in document.blocks if source is not None]
        headings = [source for block, source in read if block.kind is BlockKind.HEADING]
        title = read[0][1] if read else None
        own = [each for each in headings if each.getparent() is self._body and each is not title]
        # Where headings have a style, lines in bold are captions and the like.
        self._headings = [each for each in own if document.styles.level(each)] or own
        self._is_heading = set(self._headings)
        self._words = document.text

    def put_at_end(self, new: Element, of: Element | None) -> None:
        """Put a block at the end of the section of an element, before what parts it from the next; or at the end."""
        following = None
        if of is not None:
            following = next((each for each in self._block(of).itersiblings() if each in self._is_heading), None)
        above = following.getprevious() if following is not None else next(reversed(self._body), None)
        while above is not None and self._is_gap(above):
            above = above.getprevious()
        if above is None:
            self._body.insert(0, new)
        else:
            above.addnext(new)

    def put_above(self, new: Element, element: Element) -> None:
        """Put a block above the heading of an element, or above the element if it stands under none."""
        heading = self._heading(element)
        (self._block(element) if heading is None else heading).addprevious(new)

    def heading_like(self, words: str, near: Element | None) -> Element:
        """Return a heading that looks like the one above an element, or else like the document's first."""
        like = self._heading(near) if near is not None else None
        if like is None:
            like = next(iter(self._headings), None)
        heading = etree.Element(f"{W}p")
        properties = etree.SubElement(heading, f"{W}pPr")
        for name in _KEPT:
            kept = like.find(f"{W}pPr/{W}{name}") if like is not None else None
            if name == "numPr":
                # No number: those of the headings below would change.
                etree.SubElement(etree.SubElement(properties, f"{W}numPr"), f"{W}numId", {f"{W}val": "0"})
            elif kept is not None:
                properties.append(deepcopy(kept))
        run = etree.SubElement(heading, f"{W}r")
        dress = like.find(f"{W}r/{W}rPr") if like is not None else None
        if dress is not None:
            run.append(deepcopy(dress))
        elif like is None:
            etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}b")
        for change in run.findall(f"{W}rPr/{W}rPrChange"):
            change.getparent().remove(change)  # type: ignore[union-attr]  # found in its parent
        _text(run, words)
        return heading

    def _is_gap(self, block: Element) -> bool:
        """Return whether a block only parts sections: an empty line, the break of a page, properties of a section."""
        if block.tag == f"{W}p":
            return (
                not self._words.words(block).text.strip() and next(block.iter(f"{W}drawing", f"{W}pict"), None) is None
            )
        return block.tag in {f"{W}sectPr", f"{W}bookmarkStart", f"{W}bookmarkEnd"}

    def _heading(self, element: Element) -> Element | None:
        """Return the heading that an element stands under, or is."""
        own = self._block(element)
        return next((each for each in (own, *own.itersiblings(preceding=True)) if each in self._is_heading), None)

    def _block(self, element: Element) -> Element:
        """Return the paragraph, table or control of the body itself that an element stands in."""
        return next((each for each in element.iterancestors() if each.getparent() is self._body), element)


def _answer() -> Element:
    answer = etree.Element(f"{W}sdt")
    etree.SubElement(answer, f"{W}sdtPr")
    content = etree.SubElement(answer, f"{W}sdtContent")
    _text(etree.SubElement(etree.SubElement(content, f"{W}p"), f"{W}r"), PROMPT)
    return answer


def _name(answer: Element, title: str) -> None:
    properties = answer[0]
    etree.SubElement(properties, f"{W}alias", {f"{W}val": printable(title)[:_LONGEST_NAME]})
    etree.SubElement(properties, f"{W}showingPlcHdr")


def _text(run: Element, words: str) -> None:
    text = etree.SubElement(run, f"{W}t")
    text.text = printable(words)
    text.set(XML_SPACE, "preserve")
