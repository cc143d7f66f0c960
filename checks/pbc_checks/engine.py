"""The checker: a submission against every requirement of one kind of document. Pure: values in, a report out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pbc_checks.evidence.cues import features
from pbc_checks.evidence.form_wording import form_wording
from pbc_checks.evidence.index import Index
from pbc_checks.evidence.match import ConceptResult, Matcher
from pbc_checks.evidence.passages import Passage, split
from pbc_checks.evidence.verdict import Case, finding, part_result
from pbc_checks.findings import Finding, Report
from pbc_checks.submission import Submission
from pbc_frameworks.concepts import Concept, Cues, load_cues
from pbc_frameworks.errors import UnknownNameError
from pbc_frameworks.model import Framework, Requirement, SubmissionDefinition


def check(
    submission: Submission,
    framework: Framework,
    definition: SubmissionDefinition,
    concepts: Mapping[str, Concept],
    cues: Cues | None = None,
) -> Report:
    """Return the report on a submission: one finding a requirement, in the order of the form.

    `cues` are the wording shared by all concepts; those of the library where left out.
    Raises UnknownNameError if a requirement names a concept that is not among `concepts`.
    """
    checker = _Checker(submission, framework, definition, concepts, cues or load_cues())
    return Report(
        submission=submission,
        framework=framework.id,
        framework_title=framework.title,
        document=definition.kind,
        document_title=definition.title,
        version=definition.version,
        findings=tuple(checker.finding(requirement) for requirement in definition.requirements),
    )


class _Checker:
    """One submission, indexed once, against any number of requirements."""

    def __init__(
        self,
        submission: Submission,
        framework: Framework,
        definition: SubmissionDefinition,
        concepts: Mapping[str, Concept],
        cues: Cues,
    ) -> None:
        self.submission = submission
        self.framework = framework
        self.concepts = concepts
        self.cues = cues
        self.index = Index(split(submission))
        self.features = features(self.index, cues, form_wording(framework, definition))
        self.matcher = Matcher(self.index, self.features, cues)
        self._results: dict[tuple[str, str], ConceptResult] = {}

    def finding(self, requirement: Requirement) -> Finding:
        """Return the finding on one requirement."""
        parts = tuple(
            part_result(part, [self._judged(name, requirement.id) for name in part.concepts])
            for part in requirement.parts
        )
        case = Case(
            framework=self.framework,
            requirement=requirement,
            submission=self.submission,
            parts=parts,
            not_applicable=self._not_applicable(requirement),
            answer_empty=self._answer_empty(requirement),
        )
        return finding(case)

    def _judged(self, name: str, requirement: str) -> ConceptResult:
        if name not in self.concepts:
            raise UnknownNameError("concept", name, self.concepts)
        key = (name, requirement if self.submission.form else "")
        if key not in self._results:
            self._results[key] = self.matcher.judge(self.concepts[name], key[1])
        return self._results[key]

    def _answer_empty(self, requirement: Requirement) -> bool:
        if self.submission.form is None:
            return False
        return not self.submission.answers.get(requirement.id, "").strip()

    def _not_applicable(self, requirement: Requirement) -> Passage | None:
        """Return the passage that says a requirement does not apply, with a reason, where that is an answer."""
        if not requirement.may_not_apply:
            return None
        headings = tuple(
            phrasing
            for part in requirement.parts
            for name in part.concepts
            for phrasing in self.concepts[name].headings
        )
        table = self.index.table(self.cues.not_applicable)
        for order, hits in table.items():
            passage = self.index.passages[order]
            fits = passage.requirement == requirement.id or any(
                self.matcher.fits(headings, text) for text in (passage.label, passage.heading)
            )
            after = passage.folded[hits[0].match.end() :]
            reasoned = any(phrasing.search(after) for phrasing in self.cues.reasons)
            if fits and reasoned and len(re.findall(r"\w+", after)) >= 3:
                return passage
        return None
