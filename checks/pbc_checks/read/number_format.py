"""Number formats of a spreadsheet: a number as its cell shows it, with the digits that the cell only rounds away."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

_MOST_PLACES = 4
_PLACES_OF_FORMATTED = 2  # kept where the number has them, unless it is a percentage: pence that £#,##0 does not show
_LONGEST = 20  # digits before the point
_MOST_SHOWN = 6  # places after it, whatever the format asks for
_CURRENCY = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
_BRACKETED = re.compile(r"\[[^\]]*\]")  # [Red], [>=1000]
_PADDING = re.compile(r"[_*].|\\(.)")  # _) leaves the width of a bracket, *- fills the cell; \x is x itself
_LITERAL = re.compile(r'"([^"]*)"')
_FIGURES = re.compile(r"[#0?][#0?,]*(?:\.[0#?]+)?,*")
_EXOTIC = re.compile(r"[dmyhse]|/", re.IGNORECASE)  # dates, times, powers of ten, fractions
_SECTION = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')


def shown(number: Decimal, number_format: str) -> str:
    """Return a number as a cell with this format shows it: £12,345, (450), 5.25%, 12.3k.

    Digits of a sum that the format rounds away are kept, up to two after the point, so that columns still add up. A
    format that is not known gives the plain number.
    """
    if number and number.adjusted() >= _LONGEST:
        return f"{number:.5E}"  # as Excel shows what fits no cell
    sections = _SECTION.split(number_format or "General")
    own = number < 0 and len(sections) > 1
    section = sections[1] if own else sections[2] if number == 0 and len(sections) > 2 else sections[0]
    bare = _PADDING.sub(r"\1", _BRACKETED.sub("", _CURRENCY.sub(r"\1", section)))
    without_literals = _LITERAL.sub("", bare)
    figures = _FIGURES.search(_LITERAL.sub(lambda match: " " * len(match.group()), bare))
    if "general" in bare.lower() or _EXOTIC.search(without_literals) or (figures is None and number != 0):
        return plain(number)
    if figures is None or (number == 0 and not figures.group().strip("?.,")):
        # Accounting formats have a dash, with empty places beside it, for nothing at all.
        return "-" if "-" in bare else _LITERAL.sub(r"\1", bare).strip() or plain(number)
    before, core, after = bare[: figures.start()], figures.group(), bare[figures.end() :]
    scaled = abs(number) / Decimal(1000) ** (len(core) - len(core.rstrip(",")))
    scaled *= 100 if "%" in without_literals else 1
    sign = "-" if number < 0 and not own else ""
    percent = "%" in without_literals
    words = _digits(scaled, core.rstrip(","), 0 if percent else _PLACES_OF_FORMATTED)
    return (sign + _LITERAL.sub(r"\1", before).lstrip() + words + _LITERAL.sub(r"\1", after).rstrip()).strip()


def plain(number: Decimal) -> str:
    """Return a number without the noise of binary fractions: at most four places after the point."""
    return f"{round(number, _MOST_PLACES).normalize():f}"


def _digits(number: Decimal, core: str, kept: int) -> str:
    """Return a number, not below nothing, with the thousands and places that the figures of a format ask for.

    `kept` places are kept, where it has them, even if the format does not show them.
    """
    shown_places = core.partition(".")[2][:_MOST_SHOWN]
    fewest = shown_places.count("0")
    places = max(len(shown_places), kept)
    rounded = number.quantize(Decimal(10) ** -places, ROUND_HALF_UP)
    words = f"{rounded:,f}" if "," in core else f"{rounded:f}"
    whole, _, after = words.partition(".")
    after = after.rstrip("0")
    wanted = max(fewest, kept if after else 0, len(after))  # pence are two digits or none
    return f"{whole}.{after.ljust(wanted, '0')}" if wanted else whole
