"""What no schema can say of a framework's files: that they agree with themselves, with each other and with Word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from pbc_frameworks.data import data_folder
from pbc_frameworks.errors import DefinitionError
from pbc_frameworks.tags import LONGEST_TAG, answer_tag
from pbc_frameworks.yaml_file import KeyPath, YamlFile

Problem: TypeAlias = tuple[YamlFile, KeyPath, str]
"""A file, where in it, and a sentence on what is wrong and what to do."""


def check_consistency(
    framework: YamlFile,
    bodies: YamlFile,
    agreement: YamlFile | None,
    conflicts: YamlFile | None,
    forms: Sequence[YamlFile],
) -> None:
    """Check files that fit their schemas against each other. Raises DefinitionError with every problem."""
    problems = [
        *_framework(framework),
        *_bodies(bodies),
        *(_agreement(agreement) if agreement else ()),
        *(problem for form in forms for problem in _form(framework.path.parent.name, form)),
        *(_fields(conflicts, "declaration-fields") if conflicts else ()),
        *_offices(framework, bodies, agreement),
    ]
    if problems:
        raise DefinitionError(f"{file.path}:{file.line(path)}: {message}" for file, path, message in problems)


def _framework(file: YamlFile) -> Iterator[Problem]:
    """Refuse another id than the folder's, ids twice, and figures that contradict each other."""
    folder, parameters = file.path.parent.name, file.data["parameters"]
    if file.data["id"] != folder:
        yield file, ("id",), f"The id '{file.data['id']}' is not the folder's name '{folder}'. Rename one of them."
    yield from _twice(file, _ids(file.data["parties"], ("parties",)))
    for name, parameter in parameters.items():
        for key in ("at-most", "rest-of"):
            other = parameter.get(key, name)
            if other not in parameters:
                choices = ", ".join(sorted(parameters))
                yield file, ("parameters", name, key), f"There is no figure '{other}'. Choose one of: {choices}."
        value = parameter["value"]
        if not parameter.get("minimum", value) <= value <= parameter.get("maximum", value):
            message = f"'{name}' is {value}, outside its own minimum and maximum. Correct one of them."
            yield file, ("parameters", name, "value"), message


def _bodies(file: YamlFile) -> Iterator[Problem]:
    bodies = file.data["bodies"]
    yield from _twice(file, _ids(bodies, ("bodies",)))
    for n, body in enumerate(bodies):
        for key in ("membership", "sections"):
            yield from _twice(file, _ids(body[key], ("bodies", n, key)))


def _agreement(file: YamlFile) -> Iterator[Problem]:
    groups = file.data["groups"]
    yield from _twice(file, _ids(groups, ("groups",)))
    clauses = (entry for g, group in enumerate(groups) for entry in _ids(group["clauses"], ("groups", g, "clauses")))
    yield from _twice(file, clauses)


def _form(framework_id: str, file: YamlFile) -> Iterator[Problem]:
    """Refuse ids twice, tags too long for Word, concepts that have no file, and a document that is not its file's."""
    document, version = file.data["document"], file.data["version"]
    if document != file.path.stem:
        message = f"The document is '{document}' but the file is '{file.path.name}'. Make them the same."
        yield file, ("document",), message
    requirements = list(_requirements(file))
    groups = _ids(file.data["groups"], ("groups",))
    yield from _twice(file, [*groups, *(((*path, "id"), requirement["id"]) for path, requirement in requirements)])
    yield from _fields(file, "fields")
    names = [((*path, "id"), requirement["id"]) for path, requirement in requirements]
    names += [(path, f"field.{name}") for path, name in _ids(file.data["fields"], ("fields",))]
    for where, name in names:
        tag = answer_tag(framework_id, document, name, version)
        if len(tag) > LONGEST_TAG:
            message = f"The tag '{tag}' has {len(tag)} characters and Word takes {LONGEST_TAG}. Shorten the id."
            yield file, where, message
    concepts = sorted(path.stem for path in data_folder("frameworks").glob("concepts/*.yaml") if path.stem[0] != "_")
    for path, requirement in requirements:
        yield from _twice(file, _ids(requirement["parts"], (*path, "parts")))
        for n, part in enumerate(requirement["parts"]):
            for c, concept in enumerate(part["concepts"]):
                if concept not in concepts:
                    message = f"There is no concept '{concept}' in frameworks/concepts. Choose one of: "
                    yield file, (*path, "parts", n, "concepts", c), f"{message}{', '.join(concepts)}."


def _fields(file: YamlFile, key: str) -> Iterator[Problem]:
    """Refuse ids twice, a choice that offers nothing, and choices where nothing is chosen."""
    yield from _twice(file, _ids(file.data[key], (key,)))
    for n, field in enumerate(file.data[key]):
        if (field.get("kind") == "choice") != ("choices" in field):
            message = f"The field '{field['id']}' needs both 'kind: choice' and 'choices', or neither. Correct it."
            yield file, (key, n), message


def _offices(framework: YamlFile, bodies: YamlFile, agreement: YamlFile | None) -> Iterator[Problem]:
    """Refuse a reference to an office that framework.yaml does not list."""
    uses: list[tuple[YamlFile, KeyPath, dict[str, Any]]] = [
        (bodies, ("bodies", b, "membership", m, "office"), member)
        for b, body in enumerate(bodies.data["bodies"])
        for m, member in enumerate(body["membership"])
    ]
    if agreement:
        signatories = enumerate(agreement.data["signatories"])
        uses += [(agreement, ("signatories", n, "office"), signatory) for n, signatory in signatories]
    offices = framework.data["offices"]
    for file, path, entry in uses:
        if entry.get("office", "") not in {"", *offices}:
            choices = ", ".join(sorted(offices))
            yield file, path, f"There is no office '{entry['office']}' in framework.yaml. Choose one of: {choices}."


def _requirements(form: YamlFile) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    for g, group in enumerate(form.data["groups"]):
        for r, requirement in enumerate(group["requirements"]):
            yield ("groups", g, "requirements", r), requirement


def _ids(entries: Iterable[dict[str, Any]], path: KeyPath) -> list[tuple[KeyPath, str]]:
    """Return the id of each entry of a list with its place."""
    return [((*path, n, "id"), entry["id"]) for n, entry in enumerate(entries)]


def _twice(file: YamlFile, ids: Iterable[tuple[KeyPath, str]]) -> Iterator[Problem]:
    first: dict[str, KeyPath] = {}
    for path, name in ids:
        if name in first:
            yield file, path, f"The id '{name}' stands in line {file.line(first[name])} already. Give each its own."
        first.setdefault(name, path)
