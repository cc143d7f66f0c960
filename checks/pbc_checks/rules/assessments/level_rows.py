"""Findings on the rows of a self-assessment against the levels, each by itself or with others of the same fault."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.report.wording import counted
from pbc_checks.rules.assessments.answer_rows import Row
from pbc_checks.rules.assessments.answers import Said, shown
from pbc_checks.rules.assessments.level_figures import Reached, differs, threshold
from pbc_checks.rules.assessments.level_standing import SHOWN, Standing, are
from pbc_frameworks.model import LevelCriterion


def row_findings(rule: str, standing: Standing) -> Iterator[RuleFinding]:
    """Yield what is wrong with rows: not told, missing, twice, empty, and answers that do not go with their evidence.

    `rule` is the id under which they are reported.
    """
    form = standing.form
    if form.unmatched:
        yield RuleFinding(
            rule,
            Severity.NOTE,
            f"{counted(len(form.unmatched), 'row')} of the table could not be told: the words fit no criterion of the "
            "framework, or several. What stands there is left out of account.",
            "Use the framework's words for each criterion, and name its level.",
            tuple(row.quoted("what") for row in form.unmatched[:SHOWN]),
            determined=False,
        )
    for one, other in form.differing:
        yield RuleFinding(
            rule,
            Severity.SHOULD_FIX,
            "One criterion stands in the table twice, once as met and once as not met.",
            "Keep one of the two rows.",
            (one.quoted("what", "level", "said"), other.quoted("what", "level", "said")),
        )
    yield from _without_answer(rule, standing)
    for criterion in standing.criteria:
        row = form.rows.get(criterion.id)
        if row is not None:
            yield from _of_row(rule, standing, criterion, row)
    yield from _of_several(rule, standing)


def _without_answer(rule: str, standing: Standing) -> Iterator[RuleFinding]:
    """Yield which criteria up to the level sought have no answer, or no row."""
    form = standing.form
    answered = [form.level(each) for each in standing.criteria if form.said(each) is not Said.NOTHING]
    highest = standing.target or max(answered, default=standing.last)
    wanted = [each for each in standing.criteria if form.level(each) <= highest]
    empty = [each for each in wanted if each.id in form.rows and form.said(each) is Said.NOTHING]
    if empty:
        yield RuleFinding(
            rule,
            Severity.SHOULD_FIX,
            f"Up to {standing.level(highest)}, {are(len(empty))} not answered: {standing.titles(empty)}.",
            "Say of each whether it is met; if not, how and by when it will be.",
            standing.quoted(empty),
        )
    missing = [each for each in wanted if each.id not in form.rows]
    if missing:
        unsure = not standing.matter.submission.receipt.complete or bool(form.unmatched)
        yield RuleFinding(
            rule,
            Severity.NOTE if unsure else Severity.SHOULD_FIX,
            f"Up to {standing.level(highest)}, {are(len(missing))} not in the table: {standing.titles(missing)}."
            + (" They may stand in what could not be read or told." if unsure else ""),
            "Add a row for each of them.",
            determined=not unsure,
        )


def _of_row(rule: str, standing: Standing, criterion: LevelCriterion, row: Row) -> Iterator[RuleFinding]:
    """Yield what is wrong with the answer to one criterion."""
    text, cited = standing.form.texts[criterion.id], standing.cited(criterion)
    other = differs(row.cell("what"), text)
    if other:
        yield RuleFinding(
            rule,
            Severity.SHOULD_FIX,
            f"The table has a criterion with {other}%, but the framework says: “{text}” ({cited}).",
            "Correct the criterion, and answer it as the framework has it.",
            (row.quoted("what"),),
        )
    wanted = threshold(standing.matter.framework, criterion)
    reached, share = standing.reached(criterion)
    asked = f"{wanted.percent.normalize():f}% of {wanted.of}" if wanted else ""
    if criterion.id in standing.fallen_short:
        against = (
            f"its evidence gives {share}; the framework asks for {asked}" if share else "its evidence says otherwise"
        )
        yield RuleFinding(
            rule,
            Severity.MUST_FIX,
            f"{standing.title(criterion)} is claimed as met, but {against} ({cited}).",
            "Correct the answer, or the evidence. If it is not met yet, say how and by when it will be.",
            (row.quoted("what"), row.quoted("said", "why", words=share.words if share else standing.denial(criterion))),
        )
    elif share and reached is Reached.YES and row.said in {Said.NO, Said.PARTLY}:
        yield RuleFinding(
            rule,
            Severity.NOTE,
            f"{standing.title(criterion)} is not claimed as met, but its evidence gives {share}, which reaches "
            f"the {asked} that the framework asks for ({cited}).",
            "Check whether it is met after all.",
            (row.quoted("said", "why", words=share.words),),
        )


def _of_several(rule: str, standing: Standing) -> Iterator[RuleFinding]:
    """Yield claims without evidence, claims whose figures cannot be compared, and exceptions that there are not."""
    form, framework = standing.form, standing.matter.framework
    claimed = [each for each in standing.criteria if standing.met(each) or standing.untold(each)]
    bare = [each for each in claimed if not shown(form.rows[each.id].why)]
    vague = [
        each
        for each in claimed
        if each not in bare and threshold(framework, each) and standing.reached(each)[0] is Reached.UNTOLD
    ]
    excepted = [each for each in standing.criteria if form.said(each) is Said.NOT_APPLICABLE]
    yield from _several(
        RuleFinding(
            rule,
            Severity.SHOULD_FIX,
            "claimed as met without evidence",
            "Give the evidence for each: the figures, the dates, the minutes.",
        ),
        standing,
        bare,
    )
    yield from _several(
        RuleFinding(
            rule,
            Severity.NOTE,
            "claimed as met with evidence that gives no share of practices which could be compared with the threshold",
            "State for each how many of how many practices it is.",
            determined=False,
        ),
        standing,
        vague,
    )
    yield from _several(
        RuleFinding(
            rule,
            Severity.NOTE,
            "called not applicable and counted as not met, as the framework has no such exception",
            "Say why, and ask the committee whether it agrees.",
        ),
        standing,
        excepted,
    )


def _several(fault: RuleFinding, standing: Standing, criteria: Sequence[LevelCriterion]) -> Iterator[RuleFinding]:
    """Yield one finding on all criteria that have a fault, if any has."""
    if criteria:
        what = f"{are(len(criteria))} {fault.what}: {standing.titles(criteria)}."
        evidence = standing.quoted(criteria, "why")
        yield RuleFinding(fault.rule, fault.severity, what, fault.action, evidence, fault.determined)
