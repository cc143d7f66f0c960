"""Pieces that reports are put together from: findings, quotations, the reading receipt, what verdicts mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from pbc_checks.findings import Evidence, Finding, Report, RuleFinding, Scorers, Status
from pbc_checks.report.wording import (
    SEVERITIES,
    UNSURE,
    VERDICTS,
    conclusion,
    counted,
    file_name,
    judged_by,
    reading,
    shares,
)
from pbc_generator.compose.text import printed_date
from pbc_generator.document import (
    Block,
    ControlLine,
    Heading,
    Inline,
    ItemList,
    Paragraph,
    ParagraphKind,
    Placeholder,
    Quotation,
    Strong,
    Table,
    Text,
)


def control_lines(report: Report, checked: date | None) -> tuple[ControlLine, ...]:
    """Return the particulars of a report for its cover."""
    submission = report.submission
    day = Text(printed_date(checked)) if checked else Placeholder("date of the check")
    return (
        ControlLine("Submission", (Text(file_name(submission)),)),
        ControlLine("Kind of document", (Text(report.document_title),)),
        ControlLine("Checked against", (Text(f"{report.framework_title}, definition version {report.version}"),)),
        ControlLine("Date of the check", (day,)),
        ControlLine("Outcome", (Text(conclusion(report)),)),
        ControlLine("How it was read", (Text(reading(submission)),)),
        ControlLine("What judged it", (Text(judged_by(report)),)),
        ControlLine("Fingerprint (SHA-256)", (Text(submission.sha256),)),
    )


def checks_table(checks: Sequence[RuleFinding], caption: str) -> Table:
    """Return a table of what the rules found."""
    return Table(
        header=("What was found", "How grave", "What to do"),
        rows=tuple(((Text(check.what),), (SEVERITIES[check.severity],), (Text(check.action),)) for check in checks),
        caption=caption,
        summary="Each finding of a rule, how grave it is, and what to do.",
        widths=(45, 17, 38),
        row_headers=True,
    )


def rules_section(report: Report) -> Iterator[Block]:
    """Yield what the rules found beside the requirements, with quotations."""
    if not report.checks:
        return
    yield Heading(1, "Whether it holds together", "checks")
    yield paragraph(
        Text(
            "Found by rules that add up, compare and count, beside the requirements. What they look at and what they "
            "cannot see is in the catalogue of rules."
        )
    )
    yield checks_table(report.checks, "Findings of the rules")
    for check in report.checks:
        if check.evidence:
            yield from quotations(check.what.rstrip("."), check.evidence)


def to_do_table(findings: list[Finding], caption: str, summary: str) -> Table:
    """Return a table of requirements with what to do about each."""
    return Table(
        header=("Requirement", "Verdict", "What to do"),
        rows=tuple(((Text(finding.title),), verdict(finding), (Text(finding.action),)) for finding in findings),
        caption=caption,
        summary=summary,
        widths=(30, 20, 50),
        row_headers=True,
    )


def requirements_section(report: Report) -> Iterator[Block]:
    """Yield every requirement with its evidence."""
    if not report.findings:
        return
    yield Heading(1, "Requirement by requirement", "requirements")
    for number, finding in enumerate(report.findings, start=1):
        yield from finding_blocks(number, finding)


def finding_blocks(number: int, finding: Finding) -> Iterator[Block]:
    """Yield one requirement: its verdict, criterion, evidence, reason and what to do."""
    yield Heading(2, f"{number}. {finding.title}", f"requirement-{finding.requirement}")
    yield paragraph(*verdict(finding))
    yield paragraph(Strong("Criterion: "), Text(finding.criterion))
    yield paragraph(Text(f"{finding.source}; requirement {finding.requirement}"), kind=ParagraphKind.NOTE)
    if finding.evidence:
        yield from quotations("Evidence", finding.evidence)
    # What meets a requirement has been quoted, and a table of parts gives the reason for each.
    by_rules = finding.by_rules in {None, finding.status}
    if not by_rules or (len(finding.parts) == 1 and finding.status is not Status.MET):
        yield paragraph(Strong("Reason: "), Text(finding.reason))
    if len(finding.parts) > 1:
        yield parts_table(finding)
    if finding.nearest:
        yield from quotations("Nearest passages, which were not enough", finding.nearest)
    if finding.action:
        yield paragraph(Strong("What to do: "), Text(finding.action))


def verdict(finding: Finding) -> tuple[Inline, ...]:
    """Return a verdict as it is printed."""
    badge = VERDICTS[finding.status].badge
    return (badge, Text(f" {UNSURE}")) if finding.unsure else (badge,)


def quotations(label: str, evidence: tuple[Evidence, ...]) -> Iterator[Block]:
    """Yield quotations below a label."""
    yield paragraph(Strong(f"{label}:"))
    for each in evidence:
        yield Quotation(each.quote, each.where)


def parts_table(finding: Finding) -> Table:
    """Return the verdicts on the essential parts of a requirement."""
    return Table(
        header=("Essential part", "Verdict", "Why"),
        rows=tuple(
            ((Text(sentence_case(part.title)),), (VERDICTS[part.status].badge,), (Text(part.reason),))
            for part in finding.parts
        ),
        caption=f"Essential parts of: {finding.title}",
        summary="The verdict on each part that the requirement consists of, and the reason for it.",
        widths=(30, 20, 50),
        row_headers=True,
    )


def receipt_section(report: Report) -> Iterator[Block]:
    """Yield the reading receipt: a board has to know what the verdicts rest on, and what nobody has read."""
    receipt = report.submission.receipt
    yield Heading(1, "How the submission was read", "reading")
    yield paragraph(Text(f"{file_name(report.submission)}: {reading(report.submission)}."))
    if receipt.read:
        yield Table(
            header=("What was read", "How many"),
            rows=tuple(((Text(sentence_case(what)),), (Text(f"{count:,}"),)) for what, count in receipt.read.items()),
            caption="What was read",
            summary="How many of each kind of text the file held.",
            widths=(70, 30),
            row_headers=True,
        )
    if receipt.unread:
        yield paragraph(Strong("Not read:"))
        yield items(
            unread.what + (" (it may hold an answer)" if unread.blocks_absence else "") for unread in receipt.unread
        )
    else:
        yield paragraph(Text("Nothing in the file was left unread."))


def method_section(report: Report) -> Iterator[Block]:
    """Yield what the verdicts mean, and what they rest on."""
    if not report.findings:
        return
    yield Heading(1, "What the verdicts mean", "method")
    yield paragraph(
        Text(
            f"Each of the {counted(len(report.findings), 'requirement')} was looked for in the submission by its "
            "headings and wording, part by part. A part counts when the text is concrete: it gives a sum, a number, a "
            "date, a name or another detail of the kind that the part calls for. Every quotation stands in the "
            "submission word for word, at the place given."
        )
    )
    yield paragraph(
        Text(
            "The verdicts say whether a submission deals with what the framework asks for. They do not say whether "
            "what it says is true, or good enough to approve: that is for the people who decide. A verdict can be "
            "wrong where something is put in unusual words, so read the quoted passages before relying on it."
        )
    )
    if report.scorers is None or not report.learned:
        yield paragraph(Text(judged_by(report)))
    else:
        yield paragraph(Text(_of_scorers(report.scorers)))


def _of_scorers(scorers: Scorers) -> str:
    return (
        "What the rules found was weighed together with learned scorers: they have seen which passages assessors "
        f"quoted, and what verdict they gave, in {counted(scorers.submissions, 'assessed submission')}. Where the two "
        "differ, the reason says what the rules alone would say. Each verdict comes with a confidence, how often one "
        f"like it is right; where that is below {scorers.unsure_below:.0%}, the report says “{UNSURE}”."
    )


def accuracy_section(report: Report) -> Iterator[Block]:
    """Yield how far verdicts on each requirement can be relied on, as measured."""
    if not report.findings or report.scorers is None or not report.scorers.accuracy:
        return
    accuracy = report.scorers.accuracy
    yield Heading(1, "How often verdicts like these are right", "accuracy")
    yield paragraph(
        Text(
            "Measured on assessed submissions that the scorers had not learned from. “Same verdict” is how often the "
            "checker and the assessor agree on met, partly met or missing. Of what the checker calls missing, "
            "“right” is the share that the assessor does too; of what the assessor calls missing, “found” is the "
            "share that the checker names. Shares of a handful of submissions say little."
        )
    )
    yield Table(
        header=("Requirement", "Submissions", "Same verdict", "Missing: right", "Missing: found"),
        rows=tuple(
            (
                (Text(finding.title),),
                (Text(str(accuracy[finding.requirement].items)),),
                *((Text(share),) for share in shares(accuracy[finding.requirement])),
            )
            for finding in report.findings
            if finding.requirement in accuracy
        ),
        caption="Measured agreement with assessors",
        summary="For each requirement how many assessed submissions it was measured on, and how often it was right.",
        widths=(40, 15, 15, 15, 15),
        row_headers=True,
    )


def paragraph(*runs: Inline, kind: ParagraphKind = ParagraphKind.BODY) -> Paragraph:
    """Return a paragraph."""
    return Paragraph(runs, kind)


def items(items: Iterable[str]) -> ItemList:
    """Return a list."""
    return ItemList(tuple((Text(sentence_case(item)),) for item in items))


def sentence_case(text: str) -> str:
    """Return a text with a capital at its beginning."""
    return text[:1].upper() + text[1:]
