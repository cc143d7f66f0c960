"""Who has to be on the register of interests: office holders on the framework's bodies, and the practices' leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbc_frameworks.register.review import Person

if TYPE_CHECKING:
    from pbc_frameworks.model import Framework
    from pbc_frameworks.profile import Profile


def people_of(framework: Framework, profile: Profile) -> list[Person]:
    """Return the people whom a profile names: holders of offices that sit on a body, and leads of practices."""
    people = [
        Person(profile.offices[member.office].name, f"{member.title}, {body.title}")
        for body in framework.bodies
        for member in body.membership
        if member.office in profile.offices
    ]
    people += [
        Person(practice.lead, f"Lead of {practice.name}")
        for locality in profile.localities
        for practice in locality.practices
        if practice.lead
    ]
    return people
