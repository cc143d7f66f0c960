"""A framework's folder as files: which there are, which of them are needed, and that each fits its schema.

framework.yaml parameters.yaml        needed: who it is, its figures
bodies agreement conflicts levels decision-process recommendations schedules letters routes outline (.yaml)
                                      where the source has them
chapters/<concern>.yaml               what the source says on each concern; the concerns are in shared/chapters.yaml
submissions/<document>.yaml           a kind of document that practices submit and the checker judges
documents/<document>.yaml             any other document that is generated from it
background.md                         an account of the source, in Markdown
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pbc_frameworks.errors import DefinitionError
from pbc_frameworks.validate import check
from pbc_frameworks.yaml_file import YamlFile, read_yaml

BACKGROUND = "background.md"
_NEEDED = ("framework", "parameters")
_OPTIONAL = (
    "bodies",
    "agreement",
    "conflicts",
    "levels",
    "decision-process",
    "recommendations",
    "schedules",
    "letters",
    "routes",
    "outline",
)
_FOLDERS = {"chapters": "chapter", "submissions": "submission-form", "documents": "document"}


@dataclass(frozen=True, slots=True)
class FrameworkFiles:
    """The files of one framework, each checked against its schema; None where there is no such file."""

    folder: Path
    framework: YamlFile
    parameters: YamlFile
    bodies: YamlFile | None
    agreement: YamlFile | None
    conflicts: YamlFile | None
    levels: YamlFile | None
    process: YamlFile | None
    recommendations: YamlFile | None
    schedules: YamlFile | None
    letters: YamlFile | None
    routes: YamlFile | None
    outline: YamlFile | None
    chapters: tuple[YamlFile, ...]
    submissions: tuple[YamlFile, ...]
    documents: tuple[YamlFile, ...]
    background: str

    def __iter__(self) -> Iterator[YamlFile]:
        """Yield every file there is, those of the folder first."""
        named = (
            self.framework, self.parameters, self.bodies, self.agreement, self.conflicts, self.levels, self.process,
            self.recommendations, self.schedules, self.letters, self.routes, self.outline,
        )  # fmt: skip
        yield from (file for file in named if file is not None)
        yield from self.chapters
        yield from self.submissions
        yield from self.documents


def read_folder(folder: Path) -> FrameworkFiles:
    """Return the files of a framework. Raises DefinitionError with every problem of the first wrong file."""
    _refuse_strangers(folder)
    framework, parameters = (_read(folder / f"{name}.yaml", name) for name in _NEEDED)
    named = {name: _read_if_there(folder / f"{name}.yaml", name) for name in _OPTIONAL}
    listed = {
        name: tuple(_read(path, schema) for path in sorted((folder / name).glob("*.yaml")))
        for name, schema in _FOLDERS.items()
    }
    return FrameworkFiles(
        folder=folder,
        framework=framework,
        parameters=parameters,
        bodies=named["bodies"],
        agreement=named["agreement"],
        conflicts=named["conflicts"],
        levels=named["levels"],
        process=named["decision-process"],
        recommendations=named["recommendations"],
        schedules=named["schedules"],
        letters=named["letters"],
        routes=named["routes"],
        outline=named["outline"],
        chapters=listed["chapters"],
        submissions=listed["submissions"],
        documents=listed["documents"],
        background=_background(folder),
    )


def _refuse_strangers(folder: Path) -> None:
    """Refuse a YAML file that nothing would read: it is misnamed, or in the wrong place."""
    known = {f"{name}.yaml" for name in (*_NEEDED, *_OPTIONAL)}
    strangers = sorted(path for path in folder.glob("*.yaml") if path.name not in known)
    if strangers:
        message = (
            "This is not a file that a framework has here. Documents that practices submit go into submissions/, "
            f"other documents into documents/, concerns into chapters/; here are {', '.join(sorted(known))}."
        )
        raise DefinitionError(f"{path}:1: {message}" for path in strangers)


def _background(folder: Path) -> str:
    path = folder / BACKGROUND
    try:
        return path.read_text(encoding="utf-8") if path.exists() else ""
    except (OSError, UnicodeDecodeError):
        raise DefinitionError.at(path, 1, "This file cannot be read as text. Save it as UTF-8.") from None


def _read(path: Path, schema: str) -> YamlFile:
    file = read_yaml(path)
    check(file, schema)
    return file


def _read_if_there(path: Path, schema: str) -> YamlFile | None:
    return _read(path, schema) if path.exists() else None
