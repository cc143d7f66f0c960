"""Tracked changes: whether the file still shows what was put in and taken out on the way."""

from __future__ import annotations

from collections.abc import Iterator

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.report.wording import counted, listed
from pbc_checks.rules.matter import Matter, Rule
from pbc_checks.submission import STRUCK_OUT, Tracked

_ONE = {
    Tracked.INSERTIONS: "insertion",
    Tracked.DELETIONS: "deletion",
    Tracked.MOVES: "move",
    Tracked.FORMATTING: "change of formatting",
}
_SEVERAL = {**{kind: f"{one}s" for kind, one in _ONE.items()}, Tracked.FORMATTING: "changes of formatting"}


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield a finding for the tracked changes in the file, and one for words that have a line through them."""
    receipt = matter.submission.receipt
    if receipt.tracked:
        kinds = [f"{count} {_ONE[kind] if count == 1 else _SEVERAL[kind]}" for kind, count in receipt.tracked.items()]
        yield RuleFinding(
            RULE.id,
            Severity.SHOULD_FIX,
            f"Tracked changes are still in the file: {listed(kinds)}. Whoever opens it sees what stood there before; "
            "this report reads it with every change accepted.",
            "Accept or reject each change and switch tracking off before the document goes out.",
        )
    struck = receipt.read.get(STRUCK_OUT, 0)
    if struck:
        yield RuleFinding(
            RULE.id,
            Severity.NOTE,
            f"{counted(struck, 'piece')} of text {'has' if struck == 1 else 'have'} a line through the words. Whether "
            "they were meant to go cannot be told; they are read as they stand.",
            "Delete what no longer holds, and take the line out of what does.",
            determined=False,
        )


RULE = Rule(
    id="tracked-changes",
    title="Tracked changes",
    looks_at=(
        "Counts tracked insertions, deletions, moves and changes of formatting in a Word file (text, tables, headers, "
        "notes), and changes marked in Markdown as `{++new++}` and `{--old--}`."
    ),
    example="A Word file with one insertion and two deletions that nobody has accepted: should fix.",
    limits=(
        "What the changes say is not weighed: the text is read with all of them accepted. Words crossed out by hand "
        "are only noted. A PDF does not tell what was changed."
    ),
    find=find,
)
