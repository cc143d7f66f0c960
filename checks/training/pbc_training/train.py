"""From examples to a model: linear scorers, ranking and verdicts, each fitted on what the one before says unseen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from pbc_checks.learned.assessment import Look, Question, Ranked, chances_of, ranking, shares, verdict_row, whole_row
from pbc_checks.learned.candidates import Candidates, candidates
from pbc_checks.learned.model import CLASSES, COLUMNS, Model
from pbc_checks.learned.passage_scores import PassageScores, passage_scores
from pbc_checks.learned.sheet import Sheet
from pbc_checks.learned.signs import Signs
from pbc_checks.learned.trees import Floats, Trees, sigmoid, softmax
from pbc_training.boosted import grow
from pbc_training.examples import Document, Example, requirements_of, subjects_of
from pbc_training.linear import Answer, Linear, Terms, fit_answers, fit_linear, matrices, stepped, terms_of

_FOLDS = 5
_LEAST_KINSHIP = 0.15
# Below this a verdict is wrong about as often as right (see the bands of confidence in docs/accuracy.md).
_UNSURE_BELOW = 0.6
_TEMPERATURES = tuple(step / 20 for step in range(10, 41))
_ANSWER = "answer-missing"  # the first column that is learned from whole answers
_NODE, _LEAF = np.zeros(1, dtype=np.int32), np.zeros(1, dtype=np.float32)
_NO_TREES = Trees(_NODE - 1, _LEAF, _NODE, _NODE, _LEAF, roots=np.zeros((1, 1), dtype=np.int32), start=np.zeros(1))


@dataclass(slots=True)
class Asked:
    """A subject in a sheet of a document, as the scorers see it before they are trained on it.

    `example` is what an assessor said of it, None where nobody was asked. `likely` are the probabilities of the
    candidates, `reads_as` how they read together and `chances` a first opinion, all from scorers that have not seen the
    document's group.
    """

    document: Document
    sheet: Sheet
    subject: str
    signs: Signs
    example: Example | None
    here: Candidates
    scores: PassageScores
    likely: Floats = field(default_factory=lambda: np.zeros(0))
    ranked: tuple[Ranked, ...] = ()
    reads_as: Floats = field(default_factory=lambda: np.zeros(len(CLASSES)))
    row: Floats = field(default_factory=lambda: np.zeros(0))
    chances: Floats = field(default_factory=lambda: np.zeros(0))

    @property
    def look(self) -> Look:
        """Return everything but the background, as scorers see it that have not seen it before."""
        return Look(self.ranked, self.row, self.chances, self.reads_as)

    @property
    def status(self) -> int:
        """Return the assessor's status as its place in CLASSES, -1 where nobody was asked."""
        return CLASSES.index(self.example.label.status) if self.example else -1


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
    """Return a model trained on some documents, without provenance and measured figures."""
    all_terms = all_terms or terms_of(documents)
    subjects, requirements = subjects_of(documents), requirements_of(documents)
    linear = fit_linear(documents, subjects, all_terms)
    bare = _bare(linear, subjects, requirements, _kinship(documents, subjects))
    asked, spread = _asked_unseen(documents, bare, all_terms)
    parts = folds(documents)
    _rank_unseen(asked, parts, subjects)
    answers = _read_unseen(asked, parts, subjects, matrices(documents, all_terms, linear.idf))
    for each in asked:
        each.row = verdict_row(subjects, each.sheet.pages, each.here, each.ranked, each.subject, each.signs)
    _look_unseen(asked, parts)
    told = [each for each in asked if each.example is not None]
    rows = _whole_rows(asked, subjects, requirements)
    statuses = np.array([each.status for each in told], dtype=np.int64)
    return replace(
        bare,
        weights=np.hstack([bare.weights[:, : COLUMNS.index(_ANSWER) * len(subjects)], stepped(answers[0])]),
        biases=np.concatenate([bare.biases[: COLUMNS.index(_ANSWER) * len(subjects)], np.round(answers[1], 6)]),
        spread=spread,
        ranking=_fit_ranking(told),
        first_look=_fit_first_look(told),
        verdicts=_fit_verdicts(rows, statuses),
        temperature=_temperature(rows, statuses, [each.document.id for each in told], parts),
    )


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
        _NO_TREES,
        1.0,
        _UNSURE_BELOW,
        nothing,
        nothing,
    )


