"""The blank form evidences nothing, whichever PCT made it, in whatever format it comes back."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from evidence_case import BUSINESS_CASE, FRAMEWORK, found, markdown, paragraph, report, submission
from pbc_checks.choose import as_free_text
from pbc_checks.engine import check
from pbc_checks.evidence.form_wording import FormWording, folded, form_wording
from pbc_checks.evidence.passages import split
from pbc_checks.findings import Report, Status
from pbc_checks.read import read
from pbc_frameworks.concepts import load_concepts
from pbc_frameworks.load import framework_ids, load_framework
from pbc_frameworks.model import Framework
from pbc_frameworks.profile import Profile, load_profile
from pbc_generator.compose.kinds import compose
from pbc_generator.document import Answer, Document, Field, Heading, ItemList, Paragraph, Table, plain
from pbc_generator.render import render

NOTHING = {Status.ABSENT, Status.PLACEHOLDER}
FORMS = [(framework_id, kind) for framework_id in framework_ids() for kind in load_framework(framework_id).submissions]
WORDING = form_wording(FRAMEWORK, BUSINESS_CASE)


@pytest.fixture(params=["the example PCT", "a PCT that has filled nothing in"])
def profile(request: pytest.FixtureRequest, example: Path) -> Profile:
    if request.param == "the example PCT":
        return load_profile(example / "profile.yaml", FRAMEWORK)
    return Profile(FRAMEWORK.id)


def blank(framework: Framework, profile: Profile, kind: str) -> Document:
    return next(compose(framework, profile, [kind]))


def as_text(document: Document, width: int) -> str:
    """Return what a form prints as plain text, its paragraphs cut into lines of some words as a PDF does."""
    lines = [document.organisation, document.title, document.subtitle, "Document control"]
    lines += [f"{line.label} {plain(line.value)}" for line in document.control]
    for block in document.blocks:
        match block:
            case Heading():
                lines.append(block.text)
            case Paragraph():
                lines.append(plain(block.runs))
            case ItemList():
                lines += [f"- {plain(item)}" for item in block.items]
            case Answer():
                lines += [f"Your answer: {block.title}", block.prompt]
            case Field():
                lines.append(block.label)
            case Table():
                lines += [block.caption, " ".join(block.header)]
                fields = [cell for row in block.rows for cell in row if isinstance(cell, Field)]
                lines += [" ".join(field.choices) for field in fields if field.choices]
            case _:
                raise AssertionError(f"the form prints a block that this test does not: {block}")
    cut = []
    for line in lines:
        pieces = line.split()
        cut += [" ".join(pieces[at : at + width]) for at in range(0, len(pieces), width)]
    return "\n\n".join(cut)


def statuses(what: Report) -> Counter[Status]:
    return Counter(finding.status for finding in what.findings)


@pytest.mark.parametrize(("framework_id", "kind"), FORMS)
def test_a_blank_word_form_is_absent_on_every_requirement(framework_id: str, kind: str, profile: Profile) -> None:
    framework = load_framework(framework_id)
    what = read("form.docx", render(blank(framework, profile, kind), "docx"))
    definition = framework.submissions[kind]
    result = check(what, framework, definition, load_concepts())
    assert statuses(result) == {Status.ABSENT: len(definition.requirements)}
    assert {finding.reason.split(",")[0] for finding in result.findings} == {"The answer box was left empty"}
    assert [finding.nearest for finding in result.findings if finding.nearest] == []


@pytest.mark.parametrize(("framework_id", "kind"), FORMS)
@pytest.mark.parametrize("file_format", ["docx", "pdf"])
def test_a_blank_form_that_does_not_say_what_it_is_supplies_nothing(
    framework_id: str, kind: str, file_format: str, profile: Profile
) -> None:
    framework = load_framework(framework_id)
    what = as_free_text(read(f"form.{file_format}", render(blank(framework, profile, kind), file_format)))
    result = check(what, framework, framework.submissions[kind], load_concepts())
    assert {finding.requirement: finding.status for finding in result.findings if finding.status not in NOTHING} == {}


@pytest.mark.parametrize("width", [9, 12, 15, 1000])
@pytest.mark.parametrize("kind", FRAMEWORK.submissions)
def test_a_blank_form_as_text_supplies_nothing_wherever_its_lines_are_cut(
    kind: str, width: int, profile: Profile
) -> None:
    result = report(markdown(as_text(blank(FRAMEWORK, profile, kind), width)), kind)
    assert {finding.requirement: finding.status for finding in result.findings if finding.status not in NOTHING} == {}


# --- what counts as the form's own words -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Describe the service: what is done, by whom, in which premises, on which days.",
        "describe the SERVICE what is done by whom in which premises",
        "Name the route - any willing provider, local enhanced service, variation of an existing contract, tender - "
        "and the contract.",
        "Send it to the PBC Governance Committee of Mereford and Wealdham Primary Care Trust.",
        "The committee aims to decide within 3 weeks and decides no later than 6 weeks.",
        "2.10 Procurement route",
        "Type your answer here: value for money",
        "Criterion: What patients gain from the service. (Hertfordshire 2007, section 2.2.2, business cases, item 2)",
        "1.1 Service to be provided 1.2 Benefits for patients 1.3 Improvements in efficiency and effectiveness",
    ],
)
def test_the_forms_own_words_are_recognised(text: str) -> None:
    assert WORDING.has(text)


@pytest.mark.parametrize(
    "text",
    [
        "Local enhanced service.",
        "Any willing provider, under the standard contract.",
        "The PEC has said that it is interested in urgent care.",
        "Name the route - any willing provider, local enhanced service, variation of an existing contract, tender - "
        "and the contract: we chose a local enhanced service from 1 April.",
        "The committee aims to save £40,000.",
        "Give the number of patients: 640.",
        "1.",
        "",
    ],
)
def test_a_practices_own_words_are_not_taken_for_the_forms(text: str) -> None:
    assert not WORDING.has(text)


def leftovers(wording: FormWording, *texts: str) -> list[str]:
    passages = split(submission(*(paragraph(text, number) for number, text in enumerate(texts, 1))))
    found_orders = wording.leftovers([folded(passage) for passage in passages])
    return [passage.text for passage in passages if passage.order in found_orders]


def test_the_rest_of_a_sentence_is_recognised_after_its_beginning_and_nowhere_else() -> None:
    beginning = "Name the clinical lead who is accountable, and how staff are trained,"
    assert leftovers(WORDING, beginning, "accredited and supervised.") == [beginning, "accredited and supervised."]
    assert leftovers(WORDING, "We are", "accredited and supervised.") == []


def test_an_answer_typed_under_the_guidance_counts_and_the_guidance_does_not() -> None:
    text = """
## 2.10 Procurement route

Under which contract, and by which route, will the service be procured?

- Name the route - any willing provider, local enhanced service, variation of an existing contract, tender - and the
  contract.

A local enhanced service, added to the GMS contract of Mill Street from 1 September 2007.
"""
    finding = found(markdown(text), "procurement-route")
    assert finding.status is Status.MET
    assert [evidence.quote for evidence in finding.evidence] == [
        "A local enhanced service, added to the GMS contract of Mill Street from 1 September 2007."
    ]


def test_running_headers_page_numbers_and_contents_pages_evidence_nothing() -> None:
    lines = []
    for page, title in enumerate(("Costs", "Risks", "Tendering", "Value for money"), 1):
        lines += [
            f"{title} . . . . . . . . . . . . . . . {page}",
            f"# {title}",
            f"Page {page} of 4",
            "Board, 2 April 2007",
        ]
    result = report(markdown("\n\n".join(lines)))
    assert statuses(result) == {Status.ABSENT: 16}
