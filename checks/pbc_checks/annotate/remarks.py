"""What is remarked on which words of a submission: one remark a requirement, one a finding of a rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pbc_checks.findings import Evidence, Finding, Report, RuleFinding, Severity, Status
from pbc_checks.report.wording import SEVERITIES, UNSURE, VERDICTS

AUTHOR = "pbcgov"
INITIALS = "pbc"


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark: its heading, its sentences, and the words it is about. Without them it is about the whole document.

    `requirement` is the id of the requirement it is on, empty for a finding of a rule.
    """

    title: str
    lines: tuple[str, ...]
    about: tuple[Evidence, ...] = ()
    requirement: str = ""

    @property
    def text(self) -> str:
        """Return the remark as lines of plain text."""
        return "\n".join((self.title, *self.lines))


def remarks(report: Report) -> tuple[Remark, ...]:
    """Return the remarks of a report: on what the rules found, the gravest first, then on each requirement."""
    return (*_of_rules(report.checks), *(_of_requirement(finding) for finding in report.findings))


def _of_rules(checks: tuple[RuleFinding, ...]) -> Iterator[Remark]:
    for check in checks:
        if check.severity is not Severity.NOTE or check.evidence:
            badge = SEVERITIES[check.severity]
            yield Remark(f"{badge.symbol} {badge.text}", (check.what, f"What to do: {check.action}"), check.evidence)


def _of_requirement(finding: Finding) -> Remark:
    verdict = VERDICTS[finding.status]
    doubt = f" ({UNSURE})" if finding.unsure else ""
    lines = [f"Criterion: {finding.criterion} ({finding.source})"]
    if finding.status is not Status.MET:
        lines.append(finding.reason)
    if finding.action:
        lines.append(f"What to add: {finding.action}")
    about = finding.evidence[:1] or finding.nearest[:1]
    return Remark(f"{verdict.symbol} {verdict.label}: {finding.title}{doubt}", tuple(lines), about, finding.requirement)
