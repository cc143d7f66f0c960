"""What a framework itself says of a subject of budget statements, beside its figures."""

from __future__ import annotations

from collections.abc import Iterator

from pbc_checks.rules.matter import BUDGET_STATEMENTS, Matter
from pbc_frameworks.model import Citation, Statement

_RECOVERY = "recovery-plan"
_REVIEW = "review"


def recovery_form(matter: Matter) -> str:
    """Return the title of the framework's form for recovery plans; empty where it has none."""
    document = matter.framework.documents.get(_RECOVERY)
    return document.title if document else ""


def on_recovery(matter: Matter) -> str:
    """Return what the framework's form for recovery plans begins with, in a sentence with its source; or nothing."""
    document = matter.framework.documents.get(_RECOVERY)
    names = [name for part in document.parts for name in part.chapters] if document else []
    return _first(matter, names)


def on_review(matter: Matter) -> str:
    """Return what the framework's form of a budget statement says of a review in the year, with its source."""
    documents = [matter.framework.documents.get(kind) for kind in BUDGET_STATEMENTS]
    parts = [part for document in documents if document for part in document.parts if part.id == _REVIEW]
    return _first(matter, [name for part in parts for name in part.chapters])


def first_duty(matter: Matter, source: Citation) -> str:
    """Return a statement of the framework that rests on a source, with the first of its items, as a sentence."""
    for chapter in matter.framework.chapters:
        for section in chapter.sections:
            for statement in section.statements:
                if statement.source == source and statement.items and "{{" not in statement.text + statement.items[0]:
                    return f"{statement.text.rstrip(':')} {statement.items[0].rstrip('.;')}."
    return ""


def _first(matter: Matter, names: list[str]) -> str:
    statement = next((each for each in _statements(matter, names) if "{{" not in each.text and not each.items), None)
    return f"{statement.text.rstrip('.')} ({matter.framework.source.cite(statement.source)})." if statement else ""


def _statements(matter: Matter, names: list[str]) -> Iterator[Statement]:
    for name in names:
        chapter_id, _, section_id = name.partition("/")
        for chapter in matter.framework.chapters:
            if chapter.id == chapter_id:
                for section in chapter.sections:
                    if not section_id or section.id == section_id:
                        yield from section.statements
