"""The words of clauses and of documents, brought to one form so that they can be compared.

Abbreviations are written out, figures are written in one way (70 per cent is `70%`, four weeks are `4 weeks`), and so
are bounds (`≥` for at least, `≤` for at most) and how often something happens (`/month`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from pbc_checks.rules.sums import SUM, in_pounds
from pbc_frameworks.model import Framework
from pbc_frameworks.phrasing import fold

GAP = "\0"
"""Stands in a clause for what a PCT fills in: its name, a date, the number of another clause."""
AT_LEAST, AT_MOST = "≥", "≤"
EVERY = "/"
"""Begins the word for how often something happens: `/month`."""

_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=2
    )
}
NUMBERS_IN_WORDS = {number: word for word, number in _NUMBERS.items()}
"""Numbers from two to twelve in words, by their figures."""
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(_NUMBERS)})\b")
_ONE = re.compile(r"\bone(?=[ -](?:financial |calendar )?(?:year|month|quarter|week|day)\b)")
_PERCENT = re.compile(r"(\d)\s?(?:%|per\s?cent\b|percent\b)")
_PENCE = re.compile(r"\b(\d{1,2})p\b")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_AMOUNT = r"£?\d[\d.]*%?(?: (?:days?|weeks?|months?|years?|patients?))?"
_SPELLINGS = tuple(
    (re.compile(expression), said)
    for expression, said in (
        (r"\bpractice[ -]based[ -]commissioning\b", " pbc "),
        (r"\bpractice[ -]based[ -]commissioners?\b", " pbc practices "),
        (r"\bt?pcts?\b|\b(?:teaching )?primary care trusts?\b", " pct "),
        (r"\bgeneral practitioners?\b|\bgps\b", " gp "),
        (r"\b(?:at least|(?:not|no) (?:less|fewer|lower|earlier) than|a minimum of|upwards of)\b", f" {AT_LEAST} "),
        (r"\b(?:at most|(?:not|no) (?:more|later|longer|higher) than|a maximum of)\b", f" {AT_MOST} "),
        (r"\bnot exceeding\b|\bup to(?= \W?\d)", f" {AT_MOST} "),
        (rf"({_AMOUNT}) or (?:less|fewer|below|under)\b", rf" {AT_MOST} \1"),
        (rf"({_AMOUNT}) or (?:more|above|over)\b", rf" {AT_LEAST} \1"),
        (r"\b(?:every|each|per) week\b|\bweekly\b", f" {EVERY}week "),
        (r"\b(?:every|each|per) month\b|\bmonthly\b", f" {EVERY}month "),
        (r"\b(?:every|each|per) quarter\b|\bquarterly\b", f" {EVERY}quarter "),
        (r"\b(?:every|each) year\b|\bannual(?:ly)?\b|\byearly\b", f" {EVERY}year "),
        (r"\bcan(?:'t| ?not)\b", " can not "),
        (r"n't\b", " not "),
        (r"'s?(?!\w)", ""),
    )
)
_WORD = re.compile(rf"{GAP}|[{AT_LEAST}{AT_MOST}]|£[\d.]+|\d+(?:\.\d+)*%?|/?[a-z]+")
_NUMBERING = re.compile(r"^\W*(?:\d+(?:\.\d+)+[.)]?|\d+[.)]|\(?[a-z]\)|\(?[ivx]+\))\s+", re.IGNORECASE)
_STOP_WORDS = """
    a an the of to in on for and or by with at as is are be it its this that these those which who whom whose from
    not no any all each other will shall may must can could would should has have had been their they them there
    than then so such when where whether how what if into out up under over between within about after before more
    most also own one both through only during some same does do did done upon was were he she we our us
