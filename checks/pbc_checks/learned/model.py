"""The model file: everything the scorers have learned, with what they learned it from and how well they do."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pbc_checks.learned.terms import Vocabulary
from pbc_checks.learned.trees import Floats, Trees
from pbc_frameworks.errors import PbcgovError

PACKAGED = Path(__file__).with_name("scorers.json")
FORMAT = 3  # of the file and of the features; a model of another number cannot be used
CLASSES = ("missing", "partial", "met")
COLUMNS = ("relevance", "not-done", "met", *(f"answer-{name}" for name in CLASSES))
"""What a passage is scored for, for each subject: whether it is about it, how it reads, and how an answer reads that it
is part of."""
_IDF_STEPS = 1000
_WEIGHT_STEPS = 127


class ModelError(PbcgovError):
    """A model file that cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class Model:
    """The learned scorers. Arrays are by term, subject and column in the order of the tuples.

    `weights` has a row a term and, for each of COLUMNS, a column a subject. `spread` are the mean and deviation of each
    subject's relevance, `kinship` how much each subject (row) has in common with each other. `temperature` divides the
    verdicts' scores so that a probability is as often right as it says. `measured` are figures on submissions that a
    scorer made in the same way had not seen; `provenance` says what it was trained on.
    """

    subjects: tuple[str, ...]
    requirements: tuple[str, ...]
    idf: Mapping[str, float]
    weights: npt.NDArray[np.float32]
    biases: Floats
    spread: Floats
    kinship: Floats
    ranking: Trees
    first_look: Trees
    verdicts: Trees
    temperature: float
    unsure_below: float
    provenance: Mapping[str, Any]
    measured: Mapping[str, Any]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return the terms that the model knows."""
        return Vocabulary(self.idf)

    def knows(self, subject: str) -> bool:
        """Return whether the model has a scorer for a subject."""
        return subject in self.subjects


def quantised(weights: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """Return weights as whole numbers of steps, column by column, and the size of each column's step."""
    steps = np.abs(weights).max(axis=0) / _WEIGHT_STEPS
    steps[steps == 0] = 1.0
    steps = np.array([float(f"{step:.4g}") for step in steps])
    return np.clip(np.rint(weights / steps), -_WEIGHT_STEPS, _WEIGHT_STEPS).astype(np.int8), steps


def model_text(model: Model) -> str:
    """Return a model as the text of its file: the same model, the same text."""
    whole, steps = quantised(model.weights.astype(np.float64))
    data = {
        "pbcgov-model": FORMAT,
        "provenance": model.provenance,
        "measured": model.measured,
        "temperature": model.temperature,
        "unsure-below": model.unsure_below,
        "subjects": list(model.subjects),
        "requirements": list(model.requirements),
        "terms": {term: round(idf * _IDF_STEPS) for term, idf in model.idf.items()},
        "weights": _packed(whole),
        "steps": _packed(steps.astype(np.float32)),
        "biases": _packed(model.biases.astype(np.float32)),
        "spread": _packed(model.spread.astype(np.float32)),
        "kinship": _packed(model.kinship.astype(np.float32)),
        "ranking": _trees(model.ranking),
        "first-look": _trees(model.first_look),
        "verdicts": _trees(model.verdicts),
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def read_model(text: str, name: str) -> Model:
    """Return the model of a file's text; `name` is used in errors.

    Raises ModelError if it is no model, or one of another version.
    """
    try:
        data = json.loads(text)
        version = data["pbcgov-model"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ModelError(f"{name}: this is not a model file. Make one with `pbcgov train`.") from None
    if version != FORMAT:
        raise ModelError(
            f"{name}: this model has format {version}, and this program reads format {FORMAT}. "
            "Train it again with `pbcgov train`."
        )
    try:
        return _model(data)
    except (KeyError, TypeError, ValueError, AttributeError, zlib.error) as error:
        raise ModelError(f"{name}: the model file is damaged ({error}). Train it again with `pbcgov train`.") from None


def packaged_model() -> Model:
    """Return the model that comes with this package.

    Raises ModelError if the file is missing or cannot be used.
    """
    return load_model(PACKAGED)


def load_model(path: Path) -> Model:
    """Return the model of a file.

    Raises ModelError if there is no such file, or it is no model, or one of another version.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ModelError(f"{path}: there is no such model file. Make one with `pbcgov train`.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"{path}: the model file cannot be read ({error}).") from None
    return read_model(text, str(path))


def _model(data: Mapping[str, Any]) -> Model:
    idf = {term: steps / _IDF_STEPS for term, steps in data["terms"].items()}
    subjects = tuple(data["subjects"])
    weights = _unpacked(data["weights"]).astype(np.float32)
    weights *= _unpacked(data["steps"]).astype(np.float32)
    if weights.shape != (len(idf), len(COLUMNS) * len(subjects)):
        raise ValueError("terms and weights do not fit each other")
    return Model(
        subjects=subjects,
        requirements=tuple(data["requirements"]),
        idf=idf,
        weights=weights,
        biases=_unpacked(data["biases"]).astype(np.float64),
        spread=_unpacked(data["spread"]).astype(np.float64),
        kinship=_unpacked(data["kinship"]).astype(np.float64),
        ranking=_grown(data["ranking"]),
        first_look=_grown(data["first-look"]),
        verdicts=_grown(data["verdicts"]),
        temperature=float(data["temperature"]),
        unsure_below=float(data["unsure-below"]),
        provenance=data["provenance"],
        measured=data["measured"],
    )


def _packed(array: npt.NDArray[Any]) -> dict[str, Any]:
    little = array.astype(array.dtype.newbyteorder("<"))
    data = base64.b64encode(zlib.compress(little.tobytes(), 9)).decode("ascii")
    return {"type": array.dtype.name, "shape": list(array.shape), "data": data}


def _unpacked(packed: Mapping[str, Any]) -> npt.NDArray[Any]:
    kind = np.dtype(packed["type"]).newbyteorder("<")
    return np.frombuffer(zlib.decompress(base64.b64decode(packed["data"])), dtype=kind).reshape(packed["shape"])


def _trees(trees: Trees) -> dict[str, Any]:
    return {
        "feature": _packed(trees.feature.astype(np.int16)),
        "threshold": _packed(trees.threshold),
        "left": _packed(trees.left),
        "right": _packed(trees.right),
        "value": _packed(trees.value),
        "roots": _packed(trees.roots),
        "start": _packed(trees.start.astype(np.float32)),
    }


def _grown(packed: Mapping[str, Any]) -> Trees:
    return Trees(
        feature=_unpacked(packed["feature"]).astype(np.int32),
        threshold=_unpacked(packed["threshold"]),
        left=_unpacked(packed["left"]),
        right=_unpacked(packed["right"]),
        value=_unpacked(packed["value"]),
        roots=_unpacked(packed["roots"]),
        start=_unpacked(packed["start"]).astype(np.float64),
    )
