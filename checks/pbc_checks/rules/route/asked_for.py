"""What a submission asks for that decides its route: freed-up resources and how much, capital, a tender."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from pbc_checks.evidence.passages import Passage
from pbc_checks.evidence.quotation import quotes
from pbc_checks.findings import Evidence
from pbc_checks.rules.matter import Matter, once
from pbc_checks.rules.sums import SUM, in_pounds
from pbc_checks.submission import BlockKind

FREED_UP = re.compile(
    r"\bfreed[- ]up (?:PBC )?(?:resources?|money|funds?|savings?)|\bresources freed[- ]up\b|\bFURs?\b"
    r"|\befficiency gains?\b|\bPBC savings?\b",
    re.IGNORECASE,
)
_DRAWN = re.compile(
    r"\b(?:from|out of|use[sd]?|using|fund(?:s|ed|ing)?|paid|pays?|met|spen[dt]|draw|drawn|drawing|source|bid"
    r"|appl(?:y|ied)|ask(?:s|ed|ing)?|request\w*|release\w*|comes?|covers?|covered|where)\b",
    re.IGNORECASE,
)
_NONE_DRAWN = re.compile(
    r"(?:\b(?:no|not|none|nor|neither|without)\b|n[’']t\b)[^.;£]{0,40}$"
    r"|\b(?:no|nothing|none)\b[^.;£]{0,25}\b(?:from|of)\b[^.;£]{0,25}$",
    re.IGNORECASE,
)
# What will become of savings that the proposal itself may make is another question than what pays for it.
_TO_COME = re.compile(
    r"\b(?:if (?:any|there)|any(?:thing)?|whatever|surplus|future|share of|afterwards|first call|priorit\w+"
    r"|(?:would|will|to|could|shall|should) (?:then )?be (?:spent|put|used|reinvested|applied)\b"
    r"(?! (?:for|to) (?:this|fund|pay))|use of (?:any )?(?:savings|freed[- ]up|resources freed)"
    r"|what (?:would|will|shall|is|should|do|we)|spen[dt] (?:it |them |the |any )?(?:savings|freed|on))\b",
    re.IGNORECASE,
)
_SPENT_BEFORE = re.compile(
    r"\b(?:was|were|had been) (?:\w+ )?(?:bought|paid|spent|funded|used|purchased|met)\b|\blast year\b", re.IGNORECASE
)
_JOINED = re.compile(r"\b(?:of|from|out of|in|is|are|comes?|to be)\b", re.IGNORECASE)
_BESIDE_IT = re.compile(r"\s(?:of )?(?:(?:our|the|cluster|locality|group|practices?)(?:[’']s)?\s){0,2}")
_OUT_OF = re.compile(r"\s*of(?: the| our)?\s*", re.IGNORECASE)
_FROM_WHICH = re.compile(
    r"[^.;]{0,120}?\b(?:of|from) which (?:we (?:ask for|would use|will use|need) )?(£)", re.IGNORECASE
)
_IN_A_YEAR = re.compile(
    r"\s(?:in|for) (?:20\d\d ?[/-] ?(?:20)?\d\d|(?:the )?(?:first|second|third|next) year|year \w+)"
)
_IN_A_YEAR_AND = re.compile(rf"{_IN_A_YEAR.pattern},?(?: and| then| and then)? ")
_POT = re.compile(
    r"\b(?:balance|pot|held|holds?|certified|audited|still|carried|remain\w*|statement|total\w*|altogether|earned)\b",
    re.IGNORECASE,
)
_BESIDE = 80  # characters between a sum and the resources that it is of
_BEHIND = 30
_PLACE = (
    r"(?:surger(?:y|ies)|premises|buildings?|health centre|rooms?|clinic|store|garage|flat|area|suites?|reception"
    r"|toilets?|car park)\b"
    r"(?! (?:lease|hire|hours|rent|list|times?|bookings?)\b)"
)
_PART = r"(?:the|our|a|an|part of|two|one)\b[^.;]{0,30}\b"
_OF_CAPITAL = ("capital", "construct", "refurb", "conver", "exten", "build")
_CAPITAL = re.compile(
    r"\bcapital (?:developments?|schemes?|works?|costs?|expenditure|spend(?:ing)?|bids?|money|funding|funds"
    r"|investments?|items?|grants?|outlay|projects?|purchases?|equipment)\b"
    r"|\b(?:building|construction|refurbishment|conversion) (?:works?|costs?|project)\b|\bnew[- ]build\b"
    r"|\bbuild(?:ing)? (?:a|an|the|one|two|our) (?:(?:new|extra|second|third|further|additional|larger|consulting"
    r"|treatment|waiting|meeting|counselling|store|minor|operations?) ){0,4}"
    r"(?:rooms?|extension|surgery|premises|health centre|annexe)\b(?! (?:list|team|rota)\b)"
    rf"|\b(?:extend|refurbish|rebuild|convert)(?:ing)? {_PART}{_PLACE}"
    rf"|\b(?:extension|refurbishment|conversion|rebuilding) (?:of|to) {_PART}{_PLACE}"
    r"|\b(?:room|area|premises|surgery) (?:refurbishment|conversion|extension)\b",
    re.IGNORECASE,
)
_CALLED_CAPITAL = re.compile(
    r"\W*(?:Q?\d+[.)]?\s*)?capital(?: costs?| expenditure| required| items?)?\W*", re.IGNORECASE
)
_THOUSANDS = re.compile(r"\b\d{1,3},\d{3}\b|\b\d{4,}\b|\d\s?k\b")
_DENIED = re.compile(
    r"\b(?:no|not|none|nothing|nil|without|never|nor|neither|rather than|instead of|avoids?|avoided)\b|n[’']t\b",
    re.IGNORECASE,
)
_OTHER_CAPITAL = re.compile(
    r"\b(?:capital (?:charges?|receipts?|programme)|overruns?|asbestos|alread\w+ (?:been )?(?:paid|built|done|met)|gift"
    r"|donat\w+|League of Friends|charity|charitable|landlord)\b",
    re.IGNORECASE,
)
_TENDER = re.compile(
    r"\b(?:will|to|must|shall|should) (?:then )?(?:be |go )(?:put )?(?:out )?"
    r"(?:to (?:formal |competitive )?tender|tendered|market[- ]tested)\b"
    r"|\b(?:tender|tendering|market testing) (?:is|will be) (?:required|needed|necessary|run|held)\b"
    r"|\b(?:we|PCT) (?:will|propose to|intend to) (?:invite|seek|run|hold) (?:a |formal |competitive )*tender",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\b(?:if|whether|unless|(?-i:may)|might|could)\b|\?", re.IGNORECASE)


class Drawn(Enum):
    """Whether freed-up resources pay for what is proposed."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Resources:
    """What is said of freed-up resources: whether they pay, which sums (pounds) of them, and where it is said."""

    drawn: Drawn
    sums: tuple[Decimal, ...]
    passages: tuple[Passage, ...]


