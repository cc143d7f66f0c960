"""A PCT's own framework, started as a copy of one that there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pbc_frameworks.errors import DefinitionError

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FIRST_ID = re.compile(r"^id: .*$", re.MULTILINE)
_HEAD = """\
# A framework of your own, started as a copy of {origin}. Change its words and figures; `pbcgov frameworks validate`
# says what is wrong and where. Citations (`source:`) and outline.yaml still name places in the original: put those of
# your own document in their stead, or keep them where the rule is theirs.
"""


def copied(origin: Path, framework_id: str) -> Iterator[tuple[Path, str]]:
    """Yield the files of a framework's copy under a new id: their places in its folder, and their texts.

    Raises DefinitionError for an id that none can have.
    """
    if not _ID.fullmatch(framework_id):
        message = "A framework's id is small letters and digits with hyphens between, such as ourtown-2008."
        raise DefinitionError([f"The folder's name '{framework_id}' cannot be an id. {message} Rename the folder."])
    for path in sorted(origin.rglob("*")):
        if path.suffix in {".yaml", ".md"}:
            text = path.read_text(encoding="utf-8")
            if path.name == "framework.yaml":
                text = _HEAD.format(origin=origin.name) + _FIRST_ID.sub(f"id: {framework_id}", text, count=1)
            yield path.relative_to(origin), text
