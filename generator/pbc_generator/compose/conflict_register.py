"""The register of interests, with the rules, the declaration form and the nil return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbc_generator.compose.form import form_fields
from pbc_generator.compose.text import printed_date
from pbc_generator.document import (
    Block,
    Cell,
    Clause,
    Document,
    Heading,
    Inline,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Placeholder,
    Signature,
    Table,
    Text,
)

if TYPE_CHECKING:
    from pbc_frameworks.model import ConflictRules
    from pbc_frameworks.profile import Interest, NilReturn, Register
    from pbc_generator.compose.context import Context


def conflict_register(context: Context, rules: ConflictRules) -> Document:
    """Return the register as the PCT keeps it, or an empty one to start from, with a declaration form at the end."""
    register = context.profile.register
    blocks: list[Block] = [
        Heading(1, "About this register", "about"),
        *context.writer.blocks(rules.introduction),
        Heading(1, "1. Rules of the framework", "rules"),
        *(
            Clause(f"1.{n}", context.writer.runs(rule.text), source=context.cite(rule.source))
            for n, rule in enumerate(rules.rules, start=1)
        ),
        Heading(1, "2. Keeping the register", "conventions"),
        *context.writer.blocks(rules.conventions_introduction),
        *(Clause(f"2.{n}", context.writer.runs(text)) for n, text in enumerate(rules.conventions, start=1)),
        _types(rules),
        Heading(1, "3. Interests", "interests"),
        *_interests(rules, register),
        Heading(1, "4. Nil returns", "nil-returns"),
        *_nil_returns(register),
        PageBreak(),
        Heading(1, "Declaration of interest", "declaration"),
        *context.writer.blocks(rules.declaration_introduction, ParagraphKind.GUIDANCE),
        *form_fields(context, "conflict-register", rules.version, rules.declaration_fields),
        *context.writer.blocks(rules.declaration_statement),
        Signature("the person declaring", ""),
        Signature("the secretary, who has received this declaration", "Secretary"),
    ]
    return Document(
        name="conflict-register",
        title=rules.title,
        subtitle=context.framework.title,
        organisation=context.organisation,
        subject=f"{context.framework.title}: {rules.title}",
        date=context.issued,
        control=context.control(rules.title, rules.version),
        blocks=tuple(blocks),
        keywords=("practice based commissioning", "conflict of interest", context.framework.id),
        landscape=True,
    )


def _types(rules: ConflictRules) -> Table:
    return Table(
        header=("Type", "What it means"),
        rows=tuple(((Text(kind.title),), (Text(kind.means),)) for kind in rules.types),
        caption="Types of interest",
        summary="Each type of interest with what it means.",
        widths=(25, 75),
        row_headers=True,
    )


def _interests(rules: ConflictRules, register: Register | None) -> list[Block]:
    if register is None:
        return [Paragraph((Placeholder("the interests declared; name a register file in the profile"),))]
    updated = (Text("Brought up to date on "), _updated(register), Text("."))
    if not register.interests:
        return [Paragraph((*updated, Text(" No interest has been declared.")))]
    titles = {kind.id: kind.title for kind in rules.types}
    entries = sorted(register.interests, key=lambda entry: (entry.name.split()[-1], entry.name, entry.since))
    return [
        Paragraph(updated),
        Table(
            header=("Name", "Position", "Interest in", "Type", "Nature", "Held", "How it is managed"),
            rows=tuple(_interest_row(entry, titles) for entry in entries),
            caption="Interests declared",
            summary="Each interest: who declared it, where it lies, type, nature, since when, how it is managed.",
            widths=(13, 15, 15, 11, 18, 11, 17),
            row_headers=True,
        ),
    ]


def _interest_row(entry: Interest, titles: dict[str, str]) -> tuple[Cell, ...]:
    until = f"to {printed_date(entry.until)}" if entry.until else "to date"
    return (
        (Text(entry.name),),
        (Text(entry.role),),
        (Text(entry.organisation),),
        (Text(titles[entry.type]),),
        (Text(entry.nature),),
        (Text(f"{printed_date(entry.since)} {until}; declared {printed_date(entry.declared)}"),),
        (Text(entry.action),),
    )


def _updated(register: Register) -> Inline:
    what = "date on which the register was last brought up to date"
    return Text(printed_date(register.updated)) if register.updated else Placeholder(what)


def _nil_returns(register: Register | None) -> list[Block]:
    if register is None:
        return [Paragraph((Placeholder("those who have no interest to declare"),))]
    if not register.nil_returns:
        return [Paragraph((Text("No nil return has been made."),))]
    return [
        Table(
            header=("Name", "Position", "Declared"),
            rows=tuple(_nil_row(entry) for entry in register.nil_returns),
            caption="Members who have no interest to declare",
            summary="Each member who has made a nil return, with the date.",
            widths=(35, 45, 20),
            row_headers=True,
        )
    ]


def _nil_row(entry: NilReturn) -> tuple[Cell, ...]:
    return (Text(entry.name),), (Text(entry.role),), (Text(printed_date(entry.declared)),)
