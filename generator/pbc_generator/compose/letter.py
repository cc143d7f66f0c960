"""Letters of decision: approve, approve on conditions, or refuse with reasons and the actions that resolve them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from pbc_frameworks.tags import answer_tag
from pbc_generator.compose.chapters import section_of_chapter
from pbc_generator.compose.numbered import numbered
from pbc_generator.compose.signatures import signatures
from pbc_generator.compose.text import printed_date
from pbc_generator.document import (
    Block,
    Cell,
    Document,
    Field,
    FieldKind,
    Heading,
    Paragraph,
    ParagraphKind,
    Strong,
    Table,
    Text,
)
from pbc_generator.schedules import dates

if TYPE_CHECKING:
    from pbc_frameworks.model import LetterRules
    from pbc_generator.compose.context import Context

_EMPTY_ROWS = 4


class Decision(StrEnum):
    """What was decided."""

    APPROVE = "approve"
    CONDITIONS = "conditions"
    REFUSE = "refuse"


_TITLE = {
    Decision.APPROVE: "approved",
    Decision.CONDITIONS: "approved with conditions",
    Decision.REFUSE: "not supported",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a proposal is not supported: the criterion, what is missing, what would resolve it, and where it stands."""

    criterion: str
    why: str
    action: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """What has to be done, and by when in words."""

    text: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """What one letter says; what is empty or None becomes a field to fill in.

    `file` is what the letter's file begins with, so that letters on several submissions can lie in one folder.
    """

    decision: Decision
    kind: str
    kind_title: str
    proposal: str = ""
    addressee: str = ""
    reference: str = ""
    submitted: date | None = None
    decided: date | None = None
    reasons: tuple[Reason, ...] = ()
    conditions: tuple[Condition, ...] = ()
    file: str = ""


def decision_letter(context: Context, rules: LetterRules, letter: Letter) -> Document:
    """Return the letter, without a cover; it says whether the decision came within the framework's time."""
    title = f"{letter.kind_title}: {_TITLE[letter.decision]}"
    parts: list[tuple[str, str, list[Block]]] = [("decision", "Decision", list(_decision(context, rules, letter)))]
    if letter.decision is Decision.CONDITIONS:
        parts.append(("conditions", "Conditions", [_conditions(context, rules, letter)]))
    if letter.decision is Decision.REFUSE:
        again = Paragraph((Text("The proposal may be submitted again once these actions have been taken."),))
        reasons: list[Block] = [_reasons(context, rules, letter), again]
        parts.append(("reasons", "Reasons, and what would resolve them", reasons))
    if rules.rules:
        parts.append(("rules", "Rules that apply", list(_sections(context, rules.rules))))
    if rules.disagreement and letter.decision is not Decision.APPROVE:
        parts.append(("disagreement", "If you do not agree", list(_sections(context, rules.disagreement))))
    blocks: list[Block] = [_particulars(context, rules, letter)]
    for number, (name, heading, content) in enumerate(parts, start=1):
        blocks += [Heading(1, f"{number}. {heading}", name), *numbered(str(number), content)]
    blocks += signatures(context, (rules.signatory,))
    name = f"decision-letter-{letter.decision}"
    if letter.file:
        name = f"{letter.file}-{name}"
    elif len(rules.decides) > 1:
        name = f"{name}-{letter.kind}"
    return Document(
        name=name,
        title=title,
        subtitle=letter.proposal,
        organisation=context.organisation,
        subject=f"{context.framework.title}: letter of decision",
        date=letter.decided or context.issued,
        control=(),
        blocks=tuple(blocks),
        keywords=("practice based commissioning", "decision letter", context.framework.id),
        contents=False,
        cover=False,
        version=rules.version,
    )


def _particulars(context: Context, rules: LetterRules, letter: Letter) -> Table:
    rows: list[tuple[str, Cell]] = [
        ("To", _or_field(context, rules, letter, "to", letter.addressee)),
        ("Proposal", _or_field(context, rules, letter, "proposal", letter.proposal)),
        ("Reference", _or_field(context, rules, letter, "reference", letter.reference)),
        ("Submitted on", _date_or_field(context, rules, letter, "submitted", letter.submitted)),
        ("Decided on", _date_or_field(context, rules, letter, "decided", letter.decided)),
        ("Decided by", (Text(context.actors()[rules.by]),)),
    ]
    if rules.limit:
        rows.append(("Time for the decision", (Text(_timeliness(context, rules, letter)),)))
    rows.append(("Members who declared an interest and withdrew", _field(context, rules, letter, "withdrew")))
    return Table(
        header=("About this decision", "Detail"),
        rows=tuple(((Text(label),), cell) for label, cell in rows),
        caption="The decision in short",
        summary="To whom the letter goes, which proposal it is about, and when and by whom it was decided.",
        widths=(34, 66),
        row_headers=True,
    )


