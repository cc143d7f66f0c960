"""PDF files made to do harm, or that came to harm on their way."""

from __future__ import annotations

import zlib
from functools import cache

from fuzzed import files as fuzzed
from hostile.archives import bit_flipped
from hostile.case import Case
from hostile.files import EXCEL, JUNK, protected_pdf, scanned_pdf
from hostile.pdf import Written, protected, protected_by_something_else, written_pdf
from hostile.word_files import NOWHERE

_CATALOGUE = b"<</Type/Catalog/Pages 2 0 R%s>>"
_WHOLE = fuzzed.stream(fuzzed.LINES)


@cache
def sound() -> bytes:
    return written_pdf([[Written("We propose a clinic in town.", 60, 780), Written("It costs ten pounds.", 60, 764)]])


def _with(entries: bytes, *further: bytes) -> bytes:
    """Return a sound PDF with entries in its catalogue, and further objects from number 6 on."""
    objects = fuzzed.page(_WHOLE, further=further)
    objects[0] = _CATALOGUE % entries
    return fuzzed.pdf(objects)


def _page_with(entries: bytes, *further: bytes) -> bytes:
    """Return a sound PDF with entries in its page, and further objects from number 6 on."""
    objects = fuzzed.page(_WHOLE, further=further)
    resources = b"/Resources<</Font<</F1 3 0 R>>>>"
    own = entries if b"/Contents" in entries else b"/Contents 4 0 R" + entries
    box = b"" if b"/MediaBox" in entries else b"/MediaBox[0 0 595 842]"
    objects[4] = b"<</Type/Page/Parent 2 0 R%s%s%s>>" % (resources, box, own)
    return fuzzed.pdf(objects)


def _tree(pages: bytes, *further: bytes) -> bytes:
    objects = fuzzed.page(_WHOLE, further=further)
    objects[1] = pages
    return fuzzed.pdf(objects)


def _packed(content: bytes, times: int) -> bytes:
    for _ in range(times):
        content = zlib.compress(content, 9)
    return b"<</Filter[%s]/Length %d>>\nstream\n%s\nendstream" % (b"/FlateDecode" * times, len(content), content)


def _tables_that_follow_themselves() -> bytes:
    data = sound()
    place = data.rindex(b"xref\n0")
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % place)


def _objects_in_a_stream(count: int, size: int) -> bytes:
    packed = zlib.compress(b"10 0 " + b" " * size, 9)
    stream = b"<</Type/ObjStm/N %d/First 5/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (
        count, len(packed), packed,
    )  # fmt: skip
    return fuzzed.pdf(fuzzed.page(_WHOLE, further=[stream]))


