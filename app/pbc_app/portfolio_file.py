"""`submissions.yaml`: what is known of the submissions in a folder, and what to check each as."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from pbc_app.checking import Job
from pbc_app.circumstances import Beside
from pbc_app.submitted import expanded, is_folder
from pbc_frameworks.errors import DefinitionError
from pbc_frameworks.validate import check
from pbc_frameworks.yaml_file import YamlFile, read_yaml

NAME = "submissions.yaml"


@dataclass(frozen=True, slots=True)
class _Known:
    """What a folder's file says of all submissions, and of some."""

    of_all: dict[str, Any] = field(default_factory=dict)
    of_some: dict[str, dict[str, Any]] = field(default_factory=dict)

    def of(self, name: str) -> dict[str, Any]:
        """Return what is known of one file."""
        return {**self.of_all, **self.of_some.get(name, {})}


def submission_jobs(paths: Iterable[Path], framework: str, document: str, beside: Beside) -> list[Job]:
    """Return files as jobs, and the submissions in each folder in place of the folder; each file once.

    Raises DefinitionError for a folder's `submissions.yaml` that is wrong.
    """
    made: dict[Path, Job] = {}
    for path in paths:
        inside = folder_jobs(path, framework, document, beside) if is_folder(path) else [Job(path, framework, document)]
        made.update({job.path: job for job in inside if job.path not in made})
    return list(made.values())


def folder_jobs(folder: Path, framework: str, document: str, beside: Beside) -> list[Job]:
    """Return the submissions in a folder as jobs, by name; what its `submissions.yaml` says of one comes first.

    Raises DefinitionError, with the line, for a file that is wrong or names what is not in the folder.
    """
    known = _read(folder / NAME)
    made = []
    for path in expanded([folder]):
        said = known.of(path.name)
        day = date.fromisoformat(said["submitted"]) if "submitted" in said else beside.submitted
        made.append(
            Job(
                path,
                said.get("framework", framework),
                said.get("document", document),
                replace(beside, submitted=day),
                said.get("from", ""),
                said.get("title", ""),
            )
        )
    return made


def _read(path: Path) -> _Known:
    if not path.is_file():
        return _Known()
    file = read_yaml(path)
    check(file, "portfolio")
    said = file.data or {}
    entries = said.get("submissions") or []
    _refuse_unknown(file, entries)
    return _Known(
        {key: value for key, value in said.items() if key != "submissions"},
        {entry["file"]: {key: value for key, value in entry.items() if key != "file"} for entry in entries},
    )


def _refuse_unknown(file: YamlFile, entries: list[dict[str, Any]]) -> None:
    """Refuse a file that names what is not there, or one file twice: what it says would be lost without a word."""
    there = {path.name for path in expanded([file.path.parent])}
    seen: set[str] = set()
    for place, entry in enumerate(entries):
        line = file.line(("submissions", place, "file"))
        if entry["file"] not in there:
            raise DefinitionError.at(file.path, line, f"There is no submission '{entry['file']}' in this folder.")
        if entry["file"] in seen:
            raise DefinitionError.at(file.path, line, f"'{entry['file']}' stands twice. Remove one entry.")
        seen.add(entry["file"])
