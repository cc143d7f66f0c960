"""Reports that were kept as JSON (`pbcgov check --format json`), read back whole: no submission is checked again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pbc_checks.findings import (
    Accuracy,
    Evidence,
    Finding,
    PartFinding,
    Received,
    Report,
    RuleFinding,
    Scorers,
    Severity,
    Status,
    Times,
)
from pbc_checks.report.json_report import SCHEMA
from pbc_checks.submission import Receipt, Unread
from pbc_frameworks.errors import PbcgovError
from pbc_frameworks.validate import validator

_LONGEST_PROBLEM = 200  # characters of what a schema says of a wrong value, which may hold the whole of it


class KeptReportError(PbcgovError):
    """A file that is no report of ours, or one of another version; the message says what to do."""


class NotAReportError(KeptReportError):
    """A file that is no report at all."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a file of reports holds; `problems` maps the path of each submission that could not be checked to why."""

    reports: tuple[Report, ...]
    problems: Mapping[str, str]


def read_kept(name: str, data: bytes) -> Kept:
    """Return the reports in a JSON file called `name` that holds `data`. Raises KeptReportError."""
    try:
        said = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise NotAReportError(
            f"{name}: this is not a report: it is not JSON. Make one with `pbcgov check FILE --format json`."
        ) from error
    version = said.get("schema") if isinstance(said, dict) else None
    if version != SCHEMA:
        if not str(version).startswith("pbcgov-report/"):
            raise NotAReportError(
                f"{name}: this is not a report; reports are read in the form {SCHEMA}. "
                "Make one with `pbcgov check FILE --format json`."
            )
        raise KeptReportError(
            f"{name}: this is a report in the form {version}; reports are read in the form {SCHEMA}. "
            "Check the submission again."
        )
    wrong = next(iter(validator("report").iter_errors(said)), None)
    if wrong is not None:
        where = "/".join(str(step) for step in wrong.absolute_path) or "the file"
        raise KeptReportError(
            f"{name}: {where}: {wrong.message[:_LONGEST_PROBLEM]}. Check the submission again, or mend the file."
        )
    return _kept(said)


def read_as_made(data: bytes) -> Kept:
    """Return the reports in JSON that is known to be as this version made it; `read_kept` takes ten times as long."""
    return _kept(json.loads(data))


def _kept(said: dict[str, Any]) -> Kept:
    return Kept(
        tuple(_report(each) for each in said["reports"]), {each["path"]: each["error"] for each in said["problems"]}
    )


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def _report(data: dict[str, Any]) -> Report:
    return Report(
        submission=_received(data["submission"]),
        framework=data["framework"],
        framework_title=data["framework-title"],
        document=data["document"],
        document_title=data["document-title"],
        version=data["version"],
        findings=tuple(_finding(each) for each in data["findings"]),
        scorers=_scorers(data["scorers"]),
        checks=tuple(_check(each) for each in data["checks"]),
        times=Times(_day(data["submitted"]), _day(data["decision"]["aim"]), _day(data["decision"]["limit"])),
    )


def _received(data: dict[str, Any]) -> Received:
    receipt = data["receipt"]
    unread = tuple(Unread(each["what"], each["count"], each["blocks-absence"]) for each in receipt["unread"])
    return Received(
        name=data["path"],
        format=data["format"],
        sha256=data["sha256"],
        size=data["bytes"],
        words=data["words"],
        pages=data["pages"],
        title=data["title"],
        form=data["form"],
        receipt=Receipt(receipt["read"], unread),
        proposer=data["proposer"],
    )


def _scorers(data: dict[str, Any] | None) -> Scorers | None:
    if data is None:
        return None
    accuracy = {name: Accuracy(**counts) for name, counts in data["accuracy"].items()}
    return Scorers(data["name"], data["submissions"], data["unsure-below"], accuracy)


def _finding(data: dict[str, Any]) -> Finding:
    return Finding(
        requirement=data["requirement"],
        title=data["title"],
        criterion=data["criterion"],
        source=data["source"],
        status=Status(data["status"]),
        parts=tuple(_part(each) for each in data["parts"]),
        evidence=_evidence(data["evidence"]),
        nearest=_evidence(data["nearest"]),
        reason=data["reason"],
        action=data["action"],
        confidence=data["confidence"],
        unsure=data["unsure"],
        by_rules=Status(data["by-rules"]) if data["by-rules"] else None,
    )


def _part(data: dict[str, Any]) -> PartFinding:
    return PartFinding(data["part"], data["title"], Status(data["status"]), _evidence(data["evidence"]), data["reason"])


def _check(data: dict[str, Any]) -> RuleFinding:
    return RuleFinding(
        rule=data["rule"],
        severity=Severity(data["severity"]),
        what=data["what"],
        action=data["action"],
        evidence=_evidence(data["evidence"]),
        determined=data["determined"],
    )


def _evidence(data: Iterable[dict[str, str]]) -> tuple[Evidence, ...]:
    return tuple(Evidence(each["quote"], each["where"]) for each in data)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
