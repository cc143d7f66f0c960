"""The documented example of a report is what the program prints, and fits the schema."""

from __future__ import annotations

import json
import os
import re
from importlib.metadata import version
from pathlib import Path

import pytest

from command import pbcgov
from pbc_checks.report.json_report import SCHEMA
from pbc_checks.report.kept import read_kept
from pbc_frameworks.data import data_folder
from pbc_frameworks.validate import validator

KEPT = Path(__file__).parent / "kept"
PAGE = Path(__file__).parents[1] / "docs" / "report-format.md"


def block(language: str) -> str:
    """Return the page's one block in a language."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return str(found)


def written(language: str, text: str) -> str:
    """Return the page's block in a language; with UPDATE_GOLDENS set, the text replaces it first."""
    if os.environ.get("UPDATE_GOLDENS"):
        page = PAGE.read_text("utf-8")
        fenced = re.compile(rf"^```{language}\n.*?^```$", re.MULTILINE | re.DOTALL)
        PAGE.write_text(fenced.sub(lambda _: f"```{language}\n{text}```", page), encoding="utf-8")
    return block(language)


def test_the_example_is_what_is_printed_of_the_kept_submission(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(KEPT)
    kind = ("--framework", "hertfordshire-2007", "--document", "commissioning-plan", "--rules-only")
    printed = pbcgov("check", "plan.md", *kind, "--submitted", "2010-01-11", "--format", "json").out
    example = written("json", printed)
    assert example.replace(json.loads(example)["generator"], f"pbcgov {version('pbcgov')}") == printed
    assert written("markdown", (KEPT / "plan.md").read_text("utf-8")) == (KEPT / "plan.md").read_text("utf-8")


def test_the_example_fits_the_schema_and_can_be_read_back() -> None:
    assert list(validator("report").iter_errors(json.loads(block("json")))) == []
    assert [each.submission.name for each in read_kept("example", block("json").encode()).reports] == ["plan.md"]


def test_the_page_names_the_version_and_every_field() -> None:
    page = PAGE.read_text("utf-8")
    fields: set[str] = set()

    def gather(schema: object) -> None:
        if isinstance(schema, dict):
            fields.update(schema.get("properties", {}))
            for value in schema.values():
                gather(value)
        elif isinstance(schema, list):
            for value in schema:
                gather(value)

    gather(json.loads((data_folder("schemas") / "report.schema.json").read_text("utf-8")))
    assert f"**{SCHEMA}**" in page
    assert sorted(field for field in fields if f"`{field}`" not in page) == []
