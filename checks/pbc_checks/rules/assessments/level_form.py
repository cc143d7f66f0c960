"""A group's self-assessment against the levels, as filled in: the row of each criterion, and what its head says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pbc_checks.rules.assessments.answer_rows import Row, assessed, rows
from pbc_checks.rules.assessments.answers import Said
from pbc_checks.rules.assessments.level_names import NOW, SOUGHT, level_above, level_in_cell, level_named
from pbc_checks.rules.assessments.likeness import likest
from pbc_checks.rules.matter import Matter
from pbc_checks.rules.spans import Span
from pbc_checks.submission import Block, BlockKind
from pbc_frameworks.model import Framework, LevelCriterion, Levels
from pbc_frameworks.names import NAME_IN_TEXT

_COLUMNS = {
    "what": re.compile(r"criteri|standard|requirement|indicator|measure|what is asked", re.IGNORECASE),
    "level": re.compile(r"\blevel\b", re.IGNORECASE),
    "objective": re.compile(r"objective|domain|theme", re.IGNORECASE),
    "due": re.compile(r"\bwhen\b|\bdate\b|deadline|timescale|\bdue\b|\bplan", re.IGNORECASE),
    "said": re.compile(
        r"\bmet\b|achiev|in place|\by\s?/\s?n\b|\byes\b|status|done|complete|assess|\brag\b", re.IGNORECASE
    ),
    "why": re.compile(r"evidence|comment|note|detail|explan|narrative|\bhow\b|support|position", re.IGNORECASE),
}
_OF_THE_FORM = re.compile(r"Source: |Type your answer")
_NUMBERING = re.compile(r"^\d+(?:\.\d+)*\.? ")
_PLANS = re.compile(r"remaining criteria|plans? for|action plan|\bby when\b|what is still to be done", re.IGNORECASE)


@dataclass(frozen=True)
class LevelForm:
    """What a self-assessment says. Levels are counted from 1; None where it does not say, or says several.

    `rows` has the row of each criterion that stands in it, by the criterion's id. `unmatched` are rows that could not
    be told, `differing` criteria answered twice, once met and once not. `plans` says that it has words on how the
    remaining criteria will be met beside the table.
    """

    levels: Levels
    texts: Mapping[str, str]
    rows: Mapping[str, Row]
    unmatched: tuple[Row, ...]
    differing: tuple[tuple[Row, Row], ...]
    now: int | None
    sought: int | None
    claim: Block | None
    assessed: Span | None
    plans: bool

    def said(self, criterion: LevelCriterion) -> Said:
        """Return what is said of a criterion; nothing where it does not stand in the form."""
        row = self.rows.get(criterion.id)
        return row.said if row else Said.NOTHING

    def level(self, criterion: LevelCriterion) -> int:
        """Return the level of a criterion, from 1."""
        return [level.id for level in self.levels.levels].index(criterion.level) + 1

    def of(self, objective: str, lowest: int, highest: int) -> list[LevelCriterion]:
        """Return the criteria of an objective from one level to another."""
        return [
            each
            for each in self.levels.criteria
            if each.objective == objective and lowest <= self.level(each) <= highest
        ]

    @property
    def blank(self) -> bool:
        """Return whether nothing stands in any row of it."""
        return not any(row.said is not Said.NOTHING or row.why or row.cell("due") for row in self.rows.values())


def level_form(matter: Matter, levels: Levels) -> LevelForm | None:
    """Return what a self-assessment says; None where it has no table with a row of any criterion."""
    texts = {each.id: filled(matter.framework, each.text) for each in levels.criteria}
    found: dict[str, Row] = {}
    unmatched: list[tuple[int | None, Row]] = []
    differing = []
    inside: list[str] = []
    table: int | None = None
    tables = set()
    for row in rows(matter.submission, _COLUMNS, (("what",), ("said",))):
        if row.block.place.table != table:
            inside, table = [], row.block.place.table
        criterion = _criterion(row, levels, texts, inside)
        if criterion is None:
            if row.alone:
                inside = [row.alone, *inside[:1]]
            elif row.cell("what"):
                unmatched.append((table, row))
            continue
        tables.add(table)
        before = found.setdefault(criterion, row)
        if before is not row and before.said is Said.NOTHING:
            found[criterion] = row
        elif {before.said, row.said} == {Said.YES, Said.NO}:
            differing.append((before, row))
    if not found:
        return None
    now, claim = level_named(matter, "level-now", NOW, len(levels.levels))
    sought, _ = level_named(matter, "level-sought", SOUGHT, len(levels.levels))
    return LevelForm(
        levels=levels,
        texts=texts,
        rows=found,
        unmatched=tuple(row for where, row in unmatched if where in tables),
        differing=tuple(differing),
        now=now,
        sought=sought,
        claim=claim,
        assessed=assessed(matter, "date-assessed"),
        plans=_plans(matter),
    )


def filled(framework: Framework, text: str) -> str:
    """Return a text of a definition with the framework's figures and the titles of its bodies in it."""
    known = {f"parameter.{name}": str(each) for name, each in framework.parameters.items()}
    known |= {f"body.{body.id}": body.title for body in framework.bodies}
    return NAME_IN_TEXT.sub(lambda name: known.get(name[1], name[1]), text)


def _criterion(row: Row, levels: Levels, texts: Mapping[str, str], inside: Sequence[str]) -> str | None:
    """Return the id of the criterion that a row repeats.

    Its own cells narrow down which it may be. Headings do so only where the words alone leave several.
    """
    what = row.cell("what")
    if not what:
        return None
    above = (*inside, *reversed(row.block.headings))
    level, objective = level_in_cell(row.cell("level")), _objective((row.cell("objective"),), levels)
    found = likest(what, _choice(levels, texts, level, objective))
    if found is None:
        level = level or level_above(above)
        found = likest(what, _choice(levels, texts, level, objective or _objective(above, levels)))
    return found


def _choice(levels: Levels, texts: Mapping[str, str], level: int | None, objective: str | None) -> dict[str, str]:
    wanted = levels.levels[level - 1].id if level and level <= len(levels.levels) else None
    return {
        each.id: texts[each.id]
        for each in levels.criteria
        if wanted in {None, each.level} and objective in {None, each.objective}
    }


def _objective(texts: Sequence[str], levels: Levels) -> str | None:
    known = {each.id: each.title for each in levels.objectives}
    return next(filter(None, (likest(text, known) for text in texts if text)), None)


def _plans(matter: Matter) -> bool:
    """Return whether something is said on how the remaining criteria will be met, beside the table."""
    document = matter.framework.documents.get(matter.definition.kind)
    questions = [each for part in document.parts for each in part.questions] if document else []
    if any(matter.submission.answers.get(each.id) for each in questions):
        return True
    own = {filled(matter.framework, words) for each in questions for words in (each.title, each.prompt, each.guidance)}
    return any(
        block.kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}
        and _PLANS.search(block.headings[-1] if block.headings else "") is not None
        and not _OF_THE_FORM.match(block.text)
        and _NUMBERING.sub("", block.text) not in own
        for block in matter.running
    )
