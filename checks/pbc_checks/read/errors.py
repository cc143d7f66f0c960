"""What can be wrong with a submission's file itself."""

from __future__ import annotations

from pbc_frameworks.errors import PbcgovError


class UnreadableFileError(PbcgovError):
    """A submission that cannot be read; the message says what is wrong with the file and what to do."""

    def __init__(self, name: str, problem: str, remedy: str) -> None:
        self.name = name
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{name}: {problem} {remedy}")
