"""`pbcgov inspect`: what it finds in files that are right, in files spoilt in one way each, and in hostile ones."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from command import pbcgov
from example_documents import one_of_each_kind
from golden import golden
from hostile import files as hostile
from hostile import pdf as hostile_pdf
from inspected_files import (
    WORDS,
    add_field,
    add_markup,
    add_picture,
    add_table,
    changed,
    good_word,
    png,
    saved,
    typst_pdf,
)
from pbc_checks.accessibility import Outcome, inspect
from pbc_checks.accessibility.person import JUDGEMENTS
from pbc_checks.accessibility.text_report import text_report
from pbc_checks.read import UnreadableFileError
from pbc_frameworks.data import data_folder
from pbc_frameworks.load import framework_ids
from pbc_generator.document import Document
from pbc_generator.render import render
from render_sample import EVERY_BLOCK

Found = dict[str, tuple[str, str, tuple[str, ...]]]

RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
TEXT_BOX = (
    '<w:p><w:r><w:pict><v:shape style="width:90pt;height:40pt"><v:textbox><w:txbxContent>'
    "<w:p><w:r><w:t>Beside the point</w:t></w:r></w:p>"
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)
PDF_TEXT = "= Our case\nThe nurse sees patients at the surgery.\n"


def problems(name: str, data: bytes) -> Found:
    """Return the checks that failed (✗) or ask for a look (!), each with what was found and where."""
    signs = {Outcome.FAILED: "✗", Outcome.LOOK: "!"}
    return {
        result.check: (signs[result.outcome], result.said, result.places)
        for result in inspect(name, data).results
        if result.outcome in signs
    }


def in_word(word: Any) -> Found:
    return problems("case.docx", saved(word))


def in_pdf(data: bytes) -> Found:
    return problems("case.pdf", data)


def outcome(name: str, data: bytes, check: str) -> tuple[Outcome, str]:
    (result,) = [result for result in inspect(name, data).results if result.check == check]
    return result.outcome, result.said


# Files that are right


@pytest.mark.parametrize("framework_id", framework_ids())
@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_every_kind_of_document_that_we_generate_passes_every_check(framework_id: str, ending: str) -> None:
    """Header rows, alternatives of pictures, language and title are among the checks."""
    documents = one_of_each_kind(framework_id)
    found = {name: problems(f"x.{ending}", render(made, ending)) for name, made in documents.items()}
    assert found == {name: {} for name in documents}


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_every_kind_of_block_passes_every_check(ending: str) -> None:
    assert problems(f"x.{ending}", render(EVERY_BLOCK, ending)) == {}


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_a_report_for_a_board_passes_every_check(example: Path, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"report.{ending}"
    options = ("--framework", "hertfordshire-2007", "--document", "business-case", "--format", ending, "--out", path)
    pbcgov("check", example / "submission.docx", *options)
    assert problems(path.name, path.read_bytes()) == {}


def test_a_word_file_made_elsewhere_passes_if_it_is_made_well() -> None:
    word = good_word()
    add_table(word, caption="What each practice spends")
    add_picture(word, "The surgeries lie on both sides of the railway")
    add_picture(word, decorative=True)
    add_markup(word, f'<w:p><w:hyperlink w:anchor="costs">{RUN.format("Costs of the clinic")}</w:hyperlink></w:p>')
    assert in_word(word) == {}


def test_a_watermark_in_a_header_is_no_text_box_and_needs_no_alternative() -> None:
    word = good_word()
    shape = '<v:shape type="#wm" style="width:90pt"><v:textpath string="DRAFT"/></v:shape>'
    declared = nsdecls("w") + ' xmlns:v="urn:schemas-microsoft-com:vml"'
    header = word.sections[0].header
    header.is_linked_to_previous = False
    header.paragraphs[0]._p.append(parse_xml(f"<w:r {declared}><w:pict>{shape}</w:pict></w:r>"))
    assert in_word(word) == {}


# Word files that are spoilt


def test_a_document_as_it_comes_from_a_hurried_hand_fails_all_that_it_lacks() -> None:
    word = docx.Document()
    word.core_properties.title = ""
    word.add_paragraph().add_run("Our case").bold = True
    word.add_paragraph(WORDS * 50)
    word.add_paragraph().add_run("What it costs").bold = True
    word.add_paragraph(WORDS)
    assert in_word(word) == {
        "title": ("✗", "there is none", ()),
        "language": ("!", 'it is set to "en-US"', ()),
        "headings": ("✗", "there are none in 362 words", ()),
        "headings-in-bold": ("!", "not so for 2 of 4 paragraphs", ('"Our case"', '"What it costs"')),
        "text-size": ("!", "the style Normal has 11 points", ()),
        "font": ("✗", "the style Normal has Cambria", ()),
    }


def test_a_page_of_plain_words_needs_no_heading() -> None:
    word = good_word()
    word.element.body.remove(word.paragraphs[0]._p)
    assert in_word(word) == {}
    data = saved(word)
    assert outcome("case.docx", data, "headings") == (
        Outcome.NOT_APPLICABLE,
        "there are 7 words, too few to need one",
    )


@pytest.mark.parametrize("title", ["Microsoft Word - plan.doc", "plan v3 FINAL.docx", "Document1"])
def test_the_name_of_a_file_is_no_title(title: str) -> None:
    word = good_word()
    word.core_properties.title = title
    assert in_word(word) == {"title": ("✗", f'it is "{title}", the name of a file', ())}


def test_a_document_without_a_language_fails() -> None:
    word = good_word()
    language = word.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    language.getparent().remove(language)
    assert in_word(word) == {"language": ("✗", "no language is set", ())}


def test_headings_that_start_low_skip_a_level_or_are_empty_are_named() -> None:
    word = good_word()
    word.paragraphs[0].style = "Heading 2"
    word.add_heading("Costs", 2)
    word.add_heading("Drugs", 4)
    word.add_heading("", 2)
    word.add_heading("Staff", 2)
    assert in_word(word) == {
        "headings-start": ("✗", "it has level 2", ('"Our case"',)),
        "headings-order": ("✗", "not so for 1 of 4 headings", ('"Drugs" (level 4 after level 2)',)),
        "headings-empty": ("✗", "not so for 1 of 5 headings", ('after "Drugs" (level 2)',)),
    }


def test_lines_in_bold_that_are_questions_labels_or_verdicts_are_no_headings() -> None:
    word = good_word()
    for text in ("What does it cost?", "Cost:", "✓ Met", "We have asked the patients."):
        word.add_paragraph().add_run(text).bold = True
    assert in_word(word) == {}


def test_a_long_document_needs_contents_and_a_list_of_figures_is_none() -> None:
    word = good_word()
    for number in range(1, 22):
        word.add_heading(f"Part {number}", 2)
    add_markup(word, r'<w:p><w:fldSimple w:instr=" TOC \h \z \c &quot;Figure&quot; "/></w:p>')
    assert in_word(word) == {"contents": ("✗", "there is none for 22 headings", ())}
    add_markup(word, r'<w:p><w:fldSimple w:instr=" TOC \o &quot;1-3&quot; "/></w:p>')
    assert in_word(word) == {}


def test_a_table_that_is_marked_in_no_way_is_found_by_its_caption_or_its_first_words() -> None:
    word = good_word()
    word.add_paragraph("Table 1: What each practice spends", style="Caption")
    word.add_table(3, 2)
    word.add_paragraph(WORDS)
    word.add_table(2, 2).cell(0, 0).text = "Practice"
    first = 'table 1 "Table 1: What each practice spends", under "Our case"'
    second = 'table 2 "Practice", under "Our case"'
    assert in_word(word) == {
        "table-header": ("✗", "not so for 2 of 2 tables", (first, second)),
        "table-rows-whole": (
            "✗",
            "not so for 2 of 2 tables",
            (f"{first} (3 of 3 rows)", f"{second} (2 of 2 rows)"),
        ),
        "table-alt-text": ("✗", "not so for 2 of 2 tables", (first, second)),
    }


def test_a_table_of_one_row_needs_no_header() -> None:
    word = good_word()
    table = add_table(word, rows=1)
    for header in table._tbl.findall(f".//{qn('w:tblHeader')}"):
        header.getparent().remove(header)
    assert in_word(word) == {}


def test_merged_cells_and_tables_in_tables_are_named() -> None:
    word = good_word()
    table = add_table(word, rows=3)
    table.cell(1, 0).merge(table.cell(1, 1))
    table.cell(0, 1).merge(table.cell(0, 1))
    inner = add_table(word)
    table.cell(2, 0)._tc.insert(1, inner._tbl)
    assert in_word(word) == {
        "table-merged": ("✗", "not so for 1 of 2 tables", ('table 1 "Row 1", under "Our case" (1 cell)',)),
        "table-nested": ("✗", "not so for 1 of 2 tables", ('table 2 "Row 1", under "Our case"',)),
    }


def test_pictures_without_words_and_with_words_of_no_use_are_named() -> None:
    word = good_word()
    add_picture(word)
    add_picture(word, "IMG_2041.jpg")
    add_picture(word, "A picture containing text Description automatically generated")
    add_markup(word, '<w:p><w:r><w:pict><v:rect style="width:9pt"/></w:pict></w:r></w:p>')
    under = 'after "The nurse sees patients at the surgery.", under "Our case"'
    automatic = '"A picture containing text Description automatically generat…"'
    assert in_word(word) == {
        "alt-text": ("✗", "not so for 2 of 4 pictures", (f"Picture 1, {under}", f"drawing, {under}")),
        "alt-text-words": (
            "!",
            "not so for 2 of 2 text alternatives",
            (f'"IMG_2041.jpg", Picture 2, {under}', f"{automatic}, Picture 3, {under}"),
        ),
    }


def test_a_logo_in_a_header_needs_an_alternative_too() -> None:
    word = good_word()
    header = word.sections[0].header
    header.is_linked_to_previous = False
    header.paragraphs[0].add_run().add_picture(io.BytesIO(png()))
    assert in_word(word) == {"alt-text": ("✗", "not so for 1 of 1 picture", ("Picture 1, header",))}


def test_a_text_box_is_found_once_whatever_words_are_kept_for_older_programs() -> None:
    word = good_word()
    choice = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline>"
        "<wp:docPr id='1' name='Box'/><wps:txbx><w:txbxContent>"
        "<w:p><w:r><w:t>Beside the point</w:t></w:r></w:p></w:txbxContent></wps:txbx></wp:inline></w:drawing>"
        f"</mc:Choice><mc:Fallback>{TEXT_BOX[len('<w:p><w:r>') : -len('</w:r></w:p>')]}</mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    add_markup(word, choice)
    box = '"Beside the point", after "The nurse sees patients at the surgery.", under "Our case"'
    assert in_word(word) == {"text-boxes": ("✗", "1 text box", (box,))}
    add_markup(word, TEXT_BOX)
    assert in_word(word) == {"text-boxes": ("✗", "2 text boxes", (box, box))}


def test_empty_paragraphs_in_a_row_are_counted_and_a_page_break_or_one_alone_is_let_be() -> None:
    word = good_word()
    for _ in range(3):
        word.add_paragraph()
    word.add_paragraph("Then.")
    word.add_paragraph()
    word.add_page_break()
    word.add_paragraph()
    word.add_paragraph("Now.")
    place = '3 after "The nurse sees patients at the surgery.", under "Our case"'
    assert in_word(word) == {"empty-paragraphs": ("✗", "two or more in a row, 1 time", (place,))}


@pytest.mark.parametrize(
    ("font", "found"),
    [
        ("Verdana", {}),
        ("Times New Roman", {"font": ("✗", "the style Normal has Times New Roman", ())}),
        ("Frutiger Next Pro", {"font": ("!", "the style Normal has Frutiger Next Pro, which is not known here", ())}),
    ],
)
def test_the_font_of_running_text(font: str, found: Found) -> None:
    word = good_word()
    word.styles["Normal"].font.name = font
    assert in_word(word) == found


def test_small_print_asks_for_a_look() -> None:
    word = good_word()
    word.styles["Normal"].font.size = Pt(10.5)
    assert in_word(word) == {"text-size": ("!", "the style Normal has 10.5 points", ())}


def test_a_file_that_says_nothing_of_how_it_looks_has_what_word_takes_then() -> None:
    assert problems("case.docx", hostile.word(hostile.paragraph("Our case."))) == {
        "title": ("✗", "there is none", ()),
        "language": ("✗", "no language is set", ()),
        "text-size": ("!", "the style Normal has 10 points", ()),
        "font": ("✗", "the style Normal has Times New Roman", ()),
    }


def test_links_that_say_nothing_and_links_that_are_addresses_are_named() -> None:
    word = good_word()
    add_markup(
        word,
        f'<w:p>{RUN.format("For the form, ")}<w:hyperlink w:anchor="a">{RUN.format("Click here.")}</w:hyperlink></w:p>'
        '<w:p><w:hyperlink w:anchor="b"/></w:p>'
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> HYPERLINK "https://example.org/form" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>https://example.org/form</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
    )
    assert in_word(word) == {
        "link-text": (
            "✗",
            "not so for 2 of 3 links",
            (
                '"Click here.", in "For the form, Click here.", under "Our case"',
                'a link without words, after "For the form, Click here.", under "Our case"',
            ),
        ),
        "link-address": (
            "!",
            "not so for 1 of 3 links",
            ('"https://example.org/form", in "https://example.org/form", under "Our case"',),
        ),
    }


def test_form_controls_without_a_title_a_tag_or_help_are_named() -> None:
    word = good_word()
    content = f"<w:sdtContent><w:p>{RUN.format('Type here')}</w:p></w:sdtContent>"
    add_markup(
        word,
        f'<w:sdt><w:sdtPr><w:alias w:val="Costs"/><w:tag w:val="costs"/></w:sdtPr>{content}</w:sdt>'
        f'<w:sdt><w:sdtPr><w:alias w:val="Costs"/></w:sdtPr>{content}</w:sdt>'
        f"<w:sdt>{content}</w:sdt>"
        '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="T1"/></w:ffData></w:fldChar></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        "<w:sdt><w:sdtPr><w:docPartObj/></w:sdtPr><w:sdtContent/></w:sdt>",
    )
    assert in_word(word) == {
        "form-controls": (
            "✗",
            "not so for 3 of 4 form controls",
            (
                '"Type here", under "Our case" (no tag)',
                '"Type here", under "Our case" (no title and no tag)',
                'after "Type here", under "Our case" (no help text)',
            ),
        )
    }


def test_what_is_deleted_but_kept_for_review_is_not_held_against_a_file() -> None:
    word = good_word()
    picture = '<w:pict><v:rect style="width:9pt"/></w:pict>'
    add_markup(word, f'<w:p>{RUN.format("Kept.")}<w:del w:id="1" w:author="x"><w:r>{picture}</w:r></w:del></w:p>')
    assert in_word(word) == {}


# PDF files that are spoilt


def test_an_untagged_pdf_fails_all_that_it_lacks() -> None:
    line = hostile_pdf.Written("The nurse sees patients.", 60, 700)
    data = hostile_pdf.written_pdf([[line]])
    assert in_pdf(data) == {
        "tagged": ("✗", "it has no tags", ()),
        "language": ("✗", "no language is set", ()),
        "title": ("✗", "there is none", ()),
        "title-shown": ("✗", "it shows the file's name", ()),
        "pdf-ua": ("✗", "it says nothing of PDF/UA", ()),
        "pdf-a": ("!", "it says nothing of PDF/A", ()),
        "fonts": (
            "✗",
            "not so for 2 of 2 fonts",
            ("Helvetica, from page 1", "Helvetica-Bold, from page 1"),
        ),
    }
    assert outcome("case.pdf", data, "headings") == (Outcome.NOT_APPLICABLE, "without tags this cannot be told")


def test_a_scan_is_told_page_by_page() -> None:
    found = in_pdf(hostile.scanned_pdf(2))
    assert found["page-text"] == ("✗", "not so for 2 of 2 pages", ("page 1", "page 2"))
    assert found["tagged"] == ("✗", "it has no tags", ())


def test_a_pdf_that_is_tagged_but_made_with_little_care_is_found_out() -> None:
    source = (
        f"{PDF_TEXT}=== Costs\n"
        '#table(columns: 2, [Practice], [Cost], [Mereford], [£40])\n#image("map.png")\n'
        '#link("https://example.org")[Click here] #link("https://example.org")\n'
    )
    picture = f'#image(bytes(({", ".join(map(str, png()))})), format: "png")'
    data = typst_pdf(source.replace('#image("map.png")', picture), standards=())
    assert in_pdf(data) == {
        "title-shown": ("✗", "it shows the file's name", ()),
        "pdf-ua": ("✗", "it says nothing of PDF/UA", ()),
        "pdf-a": ("!", "it says nothing of PDF/A", ()),
        "headings-order": ("✗", "not so for 1 of 2 headings", ('"Costs", page 1 (level 3 after level 1)',)),
        "table-header": ("✗", "not so for 1 of 1 table", ('table 1 "Practice Cost Mereford £40", page 1',)),
        "alt-text": ("✗", "not so for 1 of 1 picture", ("picture 1, page 1",)),
        "link-text": ("✗", "not so for 1 of 2 links", ('"Click here", page 1',)),
        "link-address": ("!", "not so for 1 of 2 links", ('"https://example.org", page 1',)),
    }


def test_a_pdf_of_many_words_without_a_heading_fails() -> None:
    assert in_pdf(typst_pdf(WORDS * 50)) == {"headings": ("✗", "there are none in 350 words", ())}


def test_a_first_heading_below_level_one_is_named() -> None:
    assert in_pdf(typst_pdf("== Costs\nLow.\n", standards=("a-2a",))) == {
        "title-shown": ("✗", "it shows the file's name", ()),
        "pdf-ua": ("✗", "it says nothing of PDF/UA", ()),
        "headings-start": ("✗", "it has level 2", ('"Costs", page 1',)),
    }


def test_a_long_pdf_without_bookmarks_fails() -> None:
    data = typst_pdf(PDF_TEXT + "#pagebreak()\nMore.\n" * 5)

    def without_bookmarks(writer: pypdf.PdfWriter) -> None:
        del writer.root_object["/Outlines"]

    assert in_pdf(data) == {}
    assert in_pdf(changed(data, without_bookmarks)) == {"bookmarks": ("✗", "there are none for 6 pages", ())}


def test_tags_that_the_file_does_not_own_up_to_are_no_tags() -> None:
    def unmarked(writer: pypdf.PdfWriter) -> None:
        del writer.root_object["/MarkInfo"]

    assert in_pdf(changed(typst_pdf(PDF_TEXT), unmarked)) == {
        "tagged": ("✗", "it has tags, but does not say that they are to be used", ())
    }


def test_an_archival_pdf_without_the_level_that_asks_for_tags_gets_a_look() -> None:
    data = typst_pdf(PDF_TEXT, standards=("a-2b", "ua-1"))
    assert in_pdf(data) == {"pdf-a": ("!", "it is PDF/A-2b, which does not ask for tags", ())}


def test_form_fields_without_a_description_and_a_tab_key_that_goes_astray_are_named() -> None:
    def with_fields(writer: pypdf.PdfWriter) -> None:
        writer.pages[0].pop("/Tabs", None)
        add_field(writer, "costs", "What it costs in a year")
        add_field(writer, "lead", "")

    assert in_pdf(changed(typst_pdf(PDF_TEXT), with_fields)) == {
        "form-fields": ("✗", "not so for 1 of 2 form fields", ('"lead", page 1',)),
        "tab-order": ("✗", "not so for 1 of 1 page", ("page 1",)),
    }


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_protection_that_keeps_the_text_back_fails_and_one_that_lets_it_be_read_does_not(algorithm: str) -> None:
    data = typst_pdf(PDF_TEXT)
    every, none = pypdf.constants.UserAccessPermissions.all(), pypdf.constants.UserAccessPermissions(0)

    def protected(permissions: pypdf.constants.UserAccessPermissions) -> bytes:
        return changed(
            data, lambda writer: writer.encrypt("", "owner", algorithm=algorithm, permissions_flag=permissions)
        )

    assert in_pdf(protected(every)) == {}
    assert in_pdf(protected(none)) == {"protection": ("✗", "it is kept back", ())}


def test_a_role_map_that_goes_round_in_circles_and_tags_within_themselves_are_read() -> None:
    def in_circles(writer: pypdf.PdfWriter) -> None:
        name, root = pypdf.generic.NameObject, writer.root_object["/StructTreeRoot"]
        root[name("/RoleMap")] = pypdf.generic.DictionaryObject({name("/A"): name("/B"), name("/B"): name("/A")})
        top = root["/K"][0].get_object()
        top["/K"].append(root["/K"][0] if not isinstance(root["/K"], dict) else top.indirect_reference)
        top[name("/S")] = name("/A")

    assert in_pdf(changed(typst_pdf(PDF_TEXT), in_circles)) == {}


def test_metadata_made_to_fill_the_memory_are_not_read() -> None:
    def with_metadata(data: bytes) -> bytes:
        def replaced(writer: pypdf.PdfWriter) -> None:
            stream = pypdf.generic.DecodedStreamObject()
            stream.set_data(data)
            metadata = writer._add_object(stream.flate_encode())
            writer.root_object[pypdf.generic.NameObject("/Metadata")] = metadata

        return changed(typst_pdf(PDF_TEXT), replaced)

    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    claim = f'<!DOCTYPE x [<!ENTITY a0 "1">{entities}]><x xmlns:u="http://www.aiim.org/pdfua/ns/id/" u:part="&a9;"/>'
    for data in (claim.encode(), b" " * 100_000_000, b"<x>no end"):
        assert in_pdf(with_metadata(data)) == {
            "pdf-ua": ("✗", "it says nothing of PDF/UA", ()),
            "pdf-a": ("!", "it says nothing of PDF/A", ()),
        }


def test_fields_that_never_end_and_tags_without_bottom_are_read_to_their_end() -> None:
    begun = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r></w:p>'
    )
    words = hostile.paragraph("Our case.") * 5_000
    assert outcome("case.docx", hostile.word(begun * 20_000 + words), "link-text") == (
        Outcome.NOT_APPLICABLE,
        "there are no links",
    )

    def nested(writer: pypdf.PdfWriter) -> None:
        name = pypdf.generic.NameObject
        inner = None
        for _ in range(5_000):
            tag = pypdf.generic.DictionaryObject({name("/S"): name("/Table")})
            if inner is not None:
                tag[name("/K")] = inner
            inner = writer._add_object(tag)
        writer.root_object["/StructTreeRoot"][name("/K")] = inner

    data = changed(typst_pdf(PDF_TEXT), nested)
    assert outcome("case.pdf", data, "table-header") == (Outcome.FAILED, "not so for 201 of 201 tables")


# What a person judges, and the reports


@pytest.mark.parametrize(("name", "data"), [("a.docx", saved(good_word())), ("a.pdf", hostile.scanned_pdf())])
def test_what_only_a_person_can_judge_is_always_said(name: str, data: bytes) -> None:
    said = inspect(name, data).judgements
    assert said == JUDGEMENTS[name[2:]]
    assert len({judgement.id for judgement in said}) == len(said) > 10


def test_the_text_report_is_as_in_the_golden_files() -> None:
    word = good_word()
    for number in range(1, 8):
        word.add_paragraph(f"Table {number}", style="Caption")
        word.add_table(2, 2)
    report = text_report(inspect("case.docx", saved(word)))
    assert report == golden("inspect/word.txt", report)
    report = text_report(inspect("scan.pdf", hostile.scanned_pdf()))
    assert report == golden("inspect/pdf.txt", report)


def test_the_example_in_the_documentation_is_what_is_printed() -> None:
    word = good_word()
    word.add_heading("What it costs", 3)
    word.add_table(3, 2).cell(0, 0).text = "Practice"
    link = f'<w:hyperlink w:anchor="form">{RUN.format("click here")}</w:hyperlink>'
    add_markup(word, f"<w:p>{RUN.format('For the form, ')}{link}</w:p>")
    page = (Path(__file__).parent.parent / "docs" / "accessibility.md").read_text(encoding="utf-8")
    shown = page.split("```text\n")[1].split("```")[0]
    assert text_report(inspect("plan.docx", saved(word))).startswith(shown)


def test_the_documentation_names_every_check() -> None:
    page = (Path(__file__).parent.parent / "docs" / "accessibility.md").read_text(encoding="utf-8")
    checks = {
        result.check
        for name, data in (("a.docx", saved(good_word())), ("a.pdf", hostile.scanned_pdf()))
        for result in inspect(name, data).results
    }
    assert [check for check in sorted(checks) if f"`{check}`" not in page] == []


def test_lines_are_no_longer_than_a_hundred_characters_and_hold_no_control_characters() -> None:
    def with_names(writer: pypdf.PdfWriter) -> None:
        writer.add_metadata({"/Title": "A title of " + "long " * 60 + "words"})
        add_field(writer, "\x1b[31mlead\x07", "")

    inspected = inspect("case.pdf", changed(typst_pdf(PDF_TEXT), with_names))
    assert len(inspected.title) > 300
    assert [result.places for result in inspected.results if result.check == "form-fields"] == [
        ('"\x1b[31mlead\x07", page 1',)
    ]
    report = text_report(inspected)
    assert [line for line in report.splitlines() if not line.isprintable()] == []
    assert max(len(line) for line in report.splitlines()) <= 100


def test_nothing_failed_is_status_0_something_failed_1_and_an_unreadable_file_2(tmp_path: Path) -> None:
    good, bad, broken = tmp_path / "good.docx", tmp_path / "bad.pdf", tmp_path / "broken.docx"
    good.write_bytes(saved(good_word()))
    bad.write_bytes(hostile.scanned_pdf())
    broken.write_bytes(hostile.JUNK)
    assert (pbcgov("inspect", good).status, pbcgov("inspect", good, bad).status) == (0, 1)
    result = pbcgov("inspect", bad, broken, good)
    assert (result.status, result.err) == (
        2,
        f"pbcgov: {broken}: the file is not a Word document. Open it in the program it was made with, save it as Word "
        "(.docx) or PDF, and send that.\n",
    )
    # One that cannot be read does not stop the others.
    assert result.out == "\n\n".join(text_report(inspect(str(path), path.read_bytes())) for path in (bad, good))


def test_the_json_report_fits_its_schema_and_says_the_same(tmp_path: Path) -> None:
    bad, missing = tmp_path / "bad.pdf", tmp_path / "none.docx"
    bad.write_bytes(hostile.scanned_pdf())
    result = pbcgov("inspect", bad, missing, "--format", "json")
    report = json.loads(result.out)
    schemas = {
        path.name: json.loads(path.read_text(encoding="utf-8")) for path in data_folder("schemas").glob("*.json")
    }
    registry: Registry[Any] = Registry().with_resources(
        (name, Resource.from_contents(schema)) for name, schema in schemas.items()
    )
    validator = Draft202012Validator(schemas["accessibility-report.schema.json"], registry=registry)
    assert [error.message for error in validator.iter_errors(report)] == []
    (file,) = report["files"]
    inspected = inspect(str(bad), bad.read_bytes())
    assert [(check["check"], check["outcome"]) for check in file["checks"]] == [
        (check.check, check.outcome.value) for check in inspected.results
    ]
    assert report["problems"] == [
        {"path": str(missing), "error": f"{missing}: there is no such file. Check the name, its ending and the folder."}
    ]
    assert (result.status, file["summary"]["something-failed"]) == (2, True)


def test_the_same_file_gives_the_same_report(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(hostile.scanned_pdf())
    assert pbcgov("inspect", path, "--format", "json") == pbcgov("inspect", path, "--format", "json")


# Files that cannot be read

UNREADABLE = [
    ("case.docx", hostile.zip_bomb(), hostile.FAR_TOO_MUCH),
    ("case.docx", hostile.word_with_entities(), "the file holds declarations that no Word document has."),
    ("case.docx", hostile.word_without_document(), "the Word document is damaged inside."),
    ("case.docx", hostile.ENCRYPTED_WORD, "the file is protected by a password."),
    ("case.docx", hostile.OLD_WORD, "the file is a Word 97-2003 document (.doc), which cannot be read here."),
    ("case.docx", hostile.EXCEL, "the file is neither Word nor PDF."),
    ("case.pdf", hostile.JUNK, "the file is not a PDF."),
    ("case.pdf", b"%PDF-1.7\nnothing more", "the PDF is damaged: it may have been cut off on its way."),
    (
        "case.pdf",
        hostile.protected_pdf(hostile.scanned_pdf(), "secret", "owner"),
        "the file is protected by a password.",
    ),
    ("case.md", b"# Our case", "the file is neither Word nor PDF."),
    ("case.txt", b"Our case", "the file is neither Word nor PDF."),
]


@pytest.mark.parametrize(("name", "data", "said"), UNREADABLE, ids=[said for _, _, said in UNREADABLE])
def test_a_file_that_cannot_be_read_says_why(name: str, data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFileError) as error:
        inspect(name, data)
    assert error.value.problem == said


def test_a_folder_and_a_file_that_is_not_there_say_so(tmp_path: Path) -> None:
    result = pbcgov("inspect", tmp_path, tmp_path / "none.pdf")
    assert (result.status, result.out, result.err.splitlines()) == (
        2,
        "",
        [
            f"pbcgov: {tmp_path}: this is a folder. Name the files in it.",
            f"pbcgov: {tmp_path / 'none.pdf'}: there is no such file. Check the name, its ending and the folder.",
        ],
    )


@pytest.fixture(scope="module")
def whole(example_documents: dict[str, Document]) -> dict[str, bytes]:
    form = example_documents["commissioning-plan-form"]
    return {ending: render(form, ending) for ending in ("docx", "pdf")}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1), flip=st.integers(1, 255), cut=st.booleans())
@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_a_damaged_file_is_inspected_or_refused(
    whole: dict[str, bytes], ending: str, place: float, flip: int, cut: bool
) -> None:
    data = bytearray(whole[ending])
    at = int(place * (len(data) - 1))
    if cut:
        del data[at:]
    else:
        data[at] ^= flip
    try:
        inspected = inspect(f"plan.{ending}", bytes(data))
    except UnreadableFileError as error:
        assert str(error).startswith(f"plan.{ending}: ")
    else:
        assert inspected.format == ending
