"""Frameworks from their folders: read, validated against the schemas, cross-checked, and typed.

A framework is a folder of YAML files. `framework.yaml` and `bodies.yaml` are required; `agreement.yaml` and
`conflicts.yaml` are read where the source has them; every other file is a kind of document that practices submit.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pbc_frameworks.consistency import check_consistency
from pbc_frameworks.data import data_folder
from pbc_frameworks.errors import UnknownNameError
from pbc_frameworks.model import (
    AgreementDefinition,
    Body,
    Citation,
    Clause,
    ClauseGroup,
    ConflictRules,
    FormField,
    Framework,
    InterestType,
    Member,
    Parameter,
    Part,
    Party,
    Requirement,
    RequirementGroup,
    Section,
    Signatory,
    Source,
    Statement,
    SubmissionDefinition,
)
from pbc_frameworks.names import check_names
from pbc_frameworks.validate import check
from pbc_frameworks.yaml_file import YamlFile, read_yaml

_NAMED_FILES = ("framework", "bodies", "agreement", "conflicts")


def framework_ids() -> tuple[str, ...]:
    """Return the ids of the frameworks there are, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in data_folder("frameworks").glob("*/framework.yaml")))


@cache
def load_framework(framework_id: str) -> Framework:
    """Return a framework by its id.

    Raises UnknownNameError if there is none, DefinitionError if one of its files is wrong.
    """
    if framework_id not in framework_ids():
        raise UnknownNameError("framework", framework_id, framework_ids())
    return load_folder(data_folder("frameworks") / framework_id)


def load_folder(folder: Path) -> Framework:
    """Return the framework defined in a folder. Raises DefinitionError with every problem of the first wrong file."""
    main = _read(folder / "framework.yaml", "framework")
    bodies = _read(folder / "bodies.yaml", "bodies")
    agreement = _read_if_there(folder / "agreement.yaml", "agreement")
    conflicts = _read_if_there(folder / "conflicts.yaml", "conflicts")
    forms = [_read(path, "submission-form") for path in sorted(folder.glob("*.yaml")) if path.stem not in _NAMED_FILES]
    files = [file for file in (main, bodies, agreement, conflicts, *forms) if file is not None]
    check_consistency(main, bodies, agreement, conflicts, forms)
    body_ids = [body["id"] for body in bodies.data["bodies"]]
    for file in files:
        check_names(file, main.data["parameters"], body_ids, main.data["offices"])
    return replace(
        _framework(main.data),
        bodies=tuple(_body(body) for body in bodies.data["bodies"]),
        agreement=_agreement(agreement.data) if agreement else None,
        conflicts=_conflicts(conflicts.data) if conflicts else None,
        submissions={form.data["document"]: _submission(form.data) for form in forms},
    )


def _read(path: Path, schema: str) -> YamlFile:
    file = read_yaml(path)
    check(file, schema)
    return file


def _read_if_there(path: Path, schema: str) -> YamlFile | None:
    return _read(path, schema) if path.exists() else None


def _framework(data: dict[str, Any]) -> Framework:
    return Framework(
        id=data["id"],
        title=data["title"],
        version=data["version"],
        summary=data["summary"].strip(),
        period=data["period"],
        area=data["area"],
        source=Source(**data["source"]),
        parameters={name: _parameter(name, value) for name, value in data["parameters"].items()},
        offices=data["offices"],
        parties=tuple(
            Party(party["id"], party["title"], _statements(party["role"]), _citation(party["source"]))
            for party in data["parties"]
        ),
        principles=_statements(data["principles"]),
        bodies=(),
    )


def _parameter(name: str, data: dict[str, Any]) -> Parameter:
    def figure(key: str) -> Decimal | None:
        return Decimal(str(data[key])) if key in data else None

    return Parameter(
        id=name,
        title=data["title"],
        value=Decimal(str(data["value"])),
        unit=data["unit"],
        source=_citation(data["source"]),
        of=data.get("of", ""),
        minimum=figure("minimum"),
        maximum=figure("maximum"),
        local=data.get("local", False),
        at_most=data.get("at-most", ""),
        rest_of=data.get("rest-of", ""),
    )


def _body(data: dict[str, Any]) -> Body:
    return Body(
        id=data["id"],
        title=data["title"],
        summary=data["summary"],
        source=_citation(data["source"]),
        accountable_to=data["accountable-to"],
        membership=tuple(
            Member(
                id=member["id"],
                title=member["title"],
                capacity=member["capacity"],
                source=_citation(member["source"]),
                number=member.get("number", ""),
                office=member.get("office", ""),
                note=member.get("note", ""),
            )
            for member in data["membership"]
        ),
        sections=tuple(
            Section(
                section["id"], section["title"], _statements(section.get("statements", [])), section.get("decide", "")
            )
            for section in data["sections"]
        ),
        one_per_locality=data.get("one-per-locality", False),
    )


def _agreement(data: dict[str, Any]) -> AgreementDefinition:
    return AgreementDefinition(
        title=data["title"],
        version=data["version"],
        introduction=data["introduction"],
        groups=tuple(
            ClauseGroup(
                group["id"],
                group["title"],
                tuple(
                    Clause(clause["id"], clause["text"], _citation(clause["source"]), tuple(clause.get("items", [])))
                    for clause in group["clauses"]
                ),
            )
            for group in data["groups"]
        ),
        signatories=tuple(Signatory(**signatory) for signatory in data["signatories"]),
    )


def _conflicts(data: dict[str, Any]) -> ConflictRules:
    return ConflictRules(
        title=data["title"],
        version=data["version"],
        introduction=data["introduction"],
        rules=_statements(data["rules"]),
        conventions_introduction=data["conventions-introduction"],
        conventions=tuple(data["conventions"]),
        types=tuple(InterestType(**interest) for interest in data["types"]),
        declaration_introduction=data["declaration-introduction"],
        declaration_statement=data["declaration-statement"],
        declaration_fields=_fields(data["declaration-fields"]),
    )


def _submission(data: dict[str, Any]) -> SubmissionDefinition:
    return SubmissionDefinition(
        kind=data["document"],
        title=data["title"],
        version=data["version"],
        introduction=data["introduction"],
        fields=_fields(data["fields"]),
        groups=tuple(
            RequirementGroup(
                group["id"],
                group["title"],
                group["introduction"],
                tuple(_requirement(requirement) for requirement in group["requirements"]),
            )
            for group in data["groups"]
        ),
    )


def _requirement(data: dict[str, Any]) -> Requirement:
    return Requirement(
        id=data["id"],
        title=data["title"],
        criterion=data["criterion"],
        prompt=data["prompt"],
        guidance=data["guidance"],
        action=data["action"],
        source=_citation(data["source"]),
        parts=tuple(Part(part["id"], part["title"], tuple(part["concepts"])) for part in data["parts"]),
        may_not_apply=data.get("may-not-apply", False),
    )


def _fields(data: list[dict[str, Any]]) -> tuple[FormField, ...]:
    return tuple(
        FormField(field["id"], field["label"], field.get("kind", "text"), tuple(field.get("choices", [])))
        for field in data
    )


def _statements(data: list[dict[str, Any]]) -> tuple[Statement, ...]:
    return tuple(Statement(item["text"], _citation(item["source"]), tuple(item.get("items", []))) for item in data)


def _citation(data: dict[str, Any]) -> Citation:
    return Citation(data["section"], data.get("item", ""))
