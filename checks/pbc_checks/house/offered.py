"""What a template may use, from the tables of the code that uses them: as text, and as data."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from pbc_generator.render.word.placeholders import FILTERS, LINE_FIELDS, PLACEHOLDERS, Where
from pbc_generator.render.word.style_uses import STYLE_USES

SCHEMA = "pbcgov-house-list/1"
_WIDTH = 100


def offered() -> dict[str, Any]:
    """Return what a template may use, as data."""
    placeholders = [
        {
            "name": each.name,
            "written": each.written,
            "means": each.means,
            "example": each.example,
            "where": each.where.value,
            "needed": _needed(each.name, each.lack),
        }
        for each in PLACEHOLDERS
    ]
    placeholders += [
        {
            "name": f"line.{each.name}",
            "written": each.written,
            "means": each.means,
            "example": each.example,
            "where": Where.LINE.value,
            "needed": "optional",
        }
        for each in LINE_FIELDS
    ]
    styles = [{"name": use.name, "purpose": use.purpose} for use in STYLE_USES if use.purpose]
    return {"schema": SCHEMA, "placeholders": placeholders, "filters": list(FILTERS), "styles": styles}


def _needed(name: str, lack: str) -> str:
    if name == "body":
        return "required"
    return "recommended" if lack else "optional"


def offered_text() -> str:
    """Return what a template may use as lines of at most 100 characters, with a line break at the end."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    data = offered()
    yield "Placeholders that a template may use, as they are written in it:"
    for each in data["placeholders"]:
        yield ""
        yield f"  {each['written']}" + ("" if each["needed"] == "optional" else f"  ({each['needed']})")
        yield from _wrapped(f"{each['means']}. Example: {each['example']}", "      ")
        yield from _wrapped(f"Where: {each['where']}.", "      ")
    yield ""
    yield from _wrapped(f"Words may be changed as in {{{{ title|upper }}}}: {', '.join(data['filters'])}.", "")
    yield ""
    yield "Styles that documents use. Those that the template has are used as they look there:"
    yield ""
    for style in data["styles"]:
        yield f"  {style['name']:24} {style['purpose']}"


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
