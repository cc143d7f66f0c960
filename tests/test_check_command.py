"""`pbcgov check` as a user meets it: what it prints, what it writes, and its exit status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from command import pbcgov
from completed_form import completed
from hostile import files as hostile
from pbc_app.commands.check import report_files
from pbc_checks.findings import Status
from pbc_frameworks.data import data_folder
from pbc_generator.document import Document
from pbc_generator.render import render

AS_BUSINESS_CASE = ("--framework", "hertfordshire-2007", "--document", "business-case")
VAGUE = "# Our case\n\nWe would like a clinic. It should be good value for money.\n"


@pytest.fixture
def vague(tmp_path: Path) -> Path:
    path = tmp_path / "vague.md"
    path.write_text(VAGUE, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def blank_form(example_documents: dict[str, Document], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("forms") / "business-case-form.docx"
    path.write_bytes(render(example_documents["business-case-form"], "docx"))
    return path


def reports(*arguments: str | Path) -> list[dict[str, Any]]:
    result = pbcgov("check", *arguments, "--format", "json")
    found: list[dict[str, Any]] = json.loads(result.out)["reports"]
    return found


def report_validator() -> Draft202012Validator:
    schemas = {
        path.name: json.loads(path.read_text(encoding="utf-8")) for path in data_folder("schemas").glob("*.json")
    }
    registry: Registry[Any] = Registry().with_resources(
        (name, Resource.from_contents(schema)) for name, schema in schemas.items()
    )
    return Draft202012Validator(schemas["report.schema.json"], registry=registry)


def test_the_example_submission_gets_the_verdicts_an_assessor_gave(example: Path) -> None:
    expected = yaml.safe_load((example / "submission.expected.yaml").read_text(encoding="utf-8"))["requirements"]
    wanted = {requirement: judged["status"] for requirement, judged in expected.items()}
    (by_rules,) = reports(example / "submission.docx", *AS_BUSINESS_CASE, "--rules-only")
    assert {finding["requirement"]: finding["status"] for finding in by_rules["findings"]} == wanted
    (report,) = reports(example / "submission.docx", *AS_BUSINESS_CASE)
    assert {
        finding["requirement"]: finding["status"] for finding in report["findings"] if not finding["unsure"]
    }.items() <= wanted.items()
    assert sum(finding["unsure"] for finding in report["findings"]) <= 3


def test_every_quotation_stands_in_the_submission(example: Path) -> None:
    from pbc_checks.read import read

    path = example / "submission.docx"
    text = {block.text for block in read("case.docx", path.read_bytes()).blocks}
    (report,) = reports(path, *AS_BUSINESS_CASE)
    quotes = [
        evidence["quote"] for finding in report["findings"] for evidence in (*finding["evidence"], *finding["nearest"])
    ]
    assert len(quotes) > 20
    assert [quote for quote in quotes if not any(quote in block for block in text)] == []


@pytest.mark.parametrize("kind", ["business-case", "commissioning-plan"])
@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_a_blank_form_supplies_nothing(
    example_documents: dict[str, Document], tmp_path: Path, kind: str, ending: str
) -> None:
    path = tmp_path / f"form.{ending}"
    path.write_bytes(render(example_documents[f"{kind}-form"], ending))
    options = () if ending == "docx" else ("--framework", "hertfordshire-2007", "--document", kind)
    (report,) = reports(path, *options)
    wrong = {
        finding["requirement"]: finding["status"]
        for finding in report["findings"]
        if finding["status"] not in {"absent", "placeholder"}
    }
    assert wrong == {}
    assert len(report["findings"]) == {"business-case": 16, "commissioning-plan": 4}[kind]


def test_the_answers_of_a_completed_form_are_judged_without_options(blank_form: Path, tmp_path: Path) -> None:
    answers = {
        "tendering": "No tender is needed: the PCT's procurement lead advised on 3 May 2007 that the contract, worth "
        "£41,000 a year, is below the limit of £50,000 in the standing orders.",
        "value-for-money": "Each patient costs £68 here, against £104 at the hospital's tariff and £79 at Northgate.",
    }
    path = tmp_path / "case.docx"
    path.write_bytes(completed(blank_form.read_bytes(), answers))
    result = pbcgov("check", path, "--format", "json")
    (report,) = json.loads(result.out)["reports"]
    status = {finding["requirement"]: finding["status"] for finding in report["findings"]}
    assert (result.status, report["document"], report["submission"]["form"]) == (1, "business-case", True)
    assert {name: verdict for name, verdict in status.items() if name in answers} == dict.fromkeys(answers, "met")
    assert status["risks"] == "absent"


def test_the_json_is_valid_and_names_what_made_it(vague: Path, tmp_path: Path) -> None:
    missing = tmp_path / "nowhere.docx"
    result = pbcgov("check", vague, missing, *AS_BUSINESS_CASE, "--format", "json")
    data = json.loads(result.out)
    report_validator().validate(data)
    assert data["schema"] == "pbcgov-report/2"
    assert [report["submission"]["path"] for report in data["reports"]] == [str(vague)]
    summary = data["reports"][0]["summary"]
    assert summary["requirements"] == sum(summary["counts"].values()) == 16
    assert list(summary["counts"]) == [status.value for status in Status]
    assert data["problems"] == [
        {"path": str(missing), "error": f"{missing}: there is no such file. Check the name, its ending and the folder."}
    ]
    assert result.status == 2


def test_text_puts_what_is_missing_first(vague: Path) -> None:
    result = pbcgov("check", vague, *AS_BUSINESS_CASE)
    verdicts = [
        line.split(":")[0].split(" (unsure")[0].split(" ", 1)[1]
        for line in result.out.splitlines()
        if line[:1] in "✗◐✓?-" and "]" in line and ": " in line
    ]
    order = {"ABSENT": 0, "PLACEHOLDER": 0, "SAID NOT DONE": 0, "COULD NOT BE READ": 0, "PARTLY MET": 1, "MET": 2}
    assert len(verdicts) == 16
    assert [order[verdict] for verdict in verdicts] == sorted(order[verdict] for verdict in verdicts)
    assert result.status == 1


def test_a_file_that_says_nothing_of_itself_needs_the_options_and_the_error_lists_them(vague: Path) -> None:
    assert pbcgov("check", vague).err == (
        f"pbcgov: {vague} is not a completed form, so it does not say what to check it against. Add one of:\n"
        "  --framework audit-commission-2007 --document business-case\n"
        "  --framework brent-2006 --document agreement-clauses\n"
        "  --framework county-durham-2010 --document service-development\n"
        "  --framework dartford-2006 --document efficiency-gains\n"
        "  --framework hertfordshire-2007 --document business-case\n"
        "  --framework hertfordshire-2007 --document commissioning-plan\n"
        "Agreements, assessments and budget statements can be checked too: `pbcgov frameworks show ID` lists them.\n"
    )
    assert pbcgov("check", vague, "--framework", "hertfordshire-2007").err == (
        f"pbcgov: {vague} does not say what kind of document of hertfordshire-2007 it is. Add one of:\n"
        "  --document business-case\n"
        "  --document commissioning-plan\n"
        "or, to be checked by the rules alone, one of: agreement, decision-guide, freed-up-application, "
        "freed-up-resources-statement, impact-assessment, incentive-scheme, indicative-budget-statement, "
        "level-assessment, risk-register, risk-sharing-schedule.\n"
    )


def test_the_options_win_over_what_a_form_says_of_itself(blank_form: Path) -> None:
    result = pbcgov("check", blank_form, "--document", "commissioning-plan", "--format", "json")
    assert json.loads(result.out)["reports"][0]["document"] == "commissioning-plan"
    assert result.err == (
        f"Note: {blank_form} is a form of hertfordshire-2007, business-case. It is checked as free text against "
        "hertfordshire-2007, commissioning-plan, as you asked.\n"
    )


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--framework", "hertfordshire", "hertfordshire-2007"),
        ("--document", "busines-case", "business-case"),
    ],
)
def test_an_unknown_framework_or_kind_is_refused_with_the_choices(
    vague: Path, option: str, value: str, said: str
) -> None:
    options = dict(zip(AS_BUSINESS_CASE[::2], AS_BUSINESS_CASE[1::2], strict=True)) | {option: value}
    result = pbcgov("check", vague, *(word for pair in options.items() for word in pair))
    assert (result.status, result.out) == (2, "")
    assert value in result.err
    assert said in result.err


def test_one_bad_file_among_many_does_not_stop_the_others(vague: Path, tmp_path: Path) -> None:
    bad = tmp_path / "old.docx"
    bad.write_bytes(hostile.OLD_WORD)
    result = pbcgov("check", bad, vague, *AS_BUSINESS_CASE)
    assert result.out.startswith(f"{vague}\nPBC business case, ")
    assert result.err.splitlines() == [
        f"pbcgov: {bad}: the file is a Word 97-2003 document (.doc), which cannot be read here. "
        "Open it in Word and save it as .docx, or as PDF.",
    ]
    assert result.status == 2


def test_a_file_in_a_folder_that_cannot_be_read_is_not_passed_over(vague: Path) -> None:
    folder = vague.parent
    for name in ("old.rtf", "vague.rtf", "register.ods", "~$open.doc"):
        (folder / name).write_text(r"{\rtf1 A case.}", encoding="utf-8")
    result = pbcgov("check", folder, *AS_BUSINESS_CASE, "--format", "json")
    told = json.loads(result.out)
    assert [report["submission"]["path"] for report in told["reports"]] == [str(vague)]  # it is what vague.rtf became
    assert told["problems"] == [
        {
            "path": str(folder / "old.rtf"),
            "error": f"{folder / 'old.rtf'}: the file is a rich text file (.rtf), which cannot be read here. Open it "
            "in the program it was made with, save it as Word (.docx) or PDF, and send that.",
        }
    ]
    assert result.status == 2


@pytest.mark.parametrize("written", ["13/11/2009", "2009-02-30", "tomorrow"])
def test_a_date_in_another_form_is_told_how_to_be_written(vague: Path, written: str) -> None:
    result = pbcgov("check", vague, *AS_BUSINESS_CASE, "--submitted", written)
    assert result.status == 2
    assert result.err.splitlines()[-1] == (
        f"Error: Invalid value for '--submitted': '{written}' is not a date. Write a date as 2007-04-16."
    )


def test_a_folder_stands_for_the_submissions_in_it(vague: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("We would like a clinic.", encoding="utf-8")
    for other in ("~$vague.docx", ".hidden.md", "notes.yaml", "register.xlsx"):
        (tmp_path / other).write_bytes(b"not a submission")
    found = reports(tmp_path, vague, *AS_BUSINESS_CASE, "--rules-only")
    assert [report["submission"]["path"] for report in found] == [str(tmp_path / "b.txt"), str(vague)]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "There is no submission in the folder" in pbcgov("check", empty, *AS_BUSINESS_CASE).err


def test_a_scan_gets_a_report_that_calls_nothing_absent(tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(hostile.scanned_pdf())
    result = pbcgov("check", scan, *AS_BUSINESS_CASE, "--format", "json")
    (report,) = json.loads(result.out)["reports"]
    assert {finding["status"] for finding in report["findings"]} == {"unreadable"}
    assert result.err == (
        f"pbcgov: {scan}: no words could be read: page 1 has no text: it is probably a scan. "
        "Send the file it was made from, or a PDF with text.\n"
    )
    assert result.status == 2


def test_reports_on_paper_are_written_one_a_file_and_never_over_another(vague: Path, tmp_path: Path) -> None:
    twin = tmp_path / "vague.txt"
    twin.write_text("We would like a clinic.", encoding="utf-8")
    folder = tmp_path / "reports"
    arguments = ("check", vague, twin, *AS_BUSINESS_CASE, "--format", "html", "--out", folder)
    assert pbcgov(*arguments).status == 1
    assert sorted(path.name for path in folder.iterdir()) == ["vague-report.html", "vague-txt-report.html"]
    again = pbcgov(*arguments)
    assert (again.status, again.out) == (2, "")
    assert again.err == (
        "pbcgov: These files exist already and were left as they are:\n"
        f"  {folder / 'vague-report.html'}\n  {folder / 'vague-txt-report.html'}\n"
        "Give --force to replace them, or name another folder.\n"
    )
    assert pbcgov(*arguments, "--force").status == 1


def test_an_ending_of_another_format_is_refused(vague: Path, tmp_path: Path) -> None:
    result = pbcgov("check", vague, *AS_BUSINESS_CASE, "--format", "pdf", "--out", tmp_path / "report.docx")
    assert result.status == 2
    assert "does not end in .pdf. Change the name, or the --format." in result.err
    assert list(tmp_path.glob("report.*")) == []


def test_reports_on_files_that_only_capitals_tell_apart_have_different_names() -> None:
    targets = report_files([Path("a/Case.docx"), Path("b/case.docx"), Path("case.pdf")], "pdf", Path("out"))
    assert [path.name for path in targets.values()] == [
        "Case-report.pdf",
        "case-docx-report.pdf",
        "case-pdf-report.pdf",
    ]


def test_thousands_of_files_of_one_name_have_a_report_each() -> None:
    targets = report_files([Path(f"practice-{number}/case.docx") for number in range(1, 3001)], "pdf", Path("out"))
    names = ["case", "case-docx", *(f"case-{number}" for number in range(2, 3000))]
    assert list(targets.values()) == [Path("out") / f"{name}-report.pdf" for name in names]


def test_two_runs_give_the_same_bytes(example: Path, tmp_path: Path) -> None:
    for run in ("first", "second"):
        for ending in ("docx", "pdf", "html", "json"):
            out = tmp_path / run / f"report.{ending}"
            arguments = ("--format", ending, "--out", out, "--date", "2007-05-21")
            assert pbcgov("check", example / "submission.docx", *AS_BUSINESS_CASE, *arguments).status == 1
    for path in (tmp_path / "first").iterdir():
        assert path.read_bytes() == (tmp_path / "second" / path.name).read_bytes(), path.name


def test_a_report_is_headed_by_the_pct_whose_profile_lies_beside_the_submission(example: Path, tmp_path: Path) -> None:
    for name in ("profile.yaml", "register.yaml"):
        (tmp_path / name).write_bytes((example / name).read_bytes())
    case = tmp_path / "case.md"
    case.write_text(VAGUE, encoding="utf-8")
    report = tmp_path / "case.html"
    result = pbcgov("check", case, *AS_BUSINESS_CASE, "--rules-only", "--format", "html", "--out", report)
    assert f"Note: {tmp_path / 'profile.yaml'} stands beside the submission and is used.\n" in result.err
    assert "Mereford and Wealdham PCT" in report.read_text("utf-8")
