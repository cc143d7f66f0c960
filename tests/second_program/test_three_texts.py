"""Word as LibreOffice reads it, PDF as poppler reads it, and HTML say the same: every clause stands in all three."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from example_documents import one_of_each_kind
from pbc_frameworks.load import framework_ids
from pbc_generator.document import Clause, Document, Heading, ItemList, Paragraph, Table, plain
from pbc_generator.render import render
from second_program.test_opened_elsewhere import convert

# In points: what a page keeps for its header and its footer.
HEADER, FOOTER = 70, 60


def said(document: Document) -> Iterator[str]:
    """Yield what a document says in running text, and what its tables are called and headed."""
    for block in document.blocks:
        match block:
            case Heading():
                yield block.text
            case Clause():
                yield from (plain(runs) for runs in (block.runs, *block.items))
            case Paragraph():
                yield plain(block.runs)
            case ItemList():
                yield from map(plain, block.items)
            case Table():
                yield block.caption
                yield from (plain(row[0]) for row in block.rows if isinstance(row[0], tuple))


def closed_up(text: str) -> str:
    """Return text without spaces, line ends and hyphens: poppler drops a hyphen at the end of a line."""
    return re.sub(r"[\s-]+", "", text)


def pdf_text(path: Path, *, landscape: bool) -> str:
    width, height = (842, 595) if landscape else (595, 842)
    area = ["-x", "0", "-y", str(HEADER), "-W", str(width), "-H", str(height - HEADER - FOOTER)]
    command = ["pdftotext", "-r", "72", *area, path, "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("framework_id", framework_ids())
def test_every_clause_stands_in_word_pdf_and_html(framework_id: str, tmp_path: Path) -> None:
    documents = one_of_each_kind(framework_id)
    for name, document in documents.items():
        (tmp_path / f"{name}.docx").write_bytes(render(document, "docx"))
        (tmp_path / f"{name}.pdf").write_bytes(render(document, "pdf"))
    texts = tmp_path / "texts"
    texts.mkdir()
    convert(sorted(tmp_path.glob("*.docx")), "txt", texts)
    lost: dict[str, list[str]] = {}
    for name, document in documents.items():
        read = {
            "Word": (texts / f"{name}.txt").read_text(encoding="utf-8-sig"),
            "PDF": pdf_text(tmp_path / f"{name}.pdf", landscape=document.landscape),
            "HTML": html.fromstring(render(document, "html")).text_content(),
        }
        for program, text in read.items():
            shown = closed_up(text)
            missing = [words for words in said(document) if closed_up(words) not in shown]
            if missing:
                lost[f"{name} in {program}"] = missing
    assert lost == {}
