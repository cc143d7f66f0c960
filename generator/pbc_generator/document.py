"""The document model: what a page says, not how it looks.

Blocks carry meaning. Every renderer dispatches over `Block` and `Inline` exhaustively (`match` with `assert_never`),
so a new kind of block makes the type checker name each renderer that has to learn it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that must stand out: defined terms, totals, decisions."""

    text: str


@dataclass(frozen=True, slots=True)
class Placeholder:
    """Something the PCT still has to fill in; always visible, and listed at the end of a run.

    `short` is what is printed where its surroundings say the rest, in a narrow column for instance.
    """

    what: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A link within the document: `label` and `number` as printed (clause 3.2), `target` the id of what it is to."""

    label: str
    number: str
    target: str

    def __str__(self) -> str:
        """Return the reference as it is printed; the space does not break."""
        return f"{self.label}\u00a0{self.number}"


class Tone(StrEnum):
    """How good the news in a badge is; renderers add a colour, never instead of the words."""

    GOOD = "good"
    FAIR = "fair"
    BAD = "bad"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Badge:
    """A verdict in a word, with a symbol so that it reads in black and white: `✓ Met`.

    A `brief` one shows its symbol alone, beside a key that says what it means.
    """

    symbol: str
    text: str
    tone: Tone
    brief: bool = False

    @property
    def shown(self) -> str:
        """Return the words that are seen beside the symbol."""
        return "" if self.brief else self.text


Inline: TypeAlias = Text | Strong | Placeholder | Badge | Reference
Runs: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4; `id` is unique in the document and is what links and contents point at."""

    level: int
    text: str
    id: str


