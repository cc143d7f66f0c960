"""What the reader makes of Markdown as practices write it: every block whole, with its line, level and cells."""

from __future__ import annotations

import pytest

from pbc_checks.read import UnreadableFileError, read
from pbc_checks.submission import STRUCK_OUT, Block, BlockKind, Place, Tracked, Unread

CASE = """\
Our proposal
============

> Quoted words
> on two lines

## Costs

1. one
   - nested *item*
2. two

   A second paragraph of two.

(a) first thing
(b) second thing

| | |
| --- | --- |
| Practice | Market Square |
| Cost | £5 &amp; more |

### Risks
**Staff**: they may leave.
"""


def shown(source: str) -> list[str]:
    return [f"{block.kind}: {block.text} ({block.place})" for block in read("case.md", source.encode()).blocks]


def test_every_block_of_a_case_comes_back_with_its_place() -> None:
    case, costs, risks = ("Our proposal",), ("Our proposal", "Costs"), ("Our proposal", "Costs", "Risks")

    def under(heading: str, line: int, paragraph: int | None = None, row: int | None = None) -> Place:
        return Place(line=line, paragraph=paragraph, table=row and 1, row=row, heading=heading)

    assert read("case.md", CASE.encode()).blocks == (
        Block("Our proposal", BlockKind.HEADING, under("", 1, 1), level=1),
        Block("Quoted words on two lines", BlockKind.PARAGRAPH, under("Our proposal", 4, 2), case),
        Block("Costs", BlockKind.HEADING, under("Our proposal", 7, 3), case, level=2),
        Block("one", BlockKind.LIST_ITEM, under("Costs", 9, 4), costs),
        Block("nested item", BlockKind.LIST_ITEM, under("Costs", 10, 5), costs),
        Block("two", BlockKind.LIST_ITEM, under("Costs", 11, 6), costs),
        Block("A second paragraph of two.", BlockKind.LIST_ITEM, under("Costs", 13, 7), costs),
        Block("first thing", BlockKind.LIST_ITEM, under("Costs", 15, 8), costs),
        Block("second thing", BlockKind.LIST_ITEM, under("Costs", 16, 9), costs),
        Block(
            "Practice | Market Square",
            BlockKind.TABLE_ROW,
            under("Costs", 20, row=1),
            costs,
            cells=("Practice", "Market Square"),
        ),
        Block("Cost | £5 & more", BlockKind.TABLE_ROW, under("Costs", 21, row=2), costs, cells=("Cost", "£5 & more")),
        Block("Risks", BlockKind.HEADING, under("Costs", 23, 10), costs, level=3),
        Block("Staff: they may leave.", BlockKind.PARAGRAPH, under("Risks", 24, 11), risks),
    )


def test_the_receipt_counts_what_was_read() -> None:
    read_back = read("case.md", CASE.encode())
    assert read_back.receipt.read == {"headings": 3, "list items": 6, "paragraphs": 2, "table rows": 2, "tables": 1}
    assert (read_back.receipt.complete, read_back.title, read_back.pages) == (True, "Our proposal", None)


def test_html_is_read_as_a_browser_shows_it() -> None:
    source = """\
Text<!-- hidden --> here.

<table><tr><td>Cell</td><td>Other</td></tr></table>
<script>alert(1)</script>
"""
    assert shown(source) == ["paragraph: Text here. (line 1)", "paragraph: Cell Other (line 3)"]


def test_text_that_markdown_takes_for_code_is_read_as_text() -> None:
    assert shown("Our case\n\n    Indented, as in Word.\n\n```\nfenced\n```\n") == [
        "paragraph: Our case (line 1)",
        "paragraph: Indented, as in Word. (line 3)",
        "paragraph: fenced (line 5)",
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [("**What it costs**", BlockKind.HEADING), ("**We will not do this.**", BlockKind.PARAGRAPH)],
)
def test_a_bold_line_is_a_heading_unless_it_is_a_sentence(line: str, kind: BlockKind) -> None:
    (block,) = read("case.md", line.encode()).blocks
    assert (block.kind, block.text) == (kind, line.strip("*"))


def test_a_picture_is_reported_but_does_not_hold_back_the_word_absent() -> None:
    receipt = read("case.md", b"See ![the map](map.png) below.").receipt
    assert receipt.unread == (Unread("images: pictures are not read", blocks_absence=False),)
    assert receipt.complete


def test_what_is_not_text_is_refused() -> None:
    with pytest.raises(UnreadableFileError) as error:
        read("case.md", b"# Case\n\0\1\2\3")
    assert str(error.value) == (
        "case.md: the file has the ending of a text file, but what it holds is not text. "
        "Open it in the program it was made with and save it as Word, PDF or plain text."
    )


def test_changes_in_critic_markup_read_as_accepted() -> None:
    source = (
        "# Case\n\nDr {~~Bell~>Pell~~} of Abbey Street{++ Surgery++} sees {--six\nor--} seven{==, all told==}."
        "{>>Check with Anna<<}\n\nA {++mark without its end.\n"
    )
    read_back = read("case.md", source.encode())
    assert [f"{block.kind}: {block.text} ({block.place})" for block in read_back.blocks] == [
        "heading: Case (line 1)",
        'paragraph: Dr Pell of Abbey Street Surgery sees seven, all told. (line 3, under "Case")',
        'paragraph: A {++mark without its end. (line 6, under "Case")',
        'comment: Check with Anna (comment, line 4, under "Case")',
    ]
    assert read_back.receipt.tracked == {Tracked.INSERTIONS: 2, Tracked.DELETIONS: 2}
    assert read_back.receipt.unread == (Unread("tracked deletions: left out, as if accepted", 2, blocks_absence=False),)


def test_marks_without_an_end_cost_no_time() -> None:
    blocks = read("case.md", b"{++a {~~b~>" * 20_000 + b"}" * 20_000).blocks
    assert len(blocks) == 1


def test_words_struck_out_are_read_and_counted() -> None:
    read_back = read("case.md", b"On ~~Mondays~~ Tuesdays.\n\n| a | ~~10~~ 12 |\n|---|---|\n| b | 3 |\n")
    assert [block.text for block in read_back.blocks] == ["On Mondays Tuesdays.", "a | 10 12", "b | 3"]
    assert read_back.receipt.read[STRUCK_OUT] == 2


def test_lines_that_markdown_takes_for_addresses_of_links_are_read() -> None:
    source = (
        "The nurse[^1] and [the room][plan].\n\n[^1]: £5,000\n[^two]: Two sessions a week\nin the room.\n\n"
        '[Cost]: 5000\n\n[Savings]: 2000 "a year"\n\n[plan]: https://example.org/plan\n[other]: plan.pdf\n\n'
        "```\n[Rent]: 300\n```\n"
    )
    read_back = read("case.md", source.encode())
    assert [f"{block.kind}: {block.text} ({block.place})" for block in read_back.blocks] == [
        "paragraph: The nurse[^1] and the room. (line 1)",
        "footnote: £5,000 (footnote 1, line 3)",
        "footnote: Two sessions a week in the room. (footnote two, line 4)",
        "paragraph: [Cost]: 5000 (line 7)",
        'paragraph: [Savings]: 2000 "a year" (line 9)',
        "paragraph: [Rent]: 300 (line 14)",
    ]
    assert read_back.receipt.read["footnotes"] == 2