def _spread(model: Model, documents: Sequence[Document]) -> Floats:
    relevance = np.vstack([passage_scores(model, document.passages).relevance for document in documents])
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
    """Return every subject of every sheet, and every agreed example, as linear scorers see it that have not seen it.

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


def _asked(document: Document, model: Model) -> Iterator[Asked]:
    scores = passage_scores(model, document.passages)
    agreed = [example for example in document.examples if example.label.agreed]
    wanted = [
        *((sheet, subject, signs, None) for sheet in document.sheets for subject, signs in sheet.signs.items()),
        *((example.sheet, example.subject, example.signs, example) for example in agreed),
    ]
    seen: dict[tuple[int, int, str], Candidates] = {}
    for sheet, subject, signs, example in wanted:
        if model.knows(subject):
            key = (id(sheet), id(signs), subject)
            if key not in seen:
                seen[key] = candidates(sheet.pages, scores, model.subjects.index(subject), signs)
            if len(seen[key].orders):
                yield Asked(document, sheet, subject, signs, example, seen[key], scores)


def _fit_ranking(told: Sequence[Asked]) -> Trees:
    pairs = [(each.here, each.example.quoted) for each in told if each.example and each.example.quoted]
    rows = np.vstack([here.rows for here, _ in pairs]).astype(np.float32)
    quoted = [int(int(order) in those) for here, those in pairs for order in here.orders]
    return grow(rows, np.array(quoted, dtype=np.int64), of=2, rounds=150, rate=0.05, features=0.5)


def _fit_first_look(told: Sequence[Asked]) -> Trees:
    rows = np.vstack([each.row for each in told]).astype(np.float32)
    statuses = np.array([each.status for each in told], dtype=np.int64)
    return grow(rows, statuses, of=len(CLASSES), rounds=150, rate=0.05, features=0.2)


def _fit_verdicts(rows: npt.NDArray[np.float32], statuses: npt.NDArray[np.int64]) -> Trees:
    return grow(rows, statuses, of=len(CLASSES), rounds=300, rate=0.025, features=0.1)


def _apart(asked: Sequence[Asked], parts: Sequence[frozenset[str]]) -> Iterator[tuple[list[Asked], list[Asked]]]:
    """Yield for each part what assessors said of the others, and everything in it."""
    for part in parts:
        told = [each for each in asked if each.example is not None and each.document.id not in part]
        yield told, [each for each in asked if each.document.id in part]


def _rank_unseen(asked: Sequence[Asked], parts: Sequence[frozenset[str]], subjects: Sequence[str]) -> None:
    """Give each the probability of its candidates, from a ranking that has not seen its group."""
    for told, inside in _apart(asked, parts):
        trees = _fit_ranking(told)
        likely = sigmoid(trees.scores(np.vstack([each.here.rows for each in inside]).astype(np.float32))[:, 0])
        ends = np.cumsum([len(each.here.orders) for each in inside])
        for each, share in zip(inside, np.split(likely, ends[:-1]), strict=True):
            each.likely = share
            each.ranked = ranking(each.here, share, each.scores, subjects.index(each.subject))


def _read_unseen(
    asked: Sequence[Asked],
    parts: Sequence[frozenset[str]],
    subjects: Sequence[str],
    passages: Mapping[str, sparse.csr_matrix],
) -> tuple[Floats, Floats]:
    """Give each how its passages read together, from scorers that have not seen its group.

    Returns the weights and biases of the scorers that have seen everything.
    """
    for told, inside in _apart(asked, parts):
        weights, biases = fit_answers([_answer(each, subjects) for each in told], subjects, passages)
        for each in inside:
            here = _answer(each, subjects)
            columns = [number * len(subjects) + here.subject for number in range(len(CLASSES))]
            terms = sparse.csr_matrix(np.array([here.shares])) @ passages[here.document][list(here.orders)]
            each.reads_as = (terms @ weights[:, columns])[0] + biases[columns]
    return fit_answers([_answer(each, subjects) for each in asked if each.example], subjects, passages)


def _answer(each: Asked, subjects: Sequence[str]) -> Answer:
    share = shares([passage.probability for passage in each.ranked])
    orders = tuple(passage.order for passage in each.ranked[: len(share)])
    return Answer(each.document.id, subjects.index(each.subject), orders, tuple(share), each.status)


def _look_unseen(asked: Sequence[Asked], parts: Sequence[frozenset[str]]) -> None:
    """Give each a first opinion, from trees that have not seen its group."""
    for told, inside in _apart(asked, parts):
        trees = _fit_first_look(told)
        chances = softmax(trees.scores(np.vstack([each.row for each in inside]).astype(np.float32)))
        for each, chance in zip(inside, chances, strict=True):
            each.chances = chance


def _whole_rows(
    asked: Sequence[Asked], subjects: Sequence[str], requirements: Sequence[str]
) -> npt.NDArray[np.float32]:
    """Return the rows of what assessors were asked, each with the first opinions on the rest of its sheet."""
    known: dict[int, dict[str, Floats]] = {}
    for each in asked:
        if each.example is None:
            known.setdefault(id(each.sheet), {})[each.subject] = each.chances
    together = {sheet: chances_of(subjects, chances) for sheet, chances in known.items()}
    rows = []
    for each in asked:
        if each.example is not None:
            question = Question(each.subject, each.example.requirement, each.signs)
            beside = together[id(each.sheet)]
            rows.append(whole_row(subjects, requirements, question, each.look, beside))
    return np.vstack(rows).astype(np.float32)


def _temperature(
    rows: npt.NDArray[np.float32],
    statuses: npt.NDArray[np.int64],
    ids: Sequence[str],
    parts: Sequence[frozenset[str]],
) -> float:
    """Return what to divide scores by, so that probabilities are as often right as they say on unseen documents."""
    scores = np.zeros((len(rows), len(CLASSES)))
    for part in parts:
        inside = np.array([each in part for each in ids])
        scores[inside] = _fit_verdicts(rows[~inside], statuses[~inside]).scores(rows[inside])
    each = np.arange(len(rows))

    def surprise(temperature: float) -> float:
        return float(-np.log(softmax(scores / temperature)[each, statuses] + 1e-12).mean())

    return min(_TEMPERATURES, key=surprise)
