"""Recommendations: rows told by number or by words, denials beside a yes, and who each is for."""

from __future__ import annotations

import pytest

from example_documents import documents_of
from pbc_checks.documents import checkable
from pbc_checks.engine import Study
from pbc_checks.findings import RuleFinding
from pbc_checks.read import read
from pbc_checks.rules.assessments import recommendations
from pbc_checks.rules.matter import Matter
from pbc_frameworks.load import Library
from pbc_generator.render import render

LIBRARY = Library()
FRAMEWORK = LIBRARY.load("audit-commission-2007")
HEAD = "| No. | Recommendation | Done? | Evidence | Action | By when |\n| --- | --- | --- | --- | --- | --- |\n"
OTHER = "11 | Indicative budgets by the start of the year | Yes | Sent on 30 March 2007 | | "


def findings(name: str, data: bytes) -> list[RuleFinding]:
    study = Study(read(name, data, LIBRARY), LIBRARY.concepts())
    definition = checkable(FRAMEWORK)["self-assessment"]
    return list(recommendations.find(Matter(study.examination(FRAMEWORK, definition).view, FRAMEWORK, definition)))


def of_table(*rows: str, before: str = "") -> list[RuleFinding]:
    return findings("a.md", (f"{before}\n\n{HEAD}" + "".join(f"| {row} |\n" for row in (*rows, OTHER))).encode())


def whats(found: list[RuleFinding], severity: str) -> list[str]:
    return [each.what for each in found if each.severity == severity and "not in the table" not in each.what]


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        ("Policy not yet drafted", "Policy not yet drafted"),
        ("Has not been agreed, will go to the Board", "Has not been agreed"),
        ("Policy to follow", "Policy to follow"),
        ("No written policy at present.", "No written policy at present."),
    ],
)
def test_a_yes_beside_a_denial_is_a_contradiction(evidence: str, words: str) -> None:
    assert whats(of_table(f"20 | Policy on budget overspends | Yes | {evidence} | | "), "must-fix") == [
        f"Recommendation 20 is claimed as done, but what stands beside it says that it is not: “{words.rstrip('.')}”."
    ]


@pytest.mark.parametrize(
    "evidence",
    [
        "Policy agreed in May 2007, but not yet sent to practices",
        "Board paper 07/64; there have not been overspends",
        "In place. No changes needed.",
        "Minutes to follow",
    ],
)
def test_a_yes_beside_something_done_is_none(evidence: str) -> None:
    assert whats(of_table(f"20 | Policy on budget overspends | Yes | {evidence} | | "), "must-fix") == []


def test_evidence_that_is_to_follow_is_none() -> None:
    assert whats(of_table("20 | Policy on budget overspends | Yes | Minutes to follow | | "), "should-fix") == [
        "Recommendation 20 is claimed as done without evidence."
    ]


def test_a_row_without_a_number_is_told_by_its_words() -> None:
    found = of_table(" | Provide benchmarking data to practices, national as well as local | Yes | | | ")
    assert whats(found, "should-fix") == ["Recommendation 17 is claimed as done without evidence."]


def test_a_number_with_the_words_of_another_recommendation_is_not_told() -> None:
    benchmarks = "17 | Benchmarks for practices | Yes | Quarterly report | | "
    found = of_table(benchmarks, "5 | Develop clear policy on budget overspends | Yes | | | ")
    (unmatched,) = (each for each in found if "could not be told" in each.what)
    assert (unmatched.what[:5], unmatched.determined) == ("1 row", False)
    assert [each.quote for each in unmatched.evidence] == ["5 | Develop clear policy on budget overspends"]


def test_an_action_in_its_own_column_counts_and_a_date_in_words_too() -> None:
    assert whats(of_table("6 | Savings policy | No | | Finance to draft it by 31 March 2008 | "), "should-fix") == []
    assert whats(of_table("6 | Savings policy | No | | Finance to draft it | "), "should-fix") == [
        "Recommendation 6 (no date) is not done, or done in part, without an action and a date."
    ]


def test_what_is_for_others_needs_no_date_of_ours() -> None:
    assert whats(of_table("15 | Review of the Secondary Uses Service | No | Awaited | | "), "should-fix") == []


def test_past_dates_are_told_by_the_day_of_the_assessment() -> None:
    row = "6 | Savings policy | Partly | | Draft with practices | 30 June 2007"
    assert whats(of_table(row, before="Date: 12 November 2007"), "should-fix") == [
        "Recommendation 6 (30 June 2007) is not done, or done in part, with a date before 12 November 2007."
    ]
    assert whats(of_table(row), "should-fix") == []


def test_one_recommendation_answered_twice_is_said() -> None:
    found = of_table(
        "6 | Savings policy | Yes | Board paper 07/12 | | ", "6 | Savings policy | No | | Draft | May 2008"
    )
    assert "One recommendation stands in the table twice, once as done and once as not done." in whats(
        found, "should-fix"
    )


def test_the_summary_counts_by_whom_each_is_for() -> None:
    summary = of_table("6 | Savings policy | Yes | Board paper 07/12 | | ")[-1]
    assert summary.what == (
        "Of 24 recommendations: 2 done with evidence and 22 not in the table. By whom they are for, some for several: "
        "for Department of Health (8): 8 not in the table; for Strategic Health Authorities (5): 5 not in the table; "
        "for PCTs (17): 2 done with evidence and 15 not in the table; for Practices (11): 11 not in the table."
    )


def test_a_blank_form_is_one_finding() -> None:
    form = documents_of("audit-commission-2007")["self-assessment"]
    for ending in ("docx", "pdf"):
        found = findings(f"form.{ending}", render(form, ending))
        assert [(each.severity.value, each.what) for each in found] == [
            ("should-fix", "Nothing is filled in: none of the 24 recommendations has an answer.")
        ]


def test_a_paper_in_prose_is_said_not_to_be_told() -> None:
    (found,) = findings("prose.md", b"# Recommendations\n\nWe have done most of them.\n")
    assert (found.severity.value, found.determined) == ("note", False)
