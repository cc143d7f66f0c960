"""Headings that the outline of a PDF names: the bookmarks that programs show beside its pages."""

from __future__ import annotations

import ctypes
import logging
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import pypdfium2

from pbc_checks.read.assemble import LONGEST_HEADING
from pbc_checks.read.pdf_lines import Line, Page
from pbc_checks.read.pdf_tags import LOWEST_LEVEL, Heading

_RAW = pypdfium2.raw
_MUCH = 0.3  # of the text: headings are never so much
_MOST_ENTRIES = 5_000
_MOST_OF_A_PAGE = 100
_MOST_LINES = 4  # of one heading
_LONGEST_TITLE = 2 * LONGEST_HEADING  # characters; of a longer one nothing is a heading
_SAME_SIZE = 0.5  # points
_BYTES = 2  # of a character of UTF-16
_SIGNS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"^(?:[A-Za-z]?\d+(?:\.\d+)*|[A-Za-z]|[ivxIVX]{1,5})[.):]*\s+")
_TOP = {_RAW.PDFDEST_VIEW_XYZ: 1, _RAW.PDFDEST_VIEW_FITH: 0}  # where the height stands in what an entry leads to

# pypdfium2 logs that an outline goes round in circles; nothing of the text is lost by that.
logging.getLogger("pypdfium2").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline: its level from 1, and the height on the page that it leads to, in points, where given."""

    level: int
    title: str
    height: float | None


def outline(document: pypdfium2.PdfDocument) -> dict[int, list[Entry]]:
    """Return the lines of the outline by the number of the page that they lead to."""
    found: defaultdict[int, list[Entry]] = defaultdict(list)
    for bookmark in islice(document.get_toc(max_depth=LOWEST_LEVEL), _MOST_ENTRIES):
        target = bookmark.get_dest()
        page = target.get_index() if target is not None else None
        if target is None or page is None or len(found[page + 1]) >= _MOST_OF_A_PAGE:
            continue
        title = _title(bookmark)
        if title:
            mode, position = target.get_view()
            top = _TOP.get(mode, len(position))
            height = position[top] if top < len(position) else None
            found[page + 1].append(Entry(bookmark.level + 1, title, height))
    return found


def _title(bookmark: pypdfium2.PdfBookmark) -> str:
    """Return what a line of the outline says; nothing for one that is longer than any heading, or no text."""
    # Asked for here because pypdfium2 raises where half of a pair of UTF-16 stands alone.
    length = _RAW.FPDFBookmark_GetTitle(bookmark.raw, None, 0)
    if length > _LONGEST_TITLE * _BYTES:
        return ""
    held = ctypes.create_string_buffer(length)
    _RAW.FPDFBookmark_GetTitle(bookmark.raw, held, length)
    return held.raw[: max(length - _BYTES, 0)].decode("utf-16-le", "replace")


def with_headings(pages: Sequence[Page], entries: dict[int, list[Entry]]) -> list[Page]:
    """Return the pages with the lines marked as headings that the outline names, unless tags name headings already.

    Where tags or outline make headings of much of the text, they are wrong and not believed.
    """
    believed = _believed(pages)
    if any(line.heading for page in believed for line in page.lines):
        return believed
    return _believed(
        [_with_entries(page, entries[page.number]) if page.number in entries else page for page in believed]
    )


def _with_entries(page: Page, entries: Sequence[Entry]) -> Page:
    """Return a page with the lines marked that its entries name: for each those nearest to where it leads."""
    lines = list(page.lines)
    keys = [_keys(line.text) for line in lines]
    for number, entry in enumerate(entries):
        places = list(_places(lines, keys, _key(entry.title)))
        if places:
            height = entry.height
            start, end = min(places, key=lambda at: 0.0 if height is None else abs(lines[at[0]].baseline - height))
            heading = Heading(entry.level, number)
            lines[start:end] = [_headed(line, heading) for line in lines[start:end]]
    return replace(page, lines=tuple(lines))


def _places(lines: Sequence[Line], keys: Sequence[tuple[str, str]], title: str) -> Iterator[tuple[int, int]]:
    """Yield where lines, one or a few of the same size, read as a title, with a number before it or without."""
    for start, first in enumerate(lines):
        for begun in keys[start] if title else ():
            end = start + 1
            while begun and begun != title and title.startswith(begun) and end < min(start + _MOST_LINES, len(lines)):
                if abs(lines[end].size - first.size) > _SAME_SIZE:
                    break
                begun, end = begun + keys[end][0], end + 1
            if begun == title and not any(line.heading for line in lines[start:end]):
                yield start, end
                break


def _keys(text: str) -> tuple[str, str]:
    """Return the key of a line, and that of what follows a number at its start."""
    key, number = _key(text), _NUMBER.match(text)
    return key, _key(text[number.end() :]) if number else key


def _key(text: str) -> str:
    """Return the letters and figures of a text alone: an outline has other spaces and signs than the page."""
    return _SIGNS.sub("", text).casefold()


def _believed(pages: Sequence[Page]) -> list[Page]:
    lines = [line for page in pages for line in page.lines]
    if sum(len(line.text) for line in lines if line.heading) <= _MUCH * sum(len(line.text) for line in lines):
        return list(pages)
    return [replace(page, lines=tuple(_headed(line, None) for line in page.lines)) for page in pages]


def _headed(line: Line, heading: Heading | None) -> Line:
    return Line(tuple(word._replace(heading=heading) for word in line.words))
