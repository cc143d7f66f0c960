"""The phrasing language: how a wording is written in a concept file, one a line, and how it is looked for.

A governance lead writes what people write. What may stand in a phrasing:

    letter of support          whole words; capitals do not matter; a space also matches a hyphen
    follow-up                  a hyphen also matches a space or nothing: follow up, followup
    NICE, SystmOne             a word with a capital after its first letter matches exactly so (not "nice")
    interpret*   *ologist      any ending, any beginning
    (bus|train|taxi)           one of these; each may be several words
    [formal] tender            the words in square brackets may be left out
    lose ... income            up to six words may stand between; "... ..." up to twelve
    #   £#   #%                a number (15, 1,218, six), a sum of money (£4.50, £120k), a percentage (95%, 10 per cent)
    <people>   <name>          any wording of a shared list of that name; a word with a capital; <month>, <date>, <year>
    : / % & + ? , ; = £ -      stand for themselves; brackets always group

A phrasing becomes one regular expression. Its `needs` are lists of words, and one of each list has to stand in a text
for the phrasing to match; an index of a submission's words makes most phrasings cost nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

_NUMBER_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand"
)
# Digits are possessive and a number never begins after "1,": a long row of figures is read once, not once a figure.
_FIGURES = r"\d++(?:,\d++)*+(?:\.\d++)?+"
NUMBER = rf"(?<![\w£.])(?<!\d,)(?:{_FIGURES}(?:k|m|bn)?|(?:{_NUMBER_WORDS}))(?!\w)"
SUM = rf"£\s?{_FIGURES}(?:\s?(?:k|m|bn|million|thousand)\b)?"
PERCENTAGE = rf"(?<![\w£.])(?<!\d,){_FIGURES}\s?(?:%|per\s?cent\b)"
_WORD_BEGINS = r"(?<!\w)"  # before a letter or figure the same as \b, and told at once
_MONTH_NAMES = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
_WHOLE_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_A_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t|tember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b"
)
MONTH = _WORD_BEGINS + _A_MONTH
DATE = (
    rf"{_WORD_BEGINS}(?:\d{{1,2}}(?:st|nd|rd|th)?\s{MONTH}|{_A_MONTH}\s(?:20)?\d\d(?:\d\d)?\b"
    rf"|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b"
    rf"|(?:by|in|from|since|until|of|early|mid|late)\s(?-i:{_WHOLE_MONTHS})\b)"
)
DATE_POSSIBLE = re.compile(rf"\d|{_WHOLE_MONTHS}")  # a text in which this does not stand has no DATE
_BUILT_IN = {
    "name": r"(?-i:(?<!\w)[A-Z][a-z]\w*(?!\w))",
    "month": MONTH,
    "date": DATE,
    "year": r"(?<!\w)(?:19|20)\d\d(?!\w)",
}
DIGIT, SLASHED = "0", "0/0"
MARKS = frozenset("£%→&+=")
_TOKENS = re.compile(r"[^\W_]+|[£%→&+=]")
_SLASHED = re.compile(r"\d[/.]\d")
_DIGITS = re.compile(r"\d")
_SEPARATOR = r"(?:'s?)?[\s-]+"
_GAP_WORDS = 6
_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<gap>\.\.\.)|(?P<list><[a-z][a-z-]*>)|(?P<sum>£#)|(?P<percent>#%)|(?P<number>#)"
    r"|(?P<bracket>[()\[\]|])|(?P<word>\*?[^\W_](?:[\w'&.-]*[^\W_])?\*?)|(?P<mark>[:/%&+?=,;→\"£-])"
)


def words_of(folded: str) -> set[str]:
    """Return everything in a folded text that an anchor can be: its words in lower case, marks, and kinds of figure."""
    found = set(_TOKENS.findall(folded.lower()))
    if _DIGITS.search(folded):
        found.add(DIGIT)
        if _SLASHED.search(folded):
            found.add(SLASHED)
    return found


class PhrasingError(ValueError):
    """A phrasing that cannot be understood; the message says why and what to write instead."""


class Anchor(NamedTuple):
    """A word that has to stand in a text: whole, or with any `ending`, or with any `beginning`. Lower case.

    A mark (£, %, →) stands for itself, and so do DIGIT, any figure, and SLASHED, figures as in 3/7/2009.
    """

    word: str
    ending: bool = False
    beginning: bool = False


_MONTH_ANCHORS = tuple(Anchor(word) for word in _MONTH_NAMES.split("|"))
_NUMBER_ANCHORS = (Anchor(DIGIT), *(Anchor(word) for word in _NUMBER_WORDS.split("|")))
_SUM_ANCHORS = (Anchor("£"),)
_PERCENTAGE_ANCHORS = (Anchor("%"), Anchor("per", beginning=True), Anchor("percent", beginning=True))
_BUILT_IN_ANCHORS = {
    "month": _MONTH_ANCHORS,
    "date": (*_MONTH_ANCHORS, Anchor(SLASHED)),
    "year": (Anchor("19", ending=True), Anchor("20", ending=True)),
}


@dataclass(frozen=True, slots=True)
class Phrasing:
    """A phrasing as written, and the expression it means.

    Of each of its `needs` an anchor has to stand in a text; without any it may match any text.
    """

    text: str
    expression: str
    needs: tuple[tuple[Anchor, ...], ...]

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """Return the need that narrows most: few words, then long ones."""
        return _narrowest(self.needs)

    def search(self, folded: str, start: int = 0) -> re.Match[str] | None:
        """Return the first match in a folded text (see `fold`), or None."""
        return _pattern(self.expression).search(folded, start)

    def finditer(self, folded: str) -> Iterable[re.Match[str]]:
        """Yield every match in a folded text."""
        return _pattern(self.expression).finditer(folded)

    def __str__(self) -> str:
        """Return the phrasing as written."""
        return self.text


_FOLD = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "‐": "-", "\xa0": " "})


def fold(text: str) -> str:
    """Return a text with typographers' quotation marks, dashes and spaces made plain; its length does not change."""
    return text.translate(_FOLD)


