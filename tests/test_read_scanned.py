"""What a reader makes of scanned pages: their words where tesseract is installed, and what the receipt says of them."""

from __future__ import annotations

import io
import os
import shutil
import sys
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from pypdf.annotations import FreeText

from hostile.files import protected_pdf, scanned_pdf
from hostile.pdf import Written, joined, written_pdf
from pbc_checks.read import read
from pbc_checks.submission import BlockKind, Submission, Unread
from pbc_frameworks.limits import allowed

reads_pictures = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")

FIRST = [
    "The clinic is held at Market Square Practice on Tuesday",
    "afternoons, and takes patients of all four practices.",
]
SECOND = ["The practices will audit waiting times each quarter", "and report them to the board in June."]
TEXT = [" ".join(FIRST), " ".join(SECOND)]
PAGE = [
    *(Written(line, 60, 740 - 16 * number, 12) for number, line in enumerate(FIRST)),
    *(Written(line, 60, 660 - 16 * number, 12) for number, line in enumerate(SECOND)),
]
TYPED = [Written("We ask the board to approve the service for a year from April.", 60, 740)]


def scan(pdf: bytes, turned: int = 0) -> bytes:
    """Return the pages of a PDF as a scanner makes them: each a picture, 200 dots an inch."""
    document = pypdfium2.PdfDocument(pdf)
    first, *others = [
        page.render(scale=200 / 72, grayscale=True).to_pil().rotate(turned, expand=True) for page in document
    ]
    document.close()
    buffer = io.BytesIO()
    first.save(buffer, "PDF", resolution=200, save_all=True, append_images=others)
    return buffer.getvalue()


def receipt(submission: Submission) -> tuple[dict[str, int], tuple[Unread, ...]]:
    return submission.receipt.read, submission.receipt.unread


def body(submission: Submission) -> list[tuple[str, str, str]]:
    return [(block.kind.value, block.text, str(block.place)) for block in submission.blocks]


@pytest.fixture(scope="module")
def scanned() -> bytes:
    return scan(written_pdf([PAGE]))


@reads_pictures
def test_the_words_of_a_scanned_page_are_read_and_said_to_come_from_a_picture(scanned: bytes) -> None:
    submission = read("case.pdf", scanned)
    assert body(submission) == [("paragraph", text, "page 1, read from a picture") for text in TEXT]
    assert receipt(submission) == (
        {"pages read from pictures": 1, "paragraphs": 2},
        (
            Unread(
                "what was missed on page 1: it is a scan, read from its picture; words may be missing or wrong",
                blocks_absence=True,
            ),
        ),
    )


@reads_pictures
def test_scanned_pages_stand_in_their_order_between_others() -> None:
    submission = read("case.pdf", joined(written_pdf([TYPED]), scan(written_pdf([PAGE, PAGE])), written_pdf([TYPED])))
    assert [(block.text, block.place.page) for block in submission.blocks] == [
        (TYPED[0].text, 1),
        *((text, page) for page in (2, 3) for text in TEXT),
        (TYPED[0].text, 4),
    ]
    assert submission.receipt.unread == (
        Unread(
            "what was missed on pages 2 to 3: they are scans, read from their pictures; words may be missing or wrong",
            count=2,
        ),
    )


@reads_pictures
def test_a_list_in_a_picture_has_items() -> None:
    lines = ["1. The practices send their figures.", "2. The board meets in June and decides."]
    page = [Written(line, 60, 740 - 60 * number, 12) for number, line in enumerate(lines)]
    submission = read("case.pdf", scan(written_pdf([page])))
    assert [(block.kind, block.text) for block in submission.blocks] == [(BlockKind.LIST_ITEM, line) for line in lines]


@reads_pictures
def test_what_is_written_over_a_picture_is_read_once(scanned: bytes) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(scanned))
    stamp = pypdf.PdfReader(io.BytesIO(written_pdf([[Written("RECEIVED by the trust on 12 May", 60, 400, 14)]])))
    writer.pages[0].merge_page(stamp.pages[0])
    writer.add_annotation(0, FreeText(text="Seen by the treasurer", rect=(60, 200, 300, 240)))
    buffer = io.BytesIO()
    writer.write(buffer)
    submission = read("case.pdf", buffer.getvalue())
    assert sorted(block.text for block in submission.blocks) == sorted(
        ["RECEIVED by the trust on 12 May", "Seen by the treasurer", *TEXT]
    )


@reads_pictures
def test_a_picture_without_text_stays_unread() -> None:
    assert receipt(read("scan.pdf", scanned_pdf())) == ({}, (Unread("page 1 has no text: it is probably a scan"),))


@reads_pictures
def test_a_page_without_height_stays_unread() -> None:
    flat = scanned_pdf().replace(b"[0 0 595 842]", b"[0 0 595 -1]")
    assert flat != scanned_pdf()
    assert receipt(read("scan.pdf", flat)) == ({}, (Unread("page 1 has no text: it is probably a scan"),))


