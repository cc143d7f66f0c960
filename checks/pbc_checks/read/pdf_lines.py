"""The words of a PDF page put together to lines: where each stands, how large and how bold."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2

_RAW = pypdfium2.raw
_BOLD_WEIGHT = 600
_COLUMN_GAP = 1.6  # times the font size: more than any gap between words of one column
_SAME_LINE = 0.45  # times the font size: superscripts still belong to their line
_SOFT_HYPHENS = {0x02, 0xAD}
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
    """The lines of a page, its height in points, how many pictures it has, and how much of its text is undecodable."""

    number: int
    height: float
    lines: tuple[Line, ...]
    pictures: int
    drawings: int
    undecodable: float  # share of the characters

    @property
    def word_count(self) -> int:
        """Return how many words the page has."""
        return sum(len(line.words) for line in self.lines)


def pages(document: pypdfium2.PdfDocument) -> Iterator[Page]:
    """Yield the pages of a document, one read at a time. Raises PdfiumError for a broken page."""
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage()
        try:
            words, undecodable = _words(text.raw)
            pictures, drawings = _objects(page.raw)
            yield Page(index + 1, page.get_height(), tuple(_lines(words)), pictures, drawings, undecodable)
        finally:
            text.close()
            page.close()


def _words(text: ctypes.c_void_p) -> tuple[list[Word], float]:
    """Return the words of a page in the order written, and the share of characters that mean nothing."""
    words: list[Word] = []
    letters: list[str] = []
    start, bad, seen = -1, 0, 0
    for index in range(_RAW.FPDFText_CountChars(text)):
        code = _RAW.FPDFText_GetUnicode(text, index)
        if code in _SOFT_HYPHENS or (code == 0x2D and _RAW.FPDFText_IsHyphen(text, index) == 1):
            if letters:
                hyphen = "" if code in _SOFT_HYPHENS else "-"
                words.append(_word(text, start, index - 1, "".join(letters) + hyphen, hyphenated=True))
            start, letters = -1, []
            continue
        seen += 1
        character = chr(code)
        if code in _UNMAPPED or 0xE000 <= code <= 0xF8FF:
            bad += code not in {0xF0B7, 0xF0A7, 0xF0D8, 0xF0FC}  # bullets of the symbol fonts
            character = "•" if 0xE000 <= code <= 0xF8FF else " "
        if character.isspace():
            if letters:
                words.append(_word(text, start, index - 1, "".join(letters)))
            start, letters = -1, []
        else:
            if start < 0:
                start = index
            letters.append(character)
    if letters:
        words.append(_word(text, start, _RAW.FPDFText_CountChars(text) - 1, "".join(letters)))
    return words, bad / seen if seen else 0.0


def _word(text: ctypes.c_void_p, first: int, last: int, letters: str, *, hyphenated: bool = False) -> Word:
    left, baseline = ctypes.c_double(), ctypes.c_double()
    _RAW.FPDFText_GetCharOrigin(text, first, left, baseline)
    edges = [ctypes.c_double() for _ in range(4)]
    _RAW.FPDFText_GetCharBox(text, last, *edges)  # left, right, bottom, top
    matrix = _RAW.FS_MATRIX()
    scale = abs(matrix.d) if _RAW.FPDFText_GetMatrix(text, first, matrix) else 1.0
    size = _RAW.FPDFText_GetFontSize(text, first) * (scale or 1.0)
    return Word(letters, left.value, edges[1].value, baseline.value, size or 1.0, _bold(text, first), hyphenated)


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


def _objects(page: ctypes.c_void_p) -> tuple[int, int]:
    """Return how many pictures and how many drawn shapes a page has."""
    kinds = [
        _RAW.FPDFPageObj_GetType(_RAW.FPDFPage_GetObject(page, index))
        for index in range(min(_RAW.FPDFPage_CountObjects(page), 2000))
    ]
    return kinds.count(_RAW.FPDF_PAGEOBJ_IMAGE), kinds.count(_RAW.FPDF_PAGEOBJ_PATH)
