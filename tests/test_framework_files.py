"""The Hertfordshire definition, held against what the source names."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from golden import golden
from pbc_frameworks.data import data_folder
from pbc_frameworks.errors import DefinitionError, UnknownNameError
from pbc_frameworks.files import read_folder
from pbc_frameworks.load import framework_ids, load_folder, load_framework
from pbc_frameworks.model import Citation, Framework, Parameter, Source
from pbc_frameworks.profile import Profile
from pbc_frameworks.tags import LONGEST_TAG, answer_tag
from pbc_frameworks.trace import trace
from pbc_frameworks.yaml_file import read_yaml

REQUIREMENTS = {
    "business-case": (
        "service",
        "patient-benefits",
        "efficiency-effectiveness",
        "management-resources",
        "costs-recovery",
        "clinical-effectiveness",
        "safety-quality-governance",
        "care-closer-to-home",
        "population-groups",
        "patient-stakeholder-support",
        "resource-release",
        "affordability",
        "tendering",
        "risks",
        "procurement-route",
        "value-for-money",
    ),
    "commissioning-plan": (
        "population-needs",
        "national-priorities",
        "collective-approach",
        "stakeholder-involvement",
    ),
}


def test_the_requirements_have_their_public_ids_in_the_order_of_the_source(hertfordshire: Framework) -> None:
    found = {
        kind: tuple(requirement.id for requirement in definition.requirements)
        for kind, definition in hertfordshire.submissions.items()
    }
    assert found == REQUIREMENTS


def test_a_business_case_covers_five_items_and_is_judged_by_eleven_criteria(hertfordshire: Framework) -> None:
    groups = {group.id: group.requirements for group in hertfordshire.submissions["business-case"].groups}
    cited = {name: [str(requirement.source) for requirement in group] for name, group in groups.items()}
    assert cited == {
        "coverage": [f"section 2.2.2, business cases, item {n}" for n in range(1, 6)],
        "criteria": [f"section 2.2.2, criterion {n}" for n in range(1, 12)],
    }


def test_parties_bodies_members_and_offices(hertfordshire: Framework) -> None:
    assert [party.id for party in hertfordshire.parties] == [
        "pct",
        "board",
        "pec",
        "practice",
        "locality",
        "lmc",
        "sha",
        "locality-director",
        "lead-director",
        "director-of-finance",
        "information-director",
        "implementation-team",
        "directors",
    ]
    members = {
        body.id: [(member.id, member.capacity, member.number) for member in body.membership]
        for body in hertfordshire.bodies
    }
    assert members == {
        "pbc-governance-committee": [
            ("chair", "chair", "1"),
            ("board-and-pec-members", "member", ""),
            ("lmc-representative", "invited", "1"),
            ("patient-forum-representatives", "invited", ""),
            ("lead-director", "in-attendance", "1"),
        ],
        "pbc-locality-group": [
            ("chair", "chair", "1"),
            ("practice-leads", "member", ""),
            ("lay-member", "member", ""),
            ("nursing-representative", "member", ""),
            ("pct-staff", "in-attendance", ""),
        ],
        "bid-assessment-panel": [
            ("locality-representatives", "member", ""),
            ("patient-representatives", "member", ""),
            ("clinical-assessor", "member", ""),
        ],
    }
    assert list(hertfordshire.offices) == [
        "pct-chief-executive",
        "committee-chair",
        "lead-director",
        "locality-director",
        "director-of-finance",
        "information-director",
        "committee-secretary",
    ]


def test_every_body_says_the_same_things_in_the_same_order_or_leaves_them_to_the_pct(hertfordshire: Framework) -> None:
    common = [
        "purpose",
        "accountability",
        "delegated-authority",
        "quorum",
        "frequency",
        "duties",
        "conflicts",
        "reporting",
        "secretariat",
        "review",
    ]
    for body in hertfordshire.bodies:
        assert [section.id for section in body.sections if section.id in common] == common, body.id
    silent = {body.id: [section.id for section in body.sections if section.decide] for body in hertfordshire.bodies}
    assert silent == {
        "pbc-governance-committee": ["quorum", "frequency", "secretariat"],
        "pbc-locality-group": ["quorum", "conflicts"],
        "bid-assessment-panel": ["chair", "quorum", "frequency", "secretariat", "review"],
    }


@pytest.mark.parametrize("framework_id", framework_ids())
def test_the_figures_are_the_sources_and_may_vary_where_it_allows(framework_id: str) -> None:
    framework = load_framework(framework_id)
    written = "".join(f"{_figure_line(each, framework.source)}\n" for each in framework.parameters.values())
    assert written == golden(f"figures/{framework_id}.txt", written)


def _figure_line(figure: Parameter, source: Source) -> str:
    limits = [
        f"{word} {limit}" for word, limit in (("from", figure.minimum), ("to", figure.maximum)) if limit is not None
    ]
    local = f"; the PCT may set it {' '.join(limits)}".rstrip() if figure.local else ""
    return f"{figure.id}: {figure.whole}{local}; {source.cite(figure.source)}"


def test_the_agreement_has_these_clauses(hertfordshire: Framework) -> None:
    assert hertfordshire.agreement is not None
    clauses = {group.id: [clause.id for clause in group.clauses] for group in hertfordshire.agreement.groups}
    assert clauses == {
        "principles": ["purpose", "leadership", "earned-autonomy", "outside"],
        "pct-commitments": [
            "leads",
            "requests",
            "information",
            "information-minimum",
            "support",
            "incentive",
            "impact-reports",
        ],
        "practice-commitments": ["plan", "together", "review-meetings", "audit", "patients"],
        "governance": ["committee", "business-cases", "times", "reasons", "conflicts", "scrutiny"],
        "budget": ["scope", "basis", "block-back", "no-deduction", "quarterly-review", "fair-shares"],
        "freed-up-resources": ["share", "unplanned", "deficit", "locality-whole"],
        "risk": ["invest-to-save", "high-cost", "pool", "market-testing"],
        "disputes": ["disputes", "variation", "review"],
    }


def citations(value: object) -> Iterator[Citation]:
    """Yield every citation in a framework, however deep."""
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from citations(item)
    elif isinstance(value, dict):
        yield from citations(tuple(value.values()))
    elif dataclasses.is_dataclass(value):
        yield from citations(tuple(getattr(value, field.name) for field in dataclasses.fields(value)))


@pytest.mark.parametrize("framework_id", framework_ids())
def test_every_citation_names_a_place(framework_id: str) -> None:
    found = list(citations(load_framework(framework_id)))
    assert len(found) > 20
    assert [citation for citation in found if not citation.section.strip()] == []


@pytest.mark.parametrize("framework_id", framework_ids())
def test_every_section_of_the_source_is_carried_or_background(framework_id: str) -> None:
    traced = trace(read_folder(data_folder("frameworks") / framework_id))
    assert len(traced) > 10
    assert [(entry.section, entry.part) for entry in traced if entry.lost] == []


@pytest.mark.parametrize("framework_id", framework_ids())
def test_every_tag_fits_into_word(framework_id: str) -> None:
    framework = load_framework(framework_id)
    tags = [
        answer_tag(framework_id, kind, name, definition.version)
        for kind, definition in framework.submissions.items()
        for name in (
            *(requirement.id for requirement in definition.requirements),
            *(f"field.{field.id}" for field in definition.fields),
        )
    ]
    assert len(set(tags)) == len(tags)
    assert [tag for tag in tags if len(tag) > LONGEST_TAG] == []


@pytest.mark.parametrize("framework_id", framework_ids())
def test_no_sentence_is_left_without_its_end(framework_id: str) -> None:
    folder = data_folder("frameworks") / framework_id
    ends = (".", ":", "?")
    keys = {"text", "criterion", "action", "prompt", "declaration-statement", "declaration-introduction"}

    def open_ended(value: object, key: str = "") -> Iterator[str]:
        if isinstance(value, dict):
            for name, item in value.items():
                # An item of a list is no sentence, whether it stands alone or beside what it is looked for by.
                yield from open_ended(item, key if key == "items" else name)
        elif isinstance(value, list):
            for item in value:
                yield from open_ended(item, key)
        elif isinstance(value, str) and key in keys and not value.strip().endswith(ends):
            yield value

    found = [text for path in sorted(folder.rglob("*.yaml")) for text in open_ended(read_yaml(path).data)]
    assert found == []


def test_the_example_profile_loads_whole(example_profile: Profile) -> None:
    practices = {locality.id: (len(locality.practices), locality.population) for locality in example_profile.localities}
    assert example_profile.pct_name == "Mereford and Wealdham Primary Care Trust"
    assert practices == {"mereford": (5, 47670), "wealdham": (4, 28815), "three-villages": (3, 14545)}
    assert sorted(example_profile.decisions) == [
        "bid-assessment-panel",
        "pbc-governance-committee",
        "pbc-locality-group",
    ]
    assert example_profile.register is not None
    assert len(example_profile.register.interests) == 5


def test_a_framework_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(UnknownNameError) as raised:
        load_framework("hertfordshire")
    listed = ", ".join(framework_ids())
    assert str(raised.value) == (
        f"There is no framework 'hertfordshire'. Choose one of: {listed}. If it is a framework of "
        "your own, add --frameworks and its folder."
    )


@pytest.mark.parametrize(
    ("section", "item", "printed"),
    [
        ("2.2.2", "criterion 9", "section 2.2.2, criterion 9"),
        ("2.2.4", "4", "section 2.2.4, item 4"),
        ("2.2.4", "1 to 3 and 5 to 10", "section 2.2.4, items 1 to 3 and 5 to 10"),
        ("2.2.2 and 2.2.4 (item 4)", "", "sections 2.2.2 and 2.2.4 (item 4)"),
        ("2.2.2 and Appendix 2 (second note)", "", "section 2.2.2 and Appendix 2 (second note)"),
        ("3", "", "section 3"),
        ("Appendix 1", "information", "Appendix 1, information"),
        ("Introduction", "", "Introduction"),
    ],
)
def test_a_citation_is_printed_in_words(section: str, item: str, printed: str) -> None:
    source = Source(title="Our framework", short="North 2008", publisher="North PCT", published="2008")
    assert source.cite(Citation(section, item)) == f"North 2008, {printed}"


def test_a_folder_with_nothing_in_it_is_no_framework(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as raised:
        load_folder(tmp_path)
    assert str(raised.value) == f"{tmp_path}/framework.yaml:1: This file does not exist. Check the name and the folder."
