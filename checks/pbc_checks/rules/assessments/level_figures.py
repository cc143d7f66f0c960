"""Thresholds of the criteria of a level: whether the figures that the evidence gives reach them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from pbc_checks.rules.assessments.shares import Share, shares
from pbc_frameworks.model import Framework, LevelCriterion, Parameter
from pbc_frameworks.names import NAME_IN_TEXT

_EVERY = re.compile(r"all practices\b", re.IGNORECASE)
_POINTS = re.compile(
    r"\b(\d{3,4})\s?(?:\+|points?\b|or (?:more|over|above)\b)|\b(?:over|above|at least|more than)\s(\d{3,4})\b",
    re.IGNORECASE,
)
_PERCENTAGE = re.compile(r"(\d{1,3}(?:\.\d+)?)\s?(?:%|per cent)")


class Reached(Enum):
    """Whether evidence reaches a threshold. UNTOLD: it has figures that cannot be compared, or none."""

    YES = "yes"
    NO = "no"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class Threshold:
    """The share of practices or members, in percent, that a criterion asks for, and of whom.

    `points` is the score that each of them needs, None where the criterion has none.
    """

    percent: Decimal
    of: str
    points: Decimal | None = None


def threshold(framework: Framework, criterion: LevelCriterion) -> Threshold | None:
    """Return the threshold of a criterion: that of its figures, or all practices where it says so; None without one."""
    names = (name.removeprefix("parameter.") for name in NAME_IN_TEXT.findall(criterion.text) if "parameter." in name)
    figures = [framework.parameters[name] for name in names]
    share = _in(figures, "percent")
    if share:
        points = _in(figures, "points")
        return Threshold(share.value, share.of, points.value if points else None)
    return Threshold(Decimal(100), "the practices") if _EVERY.match(criterion.text) else None


def compared(why: str, wanted: Threshold) -> tuple[Reached, Share | None]:
    """Return whether the evidence reaches a threshold, and the share by which that can be told."""
    given = [share for share in shares(why) if share.sure]
    scores = [Decimal(one or other) for one, other in _POINTS.findall(why)]
    if not given or (wanted.points and scores and max(scores) < wanted.points):
        return Reached.UNTOLD, None
    reached = [share.percent >= Fraction(wanted.percent) for share in given]
    if all(reached):
        return Reached.YES, given[0]
    if any(reached) or any(share.floor for share in given):
        return Reached.UNTOLD, None
    return Reached.NO, given[0]


def differs(words: str, text: str) -> str:
    """Return the percentage that a row gives where the framework's text has another; empty where they agree."""
    said, known = _PERCENTAGE.findall(words), _PERCENTAGE.findall(text)
    return said[0] if said and known and not set(map(Decimal, said)) & set(map(Decimal, known)) else ""


def _in(figures: list[Parameter], unit: str) -> Parameter | None:
    return next((each for each in figures if each.unit == unit), None)
