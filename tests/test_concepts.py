"""The evidence library: every concept is used, cites what there is, and gives its own examples their verdicts."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from evidence_case import judged, paragraph, submission
from pbc_checks.evidence.result import Level
from pbc_checks.submission import Block, BlockKind, Place, Submission
from pbc_frameworks.concepts import Concept, Example, load_concepts, load_cues
from pbc_frameworks.data import data_folder
from pbc_frameworks.errors import DefinitionError
from pbc_frameworks.load import framework_ids, load_framework

CONCEPTS = load_concepts()
LEVELS = {"met": Level.MET, "partial": Level.PARTIAL, "not": Level.NOTHING}
EXAMPLES = [
    pytest.param(concept, example, id=f"{concept.id}-{example.verdict}-{number}")
    for concept in CONCEPTS.values()
    for number, example in enumerate(concept.examples)
]
LIBRARY = data_folder("frameworks") / "concepts"


def used() -> dict[str, set[str]]:
    """Return the requirements that use each concept, as framework/document/requirement."""
    found: dict[str, set[str]] = {}
    for framework_id in framework_ids():
        for kind, definition in load_framework(framework_id).submissions.items():
            for requirement in definition.requirements:
                for part in requirement.parts:
                    for concept in part.concepts:
                        found.setdefault(concept, set()).add(f"{framework_id}/{kind}/{requirement.id}")
    return found


def example_as_submission(example: Example) -> Submission:
    blocks = []
    if example.heading:
        blocks.append(Block(example.heading, BlockKind.HEADING, Place(paragraph=1), level=1))
    return submission(*blocks, paragraph(example.text, 2, example.heading))


@pytest.mark.parametrize(("concept", "example"), EXAMPLES)
def test_a_concept_gives_each_of_its_examples_the_verdict_it_declares(concept: Concept, example: Example) -> None:
    result = judged(concept, example_as_submission(example))
    assert (result.level, example.text) == (LEVELS[example.verdict], example.text)


@pytest.mark.parametrize("concept", CONCEPTS.values(), ids=CONCEPTS)
def test_a_concept_names_as_its_sources_exactly_the_requirements_that_use_it(concept: Concept) -> None:
    assert set(concept.sources) == used()[concept.id]


def test_every_concept_that_a_framework_names_exists_and_none_is_idle() -> None:
    assert set(used()) == set(CONCEPTS)


@pytest.mark.parametrize("concept", CONCEPTS.values(), ids=CONCEPTS)
def test_a_concept_says_what_it_means_in_sentences(concept: Concept) -> None:
    assert re.fullmatch(r"[A-Z\"].*\.", concept.means)
    assert "_" not in concept.means
    assert concept.title[0].islower()


def test_no_phrasing_of_the_library_matches_an_empty_text() -> None:
    lists = [
        phrasings
        for concept in CONCEPTS.values()
        for phrasings in (concept.headings, concept.signals, concept.sufficient, concept.touches, concept.topics,
                          concept.lookalikes, concept.denials, concept.reservations)
    ]  # fmt: skip
    assert [str(phrasing) for phrasings in lists for phrasing in phrasings if phrasing.search("")] == []


def test_every_phrasing_of_the_library_can_be_looked_for() -> None:
    cues = load_cues()
    lists = [getattr(concept, key) for concept in CONCEPTS.values() for key in ("headings", "signals", "sufficient",
             "touches", "topics", "lookalikes", "denials", "reservations")]  # fmt: skip
    lists += [kind.phrasings for concept in CONCEPTS.values() if concept.aspects for kind in concept.aspects.kinds]
    lists += [getattr(cues, key) for key in ("placeholders", "denials", "not_denials", "hedges", "guidance")]
    lists += list(cues.sections.values())
    for phrasings in lists:
        for phrasing in phrasings:
            phrasing.search("a text about nothing at all, of 3 March 2007, that costs £5")


# --- what is wrong with a file is said with its line -----------------------------------------------------------------


def problem(folder: Path, change: tuple[str, str], name: str = "costs.yaml") -> str:
    """Return what loading a library says of the costs concept with one change in it."""
    for shared in ("_words.yaml", "_cues.yaml"):
        shutil.copy(LIBRARY / shared, folder)
    text = (LIBRARY / "costs.yaml").read_text(encoding="utf-8")
    assert change[0] in text
    (folder / name).write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_concepts(folder)
    return str(caught.value).replace(str(folder / name), name)


HEADINGS = "headings:\n"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("(cost|price", "'(cost|price' opens a '(' that nothing closes. Add a ')'."),
        ("cost|price)", "'cost|price)' has a '|' that nothing opened. Remove it or open it."),
        (
            "(cost|)",
            "'(cost|)' has an empty choice in brackets. Take the extra '|' out, or use [ ] for words that may be "
            "left out.",
        ),
        ("cost@home", "'cost@home' has '@', which phrasings do not use. Leave it out."),
        ("... cost", "'... cost' begins or ends with '...'. Write words on both sides of it."),
        ("[cost]", "'[cost]' has only words that may be left out. Write one that has to stand."),
        ("cost(s|ing)", "'cost(s|ing)' joins words and brackets. Leave a space between them."),
    ],
)
def test_a_phrasing_that_cannot_be_understood_is_reported_with_its_line(
    tmp_path: Path, written: str, said: str
) -> None:
    line = (LIBRARY / "costs.yaml").read_text(encoding="utf-8").split(HEADINGS)[0].count("\n") + 2
    change = (HEADINGS, f'{HEADINGS}  - "{written}"\n')
    assert problem(tmp_path, change) == f"costs.yaml:{line}: {said}"


def test_a_list_that_nobody_wrote_is_reported_with_those_there_are(tmp_path: Path) -> None:
    said = problem(tmp_path, (HEADINGS, f'{HEADINGS}  - "<nobody> said"\n'))
    assert "'<nobody> said' names the list <nobody>, which nobody wrote. There are: activity, " in said


def test_an_unknown_key_is_reported_with_the_one_meant(tmp_path: Path) -> None:
    said = problem(tmp_path, ("topics:", "topic:"))
    assert "'topic' is not a key this file may have here. Did you mean 'topics'?" in said


def test_an_id_that_is_not_the_name_of_the_file_is_reported(tmp_path: Path) -> None:
    said = problem(tmp_path, (HEADINGS, HEADINGS), "price.yaml")
    assert said == "price.yaml:1: The id is 'costs' but the file is called 'price.yaml'. Make the two the same."


def test_a_key_that_stands_twice_is_reported(tmp_path: Path) -> None:
    said = problem(tmp_path, (HEADINGS, f"title: what it costs, again\n{HEADINGS}"))
    assert "The key 'title' stands here a second time. Remove or rename one of them." in said


def test_a_phrasing_that_stands_twice_is_reported(tmp_path: Path) -> None:
    said = problem(tmp_path, (HEADINGS, f"{HEADINGS}  - outlay\n  - outlay\n"))
    assert said.endswith("'headings' has the same entry twice. Remove one.")


def test_an_example_with_a_heading_and_no_text_is_reported(tmp_path: Path) -> None:
    said = problem(tmp_path, ("  partial:\n", "  partial:\n    - heading: Costs\n"))
    assert "'examples / partial 1' has no 'text'. Add a line 'text: …' to it" in said


def test_a_kind_of_section_that_nobody_wrote_is_reported(tmp_path: Path) -> None:
    said = problem(tmp_path, ("sections: [", "sections: [kitchen, "))
    assert "There is no kind of section 'kitchen'. There are: actions, " in said


def test_all_problems_of_all_files_are_reported_together(tmp_path: Path) -> None:
    text = (LIBRARY / "efficiency.yaml").read_text(encoding="utf-8")
    (tmp_path / "efficiency.yaml").write_text(text.replace(HEADINGS, f"{HEADINGS}  - '(ratio'\n"), encoding="utf-8")
    said = problem(tmp_path, (HEADINGS, f"{HEADINGS}  - '(cost'\n"))
    assert len(said.splitlines()) == 2


def test_every_key_of_a_concept_file_is_explained_to_whoever_edits_one() -> None:
    schema = json.loads((data_folder("schemas") / "concept.schema.json").read_text(encoding="utf-8"))
    keys = {*schema["properties"], *schema["properties"]["specific"]["properties"]}
    keys |= set(schema["properties"]["aspects"]["properties"])
    explained = (Path(__file__).parent.parent / "docs" / "evidence.md").read_text(encoding="utf-8")
    assert [key for key in sorted(keys) if f"`{key}`" not in explained] == []
