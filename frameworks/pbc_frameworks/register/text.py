"""A register as the text of `register.yaml`, in the layout in which a person would write it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date

from pbc_frameworks.register.model import Interest, NilReturn, Register

_PLAIN = re.compile(r"[A-Za-z£(][\w £%'().,;/&+-]*[\w).%]")
_MEANS_SOMETHING_ELSE = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


def register_text(register: Register, note: str) -> str:
    """Return a register as YAML; `note` is the comment in its first line. Reading it gives the same register."""
    return "\n".join(_lines(register, note)) + "\n"


def _lines(register: Register, note: str) -> Iterator[str]:
    yield f"# {note}"
    if register.opened:
        yield f"opened: {register.opened.isoformat()}"
    if register.updated:
        yield f"updated: {register.updated.isoformat()}"
    yield ""
    yield "interests:" if register.interests else "interests: []"
    if register.interests:
        for interest in register.interests:
            first = "  - "
            for key, value in _interest(interest):
                yield f"{first}{key}: {value}"
                first = "    "
    if register.nil_returns:
        yield from ("", "nil-returns:")
        yield from (f"  - {{{_nil_return(entry)}}}" for entry in register.nil_returns)


def _interest(entry: Interest) -> Iterator[tuple[str, str]]:
    values: dict[str, str | date | tuple[str, ...] | None] = {
        "name": entry.name,
        "role": entry.role,
        "practice": entry.practice,
        "bodies": entry.bodies,
        "organisation": entry.organisation,
        "type": entry.type,
        "relationship": entry.relationship,
        "nature": entry.nature,
        "services": entry.services,
        "from": entry.since,
        "to": entry.until,
        "declared": entry.declared,
        "changed": entry.changed,
        "action": entry.action,
        "withheld-because": entry.withheld,
    }
    yield from ((key, _written(value)) for key, value in values.items() if value)


def _nil_return(entry: NilReturn) -> str:
    values: dict[str, str | date | tuple[str, ...]] = {
        "name": entry.name,
        "role": entry.role,
        "declared": entry.declared,
        "bodies": entry.bodies,
    }
    return ", ".join(f"{key}: {_written(value, quoted=True)}" for key, value in values.items() if value)


def _written(value: str | date | tuple[str, ...] | None, *, quoted: bool = False) -> str:
    """Return a value as YAML; within braces (`quoted`) a text with a comma needs quotation marks."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return f"[{', '.join(_written(word, quoted=True) for word in value)}]"
    words = value or ""
    plain = _PLAIN.fullmatch(words) and ": " not in words and words.lower() not in _MEANS_SOMETHING_ELSE
    if plain and not (quoted and "," in words):
        return words
    return json.dumps(words, ensure_ascii=False)
