"""Examples: each requirement of each assessed submission, with what the rules found and what the assessor said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pbc_checks.engine import Examination
from pbc_checks.learned.candidates import Pages, pages
from pbc_checks.learned.signs import Signs
from pbc_checks.learned.subject import subject
from pbc_checks.read import read
from pbc_frameworks.concepts import load_cues
from pbc_frameworks.errors import UnknownNameError
from pbc_frameworks.load import Library
from pbc_training.corpus import CorpusError, Label, Labelled

_WORD = re.compile(r"[a-z0-9£%]+")
_SHORTEST = 3  # words of a passage that is a piece of a quotation
_MOSTLY = 0.75  # of the words of the shorter of passage and quotation
_FEWEST = 4  # different words to tell that two texts have most of theirs in common


@dataclass(frozen=True, slots=True)
class Example:
    """One requirement of one submission. `quoted` are the orders of the passages that the assessor quoted from."""

    subject: str
    requirement: str
    label: Label
    signs: Signs
    pages: Pages
    quoted: frozenset[int]


@dataclass(frozen=True, slots=True)
class Document:
    """One submission with its examples. Pages that differ only by the form's own words are shared where they can be."""

    id: str
    group: str
    pages: Pages
    examples: tuple[Example, ...]


def documents(corpus: Iterable[Labelled], library: Library) -> tuple[Document, ...]:
    """Return the examples of each submission. Raises CorpusError for a label of something that no framework has."""
    return tuple(_document(labelled, library) for labelled in corpus)


def _document(labelled: Labelled, library: Library) -> Document:
    submission = read(labelled.path.name, labelled.data, library)
    concepts, cues = library.concepts(), load_cues()
    examples: list[Example] = []
    laid_out: list[Pages] = []
    for kind, labels in labelled.labels.items():
        framework_id, _, document = kind.partition("/")
        try:
            framework = library.load(framework_id)
            definition = framework.submissions[document]
        except (UnknownNameError, KeyError):
            raise CorpusError(f"{labelled.id}: no framework has “{kind}”.") from None
        examination = Examination(submission, framework, definition, concepts, cues)
        laid_out.append(pages(examination.index.passages, examination.features))
        known = {requirement.id: requirement for requirement in definition.requirements}
        for name, label in labels.items():
            if name not in known:
                raise CorpusError(f"{labelled.id}: {kind} has no requirement “{name}”.")
            quoted = (passage.order for passage in examination.index.passages if quotes(label.quote, passage.text))
            examples.append(
                Example(
                    subject=subject(known[name]),
                    requirement=f"{kind}/{name}",
                    label=label,
                    signs=examination.signs(known[name]),
                    pages=laid_out[-1],
                    quoted=frozenset(quoted) if label.quote else frozenset(),
                )
            )
    return Document(labelled.id, labelled.group, laid_out[0], tuple(examples))


def quotes(quotation: str, passage: str) -> bool:
    """Return whether a quotation is taken from a passage: one holds the other, or they share most of their words."""
    wanted, words = _WORD.findall(quotation.lower()), _WORD.findall(passage.lower())
    if not wanted or not words:
        return False
    if " ".join(wanted) in " ".join(words):
        return True
    if len(words) >= _SHORTEST and " ".join(words) in " ".join(wanted):
        return True
    return _alike(set(wanted), set(words))


def _alike(first: set[str], second: set[str]) -> bool:
    fewer = min(len(first), len(second))
    return fewer >= _FEWEST and len(first & second) >= _MOSTLY * fewer


def subjects_of(documents: Sequence[Document]) -> tuple[str, ...]:
    """Return the subjects of the examples, sorted."""
    return tuple(sorted({example.subject for document in documents for example in document.examples}))


def requirements_of(documents: Sequence[Document]) -> tuple[str, ...]:
    """Return the names of the requirements of the examples, sorted."""
    return tuple(sorted({example.requirement for document in documents for example in document.examples}))
