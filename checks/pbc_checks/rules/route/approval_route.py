"""Route of approval: who decides on a submission and in which order, and which papers have to go with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pbc_checks.evidence.passages import Passage
from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.report.wording import listed
from pbc_checks.rules.matter import Matter, Rule
from pbc_checks.rules.route.asked_for import Drawn, quoted, said_passages
from pbc_checks.rules.route.routes import Way, cited, papers, way
from pbc_checks.rules.sums import said
from pbc_frameworks.model import Paper, RouteStep

_MOST_SHOWN = 3
_TO_COME = re.compile(
    r"\b(?:to follow|TBC|to be (?:confirmed|written|completed|attached|sent|done|agreed)|will (?:be sent|follow)"
    r"|later date|not (?:yet )?(?:attached|enclosed|written|done|completed|included|available|agreed)"
    r"|(?:has|have) (?:not|yet to)(?: yet)? be(?:en)?)\b",
    re.IGNORECASE,
)


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield the route of a submission, or why it cannot be told, and what the route needs and it does not have."""
    found = way(matter)
    if found is None:
        return
    if not found.determined:
        yield _cannot_tell(matter, found)
        return
    now = tuple(step for step in found.steps if not step.later)
    yield _route(matter, found, now)
    for paper in papers(now, found):
        yield from _missing(matter, paper)


def _route(matter: Matter, found: Way, now: tuple[RouteStep, ...]) -> RuleFinding:
    amounts = found.resources.sums
    if not any(step.up_to or step.above for step in found.steps):
        opening = f"{found.route.title}:"
    elif len(amounts) == 1:
        opening = f"It names £{said(amounts[0])} of freed-up resources."
    else:
        opening = f"It names several sums of freed-up resources, the largest £{said(max(amounts))}."
    told = [opening, cited(now, matter.framework)]
    later = [step for step in found.steps if step.later]
    if later:
        told.append(f"Once it is approved: {cited(later, matter.framework)}")
    if found.notes:
        told.append(cited(found.notes, matter.framework))
    by_resources = any(step.when == "freed-up-resources" for step in now)
    needed = [
        paper.title
        for paper in papers(now, found)
        if paper.kind != matter.definition.kind and not _is_there(matter, paper)
    ]
    return RuleFinding(
        RULE.id,
        Severity.NOTE,
        " ".join(told),
        f"Send with it: {listed(needed)}." if needed else "See to it that it goes this way.",
        quoted(matter, found.resources.passages, 1) if by_resources else (),
    )


def _cannot_tell(matter: Matter, found: Way) -> RuleFinding:
    state = "the sum of freed-up resources that is asked for"
    if found.resources.drawn is Drawn.UNCLEAR:
        why, state = (
            "it is not said whether they are to pay for this",
            "whether they are asked for, and how much of them",
        )
    elif len(found.resources.sums) > 1:
        why = "several sums are named"
    else:
        why = "no sum is named with them"
    steps = [step for step in found.route.steps if step.up_to or step.above]
    return RuleFinding(
        RULE.id,
        Severity.NOTE,
        f"Freed-up resources are spoken of, but who approves their use cannot be told: {why}.",
        f"State in one sentence {state}. {cited(steps, matter.framework)}",
        quoted(matter, found.resources.passages, _MOST_SHOWN),
        determined=False,
    )


def _missing(matter: Matter, paper: Paper) -> Iterator[RuleFinding]:
    """Yield a paper that the route needs, if the submission does not mention it or says that it is still to come."""
    kind = matter.definition.kind
    if kind == paper.kind:
        return
    named = _named(matter, paper)
    to_come = [passage for passage in named if _TO_COME.search(passage.text)]
    held = kind in paper.within or bool(named) or not matter.submission.receipt.complete
    if held and (not to_come or len(to_come) < len(named)):
        return
    why = "The submission says that it is still to come." if to_come else "The submission does not mention it."
    yield RuleFinding(
        RULE.id,
        Severity.SHOULD_FIX,
        f"The {paper.title} is needed too ({matter.framework.source.cite(paper.source)}). {why}",
        "Send it with the submission, and say there that it is enclosed.",
        quoted(matter, to_come, 1),
    )


def _is_there(matter: Matter, paper: Paper) -> bool:
    """Return whether a paper is in the file under its name, or is named as going with it."""
    words = _called(paper)
    named = _named(matter, paper)
    here = any(words.search(passage.heading) for passage in said_passages(matter))
    return (here or bool(named)) and not any(_TO_COME.search(passage.text) for passage in named)


def _named(matter: Matter, paper: Paper) -> list[Passage]:
    words = _called(paper)
    return [passage for passage in said_passages(matter) if words.search(f"{passage.label} {passage.text}")]


def _called(paper: Paper) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, paper.called))})(?!\w)", re.IGNORECASE)


RULE = Rule(
    id="approval-route",
    title="Who approves it, and with which papers",
    looks_at=(
        "Names the framework's route for the kind of document, by what it asks for: freed-up resources and how much, "
        "capital, a tender. Looks for the papers that the route needs."
    ),
    example=(
        "“£7,900 from freed-up resources” in County Durham: the Assistant Director for PBC approves it, and an outline "
        "statement is enough. £27,400 on an outline statement alone: the sub-group approves it, and a service "
        "development template should go with it."
    ),
    limits=(
        "A sum counts where it stands beside “freed-up resources” in one sentence. A paper that is mentioned counts as "
        "there, unless it is said to be still to come."
    ),
    find=find,
)
