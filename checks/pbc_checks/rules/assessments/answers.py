"""Answers as people write them in a table: yes, partly, not yet; and evidence that denies them, or is still to come."""

from __future__ import annotations

import re
from enum import StrEnum

# What the forms print in an empty space, in Word and in PDF.
_PROMPT = re.compile(
    r"(?:choose\b.*|enter text|type your answer here\.?|day / month / year|\[.*\]|[-–—?.\s]*"
    r"|met\W+not yet\W+not applicable|yes\W+partly\W+no)",
    re.IGNORECASE | re.DOTALL,
)
_ANSWER = re.compile(
    r"\W*(?:(?P<partly>part(?:ly|ial(?:ly)?)?|in part|in progress|ongoing|on-going|amber|mostly|some)"
    r"|(?P<na>not applicable|n/a)"
    r"|(?P<no>not yet|not met|not achieved|not done|not in place|not started|outstanding|no|n|red|false|✗|✘)"
    r"|(?P<yes>yes|y|met|fully met|achieved|done|in place|completed?|green|true)|(?<=[✓✔√☑☒])(?P<tick>))"
    r"(?P<rest>(?:$|\s*[-–—:;,.(/\n]|\s+[a-z]).*)?\s*",
    re.IGNORECASE | re.DOTALL,
)
_QUALIFIED = re.compile(
    r"\b(?:part(?:ly|ial\w*)?|but|except|not|longer|mostly|nearly|almost|subject to)\b|/\s*(?:yes|no|[yn])\b",
    re.IGNORECASE,
)
_TICKED = re.compile(r"[☒☑✓✔]\s*([^☐☒☑✓✔]+)")
_MADE = (
    r"started|begun|agreed|written|drafted|adopted|published|set up|established|signed|appointed|met|done|completed"
    r"|developed|produced|introduced|implemented|approved|held|arranged"
)
_DENIED = re.compile(
    r"\bnot (?:yet|started|begun|in place|available|done)\b|\byet to be\b|\bto follow\b|\btb[ca]\b"
    rf"|\b(?:has|have|is|are|was|were) (?:not|yet to) (?:yet )?(?:be |been )?(?:{_MADE})\b"
    r"|\bto be (?:confirmed|agreed|drafted|written|developed|decided|appointed|arranged|set up|completed|done)\b"
    r"|\b(?:none|nothing) (?:yet|so far|at present|in place)\b"
    r"|\bno (?:\w+ )?(?:policy|plan|agreement|scheme|procedure|lead|forum|executive|sub-committee|guidance"
    r"|arrangements?)(?: (?:yet|as yet|so far|at present|in place|exists?|(?:has|have) been \w+)\b|[.;]?$)",
    re.IGNORECASE,
)
_HAVE_NO = re.compile(
    r"\b(?:(?:we|they|the PCT|practices|the group) (?:still |currently )?(?:has|have)|there (?:is|are)) "
    r"(?:still |as yet |currently )?no ((?:[\w-]+\s?){1,3})",
    re.IGNORECASE,
)
_IS_NO = re.compile(r"\b(?:is|are) not (?:an? |the )((?:[\w-]+\s?){1,3})", re.IGNORECASE)
_LONG_WORD = re.compile(r"[a-z-]{5,}")
_EVERYWHERE = {"practice", "budget", "group", "service", "contract", "patient", "change", "outside", "other"}
_AHEAD = re.compile(
    r"\b(?:will|shall|planned|intend\w*|going to|in (?:draft|preparation|hand)|under (?:development|discussion)"
    r"|await\w*|expected|hope\w*|aim\w*|propos\w+|next (?:year|month|quarter)|by \w+ 20\d\d)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;:]\s+|,\s|\s[–-]\s|\n|\b(?:but|although|however|and)\b")
_FIGURE = re.compile(r"\d")
# It says that the evidence comes later, not that the thing does.
_TO_COME = re.compile(
    r"\W*(?:(?:minutes|evidence|details?|papers?|reports?|figures|data|cop(?:y|ies)|letters?|documents?) )?"
    r"(?:(?:is|are) )?(?:to follow|awaited|tb[ca]|to be (?:confirmed|supplied|sent|attached|provided))\W*",
    re.IGNORECASE,
)
_PART_OF = re.compile(r"\d\s?(?:%|per cent)|\b\d+ (?:\w+ )?(?:out )?of\b", re.IGNORECASE)
_LETTERS = re.compile(r"[A-Za-z]{2}")


class Said(StrEnum):
    """What a row says of whether something is done. UNCLEAR is an answer that is none of these."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_APPLICABLE = "not applicable"
    NOTHING = "nothing"
    UNCLEAR = "unclear"


def answer(cell: str) -> Said:
    """Return what the answer in a cell comes to."""
    ticked = _TICKED.findall(cell)
    if "☐" in cell and len(ticked) == 1:
        cell = ticked[0]
    if _PROMPT.fullmatch(cell) or ("☐" in cell and not ticked):
        return Said.NOTHING
    match = _ANSWER.fullmatch(cell)
    if match is None:
        return Said.UNCLEAR
    if match["partly"]:
        return Said.PARTLY
    if match["na"]:
        return Said.NOT_APPLICABLE
    if _QUALIFIED.search((match["rest"] or "").partition("\n")[0]):
        return Said.UNCLEAR
    return Said.NO if match["no"] else Said.YES


def beside(cell: str) -> str:
    """Return what stands beside the answer in its cell; all of it where it is no answer."""
    found = _ANSWER.fullmatch(cell)
    return (found["rest"] or "").strip(" -–—:;,.(/)\n") if found else cell


def without_prompt(cell: str) -> str:
    """Return a cell; empty where it holds no more than what the form prints in an empty space."""
    return "" if _PROMPT.fullmatch(cell) else cell


def denied(why: str, shows: str = "") -> str:
    """Return the words by which evidence says that something is still to be done; empty where any of it says else.

    `shows` is what would be evidence: “we have no …” denies it if that is what there is none of.
    """
    if _PART_OF.search(why):
        return ""  # of some, perhaps; of the others it is done
    parts = (clause.strip() for clause in _CLAUSE.split(why) if _LETTERS.search(clause))
    clauses = [clause for clause in parts if not _TO_COME.fullmatch(clause)]
    found = [clause for clause in clauses if _DENIED.search(clause) or _has_none(clause, shows)]
    return found[0] if found and all(clause in found or _AHEAD.search(clause) for clause in clauses) else ""


def _has_none(clause: str, shows: str) -> bool:
    """Return whether a clause says that there is nothing of what would be evidence: “we have no representative”."""
    said = _HAVE_NO.search(clause) or _IS_NO.search(clause)
    if said is None:
        return False
    wanted, gone = ({word.rstrip("s") for word in _LONG_WORD.findall(text.lower())} for text in (shows, said[1]))
    return bool(wanted & gone - _EVERYWHERE)


def shown(why: str) -> bool:
    """Return whether there is any evidence: more than that it will follow."""
    return any(_LETTERS.search(clause) or _FIGURE.search(clause) for clause in _CLAUSE.split(why)) and not all(
        _TO_COME.fullmatch(clause) for clause in _CLAUSE.split(why) if clause.strip()
    )
