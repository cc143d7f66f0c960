"""Who is in a proposal: who proposes it, who would provide what it proposes, and what that is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pbc_checks.evidence.passages import NEVER_EVIDENCE, Passage
from pbc_checks.evidence.quotation import quotes
from pbc_checks.findings import Evidence
from pbc_checks.rules.matter import Matter, evidence, once
from pbc_checks.rules.names import names_in, organisation_in
from pbc_checks.submission import BlockKind

_LABEL = re.compile(
    r"\W*(?:\d+[.)]?\s*)?(?:(?:clinical|project|managerial|GP|practice|PBC|name of|the|our) )*(?:authors?|prepared by"
    r"|written by|submitted by|completed by|filled in by|presented by|proposed by|drafted by|proposers?|from|leads?"
    r"|lead clinician"
    r"|lead GP|lead for this plan|sponsor|applicants?|signed)\b",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile(
    r"\b(?:written|prepared|submitted|proposed|drafted|completed|led|presented|signed) (?:for [\w ]{1,30} )?by:?\s*$"
    r"|\b(?:authors?|lead|sponsor|from|signed)(?: (?:is|will be|would be|clinician|GP|partner))?:?\s*$"
    r"|\b(?:run|provided|delivered|staffed) by\s*$",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"[\s,(]*(?:\w+ ){0,3}(?:is|as|will be|would be|was) (?:the |our )?(?:clinical |project |locality |PBC )*"
    r"(?:lead|author|sponsor)\b"
    r"|\s*,\s(?:the |our )?(?:clinical|project|PBC|locality) lead\b|\s(?:will |would )?leads?\b(?! to\b)",
    re.IGNORECASE,
)
_ADDRESSEE = re.compile(r"^\W*(?:to|dear|cc|for)\b", re.IGNORECASE)
_NEAR = 50  # characters on either side of a name in which it is said what the person does
_OPENING = 6  # blocks in which a submission says whose it is
_TITLE = 3  # blocks among which the title is
_SHORT = 18  # words of a line that names who submits
_TITLE_LABEL = re.compile(
    r"\W*(?:\w{1,3}[.)]\s*)?(?:title|name of (?:the )?(?:proposal|scheme|service|project)|proposal|scheme|service"
    r"|what is it|describe the scheme|project)\W*",
    re.IGNORECASE,
)
_PROPOSES = re.compile(
    r"\b(?:we|I) (?:would like to|want to|wish to|propose|plan to|ask|intend)\b|\bwhat we (?:want|propose|would like)\b"
    r"|\b(?:this|the) (?:business case|paper|proposal|case|scheme) (?:is|asks|proposes|sets out|is to)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:will|would|shall|may|could|is to|are to|to be|propos\w+|recommend\w*|prefer\w*"
    r"|(?:have|has) (?:chosen|selected|appointed)\b.{0,80}\bto)\b",
    re.IGNORECASE,
)
_PROVIDES = re.compile(
    r"\b(?:provid|run|deliver|suppl|operat|staff|perform"
    r"|carr(?:y|ied) out|undertak|offer|manage|host|commission|buy|bought"
    r"|purchas|award|contract|agreement|SLA|bid|quot|tender)\w*\b|\b(?:be )?done by\b",
    re.IGNORECASE,
)
_PROVIDER_LABEL = re.compile(
    r"\b(?:provider|supplier|contractor|who (?:will|would) (?:provide|deliver|run|supply))\b", re.IGNORECASE
)
_NOT_SO = re.compile(
    r"\b(?:not|no longer|never|instead of|rather than|unsuccessful|declined|stop\w*|ceas\w+|currently|at present"
    r"|until now|lose|loses|losing|won.t|wouldn.t)\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:we|I|the (?:practice|partners|cluster|consortium)|(?:our|all (?:\w+ )?|both )practices?)\b.{0,20}?"
    r"\b(?:will|would|shall|'d|’d) (?:each |then |also |all )*"
    r"(?:be paid for|hold the (?:contract|LES|enhanced service|agreement|SLA)|provide (?:it|the (?:service|clinic)"
    r"|this))\b"
    r"|\bI['’]d be paid\b|\b(?:provided|run|delivered|staffed|held) (?:in-house )?by "
    r"(?:us|ourselves|the practice|our (?:own )?(?:partners|GPs?|GPwSIs?|doctors|nurses|practices?))\b"
    r"|\bby (?:one|two|three|some) of our (?:own )?(?:partners|GPs|doctors)\b"
    r"|\b(?:provid|run|deliver|suppl|hold|held|contract)\w*\b[^.;]{0,80}\b(?:owned|set up) by "
    r"(?:us|ourselves|(?:the|our|its|all(?: our)?|some of (?:the|our)|two of (?:the|our)) "
    r"(?:practices?|partners|GPs?|doctors))\b"
    r"|\b(?:the practice(?:['’]s)?|our) own GPwSIs?\b|\bour (?:own |two |2 )?GPwSIs?\b",
    re.IGNORECASE,
)
_OWN_SIGNS = (
    "paid",
    "hold",
    "held",
    "provide",
    "run by",
    "delivered by",
    "staffed by",
    "owned by",
    "set up by",
    " our ",
    "Our ",
    "GPwSI",
)
_BY = re.compile(
    r"\b(?:provided|run|delivered|staffed|held|offered) (?:by|through) (?:the )?(?:partners (?:of|at) )?(?:the )?$",
    re.IGNORECASE,
)
_IS_TO = re.compile(
    r"\s(?:itself )?(?:will|would|shall|is to) (?:provide|run|deliver|be paid|hold the|employ|offer)\b", re.IGNORECASE
)
_COMPANY_FORM = re.compile(r"Ltd|Limited|LLP|plc|PLC|CIC")
_COMPANY = re.compile(
    r"\b(?:[A-Z][\w’'-]*|[A-Z])(?:\s(?:&|and|of|for|[A-Z][\w’'-]*)){0,5}\s(?:Ltd|Limited|LLP|plc|PLC|CIC)\b"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A person whom a submission names in a part that they have in it, with the words that say so."""

    name: str
    where: Evidence


