"""Conflicts of interest: whether a submission says anything of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.rules.matter import PROPOSALS, Matter, Rule

_SAID = re.compile(
    r"\b(?:conflicts? of interests?|declar\w+|interests?|owns?|shareholder|shares in|director of|employed by"
    r"|married to|husband|wife|brother|sister)\b",
    re.IGNORECASE,
)


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield a finding if nothing at all is said of interests, in a file that was read whole."""
    if matter.framework.conflicts is None or not matter.submission.words:
        return
    if any(_SAID.search(block.text) for block in matter.submission.blocks):
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


RULE = Rule(
    id="interests",
    title="Nothing said of interests",
    looks_at="Looks for any word by which interests are declared or denied.",
    example="A business case without any word on interests: should fix. “Nobody has an interest to declare” is enough.",
    limits="It is content with any such word, even in another sense, and does not say if a declaration is complete.",
    find=find,
    of=PROPOSALS,
)
