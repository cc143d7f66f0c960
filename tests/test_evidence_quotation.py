"""Quotations: whatever a submission looks like, what is quoted stands there, word for word, with nothing skipped."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence_case import markdown, paragraph, report, submission
from pbc_checks.evidence.passages import split
from pbc_checks.evidence.quotation import LONGEST, quote, quotes, shortened, stands_in
from pbc_checks.findings import Evidence, Report
from pbc_checks.submission import Block, BlockKind, Place, Submission

TEXTS = sorted((Path(__file__).parent / "evidence").glob("*.md"))


def words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9£%]+", text.lower()))


def all_quotations(what: Report) -> list[Evidence]:
    return [
        evidence
        for finding in what.findings
        for evidence in chain(finding.evidence, finding.nearest, *(part.evidence for part in finding.parts))
    ]


def not_in_source(source: str, what: Report) -> list[str]:
    """Return the quotations whose words do not stand in a source, in order and with nothing between them."""
    return [each.quote for each in all_quotations(what) if f" {words(each.quote)} " not in f" {words(source)} "]


# What editing does to a document: lines cut, doubled, run together, dashes and bullets put in, cells broken, case lost.
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["cut", "double", "break", "bullet", "cell", "upper", "join", "quote", "space", "insert"]),
        st.integers(0, 10_000),
    ),
    max_size=30,
)
INSERTED = (" - ", "\n\n", " | ", "’", "; ", "\u00a0", "TBC", "é", "\u200b", "£", "...", "# ", "**")


def edited(source: str, edits: list[tuple[str, int]]) -> str:
    """Return a source after some edits, each at a place given by a number."""
    lines = source.split("\n")
    for kind, number in edits:
        at = number % len(lines)
        line = lines[at]
        middle = number % (len(line) + 1)
        match kind:
            case "cut":
                lines[at] = line[:middle]
            case "double":
                lines.insert(at, line)
            case "break":
                lines[at : at + 1] = [line[:middle], line[middle:]]
            case "bullet":
                lines[at] = f"- {line}"
            case "cell":
                lines[at] = f"| {line[:middle]} | {line[middle:]} |"
            case "upper":
                lines[at] = line.upper()
            case "join":
                lines[at : at + 2] = [" ".join(lines[at : at + 2])]
            case "quote":
                lines[at] = f"“{line}”"
            case "space":
                lines[at] = line.replace(" ", "  ")
            case _:
                lines[at] = line[:middle] + INSERTED[number % len(INSERTED)] + line[middle:]
    return "\n".join(lines)


@pytest.mark.parametrize("path", TEXTS, ids=[path.stem for path in TEXTS])
@settings(max_examples=25, deadline=None, derandomize=True)
@given(edits=EDITS)
def test_every_quotation_stands_in_the_submission_after_any_edits(path: Path, edits: list[tuple[str, int]]) -> None:
    source = edited(path.read_text(encoding="utf-8"), edits)
    # The quoted words are compared with the source itself; only what no reader sees is taken out of that.
    seen = re.sub("\u200b", "", source)
    assert not_in_source(seen, report(markdown(source))) == []


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.text(max_size=120), max_size=12), st.sampled_from(list(BlockKind)))
def test_any_text_at_all_can_be_checked_and_is_quoted_as_it_stands(texts: list[str], kind: BlockKind) -> None:
    blocks = [
        Block(
            " ".join(text.split()), kind, Place(paragraph=number), cells=(text,) if kind is BlockKind.TABLE_ROW else ()
        )
        for number, text in enumerate(texts, 1)
    ]
    read = submission(*blocks)
    assert [each.quote for each in all_quotations(report(read)) if not any(each.quote in b.text for b in blocks)] == []


# --- one passage -----------------------------------------------------------------------------------------------------


def only_quote(what: Submission) -> list[Evidence]:
    return list(quotes(split(what), what.blocks, 9))


def test_a_passage_is_quoted_with_its_place() -> None:
    block = paragraph("It costs £5,000. It runs on Mondays.", 7, "Costs")
    where = 'paragraph 7, under "Costs"'
    assert only_quote(submission(block)) == [
        Evidence("It costs £5,000.", where),
        Evidence("It runs on Mondays.", where),
    ]


def test_a_bullet_typed_by_hand_is_not_quoted() -> None:
    assert [each.quote for each in only_quote(submission(paragraph("- Excess bed days down")))] == [
        "Excess bed days down"
    ]


def test_lines_of_a_cell_are_not_run_together() -> None:
    cell = "Monitors £9,200\nSoftware and leads £1,300\nCuffs £780"
    row = Block(f"Set up | {cell}", BlockKind.TABLE_ROW, Place(table=1, row=2), cells=("Set up", cell))
    assert [each.quote for each in only_quote(submission(row))] == [
        "Monitors £9,200",
        "Software and leads £1,300",
        "Cuffs £780",
    ]


def test_lines_of_a_cell_in_markdown_are_not_run_together() -> None:
    table = """
| Question | Answer |
| --- | --- |
| What will you be held to? | - Excess bed days down to 2,200 by March<br>- 95% of patients rung within 48 hours |
"""
    assert [each.quote for each in only_quote(markdown(table))][1:] == [
        "Excess bed days down to 2,200 by March",
        "95% of patients rung within 48 hours",
    ]


def test_a_row_of_several_cells_is_quoted_without_running_over_the_lines_in_them() -> None:
    cells = ("Set up", "Monitors £9,200\nSoftware £1,300", "once")
    row = Block(" | ".join(cells), BlockKind.TABLE_ROW, Place(table=1, row=2), cells=cells)
    assert [each.quote for each in only_quote(submission(row))] == ["Set up | Monitors £9,200"]


def test_a_quotation_that_does_not_stand_in_its_block_is_replaced_by_a_piece_that_does() -> None:
    read = submission(paragraph("We asked 240 people. The consultant agrees."))
    torn = replace(split(read)[0], text="We asked 240 people; and so does the consultant")
    assert quote(torn, read.blocks) == Evidence("We asked 240 people", "paragraph 1")


def test_a_quotation_of_which_nothing_stands_in_its_block_is_not_made() -> None:
    read = submission(paragraph("We asked 240 people."))
    assert quote(replace(split(read)[0], text="Nobody said this"), read.blocks) is None


def test_half_a_word_is_not_quoted() -> None:
    assert stands_in("asked 240", paragraph("We asked 240 people."))
    assert not stands_in("asked 24", paragraph("We asked 240 people."))


def test_a_long_passage_is_cut_at_the_end_of_a_clause() -> None:
    long = "; ".join(f"risk {number} is that the nurse is away and nobody covers for her" for number in range(12))
    short = shortened(long)
    assert len(short.split()) <= LONGEST
    assert long.startswith(short)
    assert short.endswith("for her")
