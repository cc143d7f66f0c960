"""The schemas are schemas, and every file that ships fits its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pbc_frameworks.data import data_folder
from pbc_frameworks.validate import check, validator
from pbc_frameworks.yaml_file import read_yaml

SCHEMAS = sorted(data_folder("schemas").glob("*.json"))
BY_FILE = {
    "_cues.yaml": "cues",
    "_words.yaml": "words",
    "profile.yaml": "profile",
    "register.yaml": "register",
}
BY_FOLDER = {"concepts": "concept", "chapters": "chapter", "submissions": "submission-form", "documents": "document"}


def schema_of(path: Path) -> str:
    """Return the schema of a file that a person writes, by the rule by which the loaders choose it."""
    if path.parent.name == "shared" and path.name == "register.yaml":
        return "register-form"
    return BY_FILE.get(path.name) or BY_FOLDER.get(path.parent.name) or path.stem


WRITTEN = [
    *sorted(data_folder("frameworks").rglob("*.yaml")),
    *sorted(data_folder("examples").glob("*/profile.yaml")),
    *sorted(data_folder("examples").glob("*/register.yaml")),
]


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_a_schema_is_valid_and_says_so(path: Path) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert (schema["$schema"], schema["$id"]) == ("https://json-schema.org/draft/2020-12/schema", path.name)


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_a_schema_allows_no_keys_that_it_does_not_name(path: Path) -> None:
    def open_objects(schema: object, place: str) -> list[str]:
        if isinstance(schema, list):
            return [found for n, item in enumerate(schema) for found in open_objects(item, f"{place}/{n}")]
        if not isinstance(schema, dict):
            return []
        here = [place] if schema.get("type") == "object" and "additionalProperties" not in schema else []
        return here + [found for key, value in schema.items() for found in open_objects(value, f"{place}/{key}")]

    assert open_objects(json.loads(path.read_text(encoding="utf-8")), "") == []


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_file_that_ships_fits_its_schema(path: Path) -> None:
    check(read_yaml(path), schema_of(path))


def test_formats_are_checked_and_not_only_described() -> None:
    messages = [error.message for error in validator("register").iter_errors({"updated": "2007-02-30"})]
    assert messages == ["'2007-02-30' is not a 'date'"]