@reads_pictures
@pytest.mark.parametrize("turned", [90, 180])
def test_a_page_that_does_not_stand_upright_stays_unread(turned: int) -> None:
    submission = read("case.pdf", scan(written_pdf([PAGE]), turned))
    assert receipt(submission) == ({}, (Unread("page 1 has no text: it is probably a scan"),))


@reads_pictures
def test_a_scan_behind_a_password_for_its_owner_is_read(scanned: bytes) -> None:
    assert [block.text for block in read("case.pdf", protected_pdf(scanned, "", "owner")).blocks] == TEXT


@reads_pictures
def test_the_same_file_gives_the_same_words_and_leaves_nothing_behind(
    scanned: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert read("case.pdf", scanned) == read("case.pdf", scanned)
    assert list(tmp_path.iterdir()) == []


def test_without_tesseract_a_scan_is_said_to_be_one(
    scanned: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    submission = read("case.pdf", joined(written_pdf([TYPED]), scanned))
    assert body(submission) == [("paragraph", TYPED[0].text, "page 1, paragraph 1")]
    assert receipt(submission) == ({"paragraphs": 1}, (Unread("page 2 has no text: it is probably a scan"),))


HEAD = "level page_num block_num par_num line_num word_num left top width height conf text"


def install(folder: Path, script: str) -> None:
    """Put a program called tesseract into a folder."""
    program = folder / "tesseract"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


def seeing(*words: tuple[str, float]) -> str:
    """Return a script that sees the same words, so sure, on every page."""
    rows = [f"5 1 1 1 1 {number} 0 0 9 9 {sure} {word}" for number, (word, sure) in enumerate(words, start=1)]
    table = "\n".join("\t".join(row.split(" ")) for row in [HEAD, *rows])
    return f"[ \"$1\" = --version ] && echo tesseract 5.0.0 && exit\necho '{table}' > $2.tsv"


a_script = pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")


@a_script
def test_words_that_are_not_sure_and_lines_of_tables_are_left_out(
    scanned: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, seeing(("Costs", 96.5), ("|", 90), ("smudge", 49), ("are", 50), ("shared", 88)))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert [block.text for block in read("case.pdf", scanned).blocks] == ["Costs are shared"]


@a_script
@pytest.mark.parametrize(
    "words",
    [
        [("Costs", 96), ("are", 96)],
        [("Costs", 96), ("are", 96), ("shared", 96), ("br", 10), ("ec", 10), ("smudge", 10)],
        [],
    ],
)
def test_a_page_with_few_words_that_are_sure_stays_unread(
    words: list[tuple[str, float]], scanned: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, seeing(*words))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert receipt(read("case.pdf", scanned)) == ({}, (Unread("page 1 has no text: it is probably a scan"),))


@a_script
def test_pages_beyond_the_most_that_are_read_stay_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, seeing(("Costs", 96), ("are", 96), ("shared", 96)))
    monkeypatch.setenv("PATH", str(tmp_path))
    most = allowed().scanned_pages
    submission = read("case.pdf", scanned_pdf(most + 2))
    assert [block.place.page for block in submission.blocks] == list(range(1, most + 1))
    assert receipt(submission) == (
        {"pages read from pictures": most, "paragraphs": most},
        (
            Unread(f"pages {most + 1} to {most + 2} have no text: they are probably scans", count=2),
            Unread(
                f"what was missed on pages 1 to {most}: they are scans, read from their pictures; words may be "
                "missing or wrong",
                count=most,
            ),
        ),
    )


@a_script
def test_a_page_whose_picture_unpacks_to_far_too_much_is_not_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, seeing(("Costs", 96), ("are", 96), ("shared", 96)))
    monkeypatch.setenv("PATH", str(tmp_path))
    usual = read("scan.pdf", scanned_pdf())
    huge = read("scan.pdf", scanned_pdf().replace(b"/Width 64/Height 64", b"/Width 20000/Height 20000"))
    assert (usual.words, huge.words) == (3, 0)
    assert Unread("page 1 has no text: it is probably a scan") in huge.receipt.unread


@a_script
@pytest.mark.parametrize("does", ["exit 1", "echo another program of that name", "printf '\\377'"])
def test_a_tesseract_that_does_not_work_leaves_the_page_unread(
    does: str, scanned: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, does)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert receipt(read("case.pdf", scanned)) == ({}, (Unread("page 1 has no text: it is probably a scan"),))


@a_script
def test_a_tesseract_in_the_folder_that_one_stands_in_is_not_run(
    scanned: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, "/bin/touch ran")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join([".", ""]))
    assert receipt(read("case.pdf", scanned)) == ({}, (Unread("page 1 has no text: it is probably a scan"),))
    assert not (tmp_path / "ran").exists()
