"""What no schema can say of a framework's files: that they agree with themselves, with each other and with Word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from pbc_frameworks.errors import DefinitionError
from pbc_frameworks.files import FrameworkFiles
from pbc_frameworks.phrasing import PhrasingError, parse_phrasing
from pbc_frameworks.schedules import figures_of
from pbc_frameworks.shared import NationalRule
from pbc_frameworks.tags import LONGEST_TAG, answer_tag
from pbc_frameworks.trace import carriers, trace
from pbc_frameworks.yaml_file import KeyPath, YamlFile

Problem: TypeAlias = tuple[YamlFile, KeyPath, str]
"""A file, where in it, and a sentence on what is wrong and what to do."""


def check_consistency(
    files: FrameworkFiles,
    chapter_titles: Mapping[str, str],
    concept_ids: Sequence[str],
    rules: Sequence[NationalRule],
) -> None:
    """Check files that fit their schemas against each other and what frameworks share.

    `chapter_titles` are the concerns there are, `concept_ids` the concepts, `rules` the national rules. Raises
    DefinitionError with every problem.
    """
    framework_id = files.folder.name
    actors = [
        *(party["id"] for party in files.framework.data["parties"]),
        *(body["id"] for body in (files.bodies.data["bodies"] if files.bodies else [])),
    ]
    problems = [
        *_framework(files.framework, rules),
        *_parameters(files.parameters, rules),
        *(_bodies(files.bodies, actors) if files.bodies else ()),
        *(_agreement(files.agreement) if files.agreement else ()),
        *(problem for form in files.submissions for problem in _form(framework_id, form, concept_ids)),
        *(problem for chapter in files.chapters for problem in _chapter(chapter, chapter_titles)),
        *(_levels(files.levels) if files.levels else ()),
        *(_process(files.process, actors) if files.process else ()),
        *(_recommendations(files.recommendations) if files.recommendations else ()),
        *(_fields(files.conflicts, "declaration-fields") if files.conflicts else ()),
        *(_schedules(files) if files.schedules else ()),
        *(problem for document in files.documents for problem in _document(files, document)),
        *(_letters(files, files.letters, actors) if files.letters else ()),
        *(_routes(files, files.routes, actors) if files.routes else ()),
        *_offices(files),
        *(_outline(files, files.outline) if files.outline else ()),
    ]
    if problems:
        raise DefinitionError(f"{file.path}:{file.line(path)}: {message}" for file, path, message in problems)


def _framework(file: YamlFile, rules: Sequence[NationalRule]) -> Iterator[Problem]:
    """Refuse another id than the folder's, ids twice, and positions that no national rule offers."""
    folder = file.path.parent.name
    if file.data["id"] != folder:
        yield file, ("id",), f"The id '{file.data['id']}' is not the folder's name '{folder}'. Rename one of them."
    yield from _twice(file, _ids(file.data["parties"], ("parties",)))
    choices = {rule.id: [choice.id for choice in rule.choices] for rule in rules if rule.choices}
    for name, position in file.data.get("positions", {}).items():
        path: KeyPath = ("positions", name)
        if name not in choices:
            yield from _unknown(file, path, "national rule with positions", name, choices)
        else:
            yield from _unknown(file, (*path, "stands"), f"position on '{name}'", position["stands"], choices[name])


def _parameters(file: YamlFile, rules: Sequence[NationalRule]) -> Iterator[Problem]:
    """Refuse figures that contradict each other, and national rules that there are not."""
    parameters = file.data["parameters"]
    bounding = [rule.id for rule in rules if rule.unit]
    for name, parameter in parameters.items():
        path: KeyPath = ("parameters", name)
        for key in ("at-most", "rest-of"):
            yield from _unknown(file, (*path, key), "figure", parameter.get(key, name), parameters)
        if "national" in parameter:
            yield from _unknown(
                file, (*path, "national"), "national rule for a figure", parameter["national"], bounding
            )
        value = parameter["value"]
        if not parameter.get("minimum", value) <= value <= parameter.get("maximum", value):
            message = f"'{name}' is {value}, outside its own minimum and maximum. Correct one of them."
            yield file, (*path, "value"), message


