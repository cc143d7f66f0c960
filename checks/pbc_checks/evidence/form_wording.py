"""The words that a blank form prints itself: its questions, guidance and notes are never an answer to it.

A submission may be the form in any state: made by any PCT (which fills in its own name and figures), printed to PDF and
read back with lines cut anywhere, copied into an e-mail, with a contents page. So the form's words are kept as one
stream, in which a piece of a submission is looked for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pbc_checks.evidence.passages import Passage, sentences
from pbc_frameworks.model import Framework, SubmissionDefinition
from pbc_generator.compose.context import unfilled
from pbc_generator.compose.form import form
from pbc_generator.document import (
    ANSWER_LABEL,
    DATE_LABEL,
    Answer,
    Block,
    Chart,
    Clause,
    Diagram,
    Document,
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

_NUMBERING = re.compile(r"^\s*\d+(?:\.\d+)*[.)]?\s+")
_BETWEEN = "·"  # between PCT, title and date in the line at the foot of a form
_GAP = "\0"  # stands in for what a PCT fills in
_WORD = re.compile(rf"[a-z0-9£%]+|{_GAP}")
_GAP_WORDS = 10  # that a PCT's name or figure has at most
_FRAGMENT = 6  # words: a shorter piece of a sentence may stand in a form and in an answer alike
_OPENING = 4  # words: with fewer, the opening of one of the form's sentences is not told from an answer
_FEWEST = 3  # words of the form's own in a sentence that a PCT fills in
_PAIRS_NEEDED = 0.3  # of a passage's pairs of words: with fewer among the form's it is not worth looking closer
_LOOSE = 0.1  # of a passage's words may be others than the form's
_PATIENCE = 3  # passages that may stand between two lines of one sentence: a page's footer and header


@dataclass(frozen=True, slots=True)
class _Run:
    """Words that stand so in the form: how many, how many without what a PCT filled in, and where they end."""

    words: int = 0
    own: int = 0
    end: int = -1


@dataclass(frozen=True, slots=True)
class Folded:
    """A passage as it is looked for in a form.

    `readings` are its words by itself, without and with the question it answers; `text` and `label` are folded, and so
    are the `pieces` of a line at the foot of a page.
    """

    passage: Passage
    readings: tuple[tuple[str, ...], ...]
    text: str
    label: str
    pieces: tuple[str, ...]


def folded(passage: Passage) -> Folded:
    """Return a passage as it is looked for in any form."""
    text, label = word_fold(passage.text), word_fold(passage.label)
    readings = [tuple(text.split())]
    if passage.label:
        lead, found, body = passage.text.partition(passage.label)
        whole = word_fold(body) if found and len(lead) <= _FRAGMENT else f"{label} {text}"
        readings.append(tuple(whole.split()))
    pieces = passage.text.split(_BETWEEN)[1:]
    return Folded(passage, tuple(readings), text, label, tuple(word_fold(piece) for piece in pieces))


@dataclass(frozen=True, slots=True)
class FormWording:
    """Everything a blank form prints, as one stream of words.

    `controls` are the labels of its document control, whose values each PCT fills in. `whole` are its texts and their
    single sentences, `borders` where sentences begin and end in the stream, `places` where each word stands, `openings`
    where it opens a sentence, `pairs` the pairs of neighbouring words.
    """

    title: str
    controls: frozenset[str]
    stream: tuple[str, ...]
    whole: frozenset[str]
    borders: frozenset[int]
    places: Mapping[str, tuple[int, ...]]
    openings: Mapping[str, tuple[int, ...]]
    pairs: frozenset[tuple[str, str]]

    def leftovers(self, passages: Sequence[Folded]) -> frozenset[int]:
        """Return the order of each passage that is a piece of the blank form, whichever PCT made it."""
        found = self._document_control(passages)
        after, patience = -1, 0
        for each in passages:
            ends = (self._end(words, after) for words in each.readings)
            end = next((end for end in ends if end >= 0), -1)
            if self.title in each.pieces:
                end = max(end, 0)
            if end >= 0:
                found.add(each.passage.order)
                after, patience = end, _PATIENCE
            elif not each.passage.empty:
                patience -= 1
                after = after if patience > 0 else -1
        return frozenset(found)

    def _document_control(self, passages: Sequence[Folded]) -> set[int]:
        """Return the order of the lines of the form's document control, if most of it is there."""
        openings = tuple(f"{label} " for label in self.controls)
        lines: dict[int, str] = {}
        for each in passages:
            if each.label in self.controls or each.text.startswith(openings):
                labels = (label for label in self.controls if each.label == label or each.text.startswith(f"{label} "))
                lines.update((each.passage.order, label) for label in labels)
        return set(lines) if len(set(lines.values())) > len(self.controls) / 2 else set()

    def has(self, text: str) -> bool:
        """Return whether a text by itself is a piece of the blank form."""
        return self._end(tuple(word_fold(text).split()), -1) >= 0

    def _end(self, words: tuple[str, ...], after: int) -> int:
        """Return where in the stream a piece of the form ends, -1 if it is none; it may carry on at `after`."""
        if not words:
            return -1
        if after >= 0 and self._begins(words, 0, after) and (run := self._run(words, 0, after)).words == len(words):
            return run.end
        if not any(map(str.isalpha, words)):
            return -1
        whole = " ".join(words) in self.whole
        if whole or len(words) >= _OPENING:
            places = (place for place in self.openings.get(words[0], ()) if self._begins(words, 0, place))
            runs = (self._run(words, 0, place) for place in places)
            ends = [run.end for run in runs if run.words == len(words) and (whole or run.own >= _OPENING)]
            if ends or whole:
                return next((end for end in ends if end > after), ends[0] if ends else 0)
        if len(words) < _FRAGMENT or not self._worth_looking(words):
            return -1
        return self._covered(words, after)

    def _worth_looking(self, words: tuple[str, ...]) -> bool:
        known = sum(map(self.pairs.__contains__, pairwise(words)))
        return known >= _PAIRS_NEEDED * (len(words) - 1)

    def _covered(self, words: tuple[str, ...], after: int) -> int:
        """Return where a passage ends in the stream if pieces of the form cover it, -1 if it says anything else."""
        at, loose, end = 0, 0, -1
        while at < len(words):
            run = self._longest(words, at, after)
            if run.words:
                at, end = at + run.words, run.end
                continue
            number = words[at].isdigit()
            if number and len(words[at]) > 2:
                return -1
            loose += not number
            at += 1
        return end if loose <= _LOOSE * len(words) else -1

    def _longest(self, words: tuple[str, ...], at: int, after: int) -> _Run:
        """Return the longest piece of the form that words from `at` on begin with; none if it is too short to tell."""
        best = _Run()
        places = self.places.get(words[at], ())
        for place in (*places, after) if at == 0 and after >= 0 else places:
            if not self._begins(words, at, place) and place != after and place not in self.borders:
                continue
            run = self._run(words, at, place)
            whole = place in self.borders and run.end in self.borders and (run.own == run.words or run.own >= _FEWEST)
            if run.words > best.words and (run.own >= _FRAGMENT or whole or place == after):
                best = run
        return best

    def _begins(self, words: tuple[str, ...], at: int, place: int) -> bool:
        """Return whether the first two words from `at` on stand so in the stream: a cheap test before a dear one."""
        for word, each in zip(words[at : at + 2], self.stream[place : place + 2], strict=False):
            if each == _GAP:
                return True
            if each != word:
                return False
        return True

    def _run(self, words: tuple[str, ...], at: int, place: int) -> _Run:
        """Return how far words from `at` on stand so in the stream from `place` on, what a PCT fills in included."""
        start = at
        while at < len(words) and place < len(self.stream):
            if self.stream[place] == _GAP:
                rest = self._gap(words, at, place + 1)
                return _Run(at - start + rest.words, at - start + rest.own, rest.end)
            if self.stream[place] != words[at]:
                break
            at, place = at + 1, place + 1
        return _Run(at - start, at - start, place)

    def _gap(self, words: tuple[str, ...], at: int, place: int) -> _Run:
        """Return the run that carries on at `place` after what a PCT has filled in."""
        left = len(words) - at
        for filled in range(1, min(_GAP_WORDS, left) + 1):
            run = self._run(words, at + filled, place)
            if run.words:
                return _Run(filled + run.words, run.own, run.end)
        return _Run(left, 0, place) if left <= _GAP_WORDS else _Run(end=place)


