"""The compliance report as a document: what a board needs first, then every requirement with its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pbc_checks.findings import Report, Severity, Status
from pbc_checks.report.blocks import (
    accuracy_section,
    checks_table,
    control_lines,
    items,
    method_section,
    paragraph,
    receipt_section,
    requirements_section,
    rules_section,
    to_do_table,
)
from pbc_checks.report.wording import (
    VERDICTS,
    checked,
    conclusion,
    file_name,
    listed,
    stem,
    unsure,
)
from pbc_generator.document import (
    Block,
    Document,
    Heading,
    PageBreak,
    Strong,
    Table,
    Text,
)


def compliance_report(report: Report, checked: date | None = None, organisation: str = "") -> Document:
    """Return the report on one submission, ready for any renderer.

    `checked` is the date of the check, left for the reader to fill in if it is None; `organisation` is the PCT.
    """
    submission = report.submission
    return Document(
        name=f"{stem(submission)}-report",
        title="Compliance report",
        subtitle=submission.title or file_name(submission),
        organisation=organisation or "Primary Care Trust",
        subject=f"{report.document_title} checked against {report.framework_title}",
        date=checked,
        control=control_lines(report, checked),
        blocks=(
            *_summary(report),
            PageBreak(),
            *requirements_section(report),
            *rules_section(report),
            *receipt_section(report),
            *method_section(report),
            *accuracy_section(report),
        ),
        keywords=("practice based commissioning", "compliance report", report.framework, report.document),
    )


def _summary(report: Report) -> Iterator[Block]:
    yield Heading(1, "Summary for the board", "summary")
    yield paragraph(Strong(conclusion(report)))
    if report.findings:
        yield paragraph(Text(_standing(report)))
    if unsure(report):
        yield paragraph(Text(f"{unsure(report)} They are marked so beside the verdict, which is the best guess."))
    if checked(report):
        yield paragraph(Text(checked(report)))
    if report.findings:
        yield _counts(report)
    grave = [check for check in report.checks if check.severity is Severity.MUST_FIX]
    if grave:
        yield Heading(2, "What must be fixed", "must-fix")
        yield checks_table(grave, "What must be fixed")
    missing = [finding for finding in report.findings if finding.status.missing]
    if missing:
        yield Heading(2, "What is missing, and what to do", "missing")
        yield to_do_table(missing, "What is missing", "Each missing requirement, how it is missing and what to do.")
    unreadable = [finding for finding in report.findings if finding.status is Status.UNREADABLE]
    if unreadable:
        yield Heading(2, "What could not be judged", "not-judged")
        yield paragraph(Text("Part of the file could not be read, so nothing is said to be absent from it:"))
        yield items(unread.what for unread in report.submission.receipt.unread if unread.blocks_absence)
        yield paragraph(Text(f"Look there for: {listed([finding.title for finding in unreadable])}."))
    partial = [finding for finding in report.findings if finding.status is Status.PARTIAL]
    if partial:
        yield Heading(2, "What is only partly met", "partly-met")
        yield to_do_table(
            partial, "What is partly met", "Each requirement that is partly met, and what would complete it."
        )


def _standing(report: Report) -> str:
    """Return what the counts mean for whoever has to decide on the submission."""
    if any(finding.status.missing for finding in report.findings):
        return (
            "The submission is not complete. Whoever decides on it would be asked to do so without the items "
            "listed below; the actions beside them say what would put that right."
        )
    if report.something_missing:
        return "Whether the submission is complete cannot be said, because part of the file could not be read."
    if report.count(Status.PARTIAL):
        return "Nothing is missing altogether. The items that are only partly met are listed below with what they lack."
    return "Nothing is missing."


def _counts(report: Report) -> Table:
    rows = tuple(
        ((verdict.badge,), (Text(verdict.means),), (Text(str(report.count(status))),))
        for status, verdict in VERDICTS.items()
    )
    return Table(
        header=("Verdict", "What it means", "Requirements"),
        rows=(*rows, ((Strong("All"),), (), (Strong(str(len(report.findings))),))),
        caption="Verdicts",
        summary="How many requirements have each verdict; the last row is the total.",
        widths=(24, 58, 18),
        row_headers=True,
    )