def proposers(matter: Matter) -> tuple[Named, ...]:
    """Return those who submit, write, lead or would run what is proposed, as the submission names them."""
    found: dict[str, Named] = {}
    for block in matter.submission.blocks:
        if block.field == "lead":
            for name in names_in(block.text):
                found.setdefault(name, Named(name, evidence(block)))
    blocks = matter.submission.blocks
    texts = [
        number for number, block in enumerate(blocks) if block.kind is not BlockKind.COMMENT and block.text.strip()
    ]
    ends = {*texts[:_OPENING], *texts[-2:]}
    for passage in passages(matter):
        for name in names_in(passage.text):
            if name not in found and _proposes(passage, name, at_an_end=passage.block in ends):
                found[name] = Named(name, _quoted(matter, passage))
    return tuple(found.values())


def _proposes(passage: Passage, name: str, *, at_an_end: bool) -> bool:
    text, label = passage.text, passage.label
    if _ADDRESSEE.match(text) or _ADDRESSEE.match(label):
        return False
    if (label and _LABEL.match(label)) or (at_an_end and len(text.split()) <= _SHORT):
        return True
    at = text.find(name)
    before, after = text[max(0, at - _NEAR) : at], text[at + len(name) : at + len(name) + _NEAR]
    return bool(_BEFORE_NAME.search(before) or _AFTER_NAME.match(after) or (_LABEL.match(text) and at < _NEAR))


def says_who_provides(passage: Passage) -> bool:
    """Return whether a passage says who is to provide what is proposed; not who provides it today, or who will not."""
    text = passage.text
    to_come = _PROVIDER_LABEL.search(passage.label) or (_TO_COME.search(text) and _PROVIDES.search(text))
    return bool(to_come) and not _NOT_SO.search(text)


def providing_itself(matter: Matter) -> tuple[Passage, ...]:
    """Return the passages that say that whoever proposes would provide, or be paid for it, too."""
    practices = proposing_practices(matter)
    return tuple(
        passage
        for passage in passages(matter)
        if (
            any(sign in passage.text for sign in _OWN_SIGNS)
            and _OWN.search(passage.text)
            and not _NOT_SO.search(passage.text)
        )
        or any(_by_practice(passage, practice) for practice in practices)
    )


def proposing_practices(matter: Matter) -> tuple[str, ...]:
    """Return the practices of the profile that a submission names in its opening, where it says whose it is."""
    if matter.profile is None:
        return ()
    said = [block.text for block in matter.submission.blocks if block.text.strip() and block.kind not in NEVER_EVIDENCE]
    opening = [text for text in said[:_OPENING] if len(text.split()) <= _SHORT and not _ADDRESSEE.match(text)]
    names = [practice.name for place in matter.profile.localities for practice in place.practices]
    return tuple(name for name in names if any(organisation_in(name, text) for text in opening))


def _by_practice(passage: Passage, practice: str) -> bool:
    """Return whether a passage says that a practice, and not somebody in its rooms, is to provide or to be paid."""
    written = organisation_in(practice, passage.text)
    if not written or not says_who_provides(passage):
        return False
    at = passage.text.find(written)
    return bool(_BY.search(passage.text[:at]) or _IS_TO.match(passage.text[at + len(written) :]))


def companies(text: str) -> list[str]:
    """Return the companies of a text that say by their names that they are one."""
    return [match.group() for match in _COMPANY.finditer(text)] if _COMPANY_FORM.search(text) else []


def subject(matter: Matter) -> tuple[Evidence, ...]:
    """Return the words that say what is proposed: the title, and sentences such as “we propose …”."""
    return tuple(dict.fromkeys(_subject(matter)))


def _subject(matter: Matter) -> Iterator[Evidence]:
    said = [block for block in matter.submission.blocks if block.text.strip() and block.kind not in NEVER_EVIDENCE]
    for number, block in enumerate(said):
        opens = number < _TITLE and (block.kind is BlockKind.HEADING or len(block.text.split()) <= _SHORT)
        if opens or block.field == "proposal":
            yield evidence(block)
    for passage in passages(matter):
        if _TITLE_LABEL.fullmatch(passage.label) or _PROPOSES.search(passage.text):
            yield _quoted(matter, passage)


@once
def passages(matter: Matter) -> tuple[Passage, ...]:
    """Return the passages of a submission's own words."""
    return tuple(passage for passage in matter.view.index.passages if not passage.guidance and not passage.empty)


def _quoted(matter: Matter, passage: Passage) -> Evidence:
    found = quotes([passage], matter.submission.blocks, 1)
    return found[0] if found else evidence(matter.submission.blocks[passage.block])
