"""The checker: a submission against every requirement of one kind of document. Pure: values in, a report out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pbc_checks.circumstances import NOTHING_KNOWN, Circumstances
from pbc_checks.discretion import Discretion
from pbc_checks.evidence.form_wording import form_wording
from pbc_checks.evidence.indexed import Indexed, View
from pbc_checks.evidence.passages import Passage
from pbc_checks.evidence.verdict import Case, judge, part_result
from pbc_checks.findings import Report
from pbc_checks.judgement.finding import finding
from pbc_checks.judgement.weigh import Judgement, weigh
from pbc_checks.learned.assessment import Assessment, Look, Question, assess, background
from pbc_checks.learned.measured import scorers
from pbc_checks.learned.model import Model
from pbc_checks.learned.passage_scores import PassageScores, passage_scores
from pbc_checks.learned.sheet import Sheet, sheet
from pbc_checks.learned.signs import Signs, signs
from pbc_checks.learned.subject import subject
from pbc_checks.received import received, times
from pbc_checks.rules.matter import Matter
from pbc_checks.rules.table import apply
from pbc_checks.submission import Submission
from pbc_frameworks.concepts import Concept, Cues, load_cues
from pbc_frameworks.model import Framework, Requirement, SubmissionDefinition
from pbc_frameworks.profile import with_local_figures

_REASON_WORDS = 3


def check(
    submission: Submission,
    framework: Framework,
    definition: SubmissionDefinition,
    concepts: Mapping[str, Concept],
    cues: Cues | None = None,
    model: Model | None = None,
    circumstances: Circumstances = NOTHING_KNOWN,
) -> Report:
    """Return the report on a submission: one finding a requirement, in the order of the form.

    `cues` are the wording shared by all concepts; those of the library where left out. Without a `model` the rules
    alone judge. `circumstances` are what is known beside the file. Raises UnknownNameError if a requirement names
    a concept that is not among `concepts`.
    """
    return Study(submission, concepts, cues, model).report(framework, definition, circumstances)


class Study:
    """One submission, indexed once, to be judged as any number of kinds of document. See `check`."""

    def __init__(
        self,
        submission: Submission,
        concepts: Mapping[str, Concept],
        cues: Cues | None = None,
        model: Model | None = None,
    ) -> None:
        self.model = model
        self.indexed = Indexed(submission, concepts, cues or load_cues())
        self._seen: dict[View, Seen] = {}

    @cached_property
    def discretion(self) -> Discretion:
        """Return what keeps personal details in the submission out of its reports."""
        return Discretion(self.indexed.submission)

    @cached_property
    def scores(self) -> PassageScores | None:
        """Return what the learned scorers make of each passage; None without scorers, or without passages."""
        if self.model is None or not self.indexed.index.passages:
            return None
        return passage_scores(self.model, self.indexed.index.passages)

    def report(
        self, framework: Framework, definition: SubmissionDefinition, circumstances: Circumstances = NOTHING_KNOWN
    ) -> Report:
        """Return the report on the submission as one kind of document, by what is known beside its file."""
        model = self.model
        examination = self.examination(framework, definition)
        judgements = examination.judgements(definition.requirements)
        own = _own(framework, circumstances)
        findings = (finding(judgement, model.unsure_below if model else 0.0) for judgement in judgements)
        checks = apply(Matter(examination.view, own, definition, circumstances))
        return Report(
            submission=received(self.indexed.submission, circumstances, self.discretion),
            framework=framework.id,
            framework_title=framework.title,
            document=definition.kind,
            document_title=definition.title,
            version=definition.version,
            findings=tuple(map(self.discretion.finding, findings)),
            scorers=scorers(model, f"{framework.id}/{definition.kind}") if model else None,
            checks=tuple(map(self.discretion.rule_finding, checks)),
            times=times(own, circumstances),
        )

    def examination(self, framework: Framework, definition: SubmissionDefinition) -> Examination:
        """Return the submission with one kind of document."""
        view = self.indexed.view(form_wording(framework, definition))
        return Examination(view, framework, definition, self.indexed.cues, self._see(view))

    def _see(self, view: View) -> Seen | None:
        if self.model is None or self.scores is None:
            return None
        if view not in self._seen:
            page = sheet(view, self.model.subjects)
            self._seen[view] = Seen(self.model, page, self.scores, background(self.model, page, self.scores))
        return self._seen[view]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the learned scorers make of a view of a submission, before anything is asked."""

    model: Model
    sheet: Sheet
    scores: PassageScores
    background: Mapping[str, Look]


