"""Why a passage does not count, or not fully: clauses that carry on the words "… is not enough, because …"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from pbc_checks.evidence.specificity import NUMERIC, Kind

_DETAILS = {
    "sums of money": {Kind.SUM_OF_MONEY},
    "percentages": {Kind.PERCENTAGE},
    "numbers": {Kind.COUNT},
    "dates": {Kind.DATE},
    "guideline numbers": {Kind.GUIDELINE},
    "names": {Kind.NAMED_BODY, Kind.NAMED_PERSON, Kind.NAME},
}
_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MOST_LISTED = 4

OWN_GUIDANCE = "it is the form's own guidance"
MENTIONED = "it mentions the subject without saying what was asked"
IN_PASSING = "it is said in passing, not under a heading or question about it"
OUTWEIGHED = "something else in the submission speaks against it"


def stands_in(words: str) -> str:
    """Return the clause for a placeholder."""
    return f"“{words}” stands where the answer should be"


def about_something_else(words: str) -> str:
    """Return the clause for wording that only looks like it."""
    return f"“{words}” is about something else"


def says_not_done(words: str) -> str:
    """Return the clause for a denial."""
    return f"“{words}” says that it was not done"


def takes_back(words: str) -> str:
    """Return the clause for evidence with a denial in it."""
    return f"“{words}” takes part of it back"


def hoped(words: str) -> str:
    """Return the clause for a hope or an intention."""
    return f"“{words}” makes it a hope or an intention, not a fact"


def not_finished(words: str) -> str:
    """Return the clause for a reservation."""
    return f"“{words}” says that it is not finished"


def elsewhere(heading: str) -> str:
    """Return the clause for a passage in a section about something else."""
    return f"it stands under “{heading}”, which is about something else"


def thin(kinds: Collection[Kind], details: int) -> str:
    """Return the clause for a passage with too few details, of the kinds that are asked for."""
    kinds = set(kinds)
    wanted = [name for name, group in _DETAILS.items() if group & kinds]
    if kinds >= NUMERIC:
        wanted = ["figures", *wanted[3:]]
    return f"it gives too few {either(wanted, 'and')}" if details else f"it gives no {either(wanted)}"


def not_covered(named: Sequence[str], needed: int, missing: Sequence[str]) -> str:
    """Return the clause for an account that leaves out things it should cover; `needed` of them make it full."""
    lead = f"it covers {number(len(named))} of the {number(needed)} points wanted; " if len(named) < needed else ""
    listed = missing if len(missing) <= _MOST_LISTED else [*missing[:_MOST_LISTED], "others"]
    return f"{lead}nothing firm is said of {either(listed)}"


def not_together(needed: int, things: Sequence[str]) -> str:
    """Return the clause for an account that is scattered."""
    return f"no single passage says {number(needed)} of these together: {either(things, 'and')}"


def too_few(found: int, needed: int) -> str:
    """Return the clause for too few passages."""
    return f"{number(found)} was found where at least {number(needed)} are wanted"


def number(count: int) -> str:
    """Return a count in words up to ten."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def either(names: Iterable[str], joined: str = "or") -> str:
    """Return names as a sentence lists them: `a, b or c`."""
    listed = list(names)
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} {joined} {listed[-1]}"
