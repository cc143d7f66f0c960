"""Form and care: what was left in that should not go out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pbc_checks.evidence.passages import Passage
from pbc_checks.evidence.quotation import quotes
from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.report.wording import counted
from pbc_checks.rules.matter import AGREEMENTS, Matter, Rule
from pbc_checks.submission import BlockKind

_MOST_SHOWN = 3
# The head of a column of money, a dash in a cell, or "none", which can be all there is to say.
_AN_ANSWER = re.compile(r"[\s£%–—-]*|\W*(?:none|nil|n/?a|not applicable)\W*", re.IGNORECASE)


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield a finding for placeholders, for guidance and for comments that were left in."""
    every = list(zip(matter.view.index.passages, matter.view.features, strict=True))
    blank = [
        passage
        for passage, features in every
        if features.placeholder and passage.text not in {"", passage.label} and not _AN_ANSWER.fullmatch(passage.text)
    ]
    if blank:
        yield _finding(
            matter,
            blank,
            f"{counted(len(blank), 'place')} still {'holds' if len(blank) == 1 else 'hold'} a placeholder.",
            "Put in what is missing, or say who will have it and by when; take out what is the template's.",
        )
    # A clause that says what has to be described reads like an instruction, and is none.
    if matter.submission.form is None and matter.definition.kind not in AGREEMENTS:
        left = [passage for passage, features in every if features.guidance and not features.of_the_form]
        if left:
            yield _finding(
                matter,
                left,
                f"{counted(len(left), 'sentence')} of guidance {'was' if len(left) == 1 else 'were'} left in.",
                "Take the template's instructions out.",
            )
    comments = [block for block in matter.submission.blocks if block.kind is BlockKind.COMMENT]
    if comments:
        yield RuleFinding(
            RULE.id,
            Severity.SHOULD_FIX,
            f"{counted(len(comments), 'comment')} {'is' if len(comments) == 1 else 'are'} still in the file "
            f"({comments[0].place}).",
            "Deal with the comments and delete them before the document goes out.",
        )


def _finding(matter: Matter, passages: Sequence[Passage], what: str, action: str) -> RuleFinding:
    shown = quotes(passages, matter.submission.blocks, _MOST_SHOWN)
    return RuleFinding(RULE.id, Severity.SHOULD_FIX, what, action, shown)


RULE = Rule(
    id="care",
    title="What was left in",
    looks_at="Looks for “to follow”, “TBC” and the like, for a template's instructions, and for comments in the file.",
    example="“Costs: to follow from finance” and a comment by a colleague: should fix, twice.",
    limits=(
        "In a completed form its own guidance is let stand, and no clause of an agreement is taken for guidance. "
        "Tracked changes have a rule of their own."
    ),
    find=find,
)
