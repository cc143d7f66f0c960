"""PDF to a submission: the text of every page with its place, and which pages hold none."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterable, Sequence
from typing import Any

import pypdf
import pypdfium2

from pbc_checks.read.assemble import Assembler, Marks, fold, is_contents_line
from pbc_checks.read.errors import UnreadableFileError
from pbc_checks.read.pdf_hyphens import with_hyphens
from pbc_checks.read.pdf_layout import (
    Piece,
    Row,
    at_edge,
    body_size,
    is_page_number,
    overleaf,
    pieces,
    rows,
    running_lines,
    without_figures,
)
from pbc_checks.read.pdf_lines import Line, Page, pages
from pbc_checks.read.pdf_tables import TableRows, split_at_columns, without_head
from pbc_checks.submission import BlockKind, Place, Submission

_FEW_WORDS = 3  # a page with fewer has no text worth the name
_MANY_SHAPES = 50
_UNDECODABLE = 0.3  # of the characters: what is left cannot be understood
_WORDS_OF_A_COLUMN = 60  # side by side with another: columns of running text, not cells
_SENTENCE_END = re.compile(r"[.?!:;]$")
_GO_ON = "Open it in the program it was made with, save it as PDF again, and send that."

# pypdf logs what it mends in a damaged file; what matters to the user is in the receipt.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read(name: str, data: bytes) -> Submission:
    """Return the submission in a PDF file; raises UnreadableFileError."""
    document = _open(name, data)
    try:
        read_pages = with_hyphens(list(pages(document)))
        title = document.get_metadata_value("Title")
    except pypdfium2.PdfiumError:
        raise _damaged(name) from None
    finally:
        document.close()
    assembler = Assembler()
    _Reader(assembler, read_pages).read()
    _beside_the_text(assembler, data)
    return assembler.submission(name, data, "pdf", title=title, pages=len(read_pages))


def _open(name: str, data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableFileError(
                name,
                "the file is protected by a password.",
                "Open it with the password, print or save it as a new PDF without one, and send that.",
            ) from None
        if "security" in str(error).lower():
            raise UnreadableFileError(
                name, "the file is protected in a way that cannot be opened here.", "Send it without protection."
            ) from None
        raise _damaged(name) from None
    if not len(document):
        raise _damaged(name)
    return document


def _damaged(name: str) -> UnreadableFileError:
    return UnreadableFileError(name, "the PDF is damaged: it may have been cut off on its way.", _GO_ON)


class _Reader:
    """Adds the text of the pages to an assembler."""

    def __init__(self, assembler: Assembler, read_pages: Sequence[Page]) -> None:
        self._assembler = assembler
        self._pages = read_pages
        self._body = body_size(read_pages)
        self._running = running_lines(read_pages, self._body)
        self._said: set[str] = set()
        self._tables = TableRows(assembler, self._body)
        self._open: tuple[str, Place] | None = None  # a paragraph that may go on overleaf
        self._before: list[Line] = []  # the lines of the page before

    def read(self) -> None:
        """Add every page."""
        self._levels = self._heading_levels()
        textless = []
        for page in self._pages:
            undecodable = page.undecodable > _UNDECODABLE
            # A page of nothing but drawn shapes may be text that was turned into outlines.
            drawn = page.pictures or page.drawings > _MANY_SHAPES
            if undecodable or (page.word_count < _FEW_WORDS and drawn):
                textless.append(page)
            if not undecodable:
                self._page(page)
        self._close()
        self._report(textless)

    def _heading_levels(self) -> dict[float, int]:
        """Return the level of each heading size: the largest is 1."""
        sizes = {
            round(piece.heading)
            for page in self._pages
            for row in rows(self._text_lines(page), page.height)
            if len(row.cells) == 1
            for piece in pieces(row.cells[0], self._body)
            if piece.heading
        }
        return {size: min(level, 9) for level, size in enumerate(sorted(sizes, reverse=True), start=1)}

    def _text_lines(self, page: Page) -> list[Line]:
        return split_at_columns([line for line in page.lines if not self._is_running(line, page)])

    def _is_running(self, line: Line, page: Page) -> bool:
        if not at_edge(line, page):
            return False
        return without_figures(line.text) in self._running or is_page_number(line.text)

    def _page(self, page: Page) -> None:
        for line in page.lines:
            if self._is_running(line, page) and without_figures(line.text) not in self._said:
                self._said.add(without_figures(line.text))
                place = Place(page=page.number, part="header or footer")
                self._assembler.text(BlockKind.HEADER_FOOTER, line.text, place)
        written = self._text_lines(page)
        lines, headed = without_head(written, self._before)
        self._before = written
        for number, row in enumerate(rows(lines, page.height)):
            rest = self._tables.go_on(row, page.number, headed=headed) if number == 0 else row
            if rest is not None:
                self._row(rest, page.number)

    def _row(self, row: Row, page: int) -> None:
        if any(is_contents_line(cell.text) for cell in row.cells) and len(row.cells) > 1:
            self._close()
            for line in sorted((line for cell in row.cells for line in cell.lines), key=lambda line: -line.baseline):
                self._assembler.text(BlockKind.CONTENTS, line.text, Place(page=page))
        elif len(row.cells) == 1 or all(len(cell.text.split()) > _WORDS_OF_A_COLUMN for cell in row.cells):
            self._tables.leave()
            for cell in row.cells:
                for piece in pieces(cell, self._body):
                    self._piece(piece, Place(page=page))
        else:
            self._close()
            self._tables.add(row, page)

    def _piece(self, piece: Piece, place: Place) -> None:
        if piece.heading:
            self._close()
            self._assembler.heading(piece.text, self._levels[round(piece.heading)], place)
        elif piece.label:
            self._close()
            self._assembler.label(piece.text, place)
        elif is_contents_line(piece.text):
            self._close()
            self._assembler.text(BlockKind.CONTENTS, piece.text, place)
        elif piece.item:
            self._close()
            self._assembler.text(BlockKind.LIST_ITEM, piece.text, place)
        elif self._open and self._goes_on_overleaf(piece, place):
            self._open = (overleaf(self._open[0], piece.text), self._open[1])
        else:
            self._close()
            self._open = (piece.text, place)

    def _goes_on_overleaf(self, piece: Piece, place: Place) -> bool:
        text, before = self._open or ("", place)
        return before.page != place.page and piece.text[:1].islower() and not _SENTENCE_END.search(text)

    def _close(self) -> None:
        if self._open:
            self._assembler.text(BlockKind.PARAGRAPH, *self._open)
        self._open = None
        self._tables.close()

    def _report(self, textless: Sequence[Page]) -> None:
        for first, last in _ranges([page.number for page in textless]):
            if first == last:
                what = f"page {first} has no text: it is probably a scan"
            else:
                what = f"pages {first} to {last} have no text: they are probably scans"
            self._assembler.unread(what, count=last - first + 1)
        numbers = {page.number for page in textless}
        pictures = sum(page.pictures for page in self._pages if page.number not in numbers)
        if pictures:
            self._assembler.unread("pictures: words in them are not read", count=pictures, blocks_absence=False)


def _ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return numbers as first and last of each run: 3, 4, 5, 9 are (3, 5) and (9, 9)."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def _beside_the_text(assembler: Assembler, data: bytes) -> None:
    """Add what stands in form fields and comments, and note attachments."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            reader.decrypt("")
        fields = reader.get_fields() or {}
        notes = [note for number, page in enumerate(reader.pages, start=1) for note in _notes(page, number)]
        attachments = list(reader.attachments)
    except Exception:  # pypdf raises whatever a broken file makes it stumble over
        assembler.unread("form fields and comments: this part of the file is damaged", blocks_absence=False)
        return
    for name in sorted(fields):
        value = fields[name].get("/V")
        if isinstance(value, str) and fold(value):
            assembler.counts["form fields"] += 1
            label = fold(str(fields[name].get("/TU") or name))
            assembler.row([label, value.strip("/")], Place(part=f"form field '{label}'"), Marks())
    for page, typed, text in notes:
        kind = BlockKind.TEXT_BOX if typed else BlockKind.COMMENT
        assembler.counts["text boxes" if typed else "comments"] += 1
        assembler.text(kind, text, Place(page=page, part="text box" if typed else "comment"))
    if attachments:
        assembler.unread(f"attached files: {', '.join(map(fold, attachments))}", count=len(attachments))


def _notes(page: Any, number: int) -> list[tuple[int, bool, str]]:
    """Return the notes on a page: its number, whether typed onto the page (a text box), and the words."""
    found = []
    for reference in page.get("/Annots") or []:
        note = reference.get_object()
        text = note.get("/Contents")
        if isinstance(text, str) and fold(text) and note.get("/Subtype") in {"/FreeText", "/Text", "/Highlight"}:
            found.append((number, note.get("/Subtype") == "/FreeText", text))
    return found
