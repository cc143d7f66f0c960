"""What a document has altered in a clause: figures, bounds, how often, who, and whether at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pbc_checks.findings import Severity
from pbc_checks.report.wording import listed
from pbc_checks.rules.clauses.document import Sentence
from pbc_checks.rules.clauses.figures import TIMES, Figure, figures, is_year
from pbc_checks.rules.clauses.matching import Change, Found, Match
from pbc_checks.rules.clauses.other_words import POSTS, denied, other_parties
from pbc_checks.rules.clauses.words import AT_LEAST, AT_MOST, EVERY, NOT, NUMBERS_IN_WORDS, Language, singular

_CLEARLY_THE_CLAUSE = 0.6  # likeness from which a figure in other words is the clause's
_NEARLY_VERBATIM = 0.85  # of the wording: a changed party or a "not" is then beyond doubt
_PARTIES_COMPARED = 0.75  # of the wording: with less of it a sentence may be built otherwise
_WEAKER = frozenset({"may", "might", "could", "should", "endeavour"})
_LARGE = 1000  # figures from which on there is no need to say what they count
_BODIES = frozenset({"board", "committee", "group", "panel", "executive", "authority"})
_OPPOSITES = (
    (frozenset({"following", "next"}), frozenset({"same", "current", "previous"})),
    (frozenset({"before"}), frozenset({"after"})),
    (frozenset({"above"}), frozenset({"below"})),
)
_LITTLE = frozenset({"the", "a", "an", "each", "every", "its", "their"})
_JOINING = frozenset({"and", "or", "with", "between"})
_NO_NOUNS = frozenset({"a", "an", "and", "of", "or", "for", "in", "to", "the", "after", "before"})
_STILL_CALLED_SO = 3  # times that a document names a party elsewhere: the other name is then another party
_A_NAME_BY_NOW = 4  # clauses with the same other name: it is only what the document calls the party
_SAID = {AT_LEAST: "at least", AT_MOST: "at most", "pct": "PCT", "pbc": "PBC", "gp": "GP", "sha": "SHA"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a document says otherwise: a sentence without its full stop, how grave it is, and where."""

    what: str
    severity: Severity
    sentences: tuple[Sentence, ...]


