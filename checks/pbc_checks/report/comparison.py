"""A resubmission held against the submission before it: what was resolved, what is still open, what got worse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pbc_checks.findings import Finding, Report, RuleFinding, Severity, Status
from pbc_checks.report.blocks import paragraph, quotations
from pbc_checks.report.wording import SEVERITIES, VERDICTS, file_name, shared_out, stem
from pbc_frameworks.errors import PbcgovError
from pbc_generator.document import Badge, Block, ControlLine, Document, Heading, Strong, Table, Text, Tone

_COUNTED = re.compile(r"\d+ [a-z]")
_MOST_QUOTED = 2  # passages that show what was there before


class NotComparableError(PbcgovError):
    """Two reports that are not on the same kind of document of one framework."""


class Change(StrEnum):
    """What became of a requirement, the news that matters most first."""

    WORSE = "worse"
    OPEN = "open"
    NEWLY_ASKED = "newly-asked"
    BETTER = "better"
    RESOLVED = "resolved"
    STILL_MET = "still-met"
    NOT_ASKED = "not-asked"


CHANGES: dict[Change, Badge] = {
    Change.WORSE: Badge("▼", "Got worse", Tone.BAD),
    Change.OPEN: Badge("●", "Still open", Tone.FAIR),
    Change.NEWLY_ASKED: Badge("●", "Newly asked, open", Tone.FAIR),
    Change.BETTER: Badge("▲", "Better, still open", Tone.FAIR),
    Change.RESOLVED: Badge("✓", "Resolved", Tone.GOOD),
    Change.STILL_MET: Badge("=", "Met as before", Tone.NEUTRAL),
    Change.NOT_ASKED: Badge("-", "No longer asked", Tone.NEUTRAL),
}

_RANK = {
    Status.ABSENT: 0,
    Status.PLACEHOLDER: 0,
    Status.SAID_NOT_DONE: 0,
    Status.UNREADABLE: 0,
    Status.PARTIAL: 1,
    Status.MET: 2,
    Status.NOT_APPLICABLE: 2,
}
"""How far each verdict is on the way to met; the kinds of missing are one."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One requirement before and now; None where a report does not have it."""

    before: Finding | None
    now: Finding | None

    @property
    def title(self) -> str:
        """Return the requirement's title."""
        finding = self.now or self.before
        return finding.title if finding else ""

    @property
    def change(self) -> Change:
        """Return what became of it. A requirement that is new and met counts as resolved."""
        if self.now is None:
            return Change.NOT_ASKED
        now = _RANK[self.now.status]
        if self.before is None:
            return Change.RESOLVED if now == _RANK[Status.MET] else Change.NEWLY_ASKED
        before = _RANK[self.before.status]
        if now < before:
            return Change.WORSE
        if now == _RANK[Status.MET]:
            return Change.STILL_MET if before == now else Change.RESOLVED
        return Change.OPEN if before == now else Change.BETTER


@dataclass(frozen=True, slots=True)
class Comparison:
    """All requirements of two reports in their order, and what the rules no longer, still and newly find."""

    before: Report
    now: Report
    requirements: tuple[Compared, ...]
    gone: tuple[RuleFinding, ...]
    stayed: tuple[RuleFinding, ...]
    new: tuple[RuleFinding, ...]

    def count(self, change: Change) -> int:
        """Return of how many requirements this became."""
        return sum(each.change is change for each in self.requirements)


def compare(before: Report, now: Report) -> Comparison:
    """Return a report held against the one before it. Raises NotComparableError for reports on different things."""
    if (before.framework, before.document) != (now.framework, now.document):
        raise NotComparableError(
            f"{file_name(before.submission)} was checked as {before.framework}, {before.document}, and "
            f"{file_name(now.submission)} as {now.framework}, {now.document}. Check both as the same."
        )
    was = {finding.requirement: finding for finding in before.findings}
    requirements = [Compared(was.pop(finding.requirement, None), finding) for finding in now.findings]
    requirements += [Compared(finding, None) for finding in was.values()]
    known = {sign for check in before.checks for sign in _signs(check)}
    still = {sign for check in now.checks for sign in _signs(check)}
    grave_before = [check for check in before.checks if check.severity is not Severity.NOTE]
    grave_now = [check for check in now.checks if check.severity is not Severity.NOTE]
    return Comparison(
        before,
        now,
        tuple(requirements),
        gone=tuple(each for each in grave_before if not _signs(each) & still),
        stayed=tuple(each for each in grave_now if _signs(each) & known),
        new=tuple(each for each in grave_now if not _signs(each) & known),
    )


def conclusion(comparison: Comparison) -> str:
    """Return the outcome in one sentence: "Of 16 requirements 3 were resolved, 2 are still open and 1 got worse"."""
    told = [
        (comparison.count(Change.RESOLVED), "resolved"),
        (comparison.count(Change.BETTER), "better and still open"),
        (comparison.count(Change.OPEN), "still open"),
        (comparison.count(Change.NEWLY_ASKED), "newly asked and open"),
        (comparison.count(Change.WORSE), "worse than before"),
        (comparison.count(Change.STILL_MET), "met as before"),
        (comparison.count(Change.NOT_ASKED), "no longer asked"),
    ]
    counts = [(count, what) for count, what in told if count]
    if not counts:
        return "There is no requirement to compare."
    return shared_out("requirements", len(comparison.requirements), counts)


