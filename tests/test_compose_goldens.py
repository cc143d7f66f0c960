"""Documents of every kind for the example PCTs, and an agreement for a PCT without a profile, as people read them."""

from __future__ import annotations

import pytest

from document_text import document_text
from example_documents import documents_of
from golden import GOLDENS, golden
from pbc_frameworks.load import framework_ids, load_framework
from pbc_frameworks.model import Framework
from pbc_frameworks.profile import Profile
from pbc_generator.compose.kinds import compose, kinds

DOCUMENTS = {
    "hertfordshire-2007": [
        "agreement-mereford",
        "agreement-wealdham",
        "agreement-three-villages",
        "terms-of-reference-pbc-governance-committee",
        "terms-of-reference-pbc-locality-group-mereford",
        "terms-of-reference-pbc-locality-group-wealdham",
        "terms-of-reference-pbc-locality-group-three-villages",
        "terms-of-reference-bid-assessment-panel",
        "business-case-form",
        "commissioning-plan-form",
        "conflict-register",
        "declaration-of-interest",
        "nil-return",
        "meeting-sheet-pbc-governance-committee",
        "decision-letter-approve-business-case",
        "decision-letter-conditions-business-case",
        "decision-letter-refuse-business-case",
        "decision-guide",
        "freed-up-application-mereford",
        "freed-up-resources-statement-mereford",
        "impact-assessment-mereford",
        "incentive-scheme",
        "indicative-budget-statement-e89001",
        "level-assessment-mereford",
        "risk-register",
        "risk-sharing-schedule-mereford",
        "handbook",
    ],
    "dartford-2006": [
        "commissioning-plan-darenth",
        "decision-guide",
        "freed-up-resources-statement-darenth",
        "incentive-scheme-darenth",
        "indicative-budget-statement-g82901",
        "practice-business-plan-g82901",
        "recovery-plan-g82901",
        "risk-sharing-schedule-darenth",
    ],
    "brent-2006": ["agreement-north", "commissioning-plan-north"],
    "county-durham-2010": [
        "annual-work-plan-coast",
        "decision-guide",
        "five-year-strategy-coast",
        "freed-up-resources-statement-coast",
        "incentive-scheme-coast",
        "indicative-budget-statement-a83911",
        "outline-statement",
        "practice-plan-a83911",
        "recovery-plan-coast",
        "risk-register-coast",
        "risk-sharing-schedule-coast",
    ],
    "audit-commission-2007": [
        "freed-up-resources-statement",
        "incentive-scheme",
        "indicative-budget-statement-b85901",
        "recovery-plan-east",
        "risk-sharing-schedule",
        "self-assessment",
    ],
}
ALL = [(framework, name) for framework, names in DOCUMENTS.items() for name in names]
WITHOUT_PROFILE = "agreement-without-profile"


@pytest.mark.parametrize("framework_id", framework_ids())
def test_every_kind_of_document_of_every_framework_is_made_for_its_example_pct(framework_id: str) -> None:
    names = list(documents_of(framework_id))
    missing = [kind for kind in kinds(load_framework(framework_id)) if not any(n.startswith(kind) for n in names)]
    assert missing == []


@pytest.mark.parametrize(("framework_id", "name"), ALL)
def test_a_document_of_the_example_pct_reads_as_its_golden_text(framework_id: str, name: str) -> None:
    written = document_text(documents_of(framework_id)[name])
    assert written == golden(f"compose/{framework_id}/{name}.txt", written)


def test_an_agreement_without_a_profile_shows_everything_that_is_open(hertfordshire: Framework) -> None:
    (made,) = compose(hertfordshire, Profile(hertfordshire.id), ["agreement"])
    written = document_text(made)
    assert written == golden(f"compose/{WITHOUT_PROFILE}.txt", written)
    assert made.placeholders() == (
        "owner of this document",
        "version of this document",
        "status (draft, for approval or approved)",
        "date of issue",
        "who approved this document, and when",
        "date of the next review",
        "name of the Primary Care Trust",
        "name of the PBC locality",
        "date on which the agreement starts",
        "date on which the agreement ends",
        "name, code, lead and list size of each practice",
    )


def test_no_golden_text_is_left_over() -> None:
    kept = {
        path.relative_to(GOLDENS / "compose").with_suffix("").as_posix() for path in GOLDENS.glob("compose/**/*.txt")
    }
    assert kept == {WITHOUT_PROFILE, *(f"{framework_id}/{name}" for framework_id, name in ALL)}
