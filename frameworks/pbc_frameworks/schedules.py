"""The schedules of a framework as data: which kind of arithmetic applies, by which of its figures.

The arithmetic itself is in `pbc_generator.schedules`, one module a kind. Figures are ids of parameters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from pbc_frameworks.model import Citation


@dataclass(frozen=True, slots=True)
class EnhancedService:
    """Payments by the head in parts; with a pool, what each practice is paid back from it in equal instalments.

    `parts` are sums for each head. `practice_payment` and `instalments` are empty where nothing is pooled.
    """

    id: str
    title: str
    source: Citation
    parts: tuple[str, ...]
    practice_payment: str = ""
    instalments: str = ""


@dataclass(frozen=True, slots=True)
class LevelResource:
    """What a group of practices gets at a level: clinical sessions and staff hours a week for each 100,000 people."""

    level: str
    sessions: str
    hours: str
    rate: str


@dataclass(frozen=True, slots=True)
class LevelResources:
    """What each level brings a group, by its population."""

    id: str
    title: str
    source: Citation
    levels: tuple[LevelResource, ...]


@dataclass(frozen=True, slots=True)
class Contribution:
    """A percentage of each practice's budget that goes into a pool or fund; `most` where the source gives a range.

    `of` is the budget it is taken of: indicative-budget or acute-budget.
    """

    id: str
    title: str
    source: Citation
    of: str
    share: str
    most: str = ""


@dataclass(frozen=True, slots=True)
class FreedUpResources:
    """How what is left of a budget is shared; `saving_of` is whose saving counts: practice or locality."""

    id: str
    title: str
    source: Citation
    saving_of: str
    practice_share: str
    pct_share: str = ""


@dataclass(frozen=True, slots=True)
class FairShares:
    """How far budgets are from the fair share, which are outside the tolerance, and how far they may move in a year."""

    id: str
    title: str
    source: Citation
    tolerance: str
    movement: str = ""


@dataclass(frozen=True, slots=True)
class ListSizes:
    """Whose list has changed enough for a budget to be worked out again."""

    id: str
    title: str
    source: Citation
    change: str


@dataclass(frozen=True, slots=True)
class Overspends:
    """Whose spending calls for a recovery plan, and within which variance the close meetings end."""

    id: str
    title: str
    source: Citation
    trigger: str
    end: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """Which documents a proposal needs and who approves it, up to a value; the last route has no ceiling."""

    documents: str
    approver: str
    source: Citation
    up_to: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalRoutes:
    """The ways a proposal goes, by its value."""

    id: str
    title: str
    source: Citation
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True)
class DecisionDates:
    """By when a submission is decided; `aim` is empty where the source has a limit only.

    `review` is the time, in months, after which what the agreement starts is first reviewed, or empty.
    """

    id: str
    title: str
    source: Citation
    limit: str
    aim: str = ""
    review: str = ""


ScheduleDefinition: TypeAlias = (
    EnhancedService
    | LevelResources
    | Contribution
    | FreedUpResources
    | FairShares
    | ListSizes
    | Overspends
    | ApprovalRoutes
    | DecisionDates
)

KINDS: dict[str, type[Any]] = {
    "enhanced-service": EnhancedService,
    "level-resources": LevelResources,
    "contribution": Contribution,
    "freed-up-resources": FreedUpResources,
    "fair-shares": FairShares,
    "list-sizes": ListSizes,
    "overspends": Overspends,
    "approval-routes": ApprovalRoutes,
    "decision-dates": DecisionDates,
}
"""Each kind of schedule by its name in schedules.yaml; the schema says what each kind needs."""

_FIGURES = (
    "practice-payment", "instalments", "share", "most", "practice-share", "pct-share", "tolerance", "movement",
    "change", "trigger", "end", "limit", "aim", "review", "up-to", "sessions", "hours", "rate",
)  # fmt: skip


def schedule(data: dict[str, Any]) -> ScheduleDefinition:
    """Return one entry of schedules.yaml, already checked, as the schedule of its kind."""
    entries = {key.replace("-", "_"): value for key, value in data.items() if key != "kind"}
    entries["source"] = _citation(data["source"])
    if "parts" in data:
        entries["parts"] = tuple(data["parts"])
    if "levels" in data:
        entries["levels"] = tuple(LevelResource(**level) for level in data["levels"])
    if "routes" in data:
        entries["routes"] = tuple(
            Route(route["documents"], route["approver"], _citation(route["source"]), route.get("up-to", ""))
            for route in data["routes"]
        )
    made: ScheduleDefinition = KINDS[data["kind"]](**entries)
    return made


def figures_of(data: dict[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield where a schedule's entry names a figure, and the figure's id."""
    for key in _FIGURES:
        if key in data:
            yield (key,), data[key]
    for n, part in enumerate(data.get("parts", [])):
        yield ("parts", n), part
    for name in ("levels", "routes"):
        for n, entry in enumerate(data.get(name, [])):
            yield from (((name, n, *path), figure) for path, figure in figures_of(entry))


def _citation(data: dict[str, Any]) -> Citation:
    return Citation(data["section"], data.get("item", ""))
