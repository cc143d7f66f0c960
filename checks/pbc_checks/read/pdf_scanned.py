"""The words of scanned pages, where the program tesseract and the packages of the extra `ocr` are installed."""

from __future__ import annotations

import ctypes
import math
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from time import monotonic
from typing import Any

import pypdfium2

from pbc_checks.read.pdf_layout import overleaf
from pbc_frameworks.limits import allowed

PART = "read from a picture"
"""What the place of such words says beside the page."""

_RAW = pypdfium2.raw
_POINTS_PER_INCH = 72
_RESOLUTION = 300  # dots an inch: what scanners make and tesseract knows best
_MOST_DOTS = 10_000_000  # of a page that is drawn: A4 has 8.7 million; larger ones are drawn more coarsely
_LONGEST_SIDE = 20_000  # dots; tesseract refuses more than 32,767
_MOST_SCANNED = 150_000_000  # dots of a page's pictures in the file: A3 at 600 dots an inch, twice
_MOST_OBJECTS = 100_000  # on the page of a scan; to go through a drawing of a million takes longer than a minute
_DEEPEST = 5  # levels of objects in objects
_SECONDS_A_PAGE = 20
_SECONDS = 80  # for all pages of a file: less than a submission may take by default
_SURE = 50  # of 100, by tesseract's own account of a word; specks and drawings come out below
_FEW_WORDS = 3  # fewer are no page of text
_THREADS = "OMP_THREAD_LIMIT"
_STRAY = re.compile(r"[|_~¦]+")  # lines of tables and forms, not words


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as tesseract found it; `paragraph` and `line` are tesseract's own numbers."""

    paragraph: tuple[int, int]
    line: int
    text: str
    sure: bool


def recognised(data: bytes, numbers: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Return the paragraphs of scanned pages by page number, for those that could be read.

    `data` is a PDF that PDFium can open, `numbers` are those of its pages, from 1. Nothing is returned of a page that
    shows hardly any words or none that are sure, that takes too long, or that comes after the most that are read; and
    nothing at all where tesseract, its English or the packages that call it are missing.
    """
    if not numbers:
        return {}
    tesseract = _tesseract()
    if tesseract is None:
        return {}
    end = monotonic() + _SECONDS
    document = pypdfium2.PdfDocument(data)
    try:
        found = {}
        for number in sorted(numbers)[: allowed().scanned_pages]:
            left = end - monotonic()
            if left <= 0:
                break
            words = list(_words(tesseract, document, number, min(left, _SECONDS_A_PAGE)))
            if _is_text(words):
                found[number] = tuple(_paragraphs(word for word in words if word.sure))
        return found
    finally:
        document.close()


def _tesseract() -> Any | None:
    """Return the module that calls tesseract, or None where it or the program is missing."""
    program = shutil.which("tesseract")
    # On Windows the folder that one stands in is looked through first: a program among submissions is not run.
    if program is None or not Path(program).is_absolute():
        return None
    try:
        import PIL.Image  # noqa: F401  # pypdfium2 needs it to hand a page over
        import pytesseract
    except ImportError:
        return None
    pytesseract.pytesseract.tesseract_cmd = program
    return pytesseract


def _words(tesseract: Any, document: pypdfium2.PdfDocument, number: int, seconds: float) -> Iterator[_Word]:
    """Yield the words that tesseract sees on a page; none where it fails or takes too long."""
    page = document[number - 1]
    try:
        if _RAW.FPDFPage_CountObjects(page.raw) > _MOST_OBJECTS or _dots(page) > _MOST_SCANNED:
            return
        resolution = _resolution(page)
        picture = _drawn(page, resolution)
    except (pypdfium2.PdfiumError, ValueError):  # the latter for a page without height or width
        return
    finally:
        page.close()
    try:
        with _surroundings():
            table = tesseract.image_to_data(
                picture,
                lang="eng",
                config=f"--dpi {round(resolution)}",
                timeout=seconds,
                output_type=tesseract.Output.DICT,
            )
    # What pytesseract raises for a program that cannot write, fails or takes too long, and for another of that name.
    except (OSError, RuntimeError, ValueError, subprocess.SubprocessError, SystemExit):
        return
    columns = ("block_num", "par_num", "line_num", "conf", "text")
    for block, paragraph, line, sure, text in zip(*(table.get(column, ()) for column in columns), strict=False):
        if text.strip() and not _STRAY.fullmatch(text.strip()):
            yield _Word((block, paragraph), line, text.strip(), sure >= _SURE)


@contextmanager
def _surroundings() -> Iterator[None]:
    """Give tesseract a folder that nobody else can open, and one thread; pytesseract takes both from the process.

    Its files get the rights that all new files have. Threads wait for each other by turning on the spot: where other
    work goes on, four of them take several times as long as one.
    """
    folder_before, threads_before = tempfile.tempdir, os.environ.get(_THREADS)
    with tempfile.TemporaryDirectory(prefix="pbcgov-", ignore_cleanup_errors=True) as folder:
        tempfile.tempdir, os.environ[_THREADS] = folder, "1"
        try:
            yield
        finally:
            tempfile.tempdir = folder_before
            del os.environ[_THREADS]
            if threads_before is not None:
                os.environ[_THREADS] = threads_before


def _dots(page: pypdfium2.PdfPage) -> int:
    """Return how many dots the pictures of a page have in the file: each is unpacked whole to draw it."""
    width, height = ctypes.c_uint(), ctypes.c_uint()
    dots = 0
    for picture in page.get_objects(filter=[_RAW.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST):
        if _RAW.FPDFImageObj_GetImagePixelSize(picture.raw, width, height):
            dots += width.value * height.value
    return dots


def _resolution(page: pypdfium2.PdfPage) -> float:
    """Return how many dots an inch a page is drawn with."""
    width, height = max(page.get_width(), 1.0), max(page.get_height(), 1.0)
    most: float = min(math.sqrt(_MOST_DOTS / (width * height)), _LONGEST_SIDE / max(width, height))
    return min(_RESOLUTION, most * _POINTS_PER_INCH)


def _drawn(page: pypdfium2.PdfPage, resolution: float) -> Any:
    """Return the picture of a page without what is read from the file itself: its text, comments and form fields."""
    for text in list(page.get_objects(filter=[_RAW.FPDF_PAGEOBJ_TEXT], max_depth=1)):
        page.remove_obj(text)
    bitmap = page.render(scale=resolution / _POINTS_PER_INCH, grayscale=True, draw_annots=False, may_draw_forms=False)
    picture = bitmap.to_pil()
    picture.format = "PPM"  # that pytesseract saves it in: to pack it as PNG takes half as long as to read it
    return picture


def _is_text(words: Collection[_Word]) -> bool:
    """Return whether words seen on a page make it a page of text: enough of them, and most are sure."""
    sure = sum(word.sure for word in words)
    return sure >= _FEW_WORDS and 2 * sure > len(words)


def _paragraphs(words: Iterable[_Word]) -> Iterator[str]:
    for _, paragraph in groupby(words, key=lambda word: word.paragraph):
        text = ""
        for _, line in groupby(paragraph, key=lambda word: word.line):
            words_of_line = " ".join(word.text for word in line)
            text = overleaf(text, words_of_line) if text else words_of_line
        yield text
