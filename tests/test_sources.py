"""Where the sources of clauses are printed: beside each, as footnotes, in an annex, or nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from command import pbcgov
from pbc_checks.read import read
from pbc_generator.compose.sources import Sources, with_sources
from pbc_generator.document import Clause, Document, Heading, Table, plain
from word_file import WordFile

SOURCE = "Hertfordshire 2007, section 2.1.2"


def clauses(document: Document) -> list[Clause]:
    return [block for block in document.blocks if isinstance(block, Clause)]


def test_an_annex_lists_every_clause_with_its_heading_and_source(example_documents: dict[str, Document]) -> None:
    before = example_documents["agreement-mereford"]
    after = with_sources(before, Sources.ANNEX)
    assert [clause.source for clause in clauses(after)] == [""] * len(clauses(before))
    heading, table = after.blocks[-2:]
    assert isinstance(heading, Heading)
    assert isinstance(table, Table)
    listed = [tuple(plain(cell) for cell in row if isinstance(cell, tuple)) for row in table.rows]
    assert [(number, source) for number, _, source in listed] == [
        (clause.number, clause.source) for clause in clauses(before)
    ]
    assert listed[0] == ("1.1", "1. Purpose and principles", "Hertfordshire 2007, section 2.2.1")


def test_without_sources_only_the_sources_are_gone(example_documents: dict[str, Document]) -> None:
    before = example_documents["agreement-mereford"]
    after = with_sources(before, Sources.NONE)
    assert [clause.runs for clause in clauses(after)] == [clause.runs for clause in clauses(before)]
    assert {clause.source for clause in clauses(after)} == {""}
    assert len(after.blocks) == len(before.blocks)


@pytest.fixture(scope="module")
def footnoted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("footnotes")
    arguments = ("--framework", "hertfordshire-2007", "--document", "agreement", "--sources", "footnotes")
    assert pbcgov("generate", *arguments, "--out", out).status == 0
    return out


def test_word_has_real_footnotes_that_the_reader_finds(footnoted: Path, example_documents: dict[str, Document]) -> None:
    data = (footnoted / "agreement.docx").read_bytes()
    word = WordFile(data)
    assert word.broken_rules() == []
    count = len(clauses(example_documents["agreement-mereford"]))
    assert len(word.find("//w:footnoteReference")) == count
    notes = [block.text for block in read("agreement.docx", data).blocks if block.kind.value == "footnote"]
    assert len(notes) == count
    assert notes[0].strip() == "Hertfordshire 2007, section 2.2.1"


def test_the_page_links_each_clause_to_its_source_and_back(footnoted: Path) -> None:
    page = html.fromstring((footnoted / "agreement.html").read_text(encoding="utf-8"))
    calls = page.xpath("//sup/a")
    assert [call.get("href") for call in calls] == [f"#page-note-{n}" for n in range(1, len(calls) + 1)]
    for call in calls:
        (note,) = page.xpath(f"//li[@id='{call.get('href')[1:]}']")
        assert note.xpath("a/@href") == [f"#{call.get('id')}"]


def test_footnotes_come_out_the_same_twice(footnoted: Path, tmp_path: Path) -> None:
    arguments = ("--framework", "hertfordshire-2007", "--document", "agreement", "--sources", "footnotes")
    assert pbcgov("generate", *arguments, "--out", tmp_path).status == 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        path.name: path.read_bytes() for path in footnoted.iterdir()
    }
