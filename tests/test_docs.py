"""The documentation says what is there: commands, options, paths, requirement ids and links."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from pbc_app.cli import COMMANDS, pbcgov
from pbc_checks.findings import Status
from pbc_frameworks.load import framework_ids, load_framework
from pbc_generator.compose.kinds import kinds

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def options(command: click.Command) -> list[str]:
    return [option for parameter in command.params for option in parameter.opts if option.startswith("--")]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_shows_every_command(name: str) -> None:
    assert f"pbcgov {name}" in README


@pytest.mark.parametrize("name", ["generate", "check"])
def test_the_readme_explains_every_option(name: str) -> None:
    command = pbcgov.get_command(click.Context(pbcgov), name)
    assert command is not None
    assert [option for option in options(command) if f"`{option}" not in README and f" {option} " not in README] == []


def test_the_readme_explains_every_verdict() -> None:
    assert [status for status in Status if f"| `{status}` |" not in README] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    inside = [target for target in targets if not target.startswith("http")]
    assert [target for target in inside if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_named_exists(page: Path) -> None:
    tops = "|".join(path.name for path in ROOT.iterdir() if path.is_dir())
    named = re.findall(rf"`((?:{tops})/[\w./-]+)`", page.read_text(encoding="utf-8"))
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_requirements_page_lists_every_requirement_with_its_source() -> None:
    page = (ROOT / "docs" / "requirements.md").read_text(encoding="utf-8")
    assert [line for line in page.splitlines() if line.startswith("| `")] == [
        f"| `{requirement.id}` | {requirement.title} | {framework.source.cite(requirement.source)} |"
        for framework in map(load_framework, framework_ids())
        for definition in framework.submissions.values()
        for requirement in definition.requirements
    ]


def test_the_readme_lists_every_framework() -> None:
    assert [framework_id for framework_id in framework_ids() if f"| `{framework_id}` |" not in README] == []


def test_the_page_on_documents_lists_every_kind_with_its_frameworks() -> None:
    short = {
        "audit-commission-2007": "Audit Commission",
        "brent-2006": "Brent",
        "county-durham-2010": "County Durham",
        "dartford-2006": "Dartford",
        "hertfordshire-2007": "Hertfordshire",
    }
    found: dict[str, list[str]] = {}
    for framework_id in framework_ids():
        for kind in kinds(load_framework(framework_id)):
            found.setdefault(kind, []).append(short[framework_id])
    page = (ROOT / "docs" / "documents.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| `")]
    assert {row[0].strip("`"): row[-1] for row in rows} == {
        kind: "all" if len(names) == len(short) else ", ".join(names) for kind, names in found.items()
    }
