"""The page of a template: language, paper, margins, header and footer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pbc_checks.house.outcome import Finding, Level
from pbc_checks.house.scan import Part
from pbc_checks.read.word_package import Element, Package, W
from pbc_checks.report.wording import counted, listed

_RELATIONSHIP_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_A4 = (11906, 16838)  # twentieths of a point, as are all lengths here
_LETTER = (12240, 15840)
_ALIKE = 60  # a millimetre: programs round differently
_CENTIMETRE = 567
_NARROWEST = 14 * _CENTIMETRE  # of the text: tables of six columns still fit
_LEAST_MARGIN = 720  # 1.27 cm: many printers cannot print nearer to the edge
_BRITISH = ("-GB",)


def page_findings(
    package: Package, main: str, root: Element, styles: Element | None, parts: Sequence[Part]
) -> Iterator[Finding]:
    """Yield what is wrong with language, paper, margins, header and footer. Raises UnreadableFileError."""
    yield from _languages(styles, parts)
    sections = list(root.iter(f"{W}sectPr"))
    if not sections:
        yield _warning("page-size", "", "nothing says how large the page is", "In Word: Layout, Size, A4.")
    yield from _merged([list(_section(section)) for section in sections])
    yield from _running(package, main, root, sections)


def _warning(check: str, place: str, said: str, action: str) -> Finding:
    return Finding(Level.WARNING, check, place, said, action)


def _languages(styles: Element | None, parts: Sequence[Part]) -> Iterator[Finding]:
    """Yield what has a language beside the default one: that is the document's own, this stays in every document."""
    for style in styles.iterchildren(f"{W}style") if styles is not None else ():
        language = style.find(f"{W}rPr/{W}lang")
        code = language.get(f"{W}val", "") if language is not None else ""
        if code and not code.endswith(_BRITISH):
            name = style.find(f"{W}name")
            yield _warning(
                "language",
                f"style {name.get(f'{W}val', '') if name is not None else '(without a name)'}",
                f"words in this style are marked as {code}, and a screen reader reads them out in that language",
                "In Word: Modify, Format, Language, English (United Kingdom).",
            )
    found: dict[str, int] = {}
    for part in parts:
        for language in part.root.iter(f"{W}lang"):
            code = language.get(f"{W}val", "")
            run = next(language.iterancestors(f"{W}r"), None)
            words = "".join(text.text or "" for text in run.iter(f"{W}t")) if run is not None else ""
            if code and not code.endswith(_BRITISH) and any(map(str.isalpha, words)):
                found[code] = found.get(code, 0) + 1
    for code, count in sorted(found.items()):
        yield _warning(
            "language",
            "the template's own words",
            f"{counted(count, 'stretch').replace('stretchs', 'stretches')} of them in the language {code}",
            "Select everything (Ctrl+A). In Word: Review, Language, Set Proofing Language, English (United Kingdom).",
        )


def _merged(found: Sequence[Sequence[Finding]]) -> Iterator[Finding]:
    """Yield what was found in each section, once where it is the same in several."""
    sections: dict[Finding, list[str]] = {}
    for number, findings in enumerate(found, start=1):
        for finding in findings:
            sections.setdefault(finding, []).append(str(number))
    for finding, numbers in sections.items():
        some = f"section{'s' if len(numbers) > 1 else ''} {listed(numbers)}"
        yield replace(finding, place="every page" if len(numbers) == len(found) else some)


