"""Boosted trees: grown by scikit-learn, kept as plain numbers."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import GradientBoostingClassifier

from pbc_checks.learned.trees import Floats, Integers, Trees
from pbc_training.corpus import CorpusError

SEED = 0
_LEAVES = 12
_SMALLEST_LEAF = 10  # examples


def grow(
    rows: npt.NDArray[np.float32],
    classes: npt.NDArray[np.int64],
    *,
    of: int,
    rounds: int,
    rate: float,
    features: float,
) -> Trees:
    """Return trees that tell apart the classes of rows, which are 0, 1 and so on, `of` them.

    `rate` is how much each round adds, `features` the share of features that a split looks at. Raises CorpusError if
    there is no row of one of the classes.
    """
    if not np.bincount(classes, minlength=of).all():
        raise CorpusError("The assessors' verdicts are too much alike to learn from. Add submissions of other quality.")
    grown = GradientBoostingClassifier(
        n_estimators=rounds,
        learning_rate=rate,
        max_depth=None,
        max_leaf_nodes=_LEAVES,
        min_samples_leaf=_SMALLEST_LEAF,
        subsample=0.6,
        max_features=features,
        random_state=SEED,
    ).fit(rows, classes)
    kept: list[tuple[Integers, npt.NDArray[np.float32], Integers, Integers, npt.NDArray[np.float32]]] = []
    roots = np.zeros(grown.estimators_.shape, dtype=np.int32)
    first = 0
    for place in np.ndindex(*grown.estimators_.shape):
        tree = grown.estimators_[place].tree_
        leaf = tree.children_left < 0
        here = np.arange(tree.node_count) + first
        roots[place] = first
        kept.append(
            (
                np.where(leaf, -1, tree.feature).astype(np.int32),
                _below(np.where(leaf, 0.0, tree.threshold)),
                np.where(leaf, here, tree.children_left + first).astype(np.int32),
                np.where(leaf, here, tree.children_right + first).astype(np.int32),
                (rate * np.where(leaf, tree.value[:, 0, 0], 0.0)).astype(np.float32),
            )
        )
        first += tree.node_count
    feature, threshold, left, right, value = (np.concatenate(arrays) for arrays in zip(*kept, strict=True))
    return Trees(feature, threshold, left, right, value, roots, _start(classes, grown.estimators_.shape[1]))


def _below(thresholds: Floats) -> npt.NDArray[np.float32]:
    """Return thresholds as the largest single numbers not above them: single features compare to both alike."""
    single = thresholds.astype(np.float32)
    above = single.astype(np.float64) > thresholds
    return np.where(above, np.nextafter(single, np.float32(-np.inf)), single).astype(np.float32)


def _start(classes: npt.NDArray[np.int64], columns: int) -> Floats:
    """Return the score that each class begins with: the logarithm of its share, or of its odds where there are two."""
    shares = np.bincount(classes) / len(classes)
    start = np.log(shares) if columns > 1 else np.log(shares[1:] / shares[:1])
    return np.asarray(start.astype(np.float32), dtype=np.float64)
