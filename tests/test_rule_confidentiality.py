"""Personal details near the borders, and that no report, letter or explanation repeats any."""

from __future__ import annotations

import html
import re
import zipfile
from pathlib import Path

import pypdf
import pytest

from command import pbcgov
from pbc_checks.discretion import Discretion
from pbc_checks.evidence.identifiers import LEFT_OUT, Kind, identifiers
from pbc_checks.findings import Evidence
from pbc_checks.submission import Block, BlockKind, Place, Receipt, Submission

AS = ("--framework", "hertfordshire-2007", "--document", "business-case")


def kinds(text: str) -> list[Kind]:
    return [found.kind for found in identifiers(text)]


@pytest.mark.parametrize(
    ("text", "kind", "piece"),
    [
        ("NHS no.: 943-476-5919", Kind.NHS_NUMBER, "943-476-5919"),
        ("NHS number 94 3476 5919", Kind.NHS_NUMBER, "94 3476 5919"),
        ("NHS No 9434765919", Kind.NHS_NUMBER, "9434765919"),
        ("The risk for NHS 9434765919 is high", Kind.NHS_NUMBER, "9434765919"),
        ("Patient: 9434765919", Kind.NHS_NUMBER, "9434765919"),
        ("call Dr Moss at home on 01632 960123", Kind.HOME_TELEPHONE, "01632 960123"),
        ("her address is 14 Mill Road, Mereford ME4 5TT.", Kind.ADDRESS, "14 Mill Road, Mereford ME4 5TT"),
        ("born on the 3rd of April 1951", Kind.BIRTH, "3rd of April 1951"),
        ("Date of birth (dd/mm/yy): 03.04.51", Kind.BIRTH, "03.04.51"),
        ("DOB | 1951-04-03", Kind.BIRTH, "1951-04-03"),
        ("Patient's name: Mrs Ada Smith, 83", Kind.PATIENT_NAME, "Mrs Ada Smith"),
        ("Name of patient | A. J. O'Hara", Kind.PATIENT_NAME, "A. J. O'Hara"),
        ("Patient: Mrs Smith, born 1926", Kind.PATIENT_NAME, "Mrs Smith"),
        ("Hospital no. A123456", Kind.HOSPITAL_NUMBER, "A123456"),
        ("patient number: 1234567", Kind.HOSPITAL_NUMBER, "1234567"),
        ("NI number AB 12 34 56 C", Kind.NATIONAL_INSURANCE, "AB 12 34 56 C"),
        ("He lives at 14 Mill Road, Mereford SG14 2AB", Kind.ADDRESS, "14 Mill Road, Mereford SG14 2AB"),
        ("Home address: Rose Cottage, Long Lane SG14 2AB", Kind.ADDRESS, "Rose Cottage, Long Lane SG14 2AB"),
        ("ring 07700-900-123", Kind.MOBILE, "07700-900-123"),
        ("+44 (0)7700 900123", Kind.MOBILE, "+44 (0)7700 900123"),
        ("home tel. no: (01632) 960123", Kind.HOME_TELEPHONE, "(01632) 960123"),
        ("write to a.pell@virginmedia.com", Kind.PRIVATE_MAIL, "a.pell@virginmedia.com"),
        ("Patient ref. 943 476 5919", Kind.NHS_NUMBER, "943 476 5919"),
        ("Our patient Mrs Ada Bright, aged 78, waited", Kind.PATIENT_NAME, "Mrs Ada Bright"),
        ("the practice manager's mobile is 07700 900123", Kind.MOBILE, "07700 900123"),
        ("Mrs Bright of 14 Mill Lane wrote to us", Kind.ADDRESS, "14 Mill Lane"),
    ],
)
def test_what_tells_who_somebody_is(text: str, kind: Kind, piece: str) -> None:
    assert [(found.kind, text[found.start : found.end]) for found in identifiers(text)] == [(kind, piece)]


