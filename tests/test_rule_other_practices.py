"""Names of other practices near the borders: what was copied, and what has its reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from pbc_checks.circumstances import Circumstances
from pbc_checks.engine import Study
from pbc_checks.read import read
from pbc_checks.rules.form import other_practices
from pbc_checks.rules.form.practice_names import practices_in, same_practice
from pbc_checks.rules.matter import Matter
from pbc_frameworks.load import Library
from pbc_frameworks.model import Framework
from pbc_frameworks.profile import Profile

LIBRARY = Library()
FROM = "# Heart failure nurse\n\nDr Anna Pell, Abbey Street Surgery, 3 May 2007.\n\n## The service\n\n"


def found(framework: Framework, text: str, profile: Profile | None = None) -> list[str]:
    definition = framework.submissions["business-case"]
    study = Study(read("case.md", text.encode(), LIBRARY), LIBRARY.concepts())
    view = study.examination(framework, definition).view
    matter = Matter(view, framework, definition, Circumstances(profile=profile))
    return [f"{each.severity.value}: {each.what}" for each in other_practices.find(matter)]


@pytest.mark.parametrize(
    "sentence",
    [
        "We at Bell Lane Surgery asked 40 patients.",
        "Here at the Bell Lane Surgery the nurse has her own room.",
        "At Bell Lane Surgery we see 200 of them a year.",
        "Our practice, Bell Lane Surgery, has a list of 8,340.",
        "Bell Lane Surgery (the practice) has a list of 8,340.",
        "Bell Lane Surgery proposes a nurse-led clinic.",
        "Bell Lane Surgery therefore proposes a nurse-led clinic.",
        "The partners of Bell Lane Surgery propose a nurse-led clinic.",
    ],
)
def test_a_sentence_in_the_name_of_another_practice(hertfordshire: Framework, sentence: str) -> None:
    assert found(hertfordshire, FROM + sentence) == [
        "should-fix: The document is from Abbey Street Surgery, but here it speaks in the name of Bell Lane Surgery. "
        "It may have been copied."
    ]


def test_without_a_name_at_its_head_two_practices_contradict_each_other(hertfordshire: Framework) -> None:
    text = "# Nurse\n\nWe at Bell Lane Surgery see many.\n\n## More\n\nHere at Stonebridge Health Centre we do not.\n"
    assert found(hertfordshire, text) == [
        "should-fix: The document is from Bell Lane Surgery, but here it speaks in the name of Stonebridge Health "
        "Centre. It may have been copied."
    ]


@pytest.mark.parametrize(
    "text",
    [
        FROM + "We at Abbey Street Surgery asked 40 patients.",
        FROM + "We at Abbey St Surgery asked 40 patients.",
        FROM + "Our practice, the Abbey Street Practice, asked 40 patients.",
        FROM + "We at Bell Lane Surgery, our branch, asked 40 patients.",
        FROM + "Dr Ashdown wrote: “We at Bell Lane Surgery would use it.”",
        FROM + "The partners of Bell Lane Surgery support it.",
        FROM + "Bell Lane Surgery will host the clinic. At Bell Lane Surgery there is a room.",
        FROM + "Bell Lane Surgery and Riverside Surgery are our neighbours. We at Bell Lane Surgery know this.",
        "# Nurse\n\nFor the Mereford locality: Abbey Street Surgery.\n\n## A\n\nWe at Bell Lane Surgery asked 40.",
        "# Nurse\n\nAbbey Street Surgery and Bell Lane Surgery.\n\n## A\n\nWe at Bell Lane Surgery asked 40.",
        FROM + "We at the Practice Based Commissioning group asked 40 patients.",
    ],
)
def test_names_that_have_their_reason(hertfordshire: Framework, text: str) -> None:
    assert found(hertfordshire, text) == []


def test_the_practices_of_the_profile_are_noted_where_nothing_says_what_they_do(
    hertfordshire: Framework, example_profile: Profile
) -> None:
    twice = "The list of Bell Lane Surgery is 8,340.\n\nThe budget of Bell Lane Surgery is known."
    text = f"{FROM}{twice}\n\n## End\n\nYes.\n"
    assert found(hertfordshire, text) == []
    assert found(hertfordshire, text, example_profile) == [
        "note: The document is from Abbey Street Surgery and names Bell Lane Surgery in 2 places without saying what "
        "part it has. Whether that was copied from another document cannot be told."
    ]
    once = f"{FROM}The list of Bell Lane Surgery is 8,340.\n\n## End\n\nYes.\n"
    assert found(hertfordshire, once, example_profile) == []


def test_names_of_practices_are_told_from_other_words() -> None:
    text = "The Ash and Elm Surgery, Great Hollin Health Centre and The Maltings Practice; Good Practice, GP Practice."
    assert list(practices_in(text)) == ["Ash and Elm Surgery", "Great Hollin Health Centre", "Maltings Practice"]
    assert same_practice("Abbey Street Surgery", "Abbey St Practice")
    assert same_practice("Northgate Health Centre", "Norhtgate Health Centre")
    assert not same_practice("Bell Lane Surgery", "Abbey Street Surgery")


def test_the_example_documents_of_a_pct_name_nobody_else(hertfordshire: Framework) -> None:
    corpus = Path(__file__).parents[1] / "corpus"
    for path in (corpus / "dev-h-03.md", corpus / "dev-a-06.md", corpus / "more-w-02.md"):
        assert (path.name, found(hertfordshire, path.read_text("utf-8"))) == (path.name, [])
