"""Frameworks by their ids: from the package, and from a folder of the PCT's own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pbc_frameworks.build import build
from pbc_frameworks.concepts import Concept, concept_ids, load_concepts
from pbc_frameworks.consistency import check_consistency
from pbc_frameworks.data import data_folder
from pbc_frameworks.errors import DefinitionError, UnknownNameError
from pbc_frameworks.files import read_folder
from pbc_frameworks.model import Framework
from pbc_frameworks.names import check_names
from pbc_frameworks.shared import chapter_titles, national_rules, register_form


@dataclass(frozen=True, slots=True)
class Library:
    """The frameworks there are: those that come with the product and, if `own` is given, those in a folder.

    `own` holds a folder for each framework, and perhaps one called `concepts` with concepts of their own.
    """

    own: Path | None = None

    def ids(self) -> tuple[str, ...]:
        """Return the ids of the frameworks there are, in alphabetical order."""
        return tuple(sorted({path.parent.name for root in self._roots() for path in root.glob("*/framework.yaml")}))

    def load(self, framework_id: str) -> Framework:
        """Return a framework by its id; the PCT's own goes before one of the same id that comes with the product.

        Raises UnknownNameError if there is none, DefinitionError if one of its files is wrong.
        """
        return _loaded(self.folder(framework_id))

    def folder(self, framework_id: str) -> Path:
        """Return the folder of a framework. Raises UnknownNameError."""
        for root in self._roots():
            if framework_id and (root / framework_id / "framework.yaml").is_file():
                return root / framework_id
        hint = "" if self.own else "If it is a framework of your own, add --frameworks and its folder."
        raise UnknownNameError("framework", framework_id, self.ids(), hint)

    def concepts(self) -> dict[str, Concept]:
        """Return every concept by its id, the PCT's own among them. Raises DefinitionError."""
        own = self.own / "concepts" if self.own else None
        return load_concepts() | (load_concepts(own) if own and own.is_dir() else {})

    def _roots(self) -> tuple[Path, ...]:
        return (self.own, data_folder("frameworks")) if self.own else (data_folder("frameworks"),)


def framework_ids() -> tuple[str, ...]:
    """Return the ids of the frameworks that come with the product, in alphabetical order."""
    return Library().ids()


def load_framework(framework_id: str) -> Framework:
    """Return a framework that comes with the product, by its id.

    Raises UnknownNameError if there is none, DefinitionError if one of its files is wrong.
    """
    return Library().load(framework_id)


def library(own: Path | None) -> Library:
    """Return the library with a folder of the PCT's own. Raises DefinitionError if the folder holds no framework."""
    if own is not None and not any(own.glob("*/framework.yaml")):
        message = "holds no framework. Name the folder in which each framework has a folder of its own."
        raise DefinitionError([f"{own}: {message}"])
    return Library(own)


@cache
def _loaded(folder: Path) -> Framework:
    return load_folder(folder)


def load_folder(folder: Path) -> Framework:
    """Return the framework defined in a folder. Raises DefinitionError with every problem of the first wrong file."""
    files = read_folder(folder)
    check_consistency(files, chapter_titles(), concept_ids(folder.parent / "concepts"), national_rules())
    body_ids = [body["id"] for body in files.bodies.data["bodies"]] if files.bodies else []
    for file in files:
        clauses = (
            [clause["id"] for group in file.data["groups"] for clause in group["clauses"]]
            if file is files.agreement
            else []
        )
        check_names(file, files.parameters.data["parameters"], body_ids, files.framework.data["offices"], clauses)
    return build(files, chapter_titles(), register_form())
