"""What the scorers see of a passage: its words, stems and pairs of words, and those of its heading and question."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from pbc_checks.evidence.passages import Passage
from pbc_frameworks.phrasing import DATE, PERCENTAGE, SUM, fold

# A figure says something by its kind, not by its digits.
_FIGURES = (
    (re.compile(SUM, re.IGNORECASE), " zzmoney "),
    (re.compile(PERCENTAGE, re.IGNORECASE), " zzpercent "),
    (re.compile(rf"{DATE}|\b(?:19|20)\d\d(?:[/-]\d\d)?\b|\b\d\d/\d\d\b", re.IGNORECASE), " zzdate "),
    (re.compile(r"\b\d[\d,.]*"), " zznumber "),
)
_SAID = {"zzmoney": "a sum", "zzpercent": "a percentage", "zzdate": "a date", "zznumber": "a number"}
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|[£%?]")
_STEM = 6  # letters
WORD, STEM, PAIR, HEADING, QUESTION = "word", "stem", "pair", "heading", "question"
# How much each kind of term counts; within a kind a passage's terms share this weight whatever its length.
KIND_WEIGHTS: Mapping[str, float] = {WORD: 1.0, STEM: 0.8, PAIR: 0.7, HEADING: 0.5, QUESTION: 0.5}


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


def weighed(found: Mapping[str, int], idf: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """Yield the terms known by `idf`, their inverse document frequency, each with its weight in the passage."""
    kinds: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for term, count in found.items():
        known = idf.get(term)
        if known is not None:
            kinds[term.partition(":")[0]].append((term, (1 + math.log(count)) * known))
    for kind, weights in kinds.items():
        length = math.sqrt(sum(weight * weight for _, weight in weights))
        for term, weight in weights:
            yield term, KIND_WEIGHTS[kind] * weight / length


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
    for pattern, name in _FIGURES:
        folded = pattern.sub(name, folded)
    return _WORD.findall(folded.lower())


@lru_cache(maxsize=4096)
def _heading(text: str) -> tuple[str, ...]:
    return tuple(_stem(word) for word in _words(fold(text)))


def _stem(word: str) -> str:
    return word if word.startswith("zz") else word[:_STEM]
