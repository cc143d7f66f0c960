"""Passages: sentences, answers and table rows of a submission, each with the heading and question it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pbc_checks.submission import Block, BlockKind, Place, Submission
from pbc_frameworks.phrasing import fold

# Words before a full stop that do not end a sentence.
_ABBREVIATIONS = (
    "Dr",
    "Mr",
    "Mrs",
    "Ms",
    "Sr",
    "St",
    "no",
    "No",
    "e.g",
    "i.e",
    "c",
    "approx",
    "est",
    "w",
    "para",
    "avg",
    "pts",
    "vs",
)
_NOT_AFTER = "".join(rf"(?<!\b{re.escape(word)}\.)" for word in _ABBREVIATIONS)
_SENTENCE_END = re.compile(
    rf"(?<=[.?!]){_NOT_AFTER}(?<!\b[A-Z]\.)[\"”’)]?\s+(?=[A-Z0-9£\"“(\[])|;\s+(?=\(?[a-z]\)\s)|\n"
)
_CLAUSE_END = re.compile(r";\s+")
_RUN_IN_LABEL = re.compile(
    r"(?:\d+(?:\.\d+)*[.)]?\s+|\(?[a-z]\)\s+)?([A-Z][^:.;|?]{1,70}?)\s?(?::|\s[–—-]\s)\s*(?=\S|$)"
)
_NUMBERING = re.compile(
    r"^\s*(?:\d+(?:\.\d+)*[.)]|\d+(?:\.\d+)+|\d+(?=\s+[A-Z])(?!\s+[Ww]eek)|\(?[a-z]\)|\(?[ivx]+\))\s+"
)
_BRACKETED = re.compile(r"\W*\[[^\[\]]*\]\W*")
_LABEL_WORDS = 9
_ROW_LABEL_WORDS = 16
_LONG_SENTENCE_WORDS = 45
_LONGEST_PIECE = 2000  # characters: longer ones are no sentences, and would take long to search
_LIST_MARK = re.compile(r"[-–—•*·]\s+")
NEVER_EVIDENCE = frozenset({BlockKind.COMMENT, BlockKind.HEADER_FOOTER, BlockKind.CONTENTS})


@dataclass(frozen=True, slots=True)
class Passage:
    """The smallest piece that is weighed as evidence.

    `text` stands exactly so in the block; `folded` is the same with plain quotation marks and dashes. `label` is the
    question, row heading or lead-in it answers. An `empty` passage marks a heading or label with nothing under it.
    """

    text: str
    folded: str
    order: int
    block: int
    place: Place
    kind: BlockKind
    heading: str = ""
    section: int = 0
    label: str = ""
    columns: str = ""  # the header row, for a row of a table with three or more columns
    requirement: str = ""
    empty: bool = False
    guidance: bool = False
    bracketed: bool = False  # the whole paragraph or cell stands in square brackets

    @property
    def words(self) -> int:
        """Return how many words the passage has."""
        return len(self.text.split())


@dataclass(slots=True)
class _Position:
    """Where the splitter stands while it walks the blocks."""

    heading: str = ""
    level: int = 0
    section: int = 0
    label: str = ""
    label_waits: Block | None = None  # a label with nothing after it so far
    label_block: int = 0
    columns: str = ""
    requirement: str = ""
    table: tuple[int | None, int | None] = (None, None)
    heading_block: Block | None = None
    filled: bool = True


def split(submission: Submission) -> tuple[Passage, ...]:
    """Return the passages of a submission in reading order, empty headings and labels included."""
    made: list[Passage] = []
    at = _Position()
    for number, block in enumerate(submission.blocks):
        if block.kind in NEVER_EVIDENCE or block.field:
            continue
        if block.requirement != at.requirement:
            # The box of a form begins or ends: the guidance above it is no question that its words answer.
            at.requirement, at.label, at.label_waits = block.requirement, "", None
        made.extend(_of_block(at, number, block, len(made)))
    made.extend(_waiting(at, len(made)))
    return tuple(made)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each exactly as it stands there."""
    return [text[start:end] for start, end in _spans(text)]


def _of_block(at: _Position, number: int, block: Block, order: int) -> Iterator[Passage]:
    match block.kind:
        case BlockKind.HEADING:
            yield from _heading(at, number, block, order)
        case BlockKind.TABLE_ROW:
            yield from _row(at, number, block, order)
        case _:
            yield from _paragraph(at, number, block, order)


def _heading(at: _Position, number: int, block: Block, order: int) -> Iterator[Passage]:
    deeper = bool(at.level) and block.level > at.level
    yield from _waiting(at, order, under=deeper)
    at.heading, at.level, at.section = block.text, block.level, at.section + 1
    at.label, at.columns, at.label_waits = "", "", None
    at.heading_block, at.label_block, at.filled = block, number, False


def _waiting(at: _Position, order: int, *, under: bool = False) -> Iterator[Passage]:
    """Yield an empty passage for a label or heading that nothing followed."""
    waiting = at.label_waits or (at.heading_block if not at.filled and not under else None)
    if waiting is not None:
        yield _made(at, at.label_block, waiting, "", order, label=at.label if at.label_waits else "", empty=True)
    at.label_waits, at.filled = None, True


