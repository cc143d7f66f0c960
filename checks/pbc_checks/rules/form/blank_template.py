"""A blank form: whether what came in is the form with nothing in it."""

from __future__ import annotations

from collections.abc import Iterator

from pbc_checks.evidence.quotation import quotes
from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.report.wording import listed
from pbc_checks.rules.form.blank_forms import Filled, the_form
from pbc_checks.rules.matter import Matter, Rule
from pbc_checks.submission import BlockKind

_SHOWN = 2
_WORDS = 8  # of a passage by which a reader knows the form again


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield a finding for a form with no answer in it."""
    form = the_form(matter)
    if form is None or form.filled is Filled.ANSWERS:
        return
    text = (each for each in form.own if each.words >= _WORDS and each.kind is not BlockKind.TABLE_ROW)
    shown = quotes(text, matter.submission.blocks, _SHOWN)
    receipt = matter.submission.receipt
    if not receipt.complete or "images" in receipt.read:
        yield RuleFinding(
            RULE.id,
            Severity.NOTE,
            f"This is the form “{matter.definition.title}” without a typed answer, but there are things in the file "
            "that could not be read. Whether they are the answers cannot be told.",
            "Open the file and look; ask for the answers as text if they are pictures.",
            shown,
            determined=False,
        )
    elif form.filled is Filled.NOTHING:
        yield RuleFinding(
            RULE.id,
            Severity.MUST_FIX,
            f"This is the blank form “{matter.definition.title}”: nothing is filled in.",
            "Send the form that was filled in. It may have been saved under another name.",
            shown,
        )
    else:
        yield RuleFinding(
            RULE.id,
            Severity.SHOULD_FIX,
            f"Only the short fields of the form “{matter.definition.title}” are filled in "
            f"({listed([f'“{text}”' for text in form.fields])}): all its questions are unanswered.",
            "Answer the questions, or send the form that was filled in.",
            shown,
        )


RULE = Rule(
    id="blank-template",
    title="The blank form",
    looks_at=(
        "Looks for anything in a form that the form does not print itself. A form that was printed to PDF, or pasted "
        "into another file, is known by its words."
    ),
    example="The form for a business case with nothing typed in: must fix. With the practice's name alone: should fix.",
    limits=(
        "Only the forms made with pbcgov, of the kind of document that is checked. One word of an answer is enough for "
        "the rule to say nothing."
    ),
    find=find,
)
