"""The figures of a budget statement beside those that the PCT keeps in its profile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from rapidfuzz import fuzz

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.report.wording import listed
from pbc_checks.rules.budgets.statement import THE_PRACTICE, Figure, Position, Statement, key
from pbc_checks.rules.budgets.statement_arithmetic import pounds, quoted
from pbc_checks.rules.budgets.statement_columns import PEOPLE, Kind, financial_year
from pbc_checks.rules.matter import Matter
from pbc_checks.rules.sums import said
from pbc_frameworks.profile import Practice

_ALIKE = 90  # of 100, of two names of a practice
_COMMON = frozenset({"surgery", "practice", "health", "medical", "centre", "group", "partners", "doctors"})
_THOUSAND, _ABOUT = Decimal(1000), Decimal("0.2")
_AHEAD = 5  # of the next most alike

_OWN: dict[Kind, Callable[[Practice], Decimal | int | None]] = {
    Kind.BUDGET: lambda practice: practice.figures.indicative_budget,
    Kind.ACUTE_BUDGET: lambda practice: practice.figures.acute_budget,
    Kind.FAIR_SHARE: lambda practice: practice.figures.fair_share,
    Kind.LIST_SET: lambda practice: practice.figures.list_size_when_set,
    Kind.LIST_NOW: lambda practice: practice.list_size,
}


def against_profile(rule: str, matter: Matter, statement: Statement, *kinds: Kind) -> Iterator[RuleFinding]:
    """Yield each figure of some kinds that differs from the profile's by more than rounding explains.

    Nothing is compared where the statement names another financial year than the profile, and where the profile has
    about 1,000 times its sums, only the unit is asked about. The list size now is a note: it changes every day.
    """
    if matter.profile is None or not matter.profile.localities:
        return
    every = _beside(matter, statement, [kind for kind in _OWN if kind not in PEOPLE])
    in_thousands = next((entry for entry in every if _a_thousand_times(*entry[2:])), None)
    if in_thousands is not None:
        if in_thousands[1] in kinds:
            yield _thousands(rule, *in_thousands)
        return
    differing: dict[tuple[str, Kind], tuple[Figure, Decimal]] = {}
    for practice, kind, figure, own in _beside(matter, statement, kinds):
        if abs(figure.amount - own) > figure.half + 1:
            differing.setdefault((practice.name, kind), (figure, own))
    for (name, kind), (figure, own) in differing.items():
        known = said(own) if kind in PEOPLE else pounds(own)
        yield RuleFinding(
            rule,
            Severity.NOTE if kind is Kind.LIST_NOW else Severity.SHOULD_FIX,
            f"The {kind} of {name} is {figure.words} here and {known} in the PCT's profile.",
            "Find out which of the two is right, and bring the other up to date.",
            quoted(figure),
        )


def _beside(
    matter: Matter, statement: Statement, kinds: Sequence[Kind]
) -> Iterator[tuple[Practice, Kind, Figure, Decimal]]:
    """Yield each figure that can be compared with the profile's, with it."""
    for position in statement.positions:
        practice = of_the_profile(matter, position)
        if practice is None or _another_year(matter, position):
            continue
        for kind in kinds:
            figure, own = position.figures.get(kind), _OWN[kind](practice)
            if figure is not None and own is not None and _comparable(position, kind):
                yield practice, kind, figure, Decimal(own)


def _thousands(rule: str, practice: Practice, kind: Kind, figure: Figure, own: Decimal) -> RuleFinding:
    return RuleFinding(
        rule,
        Severity.NOTE,
        f"The statement does not say that its figures are in thousands of pounds, but they seem to be: the {kind} of "
        f"{practice.name} is {figure.words} here and {pounds(own)} in the PCT's profile.",
        "Say in the title or in the headers of the columns what one figure stands for.",
        quoted(figure),
        determined=False,
    )


def _a_thousand_times(figure: Figure, own: Decimal) -> bool:
    """Return whether the profile has about 1,000 times a sum of the statement."""
    return figure.amount > 0 and abs(own / figure.amount - _THOUSAND) <= _THOUSAND * _ABOUT


def not_in_profile(rule: str, matter: Matter, statement: Statement) -> Iterator[RuleFinding]:
    """Yield a note on the practices that the profile does not have, if it has others of the statement."""
    if matter.profile is None:
        return
    named = [position for position in statement.positions if position.name != THE_PRACTICE]
    unknown = [position for position in named if of_the_profile(matter, position) is None]
    if unknown and len(unknown) < len(named):
        names = listed(list(dict.fromkeys(each.name for each in unknown)))
        yield RuleFinding(
            rule,
            Severity.NOTE,
            f"{names} could not be compared with the PCT's profile, which has no practice of that name.",
            "Look whether the name or code is written differently there.",
            tuple(quoted(next(iter(each.figures.values())))[0] for each in unknown[:3] if each.figures),
            determined=False,
        )


def of_the_profile(matter: Matter, position: Position) -> Practice | None:
    """Return the practice of the profile that a position is of, by its code or by a name that is nearly the same."""
    localities = matter.profile.localities if matter.profile else ()
    practices = [practice for locality in localities for practice in locality.practices]
    if position.code:
        by_code = next((practice for practice in practices if practice.code == position.code), None)
        if by_code is not None:
            return by_code
    alike = [practice for practice in practices if _core(practice.name) == _core(position.name) != ""]
    if len(alike) == 1:
        return alike[0]
    ranked = sorted(
        ((fuzz.token_sort_ratio(key(position.name), key(practice.name)), practice) for practice in practices),
        key=lambda entry: -entry[0],
    )
    if not ranked or ranked[0][0] < _ALIKE or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _AHEAD):
        return None
    return ranked[0][1]


def _core(name: str) -> str:
    """Return a practice's name without the words that many have: abbey street, of Abbey Street Surgery."""
    return " ".join(word for word in key(name).split() if word not in _COMMON)


def _comparable(position: Position, kind: Kind) -> bool:
    """Return whether a budget is one of the year: a “budget” beside spending to date may be of some months only."""
    if kind is not Kind.BUDGET:
        return True
    budget = position.figures[kind]
    beside = position.figures.get(Kind.SPENDING)
    return budget.column.of_the_year or beside is None or Kind.BUDGET_TO_DATE in position.figures


def _another_year(matter: Matter, position: Position) -> bool:
    """Return whether the titles or headers of a position name a financial year, and not the profile's."""
    own = financial_year(matter.profile.financial_year) if matter.profile else None
    section = position.section
    words = (*section.titles, *(figure.column.header for figure in position.figures.values()))
    years = {year for text in words for year in [financial_year(text)] if year is not None}
    return own is not None and bool(years) and own not in years
