"""The linear scorers: which passage is about a subject, and how it reads, as weights of its terms."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import Ridge

from pbc_checks.learned.model import COLUMNS, quantised
from pbc_checks.learned.terms import terms, weighed
from pbc_checks.learned.trees import Floats
from pbc_training.examples import Document, Example

_FEWEST_PASSAGES = 3  # that a term has to stand in
_RELEVANCE_PENALTY = 10.0
_READING_PENALTY = 3.0
# How far what is learned of one subject's passages holds for another's: for all, for those with a concept in common,
# and for those of the same subject.
_ALL, _CONCEPT, _SAME = 0.5, 1.0, 1.0


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a corpus: for each document and passage the terms it has, and the rareness of each term."""

    counts: Mapping[str, tuple[Counter[str], ...]]

    def idf(self, documents: Sequence[Document]) -> dict[str, float]:
        """Return the inverse document frequency of each term of some documents that is not too rare."""
        frequency: Counter[str] = Counter()
        passages = 0
        for document in documents:
            for count in self.counts[document.id]:
                frequency.update(count.keys())
                passages += 1
        return {
            term: round(math.log(passages / frequency[term]), 3)
            for term in sorted(frequency)
            if frequency[term] >= _FEWEST_PASSAGES
        }


@dataclass(frozen=True, slots=True)
class Linear:
    """Linear scorers, as a model holds them: see pbc_checks.learned.model.Model."""

    idf: Mapping[str, float]
    weights: npt.NDArray[np.float32]
    biases: Floats


def terms_of(documents: Sequence[Document]) -> Terms:
    """Return the terms of every passage of some documents."""
    return Terms({document.id: tuple(terms(passage) for passage in document.passages) for document in documents})


def fit_linear(documents: Sequence[Document], subjects: Sequence[str], all_terms: Terms) -> Linear:
    """Return scorers fitted to what assessors quoted in some documents."""
    idf = all_terms.idf(documents)
    passages = _matrix(documents, all_terms, idf)
    weights = np.zeros((len(idf), len(COLUMNS) * len(subjects)))
    biases = np.zeros(len(COLUMNS) * len(subjects))
    relevant = Ridge(alpha=_RELEVANCE_PENALTY, solver="sparse_cg", tol=1e-5)
    relevant.fit(passages, _quoted(documents, subjects))
    weights[:, : len(subjects)] = relevant.coef_.T
    biases[: len(subjects)] = relevant.intercept_
    _fit_reading(documents, subjects, passages, weights, biases)
    whole, steps = quantised(weights)
    return Linear(idf, (whole * steps).astype(np.float32), np.round(biases, 6))


def _fit_reading(
    documents: Sequence[Document],
    subjects: Sequence[str],
    passages: sparse.csr_matrix,
    weights: Floats,
    biases: Floats,
) -> None:
    """Fit how a quoted passage reads, as not done and as met, and enter it in the weights and biases."""
    shared = _blocks(subjects)
    rows: list[int] = []
    about: list[int] = []
    targets: list[tuple[float, float]] = []
    for row, example in _quoted_passages(documents):
        rows.append(row)
        about.append(subjects.index(example.subject))
        targets.append((float(example.label.status == "missing"), float(example.label.status == "met")))
    chosen = passages[rows]
    # A column a term for each block that its subject is in, and the blocks themselves with a term of their own.
    members = shared[about]
    stacked = [chosen.multiply(members[:, [block]]) for block in range(shared.shape[1])]
    wide = sparse.hstack([*stacked, sparse.csr_matrix(0.5 * members)]).tocsr()
    reading = Ridge(alpha=_READING_PENALTY, solver="sparse_cg", tol=1e-5).fit(wide, np.array(targets))
    size = passages.shape[1]
    for number, column in enumerate(("not-done", "met")):
        first = COLUMNS.index(column) * len(subjects)
        each = reading.coef_[number][: size * shared.shape[1]].reshape(shared.shape[1], size)
        own = 0.5 * reading.coef_[number][size * shared.shape[1] :]
        weights[:, first : first + len(subjects)] = (shared @ each).T
        biases[first : first + len(subjects)] = reading.intercept_[number] + shared @ own


def _blocks(subjects: Sequence[str]) -> Floats:
    """Return how far each subject (row) takes part in each block: all subjects, one a concept, one a subject."""
    concepts = [set(subject.replace(" or ", " + ").split(" + ")) for subject in subjects]
    names = sorted(set().union(*concepts))
    by_concept = [
        [math.sqrt(_CONCEPT) / math.sqrt(len(mine)) if name in mine else 0.0 for name in names] for mine in concepts
    ]
    everything = np.full((len(subjects), 1), math.sqrt(_ALL))
    return np.hstack([everything, np.array(by_concept), math.sqrt(_SAME) * np.eye(len(subjects))])


def _matrix(documents: Sequence[Document], all_terms: Terms, idf: Mapping[str, float]) -> sparse.csr_matrix:
    columns = {term: column for column, term in enumerate(idf)}
    where: list[int] = []
    values: list[float] = []
    ends = [0]
    for document in documents:
        for count in all_terms.counts[document.id]:
            for term, weight in weighed(count, idf):
                where.append(columns[term])
                values.append(weight)
            ends.append(len(where))
    return sparse.csr_matrix((values, where, ends), shape=(len(ends) - 1, len(idf)))


def _quoted(documents: Sequence[Document], subjects: Sequence[str]) -> Floats:
    """Return for each passage (row) and subject (column) 1 where an assessor quoted from it, else 0."""
    passages = sum(len(document.passages) for document in documents)
    targets = np.zeros((passages, len(subjects)))
    for row, example in _quoted_passages(documents):
        targets[row, subjects.index(example.subject)] = 1.0
    return targets


def _quoted_passages(documents: Sequence[Document]) -> Iterator[tuple[int, Example]]:
    """Yield each passage that was quoted for a requirement: its row among all passages, and the example."""
    first = 0
    for document in documents:
        for example in document.examples:
            for order in sorted(example.quoted):
                yield first + order, example
        first += len(document.passages)
