"""How well the checker does, from the figures in a model file: `docs/accuracy.md`, and a line for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pbc_checks.findings import Accuracy
from pbc_checks.learned.measured import CROSS_VALIDATED, HELD_OUT, accuracy
from pbc_checks.learned.model import Model
from pbc_checks.report.wording import shares

_FORMATS = {"md": "Markdown", "docx": "Word", "pdf": "PDF", "txt": "plain text", "": "several formats"}
_SAID = {"met": "met", "partial": "partly met", "missing": "missing"}


def headline(model: Model) -> str:
    """Return in one sentence what a model learned from and how well it does on what it had not seen."""
    learned = f"Learned from {model.provenance.get('submissions', 0)} assessed submissions."
    measured = model.measured.get(CROSS_VALIDATED)
    if not measured:
        return learned
    found = accuracy(measured["figures"]["table"])
    return (
        f"{learned} On submissions not learned from: the assessor's verdict on {found.agreed / found.items:.1%} "
        f"of {found.items:,} items, F1 of what is missing {f1(found):.2f}."
    )


def f1(found: Accuracy) -> float:
    """Return the F1 of what is called missing: the harmonic mean of precision and recall."""
    return 2 * found.found / (found.wanted + found.said) if found.wanted + found.said else 1.0


def accuracy_report(model: Model) -> str:
    """Return the measured figures of a model as Markdown."""
    return "\n".join(_lines(model)) + "\n"


def _lines(model: Model) -> Iterator[str]:
    provenance = model.provenance
    yield "# How often the checker is right"
    yield ""
    yield "This page is made by `pbcgov accuracy`, from the figures in the model file; nobody types them."
    yield ""
    yield from _wrapped(
        f"The learned scorers have learned from {provenance.get('submissions', 0)} assessed submissions with "
        f"{provenance.get('labels', 0):,} verdicts on which the assessors agree (checksum of the corpus "
        f"`{provenance.get('corpus', '')}`). {_only_learned(provenance.get('unmeasured', ()))}Every figure here is on "
        "submissions that the scorers in question had not learned from."
    )
    yield ""
    yield from _wrapped(
        "“Same verdict” is how often checker and assessor agree on met, partly met or missing. What is called missing "
        "is measured by its precision (of what the checker calls missing, the share that the assessor does too), its "
        "recall (of what the assessor calls missing, the share that the checker does) and their harmonic mean, F1. "
        "“Passage shown”: of what the assessor calls met or partly met, how often one of the quotations printed has "
        "most of its words in common with the assessor's. “By the rules alone” is the checker without learned scorers."
    )
    held_out = model.measured.get(HELD_OUT)
    if held_out:
        yield from _held_out(held_out)
    measured = model.measured.get(CROSS_VALIDATED)
    if measured:
        yield from _cross_validated(measured)


def _only_learned(unmeasured: Sequence[str]) -> str:
    if not unmeasured:
        return ""
    return f"{len(unmeasured)} of them were written for practice: they are learned from, and in no figure. "


def _held_out(measured: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield "## On submissions that nobody read"
    yield ""
    yield from _wrapped(
        f"{len(measured['unread'])} submissions were kept unread while rules and scorers were written and tuned. "
        f"Scorers trained on {len(measured['learned'])} others were measured on them:"
    )
    yield ""
    rows = [_row(_FORMATS[name], figures) for name, figures in measured["formats"].items()]
    yield from _table(_HEAD, rows)
    yield ""
    yield "The unread submissions:"
    yield ""
    yield from _wrapped(", ".join(f"`{name}`" for name in measured["unread"]))
    yield ""
    yield "### Confidence"
    yield ""
    yield from _confidence(measured["calibration"])
    yield ""
    yield "### What more assessed submissions would bring"
    yield ""
    yield from _table(
        ("Learned from", "Same verdict", "Missing: F1"),
        [
            (str(step["submissions"]), f"{found.agreed / found.items:.3f}", f"{f1(found):.3f}")
            for step in measured["learning-curve"]
            for found in [accuracy(step["table"])]
        ],
    )
    yield ""
    yield "### The commonest kinds of error"
    yield ""
    for number, error in enumerate(measured["errors"], start=1):
        yield from _error(number, error)


def _cross_validated(measured: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield "## On all submissions, by cross-validation"
    yield ""
    yield from _wrapped(
        f"The {measured['submissions']} submissions were parted into {measured['folds']} parts, those of one hand "
        "together; each part was judged by scorers trained on the others. The rules were tuned on some of these "
        "submissions."
    )
    yield ""
    yield from _table(_HEAD, [_row("all", measured["figures"])])
    yield ""
    yield "### Confidence"
    yield ""
    yield from _confidence(measured["calibration"])
    yield ""
    yield "### By requirement"
    yield ""
    yield from _wrapped("Reports print these in their annex. Shares of a handful of submissions say little.")
    yield ""
    yield from _table(
        ("Requirement", "Submissions", "Same verdict", "Missing: precision", "Missing: recall"),
        [
            (f"`{name}`", str(found.items), *shares(found))
            for name, table in measured["requirements"].items()
            for found in [accuracy(table)]
        ],
    )


_HEAD = (
    "Format",
    "Items",
    "Same verdict",
    "by the rules alone",
    "Missing: F1",
    "precision",
    "recall",
    "by the rules alone",
    "Passage shown",
    "Unsure",
    "right of those",
)


def _row(name: str, figures: Mapping[str, Any]) -> tuple[str, ...]:
    found, rules = accuracy(figures["table"]), accuracy(figures["rules"])
    (quoted, present), (right, unsure) = figures["quoted"], figures["unsure"]
    return (
        name,
        f"{found.items:,}",
        f"**{found.agreed / found.items:.3f}**",
        f"{rules.agreed / rules.items:.3f}",
        f"**{f1(found):.3f}**",
        _share(found.found, found.said),
        _share(found.found, found.wanted),
        f"{f1(rules):.3f}",
        _share(quoted, present),
        f"{unsure / found.items:.0%}",
        _share(right, unsure),
    )


def _confidence(bands: Sequence[Sequence[float]]) -> Iterator[str]:
    yield from _table(
        ("Confidence from", "Verdicts", "Mean confidence", "Right"),
        [
            (f"{begin:.1f}" if begin else "below 0.4", f"{count:,.0f}", f"{mean:.2f}", _share(right, count))
            for begin, count, right, mean in bands
        ],
    )


def _error(number: int, error: Mapping[str, Any]) -> Iterator[str]:
    subject = str(error["subject"]).replace(" + ", " and ").replace("-", " ")
    yield from _wrapped(
        f"{number}. **{subject}**: {_SAID[error['assessor']]} for the assessor, {_SAID[error['checker']]} for the "
        f"checker, {error['count']} times of {error['of']}."
    )
    for example in error["examples"]:
        quoted = f"the assessor quotes “{_cell(example['assessor-quotes'])}”" if example["assessor-quotes"] else ""
        shown = f"the checker shows “{_cell(example['checker-shows'])}”" if example["checker-shows"] else ""
        said = "; ".join(each for each in (quoted, shown) if each) or "nothing is quoted"
        yield from _wrapped(f"   - `{example['submission']}`: {said}", indent="     ")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join('---' for _ in head)} |"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _share(some: float, of: float) -> str:
    return f"{some / of:.2f}" if of else "–"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "/").replace("`", "'").split())


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, 120, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
