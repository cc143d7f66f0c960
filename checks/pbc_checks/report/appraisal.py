"""The technical appraisal sheet: requirement by requirement, with room for the assessor's own verdict and comment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pbc_checks.findings import Report, Status
from pbc_checks.report.blocks import (
    accuracy_section,
    control_lines,
    finding_blocks,
    method_section,
    paragraph,
    receipt_section,
    rules_section,
    verdict,
)
from pbc_checks.report.wording import VERDICTS, counted, file_name, stem
from pbc_checks.review.model import NO_REVIEW, Review, Reviewed, reviewed
from pbc_checks.review.sheet import field_tag
from pbc_generator.document import (
    Block,
    ControlLine,
    Document,
    Field,
    FieldKind,
    Heading,
    PageBreak,
    Runs,
    Strong,
    Table,
    Text,
)

_CHOICES = tuple(VERDICTS[status].label for status in Status)


def appraisal_sheet(
    report: Report, review: Review = NO_REVIEW, day: date | None = None, organisation: str = ""
) -> Document:
    """Return the sheet on one submission. An assessor's verdict stands beside the checker's, never in its place."""
    every = reviewed(report, review)
    return Document(
        name=f"{stem(report.submission)}-appraisal",
        title="Technical appraisal",
        subtitle=report.submission.title or file_name(report.submission),
        organisation=organisation or "Primary Care Trust",
        subject=f"{report.document_title} appraised against {report.framework_title}",
        date=day,
        control=(*control_lines(report, day), ControlLine("Assessor", (Text(review.assessor or "not named"),))),
        blocks=(
            *_overview(every),
            *_requirements(report, every),
            *rules_section(report),
            *receipt_section(report),
            *method_section(report),
            *accuracy_section(report),
        ),
        keywords=("practice based commissioning", "technical appraisal", report.framework, report.document),
    )


def said_of(each: Reviewed) -> str:
    """Return what the assessor says of a finding in a sentence or two; empty where nobody has said anything."""
    opinion = each.opinion
    if opinion is None:
        return ""
    comment = f" {opinion.comment}" if opinion.comment else ""
    if opinion.verdict is None:
        return comment.strip()
    label = VERDICTS[opinion.verdict].label
    if opinion.lapsed:
        return f"{label}, given on passages that have changed since: it no longer counts.{comment}"
    return f"{label}.{comment}"


def _overview(every: tuple[Reviewed, ...]) -> Iterator[Block]:
    if not every:
        return
    yield Heading(1, "Verdicts in short", "overview")
    overridden = sum(each.overridden for each in every)
    lapsed = sum(bool(each.opinion and each.opinion.lapsed and each.opinion.verdict) for each in every)
    if overridden:
        yield paragraph(Text(f"The assessor judges {counted(overridden, 'requirement')} otherwise than the checker."))
    if lapsed:
        yield paragraph(
            Text(
                f"{counted(lapsed, 'verdict')} of the assessor no longer {'counts' if lapsed == 1 else 'count'}: the "
                "passages have changed. Look again."
            )
        )
    yield Table(
        header=("Requirement", "Checker", "Assessor"),
        rows=tuple(
            ((Text(each.finding.title),), verdict(each.finding), (Text(said_of(each) or "–"),)) for each in every
        ),
        caption="Verdicts of checker and assessor",
        summary="Each requirement with the checker's verdict and what the assessor says of it.",
        widths=(40, 24, 36),
        row_headers=True,
    )
    yield PageBreak()


def _requirements(report: Report, every: tuple[Reviewed, ...]) -> Iterator[Block]:
    if not every:
        return
    yield Heading(1, "Requirement by requirement", "requirements")
    for number, each in enumerate(every, start=1):
        yield from finding_blocks(number, each.finding)
        said = said_of(each)
        if said:
            yield paragraph(Strong("Assessor: "), Text(said))
        yield _own_verdict(report, each)


def _own_verdict(report: Report, each: Reviewed) -> Table:
    """Return the row in which the assessor fills in a verdict and a comment."""

    def tag(name: str) -> str:
        return field_tag(report, each.finding.requirement, name)

    label: Runs = (Text(each.finding.title),)
    return Table(
        header=("For the assessor", "Your verdict", "Your comment"),
        rows=(
            (
                label,
                Field(tag("verdict"), "Your verdict", FieldKind.CHOICE, _CHOICES),
                Field(tag("comment"), "Your comment"),
            ),
        ),
        caption=f"Assessor's verdict: {each.finding.title}",
        summary="To be filled in by the assessor: a verdict and a comment.",
        widths=(24, 42, 34),
        row_headers=True,
    )
