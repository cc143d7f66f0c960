"""Frameworks held against national rules: what each says, whether that keeps the rule, and where it says so.

A kind of rule is a function in `_KINDS`; the rules themselves are data (frameworks/shared/national.yaml).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pbc_frameworks.model import Body, Citation, Framework, Parameter
from pbc_frameworks.profile import Profile, with_local_figures
from pbc_frameworks.shared import NationalRule


class Verdict(StrEnum):
    """Whether a framework keeps a national rule."""

    KEEPS = "keeps"
    BREAKS = "breaks"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Held:
    """What a framework says on one national rule.

    `says` is printed; it is empty where the framework is silent. `local` marks what the PCT's own profile changed.
    """

    rule: NationalRule
    verdict: Verdict
    says: str = ""
    source: Citation | None = None
    local: bool = False


def audit(framework: Framework, rules: tuple[NationalRule, ...], profile: Profile | None = None) -> list[Held]:
    """Return what a framework, with a PCT's own figures and office holders if a profile is given, says on each rule.

    A rule that several figures come under is listed once a figure, and once if the framework says nothing.
    """
    own = with_local_figures(framework, profile) if profile else framework
    return [held for rule in rules for held in _held(rule, own, profile)]


def _held(rule: NationalRule, framework: Framework, profile: Profile | None) -> list[Held]:
    return list(_KINDS[rule.kind](rule, framework, profile)) or [Held(rule, Verdict.SILENT)]


def _figures(rule: NationalRule, framework: Framework, _profile: Profile | None) -> Iterator[Held]:
    """Yield the figures that name the rule: within its limits or not."""
    for parameter in framework.parameters.values():
        if parameter.national == rule.id:
            local = parameter.varied_from is not None
            yield Held(rule, _within(rule, parameter), _figure(parameter), parameter.source, local)


def _within(rule: NationalRule, parameter: Parameter) -> Verdict:
    if parameter.unit != rule.unit:
        return Verdict.BREAKS
    least = rule.value if rule.kind == "at-least" else rule.minimum
    most = rule.value if rule.kind == "at-most" else rule.maximum
    low = least is not None and parameter.value < least
    high = most is not None and parameter.value > most
    return Verdict.BREAKS if low or high else Verdict.KEEPS


def _figure(parameter: Parameter) -> str:
    if parameter.varied_from is None:
        return parameter.whole
    return f"{parameter.whole} (the framework has {parameter.printed(parameter.varied_from)})"


def _chaired_by(rule: NationalRule, framework: Framework, profile: Profile | None) -> Iterator[Held]:
    """Yield who chairs each body that decides on what the rule names."""
    for body in framework.bodies:
        if rule.approves in body.approves:
            yield from _chair(rule, body, profile)


def _chair(rule: NationalRule, body: Body, profile: Profile | None) -> Iterator[Held]:
    chairs = [member for member in body.membership if member.capacity == "chair"]
    if not chairs:
        yield Held(rule, Verdict.BREAKS, f"{body.title}: no chair is named", body.source)
    for chair in chairs:
        holder = profile.offices.get(chair.office) if profile else None
        if holder and holder.position and chair.post == rule.post:
            # The office is a non-executive director's; the profile may have somebody else sit in it.
            keeps = rule.post.replace("-", " ") in holder.position.lower().replace("-", " ")
            says = f"{body.title}: {chair.title}; the profile has {holder.position}"
            yield Held(rule, Verdict.KEEPS if keeps else Verdict.BREAKS, says, chair.source, local=not keeps)
        else:
            verdict = Verdict.KEEPS if chair.post == rule.post else Verdict.BREAKS
            yield Held(rule, verdict, f"{body.title}: {chair.title}", chair.source)


def _conflict_effect(rule: NationalRule, framework: Framework, _profile: Profile | None) -> Iterator[Held]:
    """Yield the framework's rules on conflicts of interest that have one of the effects asked for."""
    rules = framework.conflicts.rules if framework.conflicts else ()
    found = [each for each in rules if set(each.effects) & set(rule.effects)]
    if rules:
        effects = {effect for each in rules for effect in each.effects}
        lacking = [effect for effect in rule.effects if effect not in effects]
        says = ", ".join(_EFFECTS[effect] for effect in rule.effects if effect in effects) or "no such rule"
        lack = f"; nothing on whether they {' or '.join(_EFFECTS[effect] for effect in lacking)}" if lacking else ""
        source = found[0].source if found else rules[0].source
        yield Held(rule, Verdict.BREAKS if lacking else Verdict.KEEPS, f"{says}{lack}", source)


_EFFECTS = {
    "declare": "declare their interest",
    "withdraw": "withdraw from the decision",
    "exclude-from-panel": "stay off the panel",
    "register": "enter it in a register",
    "public-register": "publish it",
    "independent-approval": "leave the approval to others",
}


def _position(rule: NationalRule, framework: Framework, _profile: Profile | None) -> Iterator[Held]:
    """Yield the position that the framework takes."""
    position = framework.positions.get(rule.id)
    if position:
        choice = next(choice for choice in rule.choices if choice.id == position.stands)
        yield Held(rule, Verdict.KEEPS if choice.keeps else Verdict.BREAKS, choice.title, position.source)


_Kind = Callable[[NationalRule, Framework, Profile | None], Iterator[Held]]
_KINDS: Mapping[str, _Kind] = {
    "at-least": _figures,
    "at-most": _figures,
    "between": _figures,
    "chaired-by": _chaired_by,
    "conflict-effect": _conflict_effect,
    "position": _position,
}
