"""What a reader makes of a Word file: everything a person would see there, once, with its place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import pytest

from hostile import files as files
from hostile.files import paragraph
from pbc_checks.read import UnreadableFileError, read
from pbc_checks.submission import STRUCK_OUT, Block, BlockKind, Submission, Tracked
from pbc_generator.document import Document
from pbc_generator.render import render

STYLES = """
<w:style w:type="paragraph" w:styleId="Normal" w:default="1"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="Heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="House"><w:name w:val="House title"/><w:basedOn w:val="Heading1"/></w:style>
<w:style w:type="paragraph" w:styleId="Outlined">
<w:name w:val="Outlined"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr>
</w:style>
<w:style w:type="paragraph" w:styleId="ListBullet"><w:name w:val="List Bullet"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
"""


def submission(body: str, **parts: str) -> Submission:
    return read("case.docx", files.word(body, styles=STYLES, **parts))


def shown(blocks: Sequence[Block]) -> list[str]:
    """Return each block as kind, text and place in one line."""
    return [f"{block.kind}: {block.text} ({block.place})" for block in blocks]


def test_headings_are_known_by_style_by_what_it_is_based_on_and_by_outline_level() -> None:
    body = (
        paragraph("Our case", "Heading1")
        + paragraph("Money", "berschrift2")
        + paragraph("Costs", "Outlined")
        + paragraph("It costs £5.")
        + paragraph("Annex", "House")
        + paragraph("More.", "Loop")
    )
    read_back = submission(body)
    assert [(block.level, block.text, block.headings) for block in read_back.blocks] == [
        (1, "Our case", ()),
        (2, "Money", ("Our case",)),
        (3, "Costs", ("Our case", "Money")),
        (0, "It costs £5.", ("Our case", "Money", "Costs")),
        (1, "Annex", ()),
        (0, "More.", ("Annex",)),
    ]
    assert read_back.title == "Our case"


def test_a_bold_line_is_a_heading_and_a_bold_sentence_is_not() -> None:
    bold = '<w:b w:val="1"/>'
    body = (
        paragraph("Money", run=bold)
        + paragraph("It costs £5.", run='<w:rStyle w:val="Strong"/>')
        + paragraph("Not bold", run='<w:rStyle w:val="Strong"/><w:b w:val="0"/>')
    )
    assert shown(submission(body).blocks) == [
        "heading: Money (paragraph 1)",
        'paragraph: It costs £5. (paragraph 2, under "Money")',
        'paragraph: Not bold (paragraph 3, under "Money")',
    ]


def test_list_items_lose_their_bullets() -> None:
    numbered = (
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='4'/></w:numPr></w:pPr><w:r><w:t>One</w:t></w:r></w:p>"
    )
    body = numbered + paragraph("Two", "ListBullet") + paragraph("• Three") + paragraph("(a) Four")
    assert shown(submission(body).blocks) == [
        "list-item: One (paragraph 1)",
        "list-item: Two (paragraph 2)",
        "list-item: Three (paragraph 3)",
        "list-item: Four (paragraph 4, numbered (a))",
    ]


def test_the_contents_page_is_kept_apart() -> None:
    body = paragraph("Value for money\t4", "TOC1") + paragraph("Tendering ........ 5")
    assert [block.kind for block in submission(body).blocks] == [BlockKind.CONTENTS, BlockKind.CONTENTS]


def test_dots_to_write_on_are_no_contents() -> None:
    lines = ("Signed ............ Dated ............", "Date ............ 2007")
    assert [block.kind for block in submission("".join(map(paragraph, lines))).blocks] == [BlockKind.PARAGRAPH] * 2


def test_tracked_changes_read_as_accepted_and_are_reported() -> None:
    body = (
        "<w:p><w:r><w:t>It costs </w:t></w:r><w:del><w:r><w:delText>£5</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>£6</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>"
    )
    read_back = submission(body)
    assert [block.text for block in read_back.blocks] == ["It costs £6."]
    assert [(unread.what, unread.blocks_absence) for unread in read_back.receipt.unread] == [
        ("tracked deletions: left out, as if accepted", False)
    ]
    assert read_back.receipt.tracked == {Tracked.INSERTIONS: 1, Tracked.DELETIONS: 1}


def by(author: str) -> str:
    return f"w:author='{author}' w:date='2009-01-05T09:00:00Z'"


def inserted(text: str, author: str = "A") -> str:
    return f"<w:ins {by(author)}><w:r><w:t>{text}</w:t></w:r></w:ins>"


def deleted(text: str, author: str = "A") -> str:
    return f"<w:del {by(author)}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


@pytest.mark.parametrize(
    ("body", "counts"),
    [
        (f"<w:p>{inserted('a')}{inserted('b')}</w:p>", {Tracked.INSERTIONS: 1}),
        (f"<w:p>{inserted('a')}{inserted('b', 'B')}</w:p>", {Tracked.INSERTIONS: 2}),
        (f"<w:p>{deleted('a')}<w:r><w:t>b</w:t></w:r>{deleted('c')}</w:p>", {Tracked.DELETIONS: 2}),
        (
            f"<w:p><w:pPr><w:rPr><w:ins {by('A')}/></w:rPr></w:pPr>{inserted('a whole paragraph')}</w:p>",
            {Tracked.INSERTIONS: 1},
        ),
        (f"<w:p><w:pPr><w:rPr><w:del {by('A')}/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>", {Tracked.DELETIONS: 1}),
        (
            f"<w:tbl><w:tr><w:trPr><w:ins {by('A')}/></w:trPr><w:tc><w:p>{inserted('a')}</w:p></w:tc></w:tr></w:tbl>",
            {Tracked.INSERTIONS: 1},
        ),
        (
            f"<w:tbl><w:tr><w:trPr><w:del {by('A')}/></w:trPr><w:tc><w:p>{deleted('a')}</w:p></w:tc></w:tr></w:tbl>",
            {Tracked.DELETIONS: 1},
        ),
        (
            f"<w:p><w:moveFrom {by('A')}><w:r><w:t>a</w:t></w:r></w:moveFrom></w:p>"
            f"<w:p><w:moveTo {by('A')}><w:r><w:t>a</w:t></w:r></w:moveTo></w:p>",
            {Tracked.MOVES: 1},
        ),
        (
            f"<w:p><w:r><w:rPr><w:b/><w:rPrChange {by('A')}><w:rPr/></w:rPrChange></w:rPr><w:t>a</w:t></w:r></w:p>",
            {Tracked.FORMATTING: 1},
        ),
        (
            "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><w:txbxContent>"
            f"<w:p>{inserted('a')}</w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"
            f"<w:p>{inserted('a')}</w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
            {Tracked.INSERTIONS: 1},
        ),
        (paragraph("Nothing changed."), {}),
    ],
)
def test_tracked_changes_are_counted_as_a_reader_would(body: str, counts: dict[Tracked, int]) -> None:
    assert submission(body).receipt.tracked == counts


def test_tracked_changes_in_headers_and_notes_are_counted() -> None:
    read_back = submission(
        "<w:p><w:r><w:t>Us</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>",
        footnotes=f"<w:footnote w:id='2'><w:p>{deleted('2005')}{inserted('2006')}</w:p></w:footnote>",
        header=f"<w:p>{inserted('Draft 4')}</w:p>",
    )
    assert read_back.receipt.tracked == {Tracked.INSERTIONS: 2, Tracked.DELETIONS: 1}


def test_words_struck_out_by_hand_are_read_and_counted() -> None:
    struck = "<w:rPr><w:strike/></w:rPr>"
    body = (
        f"<w:p><w:r>{struck}<w:t>Mon</w:t></w:r><w:r>{struck}<w:t>days</w:t></w:r><w:r><w:t> Tuesdays </w:t></w:r>"
        f"<w:r>{struck}<w:t>only</w:t></w:r><w:r>{struck}<w:tab/></w:r></w:p>"
    )
    read_back = submission(body)
    assert [block.text for block in read_back.blocks] == ["Mondays Tuesdays only"]
    assert read_back.receipt.read[STRUCK_OUT] == 2


def test_hidden_text_field_instructions_and_symbols() -> None:
    body = (
        "<w:p><w:r><w:t>Page </w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
        "<w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:tab/><w:t>of</w:t><w:noBreakHyphen/><w:t>six</w:t>"
        "<w:br/><w:t>done</w:t><w:sym w:font='Wingdings' w:char='F0FE'/></w:r></w:p>"
    )
    read_back = submission(body)
    assert [block.text for block in read_back.blocks] == ["Page 3 of-six done☒"]
    assert [unread.what for unread in read_back.receipt.unread] == ["pieces of hidden text: left out"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('We asked 40 patients.')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Views</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert shown(submission(body).blocks) == [
        "paragraph: Views (paragraph 1)",
        "text-box: We asked 40 patients. (text box)",
    ]


def test_a_table_is_read_row_by_row_merged_cells_once() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    first, further = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = (
        "<w:tbl>"
        f"<w:tr>{cell('Item')}{cell('Cost')}</w:tr>"
        f"<w:tr>{cell('Nurse', first)}{cell('£5')}</w:tr>"
        f"<w:tr>{cell('ignored', further)}{cell('£6')}</w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell('Gone')}{cell('£7')}</w:tr>"
        f"<w:tr><w:tc><w:tcPr/>{paragraph('Two')}{paragraph('lines')}</w:tc>{cell('')}</w:tr>"
        "</w:tbl>"
    )
    blocks = submission(body).blocks
    assert [(block.cells, str(block.place)) for block in blocks] == [
        (("Item", "Cost"), "table 1, row 1"),
        (("Nurse", "£5"), "table 1, row 2"),
        (("", "£6"), "table 1, row 3"),
        (("Two\nlines", ""), "table 1, row 4"),
    ]


def test_a_table_that_only_draws_boxes_is_running_text() -> None:
    answer = "".join(paragraph(f"Sentence {number} of an answer with ten words or so in it.") for number in range(7))
    body = (
        f"<w:tbl><w:tr><w:tc>{paragraph('What will you provide?')}</w:tc><w:tc>{answer}</w:tc></w:tr></w:tbl>"
        f"<w:tbl><w:tr><w:tc>{paragraph('• In a box')}</w:tc></w:tr></w:tbl>"
    )
    blocks = submission(body).blocks
    assert [block.kind.value for block in blocks] == ["heading", *["paragraph"] * 7, "list-item"]
    assert str(blocks[1].place) == 'table 1, row 1, under "What will you provide?"'


def test_notes_comments_headers_and_footers_are_read_with_where_they_stand() -> None:
    read_back = submission(
        paragraph("Text."),
        footnotes=(
            f"<w:footnote w:type='separator' w:id='0'>{paragraph('--')}</w:footnote>"
            f"<w:footnote w:id='2'>{paragraph('BMJ 2005;331:1441.')}</w:footnote>"
        ),
        endnotes=f"<w:endnote w:id='2'>{paragraph('NICE 2006.')}</w:endnote>",
        comments=f"<w:comment w:id='1' w:author='Reviewer'>{paragraph('Is this right?')}</w:comment>",
        header=paragraph("Draft 3") + paragraph("Draft 3"),
        footer=paragraph("Page 1"),
    )
    assert shown(read_back.blocks) == [
        "paragraph: Text. (paragraph 1)",
        "footnote: BMJ 2005;331:1441. (footnote 1)",
        "footnote: NICE 2006. (endnote 1)",
        "comment: Is this right? (comment by Reviewer)",
        "header-footer: Draft 3 (header)",
        "header-footer: Page 1 (footer)",
    ]
    assert read_back.receipt.read == {
        "comments": 1,
        "endnotes": 1,
        "footer lines": 1,
        "footnotes": 1,
        "header lines": 1,
        "paragraphs": 1,
    }


def test_embedded_files_are_reported_and_hold_back_the_word_absent() -> None:
    body = paragraph("Costs:") + "<w:p><w:r><w:object><o:OLEObject/></w:object></w:r></w:p><w:altChunk/>"
    receipt = submission(body).receipt
    assert [(unread.what, unread.count) for unread in receipt.unread] == [
        ("other documents embedded whole: what is in them is not read", 1),
        ("embedded objects, such as a spreadsheet: what is in them is not read", 1),
    ]
    assert not receipt.complete


def test_the_strict_dialect_is_read() -> None:
    usual = files.word(paragraph("Our case", "Heading1"), styles=STYLES)
    source = zipfile.ZipFile(io.BytesIO(usual))
    strict = {
        name: source.read(name)
        .replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        .replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name in source.namelist()
    }
    assert shown(read("case.docx", files.zipped(strict)).blocks) == ["heading: Our case (paragraph 1)"]


def relationships(*targets: tuple[str, str, str]) -> str:
    """Return the references of the document part; each is an id, the last word of its type and its target."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    inside = "".join(f'<Relationship Id="{id_}" Type="{office}/{kind}" Target="{to}"/>' for id_, kind, to in targets)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def with_parts(data: bytes, parts: dict[str, str | bytes]) -> bytes:
    """Return a Word file with parts added or put in place of others."""
    source = zipfile.ZipFile(io.BytesIO(data))
    return files.zipped({**{name: source.read(name) for name in source.namelist()}, **parts})