_REMEMBERED = 32  # kinds of document
_remembered: list[tuple[Framework, SubmissionDefinition, FormWording]] = []  # the same for every submission of a kind


def form_wording(framework: Framework, definition: SubmissionDefinition) -> FormWording:
    """Return the words of the blank form of a definition, and those that reports print of its requirements."""
    for known, kind, wording in _remembered:
        if known is framework and kind is definition:
            return wording
    wording = _form_wording(framework, definition)
    del _remembered[: max(0, len(_remembered) - _REMEMBERED + 1)]
    _remembered.append((framework, definition, wording))
    return wording


def _form_wording(framework: Framework, definition: SubmissionDefinition) -> FormWording:
    document = form(unfilled(framework), definition)
    texts = (*_printed(document), *_defined(definition))
    pieces = [word_fold(piece) for text in texts for piece in sentences(text)]
    stream: list[str] = []
    borders = {0}
    for piece in pieces:
        stream += piece.split()
        borders.add(len(stream))
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(stream):
        places[word].append(place)
    return FormWording(
        title=word_fold(document.title),
        controls=frozenset(word_fold(line.label) for line in document.control),
        stream=tuple(stream),
        whole=frozenset(
            piece for piece in (*pieces, *map(word_fold, texts)) if re.search("[a-z]", piece) and _GAP not in piece
        ),
        borders=frozenset(borders),
        places={word: tuple(found) for word, found in places.items()},
        openings={word: tuple(place for place in found if place in borders) for word, found in places.items()},
        pairs=frozenset(pairwise(stream)),
    )


