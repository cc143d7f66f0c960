"""The checker: a submission against every requirement of one kind of document. Pure: values in, a report out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from pbc_checks.evidence.cues import features
from pbc_checks.evidence.form_wording import form_wording
from pbc_checks.evidence.index import Index
from pbc_checks.evidence.match import Matcher
from pbc_checks.evidence.passages import Passage, split
from pbc_checks.evidence.result import ConceptResult
from pbc_checks.evidence.verdict import Case, judge, part_result
from pbc_checks.findings import Report
from pbc_checks.judgement.finding import finding
from pbc_checks.judgement.weigh import Judgement, weigh
from pbc_checks.learned.assessment import Assessment, Question, assess
from pbc_checks.learned.candidates import Pages, pages
from pbc_checks.learned.measured import scorers
from pbc_checks.learned.model import Model
from pbc_checks.learned.passage_scores import passage_scores
from pbc_checks.learned.signs import Signs, signs
from pbc_checks.learned.subject import subject
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
    model: Model | None = None,
) -> Report:
    """Return the report on a submission: one finding a requirement, in the order of the form.

    `cues` are the wording shared by all concepts; those of the library where left out. Without a `model` the rules
    alone judge. Raises UnknownNameError if a requirement names a concept that is not among `concepts`.
    """
    examination = Examination(submission, framework, definition, concepts, cues or load_cues(), model)
    judgements = examination.judgements(definition.requirements)
    return Report(
        submission=submission,
        framework=framework.id,
        framework_title=framework.title,
        document=definition.kind,
        document_title=definition.title,
        version=definition.version,
        findings=tuple(finding(judgement, model.unsure_below if model else 0.0) for judgement in judgements),
        scorers=scorers(model, f"{framework.id}/{definition.kind}") if model else None,
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
        model: Model | None = None,
    ) -> None:
        self.submission = submission
        self.framework = framework
        self.definition = definition
        self.concepts = concepts
        self.cues = cues
        self.model = model
        self.index = Index(split(submission))
        self.features = features(self.index, cues, form_wording(framework, definition))
        self.matcher = Matcher(self.index, self.features, cues)
        self._results: dict[tuple[str, str], ConceptResult] = {}

    @cached_property
    def pages(self) -> Pages:
        """Return the submission's passages as the learned scorers see them."""
        return pages(self.index.passages, self.features)

    def judgements(self, requirements: Sequence[Requirement]) -> list[Judgement]:
        """Return the judgement of each requirement."""
        cases = [self.case(requirement) for requirement in requirements]
        assessments = self.assessments(cases)
        return [
            weigh(case, assessment, self.pages if assessment else None)
            for case, assessment in zip(cases, assessments, strict=True)
        ]

    def assessments(self, cases: Sequence[Case]) -> list[Assessment | None]:
        """Return what the learned scorers make of each requirement; None where there is no scorer for it."""
        if self.model is None or not self.index.passages:
            return [None] * len(cases)
        questions = [
            Question(
                subject(case.requirement),
                f"{self.framework.id}/{self.definition.kind}/{case.requirement.id}",
                signs(case.parts, judge(case).status),
            )
            for case in cases
        ]
        return assess(self.model, self.pages, passage_scores(self.model, self.index.passages), questions)

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
