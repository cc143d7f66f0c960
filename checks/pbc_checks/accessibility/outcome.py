"""What came of inspecting a file: each check with its outcome and places, and what only a person can judge."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pbc_checks.report.wording import counted


class Outcome(StrEnum):
    """The four outcomes of a check; only FAILED is a fault for certain."""

    PASSED = "passed"
    FAILED = "failed"
    LOOK = "look"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, slots=True)
class Check:
    """A check: what has to be so, what the things are called that it looks at, and what to do where it is not so."""

    id: str
    title: str
    thing: str
    action: str


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of one check on one file.

    `examined` is how many things were looked at, `places` where each that is wrong is found; `said` is what was found,
    and may be empty for a check that passed. `action` says what to do, and is empty unless something is to be done.
    """

    check: str
    title: str
    outcome: Outcome
    examined: int
    said: str
    places: tuple[str, ...]
    action: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """Something that no program can judge: what has to be so, and how a person finds out."""

    id: str
    title: str
    how: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """All results on one file in the order of the checks, and what a person has to judge in it.

    `format` is "docx" or "pdf", `size` is in bytes; `title` is the one the file has in its properties, or empty.
    """

    name: str
    format: str
    sha256: str
    size: int
    title: str
    results: tuple[Result, ...]
    judgements: tuple[Judgement, ...]

    def count(self, outcome: Outcome) -> int:
        """Return how many checks have this outcome."""
        return sum(result.outcome is outcome for result in self.results)

    @property
    def something_failed(self) -> bool:
        """Return whether any check failed."""
        return self.count(Outcome.FAILED) > 0


def inspection(
    name: str,
    data: bytes,
    file_format: str,
    title: str,
    results: Sequence[Result],
    judgements: Sequence[Judgement],
) -> Inspection:
    """Return the inspection of the file in `data`."""
    digest = hashlib.sha256(data).hexdigest()
    return Inspection(name, file_format, digest, len(data), title, tuple(results), tuple(judgements))


def passed(check: Check, said: str = "", examined: int = 1) -> Result:
    """Return that a check passed."""
    return Result(check.id, check.title, Outcome.PASSED, examined, said, (), "")


def failed(check: Check, said: str, examined: int = 1, places: Sequence[str] = ()) -> Result:
    """Return that a check failed."""
    return Result(check.id, check.title, Outcome.FAILED, examined, said, tuple(places), check.action)


def look(check: Check, said: str, examined: int = 1, places: Sequence[str] = ()) -> Result:
    """Return that a check found what may be right, and what a person should look at."""
    return Result(check.id, check.title, Outcome.LOOK, examined, said, tuple(places), check.action)


def not_applicable(check: Check, said: str) -> Result:
    """Return that a check does not apply, and why."""
    return Result(check.id, check.title, Outcome.NOT_APPLICABLE, 0, said, (), "")


def each(check: Check, examined: int, places: Sequence[str], *, certain: bool = True) -> Result:
    """Return the result of a check that looked at a number of things; `places` are those of the ones that are wrong.

    Without anything to look at it does not apply. Unless `certain`, what it found is for a person to look at.
    """
    if not examined:
        return not_applicable(check, f"there are no {check.thing}s")
    if not places:
        return passed(check, counted(examined, check.thing), examined)
    said = f"not so for {len(places):,} of {counted(examined, check.thing)}"
    return (failed if certain else look)(check, said, examined, places)


def quoted(text: str, longest: int = 60) -> str:
    """Return words in quotation marks, white space folded and cut to a length in characters."""
    folded = " ".join(text.split())
    return f'"{folded}"' if len(folded) <= longest else f'"{folded[: longest - 1].rstrip()}…"'
