"""A copy of a PDF with highlights at the passages that a report quotes; the pages themselves are not changed.

What is new is written behind the file's own bytes, so that these stay as they were.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeAlias

import pypdfium2
from pypdf import PdfWriter
from pypdf.annotations import Highlight, Text
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject, TextStringObject

from pbc_checks.annotate.find_words import pieces
from pbc_checks.annotate.remarks import AUTHOR, Remark, remarks
from pbc_checks.annotate.word import Annotated
from pbc_checks.findings import Evidence, Report
from pbc_checks.read.pdf import damaged, open_pdf

_PAGE = re.compile(r"page (\d+)")
_PRINTED = 4  # the flag by which an annotation is printed with its page
_COLOUR = "ffe58a"
_SIZE = 20.0  # points, of the sign of a remark that is about no words
_MARGIN = 24.0
_FEWEST_LETTERS = 12  # a shorter piece of a quotation may stand anywhere
_BROKEN = (PyPdfError, AttributeError, IndexError, KeyError, OSError, RecursionError, TypeError, ValueError)


_Box: TypeAlias = tuple[float, float, float, float]  # left, bottom, right, top, in points


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter or digit of a page with its box, in points from the lower left corner."""

    character: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class _Page:
    """The letters of a page in the file's order; spaces and hyphens, by which a quotation differs, are left out."""

    letters: tuple[_Letter, ...]
    width: float
    height: float

    @cached_property
    def text(self) -> str:
        """Return the letters as one word."""
        return "".join(letter.character for letter in self.letters)

    def lines(self, words: str) -> list[_Box]:
        """Return the boxes of some words, one a line, in reading order; empty where they do not stand here."""
        wanted = _bare(words)
        at = self.text.find(wanted) if wanted else -1
        boxes: list[_Box] = []
        for letter in self.letters[at : at + len(wanted)] if at >= 0 else ():
            middle = (letter.bottom + letter.top) / 2
            if boxes and boxes[-1][1] <= middle <= boxes[-1][3] and letter.left >= boxes[-1][0]:
                left, bottom, right, top = boxes[-1]
                boxes[-1] = (left, min(bottom, letter.bottom), max(right, letter.right), max(top, letter.top))
            else:
                boxes.append((letter.left, letter.bottom, letter.right, letter.top))
        return boxes


def annotate_pdf(name: str, data: bytes, report: Report, day: date | None = None) -> Annotated:
    """Return a PDF with the remarks of its report as highlights, dated `day` if that is given.

    What is about no words, or about words that were not found, stands as notes on the first page. Raises
    UnreadableFileError.
    """
    pages = _pages(name, data)
    try:
        writer = PdfWriter(io.BytesIO(data), incremental=True)
        left: list[Remark] = []
        placed = 0
        for remark in remarks(report):
            found = _place(pages, remark.about)
            if found is None:
                left.append(remark)
                continue
            number, boxes = found
            writer.add_annotation(number, _finished(_highlight(boxes), remark, day))
            placed += 1
        for place, remark in enumerate(left):
            writer.add_annotation(0, _finished(_note(pages[0], place), remark, day))
        out = io.BytesIO()
        writer.write(out)
    except _BROKEN as error:
        raise damaged(name) from error
    return Annotated(out.getvalue(), placed + len(left), tuple(remark for remark in left if remark.about))


def _pages(name: str, data: bytes) -> Sequence[_Page]:
    document = open_pdf(name, data)
    try:
        return [_read(page) for page in document]
    except pypdfium2.PdfiumError:
        raise damaged(name) from None
    finally:
        document.close()


def _read(page: pypdfium2.PdfPage) -> _Page:
    text = page.get_textpage()
    found: list[_Letter] = []
    for place in range(text.count_chars()):
        bare = _bare(text.get_text_range(place, 1))
        if bare:
            box = text.get_charbox(place, loose=True)
            found += [_Letter(character, *box) for character in bare]
    width, height = page.get_size()
    text.close()
    return _Page(tuple(found), width, height)


def _place(pages: Sequence[_Page], about: Sequence[Evidence]) -> tuple[int, list[_Box]] | None:
    """Return the page, from 0, and the boxes of the first quotation that is found, or the longest piece of it."""
    for evidence in about:
        for words in [evidence.quote, *_shorter(evidence.quote)]:
            for number in _likely(evidence.where, len(pages)):
                boxes = pages[number].lines(words)
                if boxes:
                    return number, boxes
    return None


def _shorter(quotation: str) -> Iterator[str]:
    """Yield pieces of a quotation, the longest first: cells, and halves of what may run over the end of a page."""
    words = quotation.split()
    halves = [" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])]
    for piece in sorted([*pieces(quotation), *halves], key=len, reverse=True):
        if len(_bare(piece)) >= _FEWEST_LETTERS:
            yield piece


def _likely(where: str, count: int) -> list[int]:
    """Return the numbers of all pages, from 0, that which a place names first."""
    named = _PAGE.search(where)
    first = int(named.group(1)) - 1 if named else 0
    return sorted(range(count), key=lambda number: (number != first, number))


def _bare(words: str) -> str:
    """Return the letters, digits and signs of money of some words, ligatures apart, without capitals."""
    apart = unicodedata.normalize("NFKC", words).casefold()
    return "".join(character for character in apart if character.isalnum() or character in "£%")


def _highlight(boxes: Sequence[_Box]) -> DictionaryObject:
    corners: list[float] = []
    for left, bottom, right, top in boxes:
        corners += [left, top, right, top, left, bottom, right, bottom]
    around = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    quad_points = ArrayObject([FloatObject(round(corner, 2)) for corner in corners])
    rounded = tuple(round(side, 2) for side in around)
    return Highlight(
        rect=(rounded[0], rounded[1], rounded[2], rounded[3]),
        quad_points=quad_points,
        highlight_color=_COLOUR,
        printing=True,
    )


def _note(page: _Page, place: int) -> DictionaryObject:
    """Return a note in the right margin of a page, each below the one before; past its foot they go on beside it."""
    rows = max(1, int((page.height - 2 * _MARGIN) // _SIZE))
    right = page.width - _MARGIN / 4 - _SIZE * (1 + place // rows)
    top = page.height - _MARGIN - _SIZE * (place % rows)
    return Text(rect=(right, top - _SIZE, right + _SIZE, top), text="")


def _finished(annotation: DictionaryObject, remark: Remark, day: date | None) -> DictionaryObject:
    annotation[NameObject("/Contents")] = TextStringObject(remark.text)
    annotation[NameObject("/T")] = TextStringObject(AUTHOR)
    annotation[NameObject("/F")] = NumberObject(_PRINTED)
    if day:
        annotation[NameObject("/M")] = TextStringObject(f"D:{day:%Y%m%d}000000Z")
    return annotation
