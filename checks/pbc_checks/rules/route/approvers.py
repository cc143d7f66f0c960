"""Who a submission says approves it: the bodies and people of the framework, by the names that texts give them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pbc_checks.evidence.passages import Passage
from pbc_checks.rules.matter import Matter
from pbc_checks.rules.route.asked_for import FREED_UP, asks_for_capital, said_passages, with_label
from pbc_checks.rules.sums import SUM
from pbc_frameworks.model import Framework

_ONE_WORD = 1  # “Practice” and “Directors” are words of every text
OTHER = "other: "
"""What the ids of those begin with who have no part in a framework, but whom texts say to approve all the same."""
_OFFICERS = (
    "PCT Chief Executive",
    "Chief Executive",
    "Director of Finance",
    "Finance Director",
    "Director of Commissioning",
    "Director of Public Health",
    "Professional Executive Committee",
    "PEC",
    "PCT Board",
)
_ELSEWHERE = re.compile(
    r"\b(?:hospital|trust|council|provider|company|charity|firm|whose)(?:['’]s)?\s(?:own\s)?$", re.I
)
_THIS = re.compile(
    r"\b(?:this|our|the) (?:PBC |practice based commissioning |commissioning |business |action |recovery )?"
    r"(?:case|proposal|bid|plan|scheme|application|submission|development|strategy|service development)\b"
    r"|\b(?:use|spending) of\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"\b(?:no|not|nor|neither|never|without|unless|if|whether|would|could|might|(?-i:may)|rather than"
    r"|instead of)\b|n[’']t\b|\?",
    re.IGNORECASE,
)
_OF_THEIRS = r"(?:(?:its|their|the|final|formal) )*approval"
_TO_APPROVE = (
    r"(?:(?:will|is|are|has|have|must|shall|should|can)(?: then| now| first| be asked)*(?: to)?"
    rf" (?:approve|sign off|give {_OF_THEIRS})|approves|signs off|gives {_OF_THEIRS})\b"
)
_APPROVED = r"(?:(?:has|have)(?: now| already)? (?:approved|signed off)|approved|signed off)\b"
_BY = (
    r"\b(?:(?:to be|will be|must be|shall be|is|are|should be) approved by|for (?:final )?approval (?:by|from|of)"
    r"|approval (?:\w+ ){0,2}(?:by|of|from|rests with|lies with|is for|is with)|approver|approving body|approved by"
    r"|approval of (?:this|the|our) (?:\w+ ){1,4}(?:rests with|lies with|is for|is with)"
    r"|signed off by)"
    r"\s*[:|–-]?\s*(?:the )?(?:PCT[’']s )?"
)
_ONLY_THIS = re.compile(r"\s(?:this|it)\b\W*$", re.IGNORECASE)
_PAST_BY = re.compile(r"\b(?:was|were|been|is now|already)\s+approved by\b|(?:^|[,(;])\s*approved by\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """That somebody approves what is submitted: the id of the body or party, its name there, and where it is said."""

    actor: str
    name: str
    passage: Passage
    past: bool


@dataclass(frozen=True)
class Names:
    """The names by which texts speak of the bodies and parties of a framework."""

    actors: dict[str, str]
    pattern: re.Pattern[str]
    claimed: re.Pattern[str]

    def named(self, text: str) -> set[str]:
        """Return the ids of those whom a text names."""
        return {self.actors[match.group().casefold()] for match in self.pattern.finditer(text)}


def names(framework: Framework) -> Names:
    """Return the names of a framework's bodies and parties: their titles, and those that its routes add."""
    titles = [(body.title, body.id) for body in framework.bodies]
    titles += [(party.title, party.id) for party in framework.parties if party.id != "pct"]
    kept = {title.casefold(): actor for title, actor in titles if len(title.split()) > _ONE_WORD}
    added = framework.routes.names if framework.routes else {}
    kept.update((name.casefold(), actor) for actor, several in added.items() for name in several)
    for officer in _OFFICERS:
        kept.setdefault(officer.casefold(), f"{OTHER}{officer}")
    return Names(kept, *_patterns(tuple(sorted(kept, key=len, reverse=True))))


@lru_cache(maxsize=16)
def _patterns(known: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    name = (
        rf"(?<![\w-])(?<!deputy )(?<!assistant )(?<!vice )(?<!associate )(?:{'|'.join(map(re.escape, known))})(?![\w-])"
        r"(?! (?:of|for) (?-i:[A-Z]))(?! \((?!(?-i:[A-Z]{2,6})\)))(?! (?:chair|member|lead|meeting|manager)s?\b)"
    )
    claimed = (
        rf"(?P<doer>{name})(?: \([^()]{{1,60}}\)|, [^,.;|]{{1,40}},)?,? (?P<verb>{_TO_APPROVE}|{_APPROVED})"
        r"(?P<object>[^.;|]{0,60})"
        rf"|(?P<by>{_BY})(?P<named>{name})"
        rf"|\bfor (?:the )?(?P<asked>{name}) to (?:approve|sign off)\b"
        rf"|\bto (?:the )?(?P<sent>{name}) for (?:its |final |their |formal )*approval\b"
    )
    return re.compile(name, re.IGNORECASE), re.compile(claimed, re.IGNORECASE)


def claims(matter: Matter) -> Iterator[Claim]:
    """Yield what a submission says of who approves it. A sentence that names several, or is in doubt, is left out."""
    known = names(matter.framework)
    last: Passage | None = None
    for passage in said_passages(matter):
        before, last = last.text if last and last.block == passage.block else "", passage
        text = with_label(passage)
        if not any(word in text.lower() for word in ("approv", "sign")) or _DOUBT.search(text):
            continue
        match = known.claimed.search(text) if len(known.named(text)) == 1 else None
        if match is None or not _about_this(match, text, before):
            continue
        name = match["doer"] or match["named"] or match["asked"] or match["sent"]
        actor = known.actors[name.casefold()]
        if actor.startswith(OTHER) and _ELSEWHERE.search(text[: text.find(name)]):
            continue
        past = bool(match["verb"] and match["verb"].endswith(("approved", "signed off"))) or bool(_PAST_BY.search(text))
        yield Claim(actor, name, passage, past)


def _about_this(match: re.Match[str], text: str, before: str) -> bool:
    """Return whether what is approved is the submission, or money of it, and not a protocol or a policy.

    “This” alone is what the sentence `before` is about.
    """
    about = match["object"] if match["doer"] else text
    if match["doer"] and _ONLY_THIS.match(about):
        about = before
    label = match["by"] is not None and not text[: match.start()].strip(" |") and bool(re.search(r"[:|]", match["by"]))
    money = FREED_UP.search(about) or SUM.search(about)
    return label or bool(_THIS.search(about) or money) or asks_for_capital(about)