class Document:
    """A document's words, to tell a figure that stands elsewhere and what parties are called."""

    def __init__(
        self, sentences: Sequence[Sentence], found: Sequence[Found], nouns: Collection[str], language: Language
    ) -> None:
        self._nouns = nouns
        self._parties = language.parties
        self._titles = language.titles
        self._language = language
        self._figures = {
            (figure.unit, figure.value): sentence for sentence in sentences for figure in figures(sentence.words, nouns)
        }
        self._counts = Counter(singular(word) for sentence in sentences for word in sentence.words)
        self._text = f" {' '.join(word for sentence in sentences for word in sentence.words)} "
        self._words = Counter(word for sentence in sentences for word in sentence.words)
        self._renamed = Counter(
            names
            for each in found
            for match in each.matches
            for change in match.changes
            if (names := self._other_party(change))
        )
        self._in_their_place = Counter(
            (own.kind, other.kind)
            for each in found
            for match in each.matches
            if not match.verbatim
            for own, other in other_parties(match.piece, self._of_the_clause(match), language)
        )

    def differences(self, found: Found) -> Iterator[Difference]:
        """Yield what the document has altered in a clause that it has."""
        for match in found.matches:
            for change in match.changes:
                yield from self._changed(match, change)
            if not match.verbatim:
                yield from self._in_other_words(match, found)
                yield from self._otherwise(match)
                if any(self._swapped(match.piece.words, sentence.words) for sentence in match.sentences):
                    yield Difference("the parties have changed places", Severity.SHOULD_FIX, match.sentences)

    def _changed(self, match: Match, change: Change) -> Iterator[Difference]:
        sure = Severity.MUST_FIX if match.wording >= _NEARLY_VERBATIM else Severity.SHOULD_FIX
        removed, added = _numbers(change.removed), _numbers(change.added)
        if removed and added and not set(removed) <= set(added):
            years = all(map(is_year, (*removed, *added)))
            yield _instead(
                match,
                [_with(number, change.added, change.after) for number in added],
                [_with(number, change.removed, change.after) for number in removed],
                Severity.SHOULD_FIX if years else Severity.MUST_FIX,
            )
        elif removed and not added and not any(self._elsewhere(word, match) for word in removed):
            yield _left_out(match, [_with(number, change.removed, change.after) for number in removed])
        yield from self._bounds(match, change)
        yield from self._times(match, change)
        if _count(change.removed, NOT) != _count(change.added, NOT):
            if added_not := [word for word in change.added if word in NOT]:
                yield Difference(f"“{added_not[0]}” was put in", sure, match.sentences)
            elif sure is Severity.MUST_FIX or not self._denied_elsewhere(match):
                gone = next(word for word in change.removed if word in NOT)
                yield Difference(f"“{gone}” was left out", sure, match.sentences)
        for some, others in _OPPOSITES:
            for before, after in ((some, others), (others, some)):
                removed, added = sorted(before & set(change.removed)), sorted(after & set(change.added))
                if removed and added:
                    yield _instead(match, added, removed, sure)
        # "May not" is no weaker than "does not".
        following = (*change.added[1:], change.after)
        weaker = [
            word for word, after in zip(change.added, following, strict=False) if word in _WEAKER and after not in NOT
        ]
        if weaker and sure is Severity.MUST_FIX and not _WEAKER & set(change.removed):
            yield Difference(f"“{weaker[0]}” was put in", Severity.SHOULD_FIX, match.sentences)
        if (
            match.wording >= _PARTIES_COMPARED
            and (names := self._other_party(change))
            and self._is_another(names, change)
        ):
            own = Counter(self._named(match.piece.words))
            same = Counter(self._named(word for each in match.changes for word in each.added))
            swapped = same == Counter(self._named(word for each in match.changes for word in each.removed)) and own
            severity = Severity.SHOULD_FIX if swapped else sure
            ours, theirs = names if " " in names[0] else (self._up_to(change.removed), self._up_to(change.added))
            if change.after in _BODIES and not names[0].endswith(change.after):
                ours, theirs = f"{ours} {change.after}", f"{theirs} {change.after}"
            texts = [sentence.text for sentence in match.sentences]
            yield _instead(match, [_as_written(theirs, texts)], [_as_written(ours, [match.piece.text])], severity)

    @staticmethod
    def _denied_elsewhere(match: Match) -> bool:
        """Return whether sentences deny as often as a piece does, if in another place."""
        there = sum(_count(sentence.words, NOT) for sentence in match.sentences)
        return there >= _count(match.piece.words, NOT)

    def _bounds(self, match: Match, change: Change) -> Iterator[Difference]:
        removed = [word for word in change.removed if word in (AT_LEAST, AT_MOST)]
        added = [word for word in change.added if word in (AT_LEAST, AT_MOST)]
        if removed == added:
            return
        if removed and added:
            yield _instead(match, [_SAID[added[0]]], [_SAID[removed[0]]], Severity.MUST_FIX)
        elif removed:
            yield _left_out(match, [_SAID[removed[0]]])
        else:
            yield Difference(f"“{_SAID[added[0]]}” was put in", Severity.SHOULD_FIX, match.sentences)

    def _times(self, match: Match, change: Change) -> Iterator[Difference]:
        """Yield what became of the unit of a span of time, and of how often something happens."""
        for said, told in ((_unit, singular), (_often, _often_said)):
            removed = [word for word in change.removed if said(word)]
            added = [word for word in change.added if said(word)]
            if removed and added and {singular(word) for word in removed}.isdisjoint(map(singular, added)):
                if said is _unit and (_numbers(change.removed) or _numbers(change.added)):
                    continue  # told with its figure
                yield _instead(match, [told(added[0])], [told(removed[0])], Severity.MUST_FIX)
            elif removed and not added and said is _often:
                yield _left_out(match, [told(removed[0])])

    def _in_other_words(self, match: Match, found: Found) -> Iterator[Difference]:
        """Yield figures of a piece that stands in other words: of each unit, those that are not the clause's."""
        sentences = match.sentences if match.likeness >= _CLEARLY_THE_CLAUSE else found.said
        own = figures(match.piece.words, self._nouns)
        there = [figure for sentence in sentences for figure in figures(sentence.words, self._nouns)]
        for unit in dict.fromkeys(figure.unit for figure in own if figure.unit):
            of_the_clause = [figure for figure in own if figure.unit == unit]
            of_the_document = [
                figure
                for figure in there
                if figure.unit == unit or _bare(figure, {each.value for each in of_the_clause})
            ]
            of_the_clause, of_the_document = _comparable(of_the_clause, of_the_document)
            wanted = {figure.value: figure for figure in of_the_clause}
            given = {figure.value: figure for figure in of_the_document}
            missing, others = sorted(wanted.keys() - given.keys()), sorted(given.keys() - wanted.keys())
            if not missing and len(of_the_clause) == len(of_the_document):
                # Two figures of a clause may be the same, and one of them another in the document.
                counted = Counter(figure.value for figure in of_the_document)
                missing = [
                    value for value, count in Counter(f.value for f in of_the_clause).items() if counted[value] < count
                ]
            here = Match(match.piece, match.likeness, _with_figures(sentences, self._nouns, unit) or tuple(sentences))
            # With more figures than the clause has, some are of something else: which, cannot be told.
            if missing and others and (len(given) <= len(wanted) or len(of_the_document) == len(of_the_clause)):
                moved = any((unit, value) in self._figures for value in missing)
                if moved and {(unit, value) for value in others} <= self._of_other_pieces(match, found):
                    continue  # the figures of another sentence of the clause
                severity = Severity.SHOULD_FIX if moved else Severity.MUST_FIX
                added = [_as_it_stands(given[value].said, here.sentences) for value in others]
                removed = [_printed_all(wanted[value].said) for value in missing]
                yield _instead(here, added, removed, severity)
            for value in wanted.keys() & given.keys():
                bounds = {wanted[value].bound, given[value].bound}
                if bounds == {AT_LEAST, AT_MOST}:
                    added, removed = [_SAID[given[value].bound]], [_SAID[wanted[value].bound]]
                    yield _instead(here, added, removed, Severity.SHOULD_FIX)

    def _of_other_pieces(self, match: Match, found: Found) -> set[tuple[str, Decimal]]:
        """Return the figures that other pieces of a clause have, with their units."""
        pieces = (each.piece for each in found.matches if each.piece is not match.piece)
        return {(figure.unit, figure.value) for piece in pieces for figure in figures(piece.words, self._nouns)}

    def _otherwise(self, match: Match) -> Iterator[Difference]:
        """Yield who does what in another's place, and what is denied, in sentences that are clearly the clause's."""
        if match.likeness < _CLEARLY_THE_CLAUSE:
            return
        here = Match(match.piece, match.likeness, self._of_the_clause(match))
        texts = [sentence.text for sentence in here.sentences]
        for own, other in other_parties(here.piece, here.sentences, self._language):
            if self._in_their_place[own.kind, other.kind] < _A_NAME_BY_NOW:
                added, removed = [_as_written(other.said, texts)], [_as_written(own.said, [here.piece.text])]
                yield _instead(here, added, removed, Severity.SHOULD_FIX)
        often = [{word for word in words if _often(word)} for words in (here.piece.words, self._words_of(here))]
        if all(len(words) == 1 for words in often) and often[0] != often[1]:
            (own_often,), (other_often,) = often
            yield _instead(here, [_often_said(other_often)], [_often_said(own_often)], Severity.SHOULD_FIX)
        for word, put_in in denied(here.piece, here.sentences):
            told = f"“{word}” was {'put in' if put_in else 'left out'}"
            yield Difference(told, Severity.SHOULD_FIX, here.sentences)

    @staticmethod
    def _words_of(match: Match) -> list[str]:
        return [word for sentence in match.sentences for word in sentence.words]

    @staticmethod
    def _of_the_clause(match: Match) -> tuple[Sentence, ...]:
        """Return the sentences of a match that have half of the piece's telling words; all of them if none has."""
        telling = match.piece.telling
        clear = tuple(each for each in match.sentences if len(each.telling & telling) * 2 >= len(telling))
        return clear or match.sentences

    def _swapped(self, ours: Sequence[str], theirs: Sequence[str]) -> bool:
        """Return whether a sentence is a piece but for its parties, which stand in each other's place."""
        one, other = ([word for word in words if word not in _LITTLE] for words in (ours, theirs))
        if len(one) != len(other):
            return False
        places = [place for place, words in enumerate(zip(one, other, strict=True)) if words[0] != words[1]]
        between = one[places[0] : places[-1]] if places else []
        gone, come = ([self._named([words[place]]) for place in places] for words in (one, other))
        # “The PCT and the practice” are the same in whatever order.
        return bool(between) and all(gone) and sorted(gone) == sorted(come) and not _JOINING & set(between)

    def _elsewhere(self, word: str, match: Match) -> bool:
        """Return whether a figure that was left out of a sentence stands somewhere else, such as in a schedule."""
        return self._words[word] > sum(sentence.words.count(word) for sentence in match.sentences)

    def _other_party(self, change: Change) -> tuple[str, str] | None:
        """Return the party of a clause that a change names no longer, and the one named in its stead."""
        removed, added = self._named(change.removed), self._named(change.added)
        if {*removed, *added} == {"chair", "director"} and "of" not in (*change.removed, *change.added, change.after):
            return None  # a non-executive director may be in the chair
        if removed and added and not set(removed) & set(added):
            return removed[-1], added[-1]
        # Another committee, board or group: the word for it stays or comes again, the words before it are others.
        for last in ((), (change.after,)) if change.removed and change.added else ():
            phrase = " ".join((*change.removed, *last))
            if self._named((change.added[-1], *last)) and any(title.endswith(phrase) for title in self._titles):
                return phrase, " ".join((*change.added, *last))
        return None

    def _is_another(self, names: tuple[str, str], change: Change) -> bool:
        """Return whether the other name is another party, and not what the document calls the same one."""
        other = " ".join(change.added[: 1 + max(self._places_named(change.added), default=-1)])
        known = names[1] in POSTS or any(each.endswith(title) for each in (names[1], other) for title in self._titles)
        still = f" {names[0]} " in self._text if " " in names[0] else self._counts[names[0]] >= _STILL_CALLED_SO
        return (known or still) and self._renamed[names] < _A_NAME_BY_NOW

    def _up_to(self, words: Sequence[str]) -> str:
        """Return the words of a change up to the last that names a party, and what belongs to its title."""
        last = max(self._places_named(words))
        titles = (title.split() for title in self._titles)
        of_it = [
            title for title in titles if title[0] == words[last] and list(words[last : last + len(title)]) == title
        ]
        return _said(words[: last + max(map(len, of_it), default=1)])

    def _places_named(self, words: Sequence[str]) -> list[int]:
        return [place for place, word in enumerate(words) if singular(word) in self._parties]

    def _named(self, words: Collection[str] | Iterator[str]) -> list[str]:
        return [name for word in words if (name := singular(word)) in self._parties]


