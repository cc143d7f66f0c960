"""What a reader makes of a PDF: paragraphs, headings, lists and tables put together again, with their pages."""

from __future__ import annotations

import contextlib
import io
from datetime import date

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.annotations import FreeText
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, read_object

from hostile.files import protected_pdf, scanned_pdf
from hostile.pdf import Written, joined, protected, protected_by_something_else, written_pdf
from pbc_checks.read import UnreadableFileError, read
from pbc_checks.submission import Block, BlockKind, Submission
from pbc_generator.document import Block as Composed
from pbc_generator.document import ControlLine, Document, Heading, ItemList, PageBreak, Paragraph, Table, Text
from pbc_generator.render import render

LONG = (
    "The clinic is held at Market Square Practice on Tuesday and Thursday afternoons, fifty weeks a year, and takes "
    "patients of all four practices in the locality with eczema, psoriasis, acne and rosacea who would wait ten weeks."
)


def document(*blocks: Composed) -> Document:
    control = (ControlLine("Owner", (Text("Practice manager"),)),)
    return Document("case", "A case", "", "Practice", "A case", date(2007, 5, 14), control, blocks, contents=False)


def submission(*blocks: Composed) -> Submission:
    """Return what is read of some blocks; a last page makes enough of them for headers to be told from text."""
    return read("case.pdf", render(document(*blocks, PageBreak(), Paragraph((Text("The end."),))), "pdf"))


def body(read_back: Submission) -> list[Block]:
    """Return what stands after the cover."""
    return [block for block in read_back.blocks if block.place.page != 1 and block.kind is not BlockKind.HEADER_FOOTER]


def test_headings_paragraphs_lists_and_tables_come_back_in_order() -> None:
    read_back = submission(
        Heading(1, "Proposal", "proposal"),
        Paragraph((Text(LONG),)),
        Heading(2, "Who it is for", "who"),
        ItemList(((Text("people with eczema"),), (Text("people with acne"),))),
        Table(
            ("Item", "Each year", "All"),
            (
                ((Text("Nurse"),), (Text("£5,000"),), (Text("£10,000"),)),
                ((Text("Room at Market Square Practice, by the session"),), (Text("£2,000"),), (Text("£4,000"),)),
            ),
            "Costs",
            "What it costs",
            (40, 30, 30),
        ),
        Paragraph((Text("That is all."),)),
    )
    assert [(block.kind.value, block.text, block.place.page) for block in body(read_back)] == [
        ("heading", "Proposal", 2),
        ("paragraph", LONG, 2),
        ("heading", "Who it is for", 2),
        ("list-item", "people with eczema", 2),
        ("list-item", "people with acne", 2),
        ("paragraph", "Costs", 2),
        ("table-row", "Item | Each year | All", 2),
        ("table-row", "Nurse | £5,000 | £10,000", 2),
        ("table-row", "Room at Market Square Practice, by the session | £2,000 | £4,000", 2),
        ("paragraph", "That is all.", 2),
        ("paragraph", "The end.", 3),
    ]
    levels = {block.text: block.level for block in body(read_back) if block.kind is BlockKind.HEADING}
    assert levels["Proposal"] < levels["Who it is for"]


def test_headers_and_footers_are_kept_apart_and_said_once() -> None:
    chapters = [block for number in range(5) for block in (Heading(1, f"Part {number}", f"p{number}"), PageBreak())]
    read_back = submission(*chapters)
    running = [block.text for block in read_back.blocks if block.kind is BlockKind.HEADER_FOOTER]
    assert len(running) == len(set(running))
    assert [text for text in running if text.startswith("Page 2")] == []
    assert [text for text in running if text.startswith("Page")] == ["Page 1 of 7"]
    assert [block.text for block in body(read_back)] == [*(f"Part {number}" for number in range(5)), "The end."]


def test_a_paragraph_that_goes_on_overleaf_is_one_paragraph() -> None:
    sentence = " ".join(f"word{number}" for number in range(1400))
    paragraphs = [block.text for block in body(submission(Paragraph((Text(sentence),))))]
    assert paragraphs == [sentence, "The end."]


@pytest.fixture(scope="module")
def form() -> bytes:
    return render(document(Heading(1, "Proposal", "proposal"), Paragraph((Text(LONG),))), "pdf")


def test_what_is_typed_onto_a_page_is_read(form: bytes) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(form))
    writer.add_annotation(1, FreeText(text="We asked 40 patients.", rect=(50, 50, 200, 100)))
    writer.add_attachment("costs.xlsx", b"PK")
    buffer = io.BytesIO()
    writer.write(buffer)
    read_back = read("form.pdf", buffer.getvalue())
    assert [str(block.place) for block in read_back.blocks if block.text == "We asked 40 patients."] == [
        'page 2, text box, under "Proposal"'
    ]
    assert [unread.what for unread in read_back.receipt.unread] == ["attached files: costs.xlsx"]


