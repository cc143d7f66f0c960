"""`pbcgov explain`: why a requirement got its verdict, and what would change it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from command import pbcgov
from completed_form import completed
from pbc_checks.engine import Study
from pbc_checks.explain import Explanation, explain
from pbc_checks.findings import Status
from pbc_checks.learned.model import PACKAGED, load_model
from pbc_checks.read import read
from pbc_frameworks.load import Library
from pbc_generator.document import Document
from pbc_generator.render import render

AS_BUSINESS_CASE = ("--framework", "hertfordshire-2007", "--document", "business-case")
CORPUS = Path(__file__).parents[1] / "corpus"


def explained(path: Path, requirement: str, *, scorers: bool = True) -> Explanation:
    library = Library()
    framework = library.load("hertfordshire-2007")
    submission = read(path.name, path.read_bytes(), library)
    study = Study(submission, library.concepts(), model=load_model(PACKAGED) if scorers else None)
    return explain(study, framework, framework.submissions["business-case"], requirement)


@pytest.mark.parametrize("ending", ["md", "docx", "pdf"])
def test_the_verdict_is_that_of_the_report_and_its_passages_stand_in_the_file(ending: str) -> None:
    path = CORPUS / f"dev-a-01.{ending}"
    explanation = explained(path, "affordability")
    (report,) = json.loads(pbcgov("check", path, *AS_BUSINESS_CASE, "--format", "json").out)["reports"]
    (finding,) = (each for each in report["findings"] if each["requirement"] == "affordability")
    assert finding["status"] == explanation.finding.status.value
    assert finding["confidence"] == round(max(explanation.probabilities.values()), 2)
    text = [block.text for block in read(path.name, path.read_bytes()).blocks]
    assert 2 <= len(explanation.passages) <= 5
    assert all(any(note.evidence.quote in block for block in text) for note in explanation.passages)
    chances = [note.probability for note in explanation.passages]
    assert chances == sorted(chances, key=lambda chance: -(chance or 0))


def test_without_the_passages_a_met_requirement_is_met_no_more(tmp_path: Path) -> None:
    path = tmp_path / "case.md"
    path.write_text(
        "# Tendering\n\nThe PCT's procurement lead advised on 3 May 2007 that no tender is needed, because the "
        "contract, worth £41,000 a year, is below the limit of £50,000 in the standing orders.\n\n"
        "# Service\n\nA clinic for ears on Mondays at Mill Street.\n",
        encoding="utf-8",
    )
    explanation = explained(path, "tendering", scorers=False)
    assert explanation.finding.status is Status.MET
    first = explanation.changes[0]
    assert first.without == (explanation.passages[0].evidence,)
    assert first.status is Status.ABSENT


def test_an_example_of_what_is_missing_changes_the_verdict(tmp_path: Path) -> None:
    path = tmp_path / "case.md"
    path.write_text("# Service\n\nA clinic for ears on Mondays at Mill Street.\n", encoding="utf-8")
    explanation = explained(path, "affordability", scorers=False)
    assert explanation.finding.status is Status.ABSENT
    (added,) = (change for change in explanation.changes if change.added)
    library = Library().concepts()
    assert added.added in {example.text for example in library["affordability"].examples if example.verdict == "met"}
    assert added.status is Status.MET


def test_in_a_form_only_the_practices_own_words_are_explained_and_an_example_goes_into_the_box(
    example_documents: dict[str, Document], tmp_path: Path
) -> None:
    path = tmp_path / "form.docx"
    form = render(example_documents["business-case-form"], "docx")
    path.write_bytes(completed(form, {"tendering": "We do not think so."}))
    explanation = explained(path, "tendering")
    assert explanation.finding.status is Status.SAID_NOT_DONE
    assert explanation.passages[0].evidence.quote == "We do not think so."
    assert [note.evidence.quote for note in explanation.passages if "Criterion:" in note.evidence.quote] == []
    added = explanation.changes[-1]
    assert (bool(added.added), added.status) == (True, Status.MET)


def test_it_prints_passages_scores_words_rules_and_what_would_change_it() -> None:
    result = pbcgov("explain", CORPUS / "dev-a-01.md", "affordability", *AS_BUSINESS_CASE)
    assert (result.status, result.err) == (0, "")
    for said in (
        r"^Verdict: . \w+",
        r"Learned scorers: (met|partly met|missing) \d+%, ",
        r"The rules alone: ",
        r"Measured on \d+ assessed submissions not learned from: right in \d+%",
        r"^Passages that bear on it",
        r"^ +1\. \d+%, line \d+",
        r"About it: .*“\w+” [+-]\d\.\d\d",
        r"Reads as met \d\.\d\d: ",
        r"Rule: ",
        r"^What the rules say$",
        r"^What would change it$",
        r"Without passage 1: ",
    ):
        assert re.search(said, result.out, re.MULTILINE), said
    assert max(map(len, result.out.splitlines())) <= 100


def test_the_rules_alone_are_explained_without_scores() -> None:
    result = pbcgov("explain", CORPUS / "dev-a-01.md", "affordability", *AS_BUSINESS_CASE, "--rules-only")
    assert result.status == 0
    assert "Judged by the rules alone" in result.out
    assert "Learned scorers:" not in result.out
    assert "Rule: " in result.out


def test_a_requirement_that_is_not_there_is_refused_and_the_others_named() -> None:
    result = pbcgov("explain", CORPUS / "dev-a-01.md", "afordability", *AS_BUSINESS_CASE)
    assert result.status == 2
    assert result.err.startswith("pbcgov: There is no requirement 'afordability'.")
    assert "affordability" in result.err


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            (),
            "pbcgov: Say which requirement, after the file: the id that `pbcgov check` prints in square brackets.",
        ),
        (("care",), "pbcgov: 'care' is a rule and not a requirement: `pbcgov checks show care` says what it looks at."),
    ],
)
def test_who_names_no_requirement_is_told_what_to_name(asked: tuple[str, ...], said: str) -> None:
    result = pbcgov("explain", CORPUS / "dev-a-01.md", *asked, *AS_BUSINESS_CASE)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(said)


def test_an_empty_file_is_refused_as_by_check(tmp_path: Path) -> None:
    path = tmp_path / "empty.md"
    path.write_text("", encoding="utf-8")
    result = pbcgov("explain", path, "affordability", *AS_BUSINESS_CASE)
    assert (result.status, result.out) == (2, "")
    assert result.err == pbcgov("check", path, *AS_BUSINESS_CASE).err
