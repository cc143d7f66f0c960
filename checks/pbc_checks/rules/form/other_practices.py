"""Other practices: whether a document speaks in the name of a practice that is not the one it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pbc_checks.evidence.passages import sentences
from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.report.wording import counted
from pbc_checks.rules.form.practice_names import (
    SPEAKS,
    of_several,
    practices_in,
    practices_of,
    proposers,
    same_practice,
)
from pbc_checks.rules.matter import PLANS, PROPOSALS, Matter, Rule, evidence
from pbc_checks.rules.names import organisation_in
from pbc_checks.submission import Block

# Where another practice has a part in it, or somebody else speaks.
_EXCUSED = re.compile(
    r"\b(?:branch|merged?|merger|formerly|former|previously|partner practices?|in partnership|jointly|neighbour\w*"
    r"|both practices|two practices|sister practice|other practices?|on behalf of|lett?ers?|wrote|writes|said|says"
    r"|colleagues at|seconded)\b",
    re.IGNORECASE,
)
_IN_QUOTES = re.compile(r"[“\"][^”\"]*$")
_NEIGHBOUR = re.compile(
    r"\b(?:also|with|and|together|host\w*|agreed|support\w*|refer\w*|than|near\w*|cluster|localit\w+|practices|share\w*"
    r"|from|sends?|pilot\w*|learn\w*|visited|model|example|like|compared)\b",
    re.IGNORECASE,
)
_TOLD_OFTEN = 2  # times that another practice is named


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield a finding for each practice in whose name a document of another practice speaks."""
    if of_several(matter):
        return
    own = proposers(matter)
    if len(own) > 1:
        return
    speaking = list(_speaking(matter))
    for name, block in own or speaking[:1]:
        told: list[str] = [name]
        for other, where in speaking:
            if any(same_practice(other, known) for known in told) or _has_a_part(matter, other):
                continue
            told.append(other)
            yield RuleFinding(
                RULE.id,
                Severity.SHOULD_FIX,
                f"The document is from {name}, but here it speaks in the name of {other}. It may have been copied.",
                f"Correct what was meant for {other}, or say what part it has in this.",
                (evidence(block, name), evidence(where, other)),
            )
        yield from _named(matter, told, block)


def _speaking(matter: Matter) -> Iterator[tuple[str, Block]]:
    """Yield each practice in whose name a sentence speaks, with its block."""
    for block in matter.running:
        for match in SPEAKS.finditer(block.text):
            name = next(filter(None, match.groups()))
            name = next(iter(practices_in(name)), "")
            sentence = next((each for each in sentences(block.text) if match.group() in each), block.text)
            if name and not _EXCUSED.search(sentence) and not _IN_QUOTES.search(block.text[: match.start()]):
                yield name, block


def _has_a_part(matter: Matter, practice: str) -> bool:
    """Return whether a document says anywhere how it has to do with another practice."""
    about = [
        block for block in matter.running if any(same_practice(practice, each) for each in practices_in(block.text))
    ]
    return any(_EXCUSED.search(block.text) or len(set(practices_in(block.text))) > 1 for block in about)


def _named(matter: Matter, told: list[str], block: Block) -> Iterator[RuleFinding]:
    """Yield the practices of the PCT that are named several times without a word on what they have to do with it."""
    for practice in practices_of(matter):
        if any(same_practice(practice, known) for known in told):
            continue
        where = [each for each in matter.running if organisation_in(practice, each.text)]
        part = any(_EXCUSED.search(each.text) or _NEIGHBOUR.search(each.text) for each in where)
        if len(where) >= _TOLD_OFTEN and not part and not _has_a_part(matter, practice):
            yield RuleFinding(
                RULE.id,
                Severity.NOTE,
                f"The document is from {told[0]} and names {practice} in {counted(len(where), 'place')} without saying "
                "what part it has. Whether that was copied from another document cannot be told.",
                f"Say what part {practice} has, or correct the name.",
                (evidence(block, told[0]), evidence(where[0], organisation_in(practice, where[0].text))),
                determined=False,
            )


RULE = Rule(
    id="other-practices",
    title="In the name of another practice",
    looks_at=(
        "Compares the practice that a document is from (its form, its beginning and end) with those in whose name it "
        "speaks: “we at”, “our practice”, “proposes”. With a profile, also with the PCT's practices that it names."
    ),
    example="“We at Bell Lane Surgery” in a case from Abbey Street Surgery: should fix.",
    limits=(
        "Documents of several practices, of clusters and localities are let be, and so are practices that the document "
        "calls a partner, a neighbour or a branch. Names that are nearly the same count as one."
    ),
    find=find,
    of=(*PROPOSALS, *PLANS),
)
