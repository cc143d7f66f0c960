"""What an assessor typed into a Word appraisal sheet: which fields it has, and how their content is read back."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pbc_checks.findings import Report
from pbc_checks.read.word_form import Form, prompts
from pbc_checks.read.word_package import Element, W, open_package
from pbc_frameworks.errors import PbcgovError
from pbc_frameworks.load import Library
from pbc_frameworks.tags import LONGEST_TAG, answer_tag, building_block_name

DOCUMENT = "appraisal"
"""The kind of document in the tags of the assessor's fields."""
_CHECKSUM = re.compile(r"\b[0-9a-f]{64}\b")
_TAKEN_OUT = {f"{W}del", f"{W}moveFrom"}


class NotASheetError(PbcgovError):
    """A file that is no appraisal sheet in Word, or one on another submission."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields of one requirement, as it was typed; empty where nothing was."""

    requirement: str
    verdict: str
    comment: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that was read: the fingerprints that stand in it, and the content of its fields by tag."""

    fingerprints: frozenset[str]
    fields: dict[str, str]


def field_tag(report: Report, requirement: str, name: str) -> str:
    """Return the tag of an assessor's field: `hertfordshire-2007/appraisal/risks.verdict@1`.

    Where that is longer than Word allows, a checksum takes the place of the requirement's last letters.
    """
    tag = answer_tag(report.framework, DOCUMENT, f"{requirement}.{name}", report.version)
    if len(tag) <= LONGEST_TAG:
        return tag
    mark = hashlib.sha256(requirement.encode()).hexdigest()[:6]
    room = len(requirement) - (len(tag) - LONGEST_TAG) - len(mark) - 1
    return answer_tag(report.framework, DOCUMENT, f"{requirement[: max(room, 0)]}-{mark}.{name}", report.version)


def read_sheet(name: str, data: bytes) -> Sheet:
    """Return what stands in the sheet in a Word file called `name`. Raises NotASheetError and UnreadableFileError."""
    package = open_package(name, data)
    main = next(iter(package.related("").get("officeDocument", [])), "word/document.xml")
    root = package.xml(main)
    if root is None:
        raise package.damaged()
    glossary = next(iter(package.related(main).get("glossaryDocument", [])), "")
    form = Form(prompts(package.xml(glossary) if glossary else None), Library())
    fields: dict[str, str] = {}
    for control in root.iter(f"{W}sdt"):
        text = _words(control)
        known_by = [each for each in _names(control) if each]
        said = "" if form.shows_prompt(control, _words) else form.without_prompt(control, text)[1]
        fields.update(dict.fromkeys(known_by, said))
    whole = "\n".join(_words(paragraph) for paragraph in root.iter(f"{W}p"))
    fingerprints = frozenset(_CHECKSUM.findall(whole))
    if not fields or not fingerprints:
        raise NotASheetError(
            f"{name}: this is not an appraisal sheet. Make one with `pbcgov report REPORT.json --for lead`, and type "
            "your verdicts and comments into its fields."
        )
    return Sheet(fingerprints, fields)


def typed(sheet: Sheet, report: Report) -> Iterator[Typed]:
    """Yield what was typed for each requirement of a report; those of which nothing was typed are left out."""
    for finding in report.findings:
        verdict, comment = (
            _field(sheet, field_tag(report, finding.requirement, name)) for name in ("verdict", "comment")
        )
        if verdict or comment:
            yield Typed(finding.requirement, verdict, comment)


def _field(sheet: Sheet, tag: str) -> str:
    # LibreOffice loses tags, and keeps the names of the building blocks that are derived from them.
    return sheet.fields.get(tag) or sheet.fields.get(building_block_name(tag), "")


def _names(control: Element) -> tuple[str, str]:
    tag = control.find(f"{W}sdtPr/{W}tag")
    block = control.find(f"{W}sdtPr/{W}placeholder/{W}docPart")
    return ("" if tag is None else tag.get(f"{W}val", "")), ("" if block is None else block.get(f"{W}val", ""))


def _words(element: Element) -> str:
    """Return the words in an element as they stand, without what was deleted and is only kept as a change."""
    words: list[str] = []
    for piece in element.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}p"):
        if any(above.tag in _TAKEN_OUT for above in piece.iterancestors()):
            continue
        words.append(piece.text or "" if piece.tag == f"{W}t" else " ")
    return " ".join("".join(words).split())
