"""What `bench/fuzz.py` found, and a short run of it: every file yields a report or one clear error, in bounded time."""

from __future__ import annotations

import io
import time
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

import pytest
from fuzz import mutants
from fuzzing.trial import Checker, Outcome, Trials

from fuzzed import files as fuzzed
from hostile import files as hostile
from pbc_checks.read import UnreadableFileError, read
from pbc_checks.submission import Submission
from pbc_generator.document import Document, Heading, ItemList, Paragraph, Table, Text
from pbc_generator.render import render

EXAMPLES = Path(__file__).parent / "examples"
SECONDS = 5.0


def unread(submission: Submission) -> list[str]:
    return [each.what for each in submission.receipt.unread]


# Nothing is called absent that was not read: what a damaged file has lost is said in the receipt.


def test_a_file_without_a_word_is_no_clean_pass() -> None:
    for name, data in (("empty.docx", hostile.word("")), ("empty.md", b"---\n"), ("empty.csv", b",,\n,,\n")):
        submission = read(name, data)
        assert (submission.words, submission.receipt.complete) == (0, False)
        assert unread(submission) == ["it holds no words that can be read"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            fuzzed.replaced("xl/worksheets/sheet1.xml", b"(?s)<.*", b"<x/>"),
            "sheets that hold something else than cells: the file is damaged",
        ),
        (fuzzed.without("xl/worksheets/sheet2.xml"), "sheets that the workbook names, and the file does not hold"),
        (
            fuzzed.replaced("xl/worksheets/sheet1.xml", b'r="3"', b'r="2"'),
            "cells: they lie too far to the right or below, or not where they say",
        ),
        (
            fuzzed.replaced("xl/worksheets/sheet1.xml", b'r="3"', b'r="2000000000"'),
            "rows of the sheet Budget after row 1048576",
        ),
    ],
)
def test_what_a_workbook_has_lost_is_said(change: object, said: str) -> None:
    submission = read("budget.xlsx", fuzzed.changed(fuzzed.workbook(), change))  # type: ignore[arg-type]
    assert said in unread(submission)
    assert not submission.receipt.complete


def test_rows_beyond_the_size_that_a_sheet_says_it_has_are_read() -> None:
    change = fuzzed.replaced("xl/worksheets/sheet1.xml", b'<dimension ref="[^"]*"', b'<dimension ref="A1"')
    data = fuzzed.changed(fuzzed.workbook(), change)
    assert [block.text for block in read("budget.xlsx", data).blocks] == [
        block.text for block in read("budget.xlsx", fuzzed.workbook()).blocks
    ]


def test_a_workbook_in_an_encoding_that_does_not_exist_is_refused() -> None:
    change = fuzzed.replaced("xl/workbook.xml", b"^", b'<?xml version="1.0" encoding="none"?>')
    with pytest.raises(UnreadableFileError, match=r"^budget\.xlsx: "):
        read("budget.xlsx", fuzzed.changed(fuzzed.workbook(), change))


def test_a_workbook_packed_in_another_way_and_damaged_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(fuzzed.workbook())) as archive, zipfile.ZipFile(buffer, "w") as packed:
        for name in archive.namelist():
            packed.writestr(name, archive.read(name), zipfile.ZIP_LZMA)
        at = packed.getinfo("xl/workbook.xml").header_offset + len("xl/workbook.xml") + 50
    data = buffer.getvalue()
    with pytest.raises(UnreadableFileError, match="not an Excel workbook"):
        read("case.xlsx", data[:at] + b"\xff" * 40 + data[at + 40 :])


def test_what_openpyxl_has_to_say_is_not_said_to_the_user() -> None:
    change = fuzzed.replaced("xl/_rels/workbook.xml.rels", b'Target="[^"]*styles.xml"', b'Target="none.xml"')
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            read("budget.xlsx", fuzzed.changed(fuzzed.workbook(), change))
        except UnreadableFileError as error:
            assert str(error).startswith("budget.xlsx: ")


def test_notes_that_a_word_file_has_lost_are_said() -> None:
    assert read("case.docx", fuzzed.word_with_note()).receipt.complete
    for part in ("word/footnotes.xml", "word/_rels/document.xml.rels"):
        submission = read("case.docx", fuzzed.changed(fuzzed.word_with_note(), fuzzed.without(part)))
        assert unread(submission) == ["footnotes and endnotes that the text refers to, and the file does not hold"]
        assert not submission.receipt.complete


def test_words_where_no_program_puts_them_are_read() -> None:
    body = (
        "<w:p><w:t>One</w:t></w:p><w:r><w:t>two</w:t></w:r><w:other><w:p><w:r><w:t>three</w:t></w:r></w:p></w:other>"
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>gloss</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>four</w:t></w:r></w:rubyBase>"
        "</w:ruby></w:r></w:p><w:tbl><w:tr><w:tc><w:r><w:t>five</w:t></w:r></w:tc><w:tc><w:p><w:r><w:t>six</w:t></w:r>"
        "</w:p></w:tc></w:tr></w:tbl><w:del><w:p><w:r><w:t>gone</w:t></w:r></w:p></w:del>"
    )
    assert [block.text for block in read("case.docx", hostile.word(body)).blocks] == [
        "One", "two", "three", "four", "five | six",
    ]  # fmt: skip


