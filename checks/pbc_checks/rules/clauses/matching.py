"""Which sentences of a document say what a clause says.

A piece of a clause is looked for twice: by its wording, word by word, and by the share of its telling words that a few
sentences have together. Where a document follows the framework's wording each of its sentences is one clause's only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from pbc_checks.evidence.index import Words
from pbc_checks.rules.clauses.document import Sentence
from pbc_checks.rules.clauses.required import Piece, Required
from pbc_checks.rules.clauses.words import GAP, NOT
from pbc_frameworks.phrasing import Phrasing, fold

_TOGETHER = 4  # sentences that a piece may be spread over
_EACH_FURTHER = 0.04  # by which a piece is the less like sentences the more they are
_TRIED = 4  # places at which wording is compared
_WORTH_COMPARING = 0.5  # of a piece's telling words
_VERBATIM = 0.72  # of the words: the wording is the framework's
_FOLLOWS = 0.5  # of an agreement's pieces verbatim: it follows the framework's wording
_ROOM = 3  # words of a sentence in which a further piece may stand
_GAP_WORDS = 12  # that a PCT's name has at most


@dataclass(frozen=True, slots=True)
class Change:
    """Words of a clause, and those of a document in their stead; either may be empty. `after` follows on both."""

    removed: tuple[str, ...]
    added: tuple[str, ...]
    after: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Where a piece of a clause was found: how like it is from 0 to 1, and the sentences.

    `wording` is the likeness of the wording, and `changes` are what was changed in it; it is 0 where the piece stands
    in other words, if at all.
    """

    piece: Piece
    likeness: float
    sentences: tuple[Sentence, ...] = ()
    wording: float = 0.0
    changes: tuple[Change, ...] = ()

    @property
    def verbatim(self) -> bool:
        """Return whether the piece stands in the framework's wording, or nearly so."""
        return self.wording >= _VERBATIM


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a clause: the match of each piece, how like they are together, and if it is said otherwise.

    `said` are the sentences that have all the words which the definition of the clause looks for.
    """

    required: Required
    matches: tuple[Match, ...]
    likeness: float
    said: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class _Aligned:
    """A piece word by word against a stretch of a document: from which word to which, and how like."""

    piece: Piece
    sentences: tuple[Sentence, ...]
    start: int
    end: int
    likeness: float
    changes: tuple[Change, ...]

    @property
    def of_it(self) -> tuple[Sentence, ...]:
        """Return the sentences that the stretch runs over."""
        return tuple(
            each for each in self.sentences if each.start < self.end and self.start < each.start + len(each.words)
        )


def look_for(
    clauses: Sequence[Required], document: Sequence[Sentence], weights: Mapping[str, float]
) -> tuple[tuple[Found, ...], bool]:
    """Return what became of each clause, and whether the document follows the framework's wording.

    In one that does, a table of a schedule gives the figures of clauses, and is none of them. Other tables are looked
    into only if the clauses do not stand in the running text.
    """
    pieces = [piece for clause in clauses for piece in clause.pieces]
    running = [sentence for sentence in document if not sentence.in_table]
    outside_schedules = [sentence for sentence in document if not sentence.in_schedule]
    for sentences in (running, outside_schedules, document):
        search = _Search(sentences, weights)
        verbatim = _one_each(aligned for piece in pieces for aligned in search.alignments(piece))
        weighed = sum(search.weight(piece) for piece in pieces)
        follows = sum(search.weight(each.piece) for each in verbatim.values()) >= _FOLLOWS * weighed > 0
        if follows or len(sentences) == len(document):
            break
    if follows:
        taken = _taken(verbatim.values())
        search = _Search([each for each in sentences if each.start not in taken], weights)
    with_room = _with_room(verbatim.values())
    return tuple(_found(clause, verbatim, with_room, search) for clause in clauses), follows


def _found(clause: Required, verbatim: Mapping[int, _Aligned], with_room: Collection[int], search: _Search) -> Found:
    own = {
        sentence.start: sentence
        for piece in clause.pieces
        if (at := verbatim.get(id(piece)))
        for sentence in at.of_it
        if sentence.start in with_room
    }
    matches = []
    for piece in clause.pieces:
        aligned = verbatim.get(id(piece))
        if aligned:
            matches.append(Match(piece, 1.0, aligned.of_it, aligned.likeness, aligned.changes))
        else:
            # Items may be run on in one sentence with others of the clause.
            match = max(search.best(piece), search.among(piece, tuple(own.values())), key=_likeness)
            said = search.said(piece.looks_for, together=1)
            matches.append(Match(piece, 1.0, said) if said else match)
    weighed = [search.weight(match.piece) for match in matches]
    total = sum(weighed)
    likeness = sum(weight * match.likeness for weight, match in zip(weighed, matches, strict=True)) / total
    return Found(clause, tuple(matches), likeness, search.said(clause.clause.looks_for))


def _likeness(match: Match) -> float:
    return match.likeness


class _Search:
    """Sentences of a document, with the telling words of each."""

    def __init__(self, document: Sequence[Sentence], weights: Mapping[str, float]) -> None:
        self._document = document
        self._weights = weights
        self._words = Words([fold(sentence.text) for sentence in document])
        self._having: dict[str, list[int]] = defaultdict(list)
        for number, sentence in enumerate(document):
            for stem in sentence.telling:
                self._having[stem].append(number)

    def weight(self, piece: Piece) -> float:
        """Return how much the telling words of a piece tell together."""
        return sum(self._weights[stem] for stem in piece.telling)

    def best(self, piece: Piece) -> Match:
        """Return where most of a piece's telling words stand together."""
        likeness, first, count = max(self._places(piece), key=lambda place: (place[0], -place[2]), default=(0.0, 0, 0))
        return Match(piece, likeness, tuple(self._document[first : first + count]))

    def among(self, piece: Piece, sentences: Sequence[Sentence]) -> Match:
        """Return how many of a piece's telling words stand in some sentences."""
        there = piece.telling & frozenset(stem for sentence in sentences for stem in sentence.telling)
        whole = self.weight(piece)
        return Match(
            piece, sum(self._weights[stem] for stem in sorted(there)) / whole if whole else 0.0, tuple(sentences)
        )

    def said(self, looks_for: Sequence[Sequence[Phrasing]], together: int = _TOGETHER) -> tuple[Sentence, ...]:
        """Return the fewest sentences that together have all that the definition of a clause or an item looks for."""
        groups = [
            sorted({number for phrasing in group for number in self._words.find(phrasing)}) for group in looks_for
        ]
        if not groups or not all(groups):
            return ()
        for count in range(1, together + 1):
            for first in sorted({number for group in groups for number in group}):
                if all(any(first <= number < first + count for number in group) for group in groups):
                    return tuple(self._document[first : first + count])
        return ()

    def alignments(self, piece: Piece) -> list[_Aligned]:
        """Return where the wording of a piece stands, or nearly so."""
        places = sorted(self._places(piece), key=lambda place: (-place[0], place[2], place[1]))
        found = []
        for likeness, first, count in places[:_TRIED]:
            if likeness >= _WORTH_COMPARING:
                aligned = _aligned(piece, tuple(self._document[first : first + count]))
                if aligned.likeness >= _VERBATIM:
                    found.append(aligned)
        return found

    def _places(self, piece: Piece) -> list[tuple[float, int, int]]:
        """Return every place with some of a piece's telling words: their share, the first sentence, how many."""
        whole = self.weight(piece)
        if not whole:
            return []
        stems = sorted(piece.telling)
        bits: dict[int, int] = defaultdict(int)
        for number, stem in enumerate(stems):
            for sentence in self._having.get(stem, ()):
                bits[sentence] |= 1 << number
        known: dict[int, float] = {0: 0.0}
        places = []
        for first in bits:
            together, before = 0, -1
            for count in range(1, _TOGETHER + 1):
                together |= bits.get(first + count - 1, 0)
                if together == before:
                    continue
                before = together
                if together not in known:
                    known[together] = sum(
                        self._weights[stem] for number, stem in enumerate(stems) if together >> number & 1
                    )
                places.append((known[together] / whole - _EACH_FURTHER * (count - 1), first, count))
        return places


