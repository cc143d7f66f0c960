"""The checker: a submission against every requirement of one kind of document. Pure: values in, a report out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pbc_checks.evidence.cues import features
from pbc_checks.evidence.form_wording import form_wording
from pbc_checks.evidence.index import Index
from pbc_checks.evidence.match import Matcher
from pbc_checks.evidence.passages import Passage, split
from pbc_checks.evidence.result import ConceptResult
from pbc_checks.evidence.verdict import Case, finding, judge, part_result
from pbc_checks.findings import Finding, Report
from pbc_checks.learned.signs import Signs, signs
from pbc_checks.submission import Submission
from pbc_frameworks.concepts import Concept, Cues, load_cues
from pbc_frameworks.errors import UnknownNameError
from pbc_frameworks.model import Framework, Requirement, SubmissionDefinition

_REASON_WORDS = 3


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
    examination = Examination(submission, framework, definition, concepts, cues or load_cues())
    return Report(
        submission=submission,
        framework=framework.id,
        framework_title=framework.title,
        document=definition.kind,
        document_title=definition.title,
        version=definition.version,
        findings=tuple(examination.finding(requirement) for requirement in definition.requirements),
    )


class Examination:
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
        return finding(self.case(requirement))

    def case(self, requirement: Requirement) -> Case:
        """Return what a verdict on one requirement is reached from."""
        parts = tuple(
            part_result(part, [self._judged(name, requirement.id) for name in part.concepts])
            for part in requirement.parts
        )
        return Case(
            framework=self.framework,
            requirement=requirement,
            submission=self.submission,
            parts=parts,
            not_applicable=self._not_applicable(requirement),
            answer=self._answer(requirement),
            answer_empty=self._answer_empty(requirement),
        )

    def signs(self, requirement: Requirement) -> Signs:
        """Return what the rules say of one requirement, for the learned scorers."""
        case = self.case(requirement)
        return signs(case.parts, judge(case).status)

    def _judged(self, name: str, requirement: str) -> ConceptResult:
        if name not in self.concepts:
            raise UnknownNameError("concept", name, self.concepts)
        key = (name, requirement if self.submission.form else "")
        if key not in self._results:
            self._results[key] = self.matcher.judge(self.concepts[name], key[1])
        return self._results[key]

    def _answer(self, requirement: Requirement) -> tuple[Passage, ...]:
        """Return what stands in the form's own answer to a requirement."""
        return tuple(
            passage
            for passage in self.index.passages
            if passage.requirement == requirement.id and not passage.empty and not self.features[passage.order].guidance
        )

    def _answer_empty(self, requirement: Requirement) -> bool:
        """Return whether the form has a box for the requirement, and nothing in it."""
        answer = self.submission.answers.get(requirement.id)
        return self.submission.form is not None and answer is not None and not answer.strip()

    def _not_applicable(self, requirement: Requirement) -> Passage | None:
        """Return the passage that says a requirement does not apply, with a reason, where that is an answer."""
        if not requirement.may_not_apply:
            return None
        table = self.index.table(self.cues.not_applicable)
        for order, hits in table.items():
            passage = self.index.passages[order]
            if self._about(requirement, passage) and self._reasoned(passage, hits[0].match):
                return passage
        return None

    def _about(self, requirement: Requirement, passage: Passage) -> bool:
        """Return whether a passage answers a requirement: in its box, or under a heading or question about it."""
        if passage.requirement:
            return passage.requirement == requirement.id
        concepts = (self.concepts[name] for part in requirement.parts for name in part.concepts)
        return any(
            self.matcher.fits(concept.headings, text)
            for concept in concepts
            for text in (passage.label, passage.heading)
        )

    def _reasoned(self, passage: Passage, denial: re.Match[str]) -> bool:
        """Return whether a passage gives a reason after it has said "not applicable", or opens with one."""
        after, before = passage.folded[denial.end() :], passage.folded[: denial.start()]
        if _words(after) >= _REASON_WORDS and any(phrasing.search(after) for phrasing in self.cues.reasons):
            return True
        opens = (phrasing.search(before) for phrasing in self.cues.reasons)
        return _words(before) > _REASON_WORDS and any(found and not found.start() for found in opens)


def _words(text: str) -> int:
    return len(re.findall(r"\w+", text))
