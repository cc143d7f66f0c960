"""What is true of every composed document, whatever the framework and the profile."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pbc_frameworks.errors import UnknownNameError
from pbc_frameworks.load import framework_ids, load_framework
from pbc_frameworks.model import Framework
from pbc_frameworks.profile import Locality, Practice, Profile
from pbc_frameworks.register.model import Register
from pbc_generator.compose.kinds import compose, kinds
from pbc_generator.document import (
    Answer,
    Clause,
    Document,
    Field,
    Heading,
    Placeholder,
    Signature,
    Table,
    Text,
    inlines,
    plain,
)


def everything(framework: Framework, profile: Profile) -> dict[str, Document]:
    return {made.name: made for made in compose(framework, profile, kinds(framework))}


@pytest.mark.parametrize("framework_id", framework_ids())
def test_headings_begin_at_one_skip_no_level_and_have_ids_of_their_own(framework_id: str) -> None:
    for made in everything(load_framework(framework_id), Profile(framework_id)).values():
        headings = [block for block in made.blocks if isinstance(block, Heading)]
        levels = [heading.level for heading in headings]
        assert levels[0] == 1, made.name
        assert all(after <= before + 1 for before, after in pairwise(levels)), made.name
        ids = Counter(heading.id for heading in headings)
        assert [name for name, times in ids.items() if times > 1] == [], made.name


@pytest.mark.parametrize("framework_id", framework_ids())
def test_numbered_headings_and_clauses_count_up_without_a_gap(framework_id: str) -> None:
    for made in everything(load_framework(framework_id), Profile(framework_id)).values():
        section, clause = 0, 0
        for block in made.blocks:
            if isinstance(block, Heading) and (number := re.match(r"(\d+)\. ", block.text)):
                assert int(number[1]) == section + 1, (made.name, block.text)
                section, clause = section + 1, 0
            elif isinstance(block, Clause) and re.fullmatch(r"\d+\.\d+", block.number):
                clause += 1
                assert block.number == f"{section}.{clause}", (made.name, block.number)


@pytest.mark.parametrize("framework_id", framework_ids())
def test_every_clause_cites_its_source_or_says_whose_it_is(framework_id: str) -> None:
    framework = load_framework(framework_id)
    uncited = {
        plain(block.runs)
        for made in everything(framework, Profile(framework_id)).values()
        for block in made.blocks
        if isinstance(block, Clause)
        and not block.source.startswith(f"{framework.source.short}, ")
        and not any(isinstance(inline, Placeholder) for inline in inlines(block))
    }
    assert uncited == set(framework.conflicts.conventions if framework.conflicts else ())


@pytest.mark.parametrize("framework_id", framework_ids())
def test_every_answer_and_field_has_a_tag_of_its_own(framework_id: str) -> None:
    framework = load_framework(framework_id)
    made = everything(framework, Profile(framework_id))
    for kind, definition in framework.submissions.items():
        blocks = made[f"{kind}-form"].blocks
        tags = [block.tag for block in blocks if isinstance(block, Answer | Field)]
        assert tags == [
            *(f"{framework_id}/{kind}/field.{field.id}@{definition.version}" for field in definition.fields),
            *(
                f"{framework_id}/{kind}/{requirement.id}@{definition.version}"
                for requirement in definition.requirements
            ),
        ]


def test_the_example_pct_has_nothing_left_to_complete(example_documents: dict[str, Document]) -> None:
    assert {name: made.placeholders() for name, made in example_documents.items() if made.placeholders()} == {}


def test_what_the_source_leaves_open_is_marked_where_a_pct_has_not_decided(hertfordshire: Framework) -> None:
    made = everything(hertfordshire, Profile("hertfordshire-2007"))["terms-of-reference-bid-assessment-panel"]
    # The document control comes first; it is the same in every document.
    assert made.placeholders()[6:] == (
        "number of Bid Assessment Panel members: Representatives of the PBC locality",
        "number of Bid Assessment Panel members: Patient representation",
        "number of Bid Assessment Panel members: Independent clinical assessor",
        "who chairs the panel",
        "the quorum; it has to keep the patient representation and the independent clinical assessment that the source "
        "asks for",
        "the dates of the panel's meetings for this service",
        "who keeps the record of the panel's assessment",
        "when the panel ends, and whether these terms of reference are kept for the next one",
    )


def test_without_a_profile_there_is_one_document_of_each_kind_and_it_is_undated(hertfordshire: Framework) -> None:
    made = everything(hertfordshire, Profile("hertfordshire-2007"))
    assert list(made) == [
        "agreement",
        "terms-of-reference-pbc-governance-committee",
        "terms-of-reference-pbc-locality-group",
        "terms-of-reference-bid-assessment-panel",
        "business-case-form",
        "commissioning-plan-form",
        "conflict-register",
        "declaration-of-interest",
        "nil-return",
        "meeting-sheet-pbc-governance-committee",
        "meeting-sheet-pbc-locality-group",
        "meeting-sheet-bid-assessment-panel",
        "decision-guide",
        "freed-up-application",
        "freed-up-resources-statement",
        "impact-assessment",
        "incentive-scheme",
        "indicative-budget-statement",
        "level-assessment",
        "risk-register",
        "risk-sharing-schedule",
        "decision-letter-approve-business-case",
        "decision-letter-conditions-business-case",
        "decision-letter-refuse-business-case",
        "decision-letter-approve-commissioning-plan",
        "decision-letter-conditions-commissioning-plan",
        "decision-letter-refuse-commissioning-plan",
        "handbook",
    ]
    assert {document.date for document in made.values()} == {None}


def test_the_kinds_are_listed_in_the_order_in_which_a_pct_needs_them(hertfordshire: Framework) -> None:
    assert {name: kind.title for name, kind in kinds(hertfordshire).items()} == {
        "agreement": "Practice based commissioning agreement",
        "terms-of-reference": "Terms of reference of each body",
        "business-case": "PBC business case, form to complete",
        "commissioning-plan": "PBC commissioning plan, form to complete",
        "conflict-register": "Register of interests and declaration of interest",
        "declaration-of-interest": "Declaration of interest, form to complete",
        "nil-return": "Nil return, form to complete",
        "meeting-sheet": "Interests at a meeting of each body, and who withdraws",
        "decision-guide": "Guide to decisions, from an idea to a service",
        "freed-up-application": "Proposal for the use of freed-up resources",
        "freed-up-resources-statement": "Freed-up resources statement",
        "impact-assessment": "Impact assessment report",
        "incentive-scheme": "Local incentive scheme for practice based commissioning",
        "indicative-budget-statement": "Indicative budget statement",
        "level-assessment": "Gateway self-assessment",
        "risk-register": "Risk register for practice based commissioning",
        "risk-sharing-schedule": "Risk-sharing schedule",
        "decision-letter": "Letters of decision, to complete",
        "handbook": "Governance handbook: the whole framework in one document",
    }


def test_one_body_and_one_kind_can_be_asked_for(hertfordshire: Framework, example_profile: Profile) -> None:
    made = compose(hertfordshire, example_profile, ["terms-of-reference"], "pbc-locality-group")
    assert [document.subtitle for document in made] == [
        "Mereford PBC Locality",
        "Wealdham PBC Locality",
        "Three Villages PBC Locality",
    ]


@pytest.mark.parametrize(
    ("documents", "body", "said"),
    [
        (
            ["constitution"],
            "",
            "There is no document 'constitution'. Choose one of: agreement, business-case, commissioning-plan, "
            "conflict-register, decision-guide, decision-letter, declaration-of-interest, freed-up-application, "
            "freed-up-resources-statement, handbook, impact-assessment, incentive-scheme, "
            "indicative-budget-statement, level-assessment, meeting-sheet, nil-return, risk-register, "
            "risk-sharing-schedule, terms-of-reference.",
        ),
        (
            ["terms-of-reference"],
            "board",
            "There is no body 'board'. Choose one of: bid-assessment-panel, pbc-governance-committee, "
            "pbc-locality-group.",
        ),
    ],
)
def test_a_kind_or_body_that_is_not_there_is_refused(
    documents: list[str], body: str, said: str, hertfordshire: Framework
) -> None:
    with pytest.raises(UnknownNameError) as raised:
        list(compose(hertfordshire, Profile("hertfordshire-2007"), documents, body))
    assert str(raised.value) == said


def test_the_figures_say_who_set_them(hertfordshire: Framework, example_profile: Profile) -> None:
    own = replace(example_profile, local_figures={"practice-share": Decimal(80), "decision-aim": Decimal(2)})
    made = everything(hertfordshire, own)["agreement-mereford"]
    (table,) = (block for block in made.blocks if isinstance(block, Table) and block.header[0] == "Figure")
    set_by = {plain(row[1]): plain(row[2]) for row in table.rows if not isinstance(row[1], Field | Answer)}  # type: ignore[arg-type]
    assert set_by == {
        "2 weeks": "the PCT (the framework has 4 weeks)",
        "8 weeks": "the framework",
        "80% of freed-up resources": "the PCT (the framework has 70%)",
        "20% of freed-up resources": "the PCT (the framework has 30%)",
        "5% of the indicative budget": "the framework",
        "10% of the fair share budget": "the framework",
        "1% of the indicative budget": "the framework",
        "6 months": "the framework",
    }


def test_a_register_with_nobody_in_it_says_so_instead_of_an_empty_table(
    hertfordshire: Framework, example_profile: Profile
) -> None:
    empty = replace(example_profile, register=Register(date(2007, 3, 30), (), ()))
    (made,) = compose(hertfordshire, empty, ["conflict-register"])
    texts = [plain(tuple(inlines(block))) for block in made.blocks]
    assert "Brought up to date on 30 March 2007. No interest has been declared." in texts
    assert "No nil return has been made." in texts
    assert [block.caption for block in made.blocks if isinstance(block, Table)] == ["Types of interest"]


WORDS = st.text(
    st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Zs")), min_size=1, max_size=60
).filter(str.strip)
AWKWARD = st.sampled_from(
    ["{{ pct.name }}", "**Bold** Surgery", "# Heading", "1. First", "<b>Hill</b> & Sons", "Ysgol-y-Bryn’s “Tŷ”", "[To"]
)
PRACTICES = st.lists(
    st.builds(Practice, st.one_of(WORDS, AWKWARD), st.integers(1, 99_999), st.just("E00001"), WORDS),
    min_size=1,
    max_size=40,
    unique_by=lambda practice: practice.name,
)


@settings(max_examples=60, deadline=None)
@given(practices=PRACTICES, locality=st.one_of(WORDS, AWKWARD), pct=st.one_of(WORDS, AWKWARD))
def test_any_names_and_any_number_of_practices_are_printed_as_they_are(
    practices: list[Practice],
    locality: str,
    pct: str,
    hertfordshire: Framework,
    example_profile: Profile,
) -> None:
    profile = replace(
        example_profile,
        pct_name=pct,
        localities=(Locality("only", locality, tuple(practices)),),
    )
    (agreement,) = compose(hertfordshire, profile, ["agreement"])
    assert agreement.placeholders() == ()
    (table,) = (block for block in agreement.blocks if isinstance(block, Table) and block.header[0] == "Practice")
    assert [row[0] for row in table.rows[:-1]] == [(Text(practice.name),) for practice in practices]
    assert plain(table.rows[-1][3]) == f"{sum(practice.list_size for practice in practices):,}"  # type: ignore[arg-type]
    signed = [block for block in agreement.blocks if isinstance(block, Signature)]
    assert [block.party for block in signed if block.capacity.startswith("Partner")] == [
        each.name for each in practices
    ]
    assert signed[0].party == pct
    introduction = next(plain(tuple(inlines(block))) for block in agreement.blocks[1:])
    assert f"between {pct} and the practices of {locality} that sign it" in introduction


def test_practices_whose_names_make_the_same_file_name_get_files_of_their_own(
    hertfordshire: Framework, example_profile: Profile
) -> None:
    practices = (Practice("Elm House", 4000), Practice("Elm-House", 5000), Practice("Élm House!", 6000))
    profile = replace(example_profile, localities=(Locality("only", "Only", practices),))
    names = [made.name for made in compose(hertfordshire, profile, ["indicative-budget-statement"])]
    assert names == [
        "indicative-budget-statement-only-elm-house",
        "indicative-budget-statement-only-elm-house-2",
        "indicative-budget-statement-only-elm-house-3",
    ]
