"""The submission model: what a reader made of a file, with the place of every piece and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class BlockKind(StrEnum):
    """Where in the file a piece of text stood."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    TABLE_ROW = "table-row"  # one row; cells joined with " | " in `text`, apart in `cells`
    TEXT_BOX = "text-box"
    FOOTNOTE = "footnote"
    COMMENT = "comment"
    HEADER_FOOTER = "header-footer"
    CONTENTS = "contents"  # a line of the contents page: what it names stands elsewhere


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person finds a block: page (PDF), paragraph (counted from 1), table and row, all counted from 1."""

    page: int | None = None
    paragraph: int | None = None
    line: int | None = None
    table: int | None = None
    row: int | None = None
    heading: str = ""
    part: str = ""  # "footnote 2", "text box", "comment by the author": parts outside the running text
    number: str = ""  # of a heading or list item, as printed: "2.1", "(b)"

    def __str__(self) -> str:
        """Return the place in words: `page 3, table 1, row 4, under "Risks"`."""
        words = []
        if self.page is not None:
            words.append(f"page {self.page}")
        if self.part:
            words.append(self.part)
        if self.table is not None:
            words.append(f"table {self.table}, row {self.row}")
        elif self.line is not None:
            words.append(f"line {self.line}")
        elif self.paragraph is not None:
            words.append(f"paragraph {self.paragraph}")
        if self.number:
            words.append(f"numbered {self.number}")
        if self.heading:
            words.append(f'under "{self.heading}"')
        return ", ".join(words) or "the document"


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or table row of a submission.

    `text` is what a reader sees, white space folded, without markup. `cells` are the cells of a table row; only in
    them are lines kept apart.
    `headings` is the path of headings above it, outermost first. `guidance` says that the template's own styles mark
    the text as instructions. `requirement` is the id of the requirement whose form answer this is, or empty.
    """

    text: str
    kind: BlockKind
    place: Place
    headings: tuple[str, ...] = ()
    level: int = 0  # of a heading: 1 to 9
    cells: tuple[str, ...] = ()
    guidance: bool = False
    requirement: str = ""
    field: str = ""  # id of the form field this is the content of, or empty


HIDDEN_SHEET = "(hidden sheet)"
"""How the heading of a sheet ends that a reader of the workbook does not see."""


@dataclass(frozen=True, slots=True)
class FormIdentity:
    """What a completed template says of itself in its content controls."""

    framework: str
    document: str
    version: str


class Tracked(StrEnum):
    """Kinds of tracked change, as the receipt calls them: changes that nobody has accepted or rejected yet."""

    INSERTIONS = "tracked insertions"
    DELETIONS = "tracked deletions"
    MOVES = "tracked moves"
    FORMATTING = "tracked changes of formatting"


STRUCK_OUT = "pieces struck out"
"""What the receipt calls words with a line through them: crossed out by hand, or only dressed so."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Something in the file whose words we do not have; while it stands, nothing is called absent."""

    what: str  # "page 3 has no text: it is probably a scan"
    count: int = 1
    blocks_absence: bool = True


@dataclass(frozen=True, slots=True)
class Receipt:
    """The reading receipt: how much of each kind was read, and what was not."""

    read: dict[str, int] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()

    @property
    def complete(self) -> bool:
        """Return whether everything that could hold an answer was read."""
        return not any(unread.blocks_absence for unread in self.unread)

    @property
    def tracked(self) -> dict[Tracked, int]:
        """Return how many tracked changes of each kind the file has. Deletions are not read, all others are."""
        known = {**self.read, **{unread.what.partition(":")[0]: unread.count for unread in self.unread}}
        return {kind: known[kind] for kind in Tracked if kind in known}


@dataclass(frozen=True)
class Submission:
    """A file as read.

    `answers` maps requirement ids to the exact text typed into the form (empty if untouched), `fields` does the same
    for the form's short fields by name ("practice", "date").
    """

    name: str
    format: str  # "docx", "pdf", "md", "txt", "xlsx" or "csv"
    sha256: str
    size: int  # bytes
    blocks: tuple[Block, ...]
    receipt: Receipt
    form: FormIdentity | None = None
    answers: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    title: str = ""
    pages: int | None = None

    @cached_property
    def words(self) -> int:
        """Return the number of words read."""
        return sum(len(block.text.split()) for block in self.blocks)
