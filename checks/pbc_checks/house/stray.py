"""Braces that belong to no placeholder: left open, closing nothing, cut across paragraphs, or single."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pbc_checks.accessibility.outcome import quoted
from pbc_checks.house.outcome import Finding, Level, Status, Use
from pbc_checks.house.scan import Line, Part
from pbc_checks.house.tags import BRACES, KNOWN_NAMES, TAG

_SINGLE = re.compile(r"(?<![{%#])\{\s*(\w+)\s*\}(?![}%#])")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_NEAR = 3  # paragraphs in which a brace that is left open is looked for
_ONE_LINE = "Write it on one line, in a paragraph of its own."


def stray_braces(part: Part) -> Iterator[tuple[int, Use | None, Finding]]:
    """Yield braces that belong to no placeholder, each with the place of its line; one that opens is a use, too."""
    lines = [(line, TAG.sub(lambda match: " " * len(match[0]), line.text)) for line in part.lines]
    closed_before: set[int] = set()
    for at, (line, left) in enumerate(lines):
        match = BRACES.search(left)  # further ones on a line follow from the first
        if match and at not in closed_before:
            yield at, *_stray_brace(match, line, _closed_later(lines, at, match, closed_before))
        for single in _SINGLE.finditer(left):
            name = single[1].lower()
            if name in KNOWN_NAMES:
                said = f"{single[0]} has single braces, and is printed as it stands"
                action = f"Write {{{{ {name} }}}}, if it is to be filled in."
                yield at, None, Finding(Level.WARNING, "placeholder-single-brace", line.place, said, action)


def _stray_brace(match: re.Match[str], line: Line, elsewhere: str) -> tuple[Use | None, Finding]:
    opens = match[0] in _CLOSING
    words = quoted(match.string[match.start() :] if opens else match.string[: match.end()])
    if elsewhere:
        said, action = f"{words} is closed only {elsewhere}: it is cut across paragraphs or rows", _ONE_LINE
    elif opens:
        said, action = f"{words} is not closed", f"Each {match[0]} needs its {_CLOSING[match[0]]}."
    else:
        said, action = f"{words} closes nothing", f"Delete {match[0]}, or write what it should close."
    use = Use(words[1:-1], line.place, Status.BADLY_WRITTEN) if opens else None
    return use, Finding(Level.WRONG, "placeholder-badly-written", line.place, said, action)


def _closed_later(lines: Sequence[tuple[Line, str]], at: int, match: re.Match[str], closed_before: set[int]) -> str:
    """Return in which way one of the next lines closes what a line opens, or nothing; that line is then noted."""
    line = lines[at][0]
    if match[0] not in _CLOSING or line.in_attribute:
        return ""
    for later in range(at + 1, min(at + 1 + _NEAR, len(lines))):
        other, left = lines[later]
        found = BRACES.search(left)
        if found and not other.in_attribute:
            if found[0] != _CLOSING[match[0]]:
                return ""
            closed_before.add(later)
            return "in another table cell or row" if other.cell() is not line.cell() else "in another paragraph"
    return ""
