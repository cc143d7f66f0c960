"""Form and care: what was left in that should not go out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pbc_checks.evidence.passages import Passage
from pbc_checks.evidence.quotation import quotes
from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.report.wording import counted
from pbc_checks.rules.form.sign_off import still_to_sign
from pbc_checks.rules.interests.nothing_said import left_to_be_done
from pbc_checks.rules.matter import AGREEMENTS, Matter, Rule
from pbc_checks.submission import BlockKind

_MOST_SHOWN = 3
# The head of a column of money, a dash in a cell, or "none", which can be all there is to say.
_AN_ANSWER = re.compile(r"[\s£%–—-]+|\W*(?:none|nil|n/?a|not applicable)\W*", re.IGNORECASE)
_BEFORE_LABEL = 8  # characters: its number
# Words that point to another place answer there, unless they say that it is still empty.
_POINTS_ELSEWHERE = re.compile(r"(?:(?:please )?see|as|cf|refer to|covered)\b.*", re.IGNORECASE | re.DOTALL)
# What a template has where something is to be typed, wherever it stands in a sentence.
_MARK = re.compile(
    r"(?<!\?)\?{3,}|\blorem ipsum\b"
    r"|<\s?(?:insert|enter|type|name|practice|surgery|PCT|locality|cluster|date|title|sum|amount|number)\b[^<>]{0,40}>",
    re.IGNORECASE,
)
# Words that look like a placeholder and are part of a statement: what the service will provide, who waits for it.
_COMPOUND = re.compile(r"\w-to-follow\b|\bto follow[- ]up\b", re.IGNORECASE)
_PEOPLE_WAITING = re.compile(
    r"\b(?:patients?|people|persons?|those|children|adults|women|men|clients|referrals|cases)\b[^.;:]{0,30}"
    r"\b(?:awaiting|waiting (?:for|on|to hear)|pending)\b",
    re.IGNORECASE,
)
_SERVICE_PROVIDED = re.compile(
    r"\b(?:services?|care|treatments?|clinics?|sessions?)(?: \w+)? to be provided\b", re.IGNORECASE
)
_GIVES = re.compile(r"(?:^\W*to|\bwill) (?:provide|advise|supply|add)\s+(?P<what>\w.*)", re.IGNORECASE | re.DOTALL)
_FOR_THE_DOCUMENT = re.compile(
    r"(?:this|it|them|these|those|later|by|at|on|in|once|when|if|after|for)\b"
    r"|(?:\S+\s+){0,5}(?:figures?|numbers?|data|details?|costs?|costings?|breakdowns?|split|letters?|evidence|text|words?|wording"
    r"|sections?|paragraphs?|paras?|tables?|charts?|graphs?|appendix|appendices|information|info|lists?|dates?|names?"
    r"|quotes?|answers?|references?|totals?|projections?|analysis|modelling|confirmation"
    r"|later|shortly|soon|asap|separately|nearer)\b",
    re.IGNORECASE,
)
_STILL_EMPTY = re.compile(r"\[|\b(?:not|tbc|tba|tbd|to follow|awaited|awaiting|pending|to be)\b", re.IGNORECASE)


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield a finding for placeholders, for guidance and for comments that were left in."""
    every = list(zip(matter.view.index.passages, matter.view.features, strict=True))
    others = _told_by_others(matter)
    blank = [
        passage
        for passage, features in every
        if (features.placeholder or (_MARK.search(passage.text) and not features.guidance))
        and passage.text not in {"", passage.label}
        and passage.block not in others
        and not _is_said(passage, features.placeholder, matter.framework.source.short)
    ]
    if blank:
        yield _finding(
            matter,
            blank,
            f"{counted(len(blank), 'place')} still {'holds' if len(blank) == 1 else 'hold'} a placeholder.",
            "Put in what is missing, or say who will have it and by when; take out what is the template's.",
        )
    # A clause that says what has to be described reads like an instruction, and is none.
    if matter.submission.form is None and matter.definition.kind not in AGREEMENTS:
        left = [passage for passage, features in every if features.guidance and not features.of_the_form]
        if left:
            yield _finding(
                matter,
                left,
                f"{counted(len(left), 'sentence')} of guidance {'was' if len(left) == 1 else 'were'} left in.",
                "Take the template's instructions out.",
            )
    comments = [block for block in matter.submission.blocks if block.kind is BlockKind.COMMENT]
    if comments:
        yield RuleFinding(
            RULE.id,
            Severity.SHOULD_FIX,
            f"{counted(len(comments), 'comment')} {'is' if len(comments) == 1 else 'are'} still in the file "
            f"({comments[0].place}).",
            "Deal with the comments and delete them before the document goes out.",
        )


def _is_said(passage: Passage, placeholder: str, source: str) -> bool:
    """Return whether what looks like a placeholder says what there is to say: none, where it stands, or its source."""
    text, label = passage.text, passage.label
    if _is_a_statement(text, placeholder):
        return True
    answer = text.split(label, 1)[1].lstrip(" :") if label and label in text[: len(label) + _BEFORE_LABEL] else text
    if _AN_ANSWER.fullmatch(answer) or text.lstrip("[( ").startswith(f"{source}, "):
        return True
    return bool(_POINTS_ELSEWHERE.fullmatch(placeholder)) and not _STILL_EMPTY.search(text)


def _is_a_statement(text: str, placeholder: str) -> bool:
    """Return whether the words of a placeholder are part of what a sentence says of the service and its patients."""
    words = placeholder.casefold()
    if words in {"to follow", "to-follow"}:
        return bool(_COMPOUND.search(text))
    if words == "to be provided":
        return bool(_SERVICE_PROVIDED.search(text))
    if words.startswith(("await", "waiting", "pending")):
        return bool(_PEOPLE_WAITING.search(text))
    given = _GIVES.search(text) if words.startswith(("to ", "will ")) else None
    return given is not None and not _FOR_THE_DOCUMENT.match(given["what"])


def _told_by_others(matter: Matter) -> set[int]:
    """Return the blocks, by their number, of which the rules on interests and on signatures speak."""
    unsigned = {id(slot.block) for slot in still_to_sign(matter)}
    blocks = {number for number, block in enumerate(matter.submission.blocks) if id(block) in unsigned}
    return blocks | {statement.passage.block for statement in left_to_be_done(matter)}


def _finding(matter: Matter, passages: Sequence[Passage], what: str, action: str) -> RuleFinding:
    shown = quotes(passages, matter.submission.blocks, _MOST_SHOWN)
    return RuleFinding(RULE.id, Severity.SHOULD_FIX, what, action, shown)


RULE = Rule(
    id="care",
    title="What was left in",
    looks_at="Looks for “to follow”, “TBC” and the like, for a template's instructions, and for comments in the file.",
    example="“Costs: to follow from finance” and a comment by a colleague: should fix, twice.",
    limits=(
        "In a completed form its own guidance is let stand, and no clause of an agreement is taken for guidance. “See "
        "below” and the framework's own citations are no placeholders, nor is what a service “will provide”. Interests "
        "that are to follow, signatures and tracked changes have rules of their own."
    ),
    find=find,
)
