"""What all readers share: folding white space, judging headings, putting blocks together with places."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field, replace

from pbc_checks.submission import Block, BlockKind, FormIdentity, Place, Receipt, Submission, Tracked, Unread
from pbc_frameworks.limits import Limits, TooLargeError, allowed

# A bold line longer than this is a sentence that somebody stressed.
LONGEST_BOLD_HEADING = 120
# A paragraph longer than this in a heading's style is a paragraph in the wrong style.
LONGEST_HEADING = 200

_INVISIBLE = [
    *range(0x09),
    *range(0x0E, 0x1C),
    *range(0x7F, 0x85),
    *range(0x86, 0xA0),
    0xAD,
    0x200B,
    0x200C,
    0x200D,
    0x2060,
    0xFEFF,
]
_NO_BREAK_HYPHEN = 0x2011
_CHARACTERS: dict[int, str] = dict.fromkeys(_INVISIBLE, "") | {_NO_BREAK_HYPHEN: "-"}

# Bullets (F0B7 and F0A7 are those of the Symbol and Wingdings fonts), "1." and "(a)". A letter needs its
# bracket: "c. 20 patients" begins no list.
_LIST_MARKER = re.compile(
    r"(?:[-*•‣◦▪▫●○■□➢✓·–—\uf0b7\uf0a7]|o(?=\s))\s+"
    r"|\d{1,3}[.)]\s+"
    r"|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})\)\s+"
)
# Dots without a page number behind them are for somebody to write on: "Signed ........ Dated ........".
_LEADERS = re.compile(r"(?:(?<![.…·])(?<![.…·] )(?:[.…·] ?){6,}+|(?<!_)_{6,}+)\s*+\d{1,3}(?:\s\d{1,3})*+$")
_LETTERED = re.compile(r"\((?:[a-z]|[ivx]{1,5})\)\s+(?=\S)")

# What the receipt calls the kinds of block; text boxes, notes and comments are counted whole by their readers.
_COUNTED_AS = {
    BlockKind.HEADING: "headings",
    BlockKind.PARAGRAPH: "paragraphs",
    BlockKind.LIST_ITEM: "list items",
    BlockKind.TABLE_ROW: "table rows",
    BlockKind.CONTENTS: "contents lines",
}

_IN_RUNNING_TEXT = {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}


@dataclass(frozen=True, slots=True)
class Marks:
    """What the file says about a piece of text beside its words; the fields are those of Block."""

    guidance: bool = False
    requirement: str = ""
    field: str = ""


PLAIN = Marks()
RUNNING_TEXT = Place()


def fold(text: str) -> str:
    """Return text as it reads: any white space one space, soft hyphens and invisible characters gone."""
    # To look up each character takes far longer than to see that none need be: what is invisible cannot be printed.
    usual = text.isprintable() and chr(_NO_BREAK_HYPHEN) not in text
    return " ".join((text if usual else text.translate(_CHARACTERS)).split())


def reads_as_heading(text: str) -> bool:
    """Return whether text that stands out (wholly bold, say) is a heading and not a stressed sentence."""
    return (
        0 < len(text) <= LONGEST_BOLD_HEADING
        and not text.endswith((".", ";", ","))
        and any(character.isalpha() for character in text)
    )


def split_list_marker(text: str) -> tuple[str, str]:
    """Return the bullet or number that a line starts with (empty if none), and the rest of the line."""
    match = _LIST_MARKER.match(text)
    return (match.group().strip(), text[match.end() :]) if match else ("", text)


def is_contents_line(text: str) -> bool:
    """Return whether a line is an entry of a contents page: it has leader dots and ends with the page."""
    # The pattern is tried at every place of a text; nearly all end otherwise.
    return text.rstrip()[-1:].isdecimal() and bool(_LEADERS.search(text))


def split_lettered(text: str) -> tuple[str, str]:
    """Return a leading "(a)" or "(iv)" (empty if none), and the rest of the line."""
    match = _LETTERED.match(text)
    return (match.group().strip(), text[match.end() :]) if match else ("", text)


@dataclass(slots=True)
class Assembler:
    """Collects the blocks of one file in reading order, with the path of headings and the paragraph numbers.

    Readers give the part of a place that they know (page, line, table and row, part); the number of the
    paragraph and the heading are added here. Raises TooLargeError where there is more than any submission holds.
    """

    blocks: list[Block] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    _unread: list[Unread] = field(default_factory=list)
    _path: list[tuple[int, str]] = field(default_factory=list)
    _paragraphs: int = 0
    _characters: int = 0
    _limits: Limits = field(default_factory=allowed)
    _outline_level: int = 0  # of the last heading that had a level of its own

    @property
    def words(self) -> int:
        """Return the number of words collected so far."""
        return sum(len(block.text.split()) for block in self.blocks)

    @property
    def has_unread(self) -> bool:
        """Return whether anything was noted as not read."""
        return bool(self._unread)

    @property
    def first_heading(self) -> str:
        """Return the text of the first heading, or nothing."""
        return next((block.text for block in self.blocks if block.kind is BlockKind.HEADING), "")

    def heading(self, text: str, level: int, place: Place = RUNNING_TEXT) -> None:
        """Add a heading with a level of its own (1 to 9)."""
        self._outline_level = level
        self._heading(text, level, place)

    def label(self, text: str, place: Place = RUNNING_TEXT) -> None:
        """Add a heading that has no level of its own (a bold line): one below the last that has."""
        self._heading(text, min(self._outline_level + 1, 9), place)

    def leave_sections(self) -> None:
        """Let what follows stand under no heading."""
        self._path.clear()

    def text(self, kind: BlockKind, text: str, place: Place = RUNNING_TEXT, marks: Marks = PLAIN) -> None:
        """Add a paragraph, list item, text box, footnote or the like; text without words is left out."""
        folded = fold(text)
        if folded:
            placed, headings = self._placed(kind, place), self._headings
            self._add(Block(folded, kind, placed, headings, 0, (), marks.guidance, marks.requirement, marks.field))

    def start_table(self) -> int:
        """Count a table and return its number."""
        self.counts["tables"] += 1
        return self.counts["tables"]

    def row(self, cells: list[str], place: Place, marks: Marks = PLAIN) -> None:
        """Add a table row, the lines of each cell kept apart; a row without words is left out."""
        folded = tuple("\n".join(filter(None, map(fold, cell.split("\n")))) for cell in cells)
        if any(folded):
            text = " | ".join(cell for cell in folded if cell)
            kind = BlockKind.TABLE_ROW
            placed, headings = self._placed(kind, place), self._headings
            self._add(Block(text, kind, placed, headings, 0, folded, marks.guidance, marks.requirement, marks.field))

    def unread(self, what: str, *, count: int = 1, blocks_absence: bool = True) -> None:
        """Note something in the file whose words we do not have."""
        self._unread.append(Unread(what, count, blocks_absence))

    def left_out_deletions(self, count: int) -> None:
        """Note tracked deletions; they were not read."""
        self.unread(f"{Tracked.DELETIONS}: left out, as if accepted", count=count, blocks_absence=False)

    def submission(
        self,
        name: str,
        data: bytes,
        format_name: str,
        *,
        title: str = "",
        pages: int | None = None,
        form: FormIdentity | None = None,
        answers: dict[str, str] | None = None,
        fields: dict[str, str] | None = None,
    ) -> Submission:
        """Return what was collected from the file `data` as a submission."""
        read = {what: self.counts[what] for what in sorted(self.counts) if self.counts[what]}
        return Submission(
            name=name,
            format=format_name,
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
            blocks=tuple(self.blocks),
            receipt=Receipt(read, tuple(self._unread)),
            form=form,
            answers=answers or {},
            fields=fields or {},
            title=fold(title) or self.first_heading,
            pages=pages,
        )

    def _heading(self, text: str, level: int, place: Place) -> None:
        folded = fold(text)
        if not folded:
            return
        while self._path and self._path[-1][0] >= level:
            self._path.pop()
        kind = BlockKind.HEADING
        self._add(Block(folded, kind, self._placed(kind, place), self._headings, level=level))
        self._path.append((level, folded))

    @property
    def _headings(self) -> tuple[str, ...]:
        return tuple(text for _, text in self._path)

    def _placed(self, kind: BlockKind, place: Place) -> Place:
        """Return the place with the nearest heading and, for running text, the number of the paragraph."""
        paragraph = None
        if kind in _IN_RUNNING_TEXT and not place.part and place.table is None:
            self._paragraphs += 1
            paragraph = self._paragraphs
        return replace(place, paragraph=paragraph, heading=self._path[-1][1] if self._path else "")

    def _add(self, block: Block) -> None:
        self._characters += len(block.text)
        for count, most, what in (
            (self._characters, self._limits.characters, "characters"),
            (len(self.blocks) + 1, self._limits.blocks, "paragraphs and table rows"),
        ):
            if count > most:
                raise TooLargeError(f"the file holds more than {most:,} {what}, the most that are read")
        self.blocks.append(block)
        if block.kind in _COUNTED_AS:
            self.counts[_COUNTED_AS[block.kind]] += 1
