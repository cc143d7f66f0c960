"""Rules that hold whatever the format: titles, languages, levels of headings, words of links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pbc_checks.accessibility.outcome import Check, Result, each, failed, look, not_applicable, passed, quoted

SHORT = 300  # words: about a page, which needs no headings

_FILE_NAME = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel) - .*|document ?\d*|untitled|.+\.(?:docx?|dotx?|rtf|odt|pdf|pptx?|xlsx?))",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_VAGUE = {
    "click",
    "click here",
    "click this link",
    "details",
    "download",
    "find out more",
    "further information",
    "here",
    "learn more",
    "link",
    "more",
    "more details",
    "more information",
    "read more",
    "see here",
    "see more",
    "this",
    "this document",
    "this link",
    "this page",
    "this website",
    "website",
}


def title(check: Check, found: str) -> Result:
    """Return whether a document has a title, and one that is more than the name of a file."""
    if not found:
        return failed(check, "there is none")
    if _FILE_NAME.fullmatch(found):
        return failed(check, f"it is {quoted(found)}, the name of a file")
    return passed(check, quoted(found))


def language(check: Check, code: str) -> Result:
    """Return whether a document says that it is in British English, or in another language used in Britain."""
    if not code:
        return failed(check, "no language is set")
    if code.upper().endswith("-GB"):
        return passed(check, code)
    return look(check, f"it is set to {quoted(code)}")


def heading_levels(start: Check, order: Check, levels: Sequence[tuple[int, str]]) -> Iterator[Result]:
    """Yield whether headings, each with its level and place, start at level 1, and whether they skip none."""
    if not levels:
        yield not_applicable(start, "there are no headings with levels")
        yield not_applicable(order, "there are no headings with levels")
        return
    level, place = levels[0]
    yield passed(start, place) if level == 1 else failed(start, f"it has level {level}", 1, [place])
    skips = [
        f"{place} (level {level} after level {before})"
        for (before, _), (level, place) in pairwise(levels)
        if level > before + 1
    ]
    yield each(order, len(levels), skips)


def links(words_check: Check, address_check: Check, found: Sequence[tuple[str, str]]) -> Iterator[Result]:
    """Yield whether the words of links, each with its place, say where they lead, and whether none is an address."""
    vague = [
        f"{quoted(text) if text else 'a link without words'}, {place}"
        for text, place in found
        if not text or text.strip(" .,:;!?()[]<>»›→…").casefold() in _VAGUE
    ]
    yield each(words_check, len(found), vague)
    addresses = [f"{quoted(text)}, {place}" for text, place in found if _ADDRESS.fullmatch(text)]
    yield each(address_check, len(found), addresses, certain=False)
