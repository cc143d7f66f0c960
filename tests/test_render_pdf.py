"""The PDF renderer: what a file says, in which order, and that screen readers and archives can take it."""

from __future__ import annotations

import dataclasses
import io
import re
from typing import Any

import pypdf
import pypdfium2
import pytest

from golden import golden
from pbc_generator.document import (
    Answer,
    Badge,
    Block,
    Clause,
    Document,
    Heading,
    Paragraph,
    ParagraphKind,
    Quotation,
    Strong,
    Table,
    Text,
    Tone,
)
from pbc_generator.render import pdf
from pbc_generator.render.errors import RenderError
from pbc_generator.render.typeset import drawable
from render_sample import EVERY_BLOCK, HOSTILE

OPENING = Heading(1, "Opening", "opening")


def with_blocks(*blocks: Block, **changes: Any) -> Document:
    return dataclasses.replace(EVERY_BLOCK, blocks=(OPENING, *blocks), **changes)


def pages(file: bytes) -> list[str]:
    """Return the text of each page without the running header and footer."""
    document = pypdfium2.PdfDocument(file)
    try:
        texts = [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    finally:
        document.close()
    return [re.sub(r"\n?1 April 2007 Page \d+ of \d+$", "", text) for text in texts]


def words(file: bytes) -> str:
    """Return the words of a file in reading order, one space between them."""
    return " ".join(" ".join(pages(file)).split())


def tags(file: bytes) -> list[str]:
    """Return the structure elements of a file in reading order."""
    found: list[str] = []

    def walk(element: Any) -> None:
        element = element.get_object()
        if isinstance(element, pypdf.generic.ArrayObject):
            for child in element:
                walk(child)
        elif isinstance(element, pypdf.generic.DictionaryObject):
            if "/S" in element:
                found.append(element["/S"].removeprefix("/"))
            if "/K" in element:
                walk(element["/K"])

    walk(pypdf.PdfReader(io.BytesIO(file)).trailer["/Root"]["/StructTreeRoot"])
    return found


def bookmarks(file: bytes) -> list[str]:
    def titles(entries: list[Any]) -> list[str]:
        return [title for entry in entries for title in (titles(entry) if isinstance(entry, list) else [entry.title])]

    return titles(pypdf.PdfReader(io.BytesIO(file)).outline)


def test_every_kind_of_block_becomes_a_call_of_the_house_style() -> None:
    source = pdf.source(EVERY_BLOCK)
    assert source == golden("pdf/every-block.typ", source)


def test_two_renderings_have_the_same_bytes() -> None:
    assert pdf.render(EVERY_BLOCK) == pdf.render(EVERY_BLOCK)


def test_the_file_declares_pdf_ua_1_and_pdf_a_2a_with_title_language_author_and_the_documents_own_date() -> None:
    file = pdf.render(EVERY_BLOCK)
    reader = pypdf.PdfReader(io.BytesIO(file))
    root = reader.trailer["/Root"]
    xmp = root["/Metadata"].get_data().decode()

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert dict(reader.metadata or {}) == {
        "/Title": "PBC business case",
        "/Author": "Watling and Chess Valley Primary Care Trust",
        "/Subject": "Practice based commissioning business case, Hertfordshire framework 2007",
        "/Keywords": "practice based commissioning, business case",
        "/Creator": reader.metadata.creator if reader.metadata else None,
        "/CreationDate": "D:20070401000000Z",
        "/ModDate": "D:20070401000000Z",
    }
    assert re.findall(r"<(pdf\w+:(?:part|conformance))>(\w+)<", xmp) == [
        ("pdfaid:part", "2"),
        ("pdfaid:conformance", "A"),
        ("pdfuaid:part", "1"),
    ]


def test_every_font_is_embedded() -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf.render(EVERY_BLOCK)))
    descriptors = [
        descendant.get_object()["/FontDescriptor"]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
        for descendant in font.get_object()["/DescendantFonts"]
    ]
    assert descriptors
    assert [d["/FontName"] for d in descriptors if not {"/FontFile2", "/FontFile3"} & set(d)] == []


def test_headings_are_tagged_by_level_and_bookmarked() -> None:
    file = pdf.render(EVERY_BLOCK)
    assert [tag for tag in tags(file) if re.fullmatch(r"H\d|Title", tag)] == [
        *("Title", "H1"),  # the cover, the contents page
        *("H1", "H2", "H1", "H2", "H2", "H3", "H4", "H1"),
    ]
    assert bookmarks(file) == [
        "Contents",
        *(block.text for block in EVERY_BLOCK.blocks if isinstance(block, Heading)),
    ]


