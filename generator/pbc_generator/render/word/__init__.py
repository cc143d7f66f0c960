"""A document as Word: real heading styles, lists, tables and content controls, in the PCT's house template.

placeholders  the table of what a template may print
style_uses    the table of the styles that documents use
house     the template: opened, its placeholders filled in, its mistakes explained
styles    styles and lists that a PCT's own template lacks, added from the default one
blocks    the body, block by block; tables, controls, contents and markup are what it is made of
pictures  diagrams, as pictures with their alternatives
footnotes their part, and the references to them
prompts   what Word shows in an emptied control
package   page, language, properties, zip file
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from lxml import etree

from pbc_generator.render.dates import date_words
from pbc_generator.render.headings import check_headings
from pbc_generator.render.word.blocks import BodyWriter
from pbc_generator.render.word.contents import bookmarks, contents
from pbc_generator.render.word.controls import Controls
from pbc_generator.render.word.errors import HouseTemplateError
from pbc_generator.render.word.footnotes import Footnotes
from pbc_generator.render.word.house import default_house, filled, places
from pbc_generator.render.word.markup import BODY, number, paragraph, run, styled
from pbc_generator.render.word.package import (
    detach,
    file_bytes,
    leave_comment,
    narrow_margins,
    protect_form,
    remove_cover,
    set_language,
    set_properties,
    stamp_draft,
    text_width,
    turn_pages,
)
from pbc_generator.render.word.pictures import Pictures
from pbc_generator.render.word.placeholders import BODY_PLACE, CONTENTS_PLACE
from pbc_generator.render.word.prompts import add_prompts
from pbc_generator.render.word.styles import complete, renamed

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from pbc_generator.document import Document
    from pbc_generator.render.word.contents import Bookmark

__all__ = ["HouseTemplateError", "render"]

_BODY_MARK = "pbcgov body"
_CONTENTS_MARK = "pbcgov contents"


def render(document: Document, house: bytes | None = None) -> bytes:
    """Return the bytes of a Word file (.docx), the same for the same document and house template.

    `house` is a PCT's own template, any .docx with the placeholders of templates/word/house.docx; it keeps
    its page, header, footer and styles, and gets the styles it lacks.

    Raises `HouseTemplateError` if the template cannot be used, `RenderError` if a heading skips a level, and
    `ValueError` for a form tag of more than 64 characters, Word's limit.
    """
    check_headings(document)
    if house is None:
        return _rendered(document, default_house())
    try:
        return _rendered(document, house)
    except (AttributeError, LookupError, TypeError, etree.LxmlError) as error:
        # python-docx and docxtpl stumble in their own ways over markup that Word would not have written.
        raise HouseTemplateError(
            "parts of the file are damaged. Open it in Word, let Word repair it, and save it again as "
            "'Word Document (*.docx)'."
        ) from error


def _rendered(document: Document, house: bytes) -> bytes:
    has_contents = document.contents and bool(contents(document.blocks, bookmarks(document.blocks, 1)))
    word = filled(house, document, contents=has_contents)
    ids, lists = complete(word)
    detach(word)
    set_language(word, document.language)
    set_properties(word, document)
    if document.landscape:
        turn_pages(word)
    if document.one_page:
        narrow_margins(word)
    if document.draft:
        stamp_draft(word)
    if document.locked:
        protect_form(word)
    marks = _bookmarks(word, document)
    place = places(word, BODY_PLACE)[0]
    if not document.cover:
        remove_cover(place, renamed(_letter_head(document), ids))
    controls = Controls(document.language)
    width = text_width(next(iter(place.xpath("following::w:sectPr")), None))
    footnotes = Footnotes(word)
    body = BodyWriter(width, controls, marks, lists.new_list, footnotes, Pictures(word, width)).body(document.blocks)
    add_prompts(word, controls.prompts, ids)
    footnotes.add(ids)

    leave_comment(place, _BODY_MARK)
    for contents_place in places(word, CONTENTS_PLACE):
        leave_comment(contents_place, _CONTENTS_MARK)
    inserted = {_BODY_MARK: body, _CONTENTS_MARK: contents(document.blocks, marks, document.contents_depth)}
    return file_bytes(word, {mark: renamed(markup, ids) for mark, markup in inserted.items()})


def _letter_head(document: Document) -> str:
    day = date_words(document)
    close = '<w:spacing w:before="120" w:after="120"/>' if document.one_page else ""
    title = run(document.title, '<w:sz w:val="40"/><w:szCs w:val="40"/>' if document.one_page else "")
    return (
        paragraph(BODY, styled(document.organisation, "Strong"))
        + (paragraph(BODY, run(day)) if day else "")
        + paragraph("Title", title, close)
    )


def _bookmarks(word: WordDocument, document: Document) -> dict[str, Bookmark]:
    existing = list(word.element.iter(qn("w:bookmarkStart")))
    first = max((number(mark, qn("w:id")) for mark in existing), default=0) + 1
    return bookmarks(document.blocks, first, (mark.get(qn("w:name")) for mark in existing))
