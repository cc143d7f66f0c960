"""The report as plain text, for a pipe or a file: what is missing first, one requirement a paragraph."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from pbc_checks.findings import Finding, Report, RuleFinding, Severity, Status
from pbc_checks.report.wording import SEVERITIES, UNSURE, VERDICTS, checked, conclusion, judged_by, reading, unsure

_WIDTH = 100
_INDENT = "    "


def text_report(report: Report) -> str:
    """Return the report on one submission as lines of at most 100 characters, with a line break at the end."""
    return "\n".join(_lines(report)) + "\n"


def by_urgency(report: Report) -> list[Finding]:
    """Return the findings with those that need work first, each kind in the framework's order."""

    def urgency(finding: Finding) -> int:
        if finding.status.missing or finding.status is Status.UNREADABLE:
            return 0
        return 1 if finding.status is Status.PARTIAL else 2

    return sorted(report.findings, key=urgency)


def _lines(report: Report) -> Iterator[str]:
    submission = report.submission
    yield submission.name
    yield f"{report.document_title}, {report.framework_title} (definition version {report.version})"
    yield f"Read as: {reading(submission)}"
    for unread in submission.receipt.unread:
        yield f"Not read: {unread.what}"
    yield judged_by(report)
    yield conclusion(report)
    if unsure(report):
        yield unsure(report)
    if checked(report):
        yield checked(report)
    for check in report.checks:
        if check.severity is not Severity.NOTE:
            yield ""
            yield from _check(check)
    for finding in by_urgency(report):
        yield ""
        yield from _finding(finding)
    for check in report.checks:
        if check.severity is Severity.NOTE:
            yield ""
            yield from _check(check)


def _finding(finding: Finding) -> Iterator[str]:
    verdict = VERDICTS[finding.status]
    doubt = f" ({UNSURE})" if finding.unsure else ""
    yield f"{verdict.symbol} {verdict.label.upper()}{doubt}: {finding.title} [{finding.requirement}]"
    if finding.status is not Status.MET or finding.unsure:
        yield from _wrapped(finding.reason)
    if finding.action:
        yield from _wrapped(f"What to do: {finding.action}")
    for evidence in finding.evidence:
        yield from _wrapped(f'"{evidence.quote}" ({evidence.where})')


def _check(check: RuleFinding) -> Iterator[str]:
    badge = SEVERITIES[check.severity]
    yield f"{badge.symbol} {badge.text.upper()} [{check.rule}]"
    yield from _wrapped(check.what)
    yield from _wrapped(f"What to do: {check.action}")
    for evidence in check.evidence:
        yield from _wrapped(f'"{evidence.quote}" ({evidence.where})')


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT, break_long_words=False, break_on_hyphens=False
    )
