"""How well a model does on submissions that it has not learned from: the figures in the model file and in the docs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pbc_checks.engine import Study
from pbc_checks.findings import Finding
from pbc_checks.learned.model import CLASSES, Model
from pbc_checks.learned.subject import subject
from pbc_checks.read import read
from pbc_frameworks.load import Library
from pbc_training.corpus import Label, Labelled

_WORD = re.compile(r"[a-z0-9£%]+")
_MOST = 0.6  # of the words of the shorter quotation
_BANDS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
_MOST_ERRORS = 10
_EXAMPLES = 2


@dataclass(frozen=True, slots=True)
class Judged:
    """One requirement of one submission as an assessor and as the checker see it. Statuses are among CLASSES.

    `requirement` is `framework/document/requirement`; `quote` the assessor's quotation, `shown` the checker's first;
    `quoted` says whether any of the checker's has most of its words in common with the assessor's.
    """

    submission: str
    requirement: str
    subject: str
    wanted: str
    said: str
    by_rules: str
    confidence: float
    unsure: bool
    quote: str
    shown: str
    quoted: bool


def judged(corpus: Iterable[Labelled], library: Library, model: Model | None) -> list[Judged]:
    """Return every requirement of some submissions on which the assessors agree, as the checker judges it."""
    found: list[Judged] = []
    for labelled in corpus:
        study = Study(read(labelled.path.name, labelled.data, library), library.concepts(), model=model)
        for kind, labels in labelled.labels.items():
            framework_id, _, document = kind.partition("/")
            framework = library.load(framework_id)
            definition = framework.submissions[document]
            subjects = {requirement.id: subject(requirement) for requirement in definition.requirements}
            report = study.report(framework, definition)
            found.extend(
                _judged(labelled.id, kind, subjects[finding.requirement], finding, labels[finding.requirement])
                for finding in report.findings
                if finding.requirement in labels and labels[finding.requirement].agreed
            )
    return found


def figures(items: Sequence[Judged]) -> dict[str, Any]:
    """Return figures on some items, as a model file holds them.

    `table` and `rules` have a row an assessor's status and a column the checker's, or the rules' alone, in the order of
    CLASSES. `quoted` are the met and partly met items for which a quotation overlaps the assessor's, and how many
    there are; `unsure` the unsure ones that are right, and how many there are.
    """
    present = [item for item in items if item.wanted != "missing"]
    unsure = [item for item in items if item.unsure]
    return {
        "table": _table((item.wanted, item.said) for item in items),
        "rules": _table((item.wanted, item.by_rules) for item in items),
        "quoted": [sum(item.quoted for item in present), len(present)],
        "unsure": [sum(item.wanted == item.said for item in unsure), len(unsure)],
    }


def by_requirement(items: Sequence[Judged]) -> dict[str, list[list[int]]]:
    """Return the table of each requirement, by name."""
    return {
        name: _table((item.wanted, item.said) for item in items if item.requirement == name)
        for name in sorted({item.requirement for item in items})
    }


def calibration(items: Sequence[Judged]) -> list[list[float]]:
    """Return for each band of confidence: where it begins, the items in it, those that are right, the mean."""
    bands: dict[float, list[Judged]] = defaultdict(list)
    for item in items:
        bands[max(begin for begin in _BANDS if begin <= item.confidence)].append(item)
    return [
        [
            begin,
            len(bands[begin]),
            sum(item.wanted == item.said for item in bands[begin]),
            round(sum(item.confidence for item in bands[begin]) / len(bands[begin]), 3),
        ]
        for begin in sorted(bands)
    ]


def commonest_errors(items: Sequence[Judged]) -> list[dict[str, Any]]:
    """Return the commonest kinds of error, a subject and what was taken for what, each with examples."""
    wrong = [item for item in items if item.wanted != item.said]
    kinds = Counter((item.subject, item.wanted, item.said) for item in wrong)
    asked = Counter((item.subject, item.wanted) for item in items)
    return [
        {
            "subject": name,
            "assessor": wanted,
            "checker": said,
            "count": count,
            "of": asked[name, wanted],
            "examples": [
                {"submission": item.submission, "assessor-quotes": item.quote, "checker-shows": item.shown}
                for item in wrong
                if (item.subject, item.wanted, item.said) == (name, wanted, said)
            ][:_EXAMPLES],
        }
        for (name, wanted, said), count in sorted(kinds.items(), key=lambda kind: (-kind[1], kind[0]))[:_MOST_ERRORS]
    ]


def _judged(submission: str, kind: str, about: str, finding: Finding, label: Label) -> Judged:
    shown = finding.evidence or finding.nearest
    return Judged(
        submission=submission,
        requirement=f"{kind}/{finding.requirement}",
        subject=about,
        wanted=label.status,
        said=_class(finding.status.value),
        by_rules=_class(finding.by_rules.value if finding.by_rules else ""),
        confidence=finding.confidence or 0.0,
        unsure=finding.unsure,
        quote=label.quote,
        shown=shown[0].quote if shown else "",
        quoted=any(_overlap(evidence.quote, label.quote) for evidence in finding.evidence),
    )


def _class(status: str) -> str:
    return status if status in CLASSES else "missing"


def _overlap(one: str, other: str) -> bool:
    first, second = set(_WORD.findall(one.lower())), set(_WORD.findall(other.lower()))
    return bool(first and second) and len(first & second) >= _MOST * min(len(first), len(second))


def _table(pairs: Iterable[tuple[str, str]]) -> list[list[int]]:
    counts = Counter(pairs)
    return [[counts[wanted, said] for said in CLASSES] for wanted in CLASSES]
