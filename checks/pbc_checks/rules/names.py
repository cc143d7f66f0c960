"""Names of people and organisations: whether two spellings mean the same one, and where a text has them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

_HIS = {"mr", "sir", "lord"}
_HERS = {"mrs", "ms", "miss", "sister", "sr", "lady", "dame"}
_LEARNED = {"dr", "doctor", "drs", "prof", "professor"}
_TITLES = _HIS | _HERS | _LEARNED | {"mx", "cllr", "councillor", "rev", "revd", "canon", "nurse", "matron"}
_PARTICLES = {"de", "la", "le", "du", "van", "der", "von", "den"}
_SHORTEST_MISSPELT = 3  # letters; the other name has one more: Ana and Anna, but Tim is not Tom
_SHORTEST_SHORT_FORM = 3
_LONGEST_LETTERS_AFTER = 2  # GP, RN, JP: letters behind a name that a comma need not part from it

_TITLE = r"(?:Drs?|Doctor|Mrs?|Ms|Miss|Mx|Sister|Sr|Prof(?:essor)?|Sir|Dame|Lady|Lord|Cllr|Councillor|Revd?|Canon)\b\.?"
_SURNAME = r"(?:(?:de|la|le|du|van|der|von|den)\s){0,2}[A-Z][A-Za-z]*(?:[’'-][A-Z]?[A-Za-z]+)*"
_GIVEN = r"(?:[A-Z]\.\s?|[A-Z]\s|[A-Z][a-z]+(?:-[A-Z][a-z]+)?\s)"
_NAME = re.compile(
    rf"\b{_TITLE}\s{_GIVEN}{{0,3}}{_SURNAME}"
    rf"|\b(?:[A-Z]\.\s?|[A-Z][a-z]+(?:-[A-Z][a-z]+)?\s){_GIVEN}{{0,2}}{_SURNAME}"
)
_AND = rf"(?:,\s|\sand\s|,\sand\s)(?!{_TITLE})"
_SEVERAL = re.compile(rf"\bDrs\s({_SURNAME}(?:{_AND}{_SURNAME}){{1,5}})")
_POSSESSIVE = re.compile(r"[’']s$")


class Likeness(IntEnum):
    """Whether two names can mean one person: no, by the surname alone, or by the given name or initial too."""

    DIFFERENT = 0
    SURNAME = 1
    SAME = 2


@dataclass(frozen=True, slots=True)
class _Person:
    title: str
    given: tuple[str, ...]
    surname: str


@lru_cache(maxsize=4096)
def _person(name: str) -> _Person:
    """Return a name taken apart; what stands behind a comma or in brackets (GP, Chair) is left out."""
    words = [word for word in re.split(r"[\s.]+", re.sub(r"[,(].*", "", _plain(name))) if word]
    title = words.pop(0).lower() if len(words) > 1 and words[0].lower() in _TITLES else ""
    while len(words) > 1 and words[-1].isupper() and len(words[-1]) <= _LONGEST_LETTERS_AFTER:
        words.pop()
    folded = [word.casefold().replace("'", "") for word in words]
    parts = [part for word in folded for part in word.split("-")]
    at = len(parts) - (len(folded[-1].split("-")) if folded else 0)
    while at > 1 and parts[at - 1] in _PARTICLES:
        at -= 1
    return _Person(title, tuple(parts[:at]), " ".join(parts[at:]))


def same_person(one: str, other: str) -> Likeness:
    """Return whether two names can mean one person.

    Titles, initials, hyphens and what stands behind the name are looked past, and one wrong letter in a surname where
    the given names are one. “Dr Pell” and “Dr Anna Pell” are the same by the surname alone.
    """
    first, second = _hyphenated(_person(one), _person(other))
    exact = first.surname == second.surname
    if not first.surname or not second.surname or not (exact or _misspelt(first.surname, second.surname)):
        return Likeness.DIFFERENT
    given = _given(first, second)
    titles = _titles_agree(first.title, second.title)
    if given is None:
        return Likeness.SURNAME if exact and titles else Likeness.DIFFERENT
    whole = all(len(person.given[0]) > 1 for person in (first, second))
    return Likeness.SAME if given and (whole or (exact and titles)) else Likeness.DIFFERENT


def _hyphenated(one: _Person, other: _Person) -> tuple[_Person, _Person]:
    """Return two people with the hyphen put back where one of them has a double name and the other has it in two."""
    if " " in other.surname:
        return _doubled(one, other.surname), other
    return one, _doubled(other, one.surname)


def _doubled(person: _Person, surname: str) -> _Person:
    words, wanted = (*person.given, person.surname), tuple(surname.split())
    if " " in person.surname or len(wanted) < 2 or words[-len(wanted) :] != wanted:
        return person
    return _Person(person.title, words[: -len(wanted)], surname)


def _given(one: _Person, other: _Person) -> bool | None:
    """Return whether the first given names agree; None where one of the two has none."""
    if not one.given or not other.given:
        return None
    shorter, longer = sorted((one.given[0], other.given[0]), key=len)
    if len(shorter) == 1 or len(shorter) >= _SHORTEST_SHORT_FORM:
        return longer.startswith(shorter) or _misspelt(shorter, longer)
    return shorter == longer


def _titles_agree(one: str, other: str) -> bool:
    return not one or not other or one == other or any({one, other} <= titles for titles in (_LEARNED, _HERS, _HIS))


def _misspelt(one: str, other: str) -> bool:
    """Return whether two words differ in one letter, put in, left out, changed or swapped; never the first."""
    shorter, longer = sorted((len(one), len(other)))
    if shorter < _SHORTEST_MISSPELT or longer == _SHORTEST_MISSPELT or one[0] != other[0]:
        return False
    return OSA.distance(one, other, score_cutoff=1) <= 1


def names_in(text: str) -> Iterator[str]:
    """Yield what looks like the name of a person: with a title, or a given name or initial before the surname."""
    for match in _SEVERAL.finditer(text):
        yield from (f"Dr {surname}" for surname in re.split(r",\s(?:and\s)?|\sand\s", match.group(1)))
    for match in _NAME.finditer(text):
        if not _SEVERAL.match(text, match.start()):
            yield _POSSESSIVE.sub("", match.group())


def has_title(name: str) -> bool:
    """Return whether a name begins with a title, so that it cannot be a place or a firm."""
    return bool(_person(name).title)


@dataclass(frozen=True, slots=True)
class Meant:
    """Who a name may mean, of those who are known; `firm` if by more than the surname. Several: it cannot be told."""

    names: tuple[str, ...]
    firm: bool


@dataclass(frozen=True, slots=True)
class Roster:
    """The people who are known, each once."""

    names: tuple[str, ...]

    @classmethod
    def of(cls, names: Iterable[str]) -> Roster:
        """Return the people of a list in which one may stand several times, spelt differently."""
        found: list[str] = []
        for name in dict.fromkeys(names):
            if not any(same_person(name, other) is Likeness.SAME or name == other for other in found):
                found.append(name)
        return cls(tuple(found))

    def meant(self, name: str) -> Meant:
        """Return who a name may mean."""
        likeness = {known: same_person(name, known) for known in self.names}
        best = max(likeness.values(), default=Likeness.DIFFERENT)
        if best is Likeness.DIFFERENT:
            return Meant((), firm=False)
        return Meant(tuple(known for known, how in likeness.items() if how is best), firm=best is Likeness.SAME)


_FORMS = {"ltd": "ltd", "limited": "ltd", "llp": "llp", "plc": "plc", "cic": "cic"}
_TRUST = {"nhs", "foundation", "trust"}
_SPELLINGS = {"center": "centre", "rd": "road", "saint": "st", "co": "company", "grp": "group", "dept": "department"}
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*|&")
_SHORTEST_JOINED_WORD = 3  # letters
_SHORTEST_MISSPELT_WORD = 6  # letters: Mill and Hill, Bridge and Ridge are two places


@dataclass(frozen=True, slots=True)
class _Organisation:
    words: tuple[str, ...]
    form: str  # its legal form, where the name has it


def _plain(text: str) -> str:
    """Return a text with straight apostrophes and without accents."""
    return unicodedata.normalize("NFKD", text.replace("’", "'")).encode("ascii", "ignore").decode()


def _word(word: str) -> str:
    folded = _plain(word).casefold().replace("'", "")
    return "and" if folded == "&" else _SPELLINGS.get(folded, folded)


@lru_cache(maxsize=1024)
def _organisation(name: str) -> _Organisation:
    words = [_word(word) for word in _WORD.findall(name)]
    form = ""
    if len(words) > 1 and words[-1] in _FORMS:
        form = _FORMS[words.pop()]
    elif len(words) > 1 and words[-1] == "trust" and {"nhs", "foundation"} & set(words):
        while len(words) > 1 and words[-1] in _TRUST:
            words.pop()
    return _Organisation(tuple(words[1:] if words[:1] == ["the"] and len(words) > 1 else words), form)


def same_organisation(one: str, other: str) -> bool:
    """Return whether two names mean one organisation.

    Limited and Ltd, & and “and”, “The”, a trust's “NHS Trust” and one wrong letter are looked past. A surgery is no
    medical centre, and a limited company no partnership.
    """
    first, second = _organisation(one), _organisation(other)
    return (not first.form or not second.form or first.form == second.form) and _alike(first.words, second.words)


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if abs(len(one) - len(other)) == 1:
        return _run_together(one, other)
    if len(one) != len(other) or not one:
        return False
    wrong = [(first, second) for first, second in zip(one, other, strict=True) if first != second]
    if not wrong:
        return True
    long = all(min(len(first), len(second)) >= _SHORTEST_MISSPELT_WORD for first, second in wrong)
    return len(one) > 1 and len(wrong) == 1 and long and _misspelt(*wrong[0])


def _run_together(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether two names differ only in that two words of one are one word of the other: Castle Mead, Castlemead.

    A word stays beside the two, and both of them are words: St Ann's and Stann's, or A Cross and Across, are not.
    """
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) > 1 and any(
        shorter == (*longer[:at], longer[at] + longer[at + 1], *longer[at + 2 :])
        and min(len(longer[at]), len(longer[at + 1])) >= _SHORTEST_JOINED_WORD
        for at in range(len(longer) - 1)
    )


def organisation_in(name: str, text: str) -> str:
    """Return an organisation's name as it stands in a text, or an empty text. It has to begin with a capital there."""
    wanted = _organisation(name)
    folded = text.casefold()
    if not wanted.words or not any(word in folded for word in wanted.words):
        return ""
    words = list(_WORD.finditer(text))
    plain = [_word(match.group()) for match in words]
    count = len(wanted.words)
    # A word more or less than the name has: two of its words may be written as one.
    sizes = [size for size in (count, count - 1, count + 1) if size > 1 or size == count]
    for size in sizes:
        for at in range(len(words) - size + 1):
            end = at + size
            begins = words[at].group()[0]
            if not (begins.isupper() or begins.isdigit()) or not _alike(wanted.words, tuple(plain[at:end])):
                continue
            form = _FORMS.get(plain[end], "") if end < len(plain) else ""
            if form and wanted.form and form != wanted.form:
                continue
            if len(wanted.words) == 1 and wanted.form and not form:
                continue  # one word alone is as well a place or a person
            return text[words[at].start() : words[end if form else end - 1].end()]
    return ""
