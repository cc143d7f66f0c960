"""Who has to sign an agreement, and whether its signature section has a place for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pbc_checks.evidence.passages import NEVER_EVIDENCE
from pbc_checks.submission import Block, BlockKind
from pbc_frameworks.model import Framework, Signatory
from pbc_frameworks.names import NAME_IN_TEXT
from pbc_frameworks.profile import Profile

_SECTION = re.compile(
    r"\bsignatures?\b|\bsignator(?:y|ies)\b|\bsigned (?:on behalf|for|by)\b|^\W*signed\b", re.IGNORECASE
)
_PRACTICE = re.compile(
    r"\bpractices?\b(?! based)|\bpartners?\b|\bsurger(?:y|ies)\b|\b(?:medical|health) centre\b|\bgps?\b", re.IGNORECASE
)
_LONGEST_LINE = 14  # words of a line that opens the section


def signature_section(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return what stands from the document's first heading or line about signatures on; nothing if there is none.

    A line about signatures counts in the second half only: before, an agreement may speak of signing.
    """
    for number, block in enumerate(blocks):
        if block.kind in NEVER_EVIDENCE or len(block.text.split()) > _LONGEST_LINE or not _SECTION.search(block.text):
            continue
        rest = tuple(each for each in blocks[number:] if each.kind not in NEVER_EVIDENCE)
        heading_only = block.kind is BlockKind.HEADING and all(each.kind is BlockKind.HEADING for each in rest[:2])
        if number * 2 >= len(blocks) and not heading_only:
            return rest
    return ()


def without_a_place(section: Sequence[Block], framework: Framework, profile: Profile | None) -> Iterator[Signatory]:
    """Yield each signatory of the agreement whom a signature section names neither by office nor by name."""
    text = " ".join(block.text for block in section)
    for signatory in framework.agreement.signatories if framework.agreement else ():
        if not _named(signatory, text, profile):
            yield signatory


def in_words(signatory: Signatory) -> str:
    """Return a signatory as a report names it: `Chief Executive`, `Partner, on behalf of the practice`."""
    party = NAME_IN_TEXT.sub("", signatory.party).strip()
    return signatory.capacity if signatory.each or not party else f"{signatory.capacity} ({party.removesuffix(' of')})"


def _named(signatory: Signatory, text: str, profile: Profile | None) -> bool:
    if signatory.each:
        names = [practice.name for locality in profile.localities for practice in locality.practices] if profile else []
        return bool(_PRACTICE.search(text)) or any(name in text for name in names)
    holder = profile.offices.get(signatory.office) if profile else None
    if holder and holder.name in text:
        return True
    office = signatory.capacity.split(" of ")[0].split()[-1]
    return bool(re.search(rf"\b{re.escape(office)}", text, re.IGNORECASE))
