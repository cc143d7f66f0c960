"""An assessor's own verdicts: kept apart, surviving a new check unless the passages changed, and read from a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pbc_checks.engine import check
from pbc_checks.findings import Evidence, Report, Status
from pbc_checks.read import read
from pbc_checks.review.kept import read_review, review_text
from pbc_checks.review.model import NO_REVIEW, Opinion, Review, brought_up_to_date, passages, reviewed, with_opinion
from pbc_frameworks.errors import DefinitionError
from pbc_frameworks.load import Library

CASE = Path(__file__).parents[1] / "corpus" / "dev-a-02.md"
MET, ABSENT, PARTIAL = Status.MET, Status.ABSENT, Status.PARTIAL


@pytest.fixture(scope="module")
def report() -> Report:
    library = Library()
    framework = library.load("hertfordshire-2007")
    submission = read("cases/inr.md", CASE.read_bytes(), library)
    return check(submission, framework, framework.submissions["business-case"], library.concepts())


def changed(report: Report, requirement: str, quote: str) -> Report:
    """Return a report in which a requirement rests on other words, as after a resubmission."""
    other = (Evidence(quote, "line 1"),)
    findings = [
        replace(each, evidence=other, parts=()) if each.requirement == requirement else each for each in report.findings
    ]
    return replace(report, findings=tuple(findings))


def verdicts(report: Report, review: Review) -> dict[str, tuple[Status, bool, bool]]:
    """Return the verdict that counts, whether it is the assessor's, and whether an opinion has lapsed."""
    return {
        each.finding.requirement: (each.status, each.overridden, bool(each.opinion and each.opinion.lapsed))
        for each in reviewed(report, review)
        if each.opinion
    }


def test_the_assessors_verdict_counts_and_the_checkers_is_kept_beside_it(report: Report) -> None:
    other = ABSENT if report.findings[0].status is MET else MET
    first = report.findings[0].requirement
    review = with_opinion(NO_REVIEW, report, first, other, "The clinic is not described.")
    assert verdicts(report, review) == {first: (other, True, False)}
    opinion = review.opinions(report)[first]
    assert (opinion.checker, opinion.passages) == (report.findings[0].status, passages(report.findings[0]))


def test_a_comment_alone_changes_no_verdict(report: Report) -> None:
    first = report.findings[0]
    review = with_opinion(NO_REVIEW, report, first.requirement, None, "Ask for the rota.")
    assert verdicts(report, review) == {first.requirement: (first.status, False, False)}


def test_a_verdict_survives_a_new_check_of_the_same_passages_and_lapses_when_they_change(report: Report) -> None:
    first = report.findings[0].requirement
    review = with_opinion(NO_REVIEW, report, first, ABSENT, "Too vague.")
    judged_otherwise = replace(report, findings=(replace(report.findings[0], status=PARTIAL), *report.findings[1:]))
    assert verdicts(judged_otherwise, review) == {first: (ABSENT, True, False)}
    resubmitted = changed(report, first, "A weekly clinic with three nurses.")
    assert verdicts(resubmitted, review) == {first: (report.findings[0].status, False, True)}
    assert brought_up_to_date(review, [resubmitted]).opinions(report)[first].lapsed


def test_what_was_lapsed_counts_again_when_the_old_passages_are_back(report: Report) -> None:
    first = report.findings[0].requirement
    review = with_opinion(NO_REVIEW, report, first, ABSENT, "")
    lapsed = brought_up_to_date(review, [changed(report, first, "Other words.")])
    assert verdicts(report, lapsed)[first] == (ABSENT, True, False)


def test_a_review_is_the_same_after_it_was_written_and_read(report: Report, tmp_path: Path) -> None:
    review = with_opinion(
        replace(NO_REVIEW, assessor="A. Assessor: PCT"), report, "service", PARTIAL, 'Say "how often"; #3'
    )
    path = tmp_path / "report.review.yaml"
    path.write_text(review_text(review, {report.submission.name: report}), encoding="utf-8")
    assert read_review(path) == review
    assert review_text(read_review(path), {report.submission.name: report}) == path.read_text("utf-8")


def test_an_assessor_says_it_again_by_deleting_the_old_passages(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "report.review.yaml"
    text = 'assessor:\nsubmissions:\n  "cases/inr.md":\n    service:\n      verdict: absent\n      checker: met\n'
    path.write_text(text, encoding="utf-8")
    assert verdicts(report, read_review(path)) == {"service": (ABSENT, True, False)}


def test_other_submissions_stay_in_the_review(report: Report) -> None:
    kept = Review("", {"cases/other.md": {"service": Opinion(MET, (), ABSENT)}})
    assert list(brought_up_to_date(kept, [report]).submissions) == ["cases/other.md", "cases/inr.md"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("submissions:\n  a.md:\n    service: {verdict: fine, checker: met}\n", ":3: "),
        ("submissions:\n  a.md:\n    service: {verdict: met}\n", "has no 'checker'"),
        ("reviews: {}\n", "'reviews'"),
    ],
)
def test_a_mistake_in_the_file_is_said_with_its_line(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "report.review.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as error:
        read_review(path)
    assert said in str(error.value)
