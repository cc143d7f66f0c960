"""An index of a submission's words, so that a library of thousands of phrasings costs little to look for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from pbc_checks.evidence.furniture import page_furniture
from pbc_checks.evidence.passages import Passage
from pbc_frameworks.concepts import Phrasings
from pbc_frameworks.phrasing import Anchor, Phrasing, fold, words_of


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrasing found in a passage."""

    phrasing: Phrasing
    match: re.Match[str]


Table: TypeAlias = Mapping[int, list[Hit]]


class Words:
    """Where each word stands in some folded texts. Look-ups are remembered; nothing else changes.

    Sets of texts are kept as whole numbers, one bit a text, so that a phrasing's words are looked up in no time.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self._found: dict[str, dict[int, re.Match[str]]] = {}
        self._tables: dict[int, tuple[Phrasings, Table]] = {}
        self._having: dict[Anchor, int] = {}

    @cached_property
    def _postings(self) -> dict[str, int]:
        postings: dict[str, int] = defaultdict(int)
        for number, text in enumerate(self.texts):
            for word in words_of(text):
                postings[word] |= 1 << number
        return dict(postings)

    @cached_property
    def _vocabulary(self) -> list[str]:
        return sorted(self._postings)

    def find(self, phrasing: Phrasing) -> dict[int, re.Match[str]]:
        """Return the first match of a phrasing in each text that has it, by the text's number."""
        known = self._found.get(phrasing.expression)
        if known is None:
            known = {}
            for number in self._candidates(phrasing):
                match = phrasing.search(self.texts[number])
                if match:
                    known[number] = match
            self._found[phrasing.expression] = known
        return known

    def table(self, phrasings: Phrasings) -> Table:
        """Return which phrasings stand in which text: by the text's number, in the order of the list."""
        known = self._tables.get(id(phrasings))
        if known is not None and known[0] is phrasings:
            return known[1]
        table: dict[int, list[Hit]] = defaultdict(list)
        for phrasing in phrasings:
            for number, match in self.find(phrasing).items():
                table[number].append(Hit(phrasing, match))
        self._tables[id(phrasings)] = phrasings, dict(table)
        return self._tables[id(phrasings)][1]

    def _candidates(self, phrasing: Phrasing) -> Iterator[int]:
        """Yield the numbers of the texts in which everything stands that a phrasing needs."""
        left = (1 << len(self.texts)) - 1
        for need in phrasing.needs:
            having = 0
            for anchor in need:
                if anchor not in self._having:
                    self._having[anchor] = self._texts_with(anchor)
                having |= self._having[anchor]
            left &= having
            if not left:
                return
        while left:
            lowest = left & -left
            yield lowest.bit_length() - 1
            left ^= lowest

    def _texts_with(self, anchor: Anchor) -> int:
        having = 0
        for word in self._words(anchor):
            having |= self._postings[word]
        return having

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


class Index(Words):
    """The words of the passages of a submission, and of the headings and questions over them."""

    def __init__(self, passages: tuple[Passage, ...]) -> None:
        super().__init__([passage.folded for passage in passages])
        self.passages = passages

    @cached_property
    def furniture(self) -> frozenset[int]:
        """Return the order of each passage that belongs to the pages, not to what the submission says."""
        return page_furniture(self.passages)

    @cached_property
    def _names(self) -> dict[str, int]:
        """Return the different headings and questions, each with its number."""
        names = (name for passage in self.passages for name in (passage.heading, passage.label) if name)
        return {name: number for number, name in enumerate(dict.fromkeys(names))}

    @cached_property
    def _name_words(self) -> Words:
        return Words([fold(name) for name in self._names])

    def labelled(self, phrasings: Phrasings) -> frozenset[int]:
        """Return the order of each passage whose question has one of some phrasings in it."""
        return self._under(phrasings, self._by_label)

    def headed(self, phrasings: Phrasings) -> frozenset[int]:
        """Return the order of each passage whose heading has one of some phrasings in it."""
        return self._under(phrasings, self._by_heading)

    def _under(self, phrasings: Phrasings, orders: Mapping[int, Sequence[int]]) -> frozenset[int]:
        fitting = self._name_words.table(phrasings)
        return frozenset(order for name in fitting for order in orders.get(name, ()))

    @cached_property
    def _by_label(self) -> Mapping[int, Sequence[int]]:
        """Return for each question, by its number, the orders of the passages that answer it."""
        under: dict[int, list[int]] = defaultdict(list)
        for passage in self.passages:
            if passage.label:
                under[self._names[passage.label]].append(passage.order)
        return under

    @cached_property
    def _by_heading(self) -> Mapping[int, Sequence[int]]:
        """Return for each heading, by its number, the orders of the passages under it."""
        under: dict[int, list[int]] = defaultdict(list)
        for passage in self.passages:
            if passage.heading:
                under[self._names[passage.heading]].append(passage.order)
        return under

    def fits(self, phrasings: Phrasings, name: str) -> bool:
        """Return whether a passage's heading or question has one of some phrasings in it."""
        return self._names.get(name, -1) in self._name_words.table(phrasings)

    def fitting(self, phrasings: Phrasings) -> frozenset[str]:
        """Return the headings and questions that have one of some phrasings in them."""
        table = self._name_words.table(phrasings)
        return frozenset(name for name, number in self._names.items() if number in table)
