"""Word files made to do harm, or that came to harm on their way."""

from __future__ import annotations

from functools import cache

from hostile.archives import appended, bit_flipped, nested, says_of_a_part, with_parts
from hostile.case import Case
from hostile.files import (
    ENCRYPTED_WORD,
    EXCEL,
    JUNK,
    OLD_WORD,
    OPEN_DOCUMENT,
    PNG,
    paragraph,
    word,
    word_with_entities,
    word_without_document,
    zip_bomb,
    zipped,
)

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DOCUMENT = "word/document.xml"
_RELATIONS = "word/_rels/document.xml.rels"
NOWHERE = "http://127.0.0.1:9/"
"""Where files ask to be fetched from; a test puts an address there at which it listens."""

_WORDS = paragraph("We propose a clinic in town.")


@cache
def sound() -> bytes:
    return word(_WORDS)


def _declared(declaration: str, used: str, part: str = _DOCUMENT) -> bytes:
    return with_parts(sound(), {part: f"{declaration}{_document(f'<w:p><w:r><w:t>{used}</w:t></w:r></w:p>')}"})


def _document(body: str) -> str:
    return f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'


def _in_utf_16() -> bytes:
    xml = (
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        f'<w:document xmlns:w="{_W}"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>'
    )
    return with_parts(sound(), {_DOCUMENT: xml.encode("utf-16")})


def _related(*relations: str, body: str = _WORDS) -> bytes:
    xml = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(relations)
        + "</Relationships>"
    )
    return with_parts(word(body), {_RELATIONS: xml})


def external(kind: str, target: str) -> str:
    """Return a reference to something outside the file."""
    return f'<Relationship Id="r{kind}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'


def with_external_references(address: str = NOWHERE) -> bytes:
    """Return a file that asks for a picture, a template, a frame, an object and a header from elsewhere."""
    kinds = ("image", "attachedTemplate", "frame", "oleObject", "header", "aFChunk", "subDocument", "hyperlink")
    body = (
        _WORDS + f'<w:p><w:r><w:drawing><a:blip r:link="rimage" xmlns:r="{OFFICE}"/></w:drawing></w:r></w:p>'
        f'<w:altChunk r:id="raFChunk" xmlns:r="{OFFICE}"/>'
    )
    return _related(*(external(kind, f"{address}{kind}") for kind in kinds), body=body)


def _main_part(target: str) -> bytes:
    relation = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="{target}"/>'
    xml = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}</Relationships>'
    return with_parts(sound(), {"_rels/.rels": xml})


def _nested(opening: str, closing: str, depth: int, inside: str) -> bytes:
    return word(opening * depth + inside + closing * depth)


def _style(name: str, based_on: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based_on}"/></w:style>'
    )


def _cyclic_styles() -> bytes:
    ring = "".join(_style(f"S{number}", f"S{(number + 1) % 500}") for number in range(500))
    body = paragraph("We propose a clinic.", "S0") + paragraph("In town.", "Own")
    return word(body, styles=ring + _style("Own", "Own"))


def _note_in_itself() -> bytes:
    call = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    note = f'<w:footnote w:id="2"><w:p><w:r><w:t>See the note.</w:t></w:r>{call}</w:p></w:footnote>'
    return word(f"<w:p><w:r><w:t>We propose a clinic.</w:t></w:r>{call}</w:p>", footnotes=note)


def _lost_parts() -> bytes:
    calls = "".join(f'<w:r><w:{kind}Reference w:id="2"/></w:r>' for kind in ("footnote", "endnote", "comment"))
    section = f'<w:sectPr><w:headerReference r:id="r9" xmlns:r="{OFFICE}"/></w:sectPr>'
    return word(f"<w:p><w:r><w:t>We propose a clinic.</w:t></w:r>{calls}</w:p>{section}")


def _row(cells: int) -> str:
    return f"<w:tbl><w:tr>{'<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>' * cells}</w:tr></w:tbl>"


def _spanned() -> str:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>Nurse</w:t>'
    return f"<w:tbl><w:tr>{cell}</w:r></w:p></w:tc><w:tc>{paragraph('£5,000')}</w:tc></w:tr></w:tbl>"


def _unended_fields() -> str:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>'
    return f"<w:p>{begun * 5000}</w:p>{_WORDS}"


def _taking_in(times: int, name: str, data: bytes) -> bytes:
    """Return a file that takes in the same document whole, again and again."""
    body = _WORDS + f'<w:altChunk r:id="rc" xmlns:r="{OFFICE}"/>' * times
    made = _related(f'<Relationship Id="rc" Type="{OFFICE}/aFChunk" Target="{name}"/>', body=body)
    return with_parts(made, {f"word/{name}": data})


