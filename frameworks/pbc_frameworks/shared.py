"""What all frameworks share: the list of concerns, the national rules, the glossary, the form of a register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from pbc_frameworks.data import data_folder
from pbc_frameworks.errors import DefinitionError
from pbc_frameworks.model import Citation
from pbc_frameworks.register.model import RegisterTimes
from pbc_frameworks.validate import check
from pbc_frameworks.yaml_file import YamlFile, read_yaml


@dataclass(frozen=True, slots=True)
class NationalCitation:
    """A place in the source of one of the frameworks: `document` is that framework's id."""

    document: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """A position a framework may take; `keeps` says whether national guidance allows it."""

    id: str
    title: str
    keeps: bool


@dataclass(frozen=True, slots=True)
class NationalRule:
    """What national guidance asks of every framework. Which of the fields have a value depends on `kind`.

    `value`, `minimum` and `maximum` are in `unit`; `approves` and `post` say who chairs the body that decides on what;
    `effects` are those a framework's conflict rules need; `choices` are the positions it may take.
    """

    id: str
    title: str
    kind: str
    text: str
    action: str
    source: NationalCitation
    value: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    unit: str = ""
    approves: str = ""
    post: str = ""
    effects: tuple[str, ...] = ()
    choices: tuple[RuleChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the field."""

    term: str
    means: str
    abbreviation: str = ""
    source: NationalCitation | None = None


@cache
def chapter_titles() -> Mapping[str, str]:
    """Return the titles of the concerns by which frameworks are split, by id, in the order documents print them."""
    return {chapter["id"]: chapter["title"] for chapter in _shared("chapters").data["chapters"]}


@cache
def national_rules() -> tuple[NationalRule, ...]:
    """Return the national rules in the order they are reported."""
    return tuple(_rule(rule) for rule in _shared("national").data["rules"])


@cache
def glossary() -> tuple[Term, ...]:
    """Return the terms of the field in alphabetical order."""
    terms = (
        Term(
            entry["term"],
            " ".join(entry["means"].split()),
            entry.get("abbreviation", ""),
            _citation(entry["source"]) if "source" in entry else None,
        )
        for entry in _shared("glossary").data["terms"]
    )
    return tuple(sorted(terms, key=lambda entry: entry.term.lower()))


def register_times() -> RegisterTimes:
    """Return the times of the shared form of the register. Raises DefinitionError."""
    return RegisterTimes(**{key.replace("-", "_"): value for key, value in register_form()["times"].items()})


def register_form() -> Mapping[str, Any]:
    """Return what frameworks share of a register of interests, key by key as in shared/register.yaml."""
    data: dict[str, Any] = _shared("register", "register-form").data
    return data


def check_shared(framework_ids: Iterable[str]) -> None:
    """Check what frameworks share. Raises DefinitionError with every problem of the first wrong file.

    `framework_ids` are the frameworks there are: rules and terms cite their sources.
    """
    known = set(framework_ids)
    for name, key in (("national", "rules"), ("glossary", "terms"), ("chapters", "chapters")):
        file = _shared(name)
        problems = []
        first: dict[str, int] = {}
        for n, entry in enumerate(file.data[key]):
            entry_name = entry.get("id") or entry["term"]
            line = file.line((key, n))
            if entry_name in first:
                problems.append(f"{file.path}:{line}: '{entry_name}' stands in line {first[entry_name]} already.")
            first.setdefault(entry_name, line)
            document = entry.get("source", {}).get("document")
            if document and document not in known:
                choices = ", ".join(sorted(known))
                problems.append(f"{file.path}:{line}: There is no framework '{document}'. Choose one of: {choices}.")
        if problems:
            raise DefinitionError(problems)
    register_form()


@cache
def _shared(name: str, schema: str = "") -> YamlFile:
    file = read_yaml(data_folder("frameworks") / "shared" / f"{name}.yaml")
    check(file, schema or name)
    return file


def _rule(data: dict[str, Any]) -> NationalRule:
    def figure(key: str) -> Decimal | None:
        return Decimal(str(data[key])) if key in data else None

    return NationalRule(
        id=data["id"],
        title=data["title"],
        kind=data["kind"],
        text=data["text"],
        action=data["action"],
        source=_citation(data["source"]),
        value=figure("value"),
        minimum=figure("minimum"),
        maximum=figure("maximum"),
        unit=data.get("unit", ""),
        approves=data.get("approves", ""),
        post=data.get("post", ""),
        effects=tuple(data.get("effects", [])),
        choices=tuple(RuleChoice(**choice) for choice in data.get("choices", [])),
    )


def _citation(data: dict[str, Any]) -> NationalCitation:
    return NationalCitation(data["document"], Citation(data["section"], data.get("item", "")))
