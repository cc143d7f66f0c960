"""A Word submission comes back with comments on the words that its report quotes, and with nothing else changed."""

from __future__ import annotations

import base64
import io
import re
import time
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from lxml import etree

from annotated_file import ACTION, Comment, W, comments, evidence_of, finding, parts, report_on, xml
from completed_form import completed
from hostile import files as hostile
from pbc_checks.annotate.missing import PROMPT
from pbc_checks.annotate.remarks import remarks
from pbc_checks.annotate.word import annotate_word
from pbc_checks.documents import checkable
from pbc_checks.engine import check
from pbc_checks.findings import Evidence, Report, Status
from pbc_checks.read import read
from pbc_checks.read.errors import UnreadableFileError
from pbc_checks.submission import BlockKind
from pbc_frameworks.data import data_folder
from pbc_frameworks.load import Library, load_framework
from pbc_generator.document import Document
from pbc_generator.render import render
from word_file import WordFile

LIBRARY = Library()
CORPUS = sorted(data_folder("examples").parent.glob("corpus/dev-[abc]-*.docx"))
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
OPTION = ("hertfordshire-2007", "business-case")
TEXT_BOX = "<w:p><w:r><w:t>Above the box.</w:t></w:r><w:r>{}</w:r><w:r><w:t>After it.</w:t></w:r></w:p>".format(
    "<w:pict><v:shape><v:textbox><w:txbxContent>"
    "<w:p><w:r><w:t>Boxed words on parking.</w:t></w:r></w:p>"
    "</w:txbxContent></v:textbox></v:shape></w:pict>"
)


def annotated(data: bytes, *quotations: str | Evidence, missing: bool = False, day: date | None = None) -> bytes:
    return annotate_word("case.docx", data, report_on(data, quotations), LIBRARY, day, missing=missing).data


def anchors(data: bytes, *quotations: str | Evidence) -> list[str]:
    """Return what each comment stands at, after a look at whether the text is as it was and Word takes the file."""
    made = annotated(data, *quotations)
    assert words(made) == words(data)
    assert broken_rules(made) == broken_rules(data)
    return [comment.anchored for comment in comments(made)]


def words(data: bytes) -> list[tuple[str, BlockKind, str]]:
    """Return all that is read of a file but the comments made here."""
    submission = read("case.docx", data)
    return [
        (block.text, block.kind, str(block.place))
        for block in submission.blocks
        if block.place.part != "comment by pbcgov"
    ]


def broken_rules(data: bytes) -> list[str]:
    return WordFile(data).broken_rules() if "word/styles.xml" in parts(data) else []


def full_report(data: bytes) -> Report:
    framework = load_framework(OPTION[0])
    submission = read("case.docx", data)
    return check(submission, framework, checkable(framework)[OPTION[1]], LIBRARY.concepts())


def run(text: str, properties: str = "") -> str:
    dress = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{dress}<w:t xml:space="preserve">{text}</w:t></w:r>'


