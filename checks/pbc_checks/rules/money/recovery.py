"""Recovery recomputed: what is spent once, divided by what is saved net in a year, against the period claimed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from pbc_checks.evidence.passages import sentences
from pbc_checks.findings import Evidence, RuleFinding, Severity
from pbc_checks.rules.matter import evidence
from pbc_checks.rules.money.amounts import Money, Shown
from pbc_checks.rules.money.recovery_periods import Claimed
from pbc_checks.rules.money.sums_in_text import Sum, sums_in
from pbc_checks.rules.money.table_figures import Figure
from pbc_checks.rules.sums import said

_OUTLAY = re.compile(
    r"\b(?:set(?:ting)?[- ]up|one[- ]off|start(?:ing)?[- ]up|initial outlay|capital|non[- ]recurr\w+)\b", re.IGNORECASE
)
_PAYS_FOR_ITSELF = re.compile(r"\b(?:pay\w*|paid) for (?:itself|themselves)\b", re.IGNORECASE)
_CLAUSES = re.compile(r"[,;]\s")
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
    here = [each for text in sentences(period.block.text) for each in sums_in(text) if not each.a_price]
    gross = {each.pounds for each, _ in money.gross} if money.nets else set()
    once = [each for each in here if each.sentence == period.sentence and each.recurs is False] or here
    forgetful = _without_running_costs(period, money)
    if forgetful is not None:
        return _too_soon(period, rule, *forgetful)
    if any(_fits(period, one, other) for one in once for other in here if _a_rate(other, period, money, gross)):
        return True
    if not _of_outlay(period.sentence.replace(period.words, "")):
        return False
    here = [each for each in here if each.sentence == period.sentence]
    quoted = evidence(period.block, period.sentence)
    outlays: Sequence[Shown] = [(each, quoted) for each in here if each.recurs is False] or money.once
    nets = [(each, shown) for each, shown in money.nets if isinstance(each, Sum) and each.sentence == period.sentence]
    said_here = [(each, quoted) for each in here if each.every in {"year", "month"} and each.pounds not in gross]
    rates: Sequence[Shown] = nets or said_here or money.nets
    if len({each.pounds for each, _ in outlays}) != 1 or len({_yearly(each) for each, _ in rates}) != 1:
        return False
    (outlay, first), (rate, second) = outlays[0], rates[0]
    months = outlay.pounds / _yearly(rate) * _YEAR
    shown = f"£{said(outlay.pounds)} ÷ £{said(_yearly(rate))} a year is {_said(months, period)}"
    shows = tuple(dict.fromkeys((quoted, first, second)))
    if period.months + period.step < months * _MARGIN:
        savings = [each.pounds for each, _ in money.gross if each.pounds > _yearly(rate)]
        left_out = any(abs(outlay.pounds / each * _YEAR - period.months) <= period.step for each in savings if each)
        return _too_soon(period, rule, shown, shows, left_out=left_out)
    longer = period.months > months * _MUCH_LONGER + _AND_MONTHS and not period.whole_year
    if longer and not _SLOW.search(period.block.text):
        return RuleFinding(
            rule,
            Severity.SHOULD_FIX,
            f"Recovery is claimed “{period.words}”, but by the submission's own figures it is much sooner: {shown}.",
            "Say why recovery takes longer than the figures make it, or correct them.",
            shows,
        )
    return True


def _too_soon(
    period: Claimed, rule: str, shown: str, shows: tuple[Evidence, ...], *, left_out: bool = True
) -> RuleFinding:
    why = " It leaves the yearly running costs out." if left_out else ""
    return RuleFinding(
        rule,
        Severity.SHOULD_FIX if left_out else Severity.MUST_FIX,
        f"Recovery is claimed “{period.words}”, but by the submission's own figures it takes longer: {shown}.{why}",
        "Work the recovery period out again from what is spent once and what is saved net in a year.",
        shows,
    )


def _without_running_costs(period: Claimed, money: Money) -> tuple[str, tuple[Evidence, ...]] | None:
    """Return how a period would be worked out, and from what, if it follows only when running costs are left out.

    None where it does not, or a net saving is stated, which is then looked at.
    """
    sums = [{_yearly(each) for each, _ in several} for several in (money.gross, money.yearly)]
    outlays = {each.pounds for each, _ in money.once}
    if money.nets or len(outlays) != 1 or any(len(several) != 1 for several in sums):
        return None
    (outlay,), (saving,), (cost,) = outlays, *sums
    if not 0 < cost < saving:
        return None
    before, after = outlay / saving * _YEAR, outlay / (saving - cost) * _YEAR
    if abs(before - period.months) > period.step or after * _MARGIN <= period.months + period.step:
        return None
    shown = f"£{said(outlay)} ÷ (£{said(saving)} − £{said(cost)}) a year is {_said(after, period)}"
    quoted = evidence(period.block, period.sentence)
    return shown, tuple(dict.fromkeys((quoted, *(places[0][1] for places in (money.once, money.gross, money.yearly)))))


def _of_outlay(sentence: str) -> bool:
    """Return whether what a sentence says is recovered is what is spent once, and not more."""
    if _OUTLAY.search(sentence):
        return not _MORE_THAN_OUTLAY.search(sentence)
    clauses = (clause for clause in _CLAUSES.split(sentence) if _PAYS_FOR_ITSELF.search(clause))
    return any(not _MORE_THAN_OUTLAY.search(clause) for clause in clauses)


def _fits(period: Claimed, outlay: Sum, rate: Sum) -> bool:
    """Return whether a sum is recovered from another that comes by the year or month in just the time claimed."""
    months = outlay.pounds / _yearly(rate) * _YEAR if rate.pounds and outlay.recurs is not True else None
    return months is not None and rate.recurs is not False and abs(months - period.months) <= period.step


def _a_rate(each: Sum, period: Claimed, money: Money, gross: set[Decimal]) -> bool:
    """Return whether a sum can be what comes back by the year or month: no cost, and no saving that is not net."""
    if not money.nets:
        return True
    spent = {cost.pounds for cost, _ in money.yearly} | {cost.pounds for cost, _ in money.once}
    if each.sentence == period.sentence:
        return True
    return (each.every in {"year", "month"} or each.recurs is True) and each.pounds not in gross | spent


def _yearly(rate: Sum | Figure) -> Decimal:
    return rate.pounds * (_YEAR if isinstance(rate, Sum) and rate.every == "month" else 1)


def _said(months: Decimal, period: Claimed) -> str:
    """Return a time in months, or in weeks where the period is claimed in weeks."""
    weeks = period.step < 1
    number = months / period.step if weeks else months
    return f"{number.quantize(Decimal('0.1'), ROUND_HALF_UP)} {'weeks' if weeks else 'months'}"
