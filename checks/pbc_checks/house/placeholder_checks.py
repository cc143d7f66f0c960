"""Every placeholder of a template: known, unknown, badly written or misplaced; and those it needs and lacks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pbc_checks.accessibility.outcome import quoted
from pbc_checks.house.outcome import Finding, Level, Status, Use
from pbc_checks.house.scan import Line, Part
from pbc_checks.house.tags import BRACES, TAG, Fault, Tag, judged
from pbc_checks.read.assemble import fold
from pbc_checks.read.word_package import Element, W
from pbc_generator.render.word.placeholders import LINE_FIELDS, PLACEHOLDERS, Where

_OWN_PARAGRAPH = {each.name: each for each in PLACEHOLDERS if each.where is Where.OWN_PARAGRAPH}
_NEVER_PRINTED = {each.name: each for each in PLACEHOLDERS if each.where in {Where.CONDITION, Where.ROWS}}
_IN_RUNS = {f"line.{each.name}": each for each in LINE_FIELDS if each.written.startswith("{{r ")}
_SINGLE = re.compile(r"(?<![{%#])\{\s*(\w+)\s*\}(?![}%#])")
_NAMES = {each.name for each in PLACEHOLDERS}
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_NEAR = 3  # paragraphs in which a brace that is left open is looked for
_ONE_LINE = "Write it on one line, in a paragraph of its own."


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


def placeholders(parts: Sequence[Part]) -> tuple[list[Use], list[Finding]]:
    """Return all placeholders in reading order, and what is wrong with them."""
    uses: list[Use] = []
    findings: list[Finding] = []
    body: list[Placed] = []
    names: set[str] = set()
    for part in parts:
        if not part.filled:
            findings += _unfilled(part)
            continue
        placed = _blocks(_placed(part))
        placed = [_in_place(each, part) for each in placed]
        placed = _alone(placed)
        for each in placed:
            status = each.fault.status if each.fault else Status.KNOWN
            uses.append(Use(fold(each.tag.written), each.line.place, status))
            if each.fault:
                findings.append(
                    Finding(
                        Level.WRONG,
                        f"placeholder-{status}",
                        each.line.place,
                        f"{_shown(each.tag.written)}: {each.fault.said}",
                        each.fault.action,
                    )
                )
            else:
                findings += _split(each)
            if each.tag.kind != "#":
                names |= _named(each.tag.written)
        body += [each for each in _unconditional(placed) if not each.fault]
        for use, finding in _stray(part):
            uses += [use] if use else []
            findings.append(finding)
            names |= _named(use.written) if use else set()
    findings += _lacking(body, names)
    return uses, findings


def _unconditional(placed: Iterable[Placed]) -> Iterator[Placed]:
    """Yield the placeholders for the body that stand in no if: of two under if and else one is filled in."""
    depth = 0
    for each in placed:
        depth += (each.tag.opens == "if") - (each.tag.closes == "if")
        if each.tag.whole == "body" and depth <= 0:
            yield each


def _named(written: str) -> set[str]:
    return set(re.findall(r"\w+", written)) & _NAMES


def _shown(written: str) -> str:
    return quoted(written).strip('"')


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


def _split(each: Placed) -> Iterator[Finding]:
    """Yield what Word has put between the letters of a placeholder that is otherwise right."""
    covered: list[tuple[bool, object, bytes]] = []
    at = 0
    for piece in each.line.pieces:
        if at < each.end and at + len(piece.text) > each.start and piece.parent is not None:
            # What stands before the letters of a run is inside the placeholder if an earlier run began it.
            covered.append((piece.after_thing and bool(covered), piece.parent, piece.look))
        at += len(piece.text)
    written = _shown(each.tag.written)
    if any(thing for thing, _, _ in covered) or any(one[1] is not other[1] for one, other in pairwise(covered)):
        yield Finding(
            Level.WRONG,
            "placeholder-badly-written",
            each.line.place,
            f"{written}: part of a link, a field, a picture, a note or a tracked change stands between its letters",
            "Delete it and type it anew in one go.",
        )
    elif any(one[2] != other[2] for one, other in pairwise(covered)):
        yield Finding(
            Level.WARNING,
            "placeholder-split",
            each.line.place,
            f"{written}: its letters are not formatted alike; what is printed will look like the first of them",
            "Select it from brace to brace and format it as a whole.",
        )


def _stray(part: Part) -> Iterator[tuple[Use | None, Finding]]:
    """Yield braces that belong to no placeholder, those that open one as a use of it."""
    lines = [(line, TAG.sub(lambda match: " " * len(match[0]), line.text)) for line in part.lines]
    closed_before: set[int] = set()
    for at, (line, left) in enumerate(lines):
        match = BRACES.search(left)  # further ones on a line follow from the first
        if match and at not in closed_before:
            yield _stray_brace(match, line, _closed_later(lines, at, match, closed_before))
        for single in _SINGLE.finditer(left):
            name = single[1].lower()
            if name in _NAMES:
                said = f"{single[0]} has single braces, and is printed as it stands"
                action = f"Write {{{{ {name} }}}}, if it is to be filled in."
                yield None, Finding(Level.WARNING, "placeholder-single-brace", line.place, said, action)


def _stray_brace(match: re.Match[str], line: Line, elsewhere: str) -> tuple[Use | None, Finding]:
    opens = match[0] in _CLOSING
    words = quoted(match.string[match.start() :] if opens else match.string[: match.end()])
    if elsewhere:
        said, action = f"{words} is closed only {elsewhere}: it is cut across paragraphs or rows", _ONE_LINE
    elif opens:
        said, action = f"{words} is not closed", f"Each {match[0]} needs its {_CLOSING[match[0]]}."
    else:
        said, action = f"{words} closes nothing", f"Delete {match[0]}, or write what it should close."
    use = Use(words.strip('"'), line.place, Status.BADLY_WRITTEN) if opens else None
    return use, Finding(Level.WRONG, "placeholder-badly-written", line.place, said, action)


def _closed_later(lines: Sequence[tuple[Line, str]], at: int, match: re.Match[str], closed_before: set[int]) -> str:
    """Return in which way one of the next lines closes what a line opens, or nothing; that line is then noted."""
    line = lines[at][0]
    if match[0] not in _CLOSING or line.in_attribute:
        return ""
    for later in range(at + 1, min(at + 1 + _NEAR, len(lines))):
        other, left = lines[later]
        found = BRACES.search(left)
        if found and not other.in_attribute:
            if found[0] != _CLOSING[match[0]]:
                return ""
            closed_before.add(later)
            return "in another table cell or row" if other.cell() is not line.cell() else "in another paragraph"
    return ""


def _unfilled(part: Part) -> Iterator[Finding]:
    for line in part.lines:
        for match in TAG.finditer(line.text):
            yield Finding(
                Level.WARNING,
                "placeholder-not-filled-in",
                line.place,
                f"{_shown(match[0])} stands in {part.name}, where nothing is filled in",
                "Move it to the text, or delete it.",
            )


def _lacking(body: Sequence[Placed], names: set[str]) -> Iterator[Finding]:
    for placeholder in PLACEHOLDERS:
        needed = placeholder.name == "body"
        if placeholder.lack and placeholder.name not in names:
            yield Finding(
                Level.WRONG if needed else Level.WARNING,
                "body-missing" if needed else f"{placeholder.name}-missing",
                "",
                f"there is no {placeholder.written}: {placeholder.lack}",
                f"Put it in {placeholder.where}."
                if placeholder.where is not Where.ANYWHERE
                else "Put it on the cover or into the header.",
            )
    if len(body) > 1:
        yield Finding(
            Level.WRONG,
            "body-twice",
            "; ".join(each.line.place for each in body),
            f"there are {len(body)} placeholders for the body",
            "Keep one of them.",
        )
