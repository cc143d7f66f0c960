"""The words of a PDF page put together to lines: where each stands, how large and how bold."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import pypdfium2

from pbc_checks.read.pdf_address import ADDRESS, NUMBER, REAL, SIZE, address_of, by_address
from pbc_checks.read.pdf_frame import Frame
from pbc_checks.read.pdf_tags import Heading, tagged

_RAW = pypdfium2.raw
_BOLD_WEIGHT = 600
_COLUMN_GAP = 1.6  # times the font size: more than any gap between words of one column
_SAME_LINE = 0.45  # times the font size: superscripts still belong to their line
_SOFT_HYPHENS = ("\x02", "\xad")
_MOST_CHARACTERS = 60_000  # read of a page; a large sheet in small print has a third of it
_MOST_LINES = 3_000  # read of a page; each cell of a table has lines of its own
_LARGEST_PAGE = 14_400.0  # points, the most that PDF allows
_MOST_OBJECTS = 2000  # looked at on a page
_DEEPEST = 5  # levels of objects in objects
_SOFT_HYPHEN = re.compile(r"[\x02\xad]")
_WORD = re.compile(r"[^\s\x02\xad]+")
_UNMAPPED = re.compile(r"[\x00\ufffd-\uffff]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
# Numbers in a font that no longer says for which letter, and no bullets of the symbol fonts.
_MEANINGLESS = re.compile(r"[\x00\x01\x03-\x08\x0e-\x1f\ufffd-\uffff]|(?![\uf0b7\uf0a7\uf0d8\uf0fc])[\ue000-\uf8ff]")
_UNUSUAL = re.compile(r"[\x00-\x08\x0e-\x1f\xad\ue000-\uf8ff\ufffd-\uffff]")

_char_origin = by_address(_RAW.FPDFText_GetCharOrigin, NUMBER, ADDRESS, NUMBER, *[ADDRESS] * 2)
_char_box = by_address(_RAW.FPDFText_GetCharBox, NUMBER, ADDRESS, NUMBER, *[ADDRESS] * 4)
_matrix = by_address(_RAW.FPDFText_GetMatrix, NUMBER, ADDRESS, NUMBER, ADDRESS)
_font_size = by_address(_RAW.FPDFText_GetFontSize, REAL, ADDRESS, NUMBER)
_font_weight = by_address(_RAW.FPDFText_GetFontWeight, NUMBER, ADDRESS, NUMBER)
_font_info = by_address(_RAW.FPDFText_GetFontInfo, SIZE, ADDRESS, NUMBER, ADDRESS, SIZE, ADDRESS)
_text_object = by_address(_RAW.FPDFText_GetTextObject, ADDRESS, ADDRESS, NUMBER)
_marked_content = by_address(_RAW.FPDFPageObj_GetMarkedContentID, NUMBER, ADDRESS)


class Word(NamedTuple):
    """A word with its baseline; lengths are points, the origin is the bottom left corner of the page."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    heading: Heading | None = None  # that it is part of
    source: int = 0  # tells the words that a program wrote in one go from others
    hyphenated: bool = False  # it goes on with the next word


