"""The table of all kinds of rule, by what they are about and in the order of the catalogue, and how they are run."""

from __future__ import annotations

from collections.abc import Mapping

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.rules.assessments import gateway_levels, recommendations
from pbc_checks.rules.budgets import budget_contribution, budget_overspend, fair_share_distance, list_size_change
from pbc_checks.rules.clauses import agreement_clauses
from pbc_checks.rules.dates import decision_dates, document_date, freed_up_commitment, milestones, plan_years
from pbc_checks.rules.form import (
    blank_template,
    care,
    confidentiality,
    empty_answers,
    other_practices,
    sign_off,
    tracked_changes,
    version_and_date,
)
from pbc_checks.rules.interests import (
    nothing_said,
    proposer_provides,
    register_and_declarations,
    withdrawal_and_quorum,
)
from pbc_checks.rules.matter import Matter, Rule
from pbc_checks.rules.money import (
    figure_against_table,
    freed_up_share,
    funding_source,
    net_saving,
    one_off_and_recurrent,
    table_totals,
)
from pbc_checks.rules.route import approval_route, capital_approval, claimed_approval, conflicted_approvers

_INTERESTS = (
    nothing_said.RULE,
    proposer_provides.RULE,
    register_and_declarations.RULE,
    withdrawal_and_quorum.RULE,
)

TOPICS: Mapping[str, tuple[Rule, ...]] = {
    "Money": (
        table_totals.RULE,
        figure_against_table.RULE,
        one_off_and_recurrent.RULE,
        net_saving.RULE,
        funding_source.RULE,
        freed_up_share.RULE,
    ),
    "Route and authority": (
        approval_route.RULE,
        claimed_approval.RULE,
        capital_approval.RULE,
        conflicted_approvers.RULE,
    ),
    "Time": (
        decision_dates.RULE,
        milestones.RULE,
        plan_years.RULE,
        document_date.RULE,
        freed_up_commitment.RULE,
    ),
    "Conflicts of interest": _INTERESTS,
    "Statements of budgets": (
        budget_overspend.RULE,
        budget_contribution.RULE,
        fair_share_distance.RULE,
        list_size_change.RULE,
    ),
    "Completed assessments": (gateway_levels.RULE, recommendations.RULE),
    "Agreements": (agreement_clauses.RULE,),
    "Form and care": (
        blank_template.RULE,
        empty_answers.RULE,
        sign_off.RULE,
        version_and_date.RULE,
        other_practices.RULE,
        care.RULE,
        tracked_changes.RULE,
    ),
    "Confidentiality": (confidentiality.RULE,),
}
"""All kinds of rule by what they are about."""

RULES: tuple[Rule, ...] = tuple(rule for rules in TOPICS.values() for rule in rules)

ABOUT_INTERESTS = frozenset(rule.id for rule in _INTERESTS)
"""The rules of which a board has to hear before a meeting: who has to declare what, and who withdraws."""


def apply(matter: Matter) -> tuple[RuleFinding, ...]:
    """Return what all rules find in a submission: what must be fixed first, then in the order of the table."""
    order = list(Severity)
    rules = [rule for rule in RULES if not rule.of or matter.definition.kind in rule.of]
    found = [finding for rule in rules for finding in rule.find(matter)]
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))
