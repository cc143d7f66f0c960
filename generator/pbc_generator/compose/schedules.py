"""Schedules in documents: the arithmetic of `pbc_generator.schedules` with the PCT's figures, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, assert_never

from dateutil.relativedelta import relativedelta

from pbc_frameworks.schedules import (
    ApprovalRoutes,
    Contribution,
    DecisionDates,
    EnhancedService,
    FairShares,
    FreedUpResources,
    LevelResources,
    ListSizes,
    Overspends,
)
from pbc_generator.compose.text import printed_date
from pbc_generator.document import (
    Block,
    ItemList,
    Paragraph,
    ParagraphKind,
    Placeholder,
    Runs,
    Strong,
    Table,
    Text,
)
from pbc_generator.schedules import approval, dates, enhanced_service, freed_up_resources
from pbc_generator.schedules.contribution import contributions
from pbc_generator.schedules.fair_shares import Shares, distances
from pbc_generator.schedules.freed_up_resources import YearEnd
from pbc_generator.schedules.level_resources import Rates, resources
from pbc_generator.schedules.list_sizes import ListSize, changes
from pbc_generator.schedules.overspends import overspends
from pbc_generator.schedules.table import Column, Schedule, Unit, Value, letter

if TYPE_CHECKING:
    from pbc_frameworks.model import Parameter
    from pbc_frameworks.profile import Practice
    from pbc_frameworks.schedules import ScheduleDefinition
    from pbc_generator.compose.context import Context

_BUDGETS = {"indicative-budget": "Indicative budget", "acute-budget": "Acute budget"}
_MONTHS = 12


def schedule_blocks(context: Context, definition: ScheduleDefinition) -> list[Block]:
    """Return a schedule as tables, each with how its figures are worked out and where that rule stands.

    Figures that the profile does not give are placeholders, and what depends on them is left open.
    """
    figure = context.framework.parameters
    title = definition.title
    match definition:
        case EnhancedService():
            parts = [figure[part] for part in definition.parts]
            payment = figure[definition.practice_payment] if definition.practice_payment else None
            sizes = [(practice.name, practice.list_size) for practice in context.practices()]
            blocks = table_blocks(context, title, enhanced_service.payments(sizes, parts, payment))
            if payment and definition.instalments:
                paid = enhanced_service.instalments(sizes, payment, figure[definition.instalments])
                blocks += table_blocks(context, f"{title}: instalments", paid)
            return blocks
        case LevelResources():
            return list(_levels(context, definition))
        case Contribution():
            attribute = definition.of.replace("-", "_")
            budgets = [(each.name, getattr(each.figures, attribute)) for each in context.practices()]
            most = figure[definition.most] if definition.most else None
            made = contributions(budgets, _BUDGETS[definition.of], figure[definition.share], most)
            return table_blocks(context, title, made)
        case FreedUpResources():
            return list(_freed_up(context, definition))
        case FairShares():
            shares = [
                Shares(each.name, each.figures.indicative_budget, each.figures.fair_share)
                for each in context.practices()
            ]
            movement = figure[definition.movement] if definition.movement else None
            return table_blocks(context, title, distances(shares, figure[definition.tolerance], movement))
        case ListSizes():
            lists = [
                ListSize(each.name, each.figures.list_size_when_set, each.list_size) for each in context.practices()
            ]
            return table_blocks(context, title, changes(lists, figure[definition.change]))
        case Overspends():
            end = figure[definition.end] if definition.end else None
            made = overspends(_year_ends(context.practices()), figure[definition.trigger], end)
            return table_blocks(context, title, made)
        case ApprovalRoutes():
            return _routes(context, definition)
        case DecisionDates():
            return _decision_dates(context, definition)
        case _:
            assert_never(definition)


def _levels(context: Context, definition: LevelResources) -> Iterator[Block]:
    figure, levels = context.framework.parameters, context.framework.levels
    titles = {level.id: level.title for level in levels.levels} if levels else {}
    populations = [(locality.name, locality.population) for locality in context.localities()]
    for entry in definition.levels:
        rates = Rates(figure[entry.sessions], figure[entry.hours], figure[entry.rate])
        title = f"{definition.title}: {titles[entry.level]}"
        yield from table_blocks(context, title, resources(populations, rates), "group")


def _freed_up(context: Context, definition: FreedUpResources) -> Iterator[Block]:
    share = context.framework.parameters[definition.practice_share]
    if definition.saving_of == "practice":
        made = freed_up_resources.of_each_practice(_year_ends(context.practices()), share)
        yield from table_blocks(context, definition.title, made)
        return
    for locality in context.localities():
        practices = _year_ends(locality.practices)
        yield from table_blocks(
            context, f"{definition.title}: the practices of {locality.name}", freed_up_resources.variances(practices)
        )
        whole = freed_up_resources.of_the_locality(locality.name, practices, share, definition.source)
        yield from table_blocks(context, f"{definition.title}: {locality.name} as one practice", whole, "locality")
    if not context.localities():
        yield from table_blocks(context, definition.title, freed_up_resources.variances([]))


def _routes(context: Context, definition: ApprovalRoutes) -> list[Block]:
    figure = context.framework.parameters
    rows: list[tuple[Runs, ...]] = []
    below: Parameter | None = None
    for route in definition.routes:
        ceiling = figure[route.up_to] if route.up_to else None
        value = f"Up to {ceiling}" if ceiling else f"More than {below}" if below else "Any value"
        rows.append(
            (
                (Text(value),),
                (Text(route.documents),),
                (Text(route.approver),),
                (Text(context.cite(route.source)),),
            )
        )
        below = ceiling
    table = Table(
        header=("Value", "What is submitted", "Who approves", "Source"),
        rows=tuple(rows),
        caption=definition.title,
        summary="Each value of a proposal with the documents it needs, who approves it, and where the rule stands.",
        widths=(18, 32, 26, 24),
        row_headers=True,
    )
    return [table, *_routes_of_shares(context, definition)]


def _routes_of_shares(context: Context, definition: ApprovalRoutes) -> list[Block]:
    """Return which way a proposal for each practice's whole share would go, where savings count one by one."""
    figure = context.framework.parameters
    sharing = next((each for each in context.framework.schedules.values() if isinstance(each, FreedUpResources)), None)
    if sharing is None or sharing.saving_of != "practice":
        return []
    made = freed_up_resources.of_each_practice(_year_ends(context.practices()), figure[sharing.practice_share])
    ceilings = [figure[route.up_to].value if route.up_to else None for route in definition.routes]
    rows = [
        ((Text(row.name),), (Text(_printed(value, Unit.POUNDS)),), (Text(routed.documents),), (Text(routed.approver),))
        for row, value in zip(made.rows, made.column("Practices' share"), strict=True)
        if isinstance(value, Decimal) and value > 0
        for routed in (definition.routes[approval.route(value, ceilings)],)
    ]
    if not rows:
        return []
    return [
        Table(
            header=("Practice", "Its share", "What a proposal for all of it needs", "Who approves it"),
            rows=tuple(rows),
            caption="Which way a proposal for a practice's whole share would go",
            summary="Each practice with a share, the documents that a proposal for all of it needs, and who approves.",
            widths=(28, 16, 32, 24),
            row_headers=True,
            numeric=(1,),
        )
    ]


