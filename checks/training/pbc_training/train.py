"""From examples to a model: linear scorers, ranking and verdicts, each fitted on what the one before says unseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from pbc_checks.learned.assessment import CLASSES, Question, ranking, verdict_row
from pbc_checks.learned.candidates import Candidates, candidates
from pbc_checks.learned.model import Model
from pbc_checks.learned.passage_scores import PassageScores, passage_scores
from pbc_checks.learned.trees import Floats, Trees, sigmoid
from pbc_training.boosted import grow
from pbc_training.examples import Document, Example, requirements_of, subjects_of
from pbc_training.linear import Linear, Terms, fit_linear, terms_of

_FOLDS = 5
_LEAST_KINSHIP = 0.15
_NODE, _LEAF = np.zeros(1, dtype=np.int32), np.zeros(1, dtype=np.float32)
_NO_TREES = Trees(_NODE - 1, _LEAF, _NODE, _NODE, _LEAF, roots=np.zeros((1, 1), dtype=np.int32), start=np.zeros(1))


@dataclass(frozen=True, slots=True)
class Asked:
    """An example with its candidates, as the scorers see it before they are trained on it."""

    document: Document
    example: Example
    here: Candidates
    scores: PassageScores


def folds(documents: Sequence[Document], most: int = _FOLDS) -> list[frozenset[str]]:
    """Return the ids of documents in parts of about equal size; documents of one group stay together.

    A corpus of fewer than two groups is parted by document.
    """
    groups = {document.group for document in documents}
    key = {document.id: document.group if len(groups) > 1 else document.id for document in documents}
    names = sorted(set(key.values()))
    parts = min(most, len(names))
    part = {name: number * parts // len(names) for number, name in enumerate(names)}
    return [frozenset(each for each, name in key.items() if part[name] == number) for number in range(parts)]


def train(documents: Sequence[Document], all_terms: Terms | None = None) -> Model:
    """Return a model trained on some documents, without provenance, measured figures or a measured temperature."""
    all_terms = all_terms or terms_of(documents)
    subjects, requirements = subjects_of(documents), requirements_of(documents)
    kinship = _kinship(documents, subjects)
    linear = fit_linear(documents, subjects, all_terms)
    bare = _bare(linear, subjects, requirements, kinship)
    asked, spread = _asked_unseen(documents, bare, all_terms)
    bare = replace(bare, spread=spread)
    ranking_trees = _fit_ranking(asked)
    likely = _ranked_unseen(asked, documents)
    verdicts = _fit_verdicts(asked, likely, bare)
    return replace(bare, ranking=ranking_trees, verdicts=verdicts)


def _bare(linear: Linear, subjects: tuple[str, ...], requirements: tuple[str, ...], kinship: Floats) -> Model:
    spread = np.vstack([np.zeros(len(subjects)), np.ones(len(subjects))])
    nothing: Mapping[str, Any] = {}
    return Model(
        subjects,
        requirements,
        linear.idf,
        linear.weights,
        linear.biases,
        spread,
        kinship,
        _NO_TREES,
        _NO_TREES,
        1.0,
        0.0,
        nothing,
        nothing,
    )


def _spread(model: Model, documents: Sequence[Document]) -> Floats:
    relevance = np.vstack([passage_scores(model, document.pages.passages).relevance for document in documents])
    return np.round(np.vstack([relevance.mean(axis=0), relevance.std(axis=0) + 1e-6]), 6)


def _kinship(documents: Sequence[Document], subjects: Sequence[str]) -> Floats:
    """Return how often one subject's quoted passages (row) are also another's (column); a row adds up to one."""
    number = {subject: at for at, subject in enumerate(subjects)}
    both = np.zeros((len(subjects), len(subjects)))
    either = np.zeros((len(subjects), len(subjects)))
    for document in documents:
        quoted: dict[int, set[int]] = {}
        for example in document.examples:
            if example.quoted:
                quoted.setdefault(number[example.subject], set()).update(example.quoted)
        for one, its in quoted.items():
            for other, others in quoted.items():
                both[one, other] += bool(its & others)
                either[one, other] += 1
    shares = both / np.maximum(either, 1)
    np.fill_diagonal(shares, 0.0)
    shares[shares < _LEAST_KINSHIP] = 0.0
    return np.asarray(np.round(shares / np.maximum(shares.sum(axis=1, keepdims=True), 1e-9), 4), dtype=np.float64)


def _asked_unseen(documents: Sequence[Document], model: Model, all_terms: Terms) -> tuple[list[Asked], Floats]:
    """Return every agreed example with candidates from linear scorers that have not seen its group.

    With them comes how relevance spreads over passages that a scorer has not seen: seen ones score far higher.
    """
    asked: list[Asked] = []
    spreads: list[Floats] = []
    for part in folds(documents):
        rest = [document for document in documents if document.id not in part]
        linear = fit_linear(rest, model.subjects, all_terms)
        unseen = replace(model, idf=linear.idf, weights=linear.weights, biases=linear.biases)
        here = [document for document in documents if document.id in part]
        spreads.append(_spread(unseen, here))
        unseen = replace(unseen, spread=spreads[-1])
        for document in here:
            asked.extend(_asked(document, unseen))
    order = {document.id: number for number, document in enumerate(documents)}
    asked.sort(key=lambda each: order[each.document.id])
    return asked, np.round(np.stack(spreads).mean(axis=0), 6)


def _asked(document: Document, model: Model) -> list[Asked]:
    scores = passage_scores(model, document.pages.passages)
    found = []
    for example in document.examples:
        here = candidates(example.pages, scores, model.subjects.index(example.subject), example.signs)
        if example.label.agreed and len(here.orders):
            found.append(Asked(document, example, here, scores))
    return found


def _ranking_rows(asked: Sequence[Asked]) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
    told = [each for each in asked if each.example.quoted]
    rows = np.vstack([each.here.rows for each in told]).astype(np.float32)
    quoted = [int(int(order) in each.example.quoted) for each in told for order in each.here.orders]
    return rows, np.array(quoted, dtype=np.int64)


def _fit_ranking(asked: Sequence[Asked]) -> Trees:
    rows, quoted = _ranking_rows(asked)
    return grow(rows, quoted, rounds=150, leaves=12, features=0.5)


def _ranked_unseen(asked: Sequence[Asked], documents: Sequence[Document]) -> list[Floats]:
    """Return the probability of each candidate of each example, from a ranking that has not seen its group."""
    likely: dict[int, Floats] = {}
    for part in folds(documents):
        trees = _fit_ranking([each for each in asked if each.document.id not in part])
        for number, each in enumerate(asked):
            if each.document.id in part:
                likely[number] = sigmoid(trees.scores(each.here.rows.astype(np.float32))[:, 0])
    return [likely[number] for number in range(len(asked))]


def _fit_verdicts(asked: Sequence[Asked], likely: Sequence[Floats], model: Model) -> Trees:
    rows = []
    for each, chances in zip(asked, likely, strict=True):
        example = each.example
        order = ranking(each.here, chances, each.scores, model.subjects.index(example.subject))
        question = Question(example.subject, example.requirement, example.signs)
        rows.append(verdict_row(model.subjects, model.requirements, example.pages, each.here, order, question))
    classes = np.array([CLASSES.index(each.example.label.status) for each in asked], dtype=np.int64)
    return grow(np.vstack(rows).astype(np.float32), classes, rounds=150, leaves=12, features=0.2)
