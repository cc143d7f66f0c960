"""The pictures of the board's paper, each with the table of its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pbc_checks.findings import Status
from pbc_checks.report.blocks import paragraph
from pbc_checks.report.board.portfolio import NOT_SAID, Entry, Pace, Portfolio, in_parts
from pbc_checks.report.board.signs import PACES
from pbc_checks.report.wording import counted, listed
from pbc_generator.compose.text import printed_date
from pbc_generator.document import Block, Chart, ParagraphKind, Series, Table, Text, Tone

_MOST_BARS = 16  # that stand on a page across with their legend
_MOST_GAPS = 8
_VERDICTS: tuple[tuple[Series, tuple[Status, ...]], ...] = (
    (Series("Met", Tone.GOOD), (Status.MET, Status.NOT_APPLICABLE)),
    (Series("Partly met", Tone.FAIR), (Status.PARTIAL,)),
    (Series("Missing", Tone.BAD), (Status.ABSENT, Status.PLACEHOLDER, Status.SAID_NOT_DONE)),
    (Series("Could not be read", Tone.NEUTRAL), (Status.UNREADABLE,)),
)
"""What the parts of a bar count; what does not apply needs nothing and counts as met."""


def verdicts_by_criterion(portfolio: Portfolio) -> Iterator[Block]:
    """Yield, for each kind of document, how many submissions have which verdict on each criterion.

    Of a kind with one submission the matrix says it all.
    """
    for group in portfolio.groups:
        if len(group.entries) == 1:
            continue
        rows = []
        for number, finding in enumerate(group.requirements, start=1):
            found = [group.status(entry, finding.requirement) for entry in group.entries]
            counts = tuple(
                sum(each is not None and each.status in statuses for each in found) for _, statuses in _VERDICTS
            )
            rows.append((f"{number}. {finding.title}", counts))
        yield from _verdict_charts(f"Verdicts by criterion: {group.document_title}", "Criterion", rows)


def verdicts_by_proposer(portfolio: Portfolio) -> Iterator[Block]:
    """Yield how many requirements have which verdict in the submissions of each practice, cluster or locality."""
    rows = [
        (f"{name} ({len(entries)})" if len(entries) > 1 else name, _counts(entries))
        for name, entries in portfolio.by_proposer.items()
        if name != NOT_SAID and any(entry.reviewed for entry in entries)
    ]
    yield from _verdict_charts("Verdicts by practice", "Practice, cluster or locality (submissions)", rows)
    unnamed = len(portfolio.by_proposer.get(NOT_SAID, ()))
    if rows and unnamed:
        yield paragraph(
            Text(
                f"{counted(unnamed, 'submission')} {'does' if unnamed == 1 else 'do'} not say from which practice, "
                "cluster or locality, and cannot be in this picture."
            ),
            kind=ParagraphKind.NOTE,
        )


def commonest_gaps(portfolio: Portfolio) -> Iterator[Block]:
    """Yield the requirements that are missing in the largest number of submissions."""
    gaps = [gap for gap in portfolio.gaps if gap.of > 1][:_MOST_GAPS]
    if not gaps:
        return
    caption = "Commonest gaps: in how many submissions a requirement is missing"
    yield Chart(
        labels=tuple(gap.title for gap in gaps),
        series=(Series("Submissions", Tone.BAD),),
        values=tuple((gap.missing,) for gap in gaps),
        caption=caption,
        alt="Most often missing: " + "; ".join(f"{gap.title}, {gap.missing} of {gap.of}" for gap in gaps[:5]) + ".",
    )
    yield Table(
        header=("Requirement", "Kind of document", "Missing in", "Of"),
        rows=tuple(
            ((Text(gap.title),), (Text(gap.document),), (Text(str(gap.missing)),), (Text(str(gap.of)),)) for gap in gaps
        ),
        caption=f"{caption}, in numbers",
        summary="Each requirement with the number of submissions in which it is missing, and of how many.",
        widths=(40, 36, 12, 12),
        row_headers=True,
        numeric=(2, 3),
    )


def time_to_decision(portfolio: Portfolio) -> Iterator[Block]:
    """Yield the weeks from submission to the meeting, against the weeks in which the framework asks to decide.

    A few submissions have a bar each, and a line each in the table; of many it is shown how many have waited how long.
    """
    waiting = [
        (entry, weeks)
        for entry in portfolio.entries
        if (weeks := entry.weeks(portfolio.meeting)) is not None and not entry.after(portfolio.meeting)
    ]
    waiting.sort(key=lambda each: (-each[1], each[0].number))
    if waiting:
        yield from _one_by_one(waiting) if len(waiting) <= _MOST_BARS else _week_by_week(portfolio, waiting)


def _one_by_one(waiting: Sequence[tuple[Entry, float]]) -> Iterator[Block]:
    caption = "Weeks from submission to this meeting"
    marks = _marks([entry for entry, _ in waiting])
    longest, weeks = waiting[0]
    yield Chart(
        labels=tuple(f"{entry.number}. {entry.name}" for entry, _ in waiting),
        series=(Series("Weeks", Tone.NEUTRAL),),
        values=tuple((weeks,) for _, weeks in waiting),
        caption=caption,
        alt=f"{counted(len(waiting), 'submission')} waited, the longest, {longest.name}, {weeks:g} weeks."
        + (f" Lines mark the {listed([words for _, words in marks])}." if marks else ""),
        marks=marks,
    )
    yield Table(
        header=("Submission", "Weeks", "Aim", "Limit"),
        rows=tuple(
            (
                (Text(f"{entry.number}. {entry.name}"),),
                (Text(f"{weeks:g}"),),
                (Text(_day(entry, "aim")),),
                (Text(_day(entry, "limit")),),
            )
            for entry, weeks in waiting
        ),
        caption=f"{caption}, in numbers",
        summary="Each submission with the weeks since it came in, and the days by which a decision is asked for.",
        widths=(52, 12, 18, 18),
        row_headers=True,
        numeric=(1,),
    )


def _week_by_week(portfolio: Portfolio, waiting: Sequence[tuple[Entry, float]]) -> Iterator[Block]:
    """Yield how many submissions have waited how many weeks, by whether they are late."""
    last = min(max(int(weeks) for _, weeks in waiting), _MOST_BARS - 1)
    paces = (Pace.IN_TIME, Pace.PAST_THE_AIM, Pace.LATE, Pace.NOT_KNOWN)
    counts = [[0] * len(paces) for _ in range(last + 1)]
    for entry, weeks in waiting:
        counts[min(int(weeks), last)][paces.index(entry.pace(portfolio.meeting))] += 1
    shown = [place for place in range(len(paces)) if any(row[place] for row in counts)]
    ends = [f"{week} to {week + 1} weeks" for week in range(last)] + [f"{last} weeks and more"]
    totals = [f"{sum(row[place] for row in counts)} {PACES[paces[place]].text.lower()}" for place in shown]
    series = tuple(Series(PACES[paces[place]].text, PACES[paces[place]].tone) for place in shown)
    values = tuple(tuple(row[place] for place in shown) for row in counts)
    caption = "How many submissions have waited how long for this meeting"
    yield Chart(
        labels=tuple(ends),
        series=series,
        values=values,
        caption=caption,
        alt=f"Of {len(waiting)} submissions {listed(totals)} on the day of the meeting.",
    )
    yield Table(
        header=("Time since it came in", *(each.name for each in series)),
        rows=tuple(
            ((Text(label),), *((Text(str(count)),) for count in row)) for label, row in zip(ends, values, strict=True)
        ),
        caption=f"{caption}, in numbers",
        summary="The numbers of the picture above: for each week how many submissions are in time or late.",
        widths=(100 - 16 * len(series), *([16] * len(series))),
        row_headers=True,
        numeric=tuple(range(1, len(series) + 1)),
    )


def _counts(entries: Sequence[Entry]) -> tuple[int, ...]:
    return tuple(sum(entry.count(*statuses) for entry in entries) for _, statuses in _VERDICTS)


def _verdict_charts(caption: str, what: str, rows: Sequence[tuple[str, tuple[int, ...]]]) -> Iterator[Block]:
    """Yield bars of verdicts with their table, in parts where there are too many for a page."""
    # What could not be read is rare: a series of nothing would only take room.
    shown = [
        place
        for place, (_, statuses) in enumerate(_VERDICTS)
        if Status.UNREADABLE not in statuses or any(counts[place] for _, counts in rows)
    ]
    series = tuple(_VERDICTS[place][0] for place in shown)
    for part, some in enumerate(in_parts(rows, _MOST_BARS)):
        called = caption + (f", part {part + 1}" if len(rows) > _MOST_BARS else "")
        values = [tuple(counts[place] for place in shown) for _, counts in some]
        totals = [sum(column) for column in zip(*values, strict=True)]
        said = listed([f"{total} {each.name.lower()}" for each, total in zip(series, totals, strict=True)])
        yield Chart(
            labels=tuple(name for name, _ in some),
            series=series,
            values=tuple(values),
            caption=called,
            alt=f"{counted(len(some), 'bar')}, one a line of the table below; in all {said}.",
        )
        yield Table(
            header=(what, *(each.name for each in series)),
            rows=tuple(
                ((Text(name),), *((Text(str(count)),) for count in counts))
                for (name, _), counts in zip(some, values, strict=True)
            ),
            caption=f"{called}, in numbers",
            summary="The numbers of the picture above: each line with its verdicts.",
            widths=(100 - 14 * len(series), *([14] * len(series))),
            row_headers=True,
            numeric=tuple(range(1, len(series) + 1)),
        )


def _marks(entries: Sequence[Entry]) -> tuple[tuple[float, str], ...]:
    """Return the weeks within which the framework asks to decide, where they are the same for all of some entries."""
    marks = []
    for name in ("aim", "limit"):
        weeks = {_weeks(entry, name) for entry in entries}
        if len(weeks) == 1 and None not in weeks:
            (only,) = weeks
            marks.append((only or 0, f"{name}: {only} weeks"))
    return tuple(marks)


def _weeks(entry: Entry, name: str) -> int | None:
    times = entry.report.times
    due = times.aim if name == "aim" else times.limit
    # The day is the last working day within so many weeks, so the weeks are those that it is rounded up to.
    return -(-(due - times.submitted).days // 7) if due and times.submitted else None


def _day(entry: Entry, name: str) -> str:
    due = entry.report.times.aim if name == "aim" else entry.report.times.limit
    return printed_date(due) if due else "–"
