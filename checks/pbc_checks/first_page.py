"""What a submission's first page says of itself, on labelled lines or above its text: its name, and whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pbc_checks.submission import Block, BlockKind, Submission

_PROPOSER_FIELDS = ("submitted-by", "cluster", "practice", "locality")
_FIRST_BLOCKS = 25  # in which a title page says what it is
_ROW = re.compile(r"(?P<label>[^|:]{2,40}?)\s{0,3}\|\s{0,3}(?P<value>[^|]{3,200})")
_LINE = re.compile(r"(?P<label>[^|:]{2,40}?)\s{0,3}:\s{0,3}(?P<value>[^|]{3,600})")
_NEXT_LABEL = re.compile(
    r"\s(?=(?:From|To|Date(?: received)?|Subject|Re|Title|Scheme|Name of (?:the )?(?:scheme|proposal)|Proposal|Practice"
    r"|Cluster|Locality|Author|Contact|Lead(?: \w{2,12})?|(?:Completed|Filled in|Prepared|Written) by):\s)"
)
"""Where a letter's head, whose lines have run together, goes on to its next line."""
_ANSWERS = re.compile(r"^(?:(?:RE|FWD?): ?)+", re.IGNORECASE)
_PROPOSAL = re.compile(
    r"(?:title(?: of (?:the )?(?:paper|proposal|scheme))?|subject|scheme|bid|report|proposal|project"
    r"|name of (?:the |your )?(?:scheme|proposal|project|service))",
    re.IGNORECASE,
)
_PROPOSER = re.compile(
    r"(?:submitting |proposing |lead )?(?:practices?|(?:pbc )?(?:cluster|locality|consortium|group)"
    r"|(?:name of (?:the )?)?(?:lead )?practices?(?: or (?:group|pbc locality)| ?/ ?(?:cluster|locality))?)",
    re.IGNORECASE,
)
_SENDER = re.compile(r"(?:from|submitted by|applicant|proposer|proposed by)", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:surger(?:y|ies)|practices?|cluster|locality|consorti\w{1,4}|group|medical|health centre)\b", re.IGNORECASE
)
_POST = re.compile(
    r"\b(?:manager|nurse|partners?|lead|administrator|GP)\b,?(?: (?:of|at|for|on behalf of)(?: the)?)?\s?",
    re.IGNORECASE,
)
_END = re.compile(r"\.\s|\s\(|[;|]|,? list\b|, \d| – ")
_FOR_OTHERS = re.compile(r"(?:^|\s)(?:on behalf of|for) (?:the )?.*")
_LONGEST_NAME = 90
_NUMBER = re.compile(r"^\(?(?:\d{1,2}|[A-Z])[.)]\s+")
_NOT_RUNNING = frozenset({BlockKind.COMMENT, BlockKind.CONTENTS, BlockKind.HEADER_FOOTER})
_TITLES = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH})
_TITLE_BLOCKS = 4  # in which a document without labels names itself and whom it comes from
_TITLE_WORDS = 40
_TITLE_CHARACTERS = 400
_SUBJECT_WORDS = 12
_LONGEST_TITLE = 120
_END_OF_TITLE = re.compile(r"\.\s|\s\(|[;|]|, \d")
_NO_SUBJECT = re.compile(r"^\w+:|[.,:?]$")
_OF_A_LETTER = re.compile(r"(?:Dear|To|From|Date|Ref|Your ref|Our ref|Tel)\b")
_SALUTATION = re.compile(r"Dear(?: [\w.’'-]+){1,4},?")
_MADE_FOR = re.compile(r":? (?:submission|paper|proposal|note|case|bid|statement) (?:to|for|on)\b.*", re.IGNORECASE)
_WORD = r"[A-Z][\w’'.&-]*"
_GROUP = re.compile(
    rf"(?P<name>{_WORD}(?: (?:(?:and|&|AND|of|OF) )?{_WORD}){{0,6}}) "
    r"(?:(?i:pbc|practice[ -]based commissioning|commissioning) )*(?i:cluster|locality|consortium|group|practices)\b"
)
"""A cluster, locality or group with the name that it has."""
_PRACTICE = re.compile(
    rf"(?:^|(?<=: )|(?<=– )|(?<= - ))(?P<name>(?:{_WORD} ){{1,5}}"
    r"(?:Surgery|Practice|Medical (?:Centre|Practice|Group)|Health Centre|Group Practice))\b"
)
"""A practice that stands at the head of a line, not one at which something is to take place."""
_NO_PART = re.compile(r"an?|the|our|this|from|for|by|to|on|at|in|of|proposal|paper|note|plan", re.IGNORECASE)
_NO_NAME = re.compile(
    r"pbc|practice|based|commissioning|primary|care|trust|pct|nhs|gp|lead|local|other|approvals|both|two|three|four|five"
    r"|six|seven|eight|nine|ten|eleven|twelve|january|february|march|april|may|june|july|august|september|october"
    r"|november|december",
    re.IGNORECASE,
)
_TRUST = re.compile(r".{2,60}\b(?:PCT|Primary Care Trust|(?:Commissioning )?(?:Board|Committee))", re.IGNORECASE)


def proposal(submission: Submission) -> str:
    """Return what a submission says that it is called; empty where it has no name but its first heading.

    A line or field of the form says so, or else the line above the first heading, or the one below the name of those
    who propose.
    """
    said = submission.fields.get("proposal", "").strip()
    return (
        _short(said)
        or next((_short(value) for label, value in _lines(submission) if _PROPOSAL.fullmatch(label)), "")
        or _below_its_label(submission)
        or _unlabelled(submission)
    )


