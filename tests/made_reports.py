"""Reports made by hand, for tests of what is made from them."""

from __future__ import annotations

from datetime import date

from pbc_checks.findings import Evidence, Finding, PartFinding, Received, Report, RuleFinding, Severity, Status, Times
from pbc_checks.submission import Receipt, Unread

WORDS = "A weekly clinic at Mill Lane."
QUOTED = (Evidence(WORDS, "line 3"),)
TIMES = Times(date(2010, 1, 11), date(2010, 2, 8), date(2010, 3, 8))
READ = Receipt({"paragraphs": 12})
PARTLY_READ = Receipt({"paragraphs": 12}, (Unread("a picture of a page", 1, True),))


def finding(requirement: str, status: Status = Status.MET, *, quote: str = WORDS, unsure: bool = False) -> Finding:
    """Return a finding of one part; it says what to do unless the requirement is met."""
    found = (Evidence(quote, "line 3"),) if status in {Status.MET, Status.PARTIAL} else ()
    return Finding(
        requirement=requirement,
        title=f"About {requirement}",
        criterion=f"The {requirement} criterion.",
        source="Hertfordshire 2007, section 2.2.2",
        status=status,
        parts=(PartFinding("part", f"the {requirement} part", status, found, "Said in plain words."),),
        evidence=found,
        nearest=(),
        reason="Said in plain words.",
        action="" if status in {Status.MET, Status.NOT_APPLICABLE} else f"Say more of {requirement}.",
        unsure=unsure,
    )


def rule(
    severity: Severity, what: str, rule: str = "table-totals", action: str = "Put it right.", *, quote: str = ""
) -> RuleFinding:
    """Return what a rule found."""
    return RuleFinding(rule, severity, what, action, (Evidence(quote, "table 1, row 4"),) if quote else ())


def report(
    *findings: Finding,
    name: str = "cases/clinic.md",
    title: str = "A clinic",
    proposer: str = "",
    checks: tuple[RuleFinding, ...] = (),
    times: Times = TIMES,
    receipt: Receipt = READ,
    document: str = "business-case",
    version: str = "1",
) -> Report:
    """Return a report on a submission to Hertfordshire."""
    return Report(
        submission=Received(
            name=name,
            format="md",
            sha256=f"{sum(name.encode()):064x}",
            size=100,
            words=250,
            pages=None,
            title=title,
            form=False,
            receipt=receipt,
            proposer=proposer,
        ),
        framework="hertfordshire-2007",
        framework_title="Hertfordshire framework",
        document=document,
        document_title=f"PBC {document.replace('-', ' ')}",
        version=version,
        findings=findings,
        checks=checks,
        times=times,
    )
