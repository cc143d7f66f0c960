"""Empty answers: headings, questions and boxes of a form under which nothing stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pbc_checks.evidence.quotation import shortened
from pbc_checks.findings import Evidence, RuleFinding, Severity
from pbc_checks.report.wording import counted, listed
from pbc_checks.rules.form.blank_forms import Filled, the_form
from pbc_checks.rules.form.unanswered import empty_headings, empty_labels, empty_rows, question
from pbc_checks.rules.matter import Matter, Rule, evidence
from pbc_checks.rules.unread import something_unread
from pbc_checks.submission import Block
from pbc_generator.document import FieldKind

_MOST_NAMED = 8
_MOST_SHOWN = 3


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield one finding that names every question without an answer, and one for headings that cannot be judged."""
    form = the_form(matter)
    if form is not None and form.filled < Filled.ANSWERS:
        return  # the blank form is another rule's
    if matter.submission.form is not None:
        boxes = _boxes(matter)
        if boxes:
            yield _finding(boxes, ())
        return
    asked = [*empty_rows(matter), *empty_labels(matter.submission.blocks)]
    headings = list(empty_headings(matter.submission.blocks))
    if headings and something_unread(matter):
        yield _unclear(headings)
        headings = []
    empty = [*asked, *headings]
    if empty:
        order = {id(block): number for number, block in enumerate(matter.submission.blocks)}
        empty.sort(key=lambda block: order[id(block)])
        yield _finding([_named(block) for block in empty], [evidence(block) for block in empty[:_MOST_SHOWN]])


def _boxes(matter: Matter) -> list[str]:
    """Return the titles of the boxes and short fields of a completed form that were left empty.

    The date is what the rule on dates looks for.
    """
    submission, definition = matter.submission, matter.definition
    document = matter.framework.documents.get(definition.kind)
    questions = {each.id: each.title for each in definition.requirements}
    questions |= {each.id: each.title for part in (document.parts if document else ()) for each in part.questions}
    fields = (field for field in definition.fields if field.kind == FieldKind.TEXT)
    return [
        *(title for name, title in questions.items() if not submission.answers.get(name, "none").strip()),
        *(field.label for field in fields if not submission.fields.get(field.id, "none").strip()),
    ]


def _named(block: Block) -> str:
    return shortened(question(block)).rstrip(" :.")


def _finding(names: Sequence[str], shown: Sequence[Evidence]) -> RuleFinding:
    told = [f"“{name}”" for name in names[:_MOST_NAMED]]
    rest = len(names) - _MOST_NAMED
    told += [counted(rest, "other")] if rest > 0 else []
    return RuleFinding(
        RULE.id,
        Severity.SHOULD_FIX,
        f"Nothing stands under {listed(told)}.",
        "Answer each, or say why it does not apply.",
        tuple(shown),
    )


def _unclear(headings: Sequence[Block]) -> RuleFinding:
    return RuleFinding(
        RULE.id,
        Severity.NOTE,
        f"Nothing was read under {listed([f'“{_named(block)}”' for block in headings[:_MOST_NAMED]])}, but part of the "
        "file could not be read. Whether it stands there cannot be told.",
        "Look in the file itself.",
        tuple(evidence(block) for block in headings[:_MOST_SHOWN]),
        determined=False,
    )


RULE = Rule(
    id="empty-answers",
    title="Questions left empty",
    looks_at=(
        "Looks for headings with nothing below them, questions in a table or list without an answer, and empty boxes "
        "of a completed form."
    ),
    example="“Q27. How does the bid help the consortium's overspend?” right above “Q28.”: should fix.",
    limits=(
        "Tables of sums, appendices, signatures and what the PCT fills in itself are let be. Of tables with more than "
        "two columns, only those with a column for answers are looked at."
    ),
    find=find,
)
