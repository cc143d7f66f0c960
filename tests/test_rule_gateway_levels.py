"""Gateway levels: figures beside thresholds, criteria in other words, levels claimed, dates, and blank forms."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pbc_checks.circumstances import Circumstances
from pbc_checks.documents import checkable
from pbc_checks.engine import Study
from pbc_checks.findings import RuleFinding
from pbc_checks.read import read
from pbc_checks.rules.assessments import gateway_levels
from pbc_checks.rules.assessments.answers import Said, answer, denied
from pbc_checks.rules.assessments.likeness import likest
from pbc_checks.rules.matter import Matter
from pbc_frameworks.load import Library
from pbc_frameworks.model import Framework
from pbc_generator.document import Document
from pbc_generator.render import render

LIBRARY = Library()
HEAD = "| Criterion | Level | Met? | Evidence | By when |\n| --- | --- | --- | --- | --- |\n"
SIGN_UP = "At least 75% of the practices have signed up to the directed or local enhanced service"
MEETINGS = "The PBC group, as a forum, meets regularly."
FORUM = "At least 60% of the practices in the geographical area take part in the forum of the PBC group"


def findings(framework: Framework, name: str, data: bytes, submitted: date | None = None) -> list[RuleFinding]:
    study = Study(read(name, data, LIBRARY), LIBRARY.concepts())
    definition = checkable(framework)["level-assessment"]
    view = study.examination(framework, definition).view
    return list(gateway_levels.find(Matter(view, framework, definition, Circumstances(submitted=submitted))))


def of_table(framework: Framework, *rows: str, before: str = "", submitted: date | None = None) -> list[RuleFinding]:
    text = f"{before}\n\n{HEAD}" + "".join(f"| {row} |\n" for row in rows)
    return findings(framework, "assessment.md", text.encode(), submitted)


def wrong(found: list[RuleFinding], severity: str = "must-fix") -> list[str]:
    return [each.what for each in found if each.severity == severity]


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        ("62% of practices", "62% of practices"),
        ("62%", "62%"),
        ("8 of 13 practices", "8 of 13 practices (61.5%)"),
        ("8/13", "8/13 (61.5%)"),
        ("Eight of thirteen practices have signed", "Eight of thirteen practices (61.5%)"),
        ("Practices signed up: 8 of 13", "8 of 13 (61.5%)"),
        ("7/10 practices", "7/10 practices (70%)"),
        ("all but five of 13 practices", "all but five of 13 (61.5%)"),
        ("None of the practices", "None of the practices (0%)"),
        ("62 per cent of practices, up from 40% last year", "62 per cent of practices"),
        ("9 practices of the 13; the remaining four will sign in June", "9 practices of the 13 (69.2%)"),
        ("8 of the 13 practices, covering 81% of the population", "8 of the 13 practices (61.5%)"),
    ],
)
def test_a_share_below_the_threshold_contradicts_met(hertfordshire: Framework, evidence: str, said: str) -> None:
    found = of_table(hertfordshire, f"{SIGN_UP} | Level 1 | Met | {evidence} | ")
    assert wrong(found) == [
        f"“At least 75% of the practices have signed up …” is claimed as met, but its evidence gives {said}; the "
        "framework asks for 75% of the practices of the group (Hertfordshire 2007, Levels of Practice Based "
        "Commissioning, level 1, objective 1)."
    ]


@pytest.mark.parametrize(
    "evidence",
    [
        "10 of 13 practices",
        "100%",
        "12 of 15 practices (80%), against the 75% asked for",
        "All practices",
        "At 31 March 62%, now 80%",
        "62% at March, four more practices have joined",
        "We started with 8 of 13 practices and three others have since joined",
        "8 of 13 practices last year, 11 of 13 this year",
        "8 of 13 practices have not yet replied",
        "more than 70% of practices",
        "3 of 4 sessions used",
        "4 of 5 meetings were held",
        "40% of the budget",
        "response rate 62%",
        "Minutes of 7/8/07",
        "7/8",
        "Letter 3 of 5 June",
        "11 of 13 practices; 2 of 13 are new",
        "Minutes to follow",
    ],
)
def test_figures_that_reach_it_or_are_of_something_else_contradict_nothing(
    hertfordshire: Framework, evidence: str
) -> None:
    assert wrong(of_table(hertfordshire, f"{SIGN_UP} | Level 1 | Met | {evidence} | ")) == []


def test_a_share_of_practices_with_a_lower_score_is_not_compared(hertfordshire: Framework) -> None:
    criterion = "The latest QOF score is at least 900 points for 80% of the practices | Level 2 | Met"
    assert wrong(of_table(hertfordshire, f"{criterion} | 7 of 15 practices scored over 850 points | ")) == []
    assert len(wrong(of_table(hertfordshire, f"{criterion} | 7 of 15 practices scored over 900 points | "))) == 1


def test_all_practices_means_every_one_of_them(hertfordshire: Framework) -> None:
    row = "All practices have agreed prescribing plan with PCT | 1 | Y | 12 of 13 practices | "
    (what,) = wrong(of_table(hertfordshire, row))
    assert "12 of 13 practices (92.3%); the framework asks for 100% of the practices" in what


@pytest.mark.parametrize(
    ("evidence", "found"),
    [
        ("Forum not yet set up", 1),
        ("Not yet met; first meeting is planned", 1),
        ("Meets monthly, minutes to follow", 0),
        ("Terms of reference to be agreed; the group meets monthly", 0),
        ("Monthly since May", 0),
    ],
)
def test_evidence_that_denies_the_answer_contradicts_it(hertfordshire: Framework, evidence: str, found: int) -> None:
    assert len(wrong(of_table(hertfordshire, f"{MEETINGS} | Level 1 | Met | {evidence} | "))) == found


def test_what_practices_no_longer_do_is_shown_by_a_denial(hertfordshire: Framework) -> None:
    row = "Practices have ceased to refer patients for exceptional treatment | 2 | Yes | Has not been done since May | "
    assert wrong(of_table(hertfordshire, row)) == []


def test_a_criterion_with_another_threshold_is_said(hertfordshire: Framework) -> None:
    row = "At least 50% of practices take part in the forum of the PBC group | Level 2 | Met | 9 of 13 practices | "
    said = (
        "The table has a criterion with 50%, but the framework says: “At least 60% of the practices in the geographical"
    )
    assert [each for each in wrong(of_table(hertfordshire, row), "should-fix") if each.startswith(said)] != []


def test_a_level_that_the_answers_do_not_support_is_a_contradiction(hertfordshire: Framework) -> None:
    no = [
        f"{criterion} | {level} | Not yet | | 1 June 2007"
        for criterion, level in (
            ("Referral information discussed by the PBC group, shared by name", 1),
            ("80%+ practices reporting action being taken to manage demand for secondary care", 2),
            ("Evidence of secondary care demand being successfully managed by 50%+ practices", 2),
            ("Practices have ceased to refer patients for exceptional treatment", 2),
        )
    ]
    claim = "The group is at level 2 and seeks level 3."
    (what,) = wrong(of_table(hertfordshire, *no, before=claim))
    assert what.startswith(
        "The form says that the group is at Level 2, but its own answers do not support that. Of the criteria up to "
        "that level no more can be met than 0 of “Appropriate referral and active management of demand for secondary "
        "care”."
    )
    # What is not answered may be met: with two rows fewer nothing can be said.
    assert wrong(of_table(hertfordshire, *no[:2], before=claim)) == []
    assert wrong(of_table(hertfordshire, *no, before="The group is at level 1 and seeks level 2.")) == []


@pytest.mark.parametrize(
    ("before", "what"),
    [
        (
            "Current level: 2. We are applying for level 2.",
            "The group is at Level 2 and seeks Level 2, which is no higher.",
        ),
        (
            "Current level: 1. Level sought: three.",
            "The group is at Level 1 and seeks Level 3, which is more than one level",
        ),
    ],
)
def test_a_step_that_the_rule_does_not_have(hertfordshire: Framework, before: str, what: str) -> None:
    found = of_table(hertfordshire, f"{MEETINGS} | Level 1 | Met | monthly | ", before=before)
    assert [each[: len(what)] for each in wrong(found, "should-fix") if each.startswith("The group is")] == [what]


def test_dates_are_counted_from_the_later_of_the_two_days(hertfordshire: Framework) -> None:
    row, before = f"{FORUM} | 2 | No | lunchtime forum | 1 December 2007", "Current level: 1\n\nDate: 14 May 2007"
    late = [each for each in wrong(of_table(hertfordshire, row, before=before), "should-fix") if "later than" in each]
    assert late == [
        "1 criterion is to be met later than 14 November 2007, which is 6 months after 14 May 2007: “At least 60% of "
        "the practices in the geographical …” (Hertfordshire 2007, Levels of Practice Based Commissioning, "
        "introduction)."
    ]
    in_time = of_table(hertfordshire, row, before=before, submitted=date(2007, 6, 4))
    assert [each for each in wrong(in_time, "should-fix") if "later than" in each] == []


def test_plans_beside_the_table_may_have_the_dates(hertfordshire: Framework) -> None:
    after = "Current level: 1\n\n## Plans for the remaining criteria\n\nA lunchtime forum starts in July.\n\n## Table"
    (without,) = (
        each
        for each in of_table(hertfordshire, f"{FORUM} | 2 | No | | ", before=after)
        if "without a date in the table" in each.what
    )
    assert (without.severity.value, without.determined) == ("note", False)


def test_objectives_and_levels_above_the_rows_tell_shortened_criteria_apart(hertfordshire: Framework) -> None:
    text = (
        "## Level 3\n\n| Standard | Achieved |\n| --- | --- |\n| Access DES | Y |\n\n"
        "## Level 1\n\n| Standard | Achieved |\n| --- | --- |\n| Access DES | N |\n"
    )
    found = findings(hertfordshire, "short.md", text.encode())
    (said,) = (each.what for each in found if each.what.startswith("High quality and accessible primary care"))
    assert "criteria met are 0 of 2 at Level 1, 0 of 3 at Level 2 and 1 of 4 at Level 3" in said


def test_a_blank_form_is_one_finding(hertfordshire: Framework, example_documents: dict[str, Document]) -> None:
    form = example_documents["level-assessment-mereford"]
    for ending in ("docx", "pdf"):
        found = findings(hertfordshire, f"form.{ending}", render(form, ending))
        assert [(each.severity.value, each.what) for each in found] == [
            ("should-fix", "Nothing is filled in: none of the 56 criteria in the table has an answer or evidence.")
        ]


def test_a_share_that_cannot_be_compared_is_not_counted_as_met(hertfordshire: Framework) -> None:
    score = "The latest score of the quality and outcomes framework is at least 900 points for 80% of the practices"
    told = [
        next(
            each.what
            for each in of_table(hertfordshire, f"{score} | 2 | Met | {why} | ", before="Current level: 1")
            if "High quality and a" in each.what
        )
        for why in ("three of five above 900", "five of our five practices are at 900 points")
    ]
    assert ["0 of 3 at Level 2" in each for each in told] == [True, False]
    assert "a share that can be compared on 1" in told[0]


def test_other_numbers_are_no_levels(hertfordshire: Framework) -> None:
    before = "We are on 3 committees of the PCT and are applying for 2 posts."
    (untold,) = (
        each
        for each in of_table(hertfordshire, f"{MEETINGS} | 1 | Y | monthly | ", before=before)
        if "gateway" in each.what
    )
    assert untold.what.startswith("Whether the gateway is passed cannot be told: the form does not say clearly")


def test_an_assessment_in_prose_is_said_not_to_be_told(hertfordshire: Framework) -> None:
    (found,) = findings(hertfordshire, "prose.md", b"# Where we stand\n\nWe think that we are at level 2.\n")
    assert (found.severity.value, found.determined) == ("note", False)


def test_every_quotation_stands_in_the_assessment(hertfordshire: Framework) -> None:
    folder = Path(__file__).parent / "examples" / "gateway-levels"
    for path in (folder / "bad.csv", folder / "bad.docx"):
        blocks = read(path.name, path.read_bytes(), LIBRARY).blocks
        quotes = [e.quote for each in findings(hertfordshire, path.name, path.read_bytes()) for e in each.evidence]
        assert [quote for quote in quotes if not any(quote in block.text for block in blocks)] == []


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Met", Said.YES),
        ("Yes - see minutes", Said.YES),
        ("✓", Said.YES),
        ("☒ Yes ☐ Partly ☐ No", Said.YES),
        ("Yes, but not at Elm Road", Said.UNCLEAR),
        ("Y/N", Said.UNCLEAR),
        ("x", Said.UNCLEAR),
        ("No longer relevant", Said.UNCLEAR),
        ("Not met", Said.NO),
        ("N", Said.NO),
        ("In part", Said.PARTLY),
        ("n/a", Said.NOT_APPLICABLE),
        ("Met Not yet Not applicable", Said.NOTHING),
        ("Choose: Yes / Partly / No", Said.NOTHING),
        ("☐ Yes ☐ No", Said.NOTHING),
        ("", Said.NOTHING),
    ],
)
def test_answers_in_a_cell(cell: str, said: Said) -> None:
    assert answer(cell) is said


def test_only_evidence_that_denies_all_through_is_a_denial() -> None:
    assert denied("Policy agreed in May but not yet published") == ""
    assert denied("No action needed") == ""
    shows = "A practice representative in the meetings that a non-executive director chairs"
    assert denied("We have no practice representative.", shows) == "We have no practice representative."
    assert denied("The chair is not a non-executive director", shows) == "The chair is not a non-executive director"
    assert denied("We have no practice outside the scheme", shows) == ""
    assert denied("We have no practice representative.") == ""
    assert denied("To follow") == ""
    assert denied("Policy to be drafted by June 2008") == "Policy to be drafted by June 2008"


def test_what_is_as_like_two_texts_is_neither() -> None:
    known = {
        "one": "At least 80% of practices provide the service",
        "two": "At least 90% of practices provide the service",
    }
    assert likest("practices provide the service", known) is None
    assert likest("90% provide the service", known) == "two"
    assert likest("Good relationships", known) is None