class ParagraphKind(StrEnum):
    """What a paragraph is for."""

    BODY = "body"
    GUIDANCE = "guidance"  # instructions to whoever completes a form: never part of the answer
    NOTE = "note"  # citations and small print


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    runs: Runs
    kind: ParagraphKind = ParagraphKind.BODY

    @property
    def leads_in(self) -> bool:
        """Return whether no page may end with it: it ends with a colon, or begins with a verdict on what follows."""
        return plain(self.runs).endswith(":") or isinstance(next(iter(self.runs), None), Badge)


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered clause; `number` is the printed number ("3.2"), `source` its citation or empty.

    `items` are its sub-clauses in order, printed (a), (b), (c). With `footnote` the source is printed as one. `id` is
    what references to it point at, or empty.
    """

    number: str
    runs: Runs
    items: tuple[Runs, ...] = ()
    source: str = ""
    footnote: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class ItemList:
    """A bulleted or numbered list, one level deep."""

    items: tuple[Runs, ...]
    ordered: bool = False
    kind: ParagraphKind = ParagraphKind.BODY


class FieldKind(StrEnum):
    """What may be entered in a form field."""

    TEXT = "text"
    DATE = "date"
    CHOICE = "choice"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Field:
    """A short form field; `tag` identifies it when the form comes back (at most 64 characters, Word's limit)."""

    tag: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    choices: tuple[str, ...] = ()


Cell: TypeAlias = Runs | Field


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row.

    Every row has as many cells as the header. `caption` is printed above; `summary` is the text alternative.
    `widths` are relative column widths. With `row_headers` the first column names its row. `numeric` are the places of
    columns of figures. `repeats` is the tag of a form's table to which rows may be added, or empty.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str
    summary: str
    widths: tuple[int, ...] = ()
    row_headers: bool = False
    numeric: tuple[int, ...] = ()
    repeats: str = ""

    def __post_init__(self) -> None:
        """Refuse a ragged table: a renderer could only guess where the cells belong."""
        for row in self.rows:
            if len(row) != len(self.header):
                raise ValueError(f"table {self.caption!r}: a row has {len(row)} cells, the header {len(self.header)}")


@dataclass(frozen=True, slots=True)
class Node:
    """A box of a diagram; `strong` sets it off from the others."""

    id: str
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Diagram:
    """Boxes in layers from top to bottom, and arrows between them by the ids of boxes: (from, to).

    `alt` says in words everything that the picture says.
    """

    layers: tuple[tuple[Node, ...], ...]
    arrows: tuple[tuple[str, str], ...]
    caption: str
    alt: str


@dataclass(frozen=True, slots=True)
class Series:
    """What the parts of one pattern in a chart's bars count."""

    name: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars lying one below the other, each with a label and a value for each series, one part after the other.

    `marks` are lines across the bars: a value, and what it means. `alt` says in words what the picture shows; the
    numbers themselves belong into a table beside it.
    """

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    values: tuple[tuple[float, ...], ...]
    caption: str
    alt: str
    marks: tuple[tuple[float, str], ...] = ()

    def __post_init__(self) -> None:
        """Refuse a chart whose values fit neither its labels nor its series."""
        if len(self.values) != len(self.labels) or any(len(row) != len(self.series) for row in self.values):
            raise ValueError(f"chart {self.caption!r}: a value for each label and series is needed")


ANSWER_LABEL = "Your answer:"
DATE_LABEL = "day / month / year"
"""What stands before an answer's title where there is no content control to show it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Space for the answer to one requirement: a tagged content control in Word, a ruled box on paper.

    `tag` is `framework/document/requirement@version` (at most 64 characters), by which the checker reads it back.
    `title` is the requirement's title, `prompt` the grey text shown until something is typed.
    """

    tag: str
    title: str
    prompt: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Space to sign: for whom, in which capacity. `name` is empty where the profile names nobody."""

    party: str
    capacity: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words quoted from a submission, exactly, with the place they stand at."""

    text: str
    where: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block: TypeAlias = (
    Heading
    | Paragraph
    | Clause
    | ItemList
    | Table
    | Diagram
    | Chart
    | Field
    | Answer
    | Signature
    | Quotation
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class ControlLine:
    """One line of the document control table: a label and its value."""

    label: str
    value: Runs


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, ready for any renderer.

    `name` is the file name without its ending. `date` is printed and written into the file's properties; it never
    comes from the clock, and None is printed as "Undated". `contents` asks for a contents page of headings down to
    `contents_depth` (no deeper than each format has room for), `cover` for a
    cover page with the document control. `landscape` turns the pages for wide tables. What is made for `one_page` has a
    small head, without a date where none is given, and its page of HTML is printed close.
    `version` is that of the definition it is made from. `draft` stamps every page;
    in a `locked` form nothing but the answers can be changed (in Word).
    """

    name: str
    title: str
    subtitle: str
    organisation: str
    subject: str
    date: date | None
    control: tuple[ControlLine, ...]
    blocks: tuple[Block, ...]
    keywords: tuple[str, ...] = ()
    language: str = "en-GB"
    contents: bool = True
    contents_depth: int = 3
    cover: bool = True
    landscape: bool = False
    one_page: bool = False
    version: str = "1"
    draft: bool = False
    locked: bool = False

    @property
    def to_fill_in(self) -> bool:
        """Return whether it is a form: whether it has answers or fields, in the text or in tables."""
        return any(
            isinstance(block, Answer | Field)
            or (isinstance(block, Table) and any(isinstance(cell, Field) for row in block.rows for cell in row))
            for block in self.blocks
        )

    def placeholders(self) -> tuple[str, ...]:
        """Return what the PCT still has to fill in, each once, in the order of the document."""
        found = dict.fromkeys(inline.what for inline in self._inlines() if isinstance(inline, Placeholder))
        return tuple(found)

    def _inlines(self) -> Iterator[Inline]:
        for line in self.control:
            yield from line.value
        for block in self.blocks:
            yield from inlines(block)


def inlines(block: Block) -> Iterator[Inline]:
    """Yield every inline of a block, in reading order."""
    match block:
        case Paragraph():
            yield from block.runs
        case Clause():
            yield from block.runs
            for item in block.items:
                yield from item
        case ItemList():
            for item in block.items:
                yield from item
        case Table():
            for row in block.rows:
                for cell in row:
                    if not isinstance(cell, Field):
                        yield from cell
        case Heading() | Diagram() | Chart() | Field() | Answer() | Signature() | Quotation() | PageBreak():
            return


def plain(runs: Runs) -> str:
    """Return the words of some runs without their formatting."""
    words: list[str] = []
    for run in runs:
        match run:
            case Text() | Strong():
                words.append(run.text)
            case Placeholder():
                words.append(f"[To complete: {run.short or run.what}]")
            case Badge():
                words.append(f"{run.symbol} {run.text}")
            case Reference():
                words.append(str(run))
    return "".join(words)
