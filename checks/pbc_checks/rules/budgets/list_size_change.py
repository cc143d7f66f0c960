"""List sizes: whether changes are right, and whether they are large enough for a budget to be worked out again."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pbc_checks.findings import Evidence, RuleFinding, Severity
from pbc_checks.report.wording import listed
from pbc_checks.rules.budgets.statement import Position, statement
from pbc_checks.rules.budgets.statement_arithmetic import differs, less, per_cent, quoted, share
from pbc_checks.rules.budgets.statement_columns import Kind
from pbc_checks.rules.budgets.statement_profile import against_profile
from pbc_checks.rules.budgets.statement_words import on_review
from pbc_checks.rules.matter import BUDGET_STATEMENTS, Matter, Rule
from pbc_frameworks.schedules import ListSizes
from pbc_generator.schedules.list_sizes import RECALCULATE, STAYS, ListSize, changes

_LISTS = (Kind.LIST, Kind.LIST_NOW, Kind.LIST_SET)


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield wrong changes, and lists whose change lets a budget be worked out again."""
    read = statement(matter)
    yield from against_profile(RULE.id, matter, read, Kind.LIST_SET, Kind.LIST_NOW)
    both = [position for position in read.positions if {Kind.LIST_SET, Kind.LIST_NOW} <= set(position.figures)]
    for position in both:
        yield from _wrong(position)
    schedule = next((each for each in matter.framework.schedules.values() if isinstance(each, ListSizes)), None)
    if schedule is None:
        yield from _reviewed(matter, both)
        return
    change = matter.framework.parameters[schedule.change]
    single = [position for position in read.positions if position not in both and set(_LISTS) & set(position.figures)]
    if single and not both:
        yield RuleFinding(
            RULE.id,
            Severity.NOTE,
            f"Whether lists have changed by {change} cannot be told: list sizes are given for one day only "
            f"({matter.cite(change.id)}).",
            "Give the list size when the budget was set beside the list size now.",
            quoted(next(single[0].figures[kind] for kind in _LISTS if kind in single[0].figures)),
            determined=False,
        )
    sizes = [ListSize(each.name, _patients(each, Kind.LIST_SET), _patients(each, Kind.LIST_NOW) or 0) for each in both]
    worked = changes([each for each in sizes if each.when_set], change)
    for position, row in zip([each for each in both if _patients(each, Kind.LIST_SET)], worked.rows, strict=True):
        percentage, what = row.values[3], row.values[4]
        said = next((each for each in (RECALCULATE, STAYS) if each in position.block.cells), None)
        if said is not None and said != what:
            yield RuleFinding(
                RULE.id,
                Severity.MUST_FIX,
                f"The table says “{said}” of {position.name}, but by its list sizes it is “{what}” "
                f"({matter.cite(change.id)}).",
                "Correct what the table says, or the list sizes.",
                _both(position),
            )
        if what == RECALCULATE and isinstance(percentage, Decimal):
            yield RuleFinding(
                RULE.id,
                Severity.NOTE,
                f"The list of {position.name} has {_changed(percentage)}, from "
                f"{position.figures[Kind.LIST_SET].words} to {position.figures[Kind.LIST_NOW].words}: from {change} a "
                f"budget by capitation may be worked out again ({matter.cite(change.id)}).",
                "Work it out again if the budget is apportioned by capitation; it affects all practices of the group.",
                _both(position),
            )


def _wrong(position: Position) -> Iterator[RuleFinding]:
    """Yield a stated change that is not what the two list sizes come to."""
    before, now = position.figures[Kind.LIST_SET], position.figures[Kind.LIST_NOW]
    difference = less(now, before, f"the difference between {now.words} and {before.words}")
    stated = position.figures.get(Kind.CHANGE)
    if stated is not None:
        yield from differs(RULE.id, position.name, stated, [difference], (before, now))
    percent = position.figures.get(Kind.CHANGE_PERCENT)
    right = [
        share(difference.amount, difference.slack, base, f"{difference.how}, in percent,") for base in (before, now)
    ]
    if percent is not None:
        yield from differs(RULE.id, position.name, percent, filter(None, right), (before, now))


def _reviewed(matter: Matter, both: list[Position]) -> Iterator[RuleFinding]:
    """Yield a note where a framework has budgets reviewed for changes of lists, without a change from which."""
    changed = [position for position in both if position.amount(Kind.LIST_SET) != position.amount(Kind.LIST_NOW)]
    words = on_review(matter)
    if not changed or not words:
        return
    told = [
        f"{position.name} has {_changed(percentage.amount)}"
        for position in changed
        for before, now in [(position.figures[Kind.LIST_SET], position.figures[Kind.LIST_NOW])]
        for percentage in [share(now.amount - before.amount, Decimal(0), before, "")]
        if percentage is not None
    ]
    if told:
        yield RuleFinding(
            RULE.id,
            Severity.NOTE,
            f"The list of {listed(told)}. {words}",
            "Take the changes to the next review.",
            tuple(each for position in changed[:3] for each in _both(position))[:3],
        )


def _both(position: Position) -> tuple[Evidence, ...]:
    return quoted(position.figures[Kind.LIST_SET], position.figures[Kind.LIST_NOW])


def _patients(position: Position, kind: Kind) -> int | None:
    amount = position.amount(kind)
    return int(amount) if amount is not None else None


def _changed(percentage: Decimal) -> str:
    return f"{'grown' if percentage > 0 else 'shrunk'} by {per_cent(abs(percentage))}"


RULE = Rule(
    id="list-size-change",
    title="Changes of list size",
    looks_at=(
        "Works out how each practice's list has changed since its budget was set, compares it with the change that is "
        "stated, and with the change from which the framework lets a budget be worked out again."
    ),
    example="A list of 5,000 when the budget was set and 5,120 now, under 2%: the budget may be worked out again.",
    limits=(
        "Both list sizes have to stand in one table. Whether a budget is apportioned by capitation is for a person to "
        "say. Two columns of list sizes are told apart by the words or months of their headers."
    ),
    find=find,
    of=BUDGET_STATEMENTS,
)
