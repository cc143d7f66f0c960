"""Recovery recomputed: what is spent once, divided by what is saved net in a year, against the period claimed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.rules.matter import evidence
from pbc_checks.rules.money.amounts import Money, Shown
from pbc_checks.rules.money.recovery_periods import Claimed
from pbc_checks.rules.money.sums_in_text import Sum, sums_in
from pbc_checks.rules.money.table_figures import Figure
from pbc_checks.rules.sums import said

_OUTLAY = re.compile(
    r"\b(?:set(?:ting)?[- ]up|one[- ]off|start(?:ing)?[- ]up|initial outlay|capital|non[- ]recurr\w+)\b", re.IGNORECASE
)
_MORE_THAN_OUTLAY = re.compile(
    r"\b(?:running|first[- ]year|whole|all|both|total|with the|year one|year 1|everything|if|half|bridging)\b",
    re.IGNORECASE,
)
_SLOW = re.compile(
    r"\b(?:slow\w*|half|halves|phas\w+|build\w*|ramp\w*|cautious\w*|allow\w*|delay\w*|gradual\w*|take-?up|quarter|prudent\w*"
    r"|first (?:few |three |six )?months|full (?:year|effect|working)|before)\b",
    re.IGNORECASE,
)
_MARGIN = Decimal("0.9")
_MUCH_LONGER, _AND_MONTHS = 2, 3  # a period is much longer than computed if more than twice that and three months
_YEAR = 12  # months


def judged(period: Claimed, money: Money, rule: str) -> RuleFinding | bool:
    """Return what is wrong with a claimed period; True where it follows, False where that cannot be told."""
    here = [each for each in sums_in(period.block.text) if not each.a_price]
    if any(_fits(period.months, one, other) for one in here for other in here):
        return True
    if not _OUTLAY.search(period.sentence) or _MORE_THAN_OUTLAY.search(period.sentence):
        return False
    here = [each for each in sums_in(period.sentence) if not each.a_price]
    quoted = evidence(period.block, period.sentence)
    outlays: Sequence[Shown] = [(each, quoted) for each in here if each.recurs is False] or money.once
    rates: Sequence[Shown] = [(each, quoted) for each in here if each.every in {"year", "month"}] or money.nets
    if len({each.pounds for each, _ in outlays}) != 1 or len({_yearly(each) for each, _ in rates}) != 1:
        return False
    (outlay, first), (rate, second) = outlays[0], rates[0]
    months = outlay.pounds / _yearly(rate) * _YEAR
    grosses = [each.pounds for each, _ in money.savings]
    shown = f"£{said(outlay.pounds)} ÷ £{said(_yearly(rate))} a year is {_said_months(months)}"
    shows = tuple(dict.fromkeys((quoted, first, second)))
    if period.months + 1 < months * _MARGIN:
        gross = any(abs(outlay.pounds / each * _YEAR - period.months) <= 1 for each in grosses if each)
        why = " It leaves the yearly running costs out." if gross else ""
        return RuleFinding(
            rule,
            Severity.SHOULD_FIX if gross else Severity.MUST_FIX,
            f"Recovery is claimed “{period.words}”, but by the submission's own figures it takes longer: {shown}.{why}",
            "Work the recovery period out again from what is spent once and what is saved net in a year.",
            shows,
        )
    if period.months > months * _MUCH_LONGER + _AND_MONTHS and not _SLOW.search(period.block.text):
        return RuleFinding(
            rule,
            Severity.SHOULD_FIX,
            f"Recovery is claimed “{period.words}”, but by the submission's own figures it is much sooner: {shown}.",
            "Say why recovery takes longer than the figures make it, or correct them.",
            shows,
        )
    return True


def _fits(months: Decimal, outlay: Sum, rate: Sum) -> bool:
    """Return whether a sum that another follows by the year or month is recovered in just these months."""
    return bool(rate.pounds) and abs(outlay.pounds / _yearly(rate) * _YEAR - months) <= 1


def _yearly(rate: Sum | Figure) -> Decimal:
    return rate.pounds * (_YEAR if isinstance(rate, Sum) and rate.every == "month" else 1)


def _said_months(months: Decimal) -> str:
    return f"{months.quantize(Decimal('0.1'), ROUND_HALF_UP)} months"
