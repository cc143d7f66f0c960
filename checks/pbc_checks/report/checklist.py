"""The practice's checklist: what to put right before the submission goes out, the most important first, on one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from pbc_checks.findings import Report, Severity, Status
from pbc_checks.report.blocks import paragraph
from pbc_checks.report.wording import UNSURE, counted, file_name
from pbc_generator.document import Block, Document, ItemList, Runs, Strong, Text

_MOST = 20  # items that a page has room for
_BOX = "☐ "


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do: what it is about, what to do in plain words, and whether to ask a person first."""

    about: str
    action: str
    doubtful: bool = False


def to_do(report: Report) -> tuple[ToDo, ...]:
    """Return what is to be done about a submission: must fix, missing, should fix, partly met; notes are left out."""
    return (
        *_of_rules(report, Severity.MUST_FIX),
        *_of_requirements(report, missing=True),
        *_of_rules(report, Severity.SHOULD_FIX),
        *_of_requirements(report, missing=False),
    )


def checklist(report: Report, day: date | None = None, organisation: str = "") -> Document:
    """Return the checklist as a document of one page; what has no room on it is counted in its last line."""
    return Document(
        name=f"{PurePath(report.submission.name).stem}-checklist",
        title="What to do before you send it",
        subtitle=report.submission.title or file_name(report.submission),
        organisation=organisation or "Practice based commissioning",
        subject=f"{report.document_title}: checklist",
        date=day,
        control=(),
        blocks=tuple(_blocks(report)),
        keywords=("practice based commissioning", "checklist", report.framework, report.document),
        contents=False,
        cover=False,
    )


def checklist_text(report: Report) -> str:
    """Return the checklist as text for a terminal."""
    every = to_do(report)
    lines = [f"{file_name(report.submission)}: {_opening(report, len(every))}", ""]
    for each in every:
        doubt = f" ({UNSURE})" if each.doubtful else ""
        lines.append(f"[ ] {each.about}{doubt}: {each.action}" if each.about else f"[ ] {each.action}")
    return "\n".join(lines).rstrip() + "\n"


def _blocks(report: Report) -> Iterator[Block]:
    every = to_do(report)
    yield paragraph(Text(_opening(report, len(every))))
    shown = every if len(every) <= _MOST else every[: _MOST - 1]
    if shown:
        yield ItemList(tuple(map(_item, shown)))
    if len(every) > len(shown):
        rest = counted(len(every) - len(shown), "smaller thing")
        yield paragraph(Text(f"Then there are {rest}: check the submission again once these are done."))


def _item(each: ToDo) -> Runs:
    doubt = f" ({UNSURE})" if each.doubtful else ""
    about = (Strong(f"{each.about}: "),) if each.about else ()
    return (Text(_BOX), *about, Text(f"{each.action}{doubt}"))


def _opening(report: Report, count: int) -> str:
    if not count:
        unread = (
            "" if report.submission.receipt.complete else " Part of the file could not be read: look there yourself."
        )
        return f"There is nothing to put right.{unread}"
    return f"{counted(count, 'thing')} to do, the most important first."


def _of_rules(report: Report, severity: Severity) -> Iterator[ToDo]:
    for check in report.checks:
        if check.severity is severity:
            yield ToDo(check.what.rstrip("."), check.action)


def _of_requirements(report: Report, *, missing: bool) -> Iterator[ToDo]:
    wanted = {Status.PARTIAL} if not missing else {status for status in Status if status.missing} | {Status.UNREADABLE}
    for finding in report.findings:
        if finding.status in wanted:
            action = finding.action or f"Say something of it: {finding.criterion}"
            yield ToDo(finding.title, action, finding.unsure)
