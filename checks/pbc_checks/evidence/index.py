"""An index of a submission's words, so that a library of thousands of phrasings costs little to look for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from pbc_checks.evidence.furniture import page_furniture
from pbc_checks.evidence.passages import Passage
from pbc_frameworks.concepts import Phrasings
from pbc_frameworks.phrasing import Anchor, Phrasing

_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrasing found in a passage."""

    phrasing: Phrasing
    match: re.Match[str]


Table: TypeAlias = Mapping[int, list[Hit]]


class Index:
    """The passages of a submission and where each word stands. Look-ups are remembered; nothing else changes."""

    def __init__(self, passages: tuple[Passage, ...]) -> None:
        self.passages = passages
        self._found: dict[str, dict[int, re.Match[str]]] = {}

    @cached_property
    def furniture(self) -> frozenset[int]:
        """Return the order of each passage that belongs to the pages, not to what the submission says."""
        return page_furniture(self.passages)

    @cached_property
    def _postings(self) -> dict[str, list[int]]:
        postings: dict[str, list[int]] = defaultdict(list)
        for passage in self.passages:
            for word in set(_TOKEN.findall(passage.folded.lower())):
                postings[word].append(passage.order)
        return dict(postings)

    @cached_property
    def _vocabulary(self) -> list[str]:
        return sorted(self._postings)

    def find(self, phrasing: Phrasing) -> dict[int, re.Match[str]]:
        """Return the first match of a phrasing in each passage that has it, by the passage's order."""
        known = self._found.get(phrasing.expression)
        if known is None:
            known = {
                order: match
                for order in self._candidates(phrasing)
                if (match := phrasing.search(self.passages[order].folded))
            }
            self._found[phrasing.expression] = known
        return known

    def table(self, phrasings: Phrasings) -> Table:
        """Return which phrasings stand in which passage: by the passage's order, in the order of the list."""
        table: dict[int, list[Hit]] = defaultdict(list)
        for phrasing in phrasings:
            for order, match in self.find(phrasing).items():
                table[order].append(Hit(phrasing, match))
        return dict(table)

    def _candidates(self, phrasing: Phrasing) -> list[int]:
        if not phrasing.anchors:
            return list(range(len(self.passages)))
        orders: set[int] = set()
        for anchor in phrasing.anchors:
            for word in self._words(anchor):
                orders.update(self._postings[word])
        return sorted(orders)

    def _words(self, anchor: Anchor) -> Iterator[str]:
        if anchor.beginning:
            for word in self._vocabulary:
                if word.endswith(anchor.word) or (anchor.ending and anchor.word in word):
                    yield word
        elif anchor.ending:
            at = bisect_left(self._vocabulary, anchor.word)
            while at < len(self._vocabulary) and self._vocabulary[at].startswith(anchor.word):
                yield self._vocabulary[at]
                at += 1
        elif anchor.word in self._postings:
            yield anchor.word
