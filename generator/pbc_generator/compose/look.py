"""How a finished document is presented: where its sources stand, whether it is a draft, whether its text is locked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pbc_generator.compose.sources import Sources, with_sources
from pbc_generator.document import ControlLine, Document, Text


@dataclass(frozen=True, slots=True)
class Look:
    """What is asked for all documents of a run."""

    sources: Sources = Sources.BESIDE
    draft: bool = False
    lock: bool = False


def with_look(document: Document, look: Look) -> Document:
    """Return a document as it is asked for. A draft says so in its document control; only forms are locked."""
    made = with_sources(document, look.sources)
    if look.draft:
        made = replace(made, draft=True, control=tuple(map(_draft, made.control)))
    return replace(made, locked=True) if look.lock and made.to_fill_in else made


def _draft(line: ControlLine) -> ControlLine:
    return ControlLine(line.label, (Text("Draft"),)) if line.label == "Status" else line
