"""From the source to the definitions: what carries a section, and what happens to one that nothing carries."""

from __future__ import annotations

from pathlib import Path

import pytest

from command import pbcgov
from pbc_frameworks.errors import DefinitionError
from pbc_frameworks.files import read_folder
from pbc_frameworks.load import load_folder
from pbc_frameworks.trace import trace
from small_framework import write_framework

OUTLINE = """\
sections:
  - {section: "1", title: Decisions}
  - section: "2"
    title: Shares
    parts:
      - {item: tables, background: Pictures only.}
  - {section: "3", title: Tolerance}
  - {section: "4", title: History, background: It says how the PCT came about.}
"""


def with_outline(folder: Path, outline: str) -> Path:
    place = write_framework(folder)
    (place / "outline.yaml").write_text(outline, encoding="utf-8")
    return place


def test_a_section_is_listed_with_what_carries_it_or_why_nothing_does(tmp_path: Path) -> None:
    traced = trace(read_folder(with_outline(tmp_path, OUTLINE)))
    assert [
        (
            entry.section,
            entry.part,
            [f"{carrier.file}:{carrier.line} {carrier.entry}" for carrier in entry.carriers],
            entry.background,
        )
        for entry in traced[1:]
    ] == [
        ("2", "", ["parameters.yaml:4 parameters / share", "parameters.yaml:5 parameters / rest"], ""),
        ("2", "tables", [], "Pictures only."),
        ("3", "", ["parameters.yaml:6 parameters / tolerance"], ""),
        ("4", "", [], "It says how the PCT came about."),
    ]
    assert not any(entry.lost for entry in traced)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            (", background: It says how the PCT came about.", ""),
            "outline.yaml:8: No definition cites '4' and no 'background' says why. Add a definition, or the reason.",
        ),
        (
            (", background: Pictures only.", ""),
            "outline.yaml:6: No definition cites '2', 'tables', and no 'background' says why. Add a definition, or the "
            "reason.",
        ),
        (
            ("title: Tolerance", "title: Tolerance, background: None."),
            "outline.yaml:7: '3' is cited in parameters.yaml, so it is not background. Remove 'background'.",
        ),
        (
            ('  - {section: "3", title: Tolerance}\n', ""),
            "parameters.yaml:6: The citation names '3', which outline.yaml does not list. Correct it, or add the "
            "section.",
        ),
        (
            ('section: "3"', 'section: "1"'),
            "outline.yaml:7: The section '1' stands in line 2 already. Give each its own.",
        ),
    ],
)
def test_an_outline_that_does_not_hold_is_refused(change: tuple[str, str], said: str, tmp_path: Path) -> None:
    assert OUTLINE.count(change[0]) == 1
    folder = with_outline(tmp_path, OUTLINE.replace(*change))
    with pytest.raises(DefinitionError) as raised:
        load_folder(folder)
    assert raised.value.problems[0] == f"{folder}/{said}"


def test_the_command_lists_every_section_and_says_what_is_lost(tmp_path: Path) -> None:
    folder = with_outline(tmp_path, OUTLINE.replace(", background: It says how the PCT came about.", ""))
    result = pbcgov("frameworks", "trace", folder.name, "--frameworks", tmp_path)
    assert (result.status, result.err) == (1, "")
    lines = result.out.splitlines()
    assert lines[0] == "north-2008: 4 sections, 3 carried, 0 background only, 1 lost"
    assert lines[-2:] == ["  4  History", "      LOST: no definition cites it, and nothing says why"]


def test_the_frameworks_that_ship_are_traced_whole() -> None:
    result = pbcgov("frameworks", "trace", "--all")
    assert (result.status, result.err) == (0, "")
    assert "LOST" not in result.out


def test_a_framework_without_an_outline_cannot_be_traced(tmp_path: Path) -> None:
    write_framework(tmp_path)
    result = pbcgov("frameworks", "trace", "north-2008", "--frameworks", tmp_path)
    assert (result.status, result.out) == (
        1,
        "north-2008: there is no outline.yaml, so nothing can be traced. Add one.\n",
    )
    assert pbcgov("frameworks", "trace").err.endswith("Name a framework, or give --all.\n")