"""
_STOP = frozenset(_STOP_WORDS.split())
_ENDINGS = tuple(
    ending
    for family in ("isation ization ations ation", "ments ment ities ity ness", "ions ion ings ing ives ive",
                   "ally ly ies ied", "ers er ed es e s y al")
    for ending in family.split()
)  # fmt: skip
_AFTER_THE_HEAD = re.compile(r"\b(?:of|for|to|who|responsible|outside)\b")
_AFTER_THE_OFFICE = re.compile(r" of the | to the | \(|,| who | nominated | responsible ")
_ABBREVIATION = re.compile(r"\b[A-Z]{2,}\b")
_PARTIES = frozenset(
    {"pct", "pbc", "party", "practice", "cluster", "locality", "group", "committee", "board", "panel", "executive",
     "authority", "chair", "director"}
)  # fmt: skip
_NATIONAL_BODIES = ("local medical committee", "professional executive committee", "strategic health authority")
NOT = frozenset({"not", "no", "never", "nobody", "none", "nothing", "neither", "nor", "without"})
"""The words that deny."""
_SHORTEST_STEM = 4  # letters
_SHORTEST_ABBREVIATION = 3  # letters: shorter ones are words


class Language:
    """How the words of one framework are read: the names of its parties and bodies are known by their initials."""

    def __init__(self, framework: Framework) -> None:
        named = [each.title for each in framework.parties] + [each.title for each in framework.bodies]
        titles = [re.sub(r"\s*\(.*?\)", "", title) for title in named]
        self._abbreviations = {
            initials: title
            for title in titles
            if len(initials := _initials(title)) >= _SHORTEST_ABBREVIATION and not _ABBREVIATION.search(title)
        }
        pct = next((title for party, title in zip(framework.parties, titles, strict=False) if party.id == "pct"), "")
        if pct:
            self._abbreviations[_initials(pct)] = pct
        known = "|".join(sorted(self._abbreviations, key=len, reverse=True))
        self._abbreviation = re.compile(rf"\b(?:{known})\b") if known else None
        self._pct = re.compile(rf"\b{re.escape(pct.lower() or 'pct')}s?\b")
        self._citation = re.compile(rf"\[{re.escape(framework.source.short)}[^\]]*\]?")
        heads = (_AFTER_THE_HEAD.split(title)[0].split() for title in titles)
        self.parties = _PARTIES | {singular(head[-1].lower()) for head in heads if head}
        """The words by which parties and bodies are told apart: pct, practice, committee, board."""
        offices = [_AFTER_THE_OFFICE.split(title)[0] for title in framework.offices.values()]
        self.titles = frozenset(
            (*_NATIONAL_BODIES, *(" ".join(self.words(title)) for title in (*titles, *offices) if " " in title))
        )
        """The titles of parties, bodies and offices of several words, in one form."""

    def words(self, text: str) -> tuple[str, ...]:
        """Return the words of a text in one form; its number and the citation after it are no part of it."""
        text = self._citation.sub(" ", _NUMBERING.sub("", fold(text)))
        if self._abbreviation:
            text = self._abbreviation.sub(lambda match: self._abbreviations[match.group()], text)
        text = self._pct.sub("pct", _figures(text.lower()))
        for expression, said in _SPELLINGS:
            text = expression.sub(said, text)
        return tuple(_WORD.findall(text))


def _initials(title: str) -> str:
    return "".join(word[0] for word in re.findall(r"\w+", title)).upper()


def _figures(text: str) -> str:
    text = _NUMBER_WORD.sub(lambda match: _NUMBERS[match.group()], text)
    text = _ONE.sub("1", text)
    text = SUM.sub(lambda match: f"£{in_pounds(match).normalize():f}", text)
    text = _PENCE.sub(lambda match: f"£{(Decimal(match.group(1)) / 100).normalize():f}", text)
    return _PERCENT.sub(r"\1%", _THOUSANDS.sub("", text))


def telling(words: Iterable[str]) -> frozenset[str]:
    """Return the stems of the words that tell what a text is about; figures and bounds do not, they can be altered."""
    return frozenset(stem(word) for word in words if word not in _STOP and word.strip(EVERY).isalpha())


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return what a word shares with its other forms: `commissioned` and `commissioning` are `commission`."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def singular(word: str) -> str:
    """Return a noun in the singular: practices are `practice`, localities `locality`."""
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")
