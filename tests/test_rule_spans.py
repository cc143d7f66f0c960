"""Dates as people write them: the first and the last day that each can mean."""

from __future__ import annotations

import pytest

from pbc_checks.rules.dates.plan_period import years
from pbc_checks.rules.spans import Span, only, spans, year_from, year_of


def said(span: Span | None) -> str:
    return f"{span.first} {span.last}" if span else ""


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("on 1 April 2009", "2009-04-01 2009-04-01"),
        ("on 2nd June, 2009", "2009-06-02 2009-06-02"),
        ("01/04/2009", "2009-04-01 2009-04-01"),
        ("1/4/09", "2009-04-01 2009-04-01"),
        ("1.4.2009", "2009-04-01 2009-04-01"),
        ("2009-04-01", "2009-04-01 2009-04-01"),
        ("27 Nov 09", "2009-11-27 2009-11-27"),
        ("in April 2009", "2009-04-01 2009-04-30"),
        ("Apr-09", "2009-04-01 2009-04-30"),
        ("Sept ’09", "2009-09-01 2009-09-30"),
        ("by the end of March 2010", "2010-03-21 2010-03-31"),
        ("early May 2009", "2009-05-01 2009-05-11"),
        ("mid-December 2009", "2009-12-11 2009-12-21"),
        ("19 – 23 July 2010", "2010-07-19 2010-07-23"),
        ("April to June 2009", "2009-04-01 2009-06-30"),
        ("November to January 2010", "2009-11-01 2010-01-31"),
        ("Q2 2009/10", "2009-07-01 2009-09-30"),
        ("the fourth quarter of 2009/10", "2010-01-01 2010-03-31"),
        ("Q2 2009", "2009-04-01 2009-09-30"),
        ("in 2009/10", "2009-04-01 2010-03-31"),
        ("financial year 2009-10", "2009-04-01 2010-03-31"),
        ("2009/2010", "2009-04-01 2010-03-31"),
    ],
)
def test_a_date_means_its_first_to_its_last_day(text: str, meant: str) -> None:
    assert [said(span) for span in spans(text)] == [meant]


@pytest.mark.parametrize(
    "text",
    [
        "by autumn 2009",
        "31 June 2009",
        "2009/11",
        "paper PBC/2009/10",
        "£2009/10",
        "in 2009",
        "section 1.4.09",
        "13/14/2009",
        "may 12 patients",
        "in April",
        "TBC",
        "ratio 1:2.9 to 1:2.1",
        "3/4 of 20",
    ],
)
def test_what_names_no_day_is_not_read(text: str) -> None:
    assert spans(text) == ()


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("by 1 April 2009", "2009-04-01 2009-04-01"),
        ("Thursday 19 November 2009", "2009-11-19 2009-11-19"),
        ("w/c 6 July 2009.", "2009-07-06 2009-07-06"),
        ("1 April 2009 to 31 March 2010", "2009-04-01 2010-03-31"),
        ("financial year 2009/10", "2009-04-01 2010-03-31"),
        ("31 March 2010 to 1 April 2009", ""),
        ("1 April 2009, if the PCT agrees", ""),
        ("after 3 months", ""),
        ("", ""),
    ],
)
def test_a_cell_is_read_that_holds_nothing_but_a_date(cell: str, meant: str) -> None:
    assert said(only(cell)) == meant


@pytest.mark.parametrize(
    ("heading", "cell", "meant"),
    [
        ("Timetable 2010", "1 June", "2010-06-01 2010-06-01"),
        ("Milestones 2009/10", "January", "2010-01-01 2010-01-31"),
        ("Milestones 2009/10", "April", "2009-04-01 2009-04-30"),
        ("Milestones 2009/10 and 2010/11", "April", ""),
        ("Milestones", "April", ""),
    ],
)
def test_a_month_has_the_year_of_its_heading(heading: str, cell: str, meant: str) -> None:
    assert said(only(cell, year_of(heading))) == meant


def test_what_only_may_be_earlier_is_not_before() -> None:
    (april,), (day,), (may,) = spans("April 2009"), spans("15 April 2009"), spans("1 May 2009")
    assert (april.before(day), day.before(april), april.before(may)) == (False, False, True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plan 2009/10", ["2009/10"]),
        ("2009/10 to 2011/12", ["2009/10 to 2011/12"]),
        ("2009/10–2011/12", ["2009/10 to 2011/12"]),
        ("2009-2010", ["2009/10"]),
        ("2009–2014", ["2009 to 2014"]),
        ("2008-13", ["2008 to 2013"]),
        ("1999/00", ["1999/00"]),
        ("2009/10 and 2010/11", ["2009/10", "2010/11"]),
        ("2009/08", []),
        ("PBC/2009/10", []),
    ],
)
def test_years_stand_alone_or_in_a_range(text: str, found: list[str]) -> None:
    assert [each.said for each in years(text)] == found


def test_years_are_counted_as_they_are_named() -> None:
    assert [each.counts for each in years("2009/10 to 2011/12; 2009–2012")] == [(3,), (3, 4)]


def test_financial_years_run_from_april_to_march() -> None:
    assert said(year_from(2009, 2)) == "2009-04-01 2011-03-31"
