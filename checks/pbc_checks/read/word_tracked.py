"""Tracked changes of a Word file: what waits to be accepted or rejected, counted as a reader of the margin would."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pbc_checks.read.word_package import Element, W
from pbc_checks.submission import Tracked

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PROPERTIES = {f"{W}rPr", f"{W}trPr", f"{W}tcPr"}
# A move has two ends; the one that it comes from is not counted again.
_KINDS = {
    f"{W}ins": Tracked.INSERTIONS,
    f"{W}cellIns": Tracked.INSERTIONS,
    f"{W}del": Tracked.DELETIONS,
    f"{W}cellDel": Tracked.DELETIONS,
    f"{W}moveTo": Tracked.MOVES,
    f"{W}rPrChange": Tracked.FORMATTING,
    f"{W}pPrChange": Tracked.FORMATTING,
    f"{W}tblPrChange": Tracked.FORMATTING,
    f"{W}trPrChange": Tracked.FORMATTING,
    f"{W}tcPrChange": Tracked.FORMATTING,
    f"{W}sectPrChange": Tracked.FORMATTING,
}


def tracked_changes(roots: Iterable[Element | None]) -> Counter[Tracked]:
    """Return how many tracked changes of each kind there are in parts of a file.

    Word cuts one change into pieces wherever its dress changes; neighbours of one author and time count once. So do a
    row and what stands in it, and a paragraph's words and its end.
    """
    return Counter(
        _KINDS[change.tag]
        for root in roots
        if root is not None
        for change in root.iter(*_KINDS)
        if not _part_of_another(change)
    )


def _part_of_another(change: Element) -> bool:
    """Return whether a change is counted with another, or stands in a copy of what is read elsewhere."""
    before = change.getprevious()
    if before is not None and before.tag == change.tag and _who(before) == _who(change):
        return True
    within = change.getparent()
    if within is not None and within.tag in _PROPERTIES and _KINDS[change.tag] is not Tracked.FORMATTING:
        paragraph = next(change.iterancestors(f"{W}p"), None)
        if within.tag == f"{W}rPr" and paragraph is not None:
            return paragraph.find(change.tag) is not None  # the end of a paragraph of which words are counted
        return False
    return any(
        above.tag == _FALLBACK or (above.tag == f"{W}tr" and above.find(f"{W}trPr/{change.tag}") is not None)
        for above in change.iterancestors()
    )


def _who(change: Element) -> tuple[str | None, str | None]:
    return change.get(f"{W}author"), change.get(f"{W}date")