def _table_as_a_stream(entries: bytes, size: int) -> bytes:
    """Return a PDF whose table of objects is a stream, which says it has far more of them than there are."""
    file, places = bytearray(b"%PDF-1.5\n"), []
    for number, content in enumerate(fuzzed.page(_WHOLE), start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(file)
    rows = b"\0" * 6 + b"".join(b"\1" + place.to_bytes(4, "big") + b"\0" for place in places)
    packed = zlib.compress(rows + b"\0" * size, 9)
    entries += b"/Filter/FlateDecode/Length %d" % len(packed)
    file += b"6 0 obj\n<</Type/XRef/W[1 4 1]/Root 1 0 R%s>>\nstream\n%s\nendstream\nendobj\n" % (entries, packed)
    return bytes(file) + b"startxref\n%d\n%%%%EOF\n" % start


def _drawn_form(content: bytes) -> bytes:
    form = fuzzed.stream(
        content, b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X0 6 0 R>>/Font<</F1 3 0 R>>>>"
    )
    return fuzzed.pdf(fuzzed.page(fuzzed.stream(b"/X0 Do"), further=[form]))


def _by_the_names_of_the_page(depth: int) -> bytes:
    """Return a PDF of forms without names of their own: those that they draw ten times over the page has."""
    forms = [
        fuzzed.stream(b"/X%d Do " % (n + 1) * 10 if n < depth - 1 else fuzzed.LINES, b"/Subtype/Form/BBox[0 0 600 800]")
        for n in range(depth)
    ]
    names = b"".join(b"/X%d %d 0 R" % (number, number + 6) for number in range(depth))
    objects = fuzzed.page(fuzzed.stream(b"/X0 Do"), further=forms)
    objects[4] = objects[4].replace(b"/X0 6 0 R", names)
    return fuzzed.pdf(objects)


def _font(letters: bytes) -> bytes:
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    return fuzzed.pdf(fuzzed.page(_WHOLE, font=font, further=[fuzzed.stream(letters)]))


def _tagged(heading: bytes, *further: bytes) -> bytes:
    """Return a PDF whose one line is tagged as object 8, with further tags from number 9 on."""
    content = fuzzed.stream(b"/H1 <</MCID 0>> BDC " + fuzzed.LINES + b" EMC")
    root = b"<</Type/StructTreeRoot/K 8 0 R/ParentTree 7 0 R>>"
    objects = fuzzed.page(content, further=[root, b"<</Nums[0[8 0 R]]>>", heading, *further])
    objects[0] = _CATALOGUE % b"/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R"
    objects[4] = objects[4].replace(b"/Type/Page", b"/Type/Page/StructParents 0", 1)
    return fuzzed.pdf(objects)


def _tags_in_tags(depth: int) -> bytes:
    """Return a PDF whose line has a tag in a section in a section in a section."""
    sections = [
        b"<</Type/StructElem/S/Sect/P %d 0 R/K %d 0 R>>" % (number + 1 if number < depth + 8 else 6, number - 1)
        for number in range(9, depth + 9)
    ]
    return _tagged(b"<</Type/StructElem/S/H1/P 9 0 R/Pg 5 0 R/K 0>>", *sections)


def _outline_of(count: int) -> bytes:
    """Return a PDF with a long outline, each line of it leading to the first page."""
    entries = [
        b"<</Title(We propose %d)/Parent 6 0 R/Dest[5 0 R/Fit]/Next %d 0 R>>" % (number, number + 1)
        for number in range(7, count + 7)
    ]
    return _with(b"/Outlines 6 0 R", b"<</Type/Outlines/First 7 0 R/Count %d>>" % count, *entries)


_LINES_ELSEWHERE = b"BT /F1 11 Tf 60 99999 Td (We propose a clinic.) Tj ET"
_SCRIPT = b"/OpenAction<</S/JavaScript/JS(app.launchURL\\('%s'\\))>>" % NOWHERE.encode()
_LAUNCH = b"/OpenAction<</S/Launch/F(cmd.exe)/Win<</F(cmd.exe)/P(/c calc)>>>>"
_FETCH = b"/OpenAction<</S/URI/URI(%s)>>/AA<</WC<</S/SubmitForm/F(%s)>>>>" % (NOWHERE.encode(), NOWHERE.encode())
_FIELD_IN_ITSELF = b"<</Subtype/Widget/FT/Tx/T(cost)/V(ten)/Rect[0 0 9 9]/Parent 6 0 R/Kids[6 0 R]>>"
_OUTLINE = b"<</Type/Outlines/First 7 0 R/Last 7 0 R/Count 9>>"
_ENTRY = b"<</Title(a)/Parent 6 0 R/Next 7 0 R/First 7 0 R>>"

CASES = (
    Case("page tree in itself.pdf", lambda: _tree(b"<</Type/Pages/Count 1/Kids[2 0 R]>>")),
    Case("page tree in a ring.pdf", lambda: _tree(
        b"<</Type/Pages/Count 1/Kids[6 0 R 5 0 R]>>", b"<</Type/Pages/Count 1/Parent 2 0 R/Kids[2 0 R]>>")),
    Case("a billion pages, it says.pdf", lambda: _tree(b"<</Type/Pages/Count 1000000000/Kids[5 0 R]>>")),
    Case("no pages.pdf", lambda: _tree(b"<</Type/Pages/Count 0/Kids[]>>")),
    Case("2,100 pages.pdf", lambda: fuzzed.pdf(fuzzed.page(_WHOLE, times=2100))),
    Case("tables that follow themselves.pdf", _tables_that_follow_themselves),
    Case("a stream of a billion objects.pdf", lambda: _objects_in_a_stream(1_000_000_000, 100)),
    Case("a stream of objects of 100 MB.pdf", lambda: _objects_in_a_stream(1, 100_000_000)),
    Case("a table of a billion objects.pdf", lambda: _table_as_a_stream(b"/Size 1000000000/Index[0 1000000000]", 0)),
    Case("a table of 80 MB.pdf", lambda: _table_as_a_stream(b"/Size 6", 80_000_000)),
    Case("a page of 60 MB.pdf", lambda: fuzzed.pdf(fuzzed.page(fuzzed.stream(b"0 0 m " * 10_000_000)))),
    Case("a page packed twice.pdf", lambda: fuzzed.pdf(fuzzed.page(_packed(b"0 0 m " * 10_000_000, 2)))),
    Case("a page packed a hundred times.pdf", lambda: fuzzed.pdf(fuzzed.page(_packed(fuzzed.LINES, 100)))),
    Case("one content six thousand times.pdf", lambda: _page_with(
        b"/Contents[%s]" % (b"6 0 R " * 6000), fuzzed.stream(b"0 0 m " * 1500))),
    Case("a form that draws itself.pdf", lambda: _drawn_form(fuzzed.LINES + b" /X0 Do /X0 Do")),
    Case("forms that draw forms.pdf", lambda: fuzzed.pdf(
        fuzzed.page(fuzzed.stream(b"/X0 Do"), further=fuzzed.forms_in_forms(12)))),
    Case("forms that draw by the page's names.pdf", lambda: _by_the_names_of_the_page(12)),
    Case("forms that draw forms, encrypted.pdf", lambda: protected(fuzzed.pdf(
        fuzzed.page(fuzzed.stream(b"/X0 Do"), further=fuzzed.forms_in_forms(12))), "RC4-128")),
    Case("fields in themselves.pdf", lambda: _page_with(b"/Annots[6 0 R]", _FIELD_IN_ITSELF)),
    Case("notes in themselves.pdf", lambda: _page_with(b"/Annots 6 0 R", b"[6 0 R]")),
    Case("ten thousand notes.pdf", lambda: _page_with(
        b"/Annots[%s]" % (b"6 0 R " * 10_000), b"<</Subtype/Text/Contents(a)/Rect[0 0 9 9]>>")),
    Case("an outline in itself.pdf", lambda: _with(b"/Outlines 6 0 R", _OUTLINE, _ENTRY)),
    Case("an outline of fifty thousand lines.pdf", lambda: _outline_of(50_000)),
    Case("a tag in itself.pdf", lambda: _tagged(b"<</Type/StructElem/S/H1/P 8 0 R/Pg 5 0 R/K[0 8 0 R]>>")),
    Case("a tag that stands for itself.pdf", lambda: _tagged(b"<</S/X/P 6 0 R/Pg 5 0 R/K 0>>").replace(
        b"/Type/StructTreeRoot", b"/RoleMap<</X/Y/Y/X>>")),
    Case("tags twenty thousand deep.pdf", lambda: _tags_in_tags(20_000)),
    Case("a tag of a million words.pdf", lambda: _tagged(
        b"<</Type/StructElem/S/H1/P 6 0 R/Pg 5 0 R/K[%s]>>" % (b"0 " * 1_000_000))),
    Case("attached files in themselves.pdf", lambda: _with(
        b"/Names<</EmbeddedFiles 6 0 R>>", b"<</Kids[6 0 R]/Names[(a) 6 0 R]>>")),
    Case("an attached file.pdf", lambda: _with(
        b"/Names<</EmbeddedFiles<</Names[(../../evil.exe) 6 0 R]>>>>",
        b"<</Type/Filespec/F(../../evil.exe)/EF<</F 7 0 R>>>>", fuzzed.stream(b"MZ", b"/Type/EmbeddedFile"))),
    Case("arrays a hundred thousand deep.pdf", lambda: _with(b"/A " + b"[" * 100_000 + b"]" * 100_000)),
    Case("a reference to itself.pdf", lambda: _page_with(b"/Rotate 6 0 R", b"6 0 R")),
    Case("the catalogue a page.pdf", lambda: _with(b"/Kids[1 0 R]/Type/Page")),
    Case("JavaScript.pdf", lambda: _with(_SCRIPT)),
    Case("a program to launch.pdf", lambda: _with(_LAUNCH)),
    Case("an address to open.pdf", lambda: _with(_FETCH)),
    Case("answers in XFA.pdf", lambda: _with(b"/AcroForm<</XFA 6 0 R/Fields[]>>", fuzzed.stream(b"<xdp/>"))),
    Case("a page of a kilometre.pdf", lambda: _page_with(b"/MediaBox[0 0 999999999 999999999]")),
    Case("a page of no size.pdf", lambda: _page_with(b"/MediaBox[0 0 0 0]")),
    Case("a page of words for sizes.pdf", lambda: _page_with(b"/MediaBox[(a) /b null []]")),
    Case("words beside the page.pdf", lambda: fuzzed.pdf(fuzzed.page(fuzzed.stream(_LINES_ELSEWHERE)))),
    Case("twenty thousand lines on a page.pdf", lambda: fuzzed.pdf(fuzzed.page(fuzzed.many_lines(20_000)))),
    Case("a picture of ten thousand million points.pdf", lambda: scanned_pdf().replace(
        b"/Width 64/Height 64", b"/Width 99999/Height 99999")),
    Case("letters in a table in itself.pdf", lambda: _font(b"/a usecmap " * 10_000)),
    Case("letters for a million codes.pdf", lambda: _font(
        b"1 begincodespacerange <00><FF> endcodespacerange\n1 beginbfrange <0000><FFFF> <0041> endbfrange " * 1000)),
    Case("behind a password.pdf", lambda: protected_pdf(sound(), "secret", "owner")),
    Case("locked against changes.pdf", lambda: protected_pdf(sound(), "", "owner")),
    Case("protected by another product.pdf", lambda: protected_by_something_else(sound())),
    Case("a key that is none.pdf", lambda: protected(sound(), "RC4-128").replace(b"/O <", b"/Q <")),
    Case("cut off.pdf", lambda: sound()[:-30]),
    Case("half of it.pdf", lambda: sound()[: len(sound()) // 2]),
    Case("one bit turned.pdf", lambda: bit_flipped(fuzzed.pdf(fuzzed.page(_WHOLE)), 0.4)),
    Case("a page that is lost.pdf", lambda: fuzzed.pdf(fuzzed.page(b"null"))),
    Case("only its head.pdf", lambda: b"%PDF-1.7\n"),
    Case("a workbook.pdf", lambda: EXCEL),
    Case("a PDF and a zip.pdf", lambda: sound() + EXCEL),
    Case("junk before it.pdf", lambda: JUNK[:512] + sound()),
    Case("nothing but bytes.pdf", lambda: JUNK),
    Case("a web page.pdf", lambda: b"<!DOCTYPE html><script>alert(1)</script>"),
    Case("a scan.pdf", lambda: scanned_pdf(2)),
    Case("empty.pdf", lambda: b"\0" * 100),
)  # fmt: skip
