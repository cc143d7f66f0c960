"""The trial: a short document of every kind of block, made with the template as `generate` makes it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date

from pbc_checks.accessibility import Outcome, inspect
from pbc_checks.house.outcome import Finding, Level, Trial
from pbc_checks.read.word_package import Package
from pbc_frameworks.errors import PbcgovError
from pbc_generator.document import (
    Answer,
    Clause,
    ControlLine,
    Document,
    Field,
    FieldKind,
    Heading,
    ItemList,
    Paragraph,
    ParagraphKind,
    Placeholder,
    Signature,
    Strong,
    Table,
    Text,
)
from pbc_generator.render.word import HouseTemplateError, render

_SAID_ALREADY = {"font", "language", "text-boxes", "text-size"}  # of the template itself
_LARGEST = 16 * 1024 * 1024  # bytes of one part in XML; a template has some thousands

SAMPLE = Document(
    name="trial",
    title="Trial of the house template",
    subtitle="A short document with every kind of content",
    organisation="A Primary Care Trust",
    subject="Trial of the house template",
    date=date(2007, 4, 2),
    control=(ControlLine("Version", (Text("1.0"),)), ControlLine("Owner", (Placeholder("name of the owner"),))),
    blocks=(
        Heading(1, "1 What this is", "what"),
        Paragraph((Text("Made to see whether the template works. "), Strong("It is not kept."))),
        Paragraph((Text("Guidance for whoever completes a form."),), ParagraphKind.GUIDANCE),
        ItemList(((Text("First"),), (Text("Second"),)), ordered=True),
        ItemList(((Text("Hint"),),), kind=ParagraphKind.GUIDANCE),
        Heading(2, "1.1 A clause", "clause"),
        Clause("1.1.1", (Text("The committee decides."),), ((Text("within 8 weeks;"),),), "section 2", footnote=True),
        Table(
            ("Item", "Cost"), (((Text("Nurse"),), (Text("£1,000"),)),), "Costs", "One row an item.", row_headers=True
        ),
        Field("practice", "Practice", FieldKind.TEXT),
        Answer("risks", "Risks", "What could go wrong?"),
        Signature("A Primary Care Trust", "Chief Executive"),
    ),
    draft=True,
)
"""The document of the trial, stamped DRAFT."""

SAMPLES = (
    SAMPLE,
    dataclasses.replace(SAMPLE, landscape=True, subtitle=""),
    dataclasses.replace(SAMPLE, cover=False, contents=False, control=()),  # as a letter is
)
"""The document as each kind of document needs it."""


def tried(package: Package, data: bytes, *, sound: bool) -> tuple[Trial, str, bytes]:
    """Return how the trial of a template went, why it was refused or not made, and the first document, if it worked.

    It is made only with placeholders that are `sound`: others may say anything.
    """
    if not sound:
        return Trial.NOT_MADE, "the placeholders have to be put right first", b""
    hindrance = _hindrance(package)
    if hindrance:
        return Trial.NOT_MADE, hindrance, b""
    try:
        made = [render(sample, data) for sample in SAMPLES]
    except HouseTemplateError as error:
        return Trial.REFUSED, error.what, b""
    except PbcgovError as error:
        return Trial.REFUSED, str(error), b""
    except Exception as error:  # libraries stumble over damage each in their own way
        said = f"parts of it are damaged ({type(error).__name__}). Let Word repair it and save it again."
        return Trial.REFUSED, said, b""
    return Trial.WORKED, "", made[0]


def accessible(document: bytes) -> Iterator[Finding]:
    """Yield what keeps people from using a document of the trial: with the product's template nothing does."""
    for result in inspect("trial.docx", document).results:
        if result.outcome is Outcome.FAILED and result.check not in _SAID_ALREADY:
            yield Finding(
                Level.WARNING,
                f"accessibility-{result.check}",
                "; ".join(result.places),
                f"not so in documents made with it: {result.title[:1].lower()}{result.title[1:]}",
                result.action,
            )


def _hindrance(package: Package) -> str:
    """Return why no trial can be made of a package, or nothing. Raises UnreadableFileError for a damaged part."""
    for info in package.archive.infolist():
        if not info.filename.lower().endswith((".xml", ".rels")):
            continue
        if info.file_size > _LARGEST:
            return f"{info.filename} is far larger than any template needs"
        if package.xml(info.filename) is None:
            continue
        content = package.archive.read(info)
        # docxtpl would obey a placeholder in a comment, and the scan does not see it.
        if b"<!--" in content and (b"{{" in content or b"{%" in content):
            return f"{info.filename} holds comments that Word does not write"
    return ""