def _row(at: _Position, number: int, block: Block, order: int) -> Iterator[Passage]:
    yield from (waited := list(_waiting(at, order, under=True)))
    order += len(waited)
    cells = block.cells or (block.text,)
    if at.table != (block.place.table, block.place.page):
        at.table, at.columns = (block.place.table, block.place.page), ""
    if len(cells) == 1:
        yield from _pieces(at, number, block, block.text, order, label=at.label)
    elif len(cells) == 2 and len(cells[0].split()) <= _ROW_LABEL_WORDS:
        yield from _answer(at, number, block, cells[1], order, label=cells[0])
    elif block.place.row in {None, 1} and not any(re.search(r"\d", cell) for cell in cells) and _short(cells):
        at.columns = block.text
    elif block.text.strip(" |"):
        yield _made(at, number, block, block.text, order, label=cells[0])


def _short(cells: tuple[str, ...]) -> bool:
    return all(len(cell.split()) <= 7 for cell in cells)


def _answer(at: _Position, number: int, block: Block, text: str, order: int, label: str) -> Iterator[Passage]:
    if text.strip():
        yield from _pieces(at, number, block, text, order, label=label)
    elif label.strip():
        yield _made(at, number, block, "", order, label=label, empty=True)


def _paragraph(at: _Position, number: int, block: Block, order: int) -> Iterator[Passage]:
    text = block.text
    if not text.strip():
        if block.requirement:
            yield _made(at, number, block, "", order, empty=True)
        return
    listed = block.kind is BlockKind.LIST_ITEM
    run_in = _RUN_IN_LABEL.match(text)
    labelled = bool(run_in and len(run_in.group(1).split()) <= _LABEL_WORDS)
    if at.label_waits is not None and labelled and not listed:
        yield from (waited := list(_waiting(at, order)))
        order += len(waited)
    if text.rstrip().endswith(":") and len(text.split()) <= 2 * _LABEL_WORDS and not listed:
        at.label, at.label_waits, at.label_block = text.rstrip(" :"), block, number
        at.filled = True
        return
    at.label_waits, at.filled = None, True
    if block.guidance:
        at.label = text
        yield _made(at, number, block, text, order, guidance=True)
    elif labelled and run_in and run_in.end() >= len(text.rstrip()):
        yield _made(at, number, block, "", order, label=run_in.group(1), empty=True)
    elif labelled and run_in:
        yield from _pieces(at, number, block, text, order, label=run_in.group(1))
    else:
        yield from _pieces(at, number, block, text, order, label=at.label)


def _pieces(at: _Position, number: int, block: Block, text: str, order: int, label: str) -> Iterator[Passage]:
    at.filled = True
    bracketed = bool(_BRACKETED.fullmatch(text))
    for start, end in _spans(text):
        piece = text[start:end]
        if piece.strip():
            yield _made(at, number, block, piece, order, label=label, guidance=block.guidance, bracketed=bracketed)
            order += 1
    if bracketed:
        at.label = text.strip("[] *_")


@lru_cache(maxsize=4096)  # the index and many rules ask for the sentences of the same paragraphs
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where each sentence of a text begins and ends; a very long one is split at its semicolons."""
    spans: list[tuple[int, int]] = []
    for start, end in _split_at(_SENTENCE_END, text, 0, len(text)):
        if len(text[start:end].split()) > _LONG_SENTENCE_WORDS:
            clauses = _split_at(_CLAUSE_END, text, start, end)
            spans.extend(piece for clause in clauses for piece in _cut(text, *clause))
        else:
            spans.extend(_cut(text, start, end))
    return tuple(spans)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a piece of a text in lengths that can be searched, cut at spaces where it has any."""
    while end - start > _LONGEST_PIECE:
        space = text.rfind(" ", start + 1, start + _LONGEST_PIECE)
        at = space if space > start else start + _LONGEST_PIECE
        yield _stripped(text, start, at)
        start = at
    yield _stripped(text, start, end)


def _split_at(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    for match in pattern.finditer(text, start, end):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, end))
    return [_stripped(text, *span) for span in spans]


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    start, end = start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
    mark = _LIST_MARK.match(text, start, end)
    return (mark.end() if mark else start), end


def _made(
    at: _Position,
    number: int,
    block: Block,
    text: str,
    order: int,
    *,
    label: str = "",
    empty: bool = False,
    guidance: bool = False,
    bracketed: bool = False,
) -> Passage:
    return Passage(
        text=text,
        folded=fold(text),
        order=order,
        block=number,
        place=block.place,
        kind=block.kind,
        heading=_NUMBERING.sub("", at.heading),
        section=at.section,
        label=_NUMBERING.sub("", label),
        columns=at.columns,
        requirement=block.requirement,
        empty=empty,
        guidance=guidance,
        bracketed=bracketed,
    )
