"""The contents page: a field that Word refreshes, filled beforehand with links to the headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pbc_generator.document import Heading
from pbc_generator.render.word.markup import escaped, paragraph, run

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pbc_generator.document import Block

DEEPEST_LEVEL = 3
_LONGEST_BOOKMARK = 40  # Word's limit
_FIELD = ' TOC \\o "1-{}" \\h \\z \\u '


@dataclass(frozen=True, slots=True)
class Bookmark:
    """What a link to a heading points at: a number and a name that no other bookmark of the document has."""

    number: int
    name: str

    def around(self, content: str) -> str:
        """Return content with the bookmark around it."""
        start = f'<w:bookmarkStart w:id="{self.number}" w:name="{self.name}"/>'
        return f'{start}{content}<w:bookmarkEnd w:id="{self.number}"/>'


def bookmarks(blocks: Iterable[Block], first_number: int, taken: Iterable[str] = ()) -> dict[str, Bookmark]:
    """Return the bookmark of each heading by the heading's id; `taken` are names the template uses already.

    Word allows letters, digits and underscores only, and does not tell capitals from small letters.
    """
    names = {name.lower() for name in taken}
    found: dict[str, Bookmark] = {}
    for block in blocks:
        if not isinstance(block, Heading) or block.id in found:
            continue
        stem = re.sub(r"\W", "_", block.id, flags=re.ASCII)
        stem = stem if stem[:1].isalpha() else f"h_{stem}"
        name, count = stem[:_LONGEST_BOOKMARK], 1
        while name.lower() in names:
            count += 1
            name = f"{stem[: _LONGEST_BOOKMARK - len(str(count)) - 1]}_{count}"
        names.add(name.lower())
        found[block.id] = Bookmark(first_number + len(found), name)
    return found


def contents(blocks: Iterable[Block], marks: dict[str, Bookmark], depth: int = DEEPEST_LEVEL) -> str:
    """Return the paragraphs of the contents page, down to a depth; empty for a document without headings.

    Only Word knows on which page a heading falls: the entries come without page numbers and the field is
    marked as out of date, so that Word fills them in.
    """
    deepest = min(depth, DEEPEST_LEVEL)
    entries = [block for block in blocks if isinstance(block, Heading) and block.level <= deepest]
    if not entries:
        return ""
    start = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escaped(_FIELD.format(deepest))}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    lines = [
        paragraph(
            f"TOC{entry.level}",
            (start if position == 0 else "")
            + f'<w:hyperlink w:anchor="{marks[entry.id].name}" w:history="1">{run(entry.text)}</w:hyperlink>',
        )
        for position, entry in enumerate(entries)
    ]
    return "".join(lines) + paragraph("PBCEnd", '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