def line(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def field(instruction: str, result: str) -> str:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText>{instruction}</w:instrText></w:r>{separate}{result}{end}"


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_a_corpus_file_keeps_its_text_and_its_comments_stand_on_the_quoted_words(path: Path) -> None:
    data = path.read_bytes()
    report = full_report(data)
    made = annotate_word(path.name, data, report, LIBRARY)
    assert words(made.data) == words(data)
    assert made.not_placed == ()
    before, after = parts(data), parts(made.data)
    changed = {name for name in after if after[name] != before.get(name)}
    named = {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert {"word/document.xml", "word/comments.xml"} <= changed <= named
    assert list(before) == list(after)[: len(before)]
    about = {(remark.title, *remark.lines): [each.quote for each in remark.about] for remark in remarks(report)}
    head = next(block.text for block in read(path.name, data).blocks)
    found = comments(made.data)
    assert sorted(comment.lines for comment in found) == sorted(about)
    assert [each for each in found if not _stands_on(each, about[each.lines] or [head])] == []
    assert annotate_word(path.name, data, report, LIBRARY).data == made.data


def _stands_on(comment: Comment, quoted: list[str]) -> bool:
    """Return whether a comment stands on a quotation, or on one cell of one that runs over a row."""
    return comment.anchored in quoted or any(
        comment.anchored in (piece.strip() for piece in quotation.split(" | ")) for quotation in quoted
    )


def test_there_are_24_corpus_files() -> None:
    assert len(CORPUS) == 24


@pytest.mark.parametrize(
    ("body", "quotation", "anchored"),
    [
        pytest.param(line(run("We save £40 a case. We wait.")), "We save £40 a case.", None, id="part of a run"),
        pytest.param(
            line(run("We sa"), run("ve £4", "<w:b/>"), run("0 a case.")), "save £40 a", None, id="several runs"
        ),
        pytest.param(
            line("<w:r><w:t>One</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three four</w:t></w:r>"),
            "One two three",
            None,
            id="tab and break",
        ),
        pytest.param(
            line("<w:r><w:t>the follow</w:t><w:noBreakHyphen/><w:t>up clinic is new</w:t></w:r>"),
            "follow-up clinic",
            None,
            id="no-break hyphen",
        ),
        pytest.param(
            line("<w:r><w:t>they co</w:t><w:softHyphen/><w:t>op\u00aderate daily</w:t></w:r>"),
            "cooperate",
            "coop\u00aderate",
            id="soft hyphens",
        ),
        pytest.param(
            line('<w:r><w:t>under </w:t><w:sym w:font="Symbol" w:char="F0A3"/><w:t>18 weeks now</w:t></w:r>'),
            "≤18 weeks",
            "18 weeks",
            id="symbol",
        ),
        pytest.param(line(run("a\u00a0b  c   d e")), "b c d", None, id="folded spaces"),
        pytest.param(
            line(run("See "), f'<w:hyperlink w:anchor="x">{run("the costs below")}</w:hyperlink>', run(" here")),
            "costs below here",
            None,
            id="out of a link",
        ),
        pytest.param(
            line(run("It is "), field("REF costs", run("four thousand pounds")), run(" in all.")),
            "thousand pounds",
            None,
            id="in the result of a field",
        ),
        pytest.param(
            line(
                '<w:r><w:t>In </w:t><w:fldChar w:fldCharType="begin"/><w:instrText>DATE</w:instrText>'
                '<w:fldChar w:fldCharType="separate"/><w:t>May 2008</w:t><w:fldChar w:fldCharType="end"/>'
                "<w:t> we begin</w:t></w:r>"
            ),
            "2008 we",
            None,
            id="a field in one run",
        ),
        pytest.param(
            line(run("On "), f'<w:fldSimple w:instr="DATE">{run("3 May 2008")}</w:fldSimple>', run(" we begin.")),
            "May 2008 we",
            None,
            id="simple field",
        ),
        pytest.param(
            line(
                run("It costs "),
                '<w:del w:id="1" w:author="A"><w:r><w:delText>too much </w:delText></w:r></w:del>',
                f'<w:ins w:id="2" w:author="A">{run("£90 for each case")}</w:ins>',
                run(" seen."),
            ),
            "costs £90 for",
            None,
            id="tracked changes",
        ),
        pytest.param(
            line(
                f'<w:moveFrom w:id="1" w:author="A">{run("gone")}</w:moveFrom>',
                f'<w:moveTo w:id="2" w:author="A">{run("It came to stay")}</w:moveTo>',
            ),
            "came to",
            None,
            id="moved text",
        ),
        pytest.param(
            line(
                run("Lead: "),
                f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run('Dr Ann Lee, Ash Rd')}</w:sdtContent></w:sdt>",
            ),
            "Ann Lee",
            None,
            id="control in a line",
        ),
        pytest.param(
            line(
                run("When: "),
                f"<w:sdt><w:sdtPr><w:date/></w:sdtPr><w:sdtContent>{run('3 May 2008, early')}</w:sdtContent></w:sdt>",
            ),
            "May 2008",
            "3 May 2008, early",
            id="control that Word fills in",
        ),
        pytest.param(
            f"<w:sdt><w:sdtPr/><w:sdtContent>{line(run('A block of words'))}</w:sdtContent></w:sdt>",
            "block of",
            None,
            id="control around a paragraph",
        ),
        pytest.param(
            line(run("x "), f"<mc:AlternateContent><mc:Choice>{run('new words')}</mc:Choice></mc:AlternateContent>"),
            "new",
            "new words",
            id="alternatives",
        ),
        pytest.param(TEXT_BOX, "on parking", "", id="text box"),
        pytest.param(
            '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
            + run("(a) first we look")
            + "</w:p>",
            "first we",
            None,
            id="list item",
        ),
    ],
)
def test_a_comment_stands_on_the_quoted_words_and_on_no_others(body: str, quotation: str, anchored: str | None) -> None:
    assert anchors(hostile.word(body), quotation) == [quotation if anchored is None else anchored]


def cell(text: str) -> str:
    return f"<w:tc>{line(run(text))}</w:tc>"


def test_of_a_quotation_over_several_cells_the_longest_has_the_comment() -> None:
    row = f"<w:tr>{cell('Nurse')}{cell('half a day a week')}{cell('£4,000')}</w:tr>"
    controlled = f"<w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt>"
    in_cell = f"<w:tr><w:sdt><w:sdtContent>{cell('Clerk')}</w:sdtContent></w:sdt>{cell('none at all')}</w:tr>"
    data = hostile.word(f"<w:tbl>{row}{controlled}{in_cell}</w:tbl>{line()}")
    quotations = [
        Evidence("Nurse | half a day a week | £4,000", "table 1, row 1"),
        Evidence("Nurse | half a day a week", "table 1, row 2"),
        "Clerk | none at all",
        "Clerk",
    ]
    made = annotated(data, *quotations)
    assert [comment.anchored for comment in comments(made)] == [
        "half a day a week",
        "half a day a week",
        "none at all",
        "Clerk",
    ]
    rows = [next(mark.iterancestors(f"{W}tr")) for mark in xml(made).iter(f"{W}commentRangeStart")]
    assert len(set(rows)) == 3


def test_of_words_that_occur_twice_those_at_the_place_of_the_evidence_have_the_comment() -> None:
    twice = "The cost is £40."
    data = hostile.word(line(run(f"{twice} First.")) + line(run(f"{twice} Second.")) + line(run(f"{twice} Third.")))
    made = annotated(
        data, evidence_of(read("case.docx", data), twice, nth=2), evidence_of(read("case.docx", data), twice)
    )
    assert words(made) == words(data)
    starts = xml(made).findall(f".//{W}commentRangeStart")
    third, first = ("".join(start.getparent().itertext()) for start in starts[::-1])
    assert (third, first) == (f"{twice} Third.", f"{twice} First.")


def test_words_in_a_note_have_the_comment_where_the_note_is_called() -> None:
    note = f'<w:footnote w:id="2">{line(run("As agreed in May."))}</w:footnote>'
    body = line(run("It was agreed."), '<w:r><w:footnoteReference w:id="2"/></w:r>', run(" So it stands."))
    made = annotated(hostile.word(body, footnotes=note), "agreed in May")
    (start,) = xml(made).iter(f"{W}commentRangeStart")
    assert start.getnext()[0].tag == f"{W}footnoteReference"


def test_words_of_a_header_have_the_comment_at_the_head_and_are_named() -> None:
    data = hostile.word(line(run("Our case for a clinic")), header=line(run("Draft of May")))
    result = annotate_word("case.docx", data, report_on(data, ["Draft of May"]), LIBRARY)
    assert [comment.anchored for comment in comments(result.data)] == ["Our case for a clinic"]
    assert [remark.title for remark in result.not_placed] == ["◐ Should fix"]


def test_a_comment_on_the_result_of_a_field_is_called_behind_the_field() -> None:
    data = hostile.word(line(run("It is "), field("REF x", field("REF y", run("four pounds"))), run(" in all.")))
    document = xml(annotated(data, "four"))
    kinds = [
        "reference" if each.tag == f"{W}commentReference" else each.get(f"{W}fldCharType")
        for each in document.iter(f"{W}fldChar", f"{W}commentReference")
    ]
    assert kinds == ["begin", "separate", "begin", "separate", "end", "end", "reference"]


def test_comments_on_the_same_words_stand_in_the_order_of_the_report() -> None:
    data = hostile.word(line(run("We save £40 a case.")))
    made = annotated(data, "save £40", "save £40", "£40", "We save £40 a case.")
    assert [comment.anchored for comment in comments(made)] == ["save £40", "save £40", "£40", "We save £40 a case."]
    calls = [each.get(f"{W}id") for each in xml(made).iter(f"{W}commentReference")]
    assert [calls.index(each) for each in ("0", "1")] == sorted(calls.index(each) for each in ("0", "1"))
    assert words(made) == words(data)


def test_the_comments_of_others_and_their_numbers_are_kept() -> None:
    others = '<w:comment w:id="0" w:author="Ann"><w:p><w:r><w:t>Check this.</w:t></w:r></w:p></w:comment>'
    others += '<w:comment w:id="x7" w:author="Bob"><w:p><w:r><w:t>Odd.</w:t></w:r></w:p></w:comment>'
    body = line(
        '<w:commentRangeStart w:id="0"/>',
        run("We save £40 a case."),
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
        '<w:commentRangeStart w:id="2"/><w:commentRangeEnd w:id="2"/>',
    )
    data = hostile.word(body, comments=others)
    made = annotated(data, "save £40", "We save £40 a case.", "Check this.")
    numbers = [comment.get(f"{W}id") for comment in xml(made, "word/comments.xml").iter(f"{W}comment")]
    assert numbers == ["0", "x7", "1", "3", "4"]
    assert comments(made, "Ann") == [Comment("Ann", ("Check this.",), "We save £40 a case.")]
    assert [comment.anchored for comment in comments(made)] == ["save £40", "We save £40 a case.", ""]
    assert parts(made)["word/_rels/document.xml.rels"] == parts(data)["word/_rels/document.xml.rels"]
    assert parts(made)["[Content_Types].xml"] == parts(data)["[Content_Types].xml"]


def test_a_reference_to_comments_that_are_not_there_is_used() -> None:
    data = hostile.word(line(run("We save £40.")), comments="")
    without = hostile.zipped({name: part for name, part in parts(data).items() if name != "word/comments.xml"})
    made = annotated(without, "£40")
    assert [comment.anchored for comment in comments(made)] == ["£40"]
    assert parts(made)["[Content_Types].xml"].count(b"/word/comments.xml") == 1
    assert parts(made)["word/_rels/document.xml.rels"].count(b"comments.xml") == 1


def test_comments_of_a_new_part_are_named_once_each() -> None:
    made = annotated(hostile.word(line(run("We save £40."))), "£40")
    assert parts(made)["[Content_Types].xml"].count(b"/word/comments.xml") == 1
    (relationship,) = xml(made, "word/_rels/document.xml.rels")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    assert (relationship.get("Type"), relationship.get("Target")) == (kind, "comments.xml")
    again = annotated(made, "We save £40.")
    assert [comment.anchored for comment in comments(again)] == ["£40", "We save £40."]
    assert parts(again)["[Content_Types].xml"] == parts(made)["[Content_Types].xml"]


def test_a_file_in_the_strict_dialect_stays_in_it() -> None:
    usual, strict = (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    office, office_strict = (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
    plain = parts(hostile.word(line(run("We save £40."))))
    plain["word/_rels/document.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="a" Type="' + office + b'/settings" Target="settings.xml"/></Relationships>'
    )
    data = hostile.zipped(
        {name: part.replace(usual, strict).replace(office, office_strict) for name, part in plain.items()}
    )
    made = annotated(data, "£40")
    for name, part in parts(made).items():
        assert usual not in part, name
        assert office not in part, name
    assert strict in parts(made)["word/comments.xml"]
    assert office_strict + b"/comments" in parts(made)["word/_rels/document.xml.rels"]
    assert words(made) == words(data)
    assert [comment.text for comment in read("case.docx", made).blocks if comment.kind is BlockKind.COMMENT] == [
        f"◐ Should fix This should be looked at. What to do: {ACTION}"
    ]


def test_what_xml_cannot_hold_is_left_out_of_a_comment_and_a_long_one_is_whole() -> None:
    data = hostile.word(line(run("We save £40.")))
    long = "Very long. " * 3000
    report = report_on(data, ["£40"], what=f"A\x00B\x0b\ud800\uffff & <b> {long}")
    (comment,) = comments(annotate_word("case.docx", data, report, LIBRARY).data)
    assert comment.lines[1] == f"AB\n\ufffd\ufffd & <b> {long}"


def test_the_date_is_that_given_or_none() -> None:
    data = hostile.word(line(run("We save £40.")))
    dates = [
        next(xml(annotated(data, "£40", day=day), "word/comments.xml").iter(f"{W}comment")).get(f"{W}date")
        for day in (None, date(2008, 5, 3))
    ]
    assert dates == [None, "2008-05-03T00:00:00Z"]


@pytest.mark.parametrize(
    "body", ["", "<w:sectPr/>", "<w:tbl/><w:sectPr/>", line(), line("<w:bookmarkStart w:id='1'/>")]
)
def test_a_document_without_words_gets_its_remarks_at_the_head(body: str) -> None:
    data = hostile.word(body)
    report = report_on(data, [Evidence("no such words", "paragraph 9")])
    made = annotate_word("case.docx", data, report, LIBRARY)
    assert [comment.anchored for comment in comments(made.data)] == [""]
    assert words(made.data) == words(data) == []
    assert len(made.not_placed) == 1
    body_now = xml(made.data)[0]
    assert [each.tag for each in body_now][-1:] == ([f"{W}sectPr"] if "sectPr" in body else [f"{W}p"])


def test_a_file_that_nothing_is_remarked_on_comes_back_as_it_was() -> None:
    data = hostile.word(line(run("We save £40.")))
    assert annotated(data) == data


def test_every_other_part_keeps_its_bytes_its_place_and_its_packing() -> None:
    plain = parts(hostile.word(line(run("We save £40.")), header=line(run("Draft")), settings=""))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number, (name, part) in enumerate(
            {**plain, "word/media/image1.png": hostile.PNG, "word/vbaProject.bin": hostile.JUNK}.items()
        ):
            packing = zipfile.ZIP_STORED if number % 2 else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (2008, 5, 3, 12, 0, 0)), part, packing)
    data = buffer.getvalue()
    made = annotated(data, "£40")
    before, after = (zipfile.ZipFile(io.BytesIO(each)).infolist() for each in (data, made))
    shown = [[(each.filename, each.date_time, each.compress_type) for each in infos] for infos in (before, after)]
    assert shown[1][: len(shown[0])] == shown[0]
    assert [each.filename for each in after[len(before) :]] == ["word/comments.xml"]
    changed = {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    kept = [name for name in parts(data) if name not in changed]
    assert [name for name in kept if parts(made)[name] != parts(data)[name]] == []


def test_a_broken_picture_is_told_and_not_passed_on() -> None:
    plain = {**parts(hostile.word(line(run("We save £40.")))), "word/media/image1.png": hostile.JUNK}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in plain.items():
            archive.writestr(name, part)
    data = buffer.getvalue().replace(hostile.JUNK, hostile.JUNK[::-1])
    with pytest.raises(UnreadableFileError, match="damaged inside"):
        annotated(data, "£40")


def test_a_document_of_five_hundred_pages_is_annotated_in_seconds() -> None:
    body = "".join(
        line(run(f"Paragraph {number} says that we save £{number} in a year. " + "More words. " * 30))
        for number in range(6000)
    )
    data = hostile.word(body)
    report = report_on(
        data, [Evidence(f"we save £{number} in a year", f"paragraph {number + 1}") for number in range(0, 6000, 20)]
    )
    begun = time.perf_counter()
    made = annotate_word("case.docx", data, report, LIBRARY)
    assert time.perf_counter() - begun < 60
    assert (made.placed, made.not_placed) == (300, ())


def own_document() -> docx.document.Document:
    document = docx.Document()
    document.add_heading("A skin clinic", 0)
    document.add_paragraph("From Oak Road Surgery.")
    return document


def saved(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def sections(data: bytes) -> list[str]:
    """Return the blocks of the body in their order, as words."""
    return ["".join(text.text or "" for text in block.iter(f"{W}t")) for block in xml(data)[0]]


def with_forms(data: bytes, *known: tuple[str, Status, str]) -> bytes:
    submission = read("case.docx", data)
    findings = [
        finding(
            name, f"{name.capitalize()} of it", status, *([evidence_of(submission, quotation)] if quotation else [])
        )
        for name, status, quotation in known
    ]
    return annotate_word("case.docx", data, report_on(data, findings=findings), LIBRARY, missing=True).data


def test_forms_for_what_is_missing_stand_after_the_section_on_the_requirement_before() -> None:
    document = own_document()
    for heading, text in (("Service", "A clinic on Mondays."), ("Money", "It costs £4,000."), ("Risks", "None known.")):
        document.add_heading(heading, 1)
        document.add_paragraph(text)
        document.add_paragraph("")
    data = saved(document)
    made = with_forms(
        data,
        ("aims", Status.ABSENT, ""),
        ("service", Status.MET, "A clinic on Mondays."),
        ("gains", Status.ABSENT, ""),
        ("safety", Status.ABSENT, ""),
        ("costs", Status.PLACEHOLDER, "It costs £4,000."),
        ("tender", Status.ABSENT, ""),
        ("risks", Status.PARTIAL, "None known."),
        ("value", Status.ABSENT, ""),
    )
    assert sections(made) == [
        "A skin clinic",
        "From Oak Road Surgery.",
        "Aims of it",
        PROMPT,
        "Service",
        "A clinic on Mondays.",
        "Gains of it",
        PROMPT,
        "Safety of it",
        PROMPT,
        "",
        "Money",
        "It costs £4,000.",
        "Tender of it",
        PROMPT,
        "",
        "Risks",
        "None known.",
        "Value of it",
        PROMPT,
        "",
        "",
    ]
    styles = [each.get(f"{W}val") for each in xml(made).iter(f"{W}pStyle")]
    assert styles == ["Title", *["Heading1"] * 8]
    assert broken_rules(made) == broken_rules(data)
    anchored = {comment.lines[0]: comment.anchored for comment in comments(made)}
    assert anchored["✗ Absent: Tender of it"] == "Tender of it"
    # Beside the headings, nothing is read of the empty answers.
    before = [text for text, _, _ in words(data)]
    after = [text for text, _, _ in words(made)]
    assert [text for text in after if not text.endswith(" of it")] == before
    assert re.sub(r"\w+ of it|\s|" + re.escape(PROMPT), "", "".join(sections(made))) == re.sub(
        r"\s", "", "".join(sections(data))
    )


def test_forms_look_like_the_bold_headings_of_a_document_without_styles() -> None:
    document = own_document()
    for heading, text in (("Money", "It costs £4,000."), ("Risks", "None known.")):
        document.add_paragraph().add_run(heading).bold = True
        document.add_paragraph(text)
    made = with_forms(saved(document), ("costs", Status.MET, "It costs £4,000."), ("tender", Status.ABSENT, ""))
    assert sections(made)[2:] == ["Money", "It costs £4,000.", "Tender of it", PROMPT, "Risks", "None known.", ""]
    kinds = {block.text: block.kind for block in read("case.docx", made).blocks}
    assert kinds["Tender of it"] is BlockKind.HEADING


def test_forms_stand_before_the_break_that_ends_a_section() -> None:
    body = (
        line(run("Money", "<w:b/>"))
        + line(run("It costs £4,000."))
        + "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
        + line(run("Risks", "<w:b/>"))
        + line(run("None known."))
        + "<w:sectPr/>"
    )
    made = with_forms(
        hostile.word(line(run("Our case")) + body),
        ("costs", Status.MET, "It costs £4,000."),
        ("tender", Status.ABSENT, ""),
    )
    assert sections(made) == [
        "Our case",
        "Money",
        "It costs £4,000.",
        "Tender of it",
        PROMPT,
        "",
        "Risks",
        "None known.",
        "",
    ]


def test_forms_for_a_document_of_which_nothing_is_known_stand_at_its_end() -> None:
    made = with_forms(hostile.word(line(run("Only words.")) + "<w:sectPr/>"), ("costs", Status.ABSENT, ""))
    assert sections(made) == ["Only words.", "Costs of it", PROMPT, ""]
    assert sections(with_forms(hostile.word(""), ("costs", Status.ABSENT, ""))) == ["Costs of it", PROMPT]


def test_a_number_that_a_heading_has_by_its_style_is_not_given_to_a_form() -> None:
    properties = '<w:pPr><w:pStyle w:val="H"/><w:keepNext/><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>'
    body = line(run("Our case")) + line(properties, run("Money", "<w:b/>"))
    made = with_forms(
        hostile.word(body + line(run("It costs £4."))),
        ("costs", Status.MET, "It costs £4."),
        ("tender", Status.ABSENT, ""),
    )
    assert [each.get(f"{W}val") for each in xml(made).iter(f"{W}numId")] == ["3", "0"]


def test_an_empty_answer_is_read_back_as_unanswered(example: Path) -> None:
    document = own_document()
    document.add_heading("Money", 1)
    document.add_paragraph("The clinic costs £4,000 a year, which is paid back in ten months.")
    data = saved(document)
    report = full_report(data)
    made = annotate_word("case.docx", data, report, LIBRARY, missing=True)
    absent = [each.requirement for each in report.findings if each.status is Status.ABSENT]
    assert made.put_in == len(absent) > 5
    again = {each.requirement: each.status for each in full_report(made.data).findings}
    assert {name: again[name] for name in absent} == dict.fromkeys(absent, Status.ABSENT)


def test_a_completed_form_gets_comments_and_no_second_forms(example_documents: dict[str, Document]) -> None:
    form = render(example_documents["business-case-form"], "docx")
    data = completed(form, {"tendering": "No tender is needed: it is below £50,000.", "field.lead": "Dr Ann Lee"})
    report = full_report(data)
    made = annotate_word("case.docx", data, report, LIBRARY, missing=True)
    assert made.put_in == 0
    before, after = read("case.docx", data), read("case.docx", made.data)
    assert (after.answers, after.fields, after.form) == (before.answers, before.fields, before.form)
    assert words(made.data) == words(data)
    assert broken_rules(made.data) == broken_rules(data)
    assert len(comments(made.data)) == made.placed


def test_tracked_changes_pictures_and_headers_survive() -> None:
    document = own_document()
    document.sections[0].header.paragraphs[0].text = "Draft of May"
    document.add_paragraph("It costs £4,000 in all.").add_run().add_picture(io.BytesIO(PIXEL))
    plain = parts(saved(document))
    changed = plain["word/document.xml"].replace(
        b"It costs",
        b'It</w:t></w:r><w:ins w:id="90" w:author="Ann" w:date="2008-05-03T00:00:00Z"><w:r><w:t xml:space="preserve">'
        b' really</w:t></w:r></w:ins><w:del w:id="91" w:author="Ann"><w:r><w:delText>, says Bob,</w:delText></w:r>'
        b'</w:del><w:r><w:t xml:space="preserve"> costs',
    )
    data = hostile.zipped({**plain, "word/document.xml": changed})
    made = annotated(data, "It really costs £4,000")
    assert [comment.anchored for comment in comments(made)] == ["It really costs £4,000"]
    for tag in ("ins", "del", "drawing"):
        before, after = ([etree.tostring(each) for each in xml(one).iter(f"{W}{tag}")] for one in (data, made))
        assert after == before
        assert len(after) == 1
    kept = [name for name in plain if name.startswith(("word/header", "word/media", "word/styles", "docProps"))]
    assert [name for name in kept if parts(made)[name] != plain[name]] == []
    assert {"word/header1.xml", "word/media/image1.png", "word/styles.xml"} <= set(kept)
