"""What came of checking a house template: its placeholders, its styles, what is wrong, and how the trial went."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How grave something is: WRONG has to be put right, WARNING may stay."""

    WRONG = "wrong"
    WARNING = "warning"


class Status(StrEnum):
    """What can be said of a placeholder."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    BADLY_WRITTEN = "badly-written"
    MISPLACED = "misplaced"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to put right or to look at: `check` names the rule; `place` is where, or empty for the whole file."""

    level: Level
    check: str
    place: str
    said: str
    action: str


@dataclass(frozen=True, slots=True)
class Use:
    """One placeholder as it stands in the template, and where."""

    written: str
    place: str
    status: Status


class Trial(StrEnum):
    """How the trial went."""

    WORKED = "worked"
    REFUSED = "refused"
    NOT_MADE = "not-made"


@dataclass(frozen=True, slots=True)
class HouseCheck:
    """Everything found in one template.

    `own` are the styles that it defines itself, `added` those that documents get from the product's template.
    `trial_said` is why the trial was refused or not made, and empty where it worked.
    """

    name: str
    sha256: str
    uses: tuple[Use, ...]
    own: tuple[str, ...]
    added: tuple[str, ...]
    findings: tuple[Finding, ...]
    trial: Trial
    trial_said: str

    def at(self, level: Level) -> tuple[Finding, ...]:
        """Return the findings of one level."""
        return tuple(finding for finding in self.findings if finding.level is level)

    @property
    def usable(self) -> bool:
        """Return whether nothing has to be put right."""
        return not self.at(Level.WRONG) and self.trial is Trial.WORKED
