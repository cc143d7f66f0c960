"""What a submission says of one concept: how far it is evidenced, by which passages, and what speaks against it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from pbc_checks.evidence.passages import Passage
from pbc_checks.evidence.specificity import Specific
from pbc_frameworks.concepts import Concept


class Level(IntEnum):
    """How far a concept is evidenced."""

    NOTHING = 0
    PARTIAL = 1
    MET = 2


@dataclass(frozen=True, slots=True)
class Match:
    """A passage that bears on a concept, and what carries it: the words found in it, and its details."""

    passage: Passage
    weight: float
    words: tuple[str, ...]
    specifics: tuple[Specific, ...]
    headed: bool
    note: str = ""  # why it counts for less than it might; a clause of why.py


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A passage that came close, and why it does not count."""

    passage: Passage
    why: str  # a clause of why.py
    closeness: float = 0.0
    guidance: bool = False


@dataclass(frozen=True, slots=True)
class ConceptResult:
    """What a submission says of a concept: its level, the matches best first, and what speaks against it."""

    concept: Concept
    level: Level
    matches: tuple[Match, ...]
    denials: tuple[NearMiss, ...]
    placeholders: tuple[NearMiss, ...]
    near: tuple[NearMiss, ...]
    lacking: str = ""  # what keeps a partial from being met; a clause of why.py
    aspects: tuple[str, ...] = ()
    answered: bool = False  # whether anything but guidance and placeholders stands under a fitting heading

    @property
    def weight(self) -> float:
        """Return the weight of the best match."""
        return max((match.weight for match in self.matches), default=0.0)
