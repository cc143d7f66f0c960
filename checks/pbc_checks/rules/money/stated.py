"""What a submission says in its running text that it costs, saves and saves net: sums that name the whole of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pbc_checks.evidence.passages import sentences
from pbc_checks.rules.matter import Matter, once
from pbc_checks.rules.money.sums_in_text import HEDGED, Sum, sums_in
from pbc_checks.rules.sums import SUM, cell_amount
from pbc_checks.submission import Block, BlockKind


class Quantity(StrEnum):
    """What a sum is the whole of; the values are the words for it."""

    COST = "cost"
    SAVING = "saving"
    NET = "net saving"


@dataclass(frozen=True, slots=True)
class Stated:
    """A sum that the text gives for one quantity. `whole` says that the text calls it a total or all there is.

    `recurs` and `year` are as a `Sum` has them.
    """

    quantity: Quantity
    sum: Sum
    recurs: bool | None
    year: str
    whole: bool
    block: Block


_LEAD = 100  # characters before a sum in which it may be named
_TO = r"(?:\b(?:is|are|be|to|of|at|comes?|reach(?:es)?|amounts?)\b|[:=|–-])\s*$"
_NAMED = r"(?:(?!\bfrom\b|\bout of\b|\bagainst\b|\bthat\b)[^.;£|]){0,45}?"  # in the first year, of the service …
_THING = r"(?:service|scheme|clinic|project|proposal|plan|pilot|programme)"
_KIND = r"(?:(?:annual|yearly|recurr\w+|running|set[- ]up|one[- ]off|first[- ]year|full[- ]year)\s)?"

_TOTAL_COST = re.compile(
    rf"\b(?:total|overall|whole|full|combined)\s{_KIND}(?:costs?|expenditure|outlay)\b{_NAMED}{_TO}"
    r"|^\W*(?:total )?costs?\s?[|:]\s?"
    r"(?:£[\d,.]+[km]?\s(?:one[- ]off|set[- ]up|to set up|to start),?(?: and)?\s)?$"
    r"|\b(?:all in|in all|all told|altogether),? (?:it|that|this) (?:comes to|is|costs)\s*$",
    re.IGNORECASE,
)
_ONE_KIND = (
    r"(?:running|recurr\w+|annual|yearly|full[- ]year|set[- ]up|start[- ]up|one[- ]off|non[- ]recurr\w+|capital)"
)
_ALL_OF_A_KIND = re.compile(
    rf"\b(?:the|an?|our|total)\s{_ONE_KIND}\s(?:costs?|outlay|expenditure|figure)\s(?:is|are|of|at|will be)\s*$"
    r"|^\W*set[- ]up\s?(?:is|of|:|costs?)\s*$"
    r"|\basked to (?:commit|(?:approve|commit|agree to) (?:[\w-]+\s){0,2}?(?:expenditure|spending|costs?) of) "
    r"(?:£[\d,.]+[km]? (?:a|per) year,? and )?$",
    re.IGNORECASE,
)
_THE = re.compile(r"\b(?:the|with the|plus the)\s*$", re.IGNORECASE)
_OF_A_KIND_AFTER = re.compile(r"\s(?:set[- ]up|one[- ]off|start[- ]up)\b(?!\s(?:of|item|for))", re.IGNORECASE)
_PART_COST = re.compile(
    rf"\b{_ONE_KIND}\s(?:costs?|outlay|expenditure|investment|sum|money)\b{_NAMED}{_TO}", re.IGNORECASE
)
_COSTS = re.compile(
    rf"\b(?:the|this|our)\s(?:[\w-]+\s){{0,2}}?{_THING}\s(?:as a whole\s)?(?:(?:will|would|is to|is expected to)\s)?"
    r"costs?(?:\s(?:us|the PCT))?\s*$|^\W*(?:it|this) (?:will |would )?costs?\s*$",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\bcosts?\b[^.;]{0,90}£[^.;]{0,60},? (?:a total of|in total|altogether|in all)\s*$", re.IGNORECASE
)
_RUNNING = re.compile(r"(?:^|[;.,]\s)(?:the )?running(?: costs?)?:?\s*$", re.IGNORECASE)
_SPENT_ONCE = re.compile(r"\b(?:spend|costs?|spending)\s*$", re.IGNORECASE)
_IN_ALL = re.compile(r"[^.;£|,]{0,25}?\b(?:in all|in total|altogether|all in|all told|overall)\b", re.IGNORECASE)
_NET = re.compile(
    rf"\bnet\s(?:[\w-]+\s){{0,2}}?(?:savings?|gain|benefit|release|surplus)\b{_NAMED}{_TO}"
    r"|\bnet\s(?:savings?|gain|benefit|release)\s*$|(?:^|[\s,(|])nets?:?\s*$"
    r"|\bnet of (?:[\w-]+\s){0,4}costs?,?\s(?:[\w-]+\s){0,3}(?:leaves|gives|yields|saves)\s*$",
    re.IGNORECASE,
)
_NET_AFTER = re.compile(r"\s(?:(?:a|per|each) year |pa |annual )?net\b(?! of| cost)(?: savings?\b)?", re.IGNORECASE)
_SAVING = re.compile(
    rf"\b(?:savings?\b{_NAMED}{_TO}|(?:will |would )?(?:saves?|saved|saving|releases?|releasing)(?: us| the PCT)?\s*$)",
    re.IGNORECASE,
)
_ALL_SAVINGS = re.compile(r"\b(?:total|gross|overall|whole|full|combined)\b[^.;£|]{0,20}\bsavings?\b", re.IGNORECASE)
_DIFFERENCE = re.compile(r"\s?(?:(?:a|per|each) year )?(?:less|more|lower|higher|over|under|short)\b", re.IGNORECASE)
_WITH_MORE = re.compile(r"\b(?:with|plus|includ\w+)\b", re.IGNORECASE)
_A_SHARE = re.compile(r"\b(?:share|half|third|quarter|part|\d+ ?%|per cent)\b", re.IGNORECASE)

# Words by which a sentence speaks of another scheme, another time, a part, or a supposition.
_NOT_OF_THIS = re.compile(
    r"\b(?:neighbour\w*|alternatives?|options?|instead|would have|had|last year|previous\w*|currently|at present|quoted"
    r"|quotes?|compare\w*|comparison|rather than|private|if|unless|worst|best case|half|without|exclud\w+"
    r"|includ\w+|apart from|plus|on top|elsewhere|another|others?|bench\w*|was|were|overspen[dt]\w*"
    r"|(?:pays?|paid)(?! for (?:itself|themselves)| back)"
    r"|cap(?:ped)?|ceiling|limit|maximum|threshold|SFIs?|standing|would be|part of|towards?|per cent|each of)\b|\?",
    re.IGNORECASE,
)


@once
def stated(matter: Matter) -> tuple[Stated, ...]:
    """Return each sum in the running text that is given for the cost, the saving or the net saving of the whole."""
    return tuple(_stated(matter))


def _stated(matter: Matter) -> Iterator[Stated]:
    single = _single_rows(matter)
    for block in matter.running:
        if block.kind is BlockKind.TABLE_ROW and block not in single:
            continue
        if not SUM.search(block.text):
            continue
        for sentence in sentences(block.text):
            for each in sums_in(sentence):
                another = each.a_price or each.every not in {"", "year"} or _DIFFERENCE.match(each.after)
                if not another and not _with_more(each):
                    yield from _named(each, block)


def _with_more(each: Sum) -> bool:
    """Return whether words close to a sum say that it is with something else."""
    return bool(_WITH_MORE.search(each.sentence[max(0, each.start - 45) : each.end + 25]))


def surely_of_this(sentence: str) -> bool:
    """Return whether nothing in a sentence speaks of another scheme, another time, a part, or what might be."""
    return not _NOT_OF_THIS.search(sentence)


def _single_rows(matter: Matter) -> set[Block]:
    """Return the table rows that read as running text: question and answer, or the facts on a front page."""
    found: set[Block] = set()
    for table in matter.tables:
        figures = {row for row in table.rows if any(cell_amount(cell) is not None for cell in row.cells[1:])}
        for row in table.rows:
            if len(row.cells) == 2 and (row not in figures or len(figures) == 1):
                found.add(row)
    return found


def _named(each: Sum, block: Block) -> Iterator[Stated]:
    """Yield what a sum is given for, by the words before and after it."""
    lead = HEDGED.sub(" ", each.sentence[max(0, each.start - _LEAD) : each.start])
    if _NET.search(lead) or _NET_AFTER.match(each.after):
        yield Stated(Quantity.NET, each, each.recurs, each.year, True, block)
    elif _TOTAL_COST.search(lead):
        yield Stated(Quantity.COST, each, each.recurs, each.year, True, block)
    elif _ALL_OF_A_KIND.search(lead) or (_THE.search(lead) and _OF_A_KIND_AFTER.match(each.after)):
        # A set-up cost or a running cost is the whole of its kind only where the sum is known to be of that kind.
        yield Stated(Quantity.COST, each, each.recurs, each.year, each.recurs is not None, block)
    elif _PART_COST.search(lead) or _RUNNING.search(lead) or (_SPENT_ONCE.search(lead) and each.recurs is False):
        yield Stated(Quantity.COST, each, each.recurs, each.year, False, block)
    elif _LISTED.search(lead):
        yield Stated(Quantity.COST, each, each.recurs, each.year, True, block)
    elif _COSTS.search(lead):
        whole = bool(_IN_ALL.match(each.after)) or each.every == "year"
        yield Stated(Quantity.COST, each, each.recurs, each.year, whole, block)
    elif _SAVING.search(lead) and not _A_SHARE.search(lead):
        yield Stated(Quantity.SAVING, each, each.recurs, each.year, bool(_ALL_SAVINGS.search(lead)), block)
