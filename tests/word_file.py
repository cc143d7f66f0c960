"""A Word file seen from the tests: its parts, a readable dump of its blocks, and the rules Word holds it to.

Word refuses, or silently repairs, a file whose elements are out of the order of ECMA-376 part 1, annex A
(CT_PPr, CT_RPr and so on). LibreOffice and python-docx do not, so these tests look for themselves.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "r": "http://schemas.openxmlformats.org/package/2006/relationships",
    "dc": "http://purl.org/dc/elements/1.1/",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dcterms": "http://purl.org/dc/terms/",
    "app": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
}
W = f"{{{NAMESPACES['w']}}}"

ORDER = {
    "pPr": """
        pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr
        suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct
        topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind
        contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
        textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange
    """,
    "rPr": """
        rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss
        imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs
        highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout
        specVanish oMath
    """,
    "pBdr": "top left bottom right between bar",
    "numPr": "ilvl numId",
    "sdtPr": """
        rPr alias tag id lock placeholder temporary showingPlcHdr dataBinding label tabIndex
        equation comboBox date docPartObj docPartList dropDownList picture richText text
        citation group bibliography checkbox
    """,
    "sdt": "sdtPr sdtEndPr sdtContent",
    "date": "dateFormat lid storeMappedDataAs calendar",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tblPr": """
        tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW
        jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption
        tblDescription
    """,
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tr": "tblPrEx trPr tc",
    "tcPr": """
        cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection
        tcFitText vAlign hideMark
    """,
    "sectPr": """
        reference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType
        pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter
        docGrid printerSettings
    """,
    "style": """
        name aliases basedOn next link autoRedefine hidden uiPriority semiHidden
        unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr
        tblPr trPr tcPr tblStylePr
    """,
    "tblStylePr": "pPr rPr tblPr trPr tcPr",
    "styles": "docDefaults latentStyles style",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "lvl": """
        start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr
        rPr
    """,
    "num": "abstractNumId lvlOverride",
    "docPart": "docPartPr docPartBody",
    "docPartPr": "name style category types behaviors description guid",
}


@dataclass(frozen=True)
class WordFile:
    data: bytes

    @property
    def names(self) -> list[str]:
        with zipfile.ZipFile(BytesIO(self.data)) as package:
            return package.namelist()

    def part(self, name: str = "word/document.xml") -> Any:
        with zipfile.ZipFile(BytesIO(self.data)) as package:
            return etree.fromstring(package.read(name))

    def find(self, path: str, part: str = "word/document.xml") -> list[Any]:
        """Return what an XPath expression finds in a part."""
        found: list[Any] = self.part(part).xpath(path, namespaces=NAMESPACES)
        return found

    @property
    def text(self) -> str:
        """Return the words of the main part, paragraph by paragraph."""
        return "\n".join(words(paragraph) for paragraph in self.find("//w:p"))

    def dump(self) -> str:
        """Return one line for each block of the main part: its style, then its words."""
        return "".join(f"{line}\n" for line in _dumped(self.find("//w:body")[0], ""))

    def broken_rules(self) -> list[str]:
        """Return what Word would object to, in words; nothing if the file is right."""
        found: list[str] = []
        for name in self.names:
            if name.endswith(".xml") and name.startswith("word/"):
                found += [f"{name}: {problem}" for problem in _disorder(self.part(name))]
        return [*found, *self._repeated(), *self._dangling()]

    def _repeated(self) -> Iterator[str]:
        for what, path in (
            ("content control", "//w:sdt/w:sdtPr/w:id/@w:val"),
            ("bookmark number", "//w:bookmarkStart/@w:id"),
            ("bookmark name", "//w:bookmarkStart/@w:name"),
        ):
            for value, count in Counter(self.find(path)).items():
                if count > 1:
                    yield f"{what} {value} is there {count} times"

    def _dangling(self) -> Iterator[str]:
        """Yield references that lead nowhere."""
        listed = "word/numbering.xml"
        glossary = "word/glossary/document.xml"
        styles = set(self.find("//w:style/@w:styleId", "word/styles.xml"))
        targets = {
            "style": (styles, ("//w:pStyle/@w:val", "//w:rStyle/@w:val", "//w:tblStyle/@w:val")),
            # 0 takes a paragraph out of the list of its style.
            "list": ({"0", *self.find("//w:num/@w:numId", listed)}, ("//w:numId/@w:val",)),
            "bookmark": (set(self.find("//w:bookmarkStart/@w:name")), ("//w:hyperlink/@w:anchor",)),
            "prompt": (
                set(self.find("//w:docPartPr/w:name/@w:val", glossary)) if glossary in self.names else set(),
                ("//w:placeholder/w:docPart/@w:val",),
            ),
        }
        for kind, (known, paths) in targets.items():
            for path in paths:
                yield from (f"no {kind} {value}" for value in self.find(path) if value not in known)
        for value in self.find("//w:basedOn/@w:val | //w:next/@w:val | //w:link/@w:val", "word/styles.xml"):
            if value not in styles:
                yield f"a style refers to {value}"
        lists = set(self.find("//w:abstractNum/@w:abstractNumId", listed))
        for value in self.find("//w:num/w:abstractNumId/@w:val", listed):
            if value not in lists:
                yield f"a list refers to {value}"


def words(element: Any) -> str:
    """Return what a reader sees of an element: line breaks as ⏎, tabs as →."""
    shown = {f"{W}br": "⏎", f"{W}tab": "→"}
    return "".join(
        node.text or "" if node.tag == f"{W}t" else shown.get(node.tag, "")
        for node in element.iter(f"{W}t", f"{W}br", f"{W}tab")
        if node.getparent().tag == f"{W}r"
    )


def _disorder(root: Any) -> Iterator[str]:
    for element in root.iter(etree.Element):
        name = element.tag.removeprefix(W)
        if name in ORDER:
            order = ORDER[name].split()
            names = [etree.QName(child).localname for child in element]
            # A section's references to headers and footers come first, in any order.
            children = ["reference" if child.endswith("Reference") else child for child in names]
            yield from (f"{child} has no place in {name}" for child in children if child not in order)
            places = [order.index(child) for child in children if child in order]
            if places != sorted(places):
                yield f"{name} is out of order: {' '.join(children)}"
        if element.tag == f"{W}tc" and (len(element) == 0 or element[-1].tag != f"{W}p"):
            yield "a table cell does not end in a paragraph"
        if element.tag == f"{W}tbl":
            columns = len(element.findall(f"{W}tblGrid/{W}gridCol"))
            if any(len(row.findall(f"{W}tc")) != columns for row in element.findall(f"{W}tr")):
                yield "a table row has not as many cells as the grid"
            after = element.getnext()
            if after is None or after.tag not in {f"{W}p", f"{W}sdt"}:
                yield "a table has no paragraph after it"


def _dumped(container: Any, margin: str) -> Iterator[str]:
    for child in container:
        match etree.QName(child).localname:
            case "p":
                yield f"{margin}{_style(child)}: {_marked(child)}".rstrip()
                if child.find(f"{W}pPr/{W}sectPr") is not None:
                    yield f"{margin}----- section -----"
            case "tbl":
                caption = child.find(f"{W}tblPr/{W}tblDescription")
                yield f"{margin}table: {'' if caption is None else caption.get(f'{W}val')}"
                for row in child.findall(f"{W}tr"):
                    head = "header" if row.find(f"{W}trPr/{W}tblHeader") is not None else "row"
                    cells = [" / ".join(map(_marked, cell.findall(f"{W}p"))) for cell in row.findall(f"{W}tc")]
                    yield f"{margin}  {head}: {' | '.join(cells)}"
            case "sdt":
                yield f"{margin}control {_tag(child)}"
                yield from _dumped(child.find(f"{W}sdtContent"), f"{margin}  ")


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "(default)" if style is None else style.get(f"{W}val")


def _tag(control: Any) -> str:
    properties = control.find(f"{W}sdtPr")
    kind = etree.QName(properties[-1]).localname
    return f"{properties.find(f'{W}tag').get(f'{W}val')} ({'rich text' if kind == 'showingPlcHdr' else kind})"


def _marked(paragraph: Any) -> str:
    """Return the words of a paragraph with each character style and control in brackets of its own."""
    parts = []
    for child in paragraph:
        match etree.QName(child).localname:
            case "r":
                style = child.find(f"{W}rPr/{W}rStyle")
                text = words(child)
                parts.append(text if style is None else f"<{style.get(f'{W}val')}: {text}>")
            case "sdt":
                parts.append(f"<control {_tag(child)}: {words(child)}>")
            case "hyperlink":
                parts.append(f"<link to {child.get(f'{W}anchor')}: {words(child)}>")
            case "bookmarkStart":
                parts.append(f"<bookmark {child.get(f'{W}name')}>")
    return "".join(parts).replace("\u00a0", "~")