def _with_figures(sentences: Sequence[Sentence], nouns: Collection[str], unit: str) -> tuple[Sentence, ...]:
    return tuple(each for each in sentences if any(figure.unit == unit for figure in figures(each.words, nouns)))


def _instead(match: Match, added: list[str], removed: list[str], severity: Severity) -> Difference:
    has = f"the document has {listed(_quoted(added))} where the framework has {listed(_quoted(removed))}"
    return Difference(has, severity, match.sentences)


def _left_out(match: Match, removed: list[str]) -> Difference:
    return Difference(f"{listed(_quoted(removed))} was left out", Severity.SHOULD_FIX, match.sentences)


def _quoted(words: list[str]) -> list[str]:
    return [f"“{each}”" for each in dict.fromkeys(words)]


def _numbers(words: Sequence[str]) -> list[str]:
    return [word for word in words if word[-1:].isdigit() or word.endswith("%")]


def _with(number: str, words: Sequence[str], after: str) -> str:
    """Return a number as it is printed, with the word after it if that says what it counts."""
    following = (*words[words.index(number) + 1 :], after)[0]
    if not number.isdigit() or is_year(number):
        return _printed(number)
    return f"{_printed(number)} {following}" if following.isalpha() and following not in _NO_NOUNS else _printed(number)