def _in_itself() -> bytes:
    inner = _taking_in(1, "c.docx", sound())
    for _ in range(5):
        inner = _taking_in(1, "c.docx", inner)
    return inner


def _item(level: int, list_id: int) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr></w:pPr>'
        "<w:r><w:t>A clinic.</w:t></w:r></w:p>"
    )


def _lists(text: str) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="99999"/><w:numFmt w:val="lowerLetter"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at in (0, 3, 8, 99_999)
    )
    abstract = f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
    return f'{abstract}<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'


def _linked_lists() -> str:
    ring = "".join(
        f'<w:abstractNum w:abstractNumId="{at}"><w:styleLink w:val="S{at}"/><w:numStyleLink w:val="S{(at + 1) % 3}"/>'
        "</w:abstractNum>"
        for at in range(3)
    )
    return f'{ring}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'


def _bound() -> bytes:
    """Return a file with thousands of fields that show the whole of a long part, by paths of every kind."""
    paths = ("/a", "/a[999999999]", "//*", "/a/b[1]/..", "document('file:///etc/passwd')", "/a/b[9000]")
    control = (
        '<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/><w:dataBinding w:xpath="{}" w:storeItemID="{{1}}"/></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>Click here</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    body = _WORDS + "".join(control.format(path) for path in paths) * 1000
    made = _related(f'<Relationship Id="rx" Type="{OFFICE}/customXml" Target="../customXml/item1.xml"/>', body=body)
    space = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    relation = f'<Relationship Id="r1" Type="{OFFICE}/customXmlProps" Target="p.xml"/>'
    return with_parts(
        made,
        {
            "customXml/item1.xml": f"<a>{'<b>words</b>' * 10_000}</a>",
            "customXml/p.xml": f'<p xmlns:p="{space}" p:itemID="{{1}}"/>',
            "customXml/_rels/item1.xml.rels": (
                f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}'
                "</Relationships>"
            ),
        },
    )


PATHS_OUT = ("../../out.txt", "/out.txt", "C:\\out.txt", "word/../../../out.txt", "..\\out.txt")
_EVIL = paragraph("Something else.")

