"""The hostile set: each file is read or refused in one line, and nothing is written but what was asked for.

What is defended, and how, is in docs/security.md; `tests/hostile/` has a generator for each file.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from command import Result, pbcgov
from hostile.set import OTHERS, SUBMISSIONS, expected

FRAMEWORK = ("--framework", "hertfordshire-2007")
KIND = (*FRAMEWORK, "--document", "business-case", "--rules-only")


def written(folder: Path, family: Mapping[str, Any] | Any) -> dict[Path, bytes]:
    """Write the files of a family, and return them with what is in them."""
    made = {folder / case.name: case.make() for case in family}
    for path, data in made.items():
        path.write_bytes(data)
    return made


def there(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("family", SUBMISSIONS)
def test_each_submission_is_read_with_its_losses_said_or_refused_in_one_line(family: str, tmp_path: Path) -> None:
    files = written(tmp_path, SUBMISSIONS[family])
    result = pbcgov("check", *files, *KIND, "--format", "json", "--jobs", "2")
    said = json.loads(result.out)
    found: dict[str, Any] = {
        Path(report["submission"]["path"]).name: [each["what"] for each in report["submission"]["receipt"]["unread"]]
        for report in said["reports"]
    }
    found |= {Path(each["path"]).name: each["error"].removeprefix(f"{each['path']}: ") for each in said["problems"]}
    assert found == expected(family)
    assert result.status == 2
    assert result.err.splitlines() == [f"pbcgov: {each['error']}" for each in said["problems"]]
    assert there(tmp_path) == files


def handed(family: str, path: Path, out: Path) -> Result:
    """Return what the command for such files says of one."""
    match family:
        case "profiles":
            return pbcgov("dates", *FRAMEWORK, "--submitted", "2007-04-16", "--profile", path)
        case "templates":
            kind = ("--document", "risk-register", "--format", "docx")
            return pbcgov("generate", *FRAMEWORK, *kind, "--house", path, "--out", out)
        case "registers":
            return pbcgov("register", "import", path, "--out", out / "register.yaml")
        case _:
            return pbcgov("report", path, "--for", "lead", "--out", out)


@pytest.mark.parametrize("family", OTHERS)
def test_each_other_file_is_used_or_refused_in_one_line(family: str, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    files = written(folder, OTHERS[family])
    (folder / "letter.txt").write_text("Our own words. " * 100, encoding="utf-8")
    before = there(tmp_path)
    found: dict[str, str] = {}
    for path in files:
        result = handed(family, path, out / path.stem)
        said = result.err.removeprefix("pbcgov: ").removesuffix("\n").replace(f"{folder}{os.sep}", "")
        found[path.name] = said.removeprefix(f"{path.name}: ") if result.status else "is used"
    assert found == expected(family)
    used = {Path(name).stem for name, said in found.items() if said == "is used" and family != "profiles"}
    assert {path.relative_to(out).parts[0] for path in there(tmp_path) if path.is_relative_to(out)} == used
    assert before.items() <= there(tmp_path).items()