def stamped(*annotations: tuple[str, bytes, str]) -> bytes:
    """Return a PDF with annotations, each with its entries, what it draws, and the resources of that."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(written_pdf([[Written("We propose a clinic.", 60, 700)]])))
    notes = ArrayObject()
    for entries, content, resources in annotations:
        form = StreamObject()
        form.set_data(content)
        form.update(dictionary(f"<</Type/XObject/Subtype/Form/BBox[0 0 200 50]/Resources<<{resources}>>>>"))
        note = dictionary(f"<</Type/Annot/Rect[50 50 200 100]{entries}>>")
        if content:
            note[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(form)})
        notes.append(writer._add_object(note))
    writer.pages[0][NameObject("/Annots")] = notes
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def dictionary(text: str) -> DictionaryObject:
    read_back = read_object(io.BytesIO(text.encode()), None)
    assert isinstance(read_back, DictionaryObject)
    return read_back


FONT = "/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
STAMP = b"BT /F1 12 Tf 10 10 Td (Approved 3 May 2007) Tj ET"


def test_words_on_stamps_remarks_and_files_that_hang_on_a_page_are_read_or_named() -> None:
    read_back = read(
        "case.pdf",
        stamped(
            ("/Subtype/Stamp", STAMP, FONT),
            ("/Subtype/Stamp", b"q 1 0 0 1 0 0 cm /Im0 Do Q", "/XObject<</Im0<</Subtype/Image>>>>"),
            ("/Subtype/Stamp", b"/X0 Do", "/XObject<</X0<</Subtype/Form>>>>"),
            ("/Subtype/Stamp", STAMP + b" " * 60_000, FONT),
            ("/Subtype/Squiggly/Contents(Is this so?)", b"", ""),
            ("/Subtype/FileAttachment/FS<</Type/Filespec/F(costs.xls)/UF(costs.xls)>>", b"", ""),
        ),
    )
    assert [(block.kind, block.text) for block in read_back.blocks] == [
        (BlockKind.PARAGRAPH, "We propose a clinic."),
        (BlockKind.COMMENT, "Is this so?"),
        (BlockKind.TEXT_BOX, "Approved 3 May 2007"),
    ]
    assert [(unread.what, unread.count, unread.blocks_absence) for unread in read_back.receipt.unread] == [
        ("stamps: words on them are not read", 2, True),
        ("attached files: costs.xls", 1, True),
    ]


@pytest.mark.parametrize(
    ("content", "resources"),
    [(STAMP, "/Font<</F1 3>>"), (b"BT /F1 12 Tf (Approved Tj ET", FONT)],
    ids=["letters without a meaning", "drawing that breaks off"],
)
def test_a_stamp_that_cannot_be_read_is_said_and_does_not_hide_what_comes_after(content: bytes, resources: str) -> None:
    made = stamped(
        ("/Subtype/Stamp", content, resources),
        ("/Subtype/FileAttachment/FS<</Type/Filespec/F(costs.xls)>>", b"", ""),
    )
    read_back = read("case.pdf", made)
    assert [block.text for block in read_back.blocks] == ["We propose a clinic."]
    assert [(unread.what, unread.count, unread.blocks_absence) for unread in read_back.receipt.unread] == [
        ("stamps: words on them are not read", 1, True),
        ("attached files: costs.xls", 1, True),
    ]


def test_a_long_document_is_read_to_its_end() -> None:
    chapters = [
        block
        for number in range(1, 301)
        for block in (Heading(1, f"Chapter {number}", f"c{number}"), Paragraph((Text(LONG),)), PageBreak())
    ]
    read_back = submission(*chapters)
    assert read_back.pages == 302
    assert [block.text for block in read_back.blocks if block.kind is BlockKind.HEADING][-1] == "Chapter 300"
    assert sum(block.text == LONG for block in read_back.blocks) == 300


def test_the_title_comes_from_the_file() -> None:
    assert submission(Paragraph((Text(LONG),))).title == "A case"


def shown(pdf: bytes) -> list[tuple[str, str, str]]:
    return [(block.kind.value, block.text, str(block.place)) for block in read("case.pdf", pdf).blocks]


def column(text: str, left: float, lines: int) -> list[Written]:
    return [Written(f"{text} line {number} of the words below", left, 740 - 14 * number) for number in range(lines)]


def test_a_page_in_two_columns_is_read_column_by_column() -> None:
    page = [Written("Our case", 60, 780, 18, bold=True), *column("Left", 60, 30), *column("Right", 320, 30)]
    assert shown(written_pdf([page])) == [
        ("heading", "Our case", "page 1, paragraph 1"),
        *(
            ("paragraph", " ".join(line.text for line in column(side, 60, 30)), f'page 1, {number}, under "Our case"')
            for side, number in (("Left", "paragraph 2"), ("Right", "paragraph 3"))
        ),
    ]


def test_a_word_divided_at_the_end_of_a_line_is_put_together_and_a_compound_keeps_its_hyphen() -> None:
    lines = [
        "We shall com-",
        "mission a one-",
        "off follow-up. The PCT may commission",
        "more, with a follow-",
        "up visit.",
    ]
    page = [Written(line, 60, 700 - 14 * number) for number, line in enumerate(lines)]
    assert [text for _, text, _ in shown(written_pdf([page]))] == [
        "We shall commission a one-off follow-up. The PCT may commission more, with a follow-up visit."
    ]


def test_bold_lines_and_bullets_of_a_page_without_structure() -> None:
    page = [
        Written("1. Costs", 60, 780, bold=True),
        Written("It costs £5 (a visit).", 60, 764),
        Written("• a nurse who works on", 60, 740),
        Written("Tuesdays", 70, 726),
        Written("• a room", 60, 712),
    ]
    assert shown(written_pdf([page])) == [
        ("heading", "1. Costs", "page 1, paragraph 1"),
        ("paragraph", "It costs £5 (a visit).", 'page 1, paragraph 2, under "1. Costs"'),
        ("list-item", "a nurse who works on Tuesdays", 'page 1, paragraph 3, under "1. Costs"'),
        ("list-item", "a room", 'page 1, paragraph 4, under "1. Costs"'),
    ]


PAGE = [Written("We looked at 412 referrals, and 61% of them could have stayed in the practice.", 60, 700)]
WORDS = [("paragraph", PAGE[0].text, "page 1, paragraph 1")]


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"])
def test_a_pdf_that_opens_without_a_password_is_read_however_it_is_encrypted(algorithm: str) -> None:
    assert shown(protected(written_pdf([PAGE]), algorithm)) == WORDS


@pytest.mark.parametrize("before", [b"Content-Type: application/pdf\r\n\r\n", b"\0\x01junk" * 150])
def test_what_a_mail_program_put_before_the_pdf_does_no_harm(before: bytes) -> None:
    assert shown(before + written_pdf([PAGE])) == WORDS


DAMAGED = (
    "the PDF is damaged: it may have been cut off on its way. "
    "Open it in the program it was made with, save it as PDF again, and send that."
)


def test_a_pdf_cut_in_half_is_refused(form: bytes) -> None:
    with pytest.raises(UnreadableFileError) as error:
        read("case.pdf", form[: len(form) // 2])
    assert str(error.value) == f"case.pdf: {DAMAGED}"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            protected_by_something_else(written_pdf([PAGE])),
            "the file is protected in a way that cannot be opened here. Send it without protection.",
        ),
        (written_pdf([]), DAMAGED),
        (
            b"\r\n<html><body><p>Our case</p></body></html>",
            "the file is a web page (HTML), whatever its name says. "
            "Open it in the program it was made with, save it as Word (.docx) or PDF, and send that.",
        ),
        (
            b"Our case\r\nWe looked at 412 referrals.\r\n",
            "the file holds plain text but has the ending '.pdf'. "
            "Rename it to end in .txt (or .md if it is Markdown); or send Word or PDF.",
        ),
    ],
    ids=["protected by a product", "no pages", "HTML", "text"],
)
def test_what_is_no_readable_pdf_says_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFileError) as error:
        read("case.pdf", data)
    assert str(error.value) == f"case.pdf: {said}"


def test_what_is_said_of_a_pdf_does_not_depend_on_the_file_read_before_it() -> None:
    for before in (protected_by_something_else(written_pdf([PAGE])), protected_pdf(written_pdf([PAGE]), "a", "b")):
        with pytest.raises(UnreadableFileError):
            read("before.pdf", before)
        with pytest.raises(UnreadableFileError) as error:
            read("case.pdf", written_pdf([]))
        assert str(error.value) == f"case.pdf: {DAMAGED}"


def test_a_scanned_page_between_others_is_named() -> None:
    read_back = read("case.pdf", joined(written_pdf([PAGE]), scanned_pdf(), written_pdf([PAGE])))
    assert [block.place.page for block in read_back.blocks] == [1, 3]
    assert [(each.what, each.blocks_absence) for each in read_back.receipt.unread] == [
        ("page 2 has no text: it is probably a scan", True)
    ]


def test_blank_pages_alone_are_a_submission_that_was_not_read() -> None:
    blank = read("case.pdf", written_pdf([[], []]))
    assert (blank.blocks, blank.pages, blank.receipt.complete) == ((), 2, False)
    assert [each.what for each in blank.receipt.unread] == ["no page has any text"]


def test_five_hundred_pages_are_read_to_the_last() -> None:
    pages = [[Written(f"Patient group {number} met and agreed the plan.", 60, 700)] for number in range(1, 501)]
    read_back = read("case.pdf", written_pdf(pages))
    assert [(block.text, block.place.page) for block in read_back.blocks] == [
        (f"Patient group {number} met and agreed the plan.", number) for number in range(1, 501)
    ]


@settings(max_examples=100, deadline=None)
@given(
    flips=st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(1, 255)), max_size=12),
    start=st.integers(0, 1 << 20),
    length=st.integers(0, 1 << 12),
)
def test_a_pdf_with_bytes_changed_and_lost_is_read_or_refused(
    flips: list[tuple[int, int]], start: int, length: int
) -> None:
    data = bytearray(written_pdf([PAGE, PAGE]))
    for place, flip in flips:
        data[place % len(data)] ^= flip
    start %= len(data)
    del data[start : start + length]
    with contextlib.suppress(UnreadableFileError):
        assert read("case.pdf", bytes(data)).format == "pdf"
