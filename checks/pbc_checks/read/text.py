"""Plain text to a submission: paragraphs, headings and lists as a reader would see them, with lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pbc_checks.read.assemble import Assembler, fold, split_list_marker
from pbc_checks.read.decode import decode
from pbc_checks.submission import BlockKind, Place, Submission

_SHORT = 80  # characters: a heading in plain text fits on one line
_WRAPPED_AT_MOST = 100  # characters: longer lines are whole paragraphs, not lines wrapped by hand
_WRAPPED_AT_LEAST = 50
_SLACK = 12  # characters that a hand-wrapped line may leave empty although the next word would have fitted

_UNDERLINE = re.compile(r"^\s*([=\-~_*])\1{2,}\s*$")
_NUMBERED = re.compile(r"^(?P<number>(?:\d{1,2}|[A-Z])(?:\.\d{1,2})*)[.)]?\s+(?=[A-Z\"'£\d])")
_HASHES = re.compile(r"^(#{1,6})\s+(?P<text>\S.*?)\s*#*$")
_LABEL = re.compile(r"^[A-Z][^.:;]{0,40}:\s+\S")
_NOT_A_HEADING = re.compile(
    r"^(?:dear|hi|hello|yours|regards|kind regards|best wishes|with best wishes|thanks?|to|from|date|cc|re)\b"
    r"|^\d{1,2}(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\s+\d{4}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str


_Chunk = list[_Line]  # lines with no blank line between them


def read(name: str, data: bytes) -> Submission:
    """Return the submission in a plain text file; raises UnreadableFileError."""
    assembler = Assembler()
    chunks = list(_chunks(decode(name, data)))
    width = _wrap_width(chunks)
    for index, chunk in enumerate(chunks):
        following = chunks[index + 1] if index + 1 < len(chunks) else []
        _add_chunk(assembler, chunk, following, width)
    return assembler.submission(name, data, "txt")


def _chunks(source: str) -> Iterator[_Chunk]:
    chunk: _Chunk = []
    for number, text in enumerate(source.split("\n"), 1):
        if fold(text):
            chunk.append(_Line(number, text.rstrip()))
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _wrap_width(chunks: Sequence[_Chunk]) -> int:
    """Return the column at which the author wrapped lines by hand, or 0 where every line is a paragraph."""
    longest = max((len(line.text) for chunk in chunks for line in chunk), default=0)
    return longest if _WRAPPED_AT_LEAST <= longest <= _WRAPPED_AT_MOST else 0


def _add_chunk(assembler: Assembler, chunk: _Chunk, following: _Chunk, width: int) -> None:
    if len(chunk) > 1 and _UNDERLINE.match(chunk[1].text) and len(chunk[0].text) <= _SHORT:
        level = 1 if "=" in chunk[1].text else 2
        assembler.heading(chunk[0].text, level, Place(line=chunk[0].number))
        chunk = chunk[2:]
    columns = _columns(chunk)
    if columns:
        _add_table(assembler, chunk, columns)
        return
    for number, paragraph in enumerate(_paragraphs(chunk, width)):
        alone = number == 0 and len(chunk) == len(paragraph) == 1
        _add_paragraph(assembler, paragraph, following if alone else [], alone=alone)


def _columns(chunk: _Chunk) -> list[list[str]]:
    """Return the cells of every line if the lines are rows of a table drawn with tabs or upright strokes."""
    for separator in ("|", "\t"):
        rows = [[fold(cell) for cell in line.text.strip(" |").split(separator)] for line in chunk]
        if len(rows) > 1 and all(sum(map(bool, row)) > 1 or _is_rule(row) for row in rows):
            return rows
    return []


def _is_rule(cells: list[str]) -> bool:
    """Return whether a row is only the line drawn under a table's head."""
    return all(not cell.strip("-:=+ ") for cell in cells)


def _add_table(assembler: Assembler, chunk: _Chunk, rows: list[list[str]]) -> None:
    table = assembler.start_table()
    number = 0
    for line, cells in zip(chunk, rows, strict=True):
        if not _is_rule(cells):
            number += 1
            assembler.row(cells, Place(line=line.number, table=table, row=number))


def _paragraphs(chunk: _Chunk, width: int) -> Iterator[list[_Line]]:
    """Yield the lines of each paragraph: lines belong together where the author only ran out of room."""
    paragraph: list[_Line] = []
    for line in chunk:
        if paragraph and not _continues(paragraph[-1].text, line.text, width):
            yield paragraph
            paragraph = []
        if not _UNDERLINE.match(line.text):
            paragraph.append(line)
    if paragraph:
        yield paragraph


def _continues(before: str, line: str, width: int) -> bool:
    """Return whether a line carries on the sentence of the line before it."""
    text = line.strip()
    if not width or _HASHES.match(text) or _LABEL.match(text) or _UNDERLINE.match(text):
        return False
    if split_list_marker(text)[0] and not re.match(r"\d+[.)]\s", text):
        return False
    if re.match(r"\d+[.)]\s", text) and before.rstrip().endswith((".", ";", ":", "?", "!")):
        return False
    indented = len(line) - len(line.lstrip()) > len(before) - len(before.lstrip())
    next_word = text.split(" ", 1)[0]
    return indented or len(before) + 1 + len(next_word) > width - _SLACK


def _add_paragraph(assembler: Assembler, lines: list[_Line], following: _Chunk, *, alone: bool) -> None:
    text = fold(" ".join(line.text for line in lines))
    place = Place(line=lines[0].number)
    hashes = _HASHES.match(text)
    if hashes and len(lines) == 1:
        assembler.heading(hashes["text"], len(hashes[1]), place)
        return
    if len(lines) == 1 and len(text) <= _SHORT and (level := _heading_level(text, following, alone=alone)) is not None:
        if level:
            assembler.heading(text, level, place)
        else:
            assembler.label(text, place)
        return
    marker, rest = split_list_marker(text)
    assembler.text(BlockKind.LIST_ITEM if marker else BlockKind.PARAGRAPH, rest, place)


def _heading_level(text: str, following: _Chunk, *, alone: bool) -> int | None:
    """Return the level of a short line that is a heading, 0 if it has none of its own, None if it is no heading."""
    if text.endswith((".", ",", ";")) or _NOT_A_HEADING.match(text) or not any(map(str.isalpha, text)):
        return None
    numbered = _NUMBERED.match(text)
    if text.upper() == text and sum(map(str.isalpha, text)) >= 4:
        return numbered["number"].count(".") + 1 if numbered else 0
    if not alone:
        return None
    if numbered:
        in_a_list = bool(following) and len(following) == 1 and bool(_NUMBERED.match(following[0].text.strip()))
        return None if in_a_list else numbered["number"].count(".") + 1
    if split_list_marker(text)[0]:
        return None
    return 0 if text.endswith(":") or _is_title_of(text, following) else None


def _is_title_of(text: str, following: _Chunk) -> bool:
    """Return whether a few words alone on a line introduce the longer text after them."""
    if len(text.split()) > 7 or len(text) > 50 or not text[0].isupper() or not following:
        return False
    after = following[0].text.strip()
    return len(after) > 60 or bool(split_list_marker(after)[0])
