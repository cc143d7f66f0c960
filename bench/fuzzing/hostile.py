"""Values that programs stumble over, to be put where a file has harmless ones."""

from __future__ import annotations

from random import Random

NUMBERS = (
    "-1", "0", "1", "2", "7", "65536", "2147483647", "-2147483648", "4294967296", "18446744073709551616", "9" * 400,
    "-" + "9" * 30, "1e308", "1e-308", "NaN", "inf", "²", "٣", "0x10", "", " ", "1.5", "1,5", "--1", "true", "Ⅻ",
)  # fmt: skip

_TEXTS = (
    "no " + "'" * 20_000 + " tender",
    "x" * 300_000,
    "1," * 50_000 + "x",
    "[" * 30_000,
    "(" * 30_000 + "a) ",
    "hospital " * 20_000,
    "Costs " + ". " * 20_000 + "3",
    "lose " + "a'b'c'd " * 10_000,
    "patients told us that we could be seen within weeks and " * 3_000,
    "cost £5 \u0301\u202e\u200d \U0001f600 " * 3_000,
    "£" * 20_000,
    "£1,234,567.89 " * 5_000,
    "1 April 2009 to 31 March 2010 " * 3_000,
    "Dr A. B. Smith " * 5_000,
    "9" * 20_000,
    "£" + "9" * 5_000 + " a year",
    "9" * 400 + "% of " + "9" * 400 + " patients",
    "31 February 2009, 99/99/9999, 1 April 99999",
    "- " * 20_000,
    "| " * 20_000,
    "> " * 5_000 + "quoted",
    "* " * 5_000,
    "[a](" * 10_000,
    "![" * 10_000,
    "`" * 20_000,
    "{++" * 10_000,
    "{>>" * 10_000 + "<<}" * 10_000,
    "<" * 20_000,
    "<b>" * 10_000,
    "\u00a0" * 5_000,
    "\u200b" * 5_000,
    "\u00ad" * 5_000,
    "\ufb01\ufb02\ufb03 \u2028\u2029\u0085 \ufffe \ufeff",
    "Zoe\u0308 " + "\u0301" * 5_000,
    "\u202e\u2066 right to left \u05d0\u05d1 \u0639\u0631",
    "NHS number 943 476 5919 " * 2_000,
    "someone@example.nhs.uk, 01234 567890, AL1 1AA " * 2_000,
    "week 99999999999999999999, 1/0, £-0, 1:99999999",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 2_000,
)  # fmt: skip


def number(random: Random) -> str:
    """Return a number that is too large, too small, or none at all."""
    return random.choice(NUMBERS)


def text(random: Random) -> str:
    """Return a text that is slow to search, or full of signs that mean nothing."""
    return random.choice(_TEXTS)
