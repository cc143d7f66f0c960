"""What Word keeps by number instead of as text: characters of symbol fonts, ticks and choices of old form fields."""

from __future__ import annotations

from pbc_checks.read.word_package import Element, W
from pbc_checks.read.word_styles import switched_on

TICKED, UNTICKED = "☒", "☐"

# Ticks and boxes of Wingdings, Wingdings 2 and Webdings, and what the Symbol font has of use in a sentence; others are
# decoration.
_WINGDINGS = {0xFE: TICKED, 0xFD: TICKED, 0xFB: TICKED, 0xFC: "✓", 0xA8: UNTICKED, 0x6F: UNTICKED}
_SYMBOL = {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB0: "°", 0xB7: "•", 0x6D: "µ", 0xAE: "→", 0xB9: "≠"}
_WINGDINGS_2 = {0x50: "✓", 0x51: TICKED, 0x52: TICKED, 0x53: TICKED, 0xA3: UNTICKED, 0x2A: UNTICKED, 0x30: UNTICKED}
_WEBDINGS = {0x61: "✓", 0x63: UNTICKED}
_GREEK = dict(zip(b"abgdezhqiklmnxoprstufcyw", "αβγδεζηθικλμνξοπρστυφχψω", strict=True))
_SYMBOL |= {code: letter for code, letter in _GREEK.items() if code not in _SYMBOL}
_SYMBOL |= {code - 32: letter.upper() for code, letter in _GREEK.items()}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "webdings": _WEBDINGS}
_PRIVATE_USE = range(0xE000, 0xF900)
_PICTURED = 3  # letters: more in a row of a symbol font are words that somebody dressed by mistake


def symbol(element: Element) -> str:
    """Return the character that a `w:sym` stands for; nothing for decoration."""
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    if code in _PRIVATE_USE or code < 0x100:
        return _FONTS.get(element.get(f"{W}font", "").lower(), _WINGDINGS).get(code & 0xFF, "")
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


def symbol_font(fonts: Element | None) -> str:
    """Return the name of the font that a run's `w:rFonts` names, in small letters, if its letters are pictures.

    Nothing for others.
    """
    name = (fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "").lower() if fonts is not None else ""
    return name if name in _FONTS or name.startswith("wingdings") else ""


def in_font(font: str, text: str) -> str:
    """Return what letters show in a symbol font, as many characters as there are; decoration shows as a space.

    `font` is what symbol_font returned. Text in other fonts, and more than a few letters, come back as they are.
    """
    if not font or len(text.strip()) > _PICTURED:
        return text
    return "".join(_shown(letter, font) for letter in text)


def _shown(letter: str, font: str) -> str:
    code = ord(letter)
    if code >= 0x100 and code not in _PRIVATE_USE:
        return letter
    # The Symbol font has figures and signs where other fonts have them.
    other = chr(code) if font == "symbol" and code < 0x80 else " "
    return _FONTS.get(font, {}).get(code & 0xFF, other)


def form_field(element: Element) -> str:
    """Return what a form field of Word 97-2003 shows that begins here: a tick box, or the choice that was made.

    The text of the third kind, text fields, stands in the document itself.
    """
    box = element.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        ticked = switched_on(box, "checked")
        return TICKED if (switched_on(box, "default") if ticked is None else ticked) else UNTICKED
    choices = element.find(f"{W}ffData/{W}ddList")
    if choices is None:
        return ""
    entries = [entry.get(f"{W}val", "") for entry in choices.iter(f"{W}listEntry")]
    picked = next((found for name in ("result", "default") if (found := choices.find(f"{W}{name}")) is not None), None)
    index = picked.get(f"{W}val", "0") if picked is not None else "0"
    return entries[int(index)] if index.isdecimal() and len(index) < 6 and int(index) < len(entries) else ""
