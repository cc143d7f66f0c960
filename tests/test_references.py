"""References within an agreement: to clauses and schedules, by links that lead somewhere and numbers that are right."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pypdf
import pytest
from lxml import etree, html

from example_documents import documents_of
from pbc_frameworks.errors import DefinitionError
from pbc_frameworks.load import framework_ids, load_folder
from pbc_generator.document import Clause, Document, Heading, Reference, inlines
from pbc_generator.render import render
from small_framework import FILES, write_framework

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AGREEMENTS = {
    framework_id: next(made for name, made in documents_of(framework_id).items() if name.startswith("agreement"))
    for framework_id in framework_ids()
    if any(name.startswith("agreement") for name in documents_of(framework_id))
}


def references(document: Document) -> list[Reference]:
    return [inline for block in document.blocks for inline in inlines(block) if isinstance(inline, Reference)]


@pytest.mark.parametrize("document", AGREEMENTS.values(), ids=AGREEMENTS)
def test_a_reference_prints_the_number_of_its_target(document: Document) -> None:
    numbers = {block.id: block.number for block in document.blocks if isinstance(block, Clause)}
    numbers |= {
        block.id: found[1]
        for block in document.blocks
        if isinstance(block, Heading) and (found := re.match(r"Schedule (\d+)", block.text))
    }
    found = references(document)
    assert found
    assert [reference.number for reference in found] == [numbers[reference.target] for reference in found]


@pytest.mark.parametrize("document", AGREEMENTS.values(), ids=AGREEMENTS)
def test_every_reference_leads_somewhere_in_word_pdf_and_html(document: Document) -> None:
    with zipfile.ZipFile(io.BytesIO(render(document, "docx"))) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    marks = {mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")}
    fields = re.findall(r"REF (\w+) ", " ".join(code.text or "" for code in root.iter(f"{W}instrText")))
    assert len(fields) == len(references(document))
    assert set(fields) <= marks
    ids = [mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkStart")]
    assert len(ids) == len(set(ids))
    page = html.fromstring(render(document, "html"))
    internal = "//main//a[starts-with(@href, '#clause') or contains(@href, 'schedule')]"
    links = [link.get("href") for link in page.xpath(internal)]
    assert len(links) == len(references(document))
    assert [link for link in links if not page.xpath(f"//*[@id='{link[1:]}']")] == []
    reader = pypdf.PdfReader(io.BytesIO(render(document, "pdf")))
    linked = [
        annotation.get_object()
        for page_of_file in reader.pages[3:]
        for annotation in page_of_file.get("/Annots", [])
        if annotation.get_object()["/Subtype"] == "/Link"
    ]
    assert len(linked) >= len(references(document))


def test_a_reference_to_a_clause_that_is_not_there_is_refused_with_the_choices(tmp_path: Path) -> None:
    text = FILES["agreement.yaml"].replace("We work together.", '"As {{ clause.aims }} says."')
    folder = write_framework(tmp_path, agreement=text)
    with pytest.raises(DefinitionError) as raised:
        load_folder(folder)
    assert "{{ clause.aims }}, which nothing defines. Choose one of: clause.purpose" in str(raised.value)


def test_a_clause_cannot_be_named_outside_the_agreement(tmp_path: Path) -> None:
    text = FILES["bodies.yaml"].replace("It decides within", "By {{ clause.purpose }} it decides within")
    folder = write_framework(tmp_path, bodies=text)
    with pytest.raises(DefinitionError, match=r"clause\.purpose"):
        load_folder(folder)
