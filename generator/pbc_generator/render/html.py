"""A document as one HTML file: nothing to fetch, nothing that runs, made to WCAG 2.2 AA.

The frame of the page and its style stand in `templates/html/`; this module writes the blocks. Words are
escaped by markupsafe wherever they enter.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from itertools import count, groupby
from typing import TYPE_CHECKING, assert_never

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from pbc_frameworks.data import data_folder
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
)
from pbc_generator.render.characters import printable
from pbc_generator.render.dates import date_words
from pbc_generator.render.drawing import picture
from pbc_generator.render.headings import check_headings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BOX = Markup('<span aria-hidden="true">☐</span>')
_BLANK = Markup('<span class="blank"><span class="hidden">{}</span></span>')
_FIGURE = Markup(' class="figure"')
_SIGN = Markup(' class="sign"')
_TO_FILL_IN = "(to be filled in)"
_USUAL, _NARROW = 7.0, 2.5  # rem that a column needs; the narrow ones hold a number or a sign
_SHORT_HEADER = 3  # letters
_LONG_WORD = re.compile(r"(\S{25,})")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A line of the contents: a heading of level 1 with its headings of level 2."""

    id: str
    text: str
    sections: tuple[Heading, ...]


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(data_folder("templates") / "html"), autoescape=True, undefined=StrictUndefined
    )


def render(document: Document) -> str:
    """Return a whole HTML page, the same for the same document.

    Raises `RenderError` where a heading skips a level, since a reader who moves by headings would miss one.
    """
    check_headings(document)
    return (
        _environment()
        .get_template("page.html")
        .render(
            document=document,
            title=printable(document.title),
            subtitle=printable(document.subtitle),
            organisation=printable(document.organisation),
            subject=printable(document.subject),
            keywords=[printable(word) for word in document.keywords],
            date=date_words(document),
            control=[(_words(line.label), _runs(line.value)) for line in document.control],
            contents=list(_chapters(document)) if document.contents else [],
            body=Markup("\n").join(_body(document.blocks)),
            footnotes=[(number, _words(clause.source)) for number, clause in enumerate(_noted(document), start=1)],
        )
        + "\n"
    )


def _noted(document: Document) -> Iterator[Clause]:
    """Yield the clauses whose sources are footnotes, in order."""
    for block in document.blocks:
        if isinstance(block, Clause) and block.footnote and block.source:
            yield block


def _chapters(document: Document) -> Iterator[Chapter]:
    deepest = min(document.contents_depth, 2)
    headings = [block for block in document.blocks if isinstance(block, Heading) and block.level <= deepest]
    starts = [place for place, heading in enumerate(headings) if heading.level == 1]
    for start, end in zip(starts, [*starts[1:], len(headings)], strict=True):
        chapter = headings[start]
        yield Chapter(chapter.id, printable(chapter.text), tuple(headings[start + 1 : end]))


def _body(blocks: Iterable[Block]) -> Iterator[Markup]:
    """Yield the blocks; guidance that stands together is one box."""
    numbered = enumerate(blocks, start=1)
    notes = count(1)
    for guidance, group in groupby(numbered, key=lambda pair: _is_guidance(pair[1])):
        written = [_block(block, number, notes) for number, block in group]
        if guidance:
            inside = Markup("\n").join(written)
            yield Markup('<div class="guidance" role="note" aria-label="Guidance">\n{}\n</div>').format(inside)
        else:
            yield from written


def _is_guidance(block: Block) -> bool:
    return isinstance(block, Paragraph | ItemList) and block.kind is ParagraphKind.GUIDANCE


