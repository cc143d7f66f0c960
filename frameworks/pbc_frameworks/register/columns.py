"""The columns of a register kept as a sheet: what we call them, and by which names others' are known."""

from __future__ import annotations

import re
from dataclasses import dataclass

TYPES = {
    "financial": "Financial",
    "professional": "Non-financial professional",
    "personal": "Non-financial personal",
    "indirect": "Indirect",
}
"""Each type of interest by its id, as sheets call it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in register.yaml, its title, the names it is known by, and its width in letters."""

    key: str
    title: str
    known_as: tuple[str, ...] = ()
    width: int = 20


COLUMNS = (
    Column("name", "Name", ("full name", "member", "declarant", "name of member", "surname and first name"), 24),
    Column("role", "Position", ("role", "job title", "post", "position or role", "current position", "title"), 28),
    Column("practice", "Practice", ("practice name", "gp practice", "surgery"), 24),
    Column("bodies", "Bodies", ("committee", "committees", "body"), 24),
    Column(
        "organisation",
        "Organisation",
        ("declared interest", "interest in", "business", "company", "name of organisation", "organisation and nature"),
        30,
    ),
    Column("type", "Type", ("type of interest", "interest type", "category"), 26),
    Column("relationship", "Relationship", ("relationship to you", "whose interest", "related person"), 22),
    Column(
        "nature",
        "Nature",
        ("nature of interest", "nature of the interest", "details", "description", "details of interest", "interest"),
        40,
    ),
    Column("services", "Services", ("services affected", "relevant services"), 24),
    Column("from", "From", ("date from", "start date", "held from", "interest from", "start"), 12),
    Column("to", "To", ("date to", "end date", "held to", "until", "ceased", "date ceased", "end"), 12),
    Column("declared", "Declared", ("date declared", "declaration date", "date of declaration", "date"), 12),
    Column("changed", "Changed", ("date changed", "date of change", "last changed", "updated"), 12),
    Column(
        "action",
        "Action",
        ("action taken", "mitigation", "mitigating action", "action taken to mitigate risk", "management of interest",
         "action taken to mitigate", "how managed"),
        40,
    ),
    Column("withheld-because", "Withheld because", ("reason withheld", "reason for withholding"), 24),
    Column("nil", "Nil return", ("nil", "no interest", "none to declare", "nil declaration"), 10),
)  # fmt: skip
TICKED = {
    "financial": ("financial", "financial interest", "financial interests"),
    "professional": ("non financial professional", "non financial professional interest", "professional"),
    "personal": ("non financial personal", "non financial personal interest", "personal"),
    "indirect": ("indirect", "indirect interest", "indirect interests"),
}
"""Types of interest that a sheet may have as columns of their own, to be ticked."""


def simplified(heading: object) -> str:
    """Return a heading in small letters without punctuation, so that `Date declared:` is `date declared`."""
    words = re.sub(r"[^a-z0-9]+", " ", str(heading or "").casefold())
    return " ".join(words.split())


def column_of(heading: object) -> str:
    """Return the key of the column that a heading names, `type:<id>` for one to be ticked, or an empty text."""
    known = simplified(heading)
    if not known:
        return ""
    for column in COLUMNS:
        if known in {simplified(column.key), simplified(column.title), *column.known_as}:
            return column.key
    return next((f"type:{kind}" for kind, names in TICKED.items() if known in names), "")
