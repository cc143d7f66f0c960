"""A document as PDF: tagged for screen readers (PDF/UA-1) and fit to be kept (PDF/A-2a), typeset by Typst.

Python says what each block is, `templates/pdf/house.typ` says how it looks. Words reach Typst only as string
literals, so that nothing somebody wrote can be taken for markup.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, assert_never

import typst

from pbc_generator.document import (
    ANSWER_LABEL,
    DATE_LABEL,
    Answer,
    Badge,
    Block,
    Cell,
    Chart,
    Clause,
    Diagram,
    Document,
    Field,
    FieldKind,
    Heading,
    Inline,
    ItemList,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Placeholder,
    Quotation,
    Reference,
    Runs,
    Signature,
    Strong,
    Table,
    Text,
    plain,
)
from pbc_generator.render.characters import printable
from pbc_generator.render.dates import date_words, file_date
from pbc_generator.render.drawing import typst_call
from pbc_generator.render.errors import RenderError
from pbc_generator.render.headings import check_headings
from pbc_generator.render.typeset import compile_pdf, date_literal, drawable, string_literal

if TYPE_CHECKING:
    from collections.abc import Iterable

# In average letters of a table: what fits across an A4 page, what a cell keeps free at its sides, and the
# longest word kept in one piece: where the columns do not fit with the first, the next is tried.
_LETTERS_ACROSS = {"portrait": 78, "landscape": 124}
_NARROW = re.compile(r"[.,]")
_CELL_MARGIN = 2
_LONGEST_UNBROKEN = (24, 18, 14, 10, 7, 4)


def render(document: Document) -> bytes:
    """Return the bytes of a PDF file, the same for the same document.

    Raises `RenderError` where the document breaks a rule of the standards, such as a skipped heading level.
    """
    check_headings(document)
    try:
        return compile_pdf(source(document))
    except typst.TypstError as error:
        raise RenderError(document.title, error.message) from error


def source(document: Document) -> str:
    """Return the Typst source of a document."""
    language, _, region = document.language.partition("-")
    lines = [
        '#import "house.typ": *',
        "#show: house.with(",
        f"  title: {_words(document.title)},",
        f"  subtitle: {_words(document.subtitle)},",
        f"  organisation: {_words(document.organisation)},",
        f"  subject: {_words(document.subject)},",
        f"  keywords: {_array(map(_words, document.keywords))},",
        f"  date: {date_literal(file_date(document.date))},",
        f"  date-words: {_words(date_words(document))},",
        f"  language: {_words(language)},",
        f"  region: {_words(region) if region else 'none'},",
        f"  contents: {_boolean(document.contents)},",
        f"  contents-depth: {document.contents_depth},",
        f"  landscape: {_boolean(document.landscape)},",
        f"  cover: {_boolean(document.cover)},",
        f"  one-page: {_boolean(document.one_page)},",
        f"  draft: {_boolean(document.draft)},",
        "  control: (",
        *(f"    ({_words(line.label)}, {_runs(line.value)})," for line in document.control),
        "  ),",
        ")",
    ]
    across = _LETTERS_ACROSS["landscape" if document.landscape else "portrait"]
    for guidance, blocks in groupby(document.blocks, key=_is_guidance):
        calls = [_call(block, across) for block in blocks]
        lines.append("")
        if guidance:  # what stands together is one box
            lines += ["#guidance-box({", *(f"  {call}" for call in calls), "})"]
        else:
            lines += [f"#{call}" for call in calls]
    return "\n".join(lines) + "\n"


def _is_guidance(block: Block) -> bool:
    return isinstance(block, Paragraph | ItemList) and block.kind is ParagraphKind.GUIDANCE


def _call(block: Block, across: int) -> str:
    """Return the house style's call for a block; `across` is how many letters a line holds."""
    match block:
        case Heading():
            return f"document-heading({block.level}, {_words(block.text)}, {string_literal(block.id)})"
        case Paragraph() if block.leads_in and block.kind is ParagraphKind.BODY:
            return f"lead-in({_runs(block.runs)})"
        case Paragraph() if block.leads_in and block.kind is ParagraphKind.NOTE:
            return f"note-lead-in({_runs(block.runs)})"
        case Paragraph():
            return f"{block.kind}-paragraph({_runs(block.runs)})"
        case Clause():
            items = _array(_runs(item) for item in block.items)
            note = ", note: true" if block.footnote else ""
            name = f", name: {string_literal(block.id)}" if block.id else ""
            words = f"{_words(block.number)}, {_runs(block.runs)}"
            return f"clause({words}, items: {items}, source: {_words(block.source)}{note}{name})"
        case ItemList():
            items = ", ".join(_runs(item) for item in block.items)
            if block.kind is ParagraphKind.NOTE and not block.ordered:
                return f"note-list({items})"
            return f"{'numbered' if block.ordered else 'bulleted'}({items})"
        case Table():
            return _table(block, across)
        case Diagram() | Chart():
            return f"diagram({_words(block.alt)}, {_words(block.caption)}, {typst_call(block)})"
        case Field():
            return _field(block)
        case Answer():
            return f"answer({_words(f'{ANSWER_LABEL} {block.title}')}, {_words(block.prompt)})"
        case Signature():
            return f"signature({_words(block.party)}, {_words(block.capacity)}, {_words(block.name)})"
        case Quotation():
            return f"quotation({_words(block.text)}, {_words(block.where)})"
        case PageBreak():
            return "page-break()"
        case _:
            assert_never(block)


