"""The body of a document: each kind of block as WordprocessingML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from itertools import pairwise
from typing import TYPE_CHECKING, assert_never

from pbc_generator.document import (
    Answer,
    Block,
    Chart,
    Clause,
    Diagram,
    Field,
    FieldKind,
    Heading,
    ItemList,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Quotation,
    Signature,
    Table,
)
from pbc_generator.render.word.markup import (
    BODY,
    KEEP_WITH_NEXT,
    TAB,
    paragraph,
    reference_mark,
    run,
    runs,
    styled,
)
from pbc_generator.render.word.tables import table

if TYPE_CHECKING:
    from collections.abc import Callable

    from pbc_generator.render.word.contents import Bookmark
    from pbc_generator.render.word.controls import Controls
    from pbc_generator.render.word.footnotes import Footnotes
    from pbc_generator.render.word.pictures import Pictures

_PARAGRAPH_STYLE = {
    ParagraphKind.BODY: BODY,
    ParagraphKind.GUIDANCE: "PBCGuidance",
    ParagraphKind.NOTE: "PBCNote",
}
_LIST_STYLE = {
    ParagraphKind.BODY: "List",
    ParagraphKind.GUIDANCE: "PBCGuidance",
    ParagraphKind.NOTE: "PBCNote",
}
_FIRST_REFERENCE = 100_000  # beyond the numbers of headings' bookmarks and of those in a template
_LONGEST_LABEL = 27  # letters
_SCHEDULE = re.compile(r"(Schedule )(\d+)(.*)")
_LAST_LINE = '<w:keepNext w:val="0"/>'


@dataclass(frozen=True, slots=True)
class BodyWriter:
    """Turns blocks into the body of one document.

    `text_width` is the page between its margins in twentieths of a point; `new_list` gives the number of a
    fresh numbered list in a style.
    """

    text_width: int
    controls: Controls
    bookmarks: dict[str, Bookmark]
    new_list: Callable[[str], int]
    footnotes: Footnotes
    pictures: Pictures
    referred: list[str] = dataclass_field(default_factory=list)

    def body(self, blocks: tuple[Block, ...]) -> str:
        """Return all blocks in order. Raises `ValueError` for a tag that Word would refuse."""
        parts: list[str] = []
        for block, following in pairwise((*blocks, None)):
            if block is not None:
                parts.append(self._block(block, keep=_leads_into(block, following)))
                if _runs_into(block, following):
                    parts.append(paragraph("PBCEnd", ""))
        return "".join(parts)

    def _block(self, block: Block, *, keep: bool) -> str:
        """Return one block; `keep` asks for the same page as what follows."""
        together = KEEP_WITH_NEXT if keep else ""
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return paragraph(_PARAGRAPH_STYLE[block.kind], runs(block.runs), together)
            case Clause():
                return self._clause(block)
            case ItemList():
                return self._list(block, together)
            case Table():
                return table(block, self.text_width, self.controls)
            case Diagram() | Chart():
                return self.pictures.picture(block)
            case Field():
                return self._field(block)
            case Answer():
                return self.controls.answer(block)
            case Signature():
                return _signature(block)
            case Quotation():
                return _quotation(block)
            case PageBreak():
                return paragraph("PBCPageBreak", '<w:r><w:br w:type="page"/></w:r>')
            case _:
                assert_never(block)

    def _heading(self, heading: Heading) -> str:
        words = run(heading.text)
        numbered = _SCHEDULE.match(heading.text)
        if numbered:
            before, number, after = numbered.groups()
            words = run(before) + self._marked(heading.id, run(number)) + run(after)
        return paragraph(f"Heading{heading.level}", self.bookmarks[heading.id].around(words))

    def _marked(self, target: str, content: str) -> str:
        """Return what references to a target show, within the bookmark that they point at."""
        self.referred.append(target)
        number = _FIRST_REFERENCE + len(self.referred)
        start = f'<w:bookmarkStart w:id="{number}" w:name="{reference_mark(target)}"/>'
        return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'

    def _list(self, block: ItemList, together: str) -> str:
        style = _LIST_STYLE[block.kind] + ("Number" if block.ordered else "Bullet")
        properties = together
        if block.ordered:
            properties += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{self.new_list(style)}"/></w:numPr>'
        return "".join(paragraph(style, runs(item), properties) for item in block.items)

    def _clause(self, clause: Clause) -> str:
        number = styled(clause.number, "PBCNumber")
        if clause.id:
            number = self._marked(clause.id, number)
        number += TAB
        words, source = runs(clause.runs), ""
        if clause.source and clause.footnote:
            words += self.footnotes.reference(clause.source)
        elif clause.source:
            source = styled(f"[{clause.source}]", "PBCSource")
        if not clause.items:
            return paragraph("PBCClause", number + words + (run(" ") + source if source else ""))
        items = [
            paragraph("PBCSubclause", run(f"({_letters(position)})") + TAB + runs(item))
            for position, item in enumerate(clause.items)
        ]
        cited = paragraph("PBCClauseSource", source) if source else ""
        return paragraph("PBCClause", number + words, KEEP_WITH_NEXT) + "".join(items) + cited

    def _field(self, field: Field) -> str:
        control = self.controls.field(field)
        label = styled(field.label, "Strong")
        if field.kind is FieldKind.TICK:
            return paragraph("PBCTick", control + TAB + label)
        # A label that leaves no room beside it gets a line to itself.
        gap = TAB if len(field.label) <= _LONGEST_LABEL else "<w:r><w:br/></w:r>"
        return paragraph("PBCField", label + gap + control)


def _leads_into(block: Block, following: Block | None) -> bool:
    """Whether a block must not be torn from what is below it: guidance from its answer, a colon from its list."""
    match block, following:
        case Paragraph(leads_in=True), _ if following is not None:
            return True
        case (Paragraph() | ItemList()) as guidance, Answer() | Table():
            return guidance.kind is ParagraphKind.GUIDANCE
        case (Paragraph() | ItemList()) as guidance, (Paragraph() | ItemList()) as more:
            return guidance.kind is more.kind is ParagraphKind.GUIDANCE
        case _:
            return False


def _runs_into(block: Block, following: Block | None) -> bool:
    """Whether Word needs a paragraph between two blocks, lest it join two tables or two answers into one."""
    match block:
        case Table():
            return following is None or (isinstance(following, Table) and not following.caption)
        case Answer():
            return following is None or isinstance(following, Answer)
        case _:
            return False


def _letters(position: int) -> str:
    """Return a, b, … z, aa, ab, … for positions counted from 0."""
    before, letter = divmod(position, 26)
    return (_letters(before - 1) if before else "") + chr(ord("a") + letter)


def _quotation(quotation: Quotation) -> str:
    words = run(f"“{quotation.text}”")
    if not quotation.where:
        return paragraph("PBCQuotation", words, _LAST_LINE)
    return paragraph("PBCQuotation", words) + paragraph("PBCQuotationPlace", run(f"— {quotation.where}"))


def _signature(signature: Signature) -> str:
    """Return the lines to sign on; every tab after the first draws the rule of a blank."""
    blank = TAB
    return "".join(
        (
            paragraph("PBCSignatureParty", run("Signed for ") + styled(signature.party, "Strong")),
            paragraph("PBCSignature", run("Signature") + TAB + blank + run("  Date  ") + blank),
            paragraph("PBCSignature", run("Name") + TAB + (run(signature.name) or blank + blank)),
            paragraph("PBCSignature", run("Position") + TAB + (run(signature.capacity) or blank + blank), _LAST_LINE),
        )
    )