@cache
def _pattern(expression: str) -> re.Pattern[str]:
    """Return the compiled expression; made when first needed, since most phrasings never are."""
    return re.compile(expression, re.IGNORECASE)


def parse_phrasing(text: str, lists: Mapping[str, tuple[Phrasing, ...]] | None = None) -> Phrasing:
    """Return a phrasing. `lists` are the shared word lists by name. Raises PhrasingError."""
    try:
        expression, needs = _Parser(text, lists or {}).parse()
    except RecursionError:
        raise PhrasingError(f"'{text[:40]}…' has too many brackets inside brackets. Write several phrasings.") from None
    return Phrasing(text, expression, needs)


@dataclass(slots=True)
class _Item:
    """One element of a sequence: its expression, the words that anchor it, and how it joins on."""

    expression: str
    anchors: tuple[Anchor, ...] = ()
    spaced: bool = True  # white space stood before it
    optional: bool = False
    gap: bool = False
    mark: bool = False


class _Parser:
    """A recursive descent over the tokens of one phrasing."""

    def __init__(self, text: str, lists: Mapping[str, tuple[Phrasing, ...]]) -> None:
        self.text = text
        self.lists = lists
        self.tokens = list(self._tokens())
        self.at = 0

    def _tokens(self) -> Iterable[tuple[str, str]]:
        position = 0
        while position < len(self.text):
            match = _TOKEN.match(self.text, position)
            if match is None:
                raise PhrasingError(
                    f"'{self.text}' has '{self.text[position]}', which phrasings do not use. Leave it out."
                )
            yield match.lastgroup or "", match.group()
            position = match.end()

    def parse(self) -> tuple[str, tuple[tuple[Anchor, ...], ...]]:
        if not self.text.strip():
            raise PhrasingError("This phrasing is empty. Write the words to look for.")
        items = self._sequence()
        if self.at < len(self.tokens):
            raise PhrasingError(
                f"'{self.text}' has a '{self.tokens[self.at][1]}' that nothing opened. Remove it or open it."
            )
        return _join(items, self.text), _needs(items)

    def _sequence(self) -> list[_Item]:
        items: list[_Item] = []
        spaced = False
        while self.at < len(self.tokens):
            kind, token = self.tokens[self.at]
            if token in {")", "]", "|"} and kind == "bracket":
                break
            self.at += 1
            if kind == "space":
                spaced = True
                continue
            item = self._item(kind, token)
            item.spaced = spaced
            items.append(item)
            spaced = False
        return items

    def _item(self, kind: str, token: str) -> _Item:
        match kind:
            case "gap":
                return self._gap()
            case "sum":
                return _Item(SUM, _SUM_ANCHORS)
            case "percent":
                return _Item(PERCENTAGE, _PERCENTAGE_ANCHORS)
            case "number":
                return _Item(NUMBER, _NUMBER_ANCHORS)
            case "list":
                return self._list(token[1:-1])
            case "bracket":
                return self._group(token)
            case "mark":
                anchors = (Anchor(token),) if token in MARKS else ()
                return _Item(rf"\s*{re.escape(token)}\s*", anchors, mark=True)
            case _:
                return _word(token)

    def _gap(self) -> _Item:
        """Return one gap for this '...' and those that follow it."""
        words = _GAP_WORDS
        while self.tokens[self.at : self.at + 2] == [("space", " "), ("gap", "...")]:
            self.at += 2
            words += _GAP_WORDS
        # Words are atomic and the space before them possessive: a gap is tried once for each number of words, no more.
        return _Item(rf"(?:\W++(?>\w+(?:'\w+)*)){{0,{words}}}?\W+", gap=True)

    def _list(self, name: str) -> _Item:
        if name in _BUILT_IN:
            return _Item(_BUILT_IN[name], _BUILT_IN_ANCHORS.get(name, ()))
        if name not in self.lists:
            choices = ", ".join(sorted({*self.lists, *_BUILT_IN}))
            raise PhrasingError(f"'{self.text}' names the list <{name}>, which nobody wrote. There are: {choices}.")
        wordings = self.lists[name]
        anchored = all(wording.anchors for wording in wordings)
        anchors = tuple(dict.fromkeys(a for wording in wordings for a in wording.anchors)) if anchored else ()
        return _Item(_either([wording.expression for wording in wordings]), anchors)

    def _group(self, opened: str) -> _Item:
        closing = ")" if opened == "(" else "]"
        branches = [self._sequence()]
        while self.at < len(self.tokens) and self.tokens[self.at] == ("bracket", "|"):
            self.at += 1
            branches.append(self._sequence())
        if self.at >= len(self.tokens) or self.tokens[self.at][1] != closing:
            raise PhrasingError(f"'{self.text}' opens a '{opened}' that nothing closes. Add a '{closing}'.")
        self.at += 1
        if any(not branch for branch in branches):
            advice = "Take the extra '|' out, or use [ ] for words that may be left out."
            raise PhrasingError(f"'{self.text}' has an empty choice in brackets. {advice}")
        expression = _either([_join(branch, self.text) for branch in branches])
        each = [_narrowest(_needs(branch)) for branch in branches]
        anchors = tuple(dict.fromkeys(a for one in each for a in one)) if all(each) else ()
        return _Item(expression, anchors, optional=opened == "[")


