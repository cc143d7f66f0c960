"""A check of a house template as data, valid against schemas/house-check.schema.json."""

from __future__ import annotations

import json
from typing import Any

from pbc_checks.house.outcome import Finding, HouseCheck
from pbc_checks.house.text_report import conclusion

SCHEMA = "pbcgov-house-check/1"


def json_report(check: HouseCheck, version: str) -> str:
    """Return the JSON text; `version` is that of this program."""
    data = {
        "schema": SCHEMA,
        "generator": f"pbcgov {version}",
        "path": check.name,
        "sha256": check.sha256,
        "usable": check.usable,
        "conclusion": conclusion(check),
        "findings": [_finding(finding) for finding in check.findings],
        "placeholders": [
            {"written": use.written, "place": use.place, "status": use.status.value} for use in check.uses
        ],
        "styles": {"own": list(check.own), "added": list(check.added)},
        "trial": {"outcome": check.trial.value, "said": check.trial_said},
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "level": finding.level.value,
        "check": finding.check,
        "place": finding.place,
        "said": finding.said,
        "action": finding.action,
    }
