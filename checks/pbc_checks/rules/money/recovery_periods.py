"""Periods of recovery as submissions claim them: back in month five, within ten months, after two years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pbc_checks.evidence.passages import sentences
from pbc_checks.rules.matter import Matter
from pbc_checks.rules.number_words import NUMBERS
from pbc_checks.submission import Block

_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
)  # fmt: skip
_NUMBERS = NUMBERS | {word: number for number, word in enumerate(_ORDINALS, start=1)}
_NUMBER = rf"(\d{{1,2}}(?:\.\d)?|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_BACK = re.compile(
    r"\b(?:(?:we |we will )recover|recover(?:ed|s|y period|y time)|recoup(?:ed|s)?|repaid|pay[- ]?back|break-even"
    r"|(?:pays?|paid|paying|earned|is|are|get it|(?:money|outlay|set-up|cost|\d) comes|gets? its money) back"
    r"|(?:pays?|paid) for (?:itself|themselves)|breaks? even)\b",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"(?:\b(?:in|within|after|over|inside|by|under|is|of|takes)\s|\b(?:period|time|payback|pay-back)\s?[:=|]\s?)"
    r"(?:the end of\s)?"
    r"(?:about\s|around\s|just (?:under|over)\s)?"
    rf"{_NUMBER}(\sand a half)?\s(weeks?|months?|years?)\b(?!\sand\s\w+\smonths)",
    re.IGNORECASE,
)
_MONTH = re.compile(
    rf"(?<!at )\bmonth\s{_NUMBER}\b(?!\s?(?:–|-|to|or)\s?\d)|\b{_NUMBER}(?:st|nd|rd|th)?\smonth\b(?!s)", re.IGNORECASE
)
_YEAR_OF_IT = re.compile(
    r"\b(?:in|within|during|inside|by the end of)\s(?:the\s|its\s|our\s)?(first|second|third)(?:\sfull)?\syear\b"
    r"(?!['’s])",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"£|\b(?:costs?|outlay|set[- ]up|start[- ]up|money|invest\w*|sums?|pay\w*|paid|spen[dt]\w*|savings?|break\w*)\b",
    re.IGNORECASE,
)
_IN_MONTHS = {"week": Decimal(12) / 52, "month": Decimal(1), "year": Decimal(12)}
_LASTING = re.compile(
    r"\b(?:for(?! (?:itself|themselves))|pilot|term|contract|notice|trial)\b[^.;]{0,15}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A period in months within which a sentence says that money is recovered; it is said to the `step`, in months.

    `whole_year` says that some time in a year was named, of which `months` is the end.
    """

    months: Decimal
    step: Decimal
    words: str
    sentence: str
    block: Block

    @property
    def whole_year(self) -> bool:
        """Return whether it is said in which year only."""
        return _YEAR_OF_IT.fullmatch(self.words) is not None


def claimed(matter: Matter) -> Iterator[Claimed]:
    """Yield the period of recovery of each sentence that claims just one."""
    for block in matter.running:
        if not _BACK.search(block.text):
            continue
        for sentence in sentences(block.text):
            if _BACK.search(sentence) and _MONEY.search(f"{sentence} {' '.join(block.headings[-1:])}"):
                found = [*_spans(sentence), *_months(sentence), *_years(sentence)]
                if len(found) == 1:
                    yield Claimed(*found[0], sentence, block)


def _spans(sentence: str) -> Iterator[tuple[Decimal, Decimal, str]]:
    for match in _SPAN.finditer(sentence):
        if not _LASTING.search(sentence[: match.start()]):
            number = _number(match.group(1)) + (Decimal("0.5") if match.group(2) else 0)
            unit = _IN_MONTHS[match.group(3).lower().rstrip("s")]
            yield number * unit, min(unit, Decimal(1)), match.group()


def _months(sentence: str) -> Iterator[tuple[Decimal, Decimal, str]]:
    for match in _MONTH.finditer(sentence):
        yield _number(match.group(1) or match.group(2)), Decimal(1), match.group()


def _years(sentence: str) -> Iterator[tuple[Decimal, Decimal, str]]:
    for match in _YEAR_OF_IT.finditer(sentence):
        yield 12 * _number(match.group(1)), Decimal(1), match.group()


def _number(word: str) -> Decimal:
    return Decimal(_NUMBERS.get(word.lower(), word))