def damaged(content: bytes) -> bytes:
    """Return a stream with a byte of what it holds changed on its way."""
    place = content.index(b"stream\n") + 30
    return content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :]


LOST_FONT = b"<</Type/Font/Subtype/TrueType/BaseFont/A/ToUnicode 99 0 R>>"
WHOLE = fuzzed.stream(fuzzed.LINES)
CROWDED = fuzzed.pdf(fuzzed.page(fuzzed.many_lines(9000)))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (fuzzed.pdf(fuzzed.page(damaged(WHOLE))), "page 1 is damaged: some of its words may be missing"),
        (fuzzed.pdf(fuzzed.page(b"null", 2)), "pages 1 to 2 are damaged: some of their words may be missing"),
        (fuzzed.pdf(fuzzed.page(WHOLE, font=LOST_FONT)), "page 1 is damaged: some of its words may be missing"),
        (fuzzed.pdf(fuzzed.page(WHOLE), b""), "the end of the file: it is missing, and words may be missing with it"),
        (CROWDED, "page 1 holds more than a page can: the rest of it was not read"),
    ],
)  # fmt: skip
def test_what_a_pdf_has_lost_is_said(data: bytes, said: str) -> None:
    submission = read("case.pdf", data)
    assert said in unread(submission)
    assert not submission.receipt.complete


def test_a_whole_pdf_has_lost_nothing() -> None:
    submission = read("case.pdf", fuzzed.pdf(fuzzed.page(WHOLE)))
    assert submission.words == 10
    assert not unread(submission)


# Nothing takes long: the time of each was out of all proportion once.


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(reports=False)


SLOW = {
    "more digits than a sum has": ("case.txt", b"It costs \xc2\xa3" + b"9" * 400 + b" a year."),
    "sums without end in one sentence": ("case.txt", b"\xc2\xa31,234,567.89 " * 3000),
    "a table of thousands of rows with sums": ("case.md", b"| Year | Cost |\n|---|---|\n" + b"| One | 5 |\n" * 3000),
    "one row of thousands of cells": ("case.csv", b"1," * 20_000 + b"\n" + b"Nurse,5\n" * 2000),
    "thousands of lines on a page": ("case.pdf", fuzzed.pdf(fuzzed.page(fuzzed.many_lines(20_000)))),
    "a million strokes on a page": ("case.pdf", fuzzed.pdf(fuzzed.page(fuzzed.stream(b"0 0 m 9 9 l S\n" * 1_000_000)))),
    "one page again and again": ("case.pdf", fuzzed.pdf(fuzzed.page(fuzzed.many_lines(70), 60))),
}


@pytest.mark.parametrize("what", SLOW)
def test_what_took_for_ever_takes_seconds(checker: Checker, what: str) -> None:
    start = time.process_time()
    result = checker.result(*SLOW[what])
    assert result.outcome is not Outcome.FAILURE, result.what
    assert time.process_time() - start < SECONDS


def test_forms_that_draw_forms_are_not_drawn() -> None:
    objects = fuzzed.page(fuzzed.stream(b"/X0 Do"), further=fuzzed.forms_in_forms(12))
    with pytest.raises(UnreadableFileError, match=r"far (too )?(much|more)"):
        read("case.pdf", fuzzed.pdf(objects))


# And a short run, always the same.


@pytest.fixture
def trials(checker: Checker) -> Iterator[Trials]:
    made = Trials(checker)
    yield made
    made.close()


def test_two_hundred_damaged_files_are_reported_on_or_refused(trials: Trials) -> None:
    blocks = (
        Heading(1, "Proposal", "proposal"),
        Paragraph((Text("We propose a clinic. It costs £5,000 a year, from 1 April 2009."),)),
        ItemList(((Text("eczema"),), (Text("acne"),))),
        Table(("Item", "Cost"), (((Text("Nurse"),), (Text("£5,000"),)),), "Costs", "Costs"),
    )
    document = Document("case", "A case", "", "Practice", "A case", date(2009, 1, 5), (), blocks, contents=False)
    example = EXAMPLES / "budget-overspend"
    sources = {
        "case.pdf": render(document, "pdf"),
        "case.docx": render(document, "docx"),
        **{f"case.{ending}": (example / f"bad.{ending}").read_bytes() for ending in ("xlsx", "csv")},
        "case.md": (EXAMPLES / "care" / "good.md").read_bytes(),
    }
    for made in islice(mutants(sorted(sources), seed=7), 200):
        result = trials.result(made.name, made.made(sources[made.name]))
        assert result.outcome is not Outcome.FAILURE, f"{made.name} {', '.join(map(str, made.steps))}: {result.what}"
