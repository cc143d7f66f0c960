"""The register of interests, with the rules, the declaration form and the nil return."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from pbc_frameworks.model import FormField
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
    Strong,
    Table,
    Text,
)

if TYPE_CHECKING:
    from pbc_frameworks.model import ConflictRules
    from pbc_frameworks.register.model import Interest, NilReturn, Register
    from pbc_generator.compose.context import Context


_DECLARED = FormField("declared", "Date of the declaration", "date")


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
        *_declaration(context, rules, "conflict-register"),
    ]
    return Document(
        name="conflict-register",
        title=rules.title,
        subtitle=context.framework.title,
        organisation=context.organisation,
        subject=f"{context.framework.title}: {rules.title}",
        date=context.issued,
        control=context.control(rules.title, rules.version),
        version=rules.version,
        blocks=tuple(blocks),
        keywords=("practice based commissioning", "conflict of interest", context.framework.id),
        landscape=True,
    )


def declaration_of_interest(context: Context, rules: ConflictRules) -> Document:
    """Return the form by which one interest is declared, or none."""
    return _form(context, rules, "declaration-of-interest", "Declaration of interest", _declaration)


def nil_return(context: Context, rules: ConflictRules) -> Document:
    """Return the form by which somebody says that they have no interest to declare."""
    return _form(context, rules, "nil-return", "Nil return", _nil_return_form)


def _form(
    context: Context,
    rules: ConflictRules,
    name: str,
    title: str,
    blocks: Callable[[Context, ConflictRules, str], Iterable[Block]],
) -> Document:
    return Document(
        name=name,
        title=title,
        subtitle="Form to complete",
        organisation=context.organisation,
        subject=f"{context.framework.title}: {title}",
        date=context.issued,
        control=(),
        blocks=(Heading(1, "Your declaration", "declaration"), *blocks(context, rules, name.partition("-")[0])),
        keywords=("practice based commissioning", "conflict of interest", context.framework.id),
        contents=False,
        cover=False,
        version=rules.version,
    )


def _declaration(context: Context, rules: ConflictRules, document: str) -> list[Block]:
    return [
        *context.writer.blocks(rules.declaration_introduction, ParagraphKind.GUIDANCE),
        *form_fields(context, document, rules.version, rules.declaration_fields),
        *context.writer.blocks(rules.declaration_statement),
        *_signatures(),
    ]


def _nil_return_form(context: Context, rules: ConflictRules, document: str) -> list[Block]:
    fields = (FormField("name", "Name"), FormField("role", "Position or membership held"), _DECLARED)
    return [
        Paragraph((Text("Complete this form if you have no interest to declare."),), ParagraphKind.GUIDANCE),
        *form_fields(context, document, rules.version, fields),
        Paragraph((Text("I have read the types of interest below and have none to declare."),)),
        *context.writer.blocks(rules.declaration_statement),
        _types(rules),
        *_signatures(),
    ]


def _signatures() -> list[Signature]:
    return [
        Signature("the person declaring", ""),
        Signature("the secretary, who has received this declaration", "Secretary"),
    ]


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
    updated = (Text("Brought up to date on "), _updated(register), Text("."), *_withheld(register))
    if not register.interests:
        return [Paragraph((*updated, Text(" No interest has been declared.")))]
    return [
        Paragraph(updated),
        interests_table(rules, register.interests, "Interests declared"),
    ]


def _withheld(register: Register) -> tuple[Text, ...]:
    if not register.withheld:
        return ()
    how_many = "1 interest is" if register.withheld == 1 else f"{register.withheld} interests are"
    return (Text(f" {how_many} withheld."),)


def interests_table(rules: ConflictRules, interests: Iterable[Interest], caption: str) -> Table:
    """Return interests as a table, by surname."""
    titles = {kind.id: kind.title for kind in rules.types}
    entries = sorted(interests, key=lambda entry: (entry.name.split()[-1], entry.name, entry.since))
    return Table(
        header=(
            "Name and position",
            "Interest in",
            "Type",
            "Direct or indirect",
            "Nature",
            "Dates",
            "How it is managed",
        ),
        rows=tuple(_interest_row(entry, titles) for entry in entries),
        caption=caption,
        summary="Each interest: who declared it, where it lies, type, whose it is, nature, dates, how it is managed.",
        widths=(17, 14, 11, 12, 17, 13, 16),
        row_headers=True,
    )


def _interest_row(entry: Interest, titles: dict[str, str]) -> tuple[Cell, ...]:
    whose = "Direct"
    if entry.indirect:
        whose = f"Indirect: {entry.relationship}" if entry.relationship else "Indirect"
    position = "".join(f", {words}" for words in (entry.role, entry.practice) if words)
    return (
        (Strong(entry.name), Text(position)),
        (Text(entry.organisation),),
        (Text(titles[entry.type]),),
        (Text(whose),),
        (Text(entry.nature),),
        (Text("; ".join(_dates(entry))),),
        (Text(entry.action),)
        if entry.action
        else (Placeholder(f"how the interest of {entry.name} is managed", "action"),),
    )


def _dates(entry: Interest) -> Iterator[str]:
    until = f"to {printed_date(entry.until)}" if entry.until else "to date"
    yield f"{printed_date(entry.since)} {until}"
    yield f"declared {printed_date(entry.declared)}"
    if entry.changed:
        yield f"changed {printed_date(entry.changed)}"


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