def test_tables_lists_and_quotations_are_tagged_as_what_they_are() -> None:
    table = Table(("Year", "Cost"), (((Text("2007"),), (Text("£1"),)),), caption="Cost", summary="One row a year.")
    file = pdf.render(
        with_blocks(
            table,
            Clause("1", (Text("It"),), items=((Text("meets"),), (Text("decides"),))),
            Quotation("Words", "page 1"),
            contents=False,
            control=(),
        )
    )
    structure = tags(file)
    assert [tag for tag in structure if tag not in {"Span", "P", "Div", "Document"}] == [
        *("Title", "H1"),
        *("Table", "Caption", "THead", "TR", "TH", "TH", "TBody", "TR", "TD", "TD"),
        *("L", "LI", "Lbl", "LBody", "LI", "Lbl", "LBody"),
        "BlockQuote",
    ]


def test_the_text_of_the_pages_has_every_word_in_the_order_of_the_document() -> None:
    assert pages(pdf.render(dataclasses.replace(EVERY_BLOCK, contents=False)))[1].splitlines() == [
        "Watling and Chess Valley Primary Care Trust PBC business case",
        "1 What this form is for",
        "A practice proposes, the Governance Committee decides.",
        "Answer every question. Keep within ten pages.",
        "• Give figures and say where they come from.",
        "• Name who is responsible.",
        "Source: PBC framework, section 2.2.2.",
        "1.1 How it is decided",
        "1.1.1 The committee decides within 8 weeks of a complete case.",
        "(a) the bid assessment panel reports within 4 weeks;",
        "(b) the chair is [To complete: name of the chair].",
        "[section 2.2.2]",
        "1.1.2 The committee gives reasons for a refusal. [section 2.2.3]",
        "1. First the panel,",
        "2. then the committee.",
        "• quality",
        "• cost",
        "2 Your proposal",
        "Practice name",
        "Date of submission day / month / year",
        "Kind of proposal New service Redesign Pilot",
        "The patients' group has seen this proposal",
    ]


def test_the_contents_page_gives_the_page_of_each_heading() -> None:
    texts = pages(pdf.render(EVERY_BLOCK))
    listed = re.findall(r"^(.+?) (?:\. ?)+ ?(\d+)$", texts[1], flags=re.MULTILINE)
    assert [heading for heading, _ in listed] == [
        block.text for block in EVERY_BLOCK.blocks if isinstance(block, Heading) and block.level <= 2
    ]
    assert [heading for heading, page in listed if heading not in texts[int(page) - 1].splitlines()] == []


def test_pages_are_numbered_and_turned_where_the_document_asks() -> None:
    file = pdf.render(dataclasses.replace(EVERY_BLOCK, landscape=True))
    reader = pypdf.PdfReader(io.BytesIO(file))
    sizes = {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages}
    assert sizes == {(842, 595)}
    assert f"Page 2 of {len(reader.pages)}" in reader.pages[1].extract_text()


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_somebody_wrote_is_taken_for_markup(text: str) -> None:
    document = with_blocks(
        Heading(2, text, "hostile"),
        Paragraph((Text(text), Strong(text))),
        Clause(text, (Text(text),), items=((Text(text),),), source=text),
        Table((text,), (((Badge(text, text, Tone.BAD),),),), caption=text, summary=text),
        Answer("tag", text, text),
        Quotation(text, text),
        title=text,
        organisation=text,
        keywords=(text,),
    )
    texts = pages(pdf.render(document))
    frame = 2 + 1 + 2 * (len(texts) - 1)  # cover, contents, running header
    blocks = 1 + 2 + 4 + 4 + 2 + 2  # in their order
    assert "".join("".join(texts).split()).count(text.replace(" ", "")) == frame + blocks


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("żółć Привет αβγ £5 – “so” ≥ → ★", "żółć Привет αβγ £5 – “so” ≥ → ★"),
        ("שלום", "שלום"),
        ("Well done 😀", "Well done [grinning face]"),
        ("👍🏽", "[thumbs up sign]"),
        ("中文", "□□"),
        ("\uf0b7 a bullet from Word", "• a bullet from Word"),
        ("e\u0301", "e\u0301"),
        ("plain", "plain"),
    ],
)
def test_a_character_without_a_glyph_is_spelt_out(written: str, shown: str) -> None:
    assert drawable(written) == shown


def test_foreign_scripts_emoji_and_control_characters_do_not_break_a_report() -> None:
    text = "żółć Привет αβγ السلام עולם 😀 中 \x00\x07ctrl a\tb\u202e \ud800 \uf0b7 \ue000 \ufffe e\u0301"
    shown = words(pdf.render(with_blocks(Quotation(text, "page 1"), title=text)))
    assert "żółć Привет αβγ" in shown
    assert "ctrl a b" in shown
    assert "[grinning face] □" in shown


