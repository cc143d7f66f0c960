"""Reports kept as JSON and read back: nothing is lost, and what is no report says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command import pbcgov
from pbc_checks.circumstances import Circumstances
from pbc_checks.engine import check
from pbc_checks.read import read
from pbc_checks.report.json_report import json_report
from pbc_checks.report.kept import KeptReportError, read_kept
from pbc_frameworks.load import Library

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"
KINDS = {
    "dev-a-01.md": ("hertfordshire-2007", "business-case"),
    "dev-b-02.docx": ("county-durham-2010", "service-development"),
    "dev-c-03.pdf": ("dartford-2006", "efficiency-gains"),
}


@pytest.mark.parametrize("name", KINDS)
def test_a_report_read_back_is_the_report_that_was_kept(name: str) -> None:
    from datetime import date

    library = Library()
    framework = library.load(KINDS[name][0])
    submission = read(name, (CORPUS / name).read_bytes(), library)
    known = Circumstances(submitted=date(2009, 4, 6), proposer="Abbey Street Surgery")
    report = check(
        submission, framework, framework.submissions[KINDS[name][1]], library.concepts(), circumstances=known
    )
    kept = json_report([report], {"broken.pdf": "It is broken."}, "1.0")
    read_back = read_kept("report.json", kept.encode())
    assert read_back.reports == (report,)
    assert read_back.problems == {"broken.pdf": "It is broken."}
    assert json_report(read_back.reports, read_back.problems, "1.0") == kept


def test_a_report_with_learned_scorers_is_read_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    case = CORPUS / "dev-a-02.md"
    options = ("--framework", "hertfordshire-2007", "--document", "business-case")
    pbcgov("check", case, *options, "--format", "json", "--out", path)
    (report,) = read_kept("report.json", path.read_bytes()).reports
    assert json.loads(json_report([report], {}, "x"))["reports"] == json.loads(path.read_text("utf-8"))["reports"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfe\x00", "r.json: this is not a report: it is not JSON."),
        (b"[1]", "r.json: this is not a report; reports are read in the form pbcgov-report/2."),
        (b'{"schema": "pbcgov-report/1"}', "r.json: this is a report in the form pbcgov-report/1; reports are read"),
        (b'{"schema": "pbcgov-report/2"}', "r.json: the file: 'generator' is a required property."),
    ],
)
def test_what_is_no_report_says_so(data: bytes, said: str) -> None:
    with pytest.raises(KeptReportError) as error:
        read_kept("r.json", data)
    assert str(error.value).startswith(said)
