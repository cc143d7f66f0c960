"""Freed-up resources: whether the practices claim more of them than the framework lets them keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.rules.matter import Matter, Rule, evidence

_RESOURCES = r"(?:freed[- ]up resources|freed[- ]up money|resources freed up|savings?|underspend|efficiency gains?)"
_CLAIM = re.compile(
    r"\b(?:our|practices?'?s?|cluster'?s?|group'?s?"
    r"|we (?:will |would |wish to |want to |are to )?(?:keep|retain|have|get))\s"
    rf"(?:share of |the )?(\d{{1,3}})\s?(?:%|per cent)\s(?:share )?(?:of (?:the |all |any |our )?{_RESOURCES})",
    re.IGNORECASE,
)
_SHARE = "practice-share"


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield a finding for each claim to a larger share than the framework's."""
    parameter = matter.framework.parameters.get(_SHARE)
    if parameter is None or parameter.unit != "percent":
        return
    for block in matter.running:
        for match in _CLAIM.finditer(block.text):
            claimed = Decimal(match.group(1))
            if parameter.value < claimed <= 100:
                yield RuleFinding(
                    RULE.id,
                    Severity.SHOULD_FIX,
                    f"The practices claim {claimed}% of what is freed up; the framework's figure is {parameter} "
                    f"({matter.cite(_SHARE)}).",
                    f"Ask for {parameter}, or show the PCT's agreement to more.",
                    (evidence(block, match.group()),),
                )


RULE = Rule(
    id="freed-up-share",
    title="Share of freed-up resources",
    looks_at="Compares the share of savings that practices say they will keep with the framework's.",
    example="“The practices will keep 85% of the savings” under a framework with 70%: should fix.",
    limits="Only shares in per cent, said in one sentence with whose they are. A PCT may have agreed to more.",
    find=find,
)
