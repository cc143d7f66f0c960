"""What is known of a submission beside its file: the day it came in, the PCT's own details, its register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pbc_frameworks.profile import Profile
from pbc_frameworks.register.model import Register


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known beside the file; None is what is not.

    `profile` is of the framework that the submission is checked against. `register` is the one that was given, or the
    profile's own. `proposer` is the practice, cluster or locality it comes from, `title` what it is called; each
    is empty where only the file may say.
    """

    submitted: date | None = None
    profile: Profile | None = None
    register: Register | None = None
    proposer: str = ""
    title: str = ""


NOTHING_KNOWN = Circumstances()
