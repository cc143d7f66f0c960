"""Conflicted approvers: what is asked of those who decide and have an interest, and who proposes and decides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.rules.matter import Matter, Rule
from pbc_checks.rules.names import Likeness, same_person
from pbc_checks.rules.route.asked_for import quoted, said_passages
from pbc_checks.rules.route.routes import cited, conflict_rules, way
from pbc_frameworks.model import RouteStep

_BEHIND = 40  # characters from the words that name the proposer to the name
_PROPOSES = re.compile(
    r"\b(?:lead (?:clinician|GP)|clinical lead|project lead|author|(?:submitted|prepared|written|proposed) by|proposer"
    r"|applicant)\b|^(?:from|lead)\b",
    re.IGNORECASE,
)
_KEEPS_OUT = re.compile(
    r"\b(?:withdr\w+|t(?:ook|akes?|aking) no part|not take part|left the room|leaves? the room|not (?:vote|decide)"
    r"|no vote|exclud\w+|stand(?:s|ing)? aside)\b",
    re.IGNORECASE,
)


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield the rules on interests that bind those who decide, and whoever proposes and decides."""
    found = way(matter)
    if found is None:
        return
    deciding = [step for step in (*found.steps, *found.open_steps) if not step.later]
    rules = conflict_rules(deciding, matter.framework)
    if rules:
        yield RuleFinding(
            RULE.id,
            Severity.NOTE,
            f"If somebody who decides on it has an interest: {cited(rules, matter.framework)}",
            "Before the meeting, hold the names of those who decide against the register of interests.",
        )
    for member, body in _members(matter, found.deciding).items():
        yield from _proposer(matter, member, body)


def _proposer(matter: Matter, member: str, body: str) -> Iterator[RuleFinding]:
    """Yield a member of a deciding body who puts the submission forward, unless it says that they keep out."""
    surname = member.split()[-1]
    spoken = [passage for passage in said_passages(matter) if surname in passage.text]
    blocks = matter.submission.blocks
    if any(_KEEPS_OUT.search(blocks[passage.block].text) for passage in spoken):
        return
    for passage in spoken:
        if _puts_forward(f"{passage.label}: {passage.text}", member):
            yield RuleFinding(
                RULE.id,
                Severity.SHOULD_FIX,
                f"{member} puts the submission forward, and sits on the {body}, which decides on it.",
                f"Say that {member} takes no part in the decision, and have it minuted.",
                quoted(matter, [passage], 1),
            )
            return


def _puts_forward(text: str, member: str) -> bool:
    """Return whether somebody stands in a text right behind the words by which it names who puts it forward."""
    surname = re.escape(member.split()[-1])
    for match in re.finditer(rf"(?:[A-Z][\w.’'-]{{0,30}}\s){{1,3}}{surname}\b", text):
        words = match.group().split()
        spellings = (" ".join(words[at:]) for at in range(len(words) - 1))
        if any(same_person(name, member) is Likeness.SAME for name in spellings):
            return bool(_PROPOSES.search(text[max(0, match.start() - _BEHIND) : match.end()]))
    return False


def _members(matter: Matter, steps: tuple[RouteStep, ...]) -> dict[str, str]:
    """Return who sits on the bodies that decide, by the register and the profile: the body's title by the name."""
    deciding = {actor for step in steps for actor in step.by}
    titles = {body.id: body.title for body in matter.framework.bodies if body.id in deciding}
    found: dict[str, str] = {}
    if matter.register:
        seats = [(entry.name, entry.bodies) for entry in matter.register.interests]
        seats += [(entry.name, entry.bodies) for entry in matter.register.nil_returns]
        found.update((name, titles[body]) for name, bodies in seats for body in bodies if body in titles)
    if matter.profile:
        for body in matter.framework.bodies:
            holders = [matter.profile.offices.get(member.office) for member in body.membership]
            found.update((holder.name, body.title) for holder in holders if holder and body.id in titles)
    return found


RULE = Rule(
    id="conflicted-approvers",
    title="Interests of those who decide",
    looks_at=(
        "Quotes the framework's rules on interests that bind those who decide. With `--register` or `--profile`, holds "
        "whoever puts the submission forward against the members of the bodies that decide."
    ),
    example=(
        "“Lead clinician: Dr Sunil Rao”, who by the register sits on the committee that approves the case, and no word "
        "that he takes no part: should fix."
    ),
    limits=(
        "Who sits on a body is known only from the register (`bodies`) and the profile (`offices`). Names have to "
        "agree by more than the surname. Other interests are for the rule on interests."
    ),
    find=find,
)
