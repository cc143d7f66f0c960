"""The report as data, valid against schemas/report.schema.json: for programs, and for keeping."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from pbc_checks.findings import (
    Evidence,
    Finding,
    PartFinding,
    Received,
    Report,
    RuleFinding,
    Scorers,
    Severity,
    Status,
)

SCHEMA = "pbcgov-report/2"


def json_report(reports: Iterable[Report], problems: Mapping[str, str], version: str) -> str:
    """Return the JSON text for some submissions; `problems` maps the path of each that could not be checked to why.

    `version` is that of this program, so that a report kept on file says what made it.
    """
    return "".join(json_pieces(reports, problems, version))


def json_pieces(reports: Iterable[Report], problems: Mapping[str, str], version: str) -> Iterator[str]:
    """Yield the same text report by report, so that thousands need no more memory than one."""
    yield f'{{\n  "schema": {_json(SCHEMA)},\n  "generator": {_json(f"pbcgov {version}")},\n  "reports": '
    yield from _listed(_report(report) for report in reports)
    yield ',\n  "problems": '
    yield from _listed({"path": path, "error": error} for path, error in problems.items())
    yield "\n}\n"


def _listed(values: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield a list that stands at the first level of the text."""
    before = "["
    for value in values:
        yield f"{before}\n    " + _json(value).replace("\n", "\n    ")  # no string has a line break that is not escaped
        before = ","
    yield "[]" if before == "[" else "\n  ]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _report(report: Report) -> dict[str, Any]:
    return {
        "submission": _submission(report.submission),
        "framework": report.framework,
        "framework-title": report.framework_title,
        "document": report.document,
        "document-title": report.document_title,
        "version": report.version,
        "submitted": _day(report.times.submitted),
        "decision": {"aim": _day(report.times.aim), "limit": _day(report.times.limit)},
        "scorers": _scorers(report.scorers),
        "findings": [_finding(finding) for finding in report.findings],
        "checks": [_check(finding) for finding in report.checks],
        "summary": {
            "requirements": len(report.findings),
            "counts": {status.value: report.count(status) for status in Status},
            "missing": [finding.requirement for finding in report.findings if finding.status.missing],
            "something-missing": report.something_missing,
            "checks": {severity.value: report.weighing(severity) for severity in Severity},
        },
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _scorers(scorers: Scorers | None) -> dict[str, Any] | None:
    if scorers is None:
        return None
    return {
        "name": scorers.name,
        "submissions": scorers.submissions,
        "unsure-below": scorers.unsure_below,
        "accuracy": {name: asdict(accuracy) for name, accuracy in scorers.accuracy.items()},
    }


def _submission(submission: Received) -> dict[str, Any]:
    return {
        "path": submission.name,
        "sha256": submission.sha256,
        "format": submission.format,
        "bytes": submission.size,
        "words": submission.words,
        "pages": submission.pages,
        "title": submission.title,
        "form": submission.form,
        "proposer": submission.proposer,
        "receipt": {
            "complete": submission.receipt.complete,
            "read": dict(submission.receipt.read),
            "unread": [
                {"what": unread.what, "count": unread.count, "blocks-absence": unread.blocks_absence}
                for unread in submission.receipt.unread
            ],
        },
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "requirement": finding.requirement,
        "title": finding.title,
        "criterion": finding.criterion,
        "source": finding.source,
        "status": finding.status.value,
        "confidence": finding.confidence,
        "unsure": finding.unsure,
        "by-rules": finding.by_rules.value if finding.by_rules else None,
        "parts": [_part(part) for part in finding.parts],
        "evidence": _evidence(finding.evidence),
        "nearest": _evidence(finding.nearest),
        "reason": finding.reason,
        "action": finding.action,
    }


def _check(finding: RuleFinding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "determined": finding.determined,
        "what": finding.what,
        "action": finding.action,
        "evidence": _evidence(finding.evidence),
    }


def _part(part: PartFinding) -> dict[str, Any]:
    return {
        "part": part.part,
        "title": part.title,
        "status": part.status.value,
        "evidence": _evidence(part.evidence),
        "reason": part.reason,
    }


def _evidence(evidence: Iterable[Evidence]) -> list[dict[str, str]]:
    return [{"quote": each.quote, "where": each.where} for each in evidence]
