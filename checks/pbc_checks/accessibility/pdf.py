"""A PDF file against what screen readers, magnifiers and people who need clear print depend on."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdf
import pypdfium2

from pbc_checks.accessibility import rules
from pbc_checks.accessibility.outcome import (
    Inspection,
    Result,
    each,
    failed,
    inspection,
    look,
    not_applicable,
    passed,
    quoted,
)
from pbc_checks.accessibility.pdf_checks import (
    BOOKMARKS,
    FEW_PAGES,
    FIELDS,
    FIGURES,
    FONTS,
    HEADINGS,
    HEADINGS_ORDER,
    HEADINGS_START,
    LANGUAGE,
    LETTERS,
    LINK_ADDRESS,
    LINK_TEXT,
    PDF_A,
    PDF_UA,
    PROTECTION,
    SCANS,
    TAB_ORDER,
    TABLES,
    TAGGED,
    TITLE,
    TITLE_SHOWN,
)
from pbc_checks.accessibility.pdf_file import (
    Standards,
    fields,
    fonts_outside,
    may_be_read_aloud,
    pages_out_of_order,
    standards,
    unprotected,
)
from pbc_checks.accessibility.pdf_tags import MarkedWords, Tag, Tags, page_of, read_tags
from pbc_checks.accessibility.person import JUDGEMENTS
from pbc_checks.read.assemble import fold
from pbc_checks.read.errors import UnreadableFileError, too_large
from pbc_checks.read.pdf import damaged, open_pdf, refuse_excessive
from pbc_checks.read.pdf_lines import Page, pages
from pbc_checks.read.pdf_unread import wordless
from pbc_checks.report.wording import counted
from pbc_frameworks.limits import TooLargeError, allowed


def inspect(name: str, data: bytes) -> Inspection:
    """Return the inspection of a PDF file; raises UnreadableFileError."""
    document = open_pdf(name, data)
    try:
        return _inspect(name, data, document)
    except UnreadableFileError:
        raise
    except Exception:  # pypdf raises whatever a broken file makes it stumble over
        raise damaged(name) from None
    finally:
        document.close()


@dataclass(frozen=True, slots=True)
class _File:
    """A file, open for both libraries: pypdf tells what it says of itself, PDFium what stands on its pages."""

    document: pypdfium2.PdfDocument
    reader: pypdf.PdfReader
    pages: list[Page]
    tags: Tags | None
    words: MarkedWords

    @property
    def tagged(self) -> bool:
        """Return whether it has tags, and says that they are to be used."""
        marked = _entry(self.reader.root_object, "/MarkInfo", "/Marked")
        return self.tags is not None and bool(marked)


def _inspect(name: str, data: bytes, document: pypdfium2.PdfDocument) -> Inspection:
    reader = pypdf.PdfReader(io.BytesIO(unprotected(document, data)))
    if len(document) > allowed().pages:
        said = f"the file has {len(document):,} pages, and at most {allowed().pages:,} are read"
        raise too_large(name, TooLargeError(said))
    refuse_excessive(name, reader)
    file = _File(document, reader, list(pages(document)), read_tags(reader), MarkedWords(document))
    claims = standards(reader.root_object)
    title = fold(document.get_metadata_value("Title")) or claims.title
    results = [
        passed(TAGGED, counted(len(file.tags.tags), "tag"), len(file.tags.tags))
        if file.tags is not None and file.tagged
        else failed(
            TAGGED, "it has tags, but does not say that they are to be used" if file.tags else "it has no tags"
        ),
        rules.language(LANGUAGE, fold(str(_entry(reader.root_object, "/Lang") or ""))),
        rules.title(TITLE, title),
        passed(TITLE_SHOWN)
        if _entry(reader.root_object, "/ViewerPreferences", "/DisplayDocTitle")
        else failed(TITLE_SHOWN, "it shows the file's name"),
        *_claims(claims),
        *_structure(file),
        *_aside(file),
        _protection(document),
        *_words(file),
    ]
    return inspection(name, data, "pdf", title, results, JUDGEMENTS["pdf"])


def _entry(root: pypdf.generic.DictionaryObject, *keys: str) -> object:
    """Return the entry of a dictionary, or of one in it; None if there is none."""
    found: object = root
    for key in keys:
        found = found[key] if isinstance(found, dict) and key in found else None
    return found.value if isinstance(found, pypdf.generic.BooleanObject) else found


def _claims(claims: Standards) -> Iterator[Result]:
    yield passed(PDF_UA, f"PDF/UA-{claims.ua}") if claims.ua else failed(PDF_UA, "it says nothing of PDF/UA")
    archive = f"PDF/A-{claims.archive}{claims.conformance.lower()}"
    if not claims.archive:
        yield look(PDF_A, "it says nothing of PDF/A")
    elif claims.conformance.upper() == "A":
        yield passed(PDF_A, archive)
    else:
        yield look(PDF_A, f"it is {archive}, which does not ask for tags")


def _structure(file: _File) -> Iterator[Result]:
    """Yield what can be told from the tags."""
    if file.tags is None:
        for check in (HEADINGS, HEADINGS_START, HEADINGS_ORDER, TABLES, FIGURES, LINK_TEXT, LINK_ADDRESS):
            yield not_applicable(check, "without tags this cannot be told")
        return
    tags = file.tags
    headings = [
        (tag.level, file.words.of(tag, inside), page_of(tag, inside))
        for tag, inside in tags.of(*(f"H{level}" for level in range(1, 7)))
    ]
    words = sum(_count(page) for page in file.pages)
    plain = sum(1 for _ in tags.of("H"))
    if headings or plain:
        yield passed(HEADINGS, counted(len(headings) + plain, "heading"), len(headings) + plain)
    elif words <= rules.SHORT:
        yield not_applicable(HEADINGS, f"there are {counted(words, 'word')}, too few to need one")
    else:
        yield failed(HEADINGS, f"there are none in {counted(words, 'word')}")
    levels = [
        (level, ", ".join(filter(None, [quoted(text) if text else "a heading without words", _on(page)])))
        for level, text, page in headings
    ]
    yield from rules.heading_levels(HEADINGS_START, HEADINGS_ORDER, levels)
    tables = list(tags.of("Table"))
    headless = [
        _table_place(file, number, tag, inside)
        for number, (tag, inside) in enumerate(tables, start=1)
        if not any(cell.kind == "TH" for cell in inside)
    ]
    yield each(TABLES, len(tables), headless)
    figures = list(tags.of("Figure"))
    undescribed = [
        ", ".join(filter(None, [f"picture {number}", _on(page_of(tag, inside))]))
        for number, (tag, inside) in enumerate(figures, start=1)
        if not tag.described
    ]
    yield each(FIGURES, len(figures), undescribed)
    # A link around a picture has no words of its own.
    links = [
        (file.words.of(tag, inside), _on(page_of(tag, inside)) or "on no page")
        for tag, inside in tags.of("Link")
        if not tag.described and not any(child.kind == "Figure" for child in inside)
    ]
    yield from rules.links(LINK_TEXT, LINK_ADDRESS, links)


def _table_place(file: _File, number: int, tag: Tag, inside: Sequence[Tag]) -> str:
    words = file.words.of(tag, list(inside))
    name = f"table {number}" + (f" {quoted(words, 40)}" if words else "")
    return ", ".join(filter(None, [name, _on(page_of(tag, list(inside)))]))


def _on(page: int) -> str:
    return f"page {page}" if page else ""


def _aside(file: _File) -> Iterator[Result]:
    """Yield what is looked for beside the tags: fields, the Tab key, bookmarks and fonts."""
    found = list(fields(file.reader))
    nameless = [
        f"{quoted(name) if name else 'a field without a name'}, page {page}" for name, page, said in found if not said
    ]
    yield each(FIELDS, len(found), nameless)
    noted, astray = pages_out_of_order(file.reader)
    if file.tags is None:
        yield not_applicable(TAB_ORDER, "without tags this cannot be told")
    elif noted:
        yield each(TAB_ORDER, noted, [f"page {page}" for page in astray])
    else:
        yield not_applicable(TAB_ORDER, "no page has links or fields")
    count = len(file.pages)
    if count <= FEW_PAGES:
        yield not_applicable(BOOKMARKS, f"there {'is' if count == 1 else 'are'} {counted(count, 'page')}")
    elif _entry(file.reader.root_object, "/Outlines", "/First"):
        yield passed(BOOKMARKS, counted(count, "page"), count)
    else:
        yield failed(BOOKMARKS, f"there are none for {counted(count, 'page')}", count)
    fonts, outside = fonts_outside(file.reader)
    yield each(FONTS, fonts, [f"{name}, from page {page}" for name, page in outside.items()])


def _protection(document: pypdfium2.PdfDocument) -> Result:
    allowed = may_be_read_aloud(document)
    if allowed is None:
        return passed(PROTECTION, "it is not protected")
    return passed(PROTECTION, "it is protected, but may be read") if allowed else failed(PROTECTION, "it is kept back")


def _words(file: _File) -> Iterator[Result]:
    counts = {page.number: _count(page) for page in file.pages}
    found = wordless(file.pages, counts)
    # A page that is one picture, a map perhaps, is no scan if its words stand in the alt text.
    described = (
        {page_of(tag, inside) for tag, inside in file.tags.of("Figure") if tag.described} if file.tags else set()
    )
    textless = sorted(found.textless - described)
    stamped = sorted(found.stamped - described)
    total = len(file.pages)
    places = [f"page {number}" for number in textless]
    places += [f"page {number}, a picture with hardly any text" for number in stamped]
    yield each(SCANS, total, places, certain=bool(textless))
    if any(counts.values()) or found.undecodable:
        yield each(LETTERS, total, [f"page {number}" for number in sorted(found.undecodable)])
    else:
        yield not_applicable(LETTERS, "there are no letters")


def _count(page: Page) -> int:
    return sum(len(line.words) for line in page.lines)
