"""What is wrong with a register: late declarations, people without an entry, entries past their time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from pbc_frameworks.register.model import Interest, Register, RegisterTimes

_NEEDS_A_LOOK = relativedelta(years=1)  # after which nobody has touched a register


class Severity(StrEnum):
    """How serious a remark is."""

    WRONG = "wrong"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has to be on the register: an office holder on a body, or a practice's lead."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be put right or known, about whom, and the line of the file where it stands (0 for the whole)."""

    severity: Severity
    line: int
    who: str
    text: str


def review(register: Register, times: RegisterTimes, on: date, people: Iterable[Person] = ()) -> list[Remark]:
    """Return the remarks on a register as it stands on a day, in the order of its lines; `people` have to be on it."""
    remarks = [
        *(remark for entry in register.interests for remark in _entry(entry, register, times, on)),
        *_both(register),
        *_absent(register, people),
    ]
    if register.updated is None:
        remarks.append(Remark(Severity.WRONG, 0, "", "The register does not say when it was updated. Add 'updated'."))
    elif register.updated + _NEEDS_A_LOOK < on:
        text = f"The register was last updated on {register.updated}, more than a year ago. Review every entry."
        remarks.append(Remark(Severity.WRONG, 0, "", text))
    return sorted(remarks, key=lambda remark: remark.line)


def _entry(entry: Interest, register: Register, times: RegisterTimes, on: date) -> Iterator[Remark]:
    def remark(severity: Severity, text: str) -> Remark:
        return Remark(severity, entry.line, entry.name, text)

    late = (entry.declared - max(entry.since, register.opened or entry.since)).days
    if late > times.declare_days:
        yield remark(
            Severity.NOTE,
            f"Declared {late} days after it arose or the register was opened; {times.declare_days} days are allowed. "
            "Say in the minutes that the declaration was late.",
        )
    if entry.declared > on:
        yield remark(Severity.WRONG, f"Declared on {entry.declared}, which is after {on}. Correct the date.")
    if entry.indirect and not entry.relationship:
        yield remark(Severity.WRONG, "An indirect interest without 'relationship'. Say whose interest it is.")
    if not entry.action:
        yield remark(Severity.WRONG, "No 'action' is recorded. Agree how the interest is managed, and add it.")
    public, kept = times.public_until(entry), times.kept_until(entry)
    if kept is not None and kept < on:
        text = f"Ended on {entry.until} and was to be kept until {kept}. Delete the entry."
        yield remark(Severity.WRONG, text)
    elif public is not None and public < on:
        text = (
            f"Ended on {entry.until}: public until {public}, to be kept until {kept}. Leave it out of what you publish."
        )
        yield remark(Severity.NOTE, text)


def _both(register: Register) -> Iterator[Remark]:
    """Yield those who have both an interest that lasts and a nil return."""
    declared = {person(entry.name) for entry in register.interests if entry.until is None}
    for entry in register.nil_returns:
        if person(entry.name) in declared:
            text = "Has a nil return and an interest that lasts. Remove one, or end the interest with 'to'."
            yield Remark(Severity.WRONG, entry.line, entry.name, text)


def _absent(register: Register, people: Iterable[Person]) -> Iterator[Remark]:
    on_it = {person(entry.name) for entry in register.interests}
    on_it |= {person(entry.name) for entry in register.nil_returns}
    roles: dict[str, list[str]] = {}
    for each in people:
        if person(each.name) not in on_it:
            roles.setdefault(each.name, []).append(each.role)
    for name, held in roles.items():
        text = f"{'; '.join(dict.fromkeys(held))}: no entry and no nil return. Ask for a declaration."
        yield Remark(Severity.WRONG, 0, name, text)


def person(name: str) -> str:
    """Return a name so that `Dr. Sunil  Rao` and `Dr Sunil Rao` are the same."""
    return " ".join(name.replace(".", " ").casefold().split())