CASES = (
    Case("one part of 80 MB.docx", zip_bomb),
    Case("a part a thousand times its size.docx", lambda: with_parts(sound(), {_DOCUMENT: b" " * 20_000_000})),
    Case("parts of 150 MB together.docx", lambda: says_of_a_part(
        says_of_a_part(
            says_of_a_part(
                with_parts(sound(), {f"word/a{n}.xml": JUNK * 160 for n in range(3)}), "word/a0.xml", size=50_000_000
            ), "word/a1.xml", size=50_000_000), "word/a2.xml", size=50_000_000)),
    Case("a picture of 600 MB.docx", lambda: says_of_a_part(
        with_parts(sound(), {"word/media/a.png": PNG}), "word/media/a.png", size=600_000_000)),
    Case("a part larger than it says.docx", lambda: says_of_a_part(
        with_parts(sound(), {_DOCUMENT: b" " * 20_000_000}), _DOCUMENT, size=500)),
    Case("ten thousand parts.docx", lambda: with_parts(sound(), {f"word/a{n}.bin": b"" for n in range(10_000)})),
    Case("zips in zips.docx", lambda: nested(3)),
    Case("zips in zips inside.docx", lambda: with_parts(sound(), {"word/embeddings/a.zip": nested(3)})),
    Case("its text twice.docx", lambda: appended(sound(), [(_DOCUMENT, _document(_EVIL))])),
    Case("a million paragraphs.docx", lambda: word("<w:p/>" * 1_000_000)),
    Case("a table of a million rows.docx", lambda: word(f"<w:tbl>{'<w:tr/>' * 1_000_000}</w:tbl>")),
    Case("a billion laughs.docx", word_with_entities),
    Case("a blow-up by repetition.docx", lambda: _declared(
        f'<!DOCTYPE x [<!ENTITY a "{"ha" * 50_000}">]>', "&a;" * 5000)),
    Case("a file from elsewhere.docx", lambda: _declared(
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "&a;")),
    Case("a declaration from elsewhere.docx", lambda: _declared(f'<!DOCTYPE x SYSTEM "{NOWHERE}x.dtd">', "Words.")),
    Case("an entity of parameters.docx", lambda: _declared(
        f'<!DOCTYPE x [<!ENTITY % a SYSTEM "{NOWHERE}x.dtd"> %a;]>', "Words.")),
    Case("a declaration in another encoding.docx", _in_utf_16),
    Case("a declaration in the styles.docx", lambda: with_parts(
        word(_WORDS, styles=""), {"word/styles.xml": '<!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'})),
    Case("a declaration in the references.docx", lambda: with_parts(
        sound(), {"_rels/.rels": '<!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'})),
    Case("paths that lead out of the zip.docx", lambda: appended(sound(), [(name, "out") for name in PATHS_OUT])),
    Case("its text outside the zip.docx", lambda: _main_part("../../../../etc/passwd")),
    Case("its text at another address.docx", lambda: _main_part(f"{NOWHERE}document.xml")),
    Case("its text in its own references.docx", lambda: _main_part("_rels/.rels")),
    Case("its text a picture.docx", lambda: with_parts(sound(), {_DOCUMENT: PNG})),
    Case("references to elsewhere.docx", with_external_references),
    Case("a row of 2,000 cells.docx", lambda: word(_row(2_000) + _WORDS)),
    Case("a cell over a billion columns.docx", lambda: word(_spanned())),
    Case("a paragraph of 5,000,000 letters.docx", lambda: word(paragraph("clinics " * 625_000))),
    Case("a thousand pages and more.docx", lambda: word(paragraph("a clinic " * 1000) * 300)),
    Case("tables a hundred deep.docx", lambda: _nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 100, _WORDS)),
    Case("tables thirty deep.docx", lambda: _nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 30, _WORDS)),
    Case("controls a hundred deep.docx", lambda: _nested(
        "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 100, _WORDS)),
    Case("elements a hundred thousand deep.docx", lambda: _nested("<w:ins>", "</w:ins>", 100_000, _WORDS)),
    Case("styles based on themselves.docx", _cyclic_styles),
    Case("a note that calls itself.docx", _note_in_itself),
    Case("notes and headers that are not there.docx", _lost_parts),
    Case("fields that never end.docx", lambda: word(_unended_fields())),
    Case("no list of contents.docx", lambda: zipped({_DOCUMENT: "<x/>"})),
    Case("a list of contents that says picture.docx", lambda: with_parts(
        sound(), {"[Content_Types].xml": '<Types><Default Extension="xml" ContentType="image/png"/></Types>'})),
    Case("no text.docx", word_without_document),
    Case("macros.docx", lambda: with_parts(sound(), {"word/vbaProject.bin": JUNK})),
    Case("an object inside.docx", lambda: word(
        _WORDS + '<w:p><w:r><w:object><o:OLEObject ProgID="Package"/></w:object></w:r></w:p>')),
    Case("a document that takes in itself.docx", _in_itself),
    Case("a thousand documents taken in.docx", lambda: _taking_in(1000, "c.docx", sound())),
    Case("twenty bombs taken in.docx", lambda: _taking_in(20, "c.docx", zip_bomb())),
    Case("pages with scripts taken in.docx", lambda: _taking_in(
        1, "c.html", b"<html><script>alert(1)</script><img src='http://127.0.0.1:9/a.png'>A clinic.</html>")),
    Case("lists a million levels deep.docx", lambda: word(
        f"{_item(999_999, 1)}{_item(3, 1)}{_WORDS}", numbering=_lists("%1%2%3%4%5%6%7%8%9" * 1000))),
    Case("lists that are one another.docx", lambda: word(_item(0, 1) + _WORDS, numbering=_linked_lists())),
    Case("controls bound to everything.docx", _bound),
    Case("letters that are no letters.docx", lambda: with_parts(sound(), {_DOCUMENT: b"<w:document>\xff\xfe\0\0"})),
    Case("an encoding that is none.docx", lambda: with_parts(
        sound(), {_DOCUMENT: '<?xml version="1.0" encoding="none"?><w:document/>'})),
    Case("cut off.docx", lambda: sound()[:-40]),
    Case("half of it.docx", lambda: sound()[: len(sound()) // 2]),
    Case("one bit turned.docx", lambda: bit_flipped(sound(), sound().index(_DOCUMENT.encode()) / len(sound()) + 0.08)),
    Case("a part behind a password.docx", lambda: says_of_a_part(sound(), _DOCUMENT, flags=1)),
    Case("packed in an unknown way.docx", lambda: says_of_a_part(sound(), _DOCUMENT, method=77)),
    Case("behind a password.docx", lambda: ENCRYPTED_WORD),
    Case("of Word 97.docx", lambda: OLD_WORD),
    Case("of OpenOffice.docx", lambda: OPEN_DOCUMENT),
    Case("a broken workbook.docx", lambda: EXCEL),
    Case("a picture.docx", lambda: PNG),
    Case("nothing but bytes.docx", lambda: JUNK),
    Case("empty.docx", lambda: b""),
    Case("no words.docx", lambda: word("")),
)  # fmt: skip