@once
def said_passages(matter: Matter) -> tuple[Passage, ...]:
    """Return the passages that are the submission's own words: no guidance of a template, nothing empty."""
    return tuple(
        passage
        for passage, features in zip(matter.view.index.passages, matter.view.features, strict=True)
        if not features.guidance and not passage.empty and not passage.bracketed
    )


@once
def _in_small_letters(matter: Matter) -> tuple[tuple[Passage, str], ...]:
    return tuple((passage, passage.text.lower()) for passage in said_passages(matter))


def with_label(passage: Passage) -> str:
    """Return the words of a passage; of a row of a table, with those of its first cell."""
    return f"{passage.label} | {passage.text}" if passage.kind is BlockKind.TABLE_ROW else passage.text


def speaking_of(matter: Matter, *words: str) -> Iterator[Passage]:
    """Yield the submission's own passages with any of some words, in small letters: a cheap test before a dear one."""
    for passage, text in _in_small_letters(matter):
        for word in words:
            if word in text:
                yield passage
                break


def quoted(matter: Matter, passages: Iterable[Passage], most: int) -> tuple[Evidence, ...]:
    """Return at most `most` quotations of passages; of one in a table, of its whole row."""
    blocks = matter.submission.blocks
    rows = (
        replace(each, text=blocks[each.block].text) if each.kind is BlockKind.TABLE_ROW else each for each in passages
    )
    return quotes(rows, blocks, most)


def resources(matter: Matter, *, always: bool = False) -> Resources:
    """Return what a submission says of freed-up resources; with `always` it asks for them by its kind."""
    near = speaking_of(matter, "freed", "fur", "efficiency", "saving")
    spoken = [passage for passage in near if FREED_UP.search(passage.text)]
    drawn = [passage for passage in spoken if _drawn(passage)]
    if any(map(_says_none, spoken)):
        # What was spent before is not asked for now.
        drawn = [passage for passage in drawn if not _SPENT_BEFORE.search(passage.text)]
        spoken = [passage for passage in spoken if not _SPENT_BEFORE.search(passage.text)]
    if drawn or always:
        sums = dict.fromkeys(amount for passage in drawn for amount in _sums(passage.text))
        return Resources(Drawn.YES, tuple(sums), tuple(drawn or spoken))
    open_to_doubt = [passage for passage in spoken if not _excluded(passage)]
    return Resources(Drawn.UNCLEAR if open_to_doubt else Drawn.NO, (), tuple(open_to_doubt))


