"""What Word keeps by number instead of as text: characters of symbol fonts, ticks and choices of old form fields."""

from __future__ import annotations

from pbc_checks.read.word_package import Element, W
from pbc_checks.read.word_styles import switched_on

TICKED, UNTICKED = "☒", "☐"

# Ticks and boxes of the Wingdings fonts, and what the Symbol font has of use in a sentence; others are decoration.
_WINGDINGS = {0xFE: TICKED, 0xFD: TICKED, 0xFB: TICKED, 0xFC: "✓", 0xA8: UNTICKED, 0x6F: UNTICKED}
_SYMBOL = {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB0: "°", 0xB7: "•", 0x6D: "µ", 0xAE: "→", 0xB9: "≠"}
_PRIVATE_USE = range(0xE000, 0xF900)


def symbol(element: Element) -> str:
    """Return the character that a `w:sym` stands for; nothing for decoration."""
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    if code in _PRIVATE_USE or code < 0x100:
        of_font = _SYMBOL if element.get(f"{W}font", "").lower() == "symbol" else _WINGDINGS
        return of_font.get(code & 0xFF, "")
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


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
