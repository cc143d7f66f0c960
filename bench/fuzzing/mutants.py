"""Mutants: real files with damage done to them, each told by a file, a seed and a list of what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from random import Random

from fuzzing import by_bytes, by_pdf, by_text, by_xml, by_zip
from fuzzing.by_bytes import Damage

_BY_ENDING: dict[str, tuple[tuple[Damage, ...], ...]] = {
    ".docx": (by_xml.DAMAGE, by_xml.DAMAGE, by_xml.DAMAGE, by_zip.DAMAGE, by_bytes.DAMAGE),
    ".xlsx": (by_xml.DAMAGE, by_xml.DAMAGE, by_xml.DAMAGE, by_zip.DAMAGE, by_bytes.DAMAGE),
    ".pdf": (by_pdf.DAMAGE, by_pdf.DAMAGE, by_pdf.DAMAGE, by_bytes.DAMAGE),
    ".csv": (by_text.DAMAGE, by_text.DAMAGE, by_bytes.DAMAGE),
    ".md": (by_text.DAMAGE, by_text.DAMAGE, by_bytes.DAMAGE),
    ".txt": (by_text.DAMAGE, by_text.DAMAGE, by_bytes.DAMAGE),
}
ENDINGS = tuple(_BY_ENDING)
LARGEST = 8_000_000  # bytes of a mutant: more only takes time


@dataclass(frozen=True, slots=True)
class Step:
    """One kind of damage, and the seed of the chances it takes."""

    damage: Damage
    seed: int

    @property
    def kind(self) -> str:
        """Return what is done in two words: `by_xml.nest`."""
        return f"{self.damage.__module__.rsplit('.', 1)[-1]}.{self.damage.__name__}"

    def __str__(self) -> str:
        """Return the kind and the seed."""
        return f"{self.kind} {self.seed}"


@dataclass(frozen=True, slots=True)
class Mutant:
    """A file's name, and what is done to it, in order."""

    name: str
    steps: tuple[Step, ...]

    def made(self, data: bytes) -> bytes:
        """Return the damaged file; damage that cannot be done (any more) is left out."""
        for step in self.steps:
            try:
                changed = step.damage(data, Random(step.seed))
            except ValueError:
                continue
            data = changed if changed and len(changed) <= LARGEST else data
        return data

    def smaller(self) -> Sequence[Mutant]:
        """Return the mutants that have one kind of damage less."""
        return [
            replace(self, steps=self.steps[:place] + self.steps[place + 1 :])
            for place in range(len(self.steps))
            if len(self.steps) > 1
        ]


def mutant(name: str, seed: int) -> Mutant:
    """Return the mutant of a file that a seed stands for."""
    random = Random(seed)
    kinds = _BY_ENDING[PurePath(name).suffix.lower()]
    count = random.choice((1, 1, 1, 2, 3))
    return Mutant(name, tuple(Step(random.choice(random.choice(kinds)), random.getrandbits(32)) for _ in range(count)))