def _section(section: Element) -> Iterator[Finding]:
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    width, height = _length(size, "w"), _length(size, "h")
    if not width or not height:
        yield _warning("page-size", "", "nothing says how large the page is", "In Word: Layout, Size, A4.")
        return
    paper = tuple(sorted((width, height)))
    if not _alike(paper, _A4):
        name = "US Letter" if _alike(paper, _LETTER) else f"{_centimetres(width)} × {_centimetres(height)} cm"
        yield _warning("page-size", "", f"the paper is {name}, not A4", "In Word: Layout, Size, A4.")
    if width > height:
        yield _warning(
            "page-orientation",
            "",
            "the page lies on its side, in every document",
            "In Word: Layout, Orientation, Portrait. Documents with wide tables are turned by themselves.",
        )
    sides = {side: _length(margins, side) for side in ("left", "right", "top", "bottom")}
    narrow = [side for side, length in sides.items() if abs(length) < _LEAST_MARGIN]
    if narrow:
        listed = ", ".join(f"{side} {_centimetres(sides[side])} cm" for side in narrow)
        yield _warning(
            "page-margins", "", f"margins that many printers cannot keep: {listed}", "Give each 1.3 cm or more."
        )
    room = width - sides["left"] - sides["right"] - _length(margins, "gutter")
    if room < _NARROWEST:
        yield _warning(
            "page-margins",
            "",
            f"the text is {_centimetres(room)} cm wide, which leaves tables little room",
            f"Make the margins narrower, so that the text has {_centimetres(_NARROWEST)} cm or more.",
        )
    columns = section.find(f"{W}cols")
    if _length(columns, "num") > 1:
        yield _warning(
            "page-columns",
            "",
            "the text has several columns, in which tables do not fit",
            "In Word: Layout, Columns, One.",
        )


def _running(package: Package, main: str, root: Element, sections: Sequence[Element]) -> Iterator[Finding]:
    """Yield what the pages of the body lack: a section without a header of its own has that of the one before."""
    references = package.references(main)
    texts: list[Element] = []
    for kind in ("header", "footer"):
        content = None
        for section in sections[: _section_of_body(root, sections) + 1]:
            for reference in section.iterchildren(f"{W}{kind}Reference"):
                target = references.get(reference.get(_RELATIONSHIP_ID, ""))
                if reference.get(f"{W}type", "default") == "default" and target is not None:
                    content = package.xml(target.part)
        if content is None or not _holds_something(content):
            lacks = "nothing says whose they are and what" if kind == "header" else "nothing stands below the text"
            yield _warning(
                f"{kind}-missing",
                "",
                f"the pages of the text have no {kind}: {lacks}",
                "In Word: double-click there on such a page, and write {{ title }}."
                if kind == "header"
                else "In Word: double-click there on such a page, and write Page X of Y (Insert, Page Number).",
            )
        if content is not None:
            texts.append(content)
    instructions = " ".join(_instructions(texts)).upper().split()
    if "PAGE" not in instructions:
        yield _warning(
            "page-number",
            "",
            "the pages of the text have no number",
            "In Word: Insert, Page Number, in the footer.",
        )
    elif not {"NUMPAGES", "SECTIONPAGES"} & set(instructions):
        yield _warning(
            "page-number",
            "",
            "the pages have a number, but do not say of how many",
            "In Word: Insert, Page Number, Bottom of Page, Page X of Y.",
        )


def _section_of_body(root: Element, sections: Sequence[Element]) -> int:
    """Return the place of the section that the body's placeholder stands in; the last if there is none."""
    number = 0
    for element in root.iter(f"{W}p", f"{W}sectPr"):
        if element.tag == f"{W}sectPr":
            number += 1
        elif "{{p body" in "".join(text.text or "" for text in element.iter(f"{W}t")):
            return min(number, len(sections) - 1)
    return len(sections) - 1


def _instructions(parts: Sequence[Element]) -> Iterator[str]:
    for part in parts:
        for element in part.iter(f"{W}fldSimple", f"{W}instrText"):
            yield element.get(f"{W}instr", "") if element.tag == f"{W}fldSimple" else element.text or ""


def _holds_something(part: Element) -> bool:
    words = any((text.text or "").strip() for text in part.iter(f"{W}t"))
    return words or next(part.iter(f"{W}drawing", f"{W}pict", f"{W}fldSimple", f"{W}instrText"), None) is not None


def _length(element: Element | None, name: str) -> int:
    value = element.get(f"{W}{name}", "") if element is not None else ""
    try:
        return int(float(value)) if len(value) < 10 else 0
    except (ValueError, OverflowError):
        return 0


def _alike(paper: Sequence[int], other: Sequence[int]) -> bool:
    return all(abs(one - two) <= _ALIKE for one, two in zip(paper, other, strict=True))


def _centimetres(length: int) -> str:
    return f"{length / _CENTIMETRE:.1f}".removesuffix(".0")
