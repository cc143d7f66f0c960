"""A floor under the engine's accuracy: short texts whose verdicts any assessor would share.

`tests/evidence/<name>.md` is a submission, `<name>.expected.yaml` what an assessor says of it. A requirement that the
table leaves out is one that assessors might differ on.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from evidence_case import markdown
from pbc_checks.engine import check
from pbc_checks.read import read
from pbc_frameworks.concepts import load_concepts
from pbc_frameworks.load import load_framework
from pbc_frameworks.profile import Profile
from pbc_generator.compose.kinds import compose
from pbc_generator.render import render

FOLDER = Path(__file__).parent / "evidence"
CASES = sorted(path.name.removesuffix(".expected.yaml") for path in FOLDER.glob("*.expected.yaml"))


@pytest.mark.parametrize("name", CASES)
def test_a_short_text_gets_the_verdicts_an_assessor_gives_it(name: str) -> None:
    table: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.expected.yaml").read_text(encoding="utf-8"))
    framework = load_framework(table.get("framework", "hertfordshire-2007"))
    submission = markdown((FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    result = check(submission, framework, framework.submissions[table["document"]], load_concepts())
    found = {finding.requirement: str(finding.status) for finding in result.findings}
    assert {requirement: found[requirement] for requirement in table["expected"]} == table["expected"]


def test_every_text_has_its_table_and_every_table_its_text() -> None:
    assert [f"{name}.md" for name in CASES] == sorted(path.name for path in FOLDER.glob("*.md"))


@pytest.mark.parametrize("file_format", ["docx", "pdf"])
def test_the_brent_agreement_that_we_generate_has_every_clause_it_is_checked_for(file_format: str) -> None:
    framework = load_framework("brent-2006")
    (agreement,) = compose(framework, Profile(framework.id, pct_name="Brent teaching PCT"), ["agreement"])
    submission = read(f"agreement.{file_format}", render(agreement, file_format))
    result = check(submission, framework, framework.submissions["agreement-clauses"], load_concepts())
    assert [finding.requirement for finding in result.findings if finding.status.missing] == []
