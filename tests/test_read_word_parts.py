"""What Word keeps beside the text or shows by counting: lists, charts, formulas, bound fields, documents taken in."""

from __future__ import annotations

import io
import zipfile

import pytest

from hostile import files as files
from hostile.files import paragraph, zipped
from pbc_checks.read import read
from pbc_checks.submission import Submission

_SCHEMAS = "http://schemas.openxmlformats.org"
_W = f"{_SCHEMAS}/wordprocessingml/2006/main"
_OFFICE = f"{_SCHEMAS}/officeDocument/2006/relationships"
_PACKAGE = f"{_SCHEMAS}/package/2006"
_SPACES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "w": _W,
        "r": _OFFICE,
        "mc": f"{_SCHEMAS}/markup-compatibility/2006",
        "a": f"{_SCHEMAS}/drawingml/2006/main",
        "c": f"{_SCHEMAS}/drawingml/2006/chart",
        "dgm": f"{_SCHEMAS}/drawingml/2006/diagram",
        "m": f"{_SCHEMAS}/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)


def word(
    body: str, parts: dict[str, str | bytes] | None = None, references: dict[str, tuple[str, str]] | None = None
) -> bytes:
    """Return a Word file; `references` give the kind and target of each reference of the document by its id.

    A target with "//" lies outside the file.
    """
    given = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if "//" in target else "/>")
        for name, (kind, target) in (references or {}).items()
    )
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{given}</Relationships>',
            **{
                name: part if isinstance(part, bytes) else part.replace("<root", f"<root {_SPACES}", 1)
                for name, part in (parts or {}).items()
            },
        }
    )


