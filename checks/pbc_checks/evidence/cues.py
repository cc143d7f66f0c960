"""Generic features of a passage: placeholder, denial, hedge, leftover guidance and concrete details."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pbc_checks.evidence.index import Index, Table
from pbc_checks.evidence.passages import Passage
from pbc_checks.evidence.specificity import Specific, figures, specifics
from pbc_frameworks.concepts import Cues
from pbc_frameworks.phrasing import fold

_BRACKETED = re.compile(r"\[[^\]]{3,}\]")
_PUNCTUATION_ONLY = re.compile(r"[\W_]*|\W*(?:none|nil|n/?a|n/?k)\W*", re.IGNORECASE)
_LONG_WORD = re.compile(r"[A-Za-z]{3,}")
# A line of a form that nobody filled in: "Quality:  Innovation:  Productivity:".
_LABELS = re.compile(r"\s*(?:[\w’'-]+(?: [\w’'-]+){0,2}:\s*){2,}")
_WORDS_AFTER = 3  # that a closing placeholder may have after it: "to follow from finance"
_PLACEHOLDER_WORDS = 7  # as many words beside a placeholder still make no answer


@dataclass(frozen=True, slots=True)
class Features:
    """What a passage is apart from its subject. The texts are the words that gave it away, empty if nothing did."""

    placeholder: str = ""
    denial: str = ""
    hedge: str = ""
    guidance: bool = False
    of_the_form: bool = False  # guidance that is known for certain to be a blank form's own words
    set_aside: bool = False
    specifics: tuple[Specific, ...] = ()

    @property
    def figures(self) -> int:
        """Return how many sums, percentages and counts the passage has."""
        return figures(self.specifics)

    @property
    def evidence_possible(self) -> bool:
        """Return whether the passage could evidence anything."""
        return not (self.placeholder or self.guidance or self.set_aside)


def features(index: Index, cues: Cues) -> tuple[Features, ...]:
    """Return the features of each passage of an index, whatever form it may be filled in on."""
    tables = _Tables(
        denials=index.table(cues.denials),
        not_denials=index.table(cues.not_denials),
        hedges=index.table(cues.hedges),
        guidance=index.table(cues.guidance),
        guidance_openings=index.table(cues.guidance_openings),
        placeholders=index.table((*cues.placeholders, *cues.cross_references)),
        placeholder_openings=index.table(cues.placeholder_openings),
        set_aside=index.table(cues.set_aside),
    )
    aside = {
        heading
        for heading in {passage.heading for passage in index.passages}
        if any(phrasing.search(fold(heading)) for phrasing in cues.set_aside_headings)
    }
    return tuple(
        _of(
            passage,
            tables,
            aside=passage.heading in aside or passage.order in index.furniture or _is_labels(passage.text),
        )
        for passage in index.passages
    )


def with_leftovers(
    found: Sequence[Features], passages: Sequence[Passage], leftovers: Collection[int]
) -> tuple[Features, ...]:
    """Return features in which the passages left over from a blank form, by their order, are its guidance."""
    return tuple(
        Features(guidance=True, of_the_form=True) if passage.order in leftovers and not passage.empty else features
        for passage, features in zip(passages, found, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Tables:
    """Where each list of cues was found."""

    denials: Table
    not_denials: Table
    hedges: Table
    guidance: Table
    guidance_openings: Table
    placeholders: Table
    placeholder_openings: Table
    set_aside: Table


def _of(passage: Passage, tables: _Tables, *, aside: bool) -> Features:
    if passage.empty:
        return Features(placeholder="(nothing)")
    if passage.guidance or _is_guidance(passage, tables):
        return Features(guidance=True, of_the_form=passage.guidance)
    return Features(
        placeholder=_placeholder(passage, tables),
        denial="" if passage.order in tables.not_denials else _first(tables.denials, passage),
        hedge=_first(tables.hedges, passage),
        set_aside=aside or passage.order in tables.set_aside,
        specifics=specifics(passage.folded),
    )


def _is_labels(text: str) -> bool:
    return ":" in text and bool(_LABELS.fullmatch(text))


def _first(table: Table, passage: Passage) -> str:
    hits = table.get(passage.order)
    return hits[0].match.group() if hits else ""


def _is_guidance(passage: Passage, tables: _Tables) -> bool:
    if passage.order in tables.guidance:
        return True
    if passage.bracketed and passage.order not in tables.placeholders and passage.words > _PLACEHOLDER_WORDS:
        return True
    openings = tables.guidance_openings.get(passage.order, ())
    return any(not re.search(r"\w", passage.folded[: hit.match.start()]) for hit in openings)


def _placeholder(passage: Passage, tables: _Tables) -> str:
    """Return the words that make the passage a placeholder, or nothing."""
    text = passage.folded.strip()
    if passage.bracketed:
        return passage.text
    label = fold(passage.label)
    body = text.split(label, 1)[1] if label and label in text[: len(label) + 8] else text
    if not re.search(r"\w", _without_brackets(body)) or _PUNCTUATION_ONLY.fullmatch(body.lstrip(" :-")):
        return passage.text
    for hit in tables.placeholder_openings.get(passage.order, ()):
        for whole in (text, body):
            match = hit.phrasing.search(whole)
            if match and _fills(whole, match):
                return match.group()
    found = [hit.match.group() for hit in tables.placeholders.get(passage.order, ())]
    if not found:
        return ""
    rest = body
    for words in found:
        rest = rest.replace(words, " ")
    little_else = len(_LONG_WORD.findall(rest)) <= _PLACEHOLDER_WORDS and not figures(specifics(rest))
    return found[0] if little_else else ""


def _without_brackets(text: str) -> str:
    """Return a text without what stands in square brackets; after the last that closes one, none is looked for."""
    end = text.rfind("]") + 1
    return _BRACKETED.sub(" ", text[:end]) + text[end:]


def _fills(body: str, placeholder: re.Match[str]) -> bool:
    """Return whether a placeholder opens a text, or closes it with hardly a figure before: "x, y and z: to follow"."""
    if not re.search(r"\w", body[: placeholder.start()]):
        return True
    after = len(body[placeholder.end() :].split())
    return after <= _WORDS_AFTER and figures(specifics(body)) <= 1
