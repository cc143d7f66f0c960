"""The terms of reference of a body: what the source says, clause by clause, and what it leaves to the PCT."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbc_generator.compose.numbered import numbered, statements
from pbc_generator.document import (
    Block,
    Cell,
    Clause,
    Document,
    Heading,
    Paragraph,
    ParagraphKind,
    Placeholder,
    Runs,
    Table,
    Text,
    plain,
)

if TYPE_CHECKING:
    from pbc_frameworks.model import Body, Member, Section
    from pbc_generator.compose.context import Context

_CAPACITY = {"chair": "Chair", "member": "Member", "invited": "Invited", "in-attendance": "In attendance"}
_MEMBERSHIP_COMES_AFTER = "delegated-authority"


def terms_of_reference(context: Context, body: Body) -> Document:
    """Return a body's terms of reference, in the order the field expects, membership after the authority."""
    blocks: list[Block] = [
        Paragraph((Text(body.summary),)),
        Paragraph((Text(f"It is accountable to {body.accountable_to}."),)),
    ]
    number = 0
    for section in body.sections:
        number += 1
        blocks += [
            Heading(1, f"{number}. {section.title}", section.id),
            *numbered(str(number), section_blocks(context, body, section)),
        ]
        if section.id == _MEMBERSHIP_COMES_AFTER:
            number += 1
            blocks += [
                Heading(1, f"{number}. Membership and attendance", "membership"),
                *membership_blocks(context, body),
            ]
    place = context.locality.name if body.one_per_locality and context.locality else ""
    title = f"Terms of reference: {body.title}"
    suffix = f"-{context.locality.id}" if body.one_per_locality and context.locality else ""
    return Document(
        name=f"terms-of-reference-{body.id}{suffix}",
        title=title,
        subtitle=place or context.framework.title,
        organisation=context.organisation,
        subject=f"{context.framework.title}: {title}",
        date=context.issued,
        control=context.control(title, context.framework.version),
        blocks=(Heading(1, "Summary", "summary"), *blocks),
        keywords=("practice based commissioning", "terms of reference", context.framework.id),
    )


def section_blocks(context: Context, body: Body, section: Section) -> list[Block]:
    """Return what a section of a body's terms of reference says, as clauses without numbers.

    What the source leaves open is the PCT's decision, if the profile has it, or a placeholder.
    """
    decided = context.profile.decisions.get(body.id, {}).get(section.id)
    if decided:
        decided_by = context.profile.pct_short_name or "the PCT"
        return [Clause("", (Text(decided),), source=f"Decided by {decided_by}")]
    if section.decide:
        decision: Runs = (
            Text("The source is silent on this; it is for the PCT to decide. "),
            Placeholder(plain(context.writer.runs(section.decide))),
        )
        return [Clause("", decision)]
    return statements(context, section.statements)


def membership_blocks(context: Context, body: Body) -> list[Block]:
    """Return a body's membership as a table, with the notes on it."""
    return [_membership(context, body), *_membership_notes(body)]


def _membership(context: Context, body: Body) -> Table:
    return Table(
        header=("Member", "Capacity", "Number", "Office holder", "Source"),
        rows=tuple(_member_row(context, body, member) for member in body.membership),
        caption=f"Membership of the {body.title}",
        summary="Each kind of member with the capacity, how many there are, who holds the office, and the source.",
        widths=(30, 13, 11, 18, 28),
        row_headers=True,
    )


def _member_row(context: Context, body: Body, member: Member) -> tuple[Cell, ...]:
    decided = member.number or context.profile.decisions.get(body.id, {}).get(member.id)
    number = Text(decided) if decided else Placeholder(f"number of {body.title} members: {member.title}", "number")
    holder = context.office(member.office) if member.office else Text("As appointed")
    return (
        (Text(member.title),),
        (Text(_CAPACITY[member.capacity]),),
        (number,),
        (holder,),
        (Text(context.cite(member.source)),),
    )


def _membership_notes(body: Body) -> list[Paragraph]:
    return [
        Paragraph((Text(f"{member.title}: {member.note}"),), ParagraphKind.NOTE)
        for member in body.membership
        if member.note
    ]
