"""Files that are not what they seem: each gets a message that says what is wrong and what to do, never a traceback."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hostile import files as hostile
from pbc_checks.read import UnreadableFileError, read
from pbc_generator.document import Document
from pbc_generator.render import render

SAVE_AS = "Open it in the program it was made with, save it as Word (.docx) or PDF, and send that."
UNREADABLE = [
    ("case.docx", b"", "the file is empty. Look for the version that was saved with its contents, and send that."),
    (
        "case.txt",
        b" \r\n\t\n",
        "the file is empty. Look for the version that was saved with its contents, and send that.",
    ),
    (
        "case.docx",
        hostile.OLD_WORD,
        "the file is a Word 97-2003 document (.doc), which cannot be read here. "
        "Open it in Word and save it as .docx, or as PDF.",
    ),
    (
        "case.docx",
        hostile.ENCRYPTED_WORD,
        "the file is protected by a password. Open it in Word, take the password off (File, Info, Protect Document), "
        "save it, and send that.",
    ),
    ("case.docx", hostile.OPEN_DOCUMENT, f"the file is an OpenDocument text (.odt), not Word. {SAVE_AS}"),
    (
        "case.docx",
        hostile.EXCEL,
        "this is not an Excel workbook (.xlsx). Open it in Excel and save it as 'Excel Workbook (*.xlsx)', without a "
        "password.",
    ),
    ("case.docx", hostile.ZIP, f"the file is a zip archive, not Word. {SAVE_AS}"),
    ("case.docx", hostile.PNG, f"the file is a picture (PNG), whatever its name says. {SAVE_AS}"),
    ("case.docx", hostile.JUNK, f"the file is not a Word document. {SAVE_AS}"),
    (
        "case.docx",
        hostile.word(hostile.paragraph("Words."))[:-40],
        "the file is damaged: it seems to have been cut off, or changed on its way. "
        "Copy or send it again from where it was saved.",
    ),
    (
        "case.docx",
        hostile.word_without_document(),
        "the Word document is damaged inside. Open it in Word, save it under a new name, and send that.",
    ),
    (
        "case.docx",
        hostile.word_with_entities(),
        "the file holds declarations that no Word document has. "
        "Open it in Word, save it under a new name, and send that.",
    ),
    (
        "case.docx",
        hostile.zip_bomb(),
        f"{hostile.FAR_TOO_MUCH} Send the submission by itself, without what it draws on.",
    ),
    (
        "case.txt",
        hostile.JUNK,
        "the file has the ending of a text file, but what it holds is not text. "
        "Open it in the program it was made with and save it as Word, PDF or plain text.",
    ),
    ("case.pdf", hostile.JUNK, f"the file is not a PDF. {SAVE_AS}"),
    ("case.rtf", b"{\\rtf1 No}", f"the file is a rich text file (.rtf), which cannot be read here. {SAVE_AS}"),
    ("case.pdf", b"<!DOCTYPE html><p>No</p>", f"the file is a web page (HTML), whatever its name says. {SAVE_AS}"),
    (
        "case.pdf",
        b"%PDF-1.7\nnothing more",
        "the PDF is damaged: it may have been cut off on its way. "
        "Open it in the program it was made with, save it as PDF again, and send that.",
    ),
    (
        "case",
        b"Plain words.",
        "the file holds plain text but has no ending. "
        "Rename it to end in .txt (or .md if it is Markdown); or send Word or PDF.",
    ),
]


@pytest.mark.parametrize(("name", "data", "said"), UNREADABLE)
def test_a_file_that_cannot_be_read_says_what_is_wrong_and_what_to_do(name: str, data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFileError) as error:
        read(name, data)
    assert str(error.value) == f"{name}: {said}"


@pytest.fixture(scope="module")
def form_pdf(example_documents: dict[str, Document]) -> bytes:
    return render(example_documents["commissioning-plan-form"], "pdf")


@pytest.fixture(scope="module")
def form_word(example_documents: dict[str, Document]) -> bytes:
    return render(example_documents["commissioning-plan-form"], "docx")


def test_a_pdf_that_needs_a_password_says_so(form_pdf: bytes) -> None:
    with pytest.raises(UnreadableFileError) as error:
        read("plan.pdf", hostile.protected_pdf(form_pdf, "secret", "owner"))
    assert str(error.value) == (
        "plan.pdf: the file is protected by a password. "
        "Open it with the password, print or save it as a new PDF without one, and send that."
    )


def test_a_pdf_that_only_forbids_changes_is_read(form_pdf: bytes) -> None:
    assert [block.text for block in read("plan.pdf", hostile.protected_pdf(form_pdf, "", "owner")).blocks] == [
        block.text for block in read("plan.pdf", form_pdf).blocks
    ]


def test_scanned_pages_are_reported_and_hold_back_the_word_absent() -> None:
    submission = read("scan.pdf", hostile.scanned_pdf(3))
    assert (submission.blocks, submission.words, submission.pages, submission.receipt.complete) == ((), 0, 3, False)
    assert [(unread.what, unread.count) for unread in submission.receipt.unread] == [
        ("pages 1 to 3 have no text: they are probably scans", 3)
    ]


def test_a_word_file_with_little_but_a_picture_may_hide_its_words_there() -> None:
    picture = "<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>"
    scan = read("scan.docx", hostile.word(hostile.paragraph("Our case") + picture))
    assert not scan.receipt.complete
    logo = read("case.docx", hostile.word(hostile.paragraph("word " * 200) + picture))
    assert logo.receipt.complete
    assert [unread.what for unread in logo.receipt.unread] == ["pictures: words in them are not read"]


def test_text_is_read_in_the_encodings_of_windows() -> None:
    words = "It costs £5 – a “small” sum, in Zoë’s words."
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert [block.text for block in read("case.txt", words.encode(encoding)).blocks] == [words]


@pytest.mark.parametrize(
    ("encoding", "end", "first"),
    [
        ("utf-16-le", "\n", "It costs £5 – a “small” sum, in Zoë’s words."),
        ("utf-16-be", "\n", "It costs £5 – a “small” sum, in Zoë’s words."),
        ("utf-32", "\n", "It costs £5 – a “small” sum, in Zoë’s words."),
        ("mac_roman", "\n", "It costs £5 – a “small” sum, in Zoë’s words."),
        ("mac_roman", "\r", "It costs £5, in Zoë words."),
        ("latin-1", "\r\n", "It costs £5, in Zoë words."),
    ],
)
@pytest.mark.parametrize("name", ["case.txt", "case.md"])
def test_text_is_read_in_the_encodings_of_other_programs(name: str, encoding: str, end: str, first: str) -> None:
    words = [first, "The rest is café money."]
    text = f"{end}{end}".join(words)
    assert [block.text for block in read(name, text.encode(encoding)).blocks] == words


def test_a_very_long_paragraph_is_read_whole() -> None:
    assert read("case.docx", hostile.word(hostile.paragraph("word " * 50_000))).words == 50_000


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1), flip=st.integers(1, 255), cut=st.booleans())
@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_a_damaged_file_is_read_or_refused(
    form_word: bytes, form_pdf: bytes, ending: str, place: float, flip: int, cut: bool
) -> None:
    data = bytearray(form_word if ending == "docx" else form_pdf)
    at = int(place * (len(data) - 1))
    if cut:
        del data[at:]
    else:
        data[at] ^= flip
    try:
        submission = read(f"plan.{ending}", bytes(data))
    except UnreadableFileError as error:
        assert str(error).startswith(f"plan.{ending}: ")
    else:
        assert submission.format == ending


def test_a_word_file_with_an_outline_level_that_is_no_number_is_read() -> None:
    for level in ("²", "9" * 5000, "-1", ""):
        paragraph = f'<w:p><w:pPr><w:outlineLvl w:val="{level}"/></w:pPr><w:r><w:t>Our case</w:t></w:r></w:p>'
        assert [block.text for block in read("case.docx", hostile.word(paragraph)).blocks] == ["Our case"]
