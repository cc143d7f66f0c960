"""Form and care near the borders: blank forms, empty answers, signatures, dates and versions, tracked changes."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document

from completed_form import completed
from pbc_checks.circumstances import NOTHING_KNOWN
from pbc_checks.documents import checkable
from pbc_checks.engine import Study
from pbc_checks.findings import RuleFinding
from pbc_checks.read import read
from pbc_checks.rules.form import blank_template, care, empty_answers, sign_off, tracked_changes, version_and_date
from pbc_checks.rules.matter import Matter, Rule
from pbc_frameworks.load import Library, load_framework
from pbc_generator.document import Document as Generated
from pbc_generator.render import render

LIBRARY = Library()
FILLER = "\n\n".join(
    f"Each patient is seen by nurse {number} at the surgery, with time to talk." for number in range(12)
)


def matter(
    data: bytes, name: str = "case.md", kind: str = "business-case", framework: str = "hertfordshire-2007"
) -> Matter:
    definition = load_framework(framework)
    document = checkable(definition)[kind]
    study = Study(read(name, data, LIBRARY), LIBRARY.concepts())
    return Matter(study.examination(definition, document).view, definition, document, NOTHING_KNOWN)


def found(
    rule: Rule, text: str, kind: str = "business-case", framework: str = "hertfordshire-2007"
) -> list[RuleFinding]:
    return list(rule.find(matter(text.encode(), kind=kind, framework=framework)))


def said(findings: list[RuleFinding]) -> list[str]:
    return [f"{each.severity.value}: {each.what}" for each in findings]


@pytest.fixture(scope="module")
def form(example_documents: dict[str, Generated]) -> bytes:
    return render(example_documents["business-case-form"], "docx")


BLANK = "must-fix: This is the blank form “PBC business case”: nothing is filled in."


def test_the_blank_form_is_told_in_word_and_in_print(form: bytes, example_documents: dict[str, Generated]) -> None:
    printed = render(example_documents["business-case-form"], "pdf")
    for data, name in ((form, "case.docx"), (printed, "case.pdf")):
        assert said(list(blank_template.find(matter(data, name)))) == [BLANK]
        for rule in (empty_answers.RULE, sign_off.RULE, version_and_date.RULE):
            assert (rule.id, said(list(rule.find(matter(data, name))))) == (rule.id, [])


def test_a_form_with_its_short_fields_alone_is_blank_of_answers(form: bytes) -> None:
    data = completed(form, {"field.proposal": "Heart failure nurse", "field.lead": "Dr Anna Pell"})
    assert said(list(blank_template.find(matter(data, "case.docx")))) == [
        "should-fix: Only the short fields of the form “PBC business case” are filled in (“Name of the proposal” and "
        "“Lead clinician”): all its questions are unanswered."
    ]


@pytest.mark.parametrize("answer", ["TBC", "A nurse for people with heart failure, two days a week."])
def test_one_word_of_an_answer_makes_a_form_no_blank_one(form: bytes, answer: str) -> None:
    assert list(blank_template.find(matter(completed(form, {"service": answer}), "case.docx"))) == []


def test_a_form_of_another_kind_is_not_called_blank(form: bytes) -> None:
    assert list(blank_template.find(matter(form, "case.docx", kind="commissioning-plan"))) == []


def test_empty_boxes_of_a_form_are_named_together_and_its_date_by_the_rule_on_dates(form: bytes) -> None:
    data = completed(form, {"service": "A nurse for people with heart failure.", "field.lead": "Dr Anna Pell"})
    (empty,) = empty_answers.find(matter(data, "case.docx"))
    assert empty.what.startswith("Nothing stands under “Benefits for patients”, ")
    assert empty.what.endswith(" and 9 others.")
    assert [each.what[:43] for each in version_and_date.find(matter(data, "case.docx"))] == [
        "The document does not say when it was made:"
    ]
    dated = completed(form, {"service": "A nurse.", "field.date-submitted": "4 January 2008"})
    assert list(version_and_date.find(matter(dated, "case.docx"))) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("# Case\n\nOur case.\n\n## Q27. Overspend\n\n## Q28. Quality\n\nGood.\n", "“Q27. Overspend”"),
        ("# Case\n\nOur case.\n\n## Choice\n", "“Choice”"),
        ("# Case\n\nWho.\n\n- Hospital: told\n- Social services:\n", "“Social services”"),
        ("# Case\n\n| Question | Answer |\n|---|---|\n| Who? | Us |\n| Tender? | |\n| When? | May |\n", "“Tender?”"),
        (
            "# Case\n\n| No | Question | Your answer |\n|---|---|---|\n| 1 | Who? | Us |\n| 2 | Tender? | |\n",
            "“Tender?”",
        ),
    ],
)
def test_questions_without_an_answer(text: str, named: str) -> None:
    assert said(found(empty_answers.RULE, text)) == [f"should-fix: Nothing stands under {named}."]


@pytest.mark.parametrize(
    "text",
    [
        "# West Herts PCT\n\n# PBC Committee\n\n# Our case\n\nA nurse.\n",
        "# Case\n\nWhy.\n\n## The service\n\n### Where\n\nHere.\n",
        "# Case\n\nWhy.\n\n## Costs\n\n| Item | £ |\n|---|---|\n| Set-up | |\n| Room | 900 |\n| Nurse | 4,000 |\n",
        "# Case\n\nWhy.\n\n## Appendix 1: letters of support\n\n## Enclosures\n",
        "# Case\n\nThe following will be done:\n\n- triage:\n  - by the nurse\n  - by the doctor\n",
        "# Case\n\nWhy.\n\n- Hospital: told\n- The framework will:\n",
        "# Case\n\nRegards\n\n## Dr Anna Pell\n",
        "# Form\n\n| Question | Answer |\n|---|---|\n| Who? | Us |\n| Date received (PCT use) | |\n| When? | May |\n",
        "# Form\n\n| By | |\n|---|---|\n| 1 May | Nurse in post |\n| 1 June | First clinic |\n| 1 July | Review |\n",
    ],
)
def test_what_is_empty_for_good_reason(text: str) -> None:
    assert said(found(empty_answers.RULE, text)) == []


@pytest.mark.parametrize(
    ("lines", "missing"),
    [
        ("Signed: ____________", "“Signed”"),
        ("Signed ................ Date ................", "“Signed” and “Date”"),
        ("Signed ................ Dated ................", "“Signed” and “Dated”"),
        ("Signature: Dr A Pell\n\nName: Dr A Pell\n\nDate:", "“Date”"),
        ("Signed by: (signature awaited)", "“Signed by”"),
        ("Signed for Bell Lane Surgery\n\nSignature:\n\nName: Dr Ruth Ashdown", "“Signature” for Bell Lane Surgery"),
        ("| | |\n|---|---|\n| Signed (lead) | |\n| Name | Dr Pell |\n| Date | |", "“Signed (lead)” and “Date”"),
        ("| Practice | Signed | Date |\n|---|---|---|\n| Bell Lane | | 3 May |", "“Signed” for Bell Lane"),
        ("Signature of lead GP ................ Date ................", "“Signature of lead GP” and “Date”"),
        (
            "| Signed on behalf of practice | Name | Date |\n|---|---|---|\n| | Dr A Moss | |",
            "“Signed on behalf of practice” and “Date”",
        ),
        ("Agreed by the locality on:", ""),
        ("Authorised by: Dr Rao Date: ______", "“Date”"),
    ],
)
def test_a_sign_off_that_is_not_complete(lines: str, missing: str) -> None:
    findings = said(found(sign_off.RULE, f"# Case\n\nOur case, 3 May 2007.\n\n{lines}\n"))
    wanted = missing or "“Agreed by the locality on”"
    assert findings == [f"should-fix: The sign-off is not complete. Still to be filled in: {wanted}."]


@pytest.mark.parametrize(
    "lines",
    [
        "Signed: R. Haddow",
        "| Signature | Name | Date |\n|---|---|---|\n| A. Moss | Dr A Moss | 12/1/09 |",
        "| Signed on behalf of practice | Name | Date |\n|---|---|---|\n| A. Moss | Dr A Moss | 12/1/09 |\n| | | |",
        "- Signature of contract\n- Signature of the lease in May",
        "Signed for the nine practices: Dr P. Orlestone, chair",
        "Signed consent is taken from each patient. The date is written in the notes.",
        "All seven practices have signed up.",
        "| Step | Date |\n|---|---|\n| SLA signed | |\n| First clinic | May |",
        "| Name | Date | Cost |\n|---|---|---|\n| Training | | £200 |",
        "## Signatures\n\nA page for each practice is enclosed.",
        "Approved by the PCT: ________ Date: ________",
        "Date:\n\nName:",
        "Signature pages follow the schedules.",
    ],
)
def test_what_is_no_open_sign_off(lines: str) -> None:
    assert said(found(sign_off.RULE, f"# Case\n\nOur case, 3 May 2007.\n\n{lines}\n")) == []


def test_a_kind_that_the_framework_has_signed_needs_a_place_to_sign() -> None:
    text = "# Agreement\n\nVersion 1, 3 May 2006.\n\nThe PCT and the practices agree.\n"
    assert said(found(sign_off.RULE, text, "agreement", "brent-2006")) == [
        "should-fix: There is no place to sign. In Brent it is for these to sign: Chief Executive; Partner, on behalf "
        "of the practice."
    ]
    signed = f"{text}\nSigned for the PCT: M. Dunmore\n"
    assert said(found(sign_off.RULE, signed, "agreement", "brent-2006")) == []


@pytest.mark.parametrize(
    "lines",
    [
        "3 May 2007",
        "Notes for 17.6.08",
        "Version 2, March 2007",
        "| Question | Answer |\n|---|---|\n| Who? | Us |\n| Date | 2007-05-03 |",
        f"{FILLER}\n\nDr Anna Pell, 2 June 2008",
        f"{FILLER}\n\nDated: 9 July\n\n{FILLER}",
    ],
)
def test_a_date_of_its_own(lines: str) -> None:
    assert said(found(version_and_date.RULE, f"# Case\n\n{lines}\n")) == []


@pytest.mark.parametrize("lines", ["For 2009/10.", f"{FILLER}\n\nWe start in June 2008 with two nurses.\n\n{FILLER}"])
def test_a_date_in_the_text_is_not_the_documents_own(lines: str) -> None:
    (finding,) = found(version_and_date.RULE, f"# Case\n\n{lines}\n\nWith thanks\n")
    assert finding.what.startswith("The document does not say when it was made")


def test_a_header_can_have_the_date_and_the_version() -> None:
    document = Document()
    document.add_heading("Commissioning plan 2008/09", 1)
    document.add_paragraph("We look after 4,310 people.")
    document.sections[0].header.paragraphs[0].text = "Draft 3, 12 February 2008"
    buffer = io.BytesIO()
    document.save(buffer)
    assert list(version_and_date.find(matter(buffer.getvalue(), "plan.docx", "commissioning-plan"))) == []


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("One {++new ++}word.", "1 insertion"),
        ("{--Old--}{~~a~>b~~}", "1 insertion and 2 deletions"),
        ("Price {--(five\npounds)--} six.", "1 deletion"),
    ],
)
def test_changes_marked_in_markdown_are_counted(text: str, counts: str) -> None:
    (finding,) = found(tracked_changes.RULE, f"# Case\n\n{text}\n")
    assert finding.what.startswith(f"Tracked changes are still in the file: {counts}.")


@pytest.mark.parametrize("text", ["A {costs} box.", "Two {++ plus signs.", "`{` and -- dashes --}", "{~~no arrow~~}"])
def test_braces_alone_are_no_changes(text: str) -> None:
    assert [each.what for each in found(tracked_changes.RULE, f"# Case\n\n{text}\n") if each.determined] == []


ONE_PLACE = "should-fix: 1 place still holds a placeholder."


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("Costs: to follow from finance.", [ONE_PLACE]),
        ("Costs: see below (not yet available).", [ONE_PLACE]),
        ("Venue: ____", [ONE_PLACE]),
        ("[insert the name of the clinic]", ["should-fix: 1 sentence of guidance was left in."]),
        # They point elsewhere, or say that there is none.
        ("The OGIM statement is attached as annex A.", []),
        ("Milestones: see below.", []),
        ("We would like the locality's gains spent as below.", []),
        ("Effect on staff: none.", []),
        ("4.2 Effect on staff: n/a", []),
        # The source of a clause.
        ("[Hertfordshire 2007, section 2.2.2]", []),
        # Other rules tell of these.
        ("## Interests\n\nTo be confirmed once partners have replied.", []),
        ("Signed: ______________", []),
    ],
)
def test_what_still_holds_a_placeholder(lines: str, told: list[str]) -> None:
    assert said(found(care.RULE, f"# A clinic\n\n{FILLER}\n\n{lines}\n")) == told


def test_an_agreement_as_it_is_made_has_nothing_empty_but_its_signatures(
    example_documents: dict[str, Generated],
) -> None:
    names = [name for name in example_documents if name.startswith("agreement")]
    document = matter(render(example_documents[names[0]], "docx"), "agreement.docx", "agreement")
    assert names and [list(rule.find(document)) for rule in (empty_answers.RULE, care.RULE)] == [[], []]


def test_the_examples_of_blank_forms_still_have_the_forms_wording() -> None:
    folder = Path(__file__).parent / "examples" / "blank-template"
    made = matter((folder / "bad.pdf").read_bytes(), "bad.pdf", "efficiency-gains", "dartford-2006")
    assert [each.severity.value for each in blank_template.find(made)] == ["must-fix"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The clinic will provide better access.",
        "The nurses will supply dressings.",
        "First-to-follow-up ratios",
        "Letters to follow-up patients",
        "To advise the locality on prescribing.",
        "To provide care closer to home.",
        "Service to be provided",
        "Patients waiting for a scan",
    ],
)
def test_what_a_service_gives_and_who_waits_for_it_is_no_placeholder(sentence: str) -> None:
    assert said(found(care.RULE, f"# Case\n\n{FILLER}\n\n## Service\n\n{sentence}")) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Finance to advise.",
        "Finance will supply figures.",
        "NC will supply the split.",
        "Costs to follow",
        "To provide later",
        "Details to be provided",
        "Letters awaited",
        "The lead is <name of the lead clinician>, who sees forty patients a week in the surgery.",
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor.",
        "The clinic costs ??? a year and the PCT pays for it from the practice budget.",
    ],
)
def test_what_somebody_has_still_to_put_in_is_a_placeholder(sentence: str) -> None:
    text = f"# Case\n\n{FILLER}\n\n## Service\n\n{sentence}".replace("<", "&lt;")
    assert said(found(care.RULE, text)) == ["should-fix: 1 place still holds a placeholder."]
