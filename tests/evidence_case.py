"""Short submissions for the tests of the evidence engine, and one concept or definition judged on them."""

from __future__ import annotations

from collections.abc import Mapping

from pbc_checks.engine import check
from pbc_checks.evidence.form_wording import form_wording
from pbc_checks.evidence.indexed import Indexed
from pbc_checks.evidence.result import ConceptResult
from pbc_checks.findings import Finding, Report
from pbc_checks.read import read
from pbc_checks.submission import Block, BlockKind, FormIdentity, Place, Receipt, Submission
from pbc_frameworks.concepts import Concept, load_concepts, load_cues
from pbc_frameworks.load import load_framework

FRAMEWORK = load_framework("hertfordshire-2007")
BUSINESS_CASE = FRAMEWORK.submissions["business-case"]
PLAN = FRAMEWORK.submissions["commissioning-plan"]


def markdown(text: str) -> Submission:
    """Return a submission written as Markdown."""
    return read("case.md", text.encode())


def submission(*blocks: Block, receipt: Receipt | None = None) -> Submission:
    """Return a submission of these blocks, all of it read unless a receipt says otherwise."""
    return Submission("case.docx", "docx", "0" * 64, 1, blocks, receipt or Receipt())


def paragraph(text: str, number: int = 1, heading: str = "") -> Block:
    """Return a paragraph of running text."""
    headings = (heading,) if heading else ()
    return Block(text, BlockKind.PARAGRAPH, Place(paragraph=number, heading=heading), headings)


def completed_form(answers: Mapping[str, str], kind: str = "business-case") -> Submission:
    """Return the form of a kind as a reader of Word files makes it of a completed one: a box left out is empty."""
    blocks: list[Block] = []
    definition = FRAMEWORK.submissions[kind]
    typed = {requirement.id: answers.get(requirement.id, "") for requirement in definition.requirements}
    for requirement in definition.requirements:
        place = Place(paragraph=len(blocks) + 1)
        blocks.append(Block(requirement.title, BlockKind.HEADING, place, level=2))
        place = Place(paragraph=len(blocks) + 1, heading=requirement.title)
        headings = (requirement.title,)
        blocks.append(Block(requirement.prompt, BlockKind.PARAGRAPH, place, headings, guidance=True))
        if typed[requirement.id]:
            answer = Block(typed[requirement.id], BlockKind.PARAGRAPH, place, headings, requirement=requirement.id)
            blocks.append(answer)
        blocks.append(Block(f"Criterion: {requirement.criterion}", BlockKind.PARAGRAPH, place, headings))
    identity = FormIdentity(FRAMEWORK.id, kind, definition.version)
    return Submission("form.docx", "docx", "0" * 64, 1, tuple(blocks), Receipt(), identity, typed)


def report(what: Submission, kind: str = "business-case") -> Report:
    """Return the report on a submission against the Hertfordshire framework."""
    return check(what, FRAMEWORK, FRAMEWORK.submissions[kind], load_concepts())


def found(what: Submission, requirement: str, kind: str = "business-case") -> Finding:
    """Return the finding on one requirement."""
    return next(finding for finding in report(what, kind).findings if finding.requirement == requirement)


def judged(concept: Concept, what: Submission) -> ConceptResult:
    """Return what a submission says of one concept."""
    view = Indexed(what, {concept.id: concept}, load_cues()).view(form_wording(FRAMEWORK, BUSINESS_CASE))
    return view.concept(concept.id)
