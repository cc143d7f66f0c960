"""The technical appraisal sheet: criterion, verdict, evidence and reason, and the assessor's own word beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from document_text import document_text
from golden import golden
from made_reports import PARTLY_READ, finding, report, rule
from pbc_checks.accessibility import inspect
from pbc_checks.findings import Severity, Status
from pbc_checks.report.appraisal import appraisal_sheet
from pbc_checks.review.model import Review, with_opinion
from pbc_generator.document import Document, Field, Table
from pbc_generator.render import render

BEFORE = report(
    finding("service"),
    finding("risks", Status.PARTIAL, unsure=True),
    finding("patient-stakeholder-support", Status.ABSENT),
    receipt=PARTLY_READ,
    checks=(rule(Severity.MUST_FIX, "The rows add up to £400 and not to £450.", quote="Total | 450"),),
)
NOW = replace(BEFORE, findings=(finding("service", quote="A daily clinic."), *BEFORE.findings[1:]))
SAID = with_opinion(Review("J. Lead"), BEFORE, "service", Status.ABSENT, "No premises.")
REVIEW = with_opinion(SAID, BEFORE, "risks", Status.MET, "")


@pytest.fixture(scope="module")
def sheet() -> Document:
    return appraisal_sheet(NOW, REVIEW, date(2010, 2, 1), "Mereford PCT")


def test_the_sheet_says_what_checker_and_assessor_say_side_by_side(sheet: Document) -> None:
    written = document_text(sheet)
    assert written == golden("reports/appraisal.txt", written)


def test_each_requirement_has_a_field_for_a_verdict_and_one_for_a_comment(sheet: Document) -> None:
    cells = [
        cell
        for block in sheet.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
        if isinstance(cell, Field)
    ]
    assert [cell.tag for cell in cells] == [
        "hertfordshire-2007/appraisal/service.verdict@1",
        "hertfordshire-2007/appraisal/service.comment@1",
        "hertfordshire-2007/appraisal/risks.verdict@1",
        "hertfordshire-2007/appraisal/risks.comment@1",
        "hertfordshire-2007/appraisal/patient-stakeholde-66c936.verdict@1",
        "hertfordshire-2007/appraisal/patient-stakeholde-66c936.comment@1",
    ]
    assert cells[0].choices == (
        "Met", "Partly met", "Placeholder", "Said not done", "Absent", "Could not be read", "Not applicable",
    )  # fmt: skip


@pytest.mark.parametrize("file_format", ["docx", "pdf"])
def test_everybody_can_use_the_sheet_and_it_is_the_same_each_time(sheet: Document, file_format: str) -> None:
    made = render(sheet, file_format)
    found = inspect(f"sheet.{file_format}", made)
    assert [result for result in found.results if result.outcome == "failed"] == []
    assert render(sheet, file_format) == made


def test_a_kind_without_requirements_has_the_findings_of_rules_alone() -> None:
    made = appraisal_sheet(report(document="agreement", checks=BEFORE.checks))
    headings = [line for line in document_text(made).splitlines() if line.startswith("#")]
    assert headings == ["# Whether it holds together  [checks]", "# How the submission was read  [reading]"]
