"""A framework of the PCT's own, outside the package: started, changed in YAML only, and used by every command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command import pbcgov
from completed_form import completed
from pbc_frameworks.data import data_folder
from small_framework import write_framework

CONCEPT = data_folder("frameworks") / "concepts" / "risk-assessment.yaml"


def test_a_copy_under_a_new_id_is_right_as_it_stands_and_makes_its_documents(tmp_path: Path) -> None:
    own = tmp_path / "our-frameworks"
    result = pbcgov("frameworks", "new", own / "ourtown-2008", "--from", "hertfordshire-2007")
    assert (result.status, result.err) == (0, "")
    copied = {path.relative_to(own / "ourtown-2008") for path in own.rglob("*.*")}
    origin = data_folder("frameworks") / "hertfordshire-2007"
    assert copied == {path.relative_to(origin) for path in origin.rglob("*.*")}
    assert pbcgov("frameworks", "validate", "ourtown-2008", "--frameworks", own).status == 0
    listed = pbcgov("frameworks", "list", "--frameworks", own).out
    assert "ourtown-2008  Hertfordshire framework" in listed
    out = tmp_path / "documents"
    made = pbcgov(
        "generate", "--frameworks", own, "--framework", "ourtown-2008", "--document", "handbook", "--format", "html",
        "--out", out,
    )  # fmt: skip
    assert (made.status, [path.name for path in out.iterdir()]) == (0, ["handbook.html"])


def test_a_change_of_the_yaml_changes_what_is_generated_and_audited(tmp_path: Path) -> None:
    own = tmp_path / "ourtown-2008"
    assert pbcgov("frameworks", "new", own, "--from", "hertfordshire-2007").status == 0
    parameters = own / "parameters.yaml"
    text = parameters.read_text(encoding="utf-8")
    assert text.count("    value: 70\n    unit: percent\n    of: freed-up resources\n    minimum: 70\n") == 1
    parameters.write_text(
        text.replace(
            "    value: 70\n    unit: percent\n    of: freed-up resources\n    minimum: 70\n",
            "    value: 60\n    unit: percent\n    of: freed-up resources\n    minimum: 60\n",
        )
    )
    result = pbcgov("frameworks", "audit", "ourtown-2008", "--frameworks", tmp_path)
    assert "ourtown-2008            DOES NOT KEEP IT: 60% of freed-up resources;" in result.out
    out = tmp_path / "out"
    pbcgov(
        "generate",
        "--frameworks",
        tmp_path,
        "--framework",
        "ourtown-2008",
        "--document",
        "agreement",
        "--format",
        "html",
        "--out",
        out,
    )
    assert "at least 60% of freed-up resources" in (out / "agreement.html").read_text(encoding="utf-8")


def test_a_completed_form_of_an_own_framework_is_recognised(tmp_path: Path) -> None:
    write_framework(tmp_path)
    form = tmp_path / "business-case-form.docx"
    arguments = ("--frameworks", tmp_path, "--framework", "north-2008", "--document", "business-case")
    assert pbcgov("generate", *arguments, "--format", "docx", "--out", tmp_path).status == 0
    answers = {"risks": "The surgery may lose its nurse; a locum is booked. Risk: low."}
    form.write_bytes(completed(form.read_bytes(), answers))
    result = pbcgov("check", form, "--frameworks", tmp_path, "--format", "json")
    report = json.loads(result.out)["reports"][0]
    assert (report["framework"], report["document"]) == ("north-2008", "business-case")
    assert report["findings"][0]["requirement"] == "risks"


def test_a_concept_of_their_own_stands_beside_the_frameworks(tmp_path: Path) -> None:
    folder = write_framework(tmp_path)
    (tmp_path / "concepts").mkdir()
    own = CONCEPT.read_text(encoding="utf-8").replace("id: risk-assessment\n", "id: our-risks\n")
    (tmp_path / "concepts" / "our-risks.yaml").write_text(own, encoding="utf-8")
    form = folder / "submissions" / "business-case.yaml"
    form.write_text(form.read_text().replace("[risk-assessment]", "[our-risks]"))
    assert pbcgov("frameworks", "validate", "north-2008", "--frameworks", tmp_path).status == 0
    submission = tmp_path / "case.md"
    submission.write_text("# Risks\n\nThe main risk is that the nurse leaves; a locum is booked to cover it.\n")
    result = pbcgov("check", submission, "--frameworks", tmp_path, "--framework", "north-2008", "--format", "json")
    assert json.loads(result.out)["reports"][0]["findings"][0]["status"] in {"met", "partial"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new", "{tmp}/Our Town", "--from", "hertfordshire-2007"), "The folder's name 'Our Town' cannot be an id."),
        (("new", "{tmp}/ourtown", "--from", "nowhere"), "There is no framework 'nowhere'."),
        (("list", "--frameworks", "{tmp}"), "holds no framework. Name the folder in which each framework has a folder"),
        (("validate", "--all", "north-2008"), "Name frameworks, or give --all; not both."),
    ],
)
def test_a_wrong_name_is_refused_with_what_to_do(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    result = pbcgov("frameworks", *(argument.format(tmp=tmp_path) for argument in arguments))
    assert result.status == 2
    assert said in result.err
    assert list(tmp_path.iterdir()) == []


def test_a_copy_overwrites_nothing_unasked(tmp_path: Path) -> None:
    folder = tmp_path / "ourtown-2008"
    folder.mkdir()
    (folder / "bodies.yaml").write_text("mine")
    result = pbcgov("frameworks", "new", folder, "--from", "hertfordshire-2007")
    assert result.status == 2
    assert [path.name for path in folder.iterdir()] == ["bodies.yaml"]
    assert (folder / "bodies.yaml").read_text() == "mine"
