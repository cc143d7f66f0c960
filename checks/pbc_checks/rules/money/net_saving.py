"""Net saving and recovery: whether what is claimed follows from the costs and savings that are stated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pbc_checks.findings import Evidence, RuleFinding, Severity
from pbc_checks.rules.matter import PLANS, PROPOSALS, Matter, Rule, evidence
from pbc_checks.rules.money.amounts import Money, money_of
from pbc_checks.rules.money.net_arithmetic import (
    WrongNet,
    bears_out,
    in_document,
    in_paragraphs,
    in_sentences,
    in_tables,
)
from pbc_checks.rules.money.recovery import judged
from pbc_checks.rules.money.recovery_periods import Claimed, claimed
from pbc_checks.rules.money.stated import Quantity, Stated, stated, surely_of_this
from pbc_checks.rules.money.sums_in_text import sums_in
from pbc_checks.rules.money.table_figures import Figure, figures

_CONCEPT = "recovery-period"
_OF_A_DIFFERENCE = 2  # sums beside a claim, of which it may be what is left


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield a finding for each net saving and period of recovery that does not follow, or cannot be recomputed."""
    named, totals = list(stated(matter)), list(figures(matter))
    periods = list(claimed(matter))
    wrong = [*in_sentences(matter), *in_tables(totals)]
    nets = [each for each in named if each.quantity is Quantity.NET and _compares(each)]
    if not (wrong or nets or periods):
        return
    money = money_of(named, totals)
    untold: list[tuple[str, Stated | Claimed]] = []
    in_its_paragraph = {id(net): found for net, found in in_paragraphs(named)}
    wrong.extend(found for found in in_its_paragraph.values() if found is not None)
    for net in nets:
        if id(net) in in_its_paragraph:
            continue
        found = in_document(matter, net, money.savings, money.yearly)
        if found is not None:
            wrong.append(found)
        elif not wrong and not _borne_out(matter, net, money, totals):
            untold.append((f"a net saving of {net.sum.text}", net))
    yield from (_wrong_net(each) for each in _once_each(wrong))
    for period in periods:
        found_period = judged(period, money, RULE.id)
        if isinstance(found_period, RuleFinding):
            yield found_period
        elif not found_period:
            untold.append((f"that money is recovered “{period.words}”", period))
    if untold:
        yield _untold(matter, untold)


def _compares(net: Stated) -> bool:
    """Return whether a net saving is of a full year or said without a time."""
    return not net.year and not net.sum.part_year and surely_of_this(net.sum.sentence) and net.recurs is not False


def _borne_out(matter: Matter, net: Stated, money: Money, totals: Sequence[Figure]) -> bool:
    if any(total.quantity is Quantity.NET and net.sum.agrees(total.pounds) for total in totals):
        return True  # and the table has been worked out again
    known = {each.pounds for each, _ in money.savings}, {each.pounds for each, _ in money.yearly}
    followed = any(net.sum.agrees(saving - cost) for saving in known[0] for cost in known[1])
    return followed or bears_out(matter, net.sum)


def _once_each(wrong: Sequence[WrongNet]) -> list[WrongNet]:
    return list({each.what: each for each in wrong}.values())


def _wrong_net(wrong: WrongNet) -> RuleFinding:
    return RuleFinding(
        RULE.id,
        Severity.MUST_FIX,
        wrong.what,
        "Work the net saving out again, and correct it here and where it is repeated.",
        wrong.evidence,
    )


def _untold(matter: Matter, untold: Sequence[tuple[str, Stated | Claimed]]) -> RuleFinding:
    asked = next(
        (
            f" ({matter.framework.source.cite(each.source)} asks for the costs and the period of recovery)"
            for each in matter.definition.requirements
            if any(_CONCEPT in part.concepts for part in each.parts)
        ),
        "",
    )
    claim, first = untold[0]
    why = (
        "which of the sums beside it are meant is not said"
        if _sums_beside(matter, first) > _OF_A_DIFFERENCE
        else "the figures that it follows from are not stated beside it"
    )
    return RuleFinding(
        RULE.id,
        Severity.NOTE,
        f"The submission claims {claim}, which could not be recomputed: {why}{asked}.",
        "State the yearly saving, the yearly cost and what is spent once, each as one sum, beside what follows.",
        tuple(dict.fromkeys(_quoted(each) for _, each in untold[:3])),
        determined=False,
    )


def _quoted(claim: Stated | Claimed) -> Evidence:
    return evidence(claim.block, claim.sum.sentence if isinstance(claim, Stated) else claim.sentence)


def _sums_beside(matter: Matter, claim: Stated | Claimed) -> int:
    """Return how many sums a claim's section gives, with its own."""
    section = [block for block in matter.running if block.headings == claim.block.headings]
    return len({each.pounds for block in section for each in sums_in(block.text)})


RULE = Rule(
    id="net-saving",
    title="Net saving and recovery",
    looks_at=(
        "Works the net saving out again from savings and costs, and the period of recovery from what is spent once and "
        "what is saved net in a year, and compares both with what is claimed."
    ),
    example="“Set-up of £18,000 is recovered in 6 months” with a net saving of £15,200 a year: must fix.",
    limits=(
        "Only figures that the submission names as savings, costs and net, one of each. A difference of any two of "
        "its sums is taken to bear a net saving out, unless one is a part of the cost listed beside it. "
        "Recovery is judged for set-up money only; a period that is longer than computed is let pass "
        "where a slow start is spoken of."
    ),
    find=find,
    of=(*PROPOSALS, *PLANS),
)
