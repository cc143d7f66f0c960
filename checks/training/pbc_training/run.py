"""A whole training: the model on everything, and models on parts of it that are measured on the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Any

from threadpoolctl import threadpool_limits

from pbc_checks.learned.measured import CROSS_VALIDATED, HELD_OUT
from pbc_checks.learned.model import Model
from pbc_frameworks.load import Library
from pbc_training.corpus import CorpusError, Labelled, checksum
from pbc_training.examples import Document
from pbc_training.measure import Judged, by_requirement, calibration, commonest_errors, figures, judged
from pbc_training.train import folds, train

_EVERYTHING = "everything"
_SHARES = (0.25, 0.5, 0.75)  # of what is learned from, for the learning curve; the whole is measured in any case
_FEWEST = 10  # submissions to learn from: of fewer, a part would know next to nothing

Corpora = Mapping[str, tuple[Labelled, ...]]
"""Submissions by the ending of their format. All are in the first, which is learned from; in the others some or all."""


@dataclass(frozen=True, slots=True)
class Task:
    """One model to train: on which submissions, and on which to measure it, in which formats."""

    name: str
    learned: tuple[str, ...]
    measured: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """A trained model with what it made of the submissions it was measured on, by format."""

    task: Task
    model: Model
    items: Mapping[str, tuple[Judged, ...]]


def tasks(
    documents: Sequence[Document],
    corpora: Corpora,
    held_out: frozenset[str] = frozenset(),
    unmeasured: frozenset[str] = frozenset(),
) -> list[Task]:
    """Return what there is to train.

    One model learns from everything. Each fold's learns from all but one part and is measured on that. If some
    submissions are held out, one learns from all others and is measured on them in every format, and smaller ones
    that learn from a share of the others give the learning curve. Submissions that are `unmeasured` are only learned
    from. Raises CorpusError if there are too few.
    """
    ids = tuple(document.id for document in documents)
    if len(ids) - len(held_out) < _FEWEST:
        kept = f", {len(held_out)} of them held out" if held_out else ""
        raise CorpusError(
            f"{len(ids)} assessed submissions{kept} are too few to learn from. At least {_FEWEST} are needed besides "
            "those held out. Add your own to the corpus that comes with pbcgov instead of starting anew."
        )
    first = next(iter(corpora))
    wanted = [Task(_EVERYTHING, ids)]
    for number, part in enumerate(folds([each for each in documents if each.id not in unmeasured]), start=1):
        inside = tuple(each for each in ids if each in part)
        rest = tuple(each for each in ids if each not in part)
        wanted.append(Task(f"{CROSS_VALIDATED} {number}", rest, inside, (first,)))
    unseen = tuple(each for each in ids if each in held_out)
    if unseen:
        rest = tuple(each for each in ids if each not in held_out)
        there = {file_format: {each.id for each in corpus} for file_format, corpus in corpora.items()}
        formats = tuple(file_format for file_format in corpora if held_out <= there[file_format])
        wanted.append(Task(HELD_OUT, rest, unseen, formats))
        # Spread over the groups, so that a share has something of every hand.
        spread = [each for start in range(4) for each in rest[start::4]]
        for share in _SHARES:
            some = frozenset(spread[: round(share * len(rest))])
            if len(some) < _FEWEST:
                continue
            wanted.append(Task(f"{share:.0%}", tuple(each for each in rest if each in some), unseen, (first,)))
    return wanted


def carry_out(task: Task, documents: Sequence[Document], corpora: Corpora, library: Library) -> Done:
    """Return a task's model and what it made of unseen submissions.

    One thread does all sums: several would add them up in another order each time, and no two models would be alike.
    """
    with threadpool_limits(1):
        learned = frozenset(task.learned)
        model = train([document for document in documents if document.id in learned])
        measured = frozenset(task.measured)
        items = {
            file_format: tuple(judged([each for each in corpora[file_format] if each.id in measured], library, model))
            for file_format in task.formats
        }
    return Done(task, model, items)


def finished(corpora: Corpora, done: Sequence[Done]) -> Model:
    """Return the model that has learned from everything, with its provenance and the figures of the others."""
    by_name = {each.task.name: each for each in done}
    first = next(iter(corpora))
    whole = by_name[_EVERYTHING].model
    parts = [each for each in done if each.task.name.startswith(CROSS_VALIDATED)]
    unseen = [item for part in parts for item in part.items[first]]
    seen = frozenset(each for part in parts for each in part.task.measured)
    measured: dict[str, Any] = {
        CROSS_VALIDATED: {
            "submissions": sum(len(part.task.measured) for part in parts),
            "folds": len(parts),
            "figures": figures(unseen),
            "requirements": by_requirement(unseen),
            "calibration": calibration(unseen),
        },
    }
    if HELD_OUT in by_name:
        measured[HELD_OUT] = _held_out(by_name[HELD_OUT], done)
    return replace(whole, provenance=_provenance(corpora[first], seen), measured=measured)


def _held_out(whole: Done, done: Sequence[Done]) -> dict[str, Any]:
    first = whole.task.formats[0]
    curve = [each for each in done if each.task.measured == whole.task.measured]
    curve.sort(key=lambda each: len(each.task.learned))
    return {
        "learned": list(whole.task.learned),
        "unread": list(whole.task.measured),
        "formats": {file_format: figures(items) for file_format, items in whole.items.items()},
        "requirements": by_requirement(whole.items[first]),
        "calibration": calibration(whole.items[first]),
        "learning-curve": [
            {"submissions": len(each.task.learned), "table": figures(each.items[first])["table"]} for each in curve
        ],
        "errors": commonest_errors(whole.items[first]),
    }


def _provenance(corpus: tuple[Labelled, ...], measured: frozenset[str]) -> dict[str, Any]:
    return {
        "corpus": checksum(corpus),
        "submissions": len(corpus),
        "unmeasured": sorted(each.id for each in corpus if each.id not in measured),
        "labels": sum(label.agreed for each in corpus for items in each.labels.values() for label in items.values()),
        "made-with": {name: version(name) for name in ("pbcgov", "numpy", "scipy", "scikit-learn")},
    }
