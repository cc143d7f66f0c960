"""The sheet for a meeting: the interests of those on the body, and who has to withdraw from which item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from pbc_frameworks.register.bearing import Item, bearings, of_the_body
from pbc_frameworks.tags import answer_tag
from pbc_generator.compose.conflict_register import interests_table
from pbc_generator.compose.numbered import numbered, statements
from pbc_generator.compose.text import printed_date
from pbc_generator.document import (
    Block,
    Cell,
    Document,
    Field,
    FieldKind,
    Heading,
    Paragraph,
    ParagraphKind,
    Placeholder,
    Table,
    Text,
)

if TYPE_CHECKING:
    from pbc_frameworks.model import Body, ConflictRules
    from pbc_frameworks.register.model import Interest, Register
    from pbc_generator.compose.context import Context

_EMPTY_ITEMS = 6


def meeting_sheet(
    context: Context, rules: ConflictRules, body: Body, items: Iterable[Item] = (), day: date | None = None
) -> Document:
    """Return the sheet for a meeting of a body; without items there is a table to fill in."""
    place = context.locality.name if context.locality else ""
    register = context.profile.register
    interests = of_the_sheet(context, body, day)
    agenda = tuple(items)
    blocks: list[Block] = [
        Heading(1, "1. What the framework asks", "rules"),
        *numbered("1", statements(context, rules.rules)),
        Heading(1, "2. Interests of those on the body", "interests"),
        *_interests(rules, register, interests),
        Heading(1, "3. The agenda, and who withdraws", "agenda"),
        Paragraph(
            (
                Text(
                    "The chair asks at the start whether anybody has an interest in an item that is not listed here. "
                    "Whoever withdraws leaves the room for the item, is not counted for the quorum where the body has "
                    "decided so, and does not get its papers; the minutes say so."
                ),
            )
        ),
        _agenda(context, rules, body, agenda, interests, day) if agenda else _agenda_to_fill_in(context, rules),
        Paragraph((Text(_HOW),), ParagraphKind.NOTE),
    ]
    suffix = f"-{context.locality.id}" if context.locality else ""
    when = f", {printed_date(day)}" if day else ""
    return Document(
        name=f"meeting-sheet-{body.id}{suffix}",
        title=f"Interests at a meeting of the {body.title}",
        subtitle=f"{place}{when}".strip(", "),
        organisation=context.organisation,
        subject=f"{context.framework.title}: interests at a meeting of the {body.title}",
        date=day or context.issued,
        control=(),
        blocks=tuple(blocks),
        keywords=("practice based commissioning", "conflict of interest", context.framework.id),
        contents=False,
        cover=False,
        landscape=True,
        version=rules.version,
    )


_HOW = (
    "An interest is listed for an item where they have telling words in common. It is a reminder and not a ruling: a "
    "name or a relationship that the register does not spell out cannot be seen. The chair decides."
)


def of_the_sheet(context: Context, body: Body, day: date | None = None) -> list[Interest]:
    """Return the interests of those on a body of the PCT or, where each locality has one, of the sheet's locality."""
    return of_the_body(context.profile.register, body, day, context.locality, context.profile.localities)


def _interests(rules: ConflictRules, register: Register | None, interests: list[Interest]) -> Iterator[Block]:
    if register is None:
        yield Paragraph((Placeholder("the interests declared; name a register file in the profile"),))
    elif not interests:
        yield Paragraph((Text("The register has no interest of anybody on this body."),))
    else:
        yield interests_table(rules, interests, "Interests of those on the body")


def _agenda(
    context: Context,
    rules: ConflictRules,
    body: Body,
    items: tuple[Item, ...],
    interests: list[Interest],
    day: date | None,
) -> Table:
    withdraws = any("withdraw" in rule.effects for rule in rules.rules)
    rows: list[tuple[Cell, ...]] = []
    for number, item in enumerate(items, start=1):
        found = bearings(item, interests, day)
        note = Field(
            answer_tag(context.framework.id, "meeting-sheet", f"item.{number}", rules.version), "What was done"
        )
        label = (Text(f"{number}. {item.title}"),)
        if not found:
            rows.append((label, (Text("Nobody, by the register"),), (Text("–"),), (Text("–"),), note))
        for bearing in found:
            entry = bearing.interest
            action = entry.action or ("Withdraws" if withdraws else "Declares it")
            why = f"{entry.organisation}: {entry.nature} (in common: {', '.join(bearing.words)})"
            rows.append((label, (Text(entry.name),), (Text(why),), (Text(action),), note))
    return Table(
        header=("Item", "Who", "Interest", "What is agreed", "What was done"),
        rows=tuple(rows),
        caption=f"Agenda of the {body.title}",
        summary="Each item with whoever has an interest in it, the interest, how it is managed, and what was done.",
        widths=(24, 16, 28, 20, 12),
        row_headers=True,
    )


def _agenda_to_fill_in(context: Context, rules: ConflictRules) -> Table:
    columns = (("item", "Item"), ("who", "Who"), ("interest", "Interest"), ("withdrew", "Withdrew"), ("note", "Note"))
    cells = tuple(
        Field(
            answer_tag(context.framework.id, "meeting-sheet", f"agenda.{name}", rules.version),
            label,
            FieldKind.CHOICE if name == "withdrew" else FieldKind.TEXT,
            ("Yes", "No") if name == "withdrew" else (),
        )
        for name, label in columns
    )
    return Table(
        header=tuple(label for _, label in columns),
        rows=(cells,) * _EMPTY_ITEMS,
        caption="Agenda",
        summary="To be filled in: each item, who has an interest in it, the interest, and whether they withdrew.",
        widths=(28, 18, 26, 12, 16),
        repeats=answer_tag(context.framework.id, "meeting-sheet", "agenda", rules.version),
    )
