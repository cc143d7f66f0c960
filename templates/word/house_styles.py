"""The styles and the list numbering of the default Word house template, as WordprocessingML.

Colours and proportions follow templates/pdf/house.typ and templates/html/page.css. Every text colour has
at least 4.5:1 contrast with its background. Lengths are twentieths of a point unless a comment says so.
"""

from __future__ import annotations

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

BLUE = "005EB8"
NAVY = "003D78"
INK = "212B32"
GREY = "4C6272"
RULE = "AEB7BD"
TINT = "E8F1F9"
PLACEHOLDER = "FFE58A"
TONES = {
    "Good": ("DFF3E6", "00401E"),
    "Fair": ("FFF1CC", "573E00"),
    "Bad": ("FDE4E1", "7A0C00"),
    "Neutral": ("E8EDEE", INK),
}

TEXT_WIDTH = 9412  # of A4 portrait between margins of 2.2 cm
NUMBER_WIDTH = 794  # 1.4 cm, room for "10.12"
LABEL_WIDTH = 3686  # 6.5 cm, beside it the field of a form
LEVEL = 454  # 0.8 cm, one step to the right
BOX = 170  # the air between a box's border and its words, 8.5 pt


def spacing(before: int, after: int, line: int = 276) -> str:
    """Return the space above and below a paragraph, and its line height in 240ths of a line."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def indent(left: int, hanging: int = 0, right: int = 0) -> str:
    """Return the indents of a paragraph; the first line starts `hanging` further left."""
    parts = f' w:right="{right}"' if right else ""
    return f'<w:ind w:left="{left}"{parts}' + (f' w:hanging="{hanging}"/>' if hanging else "/>")


def border(side: str, colour: str, eighths: int, space: int) -> str:
    """Return one side of a border: `eighths` of a point thick, `space` points from the words."""
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/>'


def shade(fill: str) -> str:
    """Return a background colour."""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'


def tabs(*stops: tuple[str, int, str]) -> str:
    """Return tab stops, each an alignment, a position and a leader."""
    return (
        "<w:tabs>"
        + "".join(f'<w:tab w:val="{kind}" w:leader="{leader}" w:pos="{at}"/>' for kind, at, leader in stops)
        + "</w:tabs>"
    )


def font(size: float = 0, colour: str = "", *, bold: bool = False) -> str:
    """Return run properties; `size` in points."""
    half_points = round(size * 2)
    return (
        ("<w:b/><w:bCs/>" if bold else "")
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + (f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>' if size else "")
    )


def style(
    kind: str,
    name: str,
    *,
    style_id: str = "",
    based_on: str = "",
    following: str = "",
    paragraph: str = "",
    run: str = "",
    more: str = "",
    default: bool = False,
    quick: bool = True,
) -> str:
    """Return one style definition; its id is its name without spaces."""
    identity = style_id or name.replace(" ", "")
    return (
        f'<w:style w:type="{kind}"'
        + (' w:customStyle="1"' if name.startswith("PBC") else "")
        + (' w:default="1"' if default else "")
        + f' w:styleId="{identity}"><w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{based_on}"/>' if based_on else "")
        + (f'<w:next w:val="{following}"/>' if following else "")
        + f'<w:uiPriority w:val="{9 if quick else 99}"/>'
        + ("<w:qFormat/>" if quick else "")
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + more
        + "</w:style>"
    )


def heading(level: int, size: float, colour: str, before: int, after: int) -> str:
    """Return one of Word's own heading styles."""
    return style(
        "paragraph",
        f"heading {level}",
        style_id=f"Heading{level}",
        based_on="Normal",
        following="Normal",
        paragraph="<w:keepNext/><w:keepLines/>" + spacing(before, after, 252) + f'<w:outlineLvl w:val="{level - 1}"/>',
        run=font(size, colour, bold=True),
    )


def body_style(name: str, paragraph: str, run: str = "", *, style_id: str = "", based_on: str = "Normal") -> str:
    """Return a paragraph style for running text."""
    return style("paragraph", name, style_id=style_id, based_on=based_on, paragraph=paragraph, run=run)


GUIDANCE_BOX = (
    "<w:pBdr>"
    + border("top", TINT, 4, 4)
    + border("left", BLUE, 24, 8)
    + border("bottom", TINT, 4, 4)
    + border("right", TINT, 4, 8)
    + "</w:pBdr>"
    + shade(TINT)
)
ANSWER_BOX = (
    "<w:pBdr>"
    + border("top", GREY, 8, 6)
    + border("left", GREY, 8, 8)
    + border("bottom", GREY, 8, 31)  # 31 points is the most Word allows: room to see that something belongs here
    + border("right", GREY, 8, 8)
    + "</w:pBdr>"
)
SIGNATURE_TABS = (("left", 1588, "none"), ("left", 6010, "underscore"), ("left", TEXT_WIDTH, "underscore"))

