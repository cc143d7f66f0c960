"""The board's paper on many submissions: what is to be decided, conflicts, exceptions; then matrix, charts, annex."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from pbc_checks.findings import Status
from pbc_checks.report.blocks import items, paragraph, sentence_case
from pbc_checks.report.board.annex import annex
from pbc_checks.report.board.charts import commonest_gaps, time_to_decision, verdicts_by_criterion, verdicts_by_proposer
from pbc_checks.report.board.matrix import matrix
from pbc_checks.report.board.portfolio import Entry, Pace, Portfolio, Standing
from pbc_checks.report.board.signs import PACES, STANDINGS
from pbc_checks.report.wording import counted, listed
from pbc_generator.compose.text import printed_date
from pbc_generator.document import (
    Block,
    ControlLine,
    Document,
    Heading,
    PageBreak,
    ParagraphKind,
    Placeholder,
    Runs,
    Strong,
    Table,
    Text,
)

_MOST_NAMED = 12  # submissions that the summary names one by one


def board_paper(portfolio: Portfolio, organisation: str = "") -> Document:
    """Return the paper for the meeting of a portfolio; without a date of the meeting, room is left for it."""
    return Document(
        name="board-paper",
        title="Practice based commissioning: submissions for decision",
        subtitle=f"Meeting of {printed_date(portfolio.meeting)}" if portfolio.meeting else "",
        organisation=organisation or "Primary Care Trust",
        subject="Submissions checked against the governance framework",
        date=portfolio.meeting,
        control=_front_sheet(portfolio),
        blocks=(
            *_summary(portfolio),
            PageBreak(),
            *_decisions(portfolio),
            *_conflicts(portfolio),
            *_exceptions(portfolio),
            *matrix(portfolio),
            *_charts(portfolio),
            *annex(portfolio),
            *_method(portfolio),
        ),
        keywords=("practice based commissioning", "board paper", "compliance"),
        contents_depth=1,
        landscape=True,
    )


def _front_sheet(portfolio: Portfolio) -> tuple[ControlLine, ...]:
    day = Text(printed_date(portfolio.meeting)) if portfolio.meeting else Placeholder("date of the meeting")
    kinds = [f"{counted(len(group.entries), 'submission')} as {group.title}" for group in portfolio.groups]
    return (
        ControlLine("Meeting", (day,)),
        ControlLine("Purpose", (Text("For decision, and to note what is missing from each submission"),)),
        ControlLine("Submissions", (Text(listed(kinds or ["none"])),)),
        ControlLine("Outcome", (Text(_standing(portfolio)),)),
        ControlLine("Presented by", (Placeholder("name and position"),)),
    )


def _standing(portfolio: Portfolio) -> str:
    complete, wanting = portfolio.standing(Standing.COMPLETE), portfolio.standing(Standing.NOT_COMPLETE)
    words = f"{len(complete)} of {counted(len(portfolio.entries), 'submission')} are complete, {len(wanting)} are not"
    unread = len(portfolio.standing(Standing.UNREAD))
    return f"{words}, and {unread} could not be read whole." if unread else f"{words}."


def _summary(portfolio: Portfolio) -> Iterator[Block]:
    yield Heading(1, "Summary", "summary")
    yield paragraph(Strong(_standing(portfolio)))
    yield items(_key_points(portfolio))
    yield Table(
        header=("", "Submissions"),
        rows=tuple(
            ((badge,), (Text(str(len(portfolio.standing(standing)))),)) for standing, badge in STANDINGS.items()
        ),
        caption="Standing of the submissions",
        summary="How many submissions are complete, are not, and could not be read whole.",
        widths=(70, 30),
        row_headers=True,
        numeric=(1,),
    )


def _key_points(portfolio: Portfolio) -> Iterator[str]:
    late, past = portfolio.pace(Pace.LATE), portfolio.pace(Pace.PAST_THE_AIM)
    if late:
        yield f"The time for a decision has passed for {_named(late)}."
    if past:
        yield f"The time aimed at has passed, and the limit has not, for {_named(past)}."
    grave = [entry for entry in portfolio.entries if entry.must_fix]
    if grave:
        yield f"Something must be put right before a decision in {_named(grave)}."
    interests = [entry for entry in portfolio.entries if _declared(entry)]
    if interests:
        yield f"Interests to declare at this meeting bear on {_named(interests)}."
    gaps = portfolio.gaps
    if gaps:
        first = gaps[0]
        yield (
            f"Most often missing is “{first.title}”: in {first.missing} of {counted(first.of, 'submission')} as "
            f"{first.document}."
        )
    overridden = sum(each.overridden for entry in portfolio.entries for each in entry.reviewed)
    if overridden:
        yield f"The assessor judges otherwise than the checker in {counted(overridden, 'place')}, and counts."
    if portfolio.problems:
        yield f"{counted(len(portfolio.problems), 'file')} could not be checked; see the exceptions."
    yield "What is missing does not say that a proposal is a bad one: it says what a decision would be taken without."


def _named(entries: Sequence[Entry]) -> str:
    """Return some submissions by their numbers, or how many they are where they are many."""
    if len(entries) > _MOST_NAMED:
        return f"{len(entries)} submissions"
    numbers = listed([str(entry.number) for entry in entries])
    return f"submission {numbers}" if len(entries) == 1 else f"submissions {numbers}"


def _decisions(portfolio: Portfolio) -> Iterator[Block]:
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
        header=("No.", "Submission", "From", "Decide by", "Time", "Standing", "Met, partly, missing"),
        rows=tuple(_decision(portfolio, entry) for entry in _by_urgency(portfolio)),
        caption="Submissions for decision",
        summary="Each submission with its dates, whether it is late or complete, and its verdicts in numbers.",
        widths=(6, 30, 18, 15, 12, 12, 9),
        row_headers=True,
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
        (Text(", ".join(map(str, (met, entry.count(Status.PARTIAL), len(entry.missing))))),),
    )


def _declared(entry: Entry) -> list[str]:
    """Return what a board has to hear of interests in a submission."""
    return [check.what for check in entry.interests]


def _conflicts(portfolio: Portfolio) -> Iterator[Block]:
    yield Heading(1, "Interests to declare at this meeting", "interests")
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in portfolio.entries:
        for check in entry.interests:
            found.setdefault((check.what, check.action), []).append(entry)
    yield paragraph(
        Text(
            "The chair asks for declarations all the same: an interest that neither the submission nor the register "
            "spells out cannot be seen."
        )
    )
    if not found:
        yield paragraph(Text("The check found nothing to declare."))
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


def _exceptions(portfolio: Portfolio) -> Iterator[Block]:
    yield Heading(1, "Exceptions", "exceptions")
    grave = [(entry, check) for entry in portfolio.entries for check in entry.must_fix]
    unread = {entry.number: _not_read(entry) for entry in portfolio.entries if _not_read(entry)}
    if not (grave or unread or portfolio.problems):
        yield paragraph(Text("None: everything was read, and nothing must be put right before a decision."))
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
            rows=tuple(((Text(PurePath(path).name),), (Text(why),)) for path, why in portfolio.problems.items()),
            caption="Files that could not be checked",
            summary="Each file that could not be checked, and why.",
            widths=(32, 68),
            row_headers=True,
        )


def _charts(portfolio: Portfolio) -> Iterator[Block]:
    charts = [
        *commonest_gaps(portfolio),
        *verdicts_by_criterion(portfolio),
        *verdicts_by_proposer(portfolio),
        *time_to_decision(portfolio),
    ]
    if charts:
        yield Heading(1, "In pictures", "pictures")
        yield paragraph(Text("The numbers of each picture stand in the table below it."), kind=ParagraphKind.NOTE)
        yield from charts


def _method(portfolio: Portfolio) -> Iterator[Block]:
    yield Heading(1, "What this paper rests on", "method")
    yield paragraph(
        Text(
            "Each submission was read by a program and held against every requirement of its framework; each verdict "
            "rests on words of the submission, which its own report quotes with their place. The verdicts say whether "
            "a submission deals with what is asked, and not whether what it says is true or good enough. Verdicts "
            "marked “unsure” are for a person to look at."
        )
    )
    versions = {f"{entry.report.framework_title}, version {entry.report.version}" for entry in portfolio.entries}
    if versions:
        yield paragraph(Text(f"Held against: {sentence_case(listed(sorted(versions)))}."), kind=ParagraphKind.NOTE)


def _not_read(entry: Entry) -> str:
    """Return what of a submission could not be read and may hold answers; empty where all of it was read."""
    return "; ".join(each.what for each in entry.report.submission.receipt.unread if each.blocks_absence)