@pytest.mark.parametrize(
    "text",
    [
        "Invoice 943 476 5918, order 9434765919, £9434765919",
        "Mrs B (NHS number in the notes) and Mr C, born in 1951",
        "NHS budget code 9434765919, patient budget 9434765919",
        "Mrs Pryce, born in Mereford, and Mrs Hale, NHS manager; our address is 14 Mill Road, Mereford ME4 5TT",
        "Care at home on 01/02/2009 or 0800 to 1800",
        "Babies born in April 2009, and people born before 1951",
        "Patient numbers: 12,450. The patient number 61,400. Unit cost 123456",
        "The hospital number of 2008/09 was 123456 attendances",
        "Patient name | Date of birth | NHS number",
        "Patient's name: ________ Date: ________",
        "Patient: Mrs J. Hale (patients' group)",
        "Name of patient group: Mill Street Friends",
        "The surgery at 14 Mill Road, Mereford SG14 2AB, 01632 960123, surgery@nhs.net",
        "Home visits: 0 in 2009; home help 01 to 05 a week",
        "seen on 07.12.2009 9.30, 07 of 2008 and 2007 123 456 789",
        "She lives at home with her husband",
        "Dr Anna Pell lives in Mereford",
        "Order no. 401 023 2137, invoice 943 476 5919, Ref: 943 476 5919, Tel 943 476 5919",
        "Call 07700 900123 (the clinic's mobile) or the on-call mobile, 07700 900124; practice mobile: 07700 900125",
        "Mrs Hale, a patient on the panel, and our patient Mrs Hale chaired 2 meetings",
        "Mrs Lynne Farr of 14 Mill Lane Surgery",
        "Mr A., aged 81, was admitted, and Mrs Hale, aged care lead, saw those aged 75 and over",
        "Our patient survey of 2006 in Mill Street, aged 65 and over",
        "Our patient participation group lives on; the patient Choice Team of 4 Mill Lane Surgery",
    ],
)
def test_what_tells_nobody(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("The patient, Mr Arthur Penfold of Church Walk, was seen.", ["Mr Arthur Penfold", "Church Walk"]),
        ("Mr Penfold of 12 Church Walk, a patient of ours, fell.", ["Mr Penfold", "12 Church Walk"]),
        ("Mrs Edith Cole of 14 Mill Lane, whose NHS number is known", ["Mrs Edith Cole", "14 Mill Lane"]),
        ("Mrs Edith Garside, born 3 April 1951, waited", ["3 April 1951", "Mrs Edith Garside"]),
        ("Mrs Edna Thrupp, aged 74, of 12 Mill Lane, waited", ["Mrs Edna Thrupp", "12 Mill Lane"]),
        ("Mr Thrupp (aged 81) fell; Miss Amy Webb, 6 years old, did not", ["Mr Thrupp", "Miss Amy Webb"]),
        ("Mr J. Hale (NHS no. 943 476 5919) waited", ["943 476 5919", "Mr J. Hale"]),
        ("Our patient Doris Webb (date of birth 04/07/1931)", ["04/07/1931", "Doris Webb"]),
    ],
)
def test_a_patient_who_is_named_with_more_is_told_by_all_of_it(text: str, pieces: list[str]) -> None:
    assert [text[found.start : found.end] for found in identifiers(text)] == pieces


def submission(*texts: str) -> Submission:
    blocks = tuple(Block(text, BlockKind.PARAGRAPH, Place(paragraph=n)) for n, text in enumerate(texts, start=1))
    return Submission("case.md", "md", "", 0, blocks, Receipt())


def test_a_detail_that_is_named_once_is_left_out_everywhere() -> None:
    discreet = Discretion(submission("Patient's name: Ada Bright, NHS number 943 476 5919", "Ada Bright waited."))
    assert discreet.text("“Ada Bright waited” stands under “943 476 5919”.") == (
        f"“{LEFT_OUT} waited” stands under “{LEFT_OUT}”."
    )
    shown = (Evidence("Ada Bright waited.", "paragraph 2"), Evidence("She waited.", 'line 3, under "Ada Bright"'))
    assert discreet.quotations(shown) == (Evidence("She waited.", f'line 3, under "{LEFT_OUT}"'),)
    assert (discreet.hides("bright"), discreet.hides("waited")) == (True, False)


def test_a_submission_without_details_is_reported_as_it_is() -> None:
    discreet = Discretion(submission("We asked 40 patients."))
    shown = (Evidence("We asked 40 patients.", "paragraph 1"),)
    assert (discreet.text("40"), discreet.quotations(shown), discreet.hides("40")) == ("40", shown, False)