def run(inside: str) -> str:
    return f"<w:p><w:r>{inside}</w:r></w:p>"


def call(kind: str, number: int) -> str:
    return f"<w:r><w:{kind}Reference w:id='{number}'/></w:r>"


def test_notes_and_comments_belong_to_the_heading_under_which_they_are_called() -> None:
    body = (
        paragraph("Evidence", "Heading1")
        + f"<w:p><w:r><w:t>It works.</w:t></w:r>{call('footnote', 7)}{call('comment', 3)}</w:p>"
        + paragraph("Risks", "Heading1")
        + f"<w:p><w:r><w:t>Few.</w:t></w:r><w:del>{call('footnote', 8)}</w:del>{call('footnote', 5)}</w:p>"
    )
    read_back = submission(
        body,
        footnotes=(
            f"<w:footnote w:id='5'>{paragraph('Audit 2006.')}</w:footnote>"
            f"<w:footnote w:id='7'>{paragraph('BMJ 2005;331:1441.')}</w:footnote>"
            f"<w:footnote w:id='8'>{paragraph('Deleted with its call.')}</w:footnote>"
        ),
        comments=f"<w:comment w:id='3'>{paragraph('Is this right?')}</w:comment>",
    )
    assert shown(read_back.blocks) == [
        "heading: Evidence (paragraph 1)",
        'paragraph: It works. (paragraph 2, under "Evidence")',
        'footnote: BMJ 2005;331:1441. (footnote 1, under "Evidence")',
        'comment: Is this right? (comment, under "Evidence")',
        "heading: Risks (paragraph 3)",
        'paragraph: Few. (paragraph 4, under "Risks")',
        'footnote: Audit 2006. (footnote 2, under "Risks")',
    ]


