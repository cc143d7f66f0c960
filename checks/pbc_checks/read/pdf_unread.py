"""The receipt's lines on what a PDF holds that was not read: scanned pages, pictures, handwriting, attached files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from pbc_checks.read.assemble import Assembler
from pbc_checks.read.pdf_beside import Beside
from pbc_checks.read.pdf_lines import Page
from pbc_checks.read.pdf_whole import Losses

_FEW_WORDS = 3  # a page with fewer has no text worth the name
_WORDS_OF_A_STAMP = 40  # what scanners print on a page, or whoever sends it writes over it
_MOST_OF_A_PAGE = 0.5
_MANY_SHAPES = 50
_UNDECODABLE = 0.3  # of the characters: what is left cannot be understood


def is_undecodable(page: Page) -> bool:
    """Return whether the letters of a page have lost their meaning: its fonts do not say what they stand for."""
    return page.undecodable > _UNDECODABLE


@dataclass(frozen=True, slots=True)
class Wordless:
    """The numbers of the pages whose words cannot be read: without any, with hardly more than a stamp, or garbled."""

    textless: set[int]
    stamped: set[int]
    undecodable: set[int]


def wordless(pages: Sequence[Page], words: Mapping[int, int]) -> Wordless:
    """Return which pages cannot be read; `words` is how many each has."""
    undecodable = {page.number for page in pages if is_undecodable(page)}
    # A page of nothing but drawn shapes may be text that was turned into outlines.
    textless = {
        page.number
        for page in pages
        if words[page.number] < _FEW_WORDS and (page.pictures or page.drawings > _MANY_SHAPES)
    } - undecodable
    stamped = {
        page.number for page in pages if words[page.number] < _WORDS_OF_A_STAMP and page.pictured > _MOST_OF_A_PAGE
    } - (undecodable | textless)
    return Wordless(textless, stamped, undecodable)


def report_pages(assembler: Assembler, pages: Sequence[Page], words: Mapping[int, int], recognised: Set[int]) -> None:
    """Note the pages that were not read, or not surely.

    `words` is how many each has beside headers and footers, `recognised` are the numbers of those whose words were
    recognised in a picture.
    """
    found = wordless(pages, words)
    for numbers, one, several in (
        (found.textless - recognised, "has no text: it is probably a scan", "have no text: they are probably scans"),
        (
            found.stamped - recognised,
            "is a picture with hardly any text: it is probably a scan",
            "are pictures with hardly any text: they are probably scans",
        ),
        (
            found.undecodable,
            "has text that cannot be made out: its font does not say which letters it holds",
            "have text that cannot be made out: their fonts do not say which letters they hold",
        ),
        (
            {page.number for page in pages if page.crowded},
            "holds more than a page can: the rest of it was not read",
            "hold more than pages can: the rest of them was not read",
        ),
    ):
        for first, last in _ranges(sorted(numbers)):
            what = f"page {first} {one}" if first == last else f"pages {first} to {last} {several}"
            assembler.unread(what, count=last - first + 1)
    for first, last in _ranges(sorted(recognised)):
        one = f"what was missed on page {first}: it is a scan, read from its picture; words may be missing or wrong"
        several = (
            f"what was missed on pages {first} to {last}: they are scans, read from their pictures; words may be "
            "missing or wrong"
        )
        assembler.unread(one if first == last else several, count=last - first + 1)
    # Elsewhere a picture is a logo, a map or a chart beside text that says what matters.
    pictures = sum(
        page.pictures for page in pages if page.number not in found.textless | found.stamped | found.undecodable
    )
    if pictures:
        assembler.unread("pictures: words in them are not read", count=pictures, blocks_absence=False)


def report_lost(assembler: Assembler, losses: Losses, pages: int, *, cut_off: bool) -> None:
    """Note what a damaged file has lost; `pages` is how many could be shown, `cut_off` whether its end is missing."""
    for first, last in _ranges(losses.broken):
        one = f"page {first} is damaged: some of its words may be missing"
        several = f"pages {first} to {last} are damaged: some of their words may be missing"
        assembler.unread(one if first == last else several, count=last - first + 1)
    if losses.pages > pages:
        assembler.unread("pages that the file lists and that cannot be shown", count=losses.pages - pages)
    if cut_off:
        assembler.unread("the end of the file: it is missing, and words may be missing with it")
    elif losses.unsound or (losses.looked_for and losses.pages < pages):
        assembler.unread("the file is damaged inside: some of its words may be missing")


def report_beside(assembler: Assembler, beside: Beside, *, is_form: bool) -> None:
    """Note what lies beside the text and was not read; `is_form` is whether the file has form fields at all."""
    if beside.damaged:
        what = "form fields and comments: this part of the file is damaged"
        assembler.unread(what, blocks_absence=is_form)
    if beside.unreadable_form:
        assembler.unread("answers in form fields: they are kept in a way (XFA) that cannot be read here")
    if beside.handwritten:
        assembler.unread("pages with handwriting drawn on them: it is not read", count=beside.handwritten)
    if beside.stamps:
        assembler.unread("stamps: words on them are not read", count=beside.stamps)
    if beside.attachments:
        assembler.unread(f"attached files: {', '.join(beside.attachments)}", count=len(beside.attachments))


def _ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return numbers as first and last of each run: 3, 4, 5, 9 are (3, 5) and (9, 9)."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
