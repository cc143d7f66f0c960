"""Levels by number, as a self-assessment names them: at its head, in a cell, in a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pbc_checks.rules.matter import Matter
from pbc_checks.submission import Block, BlockKind

_NUMBERS = ("one", "two", "three", "four")
_LEVEL = r"(\d|one|two|three|four)\b"
_CELL = re.compile(rf"\W*(?:level|l)?\s?{_LEVEL}\W*", re.IGNORECASE)
_IN_TEXT = re.compile(rf"\blevel\s?{_LEVEL}", re.IGNORECASE)
NOW = (
    re.compile(
        r"\b(?:level (?:the group|we|it) (?:is|are) (?:now )?at|(?:current|present|existing) level)"
        rf"\W{{0,3}}(?:is )?(?:level )?{_LEVEL}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:group|locality|we) (?:is|are) (?:now |currently |at present )?(?:at|on) level {_LEVEL}", re.IGNORECASE
    ),
)
"""How a group says which level it is at."""

SOUGHT = (
    re.compile(
        r"\b(?:level (?:it|we|the group) seeks?|level (?:sought|applied for|aimed at))"
        rf"\W{{0,3}}(?:is )?(?:level )?{_LEVEL}",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:seek(?:s|ing)?|appl(?:y|ies|ying) for|application for|mov(?:e|ing) (?:up )?to|progress(?:ing|ion)? to)"
        rf" level {_LEVEL}",
        re.IGNORECASE,
    ),
)
"""How a group says which level it seeks."""


def level_in_cell(cell: str) -> int | None:
    """Return the level that a cell holds: 2, L2, Level two."""
    return _number(_CELL.fullmatch(cell))


def level_above(texts: Sequence[str]) -> int | None:
    """Return the level that the first of some headings names which names one."""
    return next((_number(found) for found in map(_IN_TEXT.search, texts) if found), None)


def level_named(
    matter: Matter, field: str, wordings: Sequence[re.Pattern[str]], highest: int
) -> tuple[int | None, Block | None]:
    """Return a level that the form's field or the text names in some wordings, and where; None if it names several."""
    found: dict[int, Block] = {}
    for block, number in _said(matter, wordings):
        found.setdefault(number, block)
    typed = level_in_cell(matter.submission.fields.get(field, ""))
    level = typed or (next(iter(found)) if len(found) == 1 else None)
    return (level, found.get(level)) if level and 1 <= level <= highest else (None, None)


def _said(matter: Matter, wordings: Sequence[re.Pattern[str]]) -> Iterator[tuple[Block, int]]:
    for block in matter.running:
        # A row of more cells is one of the assessment, or the printed form with all its choices side by side.
        if block.kind is BlockKind.TABLE_ROW and len(list(filter(None, block.cells))) > 2:
            continue
        number = next(filter(None, (_number(words.search(block.text)) for words in wordings)), None)
        if number and not (block.kind is BlockKind.TABLE_ROW and len(_IN_TEXT.findall(block.text)) > 1):
            yield block, number


def _number(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    words = match.group(1).lower()
    return int(words) if words.isdigit() else _NUMBERS.index(words) + 1
