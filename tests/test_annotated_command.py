"""`pbcgov check --format annotated` as a user meets it: the files it writes, what it says, and its exit status."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotated_file import comments, parts
from command import pbcgov
from completed_form import completed
from hostile.pdf import Written, protected, written_pdf
from pbc_generator.document import Document
from pbc_generator.render import render

AS_BUSINESS_CASE = ("--framework", "hertfordshire-2007", "--document", "business-case", "--rules-only")
ANNOTATED = (*AS_BUSINESS_CASE, "--format", "annotated")


@pytest.fixture
def case(example: Path, tmp_path: Path) -> Path:
    path = tmp_path / "case.docx"
    path.write_bytes((example / "submission.docx").read_bytes())
    return path


@pytest.fixture
def case_pdf(tmp_path: Path) -> Path:
    path = tmp_path / "case.pdf"
    path.write_bytes(written_pdf([[Written("The clinic costs £4,000 a year, paid back in ten months.", 72, 700)]]))
    return path


def test_each_file_gets_a_copy_with_its_own_ending(case: Path, case_pdf: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    before = {path: path.read_bytes() for path in (case, case_pdf)}
    result = pbcgov("check", case, case_pdf, *ANNOTATED, "--out", out)
    assert result.status == 1
    assert sorted(path.name for path in out.iterdir()) == ["case-annotated.docx", "case-annotated.pdf"]
    count = len(comments((out / "case-annotated.docx").read_bytes()))
    assert result.out.splitlines()[0] == f"{out / 'case-annotated.docx'}  {count} remarks"
    assert {path: path.read_bytes() for path in before} == before
    assert (out / "case-annotated.pdf").read_bytes().startswith(before[case_pdf])


def test_missing_answers_are_put_in_on_request_and_counted(case: Path, tmp_path: Path) -> None:
    made = tmp_path / "made.docx"
    result = pbcgov("check", case, *ANNOTATED, "--insert-missing", "--date", "2008-05-03", "--out", made)
    assert (result.status, result.err.count("put in")) == (1, 0)
    controls = parts(made.read_bytes())["word/document.xml"].count(b"[Type your answer here]")
    assert controls > 0
    assert f", {controls} empty answer{'' if controls == 1 else 's'} put in" in result.out
    assert b'w:date="2008-05-03T00:00:00Z"' in parts(made.read_bytes())["word/comments.xml"]


def test_a_file_that_exists_is_left_unless_forced(case: Path, tmp_path: Path) -> None:
    made = tmp_path / "made.docx"
    made.write_bytes(b"mine")
    refused = pbcgov("check", case, *ANNOTATED, "--out", made)
    assert (refused.status, made.read_bytes()) == (2, b"mine")
    assert "Give --force to replace them" in refused.err
    assert pbcgov("check", case, *ANNOTATED, "--out", made, "--force").status == 1
    assert len(comments(made.read_bytes())) > 10


def test_a_name_with_another_ending_is_refused(case: Path, tmp_path: Path) -> None:
    result = pbcgov("check", case, *ANNOTATED, "--out", tmp_path / "made.pdf")
    assert (result.status, "does not end in .docx" in result.err) == (2, True)


def test_other_formats_are_refused_and_the_others_written(case: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("# Our case\n\nThe clinic costs £4,000.\n", encoding="utf-8")
    out = tmp_path / "out"
    result = pbcgov("check", note, case, *ANNOTATED, "--out", out)
    assert result.status == 2
    assert [path.name for path in out.iterdir()] == ["case-annotated.docx"]
    assert "only Word and PDF files can be annotated. Save it as .docx or PDF, and check that." in result.err


def test_a_protected_pdf_is_refused(case_pdf: Path, tmp_path: Path) -> None:
    case_pdf.write_bytes(protected(case_pdf.read_bytes(), "AES-256"))
    result = pbcgov("check", case_pdf, *ANNOTATED, "--out", tmp_path / "out")
    assert (result.status, "protected against changes" in result.err) == (2, True)
    assert not (tmp_path / "out").exists()


def test_missing_answers_go_with_annotated_copies_alone(case: Path) -> None:
    result = pbcgov("check", case, *AS_BUSINESS_CASE, "--insert-missing")
    assert (result.status, "--insert-missing goes with --format annotated" in result.err) == (2, True)


def test_nothing_is_put_into_a_completed_form_or_a_pdf(
    example_documents: dict[str, Document], case_pdf: Path, tmp_path: Path
) -> None:
    form = tmp_path / "form.docx"
    form.write_bytes(completed(render(example_documents["business-case-form"], "docx"), {"risks": "None at all."}))
    result = pbcgov("check", form, case_pdf, *ANNOTATED, "--insert-missing", "--out", tmp_path / "out")
    assert result.status == 1
    assert f"Note: {form} is a completed form, which asks for everything already: nothing was put in." in result.err
    assert f"Note: {case_pdf} is a PDF: empty answers can be put into Word files alone." in result.err
