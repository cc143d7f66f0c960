"""Annotated copies seen from the tests: reports to annotate by, and what of a file the comments stand at."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lxml import etree

from pbc_checks.circumstances import Circumstances
from pbc_checks.findings import Evidence, Finding, Report, RuleFinding, Severity, Status
from pbc_checks.read import read
from pbc_checks.received import received
from pbc_checks.submission import Submission

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ACTION = "Say more."


def evidence_of(submission: Submission, quotation: str, nth: int = 0) -> Evidence:
    """Return a quotation with the place of the nth block that has it."""
    places = [str(block.place) for block in submission.blocks if quotation in block.text]
    return Evidence(quotation, places[nth])


def report_on(
    data: bytes,
    quotations: Iterable[str | Evidence] = (),
    findings: Iterable[Finding] = (),
    name: str = "case.docx",
    what: str = "This should be looked at.",
) -> Report:
    """Return a report that quotes a file: a finding of a rule for each quotation."""
    submission = read(name, data)
    about = [each if isinstance(each, Evidence) else evidence_of(submission, each) for each in quotations]
    checks = tuple(RuleFinding("a-rule", Severity.SHOULD_FIX, what, ACTION, (each,)) for each in about)
    return Report(
        received(submission, Circumstances()),
        "own",
        "Own framework",
        "case",
        "Case",
        "1",
        tuple(findings),
        checks=checks,
    )


def finding(requirement: str, title: str, status: Status, *evidence: Evidence) -> Finding:
    """Return what was found on a requirement."""
    action = "" if status is Status.MET else f"Write about {requirement}."
    return Finding(requirement, title, f"The {requirement}.", "Own, 1", status, (), evidence, (), "Because.", action)


@dataclass(frozen=True)
class Comment:
    """A comment: who made it, its lines, and the words that it stands around."""

    author: str
    lines: tuple[str, ...]
    anchored: str


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def xml(data: bytes, part: str = "word/document.xml") -> Any:
    return etree.fromstring(parts(data)[part])


def comments(data: bytes, author: str = "pbcgov", part: str = "word/comments.xml") -> list[Comment]:
    """Return the comments of an author, in the order of their part; none if the file has no such part."""
    if part not in parts(data):
        return []
    document = xml(data)
    return [
        Comment(
            comment.get(f"{W}author"),
            tuple("".join(paragraph.itertext()) for paragraph in comment.iter(f"{W}p")),
            _anchored(document, comment.get(f"{W}id")),
        )
        for comment in xml(data, part).iter(f"{W}comment")
        if comment.get(f"{W}author") == author
    ]


def _anchored(document: Any, number: str) -> str:
    """Return what a reader sees between the two ends of a comment, which stand in one paragraph with its reference."""
    (start,) = document.xpath(f"//*[local-name()='commentRangeStart'][@*[local-name()='id']='{number}']")
    (end,) = document.xpath(f"//*[local-name()='commentRangeEnd'][@*[local-name()='id']='{number}']")
    (reference,) = document.xpath(f"//*[local-name()='commentReference'][@*[local-name()='id']='{number}']")
    paragraph, *others = {next(each.iterancestors("{*}p")): None for each in (start, end, reference)}
    assert others == []
    seen: list[str] = []
    inside = False
    for element in paragraph.iter():
        assert not any(above.tag.endswith("}Fallback") for above in (start, *start.iterancestors()))
        if element is start:
            inside = True
        elif element is end:
            inside = False
        elif inside and next(element.iterancestors("{*}p")) is paragraph:
            seen.append(_shown(element))
    assert list(paragraph.iter()).index(end) < list(paragraph.iter()).index(reference)
    return " ".join("".join(seen).split())


def _shown(element: Any) -> str:
    name = etree.QName(element).localname
    if any(above.tag.endswith(("}del", "}moveFrom")) for above in element.iterancestors()):
        return ""
    if name == "t":
        return element.text or ""
    return {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}.get(name, "") if _in_run(element) else ""


def _in_run(element: Any) -> bool:
    return etree.QName(element.getparent()).localname == "r"
