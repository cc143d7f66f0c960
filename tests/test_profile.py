"""A PCT's own details: what loads, what they change in the framework, and what is refused with file and line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pbc_frameworks.errors import DefinitionError
from pbc_frameworks.load import load_folder
from pbc_frameworks.model import Framework
from pbc_frameworks.profile import (
    Locality,
    OfficeHolder,
    Practice,
    Profile,
    load_profile,
    with_local_figures,
)
from pbc_frameworks.register.load import load_register
from pbc_frameworks.register.model import Interest, NilReturn, Register
from small_framework import write_framework

PROFILE = """\
framework: north-2008
pct: {name: North Primary Care Trust, short-name: North PCT, address: High Street}
dates: {issued: 2008-04-02, agreement-start: 2008-04-01, agreement-end: 2009-03-31, next-review: 2008-10-01}
document-control: {version: "1.0", status: draft, owner: Head of PBC, approved-by: The Board}
localities:
  - id: hill
    name: Hill Locality
    practices:
      - {name: Hill Surgery, code: E00001, list-size: 8000, lead: Dr A Hill}
      - {name: Dale Practice, list-size: 2500}
  - id: vale
    name: Vale Locality
    practices:
      - {name: Vale Surgery, code: E00002, list-size: 4000}
offices:
  chair: {name: Jo North, position: Non-executive director}
local-figures:
  aim: 3
  share: 75.5
decisions:
  committee: {quorum: Three members., members: "4"}
register: register.yaml
"""
REGISTER = """\
updated: 2008-03-01
interests:
  - name: Dr A Hill
    role: Member
    organisation: Hill Scans Ltd
    type: financial
    nature: Director
    from: 2006-01-01
    to: 2008-12-31
    declared: 2008-02-01
    action: Withdraws
nil-returns:
  - {name: Jo North, role: Chair, declared: 2008-02-02}
"""


@pytest.fixture(scope="module")
def north(tmp_path_factory: pytest.TempPathFactory) -> Framework:
    return load_folder(write_framework(tmp_path_factory.mktemp("frameworks")))


def written(folder: Path, profile: str = PROFILE, register: str = REGISTER) -> Path:
    (folder / "profile.yaml").write_text(profile, encoding="utf-8")
    (folder / "register.yaml").write_text(register, encoding="utf-8")
    return folder / "profile.yaml"


def test_a_profile_loads_with_its_register(north: Framework, tmp_path: Path) -> None:
    assert load_profile(written(tmp_path), north) == Profile(
        framework="north-2008",
        pct_name="North Primary Care Trust",
        pct_short_name="North PCT",
        address="High Street",
        dates={
            "issued": date(2008, 4, 2),
            "agreement-start": date(2008, 4, 1),
            "agreement-end": date(2009, 3, 31),
            "next-review": date(2008, 10, 1),
        },
        version="1.0",
        status="draft",
        owner="Head of PBC",
        approved_by="The Board",
        localities=(
            Locality(
                "hill",
                "Hill Locality",
                (Practice("Hill Surgery", 8000, "E00001", "Dr A Hill"), Practice("Dale Practice", 2500)),
            ),
            Locality("vale", "Vale Locality", (Practice("Vale Surgery", 4000, "E00002"),)),
        ),
        offices={"chair": OfficeHolder("Jo North", "Non-executive director")},
        local_figures={"aim": Decimal(3), "share": Decimal("75.5")},
        decisions={"committee": {"quorum": "Three members.", "members": "4"}},
        register=Register(
            updated=date(2008, 3, 1),
            interests=(
                Interest(
                    name="Dr A Hill",
                    role="Member",
                    organisation="Hill Scans Ltd",
                    type="financial",
                    nature="Director",
                    since=date(2006, 1, 1),
                    declared=date(2008, 2, 1),
                    action="Withdraws",
                    until=date(2008, 12, 31),
                ),
            ),
            nil_returns=(NilReturn("Jo North", "Chair", date(2008, 2, 2)),),
        ),
    )


def test_a_population_is_the_sum_of_the_list_sizes(north: Framework, tmp_path: Path) -> None:
    populations = {each.id: each.population for each in load_profile(written(tmp_path), north).localities}
    assert populations == {"hill": 10500, "vale": 4000}


def test_what_is_left_empty_is_as_if_it_were_not_there(north: Framework, tmp_path: Path) -> None:
    text = """\