def _decision_dates(context: Context, definition: DecisionDates) -> list[Block]:
    """Return by when a submission is decided that comes in on the first working day of each month of the agreement."""
    start = context.profile.dates.get("agreement-start")
    if start is None:
        return [Paragraph((Placeholder("date on which the agreement starts, for the calendar of decisions"),))]
    figure = context.framework.parameters
    spans = [figure[name] for name in (definition.aim, definition.limit) if name]
    days = [_first_working_day(start, month) for month in range(_MONTHS)]
    rows = tuple(((Text(printed_date(day)),), *(_due(day, span) for span in spans)) for day in days)
    heads = ("Aim: decided by", "Limit: decided by") if definition.aim else ("Decided by",)
    named = zip(heads, spans, strict=True)
    table = Table(
        header=("Submitted on", *(f"{head} ({span})" for head, span in named)),
        rows=rows,
        caption=definition.title,
        summary="For a submission on the first working day of each month, by when it is decided.",
        row_headers=True,
    )
    note = (
        "Each date is the last working day within the time: Monday to Friday, without the bank holidays of England. "
        f"The number of working days is in brackets. Source: {context.cite(definition.source)}."
    )
    return [*_first_review(context, definition, start), table, Paragraph((Text(note),), ParagraphKind.NOTE)]


