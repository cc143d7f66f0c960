"""What is measured on: submissions of so many pages in each format, made of the corpus of fictional submissions."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import docx

from pbc_checks.read import read
from pbc_checks.submission import Block, BlockKind

CORPUS = Path(__file__).parents[2] / "corpus"
WORDS_A_PAGE = 400  # of the corpus's own Word files, printed by LibreOffice
FORMATS = ("docx", "pdf", "md")
_SETS = "dev-[a-d]-*.md"


def submission(folder: Path, pages: int, formats: tuple[str, ...] = FORMATS) -> dict[str, Path]:
    """Return the files of one submission by their endings, made in a folder: docx, pdf, md.

    The PDF is the Word file saved by LibreOffice, and left out where there is none.
    """
    blocks = list(_blocks(pages * WORDS_A_PAGE))
    files = {"md": folder / f"pages-{pages}.md", "docx": folder / f"pages-{pages}.docx"}
    files["md"].write_text(_markdown(blocks), encoding="utf-8")
    _save_word(blocks, files["docx"])
    if "pdf" in formats and libre_office():
        files["pdf"] = as_pdf(files["docx"], folder)
    return {ending: path for ending, path in files.items() if ending in formats}


def portfolio(folder: Path, size: int) -> Path:
    """Return a folder of so many submissions: the corpus's own files in turn, each in one of its three formats."""
    target = folder / f"portfolio-{size}"
    target.mkdir()
    sources = sorted(path for path in CORPUS.glob("dev-[a-j]-*.*") if path.suffix[1:] in FORMATS)
    names = sorted({path.stem for path in sources})
    for number in range(size):
        name = names[number % len(names)]
        turn = number // len(names) + number  # so that in the next turn the same one comes in another format
        shutil.copy(CORPUS / f"{name}.{FORMATS[turn % 3]}", target / f"{number:04d}-{name}.{FORMATS[turn % 3]}")
    return target


def libre_office() -> str:
    """Return the command that starts LibreOffice, or an empty text where there is none."""
    return shutil.which("soffice") or ""


def as_pdf(path: Path, folder: Path) -> Path:
    """Return the PDF that LibreOffice makes of a file."""
    convert("pdf", folder, path)
    return folder / f"{path.stem}.pdf"


def convert(to: str, folder: Path, *paths: Path) -> None:
    """Convert files with one start of LibreOffice, each to a file of its name in a folder."""
    command = [libre_office(), f"-env:UserInstallation=file://{folder / 'office'}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", to, "--outdir", folder, *paths],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _blocks(words: int) -> Iterator[Block]:
    """Yield blocks of the corpus until there are so many words; each time round figures and a few words are others."""
    sources = [read(path.name, path.read_bytes()) for path in sorted(CORPUS.glob(_SETS))]
    found = 0
    for turn in count():
        for source in sources:
            for block in source.blocks:
                yield _varied(block, turn)
                found += len(block.text.split())
                if found >= words:
                    return


def _varied(block: Block, turn: int) -> Block:
    if not turn:
        return block

    def vary(text: str) -> str:
        return text.replace("7", str(turn % 10)).replace(" a ", f" {['one', 'two', 'six', 'ten', 'any'][turn % 5]} ")

    return replace(block, text=vary(block.text), cells=tuple(vary(cell) for cell in block.cells))


def _markdown(blocks: list[Block]) -> str:
    parts: list[str] = []
    for block, before in zip(blocks, [None, *blocks], strict=False):
        if block.kind is BlockKind.TABLE_ROW:
            row = f"| {' | '.join(cell.replace(chr(10), ' ') for cell in block.cells)} |"
            first = before is None or before.kind is not BlockKind.TABLE_ROW
            parts.append(f"\n{row}\n{'|---' * len(block.cells)}|" if first else row)
        elif block.level:
            parts.append(f"\n{'#' * block.level} {block.text}\n")
        else:
            parts.append(f"\n{'- ' if block.kind is BlockKind.LIST_ITEM else ''}{block.text}\n")
    return "\n".join(parts)


def _save_word(blocks: list[Block], path: Path) -> None:
    document = docx.Document()
    rows: list[Block] = []
    for block in [*blocks, None]:
        if rows and (block is None or block.kind is not BlockKind.TABLE_ROW or len(block.cells) != len(rows[0].cells)):
            table = document.add_table(len(rows), len(rows[0].cells), style="Table Grid")
            for cell, text in zip(table._cells, (text for row in rows for text in row.cells), strict=True):
                cell.text = text
            rows = []
        if block is None:
            break
        if block.kind is BlockKind.TABLE_ROW:
            rows.append(block)
        elif block.level:
            document.add_heading(block.text, min(block.level, 9))
        else:
            document.add_paragraph(block.text, style="List Bullet" if block.kind is BlockKind.LIST_ITEM else None)
    document.save(str(path))