def _timeliness(context: Context, rules: LetterRules, letter: Letter) -> str:
    limit = context.framework.parameters[rules.limit]
    cited = context.cite(limit.source)
    if letter.submitted is None:
        return f"within {limit} of submission ({cited})"
    due = dates.weeks_after(letter.submitted, int(limit.value))
    by = f"by {printed_date(due.day)}, within {limit} of submission ({cited})"
    if letter.decided is None:
        return by
    return f"{by}; the decision came {'in time' if letter.decided <= due.day else 'late'}"


def _decision(context: Context, rules: LetterRules, letter: Letter) -> Iterator[Block]:
    body = context.actors()[rules.by]
    what = f"this {letter.kind_title[0].lower()}{letter.kind_title[1:]}"
    if letter.kind_title[:2].isupper():  # an abbreviation: PBC business case
        what = f"this {letter.kind_title}"
    said = {
        Decision.APPROVE: f"The {body} approves {what}.",
        Decision.CONDITIONS: f"The {body} approves {what} on the conditions below.",
        Decision.REFUSE: f"The {body} does not support {what} as it stands, for the reasons below.",
    }
    yield Paragraph((Strong(said[letter.decision].replace("The The", "The")),))
    yield Paragraph((Text(context.cite(rules.source)),), ParagraphKind.NOTE)


def _conditions(context: Context, rules: LetterRules, letter: Letter) -> Table:
    rows: list[tuple[Cell, ...]] = [
        ((Text(each.text),), (Text(each.by),) if each.by else _field(context, rules, letter, "condition.by"))
        for each in letter.conditions
    ]
    empty = (_field(context, rules, letter, "condition.text"), _field(context, rules, letter, "condition.by"))
    return Table(
        header=("Condition", "By when"),
        rows=tuple(rows or [empty] * _EMPTY_ROWS),
        caption="Conditions",
        summary="Each condition with the date by which it has to be met.",
        widths=(72, 28),
        repeats="" if rows else _tag(context, rules, letter, "conditions"),
    )


def _reasons(context: Context, rules: LetterRules, letter: Letter) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            (Strong(each.criterion), Text(f" [{each.source}]" if each.source else "")),
            (Text(each.why),),
            (Text(each.action),),
        )
        for each in letter.reasons
    ]
    empty = tuple(_field(context, rules, letter, f"reason.{name}") for name in ("criterion", "why", "action"))
    return Table(
        header=("Criterion", "Why it is not met", "What would resolve it"),
        rows=tuple(rows or [empty] * _EMPTY_ROWS),
        caption="Reasons",
        summary="Each criterion that is not met, why, and the action that would resolve it.",
        widths=(30, 35, 35),
        repeats="" if rows else _tag(context, rules, letter, "reasons"),
    )


def _sections(context: Context, names: tuple[str, ...]) -> Iterator[Block]:
    sections = {f"{chapter.id}/{each.id}": each for chapter in context.framework.chapters for each in chapter.sections}
    for name in names:
        yield from section_of_chapter(context, sections[name])


def _or_field(context: Context, rules: LetterRules, letter: Letter, name: str, value: str) -> Cell:
    return (Text(value),) if value else _field(context, rules, letter, name)


def _date_or_field(context: Context, rules: LetterRules, letter: Letter, name: str, value: date | None) -> Cell:
    if value:
        return (Text(printed_date(value)),)
    return _field(context, rules, letter, name, FieldKind.DATE)


def _field(context: Context, rules: LetterRules, letter: Letter, name: str, kind: FieldKind = FieldKind.TEXT) -> Field:
    return Field(_tag(context, rules, letter, name), name.rpartition(".")[2].capitalize(), kind)


def _tag(context: Context, rules: LetterRules, letter: Letter, name: str) -> str:
    return answer_tag(context.framework.id, f"letter-{letter.decision}", name, rules.version)
