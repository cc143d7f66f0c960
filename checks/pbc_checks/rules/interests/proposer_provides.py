"""The proposer provides: whoever proposes would also be paid for it, or has an interest in who would."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pbc_checks.evidence.passages import Passage
from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.report.wording import listed
from pbc_checks.rules.interests.deciding import deciders
from pbc_checks.rules.interests.declarations import Kind, declarations
from pbc_checks.rules.interests.denied import NO_MORE, denied
from pbc_checks.rules.interests.known_interests import KnownInterests, cited, quoted, rule_with, told
from pbc_checks.rules.interests.parties import companies, passages, providing_itself, says_who_provides
from pbc_checks.rules.matter import PROPOSALS, Matter, Rule
from pbc_checks.rules.names import has_title, names_in, organisation_in
from pbc_frameworks.model import ConflictRule
from pbc_frameworks.register.model import Interest

_PROVIDES_TOO = re.compile(r"\b(?:also provides|provide the service itself|commission a service from itself)\b")
_OF_PROVIDING = re.compile(
    r"\b(?:paid|payments?|partners?|practices?|surgery|sessions?|fees?|income|gains?|profit|provid\w+|GPwSIs?|LES"
    r"|contract)\b",
    re.IGNORECASE,
)
_TIE = re.compile(r"\b(?:directors?|shareholders?|shares|owns?|owned|owners?|belongs?)\b")
_THEIRS = re.compile(
    r"\b(?:(?:is|are) (?:also |both |all )?(?:an? |the |one of the )?(?:[a-z]+ )?(?:directors?|shareholders?|owners?)"
    r" (?:of|in)|(?:jointly |part-)?owns?|(?:holds?|has|have) (?:\d+% |a )?(?:of )?(?:the )?shares in)\s(?:the )?$"
)
_OWNED_BY = re.compile(r"\s(?:is |are )?(?:(?:jointly |part-|wholly )?owned by|belongs? to)\s")
_KEPT_APART = re.compile(
    r"\b(?:tak(?:e|es|ing) no part|took no part|withdr[ae]w\w*|leav(?:e|es|ing) the (?:room|meeting)|stands? down"
    r"|not vote|declar\w+|conflicts? of interests?)\b",
    re.IGNORECASE,
)


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield a finding for each provider in which somebody has an interest that is not declared."""
    if matter.framework.conflicts is None:
        return
    yield from _itself(matter)
    yield from _stated_and_denied(matter)
    if matter.register is None:
        stated = tuple(_stated_in_passing(matter))
        yield from (finding for _, finding in stated)
        yield from _not_compared(matter, told={company for company, _ in stated})
        return
    known = KnownInterests(matter, matter.register)
    body = deciders(known)
    on_the_body = {entry.name for entry in body.entries} if body else set()
    for entry in known.lasting:
        found = _in_a_provider(known, entry, on_the_body)
        if found:
            yield found


def _itself(matter: Matter) -> Iterator[RuleFinding]:
    """Yield a finding if those who propose would provide it themselves, and no declaration speaks of that."""
    itself = providing_itself(matter)
    if not itself:
        return
    said = declarations(matter)
    blocks = {statement.passage.block for statement in said.of(Kind.DECLARES)}
    about = [each for each in said.statements if each.passage.block in blocks and each.kind is not Kind.DENIES]
    if any(_OF_PROVIDING.search(statement.passage.text) for statement in about):
        return
    denials = [statement.passage for statement in said.of(Kind.DENIES) if not statement.limited][:1]
    but = "it says that there is no interest to declare" if denials else "it declares no interest about it"
    if not matter.submission.receipt.complete and not denials:
        yield RuleFinding(
            RULE.id,
            Severity.NOTE,
            "Those who propose the service would provide it themselves. Whether they declare that cannot be told: "
            "part of the file could not be read.",
            "Look for a declaration of interests in the file itself.",
            quoted(matter, itself[0]),
            determined=False,
        )
        return
    yield RuleFinding(
        RULE.id,
        Severity.SHOULD_FIX,
        f"Those who propose the service would provide it themselves, and {but}.{_asked(matter)}",
        "Declare who would be paid for the service, and say how the decision is kept apart from them.",
        quoted(matter, *itself[:2], *denials),
    )


def _stated_and_denied(matter: Matter) -> Iterator[RuleFinding]:
    """Yield the interests in a provider that the submission states itself, and denies."""
    for found in denied(matter):
        says = "that nobody has declared an interest" if found.denial.of_declaring else "that there is no interest"
        whose = found.name if found.own else f"somebody of the family of {found.name}"
        yield RuleFinding(
            RULE.id,
            Severity.MUST_FIX if found.plain else Severity.SHOULD_FIX,
            f"By the submission's own words {whose} has an interest in who would provide or supply; elsewhere it says "
            f"{says}.{_asked(matter)}",
            "Declare the interest, and say how it is managed.",
            quoted(matter, found.stated, found.denial.passage),
        )


