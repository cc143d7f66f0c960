"""What the rules say of one requirement, in the numbers that the scorers weigh together with their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pbc_checks.evidence.match import EVIDENCE
from pbc_checks.evidence.verdict import PartResult
from pbc_checks.findings import Status


@dataclass(frozen=True, slots=True)
class Signs:
    """The rules' findings on a requirement. Mappings and sets are by the order of a passage.

    `weights` are those of matches, `headed` are matches under a fitting heading, `against` are denials and
    placeholders, `near` is how close other passages came. `best` and `levels` have one number a part.
    """

    status: Status
    weights: Mapping[int, float]
    headed: frozenset[int]
    against: frozenset[int]
    near: Mapping[int, float]
    best: tuple[float, ...]
    levels: tuple[int, ...]
    matches: int
    firm: int
    denials: int
    placeholders: int

    @property
    def row(self) -> list[float]:
        """Return the signs that concern the whole requirement, one number each."""
        said = {Status.MET: 2.0, Status.PARTIAL: 1.0}.get(self.status, 0.0)
        kinds = (Status.SAID_NOT_DONE, Status.PLACEHOLDER, Status.ABSENT, Status.NOT_APPLICABLE)
        return [
            said,
            *(float(self.status is kind) for kind in kinds),
            min(self.best),
            max(self.best),
            float(min(self.levels)),
            float(max(self.levels)),
            float(self.matches),
            float(self.firm),
            float(self.denials),
            float(self.placeholders),
            float(len(self.best)),
        ]


def signs(parts: Sequence[PartResult], status: Status) -> Signs:
    """Return the signs in the results of a requirement's parts, given the status that the rules alone reach."""
    results = [result for part in parts for result in part.concepts]
    matches = [match for result in results for match in result.matches]
    weights: dict[int, float] = {}
    for match in matches:
        weights[match.passage.order] = max(weights.get(match.passage.order, 0.0), match.weight)
    near: dict[int, float] = {}
    for miss in (miss for result in results for miss in result.near):
        near[miss.passage.order] = max(near.get(miss.passage.order, 0.0), miss.closeness)
    denials = [miss.passage.order for result in results for miss in result.denials]
    placeholders = [miss.passage.order for result in results for miss in result.placeholders]
    return Signs(
        status=status,
        weights=weights,
        headed=frozenset(match.passage.order for match in matches if match.headed),
        against=frozenset((*denials, *placeholders)),
        near=near,
        best=tuple(max(result.weight for result in part.concepts) for part in parts),
        levels=tuple(max(int(result.level) for result in part.concepts) for part in parts),
        matches=len(matches),
        firm=sum(match.weight >= EVIDENCE for match in matches),
        denials=len(denials),
        placeholders=len(placeholders),
    )
