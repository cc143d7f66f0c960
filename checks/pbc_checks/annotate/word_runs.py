"""Words of a Word document found again in its runs, which are cut so that a comment stands around these words alone."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from pbc_checks.annotate.find_words import folded, pieces
from pbc_checks.findings import Evidence
from pbc_checks.read.word import WordSubmission
from pbc_checks.read.word_package import Element, W
from pbc_checks.read.word_text import TextReader, outermost
from pbc_checks.submission import Block

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What may hold the beginning or end of a comment beside runs: ECMA-376 part 1, EG_PContent.
_ENTERED = {
    f"{W}{name}"
    for name in ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "dir", "bdo")
}
# A control whose words Word writes itself, from a list, a date or other data: a comment inside would be lost.
_WRITTEN_BY_WORD = ("dataBinding", "date", "dropDownList", "comboBox", "docPartList")


class Passages:
    """The passages of a document, looked up by their place in it first."""

    def __init__(self, document: WordSubmission) -> None:
        self._text = document.text
        self._blocks = document.blocks
        self._at: dict[str, list[tuple[Block, Element | None]]] = {}
        for block, source in self._blocks:
            self._at.setdefault(str(block.place), []).append((block, source))

    def runs(self, about: Iterable[Evidence]) -> list[Element] | None:
        """Return what of the document holds the first quotation that is found in it, and no other words if possible.

        Of a quotation over several cells or lines it is the longest piece. For words in a text box, note or diagram it
        is what carries these.
        """
        for evidence in about:
            for block, source in (*self._at.get(evidence.where, ()), *self._blocks):
                if source is not None and evidence.quote in block.text:
                    found = self._within(source, evidence.quote)
                    if found:
                        return found
        return None

    def opening(self) -> list[Element] | None:
        """Return what holds the first words of the document, outside of what Word fills in itself."""
        for block, source in self._blocks:
            if source is not None and not any(map(_is_written_by_word, source.iterancestors(f"{W}sdt"))):
                found = self._within(source, block.text)
                if found:
                    return found
        return None

    def _within(self, source: Element, quotation: str) -> list[Element]:
        if source.tag == f"{W}tr":
            for words in [quotation, *sorted(pieces(quotation), key=len, reverse=True)]:
                for paragraph in outermost(source, f"{W}p"):
                    found = _cut_out(paragraph, words, self._text)
                    if found:
                        return found
            return []
        carrying = _carrier(source)
        if carrying is not None:
            return [carrying]
        return _cut_out(source, quotation, self._text) or list(source.iterchildren(f"{W}r"))[:1]


def _cut_out(paragraph: Element, words: str, text: TextReader) -> list[Element]:
    """Return the runs that hold some words and nothing else, cut out of longer ones; none if they do not stand here."""
    letters = _letters(paragraph, text)
    found = folded("".join(character for _, _, character in letters)).find(words)
    if found is None:
        return []
    start, end = found
    for border in (end, start):
        if 0 < border < len(letters) and _cut(*letters[border - 1 : border + 1]):
            letters = _letters(paragraph, text)
    carriers = [_carrier(element) for element, _, _ in letters[start:end]]
    return list(dict.fromkeys(each for each in carriers if each is not None))


_Letter = tuple[Element, int, str]  # the element of a character, its place there, and the character


def _letters(paragraph: Element, text: TextReader) -> list[_Letter]:
    return [(element, place, each) for element, read in text.words(paragraph).pieces for place, each in enumerate(read)]


def _cut(before: _Letter, letter: _Letter) -> bool:
    """Cut a run in two so that a letter begins one; return whether that was to be done, and could be."""
    element, place, _ = letter
    run = element.getparent()
    if run is None or run is not before[0].getparent() or _carrier(element) is not run or run.tag != f"{W}r":
        return False
    if place and element.tag != f"{W}t":
        return False  # several letters that cannot be parted, such as a choice from a list
    behind = etree.Element(run.tag, {str(name): str(value) for name, value in run.attrib.items()})
    properties = run.find(f"{W}rPr")
    if properties is not None:
        behind.append(deepcopy(properties))
    following = [*element.itersiblings()]
    if place:
        rest = etree.SubElement(behind, element.tag)
        whole = element.text or ""
        _write(element, whole[:place])
        _write(rest, whole[place:])
    else:
        following.insert(0, element)
    for sibling in following:
        behind.append(sibling)
    run.addnext(behind)
    return True


def _write(element: Element, words: str) -> None:
    element.text = words
    element.set(XML_SPACE, "preserve")


def _carrier(element: Element) -> Element | None:
    """Return what a comment may stand around to hold an element: its run, or what can only be taken whole.

    None for a paragraph of the document itself. For words in a text box it is the run that the box hangs on.
    """
    path = [element, *element.iterancestors()]
    paragraph = max((place for place, each in enumerate(path) if each.tag == f"{W}p"), default=0)
    return next((each for each in reversed(path[:paragraph]) if not _is_entered(each)), None)


def _is_entered(element: Element) -> bool:
    return element.tag in _ENTERED and not (element.tag == f"{W}sdt" and _is_written_by_word(element))


def _is_written_by_word(control: Element) -> bool:
    return any(control.find(f"{W}sdtPr/{W}{name}") is not None for name in _WRITTEN_BY_WORD)