def _block(block: Block, number: int, notes: Iterator[int]) -> Markup:
    """Return a block; `number` is its place in the document, from which the ids are made that it needs.

    `notes` gives the number of the next footnote.
    """
    match block:
        case Heading():
            # The document's title is the one h1.
            level = block.level + 1
            return Markup('<h{0} id="{1}">{2}</h{0}>').format(level, block.id, _words(block.text))
        case Paragraph():
            note = Markup(' class="note"') if block.kind is ParagraphKind.NOTE else ""
            return Markup("<p{}>{}</p>").format(note, _runs(block.runs))
        case Clause():
            return _clause(block, notes)
        case ItemList():
            note = Markup(' class="note"') if block.kind is ParagraphKind.NOTE else ""
            return Markup("<{0}{1}>\n{2}\n</{0}>").format("ol" if block.ordered else "ul", note, _items(block.items))
        case Table():
            return _table(block, f"page-table-{number}")
        case Diagram() | Chart():
            return _picture(block)
        case Field():
            return _field(block)
        case Answer():
            return _answer(block, f"page-answer-{number}")
        case Signature():
            return _signature(block)
        case Quotation():
            place = Markup("<figcaption>— {}</figcaption>").format(_words(block.where)) if block.where else ""
            return Markup(
                '<figure class="quotation"><blockquote><p dir="auto">“{}”</p></blockquote>{}</figure>'
            ).format(_words(block.text), place)
        case PageBreak():
            return Markup('<div class="page-break"></div>')
        case _:
            assert_never(block)


def _items(items: tuple[Runs, ...]) -> Markup:
    return Markup("\n").join(Markup("<li>{}</li>").format(_runs(item)) for item in items)


def _clause(clause: Clause, notes: Iterator[int]) -> Markup:
    source: Markup | str = ""
    first = Markup('<p><span class="number">{}</span> {}').format(_words(clause.number), _runs(clause.runs))
    if clause.source and clause.footnote:
        first += Markup(
            '<sup><a href="#page-note-{0}" id="page-note-call-{0}" aria-label="Source {0}">{0}</a></sup>'
        ).format(next(notes))
    elif clause.source:
        source = Markup('<span class="source">[{}]</span>').format(_words(clause.source))
    name = Markup(' id="{}"').format(clause.id) if clause.id else ""
    if not clause.items:
        return Markup('<div class="clause"{}>{}{}{}</p></div>').format(name, first, " " if source else "", source)
    items = Markup('<ol type="a">\n{}\n</ol>').format(_items(clause.items))
    after = Markup("\n<p>{}</p>").format(source) if source else ""
    return Markup('<div class="clause"{}>{}</p>\n{}{}</div>').format(name, first, items, after)


def _field(field: Field) -> Markup:
    label = _words(field.label)
    match field.kind:
        case FieldKind.TEXT:
            space = _BLANK.format(_TO_FILL_IN)
        case FieldKind.DATE:
            space = Markup('{} <span class="note">{}</span>').format(_BLANK.format(_TO_FILL_IN), DATE_LABEL)
        case FieldKind.TICK:
            return Markup('<p class="tick">{} {} <span class="hidden">(to be ticked)</span></p>').format(_BOX, label)
        case FieldKind.CHOICE:
            space = _choices(field.choices)
        case _:
            assert_never(field.kind)
    return Markup('<div class="field"><span class="label">{}</span> {}</div>').format(label, space)


def _choices(choices: tuple[str, ...]) -> Markup:
    items = Markup("").join(Markup("<li>{} {}</li>").format(_BOX, _words(choice)) for choice in choices)
    return Markup('<ul class="choices">{}</ul>').format(items)


def _answer(answer: Answer, name: str) -> Markup:
    return Markup(
        '<div class="answer" role="group" aria-labelledby="{0}">\n'
        '<p class="answer-label" id="{0}">{1} {2}</p>\n<p class="prompt">{3}</p>\n</div>'
    ).format(name, ANSWER_LABEL, _words(answer.title), _words(answer.prompt))


def _signature(signature: Signature) -> Markup:
    entries = (("Signature", ""), ("Date", ""), ("Name", signature.name), ("Position", signature.capacity))
    lines = Markup("\n").join(
        Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(
            label, _words(value) if value else _BLANK.format(_TO_FILL_IN)
        )
        for label, value in entries
    )
    return Markup('<div class="signature">\n<p>Signed for <strong>{}</strong></p>\n<dl>\n{}\n</dl>\n</div>').format(
        _words(signature.party), lines
    )


