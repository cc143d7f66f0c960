"""What a submission's first page says of itself on labelled lines: what it is called, and from whom it comes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pbc_checks.submission import BlockKind, Submission

_PROPOSER_FIELDS = ("submitted-by", "cluster", "practice", "locality")
_FIRST_BLOCKS = 25  # in which a title page says what it is
_ROW = re.compile(r"(?P<label>[^|:]{2,40}?)\s{0,3}\|\s{0,3}(?P<value>[^|]{3,200})")
_LINE = re.compile(r"(?P<label>[^|:]{2,40}?)\s{0,3}:\s{0,3}(?P<value>[^|]{3,600})")
_NEXT_LABEL = re.compile(
    r"\s(?=(?:From|To|Date(?: received)?|Subject|Re|Title|Scheme|Name of (?:the )?(?:scheme|proposal)|Proposal|Practice"
    r"|Cluster|Locality|Author|Contact|Lead(?: \w{2,12})?|(?:Completed|Filled in|Prepared|Written) by):\s)"
)
"""Where a letter's head, whose lines have run together, goes on to its next line."""
_ANSWERS = re.compile(r"^(?:(?:RE|FWD?): ?)+", re.IGNORECASE)
_PROPOSAL = re.compile(
    r"(?:title(?: of (?:the )?(?:paper|proposal|scheme))?|subject|scheme|bid|proposal|project"
    r"|name of (?:the |your )?(?:scheme|proposal|project|service))",
    re.IGNORECASE,
)
_PROPOSER = re.compile(
    r"(?:submitting |proposing |lead )?(?:practices?|(?:pbc )?(?:cluster|locality|consortium|group)"
    r"|(?:name of (?:the )?)?(?:lead )?practice|practice or (?:group|pbc locality)|practices? ?/ ?cluster)",
    re.IGNORECASE,
)
_SENDER = re.compile(r"(?:from|submitted by|applicant|proposer|proposed by)", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:surger(?:y|ies)|practices?|cluster|locality|consorti\w{1,4}|group|medical|health centre)\b", re.IGNORECASE
)
_POST = re.compile(
    r"\b(?:manager|nurse|partners?|lead|administrator|GP)\b,?(?: (?:of|at|for|on behalf of)(?: the)?)?\s?",
    re.IGNORECASE,
)
_END = re.compile(r"\.\s|\s\(|[;|]|,? list\b|, \d| – ")
_FOR_OTHERS = re.compile(r"(?:^|\s)(?:on behalf of|for) (?:the )?.*")
_LONGEST_NAME = 90


def proposal(submission: Submission) -> str:
    """Return what a submission says that it is called; empty where no line or field of the form says so."""
    said = submission.fields.get("proposal", "").strip()
    return _short(said) or next(
        (_short(value) for label, value in _lines(submission) if _PROPOSAL.fullmatch(label)), ""
    )


def proposer(submission: Submission) -> str:
    """Return from which practice, cluster or locality a submission says that it comes; empty where it does not.

    A person's name alone is not taken for one.
    """
    for name in _PROPOSER_FIELDS:
        if submission.fields.get(name, "").strip():
            return " ".join(submission.fields[name].split())
    lines = list(_lines(submission))
    for label, value in lines:
        if _PROPOSER.fullmatch(label) and value[:1].isupper() and " " in _short(value):
            return _short(value)
    for label, value in lines:
        if _SENDER.fullmatch(label):
            parts = [part.strip() for part in _FOR_OTHERS.sub("", _short(value)).split(",")]
            bodies = [part for part in parts if part[:1].isupper() and _BODY.search(part) and not _POST.search(part)]
            if bodies:
                return bodies[0]
    return ""


def _lines(submission: Submission) -> Iterator[tuple[str, str]]:
    """Yield the labelled lines of the first page: what stands before the colon or in the first cell, and the rest."""
    for block in submission.blocks[:_FIRST_BLOCKS]:
        if block.kind in {BlockKind.COMMENT, BlockKind.CONTENTS}:
            continue
        text = " ".join(block.text.split())
        pieces = [text] if "|" in text else _NEXT_LABEL.split(text)
        for line in filter(None, (_ROW.fullmatch(piece) or _LINE.fullmatch(piece) for piece in pieces)):
            yield line["label"].strip(" *"), line["value"].strip(" *")


def _short(value: str) -> str:
    """Return a value without what is said beside it: in brackets, or in a second sentence."""
    words = _END.split(_ANSWERS.sub("", " ".join(value.split())), maxsplit=1)[0].strip(" .,")
    return words if len(words) <= _LONGEST_NAME else ""