def word_fold(text: str) -> str:
    """Return the words of a text in lower case, one space apart: what two texts with the same wording share."""
    return " ".join(_WORD.findall(text.lower()))


def _printed(document: Document) -> Iterator[str]:
    yield document.title
    yield document.subtitle
    for line in document.control:
        value = _plain(line.value)
        if _GAP not in value:
            yield from (f"{line.label} {value}", value)
    yield from ("Contents", DATE_LABEL)
    for block in document.blocks:
        yield from _texts(block)
    yield from (_NUMBERING.sub("", block.text) for block in document.blocks if isinstance(block, Heading))


def _defined(definition: SubmissionDefinition) -> Iterator[str]:
    for requirement in definition.requirements:
        yield from (requirement.criterion, requirement.action)
        yield from (part.title for part in requirement.parts)


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield block.text
        case Paragraph() | Clause():
            yield _plain(block.runs)
        case ItemList():
            yield from map(_plain, block.items)
        case Answer():
            yield from (block.title, block.prompt, f"{ANSWER_LABEL} {block.title}")
        case Field():
            yield block.label
        case Table():
            yield block.caption
            yield from block.header
            yield " ".join(block.header)
            for cell in (cell for row in block.rows for cell in row if isinstance(cell, Field)):
                yield from cell.choices
                yield " ".join(cell.choices)
        case Diagram() | Chart() | Signature() | Quotation() | PageBreak():
            return


def _plain(runs: Runs) -> str:
    return "".join(f" {_GAP} " if isinstance(run, Placeholder) else plain((run,)) for run in runs)
