"""What a report says of a submission's file, and of the time there is to decide on it."""

from __future__ import annotations

from pbc_checks.circumstances import Circumstances
from pbc_checks.discretion import Discretion
from pbc_checks.findings import Received, Times
from pbc_checks.first_page import proposal, proposer
from pbc_checks.submission import Submission
from pbc_frameworks.model import Framework
from pbc_frameworks.schedules import DecisionDates
from pbc_generator.schedules.dates import weeks_after


def received(submission: Submission, circumstances: Circumstances, discretion: Discretion | None = None) -> Received:
    """Return what a report says of a submission's file, without personal details.

    What is known beside the file, of its title and of whom it comes from, goes before what its first page says.
    """
    discretion = discretion or Discretion(submission)
    return Received(
        name=submission.name,
        format=submission.format,
        sha256=submission.sha256,
        size=submission.size,
        words=submission.words,
        pages=submission.pages,
        title=discretion.text(circumstances.title or proposal(submission) or submission.title),
        form=submission.form is not None,
        receipt=discretion.receipt(submission.receipt),
        proposer=discretion.text(circumstances.proposer or proposer(submission)),
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