def _chapter(file: YamlFile, titles: Mapping[str, str]) -> Iterator[Problem]:
    """Refuse a concern that is not in the shared list or not its file's, ids twice, and rows of another length."""
    chapter = file.data["chapter"]
    if chapter != file.path.stem:
        yield file, ("chapter",), f"The chapter is '{chapter}' but the file is '{file.path.name}'. Make them the same."
    yield from _unknown(file, ("chapter",), "chapter", chapter, titles)
    yield from _twice(file, _ids(file.data["sections"], ("sections",)))
    for s, section in enumerate(file.data["sections"]):
        tables = section.get("tables", [])
        yield from _twice(file, _ids(tables, ("sections", s, "tables")))
        for t, table in enumerate(tables):
            for r, row in enumerate(table["rows"]):
                if len(row) != len(table["columns"]):
                    message = (
                        f"The row has {len(row)} entries and the table {len(table['columns'])} columns. Correct it."
                    )
                    yield file, ("sections", s, "tables", t, "rows", r), message


def _levels(file: YamlFile) -> Iterator[Problem]:
    known = {key: [entry["id"] for entry in file.data[f"{key}s"]] for key in ("objective", "level")}
    for key in ("objectives", "levels", "criteria"):
        yield from _twice(file, _ids(file.data[key], (key,)))
    for n, criterion in enumerate(file.data["criteria"]):
        for key, choices in known.items():
            yield from _unknown(file, ("criteria", n, key), key, criterion[key], choices)


def _process(file: YamlFile, actors: Sequence[str]) -> Iterator[Problem]:
    stages = file.data["stages"]
    steps = [
        (("stages", s, "steps", n), step) for s, stage in enumerate(stages) for n, step in enumerate(stage["steps"])
    ]
    yield from _twice(file, _ids(stages, ("stages",)))
    yield from _twice(file, [((*path, "id"), step["id"]) for path, step in steps])
    known = [step["id"] for _, step in steps]
    for path, step in steps:
        for n, actor in enumerate(step["by"]):
            yield from _unknown(file, (*path, "by", n), "party or body", actor, actors)
        for n, name in enumerate(step.get("next", [])):
            yield from _unknown(file, (*path, "next", n), "step", name, known)


def _recommendations(file: YamlFile) -> Iterator[Problem]:
    groups, audiences = file.data["groups"], file.data["audiences"]
    yield from _twice(file, _ids(groups, ("groups",)))
    entries = [
        (("groups", g, "recommendations", r), entry)
        for g, group in enumerate(groups)
        for r, entry in enumerate(group["recommendations"])
    ]
    yield from _twice(file, [((*path, "number"), str(entry["number"])) for path, entry in entries], "number")
    for path, entry in entries:
        for n, audience in enumerate(entry["for"]):
            yield from _unknown(file, (*path, "for", n), "audience", audience, audiences)


def _outline(files: FrameworkFiles, file: YamlFile) -> Iterator[Problem]:
    """Refuse a section of the source of which nothing became, and a citation of a section that it does not have."""
    sections = [entry["section"] for entry in file.data["sections"]]
    yield from _twice(file, [(("sections", n, "section"), name) for n, name in enumerate(sections)], "section")
    where: dict[tuple[str, str], KeyPath] = {}
    for n, entry in enumerate(file.data["sections"]):
        where[entry["section"], ""] = ("sections", n)
        for p, part in enumerate(entry.get("parts", [])):
            where[entry["section"], part["item"]] = ("sections", n, "parts", p)
    for traced in trace(files):
        path = where[traced.section, traced.part]
        name = f"'{traced.section}'" + (f", '{traced.part}'," if traced.part else "")
        if traced.lost:
            message = f"No definition cites {name} and no 'background' says why. Add a definition, or the reason."
            yield file, path, message
        elif traced.carriers and traced.background:
            message = f"{name} is cited in {traced.carriers[0].file}, so it is not background. Remove 'background'."
            yield file, path, message
    by_name = {
        cited.path.name if cited.path.parent == files.folder else f"{cited.path.parent.name}/{cited.path.name}": cited
        for cited in files
    }
    for carrier in carriers(files):
        for section in carrier.sections:
            if section not in sections:
                path = next(path for path, line in by_name[carrier.file].lines.items() if line == carrier.line)
                message = (
                    f"The citation names '{section}', which outline.yaml does not list. Correct it, or add the section."
                )
                yield by_name[carrier.file], path, message


