"""The kinds of rule: what each says of a submission that breaks it, that keeps it, and of which it cannot tell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from command import pbcgov
from pbc_checks.rules.table import RULES

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "tests" / "examples"
KINDS = ("bad", "good", "cannot-tell")
AS_BUSINESS_CASE = ("--framework", "hertfordshire-2007", "--document", "business-case")


def report(path: Path, *options: str) -> dict[str, object]:
    printed = pbcgov("check", path, *(options or AS_BUSINESS_CASE), "--rules-only", "--format", "json").out
    (found,) = json.loads(printed)["reports"]
    assert isinstance(found, dict)
    return found


def checks(path: Path, rule: str, *options: str) -> list[dict[str, object]]:
    found = report(path, *options)["checks"]
    assert isinstance(found, list)
    return [check for check in found if check["rule"] == rule]


def expected(folder: Path) -> dict[str, Any]:
    """Return what a folder of examples says of itself: what to check them as, and what is to be found in each."""
    said: dict[str, Any] = yaml.safe_load((folder / "expected.yaml").read_text("utf-8"))
    return said


def files(folder: Path, example: str) -> list[Path]:
    return sorted(folder.glob(f"{example}.*"))


EVERY = [
    (rule.id, path.stem, path.suffix[1:])
    for rule in RULES
    for example in (*KINDS, "bad-in-other-words")
    for path in files(EXAMPLES / rule.id, example)
]


@pytest.mark.parametrize(("rule", "example", "ending"), EVERY)
def test_each_rule_says_of_its_examples_what_they_promise(rule: str, example: str, ending: str) -> None:
    folder = EXAMPLES / rule
    said = expected(folder)
    wanted = said["examples"][example]
    given = wanted.get("options", said.get("options", []))
    options = [str(option).replace("{here}", str(folder)) for option in given]
    kind = ("--framework", said["framework"], "--document", wanted.get("document", said["document"]))
    found = checks(folder / f"{example}.{ending}", rule, *kind, *options)
    to_find = wanted["found-in"][ending] if "found-in" in wanted else wanted["found"]
    promised = [(severity, what) for entry in to_find for severity, what in entry.items()]
    assert [check["severity"] for check in found] == [severity for severity, _ in promised]
    cut = [str(check["what"])[: len(what)] for check, (_, what) in zip(found, promised, strict=True)]
    assert cut == [what for _, what in promised]


HERTFORDSHIRE = str(ROOT / "examples" / "hertfordshire-2007" / "register.yaml")
REGISTER = ("--register", HERTFORDSHIRE, "--submitted", "2007-05-14")
TABLE = "| {} |\n| --- | --- | --- | --- | --- |\n"


@pytest.mark.parametrize(
    ("rule", "kind", "options", "text", "severities"),
    [
        ("claimed-approval", "county-durham-2010/service-development", (),
         "£27,400 is from freed-up resources. The Assistant Director will approve the £27,400.", ["must-fix"]),
        ("capital-approval", "dartford-2006/efficiency-gains", (),
         "£14,000 to convert the store into a treatment room comes from efficiency gains.", ["should-fix"]),
        ("conflicted-approvers", "hertfordshire-2007/business-case", REGISTER, "Lead clinician: Dr Sunil Rao",
         ["should-fix", "note"]),
        ("milestones", "hertfordshire-2007/business-case", ("--submitted", "2010-01-04"),
         "The clinic will start in April 2009.", ["should-fix"]),
        ("milestones", "hertfordshire-2007/business-case", (),
         "| Task | Start | End |\n| --- | --- | --- |\n| Train | 1 June 2010 | 1 March 2010 |", ["must-fix"]),
        ("plan-years", "hertfordshire-2007/commissioning-plan", (),
         "# Commissioning plan 2009/10\n\nThis plan covers 2008/09.", ["must-fix"]),
        ("plan-years", "hertfordshire-2007/commissioning-plan", (),
         "Our three-year plan, 2009/10 to 2010/11, is short.", ["must-fix"]),
        ("document-date", "hertfordshire-2007/business-case", (),
         "Date: 3 March 2009\n\nIn June 2009 we surveyed 212 patients.", ["should-fix"]),
        ("freed-up-commitment", "county-durham-2010/service-development", (),
         "Freed-up resources released in 2008/09 will be spent in 2010/11.", ["should-fix"]),
        ("interests", "hertfordshire-2007/business-case", (), "We see patients.", ["should-fix"]),
        ("interests", "hertfordshire-2007/business-case", (), "Interests: declarations to follow.", ["should-fix"]),
        ("interests", "hertfordshire-2007/business-case", (), "Nobody has an interest to declare.", []),
        ("proposer-provides", "hertfordshire-2007/business-case", REGISTER,
         "Author: Dr Sunil Rao\n\nThe scans will be provided by Castle Mead Diagnostics Ltd.\n\n"
         "We confirm that nobody has an interest to declare.", ["must-fix"]),
        ("register-and-declarations", "hertfordshire-2007/business-case", REGISTER,
         "# A diabetes clinic\n\nLead: Dr Ruth Ashdown\n\nThere are no interests to declare.", ["must-fix"]),
        ("gateway-levels", "hertfordshire-2007/level-assessment", (),
         TABLE.format("Criterion | Level | Met? | Evidence | By when")
         + "| At least 75% of the practices have signed up to the directed or local enhanced service | 1 | Met "
         "| 8 of 13 practices | |", ["must-fix"]),
        ("recommendations", "audit-commission-2007/self-assessment", (),
         TABLE.format("No. | Recommendation | Done? | Evidence | By when")
         + "| 20 | Develop a clear policy on overspent budgets | Yes | Policy not yet drafted | |\n"
         "| 19 | Put robust local arrangements in place | Yes | Board paper, May 2007 | |", ["must-fix"]),
        ("empty-answers", "hertfordshire-2007/business-case", (),
         "# A bid\n\nWe see patients.\n\n## Q27. How does the bid help the consortium's overspend?\n\n## Q28.\n\nYes.",
         ["should-fix"]),
        ("sign-off", "hertfordshire-2007/business-case", (), "We see patients.\n\nSigned: ____ Date: ____",
         ["should-fix"]),
        ("version-and-date", "hertfordshire-2007/business-case", (), "Dear Dr Rao,\n\nWe see patients.",
         ["should-fix"]),
        ("version-and-date", "hertfordshire-2007/commissioning-plan", (),
         "# Commissioning plan\n\n3 March 2009\n\nWe see patients.", ["note"]),
        ("other-practices", "hertfordshire-2007/business-case", (),
         "# Business case of Abbey Street Surgery\n\nPractice: Abbey Street Surgery\n\n"
         "We at Bell Lane Surgery see patients.", ["should-fix"]),
        ("care", "hertfordshire-2007/business-case", (), "Costs: to follow from finance.", ["should-fix"]),
        ("confidentiality", "hertfordshire-2007/business-case", (), "One patient, DOB 3/4/1951, fell.", ["must-fix"]),
    ],
)  # fmt: skip
def test_what_the_catalogue_gives_as_an_example_is_found(
    tmp_path: Path, rule: str, kind: str, options: tuple[str, ...], text: str, severities: list[str]
) -> None:
    framework, _, document = kind.partition("/")
    path = tmp_path / "example.md"
    path.write_text(f"{text}\n", "utf-8")
    found = checks(path, rule, "--framework", framework, "--document", document, *options)
    grave = [check["severity"] for check in found if check["severity"] != "note" or "note" in severities]
    assert grave[: len(severities)] == severities
    assert bool(grave) == bool(severities)


def test_what_cannot_be_told_is_said_or_left_alone_but_never_found_wrong() -> None:
    """An example that no rule can tell of has nothing that must be fixed, by any rule's promise."""
    for rule in RULES:
        wanted = expected(EXAMPLES / rule.id)["examples"]["cannot-tell"]
        entries = wanted.get("found") or [each for found in wanted.get("found-in", {}).values() for each in found]
        assert [entry for entry in entries if "must-fix" in entry] == []


