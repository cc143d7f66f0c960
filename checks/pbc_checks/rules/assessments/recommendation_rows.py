"""A self-assessment against recommendations, as filled in: the row of each, and what is said in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pbc_checks.rules.assessments.answer_rows import Row, rows
from pbc_checks.rules.assessments.answers import Said, denied, shown
from pbc_checks.rules.assessments.likeness import likeness, likest
from pbc_checks.rules.matter import Matter
from pbc_checks.rules.spans import Span, spans
from pbc_frameworks.model import Recommendation, Recommendations

_COLUMNS = {
    "number": re.compile(r"^\W*(?:rec(?:ommendation)?\.?\s)?(?:no|nr|number|ref)\b|^#$", re.IGNORECASE),
    "what": re.compile(r"recommend|\brecs?\b", re.IGNORECASE),
    "shows": re.compile(r"would show|expected|what to look for", re.IGNORECASE),
    "due": re.compile(r"\bwhen\b|\bdate\b|deadline|timescale|\bdue\b", re.IGNORECASE),
    "said": re.compile(
        r"\bdone\b|status|achiev|\bmet\b|\by\s?/\s?n\b|\byes\b|implement|complete|in place|\brag\b", re.IGNORECASE
    ),
    "why": re.compile(r"evidence|comment|note|detail|position|progress|narrative", re.IGNORECASE),
    "action": re.compile(r"action|next step|plan", re.IGNORECASE),
}
_NUMBER = re.compile(r"\W{0,20}(?:recommendation|rec|r|no)?\W{0,20}(\d{1,2})\b", re.IGNORECASE)
_FEWEST = 2  # rows with a number that make a table one of recommendations
_OWN_WORDS = 70.0  # of 100: as like the recommendation of its number as this, a row is on it
_LIKER = 20.0  # by so much more it has to be like another to be taken for a mistake


class State(StrEnum):
    """Where a recommendation stands, in the words of a summary."""

    SHOWN = "done with evidence"
    CLAIMED = "claimed as done without evidence"
    AGAINST = "claimed as done against what stands beside it"
    PARTLY = "done in part"
    NOT_DONE = "not done"
    NOT_APPLICABLE = "not applicable"
    UNCLEAR = "answered unclearly"
    UNANSWERED = "unanswered"
    MISSING = "not in the table"


@dataclass(frozen=True, slots=True)
class Answered:
    """A recommendation with its row; None where it is not in the table."""

    recommendation: Recommendation
    row: Row | None

    @property
    def number(self) -> int:
        """Return the number of the recommendation."""
        return self.recommendation.number

    @property
    def words(self) -> str:
        """Return what is said as evidence or action."""
        return "\n".join(filter(None, (self.row.why, self.row.cell("action")))) if self.row else ""

    @property
    def denial(self) -> str:
        """Return the words by which it says that it is still to be done; empty where any of it says else."""
        return denied(self.words, self.recommendation.evidence)

    @property
    def due(self) -> Span | None:
        """Return by when something will be done: by its column, or else the last date in the words."""
        found = (spans(self.row.cell("due")) if self.row else ()) or spans(self.words)
        return max(found, key=lambda span: span.last, default=None)

    @property
    def state(self) -> State:
        """Return where it stands, as the row says."""
        if self.row is None:
            return State.MISSING
        match self.row.said:
            case Said.YES:
                if self.denial:
                    return State.AGAINST
                return State.SHOWN if shown(self.words) else State.CLAIMED
            case Said.PARTLY:
                return State.PARTLY
            case Said.NO:
                return State.NOT_DONE
            case Said.NOT_APPLICABLE:
                return State.NOT_APPLICABLE
            case Said.UNCLEAR:
                return State.UNCLEAR
            case Said.NOTHING:
                return State.UNANSWERED


@dataclass(frozen=True, slots=True)
class SelfAssessment:
    """Every recommendation with what is said of it, by number.

    `unmatched` are rows that could not be told, `differing` those of a recommendation that is answered once yes and
    once no.
    """

    answers: tuple[Answered, ...]
    unmatched: tuple[Row, ...]
    differing: tuple[tuple[Row, Row], ...]

    @property
    def blank(self) -> bool:
        """Return whether nothing stands in any row of it."""
        return all(
            each.state in {State.UNANSWERED, State.MISSING} and not each.words and not each.due for each in self.answers
        )


def self_assessment(matter: Matter, known: Recommendations) -> SelfAssessment | None:
    """Return what a self-assessment says; None where it has no table of them."""
    recommendations = [each for group in known.groups for each in group.recommendations]
    texts = {str(each.number): each.text for each in recommendations}
    found: dict[str, Row] = {}
    unmatched: list[Row] = []
    differing = []
    for row in rows(matter.submission, _COLUMNS, (("what", "number"), ("said",))):
        number = _number(row, texts)
        if number is None:
            if not row.alone:
                unmatched.append(row)
            continue
        before = found.setdefault(number, row)
        if before is not row and before.said is Said.NOTHING:
            found[number] = row
        elif {before.said, row.said} == {Said.YES, Said.NO}:
            differing.append((before, row))
    if len(found) < _FEWEST:
        return None
    tables = {row.block.place.table for row in found.values()}
    return SelfAssessment(
        answers=tuple(Answered(each, found.get(str(each.number))) for each in recommendations),
        unmatched=tuple(row for row in unmatched if row.block.place.table in tables),
        differing=tuple(differing),
    )


def _number(row: Row, texts: Mapping[str, str]) -> str | None:
    """Return the number of the recommendation that a row is on: the one it gives, unless its words are another's."""
    what = row.cell("what")
    given = _NUMBER.fullmatch(row.cell("number").rstrip(" .)")) or _NUMBER.match(what)
    words = _NUMBER.sub("", what, count=1) if given and not row.cell("number") else what
    if given is None:
        return likest(words, texts) if words else None
    number = given[1]
    if number not in texts or not words.strip(" .):-"):
        return number if number in texts else None
    own = likeness(words, texts[number])
    other = likest(words, texts) if own < _OWN_WORDS else number
    return number if other in {None, number} or likeness(words, texts[other]) < own + _LIKER else None
