"""A floor under the engine's accuracy: short texts whose verdicts any assessor would share.

`tests/evidence/<name>.md` is a submission, `<name>.expected.yaml` what an assessor says of it. A requirement that the
table leaves out is one that assessors might differ on.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from evidence_case import markdown, report

FOLDER = Path(__file__).parent / "evidence"
CASES = sorted(path.name.removesuffix(".expected.yaml") for path in FOLDER.glob("*.expected.yaml"))


@pytest.mark.parametrize("name", CASES)
def test_a_short_text_gets_the_verdicts_an_assessor_gives_it(name: str) -> None:
    table: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.expected.yaml").read_text(encoding="utf-8"))
    result = report(markdown((FOLDER / f"{name}.md").read_text(encoding="utf-8")), table["document"])
    found = {finding.requirement: str(finding.status) for finding in result.findings}
    assert {requirement: found[requirement] for requirement in table["expected"]} == table["expected"]


def test_every_text_has_its_table_and_every_table_its_text() -> None:
    assert [f"{name}.md" for name in CASES] == sorted(path.name for path in FOLDER.glob("*.md"))
