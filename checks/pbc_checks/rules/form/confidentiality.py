"""Confidentiality: what must not go before a public board."""

from __future__ import annotations

from collections.abc import Iterator

from pbc_checks.evidence.identifiers import Kind, identifiers
from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.rules.matter import Matter, Rule
from pbc_checks.submission import Block

_OF_PATIENTS = (Kind.NHS_NUMBER, Kind.BIRTH, Kind.PATIENT_NAME, Kind.HOSPITAL_NUMBER)


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield a finding for each block that tells who somebody is; the words themselves are not repeated."""
    for block in matter.submission.blocks:
        kinds = list(dict.fromkeys(found.kind for found in identifiers(block.text)))
        for kind in kinds:
            yield _finding(block, kind)


def _finding(block: Block, kind: Kind) -> RuleFinding:
    if kind in _OF_PATIENTS:
        return RuleFinding(
            RULE.id,
            Severity.MUST_FIX,
            f"{kind.value[:1].upper()}{kind.value[1:]} stands in the submission ({block.place}).",
            "Take it out, and all else by which a patient could be known, before the document goes to a meeting.",
        )
    return RuleFinding(
        RULE.id,
        Severity.SHOULD_FIX,
        f"{kind.value[:1].upper()}{kind.value[1:]} stands in the submission ({block.place}).",
        "Take it out, or give the practice's own instead, before the document is published.",
    )


RULE = Rule(
    id="confidentiality",
    title="Patients and personal details",
    looks_at=(
        "Looks for NHS numbers (with their check digit), dates of birth, names and hospital numbers that are called a "
        "patient's, private addresses, mobile and home telephone numbers, private e-mail addresses and National "
        "Insurance numbers. What it finds is printed in no report, only where it stands."
    ),
    example="An NHS number with a right check digit, or “DOB 3/4/1951”: must fix. The report does not repeat it.",
    limits=(
        "A patient's name or address is told from anybody else's only where it is called so (“Patient's name:”, “lives "
        "at 14 Mill Road”), or where an age or a date of birth follows. Ten digits in a row count as an NHS number "
        "only where they are called one. Pictures, and what tracked changes have deleted, are not looked at."
    ),
    find=find,
)
