"""A review as `….review.yaml`: text that an assessor edits, read back with the line of every mistake."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from pbc_checks.findings import Report, Status
from pbc_checks.review.model import Opinion, Review
from pbc_frameworks.validate import check
from pbc_frameworks.yaml_file import read_yaml

ENDING = ".review.yaml"
_HEAD = (
    "# The assessor's own verdicts, beside the checker's. Where you judge otherwise, write yours after `verdict:`, and",
    f"# why after `comment:`. Verdicts: {', '.join(Status)}.",
    "# A verdict that was given on passages that have changed since no longer counts, and is marked `lapsed: true`. To",
    "# say the same of the new passages, delete its lines `lapsed:` and `passages:` with what belongs to them.",
)


def review_text(review: Review, reports: Mapping[str, Report]) -> str:
    """Return a review as YAML, to be edited; reading it gives the same review.

    `reports`, by the paths of submissions, give the titles that stand beside the ids of requirements.
    """
    return "\n".join(_lines(review, reports)) + "\n"


def read_review(path: Path) -> Review:
    """Return the review in a file; an empty file is one in which nobody has said anything yet.

    Raises DefinitionError with the line of what is wrong in it.
    """
    if not path.read_bytes().strip():
        return Review()
    file = read_yaml(path)
    check(file, "review")
    return Review(
        file.data.get("assessor") or "",
        {
            submission: {
                requirement: Opinion(
                    checker=Status(said["checker"]),
                    passages=tuple(said["passages"] or ()) if "passages" in said else None,
                    verdict=Status(said["verdict"]) if said.get("verdict") else None,
                    comment=" ".join((said.get("comment") or "").split()),
                    lapsed=bool(said.get("lapsed")),
                )
                for requirement, said in (opinions or {}).items()
            }
            for submission, opinions in (file.data.get("submissions") or {}).items()
        },
    )


def _lines(review: Review, reports: Mapping[str, Report]) -> Iterator[str]:
    yield from _HEAD
    yield f"assessor: {_written(review.assessor)}"
    yield "submissions:" if review.submissions else "submissions: {}"
    for submission, opinions in review.submissions.items():
        report = reports.get(submission)
        titles = {each.requirement: each.title for each in report.findings} if report else {}
        yield f"  {_written(submission)}:" if opinions else f"  {_written(submission)}: {{}}"
        for requirement, opinion in opinions.items():
            yield f"    {requirement}:" + (f"  # {titles[requirement]}" if requirement in titles else "")
            yield f"      verdict: {opinion.verdict or ''}".rstrip()
            yield f"      comment: {_written(opinion.comment)}".rstrip()
            if opinion.lapsed:
                yield "      lapsed: true"
            yield f"      checker: {opinion.checker}"
            if opinion.passages is not None:
                yield "      passages:" if opinion.passages else "      passages: []"
                yield from (f"        - {_written(passage)}" for passage in opinion.passages)


def _written(words: str) -> str:
    """Return a text as YAML has it: JSON's quotation marks keep every character."""
    return json.dumps(words, ensure_ascii=False) if words else ""