def test_what_a_rule_could_not_determine_is_marked_so() -> None:
    (check,) = checks(EXAMPLES / "decision-dates" / "cannot-tell.md", "decision-dates")
    assert (check["determined"], check["action"]) == (False, "Note the day on which it came in.")


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
    assert "Beside the requirements, 4 must be fixed and 4 should be fixed." in printed


def test_the_catalogue_lists_and_shows_every_rule_and_is_the_page_in_the_docs() -> None:
    listed = pbcgov("checks", "list").out
    assert [line.split()[0] for line in listed.splitlines() if line.startswith("  ")] == [rule.id for rule in RULES]
    for rule in RULES:
        shown = pbcgov("checks", "show", rule.id)
        assert (shown.status, shown.out.splitlines()[0]) == (0, f"{rule.title} [{rule.id}]")
    assert pbcgov("checks", "show", "money").err.startswith("pbcgov: There is no rule 'money'. Choose one of: ")
    assert (ROOT / "docs" / "rules.md").read_text("utf-8") == pbcgov("checks", "list", "--page").out


def test_every_rule_has_its_examples_in_two_formats() -> None:
    assert {folder.name for folder in EXAMPLES.iterdir()} == {rule.id for rule in RULES}
    for rule in RULES:
        endings = [{path.suffix for path in files(EXAMPLES / rule.id, example)} for example in KINDS]
        assert (rule.id, len(endings[0]) >= 2, endings) == (rule.id, True, [endings[0]] * 3)
