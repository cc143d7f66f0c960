"""The body that decides on a submission: who of it has an interest by the register, and how many it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from pbc_checks.rules.interests.known_interests import KnownInterests
from pbc_checks.rules.matter import Matter
from pbc_checks.rules.names import Likeness, same_person
from pbc_checks.rules.number_words import NUMBERS
from pbc_frameworks.model import Body, Member
from pbc_frameworks.profile import Profile
from pbc_frameworks.register.bearing import of_the_body
from pbc_frameworks.register.model import Interest

_NUMBER = rf"(\d{{1,2}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_SOME = re.compile(
    rf"(?:the quorum is |at least |a quorum of )?{_NUMBER}\s(?:(?:voting|full)\s)?members?\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?:the quorum is |at least )?(half|a third|one third|two thirds|three quarters) "
    r"(?:of )?(?:the |its |all )?members\b",
    re.IGNORECASE,
)
_PARTS = {
    "half": Decimal(1) / 2,
    "a third": Decimal(1) / 3,
    "one third": Decimal(1) / 3,
    "two thirds": Decimal(2) / 3,
    "three quarters": Decimal(3) / 4,
}
_VOTING = {"chair", "member"}


@dataclass(frozen=True, slots=True)
class Deciders:
    """The body that decides, and the entries of the register of those on it; `attending` are not members of it."""

    body: Body
    entries: tuple[Interest, ...]
    attending: frozenset[str]


def deciding_body(matter: Matter) -> Body | None:
    """Return the body that decides on this kind of document by the framework, or None where a person decides."""
    letters, kind = matter.framework.letters, matter.definition.kind
    bodies = matter.framework.bodies
    if letters is not None and kind in letters.decides:
        return next((body for body in bodies if body.id == letters.by), None)
    approving = [body for body in bodies if f"{kind}s" in body.approves]
    return approving[0] if len(approving) == 1 else None


def deciders(known: KnownInterests) -> Deciders | None:
    """Return the body that decides, with the lasting interests of those on it, by their entries and offices."""
    body = deciding_body(known.matter)
    if body is None:
        return None
    profile = known.matter.profile
    offices = {member.office: member for member in body.membership if member.office}
    holders = (
        [(profile.offices[office].name, member) for office, member in offices.items() if office in profile.offices]
        if profile
        else []
    )
    named = of_the_body(known.register, body, known.day)
    entries, attending = [], set()
    for entry in known.lasting:
        post = next((member for name, member in holders if same_person(name, entry.name) is Likeness.SAME), None)
        if entry in named or post:
            entries.append(entry)
        if post and post.capacity not in _VOTING:
            attending.add(entry.name)
    return Deciders(body, tuple(entries), frozenset(attending))


def members(body: Body, profile: Profile | None) -> int | None:
    """Return how many members a body has by the framework and the PCT's decisions; None where a number is missing."""
    decided = profile.decisions.get(body.id, {}) if profile else {}
    numbers = [_number(member, decided) for member in body.membership if member.capacity in _VOTING]
    return sum(number for number in numbers if number) if numbers and None not in numbers else None


def _number(member: Member, decided: dict[str, str]) -> int | None:
    words = (member.number or decided.get(member.id, "")).strip().lower()
    return int(words) if words.isdigit() else NUMBERS.get(words)


def quorum_text(body: Body, profile: Profile | None) -> str:
    """Return what the PCT has decided on the quorum of a body, or what the framework says; empty where neither does."""
    decided = profile.decisions.get(body.id, {}).get("quorum", "") if profile else ""
    said = next((section.statements for section in body.sections if section.id == "quorum"), ())
    return decided or " ".join(statement.text for statement in said)


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many members have to be present; `more` if the text asks for more than a number, such as one of a kind.

    `of_all` says that it is a part of the members, so that it may be less once some have withdrawn.
    """

    number: int
    more: bool
    of_all: bool


def quorum(text: str, all_members: int | None) -> Quorum | None:
    """Return a quorum that is said in words that can be counted, or None. A part of the members needs their number."""
    some, part = _SOME.match(text.strip()), _PART.match(text.strip())
    if some:
        words = some.group(1).lower()
        rest = text.strip()[some.end() :]
        return Quorum(int(words) if words.isdigit() else NUMBERS[words], _more(rest), of_all=False)
    if part and all_members:
        needed = (Decimal(all_members) * _PARTS[part.group(1).lower()]).to_integral_value(ROUND_CEILING)
        return Quorum(int(needed), _more(text.strip()[part.end() :]), of_all=True)
    return None


def _more(rest: str) -> bool:
    return bool(re.match(r"\W*(?:of whom|including|with|one of|and|at least)\b", rest, re.IGNORECASE))
