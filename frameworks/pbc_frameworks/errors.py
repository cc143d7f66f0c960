"""What can go wrong with the files people write, said for the person reading it.

PbcgovError                 the base: the command line catches this and nothing else
├── DefinitionError         a framework, concept, profile or register file is wrong: file, line, what, what to do
├── UnknownNameError        an id that nothing has: what was asked for, and the choices
└── OutputError             a file could not be written (raised by the app only)
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


class PbcgovError(Exception):
    """Something the user can put right; `str()` is the message to print."""


class DefinitionError(PbcgovError):
    """A file a person writes is wrong; `problems` holds a line for each, with file, line, what is wrong, what to do."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))

    @classmethod
    def at(cls, path: Path, line: int, message: str) -> DefinitionError:
        """Return an error with one problem at a line (counted from 1) of a file."""
        return cls([f"{path}:{line}: {message}"])


class UnknownNameError(PbcgovError):
    """A name that nothing has; the message lists what there is, and what else may help."""

    def __init__(self, kind: str, name: str, choices: Iterable[str], hint: str = "") -> None:
        listed = ", ".join(sorted(choices)) or "none"
        super().__init__(f"There is no {kind} '{name}'. Choose one of: {listed}. {hint}".strip())


class OutputError(PbcgovError):
    """A file could not be written; nothing was left half-written."""