def test_the_words_of_a_diagram_are_read_where_it_stands() -> None:
    dgm, a = (f"http://schemas.openxmlformats.org/drawingml/2006/{name}" for name in ("diagram", "main"))
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    diagram = f"<w:drawing><d:relIds xmlns:d='{dgm}' xmlns:r='{r}' r:dm='rId9'/></w:drawing>"

    def point(text: str, properties: str = "") -> str:
        return f"<d:pt>{properties}<d:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></d:t></d:pt>"

    placeholder = '<d:prSet phldr="1"/>'
    data = (
        f"<d:dataModel xmlns:d='{dgm}' xmlns:a='{a}'>{point('GP refers')}"
        f"{point('[Text]', placeholder)}{point('Nurse treats')}</d:dataModel>"
    )
    file = with_parts(
        files.word(paragraph("Pathway:") + run(diagram) + paragraph("As agreed.")),
        {
            "word/_rels/document.xml.rels": relationships(("rId9", "diagramData", "diagrams/data1.xml")),
            "word/diagrams/data1.xml": data,
        },
    )
    read_back = read("case.docx", file)
    assert shown(read_back.blocks) == [
        "paragraph: Pathway: (paragraph 1)",
        "text-box: GP refers (diagram)",
        "text-box: Nurse treats (diagram)",
        "paragraph: As agreed. (paragraph 2)",
    ]
    assert (read_back.receipt.read["diagrams"], read_back.receipt.complete) == (1, True)


