"""One-off and recurrent money: whether a total mixes what is spent once with what is spent every year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pbc_checks.evidence.passages import sentences
from pbc_checks.findings import Evidence, RuleFinding, Severity
from pbc_checks.rules.matter import PLANS, PROPOSALS, Matter, Rule, evidence
from pbc_checks.rules.money.stated import Quantity, Stated, stated
from pbc_checks.rules.money.sums_in_text import Sum, recurs, sums_in, year_named
from pbc_checks.rules.money.table_figures import Figure, figures
from pbc_checks.rules.sums import SUM, cell_amount, said
from pbc_checks.submission import Block, BlockKind

_LEAST = 100  # in a table: less may be a number of something
_FEWEST = 3  # sums that add up to a total before it is taken for theirs
_FIRST_YEAR = re.compile(
    r"\b(?:first|1st|opening|initial)[- ](?:full[- ])?(?:year|yr|\d+ months|twelve months)|\b(?:year|yr) ?(?:1|one)\b"
    r"|\bto start|\bone[- ]off and|\bset[- ]up and|\bwith set[- ]up|\bincluding (?:the )?(?:set[- ]up|one[- ]off)"
    r"|\b(?:20)?\d\d ?/ ?\d\d\b|\bpilot\b|\btrial\b|\bover (?:two|three|\d) years|\ball[- ]in\b|\bup to\b",
    re.IGNORECASE,
)
_OF_A_YEAR = re.compile(r"\b(?:yearly|annual|annually|(?:per|a|each|every) year|per annum|p\.?a)\b", re.IGNORECASE)
_TIME = re.compile(
    r"\b(?:years?|yearly|annual\w*|annum|p\.?a|recurr\w+|non-recurr\w+|one[- ]off|set[- ]up|setting up|start[- ]up|once"
    r"|running|months?|monthly|weeks?|weekly|quarter\w*|\d\d ?/ ?\d\d|20\d\d)\b",
    re.IGNORECASE,
)

# “A one-off cost of £18,000 each year” is one or the other.
_CALLED_ONCE = re.compile(
    r"\b(?:one[- ]off|non[- ]?recurr\w+)\s(?:(?!and\b|plus\b|or\b)[\w-]+\s){0,3}(?:(?:of|is|at)\s)?$", re.IGNORECASE
)
_PAID_FROM_ONCE = re.compile(
    r"\b(?:one[- ]off|non[- ]?recurr\w+) (?:\w+ )?(?:funding|funds|money|monies|allocation|grant|slippage|underspend)\b"
    r"[^.;|]{0,40}\b(?:will|to|can|would) (?:be used (?:to|for) )?(?:pay|fund|cover|meet|pay for)\b[^.;|]{0,80}"
    r"\b(?:(?:each|every) year|per annum|annually|year on year|permanently|recurr(?:ent|ing) (?:costs?|cost of)"
    r"|running costs)\b",
    re.IGNORECASE,
)
_NOT_FOR_LONG = re.compile(
    r"\b(?:not|never|only|until|then|after that|thereafter|if|first|this year|for (?:one|a|two|\d) years?|bridg\w+)\b"
    r"|n[’']t\b",
    re.IGNORECASE,
)
_CALLED_SPENT_ONCE = re.compile(r"\b(?:one[- ]off|non[- ]?recurr\w+|set[- ]up|start[- ]up)\b", re.IGNORECASE)
_SPREAD = re.compile(
    r"\b(?:spread|phas\w+|instal\w+|leas\w+|repay\w*|repaid|depreci\w+|rolling|each site|per site|capital)\b",
    re.IGNORECASE,
)


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield a finding for each total that mixes the two, or a note where costs are not said to be either."""
    if not any(SUM.search(block.text) or block.cells for block in matter.running):
        return
    totals = [total for total in figures(matter) if total.quantity is Quantity.COST]
    for total in totals:
        yield from _table(matter, total)
    yield from _every_year(matter)
    for block in matter.running:
        if SUM.search(block.text):
            yield from _list(matter, block)
            yield from _both(block)
        yield from _paid_once(block)
    costs = [each for each in stated(matter) if each.quantity is Quantity.COST and each.whole]
    yield from _unsaid(matter, totals, costs)


def _table(matter: Matter, total: Figure) -> Iterator[RuleFinding]:
    once = [(label, amount) for label, amount in total.above if recurs(label) is False]
    added = sum((amount for _, amount in total.above), Decimal(0))
    if not once or len(once) == len(total.above) or abs(added - total.pounds) > len(total.above):
        return
    label = f"{total.line.cell(0)} {total.column}"
    if _FIRST_YEAR.search(label) or total.year:
        return
    spent = sum((amount for _, amount in once), Decimal(0))
    called = _called_yearly(matter, total)
    quoted: tuple[Evidence, ...] = (evidence(total.block),)
    if _OF_A_YEAR.search(label):
        why = f"The table calls its total of £{said(total.pounds)} yearly"
    elif called is not None:
        why = f"The text calls £{said(total.pounds)} yearly"
        quoted = (evidence(called[0], called[1].text), *quoted)
    else:
        return
    yield RuleFinding(
        RULE.id,
        Severity.SHOULD_FIX,
        f"{why}, but £{said(spent)} of it is spent once only (“{once[0][0].strip()}”).",
        f"Give what is spent once and what recurs apart: £{said(spent)} once and £{said(total.pounds - spent)} a year.",
        quoted,
    )