def _first_review(context: Context, definition: DecisionDates, start: date) -> list[Block]:
    if not definition.review:
        return []
    after = context.framework.parameters[definition.review]
    due = dates.months_after(start, int(after.value))
    said = f"The first review, {after} after the agreement starts on {printed_date(start)}, is due by "
    return [Paragraph((Text(said), Strong(printed_date(due.day)), Text(f" [{context.cite(after.source)}].")))]


def _due(day: date, span: Parameter) -> Runs:
    due = dates.weeks_after(day, int(span.value))
    return (Text(f"{printed_date(due.day)} ({due.working_days})"),)


def _first_working_day(start: date, months: int) -> date:
    """Return the first working day of a month after the start, or in the first month from the start on."""
    day = max(start + relativedelta(months=months, day=1), start)
    while not dates.is_working_day(day):
        day += timedelta(days=1)
    return day


def table_blocks(context: Context, title: str, schedule: Schedule, of: str = "practice") -> list[Block]:
    """Return a worked-out schedule as a table and the list of its formulas; `of` is what its rows are."""
    columns = schedule.columns
    rows = [((Text(row.name),), *map(_cell, columns, row.values)) for row in schedule.rows]
    if not rows:
        rows = [((Placeholder(f"each {of} with its figures"),), *(((Text("–"),),) * len(columns)))]
    elif len(schedule.rows) > 1 and any(schedule.totals):
        total = [
            ((Strong(_printed(value, column.unit)),)) for column, value in zip(columns, schedule.totals, strict=True)
        ]
        rows.append(((Strong("Total"),), *total))
    table = Table(
        header=(of.capitalize(), *(f"{letter(n)}. {_headed(column)}" for n, column in enumerate(columns))),
        rows=tuple(rows),
        caption=title,
        summary=f"For each {of}: {', '.join(column.title for column in columns)}.",
        widths=(26, *(round(74 / len(columns)) for _ in columns)),
        row_headers=True,
        numeric=tuple(n for n, column in enumerate(columns, start=1) if column.unit is not Unit.WORDS),
    )
    return [table, *_formulas(context, columns)]


def _formulas(context: Context, columns: Sequence[Column]) -> Iterable[Block]:
    lines = tuple(
        (
            Strong(letter(n)),
            Text(f" = {column.formula}"),
            Text(f" [{context.cite(column.source)}]" if column.source else ""),
        )
        for n, column in enumerate(columns)
        if column.formula
    )
    if not lines:
        return []
    return [
        Paragraph((Text("How the figures are worked out:"),), ParagraphKind.NOTE),
        ItemList(lines, kind=ParagraphKind.NOTE),
    ]


def _headed(column: Column) -> str:
    return f"{column.title} ({column.unit})" if column.unit is Unit.PER_WEEK else column.title


def _cell(column: Column, value: Value) -> Runs:
    if value is None and not column.formula:
        return (Placeholder(f"{column.title[0].lower()}{column.title[1:]}"),)
    return (Text(_printed(value, column.unit)),)


def _printed(value: Value, unit: Unit) -> str:
    """Return a value as it is printed: `£1,234.50`, `−2.1%`, `10,250`; a dash for what cannot be worked out."""
    if value is None or value == "":
        return "–"
    if isinstance(value, str):
        return value
    sign, size = ("−" if value < 0 else ""), abs(value)
    match unit:
        case Unit.POUNDS:
            return f"{sign}£{size:,.2f}"
        case Unit.PATIENTS:
            return f"{sign}{size:,.0f}"
        case Unit.PERCENT:
            return f"{sign}{size:.1f}%"
        case Unit.PER_WEEK | Unit.WORDS:
            return f"{sign}{size:,.2f}"
        case _:
            assert_never(unit)


def _year_ends(practices: Iterable[Practice]) -> list[YearEnd]:
    return [YearEnd(each.name, each.figures.indicative_budget, each.figures.spending) for each in practices]
