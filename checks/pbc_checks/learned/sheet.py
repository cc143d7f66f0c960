"""One view of a submission as the learned scorers see it: its passages in numbers, and the rules' signs by subject."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pbc_checks.evidence.indexed import View
from pbc_checks.evidence.verdict import judge, part_result
from pbc_checks.learned.candidates import Pages, pages
from pbc_checks.learned.signs import Signs, signs
from pbc_checks.learned.subject import concepts, parts


@dataclass(frozen=True, slots=True)
class Sheet:
    """The passages of a submission, and what the rules say of each subject, whether or not anyone asks about it."""

    pages: Pages
    signs: Mapping[str, Signs]


def sheet(view: View, subjects: Iterable[str]) -> Sheet:
    """Return the sheet of a view. Subjects with a concept that the library does not have are left out."""
    known = (subject for subject in subjects if concepts(subject) <= view.concepts.keys())
    return Sheet(pages(view.index.passages, view.features), {subject: _signs(view, subject) for subject in known})


def _signs(view: View, subject: str) -> Signs:
    results = [part_result(part, [view.concept(concept) for concept in part.concepts]) for part in parts(subject)]
    return signs(results, judge(results, view.submission).status)
