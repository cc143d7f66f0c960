"""The subject of a requirement: what it asks for, whatever framework asks. One subject, one scorer."""

from __future__ import annotations

from pbc_frameworks.model import Part, Requirement

_AND, _OR = " + ", " or "


def subject(requirement: Requirement) -> str:
    """Return the parts of a requirement by their concepts: `costs + recovery-period`, `one or other`.

    Four frameworks ask for value for money in four wordings; their examples teach one scorer. A framework of a PCT's
    own has the scorers of the concepts it refers to.
    """
    return _AND.join(_OR.join(part.concepts) for part in requirement.parts)


def parts(subject: str) -> tuple[Part, ...]:
    """Return the parts of a subject; they have no names of their own."""
    return tuple(Part("", "", tuple(part.split(_OR))) for part in subject.split(_AND))


def concepts(subject: str) -> frozenset[str]:
    """Return the concepts that a subject has in any of its parts."""
    return frozenset(concept for part in parts(subject) for concept in part.concepts)
