"""The engine from a submission to whole findings: the seven statuses, completed forms, what could not be read."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from evidence_case import (
    BUSINESS_CASE,
    FRAMEWORK,
    PLAN,
    completed_form,
    found,
    markdown,
    paragraph,
    report,
    submission,
)
from pbc_checks.engine import check
from pbc_checks.findings import Evidence, Finding, PartFinding, Status
from pbc_checks.submission import Block, BlockKind, Place, Receipt, Submission, Unread
from pbc_frameworks.concepts import load_concepts
from pbc_frameworks.errors import UnknownNameError
from pbc_frameworks.model import Requirement

SCAN = Receipt({}, (Unread("page 3 has no text: it is probably a scan"),))
LOGO = Receipt({}, (Unread("pictures: words in them are not read", blocks_absence=False),))


def requirement(name: str) -> Requirement:
    return next(each for each in (*BUSINESS_CASE.requirements, *PLAN.requirements) if each.id == name)


def means(concept: str) -> str:
    text = load_concepts()[concept].means
    return text if text[1].isupper() else text[0].lower() + text[1:]


def finding_of(
    name: str,
    status: Status,
    *,
    evidence: tuple[Evidence, ...] = (),
    nearest: tuple[Evidence, ...] = (),
    reason: str,
    action: str = "",
) -> Finding:
    """Return a finding on a requirement of one part, whose part says the same."""
    wanted = requirement(name)
    (part,) = wanted.parts
    return Finding(
        requirement=name,
        title=wanted.title,
        criterion=wanted.criterion,
        source=FRAMEWORK.source.cite(wanted.source),
        status=status,
        parts=(PartFinding(part.id, part.title, status, evidence, reason),),
        evidence=evidence,
        nearest=nearest,
        reason=reason,
        action=action,
        by_rules=status,
    )


# --- the seven statuses ----------------------------------------------------------------------------------------------


def test_met() -> None:
    text = "PCT procurement (e-mail of 6 January) says no competition is needed, as it is under the £100k SFI limit."
    quoted = Evidence(text, "paragraph 1")
    assert found(submission(paragraph(text)), "tendering") == finding_of(
        "tendering", Status.MET, evidence=(quoted,), reason=f"Found: “{text}” (paragraph 1)."
    )


def test_partial() -> None:
    text = "The scheme should be manageable within budget."
    quoted = Evidence(text, "paragraph 1")
    assert found(submission(paragraph(text)), "affordability") == finding_of(
        "affordability",
        Status.PARTIAL,
        evidence=(quoted,),
        reason=(
            f"Only partly there. “{text}” (paragraph 1) is not enough, because “should” makes it a hope or an "
            f"intention, not a fact. Looked for: {means('affordability')}"
        ),
        action=requirement("affordability").action,
    )


def test_absent() -> None:
    assert found(submission(paragraph("Two new rooms were opened on time.")), "value-for-money") == finding_of(
        "value-for-money",
        Status.ABSENT,
        reason=f"Nothing was found. Looked for: {means('value-for-money')}",
        action=requirement("value-for-money").action,
    )


def test_said_not_done() -> None:
    text = "We have not yet considered whether a tender is needed."
    quoted = Evidence(text, "paragraph 1")
    assert found(submission(paragraph(text)), "tendering") == finding_of(
        "tendering",
        Status.SAID_NOT_DONE,
        evidence=(quoted,),
        reason=f"The submission itself says that it has not been done: “{text}” (paragraph 1).",
        action=f"{requirement('tendering').action} If that cannot be done yet, say who will do it and by when.",
    )


def test_placeholder() -> None:
    blocks = (
        Block("Affordability", BlockKind.HEADING, Place(paragraph=1), level=1),
        paragraph("To follow from finance.", 2, "Affordability"),
    )
    where = 'paragraph 2, under "Affordability"'
    assert found(submission(*blocks), "affordability") == finding_of(
        "affordability",
        Status.PLACEHOLDER,
        evidence=(Evidence("To follow from finance.", where),),
        reason=(
            f"“To follow from finance.” ({where}) stands where the answer should be. "
            f"Looked for: {means('affordability')}"
        ),
        action=requirement("affordability").action,
    )


def test_unreadable() -> None:
    read = submission(paragraph("Two new rooms were opened on time."), receipt=SCAN)
    assert found(read, "value-for-money") == finding_of(
        "value-for-money",
        Status.UNREADABLE,
        reason=(
            "Not found in what could be read. It may stand in what could not be read (page 3 has no text: it is "
            f"probably a scan). Looked for: {means('value-for-money')}"
        ),
        action=(
            "Have a person look for it in the file itself. If it is not there: give the cost for each patient and "
            "compare it with tariff and with other providers' prices."
        ),
    )


def test_not_applicable() -> None:
    text = "Not applicable, because we are the only practice on the island."
    finding = found(
        completed_form({"collective-approach": text}, "commissioning-plan"), "collective-approach", PLAN.kind
    )
    where = f'paragraph 8, under "{requirement("collective-approach").title}"'
    assert (finding.status, finding.evidence, finding.reason, finding.action) == (
        Status.NOT_APPLICABLE,
        (Evidence(text, where),),
        f"The submission says that this does not apply, and why: “{text}” ({where}).",
        "",
    )


# --- parts -----------------------------------------------------------------------------------------------------------


def test_a_requirement_with_one_part_missing_says_which_and_what_is_still_wanted() -> None:
    text = "The Bristol trial put 556 patients by lot to a GP or to outpatients, and NICE guidance of 2006 agrees."
    finding = found(submission(paragraph(text)), "clinical-effectiveness")
    assert (finding.status, [part.status for part in finding.parts]) == (Status.PARTIAL, [Status.MET, Status.ABSENT])
    assert finding.reason.startswith("The link to the priorities set by the PEC: nothing was found. Looked for: ")
    assert "Evidence of clinical effectiveness: found: “The Bristol trial put 556 patients" in finding.reason
    assert finding.action.endswith("Still wanted: the link to the priorities set by the PEC.")


def test_a_part_that_is_weak_says_why() -> None:
    finding = found(markdown("# Risks\n\nRisks will be kept under review.\n"), "risks")
    assert finding.status is Status.PARTIAL
    assert "is not enough, because “kept under review” makes it a hope or an intention, not a fact" in finding.reason


def test_findings_follow_the_order_of_the_form() -> None:
    findings = report(submission(paragraph("Nothing of note."))).findings
    assert [finding.requirement for finding in findings] == [each.id for each in BUSINESS_CASE.requirements]


# --- what could not be read ------------------------------------------------------------------------------------------


def test_nothing_is_called_absent_while_a_page_could_not_be_read() -> None:
    statuses = {finding.status for finding in report(submission(paragraph("A scheme."), receipt=SCAN)).findings}
    assert statuses == {Status.UNREADABLE}


def test_a_picture_that_holds_no_answer_does_not_keep_anything_from_being_absent() -> None:
    statuses = {finding.status for finding in report(submission(paragraph("A scheme."), receipt=LOGO)).findings}
    assert statuses == {Status.ABSENT}


def test_what_is_there_is_there_although_a_page_could_not_be_read() -> None:
    text = "£25 an opinion, against £104 tariff for a first outpatient and £32 in the Leicestershire scheme."
    assert found(submission(paragraph(text), receipt=SCAN), "value-for-money").status is Status.MET


@pytest.mark.parametrize("receipt", [Receipt(), SCAN], ids=["read whole", "with a scan"])
def test_a_submission_without_words_is_unreadable_throughout(receipt: Receipt) -> None:
    findings = report(submission(receipt=receipt)).findings
    assert Counter(finding.status for finding in findings) == {Status.UNREADABLE: 16}
    assert {finding.reason.split(",")[0] for finding in findings} == {"No words could be read in this file"}


# --- completed forms -------------------------------------------------------------------------------------------------


def test_an_empty_box_is_absent_and_says_so() -> None:
    finding = found(completed_form({}), "tendering")
    assert (finding.status, finding.reason) == (
        Status.ABSENT,
        "The answer box was left empty, and nothing elsewhere in the form answers the question. "
        f"Looked for: {means('tendering')}",
    )


def test_an_answer_in_its_own_box_needs_no_heading_words() -> None:
    finding = found(completed_form({"management-resources": "Ann Rudd, two hours a week, 14 hours to set up."}),
                    "management-resources")  # fmt: skip
    assert finding.status is Status.MET


def test_an_answer_in_another_box_counts_and_the_reason_says_where_it_stands() -> None:
    text = "PCT procurement (e-mail of 6 January) says no competition is needed, as it is under the £100k SFI limit."
    finding = found(completed_form({"procurement-route": text}), "tendering")
    assert finding.status is Status.MET
    assert finding.reason.startswith(
        "The answer box was left empty; this is what stands elsewhere in the form. Found: "
    )


def test_a_box_does_not_answer_another_question_by_its_heading_alone() -> None:
    answers = {
        "clinical-effectiveness": "Dr Lowe, Dr Bell and Sister Grant met on 4 May and again on 11 May at Mill Street."
    }
    assert found(completed_form(answers), "efficiency-effectiveness").status is Status.ABSENT


def test_a_box_with_something_else_in_it_is_quoted_as_nearest() -> None:
    text = "As discussed with everybody at length last year."
    finding = found(completed_form({"value-for-money": text}), "value-for-money")
    assert finding.status is not Status.MET
    assert text in [evidence.quote for evidence in (*finding.evidence, *finding.nearest)]


def test_a_denial_in_another_box_does_not_undo_a_firm_answer() -> None:
    answers = {
        "value-for-money": "£25 an opinion, against £104 tariff for a new outpatient and £32 in the Leicester scheme.",
        "affordability": "No comparison with the price of other practices has been made.",
    }
    assert found(completed_form(answers), "value-for-money").status is Status.MET


def test_a_short_field_of_the_form_is_no_evidence() -> None:
    form = completed_form({})
    name = Block(
        "Any willing provider, under a local enhanced service",
        BlockKind.PARAGRAPH,
        Place(paragraph=1),
        field="proposal",
    )
    assert found(replace(form, blocks=(name, *form.blocks)), "procurement-route").status is Status.ABSENT


def test_guidance_above_a_box_is_no_question_that_the_box_answers() -> None:
    # "how many" in the guidance on the service must not make a heading of costs of it.
    form = completed_form({"service": "It costs nothing."})
    assert found(form, "service").status is not Status.MET


def test_a_box_that_the_practice_has_taken_out_is_not_called_empty() -> None:
    form = completed_form({})
    answers = {name: text for name, text in form.answers.items() if name != "tendering"}
    finding = found(replace(form, answers=answers), "tendering")
    assert (finding.status, finding.reason.split(".")[0]) == (Status.ABSENT, "Nothing was found")


# --- not applicable --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Not applicable, because we are the only practice on the island.", Status.NOT_APPLICABLE),
        ("As we are the only practice on the island, this does not apply.", Status.NOT_APPLICABLE),
        ("Not applicable.", Status.ABSENT),
        ("N/A", Status.PLACEHOLDER),
    ],
)
def test_not_applicable_needs_a_reason(said: str, status: Status) -> None:
    form = completed_form({"collective-approach": said}, "commissioning-plan")
    assert found(form, "collective-approach", PLAN.kind).status is status


def test_not_applicable_is_no_answer_where_the_framework_does_not_allow_it() -> None:
    form = completed_form({"tendering": "Not applicable, because the sums are small."})
    assert found(form, "tendering").status is not Status.NOT_APPLICABLE


# --- robustness ------------------------------------------------------------------------------------------------------


def test_a_concept_that_the_library_lacks_is_named() -> None:
    concepts = {name: concept for name, concept in load_concepts().items() if name != "tendering"}
    with pytest.raises(UnknownNameError, match=r"There is no concept 'tendering'\. Choose one of: affordability, "):
        check(submission(paragraph("A scheme.")), FRAMEWORK, BUSINESS_CASE, concepts)


def long(pages: int) -> Submission:
    blocks = [paragraph(f"In week {number} of the pilot the clinic saw {number % 40} patients.", number)
              for number in range(1, 40 * pages)]  # fmt: skip
    return submission(*blocks)


def test_a_very_long_submission_is_checked_whole() -> None:
    last = "The set-up cost is paid back by March 2009, in month eleven."
    read = long(100)
    read = replace(read, blocks=(*read.blocks, paragraph(last, 4000)))
    assert Evidence(last, "paragraph 4000") in found(read, "costs-recovery").evidence


def test_two_checks_of_one_submission_are_the_same() -> None:
    read = markdown(
        "# Risks\n\nThe nurse may leave; low uptake may follow.\n\n# Costs\n\n£400 a year in all, £80 once.\n"
    )
    assert report(read) == report(read)


def test_a_sentence_said_under_three_headings_is_not_taken_for_a_running_header() -> None:
    def costs(times: int) -> Finding:
        section = "## Part {}\n\nWe have worked it out. The costs are £34,000 a year.\n"
        return found(markdown("\n".join(map(section.format, range(times)))), "costs-recovery")

    assert costs(3).status is costs(2).status is Status.PARTIAL
    assert costs(3).evidence[0].quote == "The costs are £34,000 a year."
