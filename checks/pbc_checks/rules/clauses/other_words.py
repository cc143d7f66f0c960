"""What a sentence in other words than a clause's says otherwise: who does something, and whether it is denied.

Such a sentence cannot be compared word by word. What can be is a word that both have: the party that stands by it, and
the "not" that stands before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pbc_checks.rules.clauses.document import Sentence
from pbc_checks.rules.clauses.required import Piece
from pbc_checks.rules.clauses.words import NOT, Language, singular, telling

_PCT, _PRACTICES = "pct", "practice"
_OF_PRACTICES = frozenset({_PRACTICES, "cluster", "locality", "commissioner", "consortium"})
POSTS = frozenset({"executive", "chair", "director"})
"""The last words of the names of offices: chief executive, chair, director."""
_BODIES = frozenset({"committee", "board", "panel", "authority"})
_IN_A_TITLE = POSTS | _BODIES | {"group", "manager", "lead", "team", "meeting", "secretary", "area"}
_BEFORE, _AFTER = 3, 7  # words before and after a party in which stands what it has to do with
_STEMS_AFTER = 3  # of those after it
_REACH_OF_NOT = 6  # words
_LIGHT = frozenset(
    word
    for family in ("ever also then always required expected obliged allowed need needs", "take takes taken",
                   "make makes made", "give gives given", "provide provides provided", "ensure ensures ensured",
                   "hold holds held", "undertake undertakes undertaken")
    for word in family.split()
)  # fmt: skip
_TURNING = frozenset({"only", "unless", "until", "except", "otherwise", "rather", "instead"})
_DENYING = NOT | _TURNING | frozenset(
    word
    for family in ("before beyond unable ineligible exempt free", "avoid avoids avoiding",
                   "prevent prevents preventing",
                   "refuse refuses", "fail fails failing", "cease ceases stop stops",
                   "exclude excludes excluded excluding", "reject rejects decline declines",
                   "protect protects protected", "prohibit prohibits prohibited", "forbid forbids forbidden",
                   "restrict restricts restricted")
    for word in family.split()
)  # fmt: skip
_ON_CONDITION = frozenset({"if", "where", "when", "whenever", "whether", "provided", "although", "though", "while"})


@dataclass(frozen=True, slots=True)
class Named:
    """A party, body or office that some words name: what tells it from others, how it is said, and what stands by it.

    `kind` is empty for a body that may be any, such as "the committee"; `head` is the last word of its name. `before`
    and `after` are the stems of the telling words that stand near it, the nearest first.
    """

    kind: str
    head: str
    said: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    def may_be(self, other: Named) -> bool:
        """Return whether another is the same: "the director" may be the director of finance."""
        if self.head != other.head:
            return self.kind == other.kind
        kinds = (self.kind, other.kind)
        return self.head in kinds or any(one.endswith(two) for one, two in (kinds, reversed(kinds)))

    def stands_for(self, own: Named) -> bool:
        """Return whether it has to do with what another, of a clause, has to do with first."""
        return bool({*own.after[:1]} & {*self.after} or {*own.before[:1]} & {*self.before[:1]})


def other_parties(piece: Piece, sentences: Sequence[Sentence], language: Language) -> Iterator[tuple[Named, Named]]:
    """Yield each party of a clause that is not named in some sentences, and the one that stands in its place.

    Practices, clusters and localities are one party here, and bodies may decide for the PCT.
    """
    ours = named(piece.words, language)
    theirs = [each for sentence in sentences for each in named(sentence.words, language)]
    for own in ours:
        if not own.kind or any(own.may_be(other) for other in theirs):
            continue
        for other in theirs:
            known = not other.kind or any(each.may_be(other) for each in ours)
            if not known and _are_two(own.kind, other.kind) and other.stands_for(own):
                yield own, other
                break


def denied(piece: Piece, sentences: Sequence[Sentence]) -> Iterator[tuple[str, bool]]:
    """Yield a word that denies what a piece says and was put in (True), or that the piece has and was left out."""
    own = _DENYING.intersection(piece.words)
    there = _DENYING.intersection(word for sentence in sentences for word in sentence.words)
    if not own & (NOT | _TURNING):
        yield from ((word, True) for sentence in sentences for word in _put_in(piece, sentence.words))
    elif own & NOT and not there - (own - NOT):
        stems = {stem for sentence in sentences for stem in sentence.telling}
        for place, word in enumerate(piece.words):
            if word in NOT and stems.issuperset(_next_telling(piece.words, place)[-1:]):
                yield word, False


def named(words: Sequence[str], language: Language) -> list[Named]:
    """Return the parties, bodies and offices that some words name, in their order."""
    heads = [singular(word) for word in words]
    found = []
    for place, head in enumerate(heads):
        first, end, kind = place, place + 1, ""
        if head == _PCT or head in _OF_PRACTICES:
            kind = _PCT if head == _PCT else _PRACTICES
        elif head in POSTS or head in _BODIES:
            first, end = _title(heads, place, language)
            if place != end - 1 and heads[end - 1] in _BODIES:
                continue  # the executive of an executive committee
            before = heads[place - 1] if place else ""
            # A non-executive director may be in the chair, and an executive may be a body.
            any_executive = before == "executive" or (head == "executive" and before != "chief")
            if end - first > 1 and head != "executive" and before != "executive":
                kind = " ".join(heads[first:end])
            elif head in POSTS and not any_executive:
                kind = head
        else:
            continue
        if not {*heads[end : end + 1]} & _IN_A_TITLE:
            after = _stems(words[end : end + _AFTER])[:_STEMS_AFTER]
            before_it = _stems(reversed(words[max(0, first - _BEFORE) : first]))
            found.append(Named(kind, head, " ".join(words[first:end]), before_it, after))
    return found


def _title(heads: Sequence[str], place: int, language: Language) -> tuple[int, int]:
    """Return from where to where the longest known title runs in which a head stands, or the head alone."""
    longest = (place, place + 1)
    for title in language.titles:
        words = [singular(word) for word in title.split()]
        first = place - words.index(heads[place]) if heads[place] in words else -1
        if first >= 0 and heads[first : first + len(words)] == words and len(words) > longest[1] - longest[0]:
            longest = (first, first + len(words))
    return longest


def _stems(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(stem for word in words if word not in _LIGHT for stem in telling([word]))


def _are_two(one: str, other: str) -> bool:
    """Return whether two kinds of party are different ones: a body may be the PCT's."""
    return _PCT not in (one, other) or _PRACTICES in (one, other)


def _put_in(piece: Piece, words: Sequence[str]) -> Iterator[str]:
    """Yield the word that denies in a sentence what a piece says, if nothing else there may turn it round again."""
    places = [place for place, word in enumerate(words) if word in _DENYING]
    if len(places) == 1 and not _ON_CONDITION.intersection(words):
        word = words[places[0]]
        if word in NOT and piece.telling.intersection(_next_telling(words, places[0])):
            yield word


def _next_telling(words: Sequence[str], place: int) -> list[str]:
    """Return the stems of what tells something near after a place, up to the first that tells what is meant."""
    stems: list[str] = []
    for word in words[place + 1 : place + 1 + _REACH_OF_NOT]:
        stems += telling([word])
        if stems and word not in _LIGHT and telling([word]):
            break
    return stems
