"""What a reader makes of a PDF: paragraphs, headings, lists and tables put together again, with their pages."""

from __future__ import annotations

import io
from datetime import date

import pypdf
import pytest
from pypdf.annotations import FreeText

from pbc_checks.read import read
from pbc_checks.submission import Block, BlockKind, Submission
from pbc_generator.document import Block as Written
from pbc_generator.document import ControlLine, Document, Heading, ItemList, PageBreak, Paragraph, Table, Text
from pbc_generator.render import render

LONG = (
    "The clinic is held at Market Square Practice on Tuesday and Thursday afternoons, fifty weeks a year, and takes "
    "patients of all four practices in the locality with eczema, psoriasis, acne and rosacea who would wait ten weeks."
)


def document(*blocks: Written) -> Document:
    control = (ControlLine("Owner", (Text("Practice manager"),)),)
    return Document("case", "A case", "", "Practice", "A case", date(2007, 5, 14), control, blocks, contents=False)


def submission(*blocks: Written) -> Submission:
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
