"""Where a document prints the sources of its clauses: beside each, as footnotes, in an annex, or nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum

from pbc_generator.document import Block, Clause, Document, Heading, PageBreak, Table, Text


class Sources(StrEnum):
    """Where the sources of clauses are printed."""

    BESIDE = "beside"
    FOOTNOTES = "footnotes"
    ANNEX = "annex"
    NONE = "none"


def with_sources(document: Document, sources: Sources) -> Document:
    """Return a document with the sources of its clauses where they are wanted; tables keep theirs."""
    cited = any(isinstance(block, Clause) and block.source for block in document.blocks)
    match sources:
        case Sources.BESIDE:
            return document
        case Sources.FOOTNOTES:
            blocks = tuple(
                replace(block, footnote=True) if isinstance(block, Clause) else block for block in document.blocks
            )
        case Sources.ANNEX:
            blocks = (*_without(document), *(_annex(document) if cited else ()))
        case Sources.NONE:
            blocks = tuple(_without(document))
    return replace(document, blocks=blocks)


def _without(document: Document) -> Iterator[Block]:
    for block in document.blocks:
        yield replace(block, source="") if isinstance(block, Clause) else block


def _annex(document: Document) -> Iterator[Block]:
    """Yield a last part: under which heading each clause stands, its number and its source."""
    rows = []
    heading = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Clause) and block.source:
            rows.append(((Text(block.number),), (Text(heading),), (Text(block.source),)))
    yield PageBreak()
    yield Heading(1, "Annex. Sources of the clauses", "annex-sources")
    yield Table(
        header=("Clause", "Under", "Source"),
        rows=tuple(rows),
        caption="The source of each clause",
        summary="Each clause by its number with the heading it stands under and its place in the source.",
        widths=(12, 38, 50),
        row_headers=True,
    )