def _aligned(piece: Piece, together: tuple[Sentence, ...]) -> _Aligned:
    """Return a piece word by word against some sentences; what stands before and after it is left out."""
    words = [word for sentence in together for word in sentence.words]
    changes: list[Change] = []
    steps = list(Levenshtein.opcodes(piece.words, words))
    begins = {sentence.start - together[0].start for sentence in together}
    # What is put in before the first word that is the same is another sentence's; beside a word replaced it is not, and
    # a "not" in the same sentence is this one's.
    while len(steps) > 1 and steps[0].tag == "insert" and steps[1].tag == "equal":
        first = steps.pop(0).dest_end
        if first not in begins and words[first - 1] in NOT:
            changes.append(Change((), (words[first - 1],), piece.words[0]))
    while len(steps) > 1 and steps[-1].tag == "insert" and steps[-2].tag == "equal":
        steps.pop()
    same, own, others = 0, 0, 0
    # Steps next to each other are one change: a word may be both left out and replaced.
    removed: list[str] = []
    added: list[str] = []

    def close(after: str = "") -> None:
        nonlocal own, others
        if GAP in removed and len(added) <= _GAP_WORDS:
            # What a PCT fills in is no change; what stands beside it in the clause still is, if it was left out.
            removed[:] = [word for word in removed if word != GAP]
            rest = [word for word in removed if word not in added]
            if not rest:
                added.clear()
            removed[:] = rest
        if removed or added:
            changes.append(Change(tuple(removed), tuple(added), after))
            own, others = own + len(removed), others + len(added)
        removed.clear()
        added.clear()

    for step in steps:
        if step.tag == "equal":
            close(piece.words[step.src_start])
            same += step.src_end - step.src_start
        else:
            removed.extend(piece.words[step.src_start : step.src_end])
            added.extend(words[step.dest_start : step.dest_end])
    close()
    start = steps[0].dest_start if steps else 0
    end = steps[-1].dest_end if steps else 0
    likeness = 2 * same / (2 * same + own + others) if same else 0.0
    base = together[0].start
    return _Aligned(piece, together, base + start, base + end, likeness, tuple(changes))


