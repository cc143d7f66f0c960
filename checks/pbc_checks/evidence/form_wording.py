"""The words that a blank form prints itself: its questions, guidance and notes are never an answer to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pbc_checks.evidence.passages import sentences
from pbc_frameworks.model import Framework, SubmissionDefinition
from pbc_generator.compose.context import unfilled
from pbc_generator.compose.form import form
from pbc_generator.document import (
    Answer,
    Block,
    Clause,
    Field,
    Heading,
    ItemList,
    PageBreak,
    Paragraph,
    Placeholder,
    Quotation,
    Runs,
    Signature,
    Table,
    plain,
)

_WORD = re.compile(r"[a-z0-9£%]+")
_SHORTEST = 4  # words: fewer may stand in a form and in an answer alike
_GAP = "gapgap"  # stands in for what a PCT fills in


@dataclass(frozen=True, slots=True)
class FormWording:
    """Everything a blank form prints. `running` is all of it in one line, `gapped` the sentences with details to fill."""

    running: str
    sentences: frozenset[str]
    gapped: tuple[re.Pattern[str], ...]

    def has(self, text: str) -> bool:
        """Return whether a text is a piece of the blank form, whichever PCT made it and wherever its lines break."""
        words = word_fold(text)
        if not words:
            return False
        if words in self.sentences or (words.count(" ") + 1 >= _SHORTEST and f" {words} " in self.running):
            return True
        return any(pattern.fullmatch(words) for pattern in self.gapped)


def form_wording(framework: Framework, definition: SubmissionDefinition) -> FormWording:
    """Return the words of the blank form of a definition."""
    texts = [text for block in form(unfilled(framework), definition).blocks for text in _texts(block)]
    whole = {word_fold(piece) for text in texts for piece in (text, *sentences(text))} - {""}
    gapped = sorted(words for words in whole if _GAP in words and words.replace(_GAP, "").strip())
    return FormWording(
        running=f" {' '.join(word_fold(text) for text in texts)} ",
        sentences=frozenset(words for words in whole if _GAP not in words),
        gapped=tuple(re.compile(re.escape(words).replace(_GAP, ".{1,120}")) for words in gapped),
    )


def word_fold(text: str) -> str:
    """Return the words of a text in lower case, one space apart: what two texts with the same wording share."""
    return " ".join(_WORD.findall(text.lower()))


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield block.text
        case Paragraph() | Clause():
            yield _plain(block.runs)
        case ItemList():
            yield from map(_plain, block.items)
        case Answer():
            yield from (block.title, block.prompt)
        case Field():
            yield block.label
        case Table():
            yield block.caption
            yield from block.header
        case Signature() | Quotation() | PageBreak():
            return


def _plain(runs: Runs) -> str:
    return "".join(f" {_GAP} " if isinstance(run, Placeholder) else plain((run,)) for run in runs)
