"""Headers, footers and page numbers of a PDF, told from the text that they stand around."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pbc_checks.read.pdf_lines import Line, Page

_LARGER = 1.1  # times the size of the running text: a heading
_DIGITS = re.compile(r"\d+")
_NUMBERED = re.compile(r"page\s*\d+(?:\s*(?:of|/)\s*\d+)?|\d+\s*(?:of|/)\s*\d+", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"[-–—]?\s*(\d{1,4})\s*[-–—]?")
_SHORT_LINE = 15  # words
_EDGE = 0.1  # of the page's height: where running headers and footers stand
_SAME_HEIGHT = 2.0  # points

_Key = tuple[str, int]  # a text and how far from the edge it stands


@dataclass(frozen=True, slots=True)
class Running:
    """What runs on from page to page: `repeated` lines, and the first page's number less one where pages have one."""

    repeated: frozenset[_Key]
    offsets: frozenset[int]

    def has(self, line: Line, page: Page) -> bool:
        """Return whether a line of a page is its header, footer or page number."""
        if line.heading or not _at_edge(line, page):
            return False
        if _key(without_figures(line.text), line, page) in self.repeated or _NUMBERED.fullmatch(line.text.strip()):
            return True
        number = _bare_number(line, page)
        return number is not None and number - page.number in self.offsets


def running(pages: Sequence[Page], body: float) -> Running:
    """Return the headers and footers: lines at the same place near the edge of at least half of the pages.

    They are never larger than the running text, of `body` points, and no tag names them headings; "Part 1" and "Part 2"
    in large letters are headings.
    Lines that differ in their figures are only counted together while they are short: long ones are rows of a table.
    A number that stands alone is a page's if it counts with the pages.
    """
    exact: Counter[_Key] = Counter()
    alike: Counter[_Key] = Counter()
    for page in pages:
        edge = [line for line in page.lines if _at_edge(line, page) and not _heads(line, body)]
        lettered = [line for line in edge if any(map(str.isalpha, line.text))]
        exact.update({_key(line.text, line, page) for line in lettered})
        alike.update({_key(without_figures(line.text), line, page) for line in lettered})
    needed = max(2, (len(pages) + 1) // 2)
    repeated = {(without_figures(text), height) for (text, height), count in exact.items() if count >= needed}
    short = {key for key, count in alike.items() if count >= needed and key[0].count(" ") < _SHORT_LINE}
    return Running(frozenset(repeated | short), frozenset(_offsets(pages)))


def without_figures(text: str) -> str:
    """Return a line with its figures taken out, so that page numbers do not tell pages apart."""
    return _DIGITS.sub("#", text)


def _offsets(pages: Iterable[Page]) -> Iterator[int]:
    """Yield what printed page numbers may be above the place of their page in the file."""
    yield 0
    counts = Counter(
        number - page.number
        for page in pages
        for line in page.lines
        if _at_edge(line, page) and (number := _bare_number(line, page)) is not None
    )
    yield from (offset for offset, count in counts.items() if count > 1)


def _bare_number(line: Line, page: Page) -> int | None:
    """Return the number that a line is, if nothing stands beside it."""
    match = _BARE_NUMBER.fullmatch(line.text.strip())
    if match is None:
        return None
    beside = sum(abs(other.baseline - line.baseline) <= _SAME_HEIGHT for other in page.lines)
    return int(match[1]) if beside == 1 else None


def _heads(line: Line, body: float) -> bool:
    return line.heading is not None or line.size >= _LARGER * body


def _at_edge(line: Line, page: Page) -> bool:
    return line.baseline < _EDGE * page.height or line.baseline > (1 - _EDGE) * page.height


def _key(text: str, line: Line, page: Page) -> _Key:
    from_edge = min(line.baseline, page.height - line.baseline)
    return text, round(from_edge / _SAME_HEIGHT)
