"""CriticMarkup: changes and comments that people mark in Markdown, `{++new++}`, `{--old--}`, `{~~old~>new~~}`."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from pbc_checks.submission import Tracked

_LONGEST = 5000  # characters of one change
_OPENING = re.compile(r"\{(\+\+|--|~~|==|>>)")
_CLOSING = {"++": "++}", "--": "--}", "~~": "~~}", "==": "==}", ">>": "<<}"}


@dataclass(frozen=True, slots=True)
class Accepted:
    """A text as it reads once all changes are accepted, on the same lines; the comments, each with its line from 1."""

    text: str
    changes: Counter[Tracked]
    comments: tuple[tuple[int, str], ...]


def accepted(source: str) -> Accepted:
    """Return a text with its changes accepted, and what they were. A mark without its end is left as it stands."""
    changes: Counter[Tracked] = Counter()
    comments: list[tuple[int, str]] = []
    pieces: list[str] = []
    ends = dict.fromkeys(_CLOSING, 0)  # where the next end of each kind stands, so that it is looked for only once
    at, line = 0, 1
    for opening in _OPENING.finditer(source):
        kind, start = opening[1], opening.end()
        if 0 <= ends[kind] < start:
            ends[kind] = source.find(_CLOSING[kind], start)
        end = ends[kind]
        if opening.start() < at or not 0 <= end - start <= _LONGEST:
            continue
        marked = source[start:end]
        old, arrow, new = marked.partition("~>")
        if kind == "~~" and not arrow:
            continue
        kept = {"++": marked, "==": marked, "~~": new}.get(kind, "")
        changes[Tracked.INSERTIONS] += kind == "++" or (kind == "~~" and bool(new))
        changes[Tracked.DELETIONS] += kind == "--" or (kind == "~~" and bool(old))
        line += source.count("\n", at, opening.start())
        if kind == ">>":
            comments.append((line, marked))
        line += marked.count("\n")
        # Lines keep their numbers, by which places are known.
        pieces += [source[at : opening.start()], kept, "\n" * (marked.count("\n") - kept.count("\n"))]
        at = end + len(_CLOSING[kind])
    return Accepted("".join([*pieces, source[at:]]), changes, tuple(comments))
