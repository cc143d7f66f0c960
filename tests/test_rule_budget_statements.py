"""Budget statements: what their rules make of the many ways in which finance teams lay them out."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from command import pbcgov
from pbc_checks.rules.budgets import budget_contribution, budget_overspend, fair_share_distance, list_size_change
from pbc_checks.rules.matter import Rule

ROOT = Path(__file__).parents[1]
PROFILE = ROOT / "examples" / "hertfordshire-2007" / "profile.yaml"
RULES = {"budget-overspend", "budget-contribution", "fair-share-distance", "list-size-change"}
DARTFORD, HERTFORDSHIRE, DURHAM = "dartford-2006", "hertfordshire-2007", "county-durham-2010"


def found(path: Path, framework: str = DARTFORD, *options: str) -> list[tuple[str, str]]:
    """Return the severity, with a question mark where not determined, and the text of each finding of these rules."""
    kind = ("--framework", framework, "--document", "indicative-budget-statement")
    printed = pbcgov("check", path, *kind, *options, "--rules-only", "--format", "json").out
    (report,) = json.loads(printed)["reports"]
    checks = [check for check in report["checks"] if check["rule"] in RULES]
    return [(check["severity"] + ("" if check["determined"] else "?"), check["what"]) for check in checks]


def beginnings(path: Path, text: str, framework: str = DARTFORD, *options: str) -> list[tuple[str, str]]:
    """Return the findings on a text, each up to its first colon or comma."""
    path.write_text(text, encoding="utf-8")
    return [(severity, what.partition(":")[0]) for severity, what in found(path, framework, *options)]


OVER = "{} is {} above its budget, {}"
BEFORE = "The practice was above the overspend that calls for a recovery plan, and is now {} above its budget"
MONITORED = "Between 2% and 5% above budget"

SPENDING = {
    "units, and labels of groups above the header": (
        "Month 6 2006/07,,,,,,\n,Year to date,,,Forecast outturn,,\n"
        "Practice,Budget £000,Actual £000,Variance £000,Budget £000,Forecast £000,Variance £000\n"
        "Ash Surgery,500,540,40,1000,1080,80\nBeech Surgery,400,390,(10),800,790,(10)\nTotal,900,930,30,1800,1870,70\n",
        [("should-fix", OVER.format("Ash Surgery", "£40,000", "8.0%"))],
    ),
    "rounded to thousands, too near the trigger": (
        "Practice,Budget to date £000,Actual to date £000\nAsh Surgery,20,21\nBeech Surgery,400,390\n",
        [("note?", "Ash Surgery is about 5.0% above its budget. The figures are rounded so far that it cannot be "
          "told on which side of the framework's limit that is.")],
    ),
    "exactly the trigger is not more than it": (
        "Practice,Budget to date,Actual to date\nAsh Surgery,200000,210000\n",
        [("note?", MONITORED)],
    ),
    "overspends shown as negatives in all lines": (
        "Practice,Budget to date,Actual to date,Variance\nAsh Surgery,500000,540000,(40000)\n"
        "Beech Surgery,400000,390000,10000\nCedar Surgery,400000,404000,(4000)\n",
        [("should-fix", OVER.format("Ash Surgery", "£40,000", "8.0%"))],
    ),
    "one sign the other way round": (
        "Practice,Budget to date,Actual to date,Variance\nAsh Surgery,500000,505000,(5000)\n"
        "Beech Surgery,400000,390000,10000\nCedar Surgery,400000,404000,4000\n",
        [("must-fix", "The variance of Cedar Surgery is given as 4000")],
    ),
    "no sign at all": (
        "Practice,Budget to date,Actual to date,Variance\nAsh Surgery,500000,504000,4000\n"
        "Beech Surgery,400000,390000,10000\nCedar Surgery,400000,404000,4000\n",
        [],
    ),
    "a variance alone, whose sign may mean either": (
        "Practice,Budget to date,Variance\nAsh Surgery,500000,(40000)\nBeech Surgery,400000,10000\n",
        [("note?", "Whether Ash Surgery and Beech Surgery overspent cannot be told")],
    ),
    "a variance alone, whose header says which sign an overspend has": (
        "Practice,Budget to date,Under/(over) spend\nAsh Surgery,500000,(40000)\nBeech Surgery,400000,10000\n",
        [("should-fix", OVER.format("Ash Surgery", "£40,000", "8.0%"))],
    ),
    "a variance in words": (
        "Practice,Budget to date,Variance\nAsh Surgery,500000,40000 over\nBeech Surgery,400000,10000 under\n",
        [("should-fix", OVER.format("Ash Surgery", "£40,000", "8.0%"))],
    ),
    "a row a month, back within the limit": (
        "Month,Budget to date,Spend to date,Variance %\nApril,100000,107000,7%\nMay,200000,208000,4%\n"
        "June,300000,303000,1%\nJuly,,,\n",
        [("note", BEFORE.format("1.0%"))],
    ),
    "a row a month, not back yet": (
        "Month,Budget to date,Spend to date\nApril,100000,107000\nMay,200000,208000\n",
        [("note", BEFORE.format("4.0%"))],
    ),
    "a variance in percent of the year's budget": (
        "Practice,Annual budget,Budget to date,Spend to date,Variance,Variance %\n"
        "Ash Surgery,1000000,500000,509000,9000,0.9%\n",
        [],
    ),
    "a variance in percent of the spending": (
        "Practice,Budget to date,Spend to date,Variance %\nAsh Surgery,500000,400000,25%\n",
        [("should-fix", "The variance in percent of Ash Surgery is given as 25%, which is a percentage of its "
          "spending; of its budget it is 20.0%.")],
    ),
    "percentages as fractions": (
        "Practice,Budget to date,Spend to date,Variance %\n"
        "Ash Surgery,500000,505000,0.01\nBeech Surgery,500000,505000,0.04\n",
        [("must-fix", "The variance in percent of Beech Surgery is given as 0.04, but the difference between 505000 "
          "and 500000, in percent of the budget, comes to 1.0%.")],
    ),
    "a budget without its time, which the variance tells": (
        "Practice,Budget,Spend to date,Variance\n"
        "Ash Surgery,500000,540000,40000\nBeech Surgery,400000,390000,(10000)\n",
        [("should-fix", OVER.format("Ash Surgery", "£40,000", "8.0%"))],
    ),
    "a budget of the year, and a variance from one to date that is not given": (
        "Practice,Annual budget,Spend to date,Variance\nAsh Surgery,1000000,540000,40000\n",
        [("note?", "Whether Ash Surgery overspent cannot be told")],
    ),
    "a budget beside one of the year is the budget to date": (
        "Practice,Annual budget,Budget,Actual,Variance\nAsh Surgery,1000000,500000,540000,40000\n"
        "Beech Surgery,800000,400000,390000,(11000)\n",
        [
            ("must-fix", "The variance of Beech Surgery is given as (11000), but the difference between 390000 and "
             "400000 comes to £10,000."),
            ("should-fix", OVER.format("Ash Surgery", "£40,000", "8.0%")),
        ],
    ),
    "rounded variances": (
        "Practice,Budget to date,Spend to date,Variance,Variance %\nAsh Surgery,512345.60,514999.10,2653,0.5\n"
        "Beech Surgery,498712,502219,3500,0.7\n",
        [],
    ),
    "a plan is in place": (
        "Practice,Budget to date,Spend to date,Status\nAsh Surgery,500000,540000,Recovery plan agreed 3 July\n"
        "Beech Surgery,500000,550000,Recovery plan needed\n",
        [
            ("should-fix", OVER.format("Beech Surgery", "£50,000", "10.0%")),
            ("note", OVER.format("Ash Surgery", "£40,000", "8.0%")),
        ],
    ),
    "only the forecast is above the trigger": (
        "Practice,Annual budget,Budget to date,Spend to date,Forecast outturn\n"
        "Ash Surgery,1000000,500000,504000,1070000\n",
        [("note", "Ash Surgery is forecast to be £70,000 above its budget, 7.0%")],
    ),
    "sub-totals are no practices, whatever they are called": (
        "Practice,Budget to date,Spend to date\nAsh Surgery,500000,501000\nBeech Surgery,400000,401000\n"
        "North,900000,902000\nCedar Surgery,300000,330000\nDoon Surgery,100000,100000\nSouth,400000,430000\n"
        "Total,1300000,1332000\n",
        [("should-fix", OVER.format("Cedar Surgery", "£30,000", "10.0%"))],
    ),
    "last year's outturn is not this year's spending": (
        "Practice,2005/06 outturn,2006/07 budget,Top slice\nAsh Surgery,1100000,1000000,50000\n",
        [],
    ),
    "no statement at all": ("Practice,Lead,Visited\nAsh Surgery,Dr Ash,4 May\nBeech Surgery,Dr Beech,\n", []),
}  # fmt: skip


@pytest.mark.parametrize("case", SPENDING)
def test_spending_is_compared_with_the_budget(case: str, tmp_path: Path) -> None:
    text, wanted = SPENDING[case]
    assert beginnings(tmp_path / "statement.csv", text) == wanted


CONTRIBUTIONS = {
    "a top slice taken off already": ("Practice,Net budget,Contingency 5%\nAsh Surgery,950000,50000\n", DARTFORD, []),
    "too little of what was left and taken": (
        "Practice,Net budget,Contingency\nAsh Surgery,950000,10000\n",
        DARTFORD,
        [("should-fix", "The contribution of Ash Surgery, 10000 of 950000 and itself, is 1.04%; the framework has 5% "
          "(Dartford 2006, section 3.2).")],
    ),
    "not what the header says": (
        "Practice,Indicative budget,Contingency 5%\nAsh Surgery,1000000,50000\nBeech Surgery,800000,32000\n",
        DARTFORD,
        [
            ("must-fix", "The contribution of Beech Surgery stands in a column “Contingency 5%”, but 32000 of 800000 "
             "is 4.0%."),
            ("should-fix", "The contribution of Beech Surgery, 32000 of 800000, is 4.0%; the framework has 5% "
             "(Dartford 2006, section 3.2)."),
        ],
    ),
    "shown as negatives": (
        "Practice,Indicative budget,Less contingency,Net budget\nAsh Surgery,1000000,(50000),950000\n", DARTFORD, [],
    ),
    "none, where all contribute": (
        "Practice,Indicative budget\nAsh Surgery,1000000\nBeech Surgery,800000\n",
        DARTFORD,
        [("note", "No contribution is shown beside the budget of the year. “Contingency fund”")],
    ),
    "none, where only those contribute who form a pool": (
        "Practice,Indicative budget\nAsh Surgery,1000000\nBeech Surgery,800000\n", HERTFORDSHIRE, [],
    ),
    "a share of another budget than is given": (
        "Practice,Indicative budget,Contingency\nAsh Surgery,1000000,6000\n",
        DURHAM,
        [("note?", "Whether the contribution is right cannot be told for Ash Surgery")],
    ),
    "the budget in another table": (
        "Practice,Acute budget\nAsh Surgery,600000\nBeech Surgery,500000\n\n"
        "Practice,Contingency\nAsh Surgery,6000\nBeech Surgery,9000\n",
        DURHAM,
        [("should-fix", "The contribution of Beech Surgery, 9000 of 500000, is 1.8%; the framework has 1% (County "
          "Durham 2010, section 6.1, contingency fund).")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CONTRIBUTIONS)
def test_contributions_are_compared_with_the_frameworks_share(case: str, tmp_path: Path) -> None:
    text, framework, wanted = CONTRIBUTIONS[case]
    assert beginnings(tmp_path / "statement.csv", text, framework) == wanted


WORDS = {
    "a table of labels in Markdown": (
        "# Ash Lane Surgery\n\n| | £ |\n|---|---|\n| Indicative budget | 1,000,000 |\n| Budget to date | 500,000 |\n"
        "| Spend to date | 507,000 |\n| Variance | 9,000 |\n",
        [("must-fix", "The variance of Ash Lane Surgery is given as 9,000, but the difference between 507,000 and "
          "500,000 comes to £7,000.")],
    ),
    "a column a practice": (
        "# Month 6\n\n| | Ash Surgery | Beech Surgery |\n|---|---|---|\n| Budget to date | 500,000 | 400,000 |\n"
        "| Spend to date | 530,000 | 401,000 |\n| Variance | 30,000 | 2,000 |\n",
        [
            ("must-fix", "The variance of Beech Surgery is given as 2,000, but the difference between 401,000 and "
             "400,000 comes to £1,000."),
            ("should-fix", OVER.format("Ash Surgery", "£30,000", "6.0%")),
        ],
    ),
    "parts of one budget, without a total": (
        "# Budget of Ash Lane Surgery\n\n| Part of the budget | Budget to date | Spend to date | Variance |\n"
        "|---|---|---|---|\n| Prescribing | £200,000 | £215,000 | £15,000 |\n"
        "| Elective | £300,000 | £330,000 | £31,000 |\n",
        [
            ("must-fix", "The variance of Elective is given as £31,000, but the difference between £330,000 and "
             "£300,000 comes to £30,000."),
            ("should-fix", OVER.format("Ash Lane Surgery", "£45,000", "9.0%")),
        ],
    ),
    "parts of one budget, not all filled in yet": (
        "# Budget of Ash Lane Surgery\n\n| Part of the budget | Budget to date | Spend to date |\n|---|---|---|\n"
        "| Prescribing | £200,000 | £215,000 |\n| Elective | £300,000 | £330,000 |\n| Community | | |\n",
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WORDS)
def test_statements_in_words_are_read_too(case: str, tmp_path: Path) -> None:
    text, wanted = WORDS[case]
    assert beginnings(tmp_path / "statement.md", text) == wanted


def test_what_follows_where_the_framework_names_no_overspend(tmp_path: Path) -> None:
    path = tmp_path / "statement.csv"
    path.write_text("Practice,Budget to date,Actual to date\nAsh Surgery,500000,540000\n", "utf-8")
    assert found(path, HERTFORDSHIRE) == [
        (
            "note",
            "Above budget: Ash Surgery by £40,000 (8.0%). The framework names no overspend from which a recovery plan "
            "is needed. Overspends count for the locality as a whole (Hertfordshire 2007, section 3, significantly "
            "different performance between practices).",
        )
    ]


def test_lists_under_a_framework_with_a_quarterly_review(tmp_path: Path) -> None:
    path = tmp_path / "statement.csv"
    path.write_text("Practice,List size April 2007,List size July 2007\nAsh Surgery,5000,5200\n", "utf-8")
    assert found(path, HERTFORDSHIRE) == [
        (
            "note",
            "The list of Ash Surgery has grown by 4.0%. Indicative budgets are reviewed every quarter for changes of "
            "practice population (Hertfordshire 2007, section 2.2.4, item 2).",
        )
    ]


def test_figures_are_compared_with_the_profile_by_code_or_name(tmp_path: Path) -> None:
    text = (
        "Practice,Code,Indicative budget 2006/07,Fair share,List size when set,List size now\n"
        "Abbey St Surgery,E89001,10437300,11222900,11585,11840\nCastle Mead Medical Center,,7600000,6761800,9261,9300\n"
        "The Maltings,,6915300,6649300,7622,7430\nSomewhere Else,,1000000,1000000,1000,1000\n"
    )
    assert [
        (severity, what)
        for severity, what in beginnings(tmp_path / "a.csv", text, HERTFORDSHIRE, "--profile", str(PROFILE))
        if "profile" in what
    ] == [
        ("should-fix", "The budget of the year of Castle Mead Medical Centre is 7600000 here and £7,640,800 in the "
         "PCT's profile."),
        ("note?", "Somewhere Else could not be compared with the PCT's profile, which has no practice of that name."),
        ("note", "The list size now of Castle Mead Medical Centre is 9300 here and 9,215 in the PCT's profile."),
    ]  # fmt: skip
    another_year = text.replace("2006/07", "2008/09")
    told = beginnings(tmp_path / "b.csv", another_year, HERTFORDSHIRE, "--profile", str(PROFILE))
    assert [what for _, what in told if "here and" in what] == []


def test_the_newest_sheet_is_judged_wherever_it_stands_and_hidden_ones_are_not(tmp_path: Path) -> None:
    book = Workbook()
    for title, spending in (("Sep 06", 510_000), ("Aug 06", 540_000), ("Draft", 900_000)):
        sheet = book.create_sheet(title)
        sheet.append(["Practice", "Budget to date", "Spend to date"])
        sheet.append(["Ash Surgery", 500_000, spending])
    book["Draft"].sheet_state = "hidden"
    del book["Sheet"]
    data = BytesIO()
    book.save(data)
    path = tmp_path / "statement.xlsx"
    path.write_bytes(data.getvalue())
    assert [(severity, what.partition(":")[0]) for severity, what in found(path)] == [
        ("note", "The file has statements of 2 months"),
        (
            "note",
            "Ash Surgery was above the overspend that calls for a recovery plan, and is now 2.0% above its budget",
        ),
    ]


def test_totals_of_a_sheet_are_added_up(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    rows = (("Budgets at month 6",), (), ("Practice", "Code", "Budget", "Spending", "Comment"))
    lines = (("Ash Surgery", "G82951", 500_000, 501_000), ("Beech Surgery", "G82952", 400_000, 401_000, "on line"))
    for row in (*rows, *lines, ("Total", None, 900_000, 912_000)):
        sheet.append(row)
    for row in sheet.iter_rows(min_col=3, max_col=4):
        for cell in row:
            cell.number_format = "£#,##0;(£#,##0)"
    path = tmp_path / "statement.xlsx"
    book.save(path)
    printed = pbcgov(
        "check", path, "--framework", DARTFORD, "--document", "indicative-budget-statement", "--rules-only"
    )
    assert "The total of “Spending” is given as £912,000, but the lines above it add up to 902,000." in " ".join(
        printed.out.split()
    )


@pytest.mark.parametrize("framework", [DARTFORD, HERTFORDSHIRE, DURHAM, "audit-commission-2007"])
def test_the_generated_forms_contradict_nothing(framework: str, tmp_path: Path) -> None:
    profile = ROOT / "examples" / framework / "profile.yaml"
    kind = ("--document", "indicative-budget-statement", "--format", "docx")
    pbcgov("generate", "--framework", framework, *kind, "--profile", profile, "--out", tmp_path)
    forms = sorted(tmp_path.glob("*.docx"))
    told = [finding for form in forms for finding in found(form, framework, "--profile", str(profile))]
    assert len(forms) >= 5
    assert [what for severity, what in told if severity == "must-fix" or "profile" in what] == []
    outside = {DARTFORD: 0, HERTFORDSHIRE: 4, DURHAM: 1, "audit-commission-2007": 2}
    assert len(told) == outside[framework]


IN_THOUSANDS = "Practice,Budget to date,Actual to date,Annual budget\nElm House Surgery,2630,2842,5261\n"
OVER_ELM = OVER.format("Elm House Surgery", "£212,000", "8.1%")


@pytest.mark.parametrize(
    "title",
    [
        "Thamesreach PCT: PBC indicative budgets and expenditure by practice, month 6 2006/07, £000",
        "Thamesreach PCT: PBC indicative budgets and expenditure by practice, month 6 2006/07 (£k)",
        "Thamesreach PCT: PBC indicative budgets (£'000) and expenditure by practice in month 6 of 2006/07",
        "Thamesreach PCT: PBC indicative budgets and expenditure by practice for month 6 in thousands",
    ],
)
def test_the_unit_of_a_title_counts_however_long_the_title_is(tmp_path: Path, title: str) -> None:
    text = f'"{title}",,,\n{IN_THOUSANDS}'
    assert beginnings(tmp_path / "m6.csv", text) == [("should-fix", OVER_ELM)]


def test_a_unit_within_a_long_title_is_not_that_of_the_figures(tmp_path: Path) -> None:
    text = f'"What the £000 savings scheme has meant for the budgets of practices in 2006/07",,,\n{IN_THOUSANDS}'
    assert beginnings(tmp_path / "m6.csv", text) == [("should-fix", OVER.format("Elm House Surgery", "£212", "8.1%"))]


def test_where_the_profile_has_a_thousand_times_the_sums_their_unit_is_asked_about_once(tmp_path: Path) -> None:
    profile = ROOT / "examples" / DARTFORD / "profile.yaml"
    path = tmp_path / "m6.csv"
    path.write_text(f"{IN_THOUSANDS}Chalk Hill Surgery,1943,1931,3885\n", encoding="utf-8")
    asked = [what for severity, what in found(path, DARTFORD, "--profile", str(profile)) if severity == "note?"]
    assert asked == [
        "The statement does not say that its figures are in thousands of pounds, but they seem to be: the budget of "
        "the year of Elm House Surgery is 5261 here and £5,260,500 in the PCT's profile."
    ]


def test_what_a_figure_should_be_is_said_in_its_own_unit(tmp_path: Path) -> None:
    path = tmp_path / "m6.csv"
    text = "Practice,Budget to date £000,Actual to date £000,Variance £000\nElm House Surgery,4072,4124,-152\n"
    path.write_text(text, encoding="utf-8")
    assert found(path)[0] == (
        "must-fix",
        "The variance of Elm House Surgery is given as -152, but the difference between 4124 and 4072 comes to 52 (in "
        "£000).",
    )


def test_practices_outside_the_tolerance_are_named_in_one_finding(tmp_path: Path) -> None:
    path = tmp_path / "shares.csv"
    text = "Practice,Budget,Fair share\nAsh Surgery,880000,1000000\nElm Surgery,1300000,1000000\n"
    path.write_text(text, encoding="utf-8")
    assert found(path, HERTFORDSHIRE) == [
        (
            "should-fix",
            "The tolerance is 10% (Hertfordshire 2007, Appendix 1, fair share, items 1 to 3). The budget of Ash "
            "Surgery, 880000, is 12.0% below its fair share of 1000000 and may move up by £8,800 this year; the budget "
            "of Elm Surgery, 1300000, is 30.0% above its fair share of 1000000 and may move down by £13,000 this year.",
        )
    ]


def test_a_range_is_cited_from_where_the_source_has_it(tmp_path: Path) -> None:
    path = tmp_path / "pool.csv"
    path.write_text("Practice,Budget,Contribution to the risk pool\nAsh Surgery,1000000,70000\n", encoding="utf-8")
    assert found(path, HERTFORDSHIRE) == [
        (
            "should-fix",
            "The contribution of Ash Surgery, 70000 of 1000000, is 7.0%; the framework has 3% to 5% (Hertfordshire "
            "2007, section 3 (high cost individuals or groups) and Appendix 1 (risk pool)).",
        )
    ]


@pytest.mark.parametrize(
    ("rule", "text", "what"),
    [
        (
            budget_overspend.RULE,
            "Practice,Budget to date,Actual to date\nAsh Surgery,1250000,1325000\n",
            "Ash Surgery is £75,000 above its budget, 6.0%",
        ),
        (
            budget_contribution.RULE,
            "Practice,Budget,Top slice\nAsh Surgery,1000000,30000\n",
            "The contribution of Ash Surgery, 30000 of 1000000, is 3.0%; the framework has 5%",
        ),
        (
            fair_share_distance.RULE,
            "Practice,Budget,Fair share\nAsh Surgery,880000,1000000\n",
            "The budget of Ash Surgery, 880000, is 12.0% below its fair share of 1000000",
        ),
        (
            list_size_change.RULE,
            "Practice,List when the budget was set,List now,Budget\nAsh Surgery,5000,5120,900\n",
            "The list of Ash Surgery has grown by 2.4%, from 5000 to 5120: from 2% a budget by capitation may",
        ),
    ],
    ids=lambda value: value.id if isinstance(value, Rule) else "",
)
def test_the_example_of_the_catalogue_is_found(tmp_path: Path, rule: Rule, text: str, what: str) -> None:
    path = tmp_path / "statement.csv"
    path.write_text(text, encoding="utf-8")
    framework = {fair_share_distance.RULE: HERTFORDSHIRE, list_size_change.RULE: DURHAM}.get(rule, DARTFORD)
    figures = set(re.findall(r"\d+(?:,\d{3})+", rule.example))
    assert {f"{int(number):,}" for number in re.findall(r"\d{4,}", text)} == figures
    assert [said for _, said in found(path, framework) if said.startswith(what)] != []
