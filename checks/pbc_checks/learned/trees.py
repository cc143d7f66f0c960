"""Boosted decision trees, as numbers: what scikit-learn has grown, followed without it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int32]


@dataclass(frozen=True)
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
        feature, children = self._steps
        columns = rows.shape[1]
        flat = np.ascontiguousarray(rows).ravel()
        begins = (np.arange(len(rows)) * columns)[:, None]
        at = np.broadcast_to(self.roots.ravel().astype(np.intp), (len(rows), self.roots.size))
        for _ in range(self._depth):
            goes_left = flat[begins + feature[at]] <= self.threshold[at]
            at = children[2 * at + goes_left]
        values = self.value[at].astype(np.float64).reshape(len(rows), *self.roots.shape)
        return np.asarray(values.sum(axis=1) + self.start, dtype=np.float64)

    @cached_property
    def _depth(self) -> int:
        """Return how many steps lead from a root to the farthest leaf."""
        at, depth = np.unique(self.roots), 0
        while len(at := at[self.feature[at] >= 0]):
            at, depth = np.concatenate([self.left[at], self.right[at]]), depth + 1
        return depth

    @cached_property
    def _steps(self) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Return the feature of each node, and its right and left child; a leaf's are itself, and any feature does."""
        children = np.column_stack([self.right, self.left]).ravel().astype(np.intp)
        return np.maximum(self.feature, 0).astype(np.intp), children


def softmax(scores: Floats) -> Floats:
    """Return scores of several classes as probabilities, row by row."""
    risen = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(risen / risen.sum(axis=1, keepdims=True), dtype=np.float64)


def sigmoid(scores: Floats) -> Floats:
    """Return scores of one class as probabilities."""
    return np.asarray(1.0 / (1.0 + np.exp(-scores)), dtype=np.float64)
