"""A document and its own dates: what it reports of after it was written, came in before, or had to be reviewed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pbc_checks.evidence.passages import sentences
from pbc_checks.findings import Evidence, RuleFinding, Severity
from pbc_checks.report.wording import counted
from pbc_checks.rules.dates.dated import Written, written
from pbc_checks.rules.matter import Matter, Rule, evidence
from pbc_checks.rules.spans import Span, spans
from pbc_checks.submission import Block, BlockKind
from pbc_generator.compose.text import printed_date

_MOST_SHOWN = 3
_NEAR = 40  # characters after a verb or a date that go with it
_HAPPENED = (
    r"(?:surveyed|asked|met|held|visited|audited|counted|agreed|approved|interviewed|wrote|written|found|showed|chose"
    r"|trained|opened|started|began|reported|reviewed|consulted|piloted|carried out|completed|sent|ran|collected"
    r"|presented|discussed|(?:was|were) (?:delivered|installed|bought|appointed|recruited|launched))"
)
_FIRST_DATE = re.compile(r"^(?:In|On|During)\s(?:the\s)?(?:week of\s)?$")
_THEN_HAPPENED = re.compile(
    rf"^,?\s(?:[\w'’-]+\s){{1,6}}?(?:(?:was|were|had|have been)\s)?{_HAPPENED}\b", re.IGNORECASE
)
_AT_A_MEETING = re.compile(
    r"^(?:At|In) (?:its|the|a|our|their) (?:[\w'’-]+ ){0,4}?(?:meeting|audit|survey|review|pilot|workshop|event)"
    r" (?:of|on|in|held (?:on|in))\s(?:the\s)?$"
)
_A_REPORT = re.compile(
    r"^(?:The|Our|An?) (?:[\w'’-]+ ){0,4}?(?:audit|survey|review|pilot|report|questionnaire|count|study)"
    r" (?:of|in|from|dated)\s(?:the\s)?$"
)
_SHOWED = re.compile(
    r"^,?\s(?:[\w'’-]+\s)?(?:found|showed|concluded|reported|recommended|counted|identified|asked|covered)\b"
)
_HAPPENED_THEN = re.compile(
    rf"\b{_HAPPENED}\b(?:\s(?!to\b|that\b|by\b|from\b|for\b|and\b|until\b)[\w'’%-]+){{0,8}}\s(?:in|on|during)\s$",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:will|would|shall|should|could|may|might|can|plan(?:s|ned)?|expect\w*|due|propos\w+|intend\w*|aim\w*|target\w*"
    r"|forecast\w*|project\w+|once|when|if|until|to be|goes?|must|unless|assum\w+|schedul\w+|agreed to)\b",
    re.IGNORECASE,
)
_REVIEW = re.compile(
    r"\W*(?:date (?:of|for) (?:the )?(?:next )?review|(?:next |document )?review(?: date| due)?|valid until"
    r"|expir(?:y|es)(?: date)?"
    r"|due for review(?: on| in| by)?)\W*",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"\W*(?:signed|signature)\b", re.IGNORECASE)


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield what in a document does not go with its own date or the day on which it came in."""
    own = written(matter)
    if own is not None:
        yield from _late(
            matter, own.span, f"the document itself is dated {own.span.said}", evidence(own.block, own.words)
        )
        yield from _submitted_before(matter, own)
        yield from _signed_before(matter, own)
    elif matter.submitted is not None:
        day = Span(matter.submitted, matter.submitted)
        yield from _late(matter, day, f"the submission came in on {day.said}", None)
    else:
        yield from _untold(matter)
    yield from _review_past(matter, own)


def _untold(matter: Matter) -> Iterator[RuleFinding]:
    """Yield a note on a document without a date, of what came before it, that reports of something with a date."""
    reported = next(_reported(matter, Span(date.min, date.min)), None)
    if reported is not None:
        yield RuleFinding(
            RULE.id,
            Severity.NOTE,
            "Whether the document is older than what it reports cannot be told: it bears no date, and the day on which "
            "it came in is not known.",
            "Put the date of this version on the first page.",
            (evidence(reported[0], reported[1]),),
            determined=False,
        )


