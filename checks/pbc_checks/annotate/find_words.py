"""Quoted words found again in a file whose text breaks and folds otherwise than the quotation does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pbc_checks.read.assemble import fold


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it reads; `places` are the place, in the text as it stands, of each of its characters."""

    text: str
    places: tuple[int, ...]

    def find(self, words: str, start: int = 0) -> tuple[int, int] | None:
        """Return where some words begin and end in the text as it stands, or None where they do not stand there."""
        at = self.text.find(words, start)
        return (self.places[at], self.places[at + len(words) - 1] + 1) if words and at >= 0 else None


def folded(raw: str) -> Folded:
    """Return a text as `fold` does, with the place of each character."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(raw):
        read_as = " " if character.isspace() else fold(character)
        if read_as == " " and (not characters or characters[-1] == " "):
            continue
        characters += read_as
        places += [place] * len(read_as)
    if characters and characters[-1] == " ":
        characters.pop()
        places.pop()
    return Folded("".join(characters), tuple(places))


def pieces(quotation: str) -> Sequence[str]:
    """Return the parts of a quotation that stand in one place each: the cells of a row, the lines of a cell."""
    return [piece.strip() for line in quotation.split("\n") for piece in line.split(" | ") if piece.strip()]
