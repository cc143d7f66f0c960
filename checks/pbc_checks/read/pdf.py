"""PDF to a submission: the text of every page with its place, and which pages hold none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import pypdf
import pypdfium2

from pbc_checks.read.assemble import Assembler, is_contents_line, split_list_marker
from pbc_checks.read.errors import UnreadableFileError
from pbc_checks.read.pdf_beside import Beside, beside_the_text
from pbc_checks.read.pdf_hyphens import with_hyphens
from pbc_checks.read.pdf_layout import Piece, Row, body_size, overleaf, pieces, rows
from pbc_checks.read.pdf_lines import Line, Page, pages
from pbc_checks.read.pdf_outline import outline, with_headings
from pbc_checks.read.pdf_running import running, without_figures
from pbc_checks.read.pdf_scanned import PART, recognised
from pbc_checks.read.pdf_tables import TableRows, split_at_columns, without_head
from pbc_checks.read.pdf_tags import LOWEST_LEVEL
from pbc_checks.read.pdf_unread import is_undecodable, report_beside, report_lost, report_pages, wordless
from pbc_checks.read.pdf_whole import losses
from pbc_checks.submission import BlockKind, Place, Submission
from pbc_frameworks.limits import MEGABYTE, allowed

_WORDS_OF_A_COLUMN = 60  # side by side with another: columns of running text, not cells
_SENTENCE_END = re.compile(r"[.?!:;]$")
_END = b"%%EOF"
_GO_ON = "Open it in the program it was made with, save it as PDF again, and send that."


def read(name: str, data: bytes) -> Submission:
    """Return the submission in a PDF file; raises UnreadableFileError."""
    document = open_pdf(name, data)
    beside = beside_the_text(data)
    try:
        if beside.losses.excessive:
            raise _far_too_much(name)
        count = len(document)
        read_pages = with_headings(with_hyphens(list(_first(pages(document)))), outline(document))
        title = document.get_metadata_value("Title")
        is_form = document.get_formtype() != pypdfium2.raw.FORMTYPE_NONE
    except pypdfium2.PdfiumError:
        raise damaged(name) from None
    finally:
        document.close()
    assembler = Assembler()
    reader = _Reader(assembler, read_pages, beside)
    reader.read(recognised(data, reader.scanned))
    if count > len(read_pages):
        assembler.unread(f"pages after page {len(read_pages)}", count=count - len(read_pages))
    report_lost(assembler, beside.losses, count, cut_off=_END not in data)
    report_beside(assembler, beside, is_form=is_form)
    if not assembler.words and not assembler.has_unread:
        assembler.unread("no page has any text", count=len(read_pages))
    return assembler.submission(name, data, "pdf", title=title, pages=count)


def open_pdf(name: str, data: bytes) -> pypdfium2.PdfDocument:
    """Return a PDF that has pages and can be opened; raises UnreadableFileError."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # Of a PDF without pages PDFium says what was wrong with the file before it; only an encrypted one is protected.
        if b"/Encrypt" not in data:
            raise damaged(name) from None
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
        raise damaged(name) from None
    if not len(document):
        raise damaged(name)
    return document


def refuse_excessive(name: str, reader: pypdf.PdfReader) -> None:
    """Raise UnreadableFileError for a file whose pages draw so much that to open one takes for ever."""
    try:
        excessive = losses(reader).excessive
    except Exception:  # pypdf raises whatever a broken file makes it stumble over
        return
    if excessive:
        raise _far_too_much(name)


def _first(all_pages: Iterable[Page]) -> Iterator[Page]:
    """Yield pages until they are more, or hold more lines, than a submission can have."""
    lines = 0
    for page in islice(all_pages, allowed().pages):
        yield page
        lines += len(page.lines)
        if lines > allowed().lines:
            return


def _far_too_much(name: str) -> UnreadableFileError:
    most = allowed().page_bytes // MEGABYTE
    return UnreadableFileError(
        name,
        f"the PDF unpacks to far more than any document needs (at most {most} MB of what is drawn on its "
        "pages), so it was not opened.",
        _GO_ON,
    )