def _table(table: Table, name: str) -> Markup:
    """Return a table in a region of its own, which a keyboard can scroll where the page is narrow."""
    asked = table.widths or (1,) * len(table.header)
    columns = Markup("").join(Markup('<col style="width:{:.1f}%">').format(100 * w / sum(asked)) for w in asked)
    heads = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(_look(table, place), _words(words))
        for place, words in enumerate(table.header)
    )
    rows = Markup("\n").join(_row(row, table) for row in table.rows)
    return Markup(
        '<div class="table" role="region" tabindex="0" aria-labelledby="{name}">\n'
        '<p id="{name}-summary" hidden>{summary}</p>\n'
        '<table aria-describedby="{name}-summary" style="min-width:{width:g}rem">\n'
        '<caption id="{name}">{caption}</caption>\n<colgroup>{columns}</colgroup>\n'
        "<thead>\n<tr>{heads}</tr>\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>"
    ).format(
        name=name,
        summary=_words(table.summary),
        caption=_words(table.caption or table.summary),
        width=sum(_NARROW if _is_narrow(words) else _USUAL for words in table.header),
        columns=columns,
        heads=heads,
        rows=rows,
    )


def _is_narrow(header: str) -> bool:
    return len(header) <= _SHORT_HEADER


def _look(table: Table, column: int) -> Markup:
    """Return the class of a column's cells: figures stand to the right, signs and short numbers close together."""
    if column in table.numeric:
        return _FIGURE
    return _SIGN if _is_narrow(table.header[column]) else Markup("")


def _picture(drawn: Diagram | Chart) -> Markup:
    """Return a picture that stands in the page itself; its alternative says all that it says."""
    data = b64encode(picture(drawn, "svg")).decode()
    return Markup(
        '<figure class="diagram"><figcaption>{}</figcaption>\n'
        '<img src="data:image/svg+xml;base64,{}" alt="{}"></figure>'
    ).format(_words(drawn.caption), data, " ".join(printable(drawn.alt).split()))


def _row(row: tuple[Cell, ...], table: Table) -> Markup:
    cells = Markup("").join(
        Markup('<th scope="row"{}>{}</th>').format(_look(table, column), _cell(cell))
        if table.row_headers and column == 0
        else Markup("<td{}>{}</td>").format(_look(table, column), _cell(cell))
        for column, cell in enumerate(row)
    )
    return Markup("<tr>{}</tr>").format(cells)


def _cell(cell: Cell) -> Markup:
    """Return what stands in a table cell; a field's label is there for those who do not see its column."""
    if not isinstance(cell, Field):
        return _runs(cell)
    match cell.kind:
        case FieldKind.TEXT | FieldKind.DATE:
            return _BLANK.format(f"{printable(cell.label)} {_TO_FILL_IN}")
        case FieldKind.TICK:
            return Markup('{}<span class="hidden">{} (to be ticked)</span>').format(_BOX, _words(cell.label))
        case FieldKind.CHOICE:
            return _choices(cell.choices)
        case _:
            assert_never(cell.kind)


def _runs(runs: Runs) -> Markup:
    return Markup("").join(map(_inline, runs))


def _inline(inline: Inline) -> Markup:
    match inline:
        case Text():
            return _words(inline.text)
        case Strong():
            return Markup("<strong>{}</strong>").format(_words(inline.text))
        case Placeholder():
            return Markup("<mark>[To complete: {}]</mark>").format(_words(inline.short or inline.what))
        case Reference():
            return Markup('<a href="#{}">{}</a>').format(inline.target, _words(str(inline)))
        case Badge():
            words = Markup('<span class="unseen">{}</span>') if inline.brief else Markup("{}")
            return Markup('<span class="badge {}"><span aria-hidden="true">{}</span> {}</span>').format(
                inline.tone.value, _words(inline.symbol), words.format(_words(inline.text))
            )
        case _:
            assert_never(inline)


def _words(text: str) -> Markup:
    return Markup("<br>").join(map(_line, printable(text).split("\n")))


def _line(line: str) -> Markup:
    """Return a line with its very long words marked, so that the style lets them break anywhere."""
    pieces = _LONG_WORD.split(line)  # every second piece is a long word
    return Markup("").join(
        Markup('<span class="long">{}</span>').format(piece) if place % 2 else escape(piece)
        for place, piece in enumerate(pieces)
    )
