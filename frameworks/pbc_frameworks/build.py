"""A framework's files, already checked, as the typed model. Nothing here reads files or can fail."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pbc_frameworks.files import FrameworkFiles
from pbc_frameworks.model import (
    AgreementDefinition,
    AnswerTable,
    Body,
    Chapter,
    ChapterSection,
    ChapterTable,
    Citation,
    Clause,
    ClauseGroup,
    ConflictRule,
    ConflictRules,
    DecisionProcess,
    DocumentDefinition,
    DocumentPart,
    FormField,
    Framework,
    InterestType,
    LetterRules,
    Level,
    LevelCriterion,
    Levels,
    Member,
    Objective,
    OutlinePart,
    OutlineSection,
    Paper,
    Parameter,
    Part,
    Party,
    Position,
    Question,
    Recommendation,
    RecommendationGroup,
    Recommendations,
    Requirement,
    RequirementGroup,
    RouteNote,
    Routes,
    RouteStep,
    Section,
    Signatory,
    Source,
    Stage,
    Statement,
    Step,
    SubmissionDefinition,
    SubmissionRoute,
)
from pbc_frameworks.phrasing import Phrasing, parse_phrasing
from pbc_frameworks.register.model import RegisterTimes
from pbc_frameworks.schedules import schedule


def build(files: FrameworkFiles, chapter_titles: Mapping[str, str], register_form: Mapping[str, Any]) -> Framework:
    """Return a framework from its files.

    `chapter_titles` are the titles of the concerns in their order, `register_form` what frameworks share of a register.
    """
    data = files.framework.data
    order = list(chapter_titles)
    chapters = sorted((file.data for file in files.chapters), key=lambda chapter: order.index(chapter["chapter"]))
    return Framework(
        id=data["id"],
        title=data["title"],
        version=data["version"],
        summary=data["summary"].strip(),
        period=data["period"],
        area=data["area"],
        source=Source(**data["source"]),
        parameters={name: _parameter(name, value) for name, value in files.parameters.data["parameters"].items()},
        offices=data["offices"],
        parties=tuple(
            Party(party["id"], party["title"], _statements(party["role"]), _citation(party["source"]))
            for party in data["parties"]
        ),
        principles=_statements(data["principles"]),
        bodies=tuple(_body(body) for body in files.bodies.data["bodies"]) if files.bodies else (),
        agreement=_agreement(files.agreement.data) if files.agreement else None,
        conflicts=_conflicts({**register_form, **files.conflicts.data}) if files.conflicts else None,
        submissions={form.data["document"]: _submission(form.data) for form in files.submissions},
        positions={
            rule: Position(rule, position["stands"], position["text"], _citation(position["source"]))
            for rule, position in data.get("positions", {}).items()
        },
        chapters=tuple(_chapter(chapter, chapter_titles[chapter["chapter"]]) for chapter in chapters),
        levels=_levels(files.levels.data) if files.levels else None,
        process=_process(files.process.data) if files.process else None,
        recommendations=_recommendations(files.recommendations.data) if files.recommendations else None,
        documents={document.data["document"]: _document(document.data) for document in files.documents},
        schedules={entry["id"]: schedule(entry) for entry in files.schedules.data["schedules"]}
        if files.schedules
        else {},
        letters=_letters(files.letters.data) if files.letters else None,
        routes=_routes(files.routes.data) if files.routes else None,
        outline=_outline(files.outline.data) if files.outline else (),
        background=files.background,
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
        per=data.get("per", ""),
        national=data.get("national", ""),
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
                post=member.get("post", ""),
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
        reports_to=tuple(data.get("reports-to", [])),
        approves=tuple(data.get("approves", [])),
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
                tuple(_clause(clause) for clause in group["clauses"]),
            )
            for group in data["groups"]
        ),
        signatories=tuple(Signatory(**signatory) for signatory in data["signatories"]),
    )


def _clause(data: dict[str, Any]) -> Clause:
    items = [item if isinstance(item, dict) else {"text": item} for item in data.get("items", [])]
    return Clause(
        id=data["id"],
        text=data["text"],
        source=_citation(data["source"]),
        items=tuple(item["text"] for item in items),
        looks_for=_looks_for(data),
        items_look_for=tuple(_looks_for(item) for item in items),
    )


def _looks_for(data: dict[str, Any]) -> tuple[tuple[Phrasing, ...], ...]:
    return tuple(tuple(parse_phrasing(words) for words in group) for group in data.get("looks-for", []))


def _conflicts(data: dict[str, Any]) -> ConflictRules:
    return ConflictRules(
        title=data["title"],
        version=data["version"],
        introduction=data["introduction"],
        rules=tuple(
            ConflictRule(
                rule["text"],
                _citation(rule["source"]),
                tuple(rule.get("items", [])),
                tuple(rule.get("effects", [])),
                rule.get("id", ""),
            )
            for rule in data["rules"]
        ),
        conventions_introduction=data["conventions-introduction"],
        conventions=tuple(data["conventions"]),
        types=tuple(InterestType(**interest) for interest in data["types"]),
        declaration_introduction=data["declaration-introduction"],
        declaration_statement=data["declaration-statement"],
        declaration_fields=_fields(data["declaration-fields"]),
        times=RegisterTimes(**{key.replace("-", "_"): value for key, value in data["times"].items()}),
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
        table=_answer_table(data["table"]) if "table" in data else None,
    )


def _document(data: dict[str, Any]) -> DocumentDefinition:
    return DocumentDefinition(
        kind=data["document"],
        title=data["title"],
        version=data["version"],
        each=data["each"],
        introduction=data["introduction"],
        parts=tuple(_document_part(part) for part in data["parts"]),
        subtitle=data.get("subtitle", ""),
        fields=_fields(data.get("fields", [])),
        signatories=tuple(Signatory(**signatory) for signatory in data.get("signatories", [])),
        landscape=data.get("landscape", False),
    )


def _document_part(data: dict[str, Any]) -> DocumentPart:
    lists = ("chapters", "content", "schedules", "figures")
    return DocumentPart(
        id=data["id"],
        title=data["title"],
        introduction=data.get("introduction", ""),
        statements=_statements(data.get("statements", [])),
        questions=tuple(_question(question) for question in data.get("questions", [])),
        **{key: tuple(data.get(key, [])) for key in lists},
    )


def _letters(data: dict[str, Any]) -> LetterRules:
    return LetterRules(
        version=data["version"],
        by=data["by"],
        decides=tuple(data["decides"]),
        signatory=Signatory(**data["signatory"]),
        source=_citation(data["source"]),
        limit=data.get("limit", ""),
        rules=tuple(data.get("rules", [])),
        disagreement=tuple(data.get("disagreement", [])),
    )


def _routes(data: dict[str, Any]) -> Routes:
    return Routes(
        routes=tuple(
            SubmissionRoute(
                id=route["id"],
                title=route["title"],
                of=tuple(route["of"]),
                steps=tuple(_route_step(step) for step in route["steps"]),
                notes=tuple(
                    RouteNote(note["text"], _citation(note["source"]), note.get("when", ""))
                    for note in route.get("notes", [])
                ),
                uses=route.get("uses", ""),
            )
            for route in data["routes"]
        ),
        papers=tuple(
            Paper(
                id=paper["id"],
                title=paper["title"],
                source=_citation(paper["source"]),
                called=tuple(paper["called"]),
                kind=paper.get("kind", ""),
                within=tuple(paper.get("within", [])),
            )
            for paper in data.get("papers", [])
        ),
        names={actor: tuple(names) for actor, names in data.get("names", {}).items()},
    )


def _route_step(data: dict[str, Any]) -> RouteStep:
    return RouteStep(
        id=data["id"],
        by=tuple(data["by"]),
        does=data["does"],
        text=data["text"],
        source=_citation(data["source"]),
        when=data.get("when", ""),
        up_to=data.get("up-to", ""),
        above=data.get("above", ""),
        later=data.get("later", False),
        papers=tuple(data.get("papers", [])),
        conflicts=tuple(data.get("conflicts", [])),
    )


def _question(data: dict[str, Any]) -> Question:
    return Question(
        id=data["id"],
        title=data["title"],
        prompt=data["prompt"],
        guidance=data.get("guidance", ""),
        source=_citation(data["source"]) if "source" in data else None,
        table=_answer_table(data["table"]) if "table" in data else None,
    )


def _answer_table(data: dict[str, Any]) -> AnswerTable:
    columns, first = data["columns"], tuple(data.get("first", []))
    return AnswerTable(
        columns=tuple(
            FormField(column["id"], column["title"], column.get("kind", "text"), tuple(column.get("choices", [])))
            for column in columns
        ),
        rows=len(first) or data.get("rows", 4),
        widths=tuple(column.get("width", 1) for column in columns) if any("width" in each for each in columns) else (),
        first=first,
    )


def _chapter(data: dict[str, Any], title: str) -> Chapter:
    return Chapter(
        data["chapter"],
        title,
        data.get("introduction", ""),
        tuple(
            ChapterSection(
                section["id"],
                section["title"],
                _statements(section.get("statements", [])),
                tuple(_table(table) for table in section.get("tables", [])),
            )
            for section in data["sections"]
        ),
    )


def _table(data: dict[str, Any]) -> ChapterTable:
    rows = tuple(tuple(row) for row in data["rows"])
    return ChapterTable(data["id"], data["caption"], tuple(data["columns"]), rows, _citation(data["source"]))


def _levels(data: dict[str, Any]) -> Levels:
    return Levels(
        title=data["title"],
        introduction=_statements(data["introduction"]),
        objectives=tuple(
            Objective(entry["id"], entry["title"], _citation(entry["source"]), entry.get("note", ""))
            for entry in data["objectives"]
        ),
        levels=tuple(Level(level["id"], level["title"], _statements(level["commitments"])) for level in data["levels"]),
        criteria=tuple(
            LevelCriterion(entry["id"], entry["objective"], entry["level"], entry["text"], _citation(entry["source"]))
            for entry in data["criteria"]
        ),
        notes=_statements(data.get("notes", [])),
    )


def _process(data: dict[str, Any]) -> DecisionProcess:
    return DecisionProcess(
        data["title"],
        data.get("introduction", ""),
        tuple(
            Stage(stage["id"], stage["title"], tuple(_step(step) for step in stage["steps"]))
            for stage in data["stages"]
        ),
        _statements(data.get("notes", [])),
    )


def _step(data: dict[str, Any]) -> Step:
    return Step(
        id=data["id"],
        number=data["number"],
        title=data["title"],
        by=tuple(data["by"]),
        text=data["text"],
        source=_citation(data["source"]),
        items=tuple(data.get("items", [])),
        next=tuple(data.get("next", [])),
    )


def _recommendations(data: dict[str, Any]) -> Recommendations:
    return Recommendations(
        data["title"],
        data.get("introduction", ""),
        data["audiences"],
        tuple(
            RecommendationGroup(
                group["id"],
                group["title"],
                tuple(
                    Recommendation(
                        entry["number"],
                        entry["text"],
                        tuple(entry["for"]),
                        _citation(entry["source"]),
                        entry.get("evidence", ""),
                    )
                    for entry in group["recommendations"]
                ),
            )
            for group in data["groups"]
        ),
    )


def _outline(data: dict[str, Any]) -> tuple[OutlineSection, ...]:
    return tuple(
        OutlineSection(
            entry["section"],
            entry["title"],
            entry.get("background", ""),
            tuple(OutlinePart(part["item"], part.get("background", "")) for part in entry.get("parts", [])),
        )
        for entry in data["sections"]
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