# Each list style with its list: style id, number format, text, left indent, hanging indent.
LISTS = (
    ("ListBullet", "bullet", "•", LEVEL, LEVEL),
    ("ListNumber", "decimal", "%1.", LEVEL, LEVEL),
    ("PBCGuidanceBullet", "bullet", "•", BOX + LEVEL, LEVEL),
    ("PBCGuidanceNumber", "decimal", "%1.", BOX + LEVEL, LEVEL),
    ("PBCNoteBullet", "bullet", "•", LEVEL, LEVEL),
    ("PBCNoteNumber", "decimal", "%1.", LEVEL, LEVEL),
)
LIST_NUMBER = {identity: number for number, (identity, *_) in enumerate(LISTS, start=1)}


def numbered(style_id: str) -> str:
    """Return the reference from a list style to its list."""
    return f'<w:numPr><w:numId w:val="{LIST_NUMBER[style_id]}"/></w:numPr>'


DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Arial" w:eastAsia="Arial" w:hAnsi="Arial" w:cs="Arial"/>'
    f'<w:color w:val="{INK}"/><w:sz w:val="24"/><w:szCs w:val="24"/>'
    '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>'
    "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="0"'
    ' w:defUnhideWhenUsed="0" w:defQFormat="0" w:count="376"/>'
)

BUILT_IN = (
    style("paragraph", "Normal", paragraph=spacing(120, 140), default=True),
    style("character", "Default Paragraph Font", style_id="DefaultParagraphFont", default=True, quick=False),
    style(
        "table",
        "Normal Table",
        style_id="TableNormal",
        default=True,
        quick=False,
        more='<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>',
    ),
    style("numbering", "No List", style_id="NoList", default=True, quick=False),
    heading(1, 20, BLUE, 400, 160),
    heading(2, 15.5, BLUE, 320, 120),
    heading(3, 13, BLUE, 260, 100),
    heading(4, 12, INK, 220, 80),
    style(
        "paragraph",
        "Title",
        based_on="Normal",
        paragraph=spacing(1200, 240, 252),
        run=font(30, BLUE, bold=True),
    ),
    style(
        "paragraph",
        "Subtitle",
        based_on="Normal",
        paragraph=spacing(120, 240),
        run=font(16, GREY),
    ),
    style(
        "paragraph",
        "TOC Heading",
        based_on="Normal",
        following="Normal",
        paragraph="<w:keepNext/><w:keepLines/><w:pageBreakBefore/>" + spacing(400, 240),
        run=font(20, BLUE, bold=True),
    ),
    body_style("toc 1", spacing(140, 40, 264), font(bold=True), style_id="TOC1"),
    body_style("toc 2", spacing(40, 40, 264) + indent(LEVEL), style_id="TOC2"),
    body_style("toc 3", spacing(20, 20, 264) + indent(2 * LEVEL), font(11), style_id="TOC3"),
    body_style(
        "header",
        "<w:pBdr>" + border("bottom", RULE, 4, 6) + "</w:pBdr>" + spacing(0, 0, 240),
        font(10, GREY),
        style_id="Header",
    ),
    body_style(
        "footer",
        tabs(("right", TEXT_WIDTH, "none")) + spacing(0, 0, 240),
        font(10, GREY),
        style_id="Footer",
    ),
    body_style("caption", "<w:keepNext/><w:keepLines/>" + spacing(240, 100), font(bold=True), style_id="Caption"),
    body_style("List Bullet", numbered("ListBullet") + spacing(60, 60) + indent(LEVEL, LEVEL)),
    body_style("List Number", numbered("ListNumber") + spacing(60, 60) + indent(LEVEL, LEVEL)),
    style("character", "Strong", based_on="DefaultParagraphFont", run=font(bold=True)),
    body_style("footnote text", spacing(0, 40, 240), font(10), style_id="FootnoteText"),
    style(
        "character",
        "footnote reference",
        style_id="FootnoteReference",
        based_on="DefaultParagraphFont",
        run='<w:vertAlign w:val="superscript"/>',
        quick=False,
    ),
    style(
        "character",
        "Placeholder Text",
        based_on="DefaultParagraphFont",
        run=font(colour=GREY),
        quick=False,
    ),
)

