"""Forms that come back: a blank one answers nothing, a completed one is read back exactly, without options."""

from __future__ import annotations

import pytest

from completed_form import completed
from pbc_checks.read import read
from pbc_checks.submission import BlockKind, FormIdentity
from pbc_frameworks.model import Framework
from pbc_generator.document import Document
from pbc_generator.render import render

FORMS = {"business-case": 16, "commissioning-plan": 4}


def form(documents: dict[str, Document], kind: str) -> bytes:
    return render(documents[f"{kind}-form"], "docx")


@pytest.mark.parametrize("kind", FORMS)
def test_a_blank_form_says_what_it_is_and_has_no_answers(
    example_documents: dict[str, Document], hertfordshire: Framework, kind: str
) -> None:
    submission = read("form.docx", form(example_documents, kind))
    definition = hertfordshire.submissions[kind]
    assert submission.form == FormIdentity("hertfordshire-2007", kind, definition.version)
    assert submission.answers == {requirement.id: "" for requirement in definition.requirements}
    assert len(submission.answers) == FORMS[kind]
    assert submission.fields == {field.id: "" for field in definition.fields}


def test_what_is_typed_into_every_box_is_read_back_exactly(
    example_documents: dict[str, Document], hertfordshire: Framework
) -> None:
    definition = hertfordshire.submissions["business-case"]
    answers = {
        requirement.id: f"The answer on {requirement.id}: £{number},500 & “more” <b>\nSecond paragraph {number}."
        for number, requirement in enumerate(definition.requirements)
    }
    fields = {"proposal": "A skin clinic", "submitted-by": "Market Square", "lead": "Dr Qureshi"}
    typed = {**answers, **{f"field.{name}": text for name, text in fields.items()}}
    submission = read("case.docx", completed(form(example_documents, "business-case"), typed))
    assert submission.answers == answers
    assert submission.fields == {**fields, "date-submitted": "", "approved-by-group": ""}
    for requirement, text in answers.items():
        blocks = [block for block in submission.blocks if block.requirement == requirement]
        assert [block.text for block in blocks] == text.split("\n")
        assert {block.place.heading.split(" ", 1)[1] for block in blocks} == {
            next(each.title for each in definition.requirements if each.id == requirement)
        }


def test_only_what_is_typed_is_an_answer(example_documents: dict[str, Document]) -> None:
    submission = read(
        "case.docx", completed(form(example_documents, "business-case"), {"risks": "The nurse may leave."})
    )
    assert {name: text for name, text in submission.answers.items() if text} == {"risks": "The nurse may leave."}
    said = [block.text for block in submission.blocks if block.requirement]
    assert said == ["The nurse may leave."]
    guidance = [block for block in submission.blocks if block.guidance]
    assert "Criterion: Value for money compared with other providers." not in said
    assert {block.kind for block in guidance} <= {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}


def test_a_heading_typed_into_an_answer_does_not_end_it(example_documents: dict[str, Document]) -> None:
    text = "What could go wrong\nThe nurse may leave."
    answered = completed(form(example_documents, "business-case"), {"risks": text}, style="Heading1")
    submission = read("case.docx", answered)
    assert submission.answers["risks"] == text
    assert [block.text for block in submission.blocks if block.requirement == "risks"] == text.split("\n")


def test_the_prompt_typed_by_a_program_that_forgets_the_flag_is_still_the_prompt(
    example_documents: dict[str, Document],
) -> None:
    untouched = completed(
        form(example_documents, "business-case"),
        {"risks": "Type your answer here: risks, and what they mean for the hospital"},
    )
    assert read("case.docx", untouched).answers["risks"] == ""
