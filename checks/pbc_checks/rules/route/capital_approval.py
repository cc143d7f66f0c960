"""Capital: whether it has the approval without which freed-up resources may not pay for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pbc_checks.evidence.passages import Passage
from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.rules.matter import Matter, Rule
from pbc_checks.rules.route.approvers import claims, names
from pbc_checks.rules.route.asked_for import Drawn, asks_for_capital, capital, quoted, said_passages
from pbc_checks.rules.route.routes import cited, way
from pbc_frameworks.model import RouteStep

_CAPITAL = "capital"
_APPROVES = re.compile(r"\b(?:approv\w+|sanction\w*|agree[ds]?|agreement|ratif\w+|consent\w*)\b", re.IGNORECASE)
_BOARD = re.compile(r"\bboard\b", re.IGNORECASE)


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield what is missing or wrong in the approval of capital that is asked for."""
    found = way(matter)
    steps = [step for step in found.steps if step.when == _CAPITAL and step.does == "approves"] if found else []
    asked = capital(matter) if steps else None
    if found is None or asked is None or found.resources.drawn is not Drawn.YES:
        return
    approvers = {actor for step in steps for actor in step.by}
    known = names(matter.framework)
    others = [
        claim for claim in claims(matter) if claim.actor not in approvers and asks_for_capital(claim.passage.text)
    ]
    if others:
        yield _finding(
            f"The {others[0].name} is said to approve capital.", Severity.MUST_FIX, matter, steps, [others[0].passage]
        )
        return
    approved = [passage for passage in said_passages(matter) if _APPROVES.search(passage.text)]
    if any(approvers & known.named(passage.text) for passage in approved):
        return
    unclear = [each for each in approved if _BOARD.search(each.text) and not known.named(each.text)]
    if unclear:
        yield RuleFinding(
            RULE.id,
            Severity.NOTE,
            f"Capital is asked for and a board's approval is spoken of; which board cannot be told. "
            f"{cited(steps, matter.framework)}",
            "Name the board that approves the capital.",
            quoted(matter, [asked, unclear[0]], 2),
            determined=False,
        )
        return
    yield _finding(
        "Capital is asked for, and the approval that it needs is not mentioned.",
        Severity.SHOULD_FIX,
        matter,
        steps,
        [asked],
    )


def _finding(
    what: str, severity: Severity, matter: Matter, steps: list[RouteStep], passages: list[Passage]
) -> RuleFinding:
    return RuleFinding(
        RULE.id,
        severity,
        f"{what} {cited(steps, matter.framework)}",
        "Ask for that approval and say so, or leave the capital out.",
        quoted(matter, passages, 1),
    )


RULE = Rule(
    id="capital-approval",
    title="Capital without the board's approval",
    looks_at=(
        "Looks for building works, premises and what is called capital, and for the approval that the framework "
        "asks for before freed-up resources may pay for them."
    ),
    example=(
        "“£14,000 to convert the store into a treatment room” from efficiency gains in Dartford, and no word of the "
        "PCT Board: should fix."
    ),
    limits=(
        "Only frameworks with such a condition. Equipment counts where it is called capital. Works that a gift or a "
        "landlord pays for are left alone."
    ),
    find=find,
)
