"""An explanation as plain text: the verdict, its passages with words and rules, and what would change it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from pbc_checks.evidence.result import Level
from pbc_checks.explain import Carried, Change, Explanation, PassageNote
from pbc_checks.findings import Evidence, Finding
from pbc_checks.report.wording import UNSURE, VERDICTS, counted, judged_by, shares

_WIDTH = 100
_LEVELS = {Level.NOTHING: "nothing", Level.PARTIAL: "partly", Level.MET: "met"}
_CLASSES = {"met": "met", "partial": "partly met", "missing": "missing"}


def explanation_text(explanation: Explanation) -> str:
    """Return an explanation as lines of at most 100 characters, with a line break at the end."""
    return "\n".join(_lines(explanation)) + "\n"


def _lines(explanation: Explanation) -> Iterator[str]:
    report, finding = explanation.report, explanation.finding
    yield report.submission.name
    yield f"{report.document_title}, {report.framework_title} (definition version {report.version})"
    yield f"{finding.title} [{finding.requirement}]"
    yield from _wrapped(f"Asked: {finding.criterion} ({finding.source})")
    yield ""
    yield from _verdict(explanation)
    yield ""
    yield from _passages(explanation.passages)
    yield "What the rules say"
    for concept in explanation.concepts:
        but = f": {concept.lacking}" if concept.lacking else ""
        of = f" (for “{concept.part}”)" if concept.part != concept.title else ""
        level = _LEVELS[concept.level]
        yield from _wrapped(f"{level}: {concept.title}{of}, {counted(concept.passages, 'passage')}{but}")
    yield ""
    yield "What would change it"
    yield from _changes(explanation)


def _verdict(explanation: Explanation) -> Iterator[str]:
    finding = explanation.finding
    verdict = VERDICTS[finding.status]
    yield f"Verdict: {verdict.symbol} {verdict.label}{f' ({UNSURE})' if finding.unsure else ''}"
    yield from _wrapped(finding.reason)
    yield from _wrapped(judged_by(explanation.report))
    if explanation.probabilities:
        likely = sorted(explanation.probabilities.items(), key=lambda each: -each[1])
        yield from _wrapped("Learned scorers: " + ", ".join(f"{_CLASSES[name]} {share:.0%}" for name, share in likely))
    if finding.by_rules is not None:
        yield from _wrapped(f"The rules alone: {VERDICTS[finding.by_rules].label.lower()}")
    if explanation.accuracy is not None:
        agreed, precision, recall = shares(explanation.accuracy)
        yield from _wrapped(
            f"Measured on {counted(explanation.accuracy.items, 'assessed submission')} not learned from: right in "
            f"{agreed}; missing where said so: {precision}; found where missing: {recall}"
        )


def _passages(passages: Sequence[PassageNote]) -> Iterator[str]:
    if not passages:
        yield "No passage bears on it."
        yield ""
        return
    scored = passages[0].probability is not None
    order = "the likeliest that an assessor would quote first" if scored else "by the rules, the weightiest first"
    yield f"Passages that bear on it, {order}"
    for number, note in enumerate(passages, start=1):
        chance = "" if note.probability is None else f"{note.probability:.0%}, "
        yield from _wrapped(f"{number}. {chance}{note.evidence.where}")
        yield from _wrapped(f"“{note.evidence.quote}”", deeper=True)
        if note.met is not None and note.not_done is not None:
            yield from _words("About it", note.relevant)
            yield from _words(f"Reads as met {note.met:.2f}", note.reads_met)
            yield from _words(f"Reads as not done {note.not_done:.2f}", note.reads_not_done)
        for rule in note.rules:
            yield from _wrapped(f"Rule: {rule}", deeper=True)
    yield ""


def _words(what: str, carried: Sequence[Carried]) -> Iterator[str]:
    if carried:
        words = ", ".join(f"{each.words} {each.weight:+.2f}" for each in carried)
        yield from _wrapped(f"{what}: {words}", deeper=True)


def _changes(explanation: Explanation) -> Iterator[str]:
    if not explanation.changes:
        yield from _wrapped("Nothing in it bears on the requirement.")
    for change in explanation.changes:
        yield from _wrapped(f"{_what(change, explanation.passages)}: {_outcome(change, explanation.finding)}")


def _what(change: Change, passages: Sequence[PassageNote]) -> str:
    if not change.without:
        return f"With a text such as “{change.added}”"
    numbers = [str(_number(evidence, passages)) for evidence in change.without]
    if len(numbers) == 1:
        return f"Without passage {numbers[0]}"
    return f"Without passages {', '.join(numbers[:-1])} and {numbers[-1]}"


def _number(evidence: Evidence, passages: Sequence[PassageNote]) -> int:
    return next(number for number, note in enumerate(passages, start=1) if note.evidence == evidence)


def _outcome(change: Change, finding: Finding) -> str:
    label = VERDICTS[change.status].label.lower()
    sure = "" if change.confidence is None else f", {change.confidence:.0%} sure"
    if change.status is finding.status:
        return f"still {label}{sure}"
    return f"{label}{sure}"


def _wrapped(text: str, *, deeper: bool = False) -> list[str]:
    indent = "       " if deeper else "    "
    return textwrap.wrap(
        text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
