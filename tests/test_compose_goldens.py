"""Every document of the example PCT, and an agreement for a PCT that has filled in nothing, as people read them."""

from __future__ import annotations

import pytest

from document_text import document_text
from golden import GOLDENS, golden
from pbc_frameworks.model import Framework
from pbc_frameworks.profile import Profile
from pbc_generator.compose.kinds import compose
from pbc_generator.document import Document

DOCUMENTS = [
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
    "handbook",
]
WITHOUT_PROFILE = "agreement-without-profile"


def test_these_documents_are_composed_for_the_example_pct(example_documents: dict[str, Document]) -> None:
    assert list(example_documents) == DOCUMENTS


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_of_the_example_pct_reads_as_its_golden_text(
    name: str, example_documents: dict[str, Document]
) -> None:
    written = document_text(example_documents[name])
    assert written == golden(f"compose/{name}.txt", written)


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
    assert sorted(path.stem for path in (GOLDENS / "compose").iterdir()) == sorted([*DOCUMENTS, WITHOUT_PROFILE])
