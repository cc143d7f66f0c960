"""Quotations: words of the submission, exactly as they stand there. Every quotation of a report is made here.

A passage is cut from one block, so its words should stand there in order with nothing skipped. That is not taken on
trust: each quotation is looked up in its block again, and one that is not found is replaced by a shorter one that is.
What tells who a patient is stands in no quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from pbc_checks.evidence.identifiers import identifiers
from pbc_checks.evidence.passages import Passage
from pbc_checks.findings import Evidence
from pbc_checks.submission import Block

LONGEST = 60  # words
_FEWEST_BESIDE = 3  # words that are worth quoting beside what may not be quoted
_WORD = re.compile(r"[^\W_]+|[£%]")
_ENDS = "| \n"
# Where a passage may be cut, the best kind of border first.
_BORDERS = (re.compile(r"(?<=[.?!])\s"), re.compile(r"\s*[;|]\s"), re.compile(r",\s"), re.compile(r"\s"))


def quote(passage: Passage, blocks: Sequence[Block]) -> Evidence | None:
    """Return a passage, or the longest piece of it that stands so in its block, with its place; None if none does."""
    block = blocks[passage.block]
    text = next(
        (piece for piece in _pieces(passage.text) if stands_in(piece, block) and not _tells_who(piece, block)), None
    )
    return Evidence(text, str(block.place)) if text else None


def quotes(passages: Iterable[Passage], blocks: Sequence[Block], most: int) -> tuple[Evidence, ...]:
    """Return at most `most` different quotations of passages, in the order given."""
    found: dict[str, Evidence] = {}
    for passage in passages:
        evidence = quote(passage, blocks)
        if evidence is not None:
            found.setdefault(evidence.quote, evidence)
        if len(found) == most:
            break
    return tuple(found.values())


def shortened(text: str) -> str:
    """Return a text of at most LONGEST words, cut at the end of a sentence, clause or cell."""
    text = text.strip(_ENDS)
    words = list(re.finditer(r"\S+", text))
    if len(words) <= LONGEST:
        return text
    limit = words[LONGEST - 1].end()
    for border in _BORDERS:
        cuts = [match.start() for match in border.finditer(text, 0, limit)]
        if cuts and cuts[-1] > limit // 2:
            return text[: cuts[-1]].rstrip()
    return text[:limit]


def stands_in(text: str, block: Block) -> bool:
    """Return whether a text is a piece of a block, character for character and word for word."""
    if text not in block.text:
        return False
    wanted = " ".join(_WORD.findall(text.lower()))
    return bool(wanted) and f" {wanted} " in _padded(block.text)


def _tells_who(text: str, block: Block) -> bool:
    """Return whether a piece of a block tells who a patient is, or gives a private address.

    Of such a block a word or two between what may not be quoted would say nothing, so they are left out too.
    """
    start = block.text.find(text)
    some = len(text.split()) >= _FEWEST_BESIDE
    return any(not some or (found.start < start + len(text) and start < found.end) for found in identifiers(block.text))


@lru_cache(maxsize=4096)
def _padded(text: str) -> str:
    """Return the words of a block one space apart; a report quotes from few blocks, and from each again and again."""
    return f" {' '.join(_WORD.findall(text.lower()))} "


def _pieces(text: str) -> Iterator[str]:
    """Yield what of a passage may be quoted, the best first."""
    # A quotation never runs over the end of a line in a table cell: what stands there line by line reads as a list.
    lines = sorted(text.split("\n"), key=len, reverse=True)
    for line in lines:
        yield shortened(line)
    for border in _BORDERS:
        pieces = (piece for line in lines for piece in border.split(line))
        for piece in sorted(pieces, key=len, reverse=True):
            yield shortened(piece)
    yield from (" ".join(line.split(" ")[1:-1]) for line in lines)