def proposer(submission: Submission) -> str:
    """Return from which practice, cluster or locality a submission says that it comes; empty where it does not.

    A person's name alone is not taken for one.
    """
    for name in _PROPOSER_FIELDS:
        if submission.fields.get(name, "").strip():
            return " ".join(submission.fields[name].split())
    lines = list(_lines(submission))
    for label, value in lines:
        if _PROPOSER.fullmatch(label) and value[:1].isupper() and " " in _short(value):
            return _short(value)
    for label, value in lines:
        if _SENDER.fullmatch(label):
            parts = [part.strip() for part in _FOR_OTHERS.sub("", _short(value)).split(",")]
            bodies = [part for part in parts if part[:1].isupper() and _BODY.search(part) and not _POST.search(part)]
            if bodies:
                return bodies[0]
    head = _head(submission)
    return next((name for find in (_groups, _practices) for text in head for name in find(text)), "")


def _head(submission: Submission) -> list[str]:
    """Return the texts of the first blocks, as far as they are short."""
    texts = (" ".join(block.text.split()) for block in _running(submission)[:_TITLE_BLOCKS])
    return [text for text in texts if _is_short(text)]


def _is_short(text: str) -> bool:
    """Return whether a text may be a title: names are looked for in no other, as that takes long in a long word."""
    return len(text) <= _TITLE_CHARACTERS and len(text.split()) <= _TITLE_WORDS


def _groups(text: str) -> Iterator[str]:
    """Yield the names of clusters, localities and groups in a text, those left out that it is addressed to."""
    for match in _GROUP.finditer(text):
        words = match["name"].split()
        at = max((place + 1 for place, word in enumerate(words) if _NO_PART.fullmatch(word)), default=0)
        before = (text[: match.start()].split() + words[:at])[-2:]
        known = [word for word in words[at:] if not _NO_NAME.fullmatch(word)]
        if known and "to" not in map(str.casefold, before):
            yield _as_a_name(" ".join(words[at:]) + match.group()[len(match["name"]) :])


def _practices(text: str) -> Iterator[str]:
    """Yield the names of practices that a text begins or ends with."""
    names = (_as_a_name(match["name"]) for match in _PRACTICE.finditer(text))
    return (name for name in names if not name.startswith("The ") or name.count(" ") > 1)


def _as_a_name(words: str) -> str:
    if not words.isupper():
        return words
    return re.sub(r" (And|Of|The)(?= )", lambda match: match.group().lower(), words.title())


def _below_its_label(submission: Submission) -> str:
    """Return what stands below a heading such as "A. Title of scheme", or below the salutation of a letter."""
    running = _running(submission)[:_FIRST_BLOCKS]
    for place, block in enumerate(running):
        text = " ".join(block.text.split())
        below = [" ".join(each.text.split()) for each in running[place + 1 : place + 3] if each.kind in _TITLES]
        below = [each for each in below if not each.startswith("[")]  # what the form says to write there
        if below and block.kind is BlockKind.HEADING and _PROPOSAL.fullmatch(_NUMBER.sub("", text).rstrip(" :")):
            return _short(below[0]) if " " in text else ""
        if below and _SALUTATION.fullmatch(text):
            subject = below[0]
            return "" if len(subject.split()) > _SUBJECT_WORDS or _NO_SUBJECT.search(subject) else subject
    return ""


def _unlabelled(submission: Submission) -> str:
    """Return the line above the first heading, or the one below a name of those who propose or decide."""
    running = _running(submission)[:_TITLE_BLOCKS]
    texts = [" ".join(block.text.split()) for block in running]
    if len(running) < 2 or texts[0].endswith((".", ",", ":")) or _OF_A_LETTER.match(texts[0]):
        return ""
    if running[0].kind is BlockKind.PARAGRAPH:
        headed = any(block.kind is BlockKind.HEADING for block in running[1:])
        return _title(texts[0]) if headed and " " in texts[0] else ""
    if running[0].kind is not BlockKind.HEADING or not _is_short(texts[0]):
        return ""
    named = [*_groups(texts[0]), *_practices(texts[0])]
    whole = any(texts[0].casefold().startswith(name.casefold()) and len(texts[0]) - len(name) < 3 for name in named)
    if not (whole or _TRUST.fullmatch(texts[0])):
        return ""
    return _title(_MADE_FOR.sub("", texts[1])) if running[1].kind in _TITLES else ""


def _title(line: str) -> str:
    words = _END_OF_TITLE.split(line, maxsplit=1)[0].strip(" .,")
    wanted = len(words) <= _LONGEST_TITLE and len(words.split()) > 1 and not _OF_A_LETTER.match(line)
    return words if wanted else ""


def _running(submission: Submission) -> list[Block]:
    return [block for block in submission.blocks if block.kind not in _NOT_RUNNING]


def _lines(submission: Submission) -> Iterator[tuple[str, str]]:
    """Yield the labelled lines of the first page: what stands before the colon or in the first cell, and the rest."""
    for block in submission.blocks[:_FIRST_BLOCKS]:
        if block.kind in {BlockKind.COMMENT, BlockKind.CONTENTS}:
            continue
        text = " ".join(block.text.split())
        pieces = [text] if "|" in text else _NEXT_LABEL.split(text)
        if ":" not in pieces[0]:  # "Kelder Locality: a clinic" is no label behind other words
            pieces = [text]
        for line in filter(None, (_ROW.fullmatch(piece) or _LINE.fullmatch(piece) for piece in pieces)):
            yield _NUMBER.sub("", line["label"].strip(" *")), line["value"].strip(" *")


def _short(value: str) -> str:
    """Return a value without what is said beside it: in brackets, or in a second sentence."""
    words = _END.split(_ANSWERS.sub("", " ".join(value.split())), maxsplit=1)[0].strip(" .,")
    return words if len(words) <= _LONGEST_NAME else ""
