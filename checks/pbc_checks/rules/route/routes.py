"""The route of a submission: those steps of the framework's route for its kind that apply to what it asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pbc_checks.rules.matter import Matter, once
from pbc_checks.rules.route import asked_for
from pbc_checks.rules.route.asked_for import Drawn, Resources
from pbc_frameworks.model import ConflictRule, Framework, Paper, RouteNote, Routes, RouteStep, SubmissionRoute
from pbc_frameworks.names import spelt_out
from pbc_generator.schedules.approval import route as by_value

_FREED_UP, _NOT_FREED_UP, _CAPITAL, _TENDER = "freed-up-resources", "no-freed-up-resources", "capital", "tender"
DECIDING = ("agrees", "approves", "ratifies", "signs")
"""What those do who decide on a submission."""


@dataclass(frozen=True)
class Way:
    """The way that a submission goes.

    `steps` are those that apply, in order; where it could not be told by value, `open_steps` are those of which one
    does. `notes` apply too.
    """

    routes: Routes
    route: SubmissionRoute
    resources: Resources
    steps: tuple[RouteStep, ...]
    open_steps: tuple[RouteStep, ...]
    notes: tuple[RouteNote, ...]

    @property
    def determined(self) -> bool:
        """Return whether every step could be told."""
        return not self.open_steps and not (self.resources.drawn is Drawn.UNCLEAR and self._turns_on_resources)

    @property
    def deciding(self) -> tuple[RouteStep, ...]:
        """Return the steps by which it is decided."""
        return tuple(step for step in self.steps if step.does in DECIDING and not step.later)

    @property
    def _turns_on_resources(self) -> bool:
        return any(step.when == _NOT_FREED_UP for step in self.route.steps)


@once
def way(matter: Matter) -> Way | None:
    """Return the way of a submission, or None where the framework has none for its kind."""
    routes = matter.framework.routes
    route = routes.of(matter.definition.kind) if routes else None
    if routes is None or route is None:
        return None
    resources = asked_for.resources(matter, always=route.uses == _FREED_UP)
    whens = {step.when for step in route.steps} | {note.when for note in route.notes}
    natures = {"", _FREED_UP if resources.drawn is Drawn.YES else _NOT_FREED_UP}
    if _CAPITAL in whens and asked_for.capital(matter):
        natures.add(_CAPITAL)
    if _TENDER in whens and asked_for.tender(matter):
        natures.add(_TENDER)
    possible = [step for step in route.steps if step.when in natures]
    taken = {step.id: _takes(step, resources, matter.framework) for step in possible}
    return Way(
        routes,
        route,
        resources,
        tuple(step for step in possible if taken[step.id]),
        tuple(step for step in possible if taken[step.id] is None),
        tuple(note for note in route.notes if note.when in natures),
    )


def _takes(step: RouteStep, resources: Resources, framework: Framework) -> bool | None:
    """Return whether a step is taken by the value of the resources asked for; None where that cannot be told.

    Several sums may be parts of one, so that they decide only where one alone is above the figure.
    """
    if not step.up_to and not step.above:
        return True
    ceiling = framework.parameters[step.up_to or step.above].value
    bands = {by_value(amount, (ceiling, None)) for amount in resources.sums}
    if not bands or (bands == {0} and len(resources.sums) > 1):
        return None
    return max(bands) == (1 if step.above else 0)


def papers(steps: Iterable[RouteStep], way: Way) -> tuple[Paper, ...]:
    """Return what some steps need, each once."""
    by_id = {paper.id: paper for paper in way.routes.papers}
    return tuple(by_id[name] for name in dict.fromkeys(name for step in steps for name in step.papers))


def conflict_rules(steps: Iterable[RouteStep], framework: Framework) -> tuple[ConflictRule, ...]:
    """Return the rules on conflicts of interest that bind whoever takes some steps, each once."""
    by_id = {rule.id: rule for rule in framework.conflicts.rules} if framework.conflicts else {}
    return tuple(by_id[name] for name in dict.fromkeys(name for step in steps for name in step.conflicts))


def cited(entries: Iterable[RouteStep | RouteNote | ConflictRule], framework: Framework) -> str:
    """Return sentences of a framework, each with its place; the source is named at the first only."""
    found = []
    for number, entry in enumerate(entries):
        where = entry.source.words(framework.source.part) if number else framework.source.cite(entry.source)
        found.append(f"{spelt_out(entry.text, framework).removesuffix('.')} ({where}).")
    return " ".join(found)