def _one_each(candidates: Iterable[_Aligned]) -> dict[int, _Aligned]:
    """Return the best place of each piece, by the piece's identity; no two pieces share words of the document."""
    found: dict[int, _Aligned] = {}
    taken: set[int] = set()
    for aligned in sorted(candidates, key=lambda each: (-each.likeness, -len(each.piece.words), each.start)):
        if id(aligned.piece) in found:
            continue
        stretch = range(aligned.start, aligned.end)
        if sum(place in taken for place in stretch) * 2 <= len(stretch):
            found[id(aligned.piece)] = aligned
            taken.update(stretch)
    return found


def _taken(found: Iterable[_Aligned]) -> frozenset[int]:
    """Return where each sentence begins of which the greater part is the wording of some piece."""
    return frozenset(start for start, others, count in _others(found) if others * 2 < count)


def _with_room(found: Iterable[_Aligned]) -> frozenset[int]:
    """Return where each sentence begins that has the wording of some piece, and words enough for a further one."""
    return frozenset(start for start, others, _ in _others(found) if others >= _ROOM)


def _others(found: Iterable[_Aligned]) -> Iterator[tuple[int, int, int]]:
    """Yield where each sentence with a piece's wording begins, how many words are no piece's, and how many it has."""
    found = tuple(found)
    words = {place for aligned in found for place in range(aligned.start, aligned.end)}
    for start, sentence in {sentence.start: sentence for aligned in found for sentence in aligned.sentences}.items():
        count = len(sentence.words)
        yield start, sum(place not in words for place in range(start, start + count)), count
