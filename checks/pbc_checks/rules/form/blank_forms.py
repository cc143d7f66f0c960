"""How much of a form was filled in: what stands in it beside the form's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from pbc_checks.evidence.passages import Passage
from pbc_checks.rules.matter import Matter, once

_LETTER = re.compile(r"[^\W\d_]")
# What a form prints in its empty spaces, in its document control and below its title; the rest is known by its wording.
_PROMPT = re.compile(r"\W*(?:enter text|choose a date|choose: [^|]*|detail|undated)\W*", re.I)
_ISSUED = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")  # the date below a form's title
_TO_COMPLETE = re.compile(r"\[To complete: [^\]]*\]")  # in a form that was made without the PCT's details
_FEWEST = 10  # passages that a form prints at least
_A_REQUIREMENT = 2  # passages that a form prints at least of each requirement


class Filled(IntEnum):
    """How much of a form is filled in."""

    NOTHING = 0
    FIELDS = 1  # the short fields on its first page, and no answer
    ANSWERS = 2


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it came in. `own` are its own words, `fields` the labels of the short fields with something in them."""

    filled: Filled
    own: tuple[Passage, ...]
    fields: tuple[str, ...]


@once
def the_form(matter: Matter) -> Form | None:
    """Return how much of the form of this kind of document is filled in; None for what is no such form.

    A form in Word says what it is. Printed to PDF or pasted, it is known by its words.
    """
    own = tuple(
        passage
        for passage, features in zip(matter.view.index.passages, matter.view.features, strict=True)
        if features.of_the_form and not passage.empty
    )
    requirements = matter.definition.requirements
    identity = matter.submission.form
    if identity is not None and identity.document != matter.definition.kind:
        return None
    if not requirements or (identity is None and len(own) < max(_FEWEST, _A_REQUIREMENT * len(requirements))):
        return None
    if any(answer.strip() for answer in matter.submission.answers.values()):
        return Form(Filled.ANSWERS, own, ())
    typed = list(_typed(matter))
    fields = {
        field.label: None for field in matter.definition.fields if matter.submission.fields.get(field.id, "").strip()
    }
    fields |= dict.fromkeys(label for label in typed if label)
    filled = Filled.ANSWERS if "" in typed else Filled.FIELDS if fields else Filled.NOTHING
    return Form(filled, own, tuple(fields))


def _typed(matter: Matter) -> Iterator[str]:
    """Yield, for each piece that a form does not print itself, the short field that it stands in; empty if in none."""
    labels = {field.label.casefold(): field.label for field in matter.definition.fields}
    furniture = matter.view.index.furniture
    for passage, features in zip(matter.view.index.passages, matter.view.features, strict=True):
        if features.of_the_form or passage.empty or passage.order in furniture or not _LETTER.search(passage.text):
            continue
        if all(map(_PROMPT.fullmatch, passage.text.split(" | "))) or _TO_COMPLETE.search(passage.text):
            continue
        text = passage.text.casefold()
        label = next(
            (label for known, label in labels.items() if passage.label.casefold() == known or text.startswith(known)),
            "",
        )
        if label or not _ISSUED.fullmatch(passage.text):
            yield label