def damaged(name: str) -> UnreadableFileError:
    """Return what to say of a PDF whose insides are broken."""
    return UnreadableFileError(name, "the PDF is damaged: it may have been cut off on its way.", _GO_ON)


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that may go on overleaf; `room` is what its last line leaves of the width of the page, in points."""

    text: str
    place: Place
    room: float

    def goes_on(self, piece: Piece, page: int | None) -> bool:
        """Return whether a piece of another page is its rest: the sentence is not done, and the line was full."""
        if self.place.page == page or _SENTENCE_END.search(self.text):
            return False
        return piece.text[:1].islower() or piece.lines[0].words[0].right - piece.lines[0].left > self.room


class _Reader:
    """Adds the text of the pages to an assembler."""

    def __init__(self, assembler: Assembler, read_pages: Sequence[Page], beside: Beside) -> None:
        self._assembler = assembler
        self._pages = read_pages
        self._body = body_size(read_pages)
        self._running = running(read_pages, self._body)
        self._said: set[str] = set()
        self._tables = TableRows(assembler, self._body)
        self._open: _Paragraph | None = None
        self._laid = list(reversed(beside.laid))  # the next one last
        self._right = max((line.right for page in read_pages for line in page.lines), default=0.0)
        self._before: list[Line] = []  # the lines of the page before
        self._written = {page.number: self._text_lines(page) for page in read_pages}
        self._words = {number: sum(len(line.words) for line in lines) for number, lines in self._written.items()}

    @property
    def scanned(self) -> set[int]:
        """Return the numbers of the pages whose words, if they have any, stand in a picture."""
        found = wordless(self._pages, self._words)
        return found.textless | found.stamped

    def read(self, recognised_words: Mapping[int, Sequence[str]]) -> None:
        """Add every page, and of scanned ones the paragraphs that were recognised."""
        self._named = self._named_headings()
        self._sizes = self._heading_sizes()
        for page in self._pages:
            if not is_undecodable(page):
                self._page(page)
            self._recognised(page.number, recognised_words.get(page.number, ()))
            self._lay(page.number, 0.0)
        self._close()
        report_pages(self._assembler, self._pages, self._words, set(recognised_words))

    def _named_headings(self) -> set[tuple[int, int]]:
        """Return the sizes, in whole points, of the headings that the file names, each with its level."""
        lines = (line for written in self._written.values() for line in written)
        return {(round(line.size), line.heading.level) for line in lines if line.heading}

    def _heading_sizes(self) -> set[int]:
        """Return the sizes of headings that only stand out by them, in whole points."""
        return {
            round(piece.heading)
            for page in self._pages
            for row in rows(self._written[page.number], page.height)
            if len(row.cells) == 1 and row.cells[0].has_larger(self._body)
            for piece in pieces(row.cells[0], self._body)
            if piece.heading
        }

    def _level(self, size: float) -> int:
        """Return the level of a heading of a size: one below the levels, or else the sizes, that are set larger."""
        if self._named:
            return min(1 + len({level for larger, level in self._named if larger > round(size)}), LOWEST_LEVEL)
        return min(1 + sum(larger > round(size) for larger in self._sizes), LOWEST_LEVEL)

    def _text_lines(self, page: Page) -> list[Line]:
        return split_at_columns([line for line in page.lines if not self._running.has(line, page)])

    def _page(self, page: Page) -> None:
        for line in page.lines:
            if self._running.has(line, page) and without_figures(line.text) not in self._said:
                self._said.add(without_figures(line.text))
                place = Place(page=page.number, part="header or footer")
                self._assembler.text(BlockKind.HEADER_FOOTER, line.text, place)
        written = self._written[page.number]
        lines, headed = without_head(written, self._before)
        self._before = written
        for number, row in enumerate(rows(lines, page.height)):
            rest = self._tables.go_on(row, page.number, headed=headed) if number == 0 else row
            if rest is not None:
                self._row(rest, page)

    def _recognised(self, page: int, paragraphs: Sequence[str]) -> None:
        if paragraphs:
            self._close()
            self._assembler.counts["pages read from pictures"] += 1
        for text in paragraphs:
            kind = BlockKind.LIST_ITEM if split_list_marker(text)[0] else BlockKind.PARAGRAPH
            self._assembler.text(kind, text, Place(page=page, part=PART))

    def _row(self, row: Row, page: Page) -> None:
        place = Place(page=page.number)
        words = [cell.text for cell in row.cells]
        if len(words) > 1 and any(map(is_contents_line, (*words, " ".join(words)))):
            self._close()
            for line in sorted((line for cell in row.cells for line in cell.lines), key=lambda line: -line.baseline):
                self._assembler.text(BlockKind.CONTENTS, line.text, place)
        elif len(row.cells) == 1 or all(len(cell.text.split()) > _WORDS_OF_A_COLUMN for cell in row.cells):
            self._tables.leave()
            for cell in row.cells:
                for piece in pieces(cell, self._body):
                    self._lay(page.number, piece.lines[0].baseline)
                    self._piece(piece, place)
        else:
            self._close()
            self._lay(page.number, row.cells[0].lines[0].baseline if row.cells[0].lines else 0.0)
            self._tables.add(row, page.number)

    def _piece(self, piece: Piece, place: Place) -> None:
        if piece.level or piece.heading:
            self._close()
            self._assembler.heading(piece.text, piece.level or self._level(piece.heading), place)
        elif piece.label:
            self._close()
            self._assembler.label(piece.text, place)
        elif is_contents_line(piece.text):
            self._close()
            self._assembler.text(BlockKind.CONTENTS, piece.text, place)
        elif piece.item:
            self._close()
            self._assembler.text(BlockKind.LIST_ITEM, piece.text, place)
        else:
            self._paragraph(piece, place)

    def _paragraph(self, piece: Piece, place: Place) -> None:
        room = self._right - piece.lines[-1].right
        if self._open and self._open.goes_on(piece, place.page):
            self._open = _Paragraph(overleaf(self._open.text, piece.text), self._open.place, room)
        else:
            self._close()
            self._open = _Paragraph(piece.text, place, room)

    def _close(self) -> None:
        if self._open:
            self._assembler.text(BlockKind.PARAGRAPH, self._open.text, self._open.place)
        self._open = None
        self._tables.close()

    def _lay(self, page: int, height: float) -> None:
        """Add what lies on the pages up to one, down to a height of it, where it lies."""
        while self._laid and (self._laid[-1].page, -self._laid[-1].height) <= (page, -height):
            laid = self._laid.pop()
            self._close()
            if laid.label:
                self._assembler.counts["form fields"] += 1
                part = f"form field '{laid.label}'"
                self._assembler.row([laid.label, laid.text], Place(page=laid.page, part=part))
            else:
                part = "text box" if laid.kind is BlockKind.TEXT_BOX else "comment"
                self._assembler.counts["text boxes" if laid.kind is BlockKind.TEXT_BOX else "comments"] += 1
                self._assembler.text(laid.kind, laid.text, Place(page=laid.page, part=part))
