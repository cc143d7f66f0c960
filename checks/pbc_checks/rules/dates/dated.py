"""When a document was written, by its own words: a form's date, a line “Date: …”, its version, a date by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pbc_checks.rules.matter import Matter, once
from pbc_checks.rules.spans import Span, only, spans, with_strokes
from pbc_checks.submission import Block, BlockKind

_HEAD = 14  # blocks in which a document says when it was written
_TITLE = 6  # blocks in which it says so beside its title or who wrote it
_WORDS = 40  # of a line that says it beside who wrote it
_FEW_WORDS = 14  # of a line that says no more than what the document is, or where it comes from
_DATE_WORDS = 4  # weekday, day, month and year
_LONGEST_MONTH = 31  # days
_LABEL = re.compile(
    r"\W*(?:\d{1,2}[.)]\s*)?(?:(?:name|place|version|draft|status)\s?(?:[/,&]|and)\s?)?"
    r"(?:date|date of (?:the |this )?(?:document|paper|report|version|submission|plan|proposal|business case)|dated"
    r"|date (?:submitted|completed|written|prepared|sent|of completion)|sent|submitted(?: on)?|version)\W*",
    re.IGNORECASE,
)
_LINE = re.compile(
    r"(?:^\W{0,3}|(?<=\s))(?:date|dated|sent|date (?:submitted|completed|written|prepared|sent))\W{0,3}:\W{0,3}",
    re.IGNORECASE,
)
_ANOTHER_DATE = re.compile(
    r"\b(?:review|start|end|target|closing|due|completion|effective|expiry|implementation|launch|opening|meeting|next|signed"
    r"|signature)\b[^.;|]{0,40}$",
    re.IGNORECASE,
)
_VERSION = re.compile(r"\W{0,3}(?:version|draft|v)\s?\d[\d.]*\W{1,3}(?:dated\s|of\s|\()?", re.IGNORECASE)
_WRITTEN = re.compile(
    r"^\W{0,3}(?:(?:final )?draft\b|prepared|drafted|completed|filled in|dictated|written|author|submi(?:tted|ssion)"
    r"|(?:short )?note|paper|report|notes)\b",
    re.IGNORECASE,
)
_MEETING_ROW = re.compile(r"\W*(?:date of )?meeting|\W*(?:completed|filled in|prepared) by", re.IGNORECASE)
_MEETING = re.compile(r"\bmeeting|committee|board|\bpanel\b|\bexec\b|executive|\bPEC\b|governing group", re.IGNORECASE)
_WEEKDAY = re.compile(r"\W*(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s)?", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:template|form|rev(?:ised|\.)?|return|your|quer(?:y|ies) of|reply|response|letter of|plan for|review"
    r"|adopted)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Written:
    """The days on which a document can have been written, by the words of a block.

    With `exact` false they are those of the meeting that it was written for, or stand beside who wrote it: it was
    written then or before.
    """

    span: Span
    block: Block
    exact: bool = True

    @property
    def words(self) -> str:
        """Return the words of the date, as they stand in the block."""
        text = self.block.text
        found = (each.of(text) for each in spans(text) if (each.first, each.last) == (self.span.first, self.span.last))
        return next(found, "")


@once
def written(matter: Matter) -> Written | None:
    """Return when a document was written, by its own words; the latest where it says several; None if it says none."""
    said = sorted(_said(matter), key=lambda each: each.span.last)
    exact = [each for each in said if each.exact]
    # Where letters were strung together, the last one is the document's.
    latest = exact or said
    return latest[-1] if latest else None


def _said(matter: Matter) -> Iterator[Written]:
    number = 0
    for block in matter.submission.blocks:
        if block.kind in {BlockKind.COMMENT, BlockKind.CONTENTS, BlockKind.HEADER_FOOTER} or block.guidance:
            continue
        number += 1
        span = _labelled(block, number) or _alone(block, number)
        if span is not None:
            yield Written(span, block)
        elif number <= _TITLE:
            beside = _beside(block)
            if beside is not None:
                yield Written(beside, block, exact=False)


def _labelled(block: Block, number: int) -> Span | None:
    """Return the day that stands in a form's field for it, in a row “Date”, or after “Date:” or a version's number."""
    if block.field and "date" in block.field:
        return only(block.text)
    if block.kind is BlockKind.TABLE_ROW:
        cells = [cell for cell in block.cells if cell.strip()]
        fits = number <= _HEAD and len(cells) in {2, 4} and _LABEL.fullmatch(cells[0])
        return _single(cells[1]) if fits else None
    label = _LINE.search(block.text) if number <= _HEAD else _LINE.match(block.text)
    before = block.text[: label.start()] if label else ""
    if label and before and (_ANOTHER_DATE.search(before) or not label.group()[0].isupper()):
        return None
    if label is None and number <= _HEAD and not _OTHER.search(block.text):
        label = _VERSION.match(block.text)
    if label is None:
        return None
    rest = with_strokes(block.text[label.end() : label.end() + 40])
    found = spans(rest)
    return found[0] if found and _WEEKDAY.fullmatch(rest[: found[0].start]) else None


def _alone(block: Block, number: int) -> Span | None:
    """Return the day that is all that a line of the head says."""
    fits = number <= _HEAD and block.kind is not BlockKind.TABLE_ROW and len(block.text.split()) <= _DATE_WORDS
    return _month_at_most(only(block.text)) if fits else None


def _single(cell: str) -> Span | None:
    """Return the one date in a cell that may say more: “V3, 22 January 2010”."""
    found = spans(cell)
    return found[0] if len(found) == 1 and not _OTHER.search(cell) else None


def _beside(block: Block) -> Span | None:
    """Return the one date in a line of the head that says who wrote it or for which meeting, or begins or ends so."""
    found, words = spans(block.text), len(block.text.split())
    if len(found) != 1 or words > _WORDS or _OTHER.search(block.text) or block.kind is BlockKind.LIST_ITEM:
        return None
    if block.kind is BlockKind.TABLE_ROW:
        fits = bool(_MEETING_ROW.match(block.text))
    elif words <= _FEW_WORDS:
        beside = block.text[: found[0].start], block.text[found[0].end :]
        fits = bool(_MEETING.search(block.text)) or any(not part.strip(" .") for part in beside)
    else:
        fits = bool(_WRITTEN.search(block.text))
    return _month_at_most(found[0]) if fits else None


def _month_at_most(span: Span | None) -> Span | None:
    """Return a span that is no longer than a month: a year or a quarter is what a paper is about."""
    return span if span and (span.last - span.first).days < _LONGEST_MONTH else None
