"""Register and declarations: what one of the two has of those who propose, and the other has not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.report.wording import listed
from pbc_checks.rules.interests.declarations import Kind, Statement, declarations
from pbc_checks.rules.interests.known_interests import KnownInterests, cited, quoted, rule_with, told
from pbc_checks.rules.interests.parties import Named, companies
from pbc_checks.rules.matter import PLANS, PROPOSALS, Matter, Rule
from pbc_checks.rules.names import Likeness, Meant, has_title, names_in, organisation_in, same_person
from pbc_frameworks.register.bearing import Item, bearings
from pbc_frameworks.register.model import Interest

_TO_REGISTER = re.compile(
    r"\b(?:owns|shareholder|shares? in|stake in|holds \d+%|holds? (?:a|the|\w+) (?:\w+ )?(?:shares?|stake)"
    r"|director (?:of|in|at)|trustee|employed by|employee of|works? for|does (?:\w+ ){1,3}for|advis[eo]r (?:to|for)"
    r"|consultant (?:to|for)|married to|husband|wife|spouse|brother|(?-i:sister)|son|daughter|[a-z]+-in-law"
    r"|grants? from|speaker[’']?s? fees?|lecture[ds] for)\b",
    re.IGNORECASE,
)
_SPOKEN_TO = re.compile(r"\b(?:to|told|by|with|for|from|of)\s*$", re.IGNORECASE)


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield interests of proposers that are in the register and not declared, and the reverse."""
    if matter.framework.conflicts is None:
        return
    if matter.register is None:
        declared = [each.passage for each in declarations(matter).of(Kind.DECLARES) if _declarer(each)]
        if declared:
            yield RuleFinding(
                RULE.id,
                Severity.NOTE,
                "Interests are declared. Whether they are in the register, and whether it has others, cannot be told: "
                "it was not given.",
                "Hold the declarations against the register of interests.",
                quoted(matter, *declared[:2]),
                determined=False,
            )
        return
    known = KnownInterests(matter, matter.register)
    for entry in known.lasting:
        yield from _not_declared(known, entry)
    yield from _not_registered(known)
    if known.withheld and (known.proposers or known.declared.statements):
        yield RuleFinding(
            RULE.id,
            Severity.NOTE,
            f"{known.withheld_words} of the register {'is' if known.withheld == 1 else 'are'} withheld and not "
            "compared with this submission.",
            "Ask the register's keeper whether any of them bears on it.",
            determined=False,
        )


def _not_declared(known: KnownInterests, entry: Interest) -> Iterator[RuleFinding]:
    """Yield a finding if an interest is of somebody who proposes, bears on the subject and is not declared.

    An interest in the named provider is for the rule on providers.
    """
    proposer = known.proposer(entry)
    common = known.common(entry) if proposer and not known.provider(entry.organisation) else ()
    if proposer is None or not common or known.declares(entry):
        return
    named, meant = proposer
    if len(meant.names) == 1:
        yield _undeclared(known, entry, common, proposer)
        return
    yield RuleFinding(
        RULE.id,
        Severity.NOTE,
        f"Whether the interest of {entry.name} in the register is that of “{named.name}” cannot be told: the name can "
        f"be that of {' or '.join(meant.names)}.",
        "Give the whole name, and declare the interest if it is theirs.",
        (named.where,),
        determined=False,
    )


def _undeclared(
    known: KnownInterests, entry: Interest, common: tuple[str, ...], proposer: tuple[Named, Meant]
) -> RuleFinding:
    named, meant = proposer
    denial = known.denial(entry.name)
    close = bool(set(common) & known.words_of_its_own(entry))
    rule = rule_with(known.matter, "declare")
    asked = f" The framework asks that interests are declared ({cited(known.matter, rule)})." if rule else ""
    says = "says that there is no interest to declare" if denial else "does not declare it"
    return RuleFinding(
        RULE.id,
        Severity.MUST_FIX if denial and close and meant.firm else Severity.SHOULD_FIX,
        f"By the register {entry.name} has an interest that bears on what is proposed ({told(entry)}; in common: "
        f"{', '.join(common)}). The submission names “{named.name}” among those who propose it, and {says}.{asked}",
        "Declare the interest in the submission, or say why it does not bear on it.",
        (named.where, *(quoted(known.matter, denial.passage) if denial else ())),
    )


def _declarer(statement: Statement) -> str:
    """Return whose interest a statement declares: the last name before the words that say what is to be registered."""
    text = statement.passage.text
    tie = _TO_REGISTER.search(text)
    names = [name for name in names_in(text[: tie.start()]) if has_title(name)] if tie else []
    return "" if not names or _SPOKEN_TO.search(text[: text.find(names[-1])]) else names[-1]


def _not_registered(known: KnownInterests) -> Iterator[RuleFinding]:
    """Yield one finding for the declarations of which the register has nothing."""
    missing: dict[str, Statement] = {}
    for statement in known.declared.of(Kind.DECLARES):
        name = _declarer(statement)
        if name and not _registered(known, statement, name):
            missing.setdefault(name, statement)
    if not missing:
        return
    nil = [name for name in missing if any(_same(entry.name, name) for entry in known.register.nil_returns)]
    also = f" {listed(nil)} {'has' if len(nil) == 1 else 'have'} made a nil return." if nil else ""
    yield RuleFinding(
        RULE.id,
        Severity.SHOULD_FIX,
        f"The submission declares {'an interest' if len(missing) == 1 else 'interests'} of {listed(list(missing))} "
        f"that the register does not have.{also}",
        "The register's keeper asks for a declaration and enters it.",
        quoted(known.matter, *(statement.passage for statement in list(missing.values())[:3])),
    )


def _same(one: str, other: str) -> bool:
    return same_person(one, other) is not Likeness.DIFFERENT


def _registered(known: KnownInterests, statement: Statement, name: str) -> bool:
    """Return whether the register has the interest, or may have it: withheld, ended, or said in other words."""
    entries = [entry for entry in known.register.interests if _same(entry.name, name)]
    if not entries:
        return bool(known.register.withheld)
    if any(entry.withheld for entry in entries):
        return True
    text = statement.passage.text
    if any(organisation_in(entry.organisation, text) for entry in entries) or bearings(Item(text), entries, None):
        return True
    firms = companies(text)
    return not firms or any(organisation_in(firm, entry.organisation) for firm in firms for entry in entries)


RULE = Rule(
    id="register-and-declarations",
    title="Register of interests and declarations",
    looks_at="With `--register`, compares the interests in the register of those who propose with what the submission "
    "declares, both ways. People and organisations are matched in other spellings too.",
    example="By the register the lead advises a diabetes network, and the case for a diabetes clinic says “no "
    "interests to declare”: must fix. A declared shareholding that is not in the register: should fix, for the "
    "register's keeper.",
    limits="Whether an interest bears on the proposal is seen by telling words in common with the title. Who proposes "
    "has to be named as author, lead or the like. Entries that are withheld are not compared.",
    find=find,
    of=(*PROPOSALS, *PLANS),
)
