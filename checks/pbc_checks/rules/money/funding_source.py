"""Source of funding: whether a submission that has a cost says who or what pays it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pbc_checks.evidence.passages import sentences
from pbc_checks.findings import Evidence, RuleFinding, Severity
from pbc_checks.rules.matter import PLANS, Matter, Rule, evidence
from pbc_checks.rules.money.stated import Quantity, stated, surely_of_this
from pbc_checks.rules.money.sums_in_text import sums_in
from pbc_checks.rules.money.table_figures import figures
from pbc_checks.rules.sums import SUM

_CONCEPT = "funding-source"
# An application for efficiency gains names its source by being one.
_KINDS = ("business-case", "service-development", *PLANS)
_PURPOSES = "growth|transformation|winter pressures?|choosing health|development|incentive|investment"
_MONEYS = "money|moneys|monies|fund|funds|line|allocation|reserves?|pot|schemes?|payments?"
_PAYERS = (
    r"freed[- ]?up|freed (?:\w+ ){0,2}(?:money|resources|funds|savings)|pooled (?:\w+ ){0,2}budgets?|FUR|financed"
    r"|funds?|fund(?:ed|ing)|earmarked|ring[- ]?fenced|recharges?|recharged",
    rf"(?:{_PURPOSES}) (?:{_MONEYS})|pump[- ]?prim\w+|reserves?|allocation|grants?|baseline|top[- ]?slice\w*",
    r"efficiency gains?|(?:locality|group|panel|cluster|practice|LCG)['’]?s?['’]? (?:efficiency )?gains",
    r"LES|DES|NES|enhanced service\w*|indicative budgets?|(?:prescribing|practice|PCT|drugs?|PBC)(?:['’]?s)? budgets?",
    r"(?:delegated|devolved|notional|commissioning|outpatients?|community|locality|cluster)(?:['’]s)? budgets?",
    r"budget line|(?:management|practice) allowance|underspen\w+|invest[- ]to[- ]save|section 256",
    r"(?:within|from|out of|under|in) (?:\w+ )?(?:existing|current|present) (?:\w+ ){0,2}"
    r"(?:resources|budgets?|staff|hours|funds|money|contracts?)",
    r"cost[- ]neutral|self[- ](?:financing|funding)|league of friends|charit\w+|donat\w+|sponsored by",
    r"(?:no|any|without|nothing) (?:extra|additional|new|further|more) (?:costs?|money|funding|resources"
    r"|spend\w*|call)",
    r"(?:paid|met|covered|bought|borne|bridged) (?:\w+ ){0,3}?(?:by|from|out of|through)|pays? for (?:it|this|the|all)",
    r"(?:drawn|taken|comes?|coming|found) (?:\w+ ){0,2}?(?:from|out of)",
    r"(?:money|cash|costs?)\b.{0,40}\b(?:from|out of|through)",
    r"(?:from|out of|against|by) (?:the |our |its |any |these |those )?(?:\w+ )?(?:savings?|underspends?|surplus)",
    r"(?:paid|pays?|met|funds?|charged|vir(?:ed?|ements?)|transfer\w*|switched|moved|allocated|drawn|taken|financed)"
    r" (?:\w+ ){0,4}?(?:from|by|out of|through|against|to) (?:\w+ ){0,6}?"
    r"(?:budgets?|money|SLA|SLAs|contract|tariff|allocation)",
    r"virements?|vired|decommission\w*|disinvest\w*|(?:budget|spend|spending|tariff|contract|SLA) (?:\w+ ){0,4}?"
    r"(?:falls|will fall|is reduced|will be reduced|goes down)|pays? for (?:itself|themselves)|self[- ]fund\w*",
    r"(?:PCT|trust|council|partners|practices?|cluster|locality|consortium) (?:pays|bears|funds"
    r"|(?:meets|covers|absorbs) (?:it|this|all|half|the (?:\w+ )?(?:costs?|bill|rest)))",
    r"asked (?:to (?:pay|fund|meet|find|commit)|for £)|costs? (?:falls?|lies?|lands?) (?:on|to|with)|set aside"
    r"|section 28\w*|contributions? (?:of £[\d,.k]+ )?(?:from|by)|offset (?:by|against)|absorbed (?:by|in|within)",
    r"(?:savings?|tariff|income)\b[^.;]{0,60}\b(?:covers?|pays? for|exceeds?|outweighs?)\b",
    r"(?:from|out of) (?:\w+['’]?s? ){0,5}?(?:line|budget|savings?|surplus|pot|fund|headroom)",
    r"commissioned (?:by|as)|paid for|costs? (?:\w+ ){0,4}?(?:is|be|are) met (?:by|from|out of|in|within|through)",
    r"(?:LES|DES|NES|PBC|PMS|GMS|QOF|Choosing Health|SHA|lottery|ISIP) (?:money|funds?|budgets?|allocation)",
    r"practices?['’]? own|at (?:our|its|their) own (?:cost|expense)|(?:PCT|trust|council|partners|practices?) "
    r"(?:will|would|to) pay",
)
_PAYER = re.compile(rf"\b(?:{'|'.join(_PAYERS)})\b", re.IGNORECASE)
_SOURCE = (
    r"(?:(?:the |any )?sources? of (?:funds?|funding|finance|money)|funding(?: source| stream)?"
    r"|where the (?:funding|money) (?:\w+ ){1,3}from|the fund from which [^.;|]{0,40})"
)
_NOT_KNOWN = re.compile(
    rf"\bno {_SOURCE} (?:has|have|is|was|yet)\b"
    rf"|\b{_SOURCE}[^.;|]{{0,40}}\b(?:not|yet to|to be) (?:yet |yet been |been |be )?"
    r"(?:identified|established|found|known|agreed|decided|confirmed|settled|looked)\b"
    rf"|^\W*{_SOURCE}\W{{1,4}}(?:TBC|to follow|to be (?:confirmed|agreed|decided)|awaited)\b"
    rf"|\b(?:{_SOURCE}|where is the money (?:to come|coming) from)\?\W{{1,4}}(?:not|TBC|nobody|don.t know)\b"
    r"|\b(?:nobody|no one) (?:has|have) (?:yet )?(?:identified|said) (?:this|where|who)\b"
    r"|\bwhere the (?:money|£[\d,k]+) comes from is any",
    re.IGNORECASE,
)
_SPENT = re.compile(
    r"\b(?:costs?|costing|total|altogether|all in|all told|salary|set[- ]up|to run|running)\b", re.IGNORECASE
)
_QUESTION_AND_ANSWER = 2  # cells of a row that reads as running text
_LEAST = 1000  # pounds: less than this in running text may be a price
_ASKED = re.compile(r"\?\s*$|^\W*\[")


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield a finding if there is a cost and nowhere a word on who pays it, or the word that nobody knows."""
    cost = _cost(matter)
    if cost is None:
        return
    for block in matter.running:
        for sentence in sentences(block.text):
            if _NOT_KNOWN.search(sentence):
                yield _finding(
                    matter, "and the submission says that its source of funding is not known", cost, sentence
                )
                return
    if any(_says_who(block.text) for block in matter.running):
        return
    if matter.submission.receipt.complete:
        yield _finding(matter, "but nothing says who or what pays it", cost, "")
        return
    yield RuleFinding(
        RULE.id,
        Severity.NOTE,
        "A cost is given. Nothing in what could be read says who pays it, but part of the file could not be read.",
        "Look in the part that could not be read for the source of funding.",
        (cost,),
        determined=False,
    )