framework: north-2008
pct: {name: , short-name: North PCT}
dates: {issued: }
document-control:
localities:
offices: {chair: {name: , position: Non-executive director}}
local-figures: {aim: }
decisions: {committee: {quorum: }}
register:
"""
    loaded = load_profile(written(tmp_path, text), north)
    assert loaded == Profile("north-2008", pct_short_name="North PCT", decisions={"committee": {}})


def test_the_framework_alone_is_a_profile(north: Framework, tmp_path: Path) -> None:
    assert load_profile(written(tmp_path, "framework: north-2008\n"), north) == Profile("north-2008")


def figures(framework: Framework) -> dict[str, str]:
    return {name: str(parameter) for name, parameter in framework.parameters.items()}


def test_the_pcts_figures_replace_the_frameworks_and_what_follows_from_them(north: Framework, tmp_path: Path) -> None:
    standing = {"aim": "4 weeks", "limit": "8 weeks", "share": "70%", "rest": "30%", "tolerance": "10%"}
    assert figures(with_local_figures(north, Profile("north-2008"))) == standing
    own = with_local_figures(north, load_profile(written(tmp_path), north))
    assert figures(own) == {**standing, "aim": "3 weeks", "share": "75.5%", "rest": "24.5%"}
    assert figures(north) == standing


MISTAKES = {
    "another framework": (
        ("framework: north-2008", "framework: hertfordshire-2007"),
        "1: This profile is for 'hertfordshire-2007', not for 'north-2008'. Use another profile, or change this line.",
    ),
    "no framework": (
        ("framework: north-2008\n", ""),
        "1: The file has no 'framework'. Add a line 'framework: …' to it (the framework the PCT works under).",
    ),
    "misspelt key": (
        ("short-name:", "shortname:"),
        "2: 'shortname' is not a key this file may have here. Did you mean 'short-name'?",
    ),
    "a date that is not a date": (
        ("issued: 2008-04-02", "issued: 2 April 2008"),
        "3: 'dates / issued' is '2 April 2008', which is not a date. Write a date as 2007-04-01.",
    ),
    "a day that is not in the calendar": (
        ("issued: 2008-04-02", "issued: 2008-02-30"),
        "3: 'dates / issued' is '2008-02-30', which is not a date. Write a date as 2007-04-01.",
    ),
    "an end before the start": (
        ("agreement-end: 2009-03-31", "agreement-end: 2008-03-31"),
        "3: The agreement ends before it starts. Correct one of the two dates.",
    ),
    "a status of one's own": (
        ("status: draft", "status: final"),
        "4: 'document-control / status' is 'final'. Choose one of: draft, for approval, approved.",
    ),
    "a version that is a number": (
        ('version: "1.0"', "version: 1.0"),
        "4: 'document-control / version' is '1.0'. It has to be text (put it in quotation marks).",
    ),
    "a negative list size": (
        ("list-size: 2500", "list-size: -2500"),
        "10: 'localities 1 / practices 2 / list-size' is -2500. It has to be at least 1.",
    ),
    "a list size with a comma": (
        ("list-size: 2500", 'list-size: "2,500"'),
        "10: 'localities 1 / practices 2 / list-size' is '2,500'. It has to be a whole number, in digits alone: 2500.",
    ),
    "a list size with a comma between braces": (
        ("list-size: 2500", "list-size: 2,500"),
        "10: 'list-size' is written 2,500: between braces a comma ends the number. Write it in digits alone: 2500.",
    ),
    "a figure with several commas between braces": (
        ("list-size: 2500", "list-size: 2500, figures: {indicative-budget: £7,400,000, spending: 1}"),
        "10: 'indicative-budget' is written £7,400,000: between braces a comma ends the number. Write it in digits "
        "alone: 7400000.",
    ),
    "a practice without a list size": (
        (", list-size: 2500", ""),
        "10: 'localities 1 / practices 2' has no 'list-size'. Add a line 'list-size: …' to it (registered patients, a "
        "whole number).",
    ),
    "a practice without a name": (
        ("name: Dale Practice", 'name: " "'),
        "10: 'localities 1 / practices 2 / name' is blank. Write its text, or remove the line.",
    ),
    "a wrong practice code": (
        ("code: E00001", "code: e1"),
        "9: 'localities 1 / practices 1 / code' is 'e1', which is not in the form expected. A practice code is a "
        "capital letter and five digits, such as E82001.",
    ),
    "a locality without practices": (
        ("    practices:\n      - {name: Vale Surgery, code: E00002, list-size: 4000}", "    practices: []"),
        "13: 'localities 2 / practices' has no entries. Give at least 1.",
    ),
    "a locality twice": (
        ("id: vale", "id: hill"),
        "11: The locality id 'hill' stands twice. Give each its own.",
    ),
    "a practice twice": (
        ("name: Dale Practice", "name: Hill Surgery"),
        "10: The practice 'Hill Surgery' stands twice in this locality. Remove one.",
    ),
    "part of a penny": (
        ("code: E00002", "figures: {spending: 10.005}, code: E00002"),
        "14: 'spending' has part of a penny. Give pounds with two decimals at most.",
    ),
    "a practice code twice": (
        ("code: E00002", "code: E00001"),
        "14: The practice code 'E00001' stands twice. Correct or remove one.",
    ),
    "an office that is not": (
        ("  chair: {name", "  president: {name"),
        "16: The framework has no office 'president'. Choose one of: chair.",
    ),
    "a figure that is not": (
        ("  aim: 3", "  aims: 3"),
        "18: The framework has no figure 'aims'. Figures a PCT may set: aim, limit, share.",
    ),
    "a figure that is fixed": (
        ("  aim: 3", "  tolerance: 3"),
        "18: The figure 'tolerance' is fixed by the framework (North 2008, section 3). Remove the line. Figures a PCT "
        "may set: aim, limit, share.",
    ),
    "a figure that follows from another": (
        ("  aim: 3", "  rest: 20"),
        "18: 'rest' is what 'share' leaves of 100%. Set 'share' and remove this line.",
    ),
    "a figure too small": (
        ("share: 75.5", "share: 60"),
        "19: 'share' is 60; the framework allows no less than 70 (North 2008, section 2). Raise it.",
    ),
    "a figure too large": (
        ("  aim: 3", "  limit: 9"),
        "18: 'limit' is 9; the framework allows no more than 8 (North 2008, section 1). Lower it.",
    ),
    "a figure above another that bounds it": (
        ("  aim: 3", "  limit: 3"),
        "18: 'aim' would be 4 and 'limit' 3. Set them so that 'aim' is no more than 'limit'.",
    ),
    "a figure with its sign": (
        ("  aim: 3", "  aim: 75%"),
        "18: 'local-figures / aim' is '75%'. It has to be a number, in digits alone: 75.",
    ),
    "a figure in words": (
        ("  aim: 3", "  aim: three"),
        "18: 'local-figures / aim' is 'three'. It has to be a number.",
    ),
    "a body that is not": (
        ("  committee: {", "  board: {"),
        "21: The framework has no body 'board'. Choose one of: committee.",
    ),
    "a decision that is not the PCT's": (
        ("quorum: Three members.", "purpose: To decide."),
        "21: The framework does not leave 'purpose' of this body to the PCT. It leaves: quorum, members.",
    ),
    "a number of members not in quotation marks": (
        ('members: "4"', "members: 4"),
        "21: 'decisions / committee / members' is '4'. It has to be text (put it in quotation marks).",
    ),
}


@pytest.mark.parametrize(("change", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_a_profile_is_named(change: tuple[str, str], said: str, north: Framework, tmp_path: Path) -> None:
    assert PROFILE.count(change[0]) == 1
    path = written(tmp_path, PROFILE.replace(*change))
    with pytest.raises(DefinitionError) as raised:
        load_profile(path, north)
    assert str(raised.value) == f"{path}:{said}"


def test_a_register_that_is_not_there_is_named(north: Framework, tmp_path: Path) -> None:
    path = written(tmp_path, PROFILE.replace("register: register.yaml", "register: registers.yaml"))
    with pytest.raises(DefinitionError) as raised:
        load_profile(path, north)
    assert str(raised.value) == f"{tmp_path}/registers.yaml:1: This file does not exist. Check the name and the folder."


REGISTER_MISTAKES = {
    "a type that is not": (
        ("type: financial", "type: money"),
        "6: 'interests 1 / type' is 'money'. Choose one of: financial, professional, personal, indirect.",
    ),
    "an end before the beginning": (
        ("to: 2008-12-31", "to: 2005-12-31"),
        "9: The interest ends before it begins. Correct 'from' or 'to'.",
    ),
    "a date that is not a date": (
        ("updated: 2008-03-01", "updated: last week"),
        "1: 'updated' is 'last week', which is not a date. Write a date as 2007-04-01.",
    ),
    "no nature": (
        ("    nature: Director\n", ""),
        "3: 'interests 1' has no 'nature'. Add a line 'nature: …' to it (what the interest is).",
    ),
    "a change before the declaration": (
        ("    action: Withdraws\n", "    action: Withdraws\n    changed: 2001-01-01\n"),
        "12: The interest changed before it was declared. Correct 'changed' or 'declared'.",
    ),
    "an unknown key": (
        ("    nature: Director", "    nature: Director\n    value: 5000"),
        "8: 'value' is not a key this file may have here. Keys allowed here: name, role, organisation, type, nature, "
        "from, to, declared, action, changed, relationship, practice, bodies, services, withheld-because.",
    ),
    "a key twice": (
        ("    nature: Director", "    nature: Director\n    nature: Owner"),
        "8: The key 'nature' stands here a second time. Remove or rename one of them.",
    ),
    "a blank name": (
        ("  - {name: Jo North,", '  - {name: "",'),
        "13: 'nil-returns 1 / name' is blank. Write its text, or remove the line.",
    ),
    "a list instead of keys": (
        (REGISTER, "- name: Dr A Hill\n"),
        "1: The file is a list. It has to be a group of keys (lines such as 'key: value').",
    ),
}


@pytest.mark.parametrize(("change", "said"), REGISTER_MISTAKES.values(), ids=REGISTER_MISTAKES)
def test_a_mistake_in_a_register_is_named(change: tuple[str, str], said: str, tmp_path: Path) -> None:
    assert REGISTER.count(change[0]) == 1
    path = tmp_path / "register.yaml"
    path.write_text(REGISTER.replace(*change), encoding="utf-8")
    with pytest.raises(DefinitionError) as raised:
        load_register(path)
    assert str(raised.value) == f"{path}:{said}"


def test_an_empty_register_is_a_register(tmp_path: Path) -> None:
    path = tmp_path / "register.yaml"
    path.write_text("updated:\ninterests:\nnil-returns:\n", encoding="utf-8")
    assert load_register(path) == Register(None, (), ())


def test_a_folder_instead_of_a_file_is_refused(north: Framework, tmp_path: Path) -> None:
    for load in (load_register, lambda path: load_profile(path, north)):
        with pytest.raises(DefinitionError) as raised:
            load(tmp_path)
        assert str(raised.value) == f"{tmp_path}:1: This is a folder. Name a .yaml file in it."
