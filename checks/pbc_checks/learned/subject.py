"""The subject of a requirement: what it asks for, whatever framework asks. One subject, one scorer."""

from __future__ import annotations

from pbc_frameworks.model import Requirement


def subject(requirement: Requirement) -> str:
    """Return the parts of a requirement by their concepts: `costs + recovery-period`, `one or other`.

    Four frameworks ask for value for money in four wordings; their examples teach one scorer. A framework of a PCT's
    own has the scorers of the concepts it refers to.
    """
    return " + ".join(" or ".join(part.concepts) for part in requirement.parts)
