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
_TO_APPROVE = (
    r"(?:(?:will|is|are|has|have|must|shall|should|can)(?: then| now| first| be asked)*(?: to)? approve|approves)\b"
)
_APPROVED = r"(?:(?:has|have)(?: now| already)? approved|approved)\b"
_BY = (
    r"\b(?:(?:to be|will be|must be|shall be|is|are|should be) approved by|for (?:final )?approval (?:by|from|of)"
    r"|approval (?:\w+ ){0,2}(?:by|of|from|rests with|lies with|is for)|approver|approving body|approved by)"
    r"\s*[:|–-]?\s*(?:the )?(?:PCT[’']s )?"
)
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
    return Names(kept, *_patterns(tuple(sorted(kept, key=len, reverse=True))))


@lru_cache(maxsize=16)
def _patterns(known: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    name = (
        rf"(?<![\w-])(?<!deputy )(?<!assistant )(?<!vice )(?<!associate )(?:{'|'.join(map(re.escape, known))})(?![\w-])"
        r"(?! (?:of|for) (?-i:[A-Z]))(?! \((?!(?-i:[A-Z]{2,6})\)))(?! (?:chair|member|lead|meeting|manager)s?\b)"
    )
    claimed = (
        rf"(?P<doer>{name})(?: \([^()]{{1,60}}\))?,? (?P<verb>{_TO_APPROVE}|{_APPROVED})(?P<object>[^.;|]{{0,60}})"
        rf"|(?P<by>{_BY})(?P<named>{name})"
        rf"|\bfor (?:the )?(?P<asked>{name}) to approve\b"
        rf"|\bto (?:the )?(?P<sent>{name}) for (?:its |final |their |formal )*approval\b"
    )
    return re.compile(name, re.IGNORECASE), re.compile(claimed, re.IGNORECASE)


def claims(matter: Matter) -> Iterator[Claim]:
    """Yield what a submission says of who approves it. A sentence that names several, or is in doubt, is left out."""
    known = names(matter.framework)
    for passage in said_passages(matter):
        text = with_label(passage)
        if "approv" not in text.lower() or _DOUBT.search(text) or len(known.named(text)) != 1:
            continue
        match = known.claimed.search(text)
        if match is None or not _about_this(match, text):
            continue
        name = match["doer"] or match["named"] or match["asked"] or match["sent"]
        past = bool(match["verb"] and match["verb"].endswith("approved")) or bool(_PAST_BY.search(text))
        yield Claim(known.actors[name.casefold()], name, passage, past)


def _about_this(match: re.Match[str], text: str) -> bool:
    """Return whether what is approved is the submission, or money of it, and not a protocol or a policy."""
    about = match["object"] if match["doer"] else text
    label = match["by"] is not None and not text[: match.start()].strip(" |") and bool(re.search(r"[:|]", match["by"]))
    money = FREED_UP.search(about) or SUM.search(about)
    return label or bool(_THIS.search(about) or money) or asks_for_capital(about)
