"""A labelled corpus: submissions, and what assessors made of each requirement."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pbc_frameworks.errors import PbcgovError

FORMATS = ("md", "docx", "pdf", "txt")  # the first of these that a submission is found in is read
STATUSES = ("missing", "partial", "met")


class CorpusError(PbcgovError):
    """A labelled corpus that cannot be used; the message says where, what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Label:
    """An assessor's verdict on one requirement: a status of STATUSES, and the best quotation, which may be empty.

    `agreed` is false where two assessors did not coincide: such labels are neither learned from nor measured against.
    """

    status: str
    quote: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class Labelled:
    """One assessed submission: its id, file and bytes, and its labels by `framework/document` and requirement."""

    id: str
    path: Path
    data: bytes
    labels: Mapping[str, Mapping[str, Label]]

    @property
    def group(self) -> str:
        """Return what it has in common with submissions of one hand: its id without the last `-number`."""
        return re.sub(r"-\d+$", "", self.id)


def read_corpus(folder: Path, file_format: str = "", only: Collection[str] | None = None) -> tuple[Labelled, ...]:
    """Return the assessed submissions of a folder in the order of their ids.

    The folder holds `<id>.md` (or .docx, .pdf, .txt) and `labels/<id>.json`. With `file_format`, only files of that
    ending are read, with `only` those ids alone. Raises CorpusError where a file is missing or cannot be understood.
    """
    files = sorted((folder / "labels").glob("*.json"))
    if not files:
        raise CorpusError(
            f"{folder}: no labels were found. The folder needs labels/<id>.json for each submission <id>.md, .docx, "
            ".pdf or .txt; CONTRIBUTING.md shows one."
        )
    formats = (file_format,) if file_format else FORMATS
    return tuple(_labelled(folder, path, formats) for path in files if only is None or path.stem in only)


def checksum(corpus: tuple[Labelled, ...]) -> str:
    """Return the SHA-256 of everything that training reads: ids, files and labels."""
    digest = hashlib.sha256()
    for labelled in corpus:
        labels = {
            kind: {name: [label.status, label.quote, label.agreed] for name, label in items.items()}
            for kind, items in labelled.labels.items()
        }
        for piece in (labelled.id, labelled.path.suffix, hashlib.sha256(labelled.data).hexdigest()):
            digest.update(f"{piece}\n".encode())
        digest.update(json.dumps(labels, sort_keys=True).encode())
    return digest.hexdigest()


def _labelled(folder: Path, path: Path, formats: tuple[str, ...]) -> Labelled:
    found = [folder / f"{path.stem}.{ending}" for ending in formats]
    submission = next((file for file in found if file.is_file()), None)
    if submission is None:
        raise CorpusError(f"{path}: there is no {' or '.join(file.name for file in found)} in {folder}.")
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        labels = {kind: _labels(path, kind, items) for kind, items in data["labels"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CorpusError(f"{path}: these labels cannot be understood ({error}). CONTRIBUTING.md shows how.") from None
    return Labelled(path.stem, submission, submission.read_bytes(), labels)


def _labels(path: Path, kind: str, items: Mapping[str, Mapping[str, Any]]) -> dict[str, Label]:
    labels = {}
    for name, item in items.items():
        status, quote, agreed = item["status"], item.get("quote", ""), item.get("agreed", True)
        if status not in STATUSES:
            raise CorpusError(f"{path}: {kind}/{name} is “{status}”. A status is met, partial or missing.")
        if not isinstance(quote, str) or not isinstance(agreed, bool):
            raise CorpusError(f"{path}: {kind}/{name}: a quote is a text, and agreed is true or false.")
        labels[name] = Label(status, quote, agreed)
    return labels
