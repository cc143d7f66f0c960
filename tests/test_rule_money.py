"""The rules on money: what they find in small submissions, and what they let pass."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pbc_checks.engine import Study
from pbc_checks.read import read
from pbc_checks.rules.matter import Matter, Rule
from pbc_checks.rules.money import figure_against_table, funding_source, net_saving, one_off_and_recurrent
from pbc_checks.rules.money.sums_in_text import recurs, sums_in, year_named
from pbc_frameworks.load import Library

LIBRARY = Library()
COSTS = """
| Item | One-off £ | Each year £ |
| --- | --- | --- |
| Nurse | | 21,400 |
| Clerk | | 6,300 |
| Room | | 2,100 |
| Couch | 3,900 | |
| Software | 1,150 | |
| Total | 5,050 | 29,800 |
"""


def matter(text: str, framework: str = "hertfordshire-2007", kind: str = "business-case") -> Matter:
    submission = read("paper.md", text.encode(), LIBRARY)
    loaded = LIBRARY.load(framework)
    definition = loaded.submissions[kind]
    view = Study(submission, LIBRARY.concepts()).examination(loaded, definition).view
    return Matter(view, loaded, definition)


def found(rule: Rule, text: str) -> list[tuple[str, str]]:
    return [(each.severity.value, each.what) for each in rule.find(matter(text))]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("It costs £31,200 a year.", ("31200", False, "year", "", True, False)),
        ("Set-up is £9,500.", ("9500", False, "", "", False, False)),
        ("We need £9.5k to start.", ("9500", False, "", "", False, False)),
        ("The fee is £41 per patient.", ("41", True, "", "", None, False)),
        ("At £41 each it is cheap.", ("41", True, "", "", None, False)),
        ("It is £14,500 in year one.", ("14500", False, "", "1", None, False)),
        ("It is £14,500 in 2009/10.", ("14500", False, "", "09/10", None, False)),
        ("It is £7,200 for the six months.", ("7200", False, "", "", None, True)),
        ("Running costs are £1.2m.", ("1200000", False, "", "", True, False)),
        ("It saves £600 a month.", ("600", False, "month", "", True, False)),
    ],
)
def test_what_stands_beside_a_sum_is_told(sentence: str, told: tuple[str, bool, str, str, bool | None, bool]) -> None:
    (each,) = sums_in(sentence)
    assert (each.pounds, each.a_price, each.every, each.year, each.recurs, each.part_year) == (
        Decimal(told[0]),
        *told[1:],
    )


def test_rounding_is_allowed_for_as_far_as_a_sum_is_rounded() -> None:
    (rounded,), (exact,), (rough,) = (list(sums_in(text)) for text in ("£48k", "£48,213", "about £48,213"))
    assert [each.agrees(Decimal(48_900)) for each in (rounded, exact, rough)] == [True, False, True]


def test_labels_say_whether_money_recurs_and_of_which_year_it_is() -> None:
    assert [recurs(label) for label in ("Set-up £", "Each year £", "Item", "Non-recurrent £")] == [
        False,
        True,
        None,
        False,
    ]
    assert [year_named(label) for label in ("Year 1 £", "second year", "2009/10 £", "Item")] == ["1", "2", "09/10", ""]


@pytest.mark.parametrize(
    ("text", "severity", "what"),
    [
        (
            "The scheme will cost £33,400 a year in all.",
            "must-fix",
            "The text gives £33,400 as the yearly cost, but the table has £29,800 (“Total”, “Each year £”).",
        ),
        (
            "The total set-up cost is £6,900.",
            "must-fix",
            "The text gives £6,900 as the one-off cost, but the table has £5,050 (“Total”, “One-off £”).",
        ),
        (
            "The committee is asked to approve expenditure of £29,800 a year and £7,250 one-off.",
            "must-fix",
            "The text gives £7,250 as the one-off cost, but the table has £5,050 (“Total”, “One-off £”).",
        ),
    ],
)
def test_a_total_in_the_text_that_the_table_contradicts_is_found(text: str, severity: str, what: str) -> None:
    assert found(figure_against_table.RULE, f"# Costs\n{COSTS}\n{text}\n") == [(severity, what)]


@pytest.mark.parametrize(
    "text",
    [
        "The scheme will cost about £30k a year in all.",
        "The total cost is £34,850 in the first year.",
        "The total cost over three years is £94,450.",
        "The neighbouring scheme costs £41,000 a year in all.",
        "The scheme will cost £33,400 a year in all with the manager's time.",
        "The total cost is £61 per patient.",
        "The total cost is £17,400 for the six months to March.",
        "If every practice joins, the total cost is £44,000 a year.",
        "The scheme costs £2,800 a month in all.",
        "The scheme will cost £27,700 a year in all, as the room is free.",
        "The total cost is £9,200 less than the hospital's.",
        "The scheme will cost £298,000 a year in all.",
    ],
)
def test_what_is_rounded_of_another_time_or_of_something_else_is_not_found(text: str) -> None:
    assert found(figure_against_table.RULE, f"# Costs\n{COSTS}\n{text}\n") == []


def test_two_sentences_that_differ_are_found_unless_they_are_of_different_years() -> None:
    same = "The net saving is £14,200 a year.\n\nThe board heard on 2 May: the net saving is £12,600 a year.\n"
    assert found(figure_against_table.RULE, same) == [
        ("should-fix", "The net saving is given as £14,200 in one place and as £12,600 in another.")
    ]
    years = "The net saving is £14,200 in year one.\n\nThe net saving is £18,600 in year two.\n"
    assert found(figure_against_table.RULE, years) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (
            "| Item | £ |\n| --- | --- |\n| Nurse | 21,400 |\n| Room | 2,100 |\n| Couch (once) | 3,900 |\n"
            "| Total | 27,400 |\n\nIt comes to £27,400 a year.",
            "The text calls £27,400 yearly, but £3,900 of it is spent once only (“Couch (once)”).",
        ),
        (
            "| Question | Answer |\n| --- | --- |\n| Costs (yearly) | Trainer £9,800; hall £5,400; leaflets £350; "
            "set-up £600. Total £16,150. |",
            "£16,150 is called yearly, but adds up sums of which £600 is spent once only.",
        ),
    ],
)
def test_what_is_spent_once_in_a_yearly_total_is_found(text: str, what: str) -> None:
    assert found(one_off_and_recurrent.RULE, text) == [("should-fix", what)]


@pytest.mark.parametrize(
    "text",
    [
        "| Item | Year 1 £ |\n| --- | --- |\n| Nurse | 21,400 |\n| Couch (once) | 3,900 |\n| Total | 25,300 |",
        "Nurse £21,400, room £2,100 and set-up £3,900: £27,400 in the first year.",
        "Nurse £21,400, room £2,100 and set-up £3,900: £27,400 a year in the pilot, then £23,500.",
        f"# Costs\n{COSTS}\nThat is £29,800 a year.",
    ],
)
def test_totals_of_a_first_year_and_totals_kept_apart_are_let_pass(text: str) -> None:
    assert found(one_off_and_recurrent.RULE, text) == []


@pytest.mark.parametrize(
    ("text", "severity", "what"),
    [
        (
            "| Each year | £ |\n| --- | --- |\n| Outpatients no longer bought | 56,500 |\n| Running costs | 41,300 |\n"
            "| Net saving | 17,200 |",
            "must-fix",
            "The table gives £17,200 as “Net saving”, but its own lines make £15,200.",
        ),
        (
            "The set-up cost is £18,000.\n\nThe net saving is £15,000 a year, which is £56,300 less £41,300.\n\n"
            "The set-up money is recovered in 20 months.\n\nThe start-up is recovered within eight months.",
            "must-fix",
            "Recovery is claimed “within eight months”, but by the submission's own figures it takes longer: £18,000 ÷ "
            "£15,000 a year is 14.4 months.",
        ),
        (
            "The set-up cost is £3,000.\n\nThe net saving is £18,000 a year, which is £59,300 less £41,300.\n\n"
            "The set-up is recovered in two years.",
            "should-fix",
            "Recovery is claimed “in two years”, but by the submission's own figures it is much sooner: £3,000 ÷ "
            "£18,000 a year is 2.0 months.",
        ),
    ],
)
def test_what_does_not_follow_from_the_submissions_own_figures_is_found(text: str, severity: str, what: str) -> None:
    assert found(net_saving.RULE, text) == [(severity, what)]


@pytest.mark.parametrize(
    "text",
    [
        "In all £60,000 less £41,300 leaves £18,700.",
        "£60k less £41,300 leaves about £19,000.",
        "| £000 | Full year |\n| --- | --- |\n| Nurses | 92 |\n| First year | 92 |\n| 52 admissions avoided | (112) |\n"
        "| Net | (20) |",
        "The set-up of £9,400 comes back from savings of £5,050 a year, and is recovered in 22 months.",
        "Patients recover in six months.",
    ],
)
def test_what_follows_and_what_is_no_money_is_let_pass(text: str) -> None:
    assert found(net_saving.RULE, text) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("The clinic will cost £41,000 a year all in.", "A cost is given, but nothing says who or what pays it."),
        (
            "The clinic will cost £41,000 a year all in.\n\nFunding: TBC",
            "A cost is given, and the submission says that its source of funding is not known.",
        ),
    ],
)
def test_a_cost_that_nobody_is_said_to_pay_is_found(text: str, what: str) -> None:
    assert found(funding_source.RULE, text) == [("should-fix", what)]


@pytest.mark.parametrize(
    "payer",
    [
        "It is paid from freed-up resources.",
        "It is met out of the prescribing budget.",
        "The work is done within existing resources.",
        "The scheme is cost neutral.",
        "We would hold it as a local enhanced service.",
        "The PCT's growth money is meant for this.",
        "The League of Friends has given the couch.",
        "The practices will pay.",
    ],
)
def test_any_word_on_who_pays_is_enough(payer: str) -> None:
    assert found(funding_source.RULE, f"The clinic will cost £41,000 a year all in.\n\n{payer}\n") == []


def test_without_a_cost_nothing_is_said_of_funding() -> None:
    text = "The clinic opens on 4 May.\n\nParking at the hospital is £2.40.\n"
    assert found(funding_source.RULE, text) == []


def test_quotations_stand_in_the_submission(tmp_path: Path) -> None:
    text = (Path(__file__).parent / "examples" / "net-saving" / "bad.md").read_text("utf-8")
    for rule in (figure_against_table.RULE, one_off_and_recurrent.RULE, net_saving.RULE, funding_source.RULE):
        looked_at = matter(text)
        for finding in rule.find(looked_at):
            quotes = [each.quote for each in finding.evidence]
            assert quotes
            assert all(any(quote in block.text for block in looked_at.running) for quote in quotes)
