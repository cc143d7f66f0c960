"""Schedules: worked by hand from the sources' own figures, and rules that hold for any figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbc_frameworks.load import load_framework
from pbc_frameworks.model import Parameter
from pbc_generator.schedules import approval, contribution, dates, fair_shares, freed_up_resources, list_sizes
from pbc_generator.schedules.enhanced_service import instalments, payments
from pbc_generator.schedules.fair_shares import Shares, distances, largest_movement
from pbc_generator.schedules.freed_up_resources import YearEnd
from pbc_generator.schedules.level_resources import Rates, resources
from pbc_generator.schedules.list_sizes import ListSize
from pbc_generator.schedules.money import equal_parts, percent_of
from pbc_generator.schedules.overspends import overspends

D = Decimal  # written many times below

DARTFORD = load_framework("dartford-2006").parameters
HERTFORDSHIRE = load_framework("hertfordshire-2007").parameters
DURHAM = load_framework("county-durham-2010").parameters
AUDIT = load_framework("audit-commission-2007").parameters

POUNDS = st.decimals(min_value=0, max_value=50_000_000, places=2)
PATIENTS = st.integers(min_value=1, max_value=60_000)
PRACTICES = st.lists(PATIENTS, min_size=1, max_size=60).map(lambda sizes: [(f"P{n}", s) for n, s in enumerate(sizes)])


def test_dartfords_enhanced_service_pays_a_pound_twice_and_gives_back_40p() -> None:
    """By hand: 6,123 patients at £1 and £1 pool £12,246; 40p each is £2,449.20, which leaves £9,796.80."""
    made = payments(
        [("Elm House", 6123), ("The Quay", 10000)],
        (DARTFORD["part-one"], DARTFORD["part-two"]),
        DARTFORD["practice-payment"],
    )
    assert [column.title for column in made.columns] == [
        "List size", "Part one", "Part two", "Paid into the pool", "Practice payment", "Balance of the pool",
    ]  # fmt: skip
    assert [column.formula for column in made.columns] == ["", "A × £1", "A × £1", "B + C", "A × 40p", "D − E"]
    assert [row.values for row in made.rows] == [
        (D(6123), D("6123.00"), D("6123.00"), D("12246.00"), D("2449.20"), D("9796.80")),
        (D(10000), D("10000.00"), D("10000.00"), D("20000.00"), D("4000.00"), D("16000.00")),
    ]
    assert made.totals == (D(16123), D("16123.00"), D("16123.00"), D("32246.00"), D("6449.20"), D("25796.80"))


def test_dartfords_practice_payment_comes_in_four_equal_instalments() -> None:
    """By hand: 40p for 6,123 patients is £2,449.20; a quarter of it is £612.30."""
    made = instalments([("Elm House", 6123)], DARTFORD["practice-payment"], DARTFORD["practice-payments"])
    assert made.rows[0].values == (D(6123), D("2449.20"), *[D("612.30")] * 4)
    assert str(made.columns[2].source) == "section 2, instalments"


def test_the_national_enhanced_service_pays_95p_twice_and_pools_nothing() -> None:
    """By hand: 95p for 7,431 patients is £7,059.45, and twice that £14,118.90 (paragraph 62)."""
    parts = (AUDIT["incentive-component-one"], AUDIT["incentive-component-two"])
    made = payments([("Elm House", 7431)], parts)
    assert made.rows[0].values == (D(7431), D("7059.45"), D("7059.45"), D("14118.90"))
    assert made.columns[-1].title == "In all"


def test_hertfordshires_levels_bring_sessions_hours_and_money_by_population() -> None:
    """By hand, 52,000 people: level 2 is 1.56 sessions, 5.2 hours and £156 a week; level 3 twice that."""
    made = {
        level: resources(
            [("Mereford", 52_000)],
            Rates(
                HERTFORDSHIRE[f"{level}-sessions"],
                HERTFORDSHIRE[f"{level}-hours"],
                HERTFORDSHIRE["practice-staff-rate"],
            ),
        )
        for level in ("level-2", "level-3")
    }
    assert made["level-2"].rows[0].values == (D(52_000), D("1.56"), D("5.20"), D("156.00"), D("8112.00"))
    assert made["level-3"].rows[0].values == (D(52_000), D("3.12"), D("10.40"), D("312.00"), D("16224.00"))


@pytest.mark.parametrize(
    ("share", "contributed", "left"),
    [
        (HERTFORDSHIRE["risk-pool-contribution"], D("61728.39"), D("1172839.50")),  # 5% of the indicative budget
        (DURHAM["contingency"], D("12345.68"), D("1222222.21")),  # 1% of the acute budget
        (DARTFORD["contingency"], D("61728.39"), D("1172839.50")),  # 5% of practice budgets
    ],
)
def test_contributions_are_the_sources_percentage_of_the_budget(share: Parameter, contributed: D, left: D) -> None:
    made = contribution.contributions([("Elm House", D("1234567.89"))], "Budget", share)
    assert made.rows[0].values == (D("1234567.89"), contributed, left)


def test_a_contribution_with_a_range_prints_the_least_and_the_most() -> None:
    """By hand: 3% and 5% of £800,000 (paragraph 130)."""
    made = contribution.contributions(
        [("Elm House", D(800_000))], "Indicative budget", AUDIT["contingency-minimum"], AUDIT["contingency-maximum"]
    )
    assert made.rows[0].values == (D(800_000), D("24000.00"), D("40000.00"))


def test_where_each_practice_counts_an_overspend_does_not_lessen_the_savings_of_others() -> None:
    """By hand: £10,000.01 freed up is £7,000.01 to the practice and £3,000.00 to the PCT."""
    made = freed_up_resources.of_each_practice(
        [YearEnd("Saves", D("500000.01"), D(490_000)), YearEnd("Overspends", D(300_000), D(330_000))],
        DARTFORD["practice-share"],
    )
    assert [row.values for row in made.rows] == [
        (D("500000.01"), D(490_000), D("10000.01"), D("10000.01"), D("7000.01"), D("3000.00")),
        (D(300_000), D(330_000), D(-30_000), D(0), D("0.00"), D("0.00")),
    ]


@pytest.mark.parametrize(("overspent", "freed"), [(D(4_000), D(6_000)), (D(12_000), D(0))])
def test_a_locality_that_counts_as_one_shares_what_it_saves_as_a_whole(overspent: D, freed: D) -> None:
    """Hertfordshire 2007, section 3: if the locality overspends there is no saving, even where practices saved."""
    practices = [YearEnd("Saves", D(100_000), D(90_000)), YearEnd("Overspends", D(100_000), D(100_000) + overspent)]
    share = HERTFORDSHIRE["practice-share"]
    made = freed_up_resources.of_the_locality("Mereford", practices, share, share.source)
    assert made.rows[0].values[1:] == (freed, freed * 7 / 10, freed * 3 / 10)
    assert made.totals == ("", "", "", "")


@pytest.mark.parametrize(
    ("budget", "moved", "where"),
    [
        (D(1_200_000), D("-12000.00"), fair_shares.ABOVE),  # 1% of the budget is less than the way to the range
        (D(1_105_000), D("-5000.00"), fair_shares.ABOVE),  # the range begins at £1,100,000
        (D(1_100_000), D(0), fair_shares.WITHIN),
        (D(900_000), D(0), fair_shares.WITHIN),
        (D(890_000), D("8900.00"), fair_shares.BELOW),
    ],
)
def test_budgets_outside_ten_percent_move_towards_it_by_at_most_one_percent(budget: D, moved: D, where: str) -> None:
    """By hand, with a fair share of £1,000,000 (Hertfordshire 2007, Appendix 1, fair share, item 2)."""
    tolerance, movement = HERTFORDSHIRE["fair-share-tolerance"], HERTFORDSHIRE["fair-share-movement"]
    made = distances([Shares("Elm House", budget, D(1_000_000))], tolerance, movement)
    assert (made.rows[0].values[4], made.rows[0].values[5]) == (where, moved)


@pytest.mark.parametrize(
    ("now", "what"),
    [(10_200, list_sizes.RECALCULATE), (10_199, list_sizes.STAYS), (9_800, list_sizes.RECALCULATE)],
)
def test_durhams_lists_count_as_changed_from_two_percent_either_way(now: int, what: str) -> None:
    made = list_sizes.changes([ListSize("Elm House", 10_000, now)], DURHAM["list-size-change"])
    assert made.rows[0].values[-1] == what


@pytest.mark.parametrize(
    ("spent", "follows"),
    [
        (D(105_001), "Recovery plan"),
        (D(105_000), "Monitoring goes on where a plan runs"),
        (D(102_000), "Monitoring ends"),
        (D(99_000), "Monitoring ends"),
    ],
)
def test_dartfords_recovery_plans_begin_above_five_percent_and_monitoring_ends_within_two(
    spent: D, follows: str
) -> None:
    made = overspends(
        [YearEnd("Elm House", D(100_000), spent)], DARTFORD["overspend-trigger"], DARTFORD["recovery-end"]
    )
    assert made.rows[0].values[-1] == follows


@pytest.mark.parametrize(("value", "place"), [(D(0), 0), (D(10_000), 0), (D("10000.01"), 1), (D(900_000), 1)])
def test_durhams_proposals_go_the_short_way_up_to_ten_thousand_pounds(value: D, place: int) -> None:
    assert approval.route(value, [DURHAM["fur-threshold"].value, None]) == place


def test_a_decision_is_due_on_the_last_working_day_of_the_weeks() -> None:
    """Submitted on Friday 2 November 2007: eight weeks end on 28 December, a Friday after two bank holidays."""
    assert dates.weeks_after(date(2007, 11, 2), 8) == dates.Deadline(date(2007, 12, 28), 38)
    # Eight weeks from Tuesday 30 October end on Christmas Day, so the day is Christmas Eve.
    assert dates.weeks_after(date(2007, 10, 30), 8).day == date(2007, 12, 24)
    # Four weeks from Monday 30 April end on the late May bank holiday, Monday 28 May.
    assert dates.weeks_after(date(2007, 4, 30), 4).day == date(2007, 5, 25)


def test_a_review_is_due_on_the_last_working_day_of_the_months() -> None:
    assert dates.months_after(date(2007, 4, 1), 6).day == date(2007, 10, 1)
    assert dates.months_after(date(2007, 8, 31), 6).day == date(2008, 2, 29)
    assert dates.months_after(date(2007, 10, 1), 6).day == date(2008, 4, 1)


def test_a_figure_that_is_not_given_leaves_what_depends_on_it_open() -> None:
    practices = [YearEnd("Known", D(100), D(90)), YearEnd("Unknown", D(100), None)]
    made = freed_up_resources.of_each_practice(practices, DARTFORD["practice-share"])
    assert made.rows[1].values == (D(100), None, None, None, None, None)
    assert made.totals == (D(200), None, None, None, None, None)


@given(POUNDS, st.integers(min_value=1, max_value=52))
def test_parts_of_a_sum_add_up_to_it_and_differ_by_a_penny_at_most(pounds: D, number: int) -> None:
    parts = equal_parts(pounds, number)
    assert sum(parts) == pounds
    assert max(parts) - min(parts) in {D(0), D("0.01")}
    assert list(parts) == sorted(parts, reverse=True)


@pytest.mark.parametrize(("pounds", "number"), [(D("0.005"), 2), (D(1), 0)])
def test_a_sum_that_cannot_be_paid_in_parts_is_refused(pounds: D, number: int) -> None:
    with pytest.raises(ValueError, match="cannot be paid"):
        equal_parts(pounds, number)


@given(PRACTICES)
def test_what_is_printed_of_an_enhanced_service_adds_up(practices: list[tuple[str, int]]) -> None:
    parts = (DARTFORD["part-one"], DARTFORD["part-two"])
    made = payments(practices, parts, DARTFORD["practice-payment"])
    for row in (*(row.values for row in made.rows), made.totals):
        _size, one, two, pool, paid, balance = (D(str(value)) for value in row)
        assert one + two == pool == paid + balance
    paid_out = instalments(practices, DARTFORD["practice-payment"], DARTFORD["practice-payments"])
    assert sum(D(str(total)) for total in paid_out.totals[2:]) == made.total("Practice payment")


@given(POUNDS, POUNDS, st.decimals(min_value=70, max_value=100, places=0))
def test_shares_of_freed_up_resources_add_up_and_a_larger_share_is_never_less(budget: D, spent: D, share: D) -> None:
    whole = budget - spent
    own = percent_of(max(whole, D(0)), share)
    assert D(0) <= own <= max(whole, D(0))
    assert percent_of(max(whole, D(0)), share + 1 if share < 100 else share) >= own


@given(POUNDS, st.decimals(min_value=1, max_value=50_000_000, places=2))
def test_a_movement_never_exceeds_its_cap_and_never_passes_the_range(budget: D, fair: D) -> None:
    moved = largest_movement(budget, fair, D(10), D(1))
    assert abs(moved) <= budget / 100
    low, high = fair * D("0.9"), fair * D("1.1")
    if budget > high:
        assert high <= budget + moved <= budget
    elif budget < low:
        assert budget <= budget + moved <= low
    else:
        assert moved == 0


@given(st.dates(date(2006, 1, 1), date(2030, 12, 31)), st.integers(min_value=1, max_value=12))
def test_a_deadline_is_a_working_day_within_its_weeks_and_more_weeks_are_never_earlier(day: date, weeks: int) -> None:
    due = dates.weeks_after(day, weeks)
    assert 0 <= (due.day - day).days <= weeks * 7
    assert due.day == day or dates.is_working_day(due.day)
    assert dates.weeks_after(day, weeks + 1).day >= due.day


@given(PATIENTS, PATIENTS)
def test_a_larger_population_never_gets_less_at_a_level(one: int, other: int) -> None:
    rates = Rates(
        HERTFORDSHIRE["level-2-sessions"], HERTFORDSHIRE["level-2-hours"], HERTFORDSHIRE["practice-staff-rate"]
    )
    smaller, larger = (resources([("Group", size)], rates).rows[0].values for size in sorted((one * 10, other * 10)))
    assert all(D(str(a)) <= D(str(b)) for a, b in zip(smaller, larger, strict=True))


def test_a_percentage_of_nothing_is_left_open_and_so_is_what_follows() -> None:
    made = overspends(
        [YearEnd("New practice", D(0), D(5_000))], DARTFORD["overspend-trigger"], DARTFORD["recovery-end"]
    )
    assert made.rows[0].values == (D(0), D(5_000), D(5_000), None, None)
