"""Where a document asks and does not answer: rows of its tables, labels in its lists, headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pbc_checks.rules.form.sign_off_blocks import is_of_a_sign_off
from pbc_checks.rules.matter import Matter
from pbc_checks.rules.names import has_title
from pbc_checks.rules.sums import cell_amount
from pbc_checks.rules.tables import Table
from pbc_checks.submission import Block, BlockKind

_HEADING_WORDS = 14
_LABEL_WORDS = 6  # of a label in a list: “Other practices:”
_FEWEST_ROWS = 3  # of a table of questions and answers
_NOT_RUNNING = {BlockKind.HEADER_FOOTER, BlockKind.COMMENT, BlockKind.CONTENTS, BlockKind.FOOTNOTE}
_BLANK = re.compile(r"[\s._…]*")
_NUMBERED = re.compile(r"\W*(?:q\s?)?\d{1,3}(?:\.\d{1,2})*[.):]?\s|.*\?\s*$", re.IGNORECASE)
# What is attached, or for somebody else to fill in, or only a number of the form's.
_NOT_ASKED = re.compile(
    r"\b(?:append\w*|annex\w*|attach\w*|enclos\w*|enc|pct use|office use|official use|for use by|date received|received"
    r"|reference|ref|pct decision|decision|contents|notes|end|cc|copies?)\b",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(r"\b(?:will|are|is|to|include|includes|following|have|has)\W*$", re.IGNORECASE)
_RUN_IN = re.compile(r"[A-Z][^:.;|]{1,60}:(?:\s|$)|[A-Z][^:.;|]{1,60}\?\s")
_ASKS = re.compile(r"\b(?:answer|response|reply|your (?:comments?|view)|comments? of|please complete)\b", re.IGNORECASE)


def empty_rows(matter: Matter) -> Iterator[Block]:
    """Yield the rows of tables of questions in which there is a question and no answer."""
    for table in matter.tables:
        if len(table.rows) < _FEWEST_ROWS:
            continue
        place = table.column(_ASKS)
        if place is None and _asks_and_answers(table):
            place = 1
        for number, row in enumerate(table.rows):
            label = question(row)
            answered = place is None or place >= len(row.cells) or not _BLANK.fullmatch(row.cells[place])
            if answered or row.guidance or not _is_question(label) or (not number and not _NUMBERED.match(label)):
                continue
            yield row


def _asks_and_answers(table: Table) -> bool:
    """Return whether a table has a question and an answer in each row; in one of sums, an empty cell is no answer."""
    answers = [row.cells[1].strip() for row in table.rows if len(row.cells) == 2 and row.cells[1].strip()]
    sums = sum(cell_amount(answer) is not None for answer in answers)
    return all(len(row.cells) <= 2 for row in table.rows) and len(answers) > 1 and sums * 2 < len(answers)


def empty_labels(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield list items that are a label and nothing else, in a list of labels with what there is to say of each."""
    for before, block, following in zip([None, *blocks], blocks, [*blocks[1:], None], strict=False):
        alone = block.kind is BlockKind.LIST_ITEM and block.text.endswith(":") and not block.requirement
        if not alone or len(block.text.split()) > _LABEL_WORDS or not _is_question(block.text):
            continue
        # A label with a list or a text below it has its answer there.
        closed = following is None or following.kind is BlockKind.HEADING or _is_label(following)
        if closed and (_is_label(before) or _is_label(following)):
            yield block


def _is_label(block: Block | None) -> bool:
    return block is not None and block.kind is BlockKind.LIST_ITEM and bool(_RUN_IN.match(block.text))


def empty_headings(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield headings right above one that is no deeper, or at the very end; those of the title page stand for it."""
    running = [block for block in blocks if block.kind not in _NOT_RUNNING]
    begun = False
    for block, following in zip(running, [*running[1:], None], strict=False):
        if block.kind is not BlockKind.HEADING:
            begun = True
            continue
        closed = following is None or (following.kind is BlockKind.HEADING and following.level <= block.level)
        asks = len(block.text.split()) <= _HEADING_WORDS and _is_question(block.text) and not has_title(block.text)
        if begun and closed and asks:
            yield block


def _is_question(label: str) -> bool:
    """Return whether a label is one that the document itself has to answer."""
    if not re.search(r"[a-z]", label):
        return False  # a heading between the rows, in capitals
    return not (_NOT_ASKED.search(label) or _LEAD_IN.search(label) or is_of_a_sign_off(label))


def question(block: Block) -> str:
    """Return what asks: in a row the longest cell, as there may be a number before it."""
    return max(block.cells, key=len).strip() if block.cells else block.text
