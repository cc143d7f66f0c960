"""`pbcgov generate`, `init`, `frameworks` and `demo` as a user meets them."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest

from command import pbcgov
from pbc_generator.document import Document

HERTFORDSHIRE = ("--framework", "hertfordshire-2007")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_all_documents_are_written_in_all_formats_and_nothing_is_left_to_complete(
    example: Path, example_documents: dict[str, Document], tmp_path: Path
) -> None:
    out = tmp_path / "build"
    result = pbcgov("generate", *HERTFORDSHIRE, "--all", "--profile", example / "profile.yaml", "--out", out)
    assert (result.status, result.err) == (0, "")
    made = {f"{name}.{ending}" for name in example_documents for ending in ("docx", "html", "pdf")}
    assert set(names(out)) == made | {"index.html", "manifest.json"}
    assert set(result.out.split()) == {str(out / name) for name in made | {"index.html"}}


def test_two_runs_give_the_same_bytes(example: Path, tmp_path: Path) -> None:
    for run in ("first", "second"):
        arguments = (
            "generate",
            *HERTFORDSHIRE,
            "--all",
            "--profile",
            example / "profile.yaml",
            "--out",
            tmp_path / run,
        )
        assert pbcgov(*arguments).status == 0
    assert names(tmp_path / "first") == names(tmp_path / "second")
    for path in (tmp_path / "first").iterdir():
        assert path.read_bytes() == (tmp_path / "second" / path.name).read_bytes(), path.name


def test_every_pdf_declares_its_standards_its_title_and_its_language(example: Path, tmp_path: Path) -> None:
    arguments = (*HERTFORDSHIRE, "--all", "--format", "pdf", "--profile", example / "profile.yaml", "--out", tmp_path)
    assert pbcgov("generate", *arguments).status == 0
    for path in sorted(tmp_path.glob("*.pdf")):
        reader = pypdf.PdfReader(io.BytesIO(path.read_bytes()))
        root = reader.trailer["/Root"]
        metadata = root["/Metadata"].get_data().decode()
        assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value is True, path.name
        assert root["/Lang"] == "en-GB"
        assert reader.metadata is not None and reader.metadata.title, path.name
        for standard in ("<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<"):
            assert standard in metadata, (path.name, standard)


def test_without_a_profile_what_is_open_is_marked_and_listed(tmp_path: Path) -> None:
    result = pbcgov("generate", *HERTFORDSHIRE, "--document", "agreement", "--format", "html", "--out", tmp_path)
    assert (result.status, names(tmp_path)) == (0, ["agreement.html"])
    listed = [line.split("  (")[0].strip() for line in result.err.splitlines() if line.startswith("  ")]
    page = (tmp_path / "agreement.html").read_text(encoding="utf-8")
    assert "name of the Primary Care Trust" in listed
    assert [what for what in listed if f"[To complete: {what}]" not in page] == []
    assert result.err.splitlines()[1] == (
        f"Still to complete ({len(listed)}); each is marked [To complete: …] in the documents:"
    )


def test_one_body_alone(example: Path, tmp_path: Path) -> None:
    options = ("--document", "terms-of-reference", "--body", "bid-assessment-panel", "--format", "html")
    result = pbcgov("generate", *HERTFORDSHIRE, *options, "--profile", example / "profile.yaml", "--out", tmp_path)
    assert (result.status, names(tmp_path)) == (0, ["terms-of-reference-bid-assessment-panel.html"])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "Say what to generate: --all, or --document with one of:"),
        (("--all", "--document", "agreement"), "Say what to generate: --all, or --document with one of:"),
        (("--all", "--format", "odt"), "'odt' is not a list of formats. Choose from: docx, pdf, html."),
        (("--document", "constitution"), "constitution"),
        (("--document", "terms-of-reference", "--body", "board"), "bid-assessment-panel"),
    ],
)
def test_a_wrong_option_is_refused_and_nothing_is_written(options: tuple[str, ...], said: str, tmp_path: Path) -> None:
    out = tmp_path / "build"
    result = pbcgov("generate", *HERTFORDSHIRE, *options, "--out", out)
    assert result.status == 2
    assert said in result.err
    assert not out.exists()


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    taken = tmp_path / "business-case-form.docx"
    taken.write_text("mine")
    arguments = ("generate", *HERTFORDSHIRE, "--document", "business-case", "--format", "docx,html", "--out", tmp_path)
    result = pbcgov(*arguments)
    assert (result.status, result.err) == (
        2,
        f"pbcgov: These files exist already and were left as they are:\n  {taken}\n"
        "Give --force to replace them, or name another folder.\n",
    )
    assert (taken.read_text(), names(tmp_path)) == ("mine", ["business-case-form.docx"])
    assert pbcgov(*arguments, "--force").status == 0
    assert taken.read_bytes()[:2] == b"PK"


def test_a_file_in_the_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    taken = tmp_path / "build"
    taken.write_text("mine")
    result = pbcgov("generate", *HERTFORDSHIRE, "--document", "business-case", "--out", taken)
    assert (result.status, result.err) == (
        2,
        f"pbcgov: {taken} cannot be a folder: a file has that name, or is part of it. Name another folder.\n",
    )


def test_a_folder_that_cannot_be_written_to_is_an_error() -> None:
    result = pbcgov("generate", *HERTFORDSHIRE, "--document", "business-case", "--out", "/proc/pbcgov")
    assert result.status == 2
    assert result.err.startswith("pbcgov: The folder /proc/pbcgov cannot be made: ")
    assert result.err.endswith(". Name another folder.\n")


def test_a_house_template_that_is_no_word_file_is_an_error(tmp_path: Path) -> None:
    house = tmp_path / "house.docx"
    house.write_text("not Word")
    arguments = (*HERTFORDSHIRE, "--document", "business-case", "--format", "docx", "--house", house)
    result = pbcgov("generate", *arguments, "--out", tmp_path / "build")
    assert result.status == 2
    assert "Open it in Word and save it as 'Word Document (*.docx)'" in result.err
    assert not (tmp_path / "build").exists()


def test_a_mistake_in_the_profile_names_file_and_line(tmp_path: Path) -> None:
    profile = tmp_path / "profile.yaml"
    profile.write_text("framework: hertfordshire-2007\npct:\n  nam: Mereford PCT\n", encoding="utf-8")
    result = pbcgov("generate", *HERTFORDSHIRE, "--all", "--profile", profile, "--out", tmp_path / "build")
    assert (result.status, result.err) == (
        2,
        f"pbcgov: {profile}:3: 'nam' is not a key this file may have here. Did you mean 'name'?\n",
    )


def test_init_writes_files_that_are_valid_and_leave_everything_open(tmp_path: Path) -> None:
    folder = tmp_path / "my-pct"
    result = pbcgov("init", folder, *HERTFORDSHIRE)
    assert (result.status, names(folder)) == (0, ["profile.yaml", "register.yaml"])
    validated = pbcgov("frameworks", "validate", "--profile", folder / "profile.yaml")
    assert validated.out.splitlines()[-1] == f"{folder / 'profile.yaml'}: right (localities: 0, practices: 0)"
    again = pbcgov("init", folder, *HERTFORDSHIRE)
    assert (again.status, again.out) == (2, "")


def test_the_notes_in_a_starter_profile_can_be_taken_away_to_fill_it_in(tmp_path: Path) -> None:
    pbcgov("init", tmp_path, *HERTFORDSHIRE)
    for name in ("profile.yaml", "register.yaml"):
        path = tmp_path / name
        path.write_text(path.read_text(encoding="utf-8").replace("\n#  ", "\n  "), encoding="utf-8")
    result = pbcgov("frameworks", "validate", "--profile", tmp_path / "profile.yaml")
    assert (result.err, result.out.splitlines()[-1]) == (
        "",
        f"{tmp_path / 'profile.yaml'}: right (localities: 1, practices: 2)",
    )


def test_frameworks_are_listed_and_shown() -> None:
    assert (
        "hertfordshire-2007  Hertfordshire framework for practice based commissioning (2007/08, from April 2007)\n"
        "  generates: agreement, terms-of-reference, business-case, commissioning-plan, conflict-register,\n"
        "             declaration-of-interest, nil-return, meeting-sheet, decision-guide,\n"
        "             freed-up-application, freed-up-resources-statement, impact-assessment,\n"
        "             incentive-scheme, indicative-budget-statement, level-assessment, risk-register,\n"
        "             risk-sharing-schedule, decision-letter, handbook\n"
        "  checks: business-case, commissioning-plan\n"
    ) in pbcgov("frameworks", "list").out
    shown = pbcgov("frameworks", "show", "hertfordshire-2007").out
    assert "procurement-route" in shown
    assert "(Hertfordshire 2007, section 2.2.2" in shown


def test_the_demo_writes_documents_submission_and_report_and_says_what_to_open(
    example_documents: dict[str, Document], tmp_path: Path
) -> None:
    folder = tmp_path / "demo"
    result = pbcgov("demo", folder)
    assert (result.status, result.err) == (0, "")
    assert names(folder) == ["documents", "report", "submission"]
    assert names(folder / "report") == [f"compliance-report.{ending}" for ending in ("docx", "html", "json", "pdf")]
    assert len(names(folder / "documents")) == 3 * len(example_documents)
    first = result.out.split("Open first:\n")[1].splitlines()[:3]
    opened = [Path(line.split(". ", 1)[1].split(": ")[0]) for line in first]
    assert [path.exists() for path in opened] == [True, True, True]
    assert pbcgov("demo", folder).status == 2


def test_help_names_every_command_and_no_command_prints_it() -> None:
    out = pbcgov("--help").out
    assert [line.split()[0] for line in out.split("Commands:\n")[1].splitlines() if line] == [
        "demo",
        "init",
        "generate",
        "check",
        "checks",
        "explain",
        "report",
        "review",
        "compare",
        "letter",
        "register",
        "dates",
        "house",
        "inspect",
        "accuracy",
        "train",
        "frameworks",
    ]
