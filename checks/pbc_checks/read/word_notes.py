"""Footnotes, endnotes and comments of a Word file: they stand in parts of their own, and belong where called."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pbc_checks.read.assemble import fold
from pbc_checks.read.word_package import Element, W
from pbc_checks.submission import BlockKind

# The kinds by the element that calls one; each with its part, its own element and the kind of its block.
CALLS = {
    f"{W}footnoteReference": "footnote",
    f"{W}endnoteReference": "endnote",
    f"{W}commentReference": "comment",
}
KINDS = {"footnote": BlockKind.FOOTNOTE, "endnote": BlockKind.FOOTNOTE, "comment": BlockKind.COMMENT}


@dataclass(frozen=True, slots=True)
class Call:
    """A place in the text where a note or comment is called."""

    kind: str
    id: str


class Notes:
    """The notes and comments of one file that have not been read yet."""

    def __init__(self, body: Element, roots: dict[str, Element | None]) -> None:
        self._waiting: dict[Call, Element] = {}
        self._numbers = dict.fromkeys(KINDS, 0)
        for kind, root in roots.items():
            for note in root.iter(f"{W}{kind}") if root is not None else ():
                if note.get(f"{W}type", "normal") == "normal":  # the others are the lines that part notes from the text
                    self._waiting.setdefault(Call(kind, note.get(f"{W}id", "")), note)
        calls = [(call_of(element), element) for element in body.iter(*CALLS)]
        self._called = {call: element for call, element in reversed(calls) if call is not None}
        self.lost = Counter(
            call.kind for call in self._called.keys() - self._waiting.keys()
        )  # called, and not in the file

    def take(self, call: Call) -> Element | None:
        """Return a note the first time that it is called."""
        return self._waiting.pop(call, None)

    def never_called(self) -> list[Call]:
        """Return the notes that nothing calls; what is called in deleted or hidden text alone is not among them."""
        return [call for call in self._waiting if call not in self._called]

    def caller(self, call: Call) -> Element | None:
        """Return the element that calls a note first, or None if none does."""
        return self._called.get(call)

    def part(self, call: Call, note: Element) -> str:
        """Return what a person calls a note: by its number, a comment by its author."""
        if call.kind == "comment":
            author = fold(note.get(f"{W}author", ""))
            return f"comment by {author}" if author else "comment"
        self._numbers[call.kind] += 1
        return f"{call.kind} {self._numbers[call.kind]}"


def call_of(element: Element) -> Call | None:
    """Return the call that an element of a run is, or None."""
    kind = CALLS.get(element.tag)
    return Call(kind, element.get(f"{W}id", "")) if kind else None
