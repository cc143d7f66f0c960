"""What the scorers see of a passage: its words, stems and pairs of words, and those of its heading and question."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
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
    stems = [_stem(word) for word in words]
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

    def weights(self, found: Sequence[Mapping[str, int]]) -> Weights:
        """Return what each term weighs, given how often each occurs in each passage."""
        row_of = self.rows.get
        rows_found: list[int] = []
        counts_found: list[int] = []
        sizes: list[int] = []
        for terms in found:
            before = len(rows_found)
            for term, count in terms.items():
                row = row_of(term)
                if row is not None:
                    rows_found.append(row)
                    counts_found.append(count)
            sizes.append(len(rows_found) - before)
        rows, counts = np.array(rows_found, dtype=np.intp), np.array(counts_found, dtype=np.float64)
        passages = np.repeat(np.arange(len(found)), sizes)
        weights = (1 + np.log(counts)) * self._idf[rows]
        group = passages * len(_KINDS) + self._kinds[rows]
        lengths = np.sqrt(np.bincount(group, weights * weights, minlength=len(found) * len(_KINDS)))
        return Weights(passages, rows, _KIND_WEIGHTS[self._kinds[rows]] * weights / lengths[group])


def as_it_stands(term: str, passage: Passage) -> str:
    """Return a term in the words of a passage that has it: `“governance”`, `heading “Running it”`, `a sum`."""
    kind, _, words = term.partition(":")
    text = {HEADING: passage.heading, QUESTION: passage.label}.get(kind, passage.folded)
    whole: dict[str, str] = {}
    for word in _words(fold(text)):
        whole.setdefault(word if kind == WORD else _stem(word), word)
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
    return tuple(_stem(word) for word in _words(fold(text)))


def _stem(word: str) -> str:
    return word if word.startswith("zz") else word[:_STEM]
