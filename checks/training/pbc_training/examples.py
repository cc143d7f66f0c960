"""Examples: each requirement of each assessed submission, with what the rules found and what the assessor said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pbc_checks.engine import Study
from pbc_checks.evidence.indexed import View
from pbc_checks.evidence.passages import Passage
from pbc_checks.learned.sheet import Sheet, sheet
from pbc_checks.learned.signs import Signs
from pbc_checks.learned.subject import subject
from pbc_checks.read import read
from pbc_frameworks.errors import UnknownNameError
from pbc_frameworks.load import Library
from pbc_frameworks.model import Framework, SubmissionDefinition
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
    sheet: Sheet
    quoted: frozenset[int]


@dataclass(frozen=True, slots=True)
class Document:
    """One submission with its examples. `sheets` are its views, one or more: kinds of document can share one."""

    id: str
    group: str
    sheets: tuple[Sheet, ...]
    examples: tuple[Example, ...]

    @property
    def passages(self) -> Sequence[Passage]:
        """Return the passages of the submission, which are the same in every view."""
        return self.sheets[0].pages.passages


def all_subjects(corpus: Iterable[Labelled], library: Library) -> tuple[str, ...]:
    """Return the subjects that the labels of a corpus are about, sorted. Raises CorpusError for an unknown label."""
    found: set[str] = set()
    for labelled in corpus:
        for kind, labels in labelled.labels.items():
            _, definition = _kind(labelled, kind, library)
            known = {requirement.id: requirement for requirement in definition.requirements}
            unknown = next((name for name in labels if name not in known), None)
            if unknown is not None:
                raise CorpusError(f"{labelled.id}: {kind} has no requirement “{unknown}”.")
            found.update(subject(known[name]) for name in labels)
    return tuple(sorted(found))


def documents(corpus: Iterable[Labelled], library: Library, subjects: Sequence[str]) -> tuple[Document, ...]:
    """Return the examples of each submission; `subjects` are those that models will have."""
    return tuple(_document(labelled, library, subjects) for labelled in corpus)


def _document(labelled: Labelled, library: Library, subjects: Sequence[str]) -> Document:
    submission = read(labelled.path.name, labelled.data, library)
    study = Study(submission, library.concepts())
    examples: list[Example] = []
    sheets: dict[View, Sheet] = {}
    for kind, labels in labelled.labels.items():
        framework, definition = _kind(labelled, kind, library)
        examination = study.examination(framework, definition)
        if examination.view not in sheets:
            sheets[examination.view] = sheet(examination.view, subjects)
        page = sheets[examination.view]
        for requirement in definition.requirements:
            label = labels.get(requirement.id)
            if label is None:
                continue
            quoted = (passage.order for passage in page.pages.passages if quotes(label.quote, passage.text))
            examples.append(
                Example(
                    subject=subject(requirement),
                    requirement=f"{kind}/{requirement.id}",
                    label=label,
                    signs=examination.signs(examination.case(requirement), page),
                    sheet=page,
                    quoted=frozenset(quoted) if label.quote else frozenset(),
                )
            )
    return Document(labelled.id, labelled.group, tuple(sheets.values()), tuple(examples))


def _kind(labelled: Labelled, kind: str, library: Library) -> tuple[Framework, SubmissionDefinition]:
    framework_id, _, document = kind.partition("/")
    try:
        framework = library.load(framework_id)
        return framework, framework.submissions[document]
    except (UnknownNameError, KeyError):
        raise CorpusError(f"{labelled.id}: no framework has “{kind}”.") from None


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
