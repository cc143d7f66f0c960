"""The report as a table on a terminal: what needs work first."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pbc_checks.findings import Finding, Report, RuleFinding, Severity
from pbc_checks.report.text_report import by_urgency
from pbc_checks.report.wording import SEVERITIES, UNSURE, VERDICTS, checked, conclusion, judged_by, reading, unsure
from pbc_generator.document import Tone

_COLOURS = {Tone.GOOD: "green", Tone.FAIR: "yellow", Tone.BAD: "bold red", Tone.NEUTRAL: "dim"}


def print_report(report: Report, console: Console) -> None:
    """Print the report on one submission."""
    submission = report.submission
    console.print(Text(submission.name, style="bold"))
    console.print(Text(f"{report.document_title}, {report.framework_title}"))
    console.print(Text(f"Read as: {reading(submission)}", style="dim"))
    console.print(Text(judged_by(report), style="dim"))
    for unread in submission.receipt.unread:
        console.print(Text(f"Not read: {unread.what}", style="yellow"))
    grave = [check for check in report.checks if check.severity is not Severity.NOTE]
    if grave:
        console.print(_checks(grave))
    table = Table(box=SIMPLE_HEAD, show_lines=True, pad_edge=False)
    table.add_column("Verdict", no_wrap=True)
    table.add_column("Requirement", ratio=2)
    table.add_column("Why, and what to do", ratio=5)
    for finding in by_urgency(report):
        table.add_row(
            _verdict(finding),
            Text(finding.title) + Text(f"\n{finding.requirement}", style="dim"),
            _why(finding),
        )
    if report.findings:
        console.print(table)
    notes = [check for check in report.checks if check.severity is Severity.NOTE]
    if notes:
        console.print(_checks(notes))
    console.print(Text(conclusion(report), style="bold"))
    if checked(report):
        console.print(Text(checked(report), style="bold"))
    if unsure(report):
        console.print(Text(unsure(report), style="yellow"))


def _checks(checks: Sequence[RuleFinding]) -> Table:
    table = Table(box=SIMPLE_HEAD, show_lines=True, pad_edge=False)
    table.add_column("How grave", no_wrap=True)
    table.add_column("What, and what to do", ratio=7)
    for check in checks:
        badge = SEVERITIES[check.severity]
        words = Text(check.what)
        words.append("\nWhat to do: ", style="bold")
        words.append(check.action)
        for evidence in check.evidence[:1]:
            words.append(f"\n“{evidence.quote}”", style="italic")
            words.append(f" {evidence.where}", style="dim")
        table.add_row(
            Text(f"{badge.symbol} {badge.text}", style=_COLOURS[badge.tone]) + Text(f"\n{check.rule}", style="dim"),
            words,
        )
    return table


def _verdict(finding: Finding) -> Text:
    verdict = VERDICTS[finding.status]
    words = Text(f"{verdict.symbol} {verdict.label}", style=_COLOURS[verdict.tone])
    if finding.unsure:
        words.append("\n" + UNSURE.replace(": ", ":\n"), style="yellow")
    return words


def _why(finding: Finding) -> Text:
    words = Text()
    if finding.action or finding.unsure:
        words.append(finding.reason)
    if finding.action:
        words.append("\n")
        words.append("What to do: ", style="bold")
        words.append(finding.action)
    for evidence in finding.evidence[:1]:
        words.append("\n" if words else "")
        words.append(f"“{evidence.quote}”", style="italic")
        words.append(f" {evidence.where}", style="dim")
    return words
