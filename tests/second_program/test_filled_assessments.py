"""Assessments filled in on our forms say the same after LibreOffice has saved them, and printed as PDF."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from command import pbcgov
from second_program.test_opened_elsewhere import convert

EXAMPLES = Path(__file__).parents[1] / "examples"


def said(path: Path, rule: str, framework: str, document: str) -> list[tuple[str, str]]:
    kind = ("--framework", framework, "--document", document)
    printed = pbcgov("check", path, *kind, "--rules-only", "--format", "json").out
    checks = json.loads(printed)["reports"][0]["checks"]
    return [(check["severity"], check["what"]) for check in checks if check["rule"] == rule]


@pytest.mark.parametrize(
    ("rule", "framework", "document"),
    [
        ("gateway-levels", "hertfordshire-2007", "level-assessment"),
        ("recommendations", "audit-commission-2007", "self-assessment"),
    ],
)
def test_the_same_is_found_whichever_program_saved_or_printed_it(
    rule: str, framework: str, document: str, tmp_path: Path
) -> None:
    filled = tmp_path / "filled.docx"
    shutil.copy(EXAMPLES / rule / "bad.docx", filled)
    wanted = said(filled, rule, framework, document)
    assert wanted
    for ending in ("docx", "pdf"):
        folder = tmp_path / ending
        folder.mkdir()
        (made,) = convert([filled], ending, folder)
        assert (ending, said(made, rule, framework, document)) == (ending, wanted)
