"""The practice's checklist: what to put right before the submission goes out, the most important first, on one page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from pbc_checks.findings import Finding, Report, RuleFinding, Severity, Status
from pbc_checks.report.blocks import paragraph, sentence_case
from pbc_checks.report.wording import SEND_TEXT, WHOLE_FILE, counted, file_name, nothing_read, shortened, stem
from pbc_checks.rules.table import RULES
from pbc_generator.document import Block, Document, Heading, Strong, Table, Text

_LONGEST_LINE = 160  # characters of the submission's name on a terminal
_LONGEST_HEADING = 44  # characters of the submission's name on one line
_MOST_LINES = 44.0  # of a table that a page has room for below the opening
_ABOUT_LETTERS, _ACTION_LETTERS = 23, 60  # that a line of these columns has room for
_BETWEEN_ROWS = 0.9  # lines
_LONGEST_FOUND, _LONGEST_PLACE, _LONGEST_ACTION = 260, 60, 800  # characters of what a rule found, where, what to do
_COUNTED = re.compile(r"\d+ [a-z]")
"""What a rule says that has found several: “3 places still hold a placeholder”."""
_BOX = "☐ "
_STANDS = {
    Status.ABSENT: "Missing",
    Status.PLACEHOLDER: "Left open",
    Status.SAID_NOT_DONE: "Not done yet",
    Status.UNREADABLE: "Not readable",
    Status.PARTIAL: "Incomplete",
}
"""How a requirement stands that is not met, in a practice's words."""


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do: what it is about, how that stands, what to do in plain words, and whether to ask somebody."""

    about: str
    stands: str
    action: str
    doubtful: bool = False

    @property
    def whole_action(self) -> str:
        """Return what to do, with what to make of a verdict that the checker is unsure of."""
        action = shortened(self.action, _LONGEST_ACTION)
        return f"{action} (The check may be wrong here: read it over.)" if self.doubtful else action


def to_do(report: Report) -> tuple[ToDo, ...]:
    """Return what is to be done about a submission: must fix, missing, should fix, partly met; notes are left out."""
    if nothing_read(report):
        return (ToDo(WHOLE_FILE, _STANDS[Status.UNREADABLE], SEND_TEXT),)
    return (
        *_of_rules(report, Severity.MUST_FIX),
        *_of_requirements(report, missing=True),
        *_of_rules(report, Severity.SHOULD_FIX),
        *_of_requirements(report, missing=False),
    )


def checklist(report: Report, day: date | None = None, organisation: str = "") -> Document:
    """Return the checklist as a document of one page; what has no room on it is counted in its last line."""
    return Document(
        name=f"{stem(report.submission)}-checklist",
        title="What to do before you send it",
        subtitle="",
        organisation=organisation or "Practice based commissioning",
        subject=f"{report.document_title}: checklist",
        date=day,
        control=(),
        blocks=tuple(_blocks(report)),
        keywords=("practice based commissioning", "checklist", report.framework, report.document),
        contents=False,
        cover=False,
        one_page=True,
    )


def checklist_text(report: Report) -> str:
    """Return the checklist as text for a terminal."""
    every = to_do(report)
    lines = [f"{_called(report, _LONGEST_LINE)}: {_opening(report, len(every))}", ""]
    lines += [f"[ ] {each.about} ({each.stands.lower()}): {each.whole_action}" for each in every]
    return "\n".join(lines).rstrip() + "\n"


def _blocks(report: Report) -> Iterator[Block]:
    every = to_do(report)
    shown = _on_a_page(every)
    yield Heading(1, _called(report, _LONGEST_HEADING), "to-do")
    if not shown:
        yield paragraph(Text(sentence_case(_opening(report, len(every)))))
    else:
        yield Table(
            header=("What it is about", "What to do"),
            rows=tuple(
                ((Text(_BOX + each.about),), (Strong(f"{each.stands}: "), Text(each.whole_action))) for each in shown
            ),
            caption=_opening(report, len(every)),
            summary="Each thing to do with a box to tick, how it stands now, and what to do.",
            widths=(30, 70),
            row_headers=True,
        )
    if len(every) > len(shown):
        rest = counted(len(every) - len(shown), "more thing")
        yield paragraph(Text(f"And {rest}: check the submission again once these are done."))


def _on_a_page(every: tuple[ToDo, ...]) -> tuple[ToDo, ...]:
    """Return as many of some things as a page has room for."""
    room = _MOST_LINES
    for place, each in enumerate(every):
        about = _lines(_BOX + each.about, _ABOUT_LETTERS)
        room -= max(about, _lines(f"{each.stands}: {each.whole_action}", _ACTION_LETTERS)) + _BETWEEN_ROWS
        if room < 0:
            return every[:place]
    return every


def _lines(words: str, letters: int) -> int:
    return len(wrap(words, letters))


def _called(report: Report, most: int) -> str:
    """Return what the submission is called, with its file where there is room for it in so many characters."""
    title, file = " ".join(report.submission.title.split()), file_name(report.submission)
    beside = f" ({file})" if title and len(title) + len(file) + 3 <= most else ""
    return shortened(title or file, most) + beside


def _opening(report: Report, count: int) -> str:
    if not count:
        unread = (
            "" if report.submission.receipt.complete else " Part of the file could not be read: look there yourself."
        )
        return f"there is nothing to put right.{unread}"
    return f"{counted(count, 'thing')} to do, the most important first."


def _of_rules(report: Report, severity: Severity) -> Iterator[ToDo]:
    stands = "Wrong" if severity is Severity.MUST_FIX else "To put right"
    titles = {rule.id: rule.title for rule in RULES}
    for check in report.checks:
        if check.severity is severity:
            yield ToDo(titles.get(check.rule, "Whether it holds together"), stands, f"{_found(check)} {check.action}")


def _found(check: RuleFinding) -> str:
    """Return what a rule found, with where it stands; of what was counted, with every place that is shown."""
    what = shortened(check.what.rstrip("."), _LONGEST_FOUND)
    shown = check.evidence if _COUNTED.match(check.what) else check.evidence[:1]
    places = dict.fromkeys(shortened(each.where, _LONGEST_PLACE) for each in shown)
    return f"{what} ({'; '.join(places)})." if places else f"{what}."


def _of_requirements(report: Report, *, missing: bool) -> Iterator[ToDo]:
    for finding in report.findings:
        if finding.status in _STANDS and missing is (finding.status is not Status.PARTIAL):
            yield ToDo(finding.title, _STANDS[finding.status], _action(finding), finding.unsure)


def _action(finding: Finding) -> str:
    return finding.action or f"Say something of it: {finding.criterion}"
