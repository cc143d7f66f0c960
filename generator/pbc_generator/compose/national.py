"""How frameworks stand to national rules, as tables: one framework's audit, and several side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbc_frameworks.national import Held, Verdict
from pbc_generator.document import (
    Badge,
    Block,
    ControlLine,
    Document,
    Heading,
    Paragraph,
    ParagraphKind,
    Runs,
    Table,
    Text,
    Tone,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pbc_frameworks.model import Framework, Source
    from pbc_frameworks.shared import NationalRule

BADGES = {
    Verdict.KEEPS: Badge("✓", "Keeps it", Tone.GOOD),
    Verdict.BREAKS: Badge("✗", "Does not keep it", Tone.BAD),
    Verdict.SILENT: Badge("–", "Silent", Tone.NEUTRAL),
}


def held_table(held: Iterable[Held], source: Source) -> Table:
    """Return how one framework stands to each national rule."""
    return Table(
        header=("National rule", "Framework", "Verdict", "Source"),
        rows=tuple(
            (
                (Text(each.rule.text),),
                (Text(_says(each)),),
                (BADGES[each.verdict],),
                (Text(source.cite(each.source) if each.source else "–"),),
            )
            for each in held
        ),
        caption="How the framework stands to national rules",
        summary="Each national rule with what the framework says, whether that keeps the rule, and where it says so.",
        widths=(38, 26, 14, 22),
        row_headers=True,
    )


def comparison(
    frameworks: Sequence[Framework],
    held: Mapping[str, Sequence[Held]],
    rules: Sequence[NationalRule],
    sources: Mapping[str, Source],
) -> Document:
    """Return frameworks side by side: who they are, then rule by rule.

    `held` and `sources`, the documents that rules are cited from, are by framework id.
    """
    blocks: list[Block] = [Heading(1, "The frameworks", "frameworks"), _identities(frameworks)]
    blocks += [Heading(1, "What each says on national rules", "rules")]
    for rule in rules:
        blocks += [
            Heading(2, rule.title, f"rule-{rule.id}"),
            Paragraph((Text(rule.text),)),
            Paragraph((Text(sources[rule.source.document].cite(rule.source.citation)),), ParagraphKind.NOTE),
            _side_by_side(rule, frameworks, held),
        ]
    blocks += [Heading(1, "What each sets out", "concerns"), _concerns(frameworks)]
    return Document(
        name="comparison",
        title="Frameworks compared",
        subtitle=", ".join(framework.source.short for framework in frameworks),
        organisation="Practice based commissioning",
        subject="Frameworks for practice based commissioning compared with each other and with national rules",
        date=None,
        control=tuple(
            ControlLine(framework.source.short, (Text(f"{framework.title}, definition {framework.version}"),))
            for framework in frameworks
        ),
        blocks=tuple(blocks),
        keywords=("practice based commissioning", "comparison", *(framework.id for framework in frameworks)),
        landscape=True,
    )


def _says(held: Held) -> str:
    local = " Set by the PCT." if held.local else ""
    return f"{held.says}{local}" if held.says else "Says nothing on this."


def _identities(frameworks: Sequence[Framework]) -> Table:
    return Table(
        header=("Framework", "Area", "In force", "Published by", "Bodies"),
        rows=tuple(
            (
                (Text(framework.source.short),),
                (Text(framework.area),),
                (Text(framework.period),),
                (Text(f"{framework.source.publisher}, {framework.source.published}"),),
                (Text(", ".join(body.title for body in framework.bodies) or "–"),),
            )
            for framework in frameworks
        ),
        caption="The frameworks compared",
        summary="Each framework with its area, time, publisher and bodies.",
        widths=(16, 18, 18, 20, 28),
        row_headers=True,
    )


def _side_by_side(rule: NationalRule, frameworks: Sequence[Framework], held: Mapping[str, Sequence[Held]]) -> Table:
    rows: list[tuple[Runs, ...]] = [
        (
            (Text(framework.source.short),),
            (Text(_says(each)),),
            (BADGES[each.verdict],),
            (Text(framework.source.cite(each.source) if each.source else "–"),),
        )
        for framework in frameworks
        for each in held[framework.id]
        if each.rule.id == rule.id
    ]
    return Table(
        header=("Framework", "What it says", "Verdict", "Source"),
        rows=tuple(rows),
        caption=rule.title,
        summary="What each framework says on this rule, whether that keeps it, and where it says so.",
        widths=(18, 40, 16, 26),
        row_headers=True,
    )


def _concerns(frameworks: Sequence[Framework]) -> Table:
    titles = dict.fromkeys((chapter.id, chapter.title) for framework in frameworks for chapter in framework.chapters)
    return Table(
        header=("Concern", *(framework.source.short for framework in frameworks)),
        rows=tuple(
            (
                (Text(title),),
                *((_sections(framework, name),) for framework in frameworks),
            )
            for name, title in titles
        ),
        caption="Concerns on which each framework has rules",
        summary="For each concern, the headings under which each framework has rules on it.",
        row_headers=True,
    )


def _sections(framework: Framework, chapter: str) -> Text:
    found = [section.title for each in framework.chapters if each.id == chapter for section in each.sections]
    return Text("; ".join(found) or "–")
