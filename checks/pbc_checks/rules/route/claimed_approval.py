"""Claimed approval: whether those who are said to approve a submission are those who do by the framework."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.report.wording import listed
from pbc_checks.rules.matter import PLANS, PROPOSALS, Matter, Rule
from pbc_checks.rules.route.approvers import OTHER, Claim, claims
from pbc_checks.rules.route.asked_for import quoted, speaking_of
from pbc_checks.rules.route.routes import DECIDING, Way, cited, way
from pbc_checks.rules.sums import said
from pbc_frameworks.model import RouteStep

_GIVEN = re.compile(
    r"\b(?:freed[- ]up resources|FURs?|efficiency gains?|(?:this|our|the) (?:business |commissioning )?(?:case|proposal"
    r"|bid|plan|application))\b[^.;]{0,60}\b(?:has|have|was|were|been|already|is|are|,)\s*\(?(?:now )?"
    r"(?:approved|ratified|signed off)\b|\bgave (?:its|their) approval to (?:this|our|the) (?:\w+ )?"
    r"(?:case|proposal|bid|plan|scheme)\b|\(£[\d,.]+[km]?, approved\)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|(?:19|20)\d\d-\d\d-\d\d|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)"
    r"(?:uary|ch|il|ust|ember|ober)?|minute\w*|min\.?|item|letter|ref\w*|meeting of|dated)\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"\b(?:no|not|nor|never|unless|if|once|when|until|whether|to be|will be|subject to|hope\w*|expect\w*|as soon as)\b"
    r"|n[’']t\b|\?",
    re.IGNORECASE,
)


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield each claim that somebody approves who does not by the framework, and an approval without its date."""
    found = way(matter)
    if found is None or not found.deciding:
        return
    told: set[str] = set()
    for claim in claims(matter):
        finding = _wrong(matter, found, claim) if claim.actor not in told else None
        if finding is not None:
            told.add(claim.actor)
            yield finding
    undated = [
        passage
        for passage in speaking_of(matter, "approved", "approval", "ratified", "signed off")
        if _GIVEN.search(passage.text) and not _WHEN.search(passage.text) and not _DOUBT.search(passage.text)
    ]
    if undated:
        yield RuleFinding(
            RULE.id,
            Severity.NOTE,
            "An approval is said to have been given, without its date or minute.",
            "Say who approved it and when, with the minute, or take it out.",
            quoted(matter, undated, 1),
        )


def _wrong(matter: Matter, found: Way, claim: Claim) -> RuleFinding | None:
    """Return what is wrong with a claim; None where they decide by some step, or the framework is not clear enough."""
    deciding = {actor for step in found.deciding for actor in step.by}
    if claim.actor in deciding or not found.determined:
        return None
    if claim.actor.startswith(OTHER) and any("pct" in step.by for step in _last(found)):
        return None  # who of the PCT decides is the PCT's to say
    taken = [step for step in found.route.steps if claim.actor in step.by]
    other_value = [step for step in taken if step.does in DECIDING and (step.up_to or step.above)]
    if other_value and _by_value(found):
        return _finding(
            matter, found, claim, other_value, Severity.MUST_FIX if other_value[0].up_to else Severity.SHOULD_FIX
        )
    if any(step.does in DECIDING for step in taken):
        return None
    if any(step.does == "recommends" for step in taken) and not claim.past:
        return _finding(matter, found, claim, taken, Severity.MUST_FIX)
    return None if claim.past else _finding(matter, found, claim, (), Severity.SHOULD_FIX)


def _last(found: Way) -> list[RouteStep]:
    """Return the steps by which it is decided in the end."""
    return [step for step in found.deciding if step.does != "agrees"] or list(found.deciding)


def _by_value(found: Way) -> bool:
    return any(step.up_to or step.above for step in found.deciding)


def _finding(
    matter: Matter, found: Way, claim: Claim, taken: list[RouteStep] | tuple[()], severity: Severity
) -> RuleFinding:
    last = _last(found)
    amounts = [f"£{said(amount)}" for amount in found.resources.sums] if _by_value(found) else []
    of_what = f", for {listed(amounts)} of freed-up resources" if amounts else ""
    own = f" What the {claim.name} does: {cited(taken, matter.framework)}" if taken else ""
    resources = [] if not amounts else [each for each in found.resources.passages if each != claim.passage][:1]
    return RuleFinding(
        RULE.id,
        severity,
        f"The {claim.name} is said to approve it{of_what}. By the framework: {cited(last, matter.framework)}{own}",
        "Correct who approves it, and send it to them.",
        quoted(matter, [claim.passage, *resources], 2),
    )


RULE = Rule(
    id="claimed-approval",
    title="Approval by the wrong body",
    looks_at=(
        "Holds whoever is said to approve the submission, or its use of freed-up resources, against the framework's "
        "route. Looks for approvals that are said to have been given, without a date or a minute."
    ),
    example=(
        "“The Assistant Director will approve the £27,400” in County Durham, where the sub-group approves more than "
        "£10,000: must fix."
    ),
    limits=(
        "Only bodies and people whom the framework names, under its names for them, and the PCT's usual "
        "officers. A sentence that names "
        "several, asks or is in the conditional is left alone."
    ),
    find=find,
    of=(*PROPOSALS, *PLANS),
)
