"""The board's paper on many submissions: what is to be decided, conflicts, exceptions; then matrix, charts, annex."""

from __future__ import annotations

from collections.abc import Iterator

from pbc_checks.report.blocks import items, paragraph, sentence_case
from pbc_checks.report.board.annex import annex
from pbc_checks.report.board.charts import commonest_gaps, time_to_decision, verdicts_by_criterion, verdicts_by_proposer
from pbc_checks.report.board.matrix import METHOD, matrix
from pbc_checks.report.board.meeting import decisions, exceptions, interests
from pbc_checks.report.board.portfolio import Pace, Portfolio, Standing, named
from pbc_checks.report.board.signs import MEANS, STANDINGS
from pbc_checks.report.wording import VERDICTS, counted, listed, shared_out
from pbc_generator.compose.text import printed_date
from pbc_generator.document import (
    Block,
    ControlLine,
    Document,
    Heading,
    ItemList,
    PageBreak,
    ParagraphKind,
    Placeholder,
    Strong,
    Table,
    Text,
)


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
            *decisions(portfolio),
            *interests(portfolio),
            *exceptions(portfolio),
            *matrix(portfolio),
            *_charts(portfolio),
            *_method(portfolio),
            *annex(portfolio),
        ),
        keywords=("practice based commissioning", "board paper", "compliance"),
        contents_depth=1,
        landscape=True,
    )


def _front_sheet(portfolio: Portfolio) -> tuple[ControlLine, ...]:
    kinds = counted(len(portfolio.groups), "kind of document", "kinds of document")
    lines = (
        ControlLine("Purpose", (Text("For decision, and to note what is missing from each submission"),)),
        ControlLine("Submissions", (Text(f"{counted(len(portfolio.entries), 'submission')}, {kinds}"),)),
        ControlLine("Outcome", (Text(_standing(portfolio)),)),
        ControlLine("Presented by", (Placeholder("name and position"),)),
    )
    return lines if portfolio.meeting else (ControlLine("Meeting", (Placeholder("date of the meeting"),)), *lines)


def _standing(portfolio: Portfolio) -> str:
    told = {Standing.COMPLETE: "complete", Standing.NOT_COMPLETE: "not complete", Standing.UNREAD: "not all read"}
    if len(portfolio.entries) == 1:
        return f"The submission is {told[portfolio.entries[0].standing]}."
    counts = [(len(portfolio.standing(standing)), words) for standing, words in told.items()]
    return shared_out("submissions", len(portfolio.entries), [counts[0], *(each for each in counts[1:] if each[0])])


def _summary(portfolio: Portfolio) -> Iterator[Block]:
    yield Heading(1, "Summary", "summary")
    yield paragraph(Strong(_standing(portfolio)))
    yield items(_key_points(portfolio))
    yield Table(
        header=("Standing", "What it means", "Submissions"),
        rows=tuple(
            ((badge,), (Text(MEANS[standing]),), (Text(str(len(portfolio.standing(standing)))),))
            for standing, badge in STANDINGS.items()
        ),
        caption="Standing of the submissions",
        summary="How many submissions are complete, are not, and could not be read whole.",
        widths=(22, 60, 18),
        row_headers=True,
        numeric=(2,),
    )
    yield Heading(2, "What the meeting is asked to do", "asked")
    yield ItemList(tuple((Text(sentence_case(each)),) for each in _asked(portfolio)), ordered=True)


def _key_points(portfolio: Portfolio) -> Iterator[str]:
    late, past = portfolio.pace(Pace.LATE), portfolio.pace(Pace.PAST_THE_AIM)
    if late:
        yield f"The time for a decision has passed for {named(late)}."
    if past:
        yield f"The time aimed at has passed, and the limit has not, for {named(past)}."
    grave = [entry for entry in portfolio.entries if entry.must_fix]
    if grave:
        yield f"Something must be put right before a decision in {named(grave)}."
    declared = [entry for entry in portfolio.entries if entry.interests]
    if declared:
        yield f"Something was found of interests that bear on {named(declared)}."
    silent = [entry for entry in portfolio.entries if entry.silent_on_interests]
    if silent:
        yield f"Interests are neither declared nor denied in {named(silent)}."
    after = [entry for entry in portfolio.entries if entry.after(portfolio.meeting)]
    if after:
        yield f"The day on which it came in is after the meeting for {named(after)}: correct one of the two."
    gaps = [gap for gap in portfolio.gaps if gap.of > 1]
    if gaps:
        first = gaps[0]
        yield (
            f"Most often missing is “{first.title}”: in {first.missing} of {counted(first.of, 'submission')} as "
            f"{first.document}."
        )
    overridden = sum(each.overridden for entry in portfolio.entries for each in entry.reviewed)
    if overridden:
        yield (
            f"In {counted(overridden, 'place')} the assessor judges otherwise than the checker: the assessor's verdict "
            "counts."
        )
    lapsed = sum(bool(each.opinion and each.opinion.lapsed) for entry in portfolio.entries for each in entry.reviewed)
    if lapsed:
        yield f"What the assessor said in {counted(lapsed, 'place')} no longer counts: the passages have changed since."
    if portfolio.problems:
        yield f"{counted(len(portfolio.problems), 'file')} could not be checked; see the exceptions."
    yield "What is missing does not say that a proposal is a bad one: it says what a decision would be taken without."


def _asked(portfolio: Portfolio) -> Iterator[str]:
    """Yield what the meeting has to do, in its order."""
    yield "hear declarations of interest, and say who withdraws for which submission"
    ready = portfolio.standing(Standing.COMPLETE)
    if ready:
        yield f"decide on {named(ready)}, from which nothing is missing"
    rest = [entry for entry in portfolio.entries if entry.standing is not Standing.COMPLETE]
    if rest:
        yield (
            f"for {named(rest)}, choose whether to approve on conditions, to ask for what is missing, or not to "
            "support the proposal; the annex says what would resolve each point"
        )
    late = portfolio.pace(Pace.LATE)
    if late:
        yield f"note that the time for a decision has passed for {named(late)}"


def _charts(portfolio: Portfolio) -> Iterator[Block]:
    charts = [
        *commonest_gaps(portfolio),
        *verdicts_by_criterion(portfolio),
        *verdicts_by_proposer(portfolio),
        *time_to_decision(portfolio),
    ]
    if charts:
        yield Heading(1, "In pictures", "pictures")
        yield from charts


def _method(portfolio: Portfolio) -> Iterator[Block]:
    yield Heading(1, METHOD, "method")
    yield paragraph(
        Text(
            "Each submission was read by a program and held against every requirement of its framework; each "
            "verdict rests on words of the submission, or on there being none. Its own report and the workbook of "
            "findings quote them with their place, beside the criterion and its source. The verdicts say whether a "
            "submission deals with what is asked, and not whether what it says is true or good enough. Verdicts "
            "marked “unsure” are for a person to look at."
        )
    )
    yield Table(
        header=("Verdict", "What it means"),
        rows=tuple(((verdict.badge,), (Text(verdict.means),)) for verdict in VERDICTS.values()),
        caption="Verdicts and what they mean",
        summary="Each verdict with its sign and what it means.",
        widths=(24, 76),
        row_headers=True,
    )
    versions = {f"{entry.report.framework_title}, version {entry.report.version}" for entry in portfolio.entries}
    if versions:
        yield paragraph(Text(f"Held against: {sentence_case(listed(sorted(versions)))}."), kind=ParagraphKind.NOTE)
