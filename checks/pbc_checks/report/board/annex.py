"""The annex: what each submission lacks, and what would put it right."""

from __future__ import annotations

from collections.abc import Iterator

from pbc_checks.findings import Severity, Status
from pbc_checks.report.blocks import items, paragraph
from pbc_checks.report.board.portfolio import Entry, Portfolio
from pbc_checks.report.board.signs import PACES, STANDINGS
from pbc_checks.report.wording import VERDICTS, file_name
from pbc_checks.review.model import Reviewed
from pbc_generator.document import (
    Badge,
    Block,
    Heading,
    PageBreak,
    ParagraphKind,
    Runs,
    Strong,
    Table,
    Text,
    Tone,
)


def annex(portfolio: Portfolio) -> Iterator[Block]:
    """Yield each submission with what it lacks."""
    if not portfolio.entries:
        return
    yield PageBreak()
    yield Heading(1, "Annex: submission by submission", "annex")
    for entry in portfolio.entries:
        yield from _submission(portfolio, entry)


def _submission(portfolio: Portfolio, entry: Entry) -> Iterator[Block]:
    submission = entry.report.submission
    yield Heading(2, f"{entry.number}. {entry.name}", f"submission-{entry.number}")
    yield paragraph(STANDINGS[entry.standing], Text("  "), PACES[entry.pace(portfolio.meeting)])
    said = [f"File: {file_name(submission)}", f"from: {entry.proposer}", entry.report.document_title]
    yield paragraph(Text("; ".join(said) + "."), kind=ParagraphKind.NOTE)
    rows: list[tuple[Runs, ...]] = [
        ((Text(check.what),), (Badge("!", "Must fix", Tone.BAD),), (Text(check.action),)) for check in entry.must_fix
    ]
    rows += [
        ((Text(each.finding.title),), _verdict(each), (Text(each.finding.action or _comment(each)),))
        for each in entry.reviewed
        if each.status.missing or each.status in {Status.PARTIAL, Status.UNREADABLE} or each.overridden
    ]
    if rows:
        yield Table(
            header=("What", "Verdict", "What to do"),
            rows=tuple(rows),
            caption=f"What submission {entry.number} lacks",
            summary="Each thing that is missing, partly met or wrong, with what to do.",
            widths=(34, 20, 46),
            row_headers=True,
        )
    else:
        yield paragraph(Text("Every requirement is met."))
    should = [check for check in entry.report.checks if check.severity is Severity.SHOULD_FIX]
    if should:
        yield paragraph(Strong("Should be put right as well:"))
        yield items(check.what for check in should)


def _verdict(each: Reviewed) -> Runs:
    badge = VERDICTS[each.status].badge
    if each.overridden:
        return (badge, Text(f" the assessor's; the checker: {VERDICTS[each.finding.status].label.lower()}"))
    return (badge, Text(" unsure")) if each.finding.unsure else (badge,)


def _comment(each: Reviewed) -> str:
    return each.opinion.comment if each.opinion else ""
