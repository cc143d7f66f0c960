"""Version and date: whether a document says when it was made, and which version of it this is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.rules.dates.dated import written
from pbc_checks.rules.form.blank_forms import Filled, the_form
from pbc_checks.rules.matter import AGREEMENTS, PLANS, PROPOSALS, Matter, Rule
from pbc_checks.rules.unread import something_unread
from pbc_checks.submission import Block, BlockKind
from pbc_generator.document import FieldKind

_HEAD = 12  # blocks at the beginning in which a document says what it is
_TAIL = 5  # blocks at the end in which it is signed
_FIRST = 4  # of them, which may run over more than a line
_LINE_WORDS = 20
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
# Any date at all, with or without its year: “17.6.08”, “9 July”, “March ’10”, “2010-03-01”.
_DATE = re.compile(
    rf"\b\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?(?:\d\d){{1,2}}\b|\b\d{{4}}-\d\d-\d\d\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?!\w)|\b{_MONTH},?\s?['’]?(?:\d\d){{1,2}}\b"
    rf"|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"\b(?:dated?|version|draft|signed|submitted|issued|revised|approved|adopted)\b", re.IGNORECASE)
_VERSION = re.compile(
    r"\b(?:version|draft|revision|revised|edition|final|issue(?: no| number)?\W{0,2}\d)\b|\b(?:v|rev|ver)\.?\s?\d",
    re.IGNORECASE,
)
_NO_TEXT = {BlockKind.COMMENT, BlockKind.CONTENTS, BlockKind.FOOTNOTE}


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield a finding for a document without a date of its own, and one for a plan or agreement without a version."""
    form = the_form(matter)
    if not matter.submission.words or (form is not None and form.filled < Filled.ANSWERS):
        return
    outside = list(_outside(matter))
    dated = _form_date(matter) if form is not None else written(matter) is not None or any(map(_has_date, outside))
    if not dated:
        yield _no_date(matter)
    asked = form is None and matter.definition.kind in (*PLANS, *AGREEMENTS)
    if asked and not any(map(_VERSION.search, (matter.submission.title, *(block.text for block in outside)))):
        yield _no_version()


def _outside(matter: Matter) -> Iterator[Block]:
    """Yield the blocks in which a document speaks of itself: headers, footers, its beginning and its end."""
    blocks = [block for block in matter.submission.blocks if block.kind not in _NO_TEXT]
    running = [block for block in blocks if block.kind is not BlockKind.HEADER_FOOTER]
    yield from (block for block in blocks if block.kind is BlockKind.HEADER_FOOTER)
    yield from (block for number, block in enumerate(running[:_HEAD]) if number < _FIRST or _short(block))
    yield from filter(_short, running[_FIRST:][-_TAIL:])
    yield from (block for block in running if _short(block) and _own(block))


def _short(block: Block) -> bool:
    return len(block.text.split()) <= _LINE_WORDS


def _own(block: Block) -> bool:
    """Return whether a line or row begins with a word by which a document is dated."""
    label = _LABELLED.search(block.text, 0, 40)
    return label is not None and not re.search(r"\w", block.text[: label.start()])


def _has_date(block: Block) -> bool:
    return bool(_DATE.search(block.text))


def _form_date(matter: Matter) -> bool:
    """Return whether the date of a form is filled in, or cannot be told: the date that a form bears is the form's."""
    wanted = {field.id: field.label for field in matter.definition.fields if field.kind == FieldKind.DATE}
    if matter.submission.form is not None:
        return not wanted or any(matter.submission.fields.get(name, "").strip() for name in wanted)
    rows = [block for block in matter.submission.blocks if block.text.startswith(tuple(wanted.values()))]
    return not wanted or not rows or any(_has_date(row) for row in rows)


def _no_date(matter: Matter) -> RuleFinding:
    if something_unread(matter):
        return RuleFinding(
            RULE.id,
            Severity.NOTE,
            "No date of its own was found in the document, but part of the file could not be read. Whether it stands "
            "there cannot be told.",
            "Look in the file itself.",
            determined=False,
        )
    return RuleFinding(
        RULE.id,
        Severity.SHOULD_FIX,
        "The document does not say when it was made: there is no date at its beginning or end, in its headers and "
        "footers, or in a line of its own.",
        "Put the date of this version on the first page.",
    )


def _no_version() -> RuleFinding:
    return RuleFinding(
        RULE.id,
        Severity.NOTE,
        "The document does not say which version it is.",
        "Give the version, and say whether it is a draft: the parties have to agree on the same text.",
    )


RULE = Rule(
    id="version-and-date",
    title="Version and date",
    looks_at=(
        "Looks for a date of the document's own (its beginning and end, headers and footers, lines such as “Date:”, "
        "the form's field), and in plans and agreements for a version."
    ),
    example="A letter without a date: should fix. A commissioning plan with a date but no version: note.",
    limits=(
        "It is content with any date that stands at the beginning or the end, also one without its year. A financial "
        "year is no date. The date that a form was issued is not that of what was filled in."
    ),
    find=find,
    of=(*PROPOSALS, *PLANS, *AGREEMENTS),
)