def _bodies(file: YamlFile, actors: Sequence[str]) -> Iterator[Problem]:
    bodies = file.data["bodies"]
    yield from _twice(file, _ids(bodies, ("bodies",)))
    for n, body in enumerate(bodies):
        for key in ("membership", "sections"):
            yield from _twice(file, _ids(body[key], ("bodies", n, key)))
        for r, name in enumerate(body.get("reports-to", [])):
            others = [actor for actor in actors if actor != body["id"]]
            yield from _unknown(file, ("bodies", n, "reports-to", r), "other party or body", name, others)


def _agreement(file: YamlFile) -> Iterator[Problem]:
    groups = file.data["groups"]
    yield from _twice(file, _ids(groups, ("groups",)))
    clauses = (entry for g, group in enumerate(groups) for entry in _ids(group["clauses"], ("groups", g, "clauses")))
    yield from _twice(file, clauses)
    for g, group in enumerate(groups):
        for n, clause in enumerate(group["clauses"]):
            path = ("groups", g, "clauses", n)
            yield from _looks_for(file, (*path, "looks-for"), clause.get("looks-for", []))
            for i, item in enumerate(clause.get("items", [])):
                if isinstance(item, dict):
                    yield from _looks_for(file, (*path, "items", i, "looks-for"), item["looks-for"])


def _looks_for(file: YamlFile, path: KeyPath, groups: Sequence[Sequence[str]]) -> Iterator[Problem]:
    """Refuse phrasings that cannot be understood."""
    for g, group in enumerate(groups):
        for p, phrasing in enumerate(group):
            try:
                parse_phrasing(phrasing)
            except PhrasingError as error:
                yield file, (*path, g, p), str(error)


def _form(framework_id: str, file: YamlFile, concepts: Sequence[str]) -> Iterator[Problem]:
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
    for path, requirement in requirements:
        columns = requirement.get("table", {}).get("columns", [])
        yield from _twice(file, _ids(columns, (*path, "table", "columns")))
        names += [
            ((*path, "table", "columns", n, "id"), f"{requirement['id']}.{c['id']}") for n, c in enumerate(columns)
        ]
    for where, name in names:
        yield from _tag(file, where, answer_tag(framework_id, document, name, version))
    for path, requirement in requirements:
        yield from _twice(file, _ids(requirement["parts"], (*path, "parts")))
        for n, part in enumerate(requirement["parts"]):
            for c, concept in enumerate(part["concepts"]):
                yield from _unknown(file, (*path, "parts", n, "concepts", c), "concept", concept, concepts)


def _schedules(files: FrameworkFiles) -> Iterator[Problem]:
    """Refuse ids twice, figures and levels that there are not, and routes of which the last has a ceiling."""
    file = files.schedules
    if file is None:
        return
    schedules = file.data["schedules"]
    levels = [level["id"] for level in files.levels.data["levels"]] if files.levels else []
    yield from _twice(file, _ids(schedules, ("schedules",)))
    for n, entry in enumerate(schedules):
        for path, figure in figures_of(entry):
            yield from _unknown(file, ("schedules", n, *path), "figure", figure, files.parameters.data["parameters"])
        for i, level in enumerate(entry.get("levels", [])):
            yield from _unknown(file, ("schedules", n, "levels", i, "level"), "level", level["level"], levels)
        for i, route in enumerate(entry.get("routes", [])):
            if ("up-to" in route) == (i == len(entry["routes"]) - 1):
                message = "Every route but the last needs 'up-to', and the last has none. Correct it."
                yield file, ("schedules", n, "routes", i), message


_CONTENT_NEEDS = {
    "levels": "levels",
    "level-commitments": "levels",
    "level-self-assessment": "levels",
    "process": "process",
    "process-diagram": "process",
    "recommendations-self-assessment": "recommendations",
    "organisation-diagram": "bodies",
}


