"""Tables of a form's questions: what is typed into them answers the question; what the form prints in them does not."""

from __future__ import annotations

import io
import re
import zipfile

from pbc_checks.engine import check
from pbc_checks.findings import Status
from pbc_checks.read import read
from pbc_frameworks.concepts import load_concepts
from pbc_frameworks.model import Framework
from pbc_generator.document import Document
from pbc_generator.render import render


def filled(data: bytes, *texts: str) -> bytes:
    """Return the form with texts typed into the first cells of its first tables, in their order."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                start = content.index(b"repeatingSection ")
                head, table = content[:start], content[start:]
                for text in texts:
                    table = re.sub(rb">Enter text<", b">" + text.encode() + b"<", table, count=1)
                content = head + table
            target.writestr(name, content)
    return changed.getvalue()


def test_the_cells_of_a_table_are_read_as_the_answer_once(example_documents: dict[str, Document]) -> None:
    form = render(example_documents["business-case-form"], "docx")
    submission = read("case.docx", filled(form, "Ultrasound machine", "&#163;18,400", "&#163;2,100"))
    assert submission.answers["costs-recovery"] == "Ultrasound machine\t£18,400\t£2,100"
    assert [name for name in submission.answers if "." in name] == []


def test_a_blank_form_with_tables_evidences_nothing_and_all_its_boxes_are_empty(
    example_documents: dict[str, Document], hertfordshire: Framework
) -> None:
    submission = read("case.docx", render(example_documents["business-case-form"], "docx"))
    assert set(submission.answers.values()) == {""}
    report = check(submission, hertfordshire, hertfordshire.submissions["business-case"], load_concepts())
    assert {finding.status for finding in report.findings} == {Status.ABSENT}
    assert [finding.requirement for finding in report.findings if "box was left empty" not in finding.reason] == []


def test_costs_in_the_table_alone_evidence_the_costs(
    example_documents: dict[str, Document], hertfordshire: Framework
) -> None:
    form = render(example_documents["business-case-form"], "docx")
    costs = ("Ultrasound machine, set-up", "&#163;18,400", "", "quotation of May 2007")
    running = ("Sonographer and consumables", "", "&#163;41,250 a year", "Whitley pay scale, 48 weeks")
    submission = read("case.docx", filled(form, *costs, *running))
    report = check(submission, hertfordshire, hertfordshire.submissions["business-case"], load_concepts())
    finding = next(each for each in report.findings if each.requirement == "costs-recovery")
    assert finding.status is Status.PARTIAL
    costs_part = next(part for part in finding.parts if part.part == "costs")
    assert costs_part.status in {Status.MET, Status.PARTIAL}
    assert costs_part.evidence[0].quote == "Sonographer and consumables | £41,250 a year | Whitley pay scale, 48 weeks"
    assert costs_part.evidence[0].where == 'table 2, row 3, under "1.5 Costs and recovery period"'
