"""Frameworks and PCTs held against national rules: what is kept, what is not, what nobody says anything about."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import docx
import pytest

from command import pbcgov
from pbc_frameworks.load import load_framework
from pbc_frameworks.model import Framework
from pbc_frameworks.national import Verdict, audit
from pbc_frameworks.profile import OfficeHolder, Profile
from pbc_frameworks.shared import national_rules

RULES = national_rules()


def verdicts(framework: Framework, profile: Profile | None = None) -> dict[str, set[Verdict]]:
    found: dict[str, set[Verdict]] = {}
    for held in audit(framework, RULES, profile):
        found.setdefault(held.rule.id, set()).add(held.verdict)
    return found


def with_figure(framework: Framework, name: str, value: str) -> Framework:
    changed = replace(framework.parameters[name], value=Decimal(value))
    return replace(framework, parameters={**framework.parameters, name: changed})


def test_hertfordshire_keeps_every_rule_but_the_one_on_tendering(hertfordshire: Framework) -> None:
    found = verdicts(hertfordshire)
    assert found.pop("tendering") == {Verdict.BREAKS}
    assert found == {rule.id: {Verdict.KEEPS} for rule in RULES if rule.id != "tendering"}


@pytest.mark.parametrize(
    ("figure", "value", "rule"),
    [
        ("practice-share", "69.9", "practice-share"),
        ("decision-aim", "5", "decision-aim"),
        ("decision-limit", "9", "decision-limit"),
        ("risk-pool-contribution", "5.5", "contingency"),
        ("risk-pool-contribution", "2.5", "contingency"),
        ("fair-share-movement", "2", "fair-shares-pace"),
        ("fair-share-tolerance", "5", "fair-shares-tolerance"),
    ],
)
def test_a_figure_beyond_a_national_limit_breaks_the_rule(
    hertfordshire: Framework, figure: str, value: str, rule: str
) -> None:
    assert Verdict.BREAKS in verdicts(with_figure(hertfordshire, figure, value))[rule]


def test_a_figure_in_another_unit_does_not_pass_for_the_one_asked_for(hertfordshire: Framework) -> None:
    months = replace(hertfordshire.parameters["decision-limit"], unit="months")
    changed = replace(hertfordshire, parameters={**hertfordshire.parameters, "decision-limit": months})
    assert verdicts(changed)["decision-limit"] == {Verdict.BREAKS}


def test_a_committee_that_approves_and_is_chaired_by_an_executive_breaks_the_rule(hertfordshire: Framework) -> None:
    committee = hertfordshire.bodies[0]
    chair = replace(committee.membership[0], title="Director of Commissioning", post="executive-director")
    changed = replace(committee, membership=(chair, *committee.membership[1:]))
    held = [
        each
        for each in audit(replace(hertfordshire, bodies=(changed, *hertfordshire.bodies[1:])), RULES)
        if each.rule.id == "approval-chair"
    ]
    assert [(each.verdict, each.says) for each in held] == [
        (Verdict.BREAKS, "PBC Governance Committee: Director of Commissioning")
    ]


def test_a_profile_that_puts_somebody_else_in_the_chair_breaks_the_rule(hertfordshire: Framework) -> None:
    profile = Profile(hertfordshire.id, offices={"committee-chair": OfficeHolder("R Ellison", "Director of Finance")})
    assert verdicts(hertfordshire, profile)["approval-chair"] == {Verdict.BREAKS}
    profile = Profile(
        hertfordshire.id, offices={"committee-chair": OfficeHolder("R Ellison", "Non-Executive Director")}
    )
    assert verdicts(hertfordshire, profile)["approval-chair"] == {Verdict.KEEPS}


def test_rules_on_conflicts_that_do_not_make_anybody_withdraw_break_the_rule(hertfordshire: Framework) -> None:
    assert hertfordshire.conflicts is not None
    only_declared = tuple(replace(rule, effects=("declare",)) for rule in hertfordshire.conflicts.rules)
    changed = replace(hertfordshire, conflicts=replace(hertfordshire.conflicts, rules=only_declared))
    held = next(each for each in audit(changed, RULES) if each.rule.id == "conflict-exclusion")
    assert (held.verdict, held.says) == (
        Verdict.BREAKS,
        "declare their interest; nothing on whether they withdraw from the decision",
    )


def test_a_framework_that_says_nothing_is_silent_and_not_at_fault(hertfordshire: Framework) -> None:
    empty = replace(hertfordshire, parameters={}, bodies=(), conflicts=None, positions={})
    assert verdicts(empty) == {rule.id: {Verdict.SILENT} for rule in RULES}


PROFILE = """\
framework: hertfordshire-2007
local-figures: {practice-share: 60, decision-limit: 10, fair-share-movement: 3}
offices: {committee-chair: {name: A Chair, position: Director of Commissioning}}
"""


def test_an_audit_reports_what_is_wrong_with_a_profile_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "profile.yaml").write_text(PROFILE)
    result = pbcgov("frameworks", "audit", "hertfordshire-2007", "--profile", tmp_path / "profile.yaml")
    assert (result.status, result.err) == (1, "")
    assert (
        "  hertfordshire-2007      DOES NOT KEEP IT: 60% of freed-up resources (the framework has 70%) "
        "(set by the PCT); Hertfordshire 2007, Appendix 1, freed-up resources\n"
        "  What to do: Raise the practices' share to 70% or more.\n"
    ) in result.out
    assert "  What to do: Have a non-executive director chair the body that approves business cases.\n" in result.out
    beyond = result.out.split("Figures of the profile that the framework does not allow\n")[1].split("\n\n")[0]
    assert [line.split(" (")[0] for line in beyond.splitlines()] == [
        "  'practice-share' is 60; the framework allows no less than 70",
        "  'decision-limit' is 10; the framework allows no more than 8",
        "  The figure 'fair-share-movement' is fixed by the framework",
    ]
    assert result.out.endswith("\nNot kept: 5. Silent: 0. Kept: 5.\n")


def test_a_framework_is_audited_without_a_profile() -> None:
    result = pbcgov("frameworks", "audit", "hertfordshire-2007")
    assert (result.status, result.out.splitlines()[-1]) == (1, "Not kept: 1. Silent: 0. Kept: 9.")


def test_a_comparison_names_every_framework_under_every_rule(tmp_path: Path) -> None:
    result = pbcgov("frameworks", "compare")
    assert (result.status, result.err) == (0, "")
    parts = result.out.split("\n\n")
    assert [part.splitlines()[0] for part in parts] == [rule.title for rule in RULES]
    listed = pbcgov("frameworks", "list").out
    ids = [line.split()[0] for line in listed.splitlines() if not line.startswith(" ")]
    for part in parts:
        assert list(dict.fromkeys(line.split()[0] for line in part.splitlines()[2:])) == ids
    out = tmp_path / "compared.txt"
    assert pbcgov("frameworks", "compare", "--out", out).status == 0
    assert out.read_text(encoding="utf-8") == result.out


def test_a_comparison_is_a_word_file_with_a_table_for_every_rule(tmp_path: Path) -> None:
    out = tmp_path / "compared.docx"
    result = pbcgov("frameworks", "compare", "--format", "docx", "--out", out)
    assert (result.status, result.out) == (0, f"{out}\n")
    word = docx.Document(str(out))
    captions = [
        paragraph.text for paragraph in word.paragraphs if paragraph.style and paragraph.style.name == "Caption"
    ]
    assert captions[2:-1] == [rule.title for rule in RULES]
    again = pbcgov("frameworks", "compare", "--format", "docx", "--out", out)
    assert again.status == 2
    assert "These files exist already" in again.err
    assert pbcgov("frameworks", "compare", "--format", "html").err.endswith(
        "Say with --out which .html file to write.\n"
    )


def test_every_national_rule_is_cited_from_a_framework_there_is() -> None:
    for rule in RULES:
        assert load_framework(rule.source.document).source.cite(rule.source.citation)
