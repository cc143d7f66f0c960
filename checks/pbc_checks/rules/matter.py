"""What a rule looks at, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pbc_checks.evidence.indexed import View
from pbc_checks.evidence.passages import NEVER_EVIDENCE, sentences
from pbc_checks.evidence.quotation import shortened
from pbc_checks.findings import Evidence, RuleFinding
from pbc_checks.submission import Block, BlockKind, Submission
from pbc_frameworks.model import Framework, SubmissionDefinition


@dataclass(frozen=True)
class Matter:
    """A submission as one kind of document of a framework; `submitted` is the day it came in, where that is known."""

    view: View
    framework: Framework
    definition: SubmissionDefinition
    submitted: date | None = None

    @property
    def submission(self) -> Submission:
        """Return the submission as it was read."""
        return self.view.submission

    @cached_property
    def running(self) -> tuple[Block, ...]:
        """Return the blocks of the submission's own running text: no headings, comments, headers and footers."""
        return tuple(
            block
            for block in self.submission.blocks
            if block.kind not in NEVER_EVIDENCE and block.kind is not BlockKind.HEADING and not block.guidance
        )

    @cached_property
    def tables(self) -> tuple[tuple[Block, ...], ...]:
        """Return the rows of each table, in their order."""
        found: dict[tuple[int | None, int | None], list[Block]] = {}
        for block in self.submission.blocks:
            if block.kind is BlockKind.TABLE_ROW:
                found.setdefault((block.place.page, block.place.table), []).append(block)
        return tuple(tuple(rows) for rows in found.values())

    def cite(self, name: str) -> str:
        """Return where the framework's source gives a parameter."""
        return self.framework.source.cite(self.framework.parameters[name].source)


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of rule. `looks_at`, `example` and `limits` are sentences for the catalogue."""

    id: str
    title: str
    looks_at: str
    example: str
    limits: str
    find: Callable[[Matter], Iterator[RuleFinding]]


def evidence(block: Block, words: str = "") -> Evidence:
    """Return a quotation of a block: the sentence that has some words, or what it begins with."""
    sentence = next((each for each in sentences(block.text) if words and words in each), block.text)
    quoted = shortened(sentence)
    return Evidence(quoted if quoted in block.text else words or block.text[:200], str(block.place))
