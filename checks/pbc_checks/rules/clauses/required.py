"""What a framework's agreement says: its clauses in the words that a document is compared with."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pbc_checks.evidence.passages import sentences
from pbc_checks.rules.clauses.words import GAP, Language, telling
from pbc_frameworks.model import Clause, Framework
from pbc_frameworks.phrasing import Phrasing
from pbc_frameworks.profile import Profile
from pbc_generator.compose.context import clause_numbers, context
from pbc_generator.compose.text import Writer
from pbc_generator.document import Text

_ENDS = (".", ":", "?")
_FEWEST_WORDS = 4  # of a sentence that is a piece by itself


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence or an item of a clause: its text, its words in one form, and the stems that tell what it is about.

    `looks_for` are the groups of phrasings by which an item is known in other words, if its definition has any.
    """

    text: str
    words: tuple[str, ...]
    telling: frozenset[str]
    is_item: bool = False
    looks_for: tuple[tuple[Phrasing, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Required:
    """A clause that an agreement has to have: its number in the framework's own agreement, heading and pieces."""

    clause: Clause
    number: str
    heading: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Return the clause as a report quotes it."""
        said = self.pieces[0].text
        for before, piece in pairwise(self.pieces):
            said += f"{' ' if before.text.endswith(_ENDS) else '; '}{piece.text}"
        return said.replace(GAP, "…")

    @property
    def name(self) -> str:
        """Return how a report names the clause: `clause 7.1 (Freed-up resources)`."""
        return f"clause {self.number} ({self.heading})"


def required(framework: Framework, language: Language) -> tuple[Required, ...]:
    """Return the clauses of a framework's agreement, in their order, with its figures as they stand for the PCT."""
    if framework.agreement is None:
        return ()
    values = context(framework, Profile(framework.id)).writer.values
    own = {f"parameter.{name}": Text(str(parameter)) for name, parameter in framework.parameters.items()}
    writer = Writer({**values, **own})
    numbers = clause_numbers(framework)
    return tuple(
        Required(clause, numbers[clause.id], group.title, tuple(_pieces(clause, writer, language)))
        for group in framework.agreement.groups
        for clause in group.clauses
    )


def weights(clauses: tuple[Required, ...]) -> Mapping[str, float]:
    """Return how much each stem tells: the fewer clauses have it, the more."""
    having = Counter(
        stem for clause in clauses for stem in frozenset().union(*(piece.telling for piece in clause.pieces))
    )
    return {stem: math.log(1 + len(clauses) / count) for stem, count in having.items()}


def _pieces(clause: Clause, writer: Writer, language: Language) -> Iterator[Piece]:
    """Yield the sentences and items of a clause; who does it all ("The PCT:") goes with the first item."""
    texts: list[tuple[str, bool, tuple[tuple[Phrasing, ...], ...]]]
    texts = [(text, False, ()) for text in _sentences(clause.text, writer)]
    for item, looks_for in zip(clause.items, clause.items_look_for, strict=True):
        texts += [(text, True, looks_for) for text in _sentences(item, writer)]
    opening = texts[0][0]
    if len(texts) > 1 and opening.endswith(":") and len(opening.split()) < _FEWEST_WORDS:
        text, is_item, looks_for = texts[1]
        texts[:2] = [(f"{opening} {text}", is_item, looks_for)]
    for text, is_item, looks_for in texts:
        words = language.words(text)
        yield Piece(text, words, telling(words), is_item, looks_for)


def _sentences(template: str, writer: Writer) -> Sequence[str]:
    return sentences("".join(run.text if isinstance(run, Text) else GAP for run in writer.runs(template)))
