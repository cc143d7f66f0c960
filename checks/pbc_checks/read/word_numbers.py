"""The numbers of Word's automatic lists and headings, counted as Word counts them: 2.1, (b), iv."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from pbc_checks.read.word_package import Element, W, children

_LEVELS = 9
_MOST_LISTS = 5_000
_MOST_STEPS = 20  # from a list to the style that defines it, to the list of that style
_LARGEST = 10_000  # a number of a list; more is damage
_LONGEST = 40  # characters of a number
_HOLE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_UNNUMBERED = {"bullet", "none"}


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered: its first number, its kind of figures, and its text ("%1.%2")."""

    start: int = 1
    figures: str = "decimal"
    text: str = ""
    restarts_after: int | None = None  # the level (1 to 9) after which it begins anew; 0 for never
    legal: bool = False  # all figures of the text are decimal


_USUAL = _Level()
_NOT_DEFINED = _Level(figures="none")


@dataclass(slots=True)
class _List:
    """A list as it goes on through the document: its levels and what each has counted to."""

    levels: dict[int, _Level]
    counted: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Numbers:
    """The lists of one document, counted from its first paragraph to its last."""

    _definitions: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = field(default_factory=dict)
    _of_style: dict[tuple[str, str], int] = field(default_factory=dict)
    _lists: dict[str, _List] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    @property
    def any(self) -> bool:
        """Return whether the document defines any list."""
        return bool(self._definitions)

    def next(self, list_id: str, level: int | None, style_id: str) -> str:
        """Return the number of the next paragraph of a list: "2.1"; nothing for a bullet or an unknown list.

        `level` counts from 0; where it is None the style of the paragraph decides. To be called for each numbered
        paragraph in the order of the document.
        """
        known = self._definitions.get(list_id)
        if known is None:
            return ""
        abstract, levels, starts = known
        at = self._of_style.get((abstract, style_id), 0) if level is None else level
        counting = self._lists.get(abstract)
        if counting is None:
            counting = self._lists[abstract] = _List(levels)
        if list_id not in self._begun:
            self._begun.add(list_id)
            for changed, start in starts.items():
                counting.counted[changed] = start - 1
        return _counted_on(counting, levels, at)


def numbers(root: Element | None) -> Numbers:
    """Return the lists of a numbering part, none of them begun."""
    found = Numbers()
    if root is None:
        return found
    abstracts = {
        element.get(f"{W}abstractNumId", ""): element
        for element in islice(root.iterchildren(f"{W}abstractNum"), _MOST_LISTS)
    }
    by_style = {_value(element, "styleLink"): key for key, element in abstracts.items() if _value(element, "styleLink")}
    levels = {key: _levels(element) for key, element in abstracts.items()}
    for key, element in abstracts.items():
        for level in element.iterchildren(f"{W}lvl"):
            style_id = _value(level, "pStyle")
            if style_id:
                found._of_style.setdefault((key, style_id), _number(level.get(f"{W}ilvl"), 0))
    for element in islice(root.iterchildren(f"{W}num"), _MOST_LISTS):
        key = _value(element, "abstractNumId")
        for _ in range(_MOST_STEPS):
            linked = _value(abstracts[key], "numStyleLink") if key in abstracts else ""
            if not linked or linked not in by_style:
                break
            key = by_style[linked]
        if key not in abstracts:
            continue
        own, starts = dict(levels[key]), {}
        for override in element.iterchildren(f"{W}lvlOverride"):
            at = _number(override.get(f"{W}ilvl"), 0)
            for level in override.iterchildren(f"{W}lvl"):
                own[at] = _level(level)
            if override.find(f"{W}startOverride") is not None:
                starts[at] = _number(_value(override, "startOverride"), 1)
        found._definitions[element.get(f"{W}numId", "")] = (key, own, starts)
    return found


def _counted_on(counting: _List, levels: dict[int, _Level], at: int) -> str:
    """Count one on at a level of a list and return the number that it shows."""
    at = min(max(at, 0), _LEVELS - 1)
    own = levels.get(at, _NOT_DEFINED)
    counting.counted[at] = counting.counted[at] + 1 if at in counting.counted else own.start
    for deeper in range(at + 1, _LEVELS):
        after = levels.get(deeper, _USUAL).restarts_after
        if after is None or 0 < at + 1 <= after:
            counting.counted.pop(deeper, None)
    if own.figures in _UNNUMBERED:
        return ""

    def figures(hole: re.Match[str]) -> str:
        level = int(hole[1]) - 1
        other = levels.get(level, _USUAL)
        number = counting.counted.setdefault(level, other.start)
        return _figures(number, "decimal" if own.legal else other.figures)

    return _HOLE.sub(figures, own.text).strip()[:_LONGEST]


def _figures(number: int, kind: str) -> str:
    if kind in _UNNUMBERED:
        return ""
    if not 0 < number < _LARGEST:
        return str(number)
    match kind:
        case "lowerLetter" | "upperLetter":
            text = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
        case "lowerRoman" | "upperRoman":
            text = _roman(number)
        case "decimalZero":
            text = f"{number:02}"
        case "ordinal":
            tens = 10 < number % 100 < 14
            text = f"{number}{'th' if tens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
        case _:
            text = str(number)
    return text.upper() if kind.startswith("upper") else text


def _roman(number: int) -> str:
    text = ""
    for value, letters in (*_ROMAN, *_ROMAN_SMALL):
        text += letters * (number // value)
        number %= value
    return text


def _levels(abstract: Element) -> dict[int, _Level]:
    return {_number(level.get(f"{W}ilvl"), 0): _level(level) for level in abstract.iterchildren(f"{W}lvl")}


def _level(level: Element) -> _Level:
    said = children(level)
    start, figures, text = (said.get(f"{W}{name}") for name in ("start", "numFmt", "lvlText"))
    restart, legal = said.get(f"{W}lvlRestart"), said.get(f"{W}isLgl")
    return _Level(
        start=0 if start is None else _number(start.get(f"{W}val"), 1),
        figures=(figures.get(f"{W}val") if figures is not None else "") or "decimal",
        text=text.get(f"{W}val", "")[:_LONGEST] if text is not None else "",
        restarts_after=None if restart is None else _number(restart.get(f"{W}val"), 0),
        legal=legal is not None and legal.get(f"{W}val", "1") not in {"0", "false", "off"},
    )


def _value(parent: Element, name: str) -> str:
    found = parent.find(f"{W}{name}")
    return found.get(f"{W}val", "") if found is not None else ""


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 6 else otherwise