def comparison_report(comparison: Comparison, day: date | None = None, organisation: str = "") -> Document:
    """Return the comparison as a document for a board."""
    now, before = comparison.now, comparison.before
    return Document(
        name=f"{stem(now.submission)}-comparison",
        title="Resubmission compared",
        subtitle=now.submission.title or file_name(now.submission),
        organisation=organisation or "Primary Care Trust",
        subject=f"{now.document_title}: what has changed since the submission before",
        date=day,
        control=(
            ControlLine("Submission before", (Text(file_name(before.submission)),)),
            ControlLine("Resubmission", (Text(file_name(now.submission)),)),
            ControlLine("Checked against", (Text(_versions(comparison)),)),
            ControlLine("Outcome", (Text(conclusion(comparison)),)),
            ControlLine("Fingerprint before (SHA-256)", (Text(before.submission.sha256),)),
            ControlLine("Fingerprint now (SHA-256)", (Text(now.submission.sha256),)),
        ),
        blocks=tuple(_blocks(comparison)),
        keywords=("practice based commissioning", "comparison", now.framework, now.document),
        contents=False,
        landscape=True,
    )


def comparison_text(comparison: Comparison) -> str:
    """Return the comparison as lines of text, what got worse first."""
    lines = [
        f"{comparison.before.submission.name} -> {comparison.now.submission.name}",
        conclusion(comparison),
        "",
    ]
    for each in _in_order(comparison):
        badge = CHANGES[each.change]
        if each.change not in {Change.STILL_MET, Change.NOT_ASKED}:
            lines.append(f"{badge.symbol} {badge.text.upper()}: {each.title} ({_was(each)} -> {_is(each)})")
            if each.now and each.now.action:
                lines.append(f"    What to do: {each.now.action}")
    for label, checks in _by_rules(comparison):
        lines += ["", f"{label}:"] + [f"    {check.what}" for check in checks]
    return "\n".join(lines).rstrip() + "\n"


def _versions(comparison: Comparison) -> str:
    before, now = comparison.before.version, comparison.now.version
    version = f"version {now}" if before == now else f"version {now}, and before version {before}"
    return f"{comparison.now.framework_title}, definition {version}"


def _blocks(comparison: Comparison) -> Iterator[Block]:
    yield Heading(1, "What has changed", "changed")
    yield paragraph(Strong(conclusion(comparison)))
    if comparison.requirements:
        yield Table(
            header=("Requirement", "Before", "Now", "What became of it", "What to do"),
            rows=tuple(
                (
                    (Text(each.title),),
                    (VERDICTS[each.before.status].badge,) if each.before else (Text("not asked"),),
                    (VERDICTS[each.now.status].badge,) if each.now else (Text("not asked"),),
                    (CHANGES[each.change],),
                    (Text(each.now.action if each.now else ""),),
                )
                for each in _in_order(comparison)
            ),
            caption="Requirements before and now",
            summary="Each requirement with its verdict before and now, what became of it, and what is left to do.",
            widths=(22, 12, 12, 16, 38),
            row_headers=True,
        )
    checks = list(_by_rules(comparison))
    if checks:
        yield Heading(1, "Whether it holds together", "checks")
    for label, found in checks:
        yield Table(
            header=(label, "How grave", "What to do"),
            rows=tuple(((Text(each.what),), (SEVERITIES[each.severity],), (Text(each.action),)) for each in found),
            caption=label,
            summary="What rules found, how grave it is, and what to do.",
            widths=(45, 17, 38),
            row_headers=True,
        )
    worse = [each for each in comparison.requirements if each.change is Change.WORSE]
    if worse:
        yield Heading(1, "What was there before", "before")
    for each in worse:
        if each.before and each.before.evidence:
            yield from quotations(f"{each.title}, before", each.before.evidence[:_MOST_QUOTED])


def _in_order(comparison: Comparison) -> list[Compared]:
    """Return what got worse first, then what is open; each kind in the framework's order."""
    order = list(Change)
    return sorted(comparison.requirements, key=lambda each: order.index(each.change))


def _by_rules(comparison: Comparison) -> Iterator[tuple[str, tuple[RuleFinding, ...]]]:
    for label, found in (
        ("Newly found by rules", comparison.new),
        ("Still found by rules", comparison.stayed),
        ("No longer found by rules", comparison.gone),
    ):
        if found:
            yield label, found


def _was(each: Compared) -> str:
    return VERDICTS[each.before.status].label.lower() if each.before else "not asked"


def _is(each: Compared) -> str:
    return VERDICTS[each.now.status].label.lower() if each.now else "not asked"


def _signs(check: RuleFinding) -> set[tuple[str, ...]]:
    """Return what tells whether a rule's finding is one that was there before: any of these in common is enough.

    It says the same, or found the same words: figures in it may have changed. Of what is counted, such as “3 places
    still hold a placeholder”, one of the places is enough.
    """
    signs: set[tuple[str, ...]] = {(check.rule, " / ".join(each.quote for each in check.evidence) or check.what)}
    signs.add((check.rule, check.what))
    if _COUNTED.match(check.what):
        signs |= {(check.rule, check.action, each.quote) for each in check.evidence} or {(check.rule, check.action, "")}
    return signs
