"""Headings of a PDF that only its tags or its outline name: they look like the text around them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pypdf
import pytest
import typst
from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, NameObject

from hostile.pdf import Written, written_pdf
from pbc_checks.read import read

TEXT = "The clinic takes patients of all four practices in the locality who would otherwise wait for ten weeks. " * 3
PLAIN = "#set page(width: 400pt, height: 500pt)\n#show heading: set text(size: 11pt, weight: 400)\n"
PLAIN += "#show heading: set block(above: 0.65em, below: 0.65em)\n#set par(spacing: 0.65em)\n"
LONG = "What the practices of the locality have found out about those who wait, and what they propose to do about it"

Shown = tuple[str, int, str]


def tagged(source: str) -> bytes:
    """Return a PDF made by Typst, tagged, without an outline."""
    pdf: bytes = typst.compile((PLAIN + "#set heading(bookmarked: false)\n" + source).encode(), format="pdf")
    return pdf


def shown(pdf: bytes) -> list[Shown]:
    return [(block.kind.value, block.level, block.text) for block in read("case.pdf", pdf).blocks]


def test_tags_name_headings_and_their_levels_whatever_these_look_like() -> None:
    source = f"= Need\n{TEXT}\n\n== {LONG}\n{TEXT}\n\n=== Costs\n=== Savings\nNone of them is known yet.\n"
    assert shown(tagged(source)) == [
        ("heading", 1, "Need"),
        ("paragraph", 0, TEXT.strip()),
        ("heading", 2, LONG),
        ("paragraph", 0, TEXT.strip()),
        ("heading", 3, "Costs"),
        ("heading", 3, "Savings"),
        ("paragraph", 0, "None of them is known yet."),
    ]


def test_a_numbered_heading_is_a_heading_and_no_list_item() -> None:
    source = f'#set heading(numbering: "1.")\n= Need\n{TEXT}\n= Costs\n{TEXT}'
    assert [each for each in shown(tagged(source)) if each[0] != "paragraph"] == [
        ("heading", 1, "1. Need"),
        ("heading", 1, "2. Costs"),
    ]


def test_a_heading_at_the_top_of_every_page_is_no_header() -> None:
    pages = "#pagebreak()\n".join(f"= Practice\n{TEXT}\n" for _ in range(3))
    assert [each for each in shown(tagged(pages)) if each[0] != "paragraph"] == [("heading", 1, "Practice")] * 3


def test_a_heading_in_a_cell_of_a_table_is_a_cell() -> None:
    table = "#table(columns: (1fr, 1fr), [= Item], [= Cost], [Nurse], [£5,000])\n"
    assert shown(tagged(f"= Money\n{TEXT}\n\n{table}\n{TEXT}"))[2:4] == [
        ("table-row", 0, "Item | Cost"),
        ("table-row", 0, "Nurse | £5,000"),
    ]


def test_larger_text_beside_named_headings_has_the_level_of_those_set_as_large() -> None:
    source = (
        "#show heading.where(level: 1): set text(size: 20pt)\n#show heading.where(level: 2): set text(size: 15pt)\n"
        f"#text(size: 26pt)[A case]\n\n= Need\n{TEXT}\n\n== Waits\n{TEXT}\n\n#text(size: 20pt)[Costs]\n\n{TEXT}\n\n"
        f"#text(size: 13pt)[A nurse]\n\n{TEXT}"
    )
    assert [each for each in shown(tagged(source)) if each[0] == "heading"] == [
        ("heading", 1, "A case"),
        ("heading", 1, "Need"),
        ("heading", 2, "Waits"),
        ("heading", 1, "Costs"),
        ("heading", 3, "A nurse"),
    ]


@pytest.mark.parametrize(("tag", "level"), [("/H", 2), ("/Title", 1), ("/H6", 6), ("/Heading_4", 4)])
def test_every_way_to_tag_a_heading_is_known(tag: str, level: int) -> None:
    """Tags without a level count the sections that they stand in; tags of one's own are mapped to standard ones."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(tagged(f"= Need\n{TEXT}")))
    root = writer.root_object["/StructTreeRoot"]
    root[NameObject("/RoleMap")] = DictionaryObject({NameObject("/Heading_4"): NameObject("/H4")})
    element, above = _first(root, "/H1")
    element[NameObject("/S")] = NameObject(tag)
    for _ in range(2):
        section = DictionaryObject({NameObject("/S"): NameObject("/Sect"), NameObject("/P"): above.indirect_reference})
        element[NameObject("/P")] = writer._add_object(section)
        section[NameObject("/K")] = element.indirect_reference
        above[NameObject("/K")] = ArrayObject(
            section.indirect_reference if child.get_object() is element else child for child in _children(above)
        )
        above = section
    assert shown(_saved(writer))[0] == ("heading", level, "Need")


