"""Hyphens at the ends of lines: those that belong to a word ("follow-up") told from those that only divide it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from pbc_checks.read.pdf_lines import Line, Page, Word

_AROUND = re.compile(r"^\W+|\W+$")
_SHORTEST_PART = 2  # letters: no program leaves fewer at the end or the beginning of a line


class _Verdict(Enum):
    COMPOUND = auto()
    DIVIDED = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class _Hyphen:
    """A hyphen at the end of a line with the two halves, in small letters and without punctuation."""

    before: str
    after: str
    lower: bool  # the second half begins with a small letter, or the first has none either

    @property
    def divides_a_word(self) -> bool:
        """Return whether a program could have put it there: "X-ray", "out-of-hours", "under-16s" were typed."""
        return (
            self.lower
            and self.before.isalpha()
            and len(self.before) >= _SHORTEST_PART
            and len(self.after) >= _SHORTEST_PART
        )


def with_hyphens(pages: Sequence[Page]) -> list[Page]:
    """Return the pages with the hyphens that belong to words put back.

    PDF does not say why a line ends with a hyphen. The rest of the document does: it has the word undivided, or it has
    it with its hyphen in the middle of a line. Where neither is found the hyphen stays, as word processors divide
    words only when told to; but not in a document that is known to divide others.
    """
    words = [word for page in pages for line in page.lines for word in line.words]
    if not any(word.hyphenated for word in words):
        return list(pages)
    known = _vocabulary(words)
    verdicts = [_verdict(_hyphen(*pair), known) for pair in _divided(words)]
    divides = verdicts.count(_Verdict.DIVIDED) > verdicts.count(_Verdict.COMPOUND)
    kept = iter([_is_kept(verdict, divides=divides) for verdict in verdicts])
    return [replace(page, lines=tuple(_line(line, kept) for line in page.lines)) for page in pages]


def _divided(words: Sequence[Word]) -> Iterator[tuple[Word, Word | None]]:
    for index, word in enumerate(words):
        if word.hyphenated:
            yield word, words[index + 1] if index + 1 < len(words) else None


def _hyphen(word: Word, following: Word | None) -> _Hyphen:
    after = following.text if following is not None else ""
    lower = after[:1].islower() or (word.text.isupper() and after.isupper())
    return _Hyphen(_plain(word.text), _plain(after), lower)


def _verdict(hyphen: _Hyphen, known: set[str]) -> _Verdict:
    if not hyphen.divides_a_word or f"{hyphen.before}-{hyphen.after}" in known:
        return _Verdict.COMPOUND
    return _Verdict.DIVIDED if hyphen.before + hyphen.after in known else _Verdict.UNKNOWN


def _is_kept(verdict: _Verdict, *, divides: bool) -> bool:
    return verdict is _Verdict.COMPOUND or (verdict is _Verdict.UNKNOWN and not divides)


def _line(line: Line, kept: Iterator[bool]) -> Line:
    if not any(word.hyphenated for word in line.words):
        return line
    words = (
        word._replace(text=f"{word.text}-") if word.hyphenated and next(kept) and not word.text.endswith("-") else word
        for word in line.words
    )
    return Line(tuple(words))


def _vocabulary(words: Iterable[Word]) -> set[str]:
    """Return the words that stand whole on a line."""
    known, half = set(), False
    for word in words:
        if not half and not word.hyphenated:
            known.add(_plain(word.text))
        half = word.hyphenated
    return known


def _plain(text: str) -> str:
    return _AROUND.sub("", text.lower())
