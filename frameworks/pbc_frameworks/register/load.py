"""`register.yaml`, validated and typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pbc_frameworks.errors import DefinitionError
from pbc_frameworks.register.model import Interest, NilReturn, Register
from pbc_frameworks.validate import check
from pbc_frameworks.yaml_file import YamlFile, parse_yaml, read_yaml, without_empty


def load_register(path: Path) -> Register:
    """Return a register of interests. Raises DefinitionError."""
    return _register(read_yaml(path))


def parse_register(text: str, path: Path) -> Register:
    """Return the register that a text in YAML holds; `path` is only for messages. Raises DefinitionError."""
    return _register(parse_yaml(text, path))


def _register(file: YamlFile) -> Register:
    file = replace(file, data=without_empty(file.data))
    check(file, "register")
    interests = file.data.get("interests", [])
    problems = [
        f"{file.path}:{file.line(('interests', n, key))}: {message}"
        for n, entry in enumerate(interests)
        for key, message in _contradictions(entry)
    ]
    if problems:
        raise DefinitionError(problems)
    return Register(
        updated=_date(file.data, "updated"),
        interests=tuple(_interest(entry, file.line(("interests", n))) for n, entry in enumerate(interests)),
        nil_returns=tuple(
            NilReturn(
                entry["name"],
                entry["role"],
                date.fromisoformat(entry["declared"]),
                tuple(entry.get("bodies", [])),
                file.line(("nil-returns", n)),
            )
            for n, entry in enumerate(file.data.get("nil-returns", []))
        ),
        opened=_date(file.data, "opened"),
    )


def _contradictions(entry: dict[str, Any]) -> list[tuple[str, str]]:
    found = []
    if entry.get("to", "9999") < entry["from"]:
        found.append(("to", "The interest ends before it begins. Correct 'from' or 'to'."))
    if entry.get("changed", "9999") < entry["declared"]:
        found.append(("changed", "The interest changed before it was declared. Correct 'changed' or 'declared'."))
    return found


def _interest(data: dict[str, Any], line: int) -> Interest:
    return Interest(
        name=data["name"],
        role=data["role"],
        organisation=data["organisation"],
        type=data["type"],
        nature=data["nature"],
        since=date.fromisoformat(data["from"]),
        declared=date.fromisoformat(data["declared"]),
        action=data.get("action", ""),
        until=_date(data, "to"),
        changed=_date(data, "changed"),
        relationship=data.get("relationship", ""),
        practice=data.get("practice", ""),
        bodies=tuple(data.get("bodies", [])),
        services=tuple(data.get("services", [])),
        withheld=data.get("withheld-because", ""),
        line=line,
    )


def _date(data: dict[str, Any], key: str) -> date | None:
    return date.fromisoformat(data[key]) if key in data else None
