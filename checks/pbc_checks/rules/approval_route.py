"""Route of approval: which documents a proposal for freed-up resources needs, and who approves it, by its value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pbc_checks.evidence.passages import sentences
from pbc_checks.findings import Evidence, RuleFinding, Severity
from pbc_checks.rules.matter import PROPOSALS, Matter, Rule, evidence
from pbc_checks.rules.sums import SUM, in_pounds, said
from pbc_frameworks.schedules import ApprovalRoutes
from pbc_generator.schedules.approval import route

_FREED_UP = re.compile(
    r"\bfreed[- ]up (?:resources?|money|funds?|savings?)|\bresources freed up\b|\bFUR\b", re.IGNORECASE
)
_ASKED_FOR = re.compile(
    r"\b(?:from|use[sd]?|using|out of|funded|paid|spend|apply|bid|ask(?:ing|s|ed)?)\b", re.IGNORECASE
)


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield the route of a submission that asks for freed-up resources, or why it cannot be told."""
    routes = next((each for each in matter.framework.schedules.values() if isinstance(each, ApprovalRoutes)), None)
    if routes is None or not any(_FREED_UP.search(block.text) for block in matter.running):
        return
    asked = list(_asked(matter))
    if len({value for value, _ in asked}) != 1:
        why = "several sums are named" if asked else "no sum is named"
        yield RuleFinding(
            RULE.id,
            Severity.NOTE,
            f"Freed-up resources are spoken of, but who approves their use cannot be told: {why} with them.",
            f"State in one sentence the sum of freed-up resources that is asked for. {_all_routes(matter, routes)}",
            tuple(quoted for _, quoted in asked[:3]),
            determined=False,
        )
        return
    value, quoted = asked[0]
    ceilings = [matter.framework.parameters[each.up_to].value if each.up_to else None for each in routes.routes]
    chosen = routes.routes[route(value, ceilings)]
    yield RuleFinding(
        RULE.id,
        Severity.NOTE,
        f"£{said(value)} of freed-up resources is asked for: it is for the {chosen.approver} to approve "
        f"({matter.framework.source.cite(chosen.source)}).",
        f"Send with it: {chosen.documents}.",
        (quoted,),
    )


def _asked(matter: Matter) -> Iterator[tuple[Decimal, Evidence]]:
    """Yield each sum that stands alone in a sentence with freed-up resources and a word of asking."""
    for block in matter.running:
        for sentence in sentences(block.text):
            sums = list(SUM.finditer(sentence))
            if len(sums) == 1 and _FREED_UP.search(sentence) and _ASKED_FOR.search(sentence):
                yield in_pounds(sums[0]), evidence(block, sentence)


def _all_routes(matter: Matter, routes: ApprovalRoutes) -> str:
    """Return every route as a sentence."""
    return " ".join(
        f"{f'Up to {matter.framework.parameters[each.up_to]}' if each.up_to else 'Beyond that'}: {each.documents}; the "
        f"{each.approver} approves."
        for each in routes.routes
    )


RULE = Rule(
    id="approval-route",
    title="Who approves the use of freed-up resources",
    looks_at="Compares the sum of freed-up resources that is asked for with the framework's threshold.",
    example="“£7,900 from freed-up resources” in County Durham: an outline statement is enough; one person approves.",
    limits="Only frameworks with a threshold. The sum has to stand alone in a sentence with “freed-up resources”.",
    find=find,
    of=PROPOSALS,
)
