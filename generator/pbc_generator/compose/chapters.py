"""Sections of a framework's chapters: statements and tables with their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbc_generator.compose.numbered import statements
from pbc_generator.document import Block, Paragraph, ParagraphKind, Table, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pbc_frameworks.model import ChapterSection, ChapterTable
    from pbc_generator.compose.context import Context


def section_of_chapter(context: Context, section: ChapterSection) -> Iterator[Block]:
    """Yield what a section holds, without its heading; its clauses have no numbers yet."""
    yield from statements(context, section.statements)
    for table in section.tables:
        yield _table(context, table)
        yield Paragraph((Text(context.cite(table.source)),), ParagraphKind.NOTE)


def _table(context: Context, table: ChapterTable) -> Table:
    return Table(
        header=table.columns,
        rows=tuple(tuple(context.writer.runs(cell) for cell in row) for row in table.rows),
        caption=table.caption,
        summary=f"{table.caption}: {', '.join(table.columns)}.",
        row_headers=True,
    )
