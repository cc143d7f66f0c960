"""The table of all kinds of rule, in the order of the catalogue, and how they are run."""

from __future__ import annotations

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.rules import (
    approval_route,
    care,
    confidentiality,
    decision_dates,
    freed_up_share,
    interests,
    milestones,
    table_totals,
)
from pbc_checks.rules.matter import Matter, Rule

RULES: tuple[Rule, ...] = (
    table_totals.RULE,
    freed_up_share.RULE,
    approval_route.RULE,
    decision_dates.RULE,
    milestones.RULE,
    interests.RULE,
    care.RULE,
    confidentiality.RULE,
)

ABOUT_INTERESTS = frozenset({"interests", "proposer-provides", "register-and-declarations", "withdrawal-and-quorum"})
"""The rules of which a board has to hear before a meeting: who has to declare what, and who withdraws."""


def apply(matter: Matter) -> tuple[RuleFinding, ...]:
    """Return what all rules find in a submission: what must be fixed first, then in the order of the table."""
    order = list(Severity)
    rules = [rule for rule in RULES if not rule.of or matter.definition.kind in rule.of]
    found = [finding for rule in rules for finding in rule.find(matter)]
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))
