"""Withdrawal and quorum: who of the deciding body has an interest in the proposal, and whether enough are left."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.report.wording import counted, listed
from pbc_checks.rules.interests.deciding import Deciders, deciders, deciding_body, members, quorum, quorum_text
from pbc_checks.rules.interests.declarations import Kind, declarations
from pbc_checks.rules.interests.known_interests import KnownInterests, cited, quoted, rule_with, told
from pbc_checks.rules.matter import PLANS, PROPOSALS, Matter, Rule
from pbc_frameworks.register.model import Interest

_RAISED = re.compile(r"\bquorum\b|\bquorate\b", re.IGNORECASE)


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield who of the deciding body has an interest that bears on the submission, and whether its quorum survives."""
    body = deciding_body(matter)
    if matter.framework.conflicts is None or body is None:
        return
    if matter.register is None:
        said = declarations(matter).of(Kind.DECLARES)
        raised = [each.passage for each in said if _RAISED.search(each.passage.text) or body.title in each.passage.text]
        if raised:
            yield RuleFinding(
                RULE.id,
                Severity.NOTE,
                f"Interests of those on the {body.title} are spoken of. Who of them has to withdraw, and whether its "
                "quorum survives, cannot be told without the register of interests.",
                "Hold those who decide against the register of interests, and count who is left against the quorum.",
                quoted(matter, *raised[:2]),
                determined=False,
            )
        return
    known = KnownInterests(matter, matter.register)
    found = deciders(known)
    concerned = [(entry, why) for entry in found.entries if (why := _why(known, entry))] if found else []
    if found and concerned:
        yield _who(known, found, concerned)
        out = {entry.name for entry, _ in concerned} - found.attending
        if out and rule_with(matter, "withdraw"):
            yield _quorum(known, found, sorted(out))


def _why(known: KnownInterests, entry: Interest) -> str:
    """Return why an interest bears on what is proposed, in words; empty where it does not by what is known."""
    if named := known.provider(entry.organisation):
        return f"{named[1]} is named as the provider"
    common = known.common(entry)
    return f"in common: {', '.join(common)}" if common else ""


def _who(known: KnownInterests, found: Deciders, concerned: list[tuple[Interest, str]]) -> RuleFinding:
    matter = known.matter
    withdraw, declare = rule_with(matter, "withdraw"), rule_with(matter, "declare")
    rule = withdraw or declare
    asks = "declare it and withdraw from the decision" if withdraw else "declare it" if declare else "be asked about it"
    by = f" ({cited(matter, rule)})" if rule else ""
    each = "; ".join(f"{entry.name}: {told(entry)} ({why})" for entry, why in concerned)
    names = sorted({entry.name for entry, _ in concerned})
    attending = [name for name in names if name in found.attending]
    aside = (
        f" {listed(attending)} {'attends' if len(attending) == 1 else 'attend'} it without being a member."
        if attending
        else ""
    )
    panel = rule_with(matter, "exclude-from-panel")
    also = ""
    if panel is not None:
        also = f" The framework's rule on those who assess it applies to them too ({cited(matter, panel)})."
    subject = [
        evidence for evidence in known.subject if any(_says(evidence.quote, known, entry) for entry, _ in concerned)
    ]
    named = [named[0] for entry, _ in concerned if (named := known.provider(entry.organisation))]
    return RuleFinding(
        RULE.id,
        Severity.NOTE,
        f"By the register, {listed(names)} of the {found.body.title} {'has' if len(names) == 1 else 'have'} an "
        f"interest that bears on this proposal, and {'has' if len(names) == 1 else 'have'} to {asks}{by}. "
        f"{each}.{aside}{also}",
        "Tell the chair before the meeting, and record in the minutes who declared what and who withdrew. Whether an "
        "interest bears on the item is for the chair to decide.",
        tuple(dict.fromkeys((*quoted(matter, *named), *subject[:1]))),
    )


def _says(text: str, known: KnownInterests, entry: Interest) -> bool:
    return any(word in text.casefold() for word in known.common(entry))


def _quorum(known: KnownInterests, found: Deciders, out: list[str]) -> RuleFinding:
    matter = known.matter
    text, count = quorum_text(found.body, matter.profile), members(found.body, matter.profile)
    unknown = "" if text and count else "the number of its members is not known" if text else "its quorum is not known"
    needed = quorum(text, count) if text else None
    if not unknown and needed is None:
        unknown = f"its quorum is said in words that cannot be counted (“{text}”)"
    if unknown or needed is None or count is None:
        where = "the profile" if matter.profile is None else "the profile's decisions"
        return RuleFinding(
            RULE.id,
            Severity.NOTE,
            f"Whether the quorum of the {found.body.title} survives without {listed(out)} cannot be told: {unknown}.",
            f"Give the quorum and the numbers of members in {where}; until then the chair makes sure that enough are "
            "left.",
            determined=False,
        )
    left = count - len(out)
    told_so = (
        f"The {found.body.title} has {counted(count, 'member')} and a quorum of {needed.number}. Without {listed(out)} "
        f"{counted(left, 'member')} {'is' if left == 1 else 'are'} left"
    )
    if left < needed.number and needed.of_all:
        return RuleFinding(
            RULE.id,
            Severity.NOTE,
            f"{told_so}. Whether that is enough cannot be told: it is not said if a part of the members is counted of "
            "all, or of those who have not withdrawn.",
            "Settle how the quorum is counted when members have withdrawn.",
            determined=False,
        )
    if left < needed.number:
        return RuleFinding(
            RULE.id,
            Severity.SHOULD_FIX,
            f"{told_so}: fewer than the quorum. The body cannot decide on this proposal.",
            "Arrange before the meeting who decides instead, or who takes the places of those who withdraw.",
        )
    withheld = f" {known.withheld_words} of the register, withheld, could not be counted." if known.withheld else ""
    more = f" It also asks for certain members (“{text}”), which has to be looked at by name." if needed.more else ""
    spare = left - needed.number
    rest = (
        f"if no more than {spare} of them {'is' if spare == 1 else 'are'} absent"
        if spare
        else "if all of them are present"
    )
    return RuleFinding(
        RULE.id,
        Severity.NOTE,
        f"{told_so}: the quorum survives {rest}.{more}{withheld}",
        "Make sure that enough members come who may decide on it.",
    )


RULE = Rule(
    id="withdrawal-and-quorum",
    title="Who withdraws, and whether the quorum survives",
    looks_at="Compares the register's interests of those on the deciding body with the provider and the subject, and "
    "counts who is left against the quorum of the profile.",
    example="A case for ultrasound by a company in which a member of the committee has shares: a note that the member "
    "withdraws, and that six of seven are left, with a quorum of four.",
    limits="An interest bears on a proposal if its organisation is named as the provider, or by telling words in "
    "common with the title. Who is absent, or stands in for somebody, is not known.",
    find=find,
    of=(*PROPOSALS, *PLANS),
)
