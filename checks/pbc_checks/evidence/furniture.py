"""Page furniture: running headers and footers, page numbers and contents pages that a reader took for running text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from pbc_checks.evidence.passages import Passage
from pbc_checks.submission import BlockKind

_LEADER = re.compile(r"(?:[.…_]\s?){6,}")
_PAGE_NUMBER = re.compile(r"\W*(?:page|p\.?)\s*\d+(?:\s*(?:of|/)\s*\d+)?\W*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_REPEATS = 3  # times that a line of running text stands in a document before it is taken for a running header
_WORDS = 10  # that a running header has at most
_RUNNING_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.TEXT_BOX})


def page_furniture(passages: Sequence[Passage]) -> frozenset[int]:
    """Return the order of each passage that belongs to the pages, not to what the submission says."""
    repeated: dict[str, list[Passage]] = defaultdict(list)
    pieces = Counter(passage.block for passage in passages)
    found = set()
    for passage in passages:
        if _PAGE_NUMBER.fullmatch(passage.text) or _LEADER.search(passage.text):
            found.add(passage.order)
        elif pieces[passage.block] > 1:
            continue  # a running header is a block by itself; one sentence of a paragraph is the practice's own
        elif passage.kind in _RUNNING_TEXT and 0 < passage.words <= _WORDS and not passage.requirement:
            repeated[_DIGITS.sub("#", passage.text)].append(passage)
    for same in repeated.values():
        # A line said again and again under one heading is a practice's own; a header turns up all over the document.
        if len({passage.section for passage in same}) >= _REPEATS:
            found.update(passage.order for passage in same)
    return frozenset(found)
