"""What is remarked on which words of a submission: one remark a requirement, one a finding of a rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pbc_checks.findings import Evidence, Finding, Report, RuleFinding, Severity, Status
from pbc_checks.report.wording import SEVERITIES, UNSURE, VERDICTS, listed

AUTHOR = "pbcgov"
INITIALS = "pbc"


@dataclass(frozen=True, slots=True)
class Annotated:
    """A copy of a file with remarks: how many, which could not be put at their words, and how many forms it got."""

    data: bytes
    placed: int
    not_placed: tuple[Remark, ...] = ()
    put_in: int = 0


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark: its heading, its sentences, and the words that it is about, of which it is put at the first found.

    Without any it is about the whole document. `requirement` is the id of the requirement that it is on, empty for a
    finding of a rule.
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
            lines = [check.what, f"What to do: {check.action}"]
            others = list(dict.fromkeys(each.where for each in check.evidence[1:] if each.where))
            if others:
                lines.append(f"See also: {'; '.join(others)}.")
            yield Remark(f"{badge.symbol} {badge.text}", tuple(lines), check.evidence)


def _of_requirement(finding: Finding) -> Remark:
    verdict = VERDICTS[finding.status]
    doubt = f" ({UNSURE})" if finding.unsure else ""
    lines = [f"What to add: {finding.action}"] if finding.action else []
    lines += _reasons(finding)
    lines.append(f"Criterion: {finding.criterion} ({finding.source})")
    return Remark(
        f"{verdict.symbol} {verdict.label}: {finding.title}{doubt}", tuple(lines), _about(finding), finding.requirement
    )


def _reasons(finding: Finding) -> list[str]:
    """Return why a requirement is not met; of one with several parts, why those are not that are not."""
    if finding.status is Status.MET:
        return []
    if len(finding.parts) < 2 or finding.by_rules not in {None, finding.status}:
        return [f"Why: {finding.reason}"]
    found = [part.title for part in finding.parts if part.status is Status.MET]
    short = [part for part in finding.parts if part.status is not Status.MET]
    why = [f"Why: {part.title}: {part.reason[:1].lower()}{part.reason[1:]}" for part in short]
    return [*why, f"Found already: {listed(found)}."] if found else why


def _about(finding: Finding) -> tuple[Evidence, ...]:
    """Return the words that a remark stands at: where something is to be changed, else what counted, best first."""
    if finding.status is Status.MET:
        return finding.evidence
    short = [each for part in finding.parts if part.status is not Status.MET for each in part.evidence]
    return (*short, *finding.evidence, *finding.nearest)
