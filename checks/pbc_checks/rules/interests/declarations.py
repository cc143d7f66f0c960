"""What a submission says of interests: declarations, statements that there is none, and that they are still to come."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from pbc_checks.evidence.passages import Passage
from pbc_checks.rules.matter import Matter, once
from pbc_checks.rules.names import names_in

_SECTION = re.compile(
    r"(?:\W|\b(?:Q?\d+|[A-Z])\b[.)]?)*(?:register of |declarations? of |conflicts? of |any |pecuniary |members.? "
    r"|(?:governance|management|handling) of )*"
    r"(?:interests?|declarations?|declared|conflicts?)\b.{0,30}"
    r"|.{0,60}\b(?:declarations? of|conflicts? of|have an) interests?\b.{0,60}",
    re.IGNORECASE,
)
_SPOKEN_OF = re.compile(
    r"\bconflicts? of interests?\b|\bdeclar(?:e|es|ed|ing|ations?)\b.{0,60}\binterests?\b|\binterests?\b.{0,60}\bdeclar"
    r"|\b(?:has|have|had|holds?|pecuniary|financial|personal|other|outside) (?:an? |any |no )?(?:\w+ )?interests?\b"
    r"|\b(?:nothing|anything|none|interests?) to declare\b|\bregister of interests\b|\b(?:has|have|['’]s|['’]ve|is"
    r"|was) declared (?:it|this|that|them|both)\b|\bdeclared (?:it|this|both)\b",
    re.IGNORECASE,
)
_ANOTHER_SENSE = re.compile(
    r"\b(?:special|specialist|clinical|great|best|patients?.?|some|keen|much|loses?|express\w*|show\w*) interests?\b"
    r"|\b(?:areas?|matters?|points?|clinics?|topics?) of interest\b|\bof (?:\w+ )?interest to\b|\binterest rates?\b"
    r"|\binterests? (?:so far|from)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\bdeclar(?:e|es|ed|ing)\b(?! (?:an?|its|their) )|\bdeclarations list\b|\b(?:in|on) (?:the|our|your"
    r"|PCT) (?:\w+ )?register\b|\b(?:will"
    r"|'ll|’ll) (?:say so|be open about (?:it|that|this))\b"
    r"|\bregistered(?: that| it|[;,.])|\bwithdr[ae]w\w*|\b(?:left|leaves?|out of) the (?:room|board|meeting|vote)\b"
    r"|\b(?:did not|didn.t|neither|no) vote|\btook no part\b|\bnever voted\b",
    re.IGNORECASE,
)
_TIE = re.compile(
    r"\b(?:(?:co-?|part[- ]|jointly )?owns|own (?:a|the|one|two|half|part|shares)|owner of"
    r"|shareholders?|shares? in|stake in|director (?:of|in|at)"
    r"|directors? of|partners? (?:at|in|of)|trustees?|employed (?:by|at|for)|employee of|works? (?:for|at|one session)"
    r"|advis[eo]r (?:to|for)|consultant (?:to|for)|married to|husband|wife|spouse|brother|(?-i:sister)|son|daughter"
    r"|mother"
    r"|father|[a-z]+-in-law|(?:is|are|was|be|been|'d be) paid|paid (?:for|by|as|per|the)|fees?\b.{0,30}\bfrom"
    r"|lectures? for|lectured for|grants? from|rent|does (?:\w+ ){1,3}(?:for|at)|paid private|private practice"
    r"|['’]s (?:own )?(?:firm|company|business)"
    r"|holds \d+%"
    r"|(?:holds?|holding) (?:a|the|\w+) (?:\w+ )?(?:sessions?|shares?|post|stake))\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\b(?:nobody|no[ -]?one|none of (?:us|them|those|the [\w ]{1,40}?)|no (?:other )?(?:members?|partners?|GPs?"
    r"|doctors?|person|people|practices?))\b.{0,90}?"
    r"\b(?:interests?|to declare|links? with|shares?|stakes?|holdings?)\b",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\b(?:no|nil|without|not any|not have an?|not have any)\s(?:[\w,]+\s){0,4}?"
    r"(?:conflicts?(?: of interests?)?|interests?)\b|\b(?:nothing|none) to declare\b|\bnil returns?\b"
    r"|\b(?:neither|nor|nobody|no[ -]?one|none|not|no|\w+n[’']t)\s(?:\w+\s){0,8}?anything to declare\b",
    re.IGNORECASE,
)
# “Nobody has declared an interest” says that there is none; “nobody has declared yet” leaves it to be done.
_NOBODY_DECLARED = re.compile(
    r"\b(?:nobody|no[ -]?one|none of (?:\w+\s?){1,4}|no (?:member|partner|GP|doctor|practice)|neither(?: \w+)?)"
    r"\s(?:has|have) declared (?:an?|any) (?:\w+ )?interests?\b(?!.{0,40}\byet\b)",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^\W*(?:none|nil|no|n/?a)\b\W*$|:\s?none\b|\b(?:has|have|had) none\b", re.IGNORECASE
)  # in a part on interests
_NO_SHARES = re.compile(r"\bno (?:shares?|stake|holding)\b|\bowns? nothing\b", re.IGNORECASE)
_LIMITED = re.compile(
    r"\binterests? in\b(?! (?:it|this|the (?:proposal|outcome|matter|service|case|plan)|what is)\b)|\blinks? with\b"
    r"|\bshares?\b|\bstakes?\b|\bholdings?\b|\bnothing to declare (?:on|about|in)\b|\bowns? nothing\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:not|never|nobody has|none has|yet to) (?:yet )?(?:been )?(?:be )?(?:collected|done|sent|asked|made|taken"
    r"|completed|sought|signed|declared)\b|\bhaven.t (?:done|been|collected|asked)\b|\bto follow\b|\bTBC\b"
    r"|\bto be (?:collected|made|taken|confirmed)\b|\bwill be (?:collected|sought|made|taken|declared|handled)\b"
    r"|\bwill (?:say so|declare|be open)\b|\bshould declare\b|\bin the usual way\b|\binsert\b|\bmay have an interest\b",
    re.IGNORECASE,
)
_HAS_ONE = re.compile(
    r"\b(?:has|have|had|holds?|declares?|declared) (?:an? |any |some |the |following )*(?:\w+ )?interests?\b",
    re.IGNORECASE,
)
# One of these stands in every text that the two patterns above find; looking for them first is many times quicker.
_INTERESTS = ("interest", "declar")
_SIGNS = ("declar", "register", "withdr", "room", "board", "meeting", "vote", "no part", "say so", "open about")
_OTHERS = re.compile(r"\b(?:else|others?|remaining|rest|apart from|other than|except|otherwise)\b", re.IGNORECASE)
# What is provided here is what the proposal is about.
_IN_THE_PROVIDER = re.compile(
    r"\b(?:in|with) (?:the|this|that|any|either|its) (?:\w+ )?(?:providers?|suppliers?|contractors?)\b", re.IGNORECASE
)
_FIRST_PERSON = re.compile(r"\b(?:I|my|we|our|us)\b", re.IGNORECASE)


class Kind(Enum):
    """What a passage on interests does."""

    DECLARES = "declares"
    DENIES = "denies"
    STILL_TO_COME = "still to come"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Statement:
    """A passage on interests.

    A denial is `limited` if it is of an interest in some thing only, and `others` if of all who are not named.
    `of_declaring` says that nobody has declared one, which need not mean that nobody has one.
    """

    passage: Passage
    kind: Kind
    limited: bool = False
    others: bool = False
    of_declaring: bool = False

    @property
    def in_the_provider(self) -> bool:
        """Return whether it speaks of interests in whoever is to provide."""
        return bool(_IN_THE_PROVIDER.search(self.passage.text))

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of people in it."""
        return tuple(names_in(self.passage.text))

    @property
    def first_person(self) -> bool:
        """Return whether its author speaks of an interest of their own."""
        return bool(_FIRST_PERSON.search(self.passage.text))

    @property
    def ties(self) -> bool:
        """Return whether it says what an interest is: shares, a post, a payment, a relation."""
        return bool(_TIE.search(self.passage.text))