def _cost(matter: Matter) -> Evidence | None:
    """Return where a cost of the proposal is given; None where none is."""
    for each in stated(matter):
        if each.quantity is Quantity.COST:
            return evidence(each.block, each.sum.sentence)
    total = next((each for each in figures(matter) if each.quantity is Quantity.COST), None)
    if total:
        return evidence(total.block)
    for block in matter.running:
        if len(block.cells) > _QUESTION_AND_ANSWER:
            continue
        for sentence in sentences(block.text) if SUM.search(block.text) and _SPENT.search(block.text) else ():
            sums = [each for each in sums_in(sentence) if not each.a_price and each.pounds >= _LEAST]
            if sums and _SPENT.search(sentence) and surely_of_this(sentence):
                return evidence(block, sentence)
    return None


def _says_who(text: str) -> bool:
    return any(_PAYER.search(sentence) and not _ASKED.search(sentence) for sentence in sentences(text))


def _finding(matter: Matter, why: str, cost: Evidence, sentence: str) -> RuleFinding:
    block = next((each for each in matter.running if sentence and sentence in each.text), None)
    quoted = (cost, evidence(block, sentence)) if block else (cost,)
    asked = next(
        (
            f" ({matter.framework.source.cite(each.source)})"
            for each in matter.definition.requirements
            if any(_CONCEPT in part.concepts for part in each.parts)
        ),
        "",
    )
    return RuleFinding(
        RULE.id,
        Severity.SHOULD_FIX,
        f"A cost is given, {why}{asked}.",
        "Name the source: freed-up resources, the indicative budget, an enhanced service or another, with the sum and "
        "who agreed it.",
        quoted,
    )


RULE = Rule(
    id="funding-source",
    title="Source of funding",
    looks_at=(
        "Where a submission states what it costs, looks in all of it for any word on who or what pays: freed-up "
        "resources, a budget, an enhanced service, a fund, savings, existing resources."
    ),
    example="“The clinic will cost £41,000 a year all in”, and not a word on where the money comes from: should fix.",
    limits=(
        "One word on a payer is enough, even of a part of the cost or in another connection, and whether the source is "
        "a firm one is for the requirements. A submission without a cost of the whole is not looked at, nor is an "
        "application for efficiency gains, which names its source by being one."
    ),
    find=find,
    of=_KINDS,
)
