"""What a rule looks at, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, wraps
from typing import Any, TypeVar

from pbc_checks.circumstances import NOTHING_KNOWN, Circumstances
from pbc_checks.evidence.indexed import View
from pbc_checks.evidence.passages import NEVER_EVIDENCE, sentences
from pbc_checks.evidence.quotation import shortened
from pbc_checks.findings import Evidence, RuleFinding
from pbc_checks.rules.tables import Table
from pbc_checks.submission import Block, BlockKind, Submission
from pbc_frameworks.model import Framework, SubmissionDefinition
from pbc_frameworks.profile import Profile
from pbc_frameworks.register.model import Register

_Read = TypeVar("_Read")

PROPOSALS = ("business-case", "service-development", "efficiency-gains")
PLANS = ("commissioning-plan",)
AGREEMENTS = ("agreement", "agreement-clauses")
LEVEL_ASSESSMENTS = ("level-assessment",)
SELF_ASSESSMENTS = ("self-assessment",)
BUDGET_STATEMENTS = ("indicative-budget-statement",)
"""Kinds of document by what they are for: what a rule may look at."""


@dataclass(frozen=True, eq=False)
class Matter:
    """A submission as one kind of document of a framework, with what is known beside its file.

    `framework` has the PCT's own figures where a profile sets them.
    """

    view: View
    framework: Framework
    definition: SubmissionDefinition
    circumstances: Circumstances = NOTHING_KNOWN
    _readings: dict[Callable[[Matter], Any], Any] = field(default_factory=dict, init=False)

    @property
    def submission(self) -> Submission:
        """Return the submission as it was read."""
        return self.view.submission

    @property
    def submitted(self) -> date | None:
        """Return the day on which the submission came in, where that is known."""
        return self.circumstances.submitted

    @property
    def profile(self) -> Profile | None:
        """Return the PCT's own details, where they are known."""
        return self.circumstances.profile

    @property
    def register(self) -> Register | None:
        """Return the PCT's register of interests, where it is known."""
        return self.circumstances.register

    @cached_property
    def running(self) -> tuple[Block, ...]:
        """Return the blocks of the submission's own running text: no headings, comments, headers and footers."""
        return tuple(
            block
            for block in self.submission.blocks
            if block.kind not in NEVER_EVIDENCE and block.kind is not BlockKind.HEADING and not block.guidance
        )

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Return the tables, in their order."""
        found: dict[tuple[int | None, int | None], list[Block]] = {}
        for block in self.submission.blocks:
            if block.kind is BlockKind.TABLE_ROW:
                found.setdefault((block.place.page, block.place.table), []).append(block)
        return tuple(Table(tuple(rows)) for rows in found.values())

    def cite(self, name: str) -> str:
        """Return where the framework's source gives a parameter; of a figure that the PCT has set, what it has there.

        It stands in brackets behind the figure.
        """
        figure = self.framework.parameters[name]
        cited = self.framework.source.cite(figure.source)
        if figure.varied_from is None:
            return cited
        return f"the PCT's own figure; the framework has {figure.printed(figure.varied_from)}: {cited}"

    def set_by(self, name: str) -> str:
        """Return who has set a parameter: `the framework`, or `the PCT` where it has varied it."""
        return "the framework" if self.framework.parameters[name].varied_from is None else "the PCT"


def once(reading: Callable[[Matter], _Read]) -> Callable[[Matter], _Read]:
    """Return a reading of a submission that is made once, however many rules ask for it. It returns no iterator."""

    @wraps(reading)
    def read(matter: Matter) -> _Read:
        if reading not in matter._readings:
            matter._readings[reading] = reading(matter)
        found: _Read = matter._readings[reading]
        return found

    return read


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of rule. `looks_at`, `example` and `limits` are sentences for the catalogue.

    `of` are the kinds of document that it looks at; every kind where it is empty.
    """

    id: str
    title: str
    looks_at: str
    example: str
    limits: str
    find: Callable[[Matter], Iterator[RuleFinding]]
    of: tuple[str, ...] = ()


def evidence(block: Block, words: str = "") -> Evidence:
    """Return a quotation of a block: the sentence that has some words, or what it begins with."""
    sentence = next((each for each in sentences(block.text) if words and words in each), block.text)
    quoted = shortened(sentence)
    return Evidence(quoted if quoted in block.text else words or block.text[:200], str(block.place))
