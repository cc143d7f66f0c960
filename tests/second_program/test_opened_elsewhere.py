"""Our files in other people's programs: LibreOffice opens every Word file and poppler every PDF, and forms survive."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import docx
import pytest

from completed_form import completed
from pbc_checks.read import read
from pbc_frameworks.model import Framework
from pbc_generator.document import Document, Heading
from pbc_generator.render import render


def convert(files: list[Path], ending: str, folder: Path) -> list[Path]:
    """Have LibreOffice convert files, with a user profile of its own so that runs do not disturb each other."""
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", ending]
    run = subprocess.run([*command, "--outdir", folder, *files], capture_output=True, text=True, timeout=300)
    made = [folder / f"{file.stem}.{ending}" for file in files]
    assert [path.name for path in made if not path.exists()] == [], run.stderr
    return made


def words(pdf: Path) -> str:
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return " ".join(text.split())


@pytest.fixture(scope="module")
def word_files(example_documents: dict[str, Document], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("word")
    for name, document in example_documents.items():
        (folder / f"{name}.docx").write_bytes(render(document, "docx"))
    return sorted(folder.iterdir())


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def test_libreoffice_opens_every_word_file_and_shows_every_heading(
    word_files: list[Path], example_documents: dict[str, Document], tmp_path: Path
) -> None:
    for pdf in convert(word_files, "pdf", tmp_path):
        shown = words(pdf)
        missing = [heading for heading in headings(example_documents[pdf.stem]) if heading not in shown]
        assert missing == [], pdf.name


def test_python_docx_reads_every_heading_back(word_files: list[Path], example_documents: dict[str, Document]) -> None:
    for path in word_files:
        paragraphs = docx.Document(str(path)).paragraphs
        read_back = [each.text for each in paragraphs if each.style and each.style.name.startswith("Heading")]
        assert [text for text in headings(example_documents[path.stem]) if text not in read_back] == [], path.name


def test_poppler_finds_every_pdf_tagged_with_title_and_all_headings(
    example_documents: dict[str, Document], tmp_path: Path
) -> None:
    for name, document in example_documents.items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(render(document, "pdf"))
        run = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True)
        told = dict(line.split(":", 1) for line in run.stdout.splitlines() if ":" in line)
        assert (told["Title"].strip(), told["Tagged"].strip()) == (document.title, "yes")
        shown = words(path)
        assert [heading for heading in headings(document) if heading not in shown] == [], name


def test_a_completed_form_saved_twice_by_libreoffice_is_still_read_back_exactly(
    example_documents: dict[str, Document], hertfordshire: Framework, tmp_path: Path
) -> None:
    answers = {
        requirement.id: f"The answer on {requirement.id}: £{number},500 & “more” <b>\n\nAfter a line:\n\t£{number}\t£9"
        for number, requirement in enumerate(hertfordshire.submissions["business-case"].requirements)
    }
    fields = {"proposal": "A skin clinic", "submitted-by": "Market Square", "lead": "Dr Qureshi"}
    path = tmp_path / "case.docx"
    typed = {**answers, **{f"field.{name}": text for name, text in fields.items()}}
    path.write_bytes(completed(render(example_documents["business-case-form"], "docx"), typed))
    before = read("case.docx", path.read_bytes())
    assert (before.answers, before.fields) == (answers, {**fields, "date-submitted": "", "approved-by-group": ""})
    for save in ("first", "second"):
        (path,) = convert([path], "docx", _made(tmp_path / save))
        after = read("case.docx", path.read_bytes())
        assert (after.form, after.answers, after.fields) == (before.form, before.answers, before.fields), save
        assert [block.text for block in after.blocks if block.requirement] == [
            block.text for block in before.blocks if block.requirement
        ]


def test_a_blank_form_saved_by_libreoffice_is_still_blank(
    example_documents: dict[str, Document], tmp_path: Path
) -> None:
    source = tmp_path / "form.docx"
    source.write_bytes(render(example_documents["business-case-form"], "docx"))
    (saved,) = convert([source], "docx", _made(tmp_path / "saved"))
    submission = read("form.docx", saved.read_bytes())
    assert set(submission.answers.values()) == {""}
    assert len(submission.answers) == 16


def test_a_report_opens_in_libreoffice(example: Path, tmp_path: Path) -> None:
    from command import pbcgov

    report = tmp_path / "report.docx"
    options = ("--framework", "hertfordshire-2007", "--document", "business-case", "--format", "docx")
    assert pbcgov("check", example / "submission.docx", *options, "--out", report).status == 1
    (pdf,) = convert([report], "pdf", _made(tmp_path / "opened"))
    assert "Summary for the board" in words(pdf)
    assert docx.Document(io.BytesIO(report.read_bytes())).core_properties.language == "en-GB"


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
