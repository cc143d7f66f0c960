"""Diagrams drawn from the definitions: who reports to whom, and the steps of the decision process."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pbc_generator.document import Block, Diagram, Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pbc_frameworks.model import DecisionProcess
    from pbc_generator.compose.context import Context


def organisation_diagram(context: Context) -> list[Block]:
    """Return the bodies with their reporting lines, whoever is reported to above; nothing without such lines."""
    titles = context.actors()
    lines = [(body.id, above) for body in context.framework.bodies for above in body.reports_to]
    if not lines:
        return []
    bodies = {body.id for body in context.framework.bodies}
    involved = [name for name in titles if name in bodies or any(name in line for line in lines)]
    # An arrow points from a body to whom it reports, so the reported-to stand first.
    layers = _layers(involved, [(above, below) for below, above in lines])
    nodes = tuple(tuple(Node(name, titles[name], name in bodies) for name in layer) for layer in layers)
    said = [f"{titles[below]} reports to {titles[above]}." for below, above in lines]
    return [Diagram(nodes, tuple(lines), "Bodies and to whom they report", " ".join(said))]


def process_diagram(context: Context, process: DecisionProcess) -> list[Block]:
    """Return the steps of the decision process from top to bottom.

    A step that names no step after it leads to the one that follows in the list.
    """
    titles = context.actors()
    steps = [step for stage in process.stages for step in stage.steps]
    following = {step.id: (after.id,) for step, after in pairwise(steps)}
    arrows = [(step.id, after) for step in steps for after in step.next or following.get(step.id, ())]
    names = {step.id: f"{step.number} {step.title}" for step in steps}
    by = {step.id: ", ".join(titles[actor] for actor in step.by) for step in steps}
    nodes = {name: Node(name, f"{names[name]}\n{by[name]}") for name in names}
    layers = tuple(tuple(nodes[name] for name in layer) for layer in _layers(list(names), arrows))
    said = [f"{names[name]}, by {by[name]}." for name in names]
    said += [f"{names[start]} leads to {names[end]}." for start, end in arrows]
    return [Diagram(layers, tuple(arrows), f"{process.title}: the steps", " ".join(said))]


def _layers(names: Sequence[str], arrows: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return names in layers, so that arrows lead downwards; one that closes a circle is not counted.

    Within a layer, names stand near those above that lead to them.
    """
    following: dict[str, list[str]] = {name: [] for name in names}
    for start, end in arrows:
        if end != start and not _reaches(following, end, start):
            following[start].append(end)
    depth = dict.fromkeys(names, 0)
    for _ in names:
        for start, ends in following.items():
            for end in ends:
                depth[end] = max(depth[end], depth[start] + 1)
    layers = [[name for name in names if depth[name] == level] for level in range(max(depth.values(), default=0) + 1)]
    for above, layer in pairwise(layers):
        places = {name: place for place, name in enumerate(above)}
        layer.sort(key=lambda name: _middle([places[start] for start in places if name in following[start]]))
    return layers


def _reaches(following: dict[str, list[str]], start: str, goal: str) -> bool:
    return start == goal or any(_reaches(following, after, goal) for after in following[start])


def _middle(places: Sequence[int]) -> float:
    return sum(places) / len(places) if places else 0.0
