"""The compliance report as a document: what a board needs first, then every requirement with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import PurePath

from pbc_checks.discretion import Discretion
from pbc_checks.findings import Evidence, Finding, Report, RuleFinding, Scorers, Severity, Status
from pbc_checks.report.wording import (
    SEVERITIES,
    UNSURE,
    VERDICTS,
    checked,
    conclusion,
    counted,
    file_name,
    judged_by,
    listed,
    reading,
    shares,
    unsure,
)
from pbc_generator.compose.text import printed_date
from pbc_generator.document import (
    Block,
    ControlLine,
    Document,
    Heading,
    Inline,
    ItemList,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Placeholder,
    Quotation,
    Strong,
    Table,
    Text,
)


def compliance_report(report: Report, checked: date | None = None, organisation: str = "") -> Document:
    """Return the report on one submission, ready for any renderer.

    `checked` is the date of the check, left for the reader to fill in if it is None; `organisation` is the PCT.
    """
    submission = report.submission
    return Document(
        name=f"{PurePath(submission.name).stem}-report",
        title="Compliance report",
        subtitle=Discretion(submission).text(submission.title) or file_name(submission),
        organisation=organisation or "Primary Care Trust",
        subject=f"{report.document_title} checked against {report.framework_title}",
        date=checked,
        control=_control(report, checked),
        blocks=(
            *_summary(report),
            PageBreak(),
            *_requirements(report),
            *_rules(report),
            *_receipt(report),
            *_method(report),
            *_accuracy(report),
        ),
        keywords=("practice based commissioning", "compliance report", report.framework, report.document),
    )


def _control(report: Report, checked: date | None) -> tuple[ControlLine, ...]:
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


def _summary(report: Report) -> Iterator[Block]:
    yield Heading(1, "Summary for the board", "summary")
    yield _paragraph(Strong(conclusion(report)))
    if report.findings:
        yield _paragraph(Text(_standing(report)))
    if unsure(report):
        yield _paragraph(Text(f"{unsure(report)} They are marked so beside the verdict, which is the best guess."))
    if checked(report):
        yield _paragraph(Text(checked(report)))
    if report.findings:
        yield _counts(report)
    grave = [check for check in report.checks if check.severity is Severity.MUST_FIX]
    if grave:
        yield Heading(2, "What must be fixed", "must-fix")
        yield _checks(grave, "What must be fixed")
    missing = [finding for finding in report.findings if finding.status.missing]
    if missing:
        yield Heading(2, "What is missing, and what to do", "missing")
        yield _to_do(missing, "What is missing", "Each missing requirement, how it is missing and what to do.")
    unreadable = [finding for finding in report.findings if finding.status is Status.UNREADABLE]
    if unreadable:
        yield Heading(2, "What could not be judged", "not-judged")
        yield _paragraph(Text("Part of the file could not be read, so nothing is said to be absent from it:"))
        yield _items(unread.what for unread in report.submission.receipt.unread if unread.blocks_absence)
        yield _paragraph(Text(f"Look there for: {listed([finding.title for finding in unreadable])}."))
    partial = [finding for finding in report.findings if finding.status is Status.PARTIAL]
    if partial:
        yield Heading(2, "What is only partly met", "partly-met")
        yield _to_do(partial, "What is partly met", "Each requirement that is partly met, and what would complete it.")


def _standing(report: Report) -> str:
    """Return what the counts mean for whoever has to decide on the submission."""
    if any(finding.status.missing for finding in report.findings):
        return (
            "The submission is not complete. Whoever decides on it would be asked to do so without the items "
            "listed below; the actions beside them say what would put that right."
        )
    if report.something_missing:
        return "Whether the submission is complete cannot be said, because part of the file could not be read."
    if report.count(Status.PARTIAL):
        return "Nothing is missing altogether. The items that are only partly met are listed below with what they lack."
    return "Nothing is missing."


def _counts(report: Report) -> Table:
    rows = tuple(
        ((verdict.badge,), (Text(verdict.means),), (Text(str(report.count(status))),))
        for status, verdict in VERDICTS.items()
    )
    return Table(
        header=("Verdict", "What it means", "Requirements"),
        rows=(*rows, ((Strong("All"),), (), (Strong(str(len(report.findings))),))),
        caption="Verdicts",
        summary="How many requirements have each verdict; the last row is the total.",
        widths=(24, 58, 18),
        row_headers=True,
    )


def _checks(checks: Sequence[RuleFinding], caption: str) -> Table:
    return Table(
        header=("What was found", "How grave", "What to do"),
        rows=tuple(((Text(check.what),), (SEVERITIES[check.severity],), (Text(check.action),)) for check in checks),
        caption=caption,
        summary="Each finding of a rule, how grave it is, and what to do.",
        widths=(45, 17, 38),
        row_headers=True,
    )


def _rules(report: Report) -> Iterator[Block]:
    """Yield what the rules found beside the requirements, with quotations."""
    if not report.checks:
        return
    yield Heading(1, "Whether it holds together", "checks")
    yield _paragraph(
        Text(
            "Found by rules that add up, compare and count, beside the requirements. What they look at and what they "
            "cannot see is in the catalogue of rules."
        )
    )
    yield _checks(report.checks, "Findings of the rules")
    for check in report.checks:
        if check.evidence:
            yield from _quotations(check.what.rstrip("."), check.evidence)


def _to_do(findings: list[Finding], caption: str, summary: str) -> Table:
    return Table(
        header=("Requirement", "Verdict", "What to do"),
        rows=tuple(((Text(finding.title),), _verdict(finding), (Text(finding.action),)) for finding in findings),
        caption=caption,
        summary=summary,
        widths=(30, 20, 50),
        row_headers=True,
    )


def _requirements(report: Report) -> Iterator[Block]:
    if not report.findings:
        return
    yield Heading(1, "Requirement by requirement", "requirements")
    for number, finding in enumerate(report.findings, start=1):
        yield from _finding(number, finding)


def _finding(number: int, finding: Finding) -> Iterator[Block]:
    yield Heading(2, f"{number}. {finding.title}", f"requirement-{finding.requirement}")
    yield _paragraph(*_verdict(finding))
    yield _paragraph(Strong("Criterion: "), Text(finding.criterion))
    yield _paragraph(Text(f"{finding.source}; requirement {finding.requirement}"), kind=ParagraphKind.NOTE)
    if finding.evidence:
        yield from _quotations("Evidence", finding.evidence)
    # What meets a requirement has been quoted, and a table of parts gives the reason for each.
    by_rules = finding.by_rules in {None, finding.status}
    if not by_rules or (len(finding.parts) == 1 and finding.status is not Status.MET):
        yield _paragraph(Strong("Reason: "), Text(finding.reason))
    if len(finding.parts) > 1:
        yield _parts(finding)
    if finding.nearest:
        yield from _quotations("Nearest passages, which were not enough", finding.nearest)
    if finding.action:
        yield _paragraph(Strong("What to do: "), Text(finding.action))


def _verdict(finding: Finding) -> tuple[Inline, ...]:
    badge = VERDICTS[finding.status].badge
    return (badge, Text(f" {UNSURE}")) if finding.unsure else (badge,)


def _quotations(label: str, evidence: tuple[Evidence, ...]) -> Iterator[Block]:
    yield _paragraph(Strong(f"{label}:"))
    for each in evidence:
        yield Quotation(each.quote, each.where)


def _parts(finding: Finding) -> Table:
    return Table(
        header=("Essential part", "Verdict", "Why"),
        rows=tuple(
            ((Text(_sentence_case(part.title)),), (VERDICTS[part.status].badge,), (Text(part.reason),))
            for part in finding.parts
        ),
        caption=f"Essential parts of: {finding.title}",
        summary="The verdict on each part that the requirement consists of, and the reason for it.",
        widths=(30, 20, 50),
        row_headers=True,
    )


def _receipt(report: Report) -> Iterator[Block]:
    """Yield the reading receipt: a board has to know what the verdicts rest on, and what nobody has read."""
    receipt = report.submission.receipt
    yield Heading(1, "How the submission was read", "reading")
    yield _paragraph(Text(f"{file_name(report.submission)}: {reading(report.submission)}."))
    if receipt.read:
        yield Table(
            header=("What was read", "How many"),
            rows=tuple(((Text(_sentence_case(what)),), (Text(f"{count:,}"),)) for what, count in receipt.read.items()),
            caption="What was read",
            summary="How many of each kind of text the file held.",
            widths=(70, 30),
            row_headers=True,
        )
    if receipt.unread:
        yield _paragraph(Strong("Not read:"))
        yield _items(
            unread.what + (" (it may hold an answer)" if unread.blocks_absence else "") for unread in receipt.unread
        )
    else:
        yield _paragraph(Text("Nothing in the file was left unread."))


def _method(report: Report) -> Iterator[Block]:
    if not report.findings:
        return
    yield Heading(1, "What the verdicts mean", "method")
    yield _paragraph(
        Text(
            f"Each of the {counted(len(report.findings), 'requirement')} was looked for in the submission by its "
            "headings and wording, part by part. A part counts when the text is concrete: it gives a sum, a number, a "
            "date, a name or another detail of the kind that the part calls for. Every quotation stands in the "
            "submission word for word, at the place given."
        )
    )
    yield _paragraph(
        Text(
            "The verdicts say whether a submission deals with what the framework asks for. They do not say whether "
            "what it says is true, or good enough to approve: that is for the people who decide. A verdict can be "
            "wrong where something is put in unusual words, so read the quoted passages before relying on it."
        )
    )
    if report.scorers is None or not report.learned:
        yield _paragraph(Text(judged_by(report)))
    else:
        yield _paragraph(Text(_of_scorers(report.scorers)))


def _of_scorers(scorers: Scorers) -> str:
    return (
        "What the rules found was weighed together with learned scorers: they have seen which passages assessors "
        f"quoted, and what verdict they gave, in {counted(scorers.submissions, 'assessed submission')}. Where the two "
        "differ, the reason says what the rules alone would say. Each verdict comes with a confidence, how often one "
        f"like it is right; where that is below {scorers.unsure_below:.0%}, the report says “{UNSURE}”."
    )


def _accuracy(report: Report) -> Iterator[Block]:
    """Yield how far verdicts on each requirement can be relied on, as measured."""
    if not report.findings or report.scorers is None or not report.scorers.accuracy:
        return
    accuracy = report.scorers.accuracy
    yield Heading(1, "How often verdicts like these are right", "accuracy")
    yield _paragraph(
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


def _paragraph(*runs: Inline, kind: ParagraphKind = ParagraphKind.BODY) -> Paragraph:
    return Paragraph(runs, kind)


def _items(items: Iterable[str]) -> ItemList:
    return ItemList(tuple((Text(_sentence_case(item)),) for item in items))


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
