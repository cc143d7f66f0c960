"""`pbcgov register` as a user meets it: from Excel and back, reviewed, exported, for a meeting."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import openpyxl

from command import pbcgov
from pbc_frameworks.register.load import load_register


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def sheet(path: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (("Name", "Position", "Organisation", "Type", "Nature", "From", "Declared", "Action"), *rows):
        book.active.append(row)
    book.save(path)
    return path


GOOD = ("Dr A", "GP", "Clinic Ltd", "Financial", "Partner", "01/02/2007", "10/02/2007", "Withdraws")
BAD = ("Dr B", "GP", "Clinic Ltd", "Financial", "Partner", "soon", "10/02/2007", "Withdraws")


def test_an_excel_sheet_becomes_a_register(tmp_path: Path) -> None:
    out = tmp_path / "register.yaml"
    result = pbcgov("register", "import", sheet(tmp_path / "r.xlsx", GOOD), "--out", out, "--updated", "2007-03-01")
    assert (result.status, result.out, result.err) == (0, f"{out}: 1 interest, 0 nil returns\n", "")
    assert [entry.name for entry in load_register(out).interests] == ["Dr A"]
    again = pbcgov("register", "import", tmp_path / "r.xlsx", "--out", out)
    assert again.status == 2
    assert "exist already" in again.err


def test_nothing_is_written_while_a_row_cannot_be_read_unless_that_is_wanted(tmp_path: Path) -> None:
    file, out = sheet(tmp_path / "r.xlsx", GOOD, BAD), tmp_path / "register.yaml"
    result = pbcgov("register", "import", file, "--out", out)
    assert result.status == 1
    assert f"{file}: Sheet F3: 'soon' is not a whole date. Write day, month and year: 01/04/2007.\n" in result.err
    assert "Nothing was written." in result.err
    assert not out.exists()
    assert pbcgov("register", "import", file, "--out", out, "--partial").status == 1
    assert [entry.name for entry in load_register(out).interests] == ["Dr A"]


def test_a_file_that_is_no_workbook_or_is_not_there_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_bytes(b"PK\x03\x04 broken")
    for name, said in (("r.xlsx", "not an Excel workbook"), ("none.xlsx", "cannot be read")):
        result = pbcgov("register", "import", tmp_path / name, "--out", tmp_path / "register.yaml")
        assert (result.status, said in result.err) == (2, True)


def test_a_workbook_that_unpacks_to_far_too_much_is_not_opened(tmp_path: Path) -> None:
    file = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 210_000_000)
    result = pbcgov("register", "import", file, "--out", tmp_path / "register.yaml")
    assert (result.status, "(210 MB; at most 64 MB)" in result.err) == (2, True)


def test_a_register_is_validated_with_the_line_of_each_remark(example: Path, tmp_path: Path) -> None:
    register = tmp_path / "register.yaml"
    text = (example / "register.yaml").read_text(encoding="utf-8")
    register.write_text(text.replace("  - {name: Dr Hugh Tranter", "  - {name: Dr Hugo Tranter"), encoding="utf-8")
    options = ("--profile", example / "profile.yaml", "--date", "2008-02-01")
    result = pbcgov("register", "validate", register, *options)
    place = 1 + text.splitlines().index("  - name: Robert Ellison")
    assert (result.status, result.out.splitlines()) == (
        1,
        [
            f"{register}: Dr Hugh Tranter: Lead of The Maltings Practice: no entry and no nil return. "
            "Ask for a declaration.",
            f"{register}:{place}: note: Robert Ellison: Ended on 2007-06-30: public until 2007-12-30, to be kept until "
            "2013-06-30. Leave it out of what you publish.",
            f"{register}: 5 interests, 14 nil returns; 1 to put right, 1 to note, on 2008-02-01",
        ],
    )


def test_the_registers_of_the_examples_are_in_order(example: Path) -> None:
    for folder in sorted(example.parent.iterdir()):
        if (folder / "profile.yaml").exists():
            result = pbcgov("register", "validate", folder / "register.yaml", "--profile", folder / "profile.yaml")
            assert (result.status, "nothing to put right, 0 to note" in result.out) == (0, True), result.out


def test_a_register_is_exported_in_every_format(example: Path, tmp_path: Path) -> None:
    options = ("--format", "docx,pdf,html,xlsx,csv", "--profile", example / "profile.yaml", "--out", tmp_path)
    assert pbcgov("register", "export", example / "register.yaml", *options).status == 0
    assert names(tmp_path) == [f"register-of-interests.{ending}" for ending in ("csv", "docx", "html", "pdf", "xlsx")]
    word = docx.Document(io.BytesIO((tmp_path / "register-of-interests.docx").read_bytes()))
    table = next(each for each in word.tables if each.cell(0, 0).text == "Name and position")
    assert [row.cells[3].text for row in table.rows[1:]].count("Indirect: Spouse") == 1


def test_the_public_register_is_that_of_a_day(example: Path, tmp_path: Path) -> None:
    options = ("--public", "--date", "2008-02-01", "--format", "csv", "--out", tmp_path)
    assert pbcgov("register", "export", example / "register.yaml", *options).status == 0
    text = (tmp_path / "register-of-interests-public.csv").read_text(encoding="utf-8-sig")
    assert "Dr Sunil Rao" in text
    assert "Robert Ellison" not in text  # whose interest ended on 30 June 2007


def test_a_word_export_needs_a_framework(example: Path, tmp_path: Path) -> None:
    result = pbcgov("register", "export", example / "register.yaml", "--format", "docx", "--out", tmp_path / "out")
    assert (result.status, "give --framework or --profile" in result.err) == (2, True)
    assert not (tmp_path / "out").exists()


def test_the_sheet_of_a_meeting_names_who_withdraws(example: Path, tmp_path: Path) -> None:
    profile = ("--profile", example / "profile.yaml", "--out", tmp_path, "--date", "2007-05-10", "--format", "docx")
    group = ("--body", "pbc-locality-group", "--locality", "mereford")
    items = ("--item", "Community clinic; dermatology", "--item", "Budget")
    result = pbcgov("register", "meeting", *profile, *group, *items)
    assert (result.status, result.out) == (
        0,
        f"{tmp_path / 'meeting-sheet-pbc-locality-group-mereford.docx'}\n"
        "  Community clinic: Dr Grace Oyelaran\n"
        "  Budget: nobody, by the register\n",
    )
    elsewhere = pbcgov("register", "meeting", *profile, "--body", "pbc-governance-committee", *items)
    assert elsewhere.out.endswith("  Community clinic: nobody, by the register\n  Budget: nobody, by the register\n")
    assert elsewhere.err == (
        "Note: Community clinic: Dr Grace Oyelaran has an interest too, and by the register is not on this body. If "
        "that is wrong, add 'bodies: [pbc-governance-committee]' to the entry.\n"
    )
    wrong = pbcgov("register", "meeting", *profile, "--body", "pbc-locality-group", *items)
    assert (wrong.status, "Choose one of: mereford, three-villages, wealdham" in wrong.err) == (2, True)
