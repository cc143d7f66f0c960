"""The matrix of submissions and criteria: a sign for each verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pbc_checks.report.blocks import paragraph
from pbc_checks.report.board.portfolio import Entry, Group, Portfolio, in_parts
from pbc_checks.report.wording import VERDICTS, shortened
from pbc_checks.review.model import Reviewed
from pbc_generator.document import (
    Block,
    Heading,
    PageBreak,
    Runs,
    Table,
    Text,
)

_COLUMNS = 16  # criteria that a page has room for side by side
_NUMBER, _NAME, _CRITERION = 10, 62, 8  # widths
_LONGEST_NAME = 64  # characters: two lines
METHOD = "What this paper rests on"
"""The heading of the section that says what verdicts mean."""


def matrix(portfolio: Portfolio) -> Iterator[Block]:
    """Yield, for each kind of document, its submissions by its criteria, and what the signs and numbers mean."""
    groups = [group for group in portfolio.groups if group.requirements]
    if not groups:
        return
    yield PageBreak()
    yield Heading(1, "Submissions by criterion", "matrix")
    yield paragraph(
        Text("Signs: "),
        *(run for verdict in VERDICTS.values() for run in (verdict.badge, Text("   "))),
        Text(f"What each means stands under “{METHOD}”."),
    )
    if any(each.overridden for entry in portfolio.entries for each in entry.reviewed):
        yield paragraph(Text("A star marks a verdict of the assessor that differs from the checker's."))
    for number, group in enumerate(groups, start=1):
        if number > 1:
            yield PageBreak()
        yield Heading(2, group.title, f"matrix-{number}")
        yield Table(
            header=("No.", "Criterion", "Source"),
            rows=tuple(
                ((Text(str(place)),), (Text(each.title),), (Text(each.source),))
                for place, each in enumerate(group.requirements, start=1)
            ),
            caption=f"Criteria of: {group.document_title}",
            summary="The number of each criterion in the table below, what it asks for, and its source.",
            widths=(8, 52, 40),
            row_headers=True,
        )
        for part, requirements in enumerate(in_parts(group.requirements, _COLUMNS)):
            first = part * _COLUMNS
            yield Table(
                header=("No.", "Submission", *(str(first + place) for place in range(1, len(requirements) + 1))),
                rows=tuple(
                    (
                        (Text(str(entry.number)),),
                        (Text(shortened(entry.name, _LONGEST_NAME)),),
                        *(_sign(group, entry, each.requirement) for each in requirements),
                    )
                    for entry in group.entries
                ),
                caption=f"Verdicts on criteria {first + 1} to {first + len(requirements)}",
                summary="Each submission with its verdict on each criterion, as a sign; the criteria stand above.",
                widths=_widths(len(requirements)),
                row_headers=True,
            )


def _widths(criteria: int) -> tuple[int, ...]:
    """Return the widths of a table of so many criteria: signs are as far apart in each."""
    return (_NUMBER, _NAME + _CRITERION * (_COLUMNS - criteria), *[_CRITERION] * criteria)


def _sign(group: Group, entry: Entry, requirement: str) -> Runs:
    each: Reviewed | None = group.status(entry, requirement)
    if each is None:
        return (Text("–"),)
    sign = VERDICTS[each.status].sign
    # In the sign, as there is no room beside it: the star would stand on a line of its own.
    return (replace(sign, symbol=f"{sign.symbol}*", text=f"{sign.text}, by the assessor") if each.overridden else sign,)
