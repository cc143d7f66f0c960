"""Forms that come back: a blank one answers nothing, a completed one is read back exactly, without options."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from copy import deepcopy

import pytest
from lxml import etree

from completed_form import completed
from hostile import files as files
from pbc_checks.read import read
from pbc_checks.submission import BlockKind, FormIdentity, Submission
from pbc_frameworks.model import Framework
from pbc_generator.document import Document
from pbc_generator.render import render

FORMS = {"business-case": 16, "commissioning-plan": 4}


def form(documents: dict[str, Document], kind: str) -> bytes:
    return render(documents[f"{kind}-form"], "docx")


@pytest.mark.parametrize("kind", FORMS)
def test_a_blank_form_says_what_it_is_and_has_no_answers(
    example_documents: dict[str, Document], hertfordshire: Framework, kind: str
) -> None:
    submission = read("form.docx", form(example_documents, kind))
    definition = hertfordshire.submissions[kind]
    assert submission.form == FormIdentity("hertfordshire-2007", kind, definition.version)
    assert submission.answers == {requirement.id: "" for requirement in definition.requirements}
    assert len(submission.answers) == FORMS[kind]
    assert submission.fields == {field.id: "" for field in definition.fields}


def test_what_is_typed_into_every_box_is_read_back_exactly(
    example_documents: dict[str, Document], hertfordshire: Framework
) -> None:
    definition = hertfordshire.submissions["business-case"]
    answers = {
        requirement.id: f"The answer on {requirement.id}: £{number},500 & “more” <b>\nSecond paragraph {number}."
        for number, requirement in enumerate(definition.requirements)
    }
    fields = {"proposal": "A skin clinic", "submitted-by": "Market Square", "lead": "Dr Qureshi"}
    typed = {**answers, **{f"field.{name}": text for name, text in fields.items()}}
    submission = read("case.docx", completed(form(example_documents, "business-case"), typed))
    assert submission.answers == answers
    assert submission.fields == {**fields, "date-submitted": "", "approved-by-group": ""}
    for requirement, text in answers.items():
        blocks = [block for block in submission.blocks if block.requirement == requirement]
        assert [block.text for block in blocks] == text.split("\n")
        assert {block.place.heading.split(" ", 1)[1] for block in blocks} == {
            next(each.title for each in definition.requirements if each.id == requirement)
        }


def test_only_what_is_typed_is_an_answer(example_documents: dict[str, Document]) -> None:
    submission = read(
        "case.docx", completed(form(example_documents, "business-case"), {"risks": "The nurse may leave."})
    )
    assert {name: text for name, text in submission.answers.items() if text} == {"risks": "The nurse may leave."}
    said = [block.text for block in submission.blocks if block.requirement]
    assert said == ["The nurse may leave."]
    guidance = [block for block in submission.blocks if block.guidance]
    assert "Criterion: Value for money compared with other providers." not in said
    assert {block.kind for block in guidance} <= {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW}


def test_a_heading_typed_into_an_answer_does_not_end_it(example_documents: dict[str, Document]) -> None:
    text = "What could go wrong\nThe nurse may leave."
    answered = completed(form(example_documents, "business-case"), {"risks": text}, style="Heading1")
    submission = read("case.docx", answered)
    assert submission.answers["risks"] == text
    assert [block.text for block in submission.blocks if block.requirement == "risks"] == text.split("\n")


def test_the_prompt_typed_by_a_program_that_forgets_the_flag_is_still_the_prompt(
    example_documents: dict[str, Document],
) -> None:
    untouched = completed(
        form(example_documents, "business-case"),
        {"risks": "Type your answer here: risks, and what they mean for the hospital"},
    )
    assert read("case.docx", untouched).answers["risks"] == ""


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": W.strip("{}"),
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    }.items()
)


def edited(form: bytes, item: str, edit: Callable[[etree._Element], None]) -> bytes:
    """Return a form with the content of one control changed by hand."""
    source = zipfile.ZipFile(io.BytesIO(form))
    root = etree.fromstring(source.read("word/document.xml"))
    for control in root.iter(f"{W}sdt"):
        tag, content = control.find(f"{W}sdtPr/{W}tag"), control.find(f"{W}sdtContent")
        if tag is not None and content is not None and f"/{item}@" in tag.get(f"{W}val", ""):
            edit(content)
    parts = {name: source.read(name) for name in source.namelist()}
    return files.zipped({**parts, "word/document.xml": etree.tostring(root)})


def holding(*blocks: str) -> Callable[[etree._Element], None]:
    """Return an edit that puts blocks in WordprocessingML in place of what a control holds."""

    def edit(content: etree._Element) -> None:
        wrapped = etree.fromstring(f"<x {NAMESPACES}>{''.join(blocks)}</x>")
        content[:] = list(wrapped)

    return edit


def below(block: str) -> Callable[[etree._Element], None]:
    """Return an edit that puts a block after the control."""

    def edit(content: etree._Element) -> None:
        control = content.getparent()
        assert control is not None
        control.addnext(etree.fromstring(f"<x {NAMESPACES}>{block}</x>")[0])

    return edit


def risks(submission: Submission) -> tuple[str, list[tuple[str, str]]]:
    """Return the answer on risks, and kind and text of the blocks that are read as part of it."""
    blocks = [(block.kind.value, block.text) for block in submission.blocks if block.requirement == "risks"]
    return submission.answers["risks"], blocks


SENTENCE = files.paragraph("The nurse may leave.")
TEXT_BOX = (
    f"<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{SENTENCE}</w:txbxContent></w:drawing></mc:Choice>"
    f"<mc:Fallback><w:pict><w:txbxContent>{SENTENCE}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)
TABLE = "<w:tbl><w:tr>{}</w:tr></w:tbl>".format(
    "".join(f"<w:tc>{files.paragraph(text)}</w:tc>" for text in ("The nurse leaves", "Bank cover"))
)


@pytest.mark.parametrize(
    ("typed", "answer", "blocks"),
    [
        (TEXT_BOX, "The nurse may leave.", [("text-box", "The nurse may leave.")]),
        (TABLE + "<w:p/>", "The nurse leaves\nBank cover", [("table-row", "The nurse leaves | Bank cover")]),
        (SENTENCE + files.paragraph("Agreed.", run="<w:vanish/>"), "The nurse may leave.", None),
        (SENTENCE + "<w:p><w:del><w:r><w:delText>None.</w:delText></w:r></w:del></w:p>", "The nurse may leave.", None),
        (
            "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>The nurse </w:t></w:r></w:p>"
            "<w:p><w:ins><w:r><w:t>may leave.</w:t></w:r></w:ins></w:p>",
            "The nurse may leave.",
            None,
        ),
        (
            "<w:p><w:r><w:t>Cost:</w:t><w:tab/><w:t>£5</w:t><w:br/><w:t>a year</w:t></w:r></w:p>",
            "Cost:\t£5\na year",
            None,
        ),
        (files.paragraph("The nurse may leave.", run="<w:b/>"), "The nurse may leave.", None),
        (files.paragraph("Cover ........ 4 weeks"), "Cover ........ 4 weeks", None),
    ],
    ids=["text box", "table", "hidden", "deleted", "joined", "tab and break", "bold", "leaders"],
)
def test_an_answer_is_what_a_reader_sees_in_its_box(
    example_documents: dict[str, Document], typed: str, answer: str, blocks: list[tuple[str, str]] | None
) -> None:
    said, read_back = risks(
        read("case.docx", edited(form(example_documents, "business-case"), "risks", holding(typed)))
    )
    assert said == answer
    assert read_back == (blocks or [("paragraph", " ".join(answer.split()))])


@pytest.mark.parametrize("typed", [SENTENCE, TEXT_BOX], ids=["below", "over"])
def test_what_is_typed_below_or_drawn_over_an_empty_box_is_the_answer(
    example_documents: dict[str, Document], typed: str
) -> None:
    submission = read("case.docx", edited(form(example_documents, "business-case"), "risks", below(typed)))
    assert {name: text for name, text in submission.answers.items() if text} == {"risks": "The nurse may leave."}
    assert [text for _, text in risks(submission)[1]] == ["The nurse may leave."]


def test_what_is_typed_below_the_prompt_in_the_box_is_the_answer_without_the_prompt(
    example_documents: dict[str, Document],
) -> None:
    def edit(content: etree._Element) -> None:
        content.append(etree.fromstring(f"<x {NAMESPACES}>{SENTENCE}</x>")[0])

    submission = read("case.docx", edited(form(example_documents, "business-case"), "risks", edit))
    assert risks(submission) == ("The nurse may leave.", [("paragraph", "The nurse may leave.")])


def test_a_footnote_to_an_answer_is_part_of_the_evidence_for_it(example_documents: dict[str, Document]) -> None:
    noted = "<w:p><w:r><w:t>It works.</w:t></w:r><w:r><w:footnoteReference w:id='4'/></w:r></w:p>"
    data = edited(form(example_documents, "business-case"), "risks", holding(noted))
    source = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: source.read(name) for name in source.namelist()}
    references = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>", b'<Relationship Id="notes" Type="x/footnotes" Target="footnotes.xml"/></Relationships>'
    )
    notes = f"<w:footnotes {NAMESPACES}><w:footnote w:id='4'>{files.paragraph('BMJ 2005.')}</w:footnote></w:footnotes>"
    file = files.zipped({**parts, "word/_rels/document.xml.rels": references, "word/footnotes.xml": notes})
    assert risks(read("case.docx", file)) == ("It works.", [("paragraph", "It works."), ("footnote", "BMJ 2005.")])


def test_an_answer_that_is_a_picture_holds_back_the_word_absent(example_documents: dict[str, Document]) -> None:
    picture = "<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>"
    submission = read("case.docx", edited(form(example_documents, "business-case"), "risks", holding(picture)))
    assert submission.answers["risks"] == ""
    assert [(unread.what, unread.blocks_absence) for unread in submission.receipt.unread] == [
        ("pictures: words in them are not read", False),
        ("answers that are pictures: words in them are not read", True),
    ]


def as_libreoffice_saves(form: bytes, *, ticked: bool) -> bytes:
    """Return a form as LibreOffice 7 saves it: no tags, no flags, and a tick box with the prompt of the date before."""
    source = zipfile.ZipFile(io.BytesIO(form))
    root = etree.fromstring(source.read("word/document.xml"))
    for lost in [*root.iter(f"{W}tag"), *root.iter(f"{W}showingPlcHdr")]:
        lost.getparent().remove(lost)
    for box in root.iter("{*}checkbox"):
        box[0].set(f"{{{box.nsmap['w14']}}}val", "1" if ticked else "0")
        dates = root.find(f".//{W}date/../{W}placeholder")
        box.addprevious(deepcopy(dates))
    parts = {name: source.read(name) for name in source.namelist()}
    return files.zipped({**parts, "word/document.xml": etree.tostring(root)})


@pytest.mark.parametrize(("ticked", "said"), [(True, "yes"), (False, "")])
def test_a_tick_box_without_its_tag_is_known_by_its_label(
    example_documents: dict[str, Document], ticked: bool, said: str
) -> None:
    typed = completed(form(example_documents, "business-case"), {"risks": "The nurse may leave.", "field.lead": "Dr Q"})
    submission = read("case.docx", as_libreoffice_saves(typed, ticked=ticked))
    assert {name: text for name, text in submission.answers.items() if text} == {"risks": "The nurse may leave."}
    assert submission.fields == {
        "proposal": "",
        "submitted-by": "",
        "lead": "Dr Q",
        "date-submitted": "",
        "approved-by-group": said,
    }


def test_the_control_of_a_short_field_around_whole_pages_is_not_that_field(
    example_documents: dict[str, Document],
) -> None:
    source = zipfile.ZipFile(io.BytesIO(completed(form(example_documents, "business-case"), {"risks": "None known."})))
    root = etree.fromstring(source.read("word/document.xml"))
    body, date = root.find(f"{W}body"), root.find(f".//{W}date/..")
    assert body is not None and date is not None
    wrapped = etree.fromstring(f"<x {NAMESPACES}><w:sdt><w:sdtContent/></w:sdt></x>")[0]
    wrapped.insert(0, etree.fromstring(etree.tostring(date)))
    wrapped[1].extend(list(body)[:-1])
    body.insert(0, wrapped)
    parts = {name: source.read(name) for name in source.namelist()}
    submission = read("case.docx", files.zipped({**parts, "word/document.xml": etree.tostring(root)}))
    assert {name: text for name, text in submission.answers.items() if text} == {"risks": "None known."}
    assert set(submission.fields.values()) == {""}
