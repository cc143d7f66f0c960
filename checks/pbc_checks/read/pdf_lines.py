"""The words of a PDF page put together to lines: where each stands, how large and how bold."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2

from pbc_checks.read.pdf_frame import Frame

_RAW = pypdfium2.raw
_BOLD_WEIGHT = 600
_COLUMN_GAP = 1.6  # times the font size: more than any gap between words of one column
_SAME_LINE = 0.45  # times the font size: superscripts still belong to their line
_SOFT_HYPHENS = {0x02, 0xAD}
_MOST_CHARACTERS = 60_000  # read of a page; a large sheet in small print has a third of it
_MOST_LINES = 3_000  # read of a page; each cell of a table has lines of its own
_LARGEST_PAGE = 14_400.0  # points, the most that PDF allows
_MOST_OBJECTS = 2000  # looked at on a page
_DEEPEST = 5  # levels of objects in objects
_SPACES = {0x0, *range(0x9, 0xE)}
_UNMAPPED = {0x0, 0xFFFD, 0xFFFE, 0xFFFF}


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its baseline; lengths are points, the origin is the bottom left corner of the page."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    source: int = 0  # tells the words that a program wrote in one go from others
    hyphenated: bool = False  # it goes on with the next word


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand side by side in one column, in the order in which the page was written."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """Return the words, one space apart; one that goes on in the next line ends with the sign U+00AD."""
        words = "".join(word.text if word.hyphenated else f"{word.text} " for word in self.words)
        return words + "\u00ad" if self.words[-1].hyphenated else words.rstrip()

    @property
    def left(self) -> float:
        """Return the left edge in points."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Return the right edge in points."""
        return self.words[-1].right

    @property
    def baseline(self) -> float:
        """Return the baseline in points above the bottom of the page."""
        return self.words[0].baseline

    @property
    def size(self) -> float:
        """Return the size of the largest word in points."""
        return max(word.size for word in self.words)

    @property
    def bold(self) -> bool:
        """Return whether every word that has letters is bold."""
        lettered = [word for word in self.words if any(map(str.isalpha, word.text))]
        return bool(lettered) and all(word.bold for word in lettered)


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


def pages(document: pypdfium2.PdfDocument) -> Iterator[Page]:
    """Yield the pages of a document, one read at a time. Raises PdfiumError for a broken page."""
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage()
        try:
            frame = _frame(page)
            words, undecodable = _words(text.raw, frame)
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


def _words(text: ctypes.c_void_p, frame: Frame) -> tuple[list[Word], float]:
    """Return the words of a page in the order written, and the share of characters that mean nothing."""
    words: list[Word] = []
    letters: list[str] = []
    start, bad, seen = -1, 0, 0
    count = min(_RAW.FPDFText_CountChars(text), _MOST_CHARACTERS)
    for index in range(count):
        code = _RAW.FPDFText_GetUnicode(text, index)
        if code in _SOFT_HYPHENS or (code == 0x2D and _RAW.FPDFText_IsHyphen(text, index) == 1):
            if letters:
                hyphen = "" if code in _SOFT_HYPHENS else "-"
                words.append(_word(text, frame, start, index - 1, "".join(letters) + hyphen, hyphenated=True))
            start, letters = -1, []
            continue
        seen += 1
        bad += code < 0x20 and code not in _SPACES  # a number in a font that no longer says for which letter
        character = chr(code)
        if code in _UNMAPPED or 0xE000 <= code <= 0xF8FF:
            bad += code not in {0xF0B7, 0xF0A7, 0xF0D8, 0xF0FC}  # bullets of the symbol fonts
            character = "•" if 0xE000 <= code <= 0xF8FF else " "
        if character.isspace():
            if letters:
                words.append(_word(text, frame, start, index - 1, "".join(letters)))
            start, letters = -1, []
        else:
            if start < 0:
                start = index
            letters.append(character)
    if letters:
        words.append(_word(text, frame, start, count - 1, "".join(letters)))
    return words, bad / seen if seen else 0.0


def _word(
    text: ctypes.c_void_p, frame: Frame, first: int, last: int, letters: str, *, hyphenated: bool = False
) -> Word:
    x, y = ctypes.c_double(), ctypes.c_double()
    _RAW.FPDFText_GetCharOrigin(text, first, x, y)
    left, baseline = frame.point(x.value, y.value)
    edges = [ctypes.c_double() for _ in range(4)]
    _RAW.FPDFText_GetCharBox(text, last, *edges)  # left, right, bottom, top
    box_left, box_right, bottom, top = (edge.value for edge in edges)
    right = max(frame.point(box_left, bottom)[0], frame.point(box_right, top)[0])
    matrix = _RAW.FS_MATRIX()
    scale = math.hypot(matrix.c, matrix.d) if _RAW.FPDFText_GetMatrix(text, first, matrix) else 1.0
    size = _RAW.FPDFText_GetFontSize(text, first) * (scale or 1.0)
    # PDFium gives characters beyond the first 65,536 in two halves.
    letters = letters.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    source = ctypes.cast(_RAW.FPDFText_GetTextObject(text, first), ctypes.c_void_p).value or 0
    left, right, baseline, size = (_sane(length) for length in (left, right, baseline, size))
    return Word(letters, left, right, baseline, max(size, 1.0), _bold(text, first), source, hyphenated)


def _sane(length: float) -> float:
    """Return a length that a page can have: damaged files give infinite ones, and none at all."""
    return min(max(length, -_LARGEST_PAGE), _LARGEST_PAGE) if math.isfinite(length) else 0.0


def _bold(text: ctypes.c_void_p, index: int) -> bool:
    if _RAW.FPDFText_GetFontWeight(text, index) >= _BOLD_WEIGHT:
        return True
    name = ctypes.create_string_buffer(128)
    _RAW.FPDFText_GetFontInfo(text, index, name, len(name), None)
    return b"bold" in name.value.lower() or b"black" in name.value.lower()


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
    size = max(before.size, word.size)
    same_line = abs(word.baseline - before.baseline) <= _SAME_LINE * size
    return same_line and -0.3 * size <= word.left - before.right <= _COLUMN_GAP * size


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
