"""What a meeting is about: the submissions to decide on, interests to declare, and exceptions."""

from __future__ import annotations

from collections.abc import Iterator

from pbc_checks.findings import Status
from pbc_checks.paths import last_of
from pbc_checks.report.blocks import paragraph
from pbc_checks.report.board.portfolio import Entry, Portfolio, named
from pbc_checks.report.board.signs import PACES, STANDINGS
from pbc_generator.compose.text import printed_date
from pbc_generator.document import Block, Heading, Runs, Table, Text

_ASK_ALL_THE_SAME = (
    "The chair asks for declarations all the same: an interest that neither a submission nor the register spells out "
    "cannot be seen."
)


def decisions(portfolio: Portfolio) -> Iterator[Block]:
    """Yield the submissions on which a decision is to be made, the most urgent first."""
    yield Heading(1, "What needs a decision", "decisions")
    if not portfolio.entries:
        yield paragraph(Text("No submission was checked."))
        return
    yield paragraph(
        Text(
            "Each submission has a number, by which it is called in the rest of this paper. A decision has to be made "
            "by the day given; one is past the aim where the framework would have it earlier."
        )
    )
    yield Table(
        header=("No.", "Submission", "From", "Decide by", "Time", "Standing", "Met", "Partly", "Missing"),
        rows=tuple(_decision(portfolio, entry) for entry in _by_urgency(portfolio)),
        caption="Submissions for decision",
        summary="Each submission with its dates, whether it is late or complete, and its verdicts in numbers.",
        widths=(4, 25, 13, 15, 13, 15, 5, 6, 7),
        row_headers=True,
        numeric=(6, 7, 8),
    )


def _by_urgency(portfolio: Portfolio) -> list[Entry]:
    """Return what is late first, then by the day by which a decision is due."""
    paces = list(PACES)
    return sorted(
        portfolio.entries,
        key=lambda entry: (
            paces.index(entry.pace(portfolio.meeting)),
            str(entry.report.times.limit or "9"),
            entry.number,
        ),
    )


def _decision(portfolio: Portfolio, entry: Entry) -> tuple[Runs, ...]:
    limit = entry.report.times.limit
    met = entry.count(Status.MET, Status.NOT_APPLICABLE)
    return (
        (Text(str(entry.number)),),
        (Text(entry.name),),
        (Text(entry.report.submission.proposer or "–"),),
        (Text(printed_date(limit) if limit else "not known"),),
        (PACES[entry.pace(portfolio.meeting)],),
        (STANDINGS[entry.standing],),
        *((Text(str(count)),) for count in (met, entry.count(Status.PARTIAL), len(entry.missing))),
    )


def interests(portfolio: Portfolio) -> Iterator[Block]:
    """Yield what was found of interests that bear on submissions."""
    yield Heading(1, "Interests to declare at this meeting", "interests")
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in portfolio.entries:
        for check in (*entry.interests, *entry.silent_on_interests):
            found.setdefault((check.what, check.action), []).append(entry)
    if not found:
        yield paragraph(Text(f"The check found nothing to declare. {_ASK_ALL_THE_SAME}"))
        return
    yield Table(
        header=("Submissions", "What was found", "What to do"),
        rows=tuple(
            ((Text(", ".join(str(entry.number) for entry in entries)),), (Text(what),), (Text(action),))
            for (what, action), entries in found.items()
        ),
        caption="Interests that bear on submissions",
        summary="What was found of interests, in which submissions, and what to do.",
        widths=(16, 50, 34),
        row_headers=True,
    )
    yield paragraph(Text(_ASK_ALL_THE_SAME))


def exceptions(portfolio: Portfolio) -> Iterator[Block]:
    """Yield what must be put right before a decision, and what could not be read or checked."""
    yield Heading(1, "Exceptions", "exceptions")
    grave = [(entry, check) for entry in portfolio.entries for check in entry.must_fix]
    unread = {entry.number: _not_read(entry) for entry in portfolio.entries if _not_read(entry)}
    after = [entry for entry in portfolio.entries if entry.after(portfolio.meeting)]
    if after:
        yield paragraph(
            Text(
                f"The day on which {named(after)} came in is after the day of the meeting. One of the two is wrong, "
                "and no time for a decision was worked out."
            )
        )
    if not (grave or unread or after or portfolio.problems):
        yield paragraph(
            Text(
                "None: every file was read whole, and no rule found anything that must be put right first. What each "
                "submission does not deal with stands in the annex."
            )
        )
    if grave:
        yield Table(
            header=("No.", "What must be put right before a decision", "What to do"),
            rows=tuple(((Text(str(entry.number)),), (Text(each.what),), (Text(each.action),)) for entry, each in grave),
            caption="What must be put right",
            summary="For each submission what must be put right, and what to do.",
            widths=(8, 56, 36),
            row_headers=True,
        )
    if unread:
        yield Table(
            header=("No.", "What could not be read, and may hold answers"),
            rows=tuple(((Text(str(number)),), (Text(what),)) for number, what in unread.items()),
            caption="What could not be read",
            summary="For each submission the parts of its file that could not be read.",
            widths=(8, 92),
            row_headers=True,
        )
    if portfolio.problems:
        yield Table(
            header=("File", "Why it could not be checked"),
            rows=tuple(((Text(last_of(path)),), (Text(why),)) for path, why in portfolio.problems.items()),
            caption="Files that could not be checked",
            summary="Each file that could not be checked, and why.",
            widths=(32, 68),
            row_headers=True,
        )


def _not_read(entry: Entry) -> str:
    """Return what of a submission could not be read and may hold answers; empty where all of it was read."""
    return "; ".join(each.what for each in entry.report.submission.receipt.unread if each.blocks_absence)
