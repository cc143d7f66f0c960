"""Which framework and kind of document a submission is judged by: what was asked for, or what its form says."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pbc_checks.documents import checkable
from pbc_checks.submission import Submission
from pbc_frameworks.errors import PbcgovError, UnknownNameError
from pbc_frameworks.load import Library
from pbc_frameworks.model import Framework, SubmissionDefinition

_OTHERS = "Agreements, assessments and budget statements can be checked too: `pbcgov frameworks show ID` lists them."


class UndecidedError(PbcgovError):
    """Nothing says what a submission is to be checked against."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What to judge a submission by; `note` is what the user should know about it, or empty."""

    submission: Submission
    framework: Framework
    definition: SubmissionDefinition
    note: str = ""


def choose(
    submission: Submission,
    framework_id: str,
    document: str,
    library: Library,
) -> Choice:
    """Return what to judge a submission by. `framework_id` and `document` are what the user asked for, or empty.

    A completed form says so itself; what was asked for wins, and the form is then read as free text. Raises
    UndecidedError, listing the choices, and UnknownNameError.
    """
    form = submission.form
    wanted = framework_id or (form.framework if form else "")
    if not wanted:
        raise UndecidedError(_undecided(submission, library))
    framework = library.load(wanted)
    same_framework = form is not None and form.framework == wanted
    kind = document or (form.document if form and same_framework else "")
    if not kind and len(framework.submissions) == 1:
        kind = next(iter(framework.submissions))
    if not kind:
        raise UndecidedError(_kind_undecided(submission, framework))
    kinds = checkable(framework)
    if kind not in kinds:
        raise UnknownNameError("document", kind, kinds)
    definition = kinds[kind]
    if form is None:
        return Choice(submission, framework, definition)
    if not same_framework or form.document != kind:
        note = (
            f"{submission.name} is a form of {form.framework}, {form.document}. It is checked as free text against "
            f"{wanted}, {kind}, as you asked."
        )
        return Choice(as_free_text(submission), framework, definition, note)
    if form.version != definition.version:
        note = (
            f"{submission.name} was made from version {form.version} of the form. It is checked against version "
            f"{definition.version}."
        )
        return Choice(submission, framework, definition, note)
    return Choice(submission, framework, definition)


def as_free_text(submission: Submission) -> Submission:
    """Return a completed form as if it were any document: its words and places stay, its tags go."""
    blocks = tuple(replace(block, requirement="", field="") for block in submission.blocks)
    return replace(submission, blocks=blocks, form=None, answers={}, fields={})


def _undecided(submission: Submission, library: Library) -> str:
    choices = "\n".join(
        f"  --framework {framework_id} --document {kind}"
        for framework_id in library.ids()
        for kind in library.load(framework_id).submissions
    )
    said = f"{submission.name} is not a completed form, so it does not say what to check it against."
    return f"{said} Add one of:\n{choices}\n{_OTHERS}"


def _kind_undecided(submission: Submission, framework: Framework) -> str:
    choices = "\n".join(f"  --document {kind}" for kind in framework.submissions)
    alone = ", ".join(kind for kind in checkable(framework) if kind not in framework.submissions)
    said = f"{submission.name} does not say what kind of document of {framework.id} it is. Add one of:\n{choices}"
    return f"{said}\nor, to be checked by the rules alone, one of: {alone}."
