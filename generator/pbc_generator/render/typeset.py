"""Typst, set up so that nothing but our own fonts and house style can reach a page.

The compiler takes PDF/UA-1 and PDF/A-2a together and refuses a file that would break either, so a file that
exists has passed. Both forbid a character no font can draw; those are spelt out before they get here.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import fontpkg_arimo
import typst

from pbc_frameworks.data import data_folder
from pbc_generator.render.characters import clusters

if TYPE_CHECKING:
    from datetime import date

STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]

# Word writes bullets and ticks in its Symbol and Wingdings fonts as private code points.
_WORD_SYMBOLS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0a8": "☐",
    "\uf06f": "☐",
    "\uf0d8": "➢",
    "\uf076": "❖",
    "\uf0fc": "✓",
    "\uf0fb": "✗",
    "\uf0fe": "☑",
    "\uf0e0": "→",
}
_CANNOT_BE_SHOWN = "□"


@cache
def _compiler() -> typst.Compiler:
    """Return the one compiler; it keeps its fonts and what it learnt of the house style from file to file."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(fontpkg_arimo.ROOT)])
    return typst.Compiler(root=str(data_folder("templates") / "pdf"), font_paths=fonts)


def compile_pdf(source: str) -> bytes:
    """Return the PDF of a Typst source that sets its own document date.

    Raises `typst.TypstError` where it breaks a rule of the standards.
    """
    # The timestamp is the clock Typst would otherwise read; the date printed is the document's own.
    pdf = _compiler().compile(source.encode(), format="pdf", pdf_standards=STANDARDS, timestamp=0)
    if not isinstance(pdf, bytes):
        raise TypeError(f"Typst returned {type(pdf).__name__}, not the bytes of one file")
    return pdf


def compile_picture(source: str, file_format: str) -> bytes:
    """Return the one page of a Typst source as a picture: png, 200 dots an inch, or svg."""
    data = (
        _compiler().compile(source.encode(), format="png", ppi=200, timestamp=0)
        if file_format == "png"
        else _compiler().compile(source.encode(), format="svg", timestamp=0)
    )
    if not isinstance(data, bytes):
        raise TypeError(f"Typst returned {type(data).__name__}, not the bytes of one picture")
    return data


def drawable(text: str) -> str:
    """Return the text with each character that none of our fonts can draw replaced by something readable.

    A symbol such as an emoji becomes its name in square brackets, a letter of a script without a font a box.
    """
    if text.isascii():
        return text
    return "".join(cluster if cluster.isascii() else _shown(cluster) for cluster in clusters(text))


@cache
def _shown(cluster: str) -> str:
    cluster = _WORD_SYMBOLS.get(cluster, cluster)
    if _has_glyphs(cluster):
        return cluster
    base = cluster[0]
    if len(cluster) > 1:  # the letter without its marks is better than a box
        return _shown(base)
    match unicodedata.category(base):
        case "So" | "Sm":
            return f"[{unicodedata.name(base, 'symbol').lower()}]"
        case "Sk" | "Mn" | "Mc" | "Me" | "Cf":  # skin tones and marks that have lost their letter
            return ""
        case _:
            return _CANNOT_BE_SHOWN


def _has_glyphs(cluster: str) -> bool:
    """Return whether our fonts can draw a character, regular and bold: only Typst's own shaping knows."""
    quoted = string_literal(cluster)
    try:
        compile_pdf(f'#import "house.typ": specimen\n#specimen({quoted})\n')
    except typst.TypstError:
        return False
    return True


def string_literal(text: str) -> str:
    """Return a Typst string literal; inside one nothing is markup."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def date_literal(day: date) -> str:
    """Return a Typst date."""
    return f"datetime(year: {day.year}, month: {day.month}, day: {day.day})"
