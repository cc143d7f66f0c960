"""What a self-assessment's answers come to: which criteria are met, which may be, and by when the others will be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from pbc_checks.findings import Evidence
from pbc_checks.report.wording import listed
from pbc_checks.rules.assessments.answer_rows import Row
from pbc_checks.rules.assessments.answers import Said, denied
from pbc_checks.rules.assessments.level_figures import Reached, compared, threshold
from pbc_checks.rules.assessments.level_form import LevelForm, filled
from pbc_checks.rules.assessments.shares import Share, shares
from pbc_checks.rules.matter import Matter
from pbc_checks.rules.spans import Span, spans
from pbc_frameworks.model import LevelCriterion, Objective

CRITERIA, TIME = "gateway-criteria", "gateway-time"
"""The figures of the gateway's rule, by the framework's names."""

SHOWN = 3
"""How many rows are quoted beside a finding on several."""

_TITLE_WORDS = 9
_MOST_TITLES = 5


@dataclass(frozen=True)
class Standing:
    """A self-assessment that is filled in, and what follows from it. Levels are counted from 1."""

    matter: Matter
    form: LevelForm

    @property
    def criteria(self) -> tuple[LevelCriterion, ...]:
        """Return all criteria of the framework."""
        return self.form.levels.criteria

    @property
    def objectives(self) -> tuple[Objective, ...]:
        """Return the objectives that the criteria serve."""
        return self.form.levels.objectives

    @property
    def last(self) -> int:
        """Return the highest level."""
        return len(self.form.levels.levels)

    @property
    def target(self) -> int | None:
        """Return the level sought: what the form says, or the one after the level that the group is at."""
        now = self.form.now
        return self.form.sought or (now + 1 if now and now < self.last else None)

    @property
    def needed(self) -> int:
        """Return how many criteria of each objective the gateway asks for."""
        return int(self.matter.framework.parameters[CRITERIA].value)

    @property
    def rule(self) -> str:
        """Return the gateway's rule as the framework has it, with its source."""
        introduction = self.form.levels.introduction
        statement = next((each for each in introduction if f"parameter.{CRITERIA}" in each.text), introduction[0])
        cited = self.matter.framework.source.cite(statement.source)
        return f"“{filled(self.matter.framework, statement.text)}” ({cited})"

    @cached_property
    def fallen_short(self) -> frozenset[str]:
        """Return the criteria, by id, that are claimed as met and by their own evidence are not."""
        return frozenset(
            each.id
            for each in self.criteria
            if self.form.said(each) is Said.YES and (self.reached(each)[0] is Reached.NO or self.denial(each))
        )

    def met(self, criterion: LevelCriterion) -> bool:
        """Return whether a criterion is claimed as met and its evidence does not say otherwise or leave it open."""
        claimed = self.form.said(criterion) is Said.YES and criterion.id not in self.fallen_short
        return claimed and not self.untold(criterion)

    def untold(self, criterion: LevelCriterion) -> bool:
        """Return whether a claim has a share as evidence that cannot be compared with the criterion's threshold."""
        row = self.form.rows.get(criterion.id)
        if row is None or self.form.said(criterion) is not Said.YES or criterion.id in self.fallen_short:
            return False
        wanted = threshold(self.matter.framework, criterion)
        return wanted is not None and self.reached(criterion)[0] is Reached.UNTOLD and any(shares(row.why))

    def open(self, criterion: LevelCriterion) -> bool:
        """Return whether nothing can be told of a criterion: no answer, neither yes nor no, or not by its evidence."""
        return self.form.said(criterion) in {Said.NOTHING, Said.UNCLEAR} or self.untold(criterion)

    def possible(self, objective: Objective, lowest: int, highest: int) -> int:
        """Return how many criteria of an objective are met from one level to another, or may be."""
        return sum(self.met(each) or self.open(each) for each in self.form.of(objective.id, lowest, highest))

    def met_of(self, objective: Objective, lowest: int, highest: int) -> int:
        """Return how many criteria of an objective are met from one level to another."""
        return sum(map(self.met, self.form.of(objective.id, lowest, highest)))

    def reached(self, criterion: LevelCriterion) -> tuple[Reached, Share | None]:
        """Return whether the evidence reaches a criterion's threshold, and by which share; untold without one."""
        row, wanted = self.form.rows.get(criterion.id), threshold(self.matter.framework, criterion)
        return compared(row.why, wanted) if row and wanted else (Reached.UNTOLD, None)

    def denial(self, criterion: LevelCriterion) -> str:
        """Return the words by which the evidence says that a criterion is not met yet; empty without such words."""
        row = self.form.rows.get(criterion.id)
        # Of what practices no longer do, "has not been done" is the proof.
        return denied(row.why) if row and "no longer" not in criterion.text else ""

    def due(self, criterion: LevelCriterion) -> Span | None:
        """Return the days by which a criterion is to be met: of its column, or else the last one in its evidence."""
        row = self.form.rows.get(criterion.id)
        if row is None or self.open(criterion):
            return None
        found = spans(row.cell("due")) or spans(row.why)
        return max(found, key=lambda span: span.last, default=None)

    def cited(self, criterion: LevelCriterion) -> str:
        """Return where the framework's source has a criterion."""
        return self.matter.framework.source.cite(criterion.source)

    def level(self, number: int) -> str:
        """Return the title of a level."""
        return self.form.levels.levels[number - 1].title

    def title(self, criterion: LevelCriterion) -> str:
        """Return the beginning of a criterion, in quotation marks."""
        words = self.form.texts[criterion.id].rstrip(".").split()
        return f"“{' '.join(words[:_TITLE_WORDS])}{' …' if len(words) > _TITLE_WORDS else ''}”"

    def titles(self, criteria: Sequence[LevelCriterion]) -> str:
        """Return the beginnings of some criteria; of many, of the first few."""
        shown = [self.title(each) for each in criteria[:_MOST_TITLES]]
        more = len(criteria) - len(shown)
        return listed([*shown, f"{more} more"] if more else shown)

    def quoted(self, criteria: Iterable[LevelCriterion], *cells: str) -> tuple[Evidence, ...]:
        """Return quotations of the rows of some criteria, a few at most."""
        found: list[Row] = [self.form.rows[each.id] for each in criteria if each.id in self.form.rows]
        return tuple(row.quoted("what", "level", "said", *cells) for row in found[:SHOWN])


def are(number: int) -> str:
    """Return "1 criterion is" or "3 criteria are"."""
    return "1 criterion is" if number == 1 else f"{number} criteria are"
