"""An inspection as plain text: what failed first, then what to look at, what is right, and what a person judges."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from pbc_checks.accessibility.outcome import Inspection, Judgement, Outcome, Result
from pbc_checks.report.wording import listed

_WIDTH = 100
_INDENT = "    "
_PLACES = 5
_KINDS = {"docx": "Word", "pdf": "PDF"}
_WORDS = {
    Outcome.FAILED: ("✗", "FAILED"),
    Outcome.LOOK: ("!", "LOOK"),
    Outcome.PASSED: ("✓", "PASSED"),
    Outcome.NOT_APPLICABLE: ("–", "DOES NOT APPLY"),
}
_ORDER = list(_WORDS)


def text_report(inspection: Inspection) -> str:
    """Return the report on one file as lines of at most 100 characters, with a line break at the end."""
    return "\n".join(_lines(inspection)) + "\n"


def conclusion(inspection: Inspection) -> str:
    """Return the outcome in one sentence, such as "Of 21 checks 15 passed, 2 failed and 4 do not apply"."""
    told = [
        (inspection.count(Outcome.PASSED), "passed", "passed"),
        (inspection.count(Outcome.FAILED), "failed", "failed"),
        (inspection.count(Outcome.LOOK), "needs a look", "need a look"),
        (inspection.count(Outcome.NOT_APPLICABLE), "does not apply", "do not apply"),
    ]
    words = [f"{count} {one if count == 1 else more}" for count, one, more in told if count]
    return f"Of {len(inspection.results)} checks {listed(words)}."


def _lines(inspection: Inspection) -> Iterator[str]:
    yield inspection.name
    title = f", titled “{inspection.title}”" if inspection.title else ", without a title"
    yield from _wrapped(f"Accessibility of a {_KINDS[inspection.format]} file{title}", "")
    yield conclusion(inspection)
    for outcome in _ORDER:
        results = [result for result in inspection.results if result.outcome is outcome]
        if results:
            yield ""
        for result in results:
            yield from _result(result)
    yield ""
    yield "For a person to judge, whatever the checks found:"
    for judgement in inspection.judgements:
        yield from _judgement(judgement)


def _result(result: Result) -> Iterator[str]:
    symbol, word = _WORDS[result.outcome]
    said = f" ({result.said})" if result.said else ""
    yield from _wrapped(f"{symbol} {word}: {result.title}{said} [{result.check}]", "")
    shown, more = result.places[:_PLACES], len(result.places) - _PLACES
    if result.outcome in {Outcome.FAILED, Outcome.LOOK}:
        for place in shown:
            yield from _wrapped(f"- {place}", _INDENT)
        if more > 0:
            yield f"{_INDENT}- and {more:,} more"
        yield from _wrapped(f"What to do: {result.action}", _INDENT)


def _judgement(judgement: Judgement) -> Iterator[str]:
    yield f"□ {judgement.title}"
    yield from _wrapped(judgement.how, _INDENT)


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        _printable(text),
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + ("  " if text.startswith("- ") or not indent else ""),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _printable(text: str) -> str:
    """Return text without control characters: names in a PDF may hold any, and a terminal would obey them."""
    return "".join(character if character.isprintable() else " " for character in text)
