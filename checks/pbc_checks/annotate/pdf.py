"""A copy of a PDF with highlights at the passages that a report quotes; the pages themselves are not changed.

What is new is written behind the file's own bytes, so that these stay as they were.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Sequence
from datetime import date

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Highlight, Text
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject, TextStringObject

from pbc_checks.annotate.pdf_words import Box, Words, around
from pbc_checks.annotate.remarks import AUTHOR, Annotated, Remark, remarks
from pbc_checks.findings import Report
from pbc_checks.read.errors import UnreadableFileError
from pbc_checks.read.pdf import damaged
from pbc_generator.render.characters import printable

_PRINTED = 4  # the flag by which an annotation is printed with its page
_UPRIGHT = 24  # those by which a sign keeps its size and stands upright, however the page is turned
_COLOUR = "ffe58a"
_SIZE = 20.0  # points, of the sign of a remark that is about no words
_MARGIN = 24.0
_BROKEN = (
    PyPdfError,
    DependencyError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)


def annotate_pdf(name: str, data: bytes, report: Report, day: date | None = None) -> Annotated:
    """Return a PDF with the remarks of its report as highlights, dated `day` if that is given.

    What is about no words, or about words that were not found, stands as notes on the first page. Raises
    UnreadableFileError for a PDF that is protected, too.
    """
    left: list[Remark] = []
    found: list[tuple[int, DictionaryObject]] = []
    with Words(name, data) as words:
        for remark in remarks(report):
            at = words.find(remark.about)
            if at is None:
                left.append(remark)
            else:
                highlight = _highlight(at[1], words.rotation(at[0]))
                found.append((at[0], _finished(highlight, remark, day, _PRINTED)))
        for place, remark in enumerate(left):
            found.append((0, _finished(_note(words, place), remark, day, _PRINTED + _UPRIGHT)))
    not_found = tuple(remark for remark in left if remark.about)
    return Annotated(_with_annotations(name, data, found) if found else data, len(found), not_found)


def _with_annotations(name: str, data: bytes, annotations: Sequence[tuple[int, DictionaryObject]]) -> bytes:
    try:
        if PdfReader(io.BytesIO(data)).is_encrypted:
            raise UnreadableFileError(
                name,
                "the PDF is protected against changes, so no remarks can be put into it.",
                "Save it without protection and check that, or ask for a report of its own with --format docx.",
            )
        writer = PdfWriter(io.BytesIO(data), incremental=True)
        for number, annotation in annotations:
            writer.add_annotation(number, annotation)
        out = io.BytesIO()
        writer.write(out)
    except _BROKEN as error:
        raise damaged(name) from error
    return out.getvalue()


def _highlight(boxes: Sequence[Box], rotation: int) -> DictionaryObject:
    """Return a highlight, each box from its corner that is at the top left as the page is shown.

    Programs that draw highlights with round ends take the first two corners for the upper edge.
    """
    corners: list[float] = []
    for left, bottom, right, top in boxes:
        # The unturned corners, clockwise; a page that is turned begins with another one.
        clockwise = deque([(left, top), (right, top), (right, bottom), (left, bottom)])
        clockwise.rotate(rotation // 90)
        upper_left, upper_right, lower_right, lower_left = clockwise
        corners += [*upper_left, *upper_right, *lower_left, *lower_right]
    left, bottom, right, top = (round(side, 2) for side in around(boxes))
    return Highlight(
        rect=(left, bottom, right, top),
        quad_points=ArrayObject([FloatObject(round(corner, 2)) for corner in corners]),
        highlight_color=_COLOUR,
        printing=True,
    )


def _note(words: Words, place: int) -> DictionaryObject:
    """Return a note in the right margin of the first page, each below the one before; past its foot beside it."""
    rows = max(1, int((words.height - 2 * _MARGIN) // _SIZE))
    right = _MARGIN / 4 + _SIZE * (place // rows)
    down = _MARGIN + _SIZE * (place % rows)
    return Text(rect=words.from_top_right(right, down, _SIZE), text="")


def _finished(annotation: DictionaryObject, remark: Remark, day: date | None, flags: int) -> DictionaryObject:
    annotation[NameObject("/Contents")] = TextStringObject(printable(remark.text))
    annotation[NameObject("/T")] = TextStringObject(AUTHOR)
    annotation[NameObject("/F")] = NumberObject(flags)
    if day:
        annotation[NameObject("/M")] = TextStringObject(f"D:{day:%Y%m%d}000000Z")
    return annotation
