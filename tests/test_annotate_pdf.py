"""A PDF submission comes back with highlights on the words that its report quotes, behind the very bytes it had."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pypdf
import pypdfium2
import pytest
from pypdf.generic import ArrayObject, NameObject, NumberObject, RectangleObject

from annotated_file import ACTION, report_on
from hostile import files as hostile_files
from hostile.pdf import Written, joined, protected, written_pdf
from pbc_checks.annotate.pdf import annotate_pdf
from pbc_checks.annotate.remarks import remarks
from pbc_checks.documents import checkable
from pbc_checks.engine import check
from pbc_checks.findings import Evidence
from pbc_checks.read import read
from pbc_checks.read.errors import UnreadableFileError
from pbc_frameworks.data import data_folder
from pbc_frameworks.load import Library, load_framework
from pbc_generator.document import Document
from pbc_generator.render import render

CORPUS = sorted(data_folder("examples").parent.glob("corpus/dev-[abc]-0[1-4].pdf"))
TITLE = Written("Our case for a skin clinic", 72, 760, 16, bold=True)
COSTS = Written("The clinic costs £4,000 a year in all, which is paid back", 72, 720)
GOES_ON = Written("within ten months of the first session on Monday.", 72, 704)
QUOTED = "costs £4,000 a year in all, which is paid back within ten months"
REMARK = f"◐ Should fix\nThis should be looked at.\nWhat to do: {ACTION}"
Boxes = list[tuple[float, float, float, float]]


def annotated(data: bytes, *quotations: str | Evidence, day: date | None = None) -> bytes:
    return annotate_pdf("case.pdf", data, report_on(data, quotations, name="case.pdf"), day).data


def annotations(data: bytes, page: int = 0) -> list[Any]:
    found = pypdf.PdfReader(io.BytesIO(data)).pages[page].get("/Annots", ArrayObject())
    return [each.get_object() for each in found.get_object()]


def boxes(annotation: Any) -> Boxes:
    """Return the boxes of a highlight, one a line, as left, bottom, right and top."""
    corners = [float(corner) for corner in annotation["/QuadPoints"]]
    quads = [corners[start : start + 8] for start in range(0, len(corners), 8)]
    return [(min(quad[::2]), min(quad[1::2]), max(quad[::2]), max(quad[1::2])) for quad in quads]


def under(data: bytes, annotation: Any, page: int = 0) -> str:
    """Return the words that a highlight lies on, as another program cuts them out of the page."""
    with pypdfium2.PdfDocument(data) as document:
        text = document[page].get_textpage()
        lines = [text.get_text_bounded(*box) for box in boxes(annotation)]
        text.close()
    return " ".join(" ".join(lines).split())


def altered(data: bytes, change: Callable[[pypdf.PageObject], object]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    for page in writer.pages:
        change(page)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def turned(page: pypdf.PageObject) -> None:
    """Lay the words of a page on their side, and turn the page so that they stand upright."""
    page.add_transformation(pypdf.Transformation().rotate(90).translate(842, 0))
    page.mediabox = page.cropbox = RectangleObject((0, 0, 842, 595))
    page[NameObject("/Rotate")] = NumberObject(90)


def turned_left(page: pypdf.PageObject) -> None:
    page.add_transformation(pypdf.Transformation().rotate(270).translate(0, 595))
    page.mediabox = page.cropbox = RectangleObject((0, 0, 842, 595))
    page[NameObject("/Rotate")] = NumberObject(270)


def cropped(page: pypdf.PageObject) -> None:
    page.mediabox = RectangleObject((-50, -30, 600, 900))
    page.cropbox = RectangleObject((40, 500, 595, 800))


def upside_down(page: pypdf.PageObject) -> None:
    page.add_transformation(pypdf.Transformation().rotate(180).translate(595, 842))
    page[NameObject("/Rotate")] = NumberObject(180)


PAGES = {
    "plain": written_pdf([[TITLE, COSTS, GOES_ON]]),
    "turned": altered(written_pdf([[TITLE, COSTS, GOES_ON]]), turned),
    "cropped": altered(written_pdf([[TITLE, COSTS, GOES_ON]]), cropped),
    "upside down": altered(written_pdf([[TITLE, COSTS, GOES_ON]]), upside_down),
    "turned the other way": altered(written_pdf([[TITLE, COSTS, GOES_ON]]), turned_left),
}


@pytest.mark.parametrize("data", PAGES.values(), ids=PAGES)
def test_a_highlight_lies_on_the_quoted_words_line_by_line(data: bytes) -> None:
    made = annotated(data, Evidence(QUOTED, "page 1"))
    assert made.startswith(data)
    (highlight,) = annotations(made)
    assert (highlight["/Subtype"], highlight["/Contents"], highlight["/T"]) == ("/Highlight", REMARK, "pbcgov")
    assert len(boxes(highlight)) == 2
    assert under(made, highlight) == QUOTED
    assert annotated(data, Evidence(QUOTED, "page 1")) == made


@pytest.mark.parametrize("data", PAGES.values(), ids=PAGES)
def test_a_note_on_no_words_lies_in_the_top_right_corner_of_what_is_shown(data: bytes) -> None:
    made = annotated(data, *[Evidence("words that stand nowhere", "page 1")] * 3)
    with pypdfium2.PdfDocument(data) as document:
        left, bottom, right, top = document[0].get_cropbox()
        rotation = document[0].get_rotation()
    assert [each["/Subtype"] for each in annotations(made)] == ["/Text"] * 3
    for number, each in enumerate(annotations(made)):
        near, low, far, high = (float(side) for side in each["/Rect"])
        assert (far - near, high - low) == (20, 20)
        # It stands upright, hung up by this corner of the unturned page: 26 points from the right as it is shown.
        down = 24 + 20 * number
        assert (near, high) == {
            0: (right - 26, top - down),
            90: (left + down, top - 26),
            180: (left + 26, bottom + down),
            270: (right - down, bottom + 26),
        }[rotation]


def seen(data: bytes) -> Any:
    """Return the first page as it is shown, in shades of grey from 0 to 1."""
    with pypdfium2.PdfDocument(data) as document:
        return document[0].render(scale=1, grayscale=True).to_numpy().squeeze() / 255


@pytest.mark.parametrize("name", ["turned", "upside down", "turned the other way"])
def test_remarks_on_a_turned_page_are_seen_as_on_an_upright_one(name: str) -> None:
    quotations = [Evidence(QUOTED, "page 1"), Evidence("words that stand nowhere", "page 1")]
    upright, other = (
        abs(seen(annotated(PAGES[each], *quotations)) - seen(PAGES[each])) > 0.03 for each in ("plain", name)
    )
    assert upright.sum() > 2000  # points of the page
    assert (upright == other).all()


@pytest.mark.parametrize("name", PAGES)
def test_the_first_two_corners_of_a_highlight_are_the_upper_ones_as_shown(name: str) -> None:
    (highlight,) = annotations(annotated(PAGES[name], Evidence(QUOTED, "page 1")))
    x1, y1, x2, y2, x3, y3, _, _ = (float(corner) for corner in highlight["/QuadPoints"][:8])
    along, down = (x2 - x1, y2 - y1), (x3 - x1, y3 - y1)
    with pypdfium2.PdfDocument(PAGES[name]) as document:
        rotation = document[0].get_rotation()
    right = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[rotation]  # on the unturned page
    below = (right[1], -right[0])
    assert along[0] * right[0] + along[1] * right[1] > 100
    assert 5 < down[0] * below[0] + down[1] * below[1] < 30


def test_of_words_that_occur_twice_those_on_the_page_and_below_the_heading_of_the_evidence_are_highlighted() -> None:
    heads = [Written("Money", 72, 650, 14, bold=True), Written("Risks", 72, 550, 14, bold=True)]
    lines = [Written("It costs £40 at most.", 72, height) for height in (630, 530)]
    data = written_pdf([[TITLE, *lines], [heads[0], lines[0], heads[1], lines[1]]])
    made = annotated(data, Evidence("It costs £40", 'page 2, paragraph 4, under "Risks"'))
    assert annotations(made) == []
    (highlight,) = annotations(made, 1)
    assert [round(bottom) for _, bottom, _, _ in boxes(highlight)] == [528]


def test_of_words_that_occur_in_several_rows_those_of_the_row_are_highlighted() -> None:
    rows = [("Payback", "TBC"), ("In budget", "tbc"), ("Contract held by", "tbc"), ("Tender needed", "tbc")]
    cells = [
        Written(words, left, 700 - 20 * number)
        for number, row in enumerate(rows)
        for left, words in zip((72, 300), row, strict=True)
    ]
    data = written_pdf([[TITLE, *cells]])
    places = {block.text: str(block.place) for block in read("case.pdf", data).blocks}
    made = annotated(data, Evidence("tbc", places["Contract held by | tbc"]), Evidence("TBC", places["Payback | TBC"]))
    assert [round(boxes(each)[0][1]) for each in annotations(made)] == [658, 698]


def test_a_quotation_that_runs_overleaf_is_highlighted_by_half() -> None:
    data = written_pdf([[TITLE, COSTS], [GOES_ON]])
    whole = f"{COSTS.text} {GOES_ON.text}"
    made = annotated(data, Evidence(whole, "page 1"))
    (highlight,) = annotations(made)
    assert under(made, highlight) == " ".join(whole.split()[:10])


def test_the_annotations_of_others_are_kept() -> None:
    others = {
        NameObject("/Type"): NameObject("/Annot"),
        NameObject("/Subtype"): NameObject("/Text"),
        NameObject("/Rect"): ArrayObject([NumberObject(side) for side in (10, 10, 30, 30)]),
        NameObject("/Contents"): pypdf.generic.TextStringObject("Check this."),
    }
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(PAGES["plain"]))
    listed = ArrayObject([writer._add_object(pypdf.generic.DictionaryObject(others))])
    writer.pages[0][NameObject("/Annots")] = writer._add_object(listed)
    buffer = io.BytesIO()
    writer.write(buffer)
    data = buffer.getvalue()
    made = annotated(data, Evidence(QUOTED, "page 1"))
    assert made.startswith(data)
    assert [each["/Contents"] for each in annotations(made)] == ["Check this.", REMARK]


def test_the_date_is_that_given_or_none() -> None:
    made = [annotated(PAGES["plain"], Evidence(QUOTED, "page 1"), day=day) for day in (None, date(2008, 5, 3))]
    assert [annotations(each)[0].get("/M") for each in made] == [None, "D:20080503000000Z"]


def test_a_file_that_nothing_is_remarked_on_comes_back_as_it_was() -> None:
    assert annotated(PAGES["plain"]) == PAGES["plain"]


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_a_protected_file_is_refused_with_what_to_do(algorithm: str) -> None:
    data = protected(PAGES["plain"], algorithm)
    with pytest.raises(UnreadableFileError, match=r"protected against changes.*Save it without protection"):
        annotated(data, Evidence(QUOTED, "page 1"))


@pytest.mark.parametrize("end", [200, 600, 1000])
def test_a_file_that_was_cut_off_gives_highlights_or_says_that_it_is_damaged(end: int) -> None:
    whole = PAGES["plain"]
    report = report_on(whole, [Evidence(QUOTED, "page 1")], name="case.pdf")
    try:
        made = annotate_pdf("case.pdf", whole[:-end], report).data
    except UnreadableFileError as error:
        assert "damaged" in str(error)  # either outcome is right
    else:
        assert [each["/Contents"] for each in annotations(made)] == [REMARK]


def test_a_scanned_page_gets_notes() -> None:
    data = joined(PAGES["plain"], hostile_files.scanned_pdf())
    made = annotate_pdf("case.pdf", data, report_on(data, [Evidence("seen by nobody", "page 2")], name="case.pdf"))
    assert [each["/Subtype"] for each in annotations(made.data)] == ["/Text"]
    assert [remark.title for remark in made.not_placed] == ["◐ Should fix"]


def test_a_document_of_five_hundred_pages_is_annotated_in_seconds() -> None:
    lines = [
        [Written(f"Page {page} line {row} says nothing of cost.", 72, 780 - 16 * row) for row in range(40)]
        for page in range(500)
    ]
    data = written_pdf(lines)
    quotations = [Evidence(f"Page {page} line 7 says nothing", f"page {page + 1}") for page in range(0, 500, 10)]
    report = report_on(PAGES["plain"], quotations, name="case.pdf")
    begun = time.perf_counter()
    made = annotate_pdf("case.pdf", data, report)
    assert time.perf_counter() - begun < 60
    assert (made.placed, made.not_placed) == (50, ())


def test_pages_whose_objects_lie_in_streams_are_annotated(example_documents: dict[str, Document]) -> None:
    data = render(example_documents["business-case-form"], "pdf")
    submission = read("form.pdf", data)
    quotation = next(block for block in submission.blocks if len(block.text.split()) > 8 and block.place.page == 2)
    made = annotated(data, Evidence(quotation.text, str(quotation.place)))
    assert made.startswith(data)
    highlights = [each for each in annotations(made, 1) if each.get("/T") == "pbcgov"]
    assert [each["/Subtype"] for each in highlights] == ["/Highlight"]
    assert _bare(under(made, highlights[0], 1)) == _bare(quotation.text)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_a_corpus_file_has_each_remark_once_and_its_words_under_the_highlights(path: Any) -> None:
    data = path.read_bytes()
    framework = load_framework("hertfordshire-2007")
    library = Library()
    report = check(read(path.name, data), framework, checkable(framework)["business-case"], library.concepts())
    made = annotate_pdf(path.name, data, report)
    assert made.data.startswith(data)
    about = {remark.text: [_bare(each.quote) for each in remark.about] for remark in remarks(report)}
    pages = range(len(pypdf.PdfReader(io.BytesIO(data)).pages))
    found = [(page, each) for page in pages for each in annotations(made.data, page) if each.get("/T") == "pbcgov"]
    assert sorted(each["/Contents"] for _, each in found) == sorted(about)
    lost = [remark.text for remark in made.not_placed]
    assert lost == []
    for page, each in found:
        if each["/Subtype"] == "/Highlight":
            words = _bare(under(made.data, each, page))
            # A word of the same line in another column may lie in the box of a line, too.
            assert any(words in quote or quote in words for quote in about[each["/Contents"]]), (words, about)
        else:
            assert about[each["/Contents"]] == []


def _bare(words: str) -> str:
    return "".join(character for character in words.casefold() if character.isalnum())
