"""Sign-off: whether who has to sign has signed, with name and date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pbc_checks.documents import AGREEMENT
from pbc_checks.evidence.identifiers import identifiers
from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.report.wording import counted, listed
from pbc_checks.rules.form.blank_forms import Filled, the_form
from pbc_checks.rules.form.sign_off_blocks import Slot, slots
from pbc_checks.rules.matter import AGREEMENTS, Matter, Rule, evidence
from pbc_checks.rules.unread import something_unread
from pbc_frameworks.model import Signatory

_MOST_NAMED = 6
_MOST_SHOWN = 3
# What is for the PCT to sign once it has decided is no fault of who proposes.
_THE_PCT = re.compile(
    r"\b(?:PCT|primary care trust|NHS|panel|PEC|professional executive|(?:sub-?)?committee|office use|for use by)\b",
    re.IGNORECASE,
)
_SHEETS = ("xlsx", "csv")


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield a finding for the places to sign that are empty, or for there being none where the framework has some."""
    if _is_blank(matter):
        return
    empty = still_to_sign(matter)
    if empty:
        yield _incomplete(empty, matter)
    signatories = _signatories(matter)
    if signatories and not empty and not any(slots(matter)) and matter.submission.words:
        yield _none(signatories, matter)


def still_to_sign(matter: Matter) -> list[Slot]:
    """Return what is still to be filled in where people sign; none in a blank form, or of what is for the PCT."""
    if _is_blank(matter):
        return []
    return [slot for slot in slots(matter) if slot.empty and not _for_the_pct(slot, matter)]


def _is_blank(matter: Matter) -> bool:
    form = the_form(matter)
    return form is not None and form.filled < Filled.ANSWERS


def _for_the_pct(slot: Slot, matter: Matter) -> bool:
    if matter.definition.kind in AGREEMENTS:
        return False
    pct = matter.profile.pct_name if matter.profile else ""
    said = f"{slot.label} {slot.party} {slot.block.place.heading}"
    return bool(_THE_PCT.search(f"{slot.label} {slot.party}")) or bool(pct and pct in said)


def _incomplete(empty: Sequence[Slot], matter: Matter) -> RuleFinding:
    by_party: dict[str, dict[str, None]] = {}
    for slot in empty:
        by_party.setdefault(slot.party, {})[f"“{slot.label}”"] = None
    told = [
        f"{listed(list(labels))}{f' for {party}' if party and not identifiers(party) else ''}"
        for party, labels in by_party.items()
    ]
    rest = len(told) - _MOST_NAMED
    named = "; ".join([*told[:_MOST_NAMED], *([counted(rest, "other")] if rest > 0 else [])])
    shown = tuple(dict.fromkeys(evidence(slot.block) for slot in empty))[:_MOST_SHOWN]
    if something_unread(matter) and all(slot.signature for slot in empty):
        return RuleFinding(
            RULE.id,
            Severity.NOTE,
            f"Where it is to be signed no words stand: {named}. Part of the file could not be read; whether a picture "
            "in it is the signature cannot be told.",
            "Look in the file itself.",
            shown,
            determined=False,
        )
    return RuleFinding(
        RULE.id,
        Severity.SHOULD_FIX,
        f"The sign-off is not complete. Still to be filled in: {named}.",
        "Have it signed, with name and date, by everybody it names.",
        shown,
    )


def _signatories(matter: Matter) -> tuple[Signatory, ...]:
    """Return who signs this kind of document by the framework."""
    if matter.submission.format in _SHEETS:
        return ()  # figures in a workbook are signed elsewhere
    agreement, kind = matter.framework.agreement, matter.definition.kind
    if kind == AGREEMENT and agreement is not None:
        return agreement.signatories
    document = matter.framework.documents.get(kind)
    return document.signatories if document is not None else ()


def _none(signatories: Sequence[Signatory], matter: Matter) -> RuleFinding:
    who = "; ".join(dict.fromkeys(signatory.capacity for signatory in signatories))
    if something_unread(matter):
        return RuleFinding(
            RULE.id,
            Severity.NOTE,
            f"No place to sign was found, but part of the file could not be read. It is for these to sign: {who}.",
            "Look in the file itself.",
            determined=False,
        )
    return RuleFinding(
        RULE.id,
        Severity.SHOULD_FIX,
        f"There is no place to sign. In {matter.framework.source.short} it is for these to sign: {who}.",
        "Add a page for signatures, with the name and position of each, and the date.",
    )


RULE = Rule(
    id="sign-off",
    title="Signatures",
    looks_at=(
        "Looks where people sign (“Signed: ____”, a table of signatures) for a signature, a name or a date that is "
        "missing, and in agreements and plans that the framework has signed, for a place to sign at all."
    ),
    example="“Signed: ____ Date: ____” below a business case: should fix.",
    limits=(
        "A typed name counts as a signature. Whether a picture is one cannot be told. What the PCT is to sign in a "
        "proposal or plan is not looked for."
    ),
    find=find,
)