@dataclass(frozen=True, slots=True)
class Declarations:
    """All that a submission says of interests."""

    statements: tuple[Statement, ...]

    def of(self, kind: Kind) -> tuple[Statement, ...]:
        """Return the statements of one kind."""
        return tuple(statement for statement in self.statements if statement.kind is kind)


def is_section(heading: str) -> bool:
    """Return whether a heading or label is of a part on interests."""
    if not any(word in heading.casefold() for word in (*_INTERESTS, "conflict")):
        return False
    return bool(_SECTION.fullmatch(heading)) and not _ANOTHER_SENSE.search(heading)


@once
def declarations(matter: Matter) -> Declarations:
    """Return what a submission says of interests, under a heading on them or elsewhere."""
    passages = [passage for passage in matter.view.index.passages if not passage.guidance and not passage.empty]
    before = (None, *passages)
    spoken = {
        passage.block
        for passage, last in zip(passages, before, strict=False)  # the last passage is before no other
        if _on_interests(passage, last if last and last.block == passage.block else None)
    }
    return Declarations(tuple(_statement(passage) for passage in passages if passage.block in spoken))


def _within(passage: Passage) -> bool:
    return is_section(passage.label) or is_section(passage.heading)


def _on_interests(passage: Passage, before: Passage | None) -> bool:
    """Return whether a passage is on interests: by its heading, or by its words and those of the sentence before it."""
    if _within(passage):
        return True
    text, small = passage.text, passage.text.casefold()
    if any(word in small for word in _INTERESTS) and _SPOKEN_OF.search(_ANOTHER_SENSE.sub("", text)):
        return True
    if not any(sign in small for sign in _SIGNS):
        return False
    return bool(_DONE.search(text) and (_TIE.search(text) or (before and _TIE.search(before.text))))


def _statement(passage: Passage) -> Statement:
    text = _ANOTHER_SENSE.sub("", passage.text)
    within = _within(passage)
    tied = bool(_TIE.search(text))
    if _NOBODY_DECLARED.search(text):
        return Statement(passage, Kind.DENIES, others=bool(_OTHERS.search(text)), of_declaring=True)
    if passage.bracketed or (_NOT_DONE.search(text) and not tied):
        return Statement(passage, Kind.STILL_TO_COME)
    none = _NOBODY.search(text) or _NONE.search(text) or (within and _BARE.search(text))
    if none or (not _DONE.search(text) and _NO_SHARES.search(text)):
        limited = bool(_LIMITED.search(text)) or bool(_NO_SHARES.search(text))
        return Statement(passage, Kind.DENIES, limited, bool(_OTHERS.search(text)))
    declares = tied or (within and bool(_DONE.search(text))) or bool(_HAS_ONE.search(text))
    return Statement(passage, Kind.DECLARES if declares else Kind.OTHER)
