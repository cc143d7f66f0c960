"""Boosted decision trees, as numbers: what scikit-learn has grown, followed without it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees in one array of nodes. A leaf has feature -1 and leads to itself.

    `roots` has one row a round and one column a class; `start` is the score of each class before any tree, and each
    leaf's value is already multiplied by the learning rate.
    """

    feature: Integers
    threshold: npt.NDArray[np.float32]
    left: Integers
    right: Integers
    value: npt.NDArray[np.float32]
    roots: Integers
    start: Floats

    def scores(self, rows: npt.NDArray[np.float32]) -> Floats:
        """Return the score of each class (columns) for each row of features; not yet probabilities."""
        at = np.broadcast_to(self.roots.ravel(), (len(rows), self.roots.size)).copy()
        which = np.arange(len(rows))[:, None]
        while True:
            feature = self.feature[at]
            inner = feature >= 0
            if not inner.any():
                break
            goes_left = rows[which, np.maximum(feature, 0)] <= self.threshold[at]
            at = np.where(inner, np.where(goes_left, self.left[at], self.right[at]), at)
        values = self.value[at].astype(np.float64).reshape(len(rows), *self.roots.shape)
        return np.asarray(values.sum(axis=1) + self.start, dtype=np.float64)


def softmax(scores: Floats) -> Floats:
    """Return scores of several classes as probabilities, row by row."""
    risen = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(risen / risen.sum(axis=1, keepdims=True), dtype=np.float64)


def sigmoid(scores: Floats) -> Floats:
    """Return scores of one class as probabilities."""
    return np.asarray(1.0 / (1.0 + np.exp(-scores)), dtype=np.float64)