def _document(files: FrameworkFiles, file: YamlFile) -> Iterator[Problem]:
    """Refuse what a document names and the framework does not have, ids twice, and tags too long for Word."""
    document, parts = file.data["document"], file.data["parts"]
    if document != file.path.stem:
        message = f"The document is '{document}' but the file is '{file.path.name}'. Make them the same."
        yield file, ("document",), message
    if any(form.data["document"] == document for form in files.submissions):
        yield file, ("document",), f"There is a submission '{document}' already. Give this document another name."
    known: dict[str, Iterable[str]] = {
        "chapters": _sections(files),
        "schedules": [entry["id"] for entry in files.schedules.data["schedules"]] if files.schedules else [],
        "figures": files.parameters.data["parameters"],
        "content": ["practices", *(name for name, needed in _CONTENT_NEEDS.items() if getattr(files, needed))],
    }
    names: list[tuple[KeyPath, str]] = [
        (("fields", n, "id"), f"field.{field['id']}") for n, field in enumerate(file.data.get("fields", []))
    ]
    yield from _twice(file, _ids(parts, ("parts",)))
    yield from _fields(file, "fields")
    questions = [
        (("parts", p, "questions", q), question)
        for p, part in enumerate(parts)
        for q, question in enumerate(part.get("questions", []))
    ]
    yield from _twice(file, [((*path, "id"), question["id"]) for path, question in questions])
    for p, part in enumerate(parts):
        for key, choices in known.items():
            for n, name in enumerate(part.get(key, [])):
                yield from _unknown(file, ("parts", p, key, n), key.removesuffix("s"), name, choices)
    for path, question in questions:
        columns = question.get("table", {}).get("columns", [])
        yield from _twice(file, _ids(columns, (*path, "table", "columns")))
        names.append(((*path, "id"), question["id"]))
        names += [((*path, "table", "columns", n, "id"), f"{question['id']}.{c['id']}") for n, c in enumerate(columns)]
    printed = {name for part in parts for name in part.get("content", [])}
    if files.levels and "level-self-assessment" in printed:
        names += [(("document",), f"{criterion['id']}.met") for criterion in files.levels.data["criteria"]]
    for where, name in names:
        yield from _tag(file, where, answer_tag(files.folder.name, document, name, file.data["version"]))


def _letters(files: FrameworkFiles, file: YamlFile, actors: Sequence[str]) -> Iterator[Problem]:
    """Refuse who decides, what is decided, the time and the sections of chapters where there are none such."""
    kinds = [each.data["document"] for each in (*files.submissions, *files.documents)]
    yield from _unknown(file, ("by",), "party or body", file.data["by"], actors)
    if "limit" in file.data:
        yield from _unknown(file, ("limit",), "figure", file.data["limit"], files.parameters.data["parameters"])
    for key, choices in (("decides", kinds), ("rules", _sections(files)), ("disagreement", _sections(files))):
        for n, name in enumerate(file.data.get(key, [])):
            yield from _unknown(file, (key, n), "document" if key == "decides" else "chapter", name, choices)


def _routes(files: FrameworkFiles, file: YamlFile, actors: Sequence[str]) -> Iterator[Problem]:
    """Refuse ids twice, a kind of document that goes two ways, and what a route names that there is not."""
    kinds = [each.data["document"] for each in (*files.submissions, *files.documents)]
    kinds += ["agreement"] if files.agreement else []
    routes, papers = file.data["routes"], file.data.get("papers", [])
    yield from _twice(file, _ids(routes, ("routes",)))
    yield from _twice(file, _ids(papers, ("papers",)))
    for actor in file.data.get("names", {}):
        yield from _unknown(file, ("names", actor), "party or body", actor, actors)
    for n, paper in enumerate(papers):
        yield from _unknown(file, ("papers", n, "kind"), "document", paper.get("kind", kinds[0]), kinds)
        for i, kind in enumerate(paper.get("within", [])):
            yield from _unknown(file, ("papers", n, "within", i), "document", kind, kinds)
    gone = [(("routes", r, "of", n), kind) for r, route in enumerate(routes) for n, kind in enumerate(route["of"])]
    for path, kind in gone:
        yield from _unknown(file, path, "document", kind, kinds)
    yield from _twice(file, gone, "document")
    for r, route in enumerate(routes):
        yield from _twice(file, _ids(route["steps"], ("routes", r, "steps")))
        for n, step in enumerate(route["steps"]):
            yield from _route_step(files, file, ("routes", r, "steps", n), step, actors)


