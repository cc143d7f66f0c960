"""The rules on money: what they find in small submissions, and what they let pass."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from pbc_checks.engine import Study
from pbc_checks.read import read
from pbc_checks.rules.matter import Matter, Rule
from pbc_checks.rules.money import (
    figure_against_table,
    freed_up_share,
    funding_source,
    net_saving,
    one_off_and_recurrent,
    table_totals,
)
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
    ("label", "told"), [("GPwSI (2 per week)", 1), ("GPwSI (per session)", 0), ("GPwSI per hour", 0)]
)
def test_how_often_something_is_paid_for_makes_no_price_of_a_sum(label: str, told: int) -> None:
    rows = (
        f"| Item | £ |\n| --- | --- |\n| {label} | 18,000 |\n| Nurse | 14,000 |\n| Rent | 3,000 |\n| Total | 36,000 |\n"
    )
    assert len([each for each in found(table_totals.RULE, rows) if each[0] == "must-fix"]) == told


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


def test_an_application_for_efficiency_gains_names_its_source_by_being_one() -> None:
    assert "efficiency-gains" not in funding_source.RULE.of
    text = "We ask for £33,000 of efficiency gains in total.\n"
    assert found(funding_source.RULE, text) == []


def test_without_a_cost_nothing_is_said_of_funding() -> None:
    text = "The clinic opens on 4 May.\n\nParking at the hospital is £2.40.\n"
    assert found(funding_source.RULE, text) == []


def table(header: str, *rows: str) -> str:
    return "\n".join((header, "| --- " * (header.count("|") - 1) + "|", *rows)) + "\n"


OF_THE_COLUMN = "The total of “£” is given as {}, but the lines above it add up to {}."


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (table("| Item | £ |", "| Nurse | 3,900 |", "| Room | 1,200 |", "| Total | 5,000 |"), ("5,000", "5,100")),
        (table("| Item | £ |", "| Nurse | 3,900 |", "| Room | 1,200 |", "| Sum | 5,000 |"), ("5,000", "5,100")),
        (table("| Item | £ |", "| Nurse | 3,900 |", "| Room | 1,200 |", "| All | 5,000 |"), ("5,000", "5,100")),
        (table("| Item | £ |", "| Nurse | 3,900 |", "| Room | 1,200 |", "| Total cost | 5,000 |"), ("5,000", "5,100")),
        (table("| Item | £ |", "| Nurse | 3,900 |", "| Room | 1,200 |", "| Totals | 5,000 |"), ("5,000", "5,100")),
    ],
)
def test_a_total_under_any_of_its_names_is_added_up(text: str, what: tuple[str, str]) -> None:
    assert found(table_totals.RULE, text) == [("must-fix", OF_THE_COLUMN.format(*what))]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (("| Nurse | band 7 | 3,900 |", "| Room | 96 sessions | 1,200 |", "| Total | | 5,000 |"), [("5,000", "5,100")]),
        (("| Nurse | band 7 | 3,900 |", "| Room | 96 sessions | 1,200 |", "| Total | | 5,100 |"), []),
        # Of which of two columns of sums it is the total cannot be told.
        (("| Nurse | 400 | 3,900 |", "| Room | 96 | 1,200 |", "| Total | | 5,000 |"), []),
    ],
)
def test_a_total_without_the_empty_cells_before_it_is_that_of_the_only_sums(
    rows: tuple[str, ...], told: list[tuple[str, str]]
) -> None:
    whole = matter(table("| Item | Basis | £ |", *rows))
    # As a PDF is read, in which an empty cell leaves nothing behind.
    blocks = [replace(each, cells=tuple(filter(None, each.cells))) for each in whole.submission.blocks]
    submission = replace(whole.submission, blocks=tuple(blocks))
    view = Study(submission, LIBRARY.concepts()).examination(whole.framework, whole.definition).view
    found_in = table_totals.RULE.find(Matter(view, whole.framework, whole.definition))
    assert [each.what for each in found_in] == [OF_THE_COLUMN.format(*each) for each in told]


@pytest.mark.parametrize(
    "text",
    [
        table("| Element | Cases |", "| Surgeon | 397 |", "| Nurse | 397 |", "| Total | 397 |"),
        table("| Heading | Budget |", "| Elective | 410 |", "| Outpatients | 282 |", "| of which new | 120 |",
              "| Total | 692 |"),
        table("| Item | £ |", "| Screener | 14,400 |", "| Grader | 4,800 |", "| Training (included above) | 600 |",
              "| Total | 19,200 |"),
        table("| Quarter | Cumulative |", "| Q1 | 140 |", "| Q2 | 295 |", "| Q3 | 455 |", "| Total | 620 |"),
        table("| Quarter | Patients so far |", "| Q1 | 140 |", "| Q2 | 295 |", "| Total | 295 |"),
        table("| Practice | Visits per 100 |", "| Ash | 14 |", "| Beech | 18 |", "| All | 16 |"),
        table("| Practice | Days |", "| Ash | 14 |", "| Beech | 18 |", "| All | 16 |"),
    ],
)  # fmt: skip
def test_lines_that_are_no_parts_of_a_total_are_not_added_up(text: str) -> None:
    assert found(table_totals.RULE, text) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (
            "GP £24,000, nurse £9,000, rent £3,000, clerk £4,500; altogether £39,500 every year.",
            "The text gives £39,500 as the total, but £24,000, £9,000, £3,000 and £4,500 add up to £40,500.",
        ),
        (
            "600 visits at £170 (£102,000) and 400 at £85 (£34,000), so £146,000 in total.",
            "The text gives £146,000 as the total, but £102,000 and £34,000 add up to £136,000.",
        ),
        (
            "The nurse costs £32,000 salary, £4,100 travel and £1,900 equipment, a total of £40,000 a year.",
            "The text gives £40,000 as the total, but £32,000, £4,100 and £1,900 add up to £38,000.",
        ),
        (
            "We want £27,000 for a room and £5,000 for a treadmill. In total we ask for £33,000.",
            "The text gives £33,000 as the total, but £27,000 and £5,000 add up to £32,000.",
        ),
        (
            "We need £4,200 for couches and £3,100 for lamps, £8,300 in all.",
            "The text gives £8,300 as the total, but £4,200 and £3,100 add up to £7,300.",
        ),
    ],
)
def test_sums_listed_in_a_text_are_added_up(text: str, what: str) -> None:
    assert found(table_totals.RULE, text) == [("must-fix", what)]


@pytest.mark.parametrize(
    "text",
    [
        "We need £4,200 for couches and £3,100 for lamps, £7,300 in all.",
        "We need £12k for a nurse and £3,400 for lamps, £15k in all.",
        "We need £4,200 for couches and about £3,100 for lamps, £8,300 in all.",
        "The largest are £4,200 for couches and £3,100 for lamps, £8,300 in all.",
        "It saves £9,000 and costs £4,000, in total £5,000 is left.",
        "We have £4,200 a month and £3,100 a year, in total £53,500.",
        "We need £4,200 for couches (of which £900 is VAT) and £3,100 for lamps, £7,300 in all.",
        "Last year it was £4,200 and £3,100. The clinic costs £8,300 in all.",
    ],
)
def test_lists_that_are_right_rough_or_not_all_there_is_are_let_pass(text: str) -> None:
    assert found(table_totals.RULE, text) == []


def test_the_one_year_of_a_table_is_taken_for_the_year_of_the_text() -> None:
    year = table("| Item | 2007/08 £ |", "| Nurse | 14,400 |", "| Strips | 8,470 |", "| Total | 22,870 |")
    text = f"# Cost\n\n{year}\nIn all, the clinic costs us £21,870 a year to run.\n"
    assert found(figure_against_table.RULE, text) == [
        (
            "should-fix",
            "The text gives £21,870 as the yearly cost, but the table has £22,870 (“Total”, “2007/08 £”).",
        )
    ]
    assert found(figure_against_table.RULE, f"{text}\nIt opens for half a year, eleven months at the most.\n") == []


WRONG_NET = "The net saving is given as {}, but the saving of {} less the cost of {} is {}."
TOO_SOON = (
    "Recovery is claimed “{}”, but by the submission's own figures it takes longer: {} a year is {}. It leaves the "
    "yearly running costs out."
)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (
            "The clinic costs £24,600 a year and saves £39,000 a year, a net saving of £19,400.",
            [("must-fix", WRONG_NET.format("£19,400", "£39,000", "£24,600", "£14,400"))],
        ),
        (
            "Running costs are £14,300 a year. The scheme saves £22,700 a year; the net saving is £10,400 a year. "
            "Set-up costs of £3,600 are recovered in two months.",
            [
                ("must-fix", WRONG_NET.format("£10,400", "£22,700", "£14,300", "£8,400")),
                ("should-fix", TOO_SOON.format("in two months", "£3,600 ÷ £10,400", "4.2 months")),
            ],
        ),
        (
            "Set-up £3,600; running £14,300 a year. Saved £22,700 a year at tariff; net saving £10,400 a year.",
            [("must-fix", WRONG_NET.format("£10,400", "£22,700", "£14,300", "£8,400"))],
        ),
        (
            "The nurse costs £32,000 salary and £8,000 travel, a total of £40,000 a year. Admissions fall, saving "
            "£43,200. There is a net saving of £11,200 in every year. The £6,000 start-up cost will be recouped after "
            "two months.",
            [
                ("must-fix", WRONG_NET.format("£11,200", "£43,200", "£40,000", "£3,200")),
                ("should-fix", TOO_SOON.format("after two months", "£6,000 ÷ £11,200", "6.4 months")),
            ],
        ),
        (
            "We have to spend £4,200 once, on two meters.\n\nHospital visits of £42,560 a year stop.\n\nTaking the "
            "£22,870 to run it away, the net saving is £19,690 a year, and the meters pay for themselves within six "
            "weeks.",
            [
                (
                    "must-fix",
                    "Recovery is claimed “within six weeks”, but by the submission's own figures it takes longer: "
                    "£4,200 ÷ £19,690 a year is 11.1 weeks.",
                )
            ],
        ),
        (
            table(
                "| Income | £ |", "| Tariff released | 60,000 |", "| Less: clinic | 41,000 |", "| Net saving | 21,000 |"
            ),
            [("must-fix", "The table gives £21,000 as “Net saving”, but its own lines make £19,000.")],
        ),
        (
            table(
                "| Item | £ |",
                "| Set-up cost (one-off) | 12,000 |",
                "| Running cost a year | 20,000 |",
                "| Savings a year | 44,000 |",
                "| Net saving a year | 30,000 |",
            ),
            [("must-fix", "The table gives £30,000 as “Net saving a year”, but its own lines make £24,000.")],
        ),
        (
            "Set-up costs: £12,000. Running costs: £20,000 a year. Savings: £44,000 a year. Payback period: 4 months.",
            [
                (
                    "should-fix",
                    "Recovery is claimed “period: 4 months”, but by the submission's own figures it takes longer: "
                    "£12,000 ÷ (£44,000 − £20,000) a year is 6.0 months. It leaves the yearly running costs out.",
                )
            ],
        ),
    ],
)
def test_a_net_saving_and_its_recovery_are_worked_out_from_the_sums_beside_them(
    text: str, what: list[tuple[str, str]]
) -> None:
    assert found(net_saving.RULE, text) == what


SAVINGS = table(
    "| | £ |", "| Tariff avoided | 81,385 |", "| Less practice payment | (21,061) |", "| Less histology | (4,764) |",
    "| Total saving | 55,560 |",
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        f"{SAVINGS}\nThe running cost is £21,061 a year. The net saving is £55,560 a year after histology.\n",
        "The clinic costs £24,600 a year and saves £39,000 a year, a net saving of £14,400.",
        "The clinic costs £24,600 a year and saves £39,000 a year. Transport is £3,000, so the net saving is £11,400.",
        "The clinic costs £24,600 a year and saves £39,000 a year. The PCT's 30% of the net saving is £4,320.",
        "The clinic costs £24,600 a year and saves about £39,000 a year, a net saving of £16,000.",
        "We have to spend £4,200 once. The net saving is £19,690 a year, £42,560 less £22,870, and the meters pay for "
        "themselves within eleven weeks.",
        "Set-up costs: £12,000. Running costs: £20,000 a year. Savings: £44,000 a year. Payback period: 6 months.",
        "Set-up costs: £12,000. Running costs: £2,000 a year. Savings: £44,000 a year. Payback period: 4 months.",
    ],
)
def test_net_figures_that_follow_are_let_pass(text: str) -> None:
    assert [entry for entry in found(net_saving.RULE, text) if entry[0] != "note"] == []


def test_why_a_net_saving_could_not_be_recomputed_is_said_as_it_is() -> None:
    alone = "The net saving is £15,200 a year.\n"
    several = (
        "Wards save £31,900 and clinics £26,900; staff cost £28,400, rooms £4,100.\n\nThe net saving is £15,200.\n"
    )
    said = [what for text in (alone, several) for _, what in found(net_saving.RULE, text)]
    assert [what.split("recomputed: ")[1].partition(" (")[0] for what in said] == [
        "the figures that it follows from are not stated beside it",
        "which of the sums beside it are meant is not said",
    ]


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("The practices will keep 85% of the savings.", "85%"),
        ("Our share of the savings is ninety per cent.", "90%"),
        ("We take 75% of the gains (£46,100) and leave 25% to the PCT.", "75%"),
        ("Of all savings 15% goes to the PCT and 85% stays with us.", "85%"),
        ("Of whatever is freed up, the practices hold on to 80 per cent and the PCT takes the rest.", "80%"),
        ("The practices would retain eighty-five per cent of the freed-up resources.", "85%"),
        ("All the savings will stay with the practice.", "all"),
        ("We will retain all of the savings for our own practices.", "all"),
        ("The savings will be split 80:20 between the practices and the PCT.", "80%"),
    ],
)
def test_a_share_above_the_framework_s_is_found_however_it_is_said(text: str, share: str) -> None:
    assert found(freed_up_share.RULE, text) == [
        (
            "should-fix",
            f"The practices claim {share} of what is freed up; the framework's figure is 70% (Hertfordshire 2007, "
            "Appendix 1, freed-up resources).",
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        "We will keep 70% of what is freed up, while the PCT is in deficit, and the PCT 30%.",
        "Last year the practices kept 100% of the savings.",
        "In the first clinic 85% of the time goes to dosing, and the savings are shared.",
        "The practices have delivered 85% of the savings.",
        "We expect 85% of the savings to come from fewer admissions.",
        "The PCT keeps 100% of the savings in deficit.",
        "The practices will keep 85% of patients out of hospital, with savings of £4,000.",
        "The practices would not keep all of the savings.",
        "The savings are shared 30:70 between the PCT and the practices.",
    ],
)
def test_shares_within_the_framework_s_and_of_other_things_are_let_pass(text: str) -> None:
    assert found(freed_up_share.RULE, text) == []


YEARLY = table("| Cost | £ a year |", "| Nurse | 40,000 |", "| Room | 2,800 |", "| Total | 42,800 |")
COUCH = table("| Cost | £ a year |", "| Nurse | 9,000 |", "| Couch (one-off) | 1,450 |", "| Total | 10,450 |")


@pytest.mark.parametrize(
    ("rule", "beside"),
    [
        (figure_against_table.RULE, YEARLY),
        (one_off_and_recurrent.RULE, COUCH),
        (net_saving.RULE, "The net saving is £15,200 a year."),
        (funding_source.RULE, ""),
        (freed_up_share.RULE, ""),
    ],
    ids=lambda value: value.id if isinstance(value, Rule) else "",
)
def test_the_example_of_the_catalogue_is_found(rule: Rule, beside: str) -> None:
    quotation = rule.example.partition("“")[2].partition("”")[0]
    severities = {each.severity.value for each in rule.find(matter(f"{quotation}.\n\n{beside}\n")) if each.determined}
    assert severities == {rule.example.rpartition(": ")[2].rstrip(".").replace(" ", "-")}


def test_quotations_stand_in_the_submission(tmp_path: Path) -> None:
    text = (Path(__file__).parent / "examples" / "net-saving" / "bad.md").read_text("utf-8")
    for rule in (figure_against_table.RULE, one_off_and_recurrent.RULE, net_saving.RULE, funding_source.RULE):
        looked_at = matter(text)
        for finding in rule.find(looked_at):
            quotes = [each.quote for each in finding.evidence]
            assert quotes
            assert all(any(quote in block.text for block in looked_at.running) for quote in quotes)


YEARS = """
| Item | 2008/09 | 2009/10 | Total |
| --- | --- | --- | --- |
| Nurse | 18,720 | 19,000 | {nurse} |
| Room | 7,410 | 7,500 | {room} |
| Travel | 900 | 910 | {travel} |
"""


@pytest.mark.parametrize(
    ("totals", "told"),
    [
        (("37,720", "14,910", "1,810"), []),
        (
            ("40,720", "14,910", "1,810"),
            ["The total of “Nurse” is given as 40,720, but its years add up to 37,720."],
        ),
        # Where most do not add up, the column is the total of something else.
        (("30,000", "12,000", "1,810"), []),
        (("37,720", "14,910", "see below"), []),
    ],
)
def test_a_row_of_years_adds_up_to_its_total(totals: tuple[str, str, str], told: list[str]) -> None:
    table = YEARS.format(nurse=totals[0], room=totals[1], travel=totals[2])
    assert [what for _, what in found(table_totals.RULE, table)] == told


@pytest.mark.parametrize("label", ["Total recurrent", "Total annual cost", "Total cost p.a.", "Total per annum"])
def test_a_yearly_total_is_added_up_unless_some_of_it_is_spent_once(label: str) -> None:
    table = f"| Item | £ |\n| --- | --- |\n| Nurse | 18,720 |\n| {{item}} | 7,410 |\n| {label} | 28,130 |\n"
    assert [severity for severity, _ in found(table_totals.RULE, table.format(item="Room"))] == ["must-fix"]
    assert found(table_totals.RULE, table.format(item="Set-up (one-off)")) == []
    # A line may be left out of it without being called one-off.
    assert found(table_totals.RULE, table.format(item="Training in year 1").replace("28,130", "18,720")) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Dopplers £6k, couch £2k, training £3k. Total £14k.", 1),
        # £6.4k, £2.4k and £3.4k are £12.2k.
        ("Dopplers £6k, couch £2k, training £3k. Total £12k.", 0),
        ("Dopplers £6,000, couch £2,000, training £3,000. Total £12,000.", 1),
    ],
)
def test_what_is_written_in_thousands_may_be_rounded_to_them(text: str, told: int) -> None:
    assert len(found(table_totals.RULE, text)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The scanner is a one-off cost of £18,000 each year.", 1),
        ("A non-recurrent sum of £4,000 a year pays for it.", 1),
        ("A one-off cost of £18,000 and running costs of £4,000 each year.", 0),
        ("One-off and recurrent costs are £18,000 and £4,000 a year.", 0),
        ("Non-recurrent funding of £25,000 will pay for the nurse's salary every year.", 1),
        ("Non-recurrent funding of £25,000 will pay for the first year; then the budget pays every year.", 0),
        ("One-off slippage money will not pay running costs.", 0),
    ],
)
def test_money_is_spent_once_or_every_year_and_not_both(text: str, told: int) -> None:
    assert len([each for each in found(one_off_and_recurrent.RULE, text) if each[0] == "should-fix"]) == told


@pytest.mark.parametrize(
    ("label", "sums", "told"),
    [
        ("Set-up (dopplers, couch)", "12,000 | 12,000", 1),
        ("Set-up (dopplers, couch)", "12,000 | 0", 0),
        ("Set-up (dopplers, couch)", "12,000 | 3,000", 0),
        ("Set-up, spread over two years", "6,000 | 6,000", 0),
        ("Nurse", "12,000 | 12,000", 0),
    ],
)
def test_what_is_spent_once_is_not_spent_again_in_the_next_year(label: str, sums: str, told: int) -> None:
    table = f"| Item | Year 1 | Year 2 |\n| --- | --- | --- |\n| Nurse | 20,000 | 20,000 |\n| {label} | {sums} |\n"
    assert len([each for each in found(one_off_and_recurrent.RULE, table) if "is spent once" in each[1]]) == told


def test_a_sum_for_each_year_is_no_price() -> None:
    (each,) = sums_in("It costs £18,000 each year.")
    assert (each.a_price, each.every, each.recurs) == (False, "year", True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It costs £41,000 a year and saves £63,000 a year, a net saving of £32,000 a year.", ["must-fix"]),
        ("It costs £41,000 a year and saves £63,000 a year, a net saving of £22,000 a year.", []),
        ("A one-off £30,000 pays for itself in the first year, with net savings of £10,000 a year.", ["must-fix"]),
        ("A one-off £3,000 pays for itself in the first year, with net savings of £10,000 a year.", []),
        ("A one-off £9,000 pays for itself within the first year, with net savings of £10,000 a year.", []),
    ],
)
def test_a_net_saving_is_not_borne_out_by_itself_and_the_first_year_is_a_period(text: str, told: list[str]) -> None:
    assert [severity for severity, _ in found(net_saving.RULE, text) if severity != "note"] == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Freed-up resources of £20,000: £18,000 to the practices, £2,000 to the PCT.", 1),
        ("Freed-up resources of £20,000: £14,000 to the practices, £6,000 to the PCT.", 0),
        ("The cost is met with £18,000 by the practices from savings and £2,000 by the PCT.", 0),
        ("The practice's share of FUR will be 100%.", 1),
    ],
)
def test_a_share_in_pounds_is_compared_too(sentence: str, told: int) -> None:
    assert len(found(freed_up_share.RULE, sentence)) == told


@pytest.mark.parametrize(
    "payer",
    [
        "The PCT pays from the community services budget.",
        "This will be a virement from the acute SLA.",
        "It pays for itself from the third month.",
        "The cost falls on the community budget.",
        "The practice bears the cost.",
        "Savings of £63,000 more than cover it.",
        "A contribution of £41,000 from Social Services.",
        "The cost is absorbed by the practice.",
    ],
)
def test_many_words_say_who_pays(payer: str) -> None:
    assert found(funding_source.RULE, f"The clinic costs £41,000 a year all in. {payer}") == []


def test_words_that_are_like_a_payer_are_none() -> None:
    text = "The clinic costs £41,000 a year all in. The cluster covers 40,000 patients, and the practice meets monthly."
    assert [severity for severity, _ in found(funding_source.RULE, text)] == ["should-fix"]


def test_a_total_above_which_a_sum_is_still_to_come_cannot_be_told() -> None:
    table = "| Item | £ |\n| --- | --- |\n| Nurse | 12,000 |\n| Premises | {} |\n| Total | 15,000 |\n"
    assert found(table_totals.RULE, table.format("tbc")) == [
        ("note", "Whether the total 15,000 is right cannot be told: “tbc” stands among the sums above it.")
    ]
    assert found(table_totals.RULE, table.format("free")) == []
    assert found(table_totals.RULE, table.format("3,000")) == []


def test_a_sum_that_is_none_of_several_totals_cannot_be_told() -> None:
    rows = ("Item | Year 1 £ | Year 2 £", "--- | --- | ---", "Nurse | 24,300 | 24,900", "Total | 37,600 | 32,000")
    table = "\n\n" + "\n".join(f"| {row} |" for row in rows)
    assert [severity for severity, _ in found(figure_against_table.RULE, f"The total cost is £35,100.{table}")] == [
        "note"
    ]
    assert found(figure_against_table.RULE, f"The total cost is £37,600.{table}") == []


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Most of the savings should stay with the practices.", ["note"]),
        ("70% of the savings stay with the practices.", []),
        ("Last year most of the savings went to the practices.", []),
        ("Some of the savings come from fewer letters.", []),
    ],
)
def test_a_share_without_a_figure_cannot_be_told(sentence: str, told: list[str]) -> None:
    assert [severity for severity, _ in found(freed_up_share.RULE, sentence)] == told
