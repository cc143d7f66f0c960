"""Texts of a definition, Markdown with {{ names }}, as runs and blocks."""

from __future__ import annotations

from datetime import date

import pytest

from pbc_generator.compose.text import Writer, printed_date
from pbc_generator.document import Inline, ItemList, Paragraph, ParagraphKind, Placeholder, Strong, Text

VALUES: dict[str, Inline] = {"pct.name": Text("North PCT"), "date.issued": Placeholder("date of issue")}
WRITER = Writer(VALUES)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Plain words.", (Text("Plain words."),)),
        ("  Folded\n  over  lines. ", (Text("Folded over lines."),)),
        ("Made by {{ pct.name }}.", (Text("Made by "), Text("North PCT"), Text("."))),
        ("{{pct.name}}", (Text("North PCT"),)),
        ("On {{ date.issued }}", (Text("On "), Placeholder("date of issue"))),
        ("A **strong** word", (Text("A "), Strong("strong"), Text(" word"))),
        ("**By {{ pct.name }}**", (Strong("By "), Strong("North PCT"))),
        ("**On {{ date.issued }}**", (Strong("On "), Placeholder("date of issue"))),
        ("Costs & savings < £5 million", (Text("Costs & savings < £5 million"),)),
        ("", ()),
    ],
)
def test_a_text_becomes_runs(text: str, runs: tuple[Inline, ...]) -> None:
    assert WRITER.runs(text) == runs


def test_paragraphs_and_lists_become_blocks_of_the_kind_asked_for() -> None:
    text = "First.\n\nSecond of {{ pct.name }}:\n\n- one\n- **two**\n\nThen:\n\n1. first\n2. second\n"
    kind = ParagraphKind.GUIDANCE
    assert WRITER.blocks(text, kind) == (
        Paragraph((Text("First."),), kind),
        Paragraph((Text("Second of "), Text("North PCT"), Text(":")), kind),
        ItemList(((Text("one"),), (Strong("two"),)), kind=kind),
        Paragraph((Text("Then:"),), kind),
        ItemList(((Text("first"),), (Text("second"),)), ordered=True, kind=kind),
    )


def test_no_words_are_lost_to_a_mark_that_a_document_has_no_use_for() -> None:
    text = "# A heading\n\n> A quotation\n\n    Indented far\n\n---\n\n<div>A box</div>\n\n<!-- a note -->\n"
    words = ("A heading", "A quotation", "Indented far", "A box")
    assert WRITER.blocks(text) == tuple(Paragraph((Text(each),)) for each in words)


def test_dates_are_printed_as_the_nhs_writes_them() -> None:
    assert [printed_date(date(2007, month, 1)) for month in (1, 5, 12)] == [
        "1 January 2007",
        "1 May 2007",
        "1 December 2007",
    ]
