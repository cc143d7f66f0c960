"""The governance handbook: a whole framework as one readable document, each entry with its place in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pbc_generator.compose.agreement import figures_table
from pbc_generator.compose.chapters import section_of_chapter
from pbc_generator.compose.diagrams import organisation_diagram
from pbc_generator.compose.levels import level_blocks
from pbc_generator.compose.national import held_table
from pbc_generator.compose.numbered import numbered, statements
from pbc_generator.compose.process import process_blocks
from pbc_generator.compose.terms_of_reference import membership_blocks, section_blocks
from pbc_generator.document import (
    Block,
    Document,
    Heading,
    ItemList,
    Paragraph,
    ParagraphKind,
    Table,
    Text,
    inlines,
    plain,
)

if TYPE_CHECKING:
    from pbc_frameworks.model import (
        AgreementDefinition,
        Chapter,
        ConflictRules,
        Recommendations,
        SubmissionDefinition,
    )
    from pbc_frameworks.national import Held
    from pbc_frameworks.shared import Term
    from pbc_generator.compose.context import Context

_Part = tuple[str, str, list[Block]]  # id, title, blocks


def handbook(context: Context, held: list[Held], terms: tuple[Term, ...], version: str = "1") -> Document:
    """Return the handbook of a framework.

    `held` is how the framework stands to national rules, `terms` the glossary; only the terms that the handbook uses
    are printed.
    """
    parts = [*_parts(context, held)]
    blocks: list[Block] = []
    for number, (name, title, content) in enumerate(parts, start=1):
        blocks += [Heading(1, f"{number}. {title}", name), *numbered(str(number), content)]
    used = _used(terms, blocks)
    if used:
        blocks += [Heading(1, f"{len(parts) + 1}. Glossary", "glossary"), _glossary(used)]
    title = f"Governance handbook: {context.framework.title}"
    return Document(
        name="handbook",
        title="Governance handbook",
        subtitle=context.framework.title,
        organisation=context.organisation,
        subject=title,
        date=context.issued,
        control=context.control("Governance handbook", version),
        version=version,
        blocks=tuple(blocks),
        keywords=("practice based commissioning", "governance handbook", context.framework.id),
    )


def _parts(context: Context, held: list[Held]) -> Iterator[_Part]:
    framework = context.framework
    yield "about", "About this framework", list(_about(context))
    yield "principles", "Principles", statements(context, framework.principles)
    yield "parties", "Who does what", list(_parties(context))
    if framework.bodies:
        yield "bodies", "Boards, committees and groups", list(_bodies(context))
    if framework.process:
        yield "process", framework.process.title, process_blocks(context, framework.process)
    for chapter in framework.chapters:
        yield chapter.id, chapter.title, list(_chapter(context, chapter))
    if framework.levels:
        yield "levels", framework.levels.title, level_blocks(context, framework.levels)
    if framework.conflicts:
        yield "conflicts", "Conflicts of interest", list(_conflicts(context, framework.conflicts))
    if framework.recommendations:
        yield "recommendations", framework.recommendations.title, list(_recommendations(context))
    for definition in framework.submissions.values():
        yield (
            f"form-{definition.kind}",
            f"What is asked of a document: {definition.title}",
            list(_form(context, definition)),
        )
    if framework.agreement:
        yield "agreement", "What the agreement says", list(_agreement(context, framework.agreement))
    if framework.parameters:
        yield "figures", "The figures of the framework", [figures_table(context, framework.parameters.values())]
    yield "national", "National rules", list(_national(context, held))


def _about(context: Context) -> Iterator[Block]:
    framework, source = context.framework, context.framework.source
    yield from context.writer.blocks(framework.summary)
    rows = [
        ("Area", framework.area),
        ("In force", framework.period),
        ("Source", source.title),
        ("Published by", source.publisher),
        ("Date of the source", source.published),
    ]
    yield Table(
        header=("What", "Which"),
        rows=tuple(((Text(label),), (Text(value),)) for label, value in rows),
        caption="The framework and its source",
        summary="The area and time in which the framework is in force, and the document it is defined from.",
        widths=(25, 75),
        row_headers=True,
    )
    if source.note:
        yield Paragraph((Text(source.note),), ParagraphKind.NOTE)
    yield from _background(context, framework.background)


def _background(context: Context, text: str) -> Iterator[Block]:
    """Yield an account in Markdown: its `##` headings become headings of the second level."""
    paragraphs: list[str] = []
    count = 0
    for line in [*text.splitlines(), "## "]:
        if line.startswith("# "):
            continue
        if not line.startswith("## "):
            paragraphs.append(line)
            continue
        yield from context.writer.blocks("\n".join(paragraphs)) if "".join(paragraphs).strip() else ()
        paragraphs = []
        if line[3:].strip():
            count += 1
            yield Heading(2, line[3:].strip(), f"background-{count}")


def _parties(context: Context) -> Iterator[Block]:
    for party in context.framework.parties:
        yield Heading(2, party.title, f"party-{party.id}")
        yield from statements(context, party.role)


def _bodies(context: Context) -> Iterator[Block]:
    yield from organisation_diagram(context)
    for body in context.framework.bodies:
        yield Heading(2, body.title, f"body-{body.id}")
        yield Paragraph((Text(body.summary),))
        yield Paragraph((Text(f"It is accountable to {body.accountable_to}."),))
        yield Heading(3, "Membership", f"body-{body.id}-membership")
        yield from membership_blocks(context, body)
        for section in body.sections:
            yield Heading(3, section.title, f"body-{body.id}-{section.id}")
            yield from section_blocks(context, body, section)


def _chapter(context: Context, chapter: Chapter) -> Iterator[Block]:
    if chapter.introduction:
        yield from context.writer.blocks(chapter.introduction)
    for section in chapter.sections:
        yield Heading(2, section.title, f"{chapter.id}-{section.id}")
        yield from section_of_chapter(context, section)


def _conflicts(context: Context, rules: ConflictRules) -> Iterator[Block]:
    yield Heading(2, "Rules", "conflict-rules")
    yield from statements(context, rules.rules)
    yield Heading(2, "Keeping the register", "conflict-conventions")
    yield from context.writer.blocks(rules.conventions_introduction)
    yield ItemList(tuple(context.writer.runs(text) for text in rules.conventions))


def _recommendations(context: Context) -> Iterator[Block]:
    found: Recommendations | None = context.framework.recommendations
    if found is None:
        return
    if found.introduction:
        yield from context.writer.blocks(found.introduction)
    for group in found.groups:
        yield Heading(2, group.title, f"recommendations-{group.id}")
        yield Table(
            header=("No.", "Recommendation", "For", "What would show it"),
            rows=tuple(
                (
                    (Text(str(each.number)),),
                    context.writer.runs(each.text),
                    (Text(", ".join(found.audiences[audience] for audience in each.audiences)),),
                    (Text(each.evidence or "–"),),
                )
                for each in group.recommendations
            ),
            caption=f"Recommendations: {group.title}",
            summary="Each recommendation with its number, whom it is for, and what would show that it is done.",
            widths=(7, 48, 20, 25),
            row_headers=True,
        )


def _form(context: Context, definition: SubmissionDefinition) -> Iterator[Block]:
    for group in definition.groups:
        yield Heading(2, group.title, f"form-{definition.kind}-{group.id}")
        yield Table(
            header=("Requirement", "Criterion", "What it has to cover", "Source"),
            rows=tuple(
                (
                    (Text(requirement.title),),
                    (Text(requirement.criterion),),
                    (Text("; ".join(part.title for part in requirement.parts)),),
                    (Text(context.cite(requirement.source)),),
                )
                for requirement in group.requirements
            ),
            caption=f"{definition.title}: {group.title}",
            summary="Each requirement with the criterion, its essential parts and its place in the source.",
            widths=(20, 32, 28, 20),
            row_headers=True,
        )


def _agreement(context: Context, definition: AgreementDefinition) -> Iterator[Block]:
    for group in definition.groups:
        yield Heading(2, group.title, f"agreement-{group.id}")
        yield from statements(context, group.clauses)


def _national(context: Context, held: list[Held]) -> Iterator[Block]:
    yield Paragraph((Text("What national guidance asks of every framework, and how this one stands to it."),))
    yield held_table(held, context.framework.source)


def _used(terms: tuple[Term, ...], blocks: list[Block]) -> list[Term]:
    words = "\n".join(block.text if isinstance(block, Heading) else plain(tuple(inlines(block))) for block in blocks)
    return [
        term
        for term in terms
        if term.term.lower() in words.lower() or (term.abbreviation and re.search(rf"\b{term.abbreviation}\b", words))
    ]


def _glossary(terms: list[Term]) -> Table:
    return Table(
        header=("Term", "What it means"),
        rows=tuple(
            (
                (Text(f"{term.term} ({term.abbreviation})" if term.abbreviation else term.term),),
                (Text(term.means),),
            )
            for term in terms
        ),
        caption="Terms used in this handbook",
        summary="Each term with its abbreviation and what it means.",
        widths=(30, 70),
        row_headers=True,
    )
