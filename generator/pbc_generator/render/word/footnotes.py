"""Footnotes: their part of the file, and the references to them in the body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from pbc_generator.render.word.markup import number, paragraph, run
from pbc_generator.render.word.styles import renamed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document as WordDocument

_MARK = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
# Word asks for the two lines that it draws above footnotes, under these numbers.
_LINES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


class Footnotes:
    """The footnotes of one document, gathered while its body is written."""

    def __init__(self, word: WordDocument) -> None:
        self._word = word
        try:
            self._part: Part | None = word.part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES)
            self._root = parse_xml(self._part.blob)
        except KeyError:
            self._part = None
            self._root = parse_xml(f"<w:footnotes {nsdecls('w')}>{_LINES}</w:footnotes>")
        self._next = max((number(note, qn("w:id")) for note in self._root), default=0) + 1
        self._written: list[str] = []

    def reference(self, text: str) -> str:
        """Return the reference to a new footnote, as a run."""
        identity = self._next
        self._next += 1
        words = paragraph("FootnoteText", _MARK + run(f" {text}"))
        self._written.append(f'<w:footnote w:id="{identity}">{words}</w:footnote>')
        style = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
        return f'<w:r>{style}<w:footnoteReference w:id="{identity}"/></w:r>'

    def add(self, ids: Mapping[str, str]) -> None:
        """Add the footnotes to the file, if there are any; `ids` are the document's own style ids."""
        if not self._written:
            return
        written = renamed("".join(self._written), ids)
        self._root.extend(parse_xml(f"<w:footnotes {nsdecls('w')}>{written}</w:footnotes>"))
        if self._part is None:
            package = self._word.part.package
            self._part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, None, package)
            self._word.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)
        self._part._blob = etree.tostring(self._root, encoding="UTF-8", standalone=True)  # python-docx has no setter
