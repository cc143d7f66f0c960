"""Validation by JSON Schema, with errors a governance lead can act on: file, line, what is wrong, what to do."""

from __future__ import annotations

import difflib
import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from pbc_frameworks.data import data_folder, packaged
from pbc_frameworks.errors import DefinitionError
from pbc_frameworks.escaped import escaped

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

    from pbc_frameworks.yaml_file import KeyPath, YamlFile


_LONGEST = 200  # characters of a value that an error repeats: it may be a whole file
_DIGITS = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_NOT_BLANK = r"\S"
"""The pattern by which our schemas ask for a text that is not blank."""


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
    """Check a file against a schema. Raises DefinitionError with every problem in it, in line order.

    Definitions inside an installed wheel are taken as they are: validating them again would take half of a start.
    """
    if packaged(file.path):
        return
    problems = sorted(
        {problem for error in validator(schema).iter_errors(file.data) for problem in _problems(file, error)}
    )
    if problems:
        raise DefinitionError(f"{file.path}:{line}: {message}" for line, message in problems)


def _choice(value: object) -> str:
    return "nothing at all" if value is None else str(value)


def _problems(file: YamlFile, error: ValidationError) -> list[tuple[int, str]]:
    """Return a schema error as (line, sentence) pairs."""
    path: KeyPath = tuple(error.absolute_path)
    rule: Any = error.validator_value
    instance: Any = error.instance
    if "propertyNames" in error.absolute_schema_path:
        message = f"{_shown(instance)} cannot be a key here. {_description(error)}"
        return [(file.line((*path, instance)), message.strip())]
    name = f"'{_spoken(path)}'" if path else "The file"
    match error.validator:
        case "oneOf" | "anyOf":
            return _alternatives(file, error, name)
        case "additionalProperties" | "unevaluatedProperties":
            known = list(_schema(error).get("properties", {}))
            return [(file.line((*path, key)), _unknown_key(key, known)) for key in instance if key not in known]
        case "required":
            missing = [key for key in rule if key not in instance]
            return [
                (file.line(path), f"{name} has no '{key}'. Add a line '{key}: …' to it{_described(error, key)}.")
                for key in missing
            ]
        case "enum" | "const":
            choices = rule if isinstance(rule, list) else [rule]
            message = f"{name} is {_shown(instance)}. Choose one of: {', '.join(map(_choice, choices))}."
        case "type":
            message = f"{name} is {_shown(instance)}. It has to be {_kind(rule)}{_as_digits(instance, rule)}."
        case "pattern" if rule == _NOT_BLANK:
            message = f"{name} is blank. Write its text, or remove the line."
        case "pattern":
            message = f"{name} is {_shown(instance)}, which is not in the form expected. {_description(error)}".strip()
        case "format":
            message = f"{name} is {_shown(instance)}, which is not a {rule}. Write a date as 2007-04-01."
        case "minItems" | "maxItems" | "minLength" | "maxLength":
            message = f"{name} has {_amount(len(instance), instance)}. Give at {_most_or_least(error)} {rule}."
        case "minimum" | "maximum":
            message = f"{name} is {instance}. It has to be at {_most_or_least(error)} {rule}."
        case "exclusiveMinimum":
            message = f"{name} is {instance}. It has to be more than {rule}."
        case "uniqueItems":
            message = f"{name} has the same entry twice. Remove one."
        case _:
            message = f"{name} does not fit: {escaped(error.message[:_LONGEST])}. See the schema for what it may hold."
    return [(file.line(path), message)]


def _alternatives(file: YamlFile, error: ValidationError, name: str) -> list[tuple[int, str]]:
    """Return what is wrong where one of several forms is allowed.

    Keys of which exactly one is needed are named; otherwise the form that came closest is explained.
    """
    rule: Any = error.validator_value
    instance: Any = error.instance
    line = file.line(tuple(error.absolute_path))
    if all(set(branch) == {"required"} for branch in rule):
        keys = [key for branch in rule for key in branch["required"]]
        listed = " and ".join(f"'{key}'" for key in keys)
        there = [key for key in keys if key in instance]
        return [(line, f"{name} has both {listed}. Keep one." if there else f"{name} has none of {listed}. Add one.")]
    closest = max(error.context or (), key=lambda branch: len(branch.absolute_path), default=None)
    if closest is None:
        return [(line, f"{name} fits several of the forms that are allowed here. Keep the keys of one.")]
    return _problems(file, closest)


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
    return f"{_shown(key)} is not a key this file may have here. {hint}"


def _schema(error: ValidationError) -> dict[str, Any]:
    """Return the schema that an error broke; `true` and `false` are schemas too, and have no keys."""
    schema: Any = error.schema
    return schema if isinstance(schema, dict) else {}


def _description(error: ValidationError) -> str:
    return str(_schema(error).get("description", ""))


def _described(error: ValidationError, key: str) -> str:
    """Return the schema's own description of a key, as a clause in brackets."""
    text = str(_schema(error).get("properties", {}).get(key, {}).get("description", "")).rstrip(".")
    if not text:
        return ""
    return f" ({text if text[1:2].isupper() else text[0].lower() + text[1:]})"


def _most_or_least(error: ValidationError) -> str:
    return "most" if str(error.validator).startswith("max") else "least"


def _amount(number: int, of: Any) -> str:
    """Return a length in words: `41 characters`, `1 entry`, `no entries`."""
    one, several = ("character", "characters") if isinstance(of, str) else ("entry", "entries")
    return f"{number or 'no'} {one if number == 1 else several}"


def _shown(value: Any) -> str:
    match value:
        case None:
            return "empty"
        case dict():
            return "a group of keys"
        case list():
            return "a list"
        case bool():
            return f"'{str(value).lower()}'"
        case _:
            words = str(value)
            return f"'{escaped(words if len(words) <= _LONGEST else words[:_LONGEST] + '…')}'"


def _as_digits(value: Any, rule: Any) -> str:
    """Return how to write a text as the number that is wanted, as a clause; empty where it is not clearly one."""
    if not isinstance(value, str) or not {"integer", "number"} & {*(rule if isinstance(rule, list) else [rule])}:
        return ""
    plain = value.strip().removeprefix("£").removesuffix("%").strip().replace(",", "")
    return f", in digits alone: {plain}" if _DIGITS.fullmatch(plain) and len(plain) <= _LONGEST else ""


def _kind(rule: Any) -> str:
    names = {
        "string": "text (put it in quotation marks)",
        "integer": "a whole number",
        "number": "a number",
        "boolean": "true or false",
        "array": "a list (lines that start with '- ')",
        "object": "a group of keys (lines such as 'key: value')",
        "null": "empty",
    }
    return " or ".join(names[kind] for kind in (rule if isinstance(rule, list) else [rule]))