def _every_year(matter: Matter) -> Iterator[RuleFinding]:
    """Yield a finding for each line of a table that is called one-off, with the same sum in several years."""
    for table in matter.tables:
        if not table.header:
            continue
        for line in table.lines:
            label = line.cell(0).strip()
            if not _CALLED_SPENT_ONCE.search(label) or recurs(label) is not False or _SPREAD.search(label):
                continue
            by_year = {
                year: amount
                for place, name in enumerate(table.header)
                if place
                and (year := year_named(name))
                and (amount := cell_amount(line.cell(place)))
                and abs(amount) >= _LEAST
            }
            if len(by_year) > 1 and len(set(by_year.values())) == 1:
                yield RuleFinding(
                    RULE.id,
                    Severity.SHOULD_FIX,
                    f"“{label}” is spent once, but the table has {said(next(iter(by_year.values())))} of it in each of "
                    f"{len(by_year)} years.",
                    "Give it in the year in which it is spent, or say why it comes again.",
                    (evidence(line.block),),
                )


def _both(block: Block) -> Iterator[RuleFinding]:
    """Yield a finding for each sum that is called one-off and yearly at once."""
    for sentence in sentences(block.text):
        for each in sums_in(sentence):
            if each.every == "year" and not each.a_price and _CALLED_ONCE.search(each.before):
                yield RuleFinding(
                    RULE.id,
                    Severity.SHOULD_FIX,
                    f"{each.text} is called one-off and yearly at once.",
                    "Say whether it is spent once or every year.",
                    (evidence(block, sentence),),
                )


def _paid_once(block: Block) -> Iterator[RuleFinding]:
    """Yield a finding for each sentence by which money that comes once pays what comes every year."""
    for sentence in sentences(block.text):
        if _PAID_FROM_ONCE.search(sentence) and not _NOT_FOR_LONG.search(sentence):
            yield RuleFinding(
                RULE.id,
                Severity.SHOULD_FIX,
                "Money that comes once is to pay for what comes every year.",
                "Say what pays for it in the years after the first.",
                (evidence(block, sentence),),
            )


def _called_yearly(matter: Matter, total: Figure) -> tuple[Block, Sum] | None:
    """Return where the text says of just this total that it is spent each year."""
    for block in matter.running:
        if SUM.search(block.text):
            for each in sums_in(block.text):
                same = each.pounds == total.pounds and each.every == "year"
                if same and not each.hedged and not _FIRST_YEAR.search(each.before + each.after):
                    return block, each
    return None


def _list(matter: Matter, block: Block) -> Iterator[RuleFinding]:
    """Yield a finding if a sum of a text is called yearly, but adds up the sums before it with one spent once."""
    sums = [each for each in sums_in(block.text) if not each.a_price]
    for last in range(_FEWEST, len(sums)):
        total = sums[last]
        for first in range(last - _FEWEST + 1):
            parts = sums[first:last]
            if sum((part.pounds for part in parts), Decimal(0)) != total.pounds:
                continue
            once = [part for part in parts if part.recurs is False]
            yearly = total.every == "year" or _OF_A_YEAR.search(_label(block)) is not None
            if not once or len(once) == len(parts) or not yearly or total.recurs is False:
                continue
            if _FIRST_YEAR.search(block.text) or _split_elsewhere(matter, total, once):
                continue
            yield RuleFinding(
                RULE.id,
                Severity.SHOULD_FIX,
                f"{total.text} is called yearly, but adds up sums of which {once[0].text} is spent once only.",
                "Give what is spent once and what recurs apart, each with its total.",
                (evidence(block, total.sentence[once[0].start : total.end]),),
            )
            return


def _label(block: Block) -> str:
    """Return the question that a row of a table answers, or the last heading above a paragraph."""
    if block.kind is BlockKind.TABLE_ROW:
        return block.cells[0] if len(block.cells) == 2 else ""
    return block.headings[-1] if block.headings else ""


def _split_elsewhere(matter: Matter, total: Sum, once: list[Sum]) -> bool:
    """Return whether the submission gives the yearly part of a total by itself anywhere."""
    rest = total.pounds - sum((part.pounds for part in once), Decimal(0))
    return any(each.pounds == rest for block in matter.running for each in sums_in(block.text))


def _unsaid(matter: Matter, totals: list[Figure], costs: list[Stated]) -> Iterator[RuleFinding]:
    """Yield a note if nothing near the costs says over what time they are."""
    if not totals and not costs:
        return
    rows = {total.block.place.table for total in totals}
    for block in matter.submission.blocks:
        near = SUM.search(block.text) or block.place.table in rows or block.kind is BlockKind.HEADING
        if near and _TIME.search(block.text):
            return
    quoted = evidence(totals[0].block) if totals else evidence(costs[0].block, costs[0].sum.sentence)
    yield RuleFinding(
        RULE.id,
        Severity.NOTE,
        "Costs are given, but whether they are spent once or every year cannot be told: nothing beside them says so.",
        "Say of each cost whether it is spent once or recurs, and over what time.",
        (quoted,),
        determined=False,
    )


RULE = Rule(
    id="one-off-and-recurrent",
    title="One-off and recurrent money",
    looks_at=(
        "Looks for a total that is called yearly but has something in it that is marked as set-up, one-off or spent "
        "once, in a table or in a list of sums that adds up to it; for sums called one-off and yearly at once, or with "
        "the same one-off sum in several years; for money that comes once and pays what comes every year; and for "
        "costs that nothing says the time of."
    ),
    example="A table of costs “£ a year” with a line “Couch (one-off) 1,450” in its total: should fix.",
    limits=(
        "Only what the submission itself marks as spent once: a couch that is not marked is not known to be. Totals of "
        "a first year may hold both, and are let pass."
    ),
    find=find,
    of=(*PROPOSALS, *PLANS),
)
