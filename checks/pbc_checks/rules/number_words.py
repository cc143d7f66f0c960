"""Numbers in words, as submissions write small ones."""

from __future__ import annotations

NUMBERS: dict[str, int] = {
    word: number
    for number, word in enumerate(
        (
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
        ),
        start=1,
    )
}  # fmt: skip
"""One to twenty; those that begin another stand before it, so put the longest first in a regular expression."""