CASE = """# Leg ulcers: the case of NHS number 943 476 5919

Patient's name: Ada Bright. She was born on 3 April 1951.

## Service for Ada Bright (DOB 3/4/1951)

A weekly clinic at Mill Street for 64 patients with leg ulcers, run by two trained nurses, from 1 May 2009. Ada Bright
waited eleven weeks, and would now wait two. Dr Cole, 07700 900123, runs it.

## Views of Ada Bright

We have not yet asked patients. Ada Bright, home address 14 Canal Row, Mereford, will be asked. Hospital no. MH204417.

## Money of 943 476 5919

The costs are £1,000 and £2,000: to follow from drc.surgery@gmail.com.

| Item, Ada Bright | 2009/10 |
|---|---|
| Nurses | 7,900 |
| Dressings | 2,450 |
| Total | 11,350 |

Signed: Name: Ada Bright Date:
"""
SECRETS = ("943 476", "476 5919", "3/4/1951", "3 April 1951", "Ada", "07700", "drc.surgery", "14 Canal", "MH204417")


def words(path: Path) -> str:
    """Return everything that a reader can see or search in a document, and its properties."""
    if path.suffix == ".pdf":
        reader = pypdf.PdfReader(path)
        pages = " ".join(page.extract_text() for page in reader.pages)
        text = f"{pages} {reader.metadata} {reader.xmp_metadata and reader.xmp_metadata.dc_title}"
    elif path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            parts = [package.read(name).decode("utf-8") for name in package.namelist() if name.endswith(".xml")]
        text = re.sub(r"<[^>]+>", "", " ".join(parts))
    else:
        text = path.read_text("utf-8")
    return re.sub(r"\s+", " ", html.unescape(text))


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("case") / "case.md"
    path.write_text(CASE, encoding="utf-8")
    return path


def leaked(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize("learned", [(), ("--rules-only",)], ids=["learned", "rules"])
@pytest.mark.parametrize("file_format", ["text", "json", "html", "docx", "pdf"])
def test_no_report_repeats_a_personal_detail(
    case: Path, tmp_path: Path, file_format: str, learned: tuple[str, ...]
) -> None:
    ending = {"text": "txt"}.get(file_format, file_format)
    written = tmp_path / f"report.{ending}"
    assert pbcgov("check", case, *AS, *learned, "--format", file_format, "--out", written).status == 1
    text = words(written)
    assert (leaked(text), "A date of birth stands in the submission" in text) == ([], True)


@pytest.mark.parametrize("decision", ["refuse", "conditions", "approve"])
def test_no_letter_repeats_a_personal_detail(case: Path, tmp_path: Path, decision: str) -> None:
    assert pbcgov("letter", case, *AS, "--decision", decision, "--out", tmp_path).status == 0
    made = sorted(tmp_path.iterdir())
    assert {path.suffix for path in made} >= {".docx", ".pdf"}
    assert [(path.name, leaked(words(path))) for path in made] == [(path.name, []) for path in made]


@pytest.mark.parametrize("requirement", ["service", "patient-benefits", "value-for-money", "affordability"])
@pytest.mark.parametrize("learned", [(), ("--rules-only",)], ids=["learned", "rules"])
def test_no_explanation_repeats_a_personal_detail(case: Path, requirement: str, learned: tuple[str, ...]) -> None:
    explained = pbcgov("explain", case, requirement, *AS, *learned)
    assert (explained.status, leaked(explained.out)) == (0, [])


def test_no_explanation_gives_a_number_away_piece_by_piece(tmp_path: Path) -> None:
    case = tmp_path / "case.md"
    case.write_text(
        "# Case\n\n## Risks\n\nThe nurse may leave: call Dr Moss on his mobile, 07700 900123. It affects 40.\n",
        encoding="utf-8",
    )
    explained = pbcgov("explain", case, "risks", *AS, "--rules-only")
    assert (explained.status, "The nurse may leave" in explained.out) == (0, True)
    assert [piece for piece in ("07700", "900123") if piece in explained.out] == []


def test_the_name_of_a_file_that_was_not_read_gives_nothing_away(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    writer.add_attachment("Patient with NHS no 943 476 5919.doc", b"words")
    case = tmp_path / "case.pdf"
    writer.write(case)
    for command in (("check", case, "--format", "json"), ("check", case), ("explain", case, "risks")):
        said = pbcgov(*command, *AS, "--rules-only").out
        assert (f"Patient with NHS no {LEFT_OUT}.doc" in " ".join(said.split()), "5919" in said) == (True, False)
