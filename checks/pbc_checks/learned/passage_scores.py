"""Every passage of a submission against every subject: how relevant it is, and how it reads, as sums of terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pbc_checks.evidence.passages import Passage
from pbc_checks.learned.model import CLASSES, COLUMNS, Model
from pbc_checks.learned.trees import Floats

_AT_ONCE = 200  # passages: a long submission is scored in pieces, so that it needs little memory
RELEVANCE, NOT_DONE, MET, ANSWER = (COLUMNS.index(name) for name in ("relevance", "not-done", "met", "answer-missing"))


@dataclass(frozen=True, slots=True)
class PassageScores:
    """Scores by passage (row) and subject (column).

    `relevance` is in deviations from what passages usually have, `kindred` the same for subjects that have much in
    common with this one; `not_done` and `met` say how the passage reads if it is about the subject, about 0 to 1.
    `answer` has a layer for each of CLASSES: what the passage adds to how the whole answer on the subject reads.
    """

    relevance: Floats
    kindred: Floats
    not_done: Floats
    met: Floats
    answer: Floats


def passage_scores(model: Model, passages: Sequence[Passage]) -> PassageScores:
    """Return the scores of a submission's passages, in their order."""
    raw = _linear(model, passages)
    subjects = len(model.subjects)
    mean, deviation = model.spread
    relevance = (raw[:, :subjects] - mean) / deviation
    return PassageScores(
        relevance=relevance,
        kindred=relevance @ model.kinship.T,
        not_done=raw[:, NOT_DONE * subjects : MET * subjects],
        met=raw[:, MET * subjects : ANSWER * subjects],
        answer=raw[:, ANSWER * subjects :].reshape(len(raw), len(CLASSES), subjects).transpose(1, 0, 2),
    )


def contributions(model: Model, passage: Passage, subject: str, column: int) -> list[tuple[str, float]]:
    """Return what each term of a passage adds to one of its scores, the largest first. Relevance is in deviations."""
    at = column * len(model.subjects) + model.subjects.index(subject)
    scale = float(model.spread[1][model.subjects.index(subject)]) if column == RELEVANCE else 1.0
    names = tuple(model.idf)
    found = model.vocabulary.weights_of([passage])
    added = [
        (names[row], float(weight) * float(model.weights[row, at]) / scale)
        for row, weight in zip(found.rows, found.weights, strict=True)
    ]
    return sorted(added, key=lambda term: (-abs(term[1]), term[0]))


def _linear(model: Model, passages: Sequence[Passage]) -> Floats:
    scores = np.zeros((len(passages), model.weights.shape[1]))
    for start in range(0, len(passages), _AT_ONCE):
        found = model.vocabulary.weights_of(passages[start : start + _AT_ONCE])
        if len(found.rows):
            products = model.weights[found.rows] * found.weights.astype(np.float32)[:, None]
            filled, begins = np.unique(found.passages, return_index=True)
            scores[start + filled] = np.add.reduceat(products, begins, axis=0)
    return scores + model.biases
