"""Freed-up resources: whether the practices claim more of them than the framework lets them keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal

from pbc_checks.evidence.passages import sentences
from pbc_checks.findings import Evidence, RuleFinding, Severity
from pbc_checks.rules.matter import Matter, Rule, evidence
from pbc_checks.rules.number_words import NUMBERS
from pbc_checks.rules.sums import SUM, in_pounds

_TENS = {"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ONES = {word: number for word, number in NUMBERS.items() if number < 10}
_RESOURCES = (
    r"(?:freed[- ]up (?:resources|money|funds|savings)|(?:resources|money|funds) (?:that (?:is|are) )?freed[- ]up"
    r"|FURs?|(?:efficiency |net )?savings?|underspends?|(?:efficiency )?gains?"
    r"|(?:whatever|what|anything|all that) is freed[- ]up)"
)
_NUMBER = rf"(\d{{1,3}}(?:\.\d)?|(?:{'|'.join(_TENS)}|a hundred)(?:[- ](?:{'|'.join(_ONES)}))?)"
_SHARE = rf"{_NUMBER}\s?(?:%|per ?cent\b)"
_OF = (
    rf"(?:\s(?:share )?(?:of|from) (?:the |all |any |our |its |their |these |those |such |net |total )*{_RESOURCES}\b)"
)
_END = r"(?=\s*(?:[.,;:()]|$|\b(?:and|while|with|for|but)\b))"
_AUX = (
    r"(?:(?:will|would|should|shall|may|can|could|are to|is to|wish to|want to|propose to|expect to|intend to"
    r"|ask to|each|all|therefore|together) )*"
)
_WHO = r"(?:we|(?:the |our |member |its |all )*(?:practices?|group|cluster|consortium|panel|surgery))"
_KEEP = r"(?:keeps?|retains?|takes?|holds? on to|(?:will|would|to|want to|wish to) (?:have|get|receive))"
_OURS = r"(?:us|(?:the |our |its |member |own )*(?:practices?|group|cluster|consortium|panel|surgery))\b"
_STAYS = r"(?:stays?|remains?|goes|go|comes?|is kept|are kept|be kept|is retained|are retained|be retained)"
_CLAIMS = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        rf"\b(?:our|practices?['’]?s?|cluster['’]?s?|group['’]?s?)\s(?:share of |the )?{_SHARE}{_OF}",
        rf"\b{_WHO} {_AUX}{_KEEP} (?:the |a |our )?(?:share of )?{_SHARE}(?:{_OF}|{_END})",
        rf"\b{_SHARE}{_OF}? {_AUX}{_STAYS} (?:with|by|to|at|in) {_OURS}",
        rf"\b(?:our|(?:the )?practices?['’]s?|practice['’]s|the (?:group|cluster|locality)['’]s) share"
        rf"{_OF}? (?:is|will be|would be) {_SHARE}",
        rf"\b{_RESOURCES}\b[^.;]{{0,40}}\b(?:split|shared|divided) {_NUMBER} ?[:/] ?\d{{1,2}} between {_OURS}",
    )
)
_ALL_OF_IT = re.compile(
    rf"\b{_WHO} {_AUX}(?:keeps?|retains?) all (?:of )?(?:the |our |its |any )?{_RESOURCES}\b"
    rf"|\ball (?:of )?(?:the |our |any )?{_RESOURCES} {_AUX}{_STAYS} (?:with|by|to|at|in) {_OURS}",
    re.IGNORECASE,
)
_SOME_OF_IT = re.compile(
    r"\b(?:most|much|part|some|a (?:\w+ )?(?:share|part|proportion)|the (?:larger|greater) part)"
    rf" of (?:the |any |our |what is )*{_RESOURCES}\b[^.;]{{0,30}}"
    rf"\b(?:stays?|remains?|goes?|(?:is|are|be) (?:kept|retained)) (?:with|by|to|at|in) {_OURS}",
    re.IGNORECASE,
)
_ANOTHER_TIME = re.compile(r"\b(?:not|never|last year|previous\w*|used to|had|was|were)\b", re.IGNORECASE)
_MONEY_TO = r"[^£.;]{0,25}?\b(?:to|for) (?:the |our |its )?"
_TO_PRACTICES = re.compile(
    rf"{SUM.pattern}{_MONEY_TO}(?:us|(?:member )?practices?|cluster|group|locality){_END}", re.IGNORECASE
)
_TO_PCT = re.compile(
    rf"{SUM.pattern}{_MONEY_TO}(?:PCT|primary care trust|commissioning organisation){_END}", re.IGNORECASE
)
_ABOUT = re.compile(rf"\b{_RESOURCES}\b", re.IGNORECASE)
_NOT_CLAIMED = re.compile(
    r"\b(?:not|never|cannot|last year|previous\w*|used to|had|if|unless|until|once|rather than|instead of|elsewhere"
    r"|neighbour\w*|was|were|some (?:pcts|practices)|of the (?:rest|remainder)|up to|national\w*|guidance)\b",
    re.IGNORECASE,
)
_WITH_THE_WHOLE = 3  # sums: both shares, and what they are of
_PARAMETER = "practice-share"


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield a finding for each claim to a larger share than the framework's."""
    parameter = matter.framework.parameters.get(_PARAMETER)
    if parameter is None or parameter.unit != "percent":
        return
    unclear: Evidence | None = None
    for block in matter.running:
        for sentence in sentences(block.text) if _ABOUT.search(block.text) else ():
            claimed = _claimed(sentence)
            if claimed is None and _SOME_OF_IT.search(sentence) and not _ANOTHER_TIME.search(sentence):
                unclear = unclear or evidence(block, sentence)
            if claimed is not None and parameter.value < claimed <= 100:
                share = "all" if claimed == 100 else f"{claimed}%"
                yield RuleFinding(
                    RULE.id,
                    Severity.SHOULD_FIX,
                    f"The practices claim {share} of what is freed up; the framework's figure is {parameter} "
                    f"({matter.cite(_PARAMETER)}).",
                    f"Ask for {parameter}, or show the PCT's agreement to more.",
                    (evidence(block, sentence),),
                )
    if unclear is not None:
        yield RuleFinding(
            RULE.id,
            Severity.NOTE,
            f"What share of what is freed up the practices claim cannot be told; the framework's figure is {parameter} "
            f"({matter.cite(_PARAMETER)}).",
            "Give the share in per cent.",
            (unclear,),
            determined=False,
        )


