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

from pbc_checks.learned.model import CLASSES, COLUMNS, quantised
from pbc_checks.learned.terms import Vocabulary, terms
from pbc_checks.learned.trees import Floats
from pbc_training.examples import Document, Example

_FEWEST_PASSAGES = 3  # that a term has to stand in
_RELEVANCE_PENALTY = 10.0
_READING_PENALTY = 3.0
_ANSWER_PENALTY = 3.0
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


@dataclass(frozen=True, slots=True)
class Answer:
    """What a submission says on a subject: its best passages, how much each counts, and what the assessor made of it.

    `status` is its place in CLASSES.
    """

    document: str
    subject: int
    orders: tuple[int, ...]
    shares: tuple[float, ...]
    status: int


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
    return Linear(idf, stepped(weights), np.round(biases, 6))


def stepped(weights: Floats) -> npt.NDArray[np.float32]:
    """Return weights as they are once they have been in a model file."""
    whole, steps = quantised(weights)
    return np.asarray((whole * steps).astype(np.float32))


def _fit_reading(
    documents: Sequence[Document],
    subjects: Sequence[str],
    passages: sparse.csr_matrix,
    weights: Floats,
    biases: Floats,
) -> None:
    """Fit how a quoted passage reads, as not done and as met, and enter it in the weights and biases."""
    rows: list[int] = []
    about: list[int] = []
    targets: list[tuple[float, float]] = []
    for row, example in _quoted_passages(documents):
        rows.append(row)
        about.append(subjects.index(example.subject))
        targets.append((float(example.label.status == "missing"), float(example.label.status == "met")))
    found, own = _fit_shared(passages[rows], about, np.array(targets), _blocks(subjects), _READING_PENALTY)
    first = COLUMNS.index("not-done") * len(subjects)
    weights[:, first : first + found.shape[1]] = found
    biases[first : first + found.shape[1]] = own


def fit_answers(
    answers: Sequence[Answer], subjects: Sequence[str], passages: Mapping[str, sparse.csr_matrix]
) -> tuple[Floats, Floats]:
    """Return how whole answers read, as weights of terms and biases: a column a class and subject, classes first.

    `passages` has the terms of each document's passages; see `matrices`.
    """
    rows = sparse.vstack(
        [sparse.csr_matrix(np.array([each.shares])) @ passages[each.document][list(each.orders)] for each in answers]
    ).tocsr()
    targets = np.eye(len(CLASSES))[[each.status for each in answers]]
    about = [each.subject for each in answers]
    return _fit_shared(rows, about, targets, _blocks(subjects), _ANSWER_PENALTY)


def matrices(documents: Sequence[Document], all_terms: Terms, idf: Mapping[str, float]) -> dict[str, sparse.csr_matrix]:
    """Return for each document a row a passage and a column a term."""
    return {document.id: _matrix([document], all_terms, idf) for document in documents}


def _fit_shared(
    rows: sparse.csr_matrix, about: Sequence[int], targets: Floats, shared: Floats, penalty: float
) -> tuple[Floats, Floats]:
    """Return weights of terms and biases, a column a target and subject, where subjects learn from one another.

    `about` is the subject of each row; `shared` says which blocks each subject takes part in, and how far.
    """
    members = shared[list(about)]
    # A column a term for each block that its subject is in, and the blocks themselves with a term of their own.
    stacked = [rows.multiply(members[:, [block]]) for block in range(shared.shape[1])]
    wide = sparse.hstack([*stacked, sparse.csr_matrix(0.5 * members)]).tocsr()
    wide.eliminate_zeros()  # by far the most; without them a fit takes a fraction of the time
    fitted = Ridge(alpha=penalty, solver="sparse_cg", tol=1e-4).fit(wide, targets)
    blocks, size = shared.shape[1], rows.shape[1]
    each = fitted.coef_[:, : size * blocks].reshape(len(fitted.coef_), blocks, size)
    own = 0.5 * fitted.coef_[:, size * blocks :]
    weights = np.hstack([(shared @ target).T for target in each])
    biases = np.concatenate([intercept + shared @ one for intercept, one in zip(fitted.intercept_, own, strict=True)])
    return weights, biases


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
    counts = [count for document in documents for count in all_terms.counts[document.id]]
    found = Vocabulary(idf).weights(counts)
    return sparse.csr_matrix((found.weights, (found.passages, found.rows)), shape=(len(counts), len(idf)))


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
