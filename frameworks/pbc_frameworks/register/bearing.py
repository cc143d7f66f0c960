"""Who has an interest in what: the interests that bear on an item, and those of the people on a body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pbc_frameworks.register.model import Interest, Register

if TYPE_CHECKING:
    from pbc_frameworks.model import Body
    from pbc_frameworks.profile import Locality

_SHORTEST_WORD = 4
_SAYS_LITTLE = {
    "care", "clinic", "community", "decision", "general", "group", "health", "hospital", "limited", "medical",
    "meeting", "member", "patient", "practice",
    "practices", "primary", "proposal", "service", "services", "surgery", "centre",
    "trust", "their", "which", "with", "from", "that", "this",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """What is decided on, such as an item of the agenda: its title, and words for the services that it concerns."""

    title: str
    concerns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bearing:
    """An interest that bears on an item, with the words by which that was seen."""

    interest: Interest
    words: tuple[str, ...]


def bearings(item: Item, interests: Iterable[Interest], on: date | None, but: Set[str] = frozenset()) -> list[Bearing]:
    """Return the interests that bear on an item and last on the day of the meeting (or at all, where it has none).

    An interest bears on an item if they have a telling word in common: of the item's title and concerns, and of the
    interest's services, organisation and nature. Words go by their beginnings, so that dermatology and dermatological
    are one. Words of `but` tell nothing.
    """
    said = telling(item.title, *item.concerns) - but
    found = []
    for interest in interests:
        if on and interest.until and interest.until < on:
            continue
        held = telling(interest.organisation, interest.nature, *interest.services) - but
        common = sorted(word for word in said if any(alike(word, other) for other in held))
        if common:
            found.append(Bearing(interest, tuple(common)))
    return found


def telling(*texts: str) -> set[str]:
    """Return the words of texts that say something of a service or a provider, in small letters."""
    words = (word for text in texts for word in re.findall(r"[^\W\d_]+", text.casefold()))
    return {word for word in words if len(word) >= _SHORTEST_WORD and word not in _SAYS_LITTLE}


def alike(one: str, other: str) -> bool:
    """Return whether two words are forms of one: the shorter but for its last letters begins the longer."""
    shorter, longer = sorted((one, other), key=len)
    stem = shorter[: max(len(shorter) - 2, 5)] if len(shorter) > _SHORTEST_WORD else shorter
    return longer.startswith(stem)


def of_the_body(
    register: Register | None,
    body: Body,
    day: date | None = None,
    locality: Locality | None = None,
    localities: Iterable[Locality] = (),
) -> list[Interest]:
    """Return the interests of those on a body: entries that name it, by its id or by its title in the position.

    With a day, only those that have not ended before it. With a `locality` (of all `localities`), only those of its
    own body.
    """
    found = []
    for entry in register.interests if register else ():
        if day and entry.until and entry.until < day:
            continue
        named = body.id in entry.bodies or body.title.casefold() in entry.role.casefold()
        if named and not (locality and not _for_place(entry, locality, localities)):
            found.append(entry)
    return found


def _for_place(entry: Interest, locality: Locality, localities: Iterable[Locality]) -> bool:
    """Return whether an entry is for a locality's body: its position names this locality, or no other one."""
    others = [each.name for each in localities if each.name in entry.role]
    return not others or locality.name in others