def _late(matter: Matter, day: Span, why: str, shown: Evidence | None) -> Iterator[RuleFinding]:
    """Yield one finding for all that is reported to have happened after a day."""
    found = [(span.of(sentence), evidence(block, sentence)) for block, sentence, span in _reported(matter, day)]
    if found:
        yield RuleFinding(
            RULE.id,
            Severity.SHOULD_FIX,
            f"What is reported to have happened in {found[0][0]} cannot have happened yet: {why}"
            + (f". So it is with {counted(len(found) - 1, 'other date')}." if len(found) > 1 else "."),
            "Correct the date of the document, or the dates in it.",
            (*([shown] if shown else []), *(quoted for _, quoted in found[:_MOST_SHOWN])),
        )


def _reported(matter: Matter, day: Span) -> Iterator[tuple[Block, str, Span]]:
    """Yield sentences in the past tense about a date that certainly lies after a day."""
    for block in matter.running:
        if not any(day.before(span) for span in spans(block.text)):
            continue
        for sentence in sentences(block.text):
            found = spans(sentence)
            if len(found) == 1 and day.before(found[0]) and _happened(sentence, found[0]):
                yield block, sentence, found[0]


def _happened(sentence: str, span: Span) -> bool:
    """Return whether a sentence says of its date that something happened then, and not that it will."""
    before, after = sentence[: span.start], sentence[span.end :]
    first = _FIRST_DATE.search(before) or _AT_A_MEETING.search(before)
    if _A_REPORT.search(before) and _SHOWED.search(after):
        return True  # what it found may well lie ahead
    then = _THEN_HAPPENED.search(after) if first else None
    if then:
        return not _NOT_YET.search(after[: then.end() + _NEAR])
    return bool(_HAPPENED_THEN.search(before)) and not _NOT_YET.search(before) and not _NOT_YET.search(after[:_NEAR])


def _submitted_before(matter: Matter, own: Written) -> Iterator[RuleFinding]:
    if own.exact and matter.submitted is not None and matter.submitted < own.span.first:
        yield RuleFinding(
            RULE.id,
            Severity.SHOULD_FIX,
            f"The submission came in on {printed_date(matter.submitted)}, before the date that it bears, "
            f"{own.span.said}.",
            "Correct the date of the document, or the day on which it is said to have come in.",
            (evidence(own.block, own.words),),
        )


def _signed_before(matter: Matter, own: Written) -> Iterator[RuleFinding]:
    """Yield each signature that is older than what it is under."""
    if not own.exact:
        return
    for block in matter.submission.blocks:
        signed = _SIGNED.match(block.text) and len(found := spans(block.text)) == 1
        if signed and block.kind is not BlockKind.COMMENT and found[0].before(own.span):
            yield RuleFinding(
                RULE.id,
                Severity.SHOULD_FIX,
                f"It was signed on {found[0].said}, before the date that the document bears, {own.span.said}: "
                "who signed cannot have seen this version.",
                "Have this version signed, or correct one of the two dates.",
                (evidence(own.block, own.words), evidence(block)),
            )


def _review_past(matter: Matter, own: Written | None) -> Iterator[RuleFinding]:
    """Yield the date by which the document had to be reviewed, if it had gone by when it came in or was written."""
    if matter.submitted is not None:
        day, what = matter.submitted, "on the day on which the submission came in"
    elif own is not None:
        day, what = own.span.first, "on the date that the document bears"
    else:
        return
    for block in matter.submission.blocks:
        label = _REVIEW.match(block.text)
        found = spans(block.text) if label else ()
        if not label or len(found) != 1 or found[0].start - label.end() > 1 or found[0].last >= day:
            continue
        yield RuleFinding(
            RULE.id,
            Severity.SHOULD_FIX,
            f"The review was due on {found[0].said}, which had gone by {what}, {printed_date(day)}.",
            "Review the document before it goes out, or correct the date.",
            (evidence(block),),
        )


RULE = Rule(
    id="document-date",
    title="A document older than its own dates",
    looks_at=(
        "Compares the document's own date with what it reports of in the past tense, with the day given with "
        "`--submitted`, with its signatures and with the date of its review."
    ),
    example="“In June 2009 we surveyed 212 patients” in a document dated 3 March 2009: should fix.",
    limits=(
        "The document's date is read from a form, a line such as “Date:” or “Version 2, 3 March 2009”, or its head. "
        "What is reported has to have one date with a year, in one sentence with a verb in the past tense. Without a "
        "date of its own a document is compared with the day on which it came in."
    ),
    find=find,
)
