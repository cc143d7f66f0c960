"""What the rest of a submission says of one subject: how the other subjects fare in it, kindred ones above all.

An author who is thorough in ten answers is seldom careless in the eleventh, and costs that were left out are left out
wherever a framework asks for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pbc_checks.learned.subject import concepts
from pbc_checks.learned.trees import Floats

_NONE = -1.0  # stands for a probability where there is no kindred subject
_LEAST = 1e-4  # probability


@lru_cache(maxsize=8)
def kin(subjects: tuple[str, ...]) -> tuple[npt.NDArray[np.bool_], ...]:
    """Return for each subject which others have a concept in common with it."""
    inside = [concepts(subject) for subject in subjects]
    return tuple(
        np.array([at != other and bool(mine & inside[other]) for other in range(len(subjects))])
        for at, mine in enumerate(inside)
    )


def context(subjects: Sequence[str], subject: int, own: Floats, chances: Floats) -> Floats:
    """Return the numbers for one subject.

    `own` are the probabilities of the requirement at hand for each class, `chances` those of every subject (rows); rows
    of nothing but NaN stand for subjects that could not be looked at.
    """
    there = ~np.isnan(chances[:, 0])
    others = there.copy()
    others[subject] = False
    related = kin(tuple(subjects))[subject] & there
    mean = chances[others].mean(axis=0) if others.any() else own
    if related.any():
        near = chances[related]
        kindred = [near.mean(axis=0), near.max(axis=0), near.min(axis=0)]
    else:
        kindred = [np.full(own.shape, _NONE)] * 3
    return np.concatenate([own, np.log(own + _LEAST), mean, *kindred, [float(related.sum())]])