def _in_a_provider(known: KnownInterests, entry: Interest, on_the_body: set[str]) -> RuleFinding | None:
    named = known.provider(entry.organisation)
    if named is None or known.declares(entry):
        return None
    passage, written = named
    proposer = known.proposer(entry)
    denial = known.denial(entry.name, in_the_provider=True)
    shown = quoted(known.matter, passage, *([denial.passage] if denial else []))
    if proposer is not None and len(proposer[1].names) > 1:
        return RuleFinding(
            RULE.id,
            Severity.NOTE,
            f"{written} would provide the service, and the register has an interest in it. Whether it is that of a "
            f"proposer cannot be told: “{proposer[0].name}” can be {' or '.join(proposer[1].names)}.",
            "Give the whole name, and declare the interest if it is theirs.",
            (*shown, proposer[0].where),
            determined=False,
        )
    part = "proposes it" if proposer else "is of those who decide" if entry.name in on_the_body else ""
    but = "says that there is no interest" if denial else "does not declare it"
    certain = proposer is not None and proposer[1].firm and denial is not None and entry.type == "financial"
    grave = Severity.MUST_FIX if certain else Severity.SHOULD_FIX if part else Severity.NOTE
    who = f"{entry.name}, who {part}, has" if part else f"{entry.name} has"
    return RuleFinding(
        RULE.id,
        grave,
        f"{written} would provide the service. By the register {who} an interest in it ({told(entry)}), and the "
        f"submission {but}.{_asked(known.matter)}",
        "Declare the interest in the submission, and say how it is managed.",
        (*shown, *([proposer[0].where] if proposer else [])),
    )


def _stated_in_passing(matter: Matter) -> Iterator[tuple[str, RuleFinding]]:
    """Yield each company that is to provide of which the submission says whose it is, and nothing more on interests.

    Where it speaks of interests anywhere, or says who withdraws, the statement is taken for the declaration; where part
    of the file could not be read, that may be there.
    """
    if not matter.submission.receipt.complete or declarations(matter).statements:
        return
    if any(_KEPT_APART.search(passage.text) for passage in passages(matter)):
        return
    providing = _providing(matter)
    told: set[str] = set()
    for passage in passages(matter):
        if not _TIE.search(passage.text) or NO_MORE.search(passage.text):
            continue
        for firm in companies(passage.text):
            company = next((name for name in providing if organisation_in(name, firm)), None)
            people = _whose(passage.text, firm) if company and company not in told else []
            if company and people:
                told.add(company)
                yield (
                    company,
                    RuleFinding(
                        RULE.id,
                        Severity.SHOULD_FIX,
                        f"By the submission's own words {listed(people)} {'has' if len(people) == 1 else 'have'} an "
                        f"interest in {company}, which would provide the service. Nothing says that it has been "
                        f"declared, or how it is managed.{_asked(matter)}",
                        "Declare the interest, and say how it is managed.",
                        quoted(matter, passage, providing[company]),
                    ),
                )


def _whose(text: str, firm: str) -> list[str]:
    """Return the people with a title who by a sentence direct, own or hold shares in a firm."""
    before, _, after = text.partition(firm)
    tied = _THEIRS.search(before)
    owned = _OWNED_BY.match(after)
    where = before[: tied.start()] if tied else after[owned.end() :] if owned else ""
    return list(dict.fromkeys(name for name in names_in(where) if has_title(name)))


def _providing(matter: Matter) -> dict[str, Passage]:
    """Return the companies that are to provide, each with a passage that says so."""
    return {
        name: passage for passage in passages(matter) for name in companies(passage.text) if says_who_provides(passage)
    }


def _not_compared(matter: Matter, told: set[str]) -> Iterator[RuleFinding]:
    """Yield a note if a company is to provide and nobody's interests in it can be looked up; not of those `told`."""
    said = [statement.passage.text for statement in declarations(matter).of(Kind.DECLARES)]
    said += [each.stated.text for each in denied(matter)]
    open_ones = {
        name: passage
        for name, passage in _providing(matter).items()
        if name not in told and not any(organisation_in(name, text) for text in said)
    }
    if open_ones:
        yield RuleFinding(
            RULE.id,
            Severity.NOTE,
            f"{listed(list(open_ones))} "
            f"{'is named as a provider' if len(open_ones) == 1 else 'are named as providers'}. Whether a proposer or a "
            "member of the deciding body has an interest in it cannot be told without the register of interests.",
            "Look in the register of interests for the provider's name.",
            quoted(matter, *open_ones.values()),
            determined=False,
        )


def _asked(matter: Matter) -> str:
    """Return which rule of the framework is for it, as a sentence after a space; empty where there is none."""
    rules = matter.framework.conflicts.rules if matter.framework.conflicts else ()
    rule: ConflictRule | None = next((each for each in rules if _PROVIDES_TOO.search(each.text)), None)
    rule = rule or rule_with(matter, "declare")
    return f" The framework has a rule for this ({cited(matter, rule)})." if rule else ""


RULE = Rule(
    id="proposer-provides",
    title="The proposer would also provide",
    looks_at="Looks for who is to provide the service, and compares it with those who propose it and with the "
    "register of interests: names of companies and people are matched in other spellings too. Without a register, for "
    "sentences that say whose the company is, where nothing is said of interests.",
    example="“The scans will be provided by Castle Mead Diagnostics Ltd”, of which by the register the author is a "
    "director, and “nobody has an interest to declare”: must fix.",
    limits="The provider has to be named in a sentence on what will be. A company under another name, or one that "
    "belongs to somebody's family and is not in the register, is not seen.",
    find=find,
    of=PROPOSALS,
)