def test_a_very_long_cell_goes_on_over_the_pages_with_the_header_repeated_and_nothing_lost() -> None:
    long = " ".join(f"word{number}" for number in range(2500))
    table = Table(("Place", "Evidence"), (((Text("page 1"),), (Text(long),)),), caption="Evidence", summary="Evidence.")
    texts = pages(pdf.render(with_blocks(table)))
    assert sum("Place Evidence" in text for text in texts) > 2
    assert re.findall(r"word\d+", " ".join(texts)) == long.split()


def test_guidance_and_prompts_longer_than_a_page_lose_nothing() -> None:
    guidance = [f"guidance{number}" for number in range(900)]
    prompt = [f"prompt{number}" for number in range(900)]
    texts = pages(
        pdf.render(
            with_blocks(
                Paragraph((Text(" ".join(guidance)),), ParagraphKind.GUIDANCE),
                Answer("tag", "Need", " ".join(prompt)),
            )
        )
    )
    assert re.findall(r"(?:guidance|prompt)\d+", " ".join(texts)) == guidance + prompt


def test_a_heading_and_its_guidance_stand_on_the_page_of_the_answer() -> None:
    filler = Paragraph((Text("Words to fill a page. " * 180),))
    question = (
        Heading(2, "The question", "question"),
        Paragraph((Text("How to answer."),), ParagraphKind.GUIDANCE),
        Answer("tag", "The question", "The prompt"),
    )
    texts = pages(pdf.render(with_blocks(filler, *question, contents=False)))
    expected = "The question\nHow to answer.\nYour answer: The question\nThe prompt"
    assert [expected in text for text in texts] == [False, False, True]


def test_a_heading_and_the_verdict_below_it_stand_on_the_page_of_what_follows() -> None:
    filling = tuple(Paragraph((Text("Filling."),)) for _ in range(40))
    verdict = Paragraph((Badge("✓", "Met", Tone.GOOD),))
    parted = []
    for lines in range(20, 40):  # wherever the page ends
        file = pdf.render(
            with_blocks(*filling[:lines], Heading(1, "Risks", "risks"), verdict, Paragraph((Text("Criterion."),)))
        )
        text = next(page for page in pages(file)[2:] if "Risks" in page)
        parted.append("Criterion." not in text or "Met" not in text)
    assert not any(parted)


def test_a_table_row_stays_in_one_piece() -> None:
    rows = tuple(((Text(f"Row {n}"),), (Text(f"begins{n} " + "and goes on " * 40 + f"ends{n}"),)) for n in range(20))
    texts = pages(pdf.render(with_blocks(Table(("Row", "Text"), rows, caption="Rows", summary="Rows."))))
    broken = [n for n in range(20) for text in texts if (f"begins{n} " in text) != (f"ends{n}\n" in text + "\n")]
    assert broken == []


def test_a_word_longer_than_its_column_is_broken_not_cut_off() -> None:
    address = "https://example.org/" + "a" * 200
    cells = tuple((Text(address),) for _ in range(4))
    table = Table(("A", "B", "C", "D"), (cells,), caption="Addresses", summary="Addresses.")
    document = pypdfium2.PdfDocument(pdf.render(with_blocks(table)))
    page = document[2]
    text = page.get_textpage()
    right_edges = [text.get_rect(index)[2] for index in range(text.count_rects())]
    assert max(right_edges) < page.get_width() - 60
    assert "".join(text.get_text_range().split()).count("a" * 25) >= 4
    document.close()


def test_columns_are_as_wide_as_asked_but_never_narrower_than_their_longest_word() -> None:
    def widths(*columns: str, asked: tuple[int, ...] = (), across: int = 80) -> tuple[tuple[int, ...], int]:
        table = Table(columns, (), caption="", summary="", widths=asked)
        return pdf.column_widths(table, across)

    assert widths("a", "b") == ((40, 40), 25)
    assert widths("a", "b", asked=(1, 3)) == ((20, 60), 25)
    assert widths("responsibilities", "b", asked=(1, 9)) == ((18, 62), 25)
    assert widths(*["responsibilities"] * 5) == ((16, 16, 16, 16, 16), 15)


def test_a_skipped_heading_level_is_an_error_that_names_document_and_heading() -> None:
    with pytest.raises(RenderError) as raised:
        pdf.render(with_blocks(Heading(3, "Too deep", "deep")))
    assert str(raised.value) == (
        "'PBC business case' could not be made: the heading 'Too deep' has level 3 straight after level 1"
    )


def test_a_rule_of_the_standards_broken_is_an_error_with_typsts_own_words() -> None:
    with pytest.raises(RenderError, match=r"^'' could not be made: PDF/UA-1 error: missing document title$"):
        pdf.render(with_blocks(title=""))
