"""A check of a house template as plain text: what to put right first, then what to look at, then what it has."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from pbc_checks.house.outcome import Finding, HouseCheck, Level, Status, Trial
from pbc_checks.report.wording import counted, listed

_WIDTH = 100
_INDENT = "    "
_SIGNS = {Level.WRONG: ("✗", "PUT RIGHT"), Level.WARNING: ("!", "LOOK")}
_STATUS = {
    Status.KNOWN: "✓",
    Status.UNKNOWN: "✗ unknown:",
    Status.BADLY_WRITTEN: "✗ badly written:",
    Status.MISPLACED: "✗ does not work here:",
}
_TRIAL = {
    Trial.WORKED: "✓ Trial: a short document was made with this template, and it works.",
    Trial.REFUSED: "✗ Trial: no document can be made with this template: {}",
    Trial.NOT_MADE: "✗ Trial: not made, because {}.",
}


def text_report(check: HouseCheck) -> str:
    """Return the report on one template as lines of at most 100 characters, with a line break at the end."""
    return "\n".join(_lines(check)) + "\n"


def conclusion(check: HouseCheck) -> str:
    """Return the outcome in one sentence."""
    wrong, warnings = len(check.at(Level.WRONG)), len(check.at(Level.WARNING))
    looks = f"; {counted(warnings, 'thing')} to look at" if warnings else ""
    if check.usable:
        return f"The template can be used{looks}."
    if wrong:
        return f"The template cannot be used yet: {counted(wrong, 'thing')} to put right{looks}."
    return f"The template cannot be used yet: the trial did not work{looks}."


def _lines(check: HouseCheck) -> Iterator[str]:
    yield from _wrapped(check.name, "")
    yield conclusion(check)
    for level in Level:
        for finding in check.at(level):
            yield ""
            yield from _finding(finding)
    yield ""
    yield "Placeholders, as they stand in the template:" if check.uses else "There are no placeholders."
    for use in check.uses:
        yield from _wrapped(f"{_STATUS[use.status]} {use.written}, {use.place}", _INDENT)
    yield ""
    if check.own:
        yield "Styles of the template's own, used as they look there:"
        yield from _wrapped(f"{listed(list(check.own))}.", _INDENT)
    if check.added:
        yield "Styles that documents get from our template, because this one lacks them:"
        yield from _wrapped(f"{listed(list(check.added))}.", _INDENT)
    yield ""
    yield from _wrapped(_TRIAL[check.trial].format(check.trial_said), "")


def _finding(finding: Finding) -> Iterator[str]:
    sign, word = _SIGNS[finding.level]
    place = f" ({finding.place})" if finding.place else ""
    yield from _wrapped(f"{sign} {word}: {finding.said}{place} [{finding.check}]", "")
    yield from _wrapped(f"What to do: {finding.action}", _INDENT)


def _wrapped(text: str, indent: str) -> list[str]:
    printable = "".join(character if character.isprintable() else " " for character in text)
    return textwrap.wrap(
        printable,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent if indent else "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
