"""The rules on time: milestones, years of a plan, a document's own date, freed-up resources committed in time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command import pbcgov

CASE = ("--framework", "hertfordshire-2007", "--document", "business-case")
PLAN = ("--framework", "hertfordshire-2007", "--document", "commissioning-plan")
DURHAM = ("--framework", "county-durham-2010", "--document", "service-development")
STRATEGY = ("--framework", "county-durham-2010", "--document", "five-year-strategy")
SUBMITTED = ("--submitted", "2010-01-04")


def found(folder: Path, text: str, rule: str, *options: str) -> list[tuple[str, str]]:
    """Return the severity and the words of each finding of a rule in a Markdown file."""
    path = folder / "paper.md"
    path.write_text(text, "utf-8")
    (report,) = json.loads(pbcgov("check", path, *options, "--rules-only", "--format", "json").out)["reports"]
    return [(check["severity"], check["what"]) for check in report["checks"] if check["rule"] == rule]


def actions(folder: Path, text: str, rule: str, *options: str) -> list[str]:
    """Return what each finding of a rule in a Markdown file says that has to be done."""
    path = folder / "paper.md"
    path.write_text(text, "utf-8")
    (report,) = json.loads(pbcgov("check", path, *options, "--rules-only", "--format", "json").out)["reports"]
    return [check["action"] for check in report["checks"] if check["rule"] == rule]


def plan(header: str, *rows: str) -> str:
    cells = header.count("|") + 1
    table = [header, "|".join(["---"] * cells), *rows]
    return "# Ear clinic\n\n## Milestones\n\n" + "\n".join(f"| {row} |" for row in table) + "\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            plan("Step | What | When", "1 | Order the chairs | May 2010", "2 | Paint the room | March 2010"),
            [("should-fix", "Step 2 is dated before step 1.")],
        ),
        (
            plan("Step | What | When", "1 | Order chairs | 3 May 2010", "2 | Paint, after step 1 | 3 March 2010"),
            [("should-fix", "Step 2 is dated before step 1, which it waits for.")],
        ),
        (
            plan("Task | Start | End", "Train the nurses | 1/6/2010 | 1/3/2010"),
            [("must-fix", "“Train the nurses” would end before it starts.")],
        ),
        (
            plan("Action | Target date", "Interviews | 8 March 2010", "Advertise | 12 April 2010"),
            [("should-fix", "In the plan the interview is dated before the advertisement.")],
        ),
        (
            "The lease is from 1 June 2010 to 31 March 2010.",
            [("must-fix", "What is said to run “from 1 June 2010 to 31 March 2010” would end before it starts.")],
        ),
        (
            "Date: 4 January 2010\n\nThe clinic will open in May 2009.",
            [
                (
                    "should-fix",
                    "“May 2009” lies before the document's own date, 4 January 2010, but what is planned for it is "
                    "still to come.",
                )
            ],
        ),
    ],
)
def test_what_is_wrong_with_milestones(tmp_path: Path, text: str, words: list[tuple[str, str]]) -> None:
    assert found(tmp_path, text, "milestones", *CASE) == words


@pytest.mark.parametrize(
    "text",
    [
        # Not in the order of time, and no sequence.
        plan("Action | Who | By when", "New leaflet | SR | May 2010", "Paint the room | CD | March 2010"),
        # A month can be before or after a day in it.
        plan("Step | What | When", "1 | Order chairs | 20 May 2010", "2 | Paint the room | May 2010"),
        # January may be of the year after the heading's.
        plan("Step | What | When 2010", "1 | Order chairs | November", "2 | Paint the room | January"),
        plan("Task | Start 2010 | End 2010", "Train the nurses | November | January"),
        # Steps that run side by side.
        plan("Step | Task | Start | End", "1 | A | 1/5/2010 | 1/9/2010", "2 | B | 1/3/2010 | 1/4/2010"),
        # A second nurse comes after the opening.
        plan("Action | By when", "Clinic opens | 1 May 2010", "Second nurse in post | 1 July 2010"),
        # Within one month.
        plan("Task | Start | End", "Train the nurses | 15 June 2010 | June 2010"),
        # The figures of a year, not a plan.
        "# Ear clinic\n\n## Activity\n\n| Date | Patients |\n|---|---|\n| May 2009 | 12 |\n| April 2009 | 9 |\n",
        "The opening was moved from June 2010 to March 2010.",
        "Referrals fell from 40 in June 2009 to 30 in March 2009.",
        "The clinic will open in May 2009.",  # no day to compare with
        "Date: 4 January 2010\n\nThe PCT said in May 2009 that the clinic will open when there is money.",
    ],
)
def test_what_is_right_with_milestones(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text, "milestones", *CASE) == []


def test_of_a_plan_without_years_it_is_said_that_it_cannot_be_told(tmp_path: Path) -> None:
    told = (
        "Whether the milestones lie ahead and in order cannot be told: no line of the plan has a day, month or quarter"
    )
    rows = ("1 | Order chairs | May", "2 | Paint the room | March")
    assert found(tmp_path, plan("Step | What | When", *rows), "milestones", *CASE, *SUBMITTED) == [
        ("note", f"{told} with its year.")
    ]
    assert found(tmp_path, plan("Step | What | When", *rows, "3 | Open | May 2010"), "milestones", *CASE) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We will advertise the post in September 2010 and the nurse will start in June 2010.", ["should-fix"]),
        ("We will advertise the post in March 2010 and the nurse will start in June 2010.", []),
        ("The nurse starts in June 2010. We will advertise for a second nurse in September 2010.", []),
        ("The clinic will advertise in September 2010. The nurse will start in June 2010.", []),
        (plan("Milestone | By", "Pilot starts | October 2010", "Evaluation | June 2010"), ["should-fix"]),
        (plan("Milestone | By", "Recruit | 30.6.08", "Open | 1.9.08"), ["should-fix"]),
        (plan("Milestone | By", "Recruit | 30.6.10", "Open | 1.9.10"), []),
    ],
)
def test_orders_and_days_in_other_words(tmp_path: Path, text: str, told: list[str]) -> None:
    assert [severity for severity, _ in found(tmp_path, text, "milestones", *CASE, *SUBMITTED)] == told


@pytest.mark.parametrize(
    ("row", "past"),
    [
        ("Advertise | 5 October 2009 | open", True),
        ("Advertise | 5 October 2009 | not done", True),
        ("Advertise | 5 October 2009 | Done", False),
        ("Advertise | 5 October 2009 | ✓", False),
        ("Post advertised | 5 October 2009 | ", False),
        ("Advertise | January 2010 | open", False),
        ("Advertise | October | open", False),
        ("Advertise | by autumn 2009 | open", False),
    ],
)
def test_milestones_that_are_past(tmp_path: Path, row: str, past: bool) -> None:
    text = plan("Milestone | By when | Status", row, "Open the clinic | 1 May 2010 | ")
    assert [severity for severity, _ in found(tmp_path, text, "milestones", *CASE, *SUBMITTED)] == ["should-fix"] * past


def test_a_plan_that_is_wholly_past_is_out_of_date_in_whatever_words(tmp_path: Path) -> None:
    text = plan("Milestone | By when", "Post advertised | 5 October 2009", "Nurse appointed | 2 November 2009")
    assert found(tmp_path, text, "milestones", *CASE, *SUBMITTED) == [
        (
            "should-fix",
            "2 milestones of the plan lie before the day on which the submission came in, and nothing says that they "
            "are done: “Post advertised”; “Nurse appointed”.",
        )
    ]


def test_a_list_of_dates_is_a_plan_and_its_heading_gives_the_year(tmp_path: Path) -> None:
    text = "# Ear clinic\n\n## Timetable 2009\n\n- 5 October – advertise\n- 3 November: open\n- 1 June 2010 – report\n"
    assert found(tmp_path, text, "milestones", *CASE, *SUBMITTED) == [
        (
            "should-fix",
            "2 milestones of the plan lie before the day on which the submission came in, and nothing says that they "
            "are done: “advertise”; “open”.",
        )
    ]


def test_a_milestone_after_the_years_of_the_plan(tmp_path: Path) -> None:
    text = plan("Milestone | By when", "Open the clinic | 1 May 2011", "Report to the board | June 2011")
    assert found(tmp_path, text.replace("# Ear clinic", "# Commissioning plan 2010/11", 1), "milestones", *PLAN) == [
        (
            "should-fix",
            "1 milestone lies after the end of the plan's period, 2010/11, on 31 March 2011: “Open the clinic”.",
        )
    ]


def test_a_list_without_a_heading_can_go_beyond_the_plan(tmp_path: Path) -> None:
    text = (
        "# Commissioning plan 2010/11\n\n- Pathway agreed by May 2010\n- Physiotherapy open by June 2011\n"
        "- Evaluation of the whole by June 2011\n- Evaluation of COPD by May 2012\n"
    )
    assert found(tmp_path, text, "milestones", *PLAN) == [
        (
            "should-fix",
            "2 milestones lie after the end of the plan's period, 2010/11, on 31 March 2011: “Physiotherapy open”; "
            "“Evaluation of COPD”.",
        )
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The post starts 1 September 2010. Interviews take place on 12 October 2010.",
            ["The post is dated 1 September 2010, before the interviews for it, 12 October 2010."],
        ),
        ("Interviews are on 1 September 2010. The post starts on 12 October 2010.", []),
        (
            "Date: 4 January 2010\n\nStart: November 2009. Review: six months later.",
            ["“November 2009” lies before the document's own date, 4 January 2010, but what is planned for it is still "
             "to come."],
        ),
        ("Date: 4 January 2010\n\nStart: February 2010.", []),
    ],
)  # fmt: skip
def test_starts_that_are_too_early(tmp_path: Path, text: str, told: list[str]) -> None:
    assert [what for _, what in found(tmp_path, text, "milestones", *CASE)] == told


def test_what_a_form_asks_is_no_milestone(tmp_path: Path) -> None:
    text = plan("No. | What would show it | Evidence and action | By when", "1 | Papers | Design them | March 2009")
    ((_, what),) = found(tmp_path, text, "milestones", *CASE, *SUBMITTED)
    assert what.endswith("is done: “Design them”.")


@pytest.mark.parametrize(
    ("text", "options", "words"),
    [
        (
            "# Commissioning plan 2010/11\n\nOur plan covers the financial year 2009/10.",
            PLAN,
            [("must-fix", "The title says that the plan is for 2010/11; the text says 2009/10.")],
        ),
        (
            "# A paper\n\nThis is a three-year plan (2009/10 to 2010/11).",
            PLAN,
            [("must-fix", "“three-year plan (2009/10 to 2010/11” names 2 years.")],
        ),
        (
            "# Plan 2010/11 to 2012/13\n\nThis two-year plan sets out what we buy.",
            PLAN,
            [("must-fix", "The title names 3 years, 2010/11 to 2012/13; the text says “This two-year plan”.")],
        ),
        (
            "# Plan 2010/11 to 2012/13\n\nThis is our plan. It runs from April 2009 to March 2011.",
            PLAN,
            [
                (
                    "must-fix",
                    "The title says that the plan is for 2010/11 to 2012/13; the text has it run from April 2009 to "
                    "March 2011.",
                )
            ],
        ),
        (
            "# Plan 2010/11 to 2012/13\n\n| | 2010/11 | 2012/13 |\n|---|---|---|\n| Visits | 4 | 3 |",
            PLAN,
            [("should-fix", "2011/12 is left out between the columns 2010/11 and 2012/13.")],
        ),
        (
            "# Five-year strategy, 2010–2013\n\nWhat we do.",
            PLAN,
            [("must-fix", "“Five-year strategy, 2010–2013” names 3 or 4 years.")],
        ),
        (
            "# Derwentside cluster: strategy 2010/11 to 2012/13\n\nWhat we do.",
            STRATEGY,
            [
                (
                    "should-fix",
                    "The strategy names 2010/11 to 2012/13, which is 3 years; the framework has it cover 5 years "
                    "(County Durham 2010, section 8.1, five-year strategy).",
                )
            ],
        ),
        (
            "# Commissioning plan 2008/09\n\nWhat we do.",
            (*PLAN, *SUBMITTED),
            [
                (
                    "should-fix",
                    "The title says that the plan is for 2008/09, which was over when it came in, on 4 January 2010.",
                )
            ],
        ),
    ],
)
def test_years_of_a_plan_that_do_not_match(
    tmp_path: Path, text: str, options: tuple[str, ...], words: list[tuple[str, str]]
) -> None:
    assert found(tmp_path, text, "plan-years", *options) == words


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("# Commissioning plan 2010/11\n\nLast year's plan was for 2009/10.", PLAN),
        ("# Plan 2010/11 to 2012/13\n\nThis three-year plan follows the PCT's five-year strategy.", PLAN),
        ("# Plan 2010/11 to 2012/13\n\nIt runs from April 2010 to March 2013, and the clinic to May 2011.", PLAN),
        ("# Plan 2010/11 to 2012/13\n\nThis plan runs from July 2010 to March 2013.", PLAN),
        ("# Plan 2010/11 to 2012/13\n\nWe have a pilot. It runs from April 2009 to March 2011.", PLAN),
        (
            "# Plan 2010/11 to 2012/13\n\n| Item | Before | 2010/11 | 2012/13 |\n|---|---|---|---|\n| A | 1 | 4 | 3 |",
            PLAN,
        ),
        ("# Commissioning plan 2010/11\n\nThe PCT's plan covers 2008/09.", PLAN),
        ("# Commissioning plan 2010/11\n\nThis plan covers 2010/11 to 2012/13.", PLAN),
        ("# Five-year plan, 2007–2012\n\nWhat we do.", PLAN),
        ("# Five-year plan, 2008–12\n\nWhat we do.", PLAN),
        ("# Five-year plan, 2007/08 to 2011/12\n\nWhat we do.", PLAN),
        ("# A paper\n\nYear one of our three-year plan, 2009/10, is nearly over.", PLAN),
        ("# A paper\n\nThe PEC's priorities for 2009/11 are three.", PLAN),
        ("# A paper\n\n| Item | 2006/07 | Target 2009/10 |\n|---|---|---|\n| Visits | 4 | 3 |", PLAN),
        ("# A paper\n\n| Item | 2006/07 | 2008/09 |\n|---|---|---|\n| Visits | 4 | 3 |", PLAN),
        ("# A paper\n\nThe PCT's strategy 2009/10 to 2011/12 asks for it.", STRATEGY),
        ("# Derwentside cluster: strategy 2010/11 to 2014/15\n\nWhat we do.", STRATEGY),
        ("# Commissioning plan 2010/11\n\nWhat we do.", (*PLAN, *SUBMITTED)),
    ],
)
def test_years_of_a_plan_that_match_or_may(tmp_path: Path, text: str, options: tuple[str, ...]) -> None:
    assert found(tmp_path, text, "plan-years", *options) == []


@pytest.mark.parametrize(
    ("text", "older"),
    [
        ("Date: 3 March 2009\n\nIn June 2009 we surveyed 212 patients.", True),
        ("3 March 2009\n\nThe practices met the consultant on 5 May 2009.", True),
        ("Version 2, 3 March 2009\n\nOn 5 May 2009 the patient group was asked and agreed.", True),
        ("Paper for the PBC board, 3 March 2009\n\nIn June 2009 we surveyed 212 patients.", True),
        ("Date: 3 March 2009\n\nThe spirometers were delivered in June 2009.", True),
        (
            "3 March 2009, from Dr Saleh"
            + 5 * "\n\nWe see patients."
            + "\n\nThe machines were delivered in June 2009.",
            True,
        ),
        ("Date: 3.3.09\n\nIn June 2009 we surveyed 212 patients.", True),
        ("Date: 3 March 2009\n\nAt its meeting of 14 October 2009 the locality group agreed the case.", True),
        ("Date: 3 March 2009\n\nThe audit of August 2009 found that 43 patients could be seen here.", True),
        ("Date: 3 March 2009\n\nThe audit of August 2009 will show how many could be seen here.", False),
        ("Date: 3 March 2009\n\nAt its meeting of 14 October 2009 the group will have agreed the case.", False),
        ("Date: 3 March 2009\n\nThe spirometers are to be delivered in June 2009.", False),
        ("Date: 3 March 2009\n\nIn June 2008 we surveyed 212 patients.", False),
        ("Date: June 2009\n\nOn 5 June 2009 we surveyed 212 patients.", False),
        ("Date: 3 March 2009\n\nIn June 2009 we will survey the patients who were asked in 2008.", False),
        ("Date: 3 March 2009\n\nThe PCT agreed that the clinic opens in June 2009.", False),
        ("Date: 3 March 2009\n\nWe were asked to open in June 2009.", False),
        ("Date: 3 March 2009\n\nThe contract agreed for June 2009 is attached.", False),
        ("Review date: 3 March 2009\n\nIn June 2009 we surveyed 212 patients.", False),
        ("Form PBC 2, version 4, January 2009\n\nIn June 2009 we surveyed 212 patients.", False),
        ("Your letter of 3 March 2009\n\nIn June 2009 we surveyed 212 patients.", False),
        ("Sent: 3 March 2009\n\nYes.\n\nSent: 4 July 2009\n\nIn June 2009 we surveyed 212 patients.", False),
    ],
)
def test_a_document_is_older_than_what_it_reports(tmp_path: Path, text: str, older: bool) -> None:
    told = [severity for severity, _ in found(tmp_path, text, "document-date", *CASE) if severity != "note"]
    assert told == ["should-fix"] * older


def test_without_a_date_of_its_own_a_document_is_as_old_as_its_submission(tmp_path: Path) -> None:
    text = (
        "# Ear clinic\n\nIn June 2010 we surveyed 212 patients.\n\nOn 1 July 2010 we asked the 40 who had not answered."
    )
    assert found(tmp_path, text, "document-date", *CASE) == [
        (
            "note",
            "Whether the document is older than what it reports cannot be told: it bears no date, and the day on which "
            "it came in is not known.",
        )
    ]
    assert found(tmp_path, text, "document-date", *CASE, *SUBMITTED) == [
        (
            "should-fix",
            "What is reported to have happened in June 2010 cannot have happened yet: the submission came in on 4 "
            "January 2010. So it is with 1 other date.",
        )
    ]


@pytest.mark.parametrize(
    ("text", "severities"),
    [
        ("Freed-up resources released in 2008/09 will be spent in 2010/11.", ["should-fix"]),
        ("We plan to commit our freed-up resources in June 2010. They were released on 3 May 2009.", ["should-fix"]),
        ("Freed-up resources released in 2008/09 will be spent by March 2009.", []),
        ("Freed-up resources released in 2008/09 were committed then; they will be spent in 2010/11.", []),
        ("Freed-up resources released in May 2009 will be spent in 2009/10 and in 2010/11.", []),
        ("Freed-up resources released in May 2009 will pay for the clinic; it saves £900 in 2011/12.", []),
        ("We will spend our 2008/09 freed-up resources in 2010/11.", ["note"]),
        ("We had freed-up resources in 2008/09.", []),
        ("We will spend £900 in 2011/12.", []),
    ],
)
def test_freed_up_resources_are_committed_in_time(tmp_path: Path, text: str, severities: list[str]) -> None:
    assert [severity for severity, _ in found(tmp_path, text, "freed-up-commitment", *DURHAM)] == severities
    assert found(tmp_path, text, "freed-up-commitment", *CASE) == []


@pytest.mark.parametrize(
    ("framework", "document", "dates"),
    [
        ("hertfordshire-2007", "business-case", ["1 February 2010", "1 March 2010"]),
        ("audit-commission-2007", "business-case", ["1 February 2010", "1 March 2010"]),
        ("county-durham-2010", "service-development", ["1 March 2010"]),
        ("dartford-2006", "efficiency-gains", []),
        ("brent-2006", "commissioning-plan", []),
    ],
)
def test_decisions_are_due_as_each_framework_has_it(
    tmp_path: Path, framework: str, document: str, dates: list[str]
) -> None:
    told = found(
        tmp_path,
        "# Ear clinic\n\nWhat we do.",
        "decision-dates",
        "--framework",
        framework,
        "--document",
        document,
        *SUBMITTED,
    )
    assert [what.split(" by ")[1].split(",")[0] for _, what in told] == dates
    assert found(tmp_path, "# Ear clinic\n\nWhat we do.", "decision-dates", "--framework", "dartford-2006") == []


def test_a_figure_that_the_pct_has_set_is_cited_as_its_own(tmp_path: Path, example: Path) -> None:
    profile = ("--profile", str(example / "profile.yaml"))
    (_, aim), (_, limit) = found(tmp_path, "# Ear clinic\n\nWhat we do.", "decision-dates", *CASE, *SUBMITTED, *profile)
    place = "Hertfordshire 2007, sections 2.2.2 and 2.2.4 (item 4)"
    assert f"within 3 weeks (the PCT's own figure; the framework has 4 weeks: {place})." in aim
    assert f"within 8 weeks ({place})." in limit


@pytest.mark.parametrize(
    ("dated", "action"),
    [
        ("1 June 2008", "Commit them by 31 March 2009, or show the PCT's agreement to a later date."),
        ("1 June 2010", "Show the PCT's agreement to a later date: the time was over on 31 March 2009."),
    ],
)
def test_what_to_do_with_resources_goes_by_the_day(tmp_path: Path, dated: str, action: str) -> None:
    text = f"Date: {dated}\n\nThe freed-up resources were released in May 2008 and will be used in October 2010."
    assert actions(tmp_path, text, "freed-up-commitment", *DURHAM) == [action]


def test_the_date_says_from_when_its_time_counts(tmp_path: Path) -> None:
    ((_, what),) = found(tmp_path, "# Ear clinic\n\nWhat we do.", "decision-dates", *DURHAM, *SUBMITTED)
    assert what.endswith("from the submission of the fully completed template to the Clinical Programme Group.")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# Our commissioning plan\n\nThis plan is for the coming year.", ["note"]),
        ("# Our commissioning plan\n\nThis plan covers 2010/11.", []),
        ("# Commissioning plan April 2009 to March 2012\n\nA three-year plan.", []),
        ("Dear Mrs Pell,\n\nYou asked for our 2010/11 commissioning plan on two sides.", []),
        ("Dear Mrs Pell,\n\nYou asked each locality for a commissioning plan for 2010/11 and 2011/12.", []),
    ],
)
def test_a_plan_that_names_no_years_is_said_to_name_none(tmp_path: Path, text: str, told: list[str]) -> None:
    assert [severity for severity, _ in found(tmp_path, text, "plan-years", *PLAN)] == told


def test_the_period_of_a_plan_is_held_against_its_title(tmp_path: Path) -> None:
    text = "# Commissioning plan for 2010/11\n\nThe period of this plan is 1 April {} to 31 March {}."
    assert found(tmp_path, text.format(2010, 2011), "plan-years", *PLAN) == []
    assert [severity for severity, _ in found(tmp_path, text.format(2009, 2010), "plan-years", *PLAN)] == ["must-fix"]


def test_what_is_used_over_years_is_used_to_their_end(tmp_path: Path) -> None:
    text = "The FURs released to us in 2008/09 will be used over three years, to March {}."
    assert [severity for severity, _ in found(tmp_path, text.format(2012), "freed-up-commitment", *DURHAM)] == [
        "should-fix"
    ]
    assert found(tmp_path, text.format(2009), "freed-up-commitment", *DURHAM) == []
