"""Validation by JSON Schema, with errors a governance lead can act on: file, line, what is wrong, what to do."""

from __future__ import annotations

import difflib
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from pbc_frameworks.data import data_folder
from pbc_frameworks.errors import DefinitionError

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

    from pbc_frameworks.yaml_file import KeyPath, YamlFile


@cache
def _registry() -> Any:
    """Return every schema of ours by its file name, so that one may refer to another."""
    from referencing import Registry, Resource

    resources = [
        (path.name, Resource.from_contents(json.loads(path.read_text(encoding="utf-8"))))
        for path in sorted(data_folder("schemas").glob("*.schema.json"))
    ]
    return Registry().with_resources(resources)


@cache
def validator(schema: str) -> Validator:
    """Return the validator for `schemas/<schema>.schema.json`, formats such as dates included."""
    from jsonschema import Draft202012Validator

    contents = _registry().contents(f"{schema}.schema.json")
    checker = Draft202012Validator.FORMAT_CHECKER
    return Draft202012Validator(contents, registry=_registry(), format_checker=checker)


def check(file: YamlFile, schema: str) -> None:
    """Check a file against a schema. Raises DefinitionError with every problem in it, in line order."""
    problems = sorted(
        {problem for error in validator(schema).iter_errors(file.data) for problem in _problems(file, error)}
    )
    if problems:
        raise DefinitionError(f"{file.path}:{line}: {message}" for line, message in problems)


def _problems(file: YamlFile, error: ValidationError) -> list[tuple[int, str]]:
    """Return a schema error as (line, sentence) pairs; alternatives are explained by the branch that came closest."""
    if error.context and error.validator in {"anyOf", "oneOf"}:
        deepest = max(error.context, key=lambda branch: len(branch.absolute_path))
        if len(deepest.absolute_path) > len(error.absolute_path):
            return _problems(file, deepest)
    path: KeyPath = tuple(error.absolute_path)
    name = f"'{_spoken(path)}'" if path else "The file"
    rule: Any = error.validator_value
    instance: Any = error.instance
    match error.validator:
        case "additionalProperties" | "unevaluatedProperties":
            known = list(error.schema.get("properties", {})) if isinstance(error.schema, dict) else []
            return [(file.line((*path, key)), _unknown_key(key, known)) for key in instance if key not in known]
        case "required":
            missing = [key for key in rule if key not in instance]
            return [
                (file.line(path), f"{name} has no '{key}'. Add a line '{key}: …' to it{_described(error, key)}.")
                for key in missing
            ]
        case "enum" | "const":
            choices = rule if isinstance(rule, list) else [rule]
            message = f"{name} is '{error.instance}'. Choose one of: {', '.join(map(str, choices))}."
        case "type":
            message = f"{name} is {_shown(error.instance)}. It has to be {_kind(rule)}."
        case "pattern":
            hint = error.schema.get("description", "") if isinstance(error.schema, dict) else ""
            message = f"{name} is '{error.instance}', which is not in the form expected. {hint}".strip()
        case "format":
            message = f"{name} is '{error.instance}', which is not a {rule}. Write a date as 2007-04-01."
        case "minItems" | "minLength":
            message = f"{name} is empty or too short. Give at least {rule}."
        case "maxItems" | "maxLength":
            message = f"{name} is too long. Give at most {rule}."
        case "minimum" | "exclusiveMinimum":
            message = f"{name} is {error.instance}. It has to be at least {rule}."
        case "maximum":
            message = f"{name} is {error.instance}. It has to be at most {rule}."
        case "uniqueItems":
            message = f"{name} has the same entry twice. Remove one."
        case _:
            message = f"{name} does not fit: {error.message}. See the schema for what it may hold."
    return [(file.line(path), message)]


def _spoken(path: KeyPath) -> str:
    """Return a key path as a person would say it: `practices 3 / list-size`."""
    words: list[str] = []
    for step in path:
        if isinstance(step, int) and words:
            words[-1] += f" {step + 1}"
        else:
            words.append(str(step))
    return " / ".join(words)


def _unknown_key(key: str, known: list[str]) -> str:
    close = difflib.get_close_matches(key, known, n=1)
    hint = f"Did you mean '{close[0]}'?" if close else f"Keys allowed here: {', '.join(known) or 'none'}."
    return f"'{key}' is not a key this file may have here. {hint}"


def _described(error: ValidationError, key: str) -> str:
    """Return the schema's own description of a key, as a clause in brackets."""
    schema = error.schema if isinstance(error.schema, dict) else {}
    text = schema.get("properties", {}).get(key, {}).get("description", "")
    return f" ({text.rstrip('.')})" if text else ""


def _shown(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list):
        return "a list"
    return f"'{value}'"


def _kind(rule: Any) -> str:
    names = {
        "string": "text (put it in quotation marks)",
        "integer": "a whole number",
        "number": "a number",
        "boolean": "true or false",
        "array": "a list (lines that start with '- ')",
        "object": "a group of keys",
        "null": "empty",
    }
    return " or ".join(names[kind] for kind in (rule if isinstance(rule, list) else [rule]))
