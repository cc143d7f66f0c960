"""Names of practices: where a text has them, whether two mean one practice, and which practice a document is from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz

from pbc_checks.rules.matter import Matter
from pbc_checks.rules.names import organisation_in, same_organisation
from pbc_checks.submission import Block, BlockKind

_KIND = (
    r"(?:Surgery|Medical Centre|Medical Practice|Medical Group|Health Centre|Group Practice|Family Practice|Practice)"
)
_WORD = r"(?!(?:Surgery|Centre|Practice)\b)[A-Z][a-z]++(?:[’'-][A-Za-z]++)*+\.? (?:and |& )?"
PRACTICE = rf"(?:(?:The|Dr|Drs) )?(?:{_WORD}){{1,4}}{_KIND}(?!\w| Based| Manager| Nurse)"
"""A regular expression for the name of a practice: words with capitals, and what kind of place it is."""

_PROPOSES = r"(?:proposes|intends to|applies|is applying|is seeking|seeks|submits|asks the PCT|requests)\b"
SPEAKS = re.compile(
    rf"\b(?i:we|us|here|all of us|those of us),? (?:here )?at (?:the )?(?P<at>{PRACTICE})"
    rf"|\b(?i:our (?:own )?(?:practice|surgery)),? (?:at )?(?:the )?(?P<our>{PRACTICE})"
    rf"|\b[Aa]t (?:the )?(?P<we>{PRACTICE}),? (?i:we|our)\b"
    rf"|(?P<called>{PRACTICE}),? \(?(?i:our (?:own )?(?:practice|surgery)|[“\"']?the practice[”\"']?\))"
    rf"|(?P<proposes>{PRACTICE}) (?:therefore |now |hereby )?{_PROPOSES}"
    rf"|\b[Tt]he (?:partners|doctors|GPs) (?:of|at) (?:the )?(?P<partners>{PRACTICE})"
    r" (?:therefore |now |all )?(?:propose|intend to|apply|ask the PCT|submit|request|wish to|seek)\b"
)
"""What a practice says of itself, or a document in its name; the name is in one of the groups."""

_NAME = re.compile(rf"\b{PRACTICE}")
_LEADING = re.compile(r"^(?:The|At|In|For|From|By|And|We|Our|Here|With|Of|To)\s")
_KIND_AT_END = re.compile(rf"\s{_KIND}$")
_GENERIC = re.compile(
    r"^(?:GP|General|Clinical|Best|Good|Lead|Each|This|Local|Primary|Family|Other|Host|NHS|PBC|Group)\b"
)
_STREETS = {"St": "Street", "Rd": "Road", "Ln": "Lane", "Ave": "Avenue", "Sq": "Square"}
_SHORT_STREET = re.compile(rf"(?<=\w\s)({'|'.join(_STREETS)})\b\.?")
_ALIKE = 85.0  # of 100: likelier two spellings of one name than two names
_HEAD = 10  # blocks, before the first section, in which a document says where it comes from
_TAIL = 4
_TAIL_WORDS = 20
_SEVERAL = re.compile(
    r"\b(?:clusters?|localit(?:y|ies)|consorti(?:um|a)|federation|alliance|collaborative|practices|jointly|joint"
    r"|commissioning group|PBC group|locality group|branch)\b",
    re.IGNORECASE,
)


def practices_in(text: str) -> Iterator[str]:
    """Yield the names of practices in a text, each as it stands there."""
    for match in _NAME.finditer(text):
        name = _LEADING.sub("", match.group())
        if not _GENERIC.match(name) and not re.fullmatch(_KIND, name):
            yield name


def same_practice(one: str, other: str) -> bool:
    """Return whether two names are likely to mean one practice: a surgery may also be called a practice."""
    first, second = _where(one), _where(other)
    return same_organisation(first, second) or fuzz.ratio(first.casefold(), second.casefold()) >= _ALIKE


def _where(practice: str) -> str:
    """Return what tells a practice from others: its name without the kind of place, the street written out."""
    name = _KIND_AT_END.sub("", _LEADING.sub("", practice))
    return _SHORT_STREET.sub(lambda match: _STREETS[match.group(1)], name)


def proposers(matter: Matter) -> tuple[tuple[str, Block], ...]:
    """Return each practice that a document says at its beginning or end it is from, with the block that says so."""
    found: list[tuple[str, Block]] = []
    for block in _speaking_of_itself(matter):
        if SPEAKS.search(block.text):
            continue  # a sentence, which may have been copied
        for name in [*practices_in(block.text), *_known(matter, block.text)]:
            if not any(same_practice(name, other) for other, _ in found):
                found.append((name, block))
    return tuple(found)


def of_several(matter: Matter) -> bool:
    """Return whether a document says at its beginning that more than one practice is behind it."""
    texts = [matter.submission.title, *(block.text for block in _speaking_of_itself(matter))]
    return any(_SEVERAL.search(text) for text in texts)


def practices_of(matter: Matter) -> Iterable[str]:
    """Return the names of the PCT's practices, as far as its profile is known."""
    if matter.profile is None:
        return ()
    return tuple(practice.name for locality in matter.profile.localities for practice in locality.practices)


def _known(matter: Matter, text: str) -> Iterator[str]:
    return (stands for name in practices_of(matter) if (stands := organisation_in(name, text)))


def _speaking_of_itself(matter: Matter) -> list[Block]:
    """Return the blocks at the beginning and the end of a document; of a form, what is typed into its short fields."""
    blocks = [block for block in matter.submission.blocks if block.kind not in {BlockKind.COMMENT, BlockKind.CONTENTS}]
    if matter.submission.form is not None:
        return [block for block in blocks if block.field]
    running = [block for block in blocks if not block.guidance]
    begun = next((number for number, block in enumerate(running) if block.kind is not BlockKind.HEADING), 0)
    sections = (number for number, block in enumerate(running) if number > begun and block.kind is BlockKind.HEADING)
    head = min(next(sections, _HEAD), _HEAD)
    # A line that ends with a full stop is a sentence, and no signature.
    signed = (block for block in running[head:][-_TAIL:] if not block.text.endswith("."))
    return [*running[:head], *(block for block in signed if len(block.text.split()) <= _TAIL_WORDS)]
