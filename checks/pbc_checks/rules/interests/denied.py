"""Interests that a submission states in passing and denies: who owns or directs whom, and “nobody has an interest”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pbc_checks.evidence.passages import Passage
from pbc_checks.rules.interests.declarations import Kind, Statement, declarations, is_section
from pbc_checks.rules.interests.parties import companies, passages, proposers, says_who_provides
from pbc_checks.rules.matter import Matter, once
from pbc_checks.rules.names import Likeness, has_title, names_in, organisation_in, same_person

_RELATIVE = r"(?:husband|wife|spouse|partner|brother|sister|son|daughter|mother|father|[a-z]+-in-law)"
_OWNS = re.compile(
    r"\s(?:also |still |jointly )?(?:(?:co-|part-)?owns\b"
    r"|(?:holds|has) (?:\d+%|a|an|half|the|all)? ?(?:\w+ ){0,3}shares?\b"
    r"|is (?:also )?(?:a|an|the|one of (?:the|its)) (?:\w+ )?(?:directors?|shareholders?|owners?)\b)"
)
_OWNED_BY = re.compile(r"\b(?:belongs? to|(?:is|are) (?:part-|jointly |wholly )?owned by)\s(?:the\s)?$")
_RELATIVES = re.compile(
    rf"['’]s {_RELATIVE}(?:['’]s (?:own )?(?:company|firm|business)\b"
    r"|\s(?:owns\b|is (?:a|the) (?:director|shareholder|owner)\b|(?:holds|has) (?:\w+ ){0,3}shares\b))"
)
_THEIR_RELATIVE = re.compile(rf"^(?:Her|His) {_RELATIVE}['’]s (?:own )?(?:company|firm|business)\b")
_SIGNS = ("own", "share", "director", "belong", "company", "firm", "business")
_PROVIDES = re.compile(
    r"\b(?:provid|suppl|sell|employ|deliver|host)\w*\b|\b(?:done|run|staffed|carried out) by\b", re.IGNORECASE
)
NO_MORE = re.compile(
    r"\b(?:no longer|not|never|until|former\w*|resign\w*|sold|ceased|gave up|no part|if|would have)\b|n[’']t\b",
    re.IGNORECASE,
)
_NEAR = 60  # characters before a name


@dataclass(frozen=True, slots=True)
class Denied:
    """An interest that a submission states of somebody and denies elsewhere; `own` if theirs, and not the family's.

    `plain` if it is beyond reasonable doubt that both are said of the same person.
    """

    name: str
    stated: Passage
    denial: Statement
    own: bool
    plain: bool


@once
def denied(matter: Matter) -> tuple[Denied, ...]:
    """Return the interests in a provider or supplier that a submission states itself, beside saying that there is none.

    What is stated where interests are declared is declared, unless the same person is said to have none.
    """
    return tuple(_denied(matter))


def _denied(matter: Matter) -> Iterator[Denied]:
    denials = [each for each in declarations(matter).of(Kind.DENIES) if not each.limited or each.in_the_provider]
    if not denials:
        return
    told: set[str] = set()
    for passage, name, own in _stated(matter):
        if name in told or not _about_a_provider(matter, passage):
            continue
        openly = is_section(passage.heading) or is_section(passage.label)
        for denial in denials:
            named = any(same_person(each, name) is not Likeness.DIFFERENT for each in denial.names)
            if denial.passage == passage or denial.others or (denial.names and not named) or (openly and not named):
                continue
            proposer = _proposes(matter, name, passage)
            if not named and not proposer:
                continue
            told.add(name)
            yield Denied(name, passage, denial, own, own and proposer and not denial.of_declaring)
            break


def _stated(matter: Matter) -> Iterator[tuple[Passage, str, bool]]:
    """Yield passages that say that somebody, or their family, owns or directs something: whose, and whether their own.

    “Her brother's company” is of whoever was named last before it.
    """
    last = ""
    for passage in passages(matter):
        names = [name for name in names_in(passage.text) if has_title(name)]
        if any(sign in passage.text for sign in _SIGNS) and not NO_MORE.search(passage.text):
            if last and _THEIR_RELATIVE.match(passage.text):
                yield passage, last, False
            for name in names:
                at = passage.text.find(name)
                after = passage.text[at + len(name) :]
                if _OWNS.match(after) or _OWNED_BY.search(passage.text[max(0, at - _NEAR) : at]):
                    yield passage, name, True
                elif _RELATIVES.match(after):
                    yield passage, name, False
        last = names[-1] if names else last


def _about_a_provider(matter: Matter, passage: Passage) -> bool:
    """Return whether a passage speaks of what provides or supplies, or names a company that is to."""
    if _PROVIDES.search(passage.text):
        return True
    firms = companies(passage.text)
    return bool(firms) and any(
        organisation_in(firm, other.text) for other in passages(matter) if says_who_provides(other) for firm in firms
    )


def _proposes(matter: Matter, name: str, stated: Passage) -> bool:
    """Return whether somebody is one of those who propose, by other words than those that state the interest.

    Where two of them have the surname it cannot be told who is meant.
    """
    meant = [
        named.name
        for named in proposers(matter)
        if named.where.quote not in stated.text and same_person(named.name, name) is not Likeness.DIFFERENT
    ]
    return bool(meant) and all(same_person(meant[0], other) is not Likeness.DIFFERENT for other in meant)
