"""A copy of a Word file with comments at the passages that a report quotes, and headed forms for what is missing.

Beside the document's own part, comments and what names them, every part keeps its bytes.
"""

from __future__ import annotations

from datetime import date

from lxml import etree

from pbc_checks.annotate.missing import insert_missing, wanting
from pbc_checks.annotate.remarks import Annotated, Remark, remarks
from pbc_checks.annotate.word_comments import Comments
from pbc_checks.annotate.word_parts import with_parts, written
from pbc_checks.annotate.word_runs import Passages
from pbc_checks.findings import Report
from pbc_checks.read.word import WordSubmission, read_word
from pbc_checks.read.word_package import Element, W
from pbc_frameworks.load import Library


def annotate_word(
    name: str, data: bytes, report: Report, library: Library, day: date | None = None, *, missing: bool = False
) -> Annotated:
    """Return a Word file with the remarks of its report as comments, dated `day` if that is given.

    With `missing` a heading with an empty answer is put in for each requirement that no passage speaks of, after the
    section on the one before it; not in a completed form, which has a box for each. `library` holds the frameworks by
    whose forms a completed form is known. Raises UnreadableFileError.
    """
    document = read_word(name, data, library)
    passages = Passages(document)
    comments = Comments(document, day)
    put_in = wanting(report) if missing else frozenset()
    placed: dict[str, Element] = {}
    left: list[Remark] = []
    for remark in remarks(report):
        runs = passages.runs(remark.about) if remark.requirement not in put_in else None
        if runs:
            comments.around(runs, remark)
            placed.setdefault(remark.requirement, runs[0])
        elif remark.requirement not in put_in:
            left.append(remark)
    for runs, remark in insert_missing(document, report, put_in, placed):
        comments.around(runs, remark)
    for remark in left:
        comments.around(passages.opening() or _first_run(document), remark)
    if not comments.written:
        return Annotated(data, 0)
    parts = {document.main: written(document.root, document.package, document.main), **comments.parts()}
    not_found = tuple(remark for remark in left if remark.about)
    return Annotated(with_parts(document.package, parts), comments.written, not_found, len(put_in))


def _first_run(document: WordSubmission) -> list[Element]:
    """Return a run, made if need be, in a paragraph of a document in which nothing can be read."""
    paragraph = document.body.find(f"{W}p")
    if paragraph is None:
        paragraph = etree.Element(f"{W}p")
        document.body.insert(0, paragraph)
    run = paragraph.find(f"{W}r")
    return [etree.SubElement(paragraph, f"{W}r") if run is None else run]