def test_tags_that_make_a_heading_of_everything_are_not_believed() -> None:
    assert shown(tagged(f"= Need\n= {TEXT}\n= Costs\n= {TEXT}")) == [
        ("paragraph", 0, f"Need {TEXT}Costs {TEXT.strip()}")
    ]


def lines(*texts: str) -> list[Written]:
    return [Written(text, 60, 780 - 14 * number) for number, text in enumerate(texts)]


def outlined(pages: Sequence[Sequence[Written]], *entries: tuple[str, int, int, float | None]) -> bytes:
    """Return a PDF with an outline: title, level, page and height on it of each entry."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(written_pdf(pages)))
    parents: list[Any] = [None]
    for title, level, page, height in entries:
        fit = pypdf.generic.Fit.xyz(top=height) if height else pypdf.generic.Fit.fit()
        entry = writer.add_outline_item(title=title, page_number=page - 1, parent=parents[level - 1], fit=fit)
        parents[level:] = [entry]
    return _saved(writer)


def test_an_outline_names_headings_with_their_levels() -> None:
    pages = [
        lines("1. Need", "Patients wait for ten weeks", "and we know no other way.", "1.1 Those who", "wait longest"),
        lines("These are the old.", "2) COSTS", "A nurse for two days a week", "costs £ 5,000."),
    ]
    entries = [("Need", 1, 1, None), ("1.1 Those who wait longest", 2, 1, None), ("Costs", 1, 2, None)]
    assert shown(outlined(pages, *entries, ("What is not there", 2, 2, None))) == [
        ("heading", 1, "1. Need"),
        ("paragraph", 0, "Patients wait for ten weeks and we know no other way."),
        ("heading", 2, "1.1 Those who wait longest"),
        ("paragraph", 0, "These are the old."),
        ("heading", 1, "2) COSTS"),
        ("paragraph", 0, "A nurse for two days a week costs £ 5,000."),
    ]


def test_of_equal_lines_the_one_that_the_outline_leads_to_is_the_heading() -> None:
    page = lines("This case says something of", "Costs", "and of patients, in this order:", "Costs", "A nurse is dear.")
    assert shown(outlined([page], ("Costs", 1, 1, 750.0))) == [
        ("paragraph", 0, "This case says something of Costs and of patients, in this order:"),
        ("heading", 1, "Costs"),
        ("paragraph", 0, "A nurse is dear."),
    ]


def test_a_number_within_a_line_is_no_number_before_a_heading() -> None:
    page = lines("Of all costs 3", "were those of patients", "Costs of 2 nurses", "and of a room.")
    assert shown(outlined([page], ("Costs of nurses", 1, 1, None))) == [
        ("paragraph", 0, "Of all costs 3 were those of patients Costs of 2 nurses and of a room.")
    ]


def test_an_outline_with_half_a_letter_or_an_endless_line_does_not_keep_the_text_from_being_read() -> None:
    page = lines("Need", "Patients wait for ten weeks,", "and we know no other way.")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(outlined([page], ("x", 1, 1, None), ("Need", 1, 1, None))))
    first = writer.root_object["/Outlines"]["/First"]
    for title in (b"\xfe\xff\0N\xd8\0\0d", b"N" * 100_000):
        first[NameObject("/Title")] = ByteStringObject(title)
        assert shown(_saved(writer)) == [
            ("heading", 1, "Need"),
            ("paragraph", 0, "Patients wait for ten weeks, and we know no other way."),
        ]


def test_entries_of_a_contents_page_in_large_letters_are_no_headings_and_keep_their_numbers() -> None:
    dots = " ." * 40
    page = [Written(f"1. Need{dots} 2", 60, 780, 14), Written(f"2. Costs{dots} 3", 60, 760, 14)]
    assert shown(written_pdf([[*page, *lines(*["", ""] * 3, *["Patients wait for ten weeks,"] * 8)]]))[:2] == [
        ("contents", 0, f"1. Need{dots} 2"),
        ("contents", 0, f"2. Costs{dots} 3"),
    ]


def test_tags_are_believed_before_the_outline() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(tagged(f"== Need\n{TEXT}\n\nCosts\n\n{TEXT}")))
    writer.add_outline_item(title="Need", page_number=0)
    writer.add_outline_item(title="Costs", page_number=0)
    assert [each for each in shown(_saved(writer)) if each[0] == "heading"] == [("heading", 2, "Need")]


def _first(root: DictionaryObject, tag: str) -> tuple[DictionaryObject, DictionaryObject]:
    """Return the first element with a tag, and the one that it is in."""
    waiting = [root]
    while waiting:
        above = waiting.pop(0)
        for child in _children(above):
            element = child.get_object()
            if isinstance(element, DictionaryObject):
                if element.get("/S") == tag:
                    return element, above
                waiting.append(element)
    raise LookupError(tag)


def _children(element: DictionaryObject) -> list[object]:
    held = element.get("/K")
    held = held.get_object() if held is not None else []
    return list(held) if isinstance(held, list) else [element.raw_get("/K")]


def _saved(writer: pypdf.PdfWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()
