"""Net savings recomputed: what is saved less what it costs, by the figures that a submission states itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from pbc_checks.evidence.passages import sentences
from pbc_checks.findings import Evidence
from pbc_checks.rules.matter import Matter, evidence
from pbc_checks.rules.money.stated import Quantity, Stated, surely_of_this
from pbc_checks.rules.money.sums_in_text import Sum, recurs, sums_in
from pbc_checks.rules.money.table_figures import TAKEN_OFF, Figure, all_amounts
from pbc_checks.rules.sums import SUM, said

_LESS = re.compile(
    r"[^.;£]{0,60}\b(?:less|minus|take away|against|after|net of|deduct\w*)\b[^.;£]{0,60}", re.IGNORECASE
)
_LEAVES = re.compile(
    r"[^.;£]{0,60}(?:\b(?:leav\w+|giv\w+|nets?|makes?|is|comes? to|remains?|yields?|net saving|surplus)\b|=)"
    r"[^.;£]{0,40}",
    re.IGNORECASE,
)
_SAVED = re.compile(
    r"\b(?:sav\w+|releas\w+|avoid\w*|freed|no longer|taken out|fewer|tariff|hospital|income)\b", re.IGNORECASE
)
_TOTALLED = re.compile(r"\b(?:total|sub-? ?total|all in|running total|first year|out|in)\b", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:net|gap|balance|share|cumulative|budget|per)\b", re.IGNORECASE)
_SHARED = re.compile(r"%|\bshare", re.IGNORECASE)
_LESS_ELSEWHERE = re.compile(r"\w\W+less\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WrongNet:
    """A net saving that its own figures contradict."""

    what: str
    evidence: tuple[Evidence, ...]


def in_sentences(matter: Matter) -> Iterator[WrongNet]:
    """Yield each subtraction that a sentence spells out and that is wrong: “£60,000 less £45,000 leaves £20,000”."""
    for block in matter.running:
        if not SUM.search(block.text):
            continue
        for sentence in sentences(block.text):
            sums = list(sums_in(sentence))
            for saving, cost, net in zip(sums, sums[1:], sums[2:], strict=False):
                if _subtracts(sentence, saving, cost, net) and _surely_wrong(saving, cost, net):
                    right = said(saving.pounds - cost.pounds)
                    yield WrongNet(
                        f"{saving.text} less {cost.text} is £{right}, not {net.text} as the text has it.",
                        (evidence(block, sentence),),
                    )


def _subtracts(sentence: str, saving: Sum, cost: Sum, net: Sum) -> bool:
    between, then = sentence[saving.end : cost.start], sentence[cost.end : net.start]
    plain = not any(each.a_price or each.part_year or each.hedged for each in (saving, cost, net))
    same_time = len({each.every for each in (saving, cost, net) if each.every}) <= 1
    less = re.search(r"\b(?:less|minus|take away)\b", between, re.IGNORECASE) is not None
    known = less and _LESS.fullmatch(between) and _LEAVES.fullmatch(then)
    return bool(known) and plain and same_time and saving.pounds > cost.pounds


def _surely_wrong(saving: Sum, cost: Sum, net: Sum) -> bool:
    """Return whether a difference is wrong, however far each of its sums was rounded."""
    return abs(saving.pounds - cost.pounds - net.pounds) > saving.step + cost.step + net.step


def in_tables(totals: Sequence[Figure]) -> Iterator[WrongNet]:
    """Yield each net row that is neither what the rows above it make, nor that without what is spent once."""
    for net in totals:
        doubtful = any(_OTHER.search(label) or _LESS_ELSEWHERE.search(label) for label, _ in net.above)
        if net.quantity is Quantity.NET and not doubtful:
            answers = list(_of_rows(net.above))
            slack = Decimal(len(net.above) + 1) * (500 if net.pounds % 1000 == 0 else 1)
            if len(answers) > 0 and all(abs(abs(answer) - net.pounds) > slack for answer in answers):
                label = net.line.cell(0).strip()
                right = answers[-1 if recurs(label) else 0]  # what is spent once is no part of what is left each year
                yield WrongNet(
                    f"The table gives £{said(net.pounds)} as “{label}”, but its own lines make £{said(abs(right))}.",
                    (evidence(net.block),),
                )


def _of_rows(above: Sequence[tuple[str, Decimal]]) -> Iterator[Decimal]:
    """Yield what rows make net: with all that is spent, and without what is spent once. Rows in doubt yield nothing."""
    if any(TAKEN_OFF.match(label) for label, _ in above):
        yield from _with_less(above)
        return
    signed = any(amount < 0 for _, amount in above)
    saved = [row for row in above if (row[1] < 0 if signed else _SAVED.search(row[0]))]
    spent = [row for row in above if row not in saved]
    for rows in (saved, spent):
        totals = [row for row in rows if _TOTALLED.search(row[0])]
        if len(totals) > 1:
            return
        rows[:] = totals or rows
    if saved and spent:
        income = sum((abs(amount) for _, amount in saved), Decimal(0))
        yield income - sum((amount for _, amount in spent), Decimal(0))
        yield income - sum((amount for label, amount in spent if recurs(label) is not False), Decimal(0))


def _with_less(above: Sequence[tuple[str, Decimal]]) -> Iterator[Decimal]:
    """Yield what is left of the first rows less those called “Less …”, and less all that follows the first of them."""
    if any(_TOTALLED.search(label) for label, _ in above):
        return
    first = next(number for number, (label, _) in enumerate(above) if TAKEN_OFF.match(label))
    every = sum((abs(amount) for _, amount in above), Decimal(0))
    yield every - 2 * sum((abs(amount) for label, amount in above if TAKEN_OFF.match(label)), Decimal(0))
    yield every - 2 * sum((abs(amount) for _, amount in above[first:]), Decimal(0))


def in_paragraphs(named: Sequence[Stated]) -> Iterator[tuple[Stated, WrongNet | None]]:
    """Yield the net saving of each paragraph that gives one, with one yearly saving and one yearly cost.

    With it is what is wrong with it, or None. Sums of the same paragraph that may bear it out are looked at, too.
    """
    for block in dict.fromkeys(each.block for each in named):
        here = [each for each in named if each.block is block and not each.sum.part_year and not each.year]
        nets = [each for each in here if each.quantity is Quantity.NET]
        savings = [each for each in here if each.quantity is Quantity.SAVING]
        costs = [each for each in here if each.quantity is Quantity.COST and each.recurs is not False]
        if any(len({each.sum.pounds for each in several}) != 1 for several in (nets, savings, costs)):
            continue
        net, saving, cost = nets[0], savings[0].sum, costs[0].sum
        right = saving.pounds - cost.pounds
        sure = all(surely_of_this(each.sentence) and not each.hedged for each in (net.sum, saving, cost))
        others = {
            each.pounds
            for sentence in sentences(block.text)
            for each in sums_in(sentence)
            # What is listed before the cost is what it consists of.
            if not each.a_price and not (sentence == cost.sentence and each.start < cost.start)
        }
        if not sure or right <= 0 or _SHARED.search(net.sum.sentence):
            continue
        known = {saving.pounds, cost.pounds, net.sum.pounds}
        more = {one + other for one in others - known for other in (others - known - {one}) | {Decimal(0)}}
        if not _surely_wrong(saving, cost, net.sum) or abs(right - net.sum.pounds) in more:
            yield net, None
        elif not _differ_by(net.sum, others):
            yield (
                net,
                WrongNet(
                    f"The net saving is given as {net.sum.text}, but the saving of {saving.text} less the cost of "
                    f"{cost.text} is £{said(right)}.",
                    tuple(dict.fromkeys(evidence(block, each.sentence) for each in (net.sum, saving, cost))),
                ),
            )


def in_document(
    matter: Matter,
    net: Stated,
    savings: Sequence[tuple[Sum | Figure, Evidence]],
    costs: Sequence[tuple[Sum | Figure, Evidence]],
) -> WrongNet | None:
    """Return a net saving that is not the one total saving less the one total cost, nor the difference of any sums."""
    if len({each.pounds for each, _ in savings}) != 1 or len({each.pounds for each, _ in costs}) != 1:
        return None
    (saving, shown), (cost, spent) = savings[0], costs[0]
    right = saving.pounds - cost.pounds
    if right <= 0 or net.sum.agrees(right) or bears_out(matter, net.sum):
        return None
    return WrongNet(
        f"The net saving is given as {net.sum.text}, but the saving of £{said(saving.pounds)} less the cost of "
        f"£{said(cost.pounds)} is £{said(right)}.",
        (evidence(net.block, net.sum.sentence), shown, spent),
    )


def bears_out(matter: Matter, net: Sum) -> bool:
    """Return whether any two sums of the submission differ by just this one, so that it can be what is left of them."""
    amounts = set(all_amounts(matter))
    for block in matter.running:
        if SUM.search(block.text):
            amounts.update(each.pounds for each in sums_in(block.text))
    return _differ_by(net, amounts)


def _differ_by(net: Sum, amounts: set[Decimal]) -> bool:
    likely = sorted(amount for amount in amounts if amount >= min(net.pounds, Decimal(500)) and amount != net.pounds)
    # Half of another sum is a difference from it too; that it is nearly half is chance.
    return 2 * net.pounds in amounts or any(
        net.agrees(greater - less) for less, greater in combinations(likely, 2) if less and greater - less != greater
    )