def _printed_all(words: str) -> str:
    """Return a figure with what it counts as it is printed: `25,000 patients`."""
    number, _, counted = words.partition(" ")
    return f"{_printed(number)} {counted}" if counted else _printed(number)


def _as_it_stands(words: str, sentences: Sequence[Sentence]) -> str:
    """Return a figure with what it counts as it is printed, or as it is written with a hyphen: `two-year`."""
    number, _, counted = words.partition(" ")
    text = " ".join(sentence.text for sentence in sentences).lower()
    spellings = (number, NUMBERS_IN_WORDS.get(number, number))
    return next((said for each in spellings if counted and (said := f"{each}-{counted}") in text), _printed_all(words))


def _comparable(ours: list[Figure], theirs: list[Figure]) -> tuple[list[Figure], list[Figure]]:
    """Return the figures of a clause and those of a document to be held against them: one bound against the same."""
    for bound in (AT_MOST, AT_LEAST):
        bounded = [[figure for figure in figures_ if figure.bound == bound] for figures_ in (ours, theirs)]
        if all(bounded) and all(figure.bound == bound for figure in ours):
            return bounded[0], bounded[1]
    return ours, theirs


def _bare(figure: Figure, wanted: Collection[Decimal]) -> bool:
    """Return whether a figure without a unit can be one of a clause's, because all are large: 25,000 patients."""
    return not figure.unit and min(figure.value, *wanted) >= _LARGE


def _printed(number: str) -> str:
    """Return a number with its thousands apart: `£20,000`."""
    digits = number.removeprefix("£")
    return f"{number[: -len(digits)]}{int(digits):,}" if digits.isdigit() and not is_year(digits) else number


def _count(words: Sequence[str], known: Collection[str]) -> int:
    return sum(word in known for word in words)


def _unit(word: str) -> bool:
    return singular(word) in TIMES


def _often(word: str) -> bool:
    return word.startswith(EVERY)


def _often_said(word: str) -> str:
    return f"every {word.removeprefix(EVERY)}"


def _said(words: Sequence[str]) -> str:
    return " ".join(_SAID.get(word, _often_said(word) if _often(word) else word) for word in words)


def _as_written(words: str, texts: Sequence[str]) -> str:
    """Return words with the capitals that they have in the first text that has them."""
    pattern = re.compile(re.escape(words).replace(r"\ ", r"\s+"), re.IGNORECASE)
    found = next((match for text in texts if (match := pattern.search(text))), None)
    return found.group() if found else words
