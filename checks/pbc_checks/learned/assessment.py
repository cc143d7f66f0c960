"""A requirement's probabilities: met, partly met or missing, from its best passages and what the rules say of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from pbc_checks.learned.context import context
from pbc_checks.learned.model import CLASSES, Model
from pbc_checks.learned.passage_scores import PassageScores
from pbc_checks.learned.sheet import Sheet
from pbc_checks.learned.signs import Signs
from pbc_checks.learned.trees import Floats, sigmoid, softmax

_BEST = 4  # passages whose probability counts by itself
_DESCRIBED = 3  # passages that are described in full
_WEIGHED = 6  # passages that count together
_LEAST_SHARE = 1e-3
_LOWEST = -9.0  # log odds of a passage that is not there
_DIGITS = 5  # after the point
_UNKNOWN = np.full(len(CLASSES), np.nan)


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


@dataclass(frozen=True, slots=True)
class Look:
    """A first look at a subject in a submission: its passages, the best first, their numbers, and a first opinion.

    `chances` has a probability for each of CLASSES, reached without regard to the rest of the submission; `reads_as`
    says how the passages read together, as an answer.
    """

    ranked: tuple[Ranked, ...]
    row: Floats
    chances: Floats
    reads_as: Floats


def looks(model: Model, pages: Pages, scores: PassageScores, asked: Sequence[tuple[str, Signs]]) -> list[Look | None]:
    """Return a first look at each subject, given the rules' signs of it; None where there is no scorer or passage."""
    found: list[Look | None] = [None] * len(asked)
    chosen: list[tuple[int, int, Candidates]] = []
    for number, (subject, signs) in enumerate(asked):
        if model.knows(subject):
            at = model.subjects.index(subject)
            here = candidates(pages, scores, at, signs)
            if len(here.orders):
                chosen.append((number, at, here))
    if not chosen:
        return found
    likely = sigmoid(model.ranking.scores(np.vstack([here.rows for _, _, here in chosen]).astype(np.float32))[:, 0])
    ends = np.cumsum([len(here.orders) for _, _, here in chosen])
    ranked = [
        ranking(here, share, scores, at)
        for (_, at, here), share in zip(chosen, np.split(likely, ends[:-1]), strict=True)
    ]
    rows = [
        verdict_row(model.subjects, pages, here, order, *asked[number])
        for (number, _, here), order in zip(chosen, ranked, strict=True)
    ]
    chances = softmax(model.first_look.scores(np.vstack(rows).astype(np.float32)))
    for (number, at, _), order, row, chance in zip(chosen, ranked, rows, chances, strict=True):
        found[number] = Look(order, row, chance, answer(scores, at, order))
    return found


def background(model: Model, sheet: Sheet, scores: PassageScores) -> dict[str, Look]:
    """Return a first look at every subject that the model knows, whether or not it is asked about."""
    asked = [(subject, sheet.signs[subject]) for subject in model.subjects if subject in sheet.signs]
    seen = zip(asked, looks(model, sheet.pages, scores, asked), strict=True)
    return {subject: look for (subject, _), look in seen if look is not None}


def assess(
    model: Model, sheet: Sheet, scores: PassageScores, rest: Mapping[str, Look], questions: Sequence[Question]
) -> list[Assessment | None]:
    """Return the assessment of each question; None where the model has no scorer for it, or nothing can be read.

    `rest` is the background of the same sheet.
    """
    # A requirement by itself differs from its subject only where the form has a box for it.
    apart = [question for question in questions if question.signs is not sheet.signs.get(question.subject)]
    seen = looks(model, sheet.pages, scores, [(question.subject, question.signs) for question in apart])
    own = {question.requirement: look for question, look in zip(apart, seen, strict=True)}
    first = [
        own[question.requirement] if question.requirement in own else rest.get(question.subject)
        for question in questions
    ]
    together = chances_of(model.subjects, {subject: look.chances for subject, look in rest.items()})
    rows = [
        whole_row(model.subjects, model.requirements, question, look, together)
        for question, look in zip(questions, first, strict=True)
        if look is not None
    ]
    if not rows:
        return [None] * len(questions)
    probabilities = iter(softmax(model.verdicts.scores(np.vstack(rows).astype(np.float32)) / model.temperature))
    return [
        None if look is None else Assessment(tuple(float(chance) for chance in next(probabilities)), look.ranked)
        for look in first
    ]


def chances_of(subjects: Sequence[str], known: Mapping[str, Floats]) -> Floats:
    """Return the first opinions on all subjects as rows; NaN where there is none."""
    return np.array([known.get(subject, _UNKNOWN) for subject in subjects])


def whole_row(
    subjects: Sequence[str], requirements: Sequence[str], question: Question, look: Look, chances: Floats
) -> Floats:
    """Return the numbers from which a requirement's probabilities are reached: its own look, and the background."""
    beside = context(subjects, subjects.index(question.subject), look.chances, chances)
    return np.concatenate(
        [
            _rounded(np.concatenate([beside, look.reads_as])),
            look.row,
            [float(question.requirement == requirement) for requirement in requirements],
        ]
    )


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


def shares(likely: Sequence[float] | Floats) -> Floats:
    """Return how much each of the best passages counts in what they say together, given their probabilities."""
    some = np.asarray(likely[:_WEIGHED], dtype=np.float64) + _LEAST_SHARE
    return np.asarray(some / some.sum(), dtype=np.float64)


def answer(scores: PassageScores, subject: int, ranked: Sequence[Ranked]) -> Floats:
    """Return how the best passages read together, as an answer on the subject of this number: one for each class."""
    orders = [each.order for each in ranked[:_WEIGHED]]
    weights = shares([each.probability for each in ranked])
    return np.asarray(scores.answer[:, orders, subject] @ weights, dtype=np.float64)


def verdict_row(
    subjects: Sequence[str], pages: Pages, here: Candidates, ranked: Sequence[Ranked], subject: str, signs: Signs
) -> Floats:
    """Return what is known of a subject by its own passages and the rules' signs, in numbers."""
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
    share = shares(likely)
    together = traits[:_WEIGHED]
    return _rounded(
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
            *signs.row,
            *(float(subject == each) for each in subjects),
        ]
    )


def _rounded(row: Floats | Sequence[float]) -> Floats:
    """Return numbers without their last digits, which can differ from one machine's arithmetic to another's."""
    return np.asarray(np.round(np.asarray(row, dtype=np.float64), _DIGITS), dtype=np.float64)


def _log_odds(probability: float) -> float:
    inside = min(max(probability, 1e-4), 1 - 1e-4)
    return float(np.log(inside / (1 - inside)))


def _largest(likely: Floats, where: npt.NDArray[np.bool_]) -> float:
    return float(likely[where].max()) if where.any() else 0.0
