"""Tables that are filled in row by row: what is asked, whether it is done, with what evidence, and by when."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from pbc_checks.evidence.passages import sentences
from pbc_checks.evidence.quotation import LONGEST, shortened
from pbc_checks.findings import Evidence
from pbc_checks.rules.assessments.answers import Said, answer, beside, without_prompt
from pbc_checks.rules.matter import Matter
from pbc_checks.rules.spans import Span, only, spans
from pbc_checks.submission import Block, BlockKind, Submission

_HEADER_WORDS = 9  # a longer cell names no column
_FIGURE = re.compile(r"\d")
_ASSESSED = re.compile(
    r"(?:date(?: of (?:the )?(?:self-)?assessment)?|assessed on|date assessed|assessment date)\b[\s:|,]{0,4}(?=\w)",
    re.IGNORECASE,
)
_OF_DOCUMENT_CONTROL = {"Next review", "Owner"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of such a table: its cells by what their columns are for, without the prompts of the form.

    `alone` is what a row with one filled cell says: it may be a heading inside the table.
    """

    block: Block
    cells: Mapping[str, str]
    alone: str = ""

    def cell(self, role: str) -> str:
        """Return what stands in the column for something; empty where there is no such column or nothing in it."""
        return self.cells.get(role, "")

    @property
    def said(self) -> Said:
        """Return what stands in the column for whether it is done."""
        return answer(self.cell("said"))

    @property
    def why(self) -> str:
        """Return the evidence, and what stands beside the answer in the answer's own cell."""
        return "\n".join(filter(None, (beside(self.cell("said")), self.cell("why"))))

    def quoted(self, *roles: str, words: str = "") -> Evidence:
        """Return some cells as they stand side by side; else the first, or the sentence with some words."""
        wanted = [cell for role, cell in self.cells.items() if role in roles and cell]
        joined = " | ".join(wanted)
        if joined and joined in self.block.text and len(joined.split()) <= LONGEST:
            return Evidence(joined, str(self.block.place))
        said_in = [each for cell in wanted for each in sentences(cell) if words and words in each]
        text = shortened(next(iter((*said_in, *wanted)), self.block.text))
        return Evidence(text if text in self.block.text else self.block.text[:200], str(self.block.place))


def assessed(matter: Matter, field: str) -> Span | None:
    """Return the day on which such a table was filled in: the form's field, or a line that begins with "Date"."""
    typed = spans(matter.submission.fields.get(field, ""))
    if typed:
        return typed[0]
    # The date among the details of the document itself is when the form was issued.
    control = {block.place.table for block in matter.running if block.cells and block.cells[0] in _OF_DOCUMENT_CONTROL}
    lines = (
        block.text
        for block in matter.running
        if _ASSESSED.match(block.text) and (block.place.table is None or block.place.table not in control)
    )
    return next((span for line in lines for span in spans(line)), None)


def rows(
    submission: Submission, columns: Mapping[str, re.Pattern[str]], needed: Sequence[Collection[str]]
) -> Iterator[Row]:
    """Yield the rows below each header that names what is `needed`, and of the tables that go on without one.

    `columns` maps what a column is for to what its header says; a header's cell is taken for the first that fits. Of
    each collection of columns in `needed` one has to be there.
    """
    roles: tuple[str, ...] = ()
    table: int | None = None
    for block in submission.blocks:
        if block.kind is not BlockKind.TABLE_ROW:
            continue
        named = _roles(block.cells, columns)
        if all(any(role in named for role in roles_needed) for roles_needed in needed):
            roles, table = named, block.place.table
        elif roles and (block.place.table == table or len(block.cells) == len(roles)):
            yield _row(block, roles, printed=submission.format == "pdf")


def _roles(cells: Sequence[str], columns: Mapping[str, re.Pattern[str]]) -> tuple[str, ...]:
    """Return what each column is for, empty for any other; nothing for a row that is no header."""
    # A short row such as "80% meet the indicators | Level 3 | Met" has the words of a header, and a figure.
    if any(len(cell.split()) > _HEADER_WORDS or _FIGURE.search(cell) for cell in cells):
        return ()
    found: list[str] = []
    for cell in cells:
        fits = (role for role, words in columns.items() if role not in found and words.search(cell))
        found.append(next(fits, ""))
    return tuple(found)


def _row(block: Block, roles: Sequence[str], *, printed: bool) -> Row:
    cells = list(map(without_prompt, block.cells))
    if printed and len(cells) < len(roles):
        cells = list(_apart(cells, roles))
    filled = [cell for cell in cells if cell]
    by_role = {role: cell for role, cell in zip(roles, cells, strict=False) if role}
    return Row(block, MappingProxyType(by_role), filled[0] if len(filled) == 1 else "")


def _apart(cells: Sequence[str], roles: Sequence[str]) -> Iterator[str]:
    """Yield a cell for each column of a printed row, in which empty cells leave no trace."""
    left = list(cells)
    for place, role in enumerate(roles):
        spare = len(roles) - place > len(left)
        yield left.pop(0) if left and (not spare or _fits(role, left[0], last=len(left) == 1)) else ""


def _fits(role: str, cell: str, *, last: bool) -> bool:
    """Return whether a cell of a printed row can stand in a column."""
    if role == "number":
        return cell.strip(" .)").isdigit()
    if role == "said":
        return answer(cell) is not Said.UNCLEAR
    return not (role == "why" and last and only(cell) is not None)