def _route_step(
    files: FrameworkFiles, file: YamlFile, path: KeyPath, step: dict[str, Any], actors: Sequence[str]
) -> Iterator[Problem]:
    conflicts = files.conflicts.data["rules"] if files.conflicts else []
    known: dict[str, tuple[str, Iterable[str]]] = {
        "by": ("party or body", actors),
        "papers": ("paper", [paper["id"] for paper in file.data.get("papers", [])]),
        "conflicts": ("rule on conflicts with an id", [rule["id"] for rule in conflicts if "id" in rule]),
    }
    for key, (what, choices) in known.items():
        for n, name in enumerate(step.get(key, [])):
            yield from _unknown(file, (*path, key, n), what, name, choices)
    sums = [name for name, figure in files.parameters.data["parameters"].items() if figure["unit"] == "pounds"]
    for key in ("up-to", "above"):
        if key in step:
            yield from _unknown(file, (*path, key), "figure in pounds", step[key], sums)
    if {"up-to", "above"} & step.keys() and step.get("when") != "freed-up-resources":
        message = "The step goes by a value, which is that of freed-up resources. Add 'when: freed-up-resources' to it."
        yield file, path, message


def _sections(files: FrameworkFiles) -> list[str]:
    return [f"{each.data['chapter']}/{part['id']}" for each in files.chapters for part in each.data["sections"]]


def _tag(file: YamlFile, where: KeyPath, tag: str) -> Iterator[Problem]:
    if len(tag) > LONGEST_TAG:
        message = f"The tag '{tag}' has {len(tag)} characters and Word takes {LONGEST_TAG}. Shorten the id."
        yield file, where, message


def _fields(file: YamlFile, key: str) -> Iterator[Problem]:
    """Refuse ids twice, a choice that offers nothing, and choices where nothing is chosen."""
    fields = file.data.get(key, [])
    yield from _twice(file, _ids(fields, (key,)))
    for n, field in enumerate(fields):
        if (field.get("kind") == "choice") != ("choices" in field):
            message = f"The field '{field['id']}' needs both 'kind: choice' and 'choices', or neither. Correct it."
            yield file, (key, n), message


def _offices(files: FrameworkFiles) -> Iterator[Problem]:
    """Refuse a reference to an office that framework.yaml does not list."""
    bodies = files.bodies
    uses: list[tuple[YamlFile, KeyPath, dict[str, Any]]] = []
    if bodies:
        uses += [
            (bodies, ("bodies", b, "membership", m, "office"), member)
            for b, body in enumerate(bodies.data["bodies"])
            for m, member in enumerate(body["membership"])
        ]
    if files.letters:
        uses.append((files.letters, ("signatory", "office"), files.letters.data["signatory"]))
    for file in (*((files.agreement,) if files.agreement else ()), *files.documents):
        signatories = enumerate(file.data.get("signatories", []))
        uses += [(file, ("signatories", n, "office"), signatory) for n, signatory in signatories]
    offices = files.framework.data["offices"]
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


def _unknown(file: YamlFile, path: KeyPath, kind: str, name: str, known: Iterable[str]) -> Iterator[Problem]:
    """Refuse a name that nothing has."""
    choices = sorted(known)
    if name not in choices:
        yield file, path, f"There is no {kind} '{name}'. Choose one of: {', '.join(choices) or 'none'}."


def _twice(file: YamlFile, ids: Iterable[tuple[KeyPath, str]], kind: str = "id") -> Iterator[Problem]:
    first: dict[str, KeyPath] = {}
    for path, name in ids:
        if name in first:
            yield file, path, f"The {kind} '{name}' stands in line {file.line(first[name])} already. Give each its own."
        first.setdefault(name, path)
