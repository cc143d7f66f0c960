"""The kinds of rule: what each says of a submission that breaks it, that keeps it, and of which it cannot tell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command import pbcgov
from pbc_checks.rules.table import RULES

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "tests" / "examples"
AS_BUSINESS_CASE = ("--framework", "hertfordshire-2007", "--document", "business-case")
SUBMITTED = ("--submitted", "2010-01-04")
NOT_KNOWN = "When the decision is due cannot be told: the day on which the submission came in is not known."
FOUND = {
    ("approval-route", "bad"): [
        (
            "note",
            "£27,400 of freed-up resources is asked for: it is for the Sub-group for Freed-up Resources to approve "
            "(County Durham 2010, section 6.2, more than £10,000).",
        )
    ],
    ("approval-route", "good"): [
        (
            "note",
            "£7,900 of freed-up resources is asked for: it is for the Assistant Director for PBC to approve "
            "(County Durham 2010, section 6.2, £10,000 or less).",
        )
    ],
    ("approval-route", "cannot-tell"): [
        (
            "note",
            "Freed-up resources are spoken of, but who approves their use cannot be told: no sum is named with them.",
        )
    ],
    ("table-totals", "bad"): [
        ("must-fix", "The total of “Year two” is given as £9,364, but the lines above it add up to 9,264.")
    ],
    ("freed-up-share", "bad"): [
        (
            "should-fix",
            "The practices claim 85% of what is freed up; the framework's figure is 70% "
            "(Hertfordshire 2007, Appendix 1, freed-up resources).",
        )
    ],
    ("decision-dates", "bad"): [("note", NOT_KNOWN)],
    ("decision-dates", "cannot-tell"): [("note", NOT_KNOWN)],
    ("decision-dates", "good"): [
        (
            "note",
            "Submitted on 4 January 2010: the decision should be made by 1 February 2010, within 4 weeks "
            "(Hertfordshire 2007, sections 2.2.2 and 2.2.4 (item 4)).",
        ),
        (
            "note",
            "Submitted on 4 January 2010: the decision has to be made by 1 March 2010, within 8 weeks "
            "(Hertfordshire 2007, sections 2.2.2 and 2.2.4 (item 4)).",
        ),
    ],
    ("milestones", "bad"): [
        (
            "should-fix",
            "“April 2009” lies before the day on which the submission came in, but what is planned for it is still to "
            "come.",
        )
    ],
    ("interests", "bad"): [
        ("should-fix", "Nothing is said of interests: neither that anybody has one, nor that nobody has.")
    ],
    ("care", "bad"): [
        ("should-fix", "1 place still holds a placeholder."),
        ("should-fix", "1 sentence of guidance was left in."),
    ],
    ("confidentiality", "bad"): [
        ("must-fix", "An NHS number stands in the submission"),
        ("must-fix", "A date of birth stands in the submission"),
        ("should-fix", "A mobile telephone number stands in the submission"),
        ("should-fix", "A private e-mail address stands in the submission"),
    ],
}


AS_SERVICE_DEVELOPMENT = ("--framework", "county-durham-2010", "--document", "service-development")


def report(path: Path, *options: str) -> dict[str, object]:
    kind = AS_SERVICE_DEVELOPMENT if path.parent.name == "approval-route" else AS_BUSINESS_CASE
    printed = pbcgov("check", path, *kind, *options, "--rules-only", "--format", "json").out
    (found,) = json.loads(printed)["reports"]
    assert isinstance(found, dict)
    return found


def checks(path: Path, rule: str, *options: str) -> list[dict[str, object]]:
    found = report(path, *options)["checks"]
    assert isinstance(found, list)
    return [check for check in found if check["rule"] == rule]


@pytest.mark.parametrize("ending", ["md", "docx"])
@pytest.mark.parametrize("example", ["bad", "good", "cannot-tell"])
@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_each_rule_says_of_its_examples_what_the_catalogue_promises(rule: str, example: str, ending: str) -> None:
    path = EXAMPLES / rule / f"{example}.{ending}"
    options = SUBMITTED if rule == "milestones" or (rule, example) == ("decision-dates", "good") else ()
    found = checks(path, rule, *options)
    wanted = FOUND.get((rule, example), [])
    if (rule, example) == ("interests", "cannot-tell"):
        wanted = CANNOT_TELL[ending]
    assert [check["severity"] for check in found] == [severity for severity, _ in wanted]
    assert [
        check["what"] for check in found if not str(check["what"]).startswith(tuple(what for _, what in wanted))
    ] == []


CANNOT_TELL = {
    # A picture that takes the place of text may hold the declaration; an image that Markdown names is not in the file.
    "md": [("should-fix", "Nothing is said of interests")],
    "docx": [("note", "Nothing is said of interests in what could be read")],
}


def test_what_a_rule_could_not_determine_is_marked_so() -> None:
    (check,) = checks(EXAMPLES / "decision-dates" / "cannot-tell.md", "decision-dates")
    assert (check["determined"], check["action"]) == (False, "Give it with --submitted.")


def test_an_identifier_stands_nowhere_in_a_report(tmp_path: Path) -> None:
    path = EXAMPLES / "confidentiality" / "bad.docx"
    secrets = ("943 476", "476 5919", "3/4/1951", "07700", "drc.surgery")
    for file_format in ("text", "json"):
        printed = pbcgov("check", path, *AS_BUSINESS_CASE, "--format", file_format).out
        assert [secret for secret in secrets if secret in printed] == []
    written = tmp_path / "report.html"
    assert pbcgov("check", path, *AS_BUSINESS_CASE, "--format", "html", "--out", written).status == 1
    assert [secret for secret in secrets if secret in written.read_text("utf-8")] == []
    findings = report(path)["findings"]
    assert isinstance(findings, list)
    shown = {each["quote"] for finding in findings for each in (*finding["evidence"], *finding["nearest"])}
    assert [quote for quote in shown if len(quote.split()) < 3] == []
    explained = pbcgov("explain", path, "service", *AS_BUSINESS_CASE).out
    assert [secret for secret in secrets if secret in explained] == []


@pytest.mark.parametrize("source", sorted((ROOT / "corpus").glob("dev-[a-c]-0[1-4].*")), ids=lambda path: path.name)
def test_the_assessed_submissions_have_nothing_that_must_be_fixed(source: Path) -> None:
    found = report(source)["checks"]
    assert isinstance(found, list)
    assert [check["what"] for check in found if check["severity"] == "must-fix"] == []


def test_what_must_be_fixed_comes_first_in_every_report(tmp_path: Path) -> None:
    path = EXAMPLES / "confidentiality" / "bad.md"
    printed = pbcgov("check", path, *AS_BUSINESS_CASE).out
    assert printed.index("! MUST FIX") < printed.index("SHOULD FIX") < printed.index("ABSENT")
    assert "Beside the requirements, 2 must be fixed and 2 should be fixed." in printed


def test_the_catalogue_lists_and_shows_every_rule_and_is_the_page_in_the_docs() -> None:
    listed = pbcgov("checks", "list").out
    assert [line.split()[0] for line in listed.splitlines()] == [rule.id for rule in RULES]
    for rule in RULES:
        shown = pbcgov("checks", "show", rule.id)
        assert (shown.status, shown.out.splitlines()[0]) == (0, f"{rule.title} [{rule.id}]")
    assert pbcgov("checks", "show", "money").err.startswith("pbcgov: There is no rule 'money'. Choose one of: ")
    assert (ROOT / "docs" / "rules.md").read_text("utf-8") == pbcgov("checks", "list", "--page").out


def test_every_rule_has_its_examples_in_two_formats() -> None:
    wanted = {f"{example}.{ending}" for example in ("bad", "good", "cannot-tell") for ending in ("md", "docx")}
    assert {folder.name: {path.name for path in folder.iterdir()} for folder in EXAMPLES.iterdir()} == {
        rule.id: wanted for rule in RULES
    }
