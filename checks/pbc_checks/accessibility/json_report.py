"""Inspections as data, valid against schemas/accessibility-report.schema.json: for programs, and for keeping."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pbc_checks.accessibility.outcome import Inspection, Judgement, Outcome, Result

SCHEMA = "pbcgov-accessibility-report/1"


def json_report(inspections: Iterable[Inspection], problems: Mapping[str, str], version: str) -> str:
    """Return the JSON text for some files; `problems` maps the path of each that could not be read to why.

    `version` is that of this program, so that a report kept on file says what made it.
    """
    data = {
        "schema": SCHEMA,
        "generator": f"pbcgov {version}",
        "files": [_file(inspection) for inspection in inspections],
        "problems": [{"path": path, "error": error} for path, error in problems.items()],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _file(inspection: Inspection) -> dict[str, Any]:
    return {
        "path": inspection.name,
        "sha256": inspection.sha256,
        "format": inspection.format,
        "bytes": inspection.size,
        "title": inspection.title,
        "checks": [_result(result) for result in inspection.results],
        "for-a-person": [_judgement(judgement) for judgement in inspection.judgements],
        "summary": {
            "checks": len(inspection.results),
            "counts": {outcome.value: inspection.count(outcome) for outcome in Outcome},
            "failed": [result.check for result in inspection.results if result.outcome is Outcome.FAILED],
            "something-failed": inspection.something_failed,
        },
    }


def _result(result: Result) -> dict[str, Any]:
    return {
        "check": result.check,
        "title": result.title,
        "outcome": result.outcome.value,
        "examined": result.examined,
        "found": result.said,
        "places": list(result.places),
        "action": result.action,
    }


def _judgement(judgement: Judgement) -> dict[str, str]:
    return {"id": judgement.id, "title": judgement.title, "how": judgement.how}
