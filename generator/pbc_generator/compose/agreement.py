"""The agreement between the PCT and the practices of a locality."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pbc_frameworks.names import NAME_IN_TEXT
from pbc_frameworks.schedules import Contribution, EnhancedService, LevelResources
from pbc_generator.compose.schedules import schedule_blocks
from pbc_generator.compose.signatures import signatures
from pbc_generator.document import (
    Block,
    Clause,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Placeholder,
    Runs,
    Strong,
    Table,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pbc_frameworks.model import AgreementDefinition, Parameter
    from pbc_frameworks.schedules import ScheduleDefinition
    from pbc_generator.compose.context import Context


def agreement(context: Context, definition: AgreementDefinition) -> Document:
    """Return the agreement, with schedules of practices, figures and sums, and a page to sign for each practice."""
    writer = context.writer
    blocks: list[Block] = [Heading(1, "Parties and term", "parties"), *writer.blocks(definition.introduction)]
    for number, group in enumerate(definition.groups, start=1):
        blocks.append(Heading(1, f"{number}. {group.title}", group.id))
        blocks.extend(
            Clause(
                f"{number}.{position}",
                writer.runs(clause.text),
                tuple(writer.runs(item) for item in clause.items),
                context.cite(clause.source),
                id=f"clause-{clause.id}",
            )
            for position, clause in enumerate(group.clauses, start=1)
        )
    blocks += [
        PageBreak(),
        Heading(1, "Schedule 1. Practices", "schedule-practices"),
        practices_table(context),
        Heading(1, "Schedule 2. Figures of the framework", "schedule-figures"),
        figures_table(
            context, _figures_used(context, definition), "Figures of the framework, as they stand for this agreement"
        ),
        *_worked_out(context),
        PageBreak(),
        Heading(1, "Signatures", "signatures"),
        Paragraph((Text("Signed on behalf of the parties, who have read this agreement and its schedules."),)),
        *signatures(context, [each for each in definition.signatories if not each.each]),
        *_signature_pages(context, definition),
    ]
    place = context.locality.name if context.locality else ""
    return Document(
        name=f"agreement-{context.locality.id}" if context.locality else "agreement",
        title=definition.title,
        subtitle=place or context.framework.title,
        organisation=context.organisation,
        subject=f"{context.framework.title}: {definition.title}",
        date=context.issued,
        control=context.control(definition.title, definition.version),
        version=definition.version,
        blocks=tuple(blocks),
        keywords=("practice based commissioning", "agreement", context.framework.id),
    )


def _worked_out(context: Context) -> Iterator[Block]:
    """Yield a schedule of all that practices are paid, get or contribute, as far as the profile has the figures."""
    known = [each for each in context.framework.schedules.values() if _belongs(context, each)]
    for number, each in enumerate(known, start=3):
        yield Heading(1, f"Schedule {number}. {each.title}", f"schedule-{each.id}")
        yield from schedule_blocks(context, each)


def _belongs(context: Context, schedule: ScheduleDefinition) -> bool:
    practices = context.practices()
    if isinstance(schedule, Contribution):
        attribute = schedule.of.replace("-", "_")
        return bool(practices) and all(getattr(each.figures, attribute) is not None for each in practices)
    return bool(practices) and isinstance(schedule, EnhancedService | LevelResources)


def _signature_pages(context: Context, definition: AgreementDefinition) -> Iterator[Block]:
    """Yield a page for each practice, which it signs and returns by itself."""
    of_practices = [each for each in definition.signatories if each.each]
    for number, practice in enumerate(context.practices() or (None,), start=1):
        if not of_practices:
            return
        one = replace(context, practice=practice)
        name = practice.name if practice else "each practice"
        yield PageBreak()
        yield Heading(2, f"Signature page: {name}", f"signature-page-{number}")
        said = f"{name[0].upper()}{name[1:]} has read the {definition.title[0].lower()}{definition.title[1:]} with "
        yield Paragraph((Text(said), context.writer.values["pct.name"], Text(" and its schedules, and agrees to it.")))
        yield from signatures(one, of_practices)


def practices_table(context: Context, caption: str = "Practices that are party to this agreement") -> Table:
    """Return the practices that the document is about with their list sizes (registered patients) and the total."""
    practices = context.practices()
    if not practices:
        unknown: Runs = (Placeholder("name, code, lead and list size of each practice"),)
        rows: tuple[tuple[Runs, ...], ...] = ((unknown, *(((Text("To complete"),),) * 3)),)
    else:
        rows = (
            *(
                (
                    (Text(practice.name),),
                    (Text(practice.code),) if practice.code else (Placeholder(f"code of {practice.name}", "code"),),
                    (Text(practice.lead),) if practice.lead else (Placeholder(f"lead of {practice.name}", "lead"),),
                    (Text(f"{practice.list_size:,}"),),
                )
                for practice in practices
            ),
            (
                (Strong("All practices"),),
                (Text("–"),),
                (Text("–"),),
                (Strong(f"{sum(practice.list_size for practice in practices):,}"),),
            ),
        )
    return Table(
        header=("Practice", "Code", "Lead", "Registered patients"),
        rows=rows,
        caption=caption,
        summary="Each practice with its national code, lead and registered patients; the last row is the total.",
        widths=(40, 15, 25, 20),
        row_headers=True,
    )


def figures_table(
    context: Context,
    figures: Iterable[Parameter],
    caption: str = "Figures of the framework, as they stand for this PCT",
) -> Table:
    """Return figures of the framework as this PCT has set them, each with its source and who set it."""
    return Table(
        header=("Figure", "Value", "Set by", "Source"),
        rows=tuple(
            (
                (Text(parameter.title),),
                (Strong(parameter.whole),),
                (Text(_set_by(parameter)),),
                (Text(context.cite(parameter.source)),),
            )
            for parameter in figures
        ),
        caption=caption,
        summary="Each figure of the framework with its value, whether the framework or the PCT set it, and its source.",
        widths=(34, 20, 14, 32),
        row_headers=True,
    )


def _figures_used(context: Context, definition: AgreementDefinition) -> list[Parameter]:
    """Return the figures that the clauses name, in the order of the framework."""
    texts = [text for group in definition.groups for clause in group.clauses for text in (clause.text, *clause.items)]
    named = {name for text in texts for name in NAME_IN_TEXT.findall(text)}
    return [figure for figure in context.framework.parameters.values() if f"parameter.{figure.id}" in named]


def _set_by(parameter: Parameter) -> str:
    if parameter.varied_from is None:
        return "the framework"
    return f"the PCT (the framework has {parameter.printed(parameter.varied_from)})"
