"""A requirement's probabilities: met, partly met or missing, from its best passages and what the rules say of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pbc_checks.learned.candidates import (
    AGAINST,
    DENIAL,
    DETAILS,
    HEADED,
    HEDGE,
    KINDRED,
    PLACEHOLDER,
    RELEVANCE,
    RULE_WEIGHT,
    WORDS,
    Candidates,
    Pages,
    candidates,
)
from pbc_checks.learned.model import Model
from pbc_checks.learned.passage_scores import PassageScores
from pbc_checks.learned.signs import Signs
from pbc_checks.learned.trees import Floats, sigmoid, softmax

CLASSES = ("missing", "partial", "met")
_BEST = 4  # passages whose probability counts by itself
_DESCRIBED = 3  # passages that are described in full
_WEIGHED = 6  # passages that count together
_LOWEST = -9.0  # log odds of a passage that is not there


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage that may bear on a requirement: its order, and the probability that an assessor would quote it."""

    order: int
    probability: float
    relevance: float
    not_done: float
    met: float


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the scorers make of a requirement: a probability for each of CLASSES, and its passages, the best first."""

    probabilities: tuple[float, ...]
    ranked: tuple[Ranked, ...]

    @property
    def best(self) -> str:
        """Return the likeliest of CLASSES."""
        return CLASSES[int(np.argmax(self.probabilities))]

    @property
    def confidence(self) -> float:
        """Return the probability of the likeliest."""
        return max(self.probabilities)


@dataclass(frozen=True, slots=True)
class Question:
    """One requirement put to a submission: its subject, its name `framework/document/requirement`, the rules' signs."""

    subject: str
    requirement: str
    signs: Signs


def assess(model: Model, pages: Pages, scores: PassageScores, questions: Sequence[Question]) -> list[Assessment | None]:
    """Return the assessment of each question; None where the model has no scorer for it, or nothing can be read."""
    found: list[Assessment | None] = [None] * len(questions)
    asked: list[int] = []
    chosen: list[Candidates] = []
    for number, question in enumerate(questions):
        if not model.knows(question.subject):
            continue
        here = candidates(pages, scores, model.subjects.index(question.subject), question.signs)
        if len(here.orders):
            asked.append(number)
            chosen.append(here)
    if not asked:
        return found
    likely = sigmoid(model.ranking.scores(np.vstack([each.rows for each in chosen]).astype(np.float32))[:, 0])
    ends = np.cumsum([len(each.orders) for each in chosen])
    ranked = [
        ranking(here, share, scores, model.subjects.index(questions[number].subject))
        for number, here, share in zip(asked, chosen, np.split(likely, ends[:-1]), strict=True)
    ]
    rows = np.vstack(
        [
            verdict_row(model.subjects, model.requirements, pages, here, order, questions[number])
            for number, here, order in zip(asked, chosen, ranked, strict=True)
        ]
    )
    probabilities = softmax(model.verdicts.scores(rows.astype(np.float32)) / model.temperature)
    for number, order, chances in zip(asked, ranked, probabilities, strict=True):
        found[number] = Assessment(tuple(float(chance) for chance in chances), order)
    return found


def ranking(
    here: Candidates, likely: npt.NDArray[np.float64], scores: PassageScores, subject: int
) -> tuple[Ranked, ...]:
    """Return candidates with the probability of each, the best first; equal ones in the order of the text."""
    return tuple(
        Ranked(
            order=int(here.orders[at]),
            probability=float(likely[at]),
            relevance=float(here.rows[at, RELEVANCE]),
            not_done=float(scores.not_done[here.orders[at], subject]),
            met=float(scores.met[here.orders[at], subject]),
        )
        for at in np.argsort(-likely, kind="stable")
    )


def verdict_row(
    subjects: Sequence[str],
    requirements: Sequence[str],
    pages: Pages,
    here: Candidates,
    ranked: Sequence[Ranked],
    question: Question,
) -> Floats:
    """Return the numbers from which a requirement's probabilities are reached."""
    rows = {int(order): row for order, row in zip(here.orders, here.rows, strict=True)}
    likely = np.array([each.probability for each in ranked])
    traits = np.array([pages.traits[each.order] for each in ranked])
    reads = np.array([(each.not_done, each.met) for each in ranked])
    possible = np.array([pages.evidence_possible[each.order] for each in ranked])
    described: list[float] = []
    for place in range(_DESCRIBED):
        at = min(place, len(ranked) - 1)
        row = rows[ranked[at].order]
        described.extend((*traits[at], *row[[RELEVANCE, KINDRED, RULE_WEIGHT, HEADED, AGAINST]], *reads[at]))
    share = likely[:_WEIGHED] + 1e-3
    share = share / share.sum()
    together = traits[:_WEIGHED]
    return np.array(
        [
            *(_log_odds(float(likely[place])) if place < len(likely) else _LOWEST for place in range(_BEST)),
            float(np.log(likely.sum())),
            float((likely > 0.3).sum()),
            float((likely > 0.1).sum()),
            *described,
            *(share @ together[:, [DETAILS, DENIAL, HEDGE, WORDS]]),
            *(share @ reads[:_WEIGHED]),
            _largest(likely, traits[:, DENIAL] > 0),
            _largest(likely, traits[:, PLACEHOLDER] > 0),
            _largest(likely, possible & (traits[:, DENIAL] == 0)),
            float((likely * reads[:, 0]).max()),
            float((likely * reads[:, 1]).max()),
            float((likely * np.clip(1 - reads[:, 0], 0, 1)).max()),
            float(reads[:5, 0].max()),
            float(reads[:5, 1].max()),
            *pages.document,
            *question.signs.row,
            *(float(question.subject == subject) for subject in subjects),
            *(float(question.requirement == requirement) for requirement in requirements),
        ]
    )


def _log_odds(probability: float) -> float:
    inside = min(max(probability, 1e-4), 1 - 1e-4)
    return float(np.log(inside / (1 - inside)))


def _largest(likely: Floats, where: npt.NDArray[np.bool_]) -> float:
    return float(likely[where].max()) if where.any() else 0.0