def _claimed(sentence: str) -> Decimal | None:
    """Return the largest share in percent that a sentence about what is freed up claims; None where it claims none."""
    if not _ABOUT.search(sentence) or _NOT_CLAIMED.search(sentence):
        return None
    found = [_percent(match.group(1)) for pattern in _CLAIMS for match in pattern.finditer(sentence)]
    if _ALL_OF_IT.search(sentence):
        found.append(Decimal(100))
    found.extend(_in_pounds(sentence))
    return max(found, default=None)


def _in_pounds(sentence: str) -> Iterator[Decimal]:
    """Yield the practices' share in whole percent where a sentence gives what goes to them and to the PCT, one each."""
    ours, theirs = list(_TO_PRACTICES.finditer(sentence)), list(_TO_PCT.finditer(sentence))
    if len(ours) == len(theirs) == 1 and len(SUM.findall(sentence)) <= _WITH_THE_WHOLE:
        kept, given = in_pounds(ours[0]), in_pounds(theirs[0])
        if kept + given:
            yield (100 * kept / (kept + given)).quantize(Decimal(1), ROUND_HALF_EVEN)


def _percent(words: str) -> Decimal:
    """Return a number in figures or words: 85, eighty-five."""
    if words[0].isdigit():
        return Decimal(words)
    tens, _, ones = words.lower().replace("-", " ").partition(" ")
    return Decimal(_TENS.get(tens, 100) + _ONES.get(ones, 0))


RULE = Rule(
    id="freed-up-share",
    title="Share of freed-up resources",
    looks_at="Compares the share of savings that practices say they will keep with the framework's.",
    example="“The practices will keep 85% of the savings” under a framework with 70%: should fix.",
    limits=(
        "Only shares in per cent, or in pounds with the PCT's beside them, or all of it, said in one sentence with "
        "whose they are and of what. A sentence with a condition, a negation or another time is let pass. A PCT may "
        "have agreed to more."
    ),
    find=find,
)