RUNNING_TEXT = (
    body_style("PBC Clause", tabs(("left", NUMBER_WIDTH, "none")) + indent(NUMBER_WIDTH, NUMBER_WIDTH)),
    body_style(
        "PBC Subclause",
        tabs(("left", NUMBER_WIDTH + 567, "none")) + spacing(60, 80) + indent(NUMBER_WIDTH + 567, 567),
    ),
    body_style("PBC Clause Source", spacing(60, 140) + indent(NUMBER_WIDTH)),
    body_style(
        "PBC Guidance",
        "<w:keepLines/>" + GUIDANCE_BOX + spacing(120, 120) + indent(BOX + 50, right=BOX),
        font(11.5),
    ),
    body_style(
        "PBC Guidance Bullet",
        numbered("PBCGuidanceBullet") + spacing(60, 60) + indent(BOX + 50 + LEVEL, LEVEL, right=BOX),
        based_on="PBCGuidance",
    ),
    body_style(
        "PBC Guidance Number",
        numbered("PBCGuidanceNumber") + spacing(60, 60) + indent(BOX + 50 + LEVEL, LEVEL, right=BOX),
        based_on="PBCGuidance",
    ),
    body_style("PBC Note", spacing(80, 120), font(10.5, GREY)),
    body_style(
        "PBC Note Bullet",
        numbered("PBCNoteBullet") + spacing(40, 40) + indent(LEVEL, LEVEL),
        based_on="PBCNote",
    ),
    body_style(
        "PBC Note Number",
        numbered("PBCNoteNumber") + spacing(40, 40) + indent(LEVEL, LEVEL),
        based_on="PBCNote",
    ),
    body_style(
        "PBC Quotation",
        "<w:keepNext/><w:keepLines/><w:pBdr>"
        + border("left", RULE, 18, 10)
        + "</w:pBdr>"
        + spacing(160, 0)
        + indent(LEVEL),
    ),
    body_style(
        "PBC Quotation Place",
        "<w:keepLines/><w:pBdr>" + border("left", RULE, 18, 10) + "</w:pBdr>" + spacing(0, 160) + indent(LEVEL),
        font(10.5, GREY),
    ),
    body_style("PBC Page Break", spacing(0, 0, 240), font(1)),
    body_style("PBC End", spacing(0, 160, 240), font(1)),
    body_style("PBC Cover Organisation", "<w:pBdr>" + border("top", BLUE, 40, 24) + "</w:pBdr>", font(15, bold=True)),
    body_style("PBC Cover Date", spacing(120, 2800), font(13)),
)

FORMS = (
    body_style("PBC Answer", ANSWER_BOX + spacing(200, 280) + indent(BOX + 10, right=BOX + 10)),
    body_style(
        "PBC Field",
        "<w:pBdr>"
        + border("bottom", RULE, 6, 4)
        + border("between", RULE, 6, 4)
        + "</w:pBdr>"
        + tabs(("left", LABEL_WIDTH, "none"))
        + spacing(160, 100)
        + indent(LABEL_WIDTH, LABEL_WIDTH),
    ),
    body_style("PBC Tick", tabs(("left", LEVEL, "none")) + spacing(160, 160) + indent(LEVEL, LEVEL)),
    body_style(
        "PBC Signature Party",
        "<w:keepNext/><w:keepLines/><w:pBdr>" + border("top", RULE, 6, 12) + "</w:pBdr>" + spacing(520, 120),
    ),
    body_style("PBC Signature", "<w:keepNext/><w:keepLines/>" + tabs(*SIGNATURE_TABS) + spacing(320, 0)),
)

CHARACTERS = (
    style(
        "character",
        "PBC Placeholder",
        based_on="DefaultParagraphFont",
        run=font(bold=True) + shade(PLACEHOLDER),
    ),
    style("character", "PBC Number", based_on="DefaultParagraphFont", run=font(colour=BLUE, bold=True)),
    style("character", "PBC Source", based_on="DefaultParagraphFont", run=font(10, GREY)),
    *(
        style(
            "character",
            f"PBC Badge {tone}",
            based_on="DefaultParagraphFont",
            run=font(colour=ink, bold=True) + shade(fill),
        )
        for tone, (fill, ink) in TONES.items()
    ),
)

TABLES = (
    body_style("PBC Table Text", spacing(50, 50, 259), font(11)),
    body_style(
        "PBC Table Heading",
        "<w:keepNext/><w:keepLines/>" + spacing(70, 70, 259),
        font(11, NAVY, bold=True),
    ),
    body_style("PBC Table Row Heading", spacing(50, 50, 259), font(11, bold=True)),
    style(
        "table",
        "PBC Table",
        based_on="TableNormal",
        more="<w:tblPr><w:tblBorders>"
        + border("top", BLUE, 8, 0)
        + border("bottom", RULE, 4, 0)
        + border("insideH", RULE, 4, 0)
        + '</w:tblBorders><w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="28" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>'
        + border("bottom", BLUE, 12, 0)
        + "</w:tcBorders>"
        + shade(TINT)
        + "</w:tcPr></w:tblStylePr>"
        '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr>',
    ),
)


def styles_xml() -> str:
    """Return the whole styles part."""
    definitions = (*BUILT_IN, *RUNNING_TEXT, *FORMS, *CHARACTERS, *TABLES)
    return f'<w:styles xmlns:w="{NAMESPACE}">{DEFAULTS}{"".join(definitions)}</w:styles>'


def numbering_xml() -> str:
    """Return the whole numbering part: a list for each list style, with its own marks and indents."""
    lists = [
        f'<w:abstractNum w:abstractNumId="{LIST_NUMBER[identity]}">'
        f'<w:nsid w:val="5042430{LIST_NUMBER[identity]}"/><w:multiLevelType w:val="singleLevel"/>'
        f'<w:tmpl w:val="5042431{LIST_NUMBER[identity]}"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:pStyle w:val="{identity}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>{indent(left, hanging)}</w:pPr>'
        f"<w:rPr>{font(colour=BLUE)}</w:rPr></w:lvl></w:abstractNum>"
        for identity, kind, text, left, hanging in LISTS
    ]
    uses = [f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in LIST_NUMBER.values()]
    return f'<w:numbering xmlns:w="{NAMESPACE}">{"".join(lists)}{"".join(uses)}</w:numbering>'
