"""What a register of interests holds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from dateutil.relativedelta import relativedelta


@dataclass(frozen=True, slots=True)
class Interest:
    """One entry of the register; `until` is None while the interest lasts, `changed` unless it has changed.

    `relationship` says whose interest an indirect one is. `bodies` are ids of bodies on which the person sits,
    `services` words for what the interest touches. An entry with a reason in `withheld` is
    left out in public. `line` is where it stands in its file.
    """

    name: str
    role: str
    organisation: str
    type: str
    nature: str
    since: date
    declared: date
    action: str = ""
    until: date | None = None
    changed: date | None = None
    relationship: str = ""
    practice: str = ""
    bodies: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    withheld: str = ""
    line: int = field(default=0, compare=False)

    @property
    def indirect(self) -> bool:
        """Return whether the interest is somebody else's, close to the person."""
        return self.type == "indirect"


@dataclass(frozen=True, slots=True)
class NilReturn:
    """Somebody's statement that they have no interest to declare."""

    name: str
    role: str
    declared: date
    bodies: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Register:
    """A PCT's register of interests; `updated` is None until the PCT says when it was last brought up to date.

    `opened` is when the register began, if it is given: what arose before is declared in time from then. `withheld` is
    how many entries a public register leaves out.
    """

    updated: date | None
    interests: tuple[Interest, ...]
    nil_returns: tuple[NilReturn, ...]
    opened: date | None = None
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class RegisterTimes:
    """By when an interest is declared (days), how long an ended one stays public (months) and is kept (years)."""

    declare_days: int
    public_months: int
    kept_years: int

    def public_until(self, interest: Interest) -> date | None:
        """Return the last day on which an entry is public, or None while the interest lasts."""
        return interest.until + relativedelta(months=self.public_months) if interest.until else None

    def kept_until(self, interest: Interest) -> date | None:
        """Return the last day on which an entry is kept, or None while the interest lasts."""
        return interest.until + relativedelta(years=self.kept_years) if interest.until else None


def public_register(register: Register, times: RegisterTimes, on: date) -> Register:
    """Return what of a register is public on a day: no entry past its time, and of those withheld only their number."""
    current = [entry for entry in register.interests if (times.public_until(entry) or on) >= on]
    shown = tuple(entry for entry in current if not entry.withheld)
    return replace(register, interests=shown, withheld=len(current) - len(shown))
