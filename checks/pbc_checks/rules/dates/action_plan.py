"""Plans of action in a submission: tables and lists of what is done by when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pbc_checks.rules.matter import Matter
from pbc_checks.rules.spans import Span, only, spans, year_of
from pbc_checks.rules.tables import Line, Table
from pbc_checks.submission import Block, BlockKind

_FEWEST = 3  # dated lines without a header that make a plan
_MOSTLY = 0.6  # of the cells of a column of dates that has no header
_WHEN = re.compile(
    r"^(?:(?:target|due|completion|planned|milestone|delivery|finish|end)\s)?(?:dates?|when|by when|by|deadline|due"
    r"|time ?scales?|timings?|complet(?:ion|e(?:d)?)(?: by)?|to be done by|done by)(?:\W.*)?$",
    re.IGNORECASE,
)
_WHAT = re.compile(
    r"\b(?:what|actions?|milestones?|steps?|tasks?|activit(?:y|ies)|stages?|phases?|deliverables?|work)\b",
    re.IGNORECASE,
)
# “What would show it” is a question of the form; what is done stands under “Action”.
_ACTS = re.compile(r"\b(?:actions?|milestones?|steps?|tasks?)\b", re.IGNORECASE)
_PLAN_HEADER = re.compile(
    r"\b(?:actions?|milestones?|steps?|tasks?|by when|target date|due|deadline|phases?|stages?|deliverables?)\b",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"\b(?:time-?table|milestones?|action plan|actions|dates|time ?scales?|implementation|next steps|what happens next"
    r"|project plan|steps)\b",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"^(?:(?:planned )?start(?:s|ing)?|from|begins?|commenc\w+)(?: (?:date|on))?$", re.IGNORECASE)
_ENDS = re.compile(
    r"^(?:(?:planned )?(?:end|finish)(?:s|es|ing)?|to|until|complet\w+)(?: (?:date|on|by))?$", re.IGNORECASE
)
_STATUS = re.compile(r"\b(?:status|progress|done|complete[d]?\?|rag|outcome)\b", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:step|stage|phase)(?: (?:no\.?|number))?$", re.IGNORECASE)
_NUMBERED = re.compile(r"^(?:(?:step|stage|phase)\s)?(\d{1,2})\b\.?", re.IGNORECASE)
_DONE = re.compile(r"✓|✔|\b(?:done|complete[d]?|achieved|finished|delivered|met|yes|closed)\b", re.IGNORECASE)
_NOT_DONE = re.compile(r"\bnot\b|\bincomplete|\bto be\b|\bwill\b|outstanding|in progress|under way", re.IGNORECASE)
_LEAD_CHARACTERS = 24  # before the date with which an item begins, or after the one with which it ends


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a plan: what is done, and when; `number` is its number as a step, 0 if it has none.

    `begins` and `ends` are those of a table with both columns. `marked_done` if the line says that it is done.
    """

    block: Block
    what: str
    when: Span | None
    begins: Span | None = None
    ends: Span | None = None
    number: int = 0
    marked_done: bool = False


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """The lines of one table or list."""

    steps: tuple[Step, ...]

    @property
    def dated(self) -> tuple[Step, ...]:
        """Return the lines whose date can be read."""
        return tuple(step for step in self.steps if step.when)


def action_plans(matter: Matter) -> Iterator[ActionPlan]:
    """Yield the plans of action: tables that say so in their header or heading, and lists of dates under such a one."""
    for table in matter.tables:
        plan = _with_header(table) if table.header and any(table.header) else _without_header(table)
        if plan is not None:
            yield plan
    listed = (block for block in matter.running if block.kind is BlockKind.LIST_ITEM)
    for heading, items in groupby(listed, key=lambda block: block.place.heading):
        plan = _listed(tuple(items), year_of(heading)) if _HEADING.search(heading) else None
        if plan is not None:
            yield plan


