"""What one would use instead, and the floor: what the bare libraries need for the part that cannot be left out."""

from __future__ import annotations

import importlib.util
import io
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from lxml import etree

from bench.performance.material import convert, libre_office
from pbc_generator.document import Block, Clause, Document, Field, Heading, ItemList, Paragraph, Table, inlines, plain

Work = Callable[[], object]


def versions() -> dict[str, str]:
    """Return the version of every peer that is there."""
    found = {}
    for name in ("markitdown", "docling-slim", "pdfplumber", "pypandoc-binary", "docxtpl"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    if libre_office():
        printed = subprocess.run([libre_office(), "--version"], capture_output=True, text=True, check=False).stdout
        found["LibreOffice"] = printed.split()[1] if len(printed.split()) > 1 else "?"
    return found


def reading_floor(path: Path) -> Work:
    """Return the least that reading a file takes: unzip and parse, pdfium's bare text, or the bytes as text."""
    if path.suffix == ".docx":
        return lambda: _unzip_and_parse(path)
    if path.suffix == ".pdf":
        return lambda: _bare_text(path)
    return lambda: _parsed_markdown(path)


def _unzip_and_parse(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            if name.endswith((".xml", ".rels")):
                etree.fromstring(data)


def _bare_text(path: Path) -> list[str]:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def _parsed_markdown(path: Path) -> None:
    from markdown_it import MarkdownIt

    MarkdownIt("commonmark").enable("table").parse(path.read_text(encoding="utf-8"))


def converters(path: Path) -> dict[str, Work]:
    """Return what other programs need to turn a file into text, of those that are installed and can read it."""
    found: dict[str, Work] = {}
    if path.suffix != ".md" and _installed("markitdown"):
        found["markitdown"] = _markitdown(path)
    if path.suffix == ".docx":
        if _installed("docling"):
            found["docling-slim"] = _docling(path)
        if libre_office():
            found["LibreOffice"] = lambda: _convert("txt:Text", path)
    if path.suffix != ".pdf" and _installed("pypandoc"):
        found["pandoc"] = _pandoc(path)
    if path.suffix == ".pdf" and _installed("pdfplumber"):
        found["pdfplumber"] = _pdfplumber(path)
    return found


def _installed(package: str) -> bool:
    return importlib.util.find_spec(package) is not None


def _markitdown(path: Path) -> Work:
    from markitdown import MarkItDown

    converter = MarkItDown(enable_plugins=False)
    return lambda: converter.convert_local(path)


def _docling(path: Path) -> Work:
    # Its own front door needs PyTorch even for Word files; what stands behind it does not.
    from docling.backend.msword_backend import MsWordDocumentBackend
    from docling.datamodel.base_models import InputFormat
    from docling.datamodel.document import InputDocument

    def work() -> str:
        document = InputDocument(path, InputFormat.DOCX, MsWordDocumentBackend)
        return document._backend.convert().export_to_markdown()

    return work


def _pandoc(path: Path) -> Work:
    import pypandoc

    return lambda: pypandoc.convert_file(str(path), "plain")


def _pdfplumber(path: Path) -> Work:
    import pdfplumber

    def work() -> list[str]:
        with pdfplumber.open(path) as pdf:
            return [page.extract_text() for page in pdf.pages]

    return work


def _convert(to: str, *paths: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        # One profile of LibreOffice for all runs, as a user has: to make it takes longer than to convert.
        made = Path(tempfile.gettempdir()) / "pbcgov-bench-office"
        made.mkdir(exist_ok=True)
        (Path(folder) / "office").symlink_to(made)
        convert(to, Path(folder), *paths)


def template() -> bytes:
    """Return a Word template for docxtpl that prints headings, paragraphs and tables in a loop."""
    import docx

    document = docx.Document()
    lines = [
        ("{{ title }}", "Title"),
        ("{%p for block in blocks %}", None),
        *(line for n in range(1, 5) for line in _heading_lines(n)),
        ("{%p if block.kind == 'text' %}", None),
        ("{{ block.text }}", None),
        ("{%p endif %}", None),
        ("{%p if block.kind == 'item' %}", None),
        ("{{ block.text }}", "List Bullet"),
        ("{%p endif %}", None),
        ("{%p if block.kind == 'table' %}", None),
    ]
    for text, style in lines:
        document.add_paragraph(text, style=style)
    table = document.add_table(3, 1, style="Table Grid")
    for row, text in zip(table.rows, ("{%tr for row in block.rows %}", "{{ row }}", "{%tr endfor %}"), strict=True):
        row.cells[0].text = text
    for text in ("{%p endif %}", "{%p endfor %}"):
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _heading_lines(level: int) -> list[tuple[str, str | None]]:
    return [
        (f"{{%p if block.kind == 'heading' and block.level == {level} %}}", None),
        ("{{ block.text }}", f"Heading {level}"),
        ("{%p endif %}", None),
    ]


def filled(document: Document, template_bytes: bytes) -> bytes:
    """Return a document of ours as docxtpl alone makes it: the same words, in the plain template."""
    from docxtpl import DocxTemplate

    made = DocxTemplate(io.BytesIO(template_bytes))
    made.render({"title": document.title, "blocks": list(_rows(document.blocks))}, autoescape=True)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def filled_and_converted(documents: Iterable[Document], template_bytes: bytes, *, one_by_one: bool = True) -> Work:
    """Return the work of docxtpl and LibreOffice for some documents; a start of LibreOffice for each, or for all."""
    chosen = list(documents)

    def work() -> None:
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder) / f"{document.name}.docx" for document in chosen]
            for document, path in zip(chosen, paths, strict=True):
                path.write_bytes(filled(document, template_bytes))
                if one_by_one:
                    _convert("pdf", path)
            if not one_by_one:
                _convert("pdf", *paths)

    return work


def _rows(blocks: Iterable[Block]) -> Iterable[dict[str, object]]:
    for block in blocks:
        match block:
            case Heading():
                yield {"kind": "heading", "level": min(block.level, 4), "text": block.text}
            case Clause():
                yield {"kind": "text", "text": f"{block.number} {plain(block.runs)}"}
                yield from ({"kind": "item", "text": plain(item)} for item in block.items)
            case ItemList():
                yield from ({"kind": "item", "text": plain(item)} for item in block.items)
            case Table():
                rows = [[cell.label if isinstance(cell, Field) else plain(cell) for cell in row] for row in block.rows]
                yield {"kind": "table", "rows": [" | ".join(row) for row in [list(block.header), *rows]]}
            case Paragraph():
                yield {"kind": "text", "text": plain(block.runs)}
            case _:
                yield {"kind": "text", "text": plain(tuple(inlines(block)))}
