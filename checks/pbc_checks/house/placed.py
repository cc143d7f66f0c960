"""Placeholders where they stand: torn apart, without an end, in a place where they do not work."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from pbc_checks.house.outcome import Status
from pbc_checks.house.scan import Letters, Line, Part
from pbc_checks.house.tags import TAG, Fault, Tag, judged
from pbc_checks.read.assemble import fold
from pbc_checks.read.word_package import Element, W
from pbc_generator.render.word.placeholders import LINE_FIELDS, PLACEHOLDERS, Where

_OWN_PARAGRAPH = {each.name: each for each in PLACEHOLDERS if each.where is Where.OWN_PARAGRAPH}
_NEVER_PRINTED = {each.name: each for each in PLACEHOLDERS if each.where in {Where.CONDITION, Where.ROWS}}
_IN_RUNS = {f"line.{each.name}": each for each in LINE_FIELDS if each.written.startswith("{{r ")}


@dataclass(frozen=True, slots=True)
class Placed:
    """A placeholder taken apart, with the line it stands on and where on it, and what is wrong with it."""

    tag: Tag
    line: Line
    start: int
    end: int
    fault: Fault | None

    def with_fault(self, status: Status, said: str, action: str) -> Placed:
        """Return it with something wrong, unless something else is already."""
        return self if self.fault else replace(self, fault=Fault(status, said, action))


def placed_in(part: Part) -> list[Placed]:
    """Return the placeholders of a part in reading order, each with the first thing that is wrong with it."""
    placed = [_in_place(each, part) for each in _blocks(_placed(part))]
    return [_whole(each) for each in _alone(placed)]


def _placed(part: Part) -> list[Placed]:
    """Return the placeholders of a part; the names that a `for` gives hold until its `endfor`."""
    found: list[Placed] = []
    loops: list[str] = []
    for line in part.lines:
        for match in TAG.finditer(line.text):
            tag, fault = judged(match[0], loops)
            if tag.opens == "for":
                loops.append(tag.variable)
            elif tag.closes == "for" and loops:
                loops.pop()
            found.append(Placed(tag, line, match.start(), match.end(), fault))
    return found


def _blocks(placed: list[Placed]) -> list[Placed]:
    """Return the placeholders with what is wrong between each if or for, and its end."""
    result = list(placed)
    open_: list[int] = []
    for at, each in enumerate(placed):
        tag = each.tag
        if tag.opens:
            if tag.opens == "for" and any(placed[other].tag.opens == "for" for other in open_):
                result[at] = each.with_fault(
                    Status.BADLY_WRITTEN, "one for stands inside another", "Keep one of them, with its {%tr endfor %}."
                )
            open_.append(at)
        elif tag.between or tag.closes:
            wanted = tag.closes or "if"
            if not open_ or placed[open_[-1]].tag.opens != wanted:
                result[at] = each.with_fault(
                    Status.BADLY_WRITTEN,
                    f"there is no {wanted} before it that it could belong to",
                    "Delete it, or add what it belongs to.",
                )
                continue
            opener = placed[open_[-1]]
            torn = _torn(opener, each)
            if torn:
                result[at] = each.with_fault(Status.BADLY_WRITTEN, *torn)
            if tag.closes:
                open_.pop()
    for at in open_:
        tag = placed[at].tag
        unit = tag.unit
        result[at] = result[at].with_fault(
            Status.BADLY_WRITTEN,
            f"it has no end{tag.opens}",
            f"Add {{%{unit} end{tag.opens} %}} below what depends on it.",
        )
    return result


def _torn(opener: Placed, closer: Placed) -> tuple[str, str] | None:
    """Return what is wrong if an if or for and its end do not go together."""
    unit = opener.tag.unit
    if unit != closer.tag.unit:
        return (
            f"{opener.tag.written} and its {closer.tag.word} are not written alike: they cut across paragraphs or rows",
            f"Write {{%{unit} {closer.tag.word} %}}, with the same letter behind the brace."
            if unit
            else "Write both with p, each in a paragraph of its own, or both with tr, each in a table row of its own.",
        )
    same = {
        "": opener.line.element is closer.line.element,
        "r": opener.line.element is closer.line.element,
        "p": opener.line.element.getparent() is closer.line.element.getparent(),
        "tr": opener.line.table_element() is closer.line.table_element(),
        "tc": opener.line.row_element() is closer.line.row_element(),
    }[unit]
    if same:
        return None
    if unit in {"", "r"}:
        return (
            f"its {opener.tag.opens} stands in another paragraph",
            f"Write {{%p {opener.tag.opens} … %}} and {{%p {closer.tag.word} %}}, each in a paragraph of its own.",
        )
    return (
        f"its {opener.tag.opens} stands in another table, row or part",
        f"Put {opener.tag.written} and {closer.tag.written} into the same one.",
    )


def _in_place(each: Placed, part: Part) -> Placed:
    """Return a placeholder with what is wrong about the place it stands in."""
    tag, line = each.tag, each.line
    if tag.kind == "#":
        return each
    if tag.unit == "tr" and line.row_element() is None:
        return each.with_fault(
            Status.MISPLACED,
            "it works in a table row only",
            "Put it into a table row of its own; outside tables use p.",
        )
    if tag.unit == "tc" and line.cell() is None:
        return each.with_fault(Status.MISPLACED, "it works in a table cell only", "Use p outside tables.")
    if tag.whole in _OWN_PARAGRAPH:
        return _of_the_text(each, part)
    if tag.whole in _NEVER_PRINTED:
        placeholder = _NEVER_PRINTED[tag.whole]
        return each.with_fault(
            Status.MISPLACED,
            "it is nothing that can be printed",
            f"Use it as {placeholder.written}: {placeholder.where}.",
        )
    if tag.whole.removeprefix("line.") in {"runs"} and tag.unit != "r" and tag.whole in _IN_RUNS:
        return each.with_fault(Status.BADLY_WRITTEN, "it lacks its r", f"Write {_IN_RUNS[tag.whole].written}.")
    if tag.kind == "{" and tag.unit and not (tag.unit == "r" and tag.whole in _IN_RUNS):
        return each.with_fault(
            Status.BADLY_WRITTEN,
            f"the {tag.unit} behind its braces does not belong to it",
            f"Write it without: {{{{ {tag.whole or '…'} }}}}.",
        )
    cell = line.cell()
    if tag.unit == "p" and cell is not None and not _keeps_a_paragraph(cell):
        return each.with_fault(
            Status.MISPLACED,
            "nothing would be left in its table cell, and Word has to repair such a file",
            "Leave an empty paragraph in the cell, or use {%tr … %} rows.",
        )
    return each


def _of_the_text(each: Placed, part: Part) -> Placed:
    tag, line = each.tag, each.line
    right = _OWN_PARAGRAPH[tag.whole].written
    if line.table:
        return each.with_fault(
            Status.MISPLACED, "it does not work in a table", f"Move {right} below or above the table."
        )
    if line.boxed:
        return each.with_fault(Status.MISPLACED, "it does not work in a text box", f"Move {right} out of the box.")
    if not part.main:
        return each.with_fault(Status.MISPLACED, f"it does not work in {part.name}", f"Move {right} to the text.")
    if tag.unit != "p":
        return each.with_fault(Status.BADLY_WRITTEN, "it lacks its p", f"Write {right}, in a paragraph of its own.")
    return each


def _keeps_a_paragraph(cell: Element) -> bool:
    """Return whether a paragraph of a cell stays when those of {%p … %} are taken out."""
    texts = ["".join(text.text or "" for text in paragraph.iter(f"{W}t")) for paragraph in cell.iterchildren(f"{W}p")]
    return any("{%p " not in text and "{{p " not in text for text in texts)


def _alone(placed: list[Placed]) -> list[Placed]:
    """Return the placeholders with what is wrong with those beside which words would be lost."""
    result = list(placed)
    for at, each in enumerate(placed):
        unit = each.tag.unit
        if unit == "p" and fold(each.line.text) != fold(each.tag.written):
            result[at] = each.with_fault(
                Status.BADLY_WRITTEN,
                "something else stands in its paragraph, and would be lost",
                "Put it in a paragraph of its own.",
            )
        row = each.line.row_element() if unit == "tr" else None
        if row is not None and fold("".join(text.text or "" for text in row.iter(f"{W}t"))) != fold(each.tag.written):
            result[at] = each.with_fault(
                Status.BADLY_WRITTEN,
                "something else stands in its table row, and would be lost",
                "Put it in a table row of its own.",
            )
    return result


def _whole(each: Placed) -> Placed:
    """Return a placeholder with what is wrong if Word has put something else between its letters."""
    letters = _letters(each)
    if any(piece.after_thing for piece in letters[1:]) or any(
        one.parent is not other.parent for one, other in pairwise(letters)
    ):
        return each.with_fault(
            Status.BADLY_WRITTEN,
            "part of a link, a field, a picture, a note or a tracked change stands between its letters",
            "Delete it and type it anew in one go.",
        )
    return each


def looks_alike(each: Placed) -> bool:
    """Return whether all letters of a placeholder look like the first, which decides how what is printed looks."""
    return all(one.look == other.look for one, other in pairwise(_letters(each)))


def _letters(each: Placed) -> list[Letters]:
    """Return the letters that a placeholder is made of."""
    found: list[Letters] = []
    at = 0
    for piece in each.line.pieces:
        if at < each.end and at + len(piece.text) > each.start and piece.parent is not None:
            found.append(piece)
        at += len(piece.text)
    return found