def _with_header(table: Table) -> ActionPlan | None:
    header = table.header
    begins, ends = table.column(_BEGINS), table.column(_ENDS)
    when = next((place for place in table.columns(_WHEN) if place != begins), None)
    number = _numbers(table)
    taken = {when, begins, ends, number}
    asked = [place for pattern in (_ACTS, _WHAT) for place in table.columns(pattern) if place not in taken]
    what = asked[0] if asked else None
    both = begins is not None and ends is not None
    if not both and (when is None or what is None):
        return None
    heading = table.rows[0].place.heading
    if not both and not any(map(_PLAN_HEADER.search, header)) and not _HEADING.search(heading):
        return None
    status = table.column(_STATUS)
    last = ends if both else when
    within = year_of(header[last]) or year_of(heading) if last is not None else None
    steps = []
    for line, day in zip(table.lines, _days(table, last, within), strict=True):
        numbered = _NUMBERED.match(line.cell(number))
        steps.append(
            Step(
                line.block,
                line.cell(what) if what is not None else line.cell(0),
                day,
                only(line.cell(begins)) if both else None,
                only(line.cell(ends)) if both else None,
                int(numbered.group(1)) if numbered else 0,
                _says_done(line.cell(status)) or _said_done_beside(line, last),
            )
        )
    return ActionPlan(tuple(steps))


def _days(table: Table, place: int | None, within: Span | None) -> list[Span | None]:
    """Return what each cell of a column means; `within` is the year for those that leave it out."""
    cells = [line.cell(place) for line in table.lines]
    return _while_onwards([(only(cell), only(cell, within)) for cell in cells])


def _while_onwards(read: Sequence[tuple[Span | None, Span | None]]) -> list[Span | None]:
    """Return dates, each read with its own year or else with that of the heading.

    From where those of the heading's year run backwards (November, December, January) they may be of the next one, and
    are left out.
    """
    days: list[Span | None] = []
    latest: Span | None = None
    turned = False
    for own, inferred in read:
        if own is None and inferred is not None:
            turned = turned or (latest is not None and inferred.before(latest))
            latest = inferred
        days.append(own or (None if turned else inferred))
    return days


def _numbers(table: Table) -> int | None:
    """Return the column of the steps' numbers: headed “Step”, “Stage” or “Phase”, with a number in every cell."""
    place = table.column(_NUMBER)
    return place if place is not None and all(_NUMBERED.match(line.cell(place)) for line in table.lines) else None


def _without_header(table: Table) -> ActionPlan | None:
    """Return the plan in a table under a heading that says so, one of whose columns holds dates."""
    heading = table.rows[0].place.heading
    if not _HEADING.search(heading) or len(table.lines) < _FEWEST:
        return None
    for place in range(len(table.lines[0].block.cells)):
        read = _days(table, place, year_of(heading))
        if sum(map(bool, read)) >= max(2, _MOSTLY * len(read)):
            what = 1 if place == 0 else 0
            return ActionPlan(
                tuple(
                    Step(line.block, line.cell(what), when, marked_done=_said_done_beside(line, place))
                    for line, when in zip(table.lines, read, strict=True)
                )
            )
    return None


def _listed(items: Sequence[Block], within: Span | None) -> ActionPlan | None:
    """Return the plan in a list, each of whose items begins or ends with a date."""
    each = [(_item(item, None), _item(item, within)) for item in items]
    days = _while_onwards([(own.when if own else None, inferred.when if inferred else None) for own, inferred in each])
    steps = [
        replace(step, when=day)
        for (own, inferred), day in zip(each, days, strict=True)
        if (step := own or inferred) is not None
    ]
    return ActionPlan(tuple(steps)) if len(steps) >= _FEWEST else None


def _item(block: Block, within: Span | None) -> Step | None:
    """Return the step that an item of a list is: it begins or ends with its one date."""
    found = spans(block.text, within)
    if len(found) != 1:
        return None
    span = found[0]
    before, after = block.text[: span.start], block.text[span.end :]
    if span.start <= _LEAD_CHARACTERS and only(block.text[: span.end], within):
        what = after
    elif only(re.split(r"\s?[:–—(]\s?|,\s", block.text[: span.end])[-1], within) and len(after) <= _LEAD_CHARACTERS:
        what = before
    else:
        return None
    return Step(block, what.strip(" –—:;,.()-"), span, marked_done=_says_done(after))


def _says_done(words: str) -> bool:
    return bool(_DONE.search(words)) and not _NOT_DONE.search(words)


def _said_done_beside(line: Line, place: int | None) -> bool:
    """Return whether any other cell says that the line is done, and no more: “Completed”."""
    others: Sequence[str] = [cell for n, cell in enumerate(line.block.cells) if n != place]
    return any(len(cell.split()) <= 3 and _says_done(cell) and bool(_DONE.match(cell.strip(" ()"))) for cell in others)
