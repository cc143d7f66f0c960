"""The passages that may bear on one requirement, each with the numbers by which they are ranked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pbc_checks.evidence.cues import Features
from pbc_checks.evidence.passages import Passage
from pbc_checks.evidence.specificity import Kind
from pbc_checks.learned.passage_scores import PassageScores
from pbc_checks.learned.signs import Signs
from pbc_checks.learned.trees import Floats

MOST = 12  # passages by relevance; those that the rules found come on top
_TELLING_WEIGHT = 1.35  # of a rule's match, from which its passage is a candidate however little relevant it looks
_APART = -1.0  # relevance of a neighbour in another section
_DIGITS = 5  # after the point: the last ones can differ from one machine's arithmetic to another's
_KINDS = tuple(Kind)

Rows = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pages:
    """What one submission's passages are, apart from any requirement, as arrays by passage.

    `traits` has a row a passage; `usable` is false for headings with nothing under them, and for the words of a form.
    """

    passages: Sequence[Passage]
    features: Sequence[Features]
    traits: Floats
    usable: npt.NDArray[np.bool_]
    evidence_possible: npt.NDArray[np.bool_]
    sections: npt.NDArray[np.int64]
    document: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidates for one requirement in the order of the text: their passages' orders, and a row of numbers each."""

    orders: npt.NDArray[np.int64]
    rows: Floats


TRAITS = ("words", "place", "placeholder", "denial", "hedge", "guidance", "set aside", *_KINDS, "details")
WORDS, PLACEHOLDER, DENIAL, HEDGE, DETAILS = (
    TRAITS.index(name) for name in ("words", "placeholder", "denial", "hedge", "details")
)
RELEVANCE, KINDRED, RULE_WEIGHT, HEADED, AGAINST = 0, 3, 9, 11, 12  # columns of a candidate's row


def pages(passages: Sequence[Passage], features: Sequence[Features]) -> Pages:
    """Return the arrays of a submission's passages and their features."""
    traits = np.array(
        [_traits(passage, feature, len(passages)) for passage, feature in zip(passages, features, strict=True)]
    ).reshape(len(passages), len(TRAITS))
    return Pages(
        passages=passages,
        features=features,
        traits=traits,
        usable=np.array(
            [
                not passage.empty and not feature.of_the_form
                for passage, feature in zip(passages, features, strict=True)
            ],
            dtype=np.bool_,
        ),
        evidence_possible=np.array(
            [
                feature.evidence_possible and not passage.empty
                for passage, feature in zip(passages, features, strict=True)
            ],
            dtype=np.bool_,
        ),
        sections=np.array([passage.section for passage in passages], dtype=np.int64),
        document=(
            float(len(passages)),
            float(sum(passage.words for passage in passages)),
            float(traits[:, PLACEHOLDER].sum()),
            float(traits[:, DENIAL].sum()),
        ),
    )


def candidates(pages: Pages, scores: PassageScores, subject: int, signs: Signs) -> Candidates:
    """Return the candidates for a requirement whose subject has this number, with what the rules say of them."""
    relevance = np.where(pages.usable, scores.relevance[:, subject], -np.inf)
    ranked = np.argsort(-relevance, kind="stable")
    told = [order for order, weight in signs.weights.items() if weight >= _TELLING_WEIGHT]
    chosen = {int(order) for order in ranked[:MOST]} | set(told) | signs.against
    orders = np.array(sorted(order for order in chosen if pages.usable[order]), dtype=np.int64)
    if not len(orders):
        return Candidates(orders, np.zeros((0, 0)))
    rank = np.empty(len(ranked))
    rank[ranked] = np.arange(len(ranked))
    most = max(signs.weights.values(), default=0.0)
    rows = np.column_stack(
        [
            relevance[orders],
            relevance[orders] - relevance[ranked[0]],
            rank[orders],
            scores.kindred[orders, subject],
            _neighbour(pages, scores, subject, orders, -1),
            _neighbour(pages, scores, subject, orders, 1),
            *_section(pages, scores, subject, orders),
            [signs.weights.get(int(order), 0.0) for order in orders],
            [signs.weights.get(int(order), 0.0) - most for order in orders],
            [float(int(order) in signs.headed) for order in orders],
            [float(int(order) in signs.against) for order in orders],
            [signs.near.get(int(order), 0.0) for order in orders],
            pages.traits[orders],
        ]
    )
    return Candidates(orders, np.round(rows, _DIGITS))


def _neighbour(pages: Pages, scores: PassageScores, subject: int, orders: npt.NDArray[np.int64], step: int) -> Floats:
    """Return the relevance of the passage before or after each, where it stands in the same section."""
    other = orders + step
    inside = (other >= 0) & (other < len(pages.passages))
    other = np.where(inside, other, orders)
    same = inside & (pages.sections[other] == pages.sections[orders])
    return np.asarray(np.where(same, scores.relevance[other, subject], _APART), dtype=np.float64)


def _section(
    pages: Pages, scores: PassageScores, subject: int, orders: npt.NDArray[np.int64]
) -> tuple[Floats, Floats, Floats]:
    """Return the mean and largest relevance in the section of each passage, and how many passages it has."""
    column = scores.relevance[:, subject]
    size = np.bincount(pages.sections)
    total = np.bincount(pages.sections, weights=column)
    largest = np.full(len(size), -np.inf)
    np.maximum.at(largest, pages.sections, column)
    at = pages.sections[orders]
    return total[at] / size[at], largest[at], size[at].astype(np.float64)


def _traits(passage: Passage, features: Features, passages: int) -> list[float]:
    kinds = dict.fromkeys(_KINDS, 0.0)
    for detail in features.specifics:
        kinds[detail.kind] += 1.0
    return [
        float(passage.words),
        passage.order / passages,
        float(bool(features.placeholder)),
        float(bool(features.denial)),
        float(bool(features.hedge)),
        float(features.guidance),
        float(features.set_aside),
        *kinds.values(),
        float(len(features.specifics)),
    ]
