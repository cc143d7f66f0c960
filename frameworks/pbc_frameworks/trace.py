"""From the source to the definitions: which entry carries each section, and which sections are background only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pbc_frameworks.files import FrameworkFiles
from pbc_frameworks.yaml_file import KeyPath, YamlFile

_IN_BRACKETS = re.compile(r"\s*\(.*?\)")
_BETWEEN_SECTIONS = re.compile(r", | and ")


@dataclass(frozen=True, slots=True)
class Carrier:
    """An entry of a definition with its citation: the file's name, the line, and the entry in words."""

    file: str
    line: int
    entry: str
    section: str
    item: str

    @property
    def sections(self) -> tuple[str, ...]:
        """Return the sections it cites, one by one: `2.2.2 and 2.2.4 (item 4)` are two."""
        return tuple(_BETWEEN_SECTIONS.split(_IN_BRACKETS.sub("", self.section)))

    def names(self, part: str) -> bool:
        """Return whether the citation names a part of its section."""
        return part.casefold() in f"{self.section} {self.item}".casefold()


@dataclass(frozen=True, slots=True)
class Traced:
    """A section of the source, or a part of one, with what carries it or why nothing does.

    One that has neither carriers nor background is left out of the framework by mistake.
    """

    section: str
    title: str
    part: str
    carriers: tuple[Carrier, ...]
    background: str

    @property
    def lost(self) -> bool:
        """Return whether nothing says what became of it."""
        return not self.carriers and not self.background


def carriers(files: FrameworkFiles) -> Iterator[Carrier]:
    """Yield every entry of a framework's files that has a citation, file by file."""
    for file in files:
        if file is not files.outline:
            yield from _cited(file, file.data, (), ())


def trace(files: FrameworkFiles) -> list[Traced]:
    """Return the sections of the source in order, each followed by its parts; none without an outline."""
    if files.outline is None:
        return []
    all_carriers = list(carriers(files))
    traced = []
    for entry in files.outline.data["sections"]:
        section, title = entry["section"], entry["title"]
        here = [carrier for carrier in all_carriers if section in carrier.sections]
        traced.append(Traced(section, title, "", tuple(here), entry.get("background", "")))
        for part in entry.get("parts", []):
            named = tuple(carrier for carrier in here if carrier.names(part["item"]))
            traced.append(Traced(section, title, part["item"], named, part.get("background", "")))
    return traced


def _cited(file: YamlFile, data: Any, path: KeyPath, words: tuple[str, ...]) -> Iterator[Carrier]:
    """Yield the entries with a `source` in some data; `words` name what is around it."""
    if isinstance(data, list):
        for number, value in enumerate(data):
            named = isinstance(value, dict) and ("id" in value or "number" in value)
            step = () if named else (str(number + 1),)
            yield from _cited(file, value, (*path, number), (*words, *step))
    elif isinstance(data, dict):
        name = data.get("id", data.get("number", "")) if path else ""
        here = (*words, str(name)) if name != "" else words
        source = data.get("source")
        if isinstance(source, dict) and "section" in source:
            place = f"{file.path.parent.name}/" if file.path.parent.name in {"chapters", "submissions"} else ""
            line = file.line((*path, "source"))
            entry = " / ".join(here)
            yield Carrier(f"{place}{file.path.name}", line, entry, source["section"], source.get("item", ""))
        for key, value in data.items():
            if key != "source":
                step = () if key in _SILENT else (key,)
                yield from _cited(file, value, (*path, key), (*here, *step))


# Keys that add nothing to the name of an entry: the ids below them say it.
_SILENT = {
    "bodies",
    "sections",
    "groups",
    "requirements",
    "clauses",
    "stages",
    "steps",
    "parties",
    "tables",
    "statements",
}