def _either(expressions: list[str]) -> str:
    """Return one expression for several, any of which may stand.

    What all begin with is looked at once: a list of fifty words is then passed over at most letters of a text.
    """
    if all(expression.startswith(_WORD_BEGINS) for expression in expressions):
        return f"{_WORD_BEGINS}(?:{'|'.join(expression.removeprefix(_WORD_BEGINS) for expression in expressions)})"
    return f"(?:{'|'.join(expressions)})"


def _word(token: str) -> _Item:
    """Return a word: whole unless a star says otherwise, exact where it has a capital inside."""
    beginning, ending = token.startswith("*"), token.endswith("*")
    word = token.strip("*")
    pieces = [re.escape(piece).replace("'", "'?") for piece in word.split("-")]
    body = r"[\s-]?".join(pieces)
    if word[1:] != word[1:].lower():
        body = f"(?-i:{body})"
    expression = (r"\b\w*" if beginning else _WORD_BEGINS) + body + (r"\w*" if ending else r"(?!\w)")
    first = re.split(r"[\W_]", word)[0].lower()
    whole = first == word.lower()
    return _Item(expression, (Anchor(first, ending=ending or not whole, beginning=beginning),))


def _join(items: list[_Item], text: str) -> str:
    """Return one expression for a sequence, with white space between its items."""
    if all(item.gap for item in items) or items[0].gap or items[-1].gap:
        raise PhrasingError(f"'{text}' begins or ends with '...'. Write words on both sides of it.")
    made = ""
    before: _Item | None = None
    lead = False  # whether only words that may be left out stand before
    for item in items:
        touching = before is None or before.gap or item.gap or item.mark or before.mark
        if not touching and not item.spaced:
            raise PhrasingError(f"'{text}' joins words and brackets. Leave a space between them.")
        separator = "" if touching or lead else _SEPARATOR
        if item.optional:
            if before is None or lead:
                made += f"(?:{item.expression}{_SEPARATOR})?"
                lead = True
            elif before.gap:
                made += f"(?:{item.expression}{_SEPARATOR})?"
                continue  # the gap still stands before what follows
            else:
                made += f"(?:{separator}{item.expression})?"
        else:
            made += separator + item.expression
            lead = False
        before = item
    if lead:
        raise PhrasingError(f"'{text}' has only words that may be left out. Write one that has to stand.")
    return made


def _needs(items: list[_Item]) -> tuple[tuple[Anchor, ...], ...]:
    """Return the anchors of each item that has to stand."""
    return tuple(dict.fromkeys(item.anchors for item in items if item.anchors and not item.optional))


def _narrowest(needs: tuple[tuple[Anchor, ...], ...]) -> tuple[Anchor, ...]:
    """Return the need that narrows most: few words, then long ones."""
    return min(needs, key=lambda anchors: (len(anchors), -min(len(anchor.word) for anchor in anchors)), default=())
