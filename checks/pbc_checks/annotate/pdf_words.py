"""Quoted words found again on the pages of a PDF, as the boxes of its lines."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import TracebackType
from typing import Self, TypeAlias

import pypdfium2

from pbc_checks.annotate.find_words import pieces
from pbc_checks.findings import Evidence
from pbc_checks.read.pdf import damaged, open_pdf, read

Box: TypeAlias = tuple[float, float, float, float]  # left, bottom, right, top, in points of the unturned page

_PAGE = re.compile(r"page (\d+)")
_HEADING = re.compile(r', under "(.+)"$')
_WIDEST_GAP = 2  # between the words of a line, in heights of a letter
_FEWEST_LETTERS = 12  # a shorter piece of a quotation may stand anywhere


@dataclass(frozen=True, slots=True)
class _Page:
    """The letters and digits of a page in the file's order, as one word, each with its box.

    Spaces and hyphens, by which a quotation differs, are left out.
    """

    text: str
    boxes: tuple[Box, ...]
    sideways: bool  # whether lines run up or down the unturned page

    def lines(self, words: str, before: Iterable[str] = ()) -> list[Box]:
        """Return the boxes of some words, one a line, in reading order; empty where they do not stand here.

        Of words that occur more than once it is those right behind what stands `before`, or else somewhere below it;
        of several such pieces the first that is found counts.
        """
        wanted = _bare(words)
        if not wanted:
            return []
        known = [_bare(each) for each in before]
        at = next((at + len(each) for each in known if (at := self.text.find(each + wanted)) >= 0), -1)
        if at < 0:
            below = next((at for each in known if (at := self.text.find(each)) >= 0), 0)
            at = self.text.find(wanted, below)
        if at < 0:
            at = self.text.find(wanted)
        lines: list[Box] = []
        for box in self.boxes[at : at + len(wanted)] if at >= 0 else ():
            if lines and self._goes_on(lines[-1], box):
                lines[-1] = around((lines[-1], box))
            else:
                lines.append(box)
        return lines

    def _goes_on(self, line: Box, letter: Box) -> bool:
        """Return whether a letter is on a line and near to it: what is said in the next cell has a box of its own."""
        across, along = (0, 1) if self.sideways else (1, 0)
        middle, size = (letter[across] + letter[across + 2]) / 2, letter[across + 2] - letter[across]
        gap = max(line[along] - letter[along + 2], letter[along] - line[along + 2])
        return line[across] <= middle <= line[across + 2] and gap <= _WIDEST_GAP * size


class Words:
    """The words of a PDF, whose pages are read when they are looked at. Raises UnreadableFileError."""

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        self._document = open_pdf(name, data)
        self._pages: dict[int, _Page] = {}
        self._at: dict[str, list[str]] = {}  # what is read at each place
        for block in read(name, data).blocks:
            self._at.setdefault(str(block.place), []).append(block.text)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._document.close()

    def find(self, about: Iterable[Evidence]) -> tuple[int, list[Box]] | None:
        """Return the page, from 0, and the boxes of the first quotation that is found, or of the longest piece of it.

        It is looked for on the page that its place names first, behind what stands before it there.
        """
        for evidence in about:
            for words in [evidence.quote, *_shorter(evidence.quote)]:
                before = list(self._before(words, evidence.where))
                for number in self._likely(evidence.where):
                    boxes = self._page(number).lines(words, before)
                    if boxes:
                        return number, boxes
        return None

    @property
    def height(self) -> float:
        """Return the height of the first page as it is shown, in points."""
        return float(self._document[0].get_height())

    def rotation(self, number: int) -> int:
        """Return by how many degrees a page, from 0, is turned clockwise to be shown: 0, 90, 180 or 270."""
        return int(self._document[number].get_rotation())

    def from_top_right(self, left: float, down: float, size: float) -> Box:
        """Return the box of an upright sign, so far left and down from the top right of the first page as it is shown.

        A sign that is not turned with its page hangs from the corner of its box that is the upper left one on the
        unturned page, wherever that is shown.
        """
        page = self._document[0]
        near, bottom, far, top = page.get_cropbox()
        across = left + size
        x, y = {
            0: (far - across, top - down),
            90: (near + down, top - across),
            180: (near + across, bottom + down),
            270: (far - down, bottom + across),
        }[page.get_rotation()]
        return x, y - size, x + size, y

    def _before(self, words: str, where: str) -> Iterator[str]:
        """Yield what stands before some words at their place, and the heading above them."""
        for text in self._at.get(where, ()):
            if words in text:
                yield text[: text.index(words)]
        heading = _HEADING.search(where)
        if heading:
            yield heading[1]

    def _page(self, number: int) -> _Page:
        if number not in self._pages:
            try:
                self._pages[number] = _read(self._document[number])
            except pypdfium2.PdfiumError:
                raise damaged(self._name) from None
        return self._pages[number]

    def _likely(self, where: str) -> list[int]:
        """Return the numbers of all pages, from 0, that which a place names first."""
        named = _PAGE.search(where)
        first = int(named[1]) - 1 if named else 0
        return sorted(range(len(self._document)), key=lambda number: (number != first, number))


def around(boxes: Iterable[Box]) -> Box:
    """Return the box around some boxes."""
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


def _read(page: pypdfium2.PdfPage) -> _Page:
    text = page.get_textpage()
    letters: list[str] = []
    boxes: list[Box] = []
    for place in range(text.count_chars()):
        code = pypdfium2.raw.FPDFText_GetUnicode(text.raw, place)
        bare = _bare(chr(code)) if code <= sys.maxunicode else ""
        if bare:
            letters.append(bare)
            boxes += [text.get_charbox(place, loose=True)] * len(bare)
    text.close()
    return _Page("".join(letters), tuple(boxes), _sideways(boxes))


def _sideways(boxes: Sequence[Box]) -> bool:
    steps = [abs(after[1] - before[1]) > abs(after[0] - before[0]) for before, after in pairwise(boxes)]
    return sum(steps) * 2 > len(steps)


def _shorter(quotation: str) -> Iterator[str]:
    """Yield pieces of a quotation, the longest first: cells, and halves of what may run over the end of a page."""
    words = quotation.split()
    halves = [" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])]
    for piece in sorted([*pieces(quotation), *halves], key=len, reverse=True):
        if len(_bare(piece)) >= _FEWEST_LETTERS:
            yield piece


def _bare(words: str) -> str:
    """Return the letters, digits and signs of money of some words, ligatures apart, without capitals."""
    apart = unicodedata.normalize("NFKC", words).casefold()
    return "".join(character for character in apart if character.isalnum() or character in "£%")