def test_tick_boxes_and_choices_of_old_forms_and_symbols_are_read() -> None:
    def old_field(data: str) -> str:
        return (
            f"<w:fldChar w:fldCharType='begin'><w:ffData>{data}</w:ffData></w:fldChar>"
            "<w:instrText>FORM</w:instrText><w:fldChar w:fldCharType='end'/>"
        )

    body = (
        run(old_field("<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>") + "<w:t> Tendered</w:t>")
        + run(old_field("<w:checkBox><w:default w:val='0'/></w:checkBox>") + "<w:t> Not tendered</w:t>")
        + run(
            "<w:t>Route: </w:t>"
            + old_field(
                "<w:ddList><w:result w:val='1'/><w:listEntry w:val='Choose'/><w:listEntry w:val='Open'/></w:ddList>"
            )
        )
        + run("<w:t>HbA1c </w:t><w:sym w:font='Symbol' w:char='F0A3'/><w:t> 7%</w:t><w:sym w:font='MS' w:char='2610'/>")
    )
    assert [block.text for block in submission(body).blocks] == [
        "☒ Tendered",
        "☐ Not tendered",
        "Route: Open",
        "HbA1c ≤ 7%☐",
    ]


def test_a_field_that_never_ends_does_not_swallow_the_document() -> None:
    body = run("<w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText>") + paragraph("It costs £5.")
    assert [block.text for block in submission(body).blocks] == ["It costs £5."]