def _field(field: Field) -> str:
    match field.kind:
        case FieldKind.TEXT:
            return f"text-field({_words(field.label)})"
        case FieldKind.DATE:
            return f"date-field({_words(field.label)}, {_words(DATE_LABEL)})"
        case FieldKind.TICK:
            return f"tick-field({_words(field.label)})"
        case FieldKind.CHOICE:
            return f"choice-field({_words(field.label)}, {_array(map(_words, field.choices))})"
        case _:
            assert_never(field.kind)


def _table(table: Table, across: int) -> str:
    rows = "".join(f"  {_array(_cell(cell) for cell in row)},\n" for row in table.rows)
    widths, break_from = column_widths(table, across)
    arguments = {
        "caption": _words(table.caption),
        "widths": _array(map(str, widths)),
        "break-from": str(break_from),
        "header": _array(map(_words, table.header)),
        "row-headers": _boolean(table.row_headers),
        "numeric": _array(map(str, table.numeric)),
        "rows": f"(\n{rows})",
    }
    return f"data-table({', '.join(f'{name}: {value}' for name, value in arguments.items())})"


def _cell(cell: Cell) -> str:
    """Return what stands in a table cell; a field there needs no label, since the header says what it is."""
    if not isinstance(cell, Field):
        return _runs(cell)
    match cell.kind:
        case FieldKind.TEXT | FieldKind.DATE:
            return "blank-cell"
        case FieldKind.TICK:
            return "tick-cell"
        case FieldKind.CHOICE:
            return f"choice-cell({_array(map(_words, cell.choices))})"
        case _:
            assert_never(cell.kind)


def column_widths(table: Table, across: int) -> tuple[tuple[int, ...], int]:
    """Return the columns' widths in letters, and from which length on a word may be broken.

    The widths are as the table asks, but no column is narrower than its longest unbroken word. `across` is
    how many letters the whole table has room for; a table too wide for it breaks shorter words.
    """
    asked = table.widths or (1,) * len(table.header)
    rows = ([_longest_word(cell) for cell in row] for row in table.rows)
    longest = [max(column) for column in zip(map(_letters, table.header), *rows, strict=True)]
    for longest_unbroken in _LONGEST_UNBROKEN:
        least = [_CELL_MARGIN + min(word, longest_unbroken) for word in longest]
        if sum(least) <= across:
            break
    free = max(across - sum(least), 0)
    wanted = [across * width / sum(asked) for width in asked]
    lacking = [max(wish - need, 0.0) for wish, need in zip(wanted, least, strict=True)]
    share = free / sum(lacking) if sum(lacking) else 0.0
    widths = tuple(round(need + share * lack) for need, lack in zip(least, lacking, strict=True))
    return widths, longest_unbroken + 1


def _longest_word(cell: Cell) -> int:
    """Return the width of what a cell cannot break, in letters; a badge stays in one piece."""
    if isinstance(cell, Field):
        return max(map(_letters, cell.choices), default=0) + 2
    badges = [_letters(f"{run.symbol}_{run.shown}".replace(" ", "_")) + 1 for run in cell if isinstance(run, Badge)]
    words = plain(tuple(run for run in cell if not isinstance(run, Badge)))
    return max([_letters(words), *badges])


def _letters(words: str) -> int:
    """Return the width of the longest word in average letters.

    A capital takes about one and a third, a comma or a full stop in a sum of money half of one.
    """
    return max(
        (len(word) + sum(map(str.isupper, word)) // 3 - len(_NARROW.findall(word)) // 2 for word in words.split()),
        default=0,
    )


def _runs(runs: Runs) -> str:
    """Return a Typst code block that joins the runs."""
    return "{ " + "; ".join(map(_inline, runs)) + " }" if runs else '""'


def _inline(inline: Inline) -> str:
    match inline:
        case Text():
            return _words(inline.text)
        case Strong():
            return f"strong-words({_words(inline.text)})"
        case Placeholder():
            return f"placeholder({_words(inline.short or inline.what)})"
        case Reference():
            return f"reference({_words(str(inline))}, {string_literal(inline.target)})"
        case Badge():
            return f"badge({_words(inline.symbol)}, {_words(inline.shown)}, {string_literal(inline.tone)})"
        case _:
            assert_never(inline)


def _words(text: str) -> str:
    return string_literal(drawable(printable(text)))


def _array(values: Iterable[str]) -> str:
    return "(" + "".join(f"{value}, " for value in values).rstrip(" ") + ")"


def _boolean(value: bool) -> str:
    return "true" if value else "false"
