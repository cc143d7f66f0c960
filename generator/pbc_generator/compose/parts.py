"""Documents that a definition sets out part by part: statements, schedules worked out, questions to answer."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from pbc_frameworks.tags import answer_tag
from pbc_generator.compose.agreement import figures_table
from pbc_generator.compose.chapters import section_of_chapter
from pbc_generator.compose.content import content_blocks
from pbc_generator.compose.form import answer_table, form_fields
from pbc_generator.compose.numbered import numbered, statements
from pbc_generator.compose.schedules import schedule_blocks
from pbc_generator.compose.signatures import signatures
from pbc_generator.document import (
    Answer,
    Block,
    Document,
    Heading,
    Paragraph,
    ParagraphKind,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pbc_frameworks.model import DocumentDefinition, DocumentPart, Question
    from pbc_generator.compose.context import Context


def document_of_parts(context: Context, definition: DocumentDefinition) -> Document:
    """Return the document for the PCT, a locality or a practice, whichever the context is for."""
    asks = bool(definition.fields) or any(part.questions for part in definition.parts)
    kind = ParagraphKind.GUIDANCE if asks else ParagraphKind.BODY
    blocks: list[Block] = [
        Heading(1, "How to use this document" if asks else "About this document", "about"),
        *context.writer.blocks(definition.introduction, kind),
        *form_fields(context, definition.kind, definition.version, definition.fields),
    ]
    for number, part in enumerate(definition.parts, start=1):
        blocks.append(Heading(1, f"{number}. {part.title}", f"part-{part.id}"))
        blocks += numbered(str(number), _part(context, definition, part, number))
    if definition.signatories:
        blocks += [Heading(1, "Signatures", "signatures"), *signatures(context, definition.signatories)]
    place, title = _place(context), definition.title
    return Document(
        name="-".join((definition.kind, *_file_name(context))),
        title=title,
        subtitle=place or definition.subtitle or context.framework.title,
        organisation=context.organisation,
        subject=f"{context.framework.title}: {title}",
        date=context.issued,
        control=context.control(title, definition.version),
        version=definition.version,
        blocks=tuple(blocks),
        keywords=("practice based commissioning", definition.kind.replace("-", " "), context.framework.id),
        landscape=definition.landscape,
    )


def _part(context: Context, definition: DocumentDefinition, part: DocumentPart, number: int) -> Iterator[Block]:
    framework = context.framework
    guidance = ParagraphKind.GUIDANCE if part.questions else ParagraphKind.BODY
    yield from context.writer.blocks(part.introduction, guidance)
    yield from statements(context, part.statements)
    sections = {f"{chapter.id}/{each.id}": each for chapter in framework.chapters for each in chapter.sections}
    for name in part.chapters:
        if len(part.chapters) > 1:
            yield Heading(2, sections[name].title, f"{part.id}-{name.replace('/', '-')}")
        yield from section_of_chapter(context, sections[name])
    for name in part.content:
        yield from content_blocks(context, definition, name)
    if part.figures:
        yield figures_table(context, [framework.parameters[name] for name in part.figures])
    for name in part.schedules:
        if len(part.schedules) > 1:
            yield Heading(2, framework.schedules[name].title, f"{part.id}-schedule-{name}")
        yield from schedule_blocks(context, framework.schedules[name])
    for position, question in enumerate(part.questions, start=1):
        yield from question_blocks(context, definition, question, f"{number}.{position}")


def question_blocks(
    context: Context, definition: DocumentDefinition, question: Question, number: str
) -> Iterator[Block]:
    """Yield a question with its guidance and the space for its answer, each tagged so that it can be read back."""
    tag = answer_tag(context.framework.id, definition.kind, question.id, definition.version)
    yield Heading(2, f"{number} {question.title}", question.id)
    yield Paragraph(context.writer.strong(question.prompt), ParagraphKind.GUIDANCE)
    yield from context.writer.blocks(question.guidance, ParagraphKind.GUIDANCE)
    if question.table:
        yield answer_table(context, definition, question.id, question.title, question.table)
    else:
        title = question.title
        yield Answer(tag, title, f"Type your answer here: {title[0].lower()}{title[1:]}")
    if question.source:
        yield Paragraph((Text(f"Source: {context.cite(question.source)}"),), ParagraphKind.NOTE)


def _place(context: Context) -> str:
    if context.practice:
        return context.practice.name
    return context.locality.name if context.locality else ""


def _file_name(context: Context) -> Iterator[str]:
    """Yield what tells the file of a locality or practice from those of others: the practice's code if it has one."""
    practice = context.practice
    if practice and practice.code:
        yield practice.code.lower()
    elif context.locality:
        yield context.locality.id
        if practice:
            letters = unicodedata.normalize("NFKD", practice.name.lower()).encode("ascii", "ignore").decode()
            yield re.sub(r"[^a-z0-9]+", "-", letters).strip("-") or "practice"
