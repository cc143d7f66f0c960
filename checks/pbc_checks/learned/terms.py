"""What the scorers see of a passage: its words, stems and pairs of words, and those of its heading and question."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pbc_checks.evidence.passages import Passage
from pbc_frameworks.phrasing import DATE, DATE_POSSIBLE, PERCENTAGE, SUM, fold

# A figure says something by its kind, not by its digits. None of these matches a text without DATE_POSSIBLE.
_FIGURES = (
    (re.compile(SUM, re.IGNORECASE), " zzmoney "),
    (re.compile(PERCENTAGE, re.IGNORECASE), " zzpercent "),
    (re.compile(rf"{DATE}|(?<!\w)(?:(?:19|20)\d\d(?:[/-]\d\d)?|\d\d/\d\d)\b", re.IGNORECASE), " zzdate "),
    (re.compile(r"\b\d[\d,.]*"), " zznumber "),
)
_SAID = {"zzmoney": "a sum", "zzpercent": "a percentage", "zzdate": "a date", "zznumber": "a number"}
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|[£%?]")
_STEM = 6  # letters
WORD, STEM, PAIR, HEADING, QUESTION = "word", "stem", "pair", "heading", "question"
# How much each kind of term counts; within a kind a passage's terms share this weight whatever its length.
_KIND_WEIGHTS = np.array([1.0, 0.8, 0.7, 0.5, 0.5])
_KINDS = {kind: number for number, kind in enumerate((WORD, STEM, PAIR, HEADING, QUESTION))}


def terms(passage: Passage) -> Counter[str]:
    """Return how often each term occurs in a passage; a term reads `kind:words`."""
    words = _words(passage.folded)
    stems = _stems(words)
    found = Counter(f"{WORD}:{word}" for word in words)
    found.update(f"{STEM}:{stem}" for stem in stems)
    found.update(f"{PAIR}:{first} {second}" for first, second in pairwise(stems))
    found.update(f"{HEADING}:{stem}" for stem in _heading(passage.heading))
    found.update(f"{QUESTION}:{stem}" for stem in _heading(passage.label))
    return found


@dataclass(frozen=True, slots=True)
class Weights:
    """The known terms of some passages, in one array for all: the passage of each, its row in the model, its weight."""

    passages: npt.NDArray[np.intp]
    rows: npt.NDArray[np.intp]
    weights: npt.NDArray[np.float64]


class Vocabulary:
    """The terms that a model knows, each with its row and its inverse document frequency."""

    def __init__(self, idf: Mapping[str, float]) -> None:
        self.rows = {term: row for row, term in enumerate(idf)}
        self._idf = np.array(list(idf.values()), dtype=np.float64)
        self._kinds = np.array([_KINDS[term.partition(":")[0]] for term in idf], dtype=np.intp)

    @cached_property
    def _by_kind(self) -> dict[str, dict[str, int]]:
        """Return the rows by the kinds of term, and by their words."""
        found: dict[str, dict[str, int]] = {kind: {} for kind in _KINDS}
        for term, row in self.rows.items():
            kind, _, words = term.partition(":")
            found[kind][words] = row
        return found

    @cached_property
    def _pairs(self) -> dict[tuple[str, ...], int]:
        return {tuple(words.split(" ")): row for words, row in self._by_kind[PAIR].items()}

    def known(self, passage: Passage) -> list[int]:
        """Return the rows of the terms of a passage that the model knows, as often as each occurs.

        They are those of `terms`, in their order, without putting together the names of thousands of terms.
        """
        words = _words(passage.folded)
        stems = _stems(words)
        rows = self._by_kind
        found = [
            *map(rows[WORD].get, words),
            *map(rows[STEM].get, stems),
            *map(self._pairs.get, pairwise(stems)),
            *map(rows[HEADING].get, _heading(passage.heading)),
            *map(rows[QUESTION].get, _heading(passage.label)),
        ]
        return [row for row in found if row is not None]

    def weights_of(self, passages: Sequence[Passage]) -> Weights:
        """Return what each known term of some passages weighs."""
        known = [self.known(passage) for passage in passages]
        every = np.array([row for rows in known for row in rows], dtype=np.intp)
        holders = np.repeat(np.arange(len(known)), [len(rows) for rows in known])
        _, first, counts = np.unique(holders * len(self.rows) + every, return_index=True, return_counts=True)
        order = np.argsort(first)
        return self._weights(holders[first[order]], every[first[order]], counts[order].astype(np.float64), len(known))

    def weights(self, found: Sequence[Mapping[str, int]]) -> Weights:
        """Return what each term weighs, given how often each occurs in each passage."""
        known = [[(self.rows[term], count) for term, count in terms.items() if term in self.rows] for terms in found]
        every = [pair for pairs in known for pair in pairs]
        holders = np.repeat(np.arange(len(known)), [len(pairs) for pairs in known])
        rows = np.array([row for row, _ in every], dtype=np.intp)
        return self._weights(holders, rows, np.array([count for _, count in every], dtype=np.float64), len(known))

    def _weights(
        self,
        passages: npt.NDArray[np.intp],
        rows: npt.NDArray[np.intp],
        counts: npt.NDArray[np.float64],
        size: int,
    ) -> Weights:
        weights = (1 + np.log(counts)) * self._idf[rows]
        group = passages * len(_KINDS) + self._kinds[rows]
        lengths = np.sqrt(np.bincount(group, weights * weights, minlength=size * len(_KINDS)))
        return Weights(passages, rows, _KIND_WEIGHTS[self._kinds[rows]] * weights / lengths[group])


def as_it_stands(term: str, passage: Passage) -> str:
    """Return a term in the words of a passage that has it: `“governance”`, `heading “Running it”`, `a sum`."""
    kind, _, words = term.partition(":")
    text = {HEADING: passage.heading, QUESTION: passage.label}.get(kind, passage.folded)
    whole: dict[str, str] = {}
    for word in _words(fold(text)):
        whole.setdefault(word if kind == WORD else _stems([word])[0], word)
    if words in _SAID:
        return _SAID[words]
    said = " ".join(_SAID.get(word, whole.get(word, word)) for word in words.split(" "))
    return f"{kind} “{said}”" if kind in {HEADING, QUESTION} else f"“{said}”"


def _words(folded: str) -> list[str]:
    if DATE_POSSIBLE.search(folded):
        for pattern, name in _FIGURES:
            folded = pattern.sub(name, folded)
    return _WORD.findall(folded.lower())


@lru_cache(maxsize=4096)
def _heading(text: str) -> tuple[str, ...]:
    return tuple(_stems(_words(fold(text))))


def _stems(words: Sequence[str]) -> list[str]:
    return [word if word.startswith("zz") else word[:_STEM] for word in words]
