"""Reasons and actions: what was looked for, what was found and why it is not enough, as sentences a board can read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from pbc_checks.evidence.match import EVIDENCE
from pbc_checks.evidence.passages import Passage
from pbc_checks.evidence.quotation import quote
from pbc_checks.evidence.verdict import Case, PartResult, Verdict
from pbc_checks.findings import Status
from pbc_checks.judgement.weigh import Judgement

_SHOWN_WORDS = 20  # of a passage that a reason quotes; the finding quotes it at length
_MOST_NEAR = 2


def of_requirement(judgement: Judgement) -> str:
    """Return the reason for the verdict on a requirement."""
    case, rules = judgement.case, judgement.rules
    if judgement.by_rules:
        return _by_rules(case, rules, judgement.passages)
    return f"{_by_scorers(judgement)} {_ALONE[rules.status]} {_by_rules(case, rules, judgement.passages)}"


# What stands between the scorers' reason and the rules'.
_ALONE = {
    Status.MET: "By the rules alone it would be met.",
    Status.PARTIAL: "By the rules alone it would be partly met.",
    Status.PLACEHOLDER: "By the rules alone it would be missing.",
    Status.SAID_NOT_DONE: "By the rules alone it would be missing.",
    Status.ABSENT: "By the rules alone it would be missing.",
    Status.UNREADABLE: "By the rules alone it could not be judged.",
}


def _by_scorers(judgement: Judgement) -> str:
    """Return why the learned scorers come to another verdict than the rules."""
    case = judgement.case
    shown = _shown(case, judgement.passages[0])
    match judgement.status:
        case Status.MET:
            return f"Taken as met, because assessors have accepted passages like {shown}."
        case Status.PARTIAL if judgement.rules.status is Status.MET:
            return f"Taken as partly met, because assessors have found passages like {shown} not quite enough."
        case Status.PARTIAL:
            return f"Taken as partly met, because assessors have given some credit to passages like {shown}."
        case Status.SAID_NOT_DONE if judgement.against is not None:
            return f"The submission itself says that it has not been done: {_shown(case, judgement.against)}."
        case Status.PLACEHOLDER if judgement.against is not None:
            return f"{_shown(case, judgement.against)} stands where the answer should be."
        case _:
            return f"Taken as missing, because assessors have not accepted passages like the nearest, {shown}."


def _by_rules(case: Case, verdict: Verdict, ranked: Sequence[Passage]) -> str:
    match verdict.status:
        case Status.NOT_APPLICABLE:
            said = _shown(case, case.not_applicable) if case.not_applicable else ""
            return f"The submission says that this does not apply, and why: {said}."
        case Status.UNREADABLE if not case.submission.words:
            return f"No words could be read in this file, so nothing can be said of it. {_unread(case)}".strip()
        case Status.ABSENT if case.answer_empty:
            wanted = " ".join(_looked_for(part) for part in case.parts)
            return f"The answer box was left empty, and nothing elsewhere in the form answers the question. {wanted}"
        case _:
            return _lead(case, verdict.status) + _parts(case, verdict, ranked)


def of_part(case: Case, part: PartResult, status: Status, ranked: Sequence[Passage] = ()) -> str:
    """Return the reason for the verdict on one part of a requirement.

    `ranked` are the passages that bear on the requirement most by the learned scorers, the best first.
    """
    match status:
        case Status.MET:
            return f"Found: {_shown(case, part.best.matches[0].passage)}."
        case Status.PARTIAL:
            return _partly(case, part, ranked)
        case Status.SAID_NOT_DONE:
            return f"The submission itself says that it has not been done: {_shown(case, part.denials[0].passage)}."
        case Status.PLACEHOLDER if part.placeholders:
            passage = part.placeholders[0].passage
            question = f" to “{passage.label}”" if passage.label and passage.label not in passage.text else ""
            return f"{_shown(case, passage)} stands where the answer{question} should be. {_looked_for(part)}"
        case Status.PLACEHOLDER:
            return f"Only the form's own guidance stands here. {_looked_for(part)}"
        case Status.ABSENT:
            return f"Nothing was found. {_looked_for(part)}{_near(case, part)}"
        case Status.UNREADABLE:
            return f"Not found in what could be read. {_unread(case)} {_looked_for(part)}{_near(case, part)}"
        case Status.NOT_APPLICABLE:
            raise AssertionError("only a whole requirement can be not applicable")
        case _:
            assert_never(status)


def action(judgement: Judgement) -> str:
    """Return what the practice has to do, empty where there is nothing to do."""
    case = judgement.case
    wanted = case.requirement.action
    match judgement.status:
        case Status.MET | Status.NOT_APPLICABLE:
            return ""
        case Status.PARTIAL:
            lacking = [
                part.part.title
                for part, status in zip(case.parts, judgement.parts, strict=True)
                if status is not Status.MET
            ]
            some = 0 < len(lacking) < len(case.parts)
            return f"{wanted} Still wanted: {'; '.join(lacking)}." if some else wanted
        case Status.SAID_NOT_DONE:
            return f"{wanted} If that cannot be done yet, say who will do it and by when."
        case Status.UNREADABLE:
            return f"Have a person look for it in the file itself. If it is not there: {_small(wanted)}"
        case Status.ABSENT | Status.PLACEHOLDER:
            return wanted
        case _:
            assert_never(judgement.status)


def _lead(case: Case, status: Status) -> str:
    """Return what has to be said first of a form whose own answer does not carry the verdict."""
    if case.answer_empty:
        return "The answer box was left empty; this is what stands elsewhere in the form. "
    if case.answer and status in {Status.MET, Status.PARTIAL}:
        own = {passage.order for passage in case.answer}
        if not any(match.passage.order in own for part in case.parts for match in part.best.matches):
            return "The answer in the box does not say it; this is what stands elsewhere in the form. "
    if case.answer and status is Status.ABSENT:
        return f"The answer in the box, {_shown(case, case.answer[0])}, does not say it. "
    return ""


def _parts(case: Case, verdict: Verdict, ranked: Sequence[Passage]) -> str:
    """Return the reasons for all parts, those that are lacking first, each with its title where there are several."""
    pairs = list(zip(case.parts, verdict.parts, strict=True))
    if len(pairs) == 1:
        return of_part(case, *pairs[0], ranked)
    pairs.sort(key=lambda pair: pair[1] is Status.MET)
    reasons = ((part.part.title, of_part(case, part, status, ranked)) for part, status in pairs)
    return " ".join(f"{_capital(title)}: {_small(reason)}" for title, reason in reasons)


def _partly(case: Case, part: PartResult, ranked: Sequence[Passage]) -> str:
    match, lacking = part.best.matches[0], part.best.lacking
    if part.best.weight < EVIDENCE:
        # Nothing is firm: show the passage that an assessor would look at, with what it lacks itself.
        known = {match.passage.order: match for match in part.best.matches}
        match = next((known[passage.order] for passage in ranked if passage.order in known), match)
        lacking = match.note or lacking
    return f"Only partly there. {_shown(case, match.passage)} is not enough, because {lacking}. {_looked_for(part)}"


def _looked_for(part: PartResult) -> str:
    """Return what a part asks for, as a sentence."""
    return "Looked for: " + " Or: ".join(_small(result.concept.means) for result in part.concepts)


def _near(case: Case, part: PartResult) -> str:
    """Return what came closest and why it does not count, and which headings have nothing under them."""
    said = ""
    empty = [miss.passage for result in part.concepts for miss in result.placeholders if miss.passage.empty]
    name = next((passage.label or passage.heading for passage in empty), "")
    if name:
        said += f" Nothing stands under “{name}”."
    misses = [miss for miss in part.near_misses if not (miss.guidance and case.submission.form)]
    for miss in misses[:_MOST_NEAR]:
        said += f" {_shown(case, miss.passage)} does not count, because {miss.why}."
    return said


def _unread(case: Case) -> str:
    """Return what could not be read, as a sentence."""
    unread = [unread.what for unread in case.submission.receipt.unread if unread.blocks_absence]
    return f"It may stand in what could not be read ({unread[0]})." if unread else ""


def _shown(case: Case, passage: Passage) -> str:
    """Return the first words of a passage in quotation marks, with its place."""
    evidence = quote(passage, case.submission.blocks)
    if evidence is None:
        return f"what stands at {passage.place}"
    words = evidence.quote.split()
    shown = evidence.quote if len(words) <= _SHOWN_WORDS else f"{' '.join(words[:_SHOWN_WORDS])} …"
    return f"“{shown}” ({evidence.where})"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    """Return a sentence as it reads after a colon; a word in capitals keeps them."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