def _drawn(passage: Passage) -> bool:
    beside = f"{passage.heading} {passage.label}"
    return not _excluded(passage) and bool(_DRAWN.search(passage.text) or _DRAWN.search(beside) or _sums(passage.text))


def _says_none(passage: Passage) -> bool:
    """Return whether a passage says that no freed-up resources are used."""
    named = FREED_UP.search(passage.text)
    return named is not None and bool(_NONE_DRAWN.search(passage.text[: named.start()]))


def _excluded(passage: Passage) -> bool:
    """Return whether a passage denies that freed-up resources are used, or speaks of those that may come of it."""
    named = FREED_UP.search(passage.text)
    if named is None or _says_none(passage):
        return True
    to_come = _TO_COME.search(passage.text) or _TO_COME.search(passage.label) or _TO_COME.search(passage.heading)
    return bool(to_come) and not _sums(passage.text)


def _sums(text: str) -> list[Decimal]:
    """Return the sums that a text says are taken of freed-up resources; not what is held of them altogether."""
    found = []
    every = list(SUM.finditer(text))
    for named in FREED_UP.finditer(text):
        before = [each for each in every if each.end() <= named.start() <= each.end() + _BESIDE]
        after = [each for each in every if named.end() <= each.start() <= named.end() + _BEHIND]
        if _out_of(text, before[-2:]):
            found.append(in_pounds(before[-2]))
        elif before and _part_of(text[before[-1].end() : named.start()]):
            found.append(in_pounds(before[-1]))
        elif (drawn := _FROM_WHICH.match(text, named.end())) and not _POT.search(text[drawn.end() :][:_BESIDE]):
            found.append(in_pounds(next(each for each in every if each.start() == drawn.start(1))))
        elif after and (_out_of(text, after) or not _POT.search(text[named.end() : after[0].end() + _BEHIND])):
            found.append(in_pounds(after[0]) + sum(map(in_pounds, _with_it(text, after[0], every))))
    return found


def _with_it(text: str, first: re.Match[str], every: Sequence[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield the sums that are asked for with a first one: £6,000 in 2009/10 and £8,000 in 2010/11."""
    last = first
    for each in every[every.index(first) + 1 :]:
        if not _IN_A_YEAR_AND.fullmatch(text, last.end(), each.start()) or not _IN_A_YEAR.match(text, each.end()):
            return
        yield each
        last = each


def _out_of(text: str, sums: Sequence[re.Match[str]]) -> bool:
    """Return whether the first of some sums is said to be part of the second: £20,200 of the £26,450."""
    return len(sums) > 1 and bool(_OUT_OF.fullmatch(text, sums[0].end(), sums[1].start()))


def _part_of(between: str) -> bool:
    """Return whether the words between a sum and freed-up resources say that it is of them."""
    if re.search(r"[.;]\s| \| ", between):
        return False
    return bool(_JOINED.search(between)) or bool(_BESIDE_IT.fullmatch(between))


@once
def capital(matter: Matter) -> Passage | None:
    """Return the first passage in which a submission asks for capital: building works, premises, what it calls so."""
    if not any(word in block.text.lower() for block in matter.submission.blocks for word in _OF_CAPITAL):
        return None
    return next(
        (each for each in said_passages(matter) if asks_for_capital(with_label(each)) or _called_capital(each)), None
    )


def _called_capital(passage: Passage) -> bool:
    """Return whether a passage has a sum and stands under a heading or label that is “Capital”."""
    called = any(_CALLED_CAPITAL.fullmatch(name) for name in (passage.label, passage.heading) if name)
    return called and bool(_THOUSANDS.search(passage.text)) and not _OTHER_CAPITAL.search(passage.text)


def asks_for_capital(text: str) -> bool:
    """Return whether a text asks for capital; not where it says that there is none, or that others pay for it."""
    low = text.lower()
    if not any(word in low for word in _OF_CAPITAL):
        return False
    return bool(_CAPITAL.search(text)) and not _DENIED.search(text) and not _OTHER_CAPITAL.search(text)


@once
def tender(matter: Matter) -> bool:
    """Return whether a submission says that there will be a tender."""
    return any(
        _TENDER.search(each.text) and not _DENIED.search(each.text) and not _ASKED.search(each.text)
        for each in speaking_of(matter, "tender", "market")
    )
