"""Formulas of a Word file in a line of text: what Word shows by where the pieces stand gets a sign of its own."""

from __future__ import annotations

from collections.abc import Iterator

from pbc_checks.read.word_package import Element

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MATHS_TEXT = f"{_M}t"
MATHS_SIGNS = frozenset(f"{_M}{name}" for name in ("f", "sSup", "sSubSup", "rad", "d", "nary"))
"""The elements whose pieces are read with signs between them."""


def signs(formula: Element) -> Iterator[tuple[str, Element | None]]:
    """Yield the pieces of a formula, each with the sign before it; the last may be a sign alone.

    A fraction of 1 and 2 reads as 1/2, and 10 with a raised 6 as 10^6: side by side they would be other numbers.
    """
    name = formula.tag.rpartition("}")[2]
    match name:
        case "f":
            for number, piece in enumerate((formula.find(f"{_M}num"), formula.find(f"{_M}den"))):
                long = piece is not None and sum(1 for _ in piece.iter(MATHS_TEXT)) > 1
                yield ("/" if number else "") + ("(" if long else ""), piece
                if long:
                    yield ")", None
        case "sSup" | "sSubSup":
            yield "", formula.find(f"{_M}e")
            yield "", formula.find(f"{_M}sub")
            yield "^", formula.find(f"{_M}sup")
        case "rad":
            yield "", formula.find(f"{_M}deg")
            yield "√(", formula.find(f"{_M}e")
            yield ")", None
        case "nary":
            yield _of(formula, "naryPr", "chr", "∫"), formula.find(f"{_M}sub")
            yield "", formula.find(f"{_M}sup")
            yield " ", formula.find(f"{_M}e")
        case _:
            yield _of(formula, "dPr", "begChr", "("), None
            for number, piece in enumerate(formula.iterchildren(f"{_M}e")):
                yield _of(formula, "dPr", "sepChr", "|") if number else "", piece
            yield _of(formula, "dPr", "endChr", ")"), None


def _of(formula: Element, properties: str, name: str, usual: str) -> str:
    """Return a character that the properties of a formula name, or the usual one."""
    found = formula.find(f"{_M}{properties}/{_M}{name}")
    return found.get(f"{_M}val", "") if found is not None else usual
