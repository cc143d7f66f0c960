"""What a report says of a submission's file, and of the time there is to decide on it."""

from __future__ import annotations

import re

from pbc_checks.circumstances import Circumstances
from pbc_checks.findings import Received, Times
from pbc_checks.submission import BlockKind, Submission
from pbc_frameworks.model import Framework
from pbc_frameworks.schedules import DecisionDates
from pbc_generator.schedules.dates import weeks_after

_FIELDS = ("submitted-by", "cluster", "practice", "locality")
_LABEL = re.compile(
    r"(?:name of (?:the )?)?(?:(?:lead )?practice|practices|submitted by|proposer|proposed by"
    r"|practice or (?:group|pbc locality)"
    r"|(?:pbc )?(?:cluster|locality|consortium|group))\s?[:|–-]\s*(?P<name>[A-Z][^|]{4,80})",
    re.IGNORECASE,
)
_FIRST_BLOCKS = 25  # in which a title page says from whom it is


def received(submission: Submission, circumstances: Circumstances) -> Received:
    """Return what a report says of a submission's file."""
    return Received(
        name=submission.name,
        format=submission.format,
        sha256=submission.sha256,
        size=submission.size,
        words=submission.words,
        pages=submission.pages,
        title=submission.title,
        form=submission.form is not None,
        receipt=submission.receipt,
        proposer=circumstances.proposer or _proposer(submission),
    )


def times(framework: Framework, circumstances: Circumstances) -> Times:
    """Return by when a decision should and has to be made, by the framework's weeks from the day of submission."""
    submitted = circumstances.submitted
    dates = next((each for each in framework.schedules.values() if isinstance(each, DecisionDates)), None)
    if submitted is None or dates is None:
        return Times(submitted)
    aim, limit = (
        weeks_after(submitted, int(framework.parameters[name].value)).day if name else None
        for name in (dates.aim, dates.limit)
    )
    return Times(submitted, aim, limit)


def _proposer(submission: Submission) -> str:
    """Return from whom a submission says that it comes: in a form's field, or on a line of its first page."""
    for name in _FIELDS:
        if submission.fields.get(name, "").strip():
            return " ".join(submission.fields[name].split())
    for block in submission.blocks[:_FIRST_BLOCKS]:
        if block.kind in {BlockKind.COMMENT, BlockKind.CONTENTS}:
            continue
        said = _LABEL.fullmatch(block.text.strip())
        if said:
            return said["name"].strip(" .|")
    return ""
