"""Annotated copies in LibreOffice: each opens, and its text is that of the submission, beside what was put in."""

from __future__ import annotations

from pathlib import Path

from annotated_file import comments
from command import pbcgov
from pbc_checks.annotate.missing import PROMPT
from pbc_frameworks.data import data_folder
from second_program.test_opened_elsewhere import convert

CORPUS = sorted(data_folder("examples").parent.glob("corpus/dev-[abc]-*.docx"))
OPTIONS = ("--framework", "hertfordshire-2007", "--document", "business-case", "--rules-only", "--format", "annotated")


def texts(files: list[Path], folder: Path) -> dict[str, list[str]]:
    """Return the lines of each file as LibreOffice exports them, without empty ones."""
    folder.mkdir()
    return {
        path.stem: [line for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
        for path in convert(files, "txt", folder)
    }


def test_24_annotated_copies_open_with_the_text_that_they_had(tmp_path: Path) -> None:
    assert len(CORPUS) == 24
    assert pbcgov("check", *CORPUS, *OPTIONS, "--out", tmp_path / "made").status == 1
    before = texts(CORPUS, tmp_path / "before")
    after = texts(sorted((tmp_path / "made").iterdir()), tmp_path / "after")
    assert {name.removesuffix("-annotated"): lines for name, lines in after.items()} == before


def test_copies_with_empty_answers_differ_by_these_alone(tmp_path: Path) -> None:
    files = CORPUS[:8]
    assert pbcgov("check", *files, *OPTIONS, "--insert-missing", "--out", tmp_path / "made").status == 1
    before = texts(files, tmp_path / "before")
    after = texts(sorted((tmp_path / "made").iterdir()), tmp_path / "after")
    put_in = 0
    for name, lines in before.items():
        left = list(after[f"{name}-annotated"])
        while PROMPT in left:
            place = left.index(PROMPT)
            del left[place - 1 : place + 1]  # the heading above it, too
            put_in += 1
        assert left == lines, name
    assert put_in > 5


def test_libreoffice_keeps_the_comments_when_it_saves_a_copy(tmp_path: Path) -> None:
    assert pbcgov("check", CORPUS[0], *OPTIONS, "--out", tmp_path / "made.docx").status == 1
    folder = tmp_path / "saved"
    folder.mkdir()
    (saved,) = convert([tmp_path / "made.docx"], "docx", folder)
    made = comments((tmp_path / "made.docx").read_bytes())
    kept = comments(saved.read_bytes())
    assert sorted((each.lines, each.anchored) for each in kept) == sorted((each.lines, each.anchored) for each in made)
