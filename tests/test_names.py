"""Names in {{ double braces }}: which there are, and what a document prints for each."""

from __future__ import annotations

from pathlib import Path

import pytest

from pbc_frameworks.errors import DefinitionError
from pbc_frameworks.load import load_folder
from pbc_frameworks.names import PROFILE_NAMES, check_names
from pbc_frameworks.profile import Profile, load_profile
from pbc_frameworks.yaml_file import parse_yaml
from pbc_generator.compose.context import context
from pbc_generator.document import Placeholder, Reference, Text, plain
from small_framework import write_framework


def problems(text: str) -> tuple[str, ...]:
    try:
        check_names(parse_yaml(text, Path("x.yaml")), ["limit"], ["committee"], ["chair"])
    except DefinitionError as error:
        return error.problems
    return ()


@pytest.mark.parametrize("name", [*PROFILE_NAMES, "parameter.limit", "body.committee", "office.chair"])
def test_a_name_that_there_is_may_be_used(name: str) -> None:
    assert problems(f"text: 'As {{{{ {name} }}}} says, {{{{{name}}}}}.'") == ()


def test_a_name_of_no_family_is_refused_with_every_name_there_is() -> None:
    listed = ", ".join(sorted([*PROFILE_NAMES, "parameter.limit", "body.committee", "office.chair"]))
    assert problems("text: We met {{ the chair }}.") == (
        f"x.yaml:1: The text uses {{{{ the chair }}}}, which nothing defines. Choose one of: {listed}.",
    )


def test_every_wrong_name_of_a_file_is_named_in_its_line() -> None:
    assert problems("text: Hello {{ office.boss }}\nitems:\n  - well\n  - said {{ body.board }}\n") == (
        "x.yaml:1: The text uses {{ office.boss }}, which nothing defines. Choose one of: office.chair.",
        "x.yaml:4: The text uses {{ body.board }}, which nothing defines. Choose one of: body.committee.",
    )


def test_an_entry_of_a_list_goes_by_the_key_of_the_list() -> None:
    assert problems("items: ['{{ pct.name }}']") == ()
    assert len(problems("titles: ['{{ pct.name }}']")) == 1


PROFILE = """\
framework: north-2008
pct: {name: North Primary Care Trust, short-name: North PCT}
dates: {issued: 2008-04-02, agreement-start: 2008-04-01, agreement-end: 2009-03-31, next-review: 2008-10-01}
localities: [{id: hill, name: Hill Locality, practices: [{name: Hill Surgery, list-size: 1}]}]
offices: {chair: {name: Jo North}}
local-figures: {share: 80}
"""


def test_what_each_name_stands_for(tmp_path: Path) -> None:
    framework = load_folder(write_framework(tmp_path))
    (tmp_path / "profile.yaml").write_text(PROFILE, encoding="utf-8")
    profile = load_profile(tmp_path / "profile.yaml", framework)
    assert context(framework, profile, profile.localities[0]).writer.values == {
        "framework.title": Text("North framework"),
        "framework.period": Text("2008/09"),
        "pct.name": Text("North Primary Care Trust"),
        "pct.short-name": Text("North PCT"),
        "locality.name": Text("Hill Locality"),
        "practice.name": Placeholder("name of the practice"),
        "year": Placeholder("financial year"),
        "date.issued": Text("2 April 2008"),
        "date.agreement-start": Text("1 April 2008"),
        "date.agreement-end": Text("31 March 2009"),
        "date.next-review": Text("1 October 2008"),
        "parameter.aim": Text("4 weeks"),
        "parameter.limit": Text("8 weeks"),
        "parameter.share": Text("80% (varied locally from 70%)"),
        "parameter.rest": Text("20% (varied locally from 30%)"),
        "parameter.tolerance": Text("10%"),
        "body.committee": Text("Committee"),
        "office.chair": Text("Jo North"),
        "clause.purpose": Reference("clause", "1.1", "clause-purpose"),
        "schedule.practices": Reference("Schedule", "1", "schedule-practices"),
        "schedule.figures": Reference("Schedule", "2", "schedule-figures"),
    }


def test_without_a_profile_only_what_the_framework_knows_is_filled_in(tmp_path: Path) -> None:
    values = context(load_folder(write_framework(tmp_path)), Profile("north-2008")).writer.values
    assert {name: value.what for name, value in values.items() if isinstance(value, Placeholder)} == {
        "pct.name": "name of the Primary Care Trust",
        "pct.short-name": "short name of the Primary Care Trust",
        "locality.name": "name of the PBC locality",
        "practice.name": "name of the practice",
        "year": "financial year",
        "date.issued": "date of issue",
        "date.agreement-start": "date on which the agreement starts",
        "date.agreement-end": "date on which the agreement ends",
        "date.next-review": "date of the next review",
        "office.chair": "name of the Chair of the committee",
    }
    assert set(PROFILE_NAMES) <= set(values)


def test_a_value_is_printed_as_it_is_and_never_read_as_markdown(tmp_path: Path) -> None:
    framework = load_folder(write_framework(tmp_path))
    made = context(framework, Profile("north-2008", pct_name="*North* & {{ pct.name }} <b>")).writer.runs(
        "Made by {{ pct.name }} and **{{ pct.name }}**."
    )
    assert plain(made) == "Made by *North* & {{ pct.name }} <b> and *North* & {{ pct.name }} <b>."
