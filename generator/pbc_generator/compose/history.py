"""The last part of a document: its versions and who approved it, as far as the profile says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pbc_generator.compose.text import printed_date
from pbc_generator.document import Block, Document, Heading, Table, Text

if TYPE_CHECKING:
    from pbc_frameworks.profile import Profile


def with_history(document: Document, profile: Profile) -> Document:
    """Return a document with its version history and approvals; a form or a letter stays as it is."""
    if document.to_fill_in or not document.cover or not (profile.history or profile.approvals):
        return document
    added: list[Block] = [Heading(1, "Version history and approvals", "version-history")]
    if profile.history:
        added.append(
            Table(
                header=("Version", "Date", "Author", "What changed"),
                rows=tuple(
                    (
                        (Text(entry.version),),
                        (Text(printed_date(entry.date)),),
                        (Text(entry.author or "–"),),
                        (Text(entry.changes),),
                    )
                    for entry in profile.history
                ),
                caption="Version history",
                summary="Each version with its date, its author and what changed.",
                widths=(12, 20, 30, 38),
                row_headers=True,
            )
        )
    if profile.approvals:
        added.append(
            Table(
                header=("Approved by", "Date", "Version"),
                rows=tuple(
                    ((Text(entry.by),), (Text(printed_date(entry.date)),), (Text(entry.version or "–"),))
                    for entry in profile.approvals
                ),
                caption="Approvals",
                summary="Who approved the document, when, and in which version.",
                widths=(50, 30, 20),
                row_headers=True,
            )
        )
    return replace(document, blocks=(*document.blocks, *added))
