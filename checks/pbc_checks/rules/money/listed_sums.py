"""Sums that a sentence lists with what they come to in all: nurse £4,200 and room £3,100, £7,300 in total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pbc_checks.evidence.passages import sentences
from pbc_checks.rules.matter import Matter
from pbc_checks.rules.money.sums_in_text import Sum, sums_in
from pbc_checks.rules.money.table_figures import all_amounts
from pbc_checks.rules.sums import SUM
from pbc_checks.submission import Block

_FEWEST = 2  # sums before a total
_FARTHEST = Decimal("1.5")  # times as much: what differs by more is the total of something else
_ALL = r"(?:in (?:all|total)|altogether|all told|all in|total)"
_TOTAL_BEFORE = re.compile(
    rf"(?:[;,:.–(]\s*(?:and |so |or |which (?:is |makes |comes to )|making |that (?:is |makes ))?(?:a |the |in )?|=\s*"
    rf"|\band (?:a |in )?|\b(?:makes?|making|is|gives?|giving) (?:a |in )?)(?:grand |overall )?{_ALL}"
    r"(?:\s?[:=–,]|(?: costs?)?(?: of| is| comes to)?|,? (?:we (?:ask for|need|want)|that (?:is|makes|comes to)))?\s*$",
    re.IGNORECASE,
)
_TOTAL_AFTER = re.compile(r"\s(?:in (?:all|total)|altogether|all told)\b", re.IGNORECASE)
_JOINED = re.compile(r"[^£.;|]{0,60}(?:[;,:–(=]|\band|\bor|\bso|\bmak\w+|\bis)?[^£.|]{0,40}", re.IGNORECASE)
_SECOND_SENTENCE = re.compile(
    r"^(?:(?:in (?:all|total)|altogether|all told)\b|(?:the )?total(?: costs?)?(?: is| comes to|:)? ?£)", re.IGNORECASE
)
# Words by which not every sum before the total is a part of it.
_NO_PARTS = re.compile(
    r"\b(?:of which|includ\w+|less|minus|net|from|against|instead|rather|than|per|each|mainly|mostly|largest|biggest"
    r"|such as|e\.g|especially|other|others|rest|remainder|remaining|saves?|saving(?! £)|leav\w+|left|plus|with|without"
    r"|would|if|up to|between|until|already|budget|last year|previous\w*|grows?|rises?|rose|fell|falls|increas\w+"
    r"|reduc\w+|not|share|half|months?|weeks?|years? (?:one|two|three|\d))\b|%|×|\d ?x ?£|÷|[-–] ?£",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A total of a text that is not what its parts add up to; `words` are those that the two stand in."""

    parts: tuple[Sum, ...]
    total: Sum
    added: Decimal
    words: str
    block: Block


def wrong_totals(matter: Matter) -> Iterator[Wrong]:
    """Yield each total of a sentence, or of the sentence after it, that the sums listed before it contradict."""
    known: set[Decimal] | None = None
    for block in matter.running:
        if len(SUM.findall(block.text)) <= _FEWEST or len(block.cells) > _FEWEST:
            continue
        for text in _passages(block.text):
            found = _wrong(text, block)
            if found is None:
                continue
            known = all_amounts(matter) if known is None else known
            if found.total.pounds not in known:
                yield found


def _passages(text: str) -> Iterator[str]:
    """Yield each sentence, with the next one where that begins with “In total”."""
    whole = sentences(text)
    for number, each in enumerate(whole):
        after = whole[number + 1] if number + 1 < len(whole) else ""
        joined = f"{each} {after}"
        yield joined if _SECOND_SENTENCE.match(after) and joined in text else each


def _wrong(text: str, block: Block) -> Wrong | None:
    listed = [each for each in sums_in(text) if not each.a_price]
    for number, total in enumerate(listed):
        parts = listed[:number]
        if len(parts) >= _FEWEST and _is_total(parts[-1], total):
            added = sum((part.pounds for part in parts), Decimal(0))
            if _plain(text[: total.end], parts, total) and _differs(parts, total, added):
                return Wrong(tuple(parts), total, added, text[parts[0].start : total.end], block)
            return None
    return None


def _is_total(last: Sum, total: Sum) -> bool:
    between = total.sentence[last.end : total.start]
    if not _JOINED.fullmatch(between.replace(". ", "; ", 1)):
        return False
    return bool(_TOTAL_BEFORE.search(between) or _TOTAL_AFTER.match(total.after))


def _plain(words: str, parts: Sequence[Sum], total: Sum) -> bool:
    """Return whether every sum is exact and of the same time, and nothing says that one is no part of the total."""
    every = {each.every for each in (*parts, total) if each.every}
    rough = any(each.hedged or each.part_year for each in (*parts, total))
    return not rough and len(every) <= 1 and not _NO_PARTS.search(words)


def _differs(parts: Sequence[Sum], total: Sum, added: Decimal) -> bool:
    """Return whether a total is near what its parts add up to, but neither that nor what some of them come to."""
    amounts = [part.pounds for part in parts]
    some = {sum(amounts[first:last]) for first in range(len(amounts)) for last in range(first + 1, len(amounts) + 1)}
    near = added / _FARTHEST <= total.pounds <= added * _FARTHEST
    rounded = sum(map(_rounded, (*parts, total)), Decimal(1))
    return near and total.pounds > max(amounts) and total.pounds not in some and abs(added - total.pounds) > rounded


def _rounded(each: Sum) -> Decimal:
    """Return by how much a sum may have been rounded: £12k by £500. What is written in full is meant in full."""
    if not re.search(r"[a-z]", each.text, re.IGNORECASE):
        return Decimal(0)
    figures = re.search(r"\d[\d,]*(?:\.(\d+))?", each.text)
    written = Decimal(figures.group().replace(",", "")) if figures else each.pounds
    decimals = len(figures.group(1) or "") if figures else 0
    unit = each.pounds / written if written else Decimal(1)
    return unit / Decimal(10) ** decimals / 2