def strict(data: bytes) -> bytes:
    """Return a Word file in the strict dialect."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped(
            {
                name: archive.read(name)
                .replace(f"{_SCHEMAS}/wordprocessingml/2006/".encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/")
                .replace(f"{_SCHEMAS}/officeDocument/2006/".encode(), b"http://purl.oclc.org/ooxml/officeDocument/")
                .replace(f"{_SCHEMAS}/drawingml/2006/".encode(), b"http://purl.oclc.org/ooxml/drawingml/")
                for name in archive.namelist()
            }
        )


def texts(submission: Submission) -> list[str]:
    return [f"{block.text} ({block.place})" for block in submission.blocks]


def unread(submission: Submission) -> list[tuple[str, int, bool]]:
    return [(each.what, each.count, each.blocks_absence) for each in submission.receipt.unread]


def item(text: str, list_id: int, level: int = 0) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/>'
        f'<w:numId w:val="{list_id}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
    )


def level(at: int, figures: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{figures}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = (
    "<root>"
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "%1.", '<w:pStyle w:val="Heading1"/>')
    + level(1, "decimal", "%1.%2")
    + level(2, "lowerLetter", "(%3)")
    + level(3, "lowerRoman", "%4.", '<w:lvlRestart w:val="0"/>')
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="1">'
    + level(0, "upperRoman", "Part %1", start=3)
    + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    + level(2, "bullet", "\uf0b7")
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num></root>'
)
STYLES = (
    '<root><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></root>'
)


def test_list_items_and_headings_have_the_numbers_that_a_reader_sees() -> None:
    body = (
        paragraph("Money", "Heading1")
        + item("Costs", 1, 1)
        + item("Nurse", 1, 2)
        + item("Room", 1, 2)
        + item("First", 1, 3)
        + item("Income", 1, 1)
        + item("Tariff", 1, 2)
        + item("Second", 1, 3)
        + paragraph("Risks", "Heading1")
        + item("Third part", 2)
        + item("Its first point", 2, 1)
        + item("A bullet", 2, 2)
        + item("Begins at seven", 3)
        + item("Goes on", 1)
        + item("In no list", 0)
        + item("In a list that is not there", 99)
        + paragraph("13. Typed")
        + paragraph("(b) Typed too")
        + paragraph("• A bullet")
    )
    made = word(
        body,
        {"word/numbering.xml": NUMBERING, "word/styles.xml": STYLES},
        {"n": ("numbering", "numbering.xml"), "s": ("styles", "styles.xml")},
    )
    assert [(block.text, block.place.number) for block in read("case.docx", made).blocks] == [
        ("Money", "1"),
        ("Costs", "1.1"),
        ("Nurse", "(a)"),
        ("Room", "(b)"),
        ("First", "i"),
        ("Income", "1.2"),
        ("Tariff", "(a)"),
        ("Second", "ii"),
        ("Risks", "2"),
        ("Third part", "Part III"),
        ("Its first point", "3.1"),
        ("A bullet", ""),
        ("Begins at seven", "7"),
        ("Goes on", "8"),
        ("In no list", ""),
        ("In a list that is not there", ""),
        ("Typed", "13"),
        ("Typed too", "(b)"),
        ("A bullet", ""),
    ]


def test_the_place_of_a_passage_says_its_number() -> None:
    made = word(
        item("One nurse.", 1) + item("One room.", 1, 1),
        {"word/numbering.xml": NUMBERING},
        {"n": ("numbering", "numbering.xml")},
    )
    assert [str(block.place) for block in read("case.docx", made).blocks] == [
        "paragraph 1, numbered 1",
        "paragraph 2, numbered 1.1",
    ]


def test_documents_taken_in_whole_are_read_where_they_stand() -> None:
    inner = word(
        "<w:p><w:r><w:t>Two clinics a week.</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Nurse</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>£500</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        '<w:altChunk r:id="again"/>',
        {"word/again.txt": b"Deeper."},
        {"again": ("aFChunk", "again.txt")},
    )
    archive = b'MIME-Version: 1.0\r\nContent-Type: text/html; charset="utf-8"\r\n\r\n<p>From an archive.</p>'
    made = word(
        paragraph("Before.") + "".join(f'<w:altChunk r:id="c{number}"/>' for number in range(7)) + paragraph("After."),
        {
            "word/c0.docx": inner,
            "word/c1.html": "<html><style>p {}</style><body><p>From a page: &pound;5.</p></body></html>",
            "word/c2.mht": archive,
            "word/c3.txt": b"From a text.\n\nIts second paragraph.",
            "word/c4.rtf": b"{\\rtf1 Words}",
            "word/c5.docx": b"PK nothing",
        },
        {
            f"c{number}": ("aFChunk", f"c{number}.{ending}")
            for number, ending in enumerate(("docx", "html", "mht", "txt", "rtf", "docx", "docx"))
        },
    )
    submission = read("case.docx", made)
    assert texts(submission) == [
        "Before. (paragraph 1)",
        "Two clinics a week. (embedded document)",
        "Nurse | £500 (embedded document, table 1, row 1)",
        "From a page: £5. (embedded document)",
        "From an archive. (embedded document)",
        "From a text. (embedded document)",
        "Its second paragraph. (embedded document)",
        "After. (paragraph 2)",
    ]
    assert submission.receipt.read["documents embedded whole"] == 4
    assert unread(submission) == [
        (
            "other documents embedded whole: what is in them is not read (in a document embedded whole)",
            1,
            True,
        ),
        ("other documents embedded whole: what is in them is not read", 3, True),
    ]


@pytest.mark.parametrize(
    ("archive", "read_as"),
    [
        (b"Content-Type: text/html\r\n\r\n<p>The caf\xe9.</p>", ["The café."]),
        (
            b"Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n"
            b"--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
            b"<p>The caf=C3=A9.</p>\r\n--b--",
            ["The café."],
        ),
        (b"Content-Type: text/html; charset=unheard-of\r\n\r\n<p>Words</p>", None),
        (b"Content-Type: text/html" + b"; a=" * 30_000 + b"\r\n\r\n<p>Words</p>", None),
        (
            b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000)),
            None,
        ),
    ],
    ids=["one page", "with a picture", "encoding", "parameters", "depth"],
)
def test_a_web_archive_is_read_or_said_to_be_unread(archive: bytes, read_as: list[str] | None) -> None:
    submission = read(
        "case.docx",
        word(
            paragraph("Before.") + '<w:altChunk r:id="c"/>',
            {"word/c.mht": b"MIME-Version: 1.0\r\n" + archive},
            {"c": ("aFChunk", "c.mht")},
        ),
    )
    assert [block.text for block in submission.blocks] == ["Before.", *(read_as or [])]
    said = [] if read_as else [("other documents embedded whole: what is in them is not read", 1, True)]
    assert unread(submission) == said


def test_embedded_and_linked_documents_are_named() -> None:
    made = word(
        paragraph("Costs:")
        + '<w:p><w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12" r:id="a"/></w:object></w:r></w:p>'
        + '<w:p><w:r><w:object><o:OLEObject r:id="b"/></w:object></w:r></w:p>'
        + '<w:p><w:r><w:object><o:OLEObject ProgID="Word.Document.8" r:id="c"/></w:object></w:r></w:p>'
        + '<w:subDoc r:id="d"/>',
        {},
        {
            "a": ("package", "embeddings/Microsoft_Excel_Sheet1.xlsx"),
            "b": ("oleObject", "embeddings/oleObject1.bin"),
            "c": ("oleObject", "file:///S:/shared/Budget%202007.doc"),
            "d": ("subDocument", "file:///S:\\shared\\annex.docx"),
        },
    )
    assert unread(read("case.docx", made)) == [
        (
            "embedded objects, such as a spreadsheet: what is in them is not read (Excel.Sheet.12, oleObject1.bin)",
            2,
            True,
        ),
        ("linked documents: they lie elsewhere and are not read (Budget 2007.doc, annex.docx)", 2, True),
    ]


CHART = (
    "<root><c:chart><c:title><a:p><a:r><a:t>Referrals by quarter</a:t></a:r></a:p></c:title><c:ser>"
    "<c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>Dermatology</c:v></c:pt></c:strCache></c:strRef></c:tx>"
    "<c:cat><c:strRef><c:strCache><c:pt idx='0'><c:v>Q1</c:v></c:pt><c:pt idx='1'><c:v>Q2</c:v></c:pt></c:strCache>"
    "</c:strRef></c:cat><c:val><c:numRef><c:numCache><c:formatCode>0%</c:formatCode><c:pt idx='0'><c:v>0.4</c:v></c:pt>"
    "<c:pt idx='1'><c:v>0.6</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:chart></root>"
)
CHARTED = '<w:p><w:r><w:drawing><c:chart r:id="{}"/></w:drawing></w:r></w:p>'


@pytest.mark.parametrize("dialect", [bytes, strict])
def test_the_words_and_figures_of_a_chart_are_read(dialect: type[bytes]) -> None:
    made = word(
        paragraph("See:") + CHARTED.format("a") + CHARTED.format("lost"),
        {"word/chart.xml": CHART},
        {"a": ("chart", "chart.xml")},
    )
    submission = read("case.docx", dialect(made))
    assert texts(submission) == [
        "See: (paragraph 1)",
        "Referrals by quarter (chart)",
        "Dermatology: Q1 40%; Q2 60% (chart)",
    ]
    assert unread(submission) == [("charts: words and figures in them are not read", 1, True)]


def test_a_damaged_part_beside_the_text_does_not_keep_the_text_from_being_read() -> None:
    bound = '<w:sdtPr><w:showingPlcHdr/><w:dataBinding w:xpath="/a" w:storeItemID="{1}"/></w:sdtPr>'
    made = word(
        item("Two clinics.", 1)
        + CHARTED.format("a")
        + f"<w:sdt>{bound}<w:sdtContent>{paragraph('Click here')}</w:sdtContent></w:sdt>"
        + paragraph("After."),
        {
            "word/chart.xml": "<c:chart",
            "word/numbering.xml": "<w:numbering",
            "word/store.xml": "<a>Words</a>",
            "word/_rels/store.xml.rels": "<Relationships",
        },
        {"a": ("chart", "chart.xml"), "n": ("numbering", "numbering.xml"), "x": ("customXml", "store.xml")},
    )
    submission = read("case.docx", made)
    assert texts(submission) == ["Two clinics. (paragraph 1)", "After. (paragraph 2)"]
    assert unread(submission) == [
        ("numbers of lists and headings: the part of the file that holds them is damaged", 1, False),
        ("charts: words and figures in them are not read", 1, True),
    ]


@pytest.mark.parametrize("dialect", [bytes, strict])
def test_a_formula_reads_as_the_number_that_it_is(dialect: type[bytes]) -> None:
    def run(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    half = f"<m:f><m:num>{run(1)}</m:num><m:den>{run(2)}</m:den></m:f>"
    long = f"<m:f><m:num>{run('a')}{run('+b')}</m:num><m:den>{run(2)}</m:den></m:f>"
    power = f"<m:sSup><m:e>{run(10)}</m:e><m:sup>{run(6)}</m:sup></m:sSup>"
    root = f"<m:rad><m:deg/><m:e>{run(9)}</m:e></m:rad>"
    brackets = f"<m:d><m:e>{run('x')}</m:e></m:d>"
    total = f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub/><m:sup/><m:e>{run("n")}</m:e></m:nary>'
    body = "".join(f"<w:p><m:oMath>{each}</m:oMath></w:p>" for each in (half, long, power, root, brackets, total))
    assert [block.text for block in read("case.docx", dialect(word(body))).blocks] == [
        "1/2",
        "(a+b)/2",
        "10^6",
        "√(9)",
        "(x)",
        "∑ n",
    ]


def test_a_diagram_in_the_strict_dialect_is_read() -> None:
    point = "<root><dgm:pt><dgm:t><a:p><a:r><a:t>Referral</a:t></a:r></a:p></dgm:t></dgm:pt></root>"
    made = word(
        '<w:p><w:r><w:drawing><dgm:relIds r:dm="d"/></w:drawing></w:r></w:p>',
        {"word/data.xml": point},
        {"d": ("diagramData", "data.xml")},
    )
    assert texts(read("case.docx", strict(made))) == ["Referral (diagram)"]


def test_a_control_shows_what_another_part_of_the_file_holds() -> None:
    def control(path: str, kind: str = "", prompt: str = "[Practice]") -> str:
        return (
            f'<w:sdt><w:sdtPr>{kind}<w:showingPlcHdr/><w:dataBinding w:xpath="{path}" w:storeItemID="{{A1}}" '
            f"w:prefixMappings=\"xmlns:x='urn:x'\"/></w:sdtPr><w:sdtContent><w:r><w:t>{prompt}</w:t></w:r>"
            "</w:sdtContent></w:sdt>"
        )

    choices = '<w:dropDownList><w:listItem w:value="2" w:displayText="Level two"/></w:dropDownList>'
    body = "".join(
        f"<w:p><w:r><w:t>{label}: </w:t></w:r>{made}</w:p>"
        for label, made in (
            ("Practice", control("/x:cover[1]/x:practice[1]")),
            ("Level", control("/x:cover/x:level", choices)),
            ("List size", control("/x:cover/x:practice/@size")),
            ("Nothing there", control("/x:cover/x:practice[2]")),
            ("No path", control("//x:practice")),
        )
    )
    store = '<cover xmlns="urn:x"><practice size="8,400">Castle Mead</practice><level>2</level></cover>'
    properties = f'<p xmlns:p="{_SCHEMAS}/officeDocument/2006/customXml" p:itemID="{{a1}}"/>'
    made = word(
        body,
        {
            "customXml/item1.xml": store,
            "customXml/properties.xml": properties,
            "customXml/_rels/item1.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r" '
            f'Type="{_OFFICE}/customXmlProps" Target="properties.xml"/></Relationships>',
        },
        {"x": ("customXml", "../customXml/item1.xml")},
    )
    assert [block.text for block in read("case.docx", made).blocks] == [
        "Practice: Castle Mead",
        "Level: Level two",
        "List size: 8,400",
        "Nothing there:",
        "No path:",
    ]


def test_words_of_old_drawings_are_read() -> None:
    body = (
        '<w:p><w:r><w:pict><v:shape><v:textpath string="Our clinic"/></v:shape></w:pict></w:r></w:p>'
        "<w:p><w:r><w:drawing><a:txBody><a:p><a:r><a:t>On a canvas</a:t></a:r></a:p></a:txBody></w:drawing></w:r></w:p>"
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="new"><w:drawing/></mc:Choice><mc:Fallback><w:pict>'
        f"<w:txbxContent>{paragraph('Only in the fallback')}</w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert texts(read("case.docx", word(body))) == [
        "Our clinic (text box)",
        "On a canvas (text box)",
        "Only in the fallback (text box)",
    ]


def test_grey_prompts_in_text_boxes_and_headers_are_no_answers() -> None:
    prompt = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{paragraph('Click here')}</w:sdtContent></w:sdt>"
    )
    box = f"<w:p><w:r><w:pict><w:txbxContent>{prompt}{paragraph('In the box')}</w:txbxContent></w:pict></w:r></w:p>"
    made = word(
        box, {"word/header1.xml": f"<root>{prompt}{paragraph('Castle Mead')}</root>"}, {"h": ("header", "header1.xml")}
    )
    assert texts(read("case.docx", made)) == ["In the box (text box)", "Castle Mead (header)"]


def test_a_text_box_in_a_note_is_read_once_and_an_ordinary_note_may_say_that_it_is() -> None:
    shape = f"<w:pict><w:txbxContent>{paragraph('in a box')}</w:txbxContent></w:pict>"
    boxed = (
        f"<mc:AlternateContent><mc:Choice>{shape}</mc:Choice><mc:Fallback>{shape}</mc:Fallback></mc:AlternateContent>"
    )
    note = f"<w:p><w:r><w:t>A note </w:t></w:r><w:r>{boxed}</w:r></w:p>"
    ordinary = f'<w:footnote w:id="2" w:type="normal">{paragraph("Another")}</w:footnote>'
    notes = f'<root><w:footnote w:id="1">{note}</w:footnote>{ordinary}</root>'
    called = "".join(f'<w:p><w:r><w:footnoteReference w:id="{number}"/></w:r></w:p>' for number in (1, 2))
    submission = read("case.docx", word(called, {"word/notes.xml": notes}, {"n": ("footnotes", "notes.xml")}))
    assert texts(submission) == [
        "A note in a box (footnote 1)",
        "Another (footnote 2)",
    ]
    assert submission.receipt.unread == ()


def test_a_cell_whose_deletion_is_tracked_is_left_out() -> None:
    cells = f"<w:tc>{paragraph('Kept')}</w:tc><w:tc>{paragraph('Too')}</w:tc>"
    gone = f"<w:tc><w:tcPr><w:cellDel/></w:tcPr>{paragraph('Gone')}</w:tc>"
    submission = read("case.docx", word(f"<w:tbl><w:tr>{cells}{gone}</w:tr></w:tbl>"))
    assert [block.cells for block in submission.blocks] == [("Kept", "Too")]
    assert unread(submission) == [("tracked deletions: left out, as if accepted", 1, False)]


@pytest.mark.parametrize(
    ("font", "typed", "read_as"),
    [
        ("Wingdings", "\u00fc", "✓ done"),
        ("Wingdings", "\uf0a8", "☐ done"),
        ("Wingdings 2", "R", "☒ done"),
        ("Webdings", "a", "✓ done"),
        ("Symbol", "\u00b3", "≥ done"),
        ("Symbol", "a5", "α5 done"),
        ("Wingdings", "words by mistake", "words by mistake done"),
        ("Arial", "\u00fc", "ü done"),
    ],
)
def test_letters_of_symbol_fonts_read_as_what_they_show(font: str, typed: str, read_as: str) -> None:
    dressed = paragraph(typed, run=f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>').removesuffix("</w:p>")
    cells = f"<w:tc>{dressed}<w:r><w:t> done</w:t></w:r></w:p></w:tc><w:tc>{paragraph('x')}</w:tc>"
    made = word(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
    assert [block.cells for block in read("case.docx", made).blocks] == [(read_as, "x")]


def test_handwriting_and_fields_of_activex_are_said_to_be_unread() -> None:
    def ink(extent: str) -> str:
        wp, w14 = (
            f"{_SCHEMAS}/drawingml/2006/wordprocessingDrawing",
            "http://schemas.microsoft.com/office/word/2010/wordml",
        )
        size = f'<wp:extent xmlns:wp="{wp}" {extent}/>' if extent else ""
        return f'<w:p><w:r><w:drawing>{size}<x:contentPart xmlns:x="{w14}"/></w:drawing></w:r></w:p>'

    body = (
        paragraph("Costs:")
        + '<w:p><w:r><w:object><w:control r:id="c" w:name="TextBox1"/></w:object></w:r></w:p>'
        + ink('cx="4000000" cy="4000000"')
        + ink('cx="400000" cy="400000"')
        + ink("")
    )
    assert unread(read("case.docx", word(body))) == [
        ("fields of the kind ActiveX: what was typed into them is not read", 1, True),
        ("handwriting: it is not read", 2, True),
        ("handwriting in a small space, such as a signature: it is not read", 1, False),
    ]


def test_paragraphs_that_are_one_to_a_reader_are_read_as_one() -> None:
    def ending(text: str, properties: str) -> str:
        return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"

    deleted = "<w:rPr><w:del/></w:rPr>"
    pair = ending("T", '<w:framePr w:dropCap="drop" w:lines="3"/>') + paragraph("he clinic opens.")
    cell = f"<w:tc>{ending('One ', deleted)}{paragraph('nurse')}</w:tc><w:tc>{paragraph('£5')}</w:tc>"
    body = (
        pair
        + ending("We ask ", deleted)
        + ending("for ", deleted)
        + paragraph("£5,000.")
        + f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"
        + ending("Before a table.", deleted)
        + f"<w:tbl><w:tr><w:tc>{paragraph('In the table.')}</w:tc></w:tr></w:tbl>"
        + ending("The end.", deleted)
    )
    assert [block.text for block in read("case.docx", word(body)).blocks] == [
        "The clinic opens.",
        "We ask for £5,000.",
        "One nurse | £5",
        "Before a table.",
        "In the table.",
        "The end.",
    ]
