"""Quotations: words of the submission, exactly as they stand there. Every quotation of a report is made here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pbc_checks.evidence.passages import Passage
from pbc_checks.findings import Evidence
from pbc_checks.submission import Block

LONGEST = 60  # words
_WORD = re.compile(r"[a-z0-9£%]+")
# Where a long passage may be cut short, the best kind of border first.
_BORDERS = (re.compile(r"(?<=[.?!])\s"), re.compile(r"\s*[;|]\s"), re.compile(r",\s"), re.compile(r"\s"))


def quote(passage: Passage, blocks: Sequence[Block]) -> Evidence | None:
    """Return a passage as a quotation with its place, or None if its words do not stand so in the submission."""
    # A quotation never runs over the end of a line in a table cell: what stands there side by side reads as a list.
    text = shortened(max(passage.text.split("\n"), key=len))
    return Evidence(text, str(blocks[passage.block].place)) if stands_in(text, blocks[passage.block]) else None


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
    text = text.strip().strip("|").strip()
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
    wanted = _WORD.findall(text.lower())
    if not wanted or text not in block.text:
        return False
    padded = f" {' '.join(_WORD.findall(block.text.lower()))} "
    return f" {' '.join(wanted)} " in padded
