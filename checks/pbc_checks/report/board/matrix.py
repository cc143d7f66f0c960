"""The matrix of submissions and criteria: a sign for each verdict."""

from __future__ import annotations

from collections.abc import Iterator

from pbc_checks.report.blocks import paragraph
from pbc_checks.report.board.portfolio import Entry, Group, Portfolio, in_parts
from pbc_checks.report.wording import VERDICTS
from pbc_checks.review.model import Reviewed
from pbc_generator.document import (
    Badge,
    Block,
    Heading,
    Runs,
    Table,
    Text,
)

_COLUMNS = 16  # criteria that a page has room for side by side


def matrix(portfolio: Portfolio) -> Iterator[Block]:
    """Yield, for each kind of document, its submissions by its criteria, and what the signs and numbers mean."""
    groups = [group for group in portfolio.groups if group.requirements]
    if not groups:
        return
    yield Heading(1, "Submissions by criterion", "matrix")
    yield paragraph(Text("The sign says the verdict, with and without its colour:"))
    yield Table(
        header=("Sign", "Verdict", "What it means"),
        rows=tuple(
            (
                (Badge(verdict.symbol, verdict.label, verdict.tone, brief=True),),
                (Text(verdict.label),),
                (Text(verdict.means),),
            )
            for verdict in VERDICTS.values()
        ),
        caption="Signs",
        summary="Each sign with the verdict that it stands for and what that means.",
        widths=(10, 24, 66),
        row_headers=True,
    )
    if any(each.overridden for entry in portfolio.entries for each in entry.reviewed):
        yield paragraph(Text("A star stands beside a verdict of the assessor that differs from the checker's."))
    for number, group in enumerate(groups, start=1):
        yield Heading(2, group.title, f"matrix-{number}")
        for part, requirements in enumerate(in_parts(group.requirements, _COLUMNS)):
            first = part * _COLUMNS
            yield Table(
                header=("No.", "Submission", *(str(first + place) for place in range(1, len(requirements) + 1))),
                rows=tuple(
                    (
                        (Text(str(entry.number)),),
                        (Text(_short(entry.name)),),
                        *(_sign(group, entry, each.requirement) for each in requirements),
                    )
                    for entry in group.entries
                ),
                caption=f"Verdicts on criteria {first + 1} to {first + len(requirements)}",
                summary="Each submission with its verdict on each criterion, as a sign; the criteria stand below.",
                widths=(6, 30, *([64 // max(len(requirements), 1)] * len(requirements))),
                row_headers=True,
            )
        yield Table(
            header=("No.", "Criterion", "Source"),
            rows=tuple(
                ((Text(str(place)),), (Text(each.title),), (Text(each.source),))
                for place, each in enumerate(group.requirements, start=1)
            ),
            caption=f"Criteria of: {group.document_title}",
            summary="The number of each criterion in the table above, what it asks for, and its source.",
            widths=(8, 52, 40),
            row_headers=True,
        )


def _sign(group: Group, entry: Entry, requirement: str) -> Runs:
    each: Reviewed | None = group.status(entry, requirement)
    if each is None:
        return (Text("–"),)
    sign = VERDICTS[each.status].sign
    return (sign, Text("*")) if each.overridden else (sign,)


def _short(name: str, most: int = 48) -> str:
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"
