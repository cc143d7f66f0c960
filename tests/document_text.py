"""A document of the model as readable text, for golden files: what a reader would read, in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from pbc_generator.document import (
    Answer,
    Block,
    Chart,
    Clause,
    Diagram,
    Document,
    Field,
    Heading,
    ItemList,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Quotation,
    Signature,
    Table,
    plain,
)


def document_text(document: Document) -> str:
    """Return the title, the document control and every block; guidance begins with `>`, a citation with `--`."""
    day = document.date.isoformat() if document.date else "Undated"
    head = [
        f"{document.name} ({document.language}{', landscape' if document.landscape else ''})",
        f"{document.title}\n{document.subtitle}\n{document.organisation}, {day}",
        f"Subject: {document.subject}\nKeywords: {', '.join(document.keywords)}",
        "\n".join(f"{line.label}: {plain(line.value)}" for line in document.control),
    ]
    return "\n\n".join([*head, *("\n".join(_lines(block)) for block in document.blocks)]) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {block.text}  [{block.id}]"
        case Paragraph():
            yield f"{_mark(block.kind)}{plain(block.runs)}"
        case Clause():
            yield f"{block.number}  {plain(block.runs)}"
            yield from (f"     ({chr(ord('a') + n)}) {plain(item)}" for n, item in enumerate(block.items))
            if block.source:
                yield f"     -- {block.source}"
        case ItemList():
            for n, item in enumerate(block.items, start=1):
                yield f"{_mark(block.kind)}{f'{n}.' if block.ordered else '-'} {plain(item)}"
        case Table():
            more = f"; rows may be added: {block.repeats}" if block.repeats else ""
            yield f"Table: {block.caption} ({block.summary}{more})"
            yield f"| {' | '.join(block.header)} |"
            for row in block.rows:
                cells = (next(_lines(cell)) if isinstance(cell, Field) else plain(cell) for cell in row)
                yield f"| {' | '.join(cells)} |"
        case Diagram():
            yield f"Diagram: {block.caption} ({block.alt})"
            yield from (" | ".join(node.text.replace("\n", ", ") for node in layer) for layer in block.layers)
        case Chart():
            yield f"Chart: {block.caption} ({block.alt})"
            for label, values in zip(block.labels, block.values, strict=True):
                parts = (f"{series.name} {value:g}" for series, value in zip(block.series, values, strict=True))
                yield f"{label}: {', '.join(parts)}"
            yield from (f"Line at {at:g}: {words}" for at, words in block.marks)
        case Field():
            choices = f": {', '.join(block.choices)}" if block.choices else ""
            yield f"[{block.label}] ({block.kind}{choices}; {block.tag})"
        case Answer():
            yield f"[Answer: {block.title}] ({block.prompt}; {block.tag})"
        case Signature():
            yield f"Signed for {block.party}, {block.capacity}, {block.name or '……'}"
        case Quotation():
            yield f"“{block.text}” ({block.where})"
        case PageBreak():
            yield "-- new page --"
        case _:
            assert_never(block)


def _mark(kind: ParagraphKind) -> str:
    match kind:
        case ParagraphKind.BODY:
            return ""
        case ParagraphKind.GUIDANCE:
            return "> "
        case ParagraphKind.NOTE:
            return "-- "
        case _:
            assert_never(kind)
