"""Gateway: whether a group's self-assessment supports the level that it is at and the one that it seeks."""

from __future__ import annotations

from collections.abc import Iterator

from pbc_checks.findings import Evidence, RuleFinding, Severity
from pbc_checks.report.wording import listed
from pbc_checks.rules.assessments.level_form import level_form
from pbc_checks.rules.assessments.level_plans import plan_findings
from pbc_checks.rules.assessments.level_rows import row_findings
from pbc_checks.rules.assessments.level_standing import CRITERIA, TIME, Standing
from pbc_checks.rules.matter import LEVEL_ASSESSMENTS, Matter, Rule
from pbc_frameworks.model import Objective

ID = "gateway-levels"


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield what the answers come to, row by row and objective by objective, and what blocks the level sought."""
    levels, figures = matter.framework.levels, matter.framework.parameters
    if levels is None or CRITERIA not in figures or TIME not in figures:
        return
    form = level_form(matter, levels)
    if form is None:
        yield RuleFinding(
            ID,
            Severity.NOTE,
            "Which criteria are met cannot be told: no table was found with a column for the criteria of the levels "
            "and one for whether they are met.",
            "Use the form, or a table with the columns: criterion, level, met, evidence, by when.",
            determined=False,
        )
    elif form.blank:
        yield RuleFinding(
            ID,
            Severity.SHOULD_FIX,
            f"Nothing is filled in: none of the {len(form.rows)} criteria in the table has an answer or evidence.",
            "Fill in the form before it goes to the committee.",
        )
    else:
        standing = Standing(matter, form)
        yield from row_findings(ID, standing)
        yield from _claim(standing)
        for objective in standing.objectives:
            yield _objective(standing, objective)
        yield from _gateway(standing)


def _claim(standing: Standing) -> Iterator[RuleFinding]:
    """Yield what stands against the level that the group says it is at, and against the step to the one it seeks."""
    form, now = standing.form, standing.form.now
    claim = (Evidence(form.claim.text, str(form.claim.place)),) if form.claim else ()
    short = [
        each for each in standing.objectives if now and now > 1 and standing.possible(each, 1, now) < standing.needed
    ]
    if now and short:
        told = [f"{standing.possible(each, 1, now)} of “{each.title}”" for each in short]
        against = [each for objective in short for each in form.of(objective.id, 1, now) if not standing.met(each)]
        yield RuleFinding(
            ID,
            Severity.MUST_FIX,
            f"The form says that the group is at {standing.level(now)}, but its own answers do not support that. Of "
            f"the criteria up to that level no more can be met than {listed(told)}. {standing.rule}",
            "Correct the level, or the answers.",
            (*claim, *standing.quoted(against)),
        )
    if now and form.sought and form.sought != now + 1:
        what = "no higher" if form.sought <= now else "more than one level higher"
        yield RuleFinding(
            ID,
            Severity.SHOULD_FIX,
            f"The group is at {standing.level(now)} and seeks {standing.level(form.sought)}, which is {what}. "
            f"{standing.rule}",
            "Correct one of the two levels.",
            claim,
        )


def _objective(standing: Standing, objective: Objective) -> RuleFinding:
    """Return what the answers on one objective come to: met at each level, level reached, missing for the next."""
    form, reached, told = standing.form, 0, []
    for level in range(1, standing.last + 1):
        met, of = standing.met_of(objective, level, level), len(form.of(objective.id, level, level))
        told.append(f"{met} of {of} at {standing.level(level)}")
        if met == of and reached == level - 1:
            reached = level
    target = standing.target or min(reached + 1, standing.last)
    missing = [each for each in form.of(objective.id, 1, target) if not standing.met(each)]
    untold = [each for each in missing if standing.untold(each)]
    unanswered = [each for each in missing if standing.open(each) and each not in untold]
    wanting = [
        standing.title(each) + (f" (by {due.said})" if (due := standing.due(each)) else "")
        for each in missing
        if each not in unanswered and each not in untold
    ]
    if untold:
        wanting.append(f"a share that can be compared on {len(untold)}")
    if unanswered:
        wanting.append(f"an answer on {len(unanswered)}")
    reaches = f"{standing.level(reached)} is reached in full" if reached else "no level is reached in full"
    needs = f"Missing for {standing.level(target)}: {listed(wanting)}" if wanting else "Nothing is missing for "
    return RuleFinding(
        ID,
        Severity.NOTE,
        f"{objective.title}: criteria met are {listed(told)}; {reaches}. "
        + (f"{needs}." if wanting else f"{needs}{standing.level(target)}."),
        "Meet what is missing, or say by when it will be met." if wanting else "Nothing is to be done.",
    )


def _gateway(standing: Standing) -> Iterator[RuleFinding]:
    """Yield whether the answers pass the gateway to the level sought, and what is wrong with the plans for the rest."""
    form, target, needed = standing.form, standing.target, standing.needed
    if target is None:
        yield RuleFinding(
            ID,
            Severity.NOTE,
            "Whether the gateway is passed cannot be told: the form does not say clearly which level the group is at, "
            "or which it seeks.",
            "State both levels at the head of the form.",
            determined=False,
        )
        return
    name = standing.level(target)
    short = [each for each in standing.objectives if standing.possible(each, target, target) < needed]
    untold = [each for each in standing.objectives if standing.met_of(each, target, target) < needed]
    if short:
        left = [each for one in short for each in form.of(one.id, target, target) if not standing.met(each)]
        told = [
            f"{standing.met_of(each, target, target)} of {len(form.of(each.id, target, target))} of “{each.title}”"
            for each in short
        ]
        yield RuleFinding(
            ID,
            Severity.SHOULD_FIX,
            f"These answers do not pass the gateway to {name}. Of its criteria they meet {listed(told)}, where "
            f"{needed} of each objective are asked for. {standing.rule}{_with_levels_before(standing, short, target)}",
            f"Meet {needed} criteria of {name} for each objective.",
            standing.quoted(left),
        )
    elif untold:
        told = [f"“{each.title}”" for each in untold]
        yield RuleFinding(
            ID,
            Severity.NOTE,
            f"Whether the gateway to {name} is passed cannot be told: too little is answered on {listed(told)}. "
            f"{standing.rule}",
            f"Answer every criterion of {name}.",
            determined=False,
        )
    else:
        yield RuleFinding(
            ID,
            Severity.NOTE,
            f"By these answers, at least {needed} of the criteria of {name} are met for each "
            f"objective. {standing.rule}",
            "What is not met yet needs a plan with a date.",
        )
    yield from plan_findings(ID, standing, target)


def _with_levels_before(standing: Standing, short: list[Objective], target: int) -> str:
    """Return how it stands if criteria of lower levels count too, where that would pass the gateway."""
    counted_too = all(standing.met_of(each, 1, target) >= standing.needed for each in short)
    return (
        " With the criteria of the levels before it would be enough: ask the committee which it counts."
        if counted_too
        else ""
    )


RULE = Rule(
    id=ID,
    title="Levels of practice based commissioning and the gateway between them",
    looks_at=(
        "Reads a self-assessment criterion by criterion, compares the shares of practices in its evidence with the "
        "thresholds, and says for each objective what is met and which level is reached; then whether the gateway to "
        "the level sought is passed, and whether what remains has a date in time."
    ),
    example="“Met”, with 8 of 13 practices as evidence, where 75% of the practices are asked for: must fix.",
    limits=(
        "Only tables with a column for the criteria and one for whether they are met. The gateway is read as asking "
        "for criteria of the level sought, as some objectives have too few at the first level. Shares are compared "
        "only where they are said to be of practices or members, as things stand."
    ),
    find=find,
    of=LEVEL_ASSESSMENTS,
)
