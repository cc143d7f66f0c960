"""Net saving and recovery: whether what is claimed follows from the costs and savings that are stated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pbc_checks.findings import Evidence, RuleFinding, Severity
from pbc_checks.rules.matter import PLANS, PROPOSALS, Matter, Rule, evidence
from pbc_checks.rules.money.amounts import Money, money_of
from pbc_checks.rules.money.net_arithmetic import WrongNet, bears_out, in_document, in_sentences, in_tables
from pbc_checks.rules.money.recovery import judged
from pbc_checks.rules.money.recovery_periods import claimed
from pbc_checks.rules.money.stated import Quantity, Stated, stated, surely_of_this
from pbc_checks.rules.money.table_figures import figures

_CONCEPT = "recovery-period"


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield a finding for each net saving and period of recovery that does not follow, or cannot be recomputed."""
    named, totals = list(stated(matter)), list(figures(matter))
    periods = list(claimed(matter))
    wrong = [*in_sentences(matter), *in_tables(totals)]
    nets = [each for each in named if each.quantity is Quantity.NET and _compares(each)]
    if not (wrong or nets or periods):
        return
    money = money_of(named, totals)
    untold: list[tuple[str, Evidence]] = []
    for net in nets:
        found = in_document(matter, net, money.savings, money.yearly)
        if found is not None:
            wrong.append(found)
        elif not wrong and not _borne_out(matter, net, money):
            untold.append((f"a net saving of {net.sum.text}", evidence(net.block, net.sum.sentence)))
    yield from (_wrong_net(each) for each in _once_each(wrong))
    for period in periods:
        found_period = judged(period, money, RULE.id)
        if isinstance(found_period, RuleFinding):
            yield found_period
        elif not found_period:
            untold.append((f"that money is recovered “{period.words}”", evidence(period.block, period.sentence)))
    if untold:
        yield _untold(matter, untold)


def _compares(net: Stated) -> bool:
    """Return whether a net saving is of a full year or said without a time."""
    return not net.year and not net.sum.part_year and surely_of_this(net.sum.sentence) and net.recurs is not False


def _borne_out(matter: Matter, net: Stated, money: Money) -> bool:
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


def _untold(matter: Matter, untold: Sequence[tuple[str, Evidence]]) -> RuleFinding:
    asked = next(
        (
            f" ({matter.framework.source.cite(each.source)} asks for the costs and the period of recovery)"
            for each in matter.definition.requirements
            if any(_CONCEPT in part.concepts for part in each.parts)
        ),
        "",
    )
    return RuleFinding(
        RULE.id,
        Severity.NOTE,
        f"The submission claims {untold[0][0]}, which could not be recomputed: the figures that it follows from are "
        f"not stated, or more than one could be meant{asked}.",
        "State the yearly saving, the yearly cost and what is spent once, each as one sum, beside what follows.",
        tuple(dict.fromkeys(quoted for _, quoted in untold[:3])),
        determined=False,
    )


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
        "its sums is taken to bear a net saving out. Recovery is judged for set-up money only; a period that is longer "
        "than computed is let pass where a slow start is spoken of."
    ),
    find=find,
    of=(*PROPOSALS, *PLANS),
)
