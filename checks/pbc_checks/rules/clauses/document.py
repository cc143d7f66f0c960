"""The running text of an agreement as the sentences in which clauses are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pbc_checks.evidence.indexed import View
from pbc_checks.evidence.passages import NEVER_EVIDENCE, sentences
from pbc_checks.rules.clauses.words import Language, telling
from pbc_checks.submission import Block, BlockKind

_SCHEDULE = re.compile(r"\W*(?:schedule|annex|appendix)\b", re.IGNORECASE)
_CLAUSE_NUMBER = re.compile(r"\d+(?:\.\d+)+\.?|\([a-z]\)")
_NUMBER_AND_CLAUSE = 2  # cells
_REST_OF_A_CITATION = re.compile(r"[^\[\]]{1,160}\]")  # a reader of PDF may part it from its beginning


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document: its words in one form, where the first of them stands among all, and its stems."""

    block: Block
    text: str
    words: tuple[str, ...]
    start: int
    telling: frozenset[str]

    @property
    def in_table(self) -> bool:
        """Return whether it is a row of a table; a clause beside its number is none, though a PDF may look like it."""
        cells = self.block.cells
        numbered = len(cells) == _NUMBER_AND_CLAUSE and _CLAUSE_NUMBER.fullmatch(cells[0].strip())
        return self.block.kind is BlockKind.TABLE_ROW and not numbered

    @property
    def in_schedule(self) -> bool:
        """Return whether it is a row of a table in a schedule, which gives the figures of clauses and is none."""
        headings = (*self.block.headings, self.block.place.heading)
        return self.in_table and any(_SCHEDULE.match(heading) for heading in headings)


def read_sentences(view: View, language: Language) -> tuple[Sentence, ...]:
    """Return the sentences of a submission, in their order, without a blank form's own and what the pages repeat."""
    made: list[Sentence] = []
    start = 0
    for block, text in _texts(view):
        words = language.words(text)
        if words:
            made.append(Sentence(block, text, words, start, telling(words)))
            start += len(words)
    return tuple(made)


def _texts(view: View) -> Iterator[tuple[Block, str]]:
    aside = {
        (passage.block, passage.text)
        for passage, features in zip(view.index.passages, view.features, strict=True)
        if features.of_the_form or passage.order in view.index.furniture
    }
    for number, block in enumerate(view.submission.blocks):
        if block.kind not in NEVER_EVIDENCE and not block.guidance and not block.field:
            for sentence in sentences(block.text):
                if (number, sentence) not in aside and not _REST_OF_A_CITATION.fullmatch(sentence):
                    yield block, sentence