def test_text_and_rows_hidden_by_a_style_or_a_table_are_left_out() -> None:
    hidden = (
        "<w:style w:type='character' w:styleId='Secret'><w:name w:val='Secret'/><w:rPr><w:vanish/></w:rPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='Notes'><w:name w:val='Notes'/><w:rPr><w:vanish/></w:rPr></w:style>"
    )
    row = f"<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{paragraph('£5')}</w:tc><w:tc>{paragraph('£6')}</w:tc></w:tr>"
    body = (
        paragraph("hidden", run="<w:rStyle w:val='Secret'/>")
        + paragraph("hidden", "Notes")
        + paragraph("shown", run="<w:rStyle w:val='Secret'/><w:vanish w:val='0'/>")
        + f"<w:tbl>{row}</w:tbl>"
    )
    read_back = read("case.docx", files.word(body, styles=hidden))
    assert [block.text for block in read_back.blocks] == ["shown"]
    assert [(unread.what, unread.count) for unread in read_back.receipt.unread] == [
        ("pieces of hidden text: left out", 3)
    ]


def test_a_table_in_a_cell_keeps_its_rows_and_a_cell_its_lines() -> None:
    inner = "".join(
        f"<w:tr><w:tc>{paragraph(name)}</w:tc><w:tc>{paragraph(cost)}</w:tc></w:tr>"
        for name, cost in (("Nurse", "£5"), ("Room", "£6"))
    )
    lines = run("<w:t>Year one</w:t><w:br/><w:t>Year two</w:t>")
    body = (
        f"<w:tbl><w:tr><w:tc>{lines}</w:tc><w:tc>{paragraph('Costs:')}<w:tbl>{inner}</w:tbl><w:p/></w:tc></w:tr>"
        f"<w:tr><w:tc>{paragraph('Total')}</w:tc><w:tc>{paragraph('£11')}</w:tc></w:tr></w:tbl>"
    )
    assert [block.cells for block in submission(body).blocks] == [
        ("Year one\nYear two", "Costs:\nNurse | £5\nRoom | £6"),
        ("Total", "£11"),
    ]


def test_logos_in_headers_do_not_make_a_scan_of_a_short_document() -> None:
    logo = "<w:p><w:r><w:drawing><a:blip xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'/></w:drawing>"
    read_back = submission(paragraph("Our case is short."), header=f"{logo}</w:r></w:p>")
    assert read_back.receipt.complete
    assert [unread.what for unread in read_back.receipt.unread] == ["pictures: words in them are not read"]


def test_an_objects_preview_is_no_picture() -> None:
    body = run("<w:object><v:shape><v:imagedata/></v:shape><o:OLEObject/></w:object>") + paragraph("word " * 100)
    assert [unread.what for unread in submission(body).receipt.unread] == [
        "embedded objects, such as a spreadsheet: what is in them is not read"
    ]


def test_declarations_are_refused_in_any_encoding() -> None:
    document = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'
    file = with_parts(files.word(""), {"word/document.xml": document.encode("utf-16")})
    with pytest.raises(UnreadableFileError) as error:
        read("case.docx", file)
    assert str(error.value) == (
        "case.docx: the file holds declarations that no Word document has. "
        "Open it in Word, save it under a new name, and send that."
    )


def test_a_macro_enabled_document_is_read() -> None:
    assert [block.text for block in read("case.docm", files.word(paragraph("Our case."))).blocks] == ["Our case."]


def test_boxes_in_boxes_are_read_however_deep() -> None:
    deep = paragraph("At the bottom.")
    for _ in range(40):
        deep = f"<w:tbl><w:tr><w:tc>{deep}</w:tc></w:tr></w:tbl>"
    assert [block.text for block in submission(deep).blocks] == ["At the bottom."]


def test_a_form_with_any_part_lost_or_cut_is_read_or_refused(example_documents: dict[str, Document]) -> None:
    source = zipfile.ZipFile(io.BytesIO(render(example_documents["commissioning-plan-form"], "docx")))
    parts = {name: source.read(name) for name in source.namelist()}
    refused: dict[str, list[str]] = {"lost": [], "cut": []}
    for name, content in parts.items():
        others = {other: parts[other] for other in parts if other != name}
        for how, file in (("lost", others), ("cut", {**others, name: content[: len(content) // 2]})):
            try:
                read("plan.docx", files.zipped(file))
            except UnreadableFileError:
                refused[how].append(name)
    assert refused["lost"] == ["[Content_Types].xml", "word/document.xml"]
    assert "word/document.xml" in refused["cut"]
