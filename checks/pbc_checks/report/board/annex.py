"""The annex: what each submission lacks, and what would put it right."""

from __future__ import annotations

from collections.abc import Iterator

from pbc_checks.findings import Severity, Status
from pbc_checks.report.blocks import items, paragraph
from pbc_checks.report.board.portfolio import Entry, Portfolio, Standing
from pbc_checks.report.board.signs import PACES, STANDINGS
from pbc_checks.report.wording import SEND_TEXT, VERDICTS, WHOLE_FILE, file_name, nothing_read
from pbc_checks.review.model import Reviewed
from pbc_generator.document import (
    Badge,
    Block,
    Heading,
    PageBreak,
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
    said = [f"File {file_name(submission)}", entry.report.document_title]
    if submission.proposer:
        said.append(f"from {submission.proposer}")
    badges = (STANDINGS[entry.standing], Text("  "), PACES[entry.pace(portfolio.meeting)])
    rows: list[tuple[Runs, ...]] = [
        ((Text(check.what),), (Badge("!", "Must fix", Tone.BAD),), (Text(check.action),)) for check in entry.must_fix
    ]
    whole = nothing_read(entry.report) and not any(each.opinion for each in entry.reviewed)
    if whole:
        rows.append(((Text(WHOLE_FILE),), (VERDICTS[Status.UNREADABLE].badge,), (Text(SEND_TEXT),)))
    rows += [
        ((Text(each.finding.title),), _verdict(each), (Text(_what_to_do(each)),))
        for each in (() if whole else entry.reviewed)
        if each.status.missing or each.status in {Status.PARTIAL, Status.UNREADABLE} or each.overridden
    ]
    if rows:
        # Of a complete one nothing is wrong: it says so, and what would make it better.
        leads = (
            "Nothing is missing. What could be fuller:" if entry.standing is Standing.COMPLETE else "To be put right:"
        )
        yield paragraph(*badges, Text(f"  {', '.join(said)}. {leads}"))
        yield Table(
            header=("What", "Verdict", "What to do"),
            rows=tuple(rows),
            caption=f"What there is to do about submission {entry.number}",
            summary="Each thing that is missing, partly met or wrong, with what to do.",
            widths=(34, 20, 46),
            row_headers=True,
        )
    else:
        nothing = "Every requirement is met." if entry.reviewed else "Nothing must be put right."
        yield paragraph(*badges, Text(f"  {', '.join(said)}. {nothing}"))
    should = [check for check in entry.report.checks if check.severity is Severity.SHOULD_FIX]
    if should:
        yield paragraph(Strong("Should be put right as well:"))
        yield items(check.what for check in should)


def _verdict(each: Reviewed) -> Runs:
    badge = VERDICTS[each.status].badge
    if each.overridden:
        return (badge, Text(f" (assessor; the checker: {VERDICTS[each.finding.status].label.lower()})"))
    return (badge, Text(" unsure")) if each.finding.unsure else (badge,)


def _what_to_do(each: Reviewed) -> str:
    """Return what to do, where anything is, and what the assessor says of it."""
    settled = each.status in {Status.MET, Status.NOT_APPLICABLE}
    said = [] if settled else [each.finding.action]
    if each.opinion and each.opinion.comment:
        said.append(f"The assessor: {each.opinion.comment}")
    return " ".join(filter(None, said))
