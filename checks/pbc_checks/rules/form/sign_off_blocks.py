"""Blocks in which people sign: what is to be filled in there, for whom, and what was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pbc_checks.rules.matter import Matter, once
from pbc_checks.rules.tables import Table
from pbc_checks.submission import Block, BlockKind

_SIGNING = (
    r"sign(?:ed|ature)s?|(?:counter-?signed|signed|authorised|approved|agreed|endorsed) by"
    r"|(?:[\w-]{1,20} ){0,3}signature"
    r"|signature of (?:the )?[\w-]{1,20}(?: [\w-]{1,20}){0,3}(?=\s?(?::|[_.…]{3,}))"
    r"|(?:[\w-]{1,20} ){0,4}agreed by [\w ]{1,40} on"
)
_BESIDE = (
    r"(?:print(?:ed)? )?name(?: \(print(?:ed)?\)| in (?:capitals|block letters))?|position|job title|designation"
    r"|dated?(?: signed| of signature)?"
)
_FOR = r"(?: \([^()]{1,40}\)| (?:for(?: and on behalf of)?|on behalf of) [^:_.…|]{1,80})?"
_BLANKS = r"[_.…·\s-]"
_SIGNED_LINE = re.compile(
    rf"\W{{0,4}}(?:{_SIGNING}){_FOR}\W{{0,3}}(?::|[_.…]{{3,}}|$|(?=(?:{_BESIDE})\b))", re.IGNORECASE
)
_SIGNED_FOR = re.compile(
    r"\W{0,4}signed (?:for(?: and on behalf of)?|on behalf of) (?P<party>[^:_…]{3,90})", re.IGNORECASE
)
_ALL = re.compile(r"the parties\b", re.IGNORECASE)  # the lines below name each by itself
_LABEL = re.compile(
    rf"(?<![\w(])(?:(?P<signing>(?:{_SIGNING}){_FOR})|(?P<beside>{_BESIDE}))"
    rf"\s?(?::|(?=[_.…]{{3,}})|(?=\s*$)|(?=\s+(?:{_BESIDE})\b)|(?=\s+\d))",
    re.IGNORECASE,
)
_OPENS = re.compile(rf"\W{{0,4}}(?:{_BESIDE})\b\s?:?", re.IGNORECASE)
_SIGNATURE = re.compile(r"\bsign", re.IGNORECASE)
_SIGN_OFF = re.compile(rf"\b(?:{_SIGNING}|signator(?:y|ies)|sign[- ]off)\b", re.IGNORECASE)
_COLUMN = re.compile(
    r"\W*(?:sign(?:ed|ature)s?(?: \w+| (?:on behalf of|for|of) [\w ]{1,30})?|(?:print )?names?|date(?: signed)?)\W*",
    re.IGNORECASE,
)
_AWAITED = re.compile(
    r"\W*(?:not yet\b|awaited|awaiting|to follow|pending|outstanding|tb[ca]\b|to be (?:signed|confirmed|agreed))"
    r"|\b(?:signatures? (?:is |are )?(?:still )?(?:awaited|to follow|pending|outstanding)|awaiting signature)",
    re.IGNORECASE,
)
_WITHIN = 6  # blocks after one that is signed in which name, position and date stand
_LINE_WORDS = 30


@dataclass(frozen=True, slots=True)
class Slot:
    """Something to be filled in where people sign: its label, what stands there, and who signs there, if it says."""

    label: str
    filled: str
    party: str
    block: Block

    @property
    def empty(self) -> bool:
        """Return whether nothing stands there, or that it is still to come."""
        return not re.search(r"\w", self.filled.replace("_", "")) or bool(_AWAITED.search(self.filled))

    @property
    def signature(self) -> bool:
        """Return whether it is for a signature, which may be a picture."""
        return bool(_SIGNATURE.search(self.label))


def is_of_a_sign_off(label: str) -> bool:
    """Return whether a label asks for a signature or an approval."""
    return bool(_SIGN_OFF.search(label))


@once
def slots(matter: Matter) -> tuple[Slot, ...]:
    """Return what is to be filled in where people sign, in lines and in tables."""
    return tuple(_slots(matter))


def _slots(matter: Matter) -> Iterator[Slot]:
    tables = {id(row): table for table in matter.tables for row in table.rows}
    done: set[int] = set()
    party, left = "", 0
    for block in matter.submission.blocks:
        if block.kind in {BlockKind.HEADER_FOOTER, BlockKind.COMMENT, BlockKind.CONTENTS} or block.guidance:
            continue
        table = tables.get(id(block))
        if table is not None and _is_list(table):
            if id(table) not in done:
                done.add(id(table))
                yield from _list(table)
            continue
        signed_for = _SIGNED_FOR.fullmatch(block.text)
        if signed_for:
            party, left = signed_for["party"].strip(" .:"), _WITHIN
            party = "" if _ALL.match(party) else party
            continue
        found = list(_line(block, going_on=left > 0))
        left = _WITHIN if any(slot.signature for slot in found) else left - 1
        party = party if left > 0 else ""
        for label, filled in ((slot.label, slot.filled) for slot in found):
            yield Slot(label, filled, party, block)


def _line(block: Block, *, going_on: bool) -> Iterator[Slot]:
    """Yield what is to be filled in in a line, or in a row of label and cell; name and date only below a signature."""
    if block.kind is BlockKind.TABLE_ROW and len(block.cells) == 2 and not _OPENS.fullmatch(block.cells[1]):
        label, filled = block.cells
        if _SIGNED_LINE.fullmatch(label) or (going_on and _OPENS.fullmatch(label)):
            yield Slot(label.strip(" :"), filled, "", block)
        return
    yield from _written(block, going_on=going_on)


def _written(block: Block, *, going_on: bool) -> Iterator[Slot]:
    text = block.text.replace(" | ", " ")
    titled = block.kind is BlockKind.HEADING and not going_on and ":" not in text
    if titled or len(text.split()) > _LINE_WORDS:
        return  # the heading “Signatures” is no place to sign
    if not _SIGNED_LINE.match(text) and not (going_on and _OPENS.match(text)):
        return
    labels = list(_LABEL.finditer(text))
    if not labels:
        opening = _OPENS.match(text)
        if going_on and opening:
            yield Slot(opening.group().strip(" :"), text[opening.end() :], "", block)
        return
    for each, following in zip(labels, [*labels[1:], None], strict=True):
        end = following.start() if following else len(text)
        yield Slot(each.group().strip(" :"), text[each.end() : end], "", block)


def _is_list(table: Table) -> bool:
    """Return whether a table has a line for each who signs: its header has a signature, and a name or a date."""
    first = table.rows[0].cells
    named = [cell for cell in first if _COLUMN.fullmatch(cell)]
    return len(first) > 1 and len(named) > 1 and any(_SIGNATURE.search(cell) for cell in named) and len(table.rows) > 1


def _list(table: Table) -> Iterator[Slot]:
    header = table.rows[0].cells
    asked = [place for place, cell in enumerate(header) if _COLUMN.fullmatch(cell)]
    for row in table.rows[1:]:
        cells: Sequence[str] = row.cells
        # Where the first column is for the signature, the row is of whoever it has the name of.
        signs_first = bool(asked and asked[0] == 0 and _SIGNATURE.search(header[0]))
        if not any(cell.strip() for cell in cells) or not (cells[0].strip() or signs_first):
            continue
        if signs_first and len(cells) < len(header):
            continue  # which of its cells a row of a PDF lacks cannot be told
        for place in asked:
            # A row of a PDF has no cell where nothing stands, so that which is empty is known only from the last on.
            filled = cells[place] if place < len(cells) else ""
            if place or signs_first:
                yield Slot(header[place].strip(" :"), filled, "" if signs_first else cells[0].strip(), row)
