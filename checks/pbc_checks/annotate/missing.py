"""Headed, empty answers for what a submission says nothing of, put in where they belong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy

from lxml import etree

from pbc_checks.annotate.remarks import Remark, remarks
from pbc_checks.findings import Report
from pbc_checks.read.assemble import reads_as_heading
from pbc_checks.read.word_package import Element

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_HEADING = re.compile(r"(?:heading|titre|berschrift)\s?\d|^head", re.IGNORECASE)
_PROMPT = "Type your answer here"


def insert_missing(
    body: Element, w: str, report: Report, placed: Mapping[str, Element]
) -> Iterator[tuple[list[Element], Remark]]:
    """Put in a heading and an empty answer for each requirement of which no passage speaks; yield its runs and remark.

    Each stands after the section on the requirement before it in the framework's order, or else before that on the one
    after it, or at the end. `placed` are the runs that remarks on other requirements stand at.
    """
    order = [finding.requirement for finding in report.findings]
    known = {remark.requirement: remark for remark in remarks(report)}
    last: Element | None = None  # what was put in last: those that follow one another keep their order
    for place, finding in enumerate(report.findings):
        if not finding.status.missing or finding.requirement in placed:
            last = None
            continue
        before = next((placed[each] for each in reversed(order[:place]) if each in placed), None)
        after = next((placed[each] for each in order[place + 1 :] if each in placed), None)
        heading, answer, runs = _form(body, w, finding.title, before if before is not None else after)
        _put(body, w, heading, last, before, after)
        heading.addnext(answer)
        last = answer
        yield runs, known[finding.requirement]


def _put(
    body: Element, w: str, new: Element, last: Element | None, before: Element | None, after: Element | None
) -> None:
    if last is not None:
        last.addnext(new)
    elif before is not None:
        _before_or_at_the_end(body, w, new, _following_heading(body, w, before))
    elif after is not None:
        _heading_above(body, w, after).addprevious(new)
    else:
        _before_or_at_the_end(body, w, new, None)


def _before_or_at_the_end(body: Element, w: str, new: Element, following: Element | None) -> None:
    """Put a new block before another; without one at the end of the body, before the properties of its section."""
    if following is None:
        following = body.find(f"{w}sectPr")
    if following is None:
        body.append(new)
    else:
        following.addprevious(new)


def _following_heading(body: Element, w: str, element: Element) -> Element | None:
    return next((each for each in _block_of(body, element).itersiblings() if _is_heading(each, w)), None)


def _heading_above(body: Element, w: str, element: Element) -> Element:
    """Return the heading that an element stands under or is, or else the block of the body that it stands in."""
    own = _block_of(body, element)
    above = (own, *own.itersiblings(preceding=True))
    return next((each for each in above if _is_heading(each, w)), own)


def _block_of(body: Element, element: Element) -> Element:
    """Return the paragraph, table or control of the body itself that an element stands in."""
    for above in element.iterancestors():
        if above.getparent() is body:
            return above
    return element


def _is_heading(block: Element, w: str) -> bool:
    """Return whether a block is a paragraph in a heading's style, or one wholly bold that reads as a heading."""
    if block.tag != f"{w}p":
        return False
    style = block.find(f"{w}pPr/{w}pStyle")
    if style is not None and _HEADING.search(style.get(f"{w}val", "")):
        return True
    runs = [run for run in block.iter(f"{w}r") if run.find(f"{w}t") is not None]
    words = "".join(text.text or "" for text in block.iter(f"{w}t")).strip()
    return bool(runs) and all(run.find(f"{w}rPr/{w}b") is not None for run in runs) and reads_as_heading(words)


def _form(body: Element, w: str, title: str, near: Element | None) -> tuple[Element, Element, list[Element]]:
    """Return a heading in the style of those nearby, the answer below it, and the heading's runs."""
    heading = etree.Element(f"{w}p")
    style = _heading_style(body, w, near)
    if style is not None:
        properties = etree.SubElement(heading, f"{w}pPr")
        properties.append(deepcopy(style))
    run = etree.SubElement(heading, f"{w}r")
    if style is None:
        etree.SubElement(etree.SubElement(run, f"{w}rPr"), f"{w}b")
    _text(run, w, title)
    answer = etree.Element(f"{w}sdt")
    control = etree.SubElement(answer, f"{w}sdtPr")
    etree.SubElement(control, f"{w}alias", {f"{w}val": title[:64]})
    etree.SubElement(control, f"{w}showingPlcHdr")
    content = etree.SubElement(answer, f"{w}sdtContent")
    _text(etree.SubElement(etree.SubElement(content, f"{w}p"), f"{w}r"), w, _PROMPT)
    return heading, answer, [run]


def _heading_style(body: Element, w: str, near: Element | None) -> Element | None:
    """Return the style of the heading above an element, or of the document's first heading; None without any."""
    if near is not None and _is_heading(_heading_above(body, w, near), w):
        return _heading_above(body, w, near).find(f"{w}pPr/{w}pStyle")
    first = next((each for each in body if _is_heading(each, w)), None)
    return first.find(f"{w}pPr/{w}pStyle") if first is not None else None


def _text(run: Element, w: str, words: str) -> None:
    text = etree.SubElement(run, f"{w}t")
    text.text = words
    text.set(_XML_SPACE, "preserve")
