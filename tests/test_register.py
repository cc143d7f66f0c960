"""The register of interests as data: read from Excel, reviewed, written as Excel, CSV and YAML."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.chart import BarChart

from pbc_frameworks.model import Framework
from pbc_frameworks.profile import Profile
from pbc_frameworks.register.bearing import Item, bearings
from pbc_frameworks.register.csv_file import write_csv
from pbc_frameworks.register.load import load_register, parse_register
from pbc_frameworks.register.model import Interest, NilReturn, Register, RegisterTimes, public_register
from pbc_frameworks.register.review import Person, review
from pbc_frameworks.register.sheet import SheetError, read_sheet, write_sheet
from pbc_frameworks.register.text import register_text
from pbc_frameworks.shared import register_times
from pbc_generator.compose.context import context
from pbc_generator.compose.meeting_sheet import meeting_sheet
from pbc_generator.document import Table, plain

TIMES = RegisterTimes(declare_days=28, public_months=6, kept_years=6)
RAO = Interest(
    name="Dr Sunil Rao",
    role="Member, PBC Governance Committee",
    organisation="Castle Mead Diagnostics Ltd",
    type="financial",
    nature="Director; the company offers ultrasound",
    since=date(2007, 3, 1),
    declared=date(2007, 3, 12),
    action="Withdraws from decisions on diagnostics",
    practice="Castle Mead Medical Centre",
    bodies=("pbc-governance-committee",),
    services=("ultrasound", "diagnostic imaging"),
)
CHOICES = "Choose: Financial, Non-financial professional, Non-financial personal, Indirect."
FARRELL = NilReturn("Yasmin Farrell", "Director of Finance", date(2007, 3, 6))


def workbook(*rows: tuple[Any, ...], title: str = "Sheet1") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def test_a_sheet_that_a_practice_keeps_is_read_whatever_it_calls_its_columns() -> None:
    data = workbook(
        ("Register of interests of the PBC group",),
        (),
        ("Name of member", "Job title", "Declared interest", "Category", "Details", "Start date", "End date",
         "Date declared:", "Action taken to mitigate risk", "Telephone"),
        ("Dr Sunil Rao", "GP", "Castle Mead Diagnostics Ltd", "Financial interest", "Director", datetime(2007, 3, 1),
         None, "12/03/2007", "Withdraws", "01234"),
        (None, None, None),
        ("Helen Cartwright", "Director", "Wealdham General Hospital", "Indirect", "Spouse works there",
         "1st March 2003", "present", "5 Mar 2007", None, None),
        ("Yasmin Farrell", "Director of Finance", "None", None, None, None, None, "06.03.2007", None, None),
    )  # fmt: skip
    reading = read_sheet(data)
    assert reading.problems == ()
    assert reading.unused == ("Sheet1 J: Telephone",)
    assert reading.register == Register(
        None,
        (
            Interest("Dr Sunil Rao", "GP", "Castle Mead Diagnostics Ltd", "financial", "Director", date(2007, 3, 1),
                     date(2007, 3, 12), "Withdraws"),
            Interest("Helen Cartwright", "Director", "Wealdham General Hospital", "indirect", "Spouse works there",
                     date(2003, 3, 1), date(2007, 3, 5)),
        ),
        (NilReturn("Yasmin Farrell", "Director of Finance", date(2007, 3, 6)),),
    )  # fmt: skip


def test_types_that_are_ticked_in_columns_of_their_own_are_an_interest_each() -> None:
    data = workbook(
        ("Name", "Position", "Interest in", "Financial", "Non-financial professional", "Non-Financial Personal",
         "Indirect", "Nature of interest", "From", "To", "Declared", "Mitigation"),
        ("Dr Ruth Ashdown", "GP", "Diabetes Network", "x", "✓", None, None, "Adviser", "01/11/2006", None, "20/11/2006",
         "Declares it"),
    )  # fmt: skip
    assert [entry.type for entry in read_sheet(data).register.interests] == ["financial", "professional"]


def test_what_cannot_be_read_is_listed_with_its_cell_and_what_to_do() -> None:
    data = workbook(
        ("Name", "Position", "Organisation", "Type", "Nature", "From", "To", "Declared", "Action"),
        ("", "GP", "Clinic Ltd", "Money", "Partner", "Apr 2007", "01/01/2006", "32/01/2007", ""),
        ("Dr A", "GP", "", "", "", "01/02/2007", "01/01/2007", "", ""),
    )
    assert read_sheet(data).problems == (
        "Sheet1 A2: no name. Fill it in.",
        "Sheet1 F2: 'Apr 2007' is not a whole date. Write day, month and year: 01/04/2007.",
        "Sheet1 H2: '32/01/2007' is no day of the calendar. Write day, month and year: 01/04/2007.",
        f"Sheet1 D2: 'Money' is no type. {CHOICES}",
        "Sheet1 C3: no interest. Say where it lies, or 'nil'.",
        "Sheet1 H3: no date of declaration. Fill it in.",
        "Sheet1 G3: the interest ends before it begins. Correct one of the dates.",
        f"Sheet1 D3: no type of interest. {CHOICES}",
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("3/4/09", "has a year of two digits. Write it with four: 01/04/2007."),
        ("31/02/2009", "is no day of the calendar. Write day, month and year: 01/04/2007."),
        ("2007", "is not a whole date. Write day, month and year: 01/04/2007."),
    ],
)
def test_a_date_that_is_none_is_told_why(written: str, said: str) -> None:
    data = workbook(
        ("Name", "Position", "Organisation", "Type", "Nature", "From", "To", "Declared", "Action"),
        ("Dr A", "GP", "Clinic Ltd", "Financial", "Partner", written, "", "10/02/2009", ""),
    )
    assert read_sheet(data).problems == (f"Sheet1 F2: '{written}' {said}",)


def test_none_for_a_type_and_no_interest_is_a_nil_return() -> None:
    data = workbook(
        ("Name", "Position", "Organisation", "Type", "Nature", "From", "To", "Declared", "Action"),
        ("Mrs B Finch", "Head of PBC", "", "None", "", "", "", "12 March 2009", ""),
    )
    reading = read_sheet(data)
    assert (reading.problems, reading.register.interests) == ((), ())
    assert reading.register.nil_returns == (NilReturn("Mrs B Finch", "Head of PBC", date(2009, 3, 12), ()),)


@pytest.mark.parametrize(
    ("data", "sheet", "said"),
    [
        (b"not a workbook", "", "This is not an Excel workbook (.xlsx)."),
        (
            workbook(("Fruit", "Price"), ("Apple", 2)),
            "",
            "No sheet has the headings of a register in its first 20 rows.",
        ),
        (workbook(("Name",)), "Interests", "There is no sheet 'Interests'. Choose one of: Sheet1."),
    ],
)
def test_a_file_that_is_no_register_is_refused(data: bytes, sheet: str, said: str) -> None:
    with pytest.raises(SheetError) as raised:
        read_sheet(data, sheet)
    assert str(raised.value).startswith(said)


def test_a_register_comes_back_from_excel_as_it_went_and_with_the_same_bytes(example: Path) -> None:
    register = load_register(example / "register.yaml")
    data = write_sheet(register, "Register of interests")
    assert read_sheet(data).register == register
    assert write_sheet(register, "Register of interests") == data
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert (book.properties.title, book.properties.language) == ("Register of interests", "en-GB")
    assert [sheet.freeze_panes for sheet in book] == ["B2", "B2"]


def test_no_word_of_a_register_becomes_a_formula() -> None:
    register = Register(None, (replace(RAO, organisation="=1+1", nature="@SUM(A1)"),), (FARRELL,))
    sheet = openpyxl.load_workbook(io.BytesIO(write_sheet(register, "Register")))["Interests"]
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} <= {"s", "d", "n"}
    rows = list(csv.reader(io.StringIO(write_csv(register).decode("utf-8-sig"))))
    assert (rows[1][4], rows[1][7], rows[1][9]) == ("'=1+1", "'@SUM(A1)", "2007-03-01")
    assert rows[2][0] == "Yasmin Farrell"
    assert rows[2][-1] == "Yes"


HEADINGS = ("Name", "Position", "Organisation", "Financial", "Indirect", "Nature", "From", "Declared", "Nil return")
ROW = ("Dr A", "GP", "Clinic Ltd", "x", "", "Partner", "01/02/2007", "10/02/2007", "")


def changed(**cells: str) -> tuple[str, ...]:
    columns = [heading.split()[0].lower() for heading in HEADINGS]
    return tuple(cells.get(column, value) for column, value in zip(columns, ROW, strict=True))


@pytest.mark.parametrize("blank", ["-", "–", "☐", "No", "n/a", "0"])
def test_a_type_that_is_not_ticked_is_no_interest(blank: str) -> None:
    reading = read_sheet(workbook(HEADINGS, changed(indirect=blank, nil=blank)))
    assert ([entry.type for entry in reading.register.interests], reading.problems) == (["financial"], ())


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (changed(indirect="?? ask"), "Sheet1 E2: '?? ask' is neither a tick nor empty. Write x, or clear it."),
        (changed(nil="x"), "Sheet1 I2: a nil return and an interest in one row. Clear one of them."),
        (
            changed(organisation="None", nature="", financial=""),
            "Sheet1 G2: filled in beside a nil return. Clear it, or say what the interest is.",
        ),
        (changed(name="#REF!"), "Sheet1 A2: the cell shows #REF!. Correct the formula."),
    ],
)
def test_a_row_that_contradicts_itself_is_not_read_and_says_why(row: tuple[str, ...], problem: str) -> None:
    reading = read_sheet(workbook(HEADINGS, row))
    assert reading.register == Register(None, (), ())
    assert problem in reading.problems


def test_every_sheet_of_a_workbook_that_is_a_register_is_read_and_others_are_named() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(HEADINGS, ROW, title="GPs")))
    for title, rows in (
        ("Managers", (HEADINGS, changed(name="B"))),
        ("Notes", (("Ask Ann",),)),
        ("Nil returns", (("Name", "Position", "Declared", "Bodies"), ("C", "Nurse", "6 Sept 2007", "board"))),
    ):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.create_chartsheet("Chart", 0).add_chart(BarChart())
    saved = io.BytesIO()
    book.save(saved)
    reading = read_sheet(saved.getvalue())
    assert [entry.name for entry in reading.register.interests] == ["Dr A", "B"]
    assert reading.register.nil_returns == (NilReturn("C", "Nurse", date(2007, 9, 6), ("board",)),)
    assert (reading.unused, reading.problems) == (("sheet Notes",), ())


def test_headings_may_stand_in_two_rows_and_dates_of_declaration_be_missing() -> None:
    data = workbook(
        ("", "", "", "Type of interest", "", "Date of interest", ""),
        ("Name", "Position", "Nature of interest", "Financial", "Indirect", "From", "To"),
        ("Dr A", "GP", "Partner in Clinic Ltd", "x", "", "01/02/2007", ""),
    )
    assert read_sheet(data).problems == ("Sheet1 row 3: no date of declaration. Fill it in.",)
    (entry,) = read_sheet(data, declared=date(2007, 3, 1)).register.interests
    assert (entry.type, entry.nature, entry.since, entry.declared) == (
        "financial", "Partner in Clinic Ltd", date(2007, 2, 1), date(2007, 3, 1),
    )  # fmt: skip


def test_headings_without_an_entry_are_refused_and_a_far_away_format_does_no_harm() -> None:
    with pytest.raises(SheetError, match="no entry below them"):
        read_sheet(workbook(HEADINGS))
    book = openpyxl.load_workbook(io.BytesIO(workbook(HEADINGS, ROW)))
    assert book.active is not None
    book.active.cell(row=30_000, column=1).font = openpyxl.styles.Font(bold=True)
    saved = io.BytesIO()
    book.save(saved)
    assert len(read_sheet(saved.getvalue()).register.interests) == 1


def test_a_damaged_workbook_is_refused_and_not_a_crash() -> None:
    data = workbook(HEADINGS, ROW)
    for place in range(0, len(data), 97):
        try:
            read_sheet(data[:place] + b"\x00\xff\x00" + data[place + 3 :])
        except SheetError:
            continue


def test_words_with_commas_lines_and_control_characters_survive_excel_as_far_as_it_can_hold_them() -> None:
    entry = replace(
        RAO, services=("imaging, all kinds", "ultrasound"), nature="First line\nSecond line", action="A\x0bB"
    )
    (back,) = read_sheet(write_sheet(Register(None, (entry,), ()), "R")).register.interests
    assert back == replace(entry, action="A\ufffdB")
    with pytest.raises(SheetError, match="Excel holds 32,767"):
        write_sheet(Register(None, (replace(RAO, nature="x" * 32_768),), ()), "R")


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp")), min_size=1, max_size=40
).map(lambda words: " ".join(words.split())).filter(bool)  # fmt: skip


@given(WORDS, WORDS, WORDS, st.lists(WORDS, max_size=3))
def test_whatever_a_register_says_comes_back_from_its_yaml(
    name: str, nature: str, action: str, services: list[str]
) -> None:
    register = Register(
        date(2007, 3, 30),
        (replace(RAO, name=name, nature=nature, action=action, services=tuple(services), until=date(2007, 6, 30)),),
        (replace(FARRELL, name=name),),
    )
    assert parse_register(register_text(register, "A register."), Path("register.yaml")) == register


def remarks(*interests: Interest, on: date = date(2007, 4, 2), people: tuple[Person, ...] = ()) -> list[str]:
    register = Register(date(2007, 3, 30), interests, (FARRELL,))
    return [f"{remark.severity} {remark.text}" for remark in review(register, TIMES, on, people)]


def test_a_register_in_order_has_no_remarks() -> None:
    assert remarks(RAO, people=(Person("Dr. Sunil  Rao", "Lead"), Person("Yasmin Farrell", "Director"))) == []


@pytest.mark.parametrize(
    ("change", "on", "said"),
    [
        ({"declared": date(2007, 3, 29)}, date(2007, 4, 2), None),
        ({"declared": date(2007, 3, 30)}, date(2007, 4, 2), "note Declared 29 days after it arose or"),
        (
            {"declared": date(2007, 3, 20)},
            date(2007, 3, 19),
            "wrong Declared on 2007-03-20, which is after",
        ),
        ({"type": "indirect"}, date(2007, 4, 2), "wrong An indirect interest without 'relationship'."),
        ({"action": ""}, date(2007, 4, 2), "wrong No 'action' is recorded."),
        ({"until": date(2007, 8, 31)}, date(2008, 2, 29), None),
        (
            {"until": date(2007, 8, 31)},
            date(2008, 3, 1),
            "note Ended on 2007-08-31: public until 2008-02-29, to be kept until 2013-08-31.",
        ),
        (
            {"until": date(2007, 8, 31)},
            date(2013, 9, 1),
            "wrong Ended on 2007-08-31 and was to be kept until 2013-08-31.",
        ),
    ],
)
def test_an_entry_is_reviewed_by_the_times_of_the_convention(
    change: dict[str, Any], on: date, said: str | None
) -> None:
    found = [remark for remark in remarks(replace(RAO, **change), on=on) if "more than a year ago" not in remark]
    assert [remark[: len(said or "")] for remark in found] == ([said] if said else [])


def test_people_who_are_on_a_body_and_not_on_the_register_are_named_with_all_their_roles() -> None:
    people = (Person("Dr No", "Lead of Elm House"), Person("Dr No", "Member, Committee"), Person("Dr Sunil Rao", "GP"))
    assert remarks(RAO, people=people) == [
        "wrong Lead of Elm House; Member, Committee: no entry and no nil return. Ask for a declaration."
    ]


def test_an_interest_that_lasts_and_a_nil_return_contradict_each_other() -> None:
    assert remarks(replace(RAO, name="Yasmin Farrell")) == [
        "wrong Has a nil return and an interest that lasts. Remove one, or end the interest with 'to'."
    ]


def test_the_times_are_data() -> None:
    assert register_times() == TIMES


def test_the_public_register_leaves_out_what_is_past_its_time_and_what_is_withheld() -> None:
    ended = replace(RAO, until=date(2007, 1, 31))
    withheld = replace(RAO, name="Dr Anna Pell", withheld="Her safety")
    public = public_register(Register(None, (ended, withheld), (FARRELL,)), TIMES, date(2007, 8, 1))
    assert public == Register(None, (), (FARRELL,), withheld=1)


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (Item("Ultrasound in practices"), ("ultrasound",)),
        (Item("New scanner", ("diagnostics",)), ("diagnostics",)),
        (Item("Tender", ("Castle Mead",)), ("castle", "mead")),
        (Item("Budget report for the practice"), None),
        (Item("Director's report"), ("director",)),
    ],
)
def test_an_interest_bears_on_an_item_by_telling_words_in_common(item: Item, words: tuple[str, ...] | None) -> None:
    found = bearings(item, [RAO], date(2007, 5, 1))
    assert [bearing.words for bearing in found] == ([words] if words else [])


def test_an_interest_that_has_ended_does_not_bear_on_a_meeting() -> None:
    assert bearings(Item("Ultrasound"), [replace(RAO, until=date(2007, 4, 30))], date(2007, 5, 1)) == []


def test_the_sheet_of_a_meeting_says_who_withdraws_from_what(
    hertfordshire: Framework, example_profile: Profile
) -> None:
    assert hertfordshire.conflicts is not None
    around = context(hertfordshire, example_profile)
    items = [Item("Ultrasound in practices"), Item("Annual accounts")]
    made = meeting_sheet(around, hertfordshire.conflicts, hertfordshire.bodies[0], items, date(2007, 5, 10))
    agenda = [block for block in made.blocks if isinstance(block, Table)][-1]
    assert [[plain(cell) for cell in row[:2] if isinstance(cell, tuple)] for row in agenda.rows] == [
        ["1. Ultrasound in practices", "Dr Sunil Rao"],
        ["2. Annual accounts", "Nobody, by the register"],
    ]
