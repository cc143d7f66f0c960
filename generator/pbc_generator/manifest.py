"""What a run has made, so that a later run can say what changed: definitions, options, and a checksum of each file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

NAME = "manifest.json"
SCHEMA = "pbcgov-manifest/1"


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made: its name, the document in it, the version of its definition, and its checksum."""

    path: str
    document: str
    title: str
    definition: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A run: by which framework (id and version of its definition), with which options, and what it made."""

    generator: str
    framework: str
    definition: str
    options: Mapping[str, str]
    files: tuple[Made, ...]

    def checksums(self) -> dict[str, str]:
        """Return the checksum of each file by its name."""
        return {made.path: made.sha256 for made in self.files}


class Change(StrEnum):
    """What has become of a file since the run before."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "unchanged"
    BY_HAND = "changed by hand"
    GONE = "no longer made"


def checksum(data: bytes) -> str:
    """Return the SHA-256 of some bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return a manifest as JSON, the same bytes for the same run."""
    data = {
        "schema": SCHEMA,
        "generator": manifest.generator,
        "framework": manifest.framework,
        "definition": manifest.definition,
        "options": dict(sorted(manifest.options.items())),
        "files": [
            {
                "path": made.path,
                "document": made.document,
                "title": made.title,
                "definition": made.definition,
                "sha256": made.sha256,
            }
            for made in sorted(manifest.files, key=lambda made: made.path)
        ],
    }
    return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode()


def read_manifest(data: bytes) -> Manifest:
    """Return the manifest that some bytes hold. Raises ValueError if they hold none."""
    try:
        found: Any = json.loads(data)
        if found["schema"] != SCHEMA:
            raise ValueError(f"it is {found['schema']}, not {SCHEMA}")
        return Manifest(
            found["generator"],
            found["framework"],
            found["definition"],
            found["options"],
            tuple(Made(**made) for made in found["files"]),
        )
    except (KeyError, TypeError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValueError(f"it is no manifest ({error})") from error


def changes(before: Manifest, made: Mapping[str, str], there: Mapping[str, str]) -> dict[str, Change]:
    """Return what has become of each file: of the run before, of this run (checksums), and of those in the folder.

    A file in the folder that differs from what the run before made was changed by hand, whatever this run makes.
    """
    old = before.checksums()
    found: dict[str, Change] = {}
    for path, new in made.items():
        if path in there and path in old and there[path] not in {old[path], new}:
            found[path] = Change.BY_HAND
        elif path not in old:
            found[path] = Change.NEW
        elif path in there and there[path] == new:
            found[path] = Change.SAME if old[path] == new else Change.CHANGED
        else:
            found[path] = Change.CHANGED
    return found | {path: Change.GONE for path in old if path not in made}


def options_differ(before: Manifest, options: Mapping[str, str]) -> list[str]:
    """Return which options are not as in the run before, in words."""
    return [
        f"{name}: {before.options.get(name, 'none')} before, {options.get(name, 'none')} now"
        for name in sorted({*before.options, *options})
        if before.options.get(name) != options.get(name)
    ]


def listed(files: Iterable[Made]) -> dict[str, list[Made]]:
    """Return the files by document, in the order in which they were made."""
    found: dict[str, list[Made]] = {}
    for made in files:
        found.setdefault(made.document, []).append(made)
    return found
