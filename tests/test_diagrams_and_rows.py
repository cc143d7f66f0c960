"""Diagrams, and tables to which rows may be added: laid out, and as files of every format."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from itertools import pairwise

import docx
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from pbc_checks.read import read
from pbc_frameworks.load import framework_ids, load_framework
from pbc_frameworks.profile import Profile
from pbc_generator.compose.context import context
from pbc_generator.compose.diagrams import organisation_diagram, process_diagram
from pbc_generator.document import Diagram, Document, Field, FieldKind, Heading, Node, Table
from pbc_generator.render import render
from pbc_generator.render.drawing import laid_out, picture, size

ROUTE = Diagram(
    (
        (Node("idea", "1 Idea\nPractice"),),
        (Node("small", "2A Small sum\nDirector"), Node("large", "2B Large sum\nCommittee", strong=True)),
        (Node("panel", "3 Panel\nMembers"),),
        (Node("service", "4 Service\nPractice"),),
    ),
    (("idea", "small"), ("idea", "large"), ("large", "panel"), ("panel", "service"), ("small", "service")),
    "The way of a proposal",
    "An idea is a small or a large sum. A large sum goes to the panel. Both end as a service.",
)
ROWS = Table(
    ("Risk", "Likely?", "By when"),
    (
        (
            Field("herts/register/risks.risk@1", "Risk"),
            Field("herts/register/risks.likely@1", "Likely?", FieldKind.CHOICE, ("Yes", "No")),
            Field("herts/register/risks.by@1", "By when", FieldKind.DATE),
        ),
    )
    * 3,
    caption="Risks",
    summary="To be filled in: Risk, Likely?, By when.",
    repeats="herts/register/risks@1",
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def document(*blocks: Diagram | Table) -> Document:
    return Document(
        name="sample",
        title="Sample",
        subtitle="",
        organisation="North PCT",
        subject="Sample",
        date=date(2007, 4, 1),
        control=(),
        blocks=(Heading(1, "Sample part", "sample"), *blocks),
    )


def test_boxes_stand_in_their_rows_and_no_two_overlap() -> None:
    boxes = {box.node.id: box for box in laid_out(ROUTE).boxes}
    assert boxes["idea"].y < boxes["small"].y == boxes["large"].y < boxes["panel"].y < boxes["service"].y
    assert boxes["small"].x + boxes["small"].width <= boxes["large"].x


def test_an_arrow_past_another_row_runs_through_no_box() -> None:
    drawing = laid_out(ROUTE)
    past = drawing.arrows[4]
    lane = past[2][0]
    assert all(lane > box.x + box.width for box in drawing.boxes)
    assert past[-1] == (drawing.boxes[-1].x + drawing.boxes[-1].width / 2, drawing.boxes[-1].y)


@given(st.lists(st.integers(min_value=1, max_value=13), min_size=1, max_size=12))
def test_any_diagram_fits_on_a_page_and_its_boxes_never_overlap(rows: list[int]) -> None:
    layers = tuple(
        tuple(Node(f"{r}-{n}", f"Step {r} {n} of the process") for n in range(count)) for r, count in enumerate(rows)
    )
    diagram = Diagram(layers, (), "Any", "Any.")
    width, height = size(diagram)
    assert width <= 460.001
    assert height <= 610.001
    boxes = laid_out(diagram).boxes
    for one, other in pairwise(boxes):
        assert one.y + one.height < other.y or one.x + one.width < other.x


def test_a_picture_is_the_same_each_time() -> None:
    assert picture(ROUTE, "png") == picture(ROUTE, "png")
    assert picture(ROUTE, "svg").startswith(b"<svg")


def test_word_shows_a_diagram_as_a_picture_in_the_line_with_its_alternative() -> None:
    word = docx.Document(io.BytesIO(render(document(ROUTE), "docx")))
    (shape,) = word.inline_shapes
    assert shape._inline.docPr.get("descr") == ROUTE.alt
    assert [part.partname for part in word.part.package.iter_parts() if part.content_type == "image/png"] == [
        "/word/media/image1.png"
    ]


def test_pdf_tags_a_diagram_as_a_figure_with_its_alternative() -> None:
    reader = pypdf.PdfReader(io.BytesIO(render(document(ROUTE), "pdf")))
    figures = [
        entry["/Alt"]
        for entry in (reader.get_object(n) for n in range(1, len(reader.xref[0]) + 200) if _there(reader, n))
        if isinstance(entry, dict) and entry.get("/S") == "/Figure" and "/Alt" in entry
    ]
    assert figures == [ROUTE.alt]


def _there(reader: pypdf.PdfReader, number: int) -> bool:
    try:
        return reader.get_object(number) is not None
    except (pypdf.errors.PdfReadError, KeyError):
        return False


def test_html_shows_a_diagram_that_needs_nothing_from_outside() -> None:
    (image,) = html.fromstring(render(document(ROUTE), "html").decode()).xpath("//figure/img")
    assert image.get("alt") == ROUTE.alt
    assert image.get("src").startswith("data:image/svg+xml;base64,")


def test_word_lets_whoever_fills_in_the_form_add_rows() -> None:
    with zipfile.ZipFile(io.BytesIO(render(document(ROWS), "docx"))) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    (section,) = root.iter(f"{W15}repeatingSection")
    control = section.getparent().getparent()
    assert control.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == ROWS.repeats
    assert control.getparent().tag == f"{W}tbl"
    items = control.findall(f"{W}sdtContent/{W}sdt")
    assert [len(item.findall(f"{W}sdtContent/{W}tr")) for item in items] == [1, 1, 1]
    numbers = [number.get(f"{W}val") for number in root.iter(f"{W}id") if number.getparent().tag == f"{W}sdtPr"]
    assert len(numbers) == len(set(numbers)) == 1 + 3 + 9


def test_what_is_typed_into_such_a_table_is_read() -> None:
    data = render(document(ROWS), "docx")
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = re.sub(rb">Enter text<", b">The hospital loses income<", content, count=1)
            target.writestr(name, content)
    blocks = read("register.docx", changed.getvalue()).blocks
    assert any("The hospital loses income" in block.text for block in blocks)


@pytest.mark.parametrize("framework_id", framework_ids())
def test_diagrams_of_a_framework_say_in_words_what_they_show(framework_id: str) -> None:
    framework = load_framework(framework_id)
    around = context(framework, Profile(framework_id))
    made = organisation_diagram(around)
    if framework.process:
        made += process_diagram(around, framework.process)
    for diagram in made:
        assert isinstance(diagram, Diagram)
        for node in (node for layer in diagram.layers for node in layer):
            assert node.text.split("\n")[0] in diagram.alt
        known = {node.id for layer in diagram.layers for node in layer}
        assert {end for arrow in diagram.arrows for end in arrow} <= known