@dataclass(slots=True, eq=False)
class Line:
    """Words that stand side by side in one column, in the order in which the page was written; lengths are points.

    `text` are the words, one space apart; one that goes on in the next line ends with the sign U+00AD. `size` is that
    of the largest word, `bold` whether every word that has letters is bold, `heading` that which its words belong to; a
    number before them need not.
    """

    words: tuple[Word, ...]
    text: str = field(init=False)
    left: float = field(init=False)
    right: float = field(init=False)
    baseline: float = field(init=False)
    size: float = field(init=False)
    bold: bool = field(init=False)
    heading: Heading | None = field(init=False)

    def __post_init__(self) -> None:
        """Work out once what is asked for again and again."""
        first, last = self.words[0], self.words[-1]
        text = "".join([word.text if word.hyphenated else f"{word.text} " for word in self.words])
        self.text = text + "\u00ad" if last.hyphenated else text.rstrip()
        self.left, self.right, self.baseline = first.left, last.right, first.baseline
        self.size = max([word.size for word in self.words])
        self.bold = _all_bold(self.words)
        self.heading = last.heading
        if last.heading and any(word.heading != last.heading for word in self.words[1:]):
            self.heading = None


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page, its height in points, and what it has beside text that can be read."""

    number: int
    height: float
    lines: tuple[Line, ...]
    pictures: int
    drawings: int
    pictured: float  # share of the page that pictures cover
    undecodable: float  # share of the characters
    crowded: bool = False  # it holds more than was read


def _all_bold(words: Sequence[Word]) -> bool:
    if not any(word.bold for word in words):
        return False
    lettered = [word for word in words if any(map(str.isalpha, word.text))]
    return bool(lettered) and all(word.bold for word in lettered)


def pages(document: pypdfium2.PdfDocument) -> Iterator[Page]:
    """Yield the pages of a document, one read at a time. Raises PdfiumError for a broken page."""
    is_tagged = _RAW.FPDFCatalog_IsTagged(document.raw)
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage()
        try:
            frame = _frame(page)
            headings = tagged(page.raw) if is_tagged else {}
            words, undecodable = _words(text.raw, frame, headings)
            objects = _Objects()
            objects.count(page.raw)
            pictured = min(objects.area / max(page.get_width() * page.get_height(), 1.0), 1.0)
            lines = tuple(_lines(words))
            yield Page(
                index + 1,
                page.get_height(),
                lines[:_MOST_LINES],
                objects.pictures,
                objects.drawings,
                pictured,
                undecodable,
                crowded=_RAW.FPDFText_CountChars(text.raw) > _MOST_CHARACTERS or len(lines) > _MOST_LINES,
            )
        finally:
            text.close()
            page.close()


def _frame(page: pypdfium2.PdfPage) -> Frame:
    left, bottom, right, top = page.get_cropbox()
    return Frame(left, bottom, right, top, page.get_rotation())


def _words(text: ctypes.c_void_p, frame: Frame, headings: Mapping[int, Heading]) -> tuple[list[Word], float]:
    """Return the words of a page in the order written, and the share of characters that mean nothing."""
    written = _characters(text)
    skipped, bad = 0, 0
    if _UNUSUAL.search(written):
        bad = len(_MEANINGLESS.findall(written))
        skipped = len(_SOFT_HYPHEN.findall(written))
        written = _PRIVATE.sub("•", _UNMAPPED.sub(" ", written))
    words = []
    placed = _Placed(text, frame, headings)
    for match in _WORD.finditer(written):
        start, end = match.span()
        hyphen = written.find("-", start, end)
        while hyphen >= 0:
            if _RAW.FPDFText_IsHyphen(text, hyphen) == 1:
                skipped += 1
                if hyphen > start:
                    words.append(placed.word(start, hyphen, f"{written[start:hyphen]}-", hyphenated=True))
                start = hyphen + 1
            hyphen = written.find("-", hyphen + 1, end)
        if start < end:
            hyphenated = written[end : end + 1] in _SOFT_HYPHENS
            words.append(placed.word(start, end, written[start:end], hyphenated=hyphenated))
    seen = len(written) - skipped
    return words, bad / seen if seen else 0.0


def _characters(text: ctypes.c_void_p) -> str:
    """Return the characters of a page, one for each that PDFium counts; half ones stay halves."""
    count = min(_RAW.FPDFText_CountChars(text), _MOST_CHARACTERS)
    codes = (ctypes.c_ushort * (count + 1))()
    # All at once, unless some have no meaning: those PDFium leaves out, and the others move up.
    if _RAW.FPDFText_GetText(text, 0, count, codes) == count + 1:
        written = bytes(codes)[:-2].decode("utf-16-le", "surrogatepass")
        if len(written) == count:
            # PDFium's text has another sign where a word is divided than its characters have.
            return _UNUSUAL.sub(lambda match: chr(_RAW.FPDFText_GetUnicode(text, match.start())), written)
    return "".join([chr(_RAW.FPDFText_GetUnicode(text, index)) for index in range(count)])


class _Placed:
    """Finds where the words of a page stand, how large and how bold; what is written in one go is looked at once.

    `headings` are those that the page's tags name, by the number of their marked content.
    """

    def __init__(self, text: ctypes.c_void_p, frame: Frame, headings: Mapping[int, Heading]) -> None:
        self._page = address_of(text)
        self._frame = frame
        self._headings = headings
        self._styles: dict[int, tuple[float, bool, Heading | None]] = {}
        self._font = ctypes.create_string_buffer(128)
        self._font_address = ctypes.addressof(self._font)
        self._matrix = _RAW.FS_MATRIX()
        self._matrix_address = ctypes.addressof(self._matrix)
        self._found = (ctypes.c_double * 6)()  # origin: x, y; box: left, right, bottom, top
        places = [ctypes.addressof(self._found) + ctypes.sizeof(ctypes.c_double) * place for place in range(6)]
        self._origin, self._box = places[:2], places[2:]

    def word(self, first: int, end: int, letters: str, *, hyphenated: bool) -> Word:
        """Return the word from one character up to another, as it is placed on the page."""
        page, frame = self._page, self._frame
        _char_origin(page, first, *self._origin)
        _char_box(page, end - 1, *self._box)
        x, y, box_left, box_right, bottom, top = self._found[:]
        if not frame.turned:  # nearly all pages, and pages have many words
            edge = box_right if box_right > box_left else box_left
            left, right, baseline = x - frame.left, edge - frame.left, y - frame.bottom
        else:
            left, baseline = frame.point(x, y)
            right = max(frame.point(box_left, bottom)[0], frame.point(box_right, top)[0])
        if not (-_LARGEST_PAGE <= left <= right <= _LARGEST_PAGE and -_LARGEST_PAGE <= baseline <= _LARGEST_PAGE):
            left, right, baseline = _sane(left), _sane(right), _sane(baseline)
        source = _text_object(page, first) or 0
        style = self._styles.get(source)
        if style is None:
            heading = self._headings.get(_marked_content(source)) if self._headings and source else None
            style = (*self._style(first), heading)
            if source:
                self._styles[source] = style
        if not letters.isascii():
            # PDFium gives characters beyond the first 65,536 in two halves.
            letters = letters.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return Word(letters, left, right, baseline, *style, source, hyphenated)

    def _style(self, index: int) -> tuple[float, bool]:
        matrix = self._matrix
        scale = math.hypot(matrix.c, matrix.d) if _matrix(self._page, index, self._matrix_address) else 1.0
        size = _font_size(self._page, index) * (scale or 1.0)
        usual = 1.0 <= size <= _LARGEST_PAGE
        return size if usual else max(_sane(size), 1.0), self._bold(index)

    def _bold(self, index: int) -> bool:
        if _font_weight(self._page, index) >= _BOLD_WEIGHT:
            return True
        self._font.value = b""
        _font_info(self._page, index, self._font_address, len(self._font), None)
        name = self._font.value.lower()
        return b"bold" in name or b"black" in name


def _sane(length: float) -> float:
    """Return a length that a page can have: damaged files give infinite ones, and none at all."""
    return min(max(length, -_LARGEST_PAGE), _LARGEST_PAGE) if math.isfinite(length) else 0.0


def _lines(words: list[Word]) -> Iterator[Line]:
    line: list[Word] = []
    for word in words:
        if line and not _goes_on(line[-1], word):
            yield Line(tuple(line))
            line = []
        line.append(word)
    if line:
        yield Line(tuple(line))


def _goes_on(before: Word, word: Word) -> bool:
    size = before.size if before.size > word.size else word.size
    if abs(word.baseline - before.baseline) > _SAME_LINE * size:
        return False
    return -0.3 * size <= word.left - before.right <= _COLUMN_GAP * size


@dataclass(slots=True)
class _Objects:
    """How many pictures and drawn shapes a page has, and the area of the pictures in square points."""

    pictures: int = 0
    drawings: int = 0
    area: float = 0.0

    def count(self, page: ctypes.c_void_p) -> None:
        """Count the objects of a page."""
        for index in range(min(_RAW.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
            drawn = _RAW.FPDFPage_GetObject(page, index)
            before = self.pictures
            self._count(drawn, 0)
            if self.pictures > before:
                self.area += _area(drawn)

    def _count(self, drawn: ctypes.c_void_p, depth: int) -> None:
        kind = _RAW.FPDFPageObj_GetType(drawn)
        self.pictures += kind == _RAW.FPDF_PAGEOBJ_IMAGE
        self.drawings += kind == _RAW.FPDF_PAGEOBJ_PATH
        # Scanners' programs like to wrap the picture of a page in an object of its own.
        if kind == _RAW.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            for index in range(min(_RAW.FPDFFormObj_CountObjects(drawn), _MOST_OBJECTS)):
                self._count(_RAW.FPDFFormObj_GetObject(drawn, index), depth + 1)


def _area(drawn: ctypes.c_void_p) -> float:
    edges = [ctypes.c_float() for _ in range(4)]
    if not _RAW.FPDFPageObj_GetBounds(drawn, *edges):
        return 0.0
    left, bottom, right, top = (edge.value for edge in edges)
    return abs(right - left) * abs(top - bottom)
