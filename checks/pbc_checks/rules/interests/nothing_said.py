"""Conflicts of interest: whether a submission says anything of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.rules.interests.declarations import Kind, Statement, declarations
from pbc_checks.rules.interests.known_interests import quoted
from pbc_checks.rules.matter import PROPOSALS, Matter, Rule

# Said in passing, without a word such as “interest” or “declared”.
_SAID_IN_PASSING = re.compile(
    r"\b(?:shareholder|(?:holds?|has|have|had|no) shares|owns? (?:a |an |half |part )"
    r"|[Dd]irectors? of (?:[A-Z][\w&’'-]+ ){1,5}(?:Ltd|Limited|LLP|plc|PLC)|is married to"
    r"|(?:take|takes|took|taking) no part in (?:the |any )?(?:decision|discussion|vote|item|debate)"
    r"|(?:leave|leaves|left|leaving) the (?:room|meeting) (?:when|while|for|before|during)"
    r"|(?:stands?|stood|standing) down from the"
    r"|withdr(?:aws?|ew|awn) from (?:the |any )?(?:decision|discussion|vote|item|panel|meeting)"
    r"|[Nn]o (?:known |other |such |potential )?conflicts?\b"
    r"|(?:husband|wife|brother|sister)(?:\s\w+){0,3}\s(?:works|owns|is employed|is a (?:director|partner))"
    r"|(?:paid|personal|no) interests?|nobody[\w ]{1,30} (?:interest|gain|profit)s?)\b"
)
_MOST_SHOWN = 2


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield a finding if interests are neither declared nor denied, in a file that was read whole."""
    if matter.framework.conflicts is None or not matter.submission.words:
        return
    said = declarations(matter)
    if said.of(Kind.DECLARES) or said.of(Kind.DENIES):
        return
    if left_to_be_done(matter):
        yield RuleFinding(
            RULE.id,
            Severity.SHOULD_FIX,
            "Interests are spoken of and not declared: the submission leaves it to be done.",
            "Say who of those who propose, provide or decide has an interest, and what it is, or that nobody has one.",
            quoted(matter, *(statement.passage for statement in said.statements[:_MOST_SHOWN])),
        )
        return
    if said.statements or any(_SAID_IN_PASSING.search(block.text) for block in matter.submission.blocks):
        return
    if not matter.submission.receipt.complete:
        yield RuleFinding(
            RULE.id,
            Severity.NOTE,
            "Nothing is said of interests in what could be read, but part of the file could not be read.",
            "Look for a declaration of interests in the file itself.",
            determined=False,
        )
        return
    yield RuleFinding(
        RULE.id,
        Severity.SHOULD_FIX,
        "Nothing is said of interests: neither that anybody has one, nor that nobody has.",
        "Say who of those who propose, provide or decide has an interest, and what it is, or that nobody has one.",
    )


def left_to_be_done(matter: Matter) -> tuple[Statement, ...]:
    """Return what says that interests are still to be declared, where a proposal neither declares nor denies any."""
    if matter.framework.conflicts is None or matter.definition.kind not in PROPOSALS:
        return ()
    said = declarations(matter)
    return () if said.of(Kind.DECLARES) or said.of(Kind.DENIES) else said.of(Kind.STILL_TO_COME)


RULE = Rule(
    id="interests",
    title="Nothing said of interests",
    looks_at="Looks for interests that are declared or denied, under a heading on them or in a sentence.",
    example="A business case without any word on interests, or with “declarations to follow”: should fix. “Nobody has "
    "an interest to declare” is enough.",
    limits="It is content with one declaration or denial, and does not say if it is complete.",
    find=find,
    of=PROPOSALS,
)
