"""A Word file against what screen readers, magnifiers and people who need clear print depend on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from pbc_checks.accessibility import rules
from pbc_checks.accessibility.outcome import (
    Inspection,
    Result,
    each,
    failed,
    inspection,
    look,
    not_applicable,
    passed,
    quoted,
)
from pbc_checks.accessibility.person import JUDGEMENTS
from pbc_checks.accessibility.word_body import Body, body_text
from pbc_checks.accessibility.word_checks import (
    ALT_TEXT,
    ALT_TEXT_WORDS,
    CONTENTS,
    CONTROLS,
    EMPTY,
    FONT,
    HEADINGS,
    HEADINGS_EMPTY,
    HEADINGS_ORDER,
    HEADINGS_START,
    LANGUAGE,
    LINK_ADDRESS,
    LINK_TEXT,
    LONG,
    LOOKALIKE,
    SIZE,
    SMALLEST,
    TABLE_ALT,
    TABLE_HEADER,
    TABLE_MERGED,
    TABLE_NESTED,
    TABLE_SPLIT,
    TEXT_BOXES,
    TITLE,
)
from pbc_checks.accessibility.word_pieces import BOX, RUNNING, Piece, Pieces, pieces
from pbc_checks.read.assemble import fold, reads_as_heading
from pbc_checks.read.word_package import Element, Package, W, open_package
from pbc_checks.read.word_styles import switched_on
from pbc_checks.report.wording import counted

_CORE_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_VML = "{urn:schemas-microsoft-com:vml}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_SHAPES = tuple(f"{_VML}{kind}" for kind in ("shape", "rect", "oval", "line", "group", "roundrect", "image"))
_LOOKS = ("styles", "theme", "fontTable")
_FILLED = tuple(
    f"{W}{name}"
    for name in (
        "drawing",
        "pict",
        "object",
        "fldChar",
        "fldSimple",
        "sectPr",
        "tab",
        "sym",
        "sdt",
    )
)
_NOT_FILLED_IN = (
    *(f"{W}{kind}" for kind in ("docPartObj", "docPartList", "group", "bibliography", "citation")),
    "{http://schemas.microsoft.com/office/word/2012/wordml}repeatingSectionItem",  # a row, whose cells are filled in
)
_STARTS_AND_ENDS = re.compile(r"[\w(“‘\"'].*[^?!:]")  # a verdict starts with a tick, a label ends with a colon
_POOR_ALT_TEXT = re.compile(
    r"(?:.+\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg)|(?:picture|image|graphic|chart|diagram|logo)\s*\d*"
    r"|.*description automatically generated.*)",
    re.IGNORECASE,
)


def inspect(name: str, data: bytes) -> Inspection:
    """Return the inspection of a Word file; raises UnreadableFileError."""
    package = open_package(name, data)
    main = next(iter(package.related("").get("officeDocument", [])), "word/document.xml")
    root = package.xml(main)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise package.damaged()
    title = _title(package)
    parts = {kind: package.xml(names[0]) for kind, names in package.related(main).items() if kind in _LOOKS}
    looks = body_text(*(parts.get(kind) for kind in _LOOKS))
    found = pieces(package, main, body)
    results = [
        rules.title(TITLE, title),
        rules.language(LANGUAGE, looks.language),
        *_headings(found),
        *_tables(found),
        *_pictures(found),
    ]
    results += [_text_boxes(found), _empty(found), _size(looks), _font(looks), *_links(found), _controls(found)]
    return inspection(name, data, "docx", title, results, JUDGEMENTS["docx"])


def _title(package: Package) -> str:
    part = next(iter(package.related("").get("core-properties", [])), "docProps/core.xml")
    root = package.xml(part)
    return fold(root.findtext(_CORE_TITLE) or "") if root is not None else ""


def _headings(found: Pieces) -> Iterator[Result]:
    headings = found.headings
    bold = list(_bold_lines(found.paragraphs if not headings else _from(headings[0], found.paragraphs)))
    words = sum(len(piece.text.split()) for piece in found.paragraphs)
    if headings:
        yield passed(HEADINGS, counted(len(headings), "heading"), len(headings))
    elif words <= rules.SHORT and not bold:
        yield not_applicable(HEADINGS, f"there are {counted(words, 'word')}, too few to need one")
    else:
        yield failed(HEADINGS, f"there are none in {counted(words, 'word')}")
    yield each(LOOKALIKE, len(found.paragraphs), bold, certain=False)
    yield from rules.heading_levels(HEADINGS_START, HEADINGS_ORDER, [(piece.level, piece.place) for piece in headings])
    empty = [
        f"{piece.place} (level {piece.level})"
        for piece in found.paragraphs
        if piece.level and not piece.text and not _holds(piece.element)
    ]
    yield each(HEADINGS_EMPTY, len(headings) + len(empty), empty)
    yield _contents(found, len(headings))


def _from(first: Piece, paragraphs: Sequence[Piece]) -> Sequence[Piece]:
    """Return the paragraphs from one on: what stands before the first heading is a cover."""
    return paragraphs[paragraphs.index(first) :]


def _bold_lines(paragraphs: Sequence[Piece]) -> Iterator[str]:
    """Yield the places of paragraphs in bold that read as headings do; a question, a label or a verdict does not."""
    for piece in paragraphs:
        plain = not piece.level and not piece.table and not _styled(piece)
        if plain and piece.bold and reads_as_heading(piece.text) and _STARTS_AND_ENDS.fullmatch(piece.text):
            yield piece.place


def _styled(piece: Piece) -> bool:
    """Return whether the style of a paragraph says what it is: a title, a caption, a label."""
    return piece.style.bold or piece.style.title or piece.style.contents or piece.caption


def _contents(found: Pieces, headings: int) -> Result:
    if headings <= LONG:
        return not_applicable(CONTENTS, f"only {counted(headings, 'heading')}" if headings else "there are no headings")
    simple = (element.get(f"{W}instr", "") for _, element in found.visible(f"{W}fldSimple"))
    instructions = [each.instruction for each in found.fields()]
    # With \c it lists figures or tables.
    if any(words.split()[:1] == ["TOC"] and "\\c" not in words for words in [*simple, *instructions]):
        return passed(CONTENTS, counted(headings, "heading"), headings)
    return failed(CONTENTS, f"there is none for {counted(headings, 'heading')}", headings)


def _tables(found: Pieces) -> Iterator[Result]:
    tables = found.tables
    longer = [table for table in tables if len(table.rows) > 1]
    headless = [table.place for table in longer if not switched_on(table.rows[0].find(f"{W}trPr"), "tblHeader")]
    yield each(TABLE_HEADER, len(longer), headless)
    torn = []
    for table in longer:
        rows = [not switched_on(row.find(f"{W}trPr"), "cantSplit") for row in table.rows]
        if any(rows):
            torn.append(f"{table.place} ({sum(rows)} of {counted(len(rows), 'row')})")
    yield each(TABLE_SPLIT, len(longer), torn)
    merged = [(table, sum(map(_is_merged, _cells(table.rows)))) for table in tables]
    yield each(
        TABLE_MERGED, len(tables), [f"{table.place} ({counted(cells, 'cell')})" for table, cells in merged if cells]
    )
    yield each(TABLE_NESTED, len(tables), [table.place for table in tables if table.nested])
    unsaid = [
        table.place
        for table in tables
        if not any(_value(table.element.find(f"{W}tblPr/{W}{name}")) for name in ("tblCaption", "tblDescription"))
    ]
    yield each(TABLE_ALT, len(tables), unsaid)


def _cells(rows: list[Element]) -> Iterator[Element]:
    for row in rows:
        for cell in row.iter(f"{W}tc"):
            if next(cell.iterancestors(f"{W}tr")) is row:
                yield cell


def _is_merged(cell: Element) -> bool:
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        return False
    span = _value(properties.find(f"{W}gridSpan"))
    return span not in {"", "0", "1"} or any(properties.find(f"{W}{name}") is not None for name in ("vMerge", "hMerge"))


def _value(element: Element | None) -> str:
    return element.get(f"{W}val", "").strip() if element is not None else ""


def _pictures(found: Pieces) -> Iterator[Result]:
    missing: list[str] = []
    poor: list[str] = []
    said = pictures = 0
    for name, text, place in _alternatives(found):
        pictures += 1
        where = ", ".join(filter(None, [name, place]))
        if text is None:
            continue
        said += bool(text)
        if not text:
            missing.append(where)
        elif _POOR_ALT_TEXT.fullmatch(text):
            poor.append(f"{quoted(text)}, {where}")
    yield each(ALT_TEXT, pictures, missing)
    yield each(ALT_TEXT_WORDS, said, poor, certain=False)


def _alternatives(found: Pieces) -> Iterator[tuple[str, str | None, str]]:
    """Yield the name, text alternative (None if decorative) and place of each picture and shape."""
    for part, drawing in found.visible("{*}inline", "{*}anchor"):
        properties = drawing.find("{*}docPr")
        if properties is None or properties.get("hidden") in {"1", "true"} or _boxes(drawing):
            continue
        decorative = any(mark.get("val") in {"1", "true"} for mark in properties.iter(_DECORATIVE))
        text = None if decorative else fold(properties.get("descr", ""))
        yield properties.get("name", ""), text, found.place(part, drawing)
    for part, drawing in found.visible(f"{W}pict", f"{W}object"):
        # A watermark is letters drawn as a shape; Word has no other way to make one.
        watermark = part in RUNNING and next(drawing.iter(f"{_VML}textpath"), None) is not None
        shape = next((child for child in drawing.iterchildren(*_SHAPES)), None)
        if shape is None or watermark or _boxes(drawing) or shape.get(f"{_OFFICE}hr"):
            continue
        yield "drawing", fold(shape.get("alt", "")), found.place(part, drawing)


def _boxes(drawing: Element) -> bool:
    return next(drawing.iter(BOX), None) is not None


def _text_boxes(found: Pieces) -> Result:
    places = []
    for part, box in found.visible(BOX):
        # Of a box in a box the outer one is enough to find both.
        if next(box.iterancestors(BOX), None) is None:
            words = fold(" ".join(text.text or "" for text in box.iter(f"{W}t")))
            holder = next(box.iterancestors(f"{W}p"), box)
            where = _beside("by", found.place(part, holder))
            places.append(f"{quoted(words) if words else 'an empty box'}, {where}")
    if places:
        return failed(
            TEXT_BOXES, "1 text box" if len(places) == 1 else f"{len(places)} text boxes", len(places), places
        )
    return passed(TEXT_BOXES, "there are none")


def _beside(preposition: str, place: str) -> str:
    """Return a place that starts with the words of a paragraph with a preposition before it."""
    return f"{preposition} {place}" if place.startswith('"') else place


def _empty(found: Pieces) -> Result:
    places = []
    for (_, empty), group in groupby(found.paragraphs, key=lambda piece: (piece.stretch, _is_empty(piece))):
        run = list(group)
        if empty and len(run) > 1:
            places.append(f"{len(run)} {run[0].place}")
    if places:
        return failed(EMPTY, f"two or more in a row, {counted(len(places), 'time')}", len(found.paragraphs), places)
    return passed(EMPTY, counted(len(found.paragraphs), "paragraph"), len(found.paragraphs))


def _is_empty(piece: Piece) -> bool:
    return not piece.text and not _holds(piece.element)


def _holds(paragraph: Element) -> bool:
    """Return whether a paragraph without words holds something else: a picture, a page break, a line to sign on."""
    if next(paragraph.iter(*_FILLED, "{*}oMath"), None) is not None:
        # Tab stops are tabs too.
        properties = paragraph.find(f"{W}pPr")
        stops = {id(tab) for tab in properties.iter(f"{W}tab")} if properties is not None else set()
        if any(id(element) not in stops for element in paragraph.iter(*_FILLED, "{*}oMath")):
            return True
    return any(found.get(f"{W}type") in {"page", "column"} for found in paragraph.iter(f"{W}br"))


def _size(looks: Body) -> Result:
    said = f"the style Normal has {looks.points:g} points"
    return passed(SIZE, said) if looks.points >= SMALLEST else look(SIZE, said)


def _font(looks: Body) -> Result:
    said = f"the style Normal has {looks.font}"
    if looks.serif is None:
        return look(FONT, f"{said}, which is not known here")
    return failed(FONT, said) if looks.serif else passed(FONT, said)


def _links(found: Pieces) -> Iterator[Result]:
    # The text alternative of a picture that is a link is another check's.
    links = [(link.text, _beside("in", link.place)) for link in found.links() if link.text or not link.pictured]
    return rules.links(LINK_TEXT, LINK_ADDRESS, links)


def _controls(found: Pieces) -> Result:
    examined = 0
    places = []
    for part, control in found.visible(f"{W}sdt"):
        properties = control.find(f"{W}sdtPr")
        if properties is not None and any(properties.find(kind) is not None for kind in _NOT_FILLED_IN):
            continue
        examined += 1
        lacks = [
            what
            for what, name in (("title", "alias"), ("tag", "tag"))
            if properties is None or not _value(properties.find(f"{W}{name}"))
        ]
        if lacks:
            places.append(f"{found.place(part, control)} (no {' and no '.join(lacks)})")
    for part, old in found.visible(f"{W}ffData"):
        examined += 1
        if not any(_value(old.find(f"{W}{name}")) for name in ("helpText", "statusText")):
            places.append(f"{found.place(part, old)} (no help text)")
    return each(CONTROLS, examined, places)