class Examination:
    """One submission as one kind of document, against its requirements. `seen` is None if the rules alone judge."""

    def __init__(
        self,
        view: View,
        framework: Framework,
        definition: SubmissionDefinition,
        cues: Cues,
        seen: Seen | None = None,
    ) -> None:
        self.view = view
        self.submission = view.submission
        self.framework = framework
        self.definition = definition
        self.cues = cues
        self.seen = seen

    def judgements(self, requirements: Sequence[Requirement]) -> list[Judgement]:
        """Return the judgement of each requirement."""
        cases = [self.case(requirement) for requirement in requirements]
        if self.seen is None:
            return [weigh(case) for case in cases]
        pages, unsure_below = self.seen.sheet.pages, self.seen.model.unsure_below
        return [
            weigh(case, assessment, pages, unsure_below)
            for case, assessment in zip(cases, self.assessments(cases), strict=True)
        ]

    def assessments(self, cases: Sequence[Case]) -> list[Assessment | None]:
        """Return what the learned scorers make of each requirement; None where there is no scorer for it."""
        seen = self.seen
        if seen is None:
            return [None] * len(cases)
        questions = [
            Question(
                subject(case.requirement),
                f"{self.framework.id}/{self.definition.kind}/{case.requirement.id}",
                self.signs(case, seen.sheet),
            )
            for case in cases
        ]
        return assess(seen.model, seen.sheet, seen.scores, seen.background, questions)

    def signs(self, case: Case, sheet: Sheet) -> Signs:
        """Return what the rules say of a requirement: the same as of its subject, unless a form has a box for it."""
        known = sheet.signs.get(subject(case.requirement))
        if known is not None and self.submission.form is None and case.not_applicable is None:
            return known
        return signs(case.parts, judge(case.parts, case.submission, case.not_applicable).status)

    def case(self, requirement: Requirement) -> Case:
        """Return what a verdict on one requirement is reached from."""
        parts = tuple(
            part_result(part, [self.view.concept(name, requirement.id) for name in part.concepts])
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

    def _answer(self, requirement: Requirement) -> tuple[Passage, ...]:
        """Return what stands in the form's own answer to a requirement."""
        return tuple(
            passage
            for passage in self.view.index.passages
            if passage.requirement == requirement.id
            and not passage.empty
            and not self.view.features[passage.order].guidance
        )

    def _answer_empty(self, requirement: Requirement) -> bool:
        """Return whether the form has a box for the requirement, and nothing in it."""
        answer = self.submission.answers.get(requirement.id)
        return self.submission.form is not None and answer is not None and not answer.strip()

    def _not_applicable(self, requirement: Requirement) -> Passage | None:
        """Return the passage that says a requirement does not apply, with a reason, where that is an answer."""
        if not requirement.may_not_apply:
            return None
        table = self.view.index.table(self.cues.not_applicable)
        for order, hits in table.items():
            passage = self.view.index.passages[order]
            if self._about(requirement, passage) and self._reasoned(passage, hits[0].match):
                return passage
        return None

    def _about(self, requirement: Requirement, passage: Passage) -> bool:
        """Return whether a passage answers a requirement: in its box, or under a heading or question about it."""
        if passage.requirement:
            return passage.requirement == requirement.id
        concepts = (self.view.concepts[name] for part in requirement.parts for name in part.concepts)
        return any(
            self.view.index.fits(concept.headings, text)
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


def _own(framework: Framework, circumstances: Circumstances) -> Framework:
    """Return the framework with the PCT's own figures, where its profile is known."""
    return with_local_figures(framework, circumstances.profile) if circumstances.profile else framework


def _words(text: str) -> int:
    return len(re.findall(r"\w+", text))
