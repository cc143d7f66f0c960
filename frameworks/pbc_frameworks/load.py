"""Frameworks from their folders: read, validated against the schemas, cross-checked, and typed.

A framework is a folder of YAML files. `framework.yaml` and `bodies.yaml` are required; `agreement.yaml` and
`conflicts.yaml` are read where the source has them; every other file is a kind of document that practices submit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pbc_frameworks.data import data_folder
from pbc_frameworks.errors import DefinitionError, UnknownNameError
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
from pbc_frameworks.yaml_file import KeyPath, YamlFile, read_yaml

LONGEST_TAG = 64
"""Word refuses a content control whose tag is longer than this."""

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
    _check_ids(main, folder.name, bodies, agreement, forms)
    _check_offices(main, bodies, agreement)
    _check_concepts(forms)
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


def answer_tag(framework_id: str, document: str, name: str, version: str) -> str:
    """Return the tag of a content control: `hertfordshire-2007/business-case/risks@1`."""
    return f"{framework_id}/{document}/{name}@{version}"


def _read(path: Path, schema: str) -> YamlFile:
    file = read_yaml(path)
    check(file, schema)
    return file


def _read_if_there(path: Path, schema: str) -> YamlFile | None:
    return _read(path, schema) if path.exists() else None


# --- what no schema can say -------------------------------------------------------------------------------------------


def _check_ids(
    main: YamlFile, folder: str, bodies: YamlFile, agreement: YamlFile | None, forms: Iterable[YamlFile]
) -> None:
    """Refuse ids that stand twice, do not match the file they are in, or are too long for Word."""
    problems: list[tuple[YamlFile, KeyPath, str]] = []
    if main.data["id"] != folder:
        problems.append(
            (main, ("id",), f"The id '{main.data['id']}' is not the folder's name '{folder}'. Rename one of them.")
        )
    problems += _twice(bodies, [(("bodies", n, "id"), body["id"]) for n, body in enumerate(bodies.data["bodies"])])
    for n, body in enumerate(bodies.data["bodies"]):
        for key in ("membership", "sections"):
            ids = [(("bodies", n, key, i, "id"), entry["id"]) for i, entry in enumerate(body[key])]
            problems += _twice(bodies, ids)
    if agreement:
        problems += _twice(
            agreement,
            [
                (("groups", g, "clauses", c, "id"), clause["id"])
                for g, group in enumerate(agreement.data["groups"])
                for c, clause in enumerate(group["clauses"])
            ],
        )
    for form in forms:
        document = form.data["document"]
        if document != form.path.stem:
            problems.append(
                (
                    form,
                    ("document",),
                    f"The document is '{document}' but the file is '{form.path.name}'. Make them the same.",
                )
            )
        problems += _twice(form, [((*path, "id"), requirement["id"]) for path, requirement in _requirements(form)])
        problems += _twice(form, [(("fields", n, "id"), field["id"]) for n, field in enumerate(form.data["fields"])])
        names = [((*path, "id"), requirement["id"]) for path, requirement in _requirements(form)]
        names += [(("fields", n, "id"), f"field.{field['id']}") for n, field in enumerate(form.data["fields"])]
        for where, name in names:
            tag = answer_tag(folder, document, name, form.data["version"])
            if len(tag) > LONGEST_TAG:
                message = f"The tag '{tag}' has {len(tag)} characters and Word takes {LONGEST_TAG}. Shorten the id."
                problems.append((form, where, message))
        for path, requirement in _requirements(form):
            problems += _twice(
                form, [((*path, "parts", n, "id"), part["id"]) for n, part in enumerate(requirement["parts"])]
            )
    _raise(problems)


def _check_offices(main: YamlFile, bodies: YamlFile, agreement: YamlFile | None) -> None:
    """Refuse a reference to an office that framework.yaml does not list."""
    uses: list[tuple[YamlFile, KeyPath, str]] = [
        (bodies, ("bodies", b, "membership", m, "office"), member["office"])
        for b, body in enumerate(bodies.data["bodies"])
        for m, member in enumerate(body["membership"])
        if "office" in member
    ]
    if agreement:
        uses += [
            (agreement, ("signatories", n, "office"), signatory["office"])
            for n, signatory in enumerate(agreement.data["signatories"])
            if "office" in signatory
        ]
    offices = main.data["offices"]
    _raise(
        (file, path, f"There is no office '{office}' in framework.yaml. Choose one of: {', '.join(sorted(offices))}.")
        for file, path, office in uses
        if office not in offices
    )


def _check_concepts(forms: Iterable[YamlFile]) -> None:
    """Refuse a part whose concept has no file in frameworks/concepts."""
    known = {path.stem for path in data_folder("frameworks").glob("concepts/*.yaml")}
    _raise(
        (
            form,
            (*path, "parts", n, "concepts", c),
            f"There is no concept '{concept}' in frameworks/concepts. Choose one of: {', '.join(sorted(known))}.",
        )
        for form in forms
        for path, requirement in _requirements(form)
        for n, part in enumerate(requirement["parts"])
        for c, concept in enumerate(part["concepts"])
        if concept not in known
    )


def _requirements(form: YamlFile) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    for g, group in enumerate(form.data["groups"]):
        for r, requirement in enumerate(group["requirements"]):
            yield ("groups", g, "requirements", r), requirement


def _twice(file: YamlFile, ids: Iterable[tuple[KeyPath, str]]) -> list[tuple[YamlFile, KeyPath, str]]:
    first: dict[str, KeyPath] = {}
    problems: list[tuple[YamlFile, KeyPath, str]] = []
    for path, name in ids:
        if name in first:
            message = f"The id '{name}' stands in line {file.line(first[name])} already. Give each its own."
            problems.append((file, path, message))
        first.setdefault(name, path)
    return problems


def _raise(problems: Iterable[tuple[YamlFile, KeyPath, str]]) -> None:
    lines = [f"{file.path}:{file.line(path)}: {message}" for file, path, message in problems]
    if lines:
        raise DefinitionError(lines)


# --- from validated data to the typed model ---------------------------------------------------------------------------


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
        conventions=tuple(data["conventions"]),
        types=tuple(InterestType(**interest) for interest in data["types"]),
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
