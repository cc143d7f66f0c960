"""The raw findings on many submissions as an Excel workbook, with filters and headings that stay in sight."""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook

from pbc_checks.findings import Status
from pbc_checks.report.board.portfolio import Portfolio
from pbc_checks.report.wording import SEVERITIES, VERDICTS, file_name
from pbc_frameworks.workbook import Heading, fill, saved

_LONGEST = 30_000  # characters, below what a cell of Excel holds

_SUBMISSIONS = (
    Heading("No.", 6), Heading("Submission", 44), Heading("File", 34), Heading("From", 30), Heading("Framework", 24),
    Heading("Kind of document", 26), Heading("Submitted", 13), Heading("Decision aimed at by", 13),
    Heading("Decision due by", 13), Heading("Standing", 16), *(Heading(VERDICTS[each].label, 11) for each in Status),
    Heading("Must fix", 9), Heading("Should fix", 9), Heading("All of it read", 10), Heading("SHA-256", 20),
)  # fmt: skip
_FINDINGS = (
    Heading("No.", 6), Heading("Submission", 36), Heading("From", 26), Heading("Kind of document", 22),
    Heading("Requirement", 30), Heading("Id", 22), Heading("Checker's verdict", 16), Heading("Confidence", 11),
    Heading("Unsure", 9), Heading("Assessor's verdict", 16), Heading("Assessor's comment", 36),
    Heading("Verdict that counts", 16), Heading("Reason", 50), Heading("What to do", 50), Heading("Quotation", 60),
    Heading("Where", 30), Heading("Criterion", 50), Heading("Source", 30),
)  # fmt: skip
_CHECKS = (
    Heading("No.", 6), Heading("Submission", 36), Heading("From", 26), Heading("Rule", 24), Heading("How grave", 12),
    Heading("Could be told", 10), Heading("What was found", 70), Heading("What to do", 60), Heading("Quotation", 60),
    Heading("Where", 30),
)  # fmt: skip
_NOT_CHECKED = (Heading("File", 50), Heading("Why", 100))


def findings_workbook(portfolio: Portfolio) -> bytes:
    """Return the workbook: a sheet each of submissions, verdicts, findings of rules, and files that were not checked.

    It is the same, byte for byte, for the same portfolio.
    """
    book: Any = Workbook()
    sheet = book.active or book.create_sheet()
    sheet.title = "Submissions"
    fill(sheet, _SUBMISSIONS, _submissions(portfolio))
    fill(book.create_sheet("Verdicts"), _FINDINGS, _findings(portfolio))
    fill(book.create_sheet("Rules"), _CHECKS, _checks(portfolio))
    fill(book.create_sheet("Not checked"), _NOT_CHECKED, [[path, why] for path, why in portfolio.problems.items()])
    return saved(book, "Findings on practice based commissioning submissions")


def _submissions(portfolio: Portfolio) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for entry in portfolio.entries:
        report = entry.report
        rows.append(
            [
                entry.number,
                entry.name,
                file_name(report.submission),
                report.submission.proposer,
                report.framework,
                report.document_title,
                report.times.submitted,
                report.times.aim,
                report.times.limit,
                entry.standing.value.replace("-", " "),
                *(entry.count(status) for status in Status),
                len(entry.must_fix),
                sum(check.severity.value == "should-fix" for check in report.checks),
                "yes" if report.submission.receipt.complete else "no",
                report.submission.sha256,
            ]
        )
    return rows


def _findings(portfolio: Portfolio) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for entry in portfolio.entries:
        for each in entry.reviewed:
            finding, opinion = each.finding, each.opinion
            quoted = (finding.evidence or finding.nearest)[:1]
            rows.append(
                [
                    entry.number,
                    entry.name,
                    entry.report.submission.proposer,
                    entry.report.document_title,
                    finding.title,
                    finding.requirement,
                    VERDICTS[finding.status].label,
                    finding.confidence,
                    "yes" if finding.unsure else "",
                    VERDICTS[opinion.verdict].label if opinion and opinion.verdict else "",
                    opinion.comment if opinion else "",
                    VERDICTS[each.status].label,
                    finding.reason[:_LONGEST],
                    finding.action[:_LONGEST],
                    quoted[0].quote[:_LONGEST] if quoted else "",
                    quoted[0].where[:_LONGEST] if quoted else "",
                    finding.criterion,
                    finding.source,
                ]
            )
    return rows


def _checks(portfolio: Portfolio) -> list[list[Any]]:
    return [
        [
            entry.number,
            entry.name,
            entry.report.submission.proposer,
            check.rule,
            SEVERITIES[check.severity].text,
            "yes" if check.determined else "no",
            check.what[:_LONGEST],
            check.action[:_LONGEST],
            check.evidence[0].quote[:_LONGEST] if check.evidence else "",
            check.evidence[0].where[:_LONGEST] if check.evidence else "",
        ]
        for entry in portfolio.entries
        for check in entry.report.checks
    ]
