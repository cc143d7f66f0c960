"""Whether what a budget statement works out for itself is right: sums and percentages within what rounding explains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from pbc_checks.findings import Evidence, RuleFinding, Severity
from pbc_checks.rules.budgets.statement import Figure
from pbc_checks.rules.budgets.statement_columns import Kind
from pbc_checks.rules.sums import decimals, said

_HALF = Decimal("0.5")
_TENTH = Decimal("0.1")
_CENT = Decimal("0.01")
_THOUSAND = 1_000
_MOST_ZEROS = 3  # at the end of a sum, which it may have been rounded to


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a stated figure should be: worked out to `amount`, which rounding of its parts may have moved by `slack`.

    `how` says in words how it was worked out.
    """

    amount: Decimal
    slack: Decimal
    how: str


def differs(
    rule: str, name: str, stated: Figure, outcomes: Iterable[Outcome], beside: Iterable[Figure]
) -> Iterator[RuleFinding]:
    """Yield that a stated figure is wrong, if it is none of those it may be; the first of them is named.

    Signs are not compared: whether a minus is an overspend is each finance team's choice. `beside` are the figures it
    was worked out from.
    """
    known = list(outcomes)
    if not known or any(agrees(stated, outcome) for outcome in known):
        return
    right = known[0]
    yield RuleFinding(
        rule,
        Severity.MUST_FIX,
        f"The {stated.column.kind} of {name} is given as {stated.words}, but {right.how} comes to "
        f"{worded(stated, abs(right.amount))}.",
        "Correct the figure, or those that it is worked out from, here and wherever it is repeated.",
        quoted(stated, *beside),
    )


def agrees(stated: Figure, outcome: Outcome) -> bool:
    """Return whether a stated figure is what it should be, but for its sign and for rounding."""
    size, right = abs(stated.amount), abs(outcome.amount)
    if "percent" in stated.column.kind:
        places = decimals(stated.words.replace("%", "").strip())
        # A percentage with decimals may have been cut off instead of rounded; one without is rounded.
        digit = Decimal(10) ** -places
        slack = outcome.slack + _CENT + (digit if places > 0 else _HALF)
        share = "%" not in stated.words and size <= 1  # 0.05 in a column of per cents
        return abs(size - right) <= slack or (share and abs(size * 100 - right) <= 100 * digit + outcome.slack)
    return abs(size - right) <= outcome.slack + _rounding(stated)


def _rounding(stated: Figure) -> Decimal:
    """Return by how much rounding may have moved a stated sum: zeros at its end may be rounded to."""
    size = abs(stated.amount) / stated.column.unit
    zeros = 0
    while size and size == size.to_integral_value() and zeros < _MOST_ZEROS and size % 10 ** (zeros + 1) == 0:
        zeros += 1
    rounded = _HALF * 10**zeros * stated.column.unit if zeros else Decimal(0)
    return max(stated.half, rounded) + _CENT


def less(first: Figure, second: Figure, how: str) -> Outcome:
    """Return the first figure less the second."""
    return Outcome(first.amount - second.amount, first.half + second.half, how)


def share(part: Decimal, slack: Decimal, whole: Figure, how: str) -> Outcome | None:
    """Return a sum in percent of a figure; None of nothing."""
    if whole.amount <= 0:
        return None
    percentage = part / whole.amount * 100
    return Outcome(percentage, (slack + abs(percentage) / 100 * whole.half) / whole.amount * 100, how)


def quoted(*figures: Figure) -> tuple[Evidence, ...]:
    """Return the rows that figures stand in, each once."""
    return tuple(dict.fromkeys(figure.evidence for figure in figures))


def worded(stated: Figure, amount: Decimal) -> str:
    """Return what a stated figure should be, in its own unit: £12,345, 152 (in £000), 5.3%, 120 patients."""
    kind, unit = stated.column.kind, stated.column.unit
    if "percent" in kind:
        return per_cent(amount)
    if unit > 1:
        return f"{said(amount / unit)} (in {'£000' if unit == _THOUSAND else '£ millions'})"
    return f"{said(amount)} patients" if kind is Kind.CHANGE else pounds(amount)


def sentence(text: str) -> str:
    """Return a text that begins with a name, or with “the practice”, as a sentence begins."""
    return text[:1].upper() + text[1:]


def pounds(amount: Decimal) -> str:
    """Return a sum in pounds: £12,345, −£450."""
    rounded = amount.quantize(_CENT, ROUND_HALF_UP)
    return f"{'−' if rounded < 0 else ''}£{said(abs(rounded))}"


def per_cent(amount: Decimal) -> str:
    """Return a percentage with one decimal, or two where one would hide that it is not whole: 5.0%, 5.04%."""
    rounded, finer = amount.quantize(_TENTH, ROUND_HALF_UP), amount.quantize(_CENT, ROUND_HALF_UP)
    shown = finer if rounded == rounded.to_integral_value() != finer else rounded
    return f"{'−' if shown < 0 else ''}{abs(shown):f}%"
