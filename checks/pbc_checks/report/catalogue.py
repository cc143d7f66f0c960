"""The catalogue of rules, as text for a terminal and as the page `docs/rules.md`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from pbc_checks.rules.matter import Rule

_WIDTH = 100


def rule_text(rule: Rule) -> str:
    """Return a rule as lines for a terminal."""
    return "\n".join(
        [
            f"{rule.title} [{rule.id}]",
            *_wrapped(rule.looks_at),
            *_wrapped(f"Example: {rule.example}"),
            *_wrapped(f"Limits: {rule.limits}"),
            *_wrapped(f"Looks at: {_kinds(rule)}."),
            "",
        ]
    )


def catalogue(topics: Mapping[str, Sequence[Rule]]) -> str:
    """Return all rules, by what they are about, as a page of Markdown."""
    return "\n".join(_page(topics)) + "\n"


def _page(topics: Mapping[str, Sequence[Rule]]) -> Iterator[str]:
    yield "# The rules beside the requirements"
    yield ""
    yield from textwrap.wrap(
        "Whether a submission holds together and goes the right way. `pbcgov check` prints what they find, the gravest "
        "first; `pbcgov checks list` and `pbcgov checks show RULE` print this catalogue, from which this page is made. "
        "Where a rule is not sure it says nothing; where it cannot tell, it says so. “Must fix” means that the "
        "document contradicts itself or the framework beyond reasonable doubt; “should fix” is what a governance lead "
        "would ask to have changed; a note is for information: the route, a date, what could not be told. The worked "
        "examples of each are files that break it, keep it, and of which it cannot tell, with what is found in each; "
        "they are tests.",
        120,
    )
    for topic, rules in topics.items():
        yield ""
        yield f"## {topic}"
        for rule in rules:
            yield from _entry(rule)


def _entry(rule: Rule) -> Iterator[str]:
    yield ""
    yield f"### {rule.title} (`{rule.id}`)"
    for words in (rule.looks_at, f"Example: {rule.example}", f"Limits: {rule.limits}"):
        yield ""
        yield from textwrap.wrap(words, 120)
    yield ""
    yield f"Looks at: {_kinds(rule)}. Worked examples: [{rule.id}](../tests/examples/{rule.id}/expected.yaml)."


def _kinds(rule: Rule) -> str:
    return ", ".join(rule.of) or "every kind of document"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)
