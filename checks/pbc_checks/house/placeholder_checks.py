"""Every placeholder of a template: known, unknown, badly written or misplaced; and those it needs and lacks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pbc_checks.accessibility.outcome import quoted
from pbc_checks.house.outcome import Finding, Level, Status, Use
from pbc_checks.house.placed import Placed, looks_alike, placed_in
from pbc_checks.house.scan import Part
from pbc_checks.house.stray import stray_braces
from pbc_checks.house.tags import KNOWN_NAMES, TAG
from pbc_checks.read.assemble import fold
from pbc_generator.render.word.placeholders import PLACEHOLDERS, Where


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
        placed = placed_in(part)
        places = {id(line): at for at, line in enumerate(part.lines)}
        told = [(places[id(each.line)], _use(each), _finding(each)) for each in placed]
        told += [(at, use, [finding]) for at, use, finding in stray_braces(part)]
        for _, use, found in sorted(told, key=lambda one: one[0]):
            uses += [use] if use else []
            findings += found
        body += [each for each in _unconditional(placed) if not each.fault]
        # A condition prints nothing: what it names may be missing all the same.
        written = [each.tag.written for each in placed if each.tag.kind == "{" or each.tag.opens == "for"]
        names |= _named([*written, *(use.written for _, use, _ in told if use and TAG.fullmatch(use.written) is None)])
    findings += _lacking(body, names)
    return uses, findings


def _use(each: Placed) -> Use | None:
    return Use(fold(each.tag.written), each.line.place, each.fault.status if each.fault else Status.KNOWN)


def _finding(each: Placed) -> list[Finding]:
    written, place = _shown(each.tag.written), each.line.place
    if each.fault:
        said = f"{written}: {each.fault.said}"
        return [Finding(Level.WRONG, f"placeholder-{each.fault.status}", place, said, each.fault.action)]
    if looks_alike(each):
        return []
    said = f"{written}: its letters are not formatted alike; what is printed will look like the first of them"
    action = "Select it from brace to brace and format it as a whole."
    return [Finding(Level.WARNING, "placeholder-split", place, said, action)]


def _shown(written: str) -> str:
    """Return a placeholder as it is shown in a message: on one line, cut if it is long."""
    return quoted(written)[1:-1]


def _unconditional(placed: Iterable[Placed]) -> Iterator[Placed]:
    """Yield the placeholders for the body that stand in no if: of two under if and else one is filled in."""
    depth = 0
    for each in placed:
        depth += (each.tag.opens == "if") - (each.tag.closes == "if")
        if each.tag.whole == "body" and depth <= 0:
            yield each


def _named(written: Iterable[str]) -> set[str]:
    return {word for each in written for word in re.findall(r"\w+", each)} & set(KNOWN_NAMES)


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
